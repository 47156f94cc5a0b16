"""Every place of the program, walked through in a real terminal with words everywhere that mean harm to it."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from storage.safety.doctor import examine
from storage.shelf import Shelf
from templates.workbook import frame
from tests.faults import harmful
from tests.faults.harmful import SHOWN
from tests.faults.terminal import LEAVE, Terminal, foreign
from tests.faults.test_harm import on_a_terminal

ESC = "\x1b"
Walk = tuple[tuple[str, tuple[str, ...]], ...]
"""Keys, and what stands on the screen after them; what begins with an exclamation mark has gone from it."""
AROUND: Walk = (
    # From the shelf: the actions of all retrospectives, by owner, side, counterpart, one of them being changed.
    ("x", ("5 actions", f"harm167 {SHOWN}")),
    ("s", ("by owner",)),
    ("s", ("by side",)),
    ("s", ("by counterpart", f"client {SHOWN}")),
    ("\r", ("Changing an action", f"harm3 {SHOWN}")),
    (ESC, ("!Changing",)),
    ("f", ("3 actions",)),
    (ESC, ("n new", f"Before {SHOWN}")),
    # Trends, for one counterpart and for all.
    ("t", ("From one retrospective", f"client {SHOWN}", f"ask {SHOWN}")),
    ("n", ("All retrospectives:",)),
    (ESC, ("n new",)),
    # Search, and from there to the place.
    ("/", ("All answers, actions",)),
    ("harm", ("found", f"Now {SHOWN}", f"vendor {SHOWN}")),
    ("\r", ("▸ What has been agreed", "harm167", f"{SHOWN}")),
    ("[", ("Topics  3", "▸ What do we do about it")),
)
MEETING: Walk = (
    # Decide, topic by topic, with a line being written.
    ("n", ("Problem: harm157", "We differ: harm158", "☐ harm166")),
    ("i", ("Where we differ harm158",)),
    (ESC, ("f decided",)),
    ("n", ("✓ Client accepts it", "dropped: harm2")),
    ("n", ("Problem: harm163",)),
    # Close, and back over the vote and the groups.
    ("n", ("▸ What has been agreed",)),
    ("nnn", ("▸ What did the oth", "• now")),
    ("H", (f"harm215 {SHOWN}",)),
    (ESC, ("!harm215",)),
    ("nn", ("▸ The facilitator",)),
    ("[", ("▸ What do we do",)),
    ("[", ("▸ What belongs", "◆ harm155")),
    ("n", ("▸ What do you want", "1  harm155")),
    ("k", ("A new vote",)),
    ("v", ("Begin the vote all",)),
    ("y", ("0 ballots lie covered", "v hands the keyboard to the next: harm10")),
    ("v", ("Who is writing", f"harm10 {SHOWN}")),
    ("\x1b[B\r", ("votes left", "a harm155")),
    ("a", ("   21",)),
    ("\r", ("Hand the keyboard on", "1 ballot lies covered")),
    (ESC, ("!Hand the keyboard on",)),
    ("[", ("Gaps  1/9", f"1 ask {SHOWN}")),
    # Both sides' answers beside each other, as pictures and as tables, and the answers behind a line.
    ("\r", (f"harm17 {SHOWN}",)),
    ("n", ("Gaps  2/9", f"ask {SHOWN}")),
    ("T", ("Client",)),
    ("\r", ("harm",)),
    ("n", ("Gaps  3/9",)),
    ("T", (SHOWN,)),
    ("n", ("Gaps  4/9",)),
    ("T", (SHOWN,)),
    ("n", ("Gaps  5/9",)),
    ("n", ("Gaps  6/9", SHOWN)),
    ("n", ("Gaps  7/9", SHOWN)),
    ("n", ("Gaps  8/9", SHOWN)),
    ("n", ("Gaps  9/9", "harm124")),
    # What lies covered, uncovered.
    ("[", ("Covered", "r uncover")),
    ("r", (f"ask {SHOWN}", f"client {SHOWN}", "3 answers lie covered")),
    ("\r", ("not ready yet",)),
    ("\r", ("This is what was written", f"harm140 {SHOWN}")),
    ("\r", ("w who writes",)),
    # A question with its scale, its rows, its choice; who writes; what stood there before.
    ("[", ("1 pick",)),
    ("w", (f"harm10 {SHOWN}",)),
    (ESC, ("!Who is writing",)),
    ("[[[[[", ("▸ Who is here", "harm10")),
    ("b", ("From earlier meetings", "+ harm1")),
    ("c", ("What the companies",)),
    (ESC, ("!What the companies",)),
    ("n", ("1. rules", "2. rules")),
    ("nn", ("▸ What became", "harm2")),
    ("n", ("▸ How do we write",)),
    ("n", ("▸ How do we spend", "ask")),
    # The document, its readers, what may be done with it; the palette and the help.
    ("m", (f"Now {SHOWN}",)),
    ("\x1b[F", (SHOWN,)),
    ("x", ("Write to a file", "now-52-c-aa")),
    (ESC, ("!Write to a file",)),
    (ESC, ("▸ How do we spend",)),
    ("?", ("On the road",)),
    (ESC, ("!On the road",)),
    ("\x10", ("Find a command",)),
    (ESC, ("!Find a command",)),
)


def stand(terminal: Terminal, words: Sequence[str]) -> bool:
    """Whether words stand on the screen, and those behind an exclamation mark do not."""
    text = terminal.text
    return all(word[1:] not in text if word.startswith("!") else word in text for word in words)


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of POSIX")
def test_no_place_of_the_program_lets_a_word_of_anybody_speak_to_the_terminal(database: Path) -> None:
    with Shelf.open(database) as shelf:
        now = harmful.begin(shelf)
        before = {entry.id for entry in shelf.entries()}
    with Terminal("--db", str(database)) as terminal:
        terminal.shows(f"Now {SHOWN}", f"client {SHOWN}")
        for keys, words in (*AROUND, *MEETING):
            terminal.type(keys)
            terminal.until(partial(stand, terminal, words), f"after {keys!r} {words}")
            # What was read last may end in the middle of a colour.
            assert foreign(re.sub(rb"\x1b(?:\[[\d;?]*)?$", b"", bytes(terminal.painted))) == [], (keys, words)
        terminal.type(LEAVE)
        assert terminal.ended() == 0
        assert foreign(bytes(terminal.painted)) == []
    with Shelf.open(database) as shelf:
        made = [entry for entry in shelf.entries() if entry.id not in before]
        assert {str(entry.fields.get("text"))[:7] for entry in made} >= {"covered"}, "what was covered"
        assert {entry.kind for entry in made} <= {"answer", "vote", "retrospective"}
        thanks = [str(getattr(answer, "text", "")) for answer in shelf.page(now).answers_to("across-thanks")]
        assert all(text.endswith(harmful.HARM) for text in thanks)
        assert examine(shelf).findings == ()


def test_no_command_that_tells_of_many_retrospectives_lets_them_speak_to_the_terminal(
    database: Path, tmp_path: Path
) -> None:
    with Shelf.open(database) as shelf:
        now = harmful.begin(shelf)
        note = next(answer.id for answer in shelf.page(now).answers if answer.question == frame.APPRECIATIONS)
    harm = harmful.HARM
    for arguments, shown in (
        (("actions",), True),
        (("actions", "--open", "--counterpart", f"client {harm}"), True),
        (("actions", "--owner", harm), False),
        (("actions", "--format", "json"), False),
        (("actions", "--format", "ics"), False),
        (("trends",), True),
        (("trends", "--client", harm), True),
        (("trends", "--json"), False),
        (("search", "harm"), True),
        (("search", harm), True),
        (("search", f"by:{harm}"), False),
        (("search", "harm", "--json"), False),
        (("history", now), True),
        (("history", now, "--answer", note), True),
        (("history", now, "--answer", harm), True),
        (("render", now, "--audience", "executive"), True),
        (("render", now, "--audience", harm), True),
        (("render", now, "--format", "html"), True),
        (("render", now, "--format", "csv"), True),
        (("action", now, "-m", "x", "--due", harm), True),
        (("purge", now, "--person", harm, "--yes", "--yes"), True),
        (("blank", "four-phases"), False),
        (("backup", "-o", str(tmp_path / harm.replace("/", ""))), True),
        (("restore", str(tmp_path / "no" / harm.replace("/", "")), "--yes"), True),
        (("doctor",), False),
        (("list",), True),
    ):
        sent = on_a_terminal("--db", str(database), *arguments)
        assert foreign(sent.replace(b"\t", b"")) == [], arguments
        assert b"Traceback" not in sent
        if shown:
            assert SHOWN.encode() in sent, arguments
