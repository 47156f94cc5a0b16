"""The road of a whole meeting: one skeleton in both languages, minutes that add up, and what is covered by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from templates import library
from templates.filled_page.page import Note, Person, Retrospective
from templates.filled_page.same_counterpart import same_counterpart
from templates.filled_page.settings import (
    Private,
    Settings,
    Writing,
    fields_of,
    settings_of,
)
from templates.meeting import road, time_plan
from templates.workbook import frame
from templates.workbook.model import Workbook
from templates.workbook.reader import read

BOOK = read(library.text("four-phases", "en")).require()


def page(book: Workbook = BOOK, **fields: object) -> Retrospective:
    return replace(Retrospective(id="r", slug="r", title="R", workbook=book), **fields)  # type: ignore[arg-type]


def test_the_meeting_s_words_have_one_skeleton_in_both_languages() -> None:
    def skeleton(book: Workbook) -> object:
        return [
            (p.id, p.minutes, bool(p.story), [(q.id, q.kind, len(q.options)) for q in p.questions]) for p in book.phases
        ]

    assert skeleton(frame.words("en")) == skeleton(frame.words("zh"))
    for lang in ("en", "zh"):
        of = [phase for phase in frame.words(lang).phases if phase.id != frame.PHASES]
        assert all("\n" not in phase.guidance and phase.guidance for phase in of), "a purpose is one line"
        assert all(phase.story for phase in of), "every stage has a line to read aloud"
        assert frame.words(lang).lang == lang
    assert frame.words("eo") == frame.words("en")


def test_the_road_leads_from_open_to_close_and_every_stop_has_one_id() -> None:
    stages = [stage.id for stage in road.stages(page())]
    assert stages[0] == frame.OPEN
    assert stages[-1] == frame.CLOSE
    assert stages[1:-1][: len(BOOK.phases)] == [phase.id for phase in BOOK.phases]
    ids = [stop.id for stop in road.road(page())]
    assert len(ids) == len(set(ids))
    assert [stop for stop in road.road(page()) if stop in page().road] == list(page().road)


def test_one_team_walks_the_same_road_without_what_needs_two_sides() -> None:
    team = [stop.id for stop in road.road(page(replace(BOOK, sides=())))]
    both = [stop.id for stop in road.road(page())]
    assert [id for id in both if id in team] == team
    assert {id.partition(".")[0] for id in set(both) - set(team)} == {"@gaps"}
    for lang, word in (("en", "side"), ("zh", "方")):
        stops = road.road(page(replace(BOOK, sides=(), lang=lang)))
        said = [stop.questions[0].guidance for stop in stops if road.is_frame(stop.phase.id)]
        assert not [words for words in said if word in words]


def test_every_stage_says_what_it_is_for() -> None:
    for stage in road.stages(page()):
        assert road.purpose(page(), stage)
        assert road.script(stage)


def test_the_meeting_s_own_questions_are_found_beside_the_workbook_s() -> None:
    best = page().question(frame.BEST)
    assert best is not None
    assert page().question("honeymoon-trust") is not None
    assert page().question("meeting-people") is None, "a place has no answers"
    own = Note(id="n", question=frame.FACILITATOR, text="slower")
    assert page(answers=(own,)).visibility(own) is Private.FACILITATOR


def test_what_is_said_about_safety_and_the_return_is_covered_unless_it_was_uncovered() -> None:
    assert road.writing(page(), frame.SAFETY) is Writing.ANONYMOUS
    assert road.writing(page(), frame.RAISED) is Writing.ANONYMOUS
    shown = Settings(writing={frame.RETURN: Writing.OPEN, "": Writing.SEALED, "conflict": Writing.OPEN})
    told = page(settings=shown)
    assert road.writing(told, frame.RETURN) is Writing.OPEN
    assert road.writing(told, frame.RAISED) is Writing.ANONYMOUS, "what is asked next is not opened with it"
    assert road.writing(told, "honeymoon-trust") is Writing.SEALED
    assert road.writing(told, "conflict-trust") is Writing.OPEN
    assert road.writing(told, frame.BEST) is Writing.OPEN
    assert road.writing(told, "@open.people") is Writing.OPEN, "a place is nothing that is written"


def test_ground_rules_are_ours_until_a_team_has_its_own() -> None:
    assert len(road.rules(page())) >= 3
    assert road.rules(page(settings=Settings(rules="Be on time\n\n  Speak up "))) == ("Be on time", "Speak up")
    assert road.rules(page(settings=Settings(rules="\n"))) == (), "a team may want none"


# -- minutes -------------------------------------------------------------------------------------------

STAGES = [stage.id for stage in road.stages(page())]


@given(
    length=st.integers(time_plan.SHORTEST, time_plan.LONGEST),
    chosen=st.dictionaries(st.sampled_from(STAGES), st.integers(0, 60)),
)
def test_minutes_add_up_to_the_length_of_the_meeting(length: int, chosen: Mapping[str, int]) -> None:
    planned = page(settings=Settings(minutes=length, plan=chosen))
    slices = time_plan.plan(planned)
    assert {part.stage.id: part.minutes for part in slices if part.chosen} == chosen
    assert all(part.minutes >= 1 for part in slices if not part.chosen)
    open_stages = len(slices) - len(chosen)
    room = length - sum(chosen.values())
    if open_stages and room >= open_stages:
        assert time_plan.over(planned) == 0
    elif room < open_stages:
        assert time_plan.over(planned) == sum(chosen.values()) + open_stages - length


def test_a_longer_stage_is_suggested_more_and_the_short_road_is_an_hour_and_a_half() -> None:
    assert time_plan.length(page()) == 180
    assert time_plan.length(page(short=True)) == 90
    by_stage = {part.stage.id: part.minutes for part in time_plan.plan(page())}
    assert by_stage["conflict"] >= by_stage[frame.OPEN]
    assert time_plan.minutes_of(page(), "nowhere") == 0


@given(st.dictionaries(st.text("abc.-", min_size=1), st.integers(0, 90)), st.sampled_from(Writing), st.integers(1, 90))
def test_settings_are_read_back_as_they_were_written(plan: Mapping[str, int], mode: Writing, n: int) -> None:
    settings = Settings(rules="one", minutes=n, plan=plan, writing={"": mode}, ready=frozenset({"a:b"}), cover_after=n)
    assert settings_of(fields_of(settings)) == settings


# -- who met before ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"client": "Harbour", "vendor": "Northwind"}, {"client": " harbour", "vendor": "NORTHWIND"}, True),
        ({"client": "Harbour", "vendor": "Northwind"}, {"client": "Depot", "vendor": "Northwind"}, False),
        ({"client": "Harbour", "vendor": "Northwind"}, {"vendor": "Northwind"}, False),
        ({}, {"client": " "}, True),
    ],
)
def test_the_same_two_parties_are_known_again(one: Mapping[str, str], other: Mapping[str, str], same: bool) -> None:
    people = (Person("p", "Ada"),)
    assert same_counterpart(page(parties=one, people=people), page(parties=other, people=people)) is same
    assert same_counterpart(page(parties=other, people=people), page(parties=one, people=people)) is same


def test_where_no_party_is_named_the_people_tell() -> None:
    assert not same_counterpart(page(people=(Person("p", "Ada"),)), page(people=(Person("q", "Bo"),)))
    assert not same_counterpart(page(), page())
