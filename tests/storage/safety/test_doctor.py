"""The doctor finds what is wrong, says where, and never cries wolf."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from storage.database.schema import VERSION
from storage.errors import StorageError
from storage.safety.doctor import as_json, examine
from storage.shelf import Details, Shelf
from templates import words
from tests.storage.tiny import action, another_program, begin, checks, flip, note, rating, row, texts


@pytest.fixture
def filled(shelf: Shelf) -> str:
    retro = begin(shelf, people=(("Gao", "client"),))
    shelf.keep(retro, note("ninety calls"), rating(retro, 2), row(promise="May"), checks(retro, "mails"))
    shelf.keep(retro, action("call them"), Details(title="Port"))
    shelf.keep(retro, note("taken back"))
    shelf.undo(retro)
    return retro


def test_an_intact_file_is_well(shelf: Shelf, filled: str) -> None:
    before = shelf.path.read_bytes()
    report = examine(shelf)
    assert report.ok
    assert report.findings == ()
    assert (report.facts["retrospectives"], report.facts["answers"], report.facts["actions"]) == (1, 4, 1)
    assert report.facts["entries"] == len(shelf.entries())
    assert report.facts["schema"] == VERSION
    assert report.facts["path"] == str(shelf.path)
    told = json.loads(as_json(report))
    assert told["ok"] is True
    assert told["findings"] == []
    assert told["answers"] == 4
    assert shelf.path.read_bytes() == before


def test_an_empty_file_is_well(shelf: Shelf) -> None:
    assert examine(shelf).ok


@pytest.mark.parametrize("lang", words.LANGUAGES)
@pytest.mark.parametrize(
    "change",
    [
        "fields = replace(fields, 'ninety', 'nine')",
        "fields = '{\"text'",
        "fields = '[]'",
        "saw = 'x'",
        "time = '2020-01-01T00:00:00Z'",
        "laptop = 'somebody'",
        "counter = counter + 1",
        "act = 'x'",
        "record = 'x'",
        "retrospective = 'x'",
        "nonce = ''",
        "kind = 'person'",
    ],
)
def test_a_changed_entry_is_named_and_nothing_else_is_blamed(shelf: Shelf, filled: str, change: str, lang: str) -> None:
    words.use(lang)
    (broken,) = (entry.id for entry in shelf.entries() if entry.fields.get("text") == "ninety calls")
    flip(shelf.path, f"UPDATE entries SET {change} WHERE id = ?", broken)
    report = examine(shelf)
    assert not report.ok
    assert broken in report.findings[0]
    if not change.startswith(("record", "retrospective", "act", "kind")):
        assert len(report.findings) == 1


def test_a_flipped_bit_in_a_workbook_or_an_undo_is_named(shelf: Shelf, filled: str) -> None:
    flip(shelf.path, "UPDATE entries SET fields = replace(fields, '## Before', '#### Before') WHERE counter = 1")
    flip(shelf.path, "UPDATE entries SET fields = '{\"undone\":false}' WHERE kind = 'undo'")
    entries = shelf.entries()
    report = examine(shelf)
    broken = {entry.id for entry in entries if not entry.is_sound}
    assert len(broken) == 2
    assert len(report.findings) == 2
    assert all(any(id in finding for finding in report.findings) for id in broken)


@pytest.mark.parametrize(
    ("change", "table"),
    [
        ("UPDATE answers SET text = 'nine calls' WHERE kind = 'notes'", "answers"),
        ("DELETE FROM answers WHERE kind = 'scale'", "answers"),
        ("UPDATE answers SET id = 'x' WHERE kind = 'scale'", "answers"),
        ("UPDATE people SET name = 'Ma'", "people"),
        ("UPDATE actions SET status = 'done'", "actions"),
        ("UPDATE retrospectives SET answers = 3", "retrospectives"),
        ("UPDATE retrospectives SET stage = 'done'", "retrospectives"),
        ("UPDATE workbooks SET title = 'x'", "workbooks"),
    ],
)
def test_a_changed_row_of_a_table_is_found_and_made_right(shelf: Shelf, filled: str, change: str, table: str) -> None:
    with another_program(shelf.path) as other:
        assert other.execute(change).rowcount == 1
    report = examine(shelf)
    (finding,) = report.findings
    assert table in finding
    shelf.rebuild()
    assert examine(shelf).ok
    assert texts(shelf.page(filled)) == ["ninety calls"]


def test_a_lost_entry_is_found(shelf: Shelf, filled: str) -> None:
    with another_program(shelf.path) as other:
        other.execute("DELETE FROM entries WHERE kind = 'action'")
    assert any("actions" in finding for finding in examine(shelf).findings)


def test_a_file_others_can_read_is_told(shelf: Shelf, filled: str) -> None:
    shelf.path.chmod(0o644)
    (finding,) = examine(shelf).findings
    assert "0644" in finding
    assert f"chmod 600 {shelf.path}" in finding


def test_a_file_sqlite_finds_damaged_is_told_and_not_raised(shelf: Shelf, filled: str) -> None:
    ((root,),) = shelf.connection.values("SELECT rootpage FROM sqlite_master WHERE name = 'answers'")
    content = bytearray(shelf.path.read_bytes())
    content[(root - 1) * 4096 : root * 4096] = b"\xa5" * 4096
    shelf.path.write_bytes(content)
    with Shelf.open(shelf.path) as again:
        report = examine(again)
    assert not report.ok
    assert all("\n" not in finding for finding in report.findings)
    assert report.facts["schema"] == VERSION


def test_what_another_window_writes_meanwhile_is_no_finding(shelf: Shelf, filled: str) -> None:
    trouble: list[BaseException] = []

    def write(path: Path) -> None:
        try:
            with Shelf.open(path) as window:
                for number in range(40):
                    window.keep(filled, note(str(number)))
        except StorageError as error:
            trouble.append(error)

    writer = threading.Thread(target=write, args=(shelf.path,))
    writer.start()
    while writer.is_alive():
        assert examine(shelf).findings == ()
    writer.join()
    assert trouble == []
