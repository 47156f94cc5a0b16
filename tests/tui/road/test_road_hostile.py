"""Whatever people write, paste or put into a workbook: it is shown as it is, obeyed by nobody, and kept."""

from __future__ import annotations

import re
from pathlib import Path

from textual import events

from storage.ids import new_id, single_id
from storage.shelf import Shelf, Start
from templates.filled_page.page import (
    Note,
    Person,
    Rating,
    Row,
)
from tests.tui.walking import Walk, start, walking
from tui.screens.reading import ReadingScreen

CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]")
OSC = "\x1b]52;c;aGk=\x07"
HOSTILE = (
    "[/]",
    "[@click=app.quit]x[/]",
    f"{OSC}red\x1b[31m \x9b31m \x1b[?1049l",
    "left \u202eright\u202c \u2066isolated \ufeffbom \u2028line \x0bvt \x0cff \x85nel",
    "tab\there\x00nul\x08bs\rcr",
    "e" + "\u0301" * 1000 + "!",
    "Ａ" * 300,
    "word" * 2500,
)


def raw(walk: Walk) -> str:
    """What would be sent to the terminal as text, everything Textual itself adds left out."""
    strips = walk.app.screen._compositor.render_strips()
    return "".join(segment.text for strip in strips for segment in strip if not segment.control)


def assert_harmless(walk: Walk) -> None:
    found = CONTROL.findall(raw(walk))
    assert not found, found


async def test_hostile_notes_and_rows_and_names_do_nothing(database: Path) -> None:
    people = [Person(new_id(), text[:200], "client") for text in HOSTILE]
    notes = [
        Note(id=new_id(), question="hope", side="client", person=person.id, text=text)
        for person, text in zip(people, HOSTILE, strict=True)
    ]
    rows = [
        Row(id=new_id(), question="late", side="vendor", cells={"what": text, "from": text, "when": text, "days": "1"})
        for text in HOSTILE[:6]
    ]
    retro = start(database, *people, *notes, *rows, title="".join(HOSTILE[:5]))
    async with walking(database, retro, size=(120, 30), at="hope") as walk:
        assert_harmless(walk)
        for _note in notes:
            walk.burst("down", "e")
            await walk.until(lambda: walk.writing)
            await walk.pilot.pause()
            assert_harmless(walk)
            walk.burst("escape")
            await walk.until(lambda: not walk.writing)
        await walk.go("late")
        for _row in rows:
            walk.burst("down", "e")
            await walk.until(lambda: walk.writing)
            await walk.pilot.pause()
            assert_harmless(walk)
            walk.burst("tab", "tab", "escape")
            await walk.until(lambda: not walk.writing)
        walk.burst("w")
        await walk.until(lambda: walk.app.screen is not walk.road)
        await walk.pilot.pause()
        assert_harmless(walk)
        walk.burst("escape")
        await walk.until(lambda: walk.app.screen is walk.road)
        walk.burst("m")
        await walk.until(lambda: isinstance(walk.app.screen, ReadingScreen))
        await walk.until(lambda: "Port" not in walk.text and walk.text)
        assert_harmless(walk)
        assert walk.app.return_code is None
        kept = {a.id: a for a in walk.page.answers}
        assert all(isinstance(kept[n.id], Note) for n in notes)
        assert not walk.drafts()


async def test_a_hostile_paste_is_kept_and_sends_nothing_to_the_terminal(database: Path) -> None:
    retro = start(database)
    async with walking(database, retro) as walk:
        walk.burst("a")
        await walk.until(lambda: walk.writing)
        walk.app.post_message(events.Paste(f"{OSC}[/][@click=app.quit]x"))
        await walk.until(lambda: walk.typed == f"{OSC}[/][@click=app.quit]x")
        await walk.pilot.pause()
        assert_harmless(walk)
        await walk.shows("[/][@click=app.quit]x")
        walk.burst("enter", "escape")
        await walk.until(lambda: walk.notes == [("client", f"{OSC}[/][@click=app.quit]x")])
        await walk.go("late")
        walk.burst("a")
        await walk.until(lambda: walk.writing)
        walk.app.post_message(events.Paste(f"{OSC}\ttab\nline"))
        await walk.until(lambda: OSC in walk.typed)
        await walk.pilot.pause()
        assert_harmless(walk)
        walk.burst("enter")
        await walk.until(lambda: len(walk.rows) == 1)
        await walk.pilot.pause()
        assert_harmless(walk)
        walk.burst("escape", "w")
        await walk.until(lambda: walk.app.screen is not walk.road)
        walk.app.post_message(events.Paste(f"{OSC}name"))
        await walk.shows("it is no name")
        assert_harmless(walk)


BOOK = r"""---
workbook: 1
lang: en
sides: "client=[/]\e]52;c;aGk=\aClient, vendor=[@click=app.quit]x[/]"
---

# [/] [@click=app.quit]x[/] \x1b ‮title <!-- hostile -->

[/] guidance

## [/] [@click=app.quit]phase[/] {name} %s <!-- phase -->

[/] opens **[bold]** `[@click=app.quit]`

### [/] [@click=app.quit]note[/]‮‮ {name} <!-- note -->

[/] [link](javascript:alert) <script>alert()</script> ![image](x)

> [/] a [story] of **[brackets**

### [/] [scale] <!-- scale guess=yes -->

1. [/]
2. [@click=app.quit]two[/]

### [/] [ledger] <!-- ledger -->

| [/] [@click=app.quit]x[/] <!-- what --> | [/] ([@click=app.quit]a / [bold]b) <!-- pick options=a,b --> |
|---|---|

### [/] [checks] <!-- checks -->

- [ ] [/] one
- [x] [@click=app.quit]two[/]

### [/] [choice] <!-- choice -->

- [/] one <!-- one -->
- [bold]two <!-- two -->

### [/] duty <!-- duty-one about=client -->

1. [/]
2. [b]

### [/] duty two <!-- duty-two about=vendor -->

1. [/]
2. [b]
"""


async def test_a_hostile_workbook_is_asked_like_any_other(database: Path) -> None:
    source = BOOK.replace("\\x1b", "\x1b").replace("- [x]", "- [ ]")
    with Shelf.open(database) as shelf:
        start_ = Start(title="[/]", workbook_text=source, date="[/]", parties={"client": "[/]", "vendor": OSC})
        retro = shelf.start(start_)
        workbook = shelf.page(retro).workbook
        client = workbook.sides[0].id
        single = single_id(retro, "scale", client, None)
        shelf.keep(retro, Rating(id=single, question="scale", side=client, value=2, guess=1))
    async with walking(database, retro, size=(100, 30)) as walk:
        for stop in walk.page.road:
            await walk.go(stop.id)
            await walk.pilot.pause()
            assert_harmless(walk)
            walk.burst("h")
            await walk.pilot.pause()
            walk.burst("h", "1", "tab", "2", "a")
            await walk.pilot.pause()
            assert_harmless(walk)
            walk.burst("x", "tab", "1", "enter", "escape", "escape")
            await walk.until(lambda: not walk.writing)
            await walk.pilot.pause()
            assert_harmless(walk)
        walk.burst("w")
        await walk.until(lambda: walk.app.screen is not walk.road)
        walk.burst("x")
        await walk.pilot.pause()
        assert_harmless(walk)
        assert walk.app.return_code is None
        assert walk.app.is_running
