"""Readings: every example of docs/readings.md, and what holds for any page at all."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from templates.document.render import render
from templates.exchange.to_json import as_json
from templates.filled_page.page import (
    Answer,
    Choice,
    Person,
    Rating,
    Retrospective,
    Row,
)
from templates.readers.few_nameless import FEWEST, few_unnamed, veiled
from templates.readings import NONE, Readings, readings
from templates.readings.as_json import as_object
from templates.readings.evidence import Figure, goodness
from templates.readings.five_things import MOST, Thing
from templates.readings.gaps import Seeing
from templates.readings.in_words import Teller
from templates.readings.ledgers import CLAIMED, DENIED, SAYS, likeness, tokens
from templates.readings.promises import spoken_by
from templates.workbook.model import Kind, Option, Question
from tests.templates.pages import small
from tests.templates.reading_examples import answer, at, example, four_phases, page

DOCS = Path(__file__).parents[3] / "docs"
SHOWN = [
    re.findall(r"(?m)^```reading\n(.*?)^```$", (DOCS / page).read_text(encoding="utf-8"), re.DOTALL)
    for page in ("readings.md", "readings.zh-CN.md")
]
EXAMPLES = SHOWN[0]


def test_both_pages_show_the_same_examples() -> None:
    assert SHOWN[0] == SHOWN[1]
    assert len(EXAMPLES) > 8


SIDES = ("client", "vendor")
SCALES = [question for question in four_phases().questions if question.kind is Kind.SCALE]


@pytest.mark.parametrize("text", EXAMPLES, ids=[text.splitlines()[0] for text in EXAMPLES])
def test_an_example_worked_by_hand_comes_out_as_the_page_says(text: str) -> None:
    shown = example(text)
    told = as_object(readings(shown.page))
    assert shown.says
    assert [(path, at(told, path)) for path, _value in shown.says] == shown.says


def test_the_examples_cover_every_reading() -> None:
    named = {path.partition(".")[0] for text in EXAMPLES for path, _value in example(text).says}
    assert named == set(as_object(NONE))


# What holds for any page


@st.composite
def filled(draw: st.DrawFn, *, unnamed: bool | None = None) -> Retrospective:
    """A page with any ratings, choices and rows, by people with names or without, of each side or none."""
    answers: list[Answer] = []
    for n in range(draw(st.integers(0, 24))):
        question = draw(st.sampled_from(_ASKED))
        side = draw(st.sampled_from((*SIDES, *SIDES, None)))
        nameless = draw(st.booleans()) if unnamed is None else unnamed
        common = {
            "id": f"a{n}",
            "question": question.id,
            "side": side,
            "person": None if nameless else f"p{n}",
            "anonymous": nameless,
        }
        match question.kind:
            case Kind.SCALE:
                number = st.one_of(st.none(), st.sampled_from(question.values))
                guess = draw(number) if question.guess else None
                answers.append(Rating(**common, value=draw(number), guess=guess))  # type: ignore[arg-type]
            case Kind.CHOICE:
                chosen = draw(st.sampled_from(question.options)).id
                answers.append(Choice(**common, choice=chosen))  # type: ignore[arg-type]
            case _:
                day = st.one_of(st.just(""), st.dates().map(str), st.just("one day"))
                cells = {"began": draw(day), "ended": draw(day), "sign": "it rained"}
                answers.append(Row(**common, cells=cells))  # type: ignore[arg-type]
    people = tuple(Person(f"p{n}", f"Person {n}", None) for n in range(40))
    return page(*answers, people=people)


_ASKED = [
    question
    for question in four_phases().questions
    if question.id in ("conflict-date", "conflict-trust", "duty-vendor-scope", "honeymoon-period", "cooperation-state")
]


def figures(found: Readings) -> list[Figure]:
    """Every figure there is."""
    of_gaps = [how for gap in found.gaps for how in gap.sides.values()]
    of_duties = [how for duty in found.duties for how in (duty.own, duty.outside) if how]
    of_guesses = [how for guess in found.guesses for how in (guess.guessed, guess.actual)]
    points = found.curve.points
    return [
        *of_gaps,
        *of_duties,
        *of_guesses,
        *(how for p in points for how in (*p.sides.values(), *p.guessed.values())),
    ]


@settings(max_examples=40, deadline=None)
@given(filled())
def test_figures_gaps_and_the_one_page_keep_their_rules_on_any_page(page: Retrospective) -> None:
    found = readings(page)
    assert as_object(found) == as_object(readings(page))
    for how in figures(found):
        _is_made_of_what_it_names(page, how)
    widths = [abs(gap.gap) for gap in found.gaps if gap.gap is not None]
    assert widths == sorted(widths, reverse=True)
    for gap in found.gaps:
        if gap.gap is None:
            assert gap.kind is None
            assert len(gap.sides) == 1
        else:
            assert gap.gap == gap.sides["client"].median - gap.sides["vendor"].median
            assert (gap.kind in (Seeing.AGREED_GOOD, Seeing.AGREED_BAD, Seeing.AGREED_MIDDLE)) == (gap.better is None)
    _alternates(found.page)


def _is_made_of_what_it_names(page: Retrospective, how: Figure) -> None:
    behind = [answer for id in how.answers if (answer := page.answer(id)) is not None]
    assert len(behind) == how.n == len(set(how.answers))
    assert len({answer.side for answer in behind}) == 1
    assert how.low <= how.median <= how.high


def _alternates(things: tuple[Thing, ...]) -> None:
    """No question twice; a side follows itself only where the other has nothing left to hear."""
    assert len(things) <= MOST
    assert len({thing.question for thing in things}) == len(things)
    assert all(0 < thing.weight <= 1 and thing.answers for thing in things)
    left = Counter(thing.side for thing in things)
    for one, other in pairwise(things):
        left[one.side] -= 1
        assert one.side != other.side or not left[next(side for side in SIDES if side != one.side)]


@settings(max_examples=40, deadline=None)
@given(filled(unnamed=True))
def test_fewer_than_three_people_without_a_name_leave_no_trace(page: Retrospective) -> None:
    """Taking their answers away, or changing them, changes nothing that is read, shown or exported."""
    found, shown = readings(page), veiled(page)
    assert all(how.n >= FEWEST for how in figures(found))
    assert veiled(shown) == shown
    without = replace(page, answers=shown.answers)
    assert as_object(readings(without)) == as_object(found)
    told, bare = as_json(page), as_json(without)
    assert {key: told[key] for key in ("answers", "readings")} == {key: bare[key] for key in ("answers", "readings")}
    counts: Counter[tuple[str, str | None]] = Counter()
    for one in shown.answers:
        counts[one.question, one.side] += not isinstance(one, Row)
    assert all(n >= FEWEST or not n for n in counts.values())


def test_one_unnamed_answer_more_or_less_below_three_changes_no_byte_of_the_document() -> None:
    named = [answer(f"n{n}", "conflict-date", "client", "ann", "4") for n in range(1)]
    one = [answer("u1", "conflict-date", "vendor", None, "1")]
    two = [*one, answer("u2", "conflict-date", "vendor", None, "5")]
    people = (Person("ann", "Ann", "client"),)
    documents = {render(page(*named, *some, people=people)) for some in (one, two)}
    assert len(documents) == 1
    assert "fewer than three people" in documents.pop()
    assert few_unnamed(page(*two)) == {"conflict-date"}


def test_values_are_shown_from_three_on_though_only_two_of_them_guessed() -> None:
    said = ("3 guess 1", "3 guess 1", "4")
    told = readings(page(*(answer(f"u{n}", "conflict-trust", "client", None, one) for n, one in enumerate(said))))
    assert told.curve.points[0].sides["client"].n == 3
    assert told.curve.points[0].guessed == {}


# Single rules


def test_low_is_good_where_the_scale_says_so() -> None:
    scale = Question("q", "Q", Kind.SCALE, options=tuple(Option(str(n), str(n)) for n in range(5)), low_good=True)
    base = four_phases()
    turned = replace(base, phases=(replace(base.phases[0], questions=(scale,)),))
    answers = (
        Rating(id="1", question="q", side="client", value=1),
        Rating(id="2", question="q", side="vendor", value=4),
    )
    found = readings(replace(page(*answers), workbook=turned)).gaps[0]
    assert (found.gap, found.better, found.kind) == (-3, "client", Seeing.APART)
    assert goodness(scale, 1) > goodness(scale, 4)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Live in one month", "LIVE in one month, without changes", True),
        ("Live in one month", "Live in the second year", False),
        ("The portal", "The other portal", False),
        ("供应商门户的后一半", "后一半供应商门户", True),
        ("一个月上线", "一个月上线，前提是标准产品不改动", True),
        ("", "", False),
    ],
)
def test_two_texts_tell_the_same_thing_by_their_words(one: str, other: str, same: bool) -> None:
    assert (likeness(tokens(one), tokens(other)) >= 0.75) is same


def test_a_side_may_claim_or_deny_a_row_the_other_wrote() -> None:
    row = answer("1", "honeymoon-promises", "client", None, "promise=Live in one month | delivered=no")
    assert isinstance(row, Row)
    alone = readings(page(row)).promises.all[0]
    assert (alone.entry.one_sided, alone.disputed) == ("client", False)
    claimed = readings(page(replace(row, cells={**row.cells, f"{SAYS}vendor": CLAIMED}))).promises.all[0]
    assert (claimed.entry.one_sided, claimed.entry.claimed, claimed.disputed) == (None, ("vendor",), False)
    denied = readings(page(replace(row, cells={**row.cells, f"{SAYS}vendor": DENIED}))).promises.all[0]
    assert (denied.entry.denied, denied.disputed) == (("vendor",), True)


def test_a_workbook_for_one_team_has_nothing_to_compare() -> None:
    team = replace(small("en"), workbook=replace(small("en").workbook, sides=()))
    assert readings(team) == NONE
    assert "How each side saw it" not in render(team)


def test_dates_the_wrong_way_round_and_phases_that_never_were_are_told_as_they_are() -> None:
    rows = (
        answer("1", "honeymoon-period", "client", "ann", "began=2025-09-01 | ended=2025-08-01"),
        answer("2", "honeymoon-period", "vendor", "dan", "sign=There was none for us"),
    )
    period = readings(page(*rows)).phases.periods[0]
    assert period.sides["client"].days is None
    assert period.sides["vendor"].never
    assert period.disputed == ("began", "ended")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_kind_of_thing_is_told_in_a_sentence(lang: str) -> None:
    lines = """client Ann conflict-date 4
vendor Dan conflict-date 1
vendor Dan conflict-trust 3 guess 5
client Ann conflict-trust 1
client Ann honeymoon-period began=2025-08-18 | ended=2025-10-13
vendor Dan honeymoon-period began=2025-09-01
client Ann duty-vendor-scope 1
vendor Dan duty-vendor-scope 4
client Ann honeymoon-promises promise=Live in one month | said-by=Dan | delivered=no
vendor Dan compromise-trades given-up=Two people | by=vendor
vendor Dan conflict-requirements requirement=The phone | outcome=absorbed
client Ann conflict-requirements requirement=The phone | outcome=done"""
    shown = replace(example(lines).page, workbook=four_phases(lang))
    found = readings(shown)
    teller = Teller.of(shown)
    sentences = [teller.thing(thing) for thing in found.page]
    assert len(sentences) == len(set(sentences)) == 5
    assert all(sentence.endswith((".", "。")) and "{" not in sentence for sentence in sentences)


# The demo


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_demos_one_page_says_what_went_wrong(lang: str) -> None:
    from tests.templates.demo_pages import demo_page

    found = readings(demo_page(lang))
    assert [(thing.question, thing.side) for thing in found.page] == [
        ("conflict-date", "client"),
        ("duty-vendor-scope", "vendor"),
        ("compromise-trades", "client"),
        ("conflict-trust", "vendor"),
        ("honeymoon-period", "client"),
    ]
    assert [turn.question for turn in found.curve.turns] == [
        "conflict-shock", "compromise-mediator", "cooperation-turn", "cooperation-turn",
    ]  # fmt: skip
    honeymoon = found.phases.honeymoon
    assert honeymoon is not None
    assert {side: account.days for side, account in honeymoon.sides.items()} == {"client": 56, "vendor": 23}


@pytest.mark.parametrize(
    ("said", "teller", "giver"),
    [
        ("我方", "client", "client"),
        ("我司项目经理", "vendor", "vendor"),
        ("贵方", "client", "vendor"),
        ("你们", "vendor", "client"),
        ("对方", "client", "vendor"),
        ("us", "vendor", "vendor"),
        ("You", "client", "vendor"),
        ("Dan, for us", "client", "vendor"),
        ("status report", "client", None),
        ("某人", "client", None),
        ("我方", None, None),
    ],
)
def test_a_side_may_call_itself_and_the_other_as_people_do(said: str, teller: str | None, giver: str | None) -> None:
    names = (("dan", "vendor"),)
    assert spoken_by(said, teller, ("client", "vendor"), names) == giver
