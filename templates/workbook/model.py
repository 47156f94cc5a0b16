"""The blank page: a workbook, its phases and its questions. Frozen data; the reader makes it, all rooms read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from templates.names import alike
from templates.workbook.side import Side as Side

MAX_STEPS = 11
"""The most steps a scale may have, 0 to 10 included."""
MAX_QUESTIONS = 500
"""The most questions a workbook may have; more is answered with a sentence."""
MAX_MINUTES = 480
"""The most minutes a phase may suggest: a working day."""


class Kind(StrEnum):
    """What a question asks for."""

    NOTES = "notes"
    SCALE = "scale"
    LEDGER = "ledger"
    CHECKLIST = "checklist"
    CHOICE = "choice"


class ColumnKind(StrEnum):
    """What a ledger's column takes."""

    TEXT = "text"
    CHOICE = "choice"
    DATE = "date"
    NUMBER = "number"


READINGS = frozenset({"trust", "period", "promises", "requirements", "trades", "acceptance", "state", "turn"})
"""What `reads=` may name: the readings that take something from a question."""


@dataclass(frozen=True, slots=True)
class Option:
    """A step of a scale, an option of a choice or of a column, an item of a checklist."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a ledger and what its cells take."""

    id: str
    text: str
    kind: ColumnKind = ColumnKind.TEXT
    options: tuple[Option, ...] = ()
    """What a CHOICE column offers, in order; empty for the other kinds."""

    def word(self, value: str) -> str:
        """A cell's kept value in words: the option's text for an option's id, else the value itself."""
        return next((option.text for option in self.options if option.id == value), value)


@dataclass(frozen=True, slots=True)
class Question:
    """One question: what is asked, how it is answered, and what a reading takes from it."""

    id: str
    text: str
    """The heading as plain text."""
    kind: Kind = Kind.NOTES
    guidance: str = ""
    """The paragraphs under the heading, as Markdown source."""
    story: str = ""
    """The block quote that helps people remember, as Markdown source without the `>`."""
    options: tuple[Option, ...] = ()
    """Steps, options or items, in the order of the document; empty for notes and ledgers."""
    columns: tuple[Column, ...] = ()
    """A ledger's columns; empty for the other kinds."""
    start: int = 1
    """The number of a scale's first step, usually 1."""
    low_good: bool = False
    """True where a scale's lowest number is the good end."""
    guess: bool = False
    """True where each side also predicts the other's answer."""
    about: str | None = None
    """The id of the side whose duty the question is about."""
    core: bool = False
    """True where the question is on the short road."""
    reads: tuple[str, ...] = ()
    """The readings that take something from this question, each one of READINGS."""

    @property
    def values(self) -> range:
        """The numbers a scale offers, in the order of its steps."""
        return range(self.start, self.start + len(self.options))

    def option(self, key: str) -> Option | None:
        """The option whose id or (case-insensitively) whose word is `key`."""
        return _find(self.options, key)

    def column(self, key: str) -> Column | None:
        """The column whose id or (case-insensitively) whose word is `key`."""
        folded = alike(key)
        by_word = (column for column in self.columns if alike(column.text) == folded)
        return next((column for column in self.columns if column.id == key), None) or next(by_word, None)

    def step(self, value: int) -> Option | None:
        """The step that the number `value` stands for."""
        return self.options[value - self.start] if value in self.values else None


def _find(options: tuple[Option, ...], key: str) -> Option | None:
    folded = alike(key)
    by_word = (option for option in options if alike(option.text) == folded)
    return next((option for option in options if option.id == key), None) or next(by_word, None)


def option_named(options: tuple[Option, ...], key: str) -> Option | None:
    """The option whose id or (case-insensitively) whose word is `key`."""
    return _find(options, key)


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of the road: a title, the lines that open it, its questions."""

    id: str
    title: str
    questions: tuple[Question, ...]
    guidance: str = ""
    story: str = ""
    minutes: int | None = None
    """How long a meeting is suggested to stay here, 1 to MAX_MINUTES; None where the workbook does not say."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One place on the road: usually one question; a sheet of scales answered a key each is one stop too."""

    phase: Phase
    questions: tuple[Question, ...]
    place: str = ""
    """What the meeting does here where it is not the workbook's asking, such as `vote`; empty for a question."""

    @property
    def is_sheet(self) -> bool:
        """Whether several scales share this stop."""
        return len(self.questions) > 1

    @property
    def id(self) -> str:
        """The id of the stop: its place's, where it is one, else its first question's."""
        return "@" + self.place if self.place else self.questions[0].id


@dataclass(frozen=True, slots=True)
class Workbook:
    """A whole blank document."""

    id: str
    title: str
    phases: tuple[Phase, ...]
    lang: str = "en"
    sides: tuple[Side, ...] = ()
    """The sides at the table; empty where the workbook is for one team."""
    guidance: str = ""
    story: str = ""

    @property
    def questions(self) -> Iterator[Question]:
        """All questions, in the order of the document."""
        return (question for phase in self.phases for question in phase.questions)

    def question(self, id: str) -> Question | None:
        """The question with this id."""
        return next((question for question in self.questions if question.id == id), None)

    def phase_of(self, question_id: str) -> Phase | None:
        """The phase a question stands in."""
        return next((p for p in self.phases if any(q.id == question_id for q in p.questions)), None)

    def side(self, key: str) -> Side | None:
        """The side whose id or (case-insensitively) whose name is `key`."""
        folded = alike(key)
        by_name = (side for side in self.sides if alike(side.name) == folded)
        return next((side for side in self.sides if side.id == key), None) or next(by_name, None)

    @property
    def minutes(self) -> int | None:
        """How long the phases are suggested to take together; None where one of them does not say."""
        plan = [phase.minutes for phase in self.phases if phase.minutes is not None]
        return sum(plan) if len(plan) == len(self.phases) else None

    @property
    def has_short_road(self) -> bool:
        """Whether some questions are marked `core`."""
        return any(question.core for question in self.questions)

    def road(self, *, short: bool = False) -> tuple[Stop, ...]:
        """The stops in order; `short` keeps the questions marked `core`, or all where none is marked."""
        stops: list[Stop] = []
        keep_all = not short or not self.has_short_road
        for phase in self.phases:
            run: list[Question] = []
            for question in phase.questions:
                if not (keep_all or question.core):
                    continue
                if run and not _share_a_sheet(run[-1], question):
                    stops.append(Stop(phase, tuple(run)))
                    run = []
                run.append(question)
            if run:
                stops.append(Stop(phase, tuple(run)))
        return tuple(stops)


def _share_a_sheet(one: Question, other: Question) -> bool:
    """Scales about somebody's duty, with the same steps, are answered on one screen."""
    return (
        one.kind is other.kind is Kind.SCALE
        and one.about is not None
        and other.about is not None
        and one.start == other.start
        and one.guess == other.guess
        and [option.text for option in one.options] == [option.text for option in other.options]
    )
