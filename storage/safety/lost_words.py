"""What the tables of a damaged file still say of entries that are lost: the words are kept anew, as changes of now."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime
from pathlib import Path

from storage.entries.change import Change
from storage.entries.entry import Entry, Json
from storage.entries.field_names import PARTY
from storage.records import all_tables
from storage.records.columns import TableRow
from storage.records.fields import fields_of
from storage.records.page import action_of, answer_of
from templates.filled_page.page import Person
from templates.words import _

READ = ("retrospectives", "people", "answers", "actions")


def rows_left(path: Path) -> dict[str, list[TableRow]]:
    """The rows of a damaged file's tables, as far as SQLite can read them."""
    left: dict[str, list[TableRow]] = {table: [] for table in READ}
    with (
        contextlib.suppress(sqlite3.Error, UnicodeError),
        contextlib.closing(sqlite3.connect(path.absolute(), isolation_level=None, timeout=5.0)) as connection,
    ):
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        for table in READ:
            # Even the words of an error may be damaged.
            with contextlib.suppress(sqlite3.Error, UnicodeError):
                cursor = connection.execute(f"SELECT * FROM {table}")
                names = [column[0] for column in cursor.description]
                for row in cursor:
                    left[table].append(dict(zip(names, row, strict=True)))
    return left


def lost_words(left: Mapping[str, list[TableRow]], saved: Collection[str]) -> Iterator[tuple[str, Change]]:
    """Retrospective and change for everything that stood in a table and rests on an entry that was lost."""
    for table in ("people", "answers", "actions"):
        for row in left[table]:
            try:
                heads = json.loads(row["heads"])
                lost = [head for head in heads if head not in saved]
                if lost and (change := _change(table, row)) is not None:
                    yield row["retrospective"], change
            except (KeyError, TypeError, ValueError, AttributeError):
                continue  # the row is damaged as well


def _change(table: str, row: TableRow) -> Change | None:
    if table == "people":
        return Change("person", row["id"], fields_of(Person(row["id"], row["name"], row["side"])))
    if table == "actions":
        return Change("action", row["id"], fields_of(action_of(row)))
    answer = answer_of(row)
    return Change("answer", answer.id, fields_of(answer)) if answer is not None else None


def headless(
    entries: Collection[Entry], left: Mapping[str, list[TableRow]], workbooks: Mapping[str, str]
) -> Iterator[tuple[str, Change]]:
    """Retrospective and header for every retrospective whose own header was lost, so that it can be shown."""
    headed = all_tables.derive(entries)["retrospectives"]
    lost = sorted({entry.retrospective for entry in entries if entry.kind in all_tables.MAKERS} - headed.keys())
    for retro in lost:
        row = next((row for row in left["retrospectives"] if row.get("id") == retro), {})
        asked = {
            str(entry.fields["question"])
            for entry in entries
            if entry.retrospective == retro and isinstance(entry.fields.get("question"), str)
        }
        text = workbooks.get(str(row.get("workbook"))) or _closest(asked, workbooks.values())
        title = row.get("title")
        fields: dict[str, Json] = {
            "title": title if isinstance(title, str) and title else _("Saved from a damaged file"),
            "slug": row["slug"] if isinstance(row.get("slug"), str) and row["slug"] else f"saved-{retro[:6]}",
            "workbook_text": text,
            "date": row["date"] if isinstance(row.get("date"), str) else datetime.now(UTC).date().isoformat(),
            "short": bool(row.get("short")),
            "archived": bool(row.get("archived")),
        }
        with contextlib.suppress(TypeError, ValueError):
            parties = json.loads(row.get("parties") or "{}")
            fields |= {PARTY + str(side): str(name) for side, name in parties.items()}
        yield retro, Change("retrospective", retro, fields)


def _closest(asked: AbstractSet[str], found: Collection[str]) -> str:
    """The workbook most of whose questions were answered: one found in the file, else one that ships; else a list."""
    from templates import library
    from templates.workbook.reader import read

    texts = [*found, *(library.text(name, lang) for name in library.names() for lang in library.languages(name))]
    best, most = "", 0
    for text in texts:
        book = read(text, kept=True).workbook
        known = len(asked & {question.id for question in book.questions}) if book else 0
        if known > most:
            best, most = text, known
    if most == len(asked) and best:
        return best
    named = (
        "".join(f"\n### {question} <!-- {question} -->\n" for question in sorted(asked)) or "\n### ? <!-- what -->\n"
    )
    title, phase = _("Saved"), _("Questions")
    made = f"# {title} <!-- saved -->\n\n## {phase} <!-- questions -->\n{named}"
    return best or made
