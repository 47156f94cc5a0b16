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

    with run.reading() as shelf:
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

    with run.reading() as shelf:
        found = shelf.find(retro)
        page = shelf.page(found)
        events = shelf.history(found)
    if as_json:
        put_json([event_json(event) for event in events])
        return
    for event in events:
        put(told_with_time(event, page))
