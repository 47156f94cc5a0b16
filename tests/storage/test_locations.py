"""Where things are kept, and who this laptop is."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage import locations
from storage.files import private
from storage.ids import new_id
from storage.laptop import forget_laptop, laptop_id
from storage.locations import state_folder


def test_the_database_is_the_one_named_else_the_environments_else_ones_own(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = own_home / "data" / "phasebook" / "phasebook.db"
    assert locations.database_path() == usual
    monkeypatch.setenv("PHASEBOOK_DB", "/team/shared.db")
    assert locations.database_path() == Path("/team/shared.db")
    assert locations.database_path(Path("mine.db")) == Path("mine.db")
    monkeypatch.setenv("PHASEBOOK_DB", "")
    assert locations.database_path() == usual


def test_folders_follow_the_platforms_variables(own_home: Path) -> None:
    assert locations.data_folder() == own_home / "data" / "phasebook"
    assert locations.state_folder() == own_home / "state" / "phasebook"
    assert locations.config_folder() == own_home / "config" / "phasebook"
    assert locations.demo_path() == own_home / "data" / "phasebook" / "demo.db"
    assert not any(own_home.iterdir())


def test_without_those_variables_folders_lie_in_the_home(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATA", "STATE", "CONFIG"):
        monkeypatch.delenv(f"XDG_{name}_HOME")
    for folder in (locations.data_folder(), locations.state_folder(), locations.config_folder()):
        assert own_home in folder.parents


def test_a_private_folder_is_its_owners_only(tmp_path: Path) -> None:
    folder = private.folder(tmp_path / "a" / "b")
    assert folder.stat().st_mode & 0o777 == 0o700
    assert private.folder(folder) == folder


def test_a_laptop_keeps_its_identity() -> None:
    first = laptop_id()
    assert laptop_id() == first
    forget_laptop()
    assert laptop_id() == first
    assert [file.name for file in state_folder().iterdir()] == ["laptop"]
    (state_folder() / "laptop").unlink()
    forget_laptop()
    assert laptop_id() != first


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe", b"two\nlines", b"g" * 20, b"a" * 19])
def test_a_damaged_identity_is_made_anew_once(content: bytes) -> None:
    state_folder().mkdir(parents=True)
    (state_folder() / "laptop").write_bytes(content)
    healed = laptop_id()
    assert len(healed) == 20
    forget_laptop()
    assert laptop_id() == healed


def test_without_a_state_folder_the_identity_lasts_as_long_as_the_program() -> None:
    state_folder().parent.mkdir(parents=True, exist_ok=True)
    state_folder().write_text("in the way")
    first = laptop_id()
    assert len(first) == 20
    assert laptop_id() == first


def test_ids_are_twenty_hex_digits_and_never_the_same() -> None:
    made = {new_id() for _ in range(1000)}
    assert len(made) == 1000
    assert all(len(id) == 20 and int(id, 16) >= 0 for id in made)
