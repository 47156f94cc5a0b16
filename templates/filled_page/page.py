"""The filled page: people, answers and actions of one retrospective. Frozen data with verbs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType

from templates.filled_page.agreed import (
    Agreement,
    Group,
    Review,
    Topic,
    Vote,
)
from templates.filled_page.settings import (
    Private,
    Settings,
    narrowest,
    private_of,
)
from templates.names import alike
from templates.workbook import frame
from templates.workbook.model import (
    Kind,
    Question,
    Side,
    Stop,
    Workbook,
)

_NO_CELLS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at the table."""

    id: str
    name: str
    side: str | None = None
    """The id of the person's side; None in a workbook for one team, or where it is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What every answer has, whatever its kind."""

    id: str
    question: str
    side: str | None = None
    """The id of the side that answers; None is *no side*."""
    person: str | None = None
    """The id of the person who answers; None where nobody is named."""
    created: str = ""
    """When it was first kept: ISO 8601, UTC, for showing only."""
    edited: str | None = None
    """When it was last changed, or None."""
    private: Private = Private.EVERYBODY
    """Who may read it; what its question or its phase is set to holds where this says everybody."""
    opened: bool = False
    """Whether it has been read aloud."""
    anonymous: bool = False
    """Whether it was written without a name on purpose; a side may have many such answers."""
    also: tuple[tuple[str, str], ...] = ()
    """What was written at the same time elsewhere and is not the winning version: (field, value as text)."""
    heads: tuple[str, ...] = field(default=(), repr=False)
    """The ids of the journal entries this version rests on; an edit names them as what it saw."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Answer):
    """A short card."""

    text: str
    group: str | None = None
    """The id of its group."""
    turning: bool = False
    """Whether it tells a turning point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating(Answer):
    """A step picked on a scale."""

    value: int | None
    """The number shown on the scale; None where so far only the guess was given."""
    guess: int | None = None
    """What the writer thinks the other side answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row(Answer):
    """A row of a ledger."""

    cells: Mapping[str, str] = field(default_factory=lambda: _NO_CELLS)
    """Column id to value; a choice column holds an option's id. Empty cells are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Answer):
    """One option of several."""

    choice: str | None
    """The option's id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checks(Answer):
    """The items ticked on a checklist."""

    checked: tuple[str, ...] = ()
    """The ids of the ticked items, in the order of the document."""


class Status(StrEnum):
    """Where an action stands."""

    OPEN = "open"
    DONE = "done"
    CONFIRMED = "confirmed"
    DROPPED = "dropped"


class Control(StrEnum):
    """In whose hands an action lies."""

    US = "us"
    THEM = "them"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What was agreed to be done, by whom, until when."""

    id: str
    text: str
    when: str = ""
    """The trigger, as in "when/if …, then …"."""
    owner: str = ""
    """The name of the person who does it; empty is the parking lot."""
    side: str | None = None
    due: str = ""
    """ISO date, or empty."""
    check_on: str = ""
    """ISO date of the day to look whether it helped, or empty."""
    done_means: str = ""
    confirm: str = ""
    """Who on the other side confirms that it is done."""
    control: Control | None = None
    status: Status = Status.OPEN
    why: str = ""
    """Why the status is what it is."""
    topic: str = ""
    """The id of the topic it came from, or empty."""
    earlier: str = ""
    """The id of the action of an earlier retrospective it renegotiates, or empty."""
    created: str = ""
    edited: str | None = None
    also: tuple[tuple[str, str], ...] = ()
    heads: tuple[str, ...] = field(default=(), repr=False)

    @property
    def is_standing(self) -> bool:
        """Whether it is still to be done or to be confirmed."""
        return self.status in (Status.OPEN, Status.DONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrospective:
    """A workbook's blanks, filled in."""

    id: str
    slug: str
    title: str
    workbook: Workbook
    date: str = ""
    """The day of the meeting, ISO date."""
    parties: Mapping[str, str] = field(default_factory=lambda: _NO_CELLS)
    """Side id to the name of the party, such as a company; a missing side has no party named."""
    short: bool = False
    """True on the short road (the questions marked `core`)."""
    archived: bool = False
    people: tuple[Person, ...] = ()
    answers: tuple[Answer, ...] = ()
    """In the order they were first kept."""
    actions: tuple[Action, ...] = ()
    groups: tuple[Group, ...] = ()
    votes: tuple[Vote, ...] = ()
    topics: tuple[Topic, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    reviews: tuple[Review, ...] = ()
    """What was looked at again, or was to be, of what earlier retrospectives agreed."""
    settings: Settings = field(default_factory=Settings)
    heads: tuple[str, ...] = field(default=(), repr=False)

    @property
    def lang(self) -> str:
        """The language of the workbook, and so of the document."""
        return self.workbook.lang

    @property
    def road(self) -> tuple[Stop, ...]:
        """The stops of this retrospective, in order."""
        return self.workbook.road(short=self.short)

    @property
    def columns(self) -> tuple[Side | None, ...]:
        """The places answers stand in: the sides, or the one team as None."""
        return self.workbook.sides or (None,)

    def party(self, side: str) -> str:
        """The name of a side's party, or an empty text."""
        return self.parties.get(side, "")

    def side_label(self, side: Side) -> str:
        """A side as it is shown: its name, and its party where there is one."""
        party = self.party(side.id)
        return f"{side.name} · {party}" if party else side.name

    def find_side(self, key: str) -> Side | None:
        """The side whose id, name or party is `key`."""
        folded = alike(key)
        by_party = (s for s in self.workbook.sides if folded and alike(self.party(s.id)) == folded)
        return self.workbook.side(key) or next(by_party, None)

    def person(self, id: str | None) -> Person | None:
        """The person with this id."""
        return next((person for person in self.people if person.id == id), None)

    def name_of(self, answer: Answer) -> str | None:
        """The name of the one who gave an answer, or None where nobody is named."""
        person = self.person(answer.person)
        return person.name if person else None

    def question(self, id: str) -> Question | None:
        """The question with this id: one of the workbook's, or one the meeting itself asks."""
        return self.workbook.question(id) or frame.question(self.lang, id)

    def answer(self, id: str) -> Answer | None:
        """The answer with this id."""
        return next((answer for answer in self.answers if answer.id == id), None)

    def answers_to(self, question: str) -> tuple[Answer, ...]:
        """All answers to a question, in the order they were first kept."""
        return tuple(answer for answer in self.answers if answer.question == question)

    def single(self, question: str, side: str | None, person: str | None) -> Answer | None:
        """The one answer a person (or, where nobody is named, a side) gave to a scale, choice or checklist."""
        for answer in self.answers:
            if answer.question != question or answer.anonymous:
                continue
            if answer.person == person and (person or answer.side == side):
                return answer
        return None

    def visibility(self, answer: Answer) -> Private:
        """Who may read an answer: its own mark, else its question's, else its phase's.

        Where two laptops marked it differently at the same time, the fewer.
        """
        if answer.question == frame.FACILITATOR:
            return Private.FACILITATOR
        phase = self.workbook.phase_of(answer.question)
        set_to = self.settings.private
        here = (
            answer.private
            or set_to.get(answer.question)
            or (set_to.get(phase.id) if phase else None)
            or Private.EVERYBODY
        )
        return narrowest(here, *(private_of(value) for field, value in answer.also if field == "private"))

    def in_group(self, group: str) -> tuple[Note, ...]:
        """The notes of a group, in the order they were first kept."""
        return tuple(answer for answer in self.answers if isinstance(answer, Note) and answer.group == group)

    def with_answer(self, answer: Answer) -> Retrospective:
        """This page with `answer` in place of the one of the same id, or at the end."""
        if self.answer(answer.id) is None:
            return replace(self, answers=(*self.answers, answer))
        return replace(self, answers=tuple(answer if a.id == answer.id else a for a in self.answers))

    def answered(self) -> frozenset[str]:
        """The ids of the questions anybody has answered."""
        return frozenset(answer.question for answer in self.answers)

    def first_unanswered(self) -> Question | None:
        """The first question on the road that nobody has answered yet, or None."""
        done = self.answered()
        return next((q for stop in self.road for q in stop.questions if q.id not in done), None)

    @property
    def stage(self) -> str:
        """Where the retrospective stands: the id of the phase of the first unanswered question, or `done`."""
        question = self.first_unanswered()
        phase = self.workbook.phase_of(question.id) if question else None
        return phase.id if phase else "done"

    def open_actions(self) -> Iterator[Action]:
        """The actions that are still to be done or to be confirmed."""
        return (action for action in self.actions if action.is_standing)


KIND_OF: Mapping[type[Answer], Kind] = MappingProxyType(
    {Note: Kind.NOTES, Rating: Kind.SCALE, Row: Kind.LEDGER, Choice: Kind.CHOICE, Checks: Kind.CHECKLIST}
)
"""Which kind of question an answer belongs to."""


def is_blank(answer: Answer) -> bool:
    """Whether an answer says nothing: no words, no value, no cell, no tick."""
    match answer:
        case Note(text=text):
            return not text.strip()
        case Rating(value=value, guess=guess):
            return value is None and guess is None
        case Row(cells=cells):
            return not any(value.strip() for value in cells.values())
        case Choice(choice=choice):
            return choice is None
        case Checks(checked=checked):
            return not checked
        case _:
            return False
