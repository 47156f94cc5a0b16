"""Uncovering: how much lies covered and which side is ready, then everything at once, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Protocol

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from templates.filled_page.page import Retrospective
from templates.meeting import road as meeting
from templates.readers.beside_the_page import name_of_key, told_half
from templates.words import _, ngettext
from templates.workbook import frame
from templates.workbook.model import Question
from tui.answers.revealed import revealed
from tui.base.screen import Room
from tui.base.theme import side_variable
from tui.keys.command import Command, bindings
from tui.keys.reveal import ALL, AWAY, LEAVE, READY, UNCOVER, UP_AND_DOWN
from tui.session.session import Session
from tui.session.view import lies_covered
from tui.widgets.cards import Cards, Item
from tui.widgets.footer import KeyFooter
from tui.words.safe_content import safe
from tui.words.safe_text import one_line

_MOST = 40
"""The most signs that stand for covered answers on one line."""


class Uncovers(Protocol):
    """Who does on the road what is asked for here, and says why not."""

    def toggle_ready(self, side: str) -> None:
        """A side is ready here, or not ready any more."""

    def reveal_now(self, key: str) -> bool:
        """Uncover; whether it was done, and why not is said."""


class RevealScreen(Room[None]):
    """The moment both sides read what they wrote alone."""

    CSS_PATH = "reveal.tcss"
    COMMANDS = ALL
    BINDINGS = bindings(COMMANDS)
    AUTO_FOCUS = ""

    def __init__(self, session: Session, road: Uncovers, key: str) -> None:
        """Uncover on behalf of a road.

        Args:
            session: the retrospective, and what lies covered of it.
            road: who uncovers.
            key: the stage, or the meeting's own question, to uncover.
        """
        super().__init__()
        self._session = session
        self._road = road
        self._key = key
        self._asked = False
        """Whether it was said that not everybody is ready."""
        self._done = False
        self._top = 0

    def compose(self) -> ComposeResult:
        """What it is about, how it stands, the keys."""
        yield Static(id="reveal-title")
        yield Static(id="reveal-foot")
        yield Cards(id="reveal-list")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Draw what lies covered."""
        self._draw()
        self.set_interval(0.5, self._draw)

    def on_resize(self) -> None:
        """Everything fits the width."""
        self.call_after_refresh(self._draw)

    @property
    def _questions(self) -> list[Question]:
        """The questions that are uncovered together, in the order of the document."""
        page = self._session.page
        # All of them: what is not on the short road is uncovered too, so it is told and shown.
        return [question for question in meeting.in_order(page) if meeting.key_of(page, question.id) == self._key]

    def _draw(self) -> None:
        page = self._session.page
        title = one_line(name_of_key(page, self._key))
        self.query_one("#reveal-title", Static).update(safe(title).stylize("bold"))
        shown = revealed(page, self._questions, self.size.width) if self._done else self._covered(page)
        items = (*shown, *self._half_written(page))
        cards = self.query_one("#reveal-list", Cards)
        cards.show(items, "")
        self.query_one("#reveal-foot", Static).update(self._foot(page))
        self.query_one(KeyFooter).refresh()

    # -- what lies covered -------------------------------------------------------------------------

    def _counts(self) -> dict[str | None, int]:
        counted: dict[str | None, int] = {}
        for question in self._questions:
            for side, number in self._session.counts.get(question.id, {}).items():
                counted[side] = counted.get(side, 0) + number
        return counted

    def _covered(self, page: Retrospective) -> Iterator[Item]:
        counts = self._counts()
        for place, side in enumerate(page.columns):
            number = counts.get(side.id if side else None, 0)
            color = f"${side_variable(place)}"
            name = safe(one_line(page.side_label(side))) if side else Content(_("The team"))
            ready = side is not None and f"{self._key}:{side.id}" in page.settings.ready
            asked = side is not None and self._key not in meeting.COVERED
            mark = (
                Content.styled("✓ " + _("ready"), "$success")
                if ready
                else Content.styled("… " + _("not yet"), "$quiet")
            )
            yield Item("", Content(" "))
            label = Content.assemble((f"{place + 1}  " if side else "", "$quiet"), name.stylize(f"bold {color}"))
            yield Item("", label, right=mark if asked else None)
            signs = "▒" * min(number, _MOST) + ("…" if number > _MOST else "")
            signs += "  " if signs else ""
            yield Item("", Content.assemble("   ", (signs, color), (lies_covered(number), "$quiet")))
            if self._key == frame.SAFETY and 0 < number < meeting.FEWEST:
                few = _("fewer than {n}: they will not be shown, and are forgotten").format(n=meeting.FEWEST)
                yield Item("", Content.styled("   " + few, "$warning"))

    def _half_written(self, page: Retrospective) -> Iterator[Item]:
        """Whose is half written and where, before and after: it is not uncovered, and can still be finished."""
        halves = self._session.beside.halves_under(page, self._key)
        if halves:
            told = ngettext(
                "{n} half-written answer stays with whoever began it, and is not uncovered:",
                "{n} half-written answers stay with whoever began them, and are not uncovered:",
                len(halves),
            )
            yield Item("", Content(" "))
            yield Item("", Content.styled("✎ " + told.format(n=len(halves)), "$warning"))
        for line in sorted(told_half(page, half) for half in halves):
            yield Item("", safe("   " + one_line(line)), indent=3)

    def _not_ready(self, page: Retrospective) -> list[str]:
        counts = self._counts()
        if self._key in meeting.COVERED:
            return []  # A question answered with one key: whoever has not answered is not asked for.
        return [
            one_line(side.name)
            for side in page.workbook.sides
            if f"{self._key}:{side.id}" not in page.settings.ready and counts.get(side.id)
        ]

    def _foot(self, page: Retrospective) -> Content:
        if self._done:
            return Content.styled(
                _("This is what was written. Read first; nobody has to explain anything yet."), "italic"
            )
        waiting = self._not_ready(page)
        if self._asked and waiting:
            told = _("{sides}: not ready yet. Enter again uncovers all the same.")
            return Content.styled(told.format(sides=" · ".join(waiting)), "$warning")
        return Content.styled(_("Once it is uncovered it stays so."), "$quiet")

    @property
    def _cards(self) -> Cards:
        return self.query_one("#reveal-list", Cards)

    # -- its commands ------------------------------------------------------------------------------

    def footer_commands(self) -> tuple[Command, ...]:
        """What matters before and after."""
        if self._done:
            return (AWAY, UP_AND_DOWN)
        sides = len(self._session.page.workbook.sides)
        if self._key in meeting.COVERED or not sides:
            return (UNCOVER, LEAVE)
        return (UNCOVER, replace(READY, shown_as=f"1–{sides}"), LEAVE)

    def help_title(self) -> str:
        """The help page's title."""
        return _("Uncovering")

    def help_lines(self) -> tuple[str, ...]:
        """What happens here."""
        return (
            _("Everything that was written covered is shown at once. Sides say that they are ready by their number."),
        )

    def action_uncover(self) -> None:
        """Uncover; where a side is not ready, say so first. Once it is done, go back."""
        page = self._session.page
        if self._done:
            self.dismiss(None)
        elif self._not_ready(page) and not self._asked:
            self._asked = True
            self._draw()
        elif self._road.reveal_now(self._key):
            self._done = True
            self._draw()

    def action_ready(self, number: int) -> None:
        """A side is ready, or not any more."""
        page = self._session.page
        if not self._done and number <= len(page.workbook.sides):
            self._road.toggle_ready(page.workbook.sides[number - 1].id)
            self._asked = False
            self._draw()

    def action_leave(self) -> None:
        """Back to the road."""
        self.dismiss(None)

    def action_move(self, step: int) -> None:
        """Move through what was uncovered."""
        self._cards.scroll_relative(y=step * max(1, self._cards.size.height // 2), animate=False)
