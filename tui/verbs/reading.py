"""Reading workbooks: those that can be asked, and the check of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from templates import words
from templates.words import N_, _, ngettext
from tui.verbs.output import put, put_json
from tui.verbs.spoken import argument, command, json_option


@command(
    "workbooks",
    N_("List the workbooks that ship: what can be asked."),
    examples=(N_("phasebook workbooks"), N_("phasebook workbooks --json")),
)
@json_option
def workbooks(as_json: bool) -> None:
    """List the workbooks that ship."""
    from templates import library
    from tui.verbs.columns import aligned

    listed = [_about(name) for name in library.names()]
    if as_json:
        put_json(listed)
        return
    for line in aligned(
        [
            (
                book["name"],
                ngettext("{n} question", "{n} questions", book["questions"]).format(n=book["questions"]),
                _("{n} on the short road").format(n=book["core"]),
                " ".join(book["languages"]),
                book["title"],
            )
            for book in listed
        ]
    ):
        put(line)


def _about(name: str) -> dict[str, Any]:
    """A workbook that ships, in the language of the run."""
    from templates import library
    from templates.reader import read

    book = read(library.text(name, words.current()), file=name).require()
    return {
        "name": name,
        "title": book.title,
        "lang": book.lang,
        "languages": list(library.languages(name)),
        "sides": [{"id": side.id, "name": side.name} for side in book.sides],
        "phases": [{"id": phase.id, "title": phase.title} for phase in book.phases],
        "questions": len(list(book.questions)),
        "core": sum(question.core for question in book.questions),
        "path": str(library.path(name, words.current())),
    }


@command(
    "check",
    N_("Check a workbook of your own: what was understood of it, question by question, and what was not."),
    details=N_("Ends with 1 where the file cannot be used."),
    examples=(N_("phasebook check our-questions.md"),),
)
@argument("file", metavar=N_("FILE"), type=click.Path(path_type=Path), help=N_("A Markdown file."))
@json_option
def check(file: Path, as_json: bool) -> int:
    """Check a workbook."""
    from templates.described import describe
    from templates.reader import read_file

    reading = read_file(file)
    if as_json:
        put_json(
            {
                "file": str(file),
                "ok": not reading.errors,
                "strict": reading.strict,
                "findings": [
                    {"line": f.line, "message": f.message, "remedy": f.remedy, "error": f.is_error}
                    for f in reading.findings
                ],
                "questions": [
                    {"id": question.id, "phase": phase.id, "kind": question.kind.value, "text": question.text}
                    for phase in (reading.understood.phases if reading.understood else ())
                    for question in phase.questions
                ],
            }
        )
    else:
        put("\n".join(describe(reading)))
    return 1 if reading.errors else 0
