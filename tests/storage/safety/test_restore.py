"""Putting a backup back: checked first, the present kept first, in one step, whatever state the present is in."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from storage.errors import Damaged, Foreign, Locked, Newer, StorageError, Unwritable
from storage.files import backup, replace
from storage.files.copy import copy as copy_database
from storage.safety.doctor import examine
from storage.safety.purge import plan_answer, purge
from storage.safety.restore import restore
from storage.shelf import Shelf
from tests.storage.tiny import another_program, begin, flip, note, standing, texts


@pytest.fixture
def old(shelf: Shelf, retro: str) -> Path:
    """A backup of a state with one note; another was written since."""
    shelf.keep(retro, note("old"))
    taken = backup.take(shelf.path, "hand")
    shelf.keep(retro, note("new"))
    return taken.path


def test_a_window_that_is_open_goes_on_with_what_was_put_back(shelf: Shelf, retro: str, old: Path) -> None:
    before = standing(shelf)
    done = restore(old, shelf.path)
    assert texts(shelf.page(retro)) == ["old"]
    assert (done.retrospectives, done.answers, done.aside, done.purged) == (1, 1, None, 0)
    shelf.keep(retro, note("goes on"))
    assert examine(shelf).ok
    assert done.before is not None
    assert done.before.reason == "restore"
    # And back again.
    restore(done.before.path, shelf.path)
    assert standing(shelf) == before
    assert shelf.path.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in shelf.path.parent.iterdir() if path.name != "home"] == [shelf.path.name]


def test_every_run_restores_a_backup_and_compares(shelf: Shelf, retro: str) -> None:
    shelf.keep(retro, *(note(f"{n}") for n in range(20)))
    shelf.undo(retro)
    shelf.redo(retro)
    tables, entries = standing(shelf), shelf.entries()
    taken = backup.take(shelf.path, "hand")
    shelf.drop(retro, *shelf.page(retro).answers)
    begin(shelf, "Another")
    restore(taken.path, shelf.path)
    assert (standing(shelf), shelf.entries()) == (tables, entries)


@pytest.mark.parametrize("present", ["missing", "empty", "zeros", "header", "pages", "cut"])
def test_it_works_where_the_present_file_is_damaged_or_missing(
    shelf: Shelf, retro: str, old: Path, present: str
) -> None:
    shelf.close()
    content = bytearray(shelf.path.read_bytes())
    match present:
        case "header":
            content[:100] = bytes(100)
        case "zeros":
            content = bytearray(len(content))
        case "pages":
            content[8192:] = b"\xa5" * (len(content) - 8192)
        case "cut":
            del content[5000:]
    shelf.path.write_bytes(content)
    if present == "empty":
        shelf.path.write_bytes(b"")
    elif present == "missing":
        shelf.path.unlink()
    done = restore(old, shelf.path)
    assert done.before is None
    assert (done.aside is None) == (present in ("missing", "empty"))
    if done.aside is not None:
        assert done.aside.read_bytes() == bytes(content)
    with Shelf.open(shelf.path) as again:
        assert texts(again.page(retro)) == ["old"]
        assert examine(again).ok


def test_a_damaged_copy_is_refused_before_anything_is_touched(shelf: Shelf, retro: str, old: Path) -> None:
    before = shelf.path.read_bytes()
    flip(old, "UPDATE entries SET fields = replace(fields, 'old', 'odd')")
    with pytest.raises(Damaged, match="--repair"):
        restore(old, shelf.path)
    content = bytearray(old.read_bytes())
    content[68] ^= 1
    old.write_bytes(content)
    with pytest.raises(Damaged):
        restore(old, shelf.path)
    content[4096:] = bytes(len(content) - 4096)
    old.write_bytes(content)
    with pytest.raises(StorageError):
        restore(old, shelf.path)
    assert shelf.path.read_bytes() == before
    assert len(backup.all_of(shelf.path)) == 1


def test_what_is_no_backup_is_refused(shelf: Shelf, retro: str, old: Path, tmp_path: Path) -> None:
    before = shelf.path.read_bytes()
    theirs = tmp_path / "theirs.db"
    with another_program(theirs) as other:
        other.execute("CREATE TABLE theirs (x)")
        other.execute("INSERT INTO theirs VALUES (1)")
    for file, kind in ((theirs, Foreign), (tmp_path / "missing", Unwritable), (shelf.path, Unwritable)):
        with pytest.raises(kind):
            restore(file, shelf.path)
    with another_program(old) as newer:
        newer.execute("PRAGMA user_version = 99")
        newer.execute("UPDATE about SET value = '9.9.9' WHERE key = 'needs'")
    with pytest.raises(Newer):
        restore(old, shelf.path)
    assert shelf.path.read_bytes() == before


def test_another_program_s_file_in_the_database_s_place_is_not_overwritten(shelf: Shelf, retro: str, old: Path) -> None:
    theirs = shelf.path.with_name("theirs.db")
    with another_program(theirs) as other:
        other.execute("CREATE TABLE theirs (x)")
        other.execute("INSERT INTO theirs VALUES (1)")
    before = theirs.read_bytes()
    with pytest.raises(Foreign):
        restore(old, theirs)
    assert theirs.read_bytes() == before


def test_a_file_in_use_is_left_as_it_is(shelf: Shelf, retro: str, old: Path) -> None:
    before = shelf.path.read_bytes()
    with another_program(shelf.path) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Locked):
            restore(old, shelf.path, patience=0.05)
        other.execute("ROLLBACK")
    assert shelf.path.read_bytes() == before
    assert [path.name for path in shelf.path.parent.iterdir() if path.name != "home"] == [shelf.path.name]


def test_a_copy_of_an_earlier_schema_is_brought_up_to_date(shelf: Shelf) -> None:
    source = Path(__file__).parents[1] / "fixtures" / "schema-1.db"
    before = source.read_bytes()
    restore(source, shelf.path)
    assert {card.title for card in shelf.cards(archived=None)} == {"Port system, second look", "抄表系统"}
    assert source.read_bytes() == before
    assert os.listdir(source.parent) == [source.name]  # noqa: PTH208


def test_what_was_purged_since_does_not_come_back(shelf: Shelf, retro: str, tmp_path: Path) -> None:
    shelf.keep(retro, note("to go for good"), note("to stay"))
    copy = tmp_path / "copy.db"
    copy.touch(0o600)
    copy_database(shelf.path, copy)
    (gone,) = (answer for answer in shelf.page(retro).answers if answer.text == "to go for good")  # type: ignore[attr-defined]
    purge(shelf.path, plan_answer(shelf, retro, gone.id))
    done = restore(copy, shelf.path)
    assert done.purged == 1
    assert texts(shelf.page(retro)) == ["to stay"]
    assert b"to go for good" not in shelf.path.read_bytes()
    assert examine(shelf).ok


def test_a_link_to_a_database_stays_a_link(shelf: Shelf, retro: str, old: Path, tmp_path: Path) -> None:
    shelf.close()
    shelf.path.write_bytes(b"theirs" * 900)
    link = tmp_path / "elsewhere" / "link.db"
    link.parent.mkdir()
    link.symlink_to(shelf.path)
    with pytest.raises(Foreign):
        restore(old, link)
    shelf.path.write_bytes(b"")
    restore(old, link)
    assert link.is_symlink()
    with Shelf.open(shelf.path) as again:
        assert texts(again.page(retro)) == ["old"]
    assert [path.name for path in link.parent.iterdir()] == ["link.db"]


def test_a_damaged_file_is_set_aside_under_a_name_of_its_own(shelf: Shelf, retro: str) -> None:
    first, second = replace.set_aside(shelf.path), replace.set_aside(shelf.path)
    assert first != second
    assert first.read_bytes() == second.read_bytes() == shelf.path.read_bytes()
