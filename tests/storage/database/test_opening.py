"""Opening a file: ours is made or brought up to date; anything else gets one sentence and keeps its every byte."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.database.schema import APPLICATION_ID, VERSION, parse_version
from storage.errors import (
    Damaged,
    Foreign,
    Locked,
    Newer,
    StorageError,
    Unwritable,
    from_os,
    from_sqlite,
)
from storage.safety.doctor import examine
from storage.shelf import Shelf
from templates import words
from tests.storage.tiny import another_program, begin, note, texts


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def refused(path: Path, kind: type[StorageError], *said: str) -> None:
    """Opening is refused in one sentence, in either language, and nothing is touched."""
    folder = sorted(path.parent.iterdir()) if path.parent.is_dir() else []
    before = path.read_bytes() if path.is_file() else b""
    permissions = mode(path) if path.exists() else None
    for lang in words.LANGUAGES:
        words.use(lang)
        with pytest.raises(kind) as raised:
            Shelf.open(path, lock_wait=0.05)
        assert type(raised.value) is kind
        is_a_sentence(raised.value, path, lang)
        assert all(word in str(raised.value) for word in said)
    assert (path.read_bytes() if path.is_file() else b"") == before
    assert (mode(path) if path.exists() else None) == permissions
    assert (sorted(path.parent.iterdir()) if path.parent.is_dir() else []) == folder


def is_a_sentence(error: StorageError, path: Path, lang: str) -> None:
    text = str(error)
    assert str(path) in text
    assert "\n" not in text
    assert "{" not in text
    assert bool(re.search("[\u4e00-\u9fff]", text)) is (lang == "zh"), text


def made(path: Path) -> str:
    with Shelf.open(path) as shelf:
        retro = begin(shelf)
        shelf.keep(retro, note("kept"))
        return retro


def test_a_missing_folder_and_file_are_made_for_their_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "data" / "phasebook.db"
    before = os.umask(0)
    try:
        made(path)
    finally:
        os.umask(before)
    assert mode(path.parent) == 0o700
    assert mode(path) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["phasebook.db"]


def test_the_file_says_whose_it_is_and_how_it_is_kept(database: Path) -> None:
    made(database)
    with another_program(database) as plain:
        pragmas = {
            name: plain.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("application_id", "user_version", "journal_mode")
        }
        about = dict(plain.execute("SELECT key, value FROM about").fetchall())
    assert pragmas == {"application_id": APPLICATION_ID, "user_version": VERSION, "journal_mode": "delete"}
    assert about == {"needs": "0.2.0", "program": "phasebook"}


def test_every_commit_waits_for_the_disk(shelf: Shelf) -> None:
    assert shelf.connection.values("PRAGMA synchronous") == [(3,)]
    assert shelf.connection.values("PRAGMA secure_delete") == [(1,)]


def test_an_entry_is_never_changed(shelf: Shelf, retro: str) -> None:
    with pytest.raises(StorageError, match="never changed"):
        shelf.connection.write(lambda: shelf.connection.execute("UPDATE entries SET fields = '{}'"))


@pytest.mark.parametrize("content", [b"", None])
def test_an_empty_file_becomes_a_database(database: Path, content: bytes | None) -> None:
    if content is not None:
        database.write_bytes(content)
        database.chmod(0o644)
    made(database)
    assert mode(database) == 0o600


def test_a_file_others_could_read_is_closed_to_them(database: Path) -> None:
    made(database)
    database.chmod(0o664)
    Shelf.open(database).close()
    assert mode(database) == 0o600


def test_a_database_born_and_never_filled_is_taken_over(database: Path) -> None:
    with another_program(database) as plain:
        plain.executescript("CREATE TABLE t (x); DROP TABLE t; VACUUM;")
    assert 0 < database.stat().st_size <= 4096
    made(database)


@pytest.mark.parametrize("content", ["Notes of the meeting\n" * 20, "x", "SQLite format 3", "回顾"])
def test_a_text_file_is_left_alone(database: Path, content: str) -> None:
    database.write_text(content, encoding="utf-8")
    refused(database, Foreign)


@pytest.mark.parametrize("page_size", [512, 4096])
@pytest.mark.parametrize("mark", [0, 0x0F055112])
@pytest.mark.parametrize("journal", ["DELETE", "WAL"])
def test_another_programs_database_is_left_alone(database: Path, page_size: int, mark: int, journal: str) -> None:
    with another_program(database) as other:
        other.execute(f"PRAGMA page_size = {page_size}")
        other.execute(f"PRAGMA journal_mode = {journal}")
        other.execute(f"PRAGMA application_id = {mark}")
        other.execute("CREATE TABLE about (key TEXT, value TEXT)")
        # Its log, if it keeps one, still holds everything.
        refused(database, Foreign)
    database.chmod(0o644)
    refused(database, Foreign)


def test_what_another_program_left_in_its_log_when_it_died_stays_there(tmp_path: Path) -> None:
    with another_program(tmp_path / "theirs.db") as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("CREATE TABLE theirs (x)")
        (tmp_path / "left").mkdir()
        for name in ("theirs.db", "theirs.db-wal"):
            shutil.copy(tmp_path / name, tmp_path / "left" / name)
    log = (tmp_path / "left" / "theirs.db-wal").read_bytes()
    refused(tmp_path / "left" / "theirs.db", Foreign)
    assert (tmp_path / "left" / "theirs.db-wal").read_bytes() == log


def test_a_newer_file_that_needs_a_newer_program_is_left_alone(database: Path) -> None:
    made(database)
    with another_program(database) as newer:
        newer.execute("PRAGMA user_version = 99")
        newer.execute("UPDATE about SET value = '9.9.9' WHERE key = 'needs'")
    refused(database, Newer, "9.9.9", "pip install --upgrade phasebook")


def test_a_newer_file_that_this_program_may_open_works(database: Path) -> None:
    retro = made(database)
    with another_program(database) as newer:
        newer.execute("PRAGMA user_version = 99")
        newer.execute("CREATE TABLE from_the_future (x)")
    with Shelf.open(database) as shelf:
        shelf.keep(retro, note("and here"))
        assert texts(shelf.page(retro)) == ["kept", "and here"]
    with another_program(database) as newer:
        assert newer.execute("PRAGMA user_version").fetchone() == (99,)


@pytest.mark.parametrize(
    ("older", "newer"), [("0.1.0", "0.1.1"), ("0.9.0", "0.10.0"), ("1.9", "1.9.1"), ("9.9.9", "next"), ("9", "?")]
)
def test_versions_are_compared_by_their_numbers(older: str, newer: str) -> None:
    assert parse_version(older) < parse_version(newer)


def test_a_folder_in_the_files_place(database: Path) -> None:
    database.mkdir()
    refused(database, Unwritable)


def test_a_file_in_the_folders_place(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("no folder")
    refused(tmp_path / "data" / "phasebook.db", Unwritable)


def test_a_link_that_leads_nowhere(database: Path) -> None:
    database.symlink_to(database.parent / "gone" / "phasebook.db")
    refused(database, Unwritable)


def test_a_pipe_is_not_waited_for(database: Path) -> None:
    os.mkfifo(database)
    refused(database, Foreign)


def test_a_file_called_like_sqlites_memory_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    retro = made(Path(":memory:"))
    with Shelf.open(tmp_path / ":memory:") as shelf:
        assert texts(shelf.page(retro)) == ["kept"]


def test_a_file_some_tool_has_put_into_wal_mode_comes_back(database: Path) -> None:
    retro = made(database)
    with another_program(database) as tool:
        tool.execute("PRAGMA journal_mode = WAL")
    with Shelf.open(database) as shelf:
        assert shelf.connection.values("PRAGMA journal_mode") == [("delete",)]
        assert texts(shelf.page(retro)) == ["kept"]


# -- locked ------------------------------------------------------------------------------------------


def test_a_file_another_program_holds_cannot_be_opened_until_it_lets_go(database: Path) -> None:
    retro = made(database)
    with another_program(database) as other:
        other.execute("BEGIN EXCLUSIVE")
        refused(database, Locked)
        other.execute("ROLLBACK")
    with Shelf.open(database) as shelf:
        assert texts(shelf.page(retro)) == ["kept"]


def test_a_new_file_another_program_holds_is_not_born_halfway(database: Path) -> None:
    database.touch(0o600)
    with another_program(database) as other:
        other.execute("BEGIN EXCLUSIVE")
        refused(database, Locked)
        other.execute("ROLLBACK")
    made(database)


def test_an_open_shelf_waits_no_longer_than_it_was_told(shelf: Shelf, retro: str) -> None:
    shelf.keep(retro, note("before"))
    shelf.lock_wait = 0.05
    assert shelf.lock_wait == 0.05
    before = shelf.path.read_bytes()
    with another_program(shelf.path) as other:
        other.execute("BEGIN EXCLUSIVE")
        for attempt in (
            lambda: shelf.keep(retro, note("lost?")),
            lambda: shelf.page(retro),
            lambda: shelf.cards(),
            lambda: shelf.undo(retro),
            lambda: shelf.find(retro),
        ):
            with pytest.raises(Locked) as raised:
                attempt()
            is_a_sentence(raised.value, shelf.path, "en")
        other.execute("ROLLBACK")
    assert shelf.path.read_bytes() == before
    shelf.keep(retro, note("after"))
    assert texts(shelf.page(retro)) == ["before", "after"]


def test_readers_do_not_wait_for_a_writer_that_has_not_committed(shelf: Shelf, retro: str) -> None:
    shelf.lock_wait = 0
    with another_program(shelf.path) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("DELETE FROM retrospectives")
        assert shelf.page(retro).title == "Port system"
        with pytest.raises(Locked):
            shelf.keep(retro, note("x"))
        other.execute("ROLLBACK")


# -- full, read-only, damaged ------------------------------------------------------------------------


def test_a_full_disk_writes_nothing_half_and_goes_on_when_there_is_room(shelf: Shelf, retro: str) -> None:
    shelf.keep(retro, note("before"))
    ((pages,),) = shelf.connection.values("PRAGMA page_count")
    ((usual,),) = shelf.connection.values("PRAGMA max_page_count")
    shelf.connection.values(f"PRAGMA max_page_count = {pages}")
    before = shelf.path.read_bytes()
    large = note("x" * 50_000)
    for lang in words.LANGUAGES:
        words.use(lang)
        with pytest.raises(Unwritable) as raised:
            shelf.keep(retro, note("small"), large, note("small too"))
        is_a_sentence(raised.value, shelf.path, lang)
    assert shelf.path.read_bytes() == before
    assert texts(shelf.page(retro)) == ["before"]
    shelf.connection.values(f"PRAGMA max_page_count = {usual}")
    shelf.keep(retro, large)
    assert texts(shelf.page(retro)) == ["before", "x" * 50_000]


def test_a_connection_that_may_not_write_says_so(shelf: Shelf, retro: str) -> None:
    shelf.connection.values("PRAGMA query_only = ON")
    with pytest.raises(Unwritable) as raised:
        shelf.keep(retro, note("x"))
    is_a_sentence(raised.value, shelf.path, "en")
    assert shelf.page(retro).answers == ()


@pytest.fixture
def guest(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder in which we are nobody special: root may write anything anywhere."""
    folder = Path(tempfile.mkdtemp(prefix="guest"))
    folder.chmod(0o755)
    yield folder
    if os.geteuid() != os.getuid():
        os.seteuid(os.getuid())
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o700)
    shutil.rmtree(folder)


def give_up_rights() -> None:
    """Go on as nobody, where we are root."""
    if os.getuid() == 0:
        os.seteuid(65534)


def test_a_read_only_file_can_be_read_and_says_so_when_written(guest: Path) -> None:
    path = guest / "phasebook.db"
    retro = made(path)
    path.chmod(0o444)
    guest.chmod(0o555)
    before = path.read_bytes()
    give_up_rights()
    with Shelf.open(path) as shelf:
        assert texts(shelf.page(retro)) == ["kept"]
        with pytest.raises(Unwritable) as raised:
            shelf.keep(retro, note("x"))
    is_a_sentence(raised.value, path, "en")
    assert path.read_bytes() == before


def test_a_file_in_a_folder_that_cannot_be_written_says_so(guest: Path) -> None:
    guest.chmod(0o555)
    give_up_rights()
    refused(guest / "phasebook.db", Unwritable)
    refused(guest / "deeper" / "phasebook.db", Unwritable)


def test_an_unreadable_file_says_so(guest: Path) -> None:
    path = guest / "phasebook.db"
    made(path)
    path.chmod(0o000)
    give_up_rights()
    for lang in words.LANGUAGES:
        words.use(lang)
        with pytest.raises(Unwritable) as raised:
            Shelf.open(path)
        is_a_sentence(raised.value, path, lang)


def test_a_damaged_page_is_told_in_one_sentence(database: Path) -> None:
    retro = made(database)
    content = bytearray(database.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    database.write_bytes(content)
    for lang in words.LANGUAGES:
        words.use(lang)
        with pytest.raises(Damaged) as raised, Shelf.open(database) as shelf:
            shelf.page(retro)
        is_a_sentence(raised.value, database, lang)
    assert database.read_bytes() == bytes(content)


def is_whole(path: Path, retro: str) -> bool:
    """Whether a file opens and reads and nothing is found in it; what is raised must be a sentence."""
    try:
        with Shelf.open(path) as shelf:
            shelf.page(retro)
            return examine(shelf).ok
    except Damaged as error:
        is_a_sentence(error, path, "en")
        return False


def test_a_file_cut_short_is_never_taken_for_whole(database: Path) -> None:
    retro = made(database)
    content = database.read_bytes()
    assert is_whole(database, retro)
    for length in (100, 4096, 5000, len(content) // 2, len(content) - 4096):
        database.write_bytes(content[:length])
        assert not is_whole(database, retro)


def test_an_entry_that_cannot_be_read_is_told_in_one_sentence(database: Path) -> None:
    retro = made(database)
    with another_program(database) as other:
        other.execute("DROP TRIGGER entries_never_change")
        other.execute("UPDATE entries SET fields = '{' WHERE kind = 'answer'")
    with Shelf.open(database) as shelf:
        assert texts(shelf.page(retro)) == ["kept"]
        for lang in words.LANGUAGES:
            words.use(lang)
            with pytest.raises(Damaged) as raised:
                shelf.history(retro)
            is_a_sentence(raised.value, database, lang)


# -- the sentences -----------------------------------------------------------------------------------

CODES = {
    sqlite3.SQLITE_BUSY: Locked,
    sqlite3.SQLITE_BUSY_SNAPSHOT: Locked,
    sqlite3.SQLITE_LOCKED: Locked,
    sqlite3.SQLITE_READONLY_DIRECTORY: Unwritable,
    sqlite3.SQLITE_READONLY: Unwritable,
    sqlite3.SQLITE_PERM: Unwritable,
    sqlite3.SQLITE_FULL: Unwritable,
    sqlite3.SQLITE_IOERR_FSYNC: Unwritable,
    sqlite3.SQLITE_CANTOPEN: Unwritable,
    sqlite3.SQLITE_CORRUPT: Damaged,
    sqlite3.SQLITE_CORRUPT_INDEX: Damaged,
    sqlite3.SQLITE_NOTADB: Damaged,
    sqlite3.SQLITE_ERROR: StorageError,
}


@pytest.mark.parametrize("lang", words.LANGUAGES)
@pytest.mark.parametrize("code", sorted(CODES))
def test_every_error_of_sqlite_is_one_sentence_of_ours(code: int, lang: str) -> None:
    words.use(lang)
    error = sqlite3.OperationalError("some reason")
    error.sqlite_errorcode = code
    told = from_sqlite(error, Path("/data/x.db"))
    assert type(told) is CODES[code]
    is_a_sentence(told, Path("/data/x.db"), lang)


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_an_error_without_a_code_and_one_of_the_system_are_sentences_too(lang: str) -> None:
    words.use(lang)
    path = Path("/data/x.db")
    is_a_sentence(from_sqlite(sqlite3.ProgrammingError("wrong thread"), path), path, lang)
    is_a_sentence(from_os(PermissionError(13, "Permission denied"), path), path, lang)
    is_a_sentence(from_os(OSError("odd"), path), path, lang)
