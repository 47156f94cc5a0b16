"""How a page speaks in its document: its language's words, dates and lists, its sides' and people's names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from templates import words
from templates.filled_page.action_states import WORDS
from templates.filled_page.page import (
    Answer,
    Person,
    Retrospective,
    Status,
)
from templates.filled_page.phrasing import Phrasing
from templates.filled_page.rough_dates import rough_date
from templates.filled_page.settings import Private
from templates.markdown.escape import escape
from templates.markdown.id_comments import mark
from templates.workbook.model import Side


@dataclass(frozen=True, slots=True)
class Voice(Phrasing):
    """One page and the words it is told in. What it returns is safe inside a line of Markdown."""

    people: Mapping[str, Person]
    ids: bool = True
    """Whether what is told carries the comments by which it can be taken back."""

    @classmethod
    def of(cls, page: Retrospective, *, ids: bool = True) -> Voice:
        """The voice of a page, in the language of its workbook."""
        catalogue = words.catalogue(page.lang)
        people = {person.id: person for person in page.people}
        return cls(page, catalogue.gettext, catalogue.ngettext, people, ids)

    def mark(self, id: str, /, *flags: str, **values: str | None) -> str:
        """The comment a thing is taken back by; empty where the document carries none."""
        return mark(id, *flags, **values) if self.ids else ""

    def name(self, answer: Answer) -> str:
        """The name of the one who answered, or an empty text where nobody is named."""
        person = self.people.get(answer.person or "")
        return escape(person.name) if person and person.name.strip() else ""

    def side(self, side: Side | None) -> str:
        """The name of a side; *No side* where the workbook has sides and none is given."""
        _ = self.gettext
        if side is not None:
            return escape(side.name)
        return _("No side") if self.page.workbook.sides else ""

    def side_id(self, id: str | None) -> str:
        """The name of the side with this id, or an empty text."""
        side = next((side for side in self.page.workbook.sides if side.id == id), None)
        return self.side(side) if side else ""

    def names(self, answers: Sequence[Answer]) -> str:
        """Who gave these answers: names, how many without one, how many private; empty for a single nameless one."""
        names = [name for name in map(self.name, answers) if name]
        unnamed = len(answers) - len(names)
        if unnamed and len(answers) > 1:
            names.append(self.ngettext("{n} unnamed", "{n} unnamed", unnamed).format(n=unnamed))
        if private := self.privates(answers):
            names.append(self.ngettext("{n} private", "{n} private", private).format(n=private))
        return self.listed(names)

    def privates(self, answers: Iterable[Answer]) -> int:
        """How many of these answers not everybody may read."""
        return sum(self.page.visibility(answer) is not Private.EVERYBODY for answer in answers)

    def who(self, answer: Answer) -> str:
        """Side and name of the one who answered, as far as they are known."""
        parts = (self.side_id(answer.side), self.name(answer))
        return " · ".join(part for part in parts if part)

    def private(self, answer: Answer) -> str:
        """That an answer is private, in a word; empty where everybody may read it."""
        _ = self.gettext
        return _("private") if self.page.visibility(answer) is not Private.EVERYBODY else ""

    def date(self, text: str) -> str:
        """A day, a month or a year as people of the language write it; what is no ISO date stays as it is."""
        found = rough_date(text)
        # Nobody dates a project before the year 1000: four such digits are a number of theirs.
        is_date = found is not None and found.iso == text and not text.startswith("0")
        return self.rough(found) if found is not None and is_date else escape(text)

    def status(self, status: str) -> str:
        """Where an action stands, in words."""
        return self.gettext(WORDS[Status(status)]) if status in set(Status) else ""
