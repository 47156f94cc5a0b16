"""What terminals send that Textual does not expect.

Textual's drivers find their decoder, their parser and their thread by names in their own modules; a driver of one's
own can be named, but would have to repeat what is to be changed.
"""

from __future__ import annotations

import errno
import os
import signal
from codecs import getincrementaldecoder
from importlib import import_module
from typing import Any

_GONE = frozenset({errno.EIO, errno.ENXIO, errno.EBADF, errno.EPIPE})
"""What the system says of writing to a terminal that has gone."""
_READING_KEYS = ("linux_driver", "linux_inline_driver", "web_driver")


def has_gone(error: BaseException) -> bool:
    """Whether an error says that there is no terminal any more to draw on: its window was closed, its line cut."""
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    where = last.tb_frame.f_globals.get("__name__", "") if last is not None else ""
    return isinstance(error, OSError) and error.errno in _GONE and where.startswith("textual.drivers.")


def survive_broken_input() -> None:
    """Let a byte that is not UTF-8 arrive as U+FFFD, and the end of the line be an end.

    Textual's input thread decodes strictly and ends the program at such a byte (Textualize/textual #6456);
    one comes from a paste in another encoding, or from a line that drops bits. At the end of its input it
    reads on for ever, with a processor to itself.
    """

    def forgiving(encoding: str) -> Any:
        return lambda: _Decoder(encoding)

    for driver in _drivers():
        driver.getincrementaldecoder = forgiving


class _Decoder:
    """Text from the keyboard's line."""

    def __init__(self, encoding: str) -> None:
        self._decoder = getincrementaldecoder(encoding)(errors="replace")
        self._ended = False

    def decode(self, data: bytes, final: bool = False) -> str:
        """Text from bytes; of a line with nothing to read any more nobody else would tell."""
        if not data and not final and not self._ended:
            self._ended = True
            hang_up = getattr(signal, "SIGHUP", None)
            if hang_up is not None:
                os.kill(os.getpid(), hang_up)
        return self._decoder.decode(data, final)


def paste_whole() -> None:
    """Let a paste arrive as it was copied, whatever it holds: why, and what it waits for, is said in `pasting.py`."""
    from tui.terminal.pasting import PastingParser

    for driver in _drivers():
        driver.XTermParser = PastingParser


def break_lines_by_our_rule() -> None:
    """Let no line of a Chinese text begin with ，。」 or end with 「, whichever widget breaks it.

    Textual breaks lines as Rich does, between any two wide characters; every widget's text, a notice's too, comes by.
    """
    from rich._wrap import divide_line
    from textual import content

    from templates.cells.wrapping import breaks

    def divided(text: str, width: int, fold: bool = True) -> list[int]:
        return divide_line(text, width, fold) if text.isascii() or not fold or width < 2 else breaks(text, width)

    content.divide_line = divided  # type: ignore[attr-defined]


def tell_of_failed_keyboard() -> None:
    """Let an error in the thread that reads keys go the way of every other: Textual would print it from there.

    It waits for the same hook as `ends_in_order.py` does (Textualize/textual #2818).
    """

    def run_input_thread(driver: Any) -> None:
        try:
            driver.run_input_thread()
        except BaseException as error:  # whatever ends this thread, no key arrives any more
            driver._app.call_later(driver._app.end_with, error)

    for module in _drivers():
        for name in ("LinuxDriver", "LinuxInlineDriver"):
            if driver := getattr(module, name, None):
                driver._run_input_thread = run_input_thread


def _drivers() -> list[Any]:
    """Textual's modules that read keys from a terminal of this system."""
    found = []
    for name in _READING_KEYS:
        try:
            found.append(import_module(f"textual.drivers.{name}"))
        except ImportError:  # Windows reads keys elsewhere
            continue
    return found
