"""What terminals send that Textual does not expect."""

from __future__ import annotations

from codecs import getincrementaldecoder
from typing import Any


def survive_broken_input() -> None:
    """Let a byte that is not UTF-8 arrive as U+FFFD.

    Textual's input thread decodes strictly and ends the program at such a byte (Textualize/textual #6456);
    one comes from a paste in another encoding, or from a line that drops bits.
    """
    try:
        from textual.drivers import linux_driver
    except ImportError:  # Windows decodes elsewhere
        return

    def forgiving(encoding: str) -> Any:
        decoder = getincrementaldecoder(encoding)
        return lambda: decoder(errors="replace")

    linux_driver.getincrementaldecoder = forgiving  # type: ignore[attr-defined, unused-ignore]
