"""Backups come by themselves, are private and checked, are thinned out by day and week, and never lose a good one."""

from __future__ import annotations

import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from storage.database.connection import Connection
from storage.errors import Damaged, StorageError
from storage.files import backup
from storage.files.sound_entries import unsound
from storage.shelf import Shelf
from tests.storage.tiny import another_program, begin, flip, note, standing, texts


class Clock:
    """A day of our own, in the place of the backups' clock."""

    def __init__(self) -> None:
        self.now_is = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def now(self, _zone: object) -> datetime:
        """The day."""
        return self.now_is

    def strptime(self, text: str, form: str) -> datetime:
        """As the real one reads."""
        return datetime.strptime(text, form).replace(tzinfo=UTC)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(backup, "datetime", made)
    return made


def reasons(database: Path) -> list[str]:
    return [one.reason for one in backup.all_of(database)]


def test_a_backup_holds_everything_and_nobody_else_may_read_it(shelf: Shelf, retro: str) -> None:
    shelf.keep(retro, note("kept"))
    taken = backup.take(shelf.path, "hand")
    assert backup.all_of(shelf.path) == (taken,)
    assert stat.S_IMODE(taken.path.stat().st_mode) == 0o600
    for folder in (taken.path.parent, taken.path.parent.parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert shelf.path.stem in taken.path.parent.name
    with Shelf(Connection(taken.path, lock_wait=1)) as copy:
        assert standing(copy) == standing(shelf)
        assert copy.entries() == shelf.entries()
    # Beside it stands whose it is, for when the database is called otherwise one day.
    assert {path.name for path in taken.path.parent.iterdir()} == {".database", taken.path.name}


def test_one_is_taken_at_an_opening_when_the_last_is_a_day_old(shelf: Shelf, retro: str, clock: Clock) -> None:
    for hours, count in ((0, 1), (1, 1), (22, 1), (2, 2), (25, 3)):
        clock.now_is += timedelta(hours=hours)
        assert backup.by_itself(shelf.path) == ""
        assert len(backup.all_of(shelf.path)) == count


def test_a_clock_set_back_a_year_takes_no_backup_away_and_keeps_none_from_being_taken(
    shelf: Shelf, retro: str, clock: Clock
) -> None:
    for _day in range(9):
        backup.by_itself(shelf.path)
        clock.now_is += timedelta(days=1, minutes=1)
    before = set(backup.all_of(shelf.path))
    clock.now_is -= timedelta(days=365)
    backup.by_itself(shelf.path)
    after = set(backup.all_of(shelf.path))
    assert before < after
    assert backup.is_due(shelf.path)


def test_the_newest_of_each_of_seven_days_and_four_weeks_stay(shelf: Shelf, retro: str, clock: Clock) -> None:
    taken = []
    for _day in range(33):
        for hour in (1, 2):
            clock.now_is = clock.now_is.replace(hour=hour)
            taken.append(backup.take(shelf.path, "opening"))
        clock.now_is += timedelta(days=1)
    left = backup.all_of(shelf.path)
    days = sorted({one.taken.date() for one in taken}, reverse=True)[:7]
    weeks = sorted({one.taken.strftime("%G-%V") for one in taken}, reverse=True)[:4]
    assert [one.taken.date() for one in left][:7] == days
    assert all(one.taken.hour == 2 for one in left)
    assert sorted({one.taken.strftime("%G-%V") for one in left}, reverse=True) == weeks
    assert len(left) <= 7 + 4
    assert all(not unsound(one.path) for one in left)


def test_what_was_taken_before_something_was_done_stays_beside_them(shelf: Shelf, retro: str, clock: Clock) -> None:
    for reason in ("import", "opening", "sync", "opening", "restore"):
        backup.take(shelf.path, reason)
        clock.now_is += timedelta(minutes=1)
    assert reasons(shelf.path) == ["restore", "sync", "import"]
    for _time in range(25):
        backup.take(shelf.path, "sync")
        clock.now_is += timedelta(minutes=1)
    assert len(reasons(shelf.path)) == backup.BEFORE


@pytest.mark.parametrize("damage", ["entry", "page"])
def test_a_damaged_file_pushes_no_good_backup_out_and_is_told(
    shelf: Shelf, retro: str, clock: Clock, damage: str
) -> None:
    shelf.keep(retro, *(note(str(n)) for n in range(60)))
    for _day in range(9):
        backup.by_itself(shelf.path)
        clock.now_is += timedelta(days=1, minutes=1)
    before = {one.path: one.path.read_bytes() for one in backup.all_of(shelf.path)}
    if damage == "entry":
        flip(shelf.path, "UPDATE entries SET fields = replace(fields, 'Port', 'Fort') WHERE counter = 1")
    else:
        content = bytearray(shelf.path.read_bytes())
        content[4096 * 5 : 4096 * 9] = bytes(4096 * 4)
        shelf.path.write_bytes(content)
    for _day in range(12):
        assert str(shelf.path) in backup.by_itself(shelf.path)
        assert backup.before(shelf.path, "import") is None
        clock.now_is += timedelta(days=1, minutes=1)
    with pytest.raises(Damaged):
        backup.take(shelf.path, "hand")
    assert {one.path: one.path.read_bytes() for one in backup.all_of(shelf.path)} == before
    assert not list(backup.folder_of(shelf.path).glob(".phasebook-*"))


def test_a_file_that_was_emptied_never_pushes_out_what_it_held(shelf: Shelf, retro: str, clock: Clock) -> None:
    shelf.keep(retro, note("what everybody wrote"))
    backup.by_itself(shelf.path)
    shelf.path.unlink()
    for _day in range(20):
        clock.now_is += timedelta(days=2)
        with Shelf.open(shelf.path) as other:
            begin(other)
        backup.by_itself(shelf.path)
    (kept,) = (one for one in backup.all_of(shelf.path) if one.reason == backup.KEPT)
    with Shelf(Connection(kept.path, lock_wait=1)) as copy:
        assert texts(copy.page(retro)) == ["what everybody wrote"]


def test_a_purge_is_no_loss(shelf: Shelf, retro: str, clock: Clock) -> None:
    shelf.keep(retro, note("to go"))
    backup.by_itself(shelf.path)
    shelf.connection.write(lambda: shelf.journal.purge(retro, [shelf.entries()[-1].id]))
    clock.now_is += timedelta(days=2)
    backup.by_itself(shelf.path)
    assert reasons(shelf.path) == ["opening", "opening"]


def test_where_the_data_folder_cannot_be_written_they_stand_beside_the_database(
    shelf: Shelf, retro: str, own_home: Path
) -> None:
    (own_home / "data").write_text("no folder")
    taken = backup.take(shelf.path, "hand")
    assert taken.path.parent == backup.beside(shelf.path)
    assert backup.all_of(shelf.path) == (taken,)


def test_where_none_can_be_taken_nothing_happens(shelf: Shelf, retro: str, own_home: Path) -> None:
    (own_home / "data").write_text("no folder")
    backup.beside(shelf.path).write_text("no folder either")
    assert backup.by_itself(shelf.path) == ""
    assert backup.before(shelf.path, "import") is None
    with pytest.raises(StorageError):
        backup.take(shelf.path, "hand")
    assert backup.by_itself(shelf.path.parent / "missing.db") == ""
    assert backup.before(shelf.path.parent / "missing.db", "sync") is None


def test_a_file_another_program_keeps_locked_delays_nobody_for_long(shelf: Shelf, retro: str) -> None:
    with another_program(shelf.path) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StorageError) as raised:
            backup.take(shelf.path, "hand", patience=0.01)
        assert str(shelf.path) in str(raised.value)
        other.execute("ROLLBACK")
    assert not list(backup.folder_of(shelf.path).iterdir())


def test_two_files_of_one_name_and_one_file_of_two_names(shelf: Shelf, retro: str, tmp_path: Path) -> None:
    other = tmp_path / "other" / shelf.path.name
    Shelf.open(other).close()
    assert backup.folder_of(other) != backup.folder_of(shelf.path)
    link = tmp_path / "link.db"
    link.symlink_to(shelf.path)
    assert backup.folder_of(link) == backup.folder_of(shelf.path)
    odd = backup.folder_of(tmp_path / "回顾 \udcff [x]..db").name
    assert odd.isascii()
    assert "/" not in odd


def test_an_older_file_is_kept_before_it_is_brought_up_to_date(database: Path, clock: Clock) -> None:
    source = Path(__file__).parents[1] / "fixtures" / "schema-1.db"
    database.write_bytes(source.read_bytes())
    for _time in range(2):
        Shelf.open(database).close()
    (kept,) = backup.all_of(database)
    assert kept.reason == "migration"
    with another_program(kept.path) as plain:
        assert plain.execute("PRAGMA user_version").fetchone() == (1,)
    with another_program(database) as plain:
        assert plain.execute("PRAGMA user_version").fetchone()[0] > 1


def test_a_large_file_is_left_to_a_process_of_its_own(
    shelf: Shelf, retro: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[list[str]] = []

    def begin_apart(arguments: list[str], **given: Any) -> None:
        assert given["start_new_session"]
        begun.append(arguments)

    monkeypatch.setattr(subprocess, "Popen", begin_apart)
    assert backup.after_command(shelf.path) == ""
    assert len(backup.all_of(shelf.path)) == 1
    backup.all_of(shelf.path)[0].path.unlink()
    monkeypatch.setattr(backup, "SMALL", 0)
    assert backup.after_command(shelf.path) == ""
    assert backup.all_of(shelf.path) == ()
    (arguments,) = begun
    monkeypatch.undo()
    subprocess.run(arguments, check=True, cwd=Path(__file__).parents[3], timeout=60)
    assert arguments[0] == sys.executable
