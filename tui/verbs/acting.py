"""Actions: what was agreed to be done, by whom, until when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import click

from templates.words import N_, _, detailed, ngettext
from tui.verbs.output import RefusedError, kept, put, put_json
from tui.verbs.run import Run
from tui.verbs.spoken import command, json_option, option, retrospective_argument

if TYPE_CHECKING:
    from templates.retrospective import Action, Retrospective

STATUSES = ("open", "done", "confirmed", "dropped")
CONTROLS = ("us", "them", "neither")
FORMS = ("text", "json")


@command(
    "action",
    N_("Add an action, or change one; its id is the last line printed."),
    details=N_("A day is written 2025-03-31, or +14d for a fortnight from today."),
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
@option("--control", type=click.Choice(CONTROLS), help=N_("In whose hands it lies."))
@option("--status", type=click.Choice(STATUSES), help=N_("Where it stands; with --edit."))
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
    from templates.retrospective import Action, Control, Status
    from tui.verbs.lookup import action_named, person_named, side_named
    from tui.verbs.values import due_date

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
    if as_json:
        put_json(_entries(page, (made,))[0])
    else:
        put(made.id)


@command(
    "actions",
    N_("List the actions of all retrospectives."),
    examples=(N_("phasebook actions --open"), N_("phasebook actions --format json")),
)
@option("--open", "only_open", is_flag=True, help=N_("Only those still to be done or to be confirmed."))
@option("--format", "form", type=click.Choice(FORMS), default="text", help=N_("How to print them."))
@json_option
@click.pass_obj
def actions(run: Run, only_open: bool, form: str, as_json: bool) -> None:
    """List the actions of all retrospectives."""
    with run.listing() as shelf:
        pages = [shelf.page(card.id) for card in shelf.cards()]
    listed = [(page, found) for page in pages if (found := _actions_of(page, only_open=only_open))]
    if as_json or form == "json":
        put_json([entry for page, found in listed for entry in _entries(page, found)])
        return
    for place, (page, found) in enumerate(listed):
        if place:
            put("")
        _put_group(page, found)


def _actions_of(page: Retrospective, *, only_open: bool) -> tuple[Action, ...]:
    """A retrospective's actions, in the order its document lists them."""
    from templates.insights import actions_in_order

    wanted = {action.id for action in (page.open_actions() if only_open else page.actions)}
    return tuple(action for action in actions_in_order(page) if action.id in wanted)


def _entries(page: Retrospective, found: tuple[Action, ...]) -> list[dict[str, Any]]:
    """Actions as `render --format json` shows them, each with the retrospective it comes from."""
    from templates.exchange_json import as_json

    entries = cast("list[dict[str, Any]]", as_json(page)["actions"])
    home = {"id": page.id, "slug": page.slug, "title": page.title}
    wanted = {one.id for one in found}
    return [{"retrospective": home, **entry} for entry in entries if entry["id"] in wanted]


def _put_group(page: Retrospective, found: tuple[Action, ...]) -> None:
    """Print one retrospective's actions under its title."""
    from tui.plain import one_line
    from tui.verbs.columns import aligned

    count = ngettext("{n} action", "{n} actions", len(found)).format(n=len(found))
    put(f"{one_line(page.title)} · {one_line(page.slug)} · {count}")
    for line in aligned([_line(page, one) for one in found]):
        put(f"  {line}")


def _line(page: Retrospective, one: Action) -> tuple[str, ...]:
    from tui.plain import one_line
    from tui.verbs.columns import cut

    words = {
        "open": _("☐ open"),
        "done": _("☑ done"),
        "confirmed": _("✓ confirmed"),
        "dropped": _("✗ dropped"),
    }
    side = next((s.name for s in page.workbook.sides if s.id == one.side), "")
    owner = one.owner or _("parking lot")
    return (
        one.id[:6],
        words[one.status.value],
        one.due or "—",
        one_line(detailed(owner, side)),
        cut(one_line(one.text), 60),
    )
