"""What the road's keys do at this moment: which hold, which stand at the foot, and what the help page says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from templates.words import _
from templates.workbook.model import Kind
from tui.keys import all as all_keys
from tui.keys import road as cmd
from tui.keys.places import deciding
from tui.keys.places import which_keys as place_keys
from tui.widgets.footer import MOST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from templates.filled_page.page import Retrospective
    from tui.keys.command import Command
    from tui.road.base import Road

_ACTIONS = frozenset({"place", *(command.action.partition("(")[0] for command in all_keys.ANYWHERE)})
"""The names of the road's actions, for telling them from others'."""
_OF_SIDES = frozenset({"road.side", "field.side", "road.ready", "open.people.parties"})
"""The names of the commands that have to do with another side."""
_IN_A_NOTE = tuple(cmd.in_a_note())
_IN_A_ROW = tuple(cmd.in_a_row())


def holds(road: Road, action: str, parameters: Sequence[object]) -> bool:
    """Whether an action may be done now: in an answer area letters are text; while a field is open, so is every key."""
    if action == "place" and not place_keys.is_at(road.walk.stop.place, str(parameters[0])):
        return False
    if not road.is_writing:
        return True
    if road.focused is not None:
        return action in ("editor", "help_here") or action not in _ACTIONS
    return action not in cmd.WITH_LETTERS | deciding.LETTERS


def at_the_foot(road: Road) -> tuple[Command, ...]:
    """What matters here, at most six."""
    return tuple(command for command in _fitting_now(road) if _fits(road.page, command))


def everywhere(road: Road) -> tuple[Command, ...]:
    """The road's commands, those of the place in view first."""
    here = (*place_keys.commands_of(road.walk.stop.place), *all_keys.ANYWHERE)
    return tuple(command for command in here if _fits(road.page, command))


def _fits(page: Retrospective, command: Command) -> bool:
    """Whether a command means anything here: one team has no other side."""
    return bool(page.workbook.sides) or command.id not in _OF_SIDES


def _fitting_now(road: Road) -> tuple[Command, ...]:
    stop, area = road.walk.stop, road.area
    if road.is_writing and (own := area.keys_in_hand()):
        return own
    if road.is_writing and road.focused is not None:
        return _IN_A_ROW if area.WRITES_ROWS else _IN_A_NOTE
    if road.is_writing:
        return (cmd.PICK, cmd.SIDE, cmd.ESCAPE)
    if stop.place:
        return (cmd.NEXT, *area.footer()[: MOST - 2], cmd.SHELF)
    picks = stop.questions[0].kind in (Kind.SCALE, Kind.CHOICE, Kind.CHECKLIST)
    write = cmd.PICK if picks else cmd.ANSWER
    if road.walk.is_covered:
        return (cmd.NEXT, write, cmd.WHO, cmd.READY, cmd.REVEAL, cmd.SHELF)
    return (cmd.NEXT, cmd.BACK, write, cmd.WHO, cmd.READ, cmd.SHELF)


def help_lines(page: Retrospective) -> tuple[str, ...]:
    """What the road is for, and what the signs mean."""
    of_notes = _("a writes. In a note Enter keeps it and opens the next, ctrl+j breaks the line, Tab changes the side.")
    if not page.workbook.sides:
        of_notes = _("a writes. In a note Enter keeps it and opens the next, ctrl+j breaks the line.")
    return (
        _("One place after another; n goes on, p goes back, ] to the next stage. Nothing has to be answered."),
        of_notes,
        _("In a row Tab goes from cell to cell and Enter keeps the row."),
        _("In the outline: ✓ answered by all, ~ by some, ✎ a draft, ▒ covered; the figures count the answers."),
    )
