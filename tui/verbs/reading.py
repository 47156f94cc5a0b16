"""Reading a workbook of one's own: what was understood of it."""

from __future__ import annotations

from pathlib import Path

import click

from templates.words import N_
from tui.verbs.output import put, put_json
from tui.verbs.spoken import argument, command, json_option


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
