"""Damage is told, and what was not hit comes back. The whole measurement: `python -m tests.storage.damaging`."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.errors import Foreign, Locked, Newer, StorageError
from storage.files import backup
from storage.safety.doctor import examine, examine_file
from storage.safety.repair import repair
from storage.shelf import Shelf
from tests.storage.damaging import PAGE, filled, repairs, reports
from tests.storage.tiny import another_program, begin, flip, note, texts


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound database; tests damage copies of it."""
    path = tmp_path_factory.mktemp("source") / "source.db"
    filled(path, answers=60)
    return path


def test_damage_a_reader_could_see_is_reported(source: Path, tmp_path: Path) -> None:
    figures = reports(source, tmp_path, 40, seed=3)
    assert figures.visible > 10
    assert figures.unreported == []


def test_what_was_not_hit_comes_back(source: Path, tmp_path: Path) -> None:
    figures = repairs(source, tmp_path, 8, seed=4)
    assert figures.undamaged > 300
    assert figures.unsaved == []


@pytest.fixture
def broken(shelf: Shelf, retro: str) -> str:
    """A retrospective one entry of which has been changed behind the journal's back."""
    shelf.keep(retro, note("first"))
    shelf.keep(retro, note("second"), note("third"))
    backup.take(shelf.path, "opening")
    shelf.keep(retro, note("after the backup"))
    flip(shelf.path, "UPDATE entries SET fields = replace(fields, 'second', 'sacond')")
    return retro


def test_a_lost_entry_comes_back_from_a_backup(shelf: Shelf, broken: str) -> None:
    bytes_before = shelf.path.read_bytes()
    done = repair(shelf.path)
    assert done.lost == ()
    assert done.report.ok
    assert done.aside is not None
    assert done.aside.read_bytes() == bytes_before
    assert done.aside.stat().st_mode & 0o777 == 0o600
    # The window that has the file open goes on with it.
    assert sorted(texts(shelf.page(broken))) == ["after the backup", "first", "second", "third"]
    shelf.keep(broken, note("and goes on"))
    assert examine(shelf).ok


def test_without_a_backup_the_words_that_stand_in_a_table_are_kept_anew_and_what_is_lost_is_named(
    shelf: Shelf, broken: str
) -> None:
    for one in backup.all_of(shelf.path):
        one.path.unlink()
    (lost,) = (entry for entry in shelf.entries() if not entry.is_sound)
    done = repair(shelf.path)
    assert sorted(texts(shelf.page(broken))) == ["after the backup", "first", "second", "third"]
    (sentence,) = done.lost
    assert lost.id in sentence
    assert "sacond" in sentence
    assert examine(shelf).ok


def test_a_retrospective_whose_beginning_is_lost_is_shown_all_the_same(shelf: Shelf, retro: str) -> None:
    shelf.keep(retro, note("what everybody wrote"))
    flip(shelf.path, "UPDATE entries SET fields = replace(fields, 'Port', 'Fort') WHERE counter = 1")
    repair(shelf.path)
    page = shelf.page(retro)
    assert (page.title, page.slug, texts(page)) == ("Port system", "port-system", ["what everybody wrote"])
    with another_program(shelf.path) as other:
        other.execute("DELETE FROM retrospectives")
        other.execute("DELETE FROM workbooks")
    flip(shelf.path, "UPDATE entries SET fields = replace(fields, 'Port', 'Fort') WHERE kind = 'retrospective'")
    repair(shelf.path)
    page = shelf.page(retro)
    assert page.title == "Saved from a damaged file"
    assert [question.id for question in page.workbook.questions] == ["hope"]
    assert texts(page) == ["what everybody wrote"]


@pytest.mark.parametrize("left", [None, b"", bytes(8192)])
def test_a_missing_file_comes_back_from_its_backups(shelf: Shelf, broken: str, left: bytes | None) -> None:
    shelf.close()
    shelf.path.unlink()
    if left is not None:
        shelf.path.write_bytes(left)
    done = repair(shelf.path)
    assert (done.aside is None) == (not left)
    with Shelf.open(shelf.path) as again:
        assert sorted(texts(again.page(broken))) == ["first", "second", "third"]


def test_what_was_left_behind_by_a_restore_stays_behind(shelf: Shelf, retro: str) -> None:
    from storage.safety.restore import restore

    shelf.keep(retro, note("old"))
    old = backup.take(shelf.path, "hand")
    shelf.keep(retro, note("given up"))
    restore(old.path, shelf.path)
    shelf.keep(retro, note("new"))
    flip(shelf.path, "UPDATE entries SET nonce = '' WHERE fields LIKE '%old%'")
    repair(shelf.path)
    assert sorted(texts(shelf.page(retro))) == ["new", "old"]


def test_a_sound_file_is_left_as_it_is(source: Path) -> None:
    before = source.read_bytes()
    done = repair(source)
    assert (done.done, done.lost, done.aside, done.report.ok) == ((), (), None, True)
    assert source.read_bytes() == before


def test_tables_changed_by_hand_are_made_anew_in_place(shelf: Shelf, retro: str) -> None:
    shelf.keep(retro, note("kept"))
    with another_program(shelf.path) as other:
        other.execute("UPDATE answers SET text = 'forged'")
    done = repair(shelf.path)
    assert done.aside is None
    assert done.report.ok
    assert texts(shelf.page(retro)) == ["kept"]


def test_a_file_with_nothing_of_ours_is_never_touched(database: Path) -> None:
    with another_program(database) as other:
        other.execute("CREATE TABLE theirs (x)")
        other.execute("INSERT INTO theirs VALUES ('y')")
    before = database.read_bytes()
    with pytest.raises(Foreign):
        repair(database)
    database.write_text("no database at all " * 400)
    with pytest.raises(StorageError):
        repair(database)
    assert database.read_text() == "no database at all " * 400
    assert [path.name for path in database.parent.iterdir() if path.name != "home"] == [database.name]
    assert before


def test_a_newer_file_and_a_file_in_use_are_left_to_others(shelf: Shelf, broken: str) -> None:
    before = shelf.path.read_bytes()
    with another_program(shelf.path) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Locked):
            examine_file(shelf.path, lock_wait=0.05)
        other.execute("ROLLBACK")
    assert shelf.path.read_bytes() == before
    with another_program(shelf.path) as newer:
        newer.execute("PRAGMA user_version = 99")
        newer.execute("UPDATE about SET value = '9.9.9' WHERE key = 'needs'")
    before = shelf.path.read_bytes()
    with pytest.raises(Newer):
        repair(shelf.path)
    assert shelf.path.read_bytes() == before


def test_a_damaged_header_does_not_make_a_file_a_stranger_s(shelf: Shelf, retro: str) -> None:
    shelf.keep(retro, note("kept"))
    shelf.close()
    content = bytearray(shelf.path.read_bytes())
    content[:PAGE] = bytes(PAGE)
    shelf.path.write_bytes(content)
    report = examine_file(shelf.path)
    assert not report.ok
    assert "--repair" in report.findings[0]
    repair(shelf.path)
    with Shelf.open(shelf.path) as again:
        assert texts(again.page(retro)) == ["kept"]


def test_a_journal_left_over_from_a_killed_program_does_not_spoil_the_repaired_file(shelf: Shelf, retro: str) -> None:
    shelf.keep(retro, note("kept"))
    shelf.close()
    content = bytearray(shelf.path.read_bytes())
    content[0] ^= 1
    shelf.path.write_bytes(content)
    left = shelf.path.with_name(shelf.path.name + "-journal")
    left.write_bytes(bytes.fromhex("d9d505f920a163d7") + bytes(508))
    done = repair(shelf.path)
    assert not left.exists()
    assert done.report.ok
    with Shelf.open(shelf.path) as again:
        assert texts(again.page(retro)) == ["kept"]


def test_a_restart_in_another_folder_finds_nothing_to_do(tmp_path: Path) -> None:
    missing = tmp_path / "nothing.db"
    with pytest.raises(StorageError) as raised:
        repair(missing)
    assert str(missing) in str(raised.value)
    assert not missing.exists()


def test_the_doctor_names_a_damaged_backup_and_an_open_one(shelf: Shelf, retro: str) -> None:
    begin(shelf)
    good, bad = backup.take(shelf.path, "hand"), backup.take(shelf.path, "hand")
    content = bytearray(bad.path.read_bytes())
    content[PAGE * 4 :] = bytes(len(content) - PAGE * 4)
    bad.path.write_bytes(content)
    good.path.chmod(0o644)
    told = examine(shelf).findings
    assert len(told) == 2
    assert str(bad.path) in told[0]
    assert f"chmod 600 {good.path}" in told[1]
    repair(shelf.path)
    assert good.path.stat().st_mode & 0o777 == 0o600


def test_what_sqlite_quotes_of_a_damaged_file_may_be_no_text(shelf: Shelf, retro: str) -> None:
    shelf.keep(retro, note("kept"))
    shelf.close()
    content = bytearray(shelf.path.read_bytes())
    # A column's name in the file's own description of its tables, which SQLite quotes when it complains.
    place = content.index(b"retrospective TEXT NOT NULL,\n        question")
    content[place : place + 4] = b"r\xc2\xc2t"
    shelf.path.write_bytes(content)
    assert not examine_file(shelf.path).ok
    repair(shelf.path)
    with Shelf.open(shelf.path) as again:
        assert texts(again.page(retro)) == ["kept"]
