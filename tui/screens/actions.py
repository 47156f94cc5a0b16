"""The actions of all retrospectives: by day, owner, side or counterpart, and changed where they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from storage.errors import StorageError
from templates.cells.width import shorten, width
from templates.filled_page.action_list import Agreed, Wanted, agreed_in
from templates.filled_page.action_states import SIGNS, WORDS, Group, group_on
from templates.filled_page.due_dates import told
from templates.filled_page.page import Action, Retrospective, Status
from templates.words import N_, _, ngettext
from tui.base.screen import Room
from tui.keys import actions as cmd
from tui.keys.command import Command, bindings
from tui.widgets.footer import KeyFooter
from tui.widgets.lines import Lines
from tui.words.safe_text import one_line

POLL = 0.5
"""Seconds between looks at what other windows and programs have written."""
MARGIN = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list: an action, or the heading of those below it."""

    agreed: Agreed | None
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """A way to order actions, with headings."""

    name: str
    """What it is called (a msgid)."""
    heading: Callable[[Agreed, date], str]
    """The heading an action stands under."""


ORDERS = (
    Order(N_("by day"), lambda agreed, today: _(group_on(agreed.action, today).value)),
    Order(
        N_("by owner"), lambda agreed, _today: one_line(agreed.action.owner).strip() or _("Parking lot: no owner yet")
    ),
    Order(N_("by side"), lambda agreed, _today: one_line(agreed.side) or _("No side")),
    Order(N_("by counterpart"), lambda agreed, _today: one_line(agreed.parties) or one_line(agreed.page.title)),
)
FILTERS = (N_("still to be done"), N_("overdue"), N_("all"))


def ordered(found: Sequence[Agreed], order: Order, today: date) -> Iterator[Line]:
    """Actions under their headings: first what asks most of people today, in it the earliest day."""
    urgency = list(Group)

    def by_urgency(agreed: Agreed) -> tuple[int, bool, str]:
        action = agreed.action
        return urgency.index(group_on(action, today)), not action.due, action.due

    by_day = sorted(found, key=by_urgency)
    headings: dict[str, list[Agreed]] = {}
    for agreed in by_day:
        headings.setdefault(order.heading(agreed, today), []).append(agreed)
    # What is urgent comes first; names in the order of the alphabet, which for Chinese is that of pinyin.
    names = list(headings) if order is ORDERS[0] else sorted(headings, key=_alphabetic)
    for name in names:
        yield Line(None, name)
        yield from (Line(agreed) for agreed in headings[name])


def _alphabetic(name: str) -> bytes:
    return name.casefold().encode("gb18030", "replace")


class ActionsScreen(Room[None]):
    """Every action of every retrospective on the shelf."""

    COMMANDS = cmd.ALL
    BINDINGS = bindings(COMMANDS)
    AUTO_FOCUS = "#actions-list"
    _keys = getters.query_one(KeyFooter)

    def __init__(self) -> None:
        super().__init__()
        self._order = 0
        self._filter = 0
        self._found: tuple[Agreed, ...] = ()
        self._acts: list[str] = []
        """The retrospectives something was changed in here, newest last."""

    # -- what it shows -----------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """What is shown and how it is ordered, the list, the keys."""
        with Horizontal(id="actions-head"):
            yield Static(id="actions-title")
        yield Lines(self._draw_line, row_height=2, can_stop=lambda line: line.agreed is not None, id="actions-list")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Read the actions, and keep looking for what others write."""
        self.fill()
        self.set_interval(POLL, self._look)

    def on_screen_resume(self) -> None:
        """Whatever was changed elsewhere is shown on the way back."""
        self.fill()

    def _look(self) -> None:
        if self.app.screen is self:
            try:
                changed = self.app.shelf.changed()
            except StorageError:
                return  # Locked for a moment: the next look finds out.
            if changed:
                self.fill()

    @property
    def _list(self) -> Lines[Line]:
        return self.query_one("#actions-list", Lines)

    @property
    def _here(self) -> Agreed | None:
        return self._list.row.agreed if self._list.row else None

    def fill(self) -> None:
        """Read all actions anew; the cursor stays on its own."""
        here = self._here
        try:
            pages = [self.app.shelf.page(id) for id in self.app.shelf.with_actions()]
        except StorageError as error:
            self.app.say(str(error), warn=True)
            return
        self._found = tuple(agreed_in(pages))
        self._show(here.action.id if here else "")

    def _show(self, id: str = "") -> None:
        today = date.today()
        wanted = Wanted(only_open=self._filter == 0, overdue_on=today if self._filter == 1 else None)
        found = [agreed for agreed in self._found if wanted.takes(agreed)]
        lines = list(ordered(found, ORDERS[self._order], today))
        place = next((n for n, line in enumerate(lines) if line.agreed and line.agreed.action.id == id), None)
        self._list.show_empty(self._nothing())
        self._list.show(lines, place)
        count = ngettext("{n} action", "{n} actions", len(found)).format(n=len(found))
        late = sum(agreed.overdue(today) for agreed in self._found)
        parts: list[tuple[str, str]] = [(_("Actions") + "  ", "bold $primary"), (count, "bold")]
        parts.append((f"  ·  {_(FILTERS[self._filter])}  ·  {_(ORDERS[self._order].name)}", "$quiet"))
        if late:
            parts.append(("  ·  " + ngettext("{n} overdue", "{n} overdue", late).format(n=late), "$warning"))
        self.query_one("#actions-title", Static).update(Content.assemble(*parts))
        self._keys.refresh()

    def _nothing(self) -> Content:
        told = _("No action is overdue.") if self._filter == 1 else _("No action is waiting to be done.")
        more = _("{which} shows others; in a retrospective x writes one down.").format(which=cmd.FILTER.cap)
        return Content.assemble("\n  ", (told, "bold"), "\n\n  ", (more, "$quiet"))

    def _draw_line(self, line: Line, wide: int, on_cursor: bool) -> Content:
        agreed = line.agreed
        room = wide - 2 * MARGIN
        if agreed is None:
            return Content.assemble("\n  ", (shorten(line.heading, room), "bold $accent"))
        action = agreed.action
        mark = "▎ " if on_cursor else "  "
        due = one_line(told(action.due)) if action.due else "—"
        words = f"{one_line(action.when)} → {one_line(action.text)}" if action.when else one_line(action.text)
        words = shorten(words, room - width(due) - 5)
        gap = " " * (room - 2 - width(words) - width(due))
        color = "$warning" if agreed.overdue(date.today()) else "$quiet"
        owner = one_line(action.owner).strip() or _("parking lot")
        owned = f"{owner} · {one_line(agreed.side)}" if agreed.side and action.owner.strip() else owner
        return Content.assemble(
            (mark, "bold $accent"),
            (f"{SIGNS[action.status]} ", "$success" if action.status is not Status.OPEN else "$accent"),
            (words, "bold"),
            (gap + due, color),
            "\n",
            (mark + "  ", "bold $accent"),
            (
                shorten(" — ".join(filter(None, (owned, _stands(action), one_line(agreed.page.title)))), room - 2),
                "$quiet",
            ),
        )

    # -- its commands ------------------------------------------------------------------------------

    def footer_commands(self) -> tuple[Command, ...]:
        """What makes sense for the action under the cursor."""
        here = self._here
        if here is None:
            return (cmd.FILTER, cmd.BACK)
        steps = {
            Status.OPEN: (cmd.DONE, cmd.DROPPED),
            Status.DONE: (cmd.CONFIRMED, cmd.REOPEN),
        }.get(here.action.status, (cmd.REOPEN,))
        return (cmd.CHANGE, *steps, cmd.ORDER, cmd.FILTER, cmd.BACK)

    def help_title(self) -> str:
        """The help page's title."""
        return _("The actions of all retrospectives")

    def help_lines(self) -> tuple[str, ...]:
        """What stands here."""
        return (
            _("Everything agreed on in any retrospective on the shelf; ↑ ↓ move."),
            _("☐ open, ☑ done and waiting to be confirmed, ✓ confirmed, ✗ dropped."),
        )

    @on(Lines.Moved)
    def _moved(self) -> None:
        self._keys.refresh()

    @on(Lines.Chosen)
    def _chosen(self, event: Lines.Chosen) -> None:
        event.stop()
        self.action_change()

    def action_order(self) -> None:
        """Another order."""
        self._order = (self._order + 1) % len(ORDERS)
        self._show(self._here.action.id if self._here else "")

    def action_filter(self) -> None:
        """Others."""
        self._filter = (self._filter + 1) % len(FILTERS)
        self._show(self._here.action.id if self._here else "")

    def action_change(self) -> None:
        """Change the action under the cursor."""
        from tui.dialogs.action import ActionDialog

        here = self._here
        if here is None:
            return

        def written(action: Action | None) -> None:
            if action is not None and action != here.action:
                self._keep(here.page, action)

        title = _("Changing an action")
        self.app.push_screen(ActionDialog(here.page, here.action, title=title, status=True), written)

    def action_set_status(self, status: str) -> None:
        """Where the action under the cursor stands; why is asked where it is dropped."""
        here = self._here
        if here is None or here.action.status == status:
            return
        changed = replace(here.action, status=Status(status))
        if changed.status is not Status.DROPPED:
            self._keep(here.page, changed)
            return
        from tui.dialogs.line import LineDialog

        def why(reason: str | None) -> None:
            if reason is not None:
                self._keep(here.page, replace(changed, why=reason.strip() or here.action.why))

        self.app.push_screen(LineDialog(_("Why is it dropped?"), here.action.why, enter=_("drops it")), why)

    def _keep(self, page: Retrospective, action: Action) -> None:
        try:
            self.app.shelf.keep(page.id, action)
        except StorageError as error:
            self.app.say(str(error), warn=True)
            return
        self._acts.append(page.id)
        self.app.say(
            _("{action}: {state}. {key} takes it back.").format(
                action=one_line(action.text), state=_(WORDS[action.status]), key=cmd.UNDO.cap
            )
        )
        self.fill()

    def action_undo(self) -> None:
        """Take back what was last done here."""
        from tui.words.history_in_words import told as told_event

        if not self._acts:
            self.app.say(_("There is nothing left to undo."))
            return
        retrospective = self._acts.pop()
        try:
            page = self.app.shelf.page(retrospective)
            events = self.app.shelf.undo(retrospective)
        except StorageError as error:
            self.app.say(str(error), warn=True)
            return
        self.app.say("\n".join(told_event(event, page) for event in events[:3]) or _("There is nothing left to undo."))
        self.fill()

    def action_go(self) -> None:
        """Open the retrospective it was agreed in."""
        if (here := self._here) is not None:
            self.app.open_road(here.page.id)

    def action_back(self) -> None:
        """Back to the shelf."""
        self.dismiss(None)


def _stands(action: Action) -> str:
    """Where an action stands, where that is not simply open."""
    return _(WORDS[action.status]) if action.status is not Status.OPEN else ""
