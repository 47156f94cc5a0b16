"""Actions: what was agreed to be done, by whom, until when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import click

from templates.words import N_, _, detailed, ngettext
from tui.command_line.shared.click_in_words import (
    OneOf,
    command,
    json_option,
    option,
    retrospective_argument,
)
from tui.command_line.shared.output import kept, put, put_json, say
from tui.command_line.shared.run import Run
from tui.words.refused import RefusedError

if TYPE_CHECKING:
    from templates.filled_page.page import Action, Retrospective

STATUSES = {"open": N_("still open"), "done": N_("Done"), "confirmed": N_("confirmed"), "dropped": N_("dropped")}
"""Where an action may stand, with the words for it."""
CONTROLS = {"us": N_("us"), "them": N_("them"), "neither": N_("neither")}
"""In whose hands it may lie, with the words for it."""
FORMS = ("text", "json", "ics")


@command(
    "action",
    N_("Add an action, or change one; its id is the last line printed."),
    details=N_("A day is written 2025-03-31, +14d, next friday, 5 December, 下周五 or 12月5日."),
    examples=(
        N_('phasebook action port-system -m "Walk the night shift together" --owner Ann --due +14d'),
        N_('phasebook action port-system --edit 3f9a --status done --why "Went on Tuesday"'),
    ),
)
@retrospective_argument
@option("-m", "--message", "text", metavar=N_("TEXT"), help=N_("What is to be done."))
@option("--when", metavar=N_("TEXT"), help=N_("What sets it off."))
@option("--owner", metavar=N_("NAME"), help=N_("Who does it; without one it stands in the parking lot."))
@option("--side", metavar=N_("SIDE"), help=N_("Whose action it is; otherwise the owner's side."))
@option("--due", metavar=N_("DATE"), help=N_("Until when."))
@option("--check-on", "check_on", metavar=N_("DATE"), help=N_("When to look whether it helped."))
@option("--done-means", "done_means", metavar=N_("TEXT"), help=N_("How one can tell that it is done."))
@option("--confirm", metavar=N_("NAME"), help=N_("Who on the other side confirms that it is done."))
@option("--control", type=OneOf(CONTROLS), help=N_("In whose hands it lies."))
@option("--status", type=OneOf(STATUSES), help=N_("Where it stands; with --edit."))
@option("--why", metavar=N_("TEXT"), help=N_("Why it stands there; with --edit."))
@option("--edit", metavar=N_("ID"), help=N_("Change this action instead of adding one."))
@json_option
@click.pass_obj
def action(
    run: Run,
    /,
    retro: str,
    text: str | None,
    side: str | None,
    control: str | None,
    status: str | None,
    edit: str | None,
    as_json: bool,
    **fields: str | None,
) -> None:
    """Add or change an action."""
    from dataclasses import replace

    from storage.ids import new_id
    from templates.filled_page.due_dates import told
    from templates.filled_page.page import Action, Control, Status
    from tui.command_line.shared.named_things import action_named, person_named, side_named
    from tui.words.typed_values import due_date

    written = fields["due"]
    said = {name: kept(value) for name, value in {"text": text, **fields}.items() if value is not None}
    said |= {name: due_date(said[name]) for name in ("due", "check_on") if name in said}
    said |= {name: said[name].strip() for name in ("owner", "confirm") if name in said}
    if edit is None and text is None:
        raise click.UsageError(_("Say what is to be done with -m TEXT, or which action to change with --edit ID."))
    if edit is None and (status or "why" in said):
        raise click.UsageError(_("--status and --why change an action; name it with --edit ID."))
    if edit is not None and not (said or side is not None or control or status):
        raise click.UsageError(_("Say what to change of the action, such as --status done."))
    if text is not None and not said["text"].strip():
        raise RefusedError(_("The action is empty; nothing was kept."))
    with run.reading() as shelf:
        found = shelf.find(retro)
        page = shelf.page(found)
        base = action_named(page, edit) if edit is not None else Action(id=new_id(), text="")
        changes: dict[str, Any] = dict(said)
        if side is not None:
            changes["side"] = side_named(page, kept(side)).id
        elif said.get("owner"):
            owner = person_named(page, said["owner"], None)
            changes["side"] = owner.side if owner else base.side
        if control:
            changes["control"] = Control(control)
        if status:
            changes["status"] = Status(status)
        made = replace(base, **changes)
        shelf.keep(found, made)
        page = shelf.page(found)
    if written is not None and made.due and made.due != written.strip():
        # It was written in words: said back as it was understood.
        say(_("due {date}").format(date=told(made.due)))
    if as_json:
        put_json(_entries(page, (made,))[0])
    else:
        put(made.id)


@command(
    "actions",
    N_("List the actions of all retrospectives."),
    details=N_(
        "With --format ics each due action is a whole day in a calendar; one without a day stays out, which is said."
    ),
    examples=(
        N_("phasebook actions --open"),
        N_("phasebook actions --overdue --counterpart Northwind"),
        N_("phasebook actions --open --format ics"),
    ),
)
@option("--open", "only_open", is_flag=True, help=N_("Only those still to be done or to be confirmed."))
@option("--overdue", is_flag=True, help=N_("Only those that should have been done by now."))
@option("--owner", metavar=N_("NAME"), help=N_('Only this owner\'s; "" is the parking lot.'))
@option("--side", metavar=N_("SIDE"), help=N_("Only this side's, by id, name or party."))
@option("--counterpart", metavar=N_("NAME"), help=N_("Only those agreed with this party, or a part of its name."))
@option("--format", "form", type=click.Choice(FORMS), default="text", help=N_("How to print them."))
@json_option
@click.pass_obj
def actions(
    run: Run,
    only_open: bool,
    overdue: bool,
    owner: str | None,
    side: str | None,
    counterpart: str | None,
    form: str,
    as_json: bool,
) -> None:
    """List the actions of all retrospectives."""
    from datetime import date

    from templates.filled_page.action_list import Wanted, agreed_in

    wanted = Wanted(
        only_open=only_open,
        owner=owner,
        side=side,
        counterpart=counterpart,
        overdue_on=date.today() if overdue else None,
    )
    with run.listing() as shelf:
        pages = [shelf.page(id) for id in shelf.with_actions()]
    found = [(page, tuple(agreed.action for agreed in agreed_in([page], wanted))) for page in pages]
    listed = [(page, of_page) for page, of_page in found if of_page]
    if as_json or form == "json":
        put_json([entry for page, of_page in listed for entry in _entries(page, of_page)])
    elif form == "ics":
        _put_calendar(listed)
    else:
        for place, (page, of_page) in enumerate(listed):
            if place:
                put("")
            _put_group(page, of_page)


def _put_calendar(listed: list[tuple[Retrospective, tuple[Action, ...]]]) -> None:
    """Print a calendar; say how many actions have no day to stand on."""
    from templates.exchange.to_calendar import calendar_of

    calendar = calendar_of(listed)
    put(calendar.text.decode())
    if calendar.undated:
        say(
            ngettext(
                "{n} action has no due date and is not in the calendar.",
                "{n} actions have no due date and are not in the calendar.",
                calendar.undated,
            ).format(n=calendar.undated)
        )


def _entries(page: Retrospective, found: tuple[Action, ...]) -> list[dict[str, Any]]:
    """Actions as `render --format json` shows them, each with the retrospective it comes from."""
    from templates.exchange.to_json import as_json

    entries = cast("list[dict[str, Any]]", as_json(page)["actions"])
    home = {"id": page.id, "slug": page.slug, "title": page.title}
    wanted = {one.id for one in found}
    return [{"retrospective": home, **entry} for entry in entries if entry["id"] in wanted]


def _put_group(page: Retrospective, found: tuple[Action, ...]) -> None:
    """Print one retrospective's actions under its title."""
    from templates.cells.columns import aligned
    from tui.words.safe_text import one_line

    count = ngettext("{n} action", "{n} actions", len(found)).format(n=len(found))
    put(f"{one_line(page.title)} · {one_line(page.slug)} · {count}")
    for line in aligned([_line(page, one) for one in found]):
        put(f"  {line}")


def _line(page: Retrospective, one: Action) -> tuple[str, ...]:
    from templates.cells.width import shorten
    from templates.filled_page.action_states import SIGNS, WORDS
    from tui.words.safe_text import one_line

    side = next((s.name for s in page.workbook.sides if s.id == one.side), "")
    owner = one.owner or _("parking lot")
    return (
        one.id[:6],
        f"{SIGNS[one.status]} {_(WORDS[one.status])}",
        one.due or "—",
        one_line(detailed(owner, side)),
        shorten(one_line(one.text), 60),
    )
