"""The meeting's own words: a small workbook around every other one, and the ids of what it asks.

It stands in `library/meeting/`, in every language a document can have: its phases are the stages of a meeting, its
questions the places.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from templates.workbook.model import Question, Workbook

OPEN, GAPS, VOTE, DECIDE, CLOSE = (f"meeting-{stage}" for stage in ("open", "gaps", "vote", "decide", "close"))
"""The ids of the stages around the workbook's phases."""
PHASES = "meeting-phases"
"""The id under which the frame says what every phase of a workbook is for."""
PEOPLE = "meeting-people"
"""The id of the place at which a meeting begins."""
SAFETY, RETURN, RAISED = "meeting-safety", "meeting-return", "meeting-raised"
APPRECIATIONS, BEST, FACILITATOR = "meeting-appreciations", "meeting-best", "meeting-facilitator"
"""The ids of the questions the meeting itself asks."""
ASKED = (SAFETY, APPRECIATIONS, BEST, RETURN, RAISED, FACILITATOR)
"""The frame's questions that have answers."""
_WORDS = Path(__file__).parents[1] / "library" / "meeting"


@lru_cache(maxsize=4)
def words(lang: str) -> Workbook:
    """The meeting's own words as a workbook: in `lang`, or in English where it does not exist in that language."""
    from templates.workbook.reader import read

    named = _WORDS / f"meeting.{lang}.md"
    file = named if named.is_file() else _WORDS / "meeting.en.md"
    return read(file.read_text(encoding="utf-8"), file=file.name).require()


def question(lang: str, id: str) -> Question | None:
    """The question with this id that the meeting itself asks, in the words of a language."""
    return words(lang).question(id) if id in ASKED else None
