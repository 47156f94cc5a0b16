"""A reading in words: what was understood of a file, question by question, and what was not."""

from __future__ import annotations

from collections.abc import Iterator

from templates.words import _, detailed, listed, ngettext
from templates.workbook.findings import Reading
from templates.workbook.model import (
    Column,
    ColumnKind,
    Kind,
    Question,
    Workbook,
)


def describe(reading: Reading) -> list[str]:
    """Lines for `phasebook check`, in the language of this run, around the file's own words."""
    lines: list[str] = []
    if reading.understood is not None:
        lines.extend(_workbook(reading.understood, reading.strict))
        lines.append("")
    lines.extend(map(str, reading.findings))
    lines.append(_verdict(reading))
    return lines


def _workbook(workbook: Workbook, strict: bool) -> Iterator[str]:
    yield f"{workbook.title} ({workbook.id})"
    if strict:
        yield _("Read strictly, as a workbook of version 1.")
    else:
        yield _("Read leniently: it does not say workbook: 1, so much is guessed from its structure.")
    sides = listed(detailed(side.name, side.id) for side in workbook.sides)
    if sides:
        yield _("Language {lang}; sides {sides}").format(lang=workbook.lang, sides=sides)
    else:
        yield _("Language {lang}; for one team").format(lang=workbook.lang)
    yield _size(workbook)
    for phase in workbook.phases:
        yield ""
        yield f"{phase.title} ({phase.id})"
        if phase.minutes is not None:
            yield "  " + ngettext("{n} minute", "{n} minutes", phase.minutes).format(n=phase.minutes)
        for question in phase.questions:
            yield f"  {question.text} ({question.id})"
            yield f"    {_answer(question)}"
            yield from (f"    {line}" for line in _marks(question, workbook))


def _size(workbook: Workbook) -> str:
    questions = list(workbook.questions)
    core = sum(question.core for question in questions)
    asked = ngettext("{count} question", "{count} questions", len(questions)).format(count=len(questions))
    inside = ngettext("{count} phase", "{count} phases", len(workbook.phases)).format(count=len(workbook.phases))
    if core:
        return _("{questions} in {phases}; {core} on the short road").format(questions=asked, phases=inside, core=core)
    return _("{questions} in {phases}").format(questions=asked, phases=inside)


def _answer(question: Question) -> str:
    """How a question is answered."""
    words = " / ".join(option.text for option in question.options)
    match question.kind:
        case Kind.SCALE:
            numbers = question.values
            line = _("scale {first} to {last}: {steps}").format(first=numbers[0], last=numbers[-1], steps=words)
            return _("{scale} (low is good)").format(scale=line) if question.low_good else line
        case Kind.LEDGER:
            return _("ledger: {columns}").format(columns=" | ".join(map(_column, question.columns)))
        case Kind.CHECKLIST:
            return _("checklist: {items}").format(items=words)
        case Kind.CHOICE:
            return _("choice: {options}").format(options=words)
        case Kind.NOTES:
            return _("notes")


def _column(column: Column) -> str:
    """A ledger's column and what it takes."""
    match column.kind:
        case ColumnKind.CHOICE:
            words = " / ".join(option.text for option in column.options)
            return _("{column} (one of {options})").format(column=column.text, options=words)
        case ColumnKind.DATE:
            return _("{column} (date)").format(column=column.text)
        case ColumnKind.NUMBER:
            return _("{column} (number)").format(column=column.text)
        case ColumnKind.TEXT:
            return column.text


def _marks(question: Question, workbook: Workbook) -> Iterator[str]:
    """What the comment behind a question's heading asks for."""
    if question.guess:
        yield _("each side also guesses the other's answer")
    side = workbook.side(question.about) if question.about is not None else None
    if side is not None:
        yield _("about what {side} owes").format(side=side.name)
    if question.core:
        yield _("on the short road")
    if question.reads:
        yield _("read for: {readings}").format(readings=listed(question.reads))


def _verdict(reading: Reading) -> str:
    """The last line: whether the file can be used."""
    errors, warnings = len(reading.errors), len(reading.warnings)
    if errors:
        return ngettext(
            "{count} error: it cannot be used yet.", "{count} errors: it cannot be used yet.", errors
        ).format(count=errors)
    if warnings:
        return ngettext(
            "It can be used, with {count} warning.", "It can be used, with {count} warnings.", warnings
        ).format(count=warnings)
    return _("It can be used.")
