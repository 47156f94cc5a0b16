"""Nothing of ours is ever replaced by an export: every path the program can write to, against every file of ours."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from storage.drafts.draft_file import places
from storage.drafts.draft_writer import Drafts
from storage.errors import Newer
from storage.files import backup
from storage.laptop import laptop_id
from storage.locations import data_folder, demo_path, state_folder
from storage.safety.restore import restore
from storage.shelf import Shelf
from tests.storage.tiny import begin
from tests.storage.work import covered, typed
from tests.tui.command_line.running import done, refused
from tui.base.theme_kept import remember_theme


@pytest.fixture
def lived(database: Path) -> Path:
    """A database that has been used: words typed, words covered, backups, a laptop, a demo."""
    with Shelf.open(database) as shelf:
        retro = begin(shelf)
    typed(database, retro, "half a sentence")
    covered(database, retro, "nobody may see this")
    backup.take(database, "hand")
    Shelf.open(demo_path()).close()
    laptop_id()
    remember_theme("phasebook-light")
    (database.with_name("other.db")).write_bytes(database.read_bytes())
    return database


def linked(path: Path) -> Path:
    link = path.with_name(f"link-to-{path.name}.md")
    link.symlink_to(path)
    return link


def hard(path: Path) -> Path:
    link = path.with_name(f"hard-{path.name}.md")
    link.hardlink_to(path)
    return link


OURS: dict[str, Callable[[Path], Path]] = {
    "the database": lambda database: database,
    "a link to it": linked,
    "another name of it": hard,
    "a way round": lambda database: database.parent / "." / ".." / database.parent.name / database.name,
    "its drafts": lambda database: places(database)[0],
    "a link to its drafts": lambda database: linked(places(database)[0]),
    "another name of its drafts": lambda database: hard(places(database)[0]),
    "its journal, not there now": lambda database: database.with_name(database.name + "-journal"),
    "its log, in capitals": lambda database: database.with_name(database.name + "-WAL"),
    "its drafts' journal": lambda database: database.with_name(database.name + ".drafts-journal"),
    "its backups beside it": lambda database: database.with_name(database.name + ".backups") / "new.md",
    "a backup": lambda database: backup.all_of(database)[0].path,
    "a new file among the backups": lambda database: backup.folder_of(database) / "new.md",
    "the laptop": lambda _database: state_folder() / "laptop",
    "the theme": lambda _database: state_folder() / "theme",
    "drafts elsewhere": lambda database: places(database)[1],
    "a new file in the state folder": lambda _database: state_folder() / "note.md",
    "the demo": lambda _database: demo_path(),
    "the demo's drafts": lambda _database: places(demo_path())[0],
    "the usual database": lambda _database: data_folder() / "phasebook.db",
    "another database": lambda database: database.with_name("other.db"),
    "another database's journal": lambda database: database.with_name("other.db-journal"),
    "another database's drafts": lambda database: database.with_name("other.db.drafts"),
}


def everything(database: Path) -> dict[Path, bytes]:
    """Every file there is, but for SQLite's own and the locks, with what it holds."""
    roots = (database.parent, data_folder(), state_folder())
    return {path: path.read_bytes() for root in roots for path in sorted(root.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("name", OURS)
@pytest.mark.parametrize("command", ["render", "blank", "backup"])
def test_nothing_of_ours_is_replaced_by_an_export(lived: Path, name: str, command: str) -> None:
    target = OURS[name](lived)
    if command == "backup" and name == "another database":
        return  # an earlier copy, which a copy that holds all of it may replace
    before = everything(lived)
    with Shelf.open(lived) as shelf:
        (card,) = shelf.cards()
    arguments = {
        "render": ("render", card.id, "-o", str(target), "--force"),
        "blank": ("blank", "--for", card.id, "-o", str(target), "--force"),
        "backup": ("backup", "-o", str(target), "--force"),
    }[command]
    sentence = refused("--db", str(lived), *arguments)
    assert str(target) in sentence
    assert "never replaces" in sentence
    assert sentence.count("\n") == 1
    after = everything(lived)
    assert {path: after.get(path) for path in before} == before
    assert done("--db", str(lived), "doctor", "--json").json["ok"]


def test_an_ordinary_file_is_replaced_where_that_was_asked_for(lived: Path) -> None:
    with Shelf.open(lived) as shelf:
        (card,) = shelf.cards()
    target = lived.with_name("minutes.md")
    target.write_text("of last time")
    done("--db", str(lived), "render", card.id, "-o", str(target), "--force")
    assert target.read_text().startswith("---\n")


def test_a_backup_takes_the_place_of_an_earlier_one_and_of_nothing_that_holds_more(lived: Path) -> None:
    copy = lived.with_name("copy.db")
    done("--db", str(lived), "backup", "-o", str(copy))
    done("--db", str(lived), "backup", "-o", str(copy), "--force")
    with Shelf.open(copy) as shelf:
        begin(shelf)
    held = copy.read_bytes()
    assert "holds what this one does not" in refused("--db", str(lived), "backup", "-o", str(copy), "--force")
    assert copy.read_bytes() == held


def test_a_restore_leaves_the_file_of_a_newer_program_alone(lived: Path) -> None:
    older = backup.all_of(lived)[0].path
    connection = sqlite3.connect(lived)
    connection.execute("PRAGMA user_version = 99")
    connection.execute("UPDATE about SET value = '9.9.9' WHERE key = 'needs'")
    connection.commit()
    connection.close()
    before = lived.read_bytes()
    with pytest.raises(Newer, match=str(lived)):
        restore(older, lived)
    assert lived.read_bytes() == before
    with pytest.raises(Newer, match=str(lived)) as told:
        restore(lived, lived.with_name("fresh.db"))
    assert ".phasebook-" not in str(told.value)
    assert not lived.with_name("fresh.db").exists()


def test_a_restore_makes_folders_for_their_owner_only(lived: Path) -> None:
    before = os.umask(0)
    try:
        restore(backup.all_of(lived)[0].path, lived.parent / "a" / "b" / "c.db")
    finally:
        os.umask(before)
    assert [(lived.parent / part).stat().st_mode & 0o777 for part in ("a", "a/b")] == [0o700, 0o700]


def test_what_is_typed_survives_a_refused_export(lived: Path) -> None:
    with Shelf.open(lived) as shelf:
        (card,) = shelf.cards()
    refused("--db", str(lived), "render", card.id, "-o", str(places(lived)[0]), "--force")
    assert [draft.body["text"] for draft in Drafts(lived).all(card.id)] == ["half a sentence"]


@pytest.mark.parametrize("end", ["-journal", "-wal", ".drafts", ".drafts-journal", ".DRAFTS"])
def test_no_database_is_made_or_restored_under_a_name_that_belongs_to_another(lived: Path, end: str) -> None:
    target = lived.with_name(lived.name + end)
    before = everything(lived)
    assert "is not a phasebook database" in refused("--db", str(target), "new", "--title", "x")
    copy = str(backup.all_of(lived)[0].path)
    assert "is not a phasebook database" in refused("--db", str(target), "restore", copy)
    assert everything(lived) == before
