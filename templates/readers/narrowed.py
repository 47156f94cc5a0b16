"""Who a document is for: a page narrowed to what its readers may see, and what they will not see. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from templates.filled_page.agreed import Vote
from templates.filled_page.page import (
    Answer,
    Checks,
    Choice,
    Rating,
    Retrospective,
)
from templates.filled_page.settings import Private, Voting
from templates.readers.beside_the_page import Beside
from templates.words import N_, _, current, in_every_language
from templates.workbook.frame import FACILITATOR
from templates.workbook.side import Side

JOINT, EXECUTIVE = "joint", "executive"

_CALLED = {JOINT: (N_("joint"), N_("both sides")), EXECUTIVE: (N_("executive"), N_("the executive"))}
"""What the two are called, msgids; the first of each as a part of a file's name, too."""

OWN = (FACILITATOR, "meeting-notes")
"""How the ids of the questions begin whose answers are the facilitator's own: they stand in no document."""

OneKind = TypeVar("OneKind", bound=Answer)


@dataclass(frozen=True, slots=True)
class Audience:
    """Both sides together, the executive, or one side by itself."""

    key: str
    """`joint`, `executive`, or a side's id."""
    side: Side | None = None
    """The side whose own document it is."""

    @property
    def in_file_names(self) -> str:
        """What stands in the name of its file, in the language of the run: `client`, `executive`, 高层; or nothing."""
        return (
            "" if self.is_joint else self.key if current() == "en" else self.side.name if self.side else _("executive")
        )

    @property
    def is_joint(self) -> bool:
        """Whether it is for everybody at the table."""
        return self.side is None and self.key == JOINT

    @property
    def is_executive(self) -> bool:
        """Whether it is for those who were not at the table."""
        return self.side is None and self.key == EXECUTIVE


FOR_BOTH = Audience(JOINT)
FOR_EXECUTIVE = Audience(EXECUTIVE)


def audiences(page: Retrospective) -> tuple[Audience, ...]:
    """All audiences a page has: both sides together, the executive, each side by itself."""
    return (FOR_BOTH, FOR_EXECUTIVE, *(Audience(side.id, side) for side in page.workbook.sides))


def find_audience(page: Retrospective, key: str) -> Audience | None:
    """The audience called `key`: joint, executive, or a side by its id, name or party."""
    side = page.find_side(key)
    if side is not None and (side.id == key or _meant(key) is None):
        return Audience(side.id, side)
    known = _meant(key)
    return Audience(known) if known else None


def _meant(key: str) -> str | None:
    """JOINT or EXECUTIVE where `key` is a word for either, in any language."""
    folded = key.strip().casefold()
    for known, called in _CALLED.items():
        if folded == known or any(folded in in_every_language(word) for word in called):
            return known
    return None


def is_own(question: str) -> bool:
    """Whether the answers to a question are the facilitator's own notes."""
    return question.startswith(OWN)


def may_read(page: Retrospective, audience: Audience, answer: Answer) -> bool:
    """Whether an answer may stand in a document for this audience; what is for the facilitator stands in none."""
    if is_own(answer.question):
        return False
    match page.visibility(answer):
        case Private.EVERYBODY:
            return True
        case Private.SIDE:
            return audience.side is not None and answer.side == audience.side.id
        case Private.FACILITATOR:
            return False


def hidden(page: Retrospective, audience: Audience) -> tuple[Answer, ...]:
    """The answers a document for this audience must not tell."""
    return tuple(answer for answer in page.answers if not may_read(page, audience, answer))


def narrowed(page: Retrospective, audience: Audience) -> Retrospective:
    """The page as this audience may read it.

    What is private goes, with every group, vote and topic's name that only private answers would explain; nobody is
    named where an answer was written without a name; nothing of a vote is told before it is closed. For the executive
    nobody's words stand there, and no figure has a name: what was agreed, by whom and until when stays.
    """
    shown = tuple(_unnamed(answer) for answer in page.answers if may_read(page, audience, answer))
    gone = {answer.id for answer in page.answers} - {answer.id for answer in shown}
    full, left = _groups_of(page.answers), _groups_of(shown)
    emptied = {group.id for group in page.groups if group.id in full and group.id not in left}
    unexplained = gone | emptied
    narrow = replace(
        page,
        answers=shown,
        groups=tuple(group for group in page.groups if group.id not in emptied),
        votes=() if page.settings.voting is Voting.OPEN else _votes(page, unexplained),
        topics=tuple(replace(one, target="") if one.target in unexplained else one for one in page.topics),
    )
    return _for_executive(narrow) if audience.is_executive else narrow


def _unnamed(answer: Answer) -> Answer:
    return replace(answer, person=None) if answer.anonymous and answer.person else answer


def _groups_of(answers: Sequence[Answer]) -> set[str]:
    return {group for answer in answers if (group := getattr(answer, "group", None))}


def _votes(page: Retrospective, unexplained: set[str]) -> tuple[Vote, ...]:
    return tuple(vote for vote in page.votes if vote.target not in unexplained)


def _for_executive(page: Retrospective) -> Retrospective:
    """Figures without names and times, and what was agreed; no words of those who were at the table."""
    figures = tuple(
        replace(answer, person=None, also=(), created="", edited=None)
        for answer in page.answers
        if isinstance(answer, Rating | Choice | Checks)
    )
    topics = tuple(replace(topic, was="") for topic in page.topics)
    return replace(page, answers=figures, people=(), groups=(), topics=topics)


@dataclass(frozen=True, slots=True)
class Sight:
    """How much of a page an audience will see, in numbers."""

    shown: int
    """Answers that stand in the document or in its figures."""
    sides: tuple[tuple[Side, int], ...]
    """Private answers of each side that this audience will not see; sides without any are left out."""
    facilitator: int
    """Answers marked for the facilitator, who reads them on the laptop: they stand in no document."""
    own: int
    """The facilitator's own notes: they stand in no document."""
    private: int
    """Private answers this audience does see: its own."""
    actions: int
    beside: Beside
    """What is written and not on the page: no audience sees it."""

    @property
    def left_out(self) -> int:
        """How much of what was written this audience will not see."""
        beside = self.beside
        written = beside.covered_answers + beside.ballots + len(beside.halves) + beside.waiting
        return sum(n for _side, n in self.sides) + self.facilitator + self.own + written


def sight(page: Retrospective, audience: Audience, beside: Beside) -> Sight:
    """What an audience will see and what not, before anything is written: the one place where it is found.

    Args:
        page: the whole page.
        audience: who is to read it.
        beside: what is written and not on the page.
    """
    unseen = Counter(_why(page, answer) for answer in hidden(page, audience))
    readable = [answer for answer in page.answers if may_read(page, audience, answer)]
    sides = ((side, unseen[side.id]) for side in page.workbook.sides)
    known = {side.id for side in page.workbook.sides}
    nobodys = sum(n for key, n in unseen.items() if key not in known and key not in (_OWN, _FACILITATOR))
    return Sight(
        shown=len(readable),
        sides=tuple((side, n) for side, n in sides if n),
        facilitator=unseen[_FACILITATOR] + nobodys,
        own=unseen[_OWN],
        private=sum(page.visibility(answer) is not Private.EVERYBODY for answer in readable),
        actions=len(page.actions),
        beside=beside,
    )


_OWN, _FACILITATOR = " own", " facilitator"


def _why(page: Retrospective, answer: Answer) -> str:
    """Under what an unseen answer is counted: the facilitator's, or the id of the side whose it is."""
    if is_own(answer.question):
        return _OWN
    if page.visibility(answer) is Private.FACILITATOR:
        return _FACILITATOR
    return answer.side or ""


def texts_of(answer: Answer) -> Iterator[str]:
    """Every text somebody wrote in an answer, the versions written at the same time elsewhere included."""
    text = getattr(answer, "text", None)
    if isinstance(text, str):
        yield text
    yield from getattr(answer, "cells", {}).values()
    yield from (value for field, value in answer.also if field == "text" or field.startswith("cell."))
