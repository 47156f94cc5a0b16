"""What a meeting needs anywhere on the road: notes marked until they are joined, and an action written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from storage.drafts.draft_writer import Draft
from storage.ids import new_id
from templates.filled_page.due_dates import told
from templates.filled_page.page import Action
from templates.words import _
from tui.keys.places import deciding as cmd
from tui.places.deciding.actions_and_agreements import ACTION
from tui.session.pending import FORM, Request

if TYPE_CHECKING:
    from tui.road.base import Road

_DECIDE = "@decide"
_GROUP = "@group"


class Marks:
    """What is marked to be joined, in the order it was marked."""

    def __init__(self, road: Road) -> None:
        self._road = road
        self._marked: dict[str, None] = {}

    @property
    def ids(self) -> frozenset[str]:
        """The ids of what is marked."""
        return frozenset(self._marked)

    async def turn(self) -> None:
        """Mark what the cursor stands on, or take its mark away."""
        id = (await self._road.standing_area()).mark()
        if id in self._marked:
            del self._marked[id]
        elif id:
            self._marked[id] = None
        self._road.draw()

    async def join(self) -> None:
        """Join what is marked; with nothing marked, go where cards are grouped."""
        road = self._road
        area = await road.standing_area()
        marked = [*self._marked]
        if len(marked) == 1 and (here := area.markable()) and here not in marked:
            # One mark and the cursor elsewhere: those are the two.
            marked.append(here)
        at_group = road.walk.stop.id == _GROUP
        if not at_group:
            road.go_to(_GROUP)
            area = await road.standing_area()
        if (at_group or len(marked) > 1) and area.join(marked):
            self._marked.clear()
            road.draw()
            await road.settle(area)


def write_action(road: Road) -> None:
    """Ask for an action in a window of its own, and keep it; what was left of one is gone on with."""
    from tui.dialogs.action import ActionDialog

    session, writer = road.session, road.walk.writer
    kind = FORM + ACTION
    left = next((draft for draft in session.drafts if draft.kind == kind and not draft.heads), None)
    draft = left or Draft(
        act=new_id(),
        retrospective=session.id,
        question=_DECIDE,
        kind=kind,
        answer=new_id(),
        side=writer.side,
        person=writer.person,
    )
    latest = [draft]

    def typed(cells: Mapping[str, str]) -> None:
        latest[0] = replace(draft, body=cells)
        session.typed(latest[0])

    def written(action: Action | None) -> None:
        if action is not None:
            outcome = session.change(Request((action,)), draft.act, stop=_DECIDE)
            road.tell_kept(outcome.done, outcome.why, waited=bool(session.waiting))
            without = _("Without an owner it stands in the parking lot until somebody takes it.")
            kept = _("The action is kept.")
            if action.due:
                # A day may have been written in words: it is said back as it was understood.
                kept = _("The action is kept, due {date}.").format(date=told(action.due))
            road.app.say(kept if action.owner else without)
        elif latest[0].is_blank:
            session.give_up(draft.act)
        else:
            road.app.say(_("What you typed is kept; {key} brings it back.").format(key=cmd.ACTION.cap))
        road.draw()

    title = _("A new action: Tab goes on, Enter keeps it")
    values = left.body if left else None
    dialog = ActionDialog(road.page, Action(id=draft.answer, text=""), title=title, values=values, typed=typed)
    road.app.push_screen(dialog, written)
