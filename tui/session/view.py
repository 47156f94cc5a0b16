"""What a screen hands down to the widgets of one stop: frozen, and all they need to draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from storage.drafts.draft_writer import Draft
from templates.filled_page.agreed import Vote
from templates.filled_page.page import Answer, Person, Retrospective
from templates.filled_page.settings import Private, Writing
from templates.words import _, ngettext
from templates.workbook.model import Question, Stop


@dataclass(frozen=True, slots=True)
class Writer:
    """Who is at the keyboard: a person, or a side where nobody is named."""

    side: str | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True)
class View:
    """One stop of the road, with everything that stands on it."""

    page: Retrospective
    stop: Stop
    writer: Writer
    drafts: tuple[Draft, ...] = ()
    """The drafts of this stop's questions."""
    wide: bool = False
    """Whether the sides stand next to each other."""
    story: bool = False
    """Whether the story that helps to remember is to be shown."""
    earlier: tuple[Retrospective, ...] = ()
    """Earlier retrospectives with the same counterpart, newest first; only for places that look back."""
    mode: Writing = Writing.OPEN
    """How the answers of this stop are written now."""
    covered: Mapping[str, Mapping[str | None, int]] = field(default_factory=lambda: MappingProxyType({}))
    """How many covered answers each question of this stop has, by side; none of them is on the page but one's own."""
    own: frozenset[str] = frozenset()
    """The ids of the covered answers that whoever holds the keyboard has given."""
    shown: frozenset[str] = frozenset()
    """The ids of all covered answers on the page: those whoever holds the keyboard may read."""
    hushed: frozenset[str] = frozenset()
    """The acts of the drafts whose words are not shown: begun covered, by somebody else or without a name."""
    seated: bool = True
    """Whether somebody has said that they are at the keyboard, where writing is covered."""

    marked: frozenset[str] = frozenset()
    """The ids of the notes and groups marked to be joined."""
    ballots: tuple[Vote, ...] = ()
    """The votes that lie covered; never shown before the vote is closed, but to whoever gave them."""
    voted: frozenset[str] = frozenset()
    """Who has voted while the vote is open, as the ballots know them."""

    @property
    def question(self) -> Question:
        """The question of the stop; the first one of a sheet."""
        return self.stop.questions[0]

    def still_covered(self, question: str, *sides: str | None) -> int:
        """How many answers of some sides lie covered from whoever holds the keyboard."""
        counted = sum(self.covered.get(question, {}).get(side, 0) for side in sides)
        return counted - sum(a.id in self.shown and a.side in sides for a in self.page.answers_to(question))

    @property
    def person(self) -> Person | None:
        """The person at the keyboard, where one is named."""
        return self.page.person(self.writer.person)

    @property
    def sitting(self) -> tuple[Writer, bool]:
        """Who is at the keyboard and whether anybody is: where it changes, nothing of the last one's place is left."""
        return self.writer, self.seated

    def private(self, answer: Answer) -> str:
        """That an answer is not for everybody, in a word or two; empty where it is."""
        match self.page.visibility(answer):
            case Private.SIDE:
                return _("private")
            case Private.FACILITATOR:
                return _("for the facilitator")
            case Private.EVERYBODY:
                return ""

    def own_answer(self, question: str, side: str | None) -> Answer | None:
        """The answer the writer (or, on another side, that side's nobody) has given to a scale or choice."""
        if side == self.writer.side:
            covered = (a for a in self.page.answers_to(question) if a.id in self.own)
            if (mine := next(covered, None)) is not None or self.mode is Writing.ANONYMOUS:
                return mine
        person = self.writer.person if side == self.writer.side else None
        return self.page.single(question, side, person)


def lies_covered(number: int) -> str:
    """How many answers lie covered, in words."""
    return ngettext("{n} answer lies covered", "{n} answers lie covered", number).format(n=number)
