"""What every test stands on: compiled catalogues, a home of its own, English, a bounded search."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from templates import words
from templates.locale.hatch_build import compile_catalogues
from tests.browsers import browser as browser

# Bytecode is kept even where the environment would not have it: the suite starts more than a hundred programs, and each
# of them, and every worker, would translate all sources anew.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# What is loaded lives until the end. Looking it over for garbage every few hundred objects took a quarter of the time.
# `nothing_left_open` looks everything over once.
gc.set_threshold(20_000, 20, 20)

settings.register_profile("laptop", deadline=None, max_examples=60)
settings.register_profile("ci", deadline=None, max_examples=60, derandomize=True, database=None, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "laptop")

compile_catalogues(words.LOCALE_FOLDER)


@pytest.fixture(scope="session", autouse=True)
def nothing_left_open() -> Iterator[None]:
    """Let a worker's last test fail for what was left open in a ring of objects and not found before."""
    yield
    gc.collect()


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the test a home folder of its own (beside its `tmp_path`), none of our settings, and English."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    for name in [name for name in os.environ if name.startswith(("PHASEBOOK_", "XDG_", "LC_", "TEXTUAL"))]:
        monkeypatch.delenv(name)
    for name in ("DATA", "STATE", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("LANGUAGE", "en")
    words.use("en")
    yield home
    words.use("en")
