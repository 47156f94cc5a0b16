"""Who may read what, set on the road; the document read as each audience will, copied and exported."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from templates.filled_page.page import Action, Note
from templates.filled_page.settings import Private
from tests.tui.walking import NARROW, WIDE, start, walking
from tui.dialogs.export import ExportDialog
from tui.dialogs.visibility import VisibilityDialog
from tui.screens import document
from tui.screens.document import DocumentScreen

SECRET = "They promised what nobody could [/] build # x"


def some(database: Path, *more: Action) -> str:
    """A retrospective with a note of each side."""
    return start(
        database,
        Note(id="n1", question="hope", side="client", text=SECRET),
        Note(id="n2", question="hope", side="vendor", text="A reference"),
        *more,
    )


async def test_a_note_a_question_and_a_stage_are_kept_from_others_and_opened_again(database: Path) -> None:
    async with walking(database, some(database), size=WIDE, at="hope") as walk:
        await walk.press("down", "P")
        await walk.shows("Who may read it?", "This answer", "only Client", "All answers of this stage")
        await walk.press("2")
        await walk.until(lambda: walk.page.answer("n1").private is Private.SIDE)  # type: ignore[union-attr]
        await walk.shows("private")
        await walk.press("u")
        await walk.until(lambda: walk.page.answer("n1").private is Private.EVERYBODY)  # type: ignore[union-attr]
        await walk.press("P", "6")
        await walk.until(lambda: walk.page.settings.private == {"hope": Private.FACILITATOR})
        await walk.shows("for the facilitator")
        await walk.press("P")
        await walk.until(lambda: isinstance(walk.app.screen, VisibilityDialog))
        await walk.press("8")
        await walk.until(lambda: walk.page.settings.private.get("before") is Private.SIDE)
        await walk.press("P", "4")
        await walk.until(lambda: walk.page.settings.private == {"before": Private.SIDE})
        await walk.press("P", "escape")
        await walk.until(lambda: not isinstance(walk.app.screen, VisibilityDialog))
        assert walk.page.settings.private == {"before": Private.SIDE}


async def test_the_document_is_read_as_each_audience_will_and_says_what_is_not_in_it(database: Path) -> None:
    async with walking(database, some(database), size=WIDE, at="hope") as walk:
        await walk.press("down", "P", "2")
        await walk.until(lambda: walk.page.answer("n1").private is Private.SIDE)  # type: ignore[union-attr]
        await walk.press("m")
        await walk.shows("Port · both sides", "For both sides: 1 answer and 0 actions.", "1 private answer of Client.")
        await walk.shows("A reference")
        assert SECRET not in walk.text
        await walk.press("a")
        await walk.shows("Port · the executive", "nobody's words.")
        await walk.press("a")
        await walk.shows("Port · Client only", "1 of them private")
        await walk.press("end")
        await walk.shows(SECRET, "private")
        await walk.press("a")
        await walk.shows("Port · Vendor only")
        await walk.press("a")
        await walk.shows("Port · both sides")
        await walk.press("escape")
        await walk.until(lambda: walk.app.screen is walk.road)


async def test_the_export_asks_for_whom_and_in_which_form(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with walking(database, some(database), size=NARROW, at="hope") as walk:
        await walk.press("m")
        await walk.until(lambda: isinstance(walk.app.screen, DocumentScreen))
        await walk.press("x")
        await walk.until(lambda: isinstance(walk.app.screen, ExportDialog))
        await walk.shows("‹ both sides ›", "‹ Markdown ›", "port.md", "Nothing is left out.")
        await walk.press("right", "down", "right")
        await walk.shows("‹ the executive ›", "‹ HTML, one file ›", "port-executive.html", "nobody's words")
        await walk.press("enter")
        await walk.until((tmp_path / "port-executive.html").exists)
        assert (tmp_path / "port-executive.html").read_text().startswith("<!DOCTYPE html>")
        assert (tmp_path / "port-executive.html").stat().st_mode & 0o777 == 0o600
        await walk.press("x", "down", "down", "end", "backspace", "backspace", "2", ".", "m", "d", "up", "up", "left")
        await walk.until(lambda: isinstance(walk.app.screen, ExportDialog))
        await walk.shows("‹ Vendor only ›", "port.2.md")
        await walk.press("escape")
        await walk.until(lambda: isinstance(walk.app.screen, DocumentScreen))
        assert [path.name for path in tmp_path.glob("port*")] == ["port-executive.html"]


async def test_what_would_tell_too_much_is_neither_copied_nor_written(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    retro = some(database, Action(id="a1", text=f"Ask: {SECRET}"))
    async with walking(database, retro, size=NARROW, at="hope") as walk:
        await walk.press("m", "y")
        await walk.until(lambda: "Ask" in walk.app.clipboard)
        await walk.shows("characters went to the clipboard.")
        sent = base64.b64encode(walk.app.clipboard.encode())
        assert b"\x1b" not in sent
        monkeypatch.setattr(document, "MOST_COPIED", 10)
        await walk.press("y")
        await walk.shows("too long for a terminal's clipboard")
        await walk.press("escape", "down", "P", "2")
        await walk.until(lambda: walk.page.answer("n1").private is Private.SIDE)  # type: ignore[union-attr]
        walk.app.copy_to_clipboard("before")
        await walk.press("m", "y")
        await walk.shows("Nothing was written", "a private answer of Client")
        assert walk.app.clipboard == "before"
        await walk.press("x", "enter")
        await walk.until(lambda: isinstance(walk.app.screen, DocumentScreen))
        assert not list(tmp_path.glob("port*"))


async def test_a_faulty_layout_of_ones_own_is_said_and_the_document_is_there(database: Path) -> None:
    from tui.files.layout_file import folder

    folder().mkdir(parents=True)
    (folder() / "joint.md.jinja").write_text("{{ nothing }}", encoding="utf-8")
    async with walking(database, some(database), size=NARROW, at="hope") as walk:
        await walk.press("m")
        await walk.shows("The layout cannot be used", "line 1")
        await walk.shows("What did you hope for?")
        (folder() / "joint.md.jinja").write_text("# Ours\n\n{{ phases }}", encoding="utf-8")
        await walk.press("escape", "m")
        await walk.shows("Ours")
