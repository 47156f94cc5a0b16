"""Readings as the `readings` object of `render --format json`: ids, figures, and the answers behind each."""

from __future__ import annotations

from collections.abc import Mapping

from templates.readings import Readings
from templates.readings.acceptance import Acceptance, Standing
from templates.readings.curve import Curve
from templates.readings.duties import Duty
from templates.readings.evidence import Figure
from templates.readings.five_things import Thing
from templates.readings.gaps import Gap
from templates.readings.guesses import Guess
from templates.readings.ledgers import Entry
from templates.readings.phase_map import Account, PhaseMap
from templates.readings.promises import Promises
from templates.readings.trades import Trades

Object = dict[str, object]


def as_object(found: Readings) -> Object:
    """All readings as an object that `json.dumps` takes."""
    return {
        "gaps": [_gap(gap) for gap in found.gaps],
        "duties": [_duty(duty) for duty in found.duties],
        "guesses": [_guess(guess) for guess in found.guesses],
        "phases": _phases(found.phases),
        "curve": _curve(found.curve),
        "promises": _promises(found.promises),
        "requirements": _requirements(found.trades),
        "trades": _trades(found.trades),
        "acceptance": [_acceptance(one) for one in found.acceptances],
        "standing": [_standing(one) for one in found.standings],
        "page": [_thing(thing) for thing in found.page],
    }


def number(value: float | None) -> float | int | None:
    """A number as people write it: whole where it is whole."""
    return int(value) if value is not None and value == int(value) else value


def figure(how: Figure | None) -> Object | None:
    """One side's figure; null where there is none."""
    if how is None:
        return None
    return {"median": number(how.median), "low": how.low, "high": how.high, "n": how.n}


def _figures(sides: Mapping[str, Figure]) -> Object:
    return {side: figure(how) for side, how in sides.items()}


def _gap(gap: Gap) -> Object:
    return {
        "question": gap.question,
        "gap": number(gap.gap),
        "sides": _figures(gap.sides),
        "kind": gap.kind,
        "about": gap.about,
        "better": gap.better,
        "answers": list(gap.answers),
    }


def _duty(duty: Duty) -> Object:
    return {
        "question": duty.question,
        "owes": duty.owes,
        "self": figure(duty.own),
        "outside": figure(duty.outside),
        "ahead": number(duty.ahead),
        "blind": duty.blind,
        "kind": duty.kind,
        "answers": list(duty.answers),
    }


def _guess(guess: Guess) -> Object:
    return {
        "question": guess.question,
        "side": guess.side,
        "guessed": figure(guess.guessed),
        "actual": figure(guess.actual),
        "off": number(guess.off),
        "kind": guess.kind,
        "answers": list(guess.answers),
    }


def _told(account: Account) -> Object:
    """The two ends as they were told: a month and a year as such."""
    ends = {"began": account.began, "ended": account.ended}
    return {name: end.iso if end else None for name, end in ends.items()}


def _account(account: Account) -> Object:
    return {
        "began": account.began.first.isoformat() if account.began else None,
        "ended": account.ended.last.isoformat() if account.ended else None,
        "told": _told(account),
        "goes_on": account.goes_on,
        "never": account.never,
        "days": account.days,
        "n": account.n,
        "answers": list(account.answers),
    }


def _phases(phases: PhaseMap) -> Object:
    honeymoon = phases.honeymoon
    return {
        "periods": [
            {
                "phase": period.phase,
                "question": period.question,
                "sides": {side: _account(account) for side, account in period.sides.items()},
                "disputed": list(period.disputed),
                "answers": list(period.answers),
            }
            for period in phases.periods
        ],
        "honeymoon_days": {side: account.days for side, account in honeymoon.sides.items()} if honeymoon else None,
        "today": dict(phases.today),
    }


def _curve(curve: Curve) -> Object:
    return {
        "points": [
            {
                "phase": point.phase,
                "question": point.question,
                "sides": _figures(point.sides),
                "guessed": _figures(point.guessed),
                "answers": list(point.answers),
            }
            for point in curve.points
        ],
        "turns": [
            {"answer": turn.answer, "question": turn.question, "phase": turn.phase, "side": turn.side}
            for turn in curve.turns
        ],
    }


def _entry(entry: Entry) -> Object:
    return {
        "told_by": list(entry.told_by),
        "claimed": list(entry.claimed),
        "denied": list(entry.denied),
        "only": entry.one_sided,
        "answers": list(entry.answers),
    }


def _values(values: Mapping[str, tuple[str, ...]]) -> Object:
    return {side: list(told) for side, told in values.items()}


def _promises(found: Promises) -> Object:
    return {
        "all": [
            {
                "question": one.question,
                "said_by": one.said_by,
                "in_contract": _values(one.in_contract),
                "delivered": _values(one.delivered),
                "disputed": one.disputed,
                **_entry(one.entry),
            }
            for one in found.all
        ],
        "counts": [
            {
                "teller": count.teller,
                "said_by": count.said_by,
                "n": count.n,
                "in_contract": dict(count.in_contract),
                "delivered": dict(count.delivered),
                "answers": list(count.answers),
            }
            for count in found.counts
        ],
    }


def _requirements(found: Trades) -> list[Object]:
    return [
        {
            "question": one.question,
            "origin": _values(one.entry.values("origin")),
            "outcome": _values(one.entry.values("outcome")),
            "disputed": one.disputed,
            "swaps": [{"row": swap.row, "tied": list(swap.tied)} for swap in one.swaps],
            **_entry(one.entry),
        }
        for one in found.requirements
    ]


def _trades(found: Trades) -> Object:
    return {
        "all": [
            {
                "question": one.question,
                "by": _values(one.entry.values("by")),
                "disputed": one.disputed,
                **_entry(one.entry),
            }
            for one in found.trades
        ],
        "balances": [
            {
                "teller": one.teller,
                "giver": one.giver,
                "gave": list(one.gave),
                "got": list(one.got),
                "absorbed": list(one.absorbed),
            }
            for one in found.balances
        ],
    }


def _acceptance(found: Acceptance) -> Object:
    return {
        "question": found.question,
        "sittings": [{"answer": one.answer, "side": one.side, "cells": dict(one.cells)} for one in found.sittings],
        "differing": list(found.differing),
        "answers": list(found.answers),
    }


def _standing(found: Standing) -> Object:
    return {
        "question": found.question,
        "sides": {side: {option: len(ids) for option, ids in chosen.items()} for side, chosen in found.sides.items()},
        "differs": found.differs,
        "answers": list(found.answers),
    }


def _thing(thing: Thing) -> Object:
    return {
        "reading": thing.reading,
        "question": thing.question,
        "side": thing.side,
        "weight": round(thing.weight, 4),
        "few": thing.few,
        "answers": list(thing.answers),
    }
