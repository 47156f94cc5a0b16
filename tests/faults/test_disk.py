"""A disk, a home or a clock that is not as it should be: one sentence, nothing half written, and work goes on."""

from __future__ import annotations

import re
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.database import journal
from storage.drafts.draft_writer import Drafts
from storage.errors import StorageError
from storage.safety.doctor import examine
from storage.shelf import Shelf
from tests.faults.terminal import PROGRAM, ROOT
from tests.storage.tiny import begin, draft, note, texts
from tests.tui.command_line.running import done, phasebook
from tests.tui.walking import start, walking

CODES = {
    "full": sqlite3.SQLITE_FULL,
    "quota or write": sqlite3.SQLITE_IOERR_WRITE,
    "sync": sqlite3.SQLITE_IOERR_FSYNC,
    "folder's sync": sqlite3.SQLITE_IOERR_DIR_FSYNC,
    "lock": sqlite3.SQLITE_IOERR_LOCK,
    "read-only": sqlite3.SQLITE_READONLY,
    "no journal": sqlite3.SQLITE_CANTOPEN,
    "memory": sqlite3.SQLITE_NOMEM,
    "busy": sqlite3.SQLITE_BUSY,
}
"""A quota that is used up reaches SQLite as a failed write."""
PLACES = ("BEGIN IMMEDIATE", "INSERT OR IGNORE INTO entries", "INSERT OR REPLACE INTO answers", "COMMIT")


class Failing:
    """A connection's database whose next statement that begins in a certain way fails."""

    def __init__(self, real: object, place: str, code: int) -> None:
        self._real, self._place, self._code = real, place, code

    def __getattr__(self, name: str) -> object:
        return getattr(self._real, name)

    def execute(self, sql: str, parameters: Sequence[object] = ()) -> object:
        if sql.startswith(self._place):
            error = sqlite3.OperationalError("as the system says it")
            error.sqlite_errorcode = self._code
            raise error
        return self._real.execute(sql, parameters)  # type: ignore[attr-defined]


def test_whatever_fails_and_wherever_nothing_is_half_written_and_the_next_try_is_kept_once(database: Path) -> None:
    with Shelf.open(database) as shelf:
        retro = begin(shelf)
        real = shelf.connection.db
        tried: list[str] = []
        for place in PLACES:
            for words, code in CODES.items():
                written = note(f"{words} at {place}")
                before = [entry.id for entry in shelf.entries()]
                shelf.connection.db = Failing(real, place, code)  # type: ignore[assignment]
                try:
                    with pytest.raises(StorageError) as refused:
                        shelf.keep(retro, written)
                finally:
                    shelf.connection.db = real
                sentence = str(refused.value)
                assert str(database) in sentence
                assert sentence.endswith(".")
                assert "\n" not in sentence
                assert [entry.id for entry in shelf.entries()] == before
                assert texts(shelf.page(retro)) == tried
                shelf.keep(retro, written)
                tried.append(written.text)
        assert texts(shelf.page(retro)) == tried
        assert examine(shelf).findings == ()


@pytest.mark.skipif(sys.platform == "win32", reason="a limit of POSIX")
def test_a_file_that_may_not_grow_any_more_is_told_in_one_sentence(database: Path) -> None:
    retro = start(database)

    def limit() -> None:
        size = database.stat().st_size + 4096
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    command = [*PROGRAM, "--db", str(database), "answer", retro, "hope", "-"]
    tried = subprocess.run(command, cwd=ROOT, preexec_fn=limit, input=b"x" * 100_000, capture_output=True, check=False)
    assert (tried.returncode, tried.stdout) == (1, b"")
    assert re.fullmatch(rb"[^\n]*team\.db[^\n]*\.\n", tried.stderr), tried.stderr
    with Shelf.open(database) as shelf:
        assert texts(shelf.page(retro)) == []
        assert examine(shelf).findings == ()
    done("--db", str(database), "answer", retro, "hope", "-", stdin=b"x" * 100_000)


async def test_without_a_home_that_can_be_written_one_writes_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a path with spaces and Chinese, as a shared folder has."""
    stone = tmp_path / "stone"
    stone.write_bytes(b"")
    for name in ("DATA", "STATE", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(stone / name.lower()))
    monkeypatch.setenv("HOME", str(stone))
    assert re.fullmatch(r"[^\n]+\.\n", phasebook("list").err), "no database of one's own: said"
    folder = tmp_path / "甲方 与 乙方 (copy)"
    database = folder / "回顾 数据.db"
    retro = start(database)
    async with walking(database, retro) as walk:
        walk.burst("a", *"one")
        walk.burst("enter")
        await walk.until(lambda: walk.notes == [("client", "one")])
        walk.burst(*"two")
        await walk.until(lambda: walk.drafts() == [{"text": "two"}])
        walk.burst("f6", "ctrl+q")
        await walk.until(lambda: walk.app.return_code == 0)
    out = folder / "导出 文件.md"
    done("--db", str(database), "render", retro, "-o", str(out))
    assert "one" in out.read_text(encoding="utf-8")
    assert done("--db", str(database), "doctor").code == 0


def test_a_clock_set_back_a_year_changes_no_order(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Shelf.open(database) as shelf:
        retro = begin(shelf)
        first = note("as it was")
        shelf.keep(retro, first)
        monkeypatch.setattr(journal, "now", lambda: "2020-01-01T00:00:00Z")
        (kept,) = shelf.page(retro).answers
        shelf.keep(retro, note("later", id=first.id, heads=kept.heads), note("second"))
        assert texts(shelf.page(retro)) == ["later", "second"]
        shelf.undo(retro)
        assert texts(shelf.page(retro)) == ["as it was"]
        shelf.redo(retro)
        assert texts(shelf.page(retro)) == ["later", "second"]
        assert [event.verb for event in shelf.history(retro)][-4:] == ["undone"] * 2 + ["redone"] * 2
        assert examine(shelf).findings == ()


def test_words_typed_after_the_clock_was_set_back_are_the_newest(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside = database.with_name(database.name + ".drafts")
    typed = draft("r", "before")
    drafts = Drafts(database)
    drafts.put(typed)
    assert drafts.flush()
    drafts.close()
    year_ago = int(datetime(2025, 1, 1, tzinfo=UTC).timestamp() * 1e9)
    monkeypatch.setattr("storage.drafts.draft_file.time.time_ns", lambda: year_ago)
    with sqlite3.connect(beside, isolation_level=None, timeout=0) as holding:
        # Held by another program, it can be read and not be written.
        holding.execute("BEGIN IMMEDIATE")
        later = Drafts(database)
        later.put(draft("r", "after", act=typed.act))
        assert later.flush()
        later.close()
        holding.execute("ROLLBACK")
    holding.close()
    assert [found.body["text"] for found in Drafts(database).all("r")] == ["after"]
