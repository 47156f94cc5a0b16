"""Giving one answer from the command line, of whatever kind the question is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import click

from templates.words import N_, _
from tui.verbs.output import RefusedError, kept, put, put_json, read_standard_input, say
from tui.verbs.run import Run
from tui.verbs.spoken import argument, command, json_option, option, retrospective_argument

if TYPE_CHECKING:
    from templates.retrospective import Answer, Person, Retrospective
    from templates.workbook import Kind, Question


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
    def kinds(self) -> tuple[str, ...]:
        """The kinds of question this would answer."""
        said = {
            "notes": self.text is not None,
            "scale": self.value is not None or self.guess is not None,
            "ledger": bool(self.cells),
            "choice": self.choice is not None,
            "checklist": bool(self.checks),
        }
        return tuple(kind for kind, is_said in said.items() if is_said)


@command(
    "answer",
    N_("Give one answer; its id is the last line printed."),
    details=N_(
        "A question is named by its id, an unambiguous beginning of it, or its words; `phasebook render "
        "RETRO --format json` shows them all. Notes and ledger rows are added, as many as you like; a scale, "
        "a choice and a checklist hold one answer per person, or per side where nobody is named, and a new "
        "one replaces the old. A person who is not yet at the table is added. `-` reads the answer from "
        "standard input: a note's text, a scale's number, an option, or one COLUMN=TEXT or item a line."
    ),
    examples=(
        N_('phasebook answer port-system honeymoon-expected --by Ann -m "Quiet nights"'),
        N_("phasebook answer port-system honeymoon-trust --side client --value 4 --guess 3"),
        N_(
            'phasebook answer port-system honeymoon-promises --cell promise="Live in May" --cell delivered=no'
        ),
        N_("phasebook answer port-system honeymoon-signs --by Ann --check no-problem --check goals-only"),
        N_("phasebook answer port-system conflict-unsaid --side vendor - < thoughts.txt"),
    ),
)
@retrospective_argument
@argument("question", metavar=N_("QUESTION"), help=N_("A question: its id, or a beginning of it."))
@argument("stdin", metavar="[-]", required=False, help=N_("Read the answer from standard input."))
@option("--side", metavar=N_("SIDE"), help=N_("The side that answers: its id, name or party."))
@option("--by", metavar=N_("NAME"), help=N_("The person who answers."))
@option("-m", "--message", "text", metavar=N_("TEXT"), help=N_("A note."))
@option("--value", type=int, metavar="N", help=N_("A step of a scale."))
@option("--guess", type=int, metavar="N", help=N_("What you think the other side answered on the scale."))
@option("--cell", "cell", metavar=N_("COLUMN=TEXT"), multiple=True, help=N_("A cell of a ledger's row."))
@option("--choose", "choice", metavar=N_("OPTION"), help=N_("The option of a choice."))
@option(
    "--check", "check", metavar=N_("ITEM"), multiple=True, help=N_("An item to tick; give the whole set.")
)
@option("--edit", metavar=N_("ID"), help=N_("Change this answer instead of adding one."))
@json_option
@click.pass_obj
def answer(
    run: Run,
    retro: str,
    question: str,
    stdin: str | None,
    side: str | None,
    by: str | None,
    text: str | None,
    value: int | None,
    guess: int | None,
    cell: tuple[str, ...],
    choice: str | None,
    check: tuple[str, ...],
    edit: str | None,
    as_json: bool,
) -> None:
    """Give one answer."""
    from tui.verbs.lookup import question_named

    if stdin not in (None, "-"):
        raise click.UsageError(
            _(
                "“{word}” is one word too many; give a note with -m TEXT, or - to read it from standard input."
            ).format(word=stdin)
        )
    given = Given(
        kept(text) if text is not None else None,
        value,
        guess,
        tuple(map(kept, cell)),
        kept(choice) if choice is not None else None,
        tuple(map(kept, check)),
    )
    if len(given.kinds) + (stdin is not None) > 1:
        raise click.UsageError(_("One answer at a time; these belong to different kinds of questions."))
    with run.shelf() as shelf:
        found = shelf.find(retro)
        page = shelf.page(found)
        asked = question_named(page, question)
        if stdin is not None:
            given = _from_text(asked.kind, read_standard_input())
        elif not given.kinds:
            raise click.UsageError(_("Nothing is answered. {takes}").format(takes=takes(asked)))
        if given.kinds != (asked.kind.value,):
            raise RefusedError(takes(asked))
        writer, records = _writer(page, side, by)
        made = _answer(page, asked, given, writer, edit)
        shelf.keep(found, *records, made)
        page = shelf.page(found)
    if as_json:
        put_json(_json(page, made.id))
    else:
        put(made.id)


def takes(question: Question) -> str:
    """The sentence that says what a question takes."""
    from templates.workbook import Kind
    from tui.verbs.values import listed, steps

    match question.kind:
        case Kind.NOTES:
            return _("{question} takes notes: -m TEXT.").format(question=question.id)
        case Kind.SCALE:
            return _("{question} takes a step of a scale: --value N with one of {steps}.").format(
                question=question.id, steps=steps(question)
            )
        case Kind.LEDGER:
            return _("{question} takes a row: --cell COLUMN=TEXT with the columns {columns}.").format(
                question=question.id, columns=", ".join(f"{c.id} ({c.text})" for c in question.columns)
            )
        case Kind.CHOICE:
            return _("{question} takes one option: --choose OPTION with one of {options}.").format(
                question=question.id, options=listed(question.options)
            )
        case Kind.CHECKLIST:
            return _("{question} takes the items to tick: --check ITEM with any of {options}.").format(
                question=question.id, options=listed(question.options)
            )


def _from_text(kind: Kind, text: str) -> Given:
    """The answer in a text, as a question of `kind` takes it."""
    if not text.strip():
        raise RefusedError(_("Nothing came on standard input; nothing was kept."))
    lines = tuple(line for line in text.split("\n") if line.strip())
    match kind.value:
        case "scale":
            try:
                return Given(value=int(text.strip()))
            except ValueError:
                raise RefusedError(
                    _("“{text}” is not a whole number, as a scale needs.").format(text=lines[0])
                ) from None
        case "ledger":
            return Given(cells=lines)
        case "choice":
            return Given(choice=text)
        case "checklist":
            return Given(checks=lines)
        case _:
            return Given(text=text)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Who answers, as far as it was said."""

    side: str | None
    person: str | None
    is_said: bool
    """Whether anything was said at all; an edit otherwise leaves the writer as it is."""


def _writer(
    page: Retrospective, side_key: str | None, name: str | None
) -> tuple[_Writer, tuple[Person, ...]]:
    """Who answers, and the person to be kept along with the answer where one is new or joins a side."""
    from storage.ids import new_id
    from templates.retrospective import Person
    from tui.verbs.lookup import person_named, side_named

    side = side_named(page, kept(side_key)) if side_key is not None else None
    if name is None:
        return _Writer(side.id if side else None, None, side is not None), ()
    name = kept(name).strip()
    if not name:
        raise RefusedError(_("The name after --by is empty; leave it out to answer for a side."))
    person = person_named(page, name, side)
    if person is None:
        person = Person(new_id(), name, side.id if side else None)
        say(_("{name} is new at the table and was added.").format(name=name))
        return _Writer(person.side, person.id, True), (person,)
    if side is not None and person.side is None:
        person = replace(person, side=side.id)
        return _Writer(side.id, person.id, True), (person,)
    return _Writer(person.side, person.id, True), ()


def _answer(
    page: Retrospective, question: Question, given: Given, writer: _Writer, edit: str | None
) -> Answer:
    """The answer as it is to be kept."""
    from templates.retrospective import is_blank
    from templates.workbook import Kind

    is_single = question.kind not in (Kind.NOTES, Kind.LEDGER)
    old = _edited(page, question, writer, edit, is_single)
    if old is None and is_single:
        old = page.single(question.id, writer.side, writer.person)
    base = old if old is not None else _blank(page, question, writer)
    if writer.is_said:
        base = replace(base, side=writer.side, person=writer.person)
    made = _filled(question, given, base)
    if is_blank(made):
        raise RefusedError(_("The answer is empty; nothing was kept."))
    return made


def _edited(
    page: Retrospective, question: Question, writer: _Writer, edit: str | None, is_single: bool
) -> Answer | None:
    """The answer that `--edit` names."""
    from tui.verbs.lookup import answer_named

    if edit is None:
        return None
    old = answer_named(page, question, edit)
    if is_single and writer.is_said and (writer.person or writer.side) != (old.person or old.side):
        raise RefusedError(
            _("That answer is somebody else's; leave --edit out to answer for another person or side.")
        )
    return old


def _blank(page: Retrospective, question: Question, writer: _Writer) -> Answer:
    """A new answer, still empty, under the id it will have."""
    from storage.ids import new_id, single_id
    from templates.retrospective import Checks, Choice, Note, Rating, Row
    from templates.workbook import Kind

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
    from templates.retrospective import Checks, Choice, Note, Rating, Row
    from tui.verbs.values import cells, option_id, step

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
            return replace(base, cells={column: text for column, text in cells_now.items() if text})
        case Choice():
            return replace(base, choice=option_id(question.options, given.choice or ""))
        case Checks():
            ticked = {option_id(question.options, key) for key in given.checks}
            return replace(base, checked=tuple(o.id for o in question.options if o.id in ticked))
        case _:
            raise TypeError(f"not an answer: {base!r}")


def _json(page: Retrospective, id: str) -> Any:
    """The answer as `render --format json` shows it."""
    from templates.exchange_json import as_json

    return next(entry for entry in as_json(page)["answers"] if entry["id"] == id)
