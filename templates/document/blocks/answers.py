"""The answers to one question, by its kind: notes and choices as lists by side, the others as tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from templates.document.blocks.other_versions import also_below, also_written
from templates.document.blocks.scales import one_scale
from templates.document.marks import (
    marked,
    of_answer,
    of_columns,
    of_group,
)
from templates.document.voice import Voice
from templates.filled_page.in_order import by_side
from templates.filled_page.page import (
    Answer,
    Checks,
    Choice,
    Note,
    Rating,
    Row,
)
from templates.markdown.escape import (
    begin_line,
    escape,
    escape_block,
    heading,
)
from templates.markdown.table import table
from templates.workbook.model import Column, ColumnKind, Question

_INDENT = "  "

OneKind = TypeVar("OneKind", bound=Answer)


def answers_to(voice: Voice, question: Question, answers: Sequence[Answer]) -> Iterator[str]:
    """What was answered to a question, block by block; `answers` are those that say something."""
    if notes := _of(Note, answers):
        yield from _notes(voice, question, notes)
    if ratings := _of(Rating, answers):
        yield from one_scale(voice, question, ratings)
        yield from also_below(voice, question, ratings)
    if rows := _of(Row, answers):
        yield _ledger(voice, question, rows)
        yield from also_below(voice, question, rows)
    if checks := _of(Checks, answers):
        yield _checklist(voice, question, checks)
        yield from also_below(voice, question, checks)
    if choices := _of(Choice, answers):
        yield _choices(voice, question, choices)


def _of(kind: type[OneKind], answers: Iterable[Answer]) -> list[OneKind]:
    return [answer for answer in answers if isinstance(answer, kind)]


def _notes(voice: Voice, question: Question, notes: Sequence[Note]) -> Iterator[str]:
    """A list for each side, its name above it and the writer's name after each note; then the groups."""
    groups = {group.id: group for group in voice.page.groups}
    alone = [note for note in notes if note.group not in groups]
    for side, given in by_side(voice.page, alone):
        if name := voice.side(side):
            yield f"**{name}**"
        yield "\n".join(line for note in given for line in _note(voice, question, note, voice.name(note)))
    for group in groups.values():
        together = [note for _side, given in by_side(voice.page, notes) for note in given if note.group == group.id]
        if together:
            yield heading(4, group.title, of_group(voice, group))
            yield "\n".join(line for note in together for line in _note(voice, question, note, voice.who(note)))


def _note(voice: Voice, question: Question, note: Note, who: str) -> Iterator[str]:
    """A note, whose it is and whether it tells a turning point."""
    _ = voice.gettext
    text = escape_block(note.text, _INDENT)
    turning = _("turning point") if note.turning else ""
    after = " · ".join(part for part in (who, turning, voice.private(note)) if part)
    told = f"- {text} — *{after}*" if after else f"- {text}"
    yield marked(told, of_answer(voice, note, question.id))
    yield from (f"{_INDENT}- {line}" for line in also_written(voice, question, note, _INDENT * 2))


def _ledger(voice: Voice, question: Question, rows: Sequence[Row]) -> str:
    """A row each, by side; columns in which nobody wrote are left out, who wrote it comes last."""
    _ = voice.gettext
    # Rows may stand under a question that is no ledger: then their cells' ids are all that is known of the columns.
    known = question.columns or tuple(Column(id, id) for id in dict.fromkeys(id for row in rows for id in row.cells))
    used = [column for column in known if any(row.cells.get(column.id) for row in rows)]
    header = [escape(column.text) for column in used]
    ordered = [row for _side, given in by_side(voice.page, rows) for row in given]
    lines = [[_cell(voice, column, row.cells.get(column.id, "")) for column in used] for row in ordered]
    writers = [" · ".join(part for part in (voice.who(row), voice.private(row)) if part) for row in ordered]
    if any(writers):
        header.append(_("Written by"))
        lines = [[*line, writer] for line, writer in zip(lines, writers, strict=True)]
    numbers = {n for n, column in enumerate(used) if column.kind is ColumnKind.NUMBER}
    marks = [of_columns(voice, used), *(of_answer(voice, row, question.id) for row in ordered)]
    return table(header, lines, numbers, marks)


def _cell(voice: Voice, column: Column, value: str) -> str:
    return voice.date(value) if column.kind is ColumnKind.DATE else escape(column.word(value))


def _checklist(voice: Voice, question: Question, checks: Sequence[Checks]) -> str:
    """An item a row, ticked or not, with a column for each side that answered."""
    _ = voice.gettext
    parts = by_side(voice.page, checks)
    header = [_("Item"), *(voice.side(side) or _("Ticked") for side, _given in parts)]
    lines = [
        [escape(item.text), *(_tick(voice, item.id, given) for _side, given in parts)] for item in question.options
    ]
    given_by = " ".join(of_answer(voice, answer, question.id) for _side, given in parts for answer in given)
    return table(header, lines, marks=[given_by.strip(), *(voice.mark(item.id) for item in question.options)])


def _tick(voice: Voice, item: str, checks: Sequence[Checks]) -> str:
    """A tick and the names of those who set it; empty where nobody did."""
    ticked = [answer for answer in checks if item in answer.checked]
    return " ".join(part for part in ("✓", voice.names(ticked)) if part) if ticked else ""


def _choices(voice: Voice, question: Question, choices: Sequence[Choice]) -> str:
    """A line for each side: what was chosen, in the order of the options, and by whom."""
    lines = []
    for side, given in by_side(voice.page, choices):
        told = voice.series(_chosen(voice, question, given))
        name = voice.side(side)
        line = f"- {voice.labelled(f'**{name}**', told) if name else begin_line(told)}"
        lines.append(marked(line, *(of_answer(voice, choice, question.id) for choice in given)))
        also = (line for choice in given for line in also_written(voice, question, choice, _INDENT * 2))
        lines += [f"{_INDENT}- {line}" for line in also]
    return "\n".join(lines)


def _chosen(voice: Voice, question: Question, choices: Sequence[Choice]) -> Iterator[str]:
    for option in question.options:
        chose = [answer for answer in choices if answer.choice == option.id]
        if chose:
            yield voice.detail(escape(option.text), voice.names(chose))
