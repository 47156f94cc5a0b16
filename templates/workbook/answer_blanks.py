"""Lists and tables as the blanks of a question: scale, choice, checklist, ledger."""

from __future__ import annotations

import re
from dataclasses import dataclass

from templates.markdown.plain_words import (
    Ids,
    Plain,
    escape,
    is_id,
    plain,
)
from templates.words import _
from templates.workbook.attributes import Marks, Place, read_comment
from templates.workbook.findings import Findings, clip
from templates.workbook.model import (
    MAX_STEPS,
    Column,
    ColumnKind,
    Kind,
    Option,
)
from templates.workbook.sections import Item, Listing, Table

MAX_ITEMS = 100
"""The most options of a choice or items of a checklist."""
MAX_COLUMNS = 30
"""The most columns of a ledger."""
LAST_START = 100
"""The highest number a scale may begin with; what is higher is a year, not a step."""

_TASK = re.compile(r"\[([ xX])\](?=\s|$)")
_BRACKETED = re.compile(r"[\[(（【〔{｛<＜《「『_].*[\])）】〕}｝>＞》」』_]")
_NARROWED = re.compile(r"[(（]([^()（）]*)[)）]$")
_SLASH = re.compile("[/／]")
_TYPES = {
    "date": ColumnKind.DATE,
    "日期": ColumnKind.DATE,
    "number": ColumnKind.NUMBER,
    "数字": ColumnKind.NUMBER,
}


@dataclass(frozen=True, slots=True)
class Blank:
    """What a list or a table asks for."""

    kind: Kind
    options: tuple[Option, ...] = ()
    columns: tuple[Column, ...] = ()
    start: int = 1
    hints: tuple[str, ...] = ()
    """Words that stood where the answers go, as paragraphs of guidance."""
    is_prose: bool = False
    """True where bullets held only words to read: what follows them may still be a blank."""


def words(source: str, line: int, findings: Findings) -> Plain:
    """The plain words of a heading, an item or a header cell; what got lost on the way is noted."""
    found = plain(source)
    if found.cut:
        findings.refuse(line, _("“{text}” is too long").format(text=clip(found.text)), _("shorten it"))
    # leniently, <like this> is a place for an answer
    if found.stray and (found.text or findings.strict):
        findings.refuse(
            line,
            _("The HTML “{text}” has no meaning here").format(text=clip(found.stray)),
            _("take it out, or put the comment with the id at the very end"),
        )
    return found


def read_listing(listing: Listing, findings: Findings) -> Blank:
    """What a list asks for; leniently, one that holds places for answers asks for notes."""
    is_task = not listing.ordered and any(_TASK.match(item.source) for item in listing.items)
    kind = Kind.SCALE if listing.ordered else Kind.CHECKLIST if is_task else Kind.CHOICE
    most = MAX_STEPS if kind is Kind.SCALE else MAX_ITEMS
    fewest = 1 if kind is Kind.CHECKLIST else 2
    _check_length(listing, kind, fewest, most, findings)
    if len(listing.items) > most:
        return Blank(Kind.NOTES)
    items = [(item, words(_label(item, is_task), item.line, findings)) for item in listing.items]
    for item, found in items:
        _check_item(item, found, is_task, findings)
    start = _start(listing, findings) if kind is Kind.SCALE else 1
    if not findings.strict and (
        len(items) < fewest or start is None or any(item.has_more or _is_placeholder(found) for item, found in items)
    ):
        has_places = any(_is_placeholder(found) for _item, found in items)
        is_prose = not has_places and (len(items) == 1 or not _offers(kind, items, findings))
        return Blank(Kind.NOTES, hints=_hints(items), is_prose=is_prose)
    if not findings.strict and not _offers(kind, items, findings):
        _say_guidance(kind, listing, findings)
        return Blank(Kind.NOTES, hints=_hints(items), is_prose=True)
    start = 1 if start is None else start
    return Blank(kind, _options(items, kind, start, findings), start=start)


def _offers(kind: Kind, items: list[tuple[Item, Plain]], findings: Findings) -> bool:
    """Whether a list in a file nobody wrote for us is certain to be something to choose from.

    A guess must not close a question: bullets are as often prompts, and numbered items that ask are questions.
    """
    if findings.kept or kind is Kind.CHECKLIST:
        return True
    if any(found.comment is not None and is_id(found.comment) for _item, found in items):
        return True
    return kind is Kind.SCALE and not any(found.text.endswith(("?", "？", ":", "：")) for _item, found in items)


def _say_guidance(kind: Kind, listing: Listing, findings: Findings) -> None:
    what = _("The numbered list asks, so it is shown as guidance over a place to write")
    if kind is Kind.CHOICE:
        what = _("The bullets are shown as guidance over a place to write")
    findings.refuse(
        listing.line,
        what,
        _("to have people choose, give the items ids, such as <!-- yes -->, or begin each with - [ ]"),
    )


def _label(item: Item, is_task: bool) -> str:
    """An item's Markdown without the box of a task."""
    box = _TASK.match(item.source) if is_task else None
    return item.source[box.end() :] if box else item.source


def _check_length(listing: Listing, kind: Kind, fewest: int, most: int, findings: Findings) -> None:
    """Note too few or too many items."""
    count = len(listing.items)
    if count < fewest and findings.strict:
        if kind is Kind.SCALE:
            findings.refuse(
                listing.line,
                _("A scale needs at least two steps"),
                _("add a step, or write a paragraph instead of the list"),
            )
        else:
            findings.refuse(
                listing.line,
                _("A choice needs at least two options"),
                _("add an option, or write a paragraph instead of the list"),
            )
    elif count > most:
        findings.refuse(
            listing.line,
            _("The list has {count} items, and at most {most} can be offered").format(count=count, most=most),
            _("shorten it, or ask two questions"),
        )


def _check_item(item: Item, found: Plain, is_task: bool, findings: Findings) -> None:
    """Hold an item to what the language can say."""
    if item.has_more:
        findings.refuse(
            item.line,
            _("An item of the list holds more than one line of words"),
            _("keep one paragraph an item, and write the rest as guidance under the heading"),
        )
    if not findings.strict:
        return
    if not found.text:
        findings.refuse(item.line, _("An item of the list has no words"), _("write some, or take it out"))
    task = _TASK.match(item.source)
    if is_task and task is None:
        findings.refuse(item.line, _("An item of the checklist has no box"), _("begin it with - [ ], like the others"))
    elif task is not None and task.group(1) != " " and is_task:
        findings.refuse(item.line, _("An item of the checklist is ticked already"), _("write its box as [ ]"))


def _is_placeholder(found: Plain) -> bool:
    """Whether an item is a place for an answer: empty, bracketed, or nothing but signs."""
    return _BRACKETED.fullmatch(found.text) is not None or not any(char.isalnum() for char in found.text)


def _hints(items: list[tuple[Item, Plain]]) -> tuple[str, ...]:
    """The words among the places for answers: they help people, so they become guidance, a line an item."""
    lines = [
        [escape(one) for one in (found.text, *(plain(more).text for more in item.more)) if one]
        for item, found in items
        if not _is_placeholder(found) or item.more
    ]
    if len(lines) < 2:
        return tuple(" – ".join(line) for line in lines)
    # Lines of one paragraph, each behind a dot, which is no bullet of Markdown's.
    return ("\\\n".join("· " + " – ".join(line) for line in lines),)


def _start(listing: Listing, findings: Findings) -> int | None:
    """The number of a scale's first step; None where it can be none."""
    numbers = [item.number or 0 for item in listing.items]
    start = numbers[0]
    if start > LAST_START:
        findings.refuse(
            listing.line,
            _("A scale cannot begin with {number}").format(number=start),
            _("begin it with 1 or 0"),
        )
        return None
    counted = [start + number for number in range(len(numbers))]
    if numbers != counted and numbers != [start] * len(numbers):
        findings.refuse(
            listing.line,
            _("The steps of the scale are not numbered one after the other"),
            _("count up from the worst to the best, or from the best with low=good in the heading's comment"),
        )
    return start


def _options(items: list[tuple[Item, Plain]], kind: Kind, start: int, findings: Findings) -> tuple[Option, ...]:
    """Give each item its id: the comment's, a step's number, or one made from its words."""
    marks = [read_comment(found.comment, Place.ID_ONLY, item.line, findings) for item, found in items]
    ids = Ids()
    given = [_take(mark, ids, item.line, findings) for mark, (item, _found) in zip(marks, items, strict=True)]
    options: list[Option] = []
    for number, (own, (_item, found)) in enumerate(zip(given, items, strict=True), start):
        made = str(number) if kind is Kind.SCALE else found.text
        options.append(Option(own or ids.make(made, "option"), found.text))
    return tuple(options)


def _take(marks: Marks, ids: Ids, line: int, findings: Findings) -> str | None:
    """The id a comment gives, if nobody has it yet."""
    if marks.id is None or ids.take(marks.id):
        return marks.id
    findings.refuse(
        line,
        _("The id “{id}” is used twice in one question").format(id=marks.id),
        _("give one of the two another id"),
    )
    return None


def read_table(table: Table, findings: Findings) -> Blank:
    """What a table asks for: a ledger; body rows are dropped, and said where they hold words."""
    _check_rows(table, findings)
    header = list(table.header)
    if len(header) > MAX_COLUMNS:
        findings.refuse(
            table.line,
            _("The table has {count} columns, and at most {most} can be filled in").format(
                count=len(header), most=MAX_COLUMNS
            ),
            _("take some out, or ask two questions"),
        )
        del header[MAX_COLUMNS:]
    cells = [words(cell, table.line, findings) for cell in header]
    if any(not cell.text for cell in cells):
        findings.refuse(table.line, _("A column has no words"), _("write what it takes into the header"))
        cells = [cell for cell in cells if cell.text]
    if not cells:
        return Blank(Kind.NOTES)
    marks = [read_comment(cell.comment, Place.COLUMN, table.line, findings) for cell in cells]
    ids = Ids()
    given = [_take(mark, ids, table.line, findings) for mark in marks]
    columns: list[Column] = []
    for own, mark, cell in zip(given, marks, cells, strict=True):
        column = _column(cell, mark, table.line, findings)
        columns.append(Column(own or ids.make(column.text, "column"), column.text, column.kind, column.options))
    return Blank(Kind.LEDGER, columns=tuple(columns))


def _check_rows(table: Table, findings: Findings) -> None:
    """Note body rows: any when reading strictly, else those that hold words."""
    for line, cells in table.rows:
        if findings.strict or not all(_is_placeholder(plain(cell)) for cell in cells):
            findings.refuse(
                line,
                _("The table has rows below its header, and a blank ledger has none"),
                _("take them out"),
            )
            return


def _column(cell: Plain, marks: Marks, line: int, findings: Findings) -> Column:
    """What a header cell takes, by the brackets at its end; its id is given by whoever asks."""
    brackets = _NARROWED.search(cell.shape)
    word = cell.text[: brackets.start()].rstrip() if brackets else ""
    if brackets is not None and word:
        start, end = brackets.span(1)
        inside = cell.text[start:end].strip()
        kind = _TYPES.get(inside.casefold()) if cell.shape[start:end].strip() == inside else None
        if kind is not None:
            _expect_no_options(marks, line, findings)
            return Column("", word, kind)
        if _SLASH.search(cell.shape, start, end):
            return _choice_column(cell, word, start, end, marks, line, findings)
    _expect_no_options(marks, line, findings)
    return Column("", cell.text)


def _expect_no_options(marks: Marks, line: int, findings: Findings) -> None:
    if marks.options:
        findings.refuse(
            line,
            _("“options” stands behind a column that offers none"),
            _("write what it offers in brackets, such as (a / b), or take options=… out"),
        )


def _choice_column(cell: Plain, word: str, start: int, end: int, marks: Marks, line: int, findings: Findings) -> Column:
    """A column that offers what stands in its brackets between slashes."""
    texts: list[str] = []
    for slash in [*_SLASH.finditer(cell.shape, start, end), None]:
        texts.append(cell.text[start : slash.start() if slash else end].strip())
        start = slash.end() if slash else end
    if not all(texts):
        findings.refuse(
            line,
            _("“{text}” offers an option without words").format(text=clip(cell.text)),
            _("write words on both sides of every slash"),
        )
        return Column("", cell.text)
    ids = Ids()
    given = _option_ids(texts, marks, ids, line, findings)
    options = [Option(own or ids.make(text, "option"), text) for own, text in zip(given, texts, strict=True)]
    return Column("", word, ColumnKind.CHOICE, tuple(options))


def _option_ids(texts: list[str], marks: Marks, ids: Ids, line: int, findings: Findings) -> list[str | None]:
    """The ids that `options=` gives, one an option; None where one is to be made."""
    nobody: list[str | None] = [None] * len(texts)
    if not marks.options:
        return nobody
    if len(marks.options) != len(texts) or not all(map(is_id, marks.options)):
        findings.refuse(
            line,
            _("options={ids} does not fit what the column offers").format(ids=clip(",".join(marks.options))),
            _("write one id an option, {count} of them, with commas between").format(count=len(texts)),
        )
        return nobody
    return [_take(Marks(id=given), ids, line, findings) for given in marks.options]
