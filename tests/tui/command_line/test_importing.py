"""Forms and exports that come back: from the command line, as a facilitator takes them in."""

from __future__ import annotations

import json
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from storage.drafts.as_answers import uncovered
from storage.drafts.covered_file import SAID, SealedFile
from storage.drafts.draft_writer import Drafts
from storage.locations import database_path
from storage.shelf import Shelf
from templates.filled_page.page import Note, Rating
from templates.filled_page.settings import Private, Writing
from tests.tui.command_line.running import (
    Said,
    answers,
    done,
    phasebook,
    refused,
    started,
)
from tui.session.session import Session
from tui.session.view import Writer

QUESTION = "honeymoon-expected"


def form(path: Path, *options: str, **words: str) -> Path:
    """A form in a file, with words behind the dashes of the first question."""
    done("blank", *options, "-o", str(path), "--force")
    fill(path, **words)
    return path


def fill(path: Path, **words: str) -> None:
    text = path.read_text()
    for number, said in words.items():
        text = text.replace(f"- <!-- {number[1:]} -->", f"- {said} <!-- {number[1:]} -->", 1)
    path.write_text(text)


def taken(*files: Path | str, into: str | None = None) -> dict[str, Any]:
    """Import one file; what the command says of it."""
    named = ["--into", into] if into else []
    found: list[dict[str, Any]] = done("import", *map(str, files), *named, "--json").json
    return found[0]


def counts(told: dict[str, Any]) -> tuple[int, ...]:
    return tuple(told[name] for name in ("new", "changed", "changed_here", "deleted_here"))


def notes(retro: str) -> list[str]:
    return [answer["text"] for answer in answers(retro) if answer["question"] == QUESTION]


def test_a_form_goes_to_a_person_and_comes_back_corrected_and_again(tmp_path: Path, own_home: Path) -> None:
    retro = started("--client", "Harbour", "--person", "Ann:client")
    ann = form(tmp_path / "ann.md", "--for", retro, "--side", "Harbour", "--by", "ann", n1="Quiet nights", n2="Cheap")
    assert ann.stat().st_mode & 0o077 == 0
    assert counts(taken(ann)) == (2, 0, 0, 0)
    assert [(a["text"], a["by"], a["side"]) for a in answers(retro)] == [
        ("Quiet nights", "Ann", "client"),
        ("Cheap", "Ann", "client"),
    ]
    again = done("import", str(ann))
    assert "into Port system (port-system)" in again.out
    assert "Nothing new" in again.out

    ann.write_text(
        ann.read_text().replace("Quiet nights", "Quiet nights for all").replace("<!-- 3 -->", "Live by May", 1)
    )
    assert counts(taken(ann)) == (1, 1, 0, 0)
    assert notes(retro) == ["Quiet nights for all", "Cheap", "Live by May"]
    ids = [answer["id"] for answer in answers(retro)]

    lost = re.sub(r" ?<!--.*?-->", "", ann.read_text()).replace("Cheap", "Cheap to run")
    ann.write_text(lost)
    assert counts(taken(ann, into="port-system")) == (0, 1, 0, 0), "without comments words and order tell what is what"
    assert [answer["id"] for answer in answers(retro)] == ids

    done("answer", retro, QUESTION, "--edit", ids[0], "-m", "Said better in the meeting")
    with Shelf.open(next(own_home.rglob("phasebook.db"))) as shelf:
        cheap = shelf.page(retro).answer(ids[1])
        assert cheap is not None
        shelf.drop(retro, cheap)
    assert notes(retro) == ["Said better in the meeting", "Live by May"]
    before = done("render", retro, "--format", "json").out
    form_again = form(tmp_path / "new.md", "--for", retro, "--side", "client", "--by", "Ann")
    form_again.write_text(form_again.read_text())
    assert counts(taken(form_again)) == (0, 0, 0, 0)
    assert done("render", retro, "--format", "json").out == before


def test_what_was_changed_or_deleted_here_since_stays_so(tmp_path: Path, own_home: Path) -> None:
    retro = started()
    ann = form(tmp_path / "ann.md", "--for", retro, "--by", "Ann", n1="One", n2="Two", n3="Three")
    taken(ann)
    first, second, _third = answers(retro)
    done("answer", retro, QUESTION, "--edit", first["id"], "-m", "One, as we said it together")
    with Shelf.open(next(own_home.rglob("phasebook.db"))) as shelf:
        gone = shelf.page(retro).answer(second["id"])
        assert gone is not None
        shelf.drop(retro, gone)
    told = done("import", str(ann))
    assert "1 thing was changed here since" in told.out
    assert "1 thing was deleted here since" in told.out
    assert notes(retro) == ["One, as we said it together", "Three"]


@contextmanager
def keeping(retro: str) -> Iterator[Session]:
    """What the road would do, on the file of the commands."""
    path = database_path()
    drafts, sealed = Drafts(path), SealedFile(path)
    with Shelf.open(path) as shelf:
        keeper = Session(shelf, drafts, retro, sealed)
        keeper.load()
        yield keeper
    drafts.close()
    sealed.close()


def tick(path: Path, step: int) -> None:
    path.write_text(path.read_text().replace(f"- [ ] {step} ", f"- [x] {step} ", 1))


def test_what_comes_by_file_into_a_covered_phase_lies_covered_until_all_is_uncovered(tmp_path: Path) -> None:
    retro = started("--person", "Ann:client")
    with keeping(retro) as keeper:
        keeper.set_writing("honeymoon", Writing.SEALED, None)
    ann = form(tmp_path / "ann.md", "--for", retro, "--side", "client", "--by", "Ann", n1="One", n2="Two", n3="Three")
    tick(ann, 2)
    told = done("import", str(ann))
    assert "4 things are new" in told.out
    assert "4 of them lie covered" in told.out
    assert answers(retro) == []
    assert "One" not in done("render", retro).out + done("history", retro).out + done("search", "one").out
    assert "Nothing new" in done("import", str(ann)).out
    older = ann.read_text()
    ann.write_text(older.replace("- One ", "- One, and more ", 1))
    assert counts(taken(ann)) == (0, 1, 0, 0)
    with keeping(retro) as keeper:
        keeper.hand_over(Writer("client", keeper.page.people[0].id))
        two, three = (row for row in SealedFile(database_path()).all(retro) if row.body.get("text") in ("Two", "Three"))
        keeper.keep(replace(uncovered(two), text=f"{two.body['text']} at the table"), None)  # type: ignore[call-arg]
        keeper.drop(uncovered(three))
    ann.write_text(older)
    assert counts(taken(ann)) == (0, 0, 2, 1), "an older file, a note changed here, a note deleted here"
    with keeping(retro) as keeper:
        keeper.reveal("honeymoon")
    assert {answer["by"] for answer in answers(retro)} == {"Ann"}
    assert sorted(map(len, notes(retro))) == sorted((len("One, and more"), len(f"{two.body['text']} at the table")))
    assert sum(counts(taken(ann))[:2]) == 0
    gone = next(answer["id"] for answer in answers(retro) if answer.get("text") == "One, and more")
    assert any(mark.startswith(gone) for mark in SealedFile(database_path()).answered(retro, SAID))
    done("purge", retro, "--answer", gone, "--yes", "--yes")
    assert not any(mark.startswith(gone) for mark in SealedFile(database_path()).answered(retro, SAID))


def test_a_form_into_a_phase_without_names_leads_nobody_to_its_writer(tmp_path: Path) -> None:
    retro = started("--person", "Ann:client")
    with keeping(retro) as keeper:
        keeper.set_writing("honeymoon", Writing.ANONYMOUS, None)
    ann = form(tmp_path / "ann.md", "--for", retro, "--side", "client", "--by", "Ann", n1="One")
    tick(ann, 2)
    assert taken(ann)["covered"] == 2
    ann.write_text(ann.read_text().replace("- One ", "- Won ", 1).replace("<!-- 2 -->", "Two <!-- 2 -->", 1))
    told = taken(ann)
    assert (counts(told), told["nameless"]) == ((1, 0, 0, 0), 2), "what is new comes, nothing is corrected"
    with keeping(retro) as keeper:
        keeper.reveal("honeymoon")
    assert sorted(notes(retro)) == ["One", "Two"]
    assert {(answer["by"], answer["person"]) for answer in answers(retro)} == {(None, None)}
    before = done("render", retro, "--format", "json").out
    assert "nobody knows which they are" in done("import", str(ann)).out, "not even now that it is written in the open"
    assert done("render", retro, "--format", "json").out == before


def test_words_beside_the_blanks_are_shown_and_kept_for_the_facilitator_alone(tmp_path: Path, own_home: Path) -> None:
    retro = started()
    ann = form(tmp_path / "ann.md", "--for", retro, "--by", "Ann", n1="One")
    ann.write_text("[/] Hello \x1b[31mred\n\n" + ann.read_text() + "\n## What else\n\n# x\n")
    told = done("import", str(ann))
    assert "3 passages belong to no blank" in told.out
    assert "ann.md:1: [/] Hello" in told.out
    with Shelf.open(next(own_home.rglob("phasebook.db"))) as shelf:
        left = [one for one in shelf.page(retro).answers_to("meeting-facilitator") if isinstance(one, Note)]
    assert {note.private for note in left} == {Private.FACILITATOR}
    assert left[0].text == "From Ann's form: [/] Hello \x1b[31mred"
    assert len(left) == 3
    assert "Hello" not in done("render", retro).out
    assert "Hello" not in done("search", "hello").out
    assert taken(ann)["new"] == 0


def test_forms_without_a_name_stay_apart_and_nobody_takes_anothers_place(tmp_path: Path, own_home: Path) -> None:
    retro = started()
    for name, step in (("one.md", "2"), ("two.md", "4")):
        path = form(tmp_path / name, "--for", retro, "--side", "client", n1=f"from {name}")
        path.write_text(path.read_text().replace(f"- [ ] {step} ", f"- [x] {step} ", 1))
        taken(path)
        # Nobody knows any more which answers came from it: neither it nor a corrected copy is taken again.
        assert "was taken in before" in refused("import", str(path))
        path.write_text(path.read_text().replace("from", "FROM", 1))
        assert "was taken in before" in refused("import", str(path))
        assert done("import", str(path), str(form(tmp_path / "b.md", "--for", retro, "--by", "B"))).code == 0
    assert sorted(notes(retro)) == ["from one.md", "from two.md"]
    with Shelf.open(next(own_home.rglob("phasebook.db"))) as shelf:
        ratings = [answer for answer in shelf.page(retro).answers if isinstance(answer, Rating)]
    assert sorted((one.value, one.anonymous) for one in ratings) == [(2, True), (4, True)]
    chinese = done("blank", "four-phases", "--workbook-lang", "zh", "--side", "乙方", "--by", "陈波").out
    assert "您的姓名：陈波" in chinese
    bo = tmp_path / "bo.md"
    bo.write_text(chinese.replace("- <!-- 1 -->", "- 样板", 1))
    assert taken(bo)["retrospective"] == retro, "the only one with this workbook"
    (people,) = [p for p in done("render", retro, "--format", "json").json["people"] if p["name"] == "陈波"]
    assert people["side"] == "vendor"


def test_a_form_in_the_other_language_is_asked_for_and_comes_back(tmp_path: Path) -> None:
    retro = started("--person", "陈波:vendor")
    chinese = done("blank", "--for", retro, "--workbook-lang", "zh", "--side", "vendor", "--by", "陈波").out
    assert "lang=zh" in chinese
    assert "您的姓名：陈波" in chinese
    path = tmp_path / "bo.md"
    path.write_text(chinese.replace("- <!-- 1 -->", "－样板 <!-- 1 -->", 1).replace("- [ ] 2 ", "- [×] 2 ", 1))
    told = taken(path, into=retro)
    assert (told["left"], told["remarks"]) == ([], [])
    assert notes(retro) == ["样板"]
    assert [(a["kind"], a["side"], a["by"]) for a in answers(retro)] == [
        ("notes", "vendor", "陈波"),
        ("scale", "vendor", "陈波"),
    ]
    own = tmp_path / "own.md"
    own.write_text("# Ours\n\n## What was it?\n")
    assert "--workbook-lang" in refused("blank", str(own), "--workbook-lang", "zh")
    ours = done("new", "--title", "Ours", "--workbook", str(own)).out.split()[-1]
    assert "not known here" in refused("blank", "--for", ours, "--workbook-lang", "zh")


def test_notes_that_begin_with_a_link_or_a_placeholder_are_no_json(tmp_path: Path) -> None:
    for name, text in (("a.md", "[[Harbour]] review\n\n- a\n"), ("b.md", "{{date}}\n\n- b\n")):
        (tmp_path / name).write_text(text)
        assert taken(tmp_path / name)["started"] is True


def test_where_a_form_goes(tmp_path: Path) -> None:
    alone = form(tmp_path / "alone.md", "four-phases", "--by", "Ann", n1="First of all")
    assert taken(alone)["started"] is True, "an empty shelf gets a retrospective"
    other = started()
    assert "--into RETRO" in refused("import", str(form(tmp_path / "b.md", "four-phases", "--by", "Bo", n1="x")))
    assert taken(tmp_path / "b.md", into=other)["retrospective"] == other
    text = (tmp_path / "b.md").read_text().replace("workbook=four-phases", "workbook=four-phases retrospective=gone")
    (tmp_path / "c.md").write_text(text)
    assert "not in this database" in refused("import", str(tmp_path / "c.md"))
    assert "Name a workbook" in refused("blank")
    assert "no side" in refused("blank", "four-phases", "--side", "moon")


def elsewhere(tmp_path: Path, *arguments: str) -> Said:
    """Type a command with another database."""
    return done("--db", str(tmp_path / "elsewhere.db"), *arguments)


@pytest.mark.parametrize("form_of_it", ["md", "json"])
def test_an_export_comes_back_whole_into_an_empty_database(tmp_path: Path, form_of_it: str) -> None:
    done("demo")
    (database,) = Path(os.environ["XDG_DATA_HOME"]).rglob("demo.db")
    path = tmp_path / f"export.{form_of_it}"
    shown = done("--db", str(database), "list", "--json").json
    retro = shown[-1]["id"]
    done("--db", str(database), "render", retro, "--format", form_of_it, "-o", str(path))
    told = elsewhere(tmp_path, "import", str(path), "--json").json[0]
    assert told["started"] is True
    assert told["remarks"] == []
    whole = elsewhere(tmp_path, "render", retro, "--format", form_of_it).out
    wanted = path.read_text()
    if form_of_it == "json":
        assert _without_times(json.loads(whole)) == _without_times(json.loads(wanted))
    else:
        assert whole == wanted
    assert counts(elsewhere(tmp_path, "import", str(path), "--json").json[0]) == (0, 0, 0, 0)
    assert "under its own id" in phasebook("--db", str(database), "import", str(path), "--into", shown[0]["id"]).err


def _without_times(data: dict[str, Any]) -> dict[str, Any]:
    for answer in data["answers"]:
        del answer["created"], answer["edited"]
    return data


def test_a_corrected_export_changes_what_was_corrected(tmp_path: Path) -> None:
    retro = started()
    done("answer", retro, QUESTION, "--side", "client", "-m", "Quiet nigths")
    done("action", retro, "-m", "Call", "--owner", "Ann")
    path = tmp_path / "p.md"
    done("render", retro, "-o", str(path))
    path.write_text(path.read_text().replace("nigths", "nights").replace("- [ ] Call", "* [X] Call"))
    assert counts(taken(path)) == (0, 2, 0, 0)
    assert notes(retro) == ["Quiet nights"]
    assert done("render", retro, "--format", "json").json["actions"][0]["status"] == "done"
    (tmp_path / "thief.json").write_text(
        done("render", retro, "--format", "json").out.replace(f'"id": "{retro}"', '"id": "0ther"')
    )
    assert "another retrospective" in refused("import", str(tmp_path / "thief.json"))


def test_other_peoples_notes_become_a_retrospective_or_go_into_one(tmp_path: Path) -> None:
    path = tmp_path / "sprint-12.md"
    path.write_text(
        "# Sprint 12, 2026-03-02\n\n## Went well\n\n- Pairing\n- 一起吃饭\n\n## Hard\n\nThe flaky build.\n\n"
        "| What | Why |\n|---|---|\n| CI | slow |\n\n"
        "## Action items\n\n- [ ] Fix the build @lin 2026-04-01\n- [x] Cake\n"
    )
    told = done("import", str(path))
    assert "2 headings became questions, 4 passages notes, 2 items actions" in told.out
    page = done("render", "sprint-12-2026-03-02", "--format", "json").json
    assert [a.get("text") or a["cells"] for a in page["answers"]] == [
        "Pairing",
        "一起吃饭",
        "The flaky build.",
        {"c1": "CI", "c2": "slow"},
    ]
    assert [(a["owner"], a["due"], a["status"]) for a in page["actions"]] == [
        ("lin", "2026-04-01", "open"),
        (None, None, "done"),
    ]
    assert page["retrospective"]["date"] == "2026-03-02"
    assert taken(path)["started"] is False
    retro = started()
    path.write_text("# Mine\n\n### On day one, what did you expect this project to bring?\n\n- Peace\n")
    assert counts(taken(path, into=retro)) == (2, 0, 0, 0)
    assert notes(retro) == ["Peace"]


def test_what_cannot_be_taken_in_is_refused_kindly_and_nothing_is_kept(tmp_path: Path) -> None:
    retro = started()
    good = form(tmp_path / "good.md", "--for", retro, "--by", "Ann", n1="One")
    sqlite3.connect(tmp_path / "a.db").execute("CREATE TABLE x (y)").connection.close()
    bad: dict[str, tuple[bytes, str]] = {
        "a.db": ((tmp_path / "a.db").read_bytes(), "is a database"),
        "zip": (b"PK\x03\x04\x00\x00\x00", "no text"),
        "empty.md": (b" \n", "empty"),
        "words.md": (b"# Only a title\n", "nothing in it"),
        "broken.json": (b'{"format": 1,', "no JSON"),
        "deep.json": (b"[" * 100_000, "nested too deep"),
        "other.json": (b'{"name": "x"}', "no export"),
        "newer.json": (b'{"format": 2, "retrospective": {}}', "newer"),
        "odd.json": (b'{"format": 1, "retrospective": {"id": 5}}', "retrospective."),
        "no-id.md": (b"---\nworkbook_id: x\n---\n\n# T\n", "`id:`"),
        "huge.md": (b"a" * 4_000_001, "too large"),
    }
    for name, (content, sentence) in bad.items():
        path = tmp_path / name
        path.write_bytes(content)
        assert sentence in refused("import", str(good), str(path)), name
    assert "cannot be read" in refused("import", str(tmp_path / "nowhere.md"))
    assert "no file" in refused("import", str(tmp_path))
    assert notes(retro) == [], "one file that cannot be read stops all of them"
