"""Removing for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from templates.words import N_, _, ngettext
from tui.command_line.shared.click_in_words import (
    argument,
    command,
    json_option,
    option,
)
from tui.command_line.shared.output import ask, can_ask, kept, put, put_json, say
from tui.command_line.shared.run import Run
from tui.words.purge_in_words import out_of_reach, what_is_meant, what_was_done
from tui.words.refused import RefusedError

if TYPE_CHECKING:
    from storage.safety.purge import Purged


@command(
    "purge",
    N_("Remove a retrospective, an answer, or a person with all they wrote, for good: nothing brings it back."),
    details=N_(
        "It is removed from the journal, the tables, the drafts and the backups; imports and syncs do not bring it "
        "back. It asks twice; where there is no terminal it wants --yes twice. What was exported, sent as a bundle "
        "or copied by hand is out of its reach. To take something off the page only, delete it: undo brings that back."
    ),
    examples=(
        N_("phasebook purge port-system --answer 3f9a"),
        N_('phasebook purge port-system --person "Ann" --yes --yes'),
        N_("phasebook purge port-system"),
    ),
)
@argument(
    "retro",
    metavar=N_("RETRO"),
    required=False,
    help=N_("A retrospective: its id, an unambiguous beginning of it, or its slug (see phasebook list)."),
)
@option("--answer", metavar=N_("ID"), help=N_("Only this answer, with everything it ever said."))
@option("--person", metavar=N_("NAME"), help=N_("Only this person, with everything they wrote."))
@option(
    "--received",
    is_flag=True,
    help=N_("Remove here what others have purged on their laptops; it is passed over already."),
)
@option("--yes", count=True, help=N_("Do not ask; given twice, since nothing brings it back."))
@json_option
@click.pass_obj
def purge(
    run: Run, retro: str | None, answer: str | None, person: str | None, received: bool, yes: int, as_json: bool
) -> int:
    """Remove something for good."""
    from storage.safety import purge as purging

    if sum((answer is not None, person is not None, received)) > 1:
        raise click.UsageError(_("Name one thing: --answer, --person, --received, or none of them for all."))
    if received:
        return _finish(run, yes, as_json=as_json)
    if retro is None:
        raise click.UsageError(_("Name the retrospective."))
    with run.reading() as shelf:
        found = shelf.find(kept(retro))
        page = shelf.page(found)
        if answer is not None:
            plan = purging.plan_answer(shelf, found, kept(answer))
            what = what_is_meant(plan, page)
        elif person is not None:
            plan = purging.plan_person(shelf, found, kept(person))
            what = what_is_meant(plan, page)
        else:
            plan = purging.plan_retrospective(shelf, found)
            what = what_is_meant(plan, page)
    _agreed(what, yes)
    return _tell(purging.purge(run.database, plan), as_json=as_json)


def _finish(run: Run, yes: int, *, as_json: bool) -> int:
    """Remove here what was purged elsewhere."""
    from storage.safety import purge as purging

    with run.reading() as shelf:
        count = purging.passed_over(shelf)
    if not count:
        say(_("Nothing that was purged elsewhere is left here."))
        return 0
    what = ngettext(
        "{n} entry that was purged on another laptop", "{n} entries that were purged on other laptops", count
    ).format(n=count)
    _agreed(what, yes)
    return _tell(purging.finish(run.database), as_json=as_json)


def _tell(done: Purged, *, as_json: bool) -> int:
    """Say what was done; the exit code, which is 1 where anything of it remains."""
    if as_json:
        said = {"ok": not done.left, "remains": list(done.left), "left": [*done.left, *done.told, out_of_reach()]}
        put_json({"entries": done.entries, "backups": done.backups, **said})
    else:
        for sentence in what_was_done(done):
            put(sentence)
    return 1 if done.left else 0


def _agreed(what: str, yes: int) -> None:
    """Ask twice, or see that it was said twice."""
    if yes >= 2:
        return
    if not can_ask():
        raise RefusedError(
            _(
                "This would remove {what}, and nothing brings it back. To do it without a terminal, add --yes --yes."
            ).format(what=what)
        )
    say(_("This removes {what}.").format(what=what))
    if not ask(_("Nothing brings it back. Go on?")) or not ask(_("Really, for good?")):
        raise RefusedError(_("Nothing was removed."))
