"""An end before its beginning: refused at every door it may be typed at, and left alone where it stands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from storage.ids import new_id
from storage.shelf import Shelf
from templates.filled_page.page import Row
from tests.tui.command_line.running import done, phasebook, refused, started
from tests.tui.walking import WIDE, walking

QUESTION = "honeymoon-period"
SLIP = {"began": "2026-04-09", "ended": "2026-03"}
SENTENCE = "The end, 2026-03, lies before the beginning, 2026-04-09."


@pytest.fixture(autouse=True)
def commands_use_it(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands speak of the database the road is walked in."""
    monkeypatch.setenv("PHASEBOOK_DB", str(database))


def retrospective() -> str:
    """A retrospective of the four phases with one person; its id."""
    return started("--workbook", "four-phases", "--person", "Ann:client")


def cells(retro: str) -> list[dict[str, str]]:
    """The rows of the honeymoon."""
    answers = done("render", retro, "--format", "json").json["answers"]
    return [answer["cells"] for answer in answers if answer["question"] == QUESTION]


def stands(database: Path, retro: str) -> str:
    """Keep a row as an older program let it in; its id."""
    with Shelf.open(database) as shelf:
        person = shelf.page(retro).people[0]
        row = Row(id=new_id(), question=QUESTION, side="client", person=person.id, cells=SLIP)
        shelf.keep(retro, row)
    return row.id


async def test_on_the_road_the_row_stays_open_at_its_end_until_it_is_right(database: Path) -> None:
    retro = retrospective()
    async with walking(database, retro, size=WIDE, at=QUESTION) as walk:
        walk.burst("a", *"2026-04-09", "tab", *"2026-03", "enter")
        await walk.shows(SENTENCE)
        assert walk.rows == []
        walk.burst(*(["backspace"] * 2), *"05", "enter")
        await walk.until(lambda: walk.rows == [{"began": "2026-04-09", "ended": "2026-05"}])


def test_the_command_refuses_it_new_and_as_a_change_of_one_cell() -> None:
    retro = retrospective()
    given = [f"--cell={column}={text}" for column, text in SLIP.items()]
    assert SENTENCE in refused("answer", retro, QUESTION, "--by", "Ann", *given)
    id = done("answer", retro, QUESTION, "--by", "Ann", "--cell", "began=2026-04-09").last
    assert SENTENCE in refused("answer", retro, QUESTION, "--edit", id, "--cell", "ended=2026-03")
    assert cells(retro) == [{"began": "2026-04-09"}]


def test_what_stands_so_can_still_be_changed_elsewhere_and_comes_back_from_its_own_export(database: Path) -> None:
    retro = retrospective()
    id = stands(database, retro)
    done("answer", retro, QUESTION, "--edit", id, "--cell", "sign=A row")
    assert cells(retro) == [{**SLIP, "sign": "A row"}]
    for name, format in (("out.json", "json"), ("out.md", "md")):
        file = database.parent / name
        done("render", retro, "--format", format, "-o", str(file))
        assert "Nothing new" in done("import", str(file)).out
    with Shelf.open(database.parent / "other.db") as shelf:
        assert not shelf.cards()
    done("--db", str(database.parent / "other.db"), "import", str(database.parent / "out.json"))
    told = done("--db", str(database.parent / "other.db"), "render", retro, "--format", "json").json
    assert [one["cells"] for one in told["answers"]] == [{**SLIP, "sign": "A row"}]


def test_an_import_refuses_it_as_a_correction_and_says_so(database: Path) -> None:
    retro = retrospective()
    done("answer", retro, QUESTION, "--by", "Ann", "--cell", "began=2026-04-09", "--cell", "ended=2026-05")
    file = database.parent / "corrected.json"
    done("render", retro, "--format", "json", "-o", str(file))
    page = json.loads(file.read_text("utf-8"))
    page["answers"][0]["cells"]["ended"] = "2026-03"
    file.write_text(json.dumps(page), "utf-8")
    told = phasebook("import", str(file))
    assert SENTENCE in told.out + told.err
    assert cells(retro) == [{"began": "2026-04-09", "ended": "2026-05"}]


def test_of_a_form_the_row_is_set_aside_in_its_own_words_and_said(database: Path) -> None:
    retro = retrospective()
    form = done("blank", "--for", retro, "--by", "Ann").out
    lines, asked = form.splitlines(), False
    for at, line in enumerate(lines):
        asked = f"<!-- {QUESTION}" in line or (asked and not line.startswith("#"))
        if asked and line.startswith("|") and set(line) <= set("| "):
            lines[at] = "| 2026-04-09 | 2026-03 | A sign |"
            break
    else:
        raise AssertionError(form)
    file = database.parent / "form.md"
    file.write_text("\n".join(lines), "utf-8")
    told = phasebook("import", str(file))
    assert SENTENCE in told.out + told.err
    assert cells(retro) == []
    with Shelf.open(database) as shelf:
        left = [
            note for note in shelf.page(retro).answers if "2026-04-09 | 2026-03 | A sign" in getattr(note, "text", "")
        ]
    assert len(left) == 1, "nothing written is lost"
