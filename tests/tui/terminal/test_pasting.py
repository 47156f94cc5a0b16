"""What a terminal sends while somebody pastes: it arrives whole, as one paste, and presses no key."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events

from tui.terminal.pasting import HELD, SILENCE, PastingParser

START, END = "\x1b[200~", "\x1b[201~"


class Line:
    """A terminal's line: what is sent is read in pieces, and a clock that stands still until it is told."""

    def __init__(self) -> None:
        self.now = 0.0
        self.parser = PastingParser(clock=lambda: self.now)
        self.came: list[str] = []

    def send(self, *pieces: str) -> list[str]:
        """Let pieces be read one after the other without a pause, then a pause; what has come of all so far."""
        for piece in pieces:
            self._take(self.parser.feed(piece))
            self._take(self.parser.tick())
        self._take(self.parser.tick())
        return self.came

    def _take(self, messages: object) -> None:
        for message in messages:  # type: ignore[attr-defined]
            if isinstance(message, events.Paste):
                self.came.append(message.text)
            elif isinstance(message, events.Key):
                self.came.append(f"<{message.key}>")


def sent(*pieces: str) -> list[str]:
    return Line().send(*pieces)


PASTES = (
    "plain",
    "before \x1b after",
    "\x1b",
    "ends in \x1b",
    "\x1b[31mred\x1b[0m \x1b]52;c;aGk=\x07",
    "\x1b[20",
    "\x1b[201",
    "\x1b[200~ inside",
    "\x1b\x1b\x1b[[[",
    "nul \x00 bell \x07 c1 \x9b31m \x85",
    "lines\r\rof\ra terminal",
    "中文 ✓ 👩‍👩‍👧 e\u0301",
)


@pytest.mark.parametrize("text", PASTES)
def test_a_paste_arrives_whole_however_it_is_read(text: str) -> None:
    whole = START + text + END
    assert sent(whole) == [text]
    assert sent(*whole) == [text]
    for place in range(1, len(whole)):
        assert sent(whole[:place], whole[place:]) == [text]
    assert sent("a" + whole + "b") == ["<a>", text, "<b>"]


@given(st.text(st.sampled_from([*"x~[\x1b012;", "中"]), max_size=30), st.randoms(use_true_random=False))
def test_any_text_of_marks_and_pieces_arrives_as_one_paste(text: str, chance: random.Random) -> None:
    whole = START + text + END
    cuts = sorted(chance.sample(range(len(whole)), k=min(4, len(whole))))
    pieces = [whole[begin:end] for begin, end in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
    came = sent(*[piece for piece in pieces if piece])
    assert "".join(came) == text.replace(END + START, "")
    assert not any(piece.startswith("<") for piece in came)


def test_a_closing_mark_within_a_paste_lets_nothing_press_keys() -> None:
    """Of a terminal that does not filter its pastes."""
    evil = f"kind words{END}dq\r{START}more"
    assert sent(START + evil + END) == [evil]
    assert sent(*(START + evil + END)) == [evil]
    assert sent(START + "a" + END + START + "b" + END) == ["a", "b"], "two pastes are two"


def test_keys_typed_behind_a_paste_come_behind_it() -> None:
    line = Line()
    assert line.send(START + "one" + END, "\r", "x") == ["one", "<enter>", "<x>"]
    assert line.send("y") == ["one", "<enter>", "<x>", "<y>"]


def test_a_key_held_down_does_not_hold_a_paste_up_for_long() -> None:
    line = Line()
    for message in line.parser.feed(START + "one" + END):
        raise AssertionError(message)
    came: list[object] = []
    for _ in range(40):
        line.now += HELD / 8
        came += [*line.parser.feed("k"), *line.parser.tick()]
        if came:
            break
    first, *keys = came
    assert isinstance(first, events.Paste)
    assert first.text == "one"
    assert 8 <= len(keys) <= 10


def test_an_opening_mark_that_comes_in_halves_is_never_taken_for_keys() -> None:
    line = Line()
    line.send("\x1b[20")
    line.now += 5
    assert line.send("0~text" + END) == ["text"]


def test_a_lost_closing_mark_does_not_lock_the_keyboard() -> None:
    line = Line()
    assert line.send(START + "half") == []
    line.now += SILENCE + 1
    assert line.send(" of it") == []
    line.now += SILENCE + 1
    line.send()
    assert line.came == ["half of it"]
    assert line.send("k") == ["half of it", "<k>"]


def test_the_end_of_the_terminal_delivers_what_was_being_pasted() -> None:
    line = Line()
    line.send(START + "half")
    assert [m.text for m in line.parser.feed("") if isinstance(m, events.Paste)] == ["half"]


def test_keys_and_escape_sequences_are_read_as_ever() -> None:
    line = Line()
    assert line.send("a", "\x1b[A", "\x1bOS", "\x1b[3~") == ["<a>", "<up>", "<f4>", "<delete>"]
    assert line.send("\x1b[I", "\x1b[O", "\x1b[<0;1;1M")[4:] == []


@pytest.mark.parametrize("text", ["x" * 1_000_000, "\x1b[201" * 200_000, "line\r" * 200_000])
def test_a_megabyte_is_looked_at_once(text: str) -> None:
    """Counted in what the parser keeps from piece to piece, not in seconds."""
    line = Line()
    pieces = [(START + text + END)[at : at + 4096] for at in range(0, len(text) + 12, 4096)]
    assert line.send(*pieces) == [text]
    assert len(line.parser._last) < 6
    assert line.parser._paste is None
