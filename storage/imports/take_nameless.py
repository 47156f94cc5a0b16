"""Taking in forms without a name: under random ids, all of one import together, in an order that tells nothing.

Whoever made a form knows its number and its blanks; whoever reads the journal sees what came when. So nothing that is
kept is made from the form, and all nameless forms of one import share an act, a time and an order by chance. Of each
only its number stays, among the others' beside the journal: it says that the form has come, not what it said.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from storage.drafts.as_answers import sealed_of
from storage.drafts.covered_file import FORM, SealedFile
from storage.ids import LENGTH, new_id
from storage.imports.taken import (
    LEFT_OVER,
    Taken,
    left_text,
    person_id,
)
from templates.filled_page.page import (
    Answer,
    Note,
    Retrospective,
    Row,
)
from templates.filled_page.settings import Private, Writing
from templates.meeting import road

if TYPE_CHECKING:
    from storage.shelf import Shelf
    from templates.forms.filled_form import Filled


def is_nameless(shelf: Shelf, page: Retrospective, filled: Filled) -> bool:
    """Whether a form gives no name, now or when it came before."""
    if not filled.name:
        return page.person(person_id(page.id, filled)) is None
    file = SealedFile(shelf.path, lock_wait=shelf.lock_wait)
    try:
        return any(_number(mark) == _own(filled) for mark in file.answered(page.id, FORM))
    finally:
        file.close()


def take_nameless(shelf: Shelf, page: Retrospective, forms: Sequence[Filled]) -> list[Taken]:
    """Take in forms without a name in one act; one whose number has come before is refused.

    Whatever ends the program in between, taking the same forms in again keeps what was not kept, and nothing twice.

    Raises:
        StorageError: the database, or the file beside it, cannot be written.
    """
    file = SealedFile(shelf.path, lock_wait=shelf.lock_wait)
    try:
        return _take(shelf, file, page, forms)
    finally:
        file.close()


def _take(shelf: Shelf, file: SealedFile, page: Retrospective, forms: Sequence[Filled]) -> list[Taken]:
    act = new_id()
    marks = file.answered(page.id, FORM)
    come = {mark for mark in marks if _number(mark) == mark}
    # Of these a program that was killed has kept at most what stands in the journal.
    begun = {_number(mark): mark.partition(" ")[2] for mark in marks - come}
    new: list[Answer] = []
    cover: list[Answer] = []
    told: list[Taken] = []
    numbers: list[str] = []
    pending: list[str] = []
    for filled in forms:
        number = _own(filled)
        if number in come:
            told.append(Taken(page.id, refused=True))
            continue
        come.add(number)
        numbers.append(number)
        answers = _answers(page, filled)
        covered = [one for one in answers if road.writing(page, one.question) is not Writing.OPEN]
        opened = [one for one in answers if one not in covered]
        if number in begun and shelf.has_act(begun[number]):
            opened = []
        else:
            pending.append(number)
        new += opened
        cover += covered
        count = len(opened) + len(covered)
        same = len(filled.given) + len(filled.left) - len(answers)
        told.append(Taken(page.id, new=count, same=same, covered=len(covered), left=filled.left))
    if numbers:
        stale = [(FORM, f"{number} {begun[number]}") for number in numbers if number in begun]
        fresh = [(FORM, f"{number} {act}") for number in pending]
        file.note(page.id, *fresh, without=[mark for mark in stale if _number(mark[1]) in pending])
        if new:
            shelf.keep(page.id, *sorted(new, key=lambda one: one.id), act=act)
        rows = [sealed_of(one, page.id) for one in cover]
        file.note(page.id, *((FORM, number) for number in numbers), without=[*fresh, *stale], sealed=rows)
    return told


def _answers(page: Retrospective, filled: Filled) -> list[Answer]:
    """What a form says, under ids that lead nobody to it."""
    whose = {"side": filled.side, "person": None, "anonymous": True}
    answers: list[Answer] = [replace(given.answer, id=new_id(), **whose) for given in filled.given]  # type: ignore[arg-type]
    if not filled.form:
        # Without its number nobody can say that it has come: words that stand here as they are do not come twice.
        standing = {(one.question, one.side, _said(one)) for one in page.answers if one.person is None}
        answers = [one for one in answers if not _said(one) or (one.question, one.side, _said(one)) not in standing]
    return answers + [
        Note(id=new_id(), question=LEFT_OVER, private=Private.FACILITATOR, text=left_text(page, "", left))
        for left in filled.left
    ]


def _said(answer: Answer) -> str:
    match answer:
        case Note(text=text):
            return text
        case Row(cells=cells):
            return repr(sorted(cells.items()))
        case _:
            return ""


def _own(filled: Filled) -> str:
    """A form's number; of one that lost it, a number made of what it says, so that the same file is known again."""
    if filled.form:
        return filled.form.replace(" ", "")
    said = repr([(one.key, replace(one.answer, id="")) for one in filled.given])
    said += repr([(left.heading, left.text) for left in filled.left])
    return hashlib.sha256(f"{filled.side}\x1f{said}".encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]


def _number(mark: str) -> str:
    return mark.partition(" ")[0]
