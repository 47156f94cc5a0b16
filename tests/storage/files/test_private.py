"""Nobody but their owner reads what is ours: every file passes one function, and doctor looks at that same list."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.drafts.mend import mend
from storage.files import private, temporary
from storage.files.replace import set_aside
from storage.laptop import forget_laptop, laptop_id
from storage.locations import config_folder, data_folder, demo_path, state_folder
from storage.safety import ours as permissions
from storage.safety.restore import restore
from storage.shelf import Shelf
from tests.storage.tiny import begin
from tests.storage.work import covered, typed
from tests.tui.command_line.running import done, phasebook, process
from tui.base.theme_kept import remember_theme
from tui.program.failure import note_failure


@pytest.fixture(autouse=True)
def careless_umask() -> Iterator[None]:
    """A system that lets everybody read and write whatever a program makes."""
    before = os.umask(0)
    yield
    os.umask(before)


def open_to_others(*roots: Path) -> list[str]:
    """Whatever anybody else may read, write or look into, and how."""
    return [
        f"{path} {stat.S_IMODE(path.lstat().st_mode):04o}"
        for root in roots
        for path in (root, *sorted(root.rglob("*")))
        if not path.is_symlink() and path.lstat().st_mode & 0o077
    ]


def long_story(folder: Path) -> Path:
    """Everything that makes a file, one after another; the database it was about."""
    database = folder / "team" / "retro.db"
    with Shelf.open(database) as shelf:
        retro = begin(shelf)
    laptop_id()
    remember_theme("phasebook-light")
    typed(database, retro, "half a sentence")
    covered(database, retro, "nobody may see this")
    named = ("--db", str(database))
    for end, form in (("md", "md"), ("html", "html"), ("json", "json"), ("csv", "csv")):
        done(*named, "render", retro, "--format", form, "-o", str(folder / "team" / f"out.{end}"))
    done(*named, "blank", "--for", retro, "-o", str(folder / "team" / "form.md"))
    copy = folder / "team" / "copy.db"
    done(*named, "backup", "-o", str(copy))
    done(*named, "backup")
    done("demo")
    done("demo", "--fresh")
    restore(copy, database)
    set_aside(database)
    drafts = database.with_name("retro.db.drafts")
    drafts.write_bytes(drafts.read_bytes()[:5000] + bytes(200) + drafts.read_bytes()[5200:])
    mend(database)
    done(*named, "doctor", "--repair")
    # What was set aside as damaged may hold what is purged: it is named and stays.
    purged = phasebook(*named, "purge", retro, "--yes", "--yes")
    assert (purged.code, "damaged" in purged.out) == (1, True)
    note_failure(ValueError("of our own"))
    private.write(private.folder(temporary.edited() / "0123456789abcdef") / "note.md", "left by a killed program")
    assert process(*named, "backup", "--if-due").returncode == 0
    return database


def test_after_a_long_story_nothing_of_ours_can_be_read_by_others(own_home: Path, tmp_path: Path) -> None:
    database = long_story(tmp_path)
    roots = [database.parent, data_folder(), state_folder(), own_home / "state", own_home / "data"]
    assert open_to_others(*roots) == []
    assert not config_folder().exists()
    made = {path.name for root in roots for path in root.rglob("*")}
    assert {"laptop", "theme", "demo.db", "retro.db.drafts", "note.md", "out.html", "errors"} <= made


def test_doctor_names_everything_of_ours_that_was_opened_to_others_and_repair_closes_it(tmp_path: Path) -> None:
    database = long_story(tmp_path)
    yours = {"out.md", "out.html", "out.json", "out.csv", "form.md", "copy.db"}
    ours = {path for path in permissions.of(database) if path.name not in yours}
    for path in ours:
        path.chmod(0o777 if path.is_dir() else 0o666)
    told = {path for path, _mode in permissions.open_to_others(database)}
    assert told == ours
    there = [path for path in (*database.parent.iterdir(), *state_folder().rglob("*")) if path.name not in yours]
    assert set(there) - ours == set()
    permissions.close_to_others(database)
    assert open_to_others(*ours) == []


def test_a_temporary_folder_goes_with_its_program_and_that_of_a_killed_one_at_the_next_start(tmp_path: Path) -> None:
    above = tmp_path / "editing"
    with temporary.folder(above) as folder:
        private.write(folder / "note.md", "covered words")
        temporary.clear(above)
        assert (folder / "note.md").read_text() == "covered words", "a program works in it"
    assert list(above.iterdir()) == []
    left = private.folder(above / "0123456789abcdef")
    private.write(left / "note.md", "covered words")
    (above / "0123456789abcdef.lock").touch()
    outside = private.folder(tmp_path / "outside")
    (above / "link").symlink_to(outside, target_is_directory=True)
    temporary.clear(above)
    assert [path.name for path in above.iterdir()] == ["link"]
    assert outside.is_dir()


def test_a_file_is_written_whole_or_not_at_all_and_the_first_wins_where_it_is_to(tmp_path: Path) -> None:
    path = tmp_path / "a" / "name"
    private.write(path, "one", over=False)
    with pytest.raises(FileExistsError):
        private.write(path, "two", over=False)
    assert path.read_text() == "one"
    private.write(path, "three")
    assert path.read_text() == "three"
    assert [entry.name for entry in path.parent.iterdir()] == ["name"]


def test_an_identity_left_open_by_an_earlier_program_is_told_and_closed(database: Path) -> None:
    private.folder(state_folder())
    (state_folder() / "laptop").write_text("a" * 20)
    forget_laptop()
    assert laptop_id() == "a" * 20
    with Shelf.open(database) as shelf:
        begin(shelf)
    done("--db", str(database), "doctor", "--repair")
    assert open_to_others(state_folder()) == []


def test_the_demo_is_private_too() -> None:
    done("demo")
    assert stat.S_IMODE(demo_path().stat().st_mode) == 0o600
