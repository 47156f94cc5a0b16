"""The count of a vote: the rule of docs/voting.md, its example, and what must change nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from templates.filled_page.agreed import Group, Vote
from templates.filled_page.page import (
    Note,
    Person,
    Rating,
    Row,
)
from templates.filled_page.settings import Private, Settings
from templates.meeting.agenda import counted, coverage, targets
from templates.meeting.vote_count import Result, count, suggested_votes
from tests.templates.pages import small
from tests.wording import ROOT

SIDES = ("client", "vendor")


def votes(**of_side: dict[str, int]) -> list[Vote]:
    """One ballot a side, from what it gave to each thing."""
    return [
        Vote(id=f"{side}-{target}", target=target, side=side, person=side, count=n)
        for side, ballot in of_side.items()
        for target, n in ballot.items()
    ]


def order(result: Result) -> list[str]:
    return [standing.target for standing in result.agenda]


def test_a_third_of_the_things_rounded_up_is_suggested() -> None:
    assert [suggested_votes(n) for n in (0, 1, 3, 4, 6, 20, 24)] == [0, 1, 1, 2, 2, 7, 8]


def test_the_example_worked_by_hand_is_what_the_count_says() -> None:
    page = (ROOT / "docs" / "voting.md").read_text("utf-8")
    rows = [tuple(row) for row in re.findall(r"(?m)^\| ([A-Z].*?) \| (\d+) \| (\d+) \| (.*?)\|(.*?)\|(.*?)\|$", page)]
    assert len(rows) == 6
    # Whoever votes alone or in a crowd, a side's ballots come to the same.
    ballots = [
        Vote(id=f"{name} {side} {n}", target=name, side=side, person=f"{side}{n}")
        for name, client, vendor, *_rest in rows
        for side, number in zip(SIDES, (client, vendor), strict=True)
        for n in range(int(number))
    ]
    result = count([row[0] for row in rows], ballots, SIDES)
    told = {s.target: (s.weight, s.place, place) for place, s in enumerate(result.agenda, start=1)}
    by_hand = {
        name: (Fraction(weight.strip()), int(place), int(agenda))
        for name, _c, _v, weight, place, agenda in rows
        if weight.strip()
    }
    assert told == by_hand
    assert result.cast == {"client": 10, "vendor": 6}
    assert [(s.target, s.highest_of) for s in result.agenda if s.highest_of] == [
        ("No owner for customs", ("vendor",)),
        ("Tickets at the weekend", ("client",)),
    ]


def test_ties_are_told_as_ties_and_skip_as_many_places() -> None:
    result = count("abcd", votes(client={"a": 1, "b": 2, "c": 2}, vendor={"b": 2, "c": 2, "d": 1}), SIDES)
    assert [(s.target, s.place, s.tied) for s in result.agenda] == [
        ("b", 1, True),
        ("c", 1, True),
        ("a", 3, True),
        ("d", 3, True),
    ]


def test_one_side_alone_one_team_and_nobody_can_vote() -> None:
    alone = count("ab", votes(client={"b": 3, "a": 1}), SIDES)
    assert order(alone) == ["b", "a"]
    assert sum(s.weight for s in alone.agenda) == 1
    team = [Vote(id="1", target="a", person="p"), Vote(id="2", target="b", person="q", count=2)]
    assert order(count("ab", team, ())) == ["b", "a"]
    assert count("ab", [], SIDES).agenda == ()
    assert count("", votes(client={"a": 2}), SIDES) == Result((), {}, astray=2)


def test_who_belongs_to_no_side_is_heard_and_moves_nothing() -> None:
    ballots = votes(client={"a": 1}, vendor={"b": 1})
    guest = Vote(id="g", target="b", person="g", count=9)
    result = count("ab", [*ballots, guest], SIDES)
    assert [(s.target, s.weight) for s in result.agenda] == [("a", Fraction(1, 2)), ("b", Fraction(1, 2))]
    assert result.agenda[1].votes == {"vendor": 1, "": 9}
    assert order(count("ab", [guest, Vote(id="h", target="a", person="h", count=2)], SIDES)) == ["b", "a"]


things = st.sampled_from("abcdefgh")
ballots = st.lists(
    st.builds(
        lambda n, target, side, count: Vote(id=str(n), target=target, side=side, person=f"{side}{n % 5}", count=count),
        st.integers(0, 999),
        things,
        st.sampled_from((*SIDES, None)),
        st.integers(0, 4),
    ),
    max_size=40,
)


@given(ballots, st.randoms())
def test_the_order_of_ballots_and_names_change_nothing(cast: list[Vote], random: Random) -> None:
    result = count("abcdefgh", cast, SIDES)
    shuffled = [replace(vote, id=f"x{n}", person=f"renamed {vote.person}") for n, vote in enumerate(cast)]
    random.shuffle(shuffled)
    assert count("abcdefgh", shuffled, SIDES) == result


@given(ballots)
def test_each_side_has_its_highest_among_the_first_and_weights_make_one(cast: list[Vote]) -> None:
    result = count("abcdefgh", cast, SIDES)
    weighed = [side for side in SIDES if side in result.cast] or list(result.cast)
    assert sum((s.weight for s in result.agenda), Fraction(0)) == (1 if result.cast else 0)
    for side in weighed:
        most = max(s.votes.get(side, 0) for s in result.agenda)
        place = next(n for n, s in enumerate(result.agenda) if side in s.highest_of)
        assert result.agenda[place].votes[side] == most
        assert place <= len(weighed)
    for one, other in zip(result.agenda, result.agenda[1:], strict=False):
        if bool(one.highest_of) == bool(other.highest_of):
            assert one.weight >= other.weight
        assert one.tied is any(s.place == one.place and s is not one for s in result.agenda)


@given(ballots, st.integers(1, 5))
def test_a_side_weighs_the_same_however_many_it_is(cast: list[Vote], times: int) -> None:
    """Every ballot of one side cast again and again, by others of that side, moves nothing."""
    crowd = [
        replace(vote, id=f"{vote.id} {n}", person=f"{vote.person} {n}")
        for vote in cast
        for n in range(times if vote.side == "client" else 1)
    ]
    before, after = (count("abcdefgh", some, SIDES) for some in (cast, crowd))
    assert [(s.target, s.place, s.weight, s.highest_of) for s in before.agenda] == [
        (s.target, s.place, s.weight, s.highest_of) for s in after.agenda
    ]


@given(st.lists(st.sampled_from((*SIDES, None)), max_size=30))
def test_people_who_do_not_vote_change_nothing(sides: list[str | None]) -> None:
    page = replace(small("en"), votes=tuple(votes(client={"n1": 1}, vendor={"n2": 2})))
    more = tuple(Person(f"x{n}", f"X {n}", side) for n, side in enumerate(sides))
    assert counted(replace(page, people=(*page.people, *more))) == counted(page)


def test_what_can_be_voted_on_is_what_everybody_may_read() -> None:
    page = small("en")
    notes = [note for note in page.answers if isinstance(note, Note)]
    grouped = replace(notes[0], group="g"), replace(notes[1], group="g")
    page = page.with_answer(grouped[0]).with_answer(grouped[1])
    page = replace(page, groups=(Group(id="g", title="Nights"), Group(id="empty", title="Nobody")))
    listed = targets(page)
    assert "g" in listed
    assert not {"empty", notes[0].id, notes[1].id} & set(listed)
    rows = [row.id for row in page.answers if isinstance(row, Row)]
    assert set(rows) <= set(listed)
    assert {answer.question for answer in page.answers if isinstance(answer, Rating)} <= set(listed)

    asked = notes[0].question
    hidden = replace(page, settings=Settings(private={asked: Private.SIDE}))
    assert "g" not in targets(hidden)


def test_a_vote_for_a_note_follows_it_into_its_group_and_one_for_nothing_is_said() -> None:
    page = small("en")
    note = next(note for note in page.answers if isinstance(note, Note))
    page = replace(page, votes=tuple(votes(client={note.id: 2}, vendor={"gone": 1})))
    assert order(counted(page)) == [note.id]
    assert counted(page).astray == 1
    joined = replace(page.with_answer(replace(note, group="g")), groups=(Group(id="g", title="Nights"),))
    assert order(counted(joined)) == ["g"]


def test_the_cards_nobody_has_opened_are_known() -> None:
    page = small("en")
    before = coverage(page)
    assert before.opened == 0
    opened = replace(before.unopened[0], opened=True)
    after = coverage(page.with_answer(opened))
    assert (after.opened, after.total) == (1, before.total)
    assert opened.id not in [card.id for card in after.unopened]
