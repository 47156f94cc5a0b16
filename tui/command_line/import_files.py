"""Forms to fill in any editor, and taking in what comes back."""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from templates import words
from templates.words import N_, _, ngettext
from templates.words import reason as reason_of
from tui.command_line.shared.click_in_words import (
    argument,
    command,
    json_option,
    option,
)
from tui.command_line.shared.output import kept, put, put_json, say
from tui.command_line.shared.run import Run
from tui.words.refused import RefusedError

if TYPE_CHECKING:
    from storage.imports.import_file import Imported
    from templates.filled_page.page import Retrospective
    from templates.workbook.model import Workbook


@command(
    "blank",
    N_("Print a form that one person fills in any editor or browser; `phasebook import` takes it back."),
    details=N_(
        "WORKBOOK is a workbook's name, a Markdown file of your own, or left out with --for: the form then asks what "
        "the retrospective asks, and goes back into it by itself. Send every person a form of their own. With --format "
        "html it is one page for any browser, phones too, which loads nothing and sends nothing: it keeps what is "
        "typed, and its button gives the filled form as a file."
    ),
    examples=(
        N_("phasebook blank four-phases -o form.md"),
        N_("phasebook blank --for port-system --side client --by Ann -o ann.md"),
        N_("phasebook blank --for port-system --side client --by Ann --format html -o ann.html"),
    ),
)
@argument("workbook", metavar=N_("WORKBOOK"), required=False, help=N_("A workbook's name or a Markdown file."))
@option("--for", "retro", metavar=N_("RETRO"), help=N_("The retrospective it is for."))
@option("--side", metavar=N_("SIDE"), help=N_("The side of the person."))
@option("--by", metavar=N_("NAME"), help=N_("The name of the person."))
@option("--short", is_flag=True, help=N_("Ask the questions of the short road only."))
@option(
    "--format",
    "kind",
    type=click.Choice(("md", "html")),
    default="md",
    help=N_("A file for an editor (md), or a page for a browser (html)."),
)
@option(
    "--workbook-lang",
    type=click.Choice(words.LANGUAGES),
    help=N_("The language of the form, where it is not to be that of the retrospective or of the run."),
)
@option(
    "-o",
    "--output",
    "target",
    metavar=N_("FILE"),
    type=click.Path(path_type=Path, allow_dash=True),
    help=N_("The file to write, readable by you alone."),
)
@option("--force", is_flag=True, help=N_("Replace the file where it exists."))
@click.pass_obj
def blank(
    run: Run,
    workbook: str | None,
    retro: str | None,
    side: str | None,
    by: str | None,
    short: bool,
    kind: str,
    workbook_lang: str | None,
    target: Path | None,
    force: bool,
) -> None:
    """Print a form."""
    from storage.ids import new_id
    from templates.forms.blank_form import Form
    from templates.forms.blank_form import blank as form_of
    from tui.command_line.new import workbook_named
    from tui.command_line.shared.named_things import side_named
    from tui.command_line.shared.output_file import write_file

    page: Retrospective | None = None
    if retro is not None:
        with run.reading() as shelf:
            page = shelf.page(shelf.find(retro))
        book = _in_language(page.workbook, workbook_lang)
    elif workbook is not None:
        _text, book = workbook_named(workbook, workbook_lang or words.current(), expected=workbook_lang)
    else:
        raise RefusedError(_("Name a workbook, such as four-phases, or a retrospective with --for RETRO."))
    found = None
    if side is not None:
        found = side_named(page, side) if page is not None else _side(book, side)
    form = Form(
        id=new_id(),
        side=found.id if found else "",
        name=" ".join(kept(by or "").split()),
        retrospective=page.id if page else "",
        title=page.title if page else "",
        short=short or bool(page and page.short),
    )
    if kind == "html":
        from templates.forms.page.form_page import form_page

        text = form_page(book, form)
    else:
        text = form_of(book, form)
    if target is None or str(target) == "-":
        put(text)
        return
    write_file(target, text, run.database, force=force)
    say(_("Written to {path}.").format(path=target))


def _in_language(book: Workbook, lang: str | None) -> Workbook:
    """A retrospective's workbook in another language: the one known here that asks the same."""
    from storage.imports.import_file import versions
    from templates.exchange.which_workbook import asks_the_same

    if lang in (None, book.lang):
        return book
    found = next((one for one in versions(book) if one.lang == lang and asks_the_same(one, book)), None)
    if found is None:
        raise RefusedError(
            _("What this retrospective asks is not known here in “{lang}”; leave out --workbook-lang.").format(
                lang=lang
            )
        )
    return found


def _side(book: Workbook, key: str):  # type: ignore[no-untyped-def]
    from tui.command_line.shared.named_things import no_such_side

    found = book.side(key)
    if found is None:
        raise no_such_side(book, key)
    return found


@command(
    "import",
    N_("Take in filled forms, exports in Markdown or JSON, and other people's notes in Markdown."),
    details=N_(
        "A form goes into the retrospective it was made for, or the one named with --into; an export comes back under "
        "its own id; any other Markdown file becomes a retrospective with notes, or goes into the one named. What was "
        "taken in before changes nothing; of a corrected file only what was corrected is taken. Words that belong to "
        "no blank are shown and kept among the facilitator's notes."
    ),
    examples=(
        N_("phasebook import ann.md bo.md"),
        N_("phasebook import ann.md --into port-system"),
        N_("phasebook import port-system.json"),
    ),
)
@argument(
    "files",
    metavar=N_("FILE…"),
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, allow_dash=True),
    help=N_("Forms, exports, Markdown files."),
)
@option("--into", metavar=N_("RETRO"), help=N_("The retrospective forms and plain notes go into."))
@json_option
@click.pass_obj
def import_files(run: Run, files: tuple[Path, ...], into: str | None, as_json: bool) -> None:
    """Take in files."""
    from storage.files import backup
    from storage.imports.import_file import bring_all, understand

    with run.shelf() as shelf:
        # Everything is read before anything is kept: one file that cannot be read stops all of them.
        target = shelf.find(into) if into is not None else None
        understood = [understand(shelf, path, _bytes(path), into=target) for path in files]
        backup.before(run.database, "import")
        done = bring_all(shelf, understood)
    if all(imported.taken.refused for imported in done):
        raise RefusedError("\n".join(imported.refusal for imported in done))
    if as_json:
        put_json([imported.as_json() for imported in done])
        return
    for imported in done:
        _tell(imported)
    _tell_nameless([imported for imported in done if imported.nameless])


def _bytes(path: Path) -> bytes:
    from templates.markdown.parse import MAX_BYTES

    if str(path) == "-":
        import sys

        if sys.stdin is None:
            raise RefusedError(_("Standard input is closed; name a file."))
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    try:
        if path.exists() and not path.is_file():
            raise RefusedError(_("{path} is no file.").format(path=path))
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > MAX_BYTES:
                raise RefusedError(
                    _("{path} is too large ({mb} MB); at most {most} MB are taken in; divide it.").format(
                        path=path, mb=math.ceil(size / 1_000_000), most=MAX_BYTES // 1_000_000
                    )
                )
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise RefusedError(
            _("{path} cannot be read ({reason}); check its name and whether you may read it.").format(
                path=path, reason=reason_of(error)
            )
        ) from error


def _tell(imported: Imported) -> None:
    """What became of one file: where it went, how much was new, what to look at."""
    taken = imported.taken
    put(imported.headline)
    for line in imported.counted():
        put(f"  {line}")
    if imported.nameless:
        return
    for remark in imported.remarks:
        put(f"  {imported.file}:{remark.line}: {remark.text}" if remark.line else f"  {remark.text}")
    if taken.left:
        count = len(taken.left)
        put(
            "  "
            + ngettext(
                "{n} passage belongs to no blank; it stands among the facilitator's notes:",
                "{n} passages belong to no blank; they stand among the facilitator's notes:",
                count,
            ).format(n=count)
        )
        for left in taken.left:
            from templates.cells.width import shorten
            from tui.words.safe_text import one_line

            under = f"“{one_line(left.heading)}” · " if left.heading else ""
            put(f"    {imported.file}:{left.line}: {under}{shorten(one_line(left.text), 100)}")


def _tell_nameless(imported: Sequence[Imported]) -> None:
    """What is to be looked at in forms without a name: not beside the files they stand in."""
    from templates.cells.width import shorten
    from tui.words.safe_text import one_line

    remarks = sorted(remark.text for one in imported for remark in one.remarks)
    left = sorted(shorten(one_line(left.text), 100) for one in imported for left in one.taken.left)
    if remarks or left:
        put(_("In the forms without a name:"))
    for text in remarks:
        put(f"  {text}")
    if left:
        told = ngettext(
            "{n} passage belongs to no blank; it stands among the facilitator's notes:",
            "{n} passages belong to no blank; they stand among the facilitator's notes:",
            len(left),
        )
        put("  " + told.format(n=len(left)))
    for text in left:
        put(f"    {text}")
