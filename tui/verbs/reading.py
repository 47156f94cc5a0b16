"""Reading: the retrospective as a document, the workbooks that can be asked, and the check of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from templates import words
from templates.words import N_, _, ngettext
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
