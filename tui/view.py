"""What a screen hands down to the widgets of one stop: frozen, and all they need to draw."""

from __future__ import annotations

from dataclasses import dataclass

from storage.drafts import Draft
from templates.retrospective import Answer, Person, Retrospective
from templates.workbook import Question, Stop


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

    @property
    def question(self) -> Question:
        """The question of the stop; the first one of a sheet."""
        return self.stop.questions[0]

    @property
    def person(self) -> Person | None:
        """The person at the keyboard, where one is named."""
        return self.page.person(self.writer.person)

    def own(self, question: str, side: str | None) -> Answer | None:
        """The answer the writer (or, on another side, that side's nobody) has given to a scale or choice."""
        person = self.writer.person if side == self.writer.side else None
        return self.page.single(question, side, person)
