"""Files that come from elsewhere: what each is, and where it goes; nothing is kept before all are understood."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from storage.errors import StorageError
from storage.ids import new_id
from storage.imports.take_nameless import is_nameless, take_nameless
from storage.imports.take_records import records_of, take, take_form
from storage.imports.taken import Taken, derived_id
from storage.locations import workbooks_folder
from storage.shelf import Shelf, Start
from templates import library
from templates.exchange.from_document import is_joint, read_joint
from templates.exchange.from_json import read_json
from templates.exchange.notes.from_notes import read_foreign
from templates.exchange.refused import refuse_audience, refuse_format
from templates.exchange.which_workbook import shipped
from templates.filled_page.page import Retrospective, Row
from templates.filled_page.rough_dates import newly_backwards
from templates.forms.blank_form import EXACT
from templates.forms.filled_form import (
    Filled,
    Remark,
    form_mark,
    read_form,
)
from templates.markdown import parse
from templates.markdown.blocks import Document
from templates.markdown.parse import UnreadableError
from templates.words import LANGUAGES, _, ngettext
from templates.workbook.available import catalogue
from templates.workbook.writer import write

if TYPE_CHECKING:
    from templates.workbook.model import Workbook


_JSON = re.compile(r"\ufeff?\s*(?:\{\s*[\"}]|\[\s*(?:\{\s*\"|\]))")
"""How JSON begins; other people's notes may begin with a link in brackets, or with a placeholder in braces."""


class NotImportable(StorageError):
    """A file that cannot be taken in."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A file, and what is to become of it."""

    file: str
    remarks: tuple[Remark, ...]
    target: str
    """The id of the retrospective it goes into, or is to start."""
    form: Filled | None = None
    page: Retrospective | None = None
    """The page it is, or starts."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file."""

    file: str
    title: str
    slug: str
    taken: Taken
    remarks: tuple[Remark, ...] = ()
    nameless: bool = False
    """Whether it is a form without a name: then its words are not told beside the file's."""

    @property
    def headline(self) -> str:
        """Where the file went."""
        if self.taken.started:
            return _("{file}: started {title} ({slug}).").format(file=self.file, title=self.title, slug=self.slug)
        return _("{file}: into {title} ({slug}).").format(file=self.file, title=self.title, slug=self.slug)

    @property
    def refusal(self) -> str:
        """Why a form that has come before is not taken."""
        return _(
            "{file} has no name on it and was taken in before. Nobody knows which answers came from it, so nothing "
            "of it is taken; correct them in the retrospective, or fill in a new form. What undo took back, redo "
            "brings again."
        ).format(file=self.file)

    def counted(self) -> Iterator[str]:
        """How much was taken, a line each."""
        taken = self.taken
        if taken.refused:
            yield self.refusal
            return
        if not (taken.new or taken.changed):
            yield _("Nothing new; nothing was changed.")
        if taken.new:
            yield ngettext("{n} thing is new.", "{n} things are new.", taken.new).format(n=taken.new)
        if taken.changed:
            yield ngettext("{n} thing was corrected.", "{n} things were corrected.", taken.changed).format(
                n=taken.changed
            )
        if taken.changed_here:
            yield ngettext(
                "{n} thing was changed here since and stays as it is here.",
                "{n} things were changed here since and stay as they are here.",
                taken.changed_here,
            ).format(n=taken.changed_here)
        if taken.deleted_here:
            yield ngettext(
                "{n} thing was deleted here since and stays deleted.",
                "{n} things were deleted here since and stay deleted.",
                taken.deleted_here,
            ).format(n=taken.deleted_here)
        if taken.covered:
            yield ngettext(
                "{n} of them lies covered, as its phase is written here, until it is uncovered.",
                "{n} of them lie covered, as their phases are written here, until they are uncovered.",
                taken.covered,
            ).format(n=taken.covered)
        if taken.nameless:
            yield ngettext(
                "{n} answer was given without a name before and stays as it is; nobody knows which it is.",
                "{n} answers were given without a name before and stay as they are; nobody knows which they are.",
                taken.nameless,
            ).format(n=taken.nameless)

    def as_json(self) -> dict[str, Any]:
        """The same for programs."""
        taken = self.taken
        return {
            "file": self.file,
            "retrospective": taken.retrospective,
            "title": self.title,
            "slug": self.slug,
            "started": taken.started,
            "new": taken.new,
            "changed": taken.changed,
            "same": taken.same,
            "changed_here": taken.changed_here,
            "deleted_here": taken.deleted_here,
            "covered": taken.covered,
            "nameless": taken.nameless,
            "refused": taken.refused,
            "left": [{"line": left.line, "heading": left.heading or None, "text": left.text} for left in taken.left],
            "remarks": [{"line": remark.line or None, "text": remark.text} for remark in self.remarks],
        }


# -- what a file is --------------------------------------------------------------------------------


def understand(shelf: Shelf, path: Path, raw: bytes, *, into: str | None = None) -> Understood:
    """What a file is and where it goes; nothing is kept yet.

    Args:
        shelf: the open database.
        path: the file, for sentences.
        raw: what it holds.
        into: the id of the retrospective that was named for it.

    Raises:
        NotImportable: it cannot be taken in; the sentence says why.
    """
    try:
        found = _understand(shelf, path, raw, into)
        if found.page is not None and found.page.id in shelf.journal.purged_records():
            raise UnreadableError(_("Its retrospective was removed here for good, and nothing brings it back."))
        return found
    except UnreadableError as error:
        raise NotImportable(_("{path} was not taken in: {reason}").format(path=path, reason=error)) from error
    except RecursionError as error:
        reason = _("It is nested too deep.")
        raise NotImportable(_("{path} was not taken in: {reason}").format(path=path, reason=reason)) from error


def _understand(shelf: Shelf, path: Path, raw: bytes, into: str | None) -> Understood:
    if raw.startswith(b"SQLite format 3\x00"):
        raise UnreadableError(
            _("It is a database; open it with `phasebook --db {path}`, or see `phasebook restore`.").format(path=path)
        )
    text, guessed = parse.decode(raw)
    remarks = tuple(Remark(0, sentence) for sentence in guessed)
    if not text.strip():
        raise UnreadableError(_("It is empty."))
    refuse_format(path.name, text)
    if path.suffix.lower() == ".json" or _JSON.match(text):
        page, more = read_json(text, partial(_known_to, shelf))
        return _exported(shelf, path, page, (*remarks, *more), into)
    plain = parse.parse(text, plain=True)
    if mark := form_mark(plain):
        if EXACT in mark.values:
            plain = parse.parse(text, plain=True, numbered=True)
        target = into or _meant(shelf, mark.values)
        return _formed(shelf, path, plain, remarks, target, mark.values)
    if is_joint(plain):
        page, more = read_joint(text, partial(_known_to, shelf))
        return _exported(shelf, path, page, (*remarks, *more), into)
    refuse_audience(plain)
    if into is not None:
        return _formed(shelf, path, plain, remarks, into, {})
    page, more = read_foreign(text, name=path.stem)
    return Understood(str(path), (*remarks, *more), page.id, page=page)


def _exported(
    shelf: Shelf, path: Path, page: Retrospective, remarks: tuple[Remark, ...], into: str | None
) -> Understood:
    if into not in (None, page.id):
        raise UnreadableError(
            _("It is an export of {title} and comes back under its own id; leave out --into.").format(title=page.title)
        )
    ids = [record.id for record in records_of(page)]
    if len(set(ids)) < len(ids):
        raise UnreadableError(_("It names two things by one id; export it again."))
    if page.id in ids or shelf.stand_elsewhere(page.id, ids):
        raise UnreadableError(_("It names things by ids that belong to another retrospective here."))
    page, more = _without_new_slips(shelf, page)
    return Understood(str(path), (*remarks, *more), page.id, page=page)


def _without_new_slips(shelf: Shelf, page: Retrospective) -> tuple[Retrospective, tuple[Remark, ...]]:
    """The page without corrections that make a row end before it begins: such a row stays as it is here.

    A row that comes as it stood elsewhere is taken as it is.
    """
    if all(card.id != page.id for card in shelf.cards(archived=None)):
        return page, ()
    here = shelf.page(page.id)
    remarks: list[Remark] = []
    for row in page.answers:
        before, asked = here.answer(row.id), page.workbook.question(row.question)
        if not isinstance(row, Row) or not isinstance(before, Row) or asked is None:
            continue
        if sentence := newly_backwards(asked, row.cells, before.cells):
            page = page.with_answer(replace(row, cells=before.cells))
            remarks.append(Remark(0, sentence))
    return page, tuple(remarks)


def _formed(
    shelf: Shelf,
    path: Path,
    document: Document,
    remarks: tuple[Remark, ...],
    target: str | None,
    said: Mapping[str, str],
) -> Understood:
    if target is not None:
        page = shelf.page(target)
        others = versions(page.workbook)
        filled = read_form(document, page.workbook, page.parties, title=page.title, others=others)
        return Understood(str(path), (*remarks, *filled.remarks), target, form=filled)
    book = _asked(said.get("workbook", ""), said.get("lang", ""))
    filled = read_form(document, book, others=versions(book))
    fresh = Retrospective(
        # Nothing leads back to a form without a name, not even what it starts.
        id=derived_id("form", filled.form) if filled.name else new_id(),
        slug="",
        title=book.title,
        workbook=book,
        date=date.today().isoformat(),
    )
    return Understood(str(path), (*remarks, *filled.remarks), fresh.id, form=filled, page=fresh)


def _meant(shelf: Shelf, said: Mapping[str, str]) -> str | None:
    """The retrospective a form belongs to: the one it was made for, or the only one with its workbook; None for a new.

    Raises:
        UnreadableError: there are several.
    """
    if wanted := said.get("retrospective"):
        if any(card.id == wanted for card in shelf.cards(archived=None)):
            return wanted
        raise UnreadableError(
            _("The retrospective it was made for is not in this database; name another with --into RETRO.")
        )
    fitting = [card for card in shelf.cards() if card.workbook_id == said.get("workbook") and not card.demo]
    if len(fitting) > 1:
        raise UnreadableError(
            _("It may belong to several retrospectives here; say which with --into RETRO (see `phasebook list`).")
        )
    return fitting[0].id if fitting else None


def known(id: str, lang: str) -> Workbook | None:
    """A workbook by its id: one that ships, or a team's own."""
    found = shipped(id, lang)
    if found is not None:
        return found
    own = (source.read(lang).workbook for source in catalogue(workbooks_folder()).sources if source.is_own)
    return next((book for book in own if book is not None and book.id == id), None)


def _known_to(shelf: Shelf, id: str, lang: str) -> Workbook | None:
    """A workbook by its id: one that ships, a team's own, or that of a retrospective that stands here."""
    if (found := known(id, lang)) is not None:
        return found
    here = (shelf.page(card.id).workbook for card in shelf.cards(archived=None) if card.workbook_id == id)
    return next((book for book in here if book.lang == lang), None)


def versions(book: Workbook) -> tuple[Workbook, ...]:
    """A workbook as it is known here in every language, which may differ from a retrospective's own copy."""
    found = (known(book.id, lang) for lang in LANGUAGES)
    return tuple({one.lang: one for one in found if one is not None and one != book}.values())


def _asked(id: str, lang: str) -> Workbook:
    """The workbook a form asks."""
    book = known(id, lang or library.FALLBACK)
    if book is None:
        raise UnreadableError(
            _("The workbook it asks is not known here; start a retrospective with it and name that with --into RETRO.")
        )
    return book


# -- taking it in ----------------------------------------------------------------------------------


def bring_all(shelf: Shelf, understood: Sequence[Understood]) -> list[Imported]:
    """Take in the files of one import; the forms without a name come last and together, so that none is told apart."""
    taken: dict[int, Taken] = {}
    nameless: dict[str, list[int]] = {}
    started: set[int] = set()
    for place, one in enumerate(understood):
        here = {card.id for card in shelf.cards(archived=None)}
        if one.page is not None and one.target not in here:
            _start(shelf, one.page)
            started.add(place)
        if one.form is not None and is_nameless(shelf, shelf.page(one.target), one.form):
            nameless.setdefault(one.target, []).append(place)
        elif one.form is not None:
            taken[place] = take_form(shelf, one.target, one.form)
        elif one.page is not None and place in started:
            taken[place] = Taken(one.target, new=len(records_of(one.page)))
        elif one.page is not None:
            taken[place] = take(shelf, one.target, records_of(one.page))
    for target, places in nameless.items():
        forms = [form for place in places if (form := understood[place].form) is not None]
        taken |= dict(zip(places, take_nameless(shelf, shelf.page(target), forms), strict=True))
    cards = {card.id: card for card in shelf.cards(archived=None)}
    apart = {place for places in nameless.values() for place in places}
    return [
        Imported(
            one.file,
            cards[one.target].title,
            cards[one.target].slug,
            replace(taken[place], started=place in started),
            one.remarks,
            place in apart,
        )
        for place, one in enumerate(understood)
    ]


def _start(shelf: Shelf, page: Retrospective) -> None:
    start = Start(
        id=page.id,
        title=page.title,
        workbook_text=write(page.workbook),
        date=page.date,
        parties=page.parties,
        short=page.short,
    )
    shelf.start(start, *records_of(page))
