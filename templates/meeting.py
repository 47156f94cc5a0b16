"""The road of a whole meeting: what comes before the workbook's questions and after them. Pure functions.

The words stand in a small workbook of their own, `library/meeting/`, in every language a document can have: its
phases are the stages, its questions the places. Some of its questions are answered like any other; the rest name
a place where the meeting does something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from templates.settings import Writing
from templates.workbook import Phase, Question, Stop, Workbook

if TYPE_CHECKING:
    from templates.retrospective import Retrospective

OPEN, GAPS, VOTE, DECIDE, CLOSE = (f"meeting-{stage}" for stage in ("open", "gaps", "vote", "decide", "close"))
"""The ids of the stages around the workbook's phases."""
PHASES = "meeting-phases"
"""The id under which the frame says what every phase of a workbook is for."""
SAFETY, RETURN, RAISED = "meeting-safety", "meeting-return", "meeting-raised"
APPRECIATIONS, BEST, FACILITATOR = "meeting-appreciations", "meeting-best", "meeting-facilitator"
"""The ids of the questions the meeting itself asks."""

PLACES: Mapping[str, str] = MappingProxyType(
    {
        "meeting-people": "open.people",
        "meeting-rules": "open.rules",
        "meeting-plan": "open.plan",
    }
)
"""The frame's questions that are places of their own, by their id."""
ASKED = (APPRECIATIONS, BEST, RETURN, RAISED, FACILITATOR)
"""The frame's questions that have answers."""
FIRST_STOP = "@open.people"
"""The id of the stop where a meeting that has just been started begins."""
FEWEST = 3
"""The fewest people of a side whose answers about safety are shown."""

_COVERED = MappingProxyType({SAFETY: Writing.ANONYMOUS, RETURN: Writing.ANONYMOUS, RAISED: Writing.ANONYMOUS})
"""How the meeting's own questions are written as long as nobody has chosen, or revealed, otherwise."""
_WORDS = Path(__file__).parent / "library" / "meeting"


@lru_cache(maxsize=4)
def words(lang: str) -> Workbook:
    """The meeting's own words as a workbook: in `lang`, or in English where it does not exist in that language."""
    from templates.reader import read

    named = _WORDS / f"meeting.{lang}.md"
    file = named if named.is_file() else _WORDS / "meeting.en.md"
    return read(file.read_text(encoding="utf-8"), file=file.name).require()


def frame(page: Retrospective) -> Workbook:
    """The meeting's stages and questions, in the language of the retrospective."""
    return words(page.lang)


def question(page: Retrospective, id: str) -> Question | None:
    """The question with this id: one of the workbook's, or one the meeting itself asks."""
    return page.workbook.question(id) or (frame(page).question(id) if id in ASKED else None)


def road(page: Retrospective) -> tuple[Stop, ...]:
    """The stops of the whole meeting, in order: Open, the workbook's, Gaps, Group and vote, Decide, Close."""
    return tuple(_stops(page))


def _stops(page: Retrospective) -> Iterator[Stop]:
    stages = {phase.id: phase for phase in frame(page).phases}
    yield from _of(stages[OPEN])
    yield from page.road
    for stage in (GAPS, VOTE, DECIDE, CLOSE):
        # Where there is one team only, nobody sees anything differently from the other side.
        if stage != GAPS or len(page.workbook.sides) > 1:
            yield from _of(stages[stage])


def _of(stage: Phase) -> Iterator[Stop]:
    for asked in stage.questions:
        if asked.id in PLACES:
            # What stands in the words as a story is the place's own.
            yield Stop(stage, (replace(asked, story=""),), PLACES[asked.id])
        elif asked.id in ASKED:
            yield Stop(stage, (asked,))


def stages(page: Retrospective) -> tuple[Phase, ...]:
    """The stages of the whole meeting, in order: the phases of the road, each once."""
    return tuple({stop.phase.id: stop.phase for stop in road(page)}.values())


def is_frame(phase: str) -> bool:
    """Whether a stage is the meeting's own and not the workbook's."""
    return phase in (OPEN, GAPS, VOTE, DECIDE, CLOSE)


def purpose(page: Retrospective, phase: Phase) -> str:
    """What a stage is for, in one line."""
    if is_frame(phase.id):
        return phase.guidance
    return next(stage.guidance for stage in frame(page).phases if stage.id == PHASES)


def script(phase: Phase) -> str:
    """What a facilitator may read aloud at the beginning of a stage; a phase's opening lines are meant for that."""
    return phase.story if is_frame(phase.id) else phase.guidance


def writing(page: Retrospective, asked: str) -> Writing:
    """How the answers to a question are written now."""
    if asked in ASKED:
        return page.settings.writing.get(asked) or _COVERED.get(asked, Writing.OPEN)
    phase = page.workbook.phase_of(asked)
    return page.settings.writing_in(phase.id) if phase else Writing.OPEN


def writing_key(stop: Stop) -> str:
    """The name under which it is set how a stop is written: its phase's, or that of the meeting's question."""
    return stop.questions[0].id if is_frame(stop.phase.id) else stop.phase.id


def rules(page: Retrospective) -> tuple[str, ...]:
    """The ground rules, one a line: the team's own, else those we offer in the retrospective's language."""
    text = page.settings.rules or _offered_rules(page)
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _offered_rules(page: Retrospective) -> str:
    asked = frame(page).question("meeting-rules")
    return asked.story if asked else ""
