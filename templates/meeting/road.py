"""The road of a whole meeting: what comes before the workbook's questions and after them. Pure functions.

The words stand in a small workbook of their own, `library/meeting/`, in every language a document can have: its
phases are the stages, its questions the places. Some of its questions are answered like any other; the rest name
a place where the meeting does something else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from templates.filled_page.settings import Private, Writing
from templates.workbook import frame
from templates.workbook.model import (
    Kind,
    Phase,
    Question,
    Stop,
    Workbook,
)

if TYPE_CHECKING:
    from templates.filled_page.page import Answer, Retrospective

AnswerT = TypeVar("AnswerT", bound="Answer")


_GAPS = ("page", "apart", "phases", "trust", "guesses", "duties", "promises", "trades", "acceptance")
PLACES: Mapping[str, str] = MappingProxyType(
    {
        frame.PEOPLE: "open.people",
        "meeting-rules": "open.rules",
        frame.SAFETY: "open.safety",
        "meeting-last": "open.last",
        "meeting-writing": "open.writing",
        "meeting-plan": "open.plan",
        "meeting-groups": "group",
        "meeting-votes": "vote",
        "meeting-topics": "decide",
        "meeting-actions": "close.actions",
        **{f"meeting-gaps-{name}": f"gaps.{name}" for name in _GAPS},
    }
)
"""The frame's questions that are places of their own, by their id."""
_READ_FROM: Mapping[str, Callable[[Question], bool]] = MappingProxyType(
    {
        "gaps.apart": lambda question: question.kind is Kind.SCALE,
        "gaps.phases": lambda question: "period" in question.reads,
        "gaps.trust": lambda question: "trust" in question.reads,
        "gaps.guesses": lambda question: question.guess,
        "gaps.duties": lambda question: question.about is not None and question.kind is Kind.SCALE,
        "gaps.promises": lambda question: "promises" in question.reads,
        "gaps.trades": lambda question: bool({"trades", "requirements"} & set(question.reads)),
        "gaps.acceptance": lambda question: bool({"acceptance", "state"} & set(question.reads)),
    }
)
"""What a workbook must ask for a place to have anything to show."""
TOPIC = "topic"
"""What the place of a topic is called; its id follows, behind a colon."""
FIRST_STOP = "@open.people"
"""The id of the stop where a meeting that has just been started begins."""
FEWEST = 3
"""The fewest people of a side whose answers about safety are shown."""

COVERED: Mapping[str, Writing] = MappingProxyType(
    {frame.SAFETY: Writing.ANONYMOUS, frame.RETURN: Writing.ANONYMOUS, frame.RAISED: Writing.ANONYMOUS}
)
"""How the meeting's own questions are written as long as nobody has chosen, or revealed, otherwise."""
IN_TURN = (frame.SAFETY, frame.RETURN)
"""The questions each answers with one number, one person after the other."""
_TEAM = "-team"
"""What the id of a question of the frame ends with that holds another one's guidance for one team."""


def own_words(page: Retrospective) -> Workbook:
    """The meeting's stages and questions, in the language of the retrospective."""
    return frame.words(page.lang)


def question(page: Retrospective, id: str) -> Question | None:
    """The question with this id: one of the workbook's, or one the meeting itself asks."""
    return page.question(id)


def questions(page: Retrospective) -> tuple[Question, ...]:
    """All questions that have answers: the workbook's, then those the meeting itself asks."""
    own = (question for question in own_words(page).questions if question.id in frame.ASKED)
    return (*page.workbook.questions, *own)


def in_order(page: Retrospective) -> tuple[Question, ...]:
    """All questions that have answers, in the order of the whole road; the short one leaves none of them out."""
    opening = {asked.id for phase in own_words(page).phases if phase.id == frame.OPEN for asked in phase.questions}
    return tuple(sorted(questions(page), key=lambda asked: asked.id not in opening))


def road(page: Retrospective) -> tuple[Stop, ...]:
    """The stops of the whole meeting, in order: Open, the workbook's, Gaps, Group and vote, Decide, Close."""
    return tuple(_stops(page))


def _stops(page: Retrospective) -> Iterator[Stop]:
    stages = {phase.id: phase for phase in own_words(page).phases}
    yield from _of(page, stages[frame.OPEN])
    yield from page.road
    for stage in (frame.GAPS, frame.VOTE, frame.DECIDE, frame.CLOSE):
        # Where there is one team only, nobody sees anything differently from the other side.
        if stage != frame.GAPS or len(page.workbook.sides) > 1:
            yield from (stop for stop in _of(page, stages[stage]) if _is_asked(page, stop.place))
        if stage == frame.DECIDE:
            yield from _topics(page, stages[stage])


def _is_asked(page: Retrospective, place: str) -> bool:
    """Whether the workbook asks what a place reads."""
    wanted = _READ_FROM.get(place)
    return wanted is None or any(map(wanted, page.workbook.questions))


def _topics(page: Retrospective, stage: Phase) -> Iterator[Stop]:
    """A stop for each topic, in the order of the agenda."""
    from templates.meeting.agenda import agenda, topic_title

    for topic in agenda(page):
        yield Stop(stage, (Question(topic.id, topic_title(page, topic)),), f"{TOPIC}:{topic.id}")


def _of(page: Retrospective, stage: Phase) -> Iterator[Stop]:
    for asked in stage.questions:
        # What speaks of sides has other words where there is one team.
        of_team = own_words(page).question(asked.id + _TEAM) if not page.workbook.sides else None
        asked = replace(asked, guidance=of_team.guidance) if of_team else asked
        if asked.id in PLACES:
            # What stands in the words as a story is the place's own; the meeting begins with what its workbook is for.
            story = page.workbook.guidance if asked.id == frame.PEOPLE else ""
            yield Stop(stage, (replace(asked, story=story),), PLACES[asked.id])
        elif asked.id in frame.ASKED:
            yield Stop(stage, (asked,))


def stages(page: Retrospective) -> tuple[Phase, ...]:
    """The stages of the whole meeting, in order: the phases of the road, each once."""
    return tuple({stop.phase.id: stop.phase for stop in road(page)}.values())


def is_frame(phase: str) -> bool:
    """Whether a stage is the meeting's own and not the workbook's."""
    return phase in (frame.OPEN, frame.GAPS, frame.VOTE, frame.DECIDE, frame.CLOSE)


def purpose(page: Retrospective, phase: Phase) -> str:
    """What a stage is for, in one line."""
    if is_frame(phase.id):
        return phase.guidance
    return next(stage.guidance for stage in own_words(page).phases if stage.id == frame.PHASES)


def script(phase: Phase) -> str:
    """What a facilitator may read aloud at the beginning of a stage; a phase's opening lines are meant for that."""
    return phase.story if is_frame(phase.id) else phase.guidance


def as_kept(answer: AnswerT) -> AnswerT:
    """An answer as it is to be kept: the facilitator's own notes say themselves that nobody else may read them."""
    return replace(answer, private=Private.FACILITATOR) if answer.question == frame.FACILITATOR else answer


def key_of(page: Retrospective, asked: str) -> str:
    """The name under which it is set how a question is written: its phase's, or that of the meeting's own question.

    All under one key is uncovered together, so each of the meeting's own questions has its own: whoever uncovers the
    numbers of one is not to open what the next one asks for.
    """
    if asked in frame.ASKED:
        return asked
    phase = page.workbook.phase_of(asked)
    return phase.id if phase else asked


def writing(page: Retrospective, asked: str) -> Writing:
    """How the answers to a question are written now."""
    key = key_of(page, asked)
    if key in frame.ASKED:
        return page.settings.writing.get(key) or COVERED.get(key, Writing.OPEN)
    # A place is nothing that is written; only what is asked can be covered.
    return page.settings.writing_in(key) if page.workbook.question(asked) else Writing.OPEN


def rules(page: Retrospective) -> tuple[str, ...]:
    """The ground rules, one a line: the team's own, else those we offer in the retrospective's language."""
    text = page.settings.rules or _offered_rules(page)
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _offered_rules(page: Retrospective) -> str:
    asked = own_words(page).question("meeting-rules")
    return asked.story if asked else ""
