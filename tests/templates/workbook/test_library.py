"""The workbook that ships and the demo told in it: one skeleton in two languages, and nothing forgotten."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from statistics import fmean
from typing import Any

import pytest

from templates import library
from templates.filled_page.page import Control, Status
from templates.words import LANGUAGES
from templates.workbook.model import (
    READINGS,
    ColumnKind,
    Kind,
    Question,
    Workbook,
)
from templates.workbook.reader import read

NAME = "four-phases"
PHASES = ("honeymoon", "conflict", "compromise", "cooperation")
DEMOS = ("finished", "halfway")

every_language = pytest.mark.parametrize("lang", LANGUAGES)
every_demo = pytest.mark.parametrize("demo", DEMOS)


@cache
def workbook(lang: str) -> Workbook:
    return read(library.text(NAME, lang), file=library.path(NAME, lang).name).require()


@cache
def told(demo: str, lang: str) -> Mapping[str, Any]:
    source = library.path(NAME, lang).parent / "demo" / f"{demo}.{lang}.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


def asked(lang: str, id: str) -> Question:
    question = workbook(lang).question(id)
    assert question is not None, id
    return question


def duties(book: Workbook) -> list[Question]:
    return [question for question in book.questions if question.about is not None]


# The door to the workbooks


def test_the_four_phases_ship_in_both_languages() -> None:
    assert NAME in library.names()
    assert library.languages(NAME) == ("en", "zh")


def test_a_language_that_is_missing_falls_back_to_english() -> None:
    assert library.path(NAME, "eo") == library.path(NAME, "en")
    assert library.text(NAME, "eo") == library.text(NAME, "en")


def test_a_workbook_that_does_not_ship_is_told_by_its_name() -> None:
    assert library.languages("five-phases") == ()
    with pytest.raises(KeyError, match="five-phases"):
        library.text("five-phases")


# The workbook


@every_language
def test_strict_reading_finds_nothing_to_say(lang: str) -> None:
    reading = read(library.text(NAME, lang))
    assert reading.strict
    assert reading.findings == ()
    assert workbook(lang).lang == lang


def skeleton(book: Workbook) -> dict[str, object]:
    """All that must be the same in every language: ids, kinds, attributes, and their order."""
    return {
        "workbook": book.id,
        "sides": [side.id for side in book.sides],
        "phases": [(phase.id, [question.id for question in phase.questions]) for phase in book.phases],
        "questions": [
            (
                question.id,
                question.kind,
                [option.id for option in question.options],
                [(c.id, c.kind, [option.id for option in c.options]) for c in question.columns],
                (question.start, question.low_good, question.guess, question.about, question.core),
                question.reads,
            )
            for question in book.questions
        ],
        "minutes": [phase.minutes for phase in book.phases],
    }


def test_both_languages_have_the_sameskeleton() -> None:
    assert skeleton(workbook("zh")) == skeleton(workbook("en"))


@every_language
def test_a_team_is_asked_as_much_as_an_afternoon_holds(lang: str) -> None:
    book = workbook(lang)
    assert 28 <= len(list(book.questions)) - len(duties(book)) <= 36
    assert {question.kind for question in book.questions} == set(Kind)
    assert [phase.id for phase in book.phases] == [*PHASES, "duties", "across"]


@every_language
def test_an_hour_is_enough_for_the_short_road(lang: str) -> None:
    core = [question for stop in workbook(lang).road(short=True) for question in stop.questions]
    assert len(core) <= 12
    assert all(question.core for question in core)
    assert {f"{phase}-trust" for phase in PHASES} <= {question.id for question in core}


@every_language
def test_the_twelve_duties_are_answered_on_one_screen(lang: str) -> None:
    book = workbook(lang)
    sheets = [stop for stop in book.road() if stop.is_sheet]
    assert [stop.phase.id for stop in sheets] == ["duties"]
    assert list(sheets[0].questions) == duties(book)
    assert [question.about for question in duties(book)] == ["vendor"] * 6 + ["client"] * 6


@every_language
def test_every_scale_has_five_steps_from_one_to_five(lang: str) -> None:
    scales = [question for question in workbook(lang).questions if question.kind is Kind.SCALE]
    assert {tuple(question.values) for question in scales} == {(1, 2, 3, 4, 5)}


@every_language
def test_every_phase_is_opened_and_every_question_has_its_story(lang: str) -> None:
    book = workbook(lang)
    assert book.guidance
    assert all(phase.guidance for phase in book.phases)
    for question in book.questions:
        assert question.guidance, question.id
        assert question.story, question.id
        assert question.text.endswith(("?", "？")), question.id


@every_language
def test_questions_stay_short_enough_for_a_small_terminal(lang: str) -> None:
    longest = {"en": (90, 44), "zh": (36, 22)}[lang]
    for question in workbook(lang).questions:
        assert len(question.text) <= longest[question.about is not None], question.text


def test_no_chinese_word_was_left_in_english() -> None:
    for question in workbook("zh").questions:
        words = [question.text, question.guidance, question.story]
        words += [option.text for option in question.options]
        words += [column.text for column in question.columns]
        words += [option.text for column in question.columns for option in column.options]
        assert all(any("\u4e00" <= sign <= "\u9fff" for sign in text) for text in words), question.id


# What a workbook on the four phases must ask

ASKED: dict[str, tuple[str, Kind]] = {
    "what each expected on day one": ("honeymoon-expected", Kind.NOTES),
    "promises": ("honeymoon-promises", Kind.LEDGER),
    "doubts left unsaid": ("honeymoon-doubts", Kind.NOTES),
    "how well each knew the other's daily work": ("honeymoon-knew", Kind.SCALE),
    "signs of a honeymoon": ("honeymoon-signs", Kind.CHECKLIST),
    "the first shock": ("conflict-shock", Kind.NOTES),
    "requirements": ("conflict-requirements", Kind.LEDGER),
    "what each thought and did not say": ("conflict-unsaid", Kind.NOTES),
    "complaints": ("conflict-complaints", Kind.LEDGER),
    "pledges asked for to shift blame": ("conflict-pledges", Kind.LEDGER),
    "who broke the deadlock": ("compromise-mediator", Kind.NOTES),
    "trades": ("compromise-trades", Kind.LEDGER),
    "how guarded each was": ("compromise-guarded", Kind.SCALE),
    "signs of being guarded": ("compromise-signs", Kind.CHECKLIST),
    "what being guarded cost": ("compromise-cost", Kind.NOTES),
    "would you have worked together again, then": ("compromise-again", Kind.CHOICE),
    "what went live and what its users said": ("cooperation-live", Kind.LEDGER),
    "the acceptance report": ("cooperation-acceptance", Kind.LEDGER),
    "when the view of the other turned": ("cooperation-turn", Kind.NOTES),
    "what each now knows of the other": ("cooperation-know", Kind.NOTES),
    "the shared result and how it should grow": ("cooperation-shared", Kind.NOTES),
    "cooperating, cordial or frozen": ("cooperation-state", Kind.CHOICE),
    "what would have brought honesty sooner": ("across-honesty", Kind.NOTES),
    "how the honeymoon could have been shorter": ("across-shorter", Kind.NOTES),
}


@every_language
@pytest.mark.parametrize("topic", ASKED)
def test_nothing_that_must_be_asked_is_missing(lang: str, topic: str) -> None:
    question_id, kind = ASKED[topic]
    assert asked(lang, question_id).kind is kind


@every_language
@pytest.mark.parametrize("phase", PHASES)
def test_every_phase_asks_for_its_time_and_for_trust_on_both_sides(lang: str, phase: str) -> None:
    period = asked(lang, f"{phase}-period")
    assert period.reads == ("period",)
    assert [c.kind for c in period.columns[:2]] == [ColumnKind.DATE, ColumnKind.DATE]
    trust = asked(lang, f"{phase}-trust")
    assert trust.reads == ("trust",)
    assert trust.guess


LEDGERS: dict[str, dict[str, object]] = {
    "honeymoon-promises": {
        "promise": None,
        "said-by": None,
        "in-contract": ("yes", "partly", "no"),
        "delivered": ("yes", "partly", "pending", "no"),
    },
    "conflict-requirements": {
        "requirement": None,
        "origin": ("contract", "leader", "users"),
        "outcome": ("done", "reduced", "cut", "swapped", "absorbed", "disputed"),
        "swapped-for": None,
    },
    "conflict-complaints": {"complaint": None, "from": None, "to": None, "result": None},
    "compromise-trades": {"given-up": None, "by": ("client", "vendor"), "in-return": None},
    "cooperation-acceptance": {
        "audience": None,
        "minutes": ColumnKind.NUMBER,
        "rehearsals": ColumnKind.NUMBER,
        "fallbacks": ColumnKind.NUMBER,
        "outcome": ("approved", "conditions", "rejected"),
    },
}


@every_language
@pytest.mark.parametrize("id", LEDGERS)
def test_ledgers_have_the_columns_the_readings_count_on(lang: str, id: str) -> None:
    columns = asked(lang, id).columns
    takes = {
        column.id: tuple(option.id for option in column.options)
        or (column.kind if column.kind is not ColumnKind.TEXT else None)
        for column in columns
    }
    assert takes == LEDGERS[id]


@every_language
def test_every_reading_finds_its_question(lang: str) -> None:
    book = workbook(lang)
    assert {reading for question in book.questions for reading in question.reads} == READINGS
    once = ("promises", "requirements", "trades", "acceptance", "state", "turn")
    for reading in once:
        assert len([question for question in book.questions if reading in question.reads]) == 1


# The demo


def _blank(told_by: Mapping[str, Any]) -> dict[str, Any]:
    """A demo without its words: who answered what, with which steps, options and columns."""
    plain = dict(told_by)
    kept = ("question", "by", "side", "value", "guess", "choice", "checked", "turning")
    answers = []
    for entry in told_by["answers"]:
        answer = {key: entry[key] for key in kept if key in entry}
        columns = {column.id: column for column in asked("en", entry["question"]).columns}
        answer["cells"] = {
            key: value if columns[key].kind is not ColumnKind.TEXT else "…"
            for key, value in entry.get("cells", {}).items()
        }
        answers.append(answer)
    same = ("side", "due", "check_on", "control", "status")
    return {
        "head": [plain["date"], plain["workbook"], plain["short"], list(plain["parties"])],
        "people": [(person["key"], person["side"]) for person in plain["people"]],
        "answers": answers,
        "actions": [{key: action[key] for key in same} for action in plain.get("actions", [])],
    }


@every_demo
def test_the_demo_is_the_same_story_in_both_languages(demo: str) -> None:
    assert _blank(told(demo, "zh")) == _blank(told(demo, "en"))


def _fits(entry: Mapping[str, Any], question: Question) -> bool:
    """Whether an answer of the demo is one the question can take."""
    match question.kind:
        case Kind.NOTES:
            return bool(entry["text"].strip())
        case Kind.SCALE:
            guessed = entry.get("guess")
            return entry["value"] in question.values and (
                guessed is None or (question.guess and guessed in question.values)
            )
        case Kind.CHOICE:
            return entry["choice"] in {option.id for option in question.options}
        case Kind.CHECKLIST:
            ticked, items = entry["checked"], [option.id for option in question.options]
            return bool(ticked) and ticked == [item for item in items if item in ticked]
        case Kind.LEDGER:
            columns = {column.id: column for column in question.columns}
            for key, value in entry["cells"].items():
                column = columns[key]
                if column.kind is ColumnKind.CHOICE:
                    assert value in {option.id for option in column.options}, (question.id, value)
                elif column.kind is ColumnKind.DATE:
                    date.fromisoformat(value)
                elif column.kind is ColumnKind.NUMBER:
                    int(value)
            return any(entry["cells"].values())


@every_language
@every_demo
def test_every_answer_of_the_demo_fits_its_question(demo: str, lang: str) -> None:
    page = told(demo, lang)
    people = {person["key"] for person in page["people"]}
    sides = {side.id for side in workbook(lang).sides}
    assert set(page["parties"]) == sides
    for entry in page["answers"]:
        assert _fits(entry, asked(lang, entry["question"])), entry
        assert (entry["by"] in people) if "by" in entry else (entry["side"] in sides)


@every_language
@every_demo
def test_nobody_answers_a_single_question_of_the_demo_twice(demo: str, lang: str) -> None:
    singles = [
        (entry["question"], entry.get("by"), entry.get("side"))
        for entry in told(demo, lang)["answers"]
        if asked(lang, entry["question"]).kind not in (Kind.NOTES, Kind.LEDGER)
    ]
    assert len(singles) == len(set(singles))


def _sides_that_answered(demo: str, lang: str) -> dict[str, set[str]]:
    page = told(demo, lang)
    side_of = {person["key"]: person["side"] for person in page["people"]}
    sides: dict[str, set[str]] = {}
    for entry in page["answers"]:
        side = entry["side"] if "side" in entry else side_of[entry["by"]]
        sides.setdefault(entry["question"], set()).add(side)
    return sides


@every_language
def test_the_finished_demo_leaves_no_question_open_and_no_side_unheard(lang: str) -> None:
    sides = _sides_that_answered("finished", lang)
    assert set(sides) == {question.id for question in workbook(lang).questions}
    assert all(heard == {"client", "vendor"} for heard in sides.values())
    assert len(told("finished", lang)["answers"]) >= 80
    assert [person["side"] for person in told("finished", lang)["people"]] == ["client"] * 5 + ["vendor"] * 3


def _mean(demo: str, id: str, side: str) -> float:
    page = told(demo, "en")
    on_side = {person["key"] for person in page["people"] if person["side"] == side}
    values = [e["value"] for e in page["answers"] if e["question"] == id and e["by"] in on_side]
    return fmean(values)


def test_the_two_sides_of_the_finished_demo_contradict_each_other() -> None:
    for duty in duties(workbook("en")):
        other = "client" if duty.about == "vendor" else "vendor"
        assert _mean("finished", duty.id, str(duty.about)) > _mean("finished", duty.id, other), duty.id
    for phase in PHASES:
        rows = [e["cells"] for e in told("finished", "en")["answers"] if e["question"] == f"{phase}-period"]
        assert len({row["began"] for row in rows}) > 1


@every_language
def test_the_halfway_demo_stops_in_the_middle_of_the_conflict(lang: str) -> None:
    sides = _sides_that_answered("halfway", lang)
    road = [question for stop in workbook(lang).road() for question in stop.questions]
    answered = [question.id in sides for question in road]
    stop = answered.index(False)
    assert not any(answered[stop:])
    conflict = next(phase for phase in workbook(lang).phases if phase.id == "conflict")
    assert road[stop] in conflict.questions[1:-1]
    assert any(len(heard) == 1 for heard in sides.values())
    assert 25 <= len(told("halfway", lang)["answers"]) <= 35


@every_language
def test_the_actions_of_the_finished_demo_are_ones_a_team_could_keep(lang: str) -> None:
    page = told("finished", lang)
    side_of = {person["name"]: person["side"] for person in page["people"]}
    actions = page["actions"]
    assert 5 <= len(actions) <= 6
    statuses = [Status(action["status"]) for action in actions]
    assert statuses.count(Status.CONFIRMED) == 1
    assert statuses.count(Status.DROPPED) == 1
    for action in actions:
        assert side_of[action["owner"]] == action["side"]
        assert side_of[action["confirm"]] != action["side"]
        assert page["date"] < action["due"] < action["check_on"]
        assert action["when"]
        assert action["done_means"]
        assert Control(action["control"])
        assert bool(action["why"]) == (action["status"] != "open")
