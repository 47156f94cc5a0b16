"""Reading: the retrospective as a document, and the check of a workbook of one's own."""

from __future__ import annotations

from pathlib import Path

import click

from templates.words import N_, _
from tui.verbs.output import put, put_json, say
from tui.verbs.run import Run
from tui.verbs.spoken import argument, command, json_option, option, retrospective_argument


@command(
    "render",
    N_("Print the retrospective, or write it to a file."),
    examples=(
        N_("phasebook render port-system"),
        N_("phasebook render port-system -o port-system.md"),
        N_("phasebook render port-system --format json"),
    ),
)
@retrospective_argument
@option("--format", "form", type=click.Choice(("md", "json")), default="md", help=N_("Markdown or JSON."))
@option(
    "-o",
    "--output",
    "target",
    metavar=N_("FILE"),
    type=click.Path(path_type=Path, allow_dash=True),
    help=N_("The file to write, readable by you alone."),
)
@option("--force", is_flag=True, help=N_("Replace the file where it exists."))
@json_option
@click.pass_obj
def render(run: Run, retro: str, form: str, target: Path | None, force: bool, as_json: bool) -> None:
    """Print or write the retrospective."""
    import json

    from templates.exchange_json import as_json as page_json
    from templates.report import render as page_markdown
    from tui.verbs.files import write_file

    with run.reading() as shelf:
        page = shelf.page(shelf.find(retro))
    if as_json or form == "json":
        text = json.dumps(page_json(page), ensure_ascii=False, indent=2) + "\n"
    else:
        text = page_markdown(page)
    if target is None or str(target) == "-":
        put(text)
        return
    write_file(target, text, force=force)
    say(_("Written to {path}.").format(path=target))


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
