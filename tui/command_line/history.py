"""Looking back at the journal: undo, redo, history, and the look-over of the file."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from templates.words import N_, _
from tui.command_line.shared.click_in_words import (
    command,
    json_option,
    option,
    retrospective_argument,
)
from tui.command_line.shared.output import put, put_json, say
from tui.command_line.shared.run import Run
from tui.words.refused import RefusedError

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
    from tui.words.history_in_words import event_json, told

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
    N_("Show who changed what and when, oldest first; bring back an earlier version of an answer."),
    details=N_(
        "With --answer each line begins with the name of the version it made; --restore takes such a name. "
        "What is brought back is one more change, which undo takes back."
    ),
    examples=(
        N_("phasebook history port-system"),
        N_("phasebook history port-system --answer 3f9a"),
        N_("phasebook history port-system --restore 8c1d02ab"),
    ),
)
@retrospective_argument
@option("--answer", metavar=N_("ID"), help=N_("Only this answer, deleted ones included."))
@option("--restore", metavar=N_("VERSION"), help=N_("Let the answer stand again as it did then."))
@json_option
@click.pass_obj
def history(run: Run, retro: str, answer: str | None, restore: str | None, as_json: bool) -> None:
    """Show everything that ever happened in a retrospective, and bring an earlier version back."""
    if restore is not None:
        _restore(run, retro, restore, as_json=as_json)
        return
    from tui.words.history_in_words import event_json, told_with_time

    with run.reading() as shelf:
        found = shelf.find(retro)
        page = shelf.page(found)
        events = shelf.history(found)
    if answer is not None:
        known = {event.record for event in events if event.record_kind == "answer"}
        wanted = {record for record in known if record == answer} or {r for r in known if r.startswith(answer)}
        if len(wanted) != 1 or not answer:
            said = _("“{key}” is not the id of one answer; `phasebook history {retro} --json` shows the ids.")
            raise RefusedError(said.format(key=answer, retro=page.slug))
        events = tuple(event for event in events if event.record in wanted)
    if as_json:
        put_json([event_json(event) for event in events])
        return
    for event in events:
        name = f"{event.entry[:8]}  " if answer is not None else ""
        put(name + told_with_time(event, page))


def _restore(run: Run, retro: str, version: str, *, as_json: bool) -> None:
    from tui.words.history_in_words import event_json, told

    with run.reading() as shelf:
        found = shelf.find(retro)
        events = shelf.restore_version(found, version)
        page = shelf.page(found)
    if not events:
        say(_("It stands like that already."))
    if as_json:
        put_json([event_json(event) for event in events])
        return
    for event in events:
        put(told(event, page))
