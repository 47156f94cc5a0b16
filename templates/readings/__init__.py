"""What the two sides see: pure readings of a filled page. Each rule stands in docs/readings.md, with an example."""

from __future__ import annotations

from dataclasses import dataclass

from templates.filled_page.page import Retrospective
from templates.readings.acceptance import Acceptance, Standing, acceptances, standings
from templates.readings.curve import Curve, curve
from templates.readings.duties import Duty, duties
from templates.readings.evidence import Evidence
from templates.readings.five_things import Thing, one_page
from templates.readings.gaps import Gap, gaps
from templates.readings.guesses import Guess, guesses
from templates.readings.phase_map import PhaseMap, phase_map
from templates.readings.promises import Promises, promises
from templates.readings.trades import Trades, trades


@dataclass(frozen=True, slots=True)
class Readings:
    """Everything that is read from one page. Sides are never averaged together."""

    gaps: tuple[Gap, ...]
    duties: tuple[Duty, ...]
    guesses: tuple[Guess, ...]
    phases: PhaseMap
    curve: Curve
    promises: Promises
    trades: Trades
    acceptances: tuple[Acceptance, ...]
    standings: tuple[Standing, ...]
    page: tuple[Thing, ...]
    """The five things most worth talking about."""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to tell."""
        return self == NONE


def readings(page: Retrospective) -> Readings:
    """All readings of a page that holds no more than its readers may see."""
    evidence = Evidence.of(page)
    if not evidence.sides:
        return NONE
    apart, owed, guessed = gaps(evidence), duties(evidence), guesses(evidence)
    phases, promised, traded = phase_map(evidence), promises(evidence), trades(evidence)
    return Readings(
        gaps=apart,
        duties=owed,
        guesses=guessed,
        phases=phases,
        curve=curve(evidence),
        promises=promised,
        trades=traded,
        acceptances=acceptances(evidence),
        standings=standings(evidence),
        page=one_page(evidence, apart, owed, guessed, phases, promised, traded),
    )


NONE = Readings((), (), (), PhaseMap(), Curve(), Promises(), Trades(), (), (), ())
"""What is read from a page that says nothing."""
