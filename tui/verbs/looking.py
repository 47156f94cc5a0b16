"""Looking back at the journal: undo, redo, history, and the look-over of the file."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from templates.words import N_, _
from tui.verbs.output import put, put_json, say
from tui.verbs.run import Run
from tui.verbs.spoken import command, json_option, retrospective_argument

if TYPE_CHECKING:
    from storage.shelf import Event, Shelf


@command(
    "undo",
    N_("Take back the last thing done on this laptop, in whatever window or command."),
    examples=(N_("phasebook undo port-system"),),
)
@retrospective_argument
@json_option
@click.pass_obj
def undo(run: Run, retro: str, as_json: bool) -> None:
    """Take back the last act."""
    _turn(run, retro, lambda shelf, found: shelf.undo(found), _("There is nothing to undo."), as_json=as_json)


@command(
    "redo",
    N_("Bring back what undo took back last."),
    examples=(N_("phasebook redo port-system"),),
)
@retrospective_argument
@json_option
@click.pass_obj
def redo(run: Run, retro: str, as_json: bool) -> None:
    """Bring back what was taken back."""
    _turn(run, retro, lambda shelf, found: shelf.redo(found), _("There is nothing to redo."), as_json=as_json)


def _turn(
    run: Run, retro: str, turn: Callable[[Shelf, str], tuple[Event, ...]], nothing: str, *, as_json: bool
) -> None:
    from tui.verbs.telling import event_json, told

    with run.shelf() as shelf:
        found = shelf.find(retro)
        before = shelf.page(found)
        events = turn(shelf, found)
        after = shelf.page(found)
    if not events:
        say(nothing)
    if as_json:
        put_json([event_json(event) for event in events])
        return
    for event in events:
        # Whose an answer was is known on the page that has it.
        put(told(event, before if before.answer(event.record) else after))


@command(
    "history",
    N_("Show who changed what and when, oldest first."),
    examples=(N_("phasebook history port-system"), N_("phasebook history port-system --json")),
)
@retrospective_argument
@json_option
@click.pass_obj
def history(run: Run, retro: str, as_json: bool) -> None:
    """Show everything that ever happened in a retrospective."""
    from tui.verbs.telling import event_json, told_with_time

    with run.shelf() as shelf:
        found = shelf.find(retro)
        page = shelf.page(found)
        events = shelf.history(found)
    if as_json:
        put_json([event_json(event) for event in events])
        return
    for event in events:
        put(told_with_time(event, page))


@command(
    "doctor",
    N_("Look the database over: every hash, the tables against the journal, SQLite's own checks."),
    details=N_("Changes nothing. Ends with 1 where something was found."),
    examples=(N_("phasebook doctor"), N_("phasebook --db shared.db doctor --json")),
)
@json_option
@click.pass_obj
def doctor(run: Run, as_json: bool) -> int:
    """Look the database over."""
    from storage.doctor import examine
    from tui.verbs.columns import aligned

    with run.shelf() as shelf:
        report = examine(shelf)
    if as_json:
        put_json({"ok": report.ok, "findings": list(report.findings), **report.facts})
        return 0 if report.ok else 1
    words = {
        "path": _("file"),
        "entries": _("journal entries"),
        "retrospectives": _("retrospectives"),
        "answers": _("answers"),
        "actions": _("actions"),
        "schema": _("schema"),
        "sqlite": _("SQLite"),
    }
    for line in aligned([(words.get(name, name), str(value)) for name, value in report.facts.items()]):
        put(line)
    for finding in report.findings:
        put(f"! {finding}")
    put(_("All is as it should be.") if report.ok else _("Something is not as it should be."))
    return 0 if report.ok else 1
