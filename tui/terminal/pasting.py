"""What is pasted arrives whole, whatever it holds: it is collected here, before Textual reads keys out of it.

Textual's own parser drops what stood before an ESC in a paste, and takes what follows a closing mark that the
text itself holds for keys (Textualize/textual 8.2.8). A terminal that does not filter its pastes would so let a
copied text press keys. No issue tells of it yet; once a paste ends at its last closing mark there, this file goes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from time import monotonic

from textual import events
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.message import Message

HELD = 0.25
"""Seconds a paste is held at most after a closing mark, to see whether that mark was the last."""
SILENCE = 10.0
"""Seconds of silence after which a paste without a closing mark is taken for whole: the mark was lost."""

_MARK = len(BRACKETED_PASTE_END)
_HALF_A_MARK = tuple(BRACKETED_PASTE_START[:n] for n in range(3, _MARK))


class PastingParser(XTermParser):
    """Textual's parser, with pastes taken out of its stream."""

    def __init__(self, debug: bool = False, clock: Callable[[], float] = monotonic) -> None:
        """A parser; `clock` gives seconds."""
        super().__init__(debug)
        self._clock = clock
        self._last = ""
        """The end of what was read as keys: an opening mark may have begun in it."""
        self._paste: list[str] | None = None
        """What has been pasted so far, piece by piece; None outside a paste."""
        self._edge = ""
        """The end of the pieces: a closing mark may have begun in it."""
        self._closed: float | None = None
        """When the first closing mark came."""
        self._fed = 0.0
        self._fresh = False
        """Whether anything came since the last tick."""

    def feed(self, data: str) -> Iterable[Message]:
        """Read what the terminal has sent; an empty text is its end."""
        self._fresh = True
        self._fed = self._clock()
        if not data:
            yield from self._deliver()
            yield from super().feed("")
        elif self._paste is not None:
            self._collect(data)
        else:
            yield from self._read_keys(data)

    def tick(self) -> Iterable[Message]:
        """Called after every reading and ten times a second: deliver what nothing more belongs to."""
        idle, self._fresh = not self._fresh, False
        now = self._clock()
        if self._paste is None:
            if not self._last.endswith(_HALF_A_MARK):
                yield from super().tick()
        elif self._closed is None:
            if now - self._fed > SILENCE:
                yield from self._deliver()
        elif idle or now - self._closed > HELD:
            yield from self._deliver()

    def _read_keys(self, data: str) -> Iterable[Message]:
        before = len(self._last)
        seen = self._last + data
        start = seen.find(BRACKETED_PASTE_START)
        if start < 0:
            self._last = seen[-(_MARK - 1) :]
            yield from super().feed(data)
            return
        opened = start + _MARK - before
        # Textual's parser sees the marks, so that it knows where it stands, and nothing between them.
        yield from super().feed(data[:opened])
        self._last, self._edge, self._closed, self._paste = "", "", None, []
        if data[opened:]:
            self._collect(data[opened:])

    def _collect(self, data: str) -> None:
        assert self._paste is not None
        self._paste.append(data)
        edge = self._edge + data[:_MARK]
        if self._closed is None and (BRACKETED_PASTE_END in data or BRACKETED_PASTE_END in edge):
            self._closed = self._clock()
        self._edge = (self._edge + data)[-(_MARK - 1) :]

    def _deliver(self) -> Iterable[Message]:
        """Hand over what was pasted: up to the last closing mark that came without a pause."""
        if self._paste is None:
            return
        text, mark, after = "".join(self._paste).rpartition(BRACKETED_PASTE_END)
        if not mark:
            text, after = after, ""
        self._paste, self._closed = None, None
        for _message in super().feed(BRACKETED_PASTE_END):
            pass  # Textual's own, empty, paste
        # Two pastes right after one another are two.
        for pasted in text.split(BRACKETED_PASTE_END + BRACKETED_PASTE_START):
            if pasted:
                yield events.Paste(pasted)
        if after:
            yield from self._read_keys(after)
