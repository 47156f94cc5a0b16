"""The road as a pure thing: where one stands and who writes."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from templates.filled_page.page import Note, Person, Retrospective
from templates.meeting import road as meeting
from templates.workbook import frame
from templates.workbook.reader import read
from tui.session.view import Writer
from tui.session.walk import Walk

WORKBOOK = read(
    """---
workbook: 1
sides: client=Client, vendor=Vendor
---

# Review <!-- review -->

## Start <!-- start -->

### First? <!-- first core -->

### Second? <!-- second -->

## Middle <!-- middle -->

### Third? <!-- third -->

## End <!-- end -->

### Fourth? <!-- fourth core -->
"""
).require()


def page(*answered: str, short: bool = False, people: tuple[Person, ...] = ()) -> Retrospective:
    answers = tuple(Note(id=question, question=question, text="words") for question in answered)
    return Retrospective(id="r", slug="r", title="R", workbook=WORKBOOK, answers=answers, short=short, people=people)


def test_a_walk_begins_at_the_first_unanswered_question() -> None:
    assert Walk.begin(page()).stop.id == "first"
    assert Walk.begin(page("first", "third")).stop.id == "second"


def test_when_all_is_answered_a_walk_begins_at_the_end() -> None:
    assert Walk.begin(page("first", "second", "third", "fourth")).stop.id == "fourth"


@given(st.integers(-20, 20), st.integers(0, 30))
def test_going_along_and_back_again_leads_where_one_was(steps: int, start: int) -> None:
    road = meeting.road(page())
    start %= len(road)
    walk = Walk.begin(page()).at(road[start].id)
    assert walk is not None
    there = walk.along(steps)
    if 0 <= start + steps < len(road):
        assert there is not None
        back = there.along(-steps)
        assert back is not None
        assert back.stop.id == walk.stop.id
    else:
        assert there is None


def test_stages_lead_to_their_first_question() -> None:
    walk = Walk.begin(page("first"))
    middle = walk.stage(1)
    assert middle is not None
    assert middle.stop.id == "third"
    end = middle.stage(1)
    assert end is not None
    assert end.stop.id == "fourth"
    closing = end.stage(1)
    opening = walk.stage(-1)
    assert closing is not None
    assert opening is not None
    assert opening.stop.id == meeting.FIRST_STOP
    assert opening.stage(-1) is None
    assert [stage.id for stage in meeting.stages(walk.page)][-1] == frame.CLOSE
    assert walk.at(frame.BEST) is not None


def test_a_question_that_left_the_road_is_followed_by_the_next_one_on_it() -> None:
    walk = Walk.begin(page("first"))
    assert walk.over(page("first", short=True)).stop.id == "fourth"
    third = walk.along(1)
    assert third is not None
    assert third.over(page(short=True)).stop.id == "fourth"


def test_each_side_keeps_its_own_writer() -> None:
    people = (Person("a", "Ann", "client"), Person("b", "Bo", "vendor"))
    walk = Walk.begin(page(people=people)).written_by(Writer("client", "a"))
    vendor = walk.other_side()
    assert vendor is not None
    assert vendor.writer == Writer("vendor", None)
    client = vendor.written_by(Writer("vendor", "b")).other_side()
    assert client is not None
    assert client.writer == Writer("client", "a")
    again = client.other_side()
    assert again is not None
    assert again.writer == Writer("vendor", "b")


def test_a_writer_who_was_taken_back_leaves_the_side_writing() -> None:
    walk = Walk.begin(page(people=(Person("a", "Ann", "client"),))).written_by(Writer("client", "a"))
    assert walk.over(page()).writer == Writer("client", None)
    elsewhere = walk.other_side()
    assert elsewhere is not None
    back = elsewhere.over(page()).other_side()
    assert back is not None
    assert back.writer == Writer("client", None), "nobody who is gone is brought back"


def test_a_workbook_for_one_team_has_no_other_side() -> None:
    team = replace(page(), workbook=replace(WORKBOOK, sides=()))
    assert Walk.begin(team).writer == Writer(None, None)
    assert Walk.begin(team).other_side() is None
