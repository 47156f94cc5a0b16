"""Giving a retrospective away: for both sides, for the executive or for one side, in the form that is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from templates.words import N_, _, listed
from tui.command_line.shared.click_in_words import (
    command,
    json_option,
    option,
    retrospective_argument,
)
from tui.command_line.shared.output import put, say
from tui.command_line.shared.run import Run
from tui.words.refused import RefusedError

if TYPE_CHECKING:
    from templates.filled_page.page import Retrospective
    from templates.readers.beside_the_page import Beside


@command(
    "render",
    N_("Print the retrospective, or write it to a file, for those who are to read it."),
    details=N_(
        "The joint document holds what both sides agreed to share; the executive's is one page without anybody's "
        "words; a side's own holds its private answers too. What is left out is said before anything is written, and "
        "a document that would tell what its readers must not see is not written at all. A layout is a Jinja file; "
        "one called joint, executive or side, with the ending .md.jinja, in the folder layouts of the data folder is "
        "used by itself."
    ),
    examples=(
        N_("phasebook render port-system"),
        N_("phasebook render port-system -o port-system.md"),
        N_("phasebook render port-system --audience executive --format html -o page.html"),
        N_("phasebook render port-system --audience client --format csv -o answers.csv"),
        N_("phasebook render port-system --format json"),
    ),
)
@retrospective_argument
@option("--audience", metavar=N_("joint|executive|SIDE"), default="joint", help=N_("Who is to read it."))
@option(
    "--format",
    "form",
    type=click.Choice(("md", "html", "json", "csv")),
    default="md",
    help=N_("Markdown, one HTML file, JSON, or a table of the answers for spreadsheets."),
)
@option(
    "--layout",
    metavar=N_("FILE"),
    type=click.Path(path_type=Path),
    help=N_("Arrange it as this file says; see docs/layouts.md."),
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
@json_option
@click.pass_obj
def render(
    run: Run,
    retro: str,
    audience: str,
    form: str,
    layout: Path | None,
    target: Path | None,
    force: bool,
    as_json: bool,
) -> None:
    """Print or write the retrospective."""
    from storage.safety import never_replaced
    from tui.command_line.shared.output_file import write_file
    from tui.session.covered_texts import beside_on_disk, covered_texts

    form = "json" if as_json else form
    if layout is not None and form not in ("md", "html"):
        raise click.UsageError(
            _("A layout arranges Markdown and HTML; leave --layout out for {form}.").format(form=form)
        )
    with run.reading() as shelf:
        page = shelf.page(shelf.find(retro))
        apart = beside_on_disk(run.database, page, shelf.has_act)
    to_file = target is not None and str(target) != "-"
    if target is not None and to_file:
        # Before anything is said about a document that will not be written.
        never_replaced.refuse(target, run.database)
    text = document(page, audience, form, layout, covered_texts(run.database, page.id), apart, tell=to_file)
    if target is None or not to_file:
        put(text)
        return
    write_file(target, text, run.database, force=force)
    say(_("Written to {path}.").format(path=target))


def document(
    page: Retrospective,
    key: str,
    form: str,
    layout: Path | None,
    covered: tuple[str, ...],
    beside: Beside,
    *,
    tell: bool,
) -> str:
    """The document, looked over.

    Args:
        page: the whole page.
        key: who is to read it.
        form: md, html, json or csv.
        layout: a layout's file.
        covered: what is written and not yet revealed, to be looked for.
        beside: what is written and not on the page.
        tell: whether to say what its readers will see even where nothing is left out.

    Raises:
        RefusedError: there is no such audience, the layout cannot be used, or it would tell too much.
    """
    from templates.document.layout import LayoutError
    from templates.exchange.export import export, preview, refusal
    from templates.readers.narrowed import audiences, find_audience, sight
    from tui.files.layout_file import LayoutUnreadableError, own_layout

    audience = find_audience(page, key)
    if audience is None:
        known = listed(one.key for one in audiences(page))
        raise RefusedError(_("There is no audience “{key}”; write one of {known}.").format(key=key, known=known))
    try:
        made = export(
            page, audience, form, own_layout(page, audience, layout) if form in ("md", "html") else None, covered
        )
    except (LayoutError, LayoutUnreadableError) as error:
        raise RefusedError(str(error)) from error
    if tell or sight(page, audience, beside).left_out or beside.trouble:
        say(preview(page, audience, beside))
    if made.leaks:
        raise RefusedError("\n".join(refusal(made.leaks)))
    return made.text
