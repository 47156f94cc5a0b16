"""What can be asked: the workbooks that ship and those a team has put beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from templates import words
from templates.words import N_, _, ngettext
from tui.command_line.shared.click_in_words import command, json_option
from tui.command_line.shared.output import put, put_json, say

if TYPE_CHECKING:
    from templates.workbook.available import Source
    from templates.workbook.findings import Reading


@command(
    "workbooks",
    N_("List the workbooks: what can be asked."),
    details=N_(
        "Those that ship, then your own: Markdown files in the folder `workbooks` of the data folder, which the "
        "last line names. One that cannot be used is listed with the reason, and stops none of the others."
    ),
    examples=(N_("phasebook workbooks"), N_("phasebook workbooks --json")),
)
@json_option
def workbooks(as_json: bool) -> None:
    """List the workbooks."""
    from storage.locations import workbooks_folder
    from templates.workbook.available import catalogue

    folder = workbooks_folder()
    found = catalogue(folder)
    read = [(source, source.read(words.current())) for source in found.sources]
    if as_json:
        put_json([_json(source, reading) for source, reading in read])
    else:
        from templates.cells.columns import aligned

        usable = [_row(source, reading) for source, reading in read if reading.workbook is not None]
        for line in aligned(usable):
            put(line)
        for source, reading in read:
            if reading.workbook is None:
                put(_broken(source, reading))
    if found.trouble:
        say(found.trouble)
    if not as_json:
        say(_("Your own are Markdown files in {folder}.").format(folder=folder))


def _row(source: Source, reading: Reading) -> tuple[str, ...]:
    """A workbook's line, by columns."""
    from tui.words.safe_text import one_line

    book = reading.require()
    asked = len(list(book.questions))
    minutes = ngettext("{n} minute", "{n} minutes", book.minutes).format(n=book.minutes) if book.minutes else ""
    return (
        one_line(source.name),
        ngettext("{n} question", "{n} questions", asked).format(n=asked),
        minutes,
        _("two sides") if book.sides else _("one team"),
        " ".join(map(one_line, source.languages(book.lang))),
        one_line(book.title),
    )


def _broken(source: Source, reading: Reading) -> str:
    """The line of a workbook that cannot be used."""
    from tui.words.safe_text import one_line

    return _("{name} cannot be used: {reason}").format(
        name=one_line(source.name), reason=one_line(str(reading.errors[0]))
    )


def _json(source: Source, reading: Reading) -> dict[str, Any]:
    """A workbook in the language of the run; of one that cannot be used, what was understood."""
    book = reading.understood
    lang = book.lang if book else None
    return {
        "name": source.name,
        "title": book.title if book else source.name,
        "lang": lang,
        "languages": list(filter(None, source.languages(lang or ""))),
        "sides": [{"id": side.id, "name": side.name} for side in (book.sides if book else ())],
        "phases": [
            {"id": phase.id, "title": phase.title, "minutes": phase.minutes} for phase in (book.phases if book else ())
        ],
        "questions": len(list(book.questions)) if book else 0,
        "core": sum(question.core for question in book.questions) if book else 0,
        "minutes": book.minutes if book else None,
        "path": str(source.path(words.current())),
        "own": source.is_own,
        "ok": not reading.errors,
        "findings": [
            {"line": f.line, "message": f.message, "remedy": f.remedy, "error": f.is_error} for f in reading.findings
        ],
    }
