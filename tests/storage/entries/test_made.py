"""What a meeting makes stands in the file as it was made: groups, votes, topics, agreements, looks back, settings."""

from __future__ import annotations

from dataclasses import replace

import pytest

from storage.ids import new_id, review_id
from storage.safety.doctor import examine
from storage.shelf import Details, Shelf
from templates.filled_page.agreed import (
    Agreement,
    Group,
    Made,
    Outcome,
    Review,
    Standing,
    TopicState,
)
from templates.filled_page.page import Retrospective
from templates.filled_page.settings import Private, Voting, Writing
from tests.storage.tiny import action, begin, note, on_laptop, rating, topic, vote

_HELD = {"Group": "groups", "Vote": "votes", "Topic": "topics", "Agreement": "agreements", "Review": "reviews"}


def held(page: Retrospective, record: Made) -> Made | None:
    """A record as a page holds it, without what only storage fills in."""
    found: tuple[Made, ...] = getattr(page, _HELD[type(record).__name__])
    one = next((made for made in found if made.id == record.id), None)
    return replace(one, heads=(), created="", edited=None) if one else None


def made_in(retro: str) -> tuple[Made, ...]:
    """One of each, with every field filled in."""
    return (
        Group(id=new_id(), title="两边都怕\n[/]", question="hope"),
        vote(retro, "hope", 2, "vendor"),
        topic(
            retro,
            "trust",
            title="Trust",
            place=3,
            sentence="We heard of delays too late.",
            accepted=("client",),
            refused=("vendor",),
            dissent="They say in time.",
            state=TopicState.LATER,
        ),
        Agreement(id=new_id(), text="Ring before you write.", state=Standing.DROPPED, why="nobody rang", earlier="e"),
        Review(
            id=review_id(retro, "a1"),
            action="a1",
            retrospective="r0",
            text="Show the list",
            owner="Lin",
            side="vendor",
            due="2026-05-01",
            outcome=Outcome.RENEGOTIATED,
            why="later",
        ),
    )


def test_what_a_meeting_makes_is_kept_deleted_and_brought_back_as_it_was(shelf: Shelf) -> None:
    retro = begin(shelf)
    made = made_in(retro)
    shelf.keep(retro, *made)
    assert [held(shelf.page(retro), record) for record in made] == list(made)
    shelf.drop(retro, *made)
    assert [held(shelf.page(retro), record) for record in made] == [None] * len(made)
    shelf.undo(retro)
    shelf.rebuild()
    assert [held(shelf.page(retro), record) for record in made] == list(made)
    assert examine(shelf).ok


def test_two_sides_that_accept_a_sentence_on_two_laptops_have_both_accepted_it(shelf: Shelf) -> None:
    retro = begin(shelf)
    with on_laptop("a"):
        shelf.keep(retro, topic(retro, "hope", sentence="Too late."))
        (seen,) = shelf.page(retro).topics
        shelf.keep(retro, replace(seen, accepted=("client",)))
    with on_laptop("b"):
        shelf.keep(retro, replace(seen, accepted=("vendor",)))
    (both,) = shelf.page(retro).topics
    assert (both.accepted, both.sentence, both.also) == (("client", "vendor"), "Too late.", ())


def test_what_is_set_stands_until_it_is_taken_away_and_the_title_is_left_alone(shelf: Shelf) -> None:
    retro = begin(shelf)
    shelf.keep(
        retro,
        Details(
            settings={
                "rules": "One speaks.",
                "minutes": 90,
                "plan.before": 15,
                "writing.": "sealed",
                "writing.after": "anonymous",
                "private.hope": "side",
                "private.after": "a word of next year",
                "voting": "open",
                "ready.before:client": True,
                "apart.a b": True,
            }
        ),
    )
    page = shelf.page(retro)
    assert (page.title, page.settings.rules, page.settings.minutes) == ("Port system", "One speaks.", 90)
    assert (dict(page.settings.plan), page.settings.voting) == ({"before": 15}, Voting.OPEN)
    assert [page.settings.writing_in(phase) for phase in ("before", "after")] == [Writing.SEALED, Writing.ANONYMOUS]
    assert (set(page.settings.ready), set(page.settings.apart)) == ({"before:client"}, {"a b"})
    # Whoever does not know who may read it shows it to nobody.
    assert page.settings.private["after"] is Private.FACILITATOR
    shelf.keep(retro, Details(settings={"writing.after": None, "rules": None, "ready.before:client": None}))
    after = shelf.page(retro).settings
    assert (after.writing_in("after"), after.rules, after.ready) == (Writing.SEALED, "", frozenset())
    assert examine(shelf).ok


def test_who_may_read_an_answer_is_said_by_itself_its_question_or_its_phase(shelf: Shelf) -> None:
    retro = begin(shelf)
    shelf.keep(
        retro,
        note("free"),
        note("own", private=Private.FACILITATOR),
        rating(retro, 2),
        Details(settings={"private.hope": "side"}),
    )
    page = shelf.page(retro)
    assert [page.visibility(answer) for answer in page.answers] == [
        Private.SIDE,
        Private.FACILITATOR,
        Private.EVERYBODY,
    ]


@pytest.mark.parametrize("marks", [{"opened": True}, {"turning": True}, {"private": Private.SIDE}, {"anonymous": True}])
def test_a_mark_on_a_note_is_set_and_taken_away(shelf: Shelf, marks: dict[str, object]) -> None:
    retro = begin(shelf)
    plain = note("a card")
    shelf.keep(retro, plain)
    entries = len(shelf.entries())
    shelf.keep(retro, replace(plain, **marks))  # type: ignore[arg-type]
    (marked,) = shelf.page(retro).answers
    assert {name: getattr(marked, name) for name in marks} == marks
    shelf.keep(retro, plain)
    (again,) = shelf.page(retro).answers
    assert {name: getattr(again, name) for name in marks} == {name: getattr(plain, name) for name in marks}
    assert len(shelf.entries()) == entries + 2


def test_an_anonymous_answer_is_nobodys_single_one(shelf: Shelf) -> None:
    retro = begin(shelf)
    shelf.keep(retro, *(replace(rating(retro, value), id=new_id(), anonymous=True) for value in (1, 2, 3)))
    page = shelf.page(retro)
    assert len(page.answers_to("trust")) == 3
    assert page.single("trust", "client", None) is None


def test_an_action_tells_where_it_came_from(shelf: Shelf) -> None:
    retro = begin(shelf)
    shelf.keep(retro, action("ring", topic="t1", earlier="a0"), action("write"))
    assert [(it.topic, it.earlier) for it in shelf.page(retro).actions] == [("t1", "a0"), ("", "")]


def test_a_side_may_take_back_what_it_said_of_a_sentence(shelf: Shelf) -> None:
    retro = begin(shelf)
    said = topic(retro, "trust", sentence="Too late.", accepted=("client",), refused=("vendor",))
    shelf.keep(retro, said)
    (standing,) = shelf.page(retro).topics
    shelf.keep(retro, replace(standing, accepted=(), refused=("client",)))
    (after,) = shelf.page(retro).topics
    assert (after.accepted, after.refused) == ((), ("client",))
    shelf.undo(retro)
    (before,) = shelf.page(retro).topics
    assert (before.accepted, before.refused) == (("client",), ("vendor",))
