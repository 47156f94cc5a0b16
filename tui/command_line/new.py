"""Starting retrospectives and listing them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from templates import words
from templates.names import alike, as_name
from templates.words import N_, _, listed, ngettext
from templates.words import named as named_as
from tui.command_line.shared.click_in_words import (
    Language,
    command,
    json_option,
    option,
)
from tui.command_line.shared.output import kept, put, put_json, say
from tui.command_line.shared.run import Run
from tui.words.refused import RefusedError

if TYPE_CHECKING:
    from storage.cards import Card
    from templates.workbook.model import Workbook

DEFAULT_WORKBOOK = "four-phases"


@command(
    "new",
    N_("Start a retrospective; its id is the last line printed."),
    details=N_(
        "Without --workbook-lang the workbook speaks the language of the run: `phasebook --lang zh new …` "
        "starts one in Chinese. Everything but the title can be left out."
    ),
    examples=(
        N_('phasebook new --title "Port system" --client "Harbour" --vendor "Northwind"'),
        N_('phasebook new --title "Port system" --person "Ann:client" --person "Bo:vendor" --short'),
        N_('phasebook new --title "Our spring" --workbook our-questions.md'),
    ),
)
@option("--title", metavar=N_("TEXT"), required=True, help=N_("What it is called."))
@option(
    "--workbook",
    metavar=N_("NAME|FILE"),
    default=DEFAULT_WORKBOOK,
    help=N_("One of those that phasebook workbooks lists, or a Markdown file of your own."),
)
@option(
    "--workbook-lang",
    type=Language(),
    help=N_("The language of a workbook that ships, where it is not to be the language of the run."),
)
@option("--client", metavar=N_("NAME"), help=N_("Who the client is; short for --party client=NAME."))
@option("--vendor", metavar=N_("NAME"), help=N_("Who the vendor is; short for --party vendor=NAME."))
@option("--party", "party", metavar=N_("SIDE=NAME"), multiple=True, help=N_("Who stands on a side."))
@option("--date", metavar=N_("DATE"), help=N_("The day of the meeting, such as 2025-03-31; otherwise today."))
@option(
    "--person",
    "person",
    metavar=N_("NAME:SIDE"),
    multiple=True,
    help=N_("Somebody at the table; the side may be left out."),
)
@option("--short", is_flag=True, help=N_("Take the short road: the core questions only."))
@json_option
@click.pass_obj
def new(
    run: Run,
    title: str,
    workbook: str,
    workbook_lang: str | None,
    client: str | None,
    vendor: str | None,
    party: tuple[str, ...],
    date: str | None,
    person: tuple[str, ...],
    short: bool,
    as_json: bool,
) -> None:
    """Start a retrospective."""
    from datetime import date as day

    from storage.shelf import Start
    from templates.filled_page.due_dates import told
    from tui.words.typed_values import iso_date, named

    title = kept(title).strip()
    if not title:
        raise RefusedError(_("The title is empty; give the retrospective a name with --title."))
    text, book = workbook_named(workbook, workbook_lang or words.current(), expected=workbook_lang)
    pairs = [named(pair) for pair in party]
    if wrong := next((pair for pair, (_key, name) in zip(party, pairs, strict=True) if name is None), None):
        raise RefusedError(_("“{pair}” does not name a party; write SIDE=NAME.").format(pair=wrong))
    pairs += [(side, name) for side, name in (("client", client), ("vendor", vendor)) if name is not None]
    parties = _parties(book, pairs)
    held = iso_date(date) if date is not None else day.today().isoformat()
    if date is not None and date.strip() != held:
        say(named_as(_("date"), told(held)))
    start = Start(
        title=title,
        workbook_text=text,
        date=held,
        parties=parties,
        people=tuple(_person(book, parties, given) for given in person),
        short=short,
    )
    if short and not book.has_short_road:
        say(_("This workbook has no short road; all its questions will be asked."))
    with run.shelf() as shelf:
        started = shelf.start(start)
        card = next(card for card in shelf.cards() if card.id == started)
    if as_json:
        put_json(card_json(card))
        return
    say(_("Started {title}; `phasebook open {slug}` opens it.").format(title=card.title, slug=card.slug))
    put(started)


def workbook_named(name: str, lang: str, *, expected: str | None = None) -> tuple[str, Workbook]:
    """The text of the workbook that `name` means, one that ships, a team's own or a file, and what it asks.

    Args:
        name: what it is called, or its file.
        lang: the language it is wanted in, where it has several.
        expected: the language somebody asked for; another one is refused.
    """
    text, book = _workbook_named(name, lang)
    if expected is not None and book.lang != expected:
        raise RefusedError(
            _(
                "The workbook “{name}” is written in “{lang}” and not in “{expected}”; leave out --workbook-lang."
            ).format(name=name, lang=book.lang, expected=expected)
        )
    return text, book


def _workbook_named(name: str, lang: str) -> tuple[str, Workbook]:
    from storage.locations import workbooks_folder
    from templates import library
    from templates.workbook.available import catalogue
    from templates.workbook.reader import read, read_file
    from templates.workbook.writer import own_copy

    if name in library.names():
        text = library.text(name, lang)
        return text, read(text, file=name).require()
    own = catalogue(workbooks_folder()).source(name)
    path = own.path(lang) if own else Path(name)
    if path.suffix != ".md" and not path.exists():
        raise RefusedError(
            _(
                "There is no workbook “{name}”; those that ship are {names}, your own lie in {folder}, "
                "or name a Markdown file."
            ).format(name=name, names=listed(library.names()), folder=workbooks_folder())
        )
    reading = read_file(path)
    book = reading.require()
    if reading.warnings:
        say(
            ngettext(
                "{n} thing in {file} was not understood; `phasebook check {file}` names it.",
                "{n} things in {file} were not understood; `phasebook check {file}` names them.",
                len(reading.warnings),
            ).format(n=len(reading.warnings), file=path)
        )
    return own_copy(kept(path.read_bytes().decode("utf-8-sig")), book), book


def _parties(book: Workbook, pairs: Iterable[tuple[str, str | None]]) -> dict[str, str]:
    from tui.command_line.shared.named_things import no_such_side

    parties: dict[str, str] = {}
    for key, name in pairs:
        side = book.side(key)
        if side is None:
            raise no_such_side(book, key)
        parties[side.id] = as_name(kept(name or ""))
    return {side: name for side, name in parties.items() if name}


def _person(book: Workbook, parties: dict[str, str], given: str) -> tuple[str, str | None]:
    from tui.command_line.shared.named_things import no_such_side
    from tui.words.typed_values import name_at_side

    name, key = name_at_side(as_name(kept(given)))
    if not name:
        raise RefusedError(_("A person needs a name; write --person NAME:SIDE."))
    if not key:
        return name, None
    by_party = (book.side(at) for at, party in parties.items() if alike(party) == alike(key))
    side = book.side(key) or next(by_party, None)
    if side is None:
        raise no_such_side(book, key)
    return name, side.id


@command(
    "list",
    N_("List the retrospectives, the newest date first."),
    examples=(N_("phasebook list"), N_("phasebook list --json"), N_("phasebook list --archived")),
)
@option("--archived", is_flag=True, help=N_("Include those put in the archive."))
@json_option
@click.pass_obj
def list_all(run: Run, archived: bool, as_json: bool) -> None:
    """List the retrospectives."""
    with run.listing() as shelf:
        cards = shelf.cards(archived=None if archived else False)
    if as_json:
        put_json([card_json(card) for card in cards])
        return
    if not cards:
        say(
            _(
                "No retrospectives yet; `phasebook new --title …` starts one, "
                "`phasebook demo` shows what one looks like."
            )
        )
        return
    from templates.cells.columns import aligned

    for line in aligned([_line(card, _ids(cards)) for card in cards]):
        put(line)


def _ids(cards: tuple[Card, ...]) -> int:
    """How many characters of an id tell these retrospectives apart, six at least."""
    for length in range(6, 20):
        if len({card.id[:length] for card in cards}) == len(cards):
            return length
    return 20


def _line(card: Card, length: int) -> tuple[str, ...]:
    from templates.cells.width import shorten
    from tui.words.safe_text import one_line

    parties = [card.parties.get(side.id, "") for side in card.sides]
    where = card.stage_title or _("answered to the end")
    return (
        card.id[:length],
        one_line(card.slug),
        card.date,
        shorten(one_line(card.title), 40),
        shorten(one_line(" · ".join(filter(None, parties))), 30),
        one_line(where) + (" " + _("(archived)") if card.archived else ""),
        ngettext("{n} answer", "{n} answers", card.answers).format(n=card.answers),
    )


def card_json(card: Card) -> dict[str, Any]:
    """A retrospective as `list --json` shows it."""
    return {
        "id": card.id,
        "slug": card.slug,
        "title": card.title,
        "workbook": card.workbook_id,
        "lang": card.lang,
        "date": card.date or None,
        "sides": [
            {"id": side.id, "name": side.name, "party": card.parties.get(side.id) or None} for side in card.sides
        ],
        "stage": card.stage,
        "answers": card.answers,
        "archived": card.archived,
    }
