"""What storage's tests stand on: a laptop of one's own, and a small retrospective on a real file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.laptop import forget_laptop
from storage.shelf import Shelf
from tests.storage.tiny import begin


@pytest.fixture(autouse=True)
def own_laptop(own_home: Path) -> Iterator[None]:
    """No identity is carried over from another test."""
    forget_laptop()
    yield
    forget_laptop()


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Where the test's database will lie."""
    return tmp_path / "phasebook.db"


@pytest.fixture
def shelf(database: Path) -> Iterator[Shelf]:
    """An open database."""
    with Shelf.open(database) as opened:
        yield opened


@pytest.fixture
def retro(shelf: Shelf) -> str:
    """A small retrospective that has just been started."""
    return begin(shelf)
