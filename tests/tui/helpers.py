"""Driving the real app with real keys: waiting for conditions, never for time; reading what the screen shows."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from textual.app import App
from textual.pilot import Pilot
from textual.widget import Widget

from storage.shelf import Shelf, Start
from templates import library
from tui.program.app import PhasebookApp

AppPilot = Pilot[None]
PATIENCE = 20.0
"""Seconds after which a condition that never came about fails the test."""


async def until(pilot: Pilot[Any], condition: Callable[[], object], why: str = "") -> None:
    """Let the app run until `condition` holds; fail, with what the screen shows, where it never does."""
    deadline = asyncio.get_running_loop().time() + PATIENCE
    while True:
        await pilot.pause()
        try:
            if condition():
                return
        except (LookupError, AssertionError, AttributeError):
            pass  # what it looks for is not there yet
        if asyncio.get_running_loop().time() > deadline:
            raise AssertionError(f"never came about: {why or condition}\n{text(pilot.app)}")


def text(app: App[Any]) -> str:
    """Everything the terminal shows now, line by line, as words."""
    update = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in update)


def words_of(widget: Widget) -> str:
    """What one widget shows now."""
    strips = widget.render_lines(widget.size.region)
    return "\n".join(strip.text.rstrip() for strip in strips)


async def write(pilot: Pilot[Any], words: str) -> None:
    """Type `words`, key by key."""
    for character in words:
        await pilot.press("space" if character == " " else character)


def said(app: PhasebookApp) -> str:
    """The sentence the app said last, or an empty text."""
    return "".join(notification.message for notification in app._notifications)


def start_some(database: Path, titles: Iterable[str], *, lang: str = "en", demo: str | None = None) -> tuple[str, ...]:
    """Start retrospectives in a file, each a day later than the one before; their ids."""
    book = library.text("four-phases", lang)
    with Shelf.open(database) as shelf:
        return tuple(
            shelf.start(
                Start(
                    title=title,
                    workbook_text=book,
                    date=f"2026-{1 + i // 28 % 12:02}-{1 + i % 28:02}",
                    parties={"client": "Harbour", "vendor": "Northwind"},
                    demo=demo,
                )
            )
            for i, title in enumerate(titles)
        )


async def opened(pilot: Pilot[None]) -> PhasebookApp:
    """Wait until the app has opened its database."""
    app = pilot.app
    assert isinstance(app, PhasebookApp)
    await until(pilot, lambda: app.is_open or app.trouble, "the database opens")
    return app
