"""Starting retrospectives and finding them again on the shelf."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from storage.locations import database_path
from storage.shelf import Details, Shelf
from templates.cells.width import width
from tests.tui.command_line.running import (
    done,
    phasebook,
    refused,
    started,
)


def test_a_fresh_shelf_is_empty_and_says_how_to_start() -> None:
    said = done("list")
    assert said.out == ""
    assert "phasebook new" in said.err
    assert done("list", "--json").json == []


def test_the_last_line_printed_by_new_is_the_id_that_list_shows() -> None:
    retro = started("--client", "Harbour", "--vendor", "Northwind", "--date", "2025-03-31")
    assert done("list", "--json").json == [
        {
            "id": retro,
            "slug": "port-system",
            "title": "Port system",
            "workbook": "four-phases",
            "lang": "en",
            "date": "2025-03-31",
            "sides": [
                {"id": "client", "name": "Client", "party": "Harbour"},
                {"id": "vendor", "name": "Vendor", "party": "Northwind"},
            ],
            "stage": "honeymoon",
            "answers": 0,
            "archived": False,
        }
    ]
    line = done("list").out
    assert line.count("\n") == 1
    for part in (retro[:6], "port-system", "2025-03-31", "Port system", "Harbour · Northwind", "Honeymoon"):
        assert part in line


def test_a_retrospective_is_dated_today_unless_told_otherwise() -> None:
    assert done("new", "--title", "Spring", "--json").json["date"] == date.today().isoformat()


def test_people_come_with_their_sides_in_either_width_and_by_id_name_or_party() -> None:
    retro = started(
        "--party", "client=Harbour", "--party", "Vendor=Northwind",
        "--person", "Ann:client", "--person", "Bo：Vendor", "--person", "Cy: harbour", "--person", "Di",
    )  # fmt: skip
    people = done("render", retro, "--json").json["people"]
    assert [(p["name"], p["side"]) for p in people] == [
        ("Ann", "client"),
        ("Bo", "vendor"),
        ("Cy", "client"),
        ("Di", None),
    ]


def test_a_chinese_run_starts_a_chinese_workbook() -> None:
    card = done("--lang", "zh", "new", "--title", "港口系统", "--client", "海港", "--json").json
    assert (card["lang"], card["slug"]) == ("zh", "港口系统")
    assert [side["name"] for side in card["sides"]] == ["甲方", "乙方"]
    said = done("--lang", "zh", "new", "--title", "Harbour", "--workbook-lang", "en", "--json")
    assert said.json["lang"] == "en"


def test_the_list_stands_in_columns_where_titles_are_chinese() -> None:
    done("--lang", "zh", "new", "--title", "港口系统一期", "--date", "2025-01-02")
    started("--date", "2025-01-01")
    first, second = done("list").out.splitlines()
    assert width(first[: first.index("2025")]) == width(second[: second.index("2025")])
    assert width(first[: first.index("蜜月")]) == width(second[: second.index("Honeymoon")])


def test_a_title_is_needed() -> None:
    assert "--title" in refused("new", code=2)
    assert "title is empty" in refused("new", "--title", " \n")
    assert done("list", "--json").json == []


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--date", "31.3.2025"), "is not a date"),
        (("--date", "2025-02-30"), "is not a date"),
        (("--person", "Ann:referee"), "no side “referee”"),
        (("--person", ":client"), "needs a name"),
        (("--party", "Harbour"), "SIDE=NAME"),
        (("--party", "referee=Harbour"), "client (Client), vendor (Vendor)"),
        (("--workbook", "five-phases"), "four-phases"),
        (("--workbook", "missing.md"), "missing.md:1:"),
    ],
)
def test_what_cannot_be_started_is_said_and_nothing_is_kept(options: tuple[str, ...], sentence: str) -> None:
    assert sentence in refused("new", "--title", "Port system", *options)
    assert done("list", "--json").json == []


def test_a_team_asks_its_own_questions(tmp_path: Path) -> None:
    own = tmp_path / "ours.md"
    own.write_text("# Our spring\n\n## What went well\n\n### What was good?\n\n## What else\n\n### And bad?\n")
    retro = started("--workbook", str(own), "--person", "Ann")
    assert [q["text"] for q in done("render", retro, "--json").json["questions"]] == [
        "What was good?",
        "And bad?",
    ]
    own.unlink()
    assert done("answer", retro, "what-was-good", "-m", "Tea").last
    assert "for one team" in refused("new", "--title", "x", "--workbook", str(_write(own)), "--client", "Harbour")


def _write(path: Path) -> Path:
    path.write_text("# Our spring\n\n## What went well\n\n### What was good?\n")
    return path


def test_a_workbook_with_an_error_is_refused_with_file_and_line(tmp_path: Path) -> None:
    own = tmp_path / "ours.md"
    own.write_text("---\nworkbook: 1\n---\n# Ours\n\n## Phase\n\n### One? <!-- same -->\n\n### Two? <!-- same -->\n")
    assert f"{own}:10:" in refused("new", "--title", "x", "--workbook", str(own))


def test_the_archive_is_listed_on_demand() -> None:
    retro = started()
    with Shelf.open(database_path()) as shelf:
        shelf.keep(retro, Details(archived=True))
    assert done("list", "--json").json == []
    assert [card["archived"] for card in done("list", "--archived", "--json").json] == [True]
    assert "(archived)" in done("list", "--archived").out


def test_the_same_title_twice_gets_a_slug_of_its_own() -> None:
    started()
    started()
    assert {card["slug"] for card in done("list", "--json").json} == {"port-system", "port-system-2"}
    assert len({line.split()[0] for line in done("list").out.splitlines()}) == 2


def test_db_names_another_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "far" / "team.db"
    retro = done("--db", str(file), "new", "--title", "Elsewhere").last
    assert done("list", "--json").json == []
    monkeypatch.setenv("PHASEBOOK_DB", str(file))
    assert [card["id"] for card in done("list", "--json").json] == [retro]
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear Ann, " * 100)
    assert str(file) in refused("--db", str(file), "list")
    assert str(tmp_path) in refused("--db", str(tmp_path), "list")
    assert file.read_text().startswith("Dear Ann")


def test_a_title_is_kept_as_far_as_unicode_goes_and_what_changed_is_said() -> None:
    said = phasebook("new", "--title", "a\r\nb\udcff\0c", "--json")
    assert said.json["title"] == "a\nb\ufffd\ufffdc"
    assert "2 characters cannot be kept" in said.err
    assert "\\r" in said.err
