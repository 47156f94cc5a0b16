"""What the fault suite stands on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.laptop import forget_laptop


@pytest.fixture(autouse=True)
def own_laptop(own_home: Path) -> Iterator[None]:
    """No identity is carried over from another test."""
    forget_laptop()
    yield
    forget_laptop()


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database's file that does not exist yet."""
    return tmp_path / "team.db"
