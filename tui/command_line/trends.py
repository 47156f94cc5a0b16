"""What changes from one retrospective to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from templates.names import alike
from templates.words import N_, _
from tui.command_line.shared.click_in_words import command, json_option, option
from tui.command_line.shared.output import put, put_json, say
from tui.command_line.shared.run import Run
from tui.words.refused import RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from templates.trends import Trend


@command(
    "trends",
    N_("Compare retrospectives: trust, gaps, duties, topics that came back, actions kept."),
    examples=(
        N_("phasebook trends"),
        N_('phasebook trends --client "Harbour Office"'),
        N_("phasebook trends --json"),
    ),
    details=N_(
        "With each counterpart by itself, then over all, the oldest retrospective first. Questions are compared by "
        "their ids, in whatever language they were asked; private answers are left out."
    ),
)
@option("--client", metavar=N_("NAME"), help=N_("Only the retrospectives with this client."))
@json_option
@click.pass_obj
def trends(run: Run, client: str | None, as_json: bool) -> None:
    """Compare retrospectives."""
    from storage.trends import meetings
    from templates.trends import trends as compared
    from templates.trends.as_json import as_object

    with run.listing() as shelf:
        met = meetings(shelf)
    if client is not None:
        met = tuple(one for one in met if _is(one.parties, client))
        if not met:
            raise RefusedError(
                _("There is no retrospective with a client called {name}; see phasebook list.").format(name=client)
            )
    found = compared(met)
    if as_json:
        put_json([as_object(trend) for trend in found])
        return
    if not found:
        say(_("There is nothing to compare yet."))
    _print(found)


def _is(parties: Mapping[str, str], client: str) -> bool:
    """Whether a party has this name; a workbook may call its client otherwise, so each side's counts."""
    wanted = alike(client)
    return any(alike(name) == wanted for name in parties.values())


def _print(found: tuple[Trend, ...]) -> None:
    from templates.trends.in_words import told
    from tui.words.safe_text import one_line

    for n, trend in enumerate(found):
        if n:
            put("")
        for line in told(trend):
            put("  " * line.level + one_line(line.text))
