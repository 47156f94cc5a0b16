"""Half-written text where writing is covered, and how a stage left covered is named: nothing is lost, or shown."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from storage.drafts.as_answers import SEALED
from storage.drafts.covered_file import Sealed, SealedFile
from storage.drafts.draft_file import ANONYMOUS
from storage.drafts.draft_writer import Draft, Drafts
from storage.records.header import Details
from templates.filled_page.page import Note, Person, Row
from templates.workbook import frame
from tests.tui.helpers import said
from tests.tui.walking import Walk, kept, page, start, walking
from tui.dialogs.export import ExportDialog
from tui.dialogs.seal import SealDialog
from tui.dialogs.writer import WriterDialog
from tui.road.reveal import RevealScreen
from tui.screens.document import DocumentScreen
from tui.screens.shelf import ShelfScreen

ADA, LIN = Person("p0".ljust(20, "0"), "Ada", "client"), Person("p1".ljust(20, "0"), "Lin", "vendor")


@pytest.fixture
def retro(database: Path) -> str:
    return start(database, ADA, LIN)


async def sits_down(walk: Walk, name: str) -> None:
    walk.burst("w")
    await walk.until(lambda: isinstance(walk.app.screen, WriterDialog), "asks who is there")
    walk.burst(name, "enter")
    await walk.until(lambda: walk.app.screen is walk.road)


async def uncovers(walk: Walk, *told: str, keys: tuple[str, ...] = ("enter", "enter")) -> None:
    """Uncover, once the screen tells what it will do; where sides are not ready it takes two Enters."""
    walk.burst("r")
    await walk.until(lambda: isinstance(walk.app.screen, RevealScreen))
    await walk.shows(*told)
    walk.burst(*keys)
    await walk.shows("This is what was written", *told)
    walk.burst("enter")
    await walk.until(lambda: walk.app.screen is walk.road)


def covered(database: Path, retro: str, question: str, count: int) -> bool:
    file = SealedFile(database)
    try:
        return sum(row.question == question for row in file.all(retro)) == count
    finally:
        file.close()


def exported(database: Path, retro: str, *options: str) -> str:
    """What `render -o` says before it writes."""
    target = database.with_name("document")
    target.unlink(missing_ok=True)
    run = subprocess.run(
        [sys.executable, "-m", "tui", "--lang", "en", "--db", database, "render", retro, *options, "-o", target],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "half a " not in target.read_text(encoding="utf-8").replace("half a row no more", "")
    return run.stderr


async def test_half_a_row_is_said_before_and_after_uncovering_and_its_writer_finishes_it(
    database: Path, retro: str
) -> None:
    kept(database, retro, Details(settings={"writing.after": "sealed"}))
    async with walking(database, retro, at="late") as walk:
        await sits_down(walk, "Ada")
        walk.burst("a", "half a row", "escape")
        await walk.shows("half a row", "draft, not kept yet")
        await sits_down(walk, "Lin")
        walk.burst("a", "a whole row", "enter", "escape")
        await walk.until(lambda: covered(database, retro, "late", 1))
        assert "half a row" not in walk.text
        await uncovers(walk, "1 half-written answer stays with whoever began it", "Ada (a row in “Which requirements")
        assert [dict(row.cells) for row in walk.page.answers if isinstance(row, Row)] == [{"what": "a whole row"}]
        await walk.shows("✎ Ada  half written, not uncovered")
        assert "half a row" not in walk.text, "its words are its writer's"
        walk.burst("down", "down", "enter")
        await walk.until(lambda: "Half written by Ada; w gives them the keyboard." in said(walk.app))
        walk.burst("d")
        await walk.until(lambda: "not finished" in said(walk.app), "nobody else throws it away")
        walk.burst("m")
        await walk.until(lambda: isinstance(walk.app.screen, DocumentScreen))
        await walk.shows("Left out: 1 half written and not")
        walk.burst("x")
        await walk.until(lambda: isinstance(walk.app.screen, ExportDialog))
        await walk.shows("Left out: 1 half written and not")
        walk.burst("escape", "escape")
        await walk.until(lambda: walk.app.screen is walk.road)
        await sits_down(walk, "Ada")
        await walk.shows("half a row", "draft, not kept yet")
        walk.burst("a", " no more", "enter", "escape")
        await walk.until(lambda: len(walk.rows) == 2)
    (row,) = (one for one in page(database, retro).answers if isinstance(one, Row) and one.person == ADA.id)
    assert dict(row.cells) == {"what": "half a row no more"}
    assert "Nothing is left out" in exported(database, retro)


async def test_what_a_nameless_writer_began_is_told_without_words_and_kept_without_a_name(
    database: Path, retro: str
) -> None:
    kept(database, retro, Details(settings={"writing.before": "anonymous"}))
    async with walking(database, retro) as walk:
        await sits_down(walk, "Ada")
        walk.burst("a", "whole", "enter", "half a thou", "escape")
        await walk.shows("half a thou")
        walk.burst("r")
        await walk.shows("somebody without a name (a note in “What did you hope for?”)")
        assert "Ada" not in walk.text
        assert "half a" not in walk.text
        walk.burst("escape")
        await walk.shows("half a thou", "• whole")  # not uncovered, so it can be finished still
        await uncovers(walk, "somebody without a name")
        assert walk.notes == [("client", "whole")]
        await walk.shows("somebody without a name  half written")
        walk.burst("a")
        await walk.until(lambda: walk.writing)
        assert walk.typed == "", "nobody is shown it who has not asked for it"
        walk.burst("escape", "down", "down", "enter")
        await walk.until(lambda: walk.typed == "half a thou")
        walk.burst("ght", "enter", "escape")
        await walk.until(lambda: len(walk.notes) == 2)
    late = next(one for one in page(database, retro).answers if isinstance(one, Note) and one.text == "half a thought")
    assert (late.person, late.anonymous) == (None, True)


async def test_a_side_together_and_a_killed_window_lose_nothing_half_written(database: Path, retro: str) -> None:
    kept(database, retro, Details(settings={"writing.before": "sealed"}))
    drafts = Drafts(database)
    for how in (SEALED, ANONYMOUS):
        begun = Draft(act=how, retrospective=retro, question="hope", kind=how + "notes", answer=how, side="client")
        drafts.put(replace(begun, body={"text": f"half a thing {how}"}))
    assert drafts.flush()
    async with walking(database, retro) as walk:
        await sits_down(walk, "Ada")
        walk.burst("a", "whole", "enter", "escape")
        await walk.until(lambda: covered(database, retro, "hope", 1), "nothing is kept that nobody kept")
        # Held by another window that is open still, they are told all the same.
        await uncovers(walk, "2 half-written answers", "Client together", "somebody without a name")
        assert walk.notes == [("client", "whole")]
    told = exported(database, retro, "--audience", "client", "--format", "json")
    assert "2 half written and not kept" in told
    # Kept, and ended before it was cleared: no second time.
    (whole,) = page(database, retro).answers
    drafts.put(
        Draft(
            act="done",
            retrospective=retro,
            question="hope",
            kind=SEALED + "notes",
            answer=whole.id,
            side="client",
            person=ADA.id,
            body={"text": "whole"},
        )
    )
    drafts.close()
    async with walking(database, retro, at="hope") as walk:
        await walk.until(lambda: len(walk.drafts()) == 2)
        await walk.shows("Client together  half written", "somebody without a name  half written")
        assert "half a" not in walk.text


@pytest.mark.parametrize("audience", ["joint", "executive", "client"])
@pytest.mark.parametrize("form", ["md", "html", "json", "csv"])
def test_every_document_names_what_lies_beside_the_page(database: Path, retro: str, audience: str, form: str) -> None:
    file = SealedFile(database)
    file.put(Sealed(id="c", retrospective=retro, question="hope", kind="notes", side="client", body={"text": "no"}))
    file.close()
    drafts = Drafts(database)
    begun = Draft(act="h", retrospective=retro, question="hope", kind="notes", answer="h", body={"text": "half a word"})
    drafts.put(begun)
    drafts.put(replace(begun, act="w", answer="w", waiting=True))
    drafts.close()
    told = exported(database, retro, "--audience", audience, "--format", form)
    assert "Left out: 1 covered answer, 1 half written and not kept, 1 waiting for the disk." in told


async def test_a_stage_left_covered_is_named_along_the_road_and_by_both_keys(database: Path, retro: str) -> None:
    kept(database, retro, Details(settings={"writing.": "sealed"}))
    async with walking(database, retro) as walk:
        await sits_down(walk, "Ada")
        walk.burst("a", "whole", "enter", "escape")
        await walk.until(lambda: covered(database, retro, "hope", 1))
        walk.burst("]")
        await walk.reach("late")
        await walk.shows("▒ Before", "▒ What did")
        walk.burst("r")
        await walk.until(lambda: "Nothing is covered here. Covered still: Before (1 answer)." in said(walk.app))
        walk.burst("s")
        await walk.until(lambda: isinstance(walk.app.screen, SealDialog))
        walk.burst("1", "tab", "enter")
        await walk.until(lambda: "Covered still: Before (1 answer). r there uncovers" in said(walk.app))
        walk.burst("]")
        await walk.shows("→ Covered still: Before (1 answer)")
        walk.burst("q")
        await walk.until(lambda: isinstance(walk.app.screen, ShelfScreen))
        await walk.until(lambda: "Covered still: Before (1 answer)" in said(walk.app))
    assert walk.app.covered_still == "Before (1 answer)", "and whoever leaves is told"


async def test_uncovering_the_numbers_leaves_what_is_asked_next_covered(database: Path, retro: str) -> None:
    async with walking(database, retro, at=frame.RETURN) as walk:
        for name, number in (("Ada", "4"), ("Lin", "5")):
            if not isinstance(walk.app.screen, WriterDialog):
                walk.burst("w")
            await walk.until(lambda: isinstance(walk.app.screen, WriterDialog))
            walk.burst(name, "enter")
            await walk.until(lambda: walk.app.screen is walk.road)
            walk.burst(number)
            await walk.until(lambda: isinstance(walk.app.screen, WriterDialog))
        walk.burst("escape")
        await walk.until(lambda: walk.app.screen is walk.road)
        await uncovers(walk, "Was today worth your time?", keys=("enter",))
        await walk.go(frame.RAISED)
        await walk.shows("Covered, no names")
        walk.burst("a")
        await walk.until(lambda: isinstance(walk.app.screen, WriterDialog), "asks who is there: it is covered still")
