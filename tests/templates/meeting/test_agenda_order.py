"""The order of the agenda: what docs/voting.md promises of it, over every small ballot there is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from templates.filled_page.agreed import Vote
from templates.meeting.vote_count import Result, count

SIDES = ("client", "vendor")


def voted(*of_side: tuple[int, ...]) -> Result:
    """A count of what each side gave to things called A, B, C and so on."""
    things = [chr(ord("A") + n) for n in range(len(of_side[0]))]
    cast = [
        Vote(id=f"{side}{thing}", target=thing, side=side, count=n)
        for side, given in zip(SIDES, of_side, strict=True)
        for thing, n in zip(things, given, strict=True)
        if n
    ]
    return count(things, cast, SIDES)


def small_ballots() -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """What two sides may give: up to two votes to each of four things; one side one, the other two to each of five."""
    for things, client, vendor in ((4, 2, 2), (5, 1, 2)):
        yield from product(
            product(range(client + 1), repeat=things),
            product(range(vendor + 1), repeat=things),
        )


def test_after_three_topics_each_side_has_had_its_own_whatever_two_sides_vote() -> None:
    """Every ballot: the first three hold something each side gave most to, and nothing else comes out of turn."""
    for client, vendor in small_ballots():
        agenda = voted(client, vendor).agenda
        for given in (client, vendor):
            if any(given):
                own = {chr(ord("A") + n) for n, votes in enumerate(given) if votes == max(given)}
                assert own & {standing.target for standing in agenda[:3]}, (client, vendor)
        front = [n for n, standing in enumerate(agenda) if n == 0 or standing.highest_of]
        assert front == list(range(len(front))), (client, vendor)
        rest = agenda[len(front) :]
        assert [s.weight for s in rest] == sorted((s.weight for s in rest), reverse=True), (client, vendor)
        assert all(standing.place == 1 for standing in agenda[:1]), (client, vendor)


@pytest.mark.parametrize(
    ("client", "vendor", "agenda"),
    [
        pytest.param(
            (2, 2, 2, 2, 0), (2, 2, 2, 2, 3), "AEBCD", id="four tied at the top, the fifth one side's highest"
        ),
        pytest.param((2, 2, 2, 2, 3, 0), (2, 2, 2, 2, 0, 3), "AEFBCD", id="and the highest of both below them"),
        pytest.param((1, 1, 1, 1), (1, 1, 1, 1), "ABCD", id="all alike: as the document has them"),
        pytest.param((0, 0, 0, 0, 5), (1, 1, 1, 1, 0), "EABCD", id="one thing for one side, many for the other"),
        pytest.param((0, 0, 0), (1, 2, 0), "BA", id="one side has not voted"),
    ],
)
def test_the_agenda_of(client: tuple[int, ...], vendor: tuple[int, ...], agenda: str) -> None:
    assert "".join(standing.target for standing in voted(client, vendor).agenda) == agenda


def test_those_that_share_the_first_place_are_still_told_as_tied_where_one_of_them_comes_last() -> None:
    result = voted((2, 2, 2, 2, 0), (2, 2, 2, 2, 3))
    assert [(s.target, s.place, s.tied) for s in result.agenda] == [
        ("A", 1, True),
        ("E", 5, False),
        ("B", 1, True),
        ("C", 1, True),
        ("D", 1, True),
    ]
