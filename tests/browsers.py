"""A real browser for tests: Chromium without a window, which is on the machine already; nothing is downloaded for it.

Where there is none, tests that need it are skipped with the reason; the gate says `PHASEBOOK_BROWSER=required`, under
which they fail instead.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

if TYPE_CHECKING:
    from playwright.async_api import Browser

REQUIRED = os.environ.get("PHASEBOOK_BROWSER") == "required"
FLAGS = (
    "--no-sandbox",  # Root has none.
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def program() -> str | None:
    """The browser's program, which `CHROME` may name; None where there is none."""
    names = (os.environ.get("CHROME", ""), "chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if name and (found := shutil.which(name))), None)


def what_is_missing() -> str:
    """What is missing to open pages in a browser, or an empty text."""
    if find_spec("playwright") is None or find_spec("axe_playwright_python") is None:
        return "playwright and axe-playwright-python are not installed; the extra `test` has them"
    return "" if program() else "no Chromium is there; install it, or name it in CHROME"


@asynccontextmanager
async def opened() -> AsyncIterator[Browser]:
    """A browser with a profile that is empty and goes with it."""
    from playwright.async_api import async_playwright

    async with async_playwright() as playing:
        browser = await playing.chromium.launch(executable_path=program(), args=list(FLAGS))
        yield browser
        await browser.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One browser for all tests of a worker; each makes contexts of its own, which share nothing."""
    if missing := what_is_missing():
        (pytest.fail if REQUIRED else pytest.skip)(missing)
    async with opened() as found:
        yield found
