"""What a document tells of the workbook it answers: enough to ask its answered questions again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from templates.markdown.id_comments import Mark, items_of
from templates.markdown.plain_words import is_id
from templates.workbook.model import (
    READINGS,
    Column,
    ColumnKind,
    Kind,
    Option,
    Phase,
    Question,
    Side,
    Workbook,
)

_ONE_MORE = Option("other", "…")
"""What a choice is filled up with where only one of its options was ever chosen."""


@dataclass(slots=True)
class _Asked:
    """One question, as far as it has been told."""

    mark: Mark
    text: str
    kind: Kind = Kind.NOTES
    options: dict[str, str] = field(default_factory=dict)
    steps: dict[int, str] = field(default_factory=dict)
    columns: list[tuple[str, str, str]] = field(default_factory=list)
    offered: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(slots=True)
class Told:
    """The workbook a document answers, as it is read."""

    phases: list[tuple[str, str, list[str]]] = field(default_factory=list)
    asked: dict[str, _Asked] = field(default_factory=dict)
    steps: dict[int, str] = field(default_factory=dict)
    """The steps told last: those of a table of duties stand before its questions."""

    def phase(self, id: str, title: str) -> None:
        """A phase begins."""
        self.phases.append((id, title, []))

    def question(self, mark: Mark, text: str) -> None:
        """A question of the phase that began last."""
        if not self.phases:
            self.phase("answers", "…")
        if mark.id not in self.asked:
            self.phases[-1][2].append(mark.id)
            self.asked[mark.id] = _Asked(mark, text, steps=dict(self.steps) if "about" in mark.values else {})

    def holds_notes(self, question: str) -> bool:
        """Whether a question is answered with notes, as far as is known."""
        return question in self.asked and self.asked[question].kind is Kind.NOTES and not self.asked[question].options

    def notes(self, question: str) -> None:
        """A question is answered with notes."""
        self._be(question, Kind.NOTES)

    def scale(self, question: str) -> None:
        """A question is a scale."""
        self._be(question, Kind.SCALE)

    def checklist(self, question: str) -> None:
        """A question is a checklist."""
        self._be(question, Kind.CHECKLIST)

    def ledger(self, question: str, columns: Sequence[tuple[str, str, str]]) -> None:
        """A question is a ledger with columns: (id, kind, words)."""
        self._be(question, Kind.LEDGER)
        if question in self.asked:
            self.asked[question].columns = list(columns)

    def option(self, question: str, id: str, text: str) -> None:
        """An item of a checklist, or an option somebody chose."""
        if question in self.asked and is_id(id):
            one = self.asked[question]
            if one.kind is Kind.NOTES:
                one.kind = Kind.CHECKLIST if text else Kind.CHOICE
            one.options.setdefault(id, text or id)

    def column_option(self, question: str, column: str, id: str, text: str) -> None:
        """A word of a column of choices."""
        if question in self.asked and is_id(id):
            self.asked[question].offered.setdefault(column, {}).setdefault(id, text or id)

    def legend(self, question: str, text: str) -> None:
        """The words of a scale's steps, where a paragraph is that."""
        found = list(re.finditer(r"(?:\A| · )(-?\d{1,2}) ", text))
        steps: dict[int, str] = {}
        for at, match in enumerate(found):
            number = int(match[1])
            if steps and number != max(steps) + 1:
                continue
            end = next((later.start() for later in found[at + 1 :] if int(later[1]) == number + 1), len(text))
            steps[number] = text[match.end() : end]
        if found and found[0].start() == 0 and len(steps) > 1:
            self.steps = steps
            if question in self.asked:
                self.asked[question].steps = steps

    def _be(self, question: str, kind: Kind) -> None:
        if question in self.asked:
            self.asked[question].kind = kind

    def workbook(self, *, id: str, title: str, lang: str, sides: tuple[Side, ...]) -> Workbook:
        """The workbook as far as it was told."""
        phases = tuple(
            Phase(phase, words, tuple(_question(self.asked[one], sides) for one in questions))
            for phase, words, questions in self.phases
            if questions
        )
        if not phases:
            phases = (Phase("answers", "…", (Question("notes", "…"),)),)
        return Workbook(id=id or "workbook", title=title or id or "…", phases=phases, lang=lang or "en", sides=sides)


def _question(one: _Asked, sides: tuple[Side, ...]) -> Question:
    said = one.mark.values
    kind = one.kind
    options = tuple(Option(id, text) for id, text in one.options.items())
    start = 1
    if kind is Kind.SCALE:
        steps = one.steps or {1: "1", 2: "2"}
        start = min(steps)
        options = tuple(Option(str(number), text) for number, text in steps.items())
    elif kind is Kind.CHOICE and len(options) < 2:
        options = (*options, _ONE_MORE)
    about = said.get("about")
    return Question(
        id=one.mark.id,
        text=one.text,
        kind=kind,
        options=options if kind not in (Kind.NOTES, Kind.LEDGER) else (),
        columns=tuple(_column(one, *column) for column in one.columns) if kind is Kind.LEDGER else (),
        start=start,
        low_good=said.get("low") == "good" and kind is Kind.SCALE,
        guess=said.get("guess") == "yes" and kind is Kind.SCALE and bool(sides),
        about=about if any(side.id == about for side in sides) else None,
        core="core" in said,
        reads=tuple(word for word in items_of(said.get("reads", "")) if word in READINGS),
    )


def _column(one: _Asked, id: str, kind: str, text: str) -> Column:
    offered = tuple(Option(key, words) for key, words in one.offered.get(id, {}).items())
    known = next((word for word in ColumnKind if word.value == kind), ColumnKind.TEXT)
    if known is ColumnKind.CHOICE and len(offered) < 2:
        return Column(id, text)
    return Column(id, text, known, offered if known is ColumnKind.CHOICE else ())
