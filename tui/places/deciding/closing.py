"""What has been agreed, once more before everybody goes: each action read aloud, and what it still lacks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from templates.filled_page.in_order import agreed
from templates.filled_page.page import Action, Retrospective
from templates.words import _, ngettext
from tui.keys.command import Command
from tui.keys.places import deciding as cmd
from tui.keys.road import DELETE, EDIT
from tui.places.deciding.actions_and_agreements import ACTION, AgreedArea, action_line
from tui.places.list_area import Form
from tui.session.view import View
from tui.widgets.cards import Item


class ClosingArea(AgreedArea):
    """Every action and agreement of this meeting, in one list."""

    PLACE = "close.actions"

    def items(self, view: View) -> Iterator[Item]:
        """Actions, the parking lot, what is done or dropped, agreements."""
        parts = agreed(view.page)
        if parts.owned:
            yield self.heading(_("Actions"), len(parts.owned))
            yield from (action_line(view.page, action) for action in parts.owned)
        if parts.parked:
            yield self.heading(_("Parking lot: no owner yet"), len(parts.parked))
            yield from (action_line(view.page, action) for action in parts.parked)
        settled = (*parts.finished, *parts.dropped)
        if settled:
            yield self.heading(_("Done or dropped"), len(settled))
            yield from (action_line(view.page, action) for action in settled)
        listed = tuple(self.agreements(view))
        if listed:
            yield self.heading(_("Agreements: how we want to work"), len(listed))
            yield from listed

    def nothing(self) -> str:
        """What stands there where nothing was agreed."""
        return _("Nothing agreed yet: {key} writes down an action.").format(key=cmd.ACTION.cap)

    # -- keys ------------------------------------------------------------------------------------

    def footer(self) -> tuple[Command, ...]:
        """Changing what stands there first."""
        return (EDIT, cmd.ACTION, cmd.AGREE_AT_CLOSE, DELETE)

    def next_step(self) -> str:
        """What is still missing, the most needed first; then that the owners say yes."""
        view = self.view
        if view is None:
            return ""
        parked, undated, unconfirmed = lacking(view.page)
        if parked:
            n = len(parked)
            return ngettext("{n} has no owner: Enter gives it one.", "{n} have no owner: Enter gives one.", n).format(
                n=n
            )
        if undated:
            n = len(undated)
            return ngettext("{n} has no day: Enter gives it one.", "{n} have no day: Enter gives one.", n).format(n=n)
        if unconfirmed:
            n = len(unconfirmed)
            told = ngettext(
                "{n} names nobody who confirms it; n goes on.", "{n} name nobody who confirms; n goes on.", n
            )
            return told.format(n=n)
        return _("Read each aloud; its owner says yes. n goes on.")

    def act(self, name: str) -> None:
        """Write down an agreement."""
        if name == "agree" and self.view is not None:
            self.open_form(self.agreement_form(self.view, ""))

    def begin(self) -> None:
        """What is written here is an action."""
        self.new_action()

    def new_action(self) -> bool:
        """Write an action that belongs to no topic."""
        self.open_form(self.form_for(ACTION, ""))
        return True

    def edit(self) -> None:
        """Change what the cursor stands on; with nothing there, write an action."""
        if self.chosen:
            super().edit()
        else:
            self.new_action()

    # -- forms -----------------------------------------------------------------------------------

    def take(self, form: Form, cells: Mapping[str, str], act: str) -> Form | None:
        """Keep what was filled in."""
        self.take_agreed(form, cells, act)
        return None


def lacking(page: Retrospective) -> tuple[list[Action], list[Action], list[Action]]:
    """The open actions without an owner; of the others those without a day, and those nobody is named to confirm.

    Nobody has to be named: that is an invitation, and none where there is one team only.
    """
    parts = agreed(page)
    undated = [action for action in parts.owned if not action.due]
    unconfirmed = [action for action in parts.owned if not action.confirm] if page.workbook.sides else []
    return list(parts.parked), undated, unconfirmed
