"""Purging removes for good: from journal, tables, index, drafts and backups, and nothing brings it back."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from storage.drafts.draft_file import places
from storage.drafts.draft_writer import Drafts
from storage.entries.entry import PURGE
from storage.errors import NotFound
from storage.files import backup
from storage.files.sound_entries import unsound
from storage.imports.import_file import NotImportable, understand
from storage.safety.clean_up import clean
from storage.safety.doctor import examine
from storage.safety.purge import (
    Plan,
    finish,
    passed_over,
    plan_answer,
    plan_person,
    plan_retrospective,
    purge,
)
from storage.safety.repair import repair
from storage.shelf import Shelf
from templates.document.render import render
from templates.exchange.to_json import as_json
from templates.filled_page.page import Note
from tests.storage.tiny import action, begin, derived, draft, note, on_laptop, rating, standing, texts
from tests.storage.work import bring

SECRET = "夜里-secret-words"


def everything_about(shelf: Shelf) -> bytes:
    """All bytes of a database, of what stands beside it, and of its backups."""
    files = [path for path in shelf.path.parent.iterdir() if path.is_file()]
    files += [one.path for one in backup.all_of(shelf.path)]
    files += [path for path in places(shelf.path) if path.exists()]
    return b"".join(path.read_bytes() for path in files)


@pytest.fixture
def told(shelf: Shelf) -> tuple[str, Note]:
    """A retrospective with two people, and an answer of one of them that was edited, deleted and brought back."""
    retro = begin(shelf, people=(("Gao", "client"), ("Ann", "vendor")))
    gao, ann = shelf.page(retro).people
    kept = note(f"{SECRET} first", person=gao.id)
    shelf.keep(retro, kept, rating(retro, 2, person=gao.id), note("of Ann", side="vendor", person=ann.id))
    shelf.keep(retro, replace(kept, text=f"{SECRET} second"))
    backup.take(shelf.path, "import")
    shelf.drop(retro, *[answer for answer in shelf.page(retro).answers if answer.id == kept.id])
    shelf.undo(retro)
    return retro, kept


def is_gone(shelf: Shelf, what: str = SECRET) -> None:
    """Nothing of it is left anywhere, and everything agrees."""
    assert what.encode() not in everything_about(shelf)
    assert what.encode("utf-16-le") not in everything_about(shelf)
    assert standing(shelf) == derived(shelf)
    assert examine(shelf).findings == ()
    assert all(not unsound(one.path) for one in backup.all_of(shelf.path))


def test_an_answer_goes_with_all_it_ever_said(shelf: Shelf, told: tuple[str, Note]) -> None:
    retro, kept = told
    count = len(backup.all_of(shelf.path))
    assert SECRET.encode() in everything_about(shelf)
    plan = plan_answer(shelf, retro, kept.id[:8])
    assert (len(plan.ids), plan.answers, plan.whole) == (3, 1, False)
    done = purge(shelf.path, plan)
    assert (done.entries, done.left) == (3, ())
    assert done.backups == count + 1  # the one from before the purge too
    is_gone(shelf)
    assert texts(shelf.page(retro)) == ["of Ann"]
    assert [event.verb for event in shelf.history(retro)][-1] == "purged"
    assert shelf.history(retro)[-1].changes == (("purged", None, 3),)


def test_a_person_goes_with_all_they_wrote_and_is_told_where_the_name_still_stands(
    shelf: Shelf, told: tuple[str, Note]
) -> None:
    retro, _kept = told
    shelf.keep(retro, action("ask Gao again", owner="Gao"), note("Gaoling is a hill", side="vendor"))
    drafts = Drafts(shelf.path)
    drafts.put(draft(retro, "still typing", person=shelf.page(retro).people[0].id))
    drafts.put(draft(retro, "of nobody"))
    drafts.close()
    plan = plan_person(shelf, retro, " gao ")
    assert plan.answers == 2
    done = purge(shelf.path, plan)
    assert done.left == ()
    (sentence,) = done.told
    assert "1 other" in sentence
    is_gone(shelf)
    page = shelf.page(retro)
    assert [person.name for person in page.people] == ["Ann"]
    assert sorted(texts(page)) == ["Gaoling is a hill", "of Ann"]
    assert b"still typing" not in everything_about(shelf)
    left = Drafts(shelf.path)
    assert [one.body["text"] for one in left.all(retro)] == ["of nobody"]
    left.close()


def test_a_retrospective_goes_whole_and_the_others_stay(shelf: Shelf, told: tuple[str, Note]) -> None:
    retro, _kept = told
    other = begin(shelf, "Another")
    shelf.keep(other, note("stays"))
    drafts = Drafts(shelf.path)
    drafts.put(draft(retro, "typed in it"))
    drafts.close()
    done = purge(shelf.path, plan_retrospective(shelf, retro))
    assert done.left == ()
    is_gone(shelf)
    is_gone(shelf, "Port system")
    assert [card.title for card in shelf.cards()] == ["Another"]
    assert texts(shelf.page(other)) == ["stays"]
    assert b"typed in it" not in everything_about(shelf)


def test_nothing_brings_it_back(shelf: Shelf, told: tuple[str, Note], tmp_path: Path) -> None:
    retro, kept = told
    with Shelf.open(tmp_path / "there" / "there.db") as there:
        there.receive(shelf.entries())
        purge(shelf.path, plan_answer(shelf, retro, kept.id))
        assert shelf.receive(there.entries()) == 0
        while shelf.undo(retro):
            pass
        while shelf.redo(retro):
            pass
        is_gone(shelf)
        assert texts(shelf.page(retro)) == ["of Ann"]
        shelf.rebuild()
        is_gone(shelf)


def test_elsewhere_it_is_passed_over_until_somebody_there_removes_it(
    shelf: Shelf, told: tuple[str, Note], tmp_path: Path
) -> None:
    retro, kept = told
    with Shelf.open(tmp_path / "there" / "there.db") as there:
        there.receive(shelf.entries())
        backup.take(there.path, "hand")
        before = there.entries()
        purge(shelf.path, plan_answer(shelf, retro, kept.id))
        with on_laptop("f"):
            there.receive(shelf.entries())
            assert standing(there) == standing(shelf) == derived(there)
            assert passed_over(there) == 3
            assert examine(there).facts["passed_over"] == 3
            assert kept.id not in {event.record for event in there.history(retro)}
            assert SECRET.encode() in there.path.read_bytes()
            # What is passed over is not handed on.
            assert {entry.id for entry in there.entries()} == {entry.id for entry in shelf.entries()}
            done = finish(there.path)
        assert (done.entries, done.backups) == (3, 1)
        assert passed_over(there) == 0
        is_gone(there)
        # Whatever comes in whatever order.
        assert there.receive(before) == 0
    with Shelf.open(tmp_path / "third" / "third.db") as third:
        third.receive([*before, *shelf.entries()])
        assert standing(third) == standing(shelf) == derived(third)
        third.receive(reversed(before))
        assert standing(third) == standing(shelf)


def test_no_file_brings_back_what_was_removed(shelf: Shelf, told: tuple[str, Note]) -> None:
    retro, kept = told
    page = shelf.page(retro)
    files = {Path("page.md"): render(page).encode(), Path("page.json"): json.dumps(as_json(page)).encode()}
    assert all(SECRET.encode() in raw or SECRET.encode("ascii", "backslashreplace") in raw for raw in files.values())
    purge(shelf.path, plan_answer(shelf, retro, kept.id))
    for path, raw in files.items():
        taken = bring(shelf, understand(shelf, path, raw)).taken
        assert (taken.new, taken.changed, taken.deleted_here) == (0, 0, 1)
    is_gone(shelf)
    purge(shelf.path, plan_person(shelf, retro, "Gao"))
    assert bring(shelf, understand(shelf, Path("page.md"), files[Path("page.md")])).taken.new == 0
    assert [person.name for person in shelf.page(retro).people] == ["Ann"]
    purge(shelf.path, plan_retrospective(shelf, retro))
    for path, raw in files.items():
        with pytest.raises(NotImportable, match="for good"):
            understand(shelf, path, raw)
    assert shelf.cards(archived=None) == ()


def test_a_purge_that_was_cut_short_is_finished_by_a_repair(shelf: Shelf, told: tuple[str, Note]) -> None:
    retro, kept = told
    plan = plan_answer(shelf, retro, kept.id)
    shelf.connection.write(lambda: shelf.journal.purge(retro, plan.ids))
    (finding,) = examine(shelf).findings
    assert str(backup.all_of(shelf.path)[0].path) in finding
    assert repair(shelf.path).report.ok
    assert clean(shelf.path) == (0, ())
    shelf.connection.vacuum()
    is_gone(shelf)


def test_a_backup_that_cannot_be_written_anew_is_named(shelf: Shelf, told: tuple[str, Note]) -> None:
    retro, kept = told
    (one,) = backup.all_of(shelf.path)
    content = bytearray(one.path.read_bytes())
    content[4096 * 3 :] = bytes(len(content) - 4096 * 3)
    one.path.write_bytes(content)
    aside = shelf.path.with_name(f"{shelf.path.stem}-damaged-20260101-000000.db")
    aside.write_bytes(b"whatever it holds")
    done = purge(shelf.path, plan_answer(shelf, retro, kept.id))
    assert len(done.left) == 2
    assert str(aside) in done.left[0]
    assert str(one.path) in done.left[1]


def test_a_purge_entry_cannot_be_purged_or_taken_back(shelf: Shelf, told: tuple[str, Note]) -> None:
    retro, kept = told
    purge(shelf.path, plan_answer(shelf, retro, kept.id))
    (first,) = (entry for entry in shelf.entries() if entry.kind == PURGE)
    shelf.connection.write(lambda: shelf.journal.purge(retro, [first.id]))
    assert first in shelf.entries()
    assert standing(shelf) == derived(shelf)
    assert kept.id not in {answer.id for answer in shelf.page(retro).answers}


def test_what_is_not_there_is_said(shelf: Shelf, told: tuple[str, Note]) -> None:
    retro, _kept = told
    for key in ("zzz", ""):
        with pytest.raises(NotFound):
            plan_answer(shelf, retro, key)
    with pytest.raises(NotFound):
        plan_person(shelf, retro, "Nobody")


def test_a_plan_names_what_was_deleted_too(shelf: Shelf, told: tuple[str, Note]) -> None:
    retro, kept = told
    shelf.drop(retro, *shelf.page(retro).answers)
    plan: Plan = plan_answer(shelf, retro, kept.id)
    assert plan.answers == 0
    assert len(plan.ids) == 4
