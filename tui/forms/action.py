"""An action as a form with one line a field, and back; shared by every place where an action is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from templates.filled_page.action_states import WORDS
from templates.filled_page.page import (
    Action,
    Control,
    Person,
    Retrospective,
    Status,
)
from templates.names import alike, as_name
from templates.words import _
from templates.workbook.model import Column, ColumnKind, Option
from tui.words.refused import RefusedError
from tui.words.typed_values import due_date


def fields(page: Retrospective, *, status: bool = False) -> tuple[Column, ...]:
    """The fields of an action, in the order they are asked for.

    Args:
        page: the page it belongs to.
        status: whether to ask where it stands too, as for an action that is there already.
    """
    asked = [
        Column("text", _("What (then …)")),
        Column("when", _("When / if …")),
        Column("owner", _("Who does it")),
        Column("due", _("Until when")),
        Column("confirm", _("Who confirms it")),
        Column("done_means", _("Done means")),
        Column("check_on", _("Look again on")),
        Column(
            "control",
            _("In whose hands"),
            ColumnKind.CHOICE,
            (
                Option("us", _("ours")),
                Option("them", _("the others'")),
                Option("neither", _("nobody's here")),
            ),
        ),
    ]
    if page.workbook.sides:
        sides = tuple(Option(side.id, side.name) for side in page.workbook.sides)
        # Whoever is known brings the side along; so it comes last.
        asked.append(Column("side", _("Whose side"), ColumnKind.CHOICE, sides))
    if status:
        states = tuple(Option(state.value, _(word)) for state, word in WORDS.items())
        asked += [Column("status", _("It is"), ColumnKind.CHOICE, states), Column("why", _("Why"))]
    return tuple(asked)


def cells_of(action: Action) -> Mapping[str, str]:
    """What stands in the fields of an action."""
    return {
        "text": action.text,
        "when": action.when,
        "owner": action.owner,
        "due": action.due,
        "confirm": action.confirm,
        "done_means": action.done_means,
        "check_on": action.check_on,
        "control": action.control.value if action.control else "",
        "side": action.side or "",
        "status": action.status.value,
        "why": action.why,
    }


def action_of(page: Retrospective, base: Action, cells: Mapping[str, str]) -> Action:
    """The action a form stands for; what it does not ask for stays as it is in `base`.

    Raises:
        RefusedError: nothing says what is to be done, or a day cannot be read.
    """
    if not cells.get("text", "").strip():
        raise RefusedError(_("An action needs words: what is to be done?"), field="text")
    owner = as_name(cells.get("owner", base.owner))
    side = cells.get("side") or None
    known = person_called(page, owner, side)
    if known is not None and (side is None or owner != base.owner):
        # Whoever does it brings their side along, unless another was picked for them.
        side = known.side if side in (None, base.side) else side
        owner = known.name
    due, check_on = _day(cells, "due", base.due), _day(cells, "check_on", base.check_on)
    control, status = cells.get("control") or None, cells.get("status") or base.status.value
    return replace(
        base,
        text=cells["text"].strip(),
        when=cells.get("when", base.when).strip(),
        owner=owner,
        side=side,
        due=due,
        check_on=check_on,
        done_means=cells.get("done_means", base.done_means).strip(),
        confirm=as_name(cells.get("confirm", base.confirm)),
        control=Control(control) if control else None,
        status=Status(status),
        why=cells.get("why", base.why).strip(),
    )


def _day(cells: Mapping[str, str], field: str, before: str) -> str:
    """A day as it will be kept; one that nobody has touched stays as it is."""
    written = cells.get(field, before)
    try:
        return before if written == before else due_date(written)
    except RefusedError as refused:
        raise RefusedError(str(refused), field=field) from None


def person_called(page: Retrospective, name: str, side: str | None) -> Person | None:
    """The person of a name, on a side where one is given; None where there is none, or more than one side has one."""
    called = [person for person in page.people if name.strip() and alike(person.name) == alike(name)]
    of_side = [person for person in called if person.side == side] or called
    return of_side[0] if len({person.side for person in of_side}) == 1 else None
