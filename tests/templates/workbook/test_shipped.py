"""All workbooks that ship: the same in both languages, whole, and short enough to be asked."""

from __future__ import annotations

import re
from functools import cache

import pytest

from templates import library
from templates.words import LANGUAGES
from templates.workbook.model import Kind, Question, Workbook
from templates.workbook.reader import read
from tests.templates.workbook.test_library import skeleton
from tests.wording import ROOT

OTHERS = tuple(name for name in library.names() if name != library.DEFAULT)
TWO_SIDED = ("four-phases", "partnership-check", "pre-mortem", "project-close", "timeline")

every_name = pytest.mark.parametrize("name", library.names())
every_other = pytest.mark.parametrize("name", OTHERS)
every_language = pytest.mark.parametrize("lang", LANGUAGES)


@cache
def workbook(name: str, lang: str) -> Workbook:
    return read(library.text(name, lang), file=library.path(name, lang).name).require()


def asked(name: str, id: str, lang: str = "en") -> Question:
    question = workbook(name, lang).question(id)
    assert question is not None, id
    return question


def test_thirteen_ship_and_the_one_nobody_has_to_choose_stands_first() -> None:
    assert library.names()[0] == "four-phases"
    assert OTHERS == (
        "4ls",
        "incident-review",
        "kalm",
        "mad-sad-glad",
        "partnership-check",
        "pre-mortem",
        "project-close",
        "sailboat",
        "starfish",
        "start-stop-continue",
        "team-health",
        "timeline",
    )


@every_name
def test_both_languages_ask_the_same(name: str) -> None:
    assert library.languages(name) == ("en", "zh")
    assert skeleton(workbook(name, "zh")) == skeleton(workbook(name, "en"))


@every_name
@every_language
def test_strict_reading_finds_nothing_to_say_and_the_id_is_the_name(name: str, lang: str) -> None:
    reading = read(library.text(name, lang))
    assert reading.strict
    assert reading.findings == ()
    book = reading.require()
    assert (book.id, book.lang) == (name, lang)
    assert bool(book.sides) == (name in TWO_SIDED)


@every_name
@every_language
def test_every_phase_and_every_question_says_what_is_meant(name: str, lang: str) -> None:
    book = workbook(name, lang)
    assert book.guidance.count("\n\n") == 1, "what it is for, and how to go about it"
    longest = {"en": 90, "zh": 36}[lang]
    for phase in book.phases:
        # with the question below it, it must leave room for the answers in a small terminal
        assert 0 < len(phase.guidance) <= {"en": 230, "zh": 100}[lang], phase.id
        for question in phase.questions:
            assert question.guidance, question.id
            assert question.text.endswith(("?", "？")), question.id
            assert len(question.text) <= longest, question.text


@every_name
def test_every_workbook_has_a_time_plan_and_a_short_road_through_its_phases(name: str) -> None:
    book = workbook(name, "en")
    assert book.minutes is not None
    assert 30 <= book.minutes <= 120
    core = [question for question in book.questions if question.core]
    assert 3 <= len(core) <= 12
    assert len(core) < len(list(book.questions)) or name == "starfish"


@every_other
@every_language
def test_stories_help_people_remember(name: str, lang: str) -> None:
    told = [question for question in workbook(name, lang).questions if question.kind is Kind.NOTES]
    assert sum(bool(question.story) for question in told) >= len(told) - 2


@every_other
def test_no_chinese_word_was_left_in_english(name: str) -> None:
    book = workbook(name, "zh")
    for text in (book.title, book.guidance, *(p.title for p in book.phases), *(p.guidance for p in book.phases)):
        assert any("\u4e00" <= sign <= "\u9fff" for sign in text), text
    for question in book.questions:
        words = [question.text, question.guidance, *filter(None, [question.story])]
        words += [option.text for option in question.options]
        words += [column.text for column in question.columns]
        words += [option.text for column in question.columns for option in column.options]
        assert all(any("\u4e00" <= sign <= "\u9fff" for sign in text) for text in words), question.id


@every_language
def test_no_story_is_told_twice(lang: str) -> None:
    stories = [q.story for name in library.names() for q in workbook(name, lang).questions if q.story]
    assert len(stories) == len(set(stories))


# Questions that several workbooks share, so that their answers compare


def _shape(question: Question) -> tuple[object, ...]:
    columns = [(c.id, c.text, c.kind, c.options) for c in question.columns]
    return (
        question.kind,
        len(question.options),
        columns,
        question.start,
        question.low_good,
        question.guess,
        question.reads,
    )


@every_language
def test_a_question_that_stands_in_several_workbooks_is_answered_alike_in_all(lang: str) -> None:
    found: dict[str, list[Question]] = {}
    for name in library.names():
        for question in workbook(name, lang).questions:
            found.setdefault(question.id, []).append(question)
    shared = {id: questions for id, questions in found.items() if len(questions) > 1}
    assert {"cooperation-state", "cooperation-trust", "duty-vendor-scope", "honeymoon-trust"} <= set(shared)
    for id, questions in shared.items():
        assert len({str(_shape(question)) for question in questions}) == 1, id
        assert len({question.about for question in questions}) == 1, id


@pytest.mark.parametrize("name", ["partnership-check", "project-close"])
@every_language
def test_trust_and_state_are_the_same_steps_wherever_they_are_asked_of_today(name: str, lang: str) -> None:
    for id in ("cooperation-trust", "cooperation-state"):
        assert asked(name, id, lang).options == asked("four-phases", id, lang).options


@every_language
def test_the_partnership_check_asks_the_twelve_duties_on_one_screen(lang: str) -> None:
    (sheet,) = (stop for stop in workbook("partnership-check", lang).road() if stop.is_sheet)
    assert [q.id for q in sheet.questions] == [q.id for q in workbook("four-phases", lang).questions if q.about]
    assert [q.options for q in sheet.questions] == [
        asked("four-phases", question.id, lang).options for question in sheet.questions
    ]


@every_language
def test_the_team_health_check_asks_nine_questions_and_the_five_of_dora(lang: str) -> None:
    together, delivery, _outlook = workbook("team-health", lang).phases
    assert len(together.questions) == 9
    assert [question.id for question in delivery.questions] == [
        "delivery-lead",
        "delivery-frequency",
        "delivery-recovery",
        "delivery-fail",
        "delivery-rework",
    ]
    for question in (*together.questions, *delivery.questions):
        assert question.kind is Kind.SCALE
        assert list(question.values) == [1, 2, 3, 4, 5]
    assert not any(question.core for question in delivery.questions), "a team without software takes the short road"
    assert "DORA" in delivery.guidance
    assert "Edmondson" in together.guidance


# The page that tells which to use when

ROW = re.compile(r"(?m)^\| `([^`]+)` \| [^|]+ \| (\d+) \| ([^|]+) \| [^|]+ \|$")


@pytest.mark.parametrize(
    ("page", "two", "one"), [("library.md", "two sides", "one team"), ("library.zh-CN.md", "双方", "一个团队")]
)
def test_the_page_names_every_workbook_with_its_minutes_and_its_sides(page: str, two: str, one: str) -> None:
    told = ROW.findall((ROOT / "docs" / page).read_text(encoding="utf-8"))
    assert sorted(told) == sorted(
        (name, str(workbook(name, "en").minutes), two if workbook(name, "en").sides else one)
        for name in library.names()
    )
