"""Making one answer from what a command line says: whose it is, what it says, which one it replaces."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from storage.ids import new_id, single_id
from templates.filled_page.page import (
    Answer,
    Checks,
    Choice,
    Note,
    Person,
    Rating,
    Retrospective,
    Row,
    is_blank,
)
from templates.names import as_name
from templates.words import _, detailed, listed
from templates.workbook.model import Kind, Question
from tui.command_line.shared.named_things import answer_named, person_named, side_named
from tui.command_line.shared.output import kept, say
from tui.words.refused import RefusedError
from tui.words.typed_values import (
    cells,
    option_id,
    option_names,
    step,
    steps,
    whole_row,
)


@dataclass(frozen=True, slots=True)
class Given:
    """What the command line says the answer is."""

    text: str | None = None
    value: int | None = None
    guess: int | None = None
    cells: tuple[str, ...] = ()
    choice: str | None = None
    checks: tuple[str, ...] = ()

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of question this would answer."""
        said = {
            Kind.NOTES: self.text is not None,
            Kind.SCALE: self.value is not None or self.guess is not None,
            Kind.LEDGER: bool(self.cells),
            Kind.CHOICE: self.choice is not None,
            Kind.CHECKLIST: bool(self.checks),
        }
        return tuple(kind for kind, is_said in said.items() if is_said)


def takes(question: Question) -> str:
    """The sentence that says what a question takes."""
    match question.kind:
        case Kind.NOTES:
            return _("{question} takes notes: -m TEXT.").format(question=question.id)
        case Kind.SCALE:
            return _("{question} takes a step of a scale: --value N with one of {steps}.").format(
                question=question.id, steps=steps(question)
            )
        case Kind.LEDGER:
            return _("{question} takes a row: --cell COLUMN=TEXT with the columns {columns}.").format(
                question=question.id, columns=listed(detailed(c.id, c.text) for c in question.columns)
            )
        case Kind.CHOICE:
            return _("{question} takes one option: --choose OPTION with one of {options}.").format(
                question=question.id, options=option_names(question.options)
            )
        case Kind.CHECKLIST:
            return _("{question} takes the items to tick: --check ITEM with any of {options}.").format(
                question=question.id, options=option_names(question.options)
            )


def from_text(kind: Kind, text: str) -> Given:
    """The answer in a text, as a question of `kind` takes it."""
    if not text.strip():
        raise RefusedError(_("Nothing came on standard input; nothing was kept."))
    lines = tuple(line for line in text.split("\n") if line.strip())
    match kind:
        case Kind.SCALE:
            try:
                return Given(value=int(text.strip()))
            except ValueError:
                raise RefusedError(
                    _("“{text}” is not a whole number, as a scale needs.").format(text=lines[0])
                ) from None
        case Kind.LEDGER:
            return Given(cells=lines)
        case Kind.CHOICE:
            return Given(choice=text)
        case Kind.CHECKLIST:
            return Given(checks=lines)
        case Kind.NOTES:
            return Given(text=text)


@dataclass(frozen=True, slots=True)
class Writer:
    """Who answers, as far as it was said."""

    side: str | None
    person: str | None
    is_said: bool
    """Whether anything was said at all; an edit otherwise leaves the writer as it is."""


def writer_of(page: Retrospective, side_key: str | None, name: str | None) -> tuple[Writer, tuple[Person, ...]]:
    """Who answers, and the person to be kept along with the answer where one is new or joins a side."""
    side = side_named(page, kept(side_key)) if side_key is not None else None
    if name is None:
        return Writer(side.id if side else None, None, side is not None), ()
    name = as_name(kept(name))
    if not name:
        raise RefusedError(_("The name after --by is empty; leave it out to answer for a side."))
    person = person_named(page, name, side)
    if person is None:
        person = Person(new_id(), name, side.id if side else None)
        say(_("{name} is new at the table and was added.").format(name=name))
        return Writer(person.side, person.id, True), (person,)
    if side is not None and person.side is None:
        person = replace(person, side=side.id)
        return Writer(side.id, person.id, True), (person,)
    return Writer(person.side, person.id, True), ()


@dataclass(frozen=True, slots=True)
class Made:
    """An answer as it is to be kept."""

    answer: Answer
    instead_of: tuple[Answer, ...] = ()
    """What is deleted with it: the same answer under the one it was not from."""


def answer_of(page: Retrospective, question: Question, given: Given | None, writer: Writer, edit: str | None) -> Made:
    """The answer as it is to be kept; `given` is None where only whose it is is corrected."""
    is_single = question.kind not in (Kind.NOTES, Kind.LEDGER)
    old = _edited(page, question, writer, edit)
    gone: tuple[Answer, ...] = ()
    if old is not None and is_single and writer.is_said and not _is_of(old, writer):
        if page.single(question.id, writer.side, writer.person) is not None:
            raise RefusedError(_("They have answered this already; delete one of the two answers first."))
        # Where one person has one answer its id says whose it is.
        id = single_id(page.id, question.id, writer.side, writer.person)
        gone, old = (old,), replace(old, id=id, heads=(), also=())
    if old is None and is_single:
        old = page.single(question.id, writer.side, writer.person)
    base = old if old is not None else _blank(page, question, writer)
    if writer.is_said:
        base = replace(base, side=writer.side, person=writer.person)
    made = base if given is None else _filled(question, given, base)
    if is_blank(made):
        raise RefusedError(_("The answer is empty; nothing was kept."))
    return Made(made, gone)


def _is_of(answer: Answer, writer: Writer) -> bool:
    return (answer.side, answer.person) == (writer.side, writer.person)


def _edited(page: Retrospective, question: Question, writer: Writer, edit: str | None) -> Answer | None:
    """The answer that `--edit` names."""
    if edit is None:
        return None
    old = answer_named(page, question, edit)
    if writer.is_said and old.person is None and not _is_of(old, writer):
        raise RefusedError(
            _("That answer was given without a name; whose it is cannot be corrected, for nobody is to be told.")
        )
    return old


def _blank(page: Retrospective, question: Question, writer: Writer) -> Answer:
    """A new answer, still empty, under the id it will have."""
    giver: dict[str, Any] = {"question": question.id, "side": writer.side, "person": writer.person}
    alone = single_id(page.id, question.id, writer.side, writer.person)
    match question.kind:
        case Kind.NOTES:
            return Note(id=new_id(), text="", **giver)
        case Kind.SCALE:
            return Rating(id=alone, value=None, **giver)
        case Kind.LEDGER:
            return Row(id=new_id(), **giver)
        case Kind.CHOICE:
            return Choice(id=alone, choice=None, **giver)
        case Kind.CHECKLIST:
            return Checks(id=alone, **giver)


def _filled(question: Question, given: Given, base: Answer) -> Answer:
    """`base` with what was given in it."""
    match base:
        case Note():
            return replace(base, text=given.text or "")
        case Rating():
            if given.guess is not None and not question.guess:
                raise RefusedError(
                    _("{question} does not ask for a guess; leave --guess out.").format(question=question.id)
                )
            value = base.value if given.value is None else step(question, given.value)
            guess = base.guess if given.guess is None else step(question, given.guess)
            return replace(base, value=value, guess=guess)
        case Row():
            cells_now = {**base.cells, **cells(question, given.cells)}
            whole = whole_row(question, cells_now, base.cells)
            return replace(base, cells={column: text for column, text in whole.items() if text})
        case Choice():
            return replace(base, choice=option_id(question.options, given.choice or ""))
        case Checks():
            ticked = {option_id(question.options, key) for key in given.checks}
            return replace(base, checked=tuple(o.id for o in question.options if o.id in ticked))
        case _:
            raise TypeError(f"not an answer: {base!r}")
