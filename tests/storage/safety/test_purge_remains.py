"""A purge removes, or says what it could not; and nothing that is open, typed, covered or left over writes it again."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from storage.drafts.covered_file import Sealed, SealedFile
from storage.drafts.draft_file import places
from storage.drafts.draft_writer import Draft, Drafts
from storage.entries.change import Change, packed
from storage.errors import RemovedForGood
from storage.files import aside, backup, private
from storage.ids import new_id
from storage.records.fields import change_of
from storage.safety.clean_up import at_start
from storage.safety.doctor import examine
from storage.safety.purge import (
    plan_answer,
    plan_person,
    plan_retrospective,
    purge,
)
from storage.safety.repair import repair
from storage.shelf import Shelf, Start
from templates.filled_page.page import Note, Person, Rating
from tests.storage.tiny import WORKBOOK, begin, draft, note, rating, texts

SECRET = "夜里-secret-words"
GAO, ANN = Person("a" * 20, "Gao", "client"), Person("b" * 20, "Ann", "vendor")


@pytest.fixture
def retro(shelf: Shelf) -> str:
    """Two people, a note of each, a number and a covered note of Gao's."""
    retro = begin(shelf)
    shelf.keep(retro, GAO, ANN, note(SECRET, person=GAO.id), note("of Ann", side="vendor", person=ANN.id))
    shelf.keep(retro, rating(retro, 2, person=GAO.id))
    file = SealedFile(shelf.path)
    of_it = {"retrospective": retro, "question": "hope", "kind": "notes"}
    file.put(
        Sealed(id="c" * 20, side="client", person=GAO.id, body={"text": f"{SECRET} covered"}, **of_it),
        Sealed(id="d" * 20, side="vendor", person=ANN.id, body={"text": "Ann's, covered"}, **of_it),
    )
    file.close()
    return retro


def hers(shelf: Shelf, retro: str) -> Note:
    """Gao's note."""
    return next(a for a in shelf.page(retro).answers if isinstance(a, Note) and a.person == GAO.id)


def covered(shelf: Shelf, retro: str) -> list[str]:
    """What lies covered, as every window reads it."""
    file = SealedFile(shelf.path, gone=shelf.gone)
    try:
        return [row.body["text"] for row in file.all(retro)]
    finally:
        file.close()


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Another program holds a file."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


def holding(folder: Path, words: str = SECRET) -> list[Path]:
    """The files that hold words."""
    return [path for path in folder.rglob("*") if path.is_file() and words.encode() in path.read_bytes()]


# -- drafts and covered writing ------------------------------------------------------------------------


def test_what_a_locked_file_of_drafts_keeps_is_named_and_never_comes_into_the_journal(shelf: Shelf, retro: str) -> None:
    beside, _elsewhere = places(shelf.path)
    with locked(beside):
        done = purge(shelf.path, plan_person(shelf, retro, "Gao"))
    (sentence,) = done.left
    assert str(beside) in sentence
    assert "in use" in sentence
    assert SECRET.encode() in beside.read_bytes()
    assert covered(shelf, retro) == ["Ann's, covered"], "no window reads it"
    (finding,) = examine(shelf).findings
    assert str(beside) in finding
    assert repair(shelf.path).report.ok
    assert SECRET.encode() not in beside.read_bytes()
    assert covered(shelf, retro) == ["Ann's, covered"]


def test_the_next_start_ends_what_a_locked_file_held_up(shelf: Shelf, retro: str) -> None:
    beside, _elsewhere = places(shelf.path)
    with locked(beside):
        assert purge(shelf.path, plan_person(shelf, retro, "Gao")).left
    assert at_start(shelf.path) == ()
    assert holding(shelf.path.parent) == []
    assert examine(shelf).ok


def test_nothing_is_covered_for_somebody_who_was_purged(shelf: Shelf, retro: str) -> None:
    purge(shelf.path, plan_person(shelf, retro, "Gao"))
    file = SealedFile(shelf.path, gone=shelf.gone)
    late = Sealed(id=new_id(), retrospective=retro, question="hope", kind="notes", person=GAO.id, body={"text": SECRET})
    with pytest.raises(RemovedForGood):
        file.put(late)
    with pytest.raises(RemovedForGood):
        file.put(replace(late, person=None), answered=("hope", GAO.id))
    file.close()
    assert holding(shelf.path.parent) == []


def test_a_draft_that_was_written_after_the_purge_by_a_window_that_knew_nothing_of_it_is_found(
    shelf: Shelf, retro: str
) -> None:
    kept = hers(shelf, retro)
    change = change_of(retro, replace(kept, text=f"{SECRET} changed"))
    late = (
        draft(retro, SECRET, answer=kept.id, heads=kept.heads, person=kept.person),
        draft(retro, SECRET, person=GAO.id),
        draft(retro, SECRET, answer=kept.id),
        draft(retro, "", kind="change", answer=retro, body={"changes": packed([(retro, new_id(), [change])])}),
    )
    other = draft(retro, "Ann's draft", person=ANN.id)
    purge(shelf.path, plan_person(shelf, retro, "Gao"))
    for one in late:
        write(shelf, one, other)
        assert any("among the drafts" in finding for finding in examine(shelf).findings), one.kind
        assert at_start(shelf.path) == ()
        assert holding(shelf.path.parent) == []
        assert drafted(shelf, retro) == ["Ann's draft"]


def write(shelf: Shelf, *drafts: Draft) -> None:
    """Type."""
    window = Drafts(shelf.path)
    for one in drafts:
        window.put(one)
    window.close()


def drafted(shelf: Shelf, retro: str) -> list[str]:
    """What is typed and not kept."""
    window = Drafts(shelf.path)
    try:
        return [one.body["text"] for one in window.all(retro)]
    finally:
        window.close()


# -- the journal ---------------------------------------------------------------------------------------


def test_the_journal_takes_nothing_that_is_or_rests_on_what_was_purged(shelf: Shelf, retro: str) -> None:
    kept, number = hers(shelf, retro), rating(retro, 3, person=GAO.id)
    seen = next(a for a in shelf.page(retro).answers if a.id == number.id)
    purge(shelf.path, plan_person(shelf, retro, "Gao"))
    before = shelf.entries()
    for record in (
        kept,
        replace(kept, heads=()),
        replace(kept, id=new_id(), heads=()),
        GAO,
        replace(GAO, name="Gao again"),
        number,
        replace(seen, person=None),
    ):
        with pytest.raises(RemovedForGood):
            shelf.keep(retro, note("with it"), record)
    with pytest.raises(RemovedForGood):
        shelf.apply(retro, [Change("answer", kept.id, {"text": SECRET})], new_id())
    assert shelf.entries() == before
    assert texts(shelf.page(retro)) == ["of Ann"]


def test_a_side_may_answer_anew_what_was_purged_of_it(shelf: Shelf, retro: str) -> None:
    first = rating(retro, 1)
    shelf.keep(retro, first)
    seen = shelf.page(retro).answer(first.id)
    assert seen is not None
    purge(shelf.path, plan_answer(shelf, retro, first.id))
    # A window that still shows the old number changes nothing; who gives a new one does.
    with pytest.raises(RemovedForGood):
        shelf.keep(retro, replace(rating(retro, 3), heads=seen.heads))
    shelf.keep(retro, rating(retro, 3))
    assert [a.value for a in shelf.page(retro).answers if isinstance(a, Rating) and a.person is None] == [3]


def test_a_retrospective_that_was_purged_is_never_begun_again(shelf: Shelf, retro: str) -> None:
    purge(shelf.path, plan_retrospective(shelf, retro))
    with pytest.raises(RemovedForGood):
        shelf.page(retro)
    with pytest.raises(RemovedForGood):
        shelf.keep(retro, note(SECRET))
    with pytest.raises(RemovedForGood):
        shelf.start(Start(id=retro, title=SECRET, workbook_text=WORKBOOK, date="2026-01-01"))
    assert holding(shelf.path.parent) == []


# -- what killed programs leave ------------------------------------------------------------------------


def leave(folder: Path, *names: str) -> list[Path]:
    """What a killed program has left."""
    private.folder(folder)
    for name in names:
        (folder / name).write_text(SECRET, encoding="utf-8")
    return [folder / name for name in names]


@pytest.mark.parametrize("how", ["purge", "repair", "start"])
def test_what_killed_programs_left_is_found_in_every_folder_and_removed(shelf: Shelf, retro: str, how: str) -> None:
    copies = backup.folder_of(shelf.path)
    left = [
        *leave(copies, ".taking-ab_4x7qz.db", ".taking-ab_4x7qz.db-journal", ".phasebook-ab_4x7qz.db"),
        *leave(backup.beside(shelf.path), ".taking-ab_4x7qy.db"),
        *leave(copies.parent / "earlier-0123456789", ".taking-ab_4x7qx.db"),
        *leave(shelf.path.parent, ".phasebook-ab_4x7qw.db", ".phasebook-ab_4x7qw.db-journal", ".phasebook-ab_4x7qv"),
        *leave(places(shelf.path)[1].parent, ".phasebook-ab_4x7qu.db"),
    ]
    findings = examine(shelf).findings
    assert [path for path in left if not any(str(path) in finding for finding in findings)] == []
    if how == "purge":
        assert purge(shelf.path, plan_person(shelf, retro, "Gao")).left == ()
    elif how == "repair":
        assert repair(shelf.path).report.ok
    else:
        assert at_start(shelf.path) == ()
    assert [path for path in left if path.exists()] == []
    assert examine(shelf).ok


def test_what_a_running_program_is_writing_stays_and_purge_says_so(shelf: Shelf, retro: str) -> None:
    program = (
        "import sys, pathlib; from storage.files import aside;"
        "print(aside.empty(pathlib.Path(sys.argv[1]), '.db'), flush=True);"
        "sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(shelf.path.parent)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
    ) as running:
        assert running.stdout is not None
        path = Path(running.stdout.readline().strip())
        # However long ago it was written to.
        os.utime(path, (0, 0))
        assert examine(shelf).ok
        assert at_start(shelf.path) == ()
        assert path.exists()
        (sentence,) = purge(shelf.path, plan_person(shelf, retro, "Gao")).left
        assert str(path) in sentence
        running.kill()
    assert at_start(shelf.path) == ()
    assert not path.exists()


def test_a_program_does_not_take_its_own_files_for_left_ones(tmp_path: Path) -> None:
    first = aside.empty(tmp_path, ".db")
    second = aside.empty(tmp_path)
    assert aside.all_in(tmp_path) == sorted([first, second])
    assert aside.is_held(first)
    assert not aside.remove(second)
    aside.let_go(first)
    assert aside.remove(first)
    aside.forget(second)
    assert list(tmp_path.iterdir()) == []


# -- databases that were called otherwise --------------------------------------------------------------


def renamed(shelf: Shelf) -> tuple[Path, Path]:
    """A backup, and the database's new name."""
    old = backup.take(shelf.path, "hand").path
    shelf.close()
    new = shelf.path.with_name("renamed.db")
    shelf.path.rename(new)
    return old, new


@pytest.mark.parametrize("noted", [True, False], ids=["its owner is noted", "of an earlier release"])
def test_backups_of_a_database_since_renamed_are_written_anew(shelf: Shelf, retro: str, noted: bool) -> None:
    for copy in backup.all_of(shelf.path):
        copy.path.unlink()
    old, new = renamed(shelf)
    if not noted:
        (old.parent / ".database").unlink()
    with Shelf.open(new) as there:
        done = purge(new, plan_answer(there, retro, hers(there, retro).id))
        assert str(places(shelf.path)[0]) not in " ".join(done.left)
        assert done.left == ()
        assert done.backups == 2
        assert examine(there).ok
    assert SECRET.encode() not in old.read_bytes()
    with Shelf.open(old) as there:
        assert texts(there.page(retro)) == ["of Ann"]


def test_backups_of_another_database_that_is_there_are_named_and_let_be(shelf: Shelf, retro: str) -> None:
    twin = shelf.path.with_name("twin.db")
    shutil.copy(shelf.path, twin)
    copy = backup.take(twin, "hand").path
    before = copy.read_bytes()
    (sentence,) = purge(shelf.path, plan_answer(shelf, retro, hers(shelf, retro).id)).left
    assert str(copy) in sentence
    assert str(twin) in sentence
    assert copy.read_bytes() == before
    # Nor is one touched whose database is nowhere, where it holds more than this one ever held.
    with Shelf.open(twin) as there:
        there.keep(retro, note("only there"))
        more = backup.take(twin, "hand").path
    twin.unlink()
    findings = " ".join(examine(shelf).findings)
    assert str(more) in findings
    repair(shelf.path)
    assert SECRET.encode() in more.read_bytes()
    assert SECRET.encode() not in copy.read_bytes()


def test_drafts_of_a_database_of_another_name_are_named(shelf: Shelf, retro: str) -> None:
    beside, _elsewhere = places(shelf.path)
    _old, new = renamed(shelf)
    with Shelf.open(new) as there:
        (sentence,) = purge(new, plan_person(there, retro, "Gao")).left
        assert str(beside) in sentence
        assert examine(there).findings == (sentence,)
        beside.unlink()
        assert examine(there).ok
