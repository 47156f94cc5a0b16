"""Reading a workbook of one's own: what was understood of it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from templates.words import N_, _
from tui.command_line.shared.click_in_words import (
    argument,
    command,
    json_option,
    option,
)
from tui.command_line.shared.output import put, put_json


@command(
    "check",
    N_("Check a workbook of your own: what was understood of it, question by question, and what was not."),
    details=N_(
        "Ends with 1 where the file cannot be used. With --watch it stays and follows the file: after every save it "
        "says what is understood differently now; Ctrl+C ends it."
    ),
    examples=(N_("phasebook check our-questions.md"), N_("phasebook check our-questions.md --watch")),
)
@argument("file", metavar=N_("FILE"), type=click.Path(path_type=Path), help=N_("A Markdown file."))
@option("--watch", is_flag=True, help=N_("Stay, and follow the file as it is saved."))
@json_option
def check(file: Path, watch: bool, as_json: bool) -> int:
    """Check a workbook."""
    from templates.workbook.explained import describe
    from templates.workbook.reader import read_file

    if watch:
        from tui.files.watched_workbook import follow

        if as_json:
            raise click.UsageError(_("--watch prints for people; leave out --json."))
        return follow(file, _tell_at_once)
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


def _tell_at_once(text: str) -> None:
    """Write lines now, also into a pipe."""
    put(text)
    sys.stdout.flush()
