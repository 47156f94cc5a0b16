"""The terminal's own cursor, which magnifiers, Braille lines and input methods follow."""

from __future__ import annotations

import contextlib

from textual.app import App


def show_cursor(app: App[None], *, shown: bool) -> None:
    """Show the cursor, or hide it again.

    Textual moves it to where one writes and keeps it hidden, with no public way to show it; no issue asks for one yet.
    """
    driver = app._driver
    # On the way out the terminal may have gone, and a write to it would wait for ever.
    if driver is not None and not app.is_headless and not app._exit:
        with contextlib.suppress(OSError, ValueError):
            driver.write("\x1b[?25h" if shown else "\x1b[?25l")
