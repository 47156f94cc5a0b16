"""Taking in what was written elsewhere: only what is new or was corrected is kept, by id, in one act.

What was changed or deleted here since stays as it is here: a file that comes a second time must not undo anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, TypeAlias

from storage.entries.change import changed_fields
from storage.ids import single_id
from storage.imports.take_covered import CoveredTaking
from storage.imports.taken import (
    LEFT_OVER,
    Taken,
    derived_id,
    form_id,
    left_text,
)
from storage.imports.unseen import completed, corrected
from storage.records.fields import fields_of
from templates.filled_page.agreed import Made, Vote
from templates.filled_page.page import (
    Action,
    Answer,
    Note,
    Person,
    Retrospective,
    Row,
)
from templates.filled_page.settings import Private, Writing
from templates.forms.filled_form import Filled, Given, Left
from templates.meeting import road
from templates.meeting.vote_count import by_side
from templates.names import alike

if TYPE_CHECKING:
    from storage.entries.entry import Entry, Json
    from storage.shelf import Shelf

_ALIKE = 0.6
"""How alike two texts must be for one to be the other, corrected."""

Kept: TypeAlias = "Person | Answer | Action | Made"
"""What has an id of its own on a page."""


# -- keeping what is new or corrected --------------------------------------------------------------


def take(shelf: Shelf, retrospective: str, records: Sequence[Kept]) -> Taken:
    """Keep what of `records` is new or corrected, in one act; what is written covered here is covered."""
    page = shelf.page(retrospective)
    with CoveredTaking(shelf, page) as covering:
        return _take(shelf, page, records, covering, None)


def _take(shelf: Shelf, page: Retrospective, records: Sequence[Kept], covering: CoveredTaking, by: str | None) -> Taken:
    standing = {record.id: record for record in records_of(page)}
    ever: dict[str, list[Entry]] = {}
    for entry in shelf.entries(page.id):
        ever.setdefault(entry.record, []).append(entry)
    # What was removed for good does not come back by a file.
    for id in shelf.journal.purged_records():
        ever.setdefault(id, [])
    to_cover: list[Answer] = []
    new: list[Kept] = []
    changed: list[Kept] = []
    same = changed_here = deleted_here = 0
    held = any(entry.kind == "vote" for of_record in ever.values() for entry in of_record)
    votes = Counter((vote.target, vote.side, vote.count) for vote in page.votes)
    for given in records:
        id = given.id
        now = standing.get(id)
        if isinstance(given, Vote) and held:
            # What a vote said here is corrected by no file; an older one may count it under other ids.
            is_same = votes[given.target, given.side, given.count] > 0
            same, changed_here = same + is_same, changed_here + (not is_same)
            continue
        record = given if now is None else completed(given, now)
        if id not in ever and isinstance(record, Answer) and covering.takes(record):
            to_cover.append(record)
        elif now is None and id in ever:
            deleted_here += 1
        elif now is None:
            new.append(record)
        elif not (changes := changed_fields(fields_of(record), fields_of(now))):
            same += 1
        elif isinstance(given, Answer) and covering.has_come(given):
            changed_here += 1
        elif news := [name for name, value in changes.items() if not _was_so(name, value, ever.get(id, ()))]:
            changed.append(corrected(record, now, news))
        else:
            changed_here += 1
    if new or changed:
        shelf.keep(page.id, *new, *changed)
    # The people come first: whatever is uncovered later must find its writer.
    covered = covering.take(to_cover, by)
    return Taken(
        page.id,
        len(new) + covered.new,
        len(changed) + covered.changed,
        same + covered.same,
        changed_here + covered.changed_here,
        deleted_here + covered.deleted_here,
        covered=covered.new,
        nameless=covered.nameless,
    )


def records_of(page: Retrospective) -> list[Kept]:
    """Everything on a page but its header, in its order."""
    made = (page.groups, by_side(page.id, page.votes), page.topics, page.agreements, page.reviews)
    return [*page.people, *page.answers, *page.actions, *(record for some in made for record in some)]


def _was_so(name: str, value: Json, entries: Sequence[Entry]) -> bool:
    """Whether a field held a value once: the file is then older than what stands here."""
    written = [entry.fields[name] for entry in entries if name in entry.fields]
    return value in written or (value in ("", None) and bool(entries) and name not in entries[0].fields)


# -- forms -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Giver:
    """Whose form it is."""

    form: str
    person: Person | None
    side: str | None
    is_known: bool
    """Whether the form still says which one it is."""


def take_form(shelf: Shelf, retrospective: str, filled: Filled) -> Taken:
    """Take in a filled form.

    Args:
        shelf: the open database.
        retrospective: the id of the one it belongs to.
        filled: what it says; a form that lost its own id goes by the name of the person.
    """
    page = shelf.page(retrospective)
    # One form may be taken into two retrospectives, and an id belongs to one thing only.
    form = form_id(retrospective, filled)
    person = _person(page, filled, form)
    giver = _Giver(form, person, filled.side or (person.side if person else None), bool(filled.form))
    records: list[Kept] = [person] if person is not None and person not in page.people else []
    covering = CoveredTaking(shelf, page)
    ever = {entry.record for entry in shelf.entries(retrospective)} | shelf.journal.purged_records()
    for question in dict.fromkeys(given.answer.question for given in filled.given):
        of_it = [given for given in filled.given if given.answer.question == question]
        records += _answers(page, giver, question, of_it, ever, covering.taken)
    seen: Counter[tuple[str, str, str]] = Counter()
    for left in filled.left:
        # The same words may be left over twice.
        seen[left.question, left.heading, left.text] += 1
        records.append(_left_over(page, giver, left, seen[left.question, left.heading, left.text]))
    with covering:
        taken = _take(shelf, page, records, covering, person.id if person else None)
    return replace(taken, left=filled.left)


def _person(page: Retrospective, filled: Filled, form: str) -> Person | None:
    """Who filled the form: who filled it before, or somebody of that name at the table, or somebody new."""
    own = derived_id(page.id, "person", form)
    before = page.person(own)
    if not filled.name:
        return before
    if before is not None:
        return replace(before, name=filled.name, side=filled.side or before.side)
    called = [person for person in page.people if alike(person.name) == alike(filled.name)]
    fitting = [person for person in called if filled.side is None or person.side in (filled.side, None)]
    return fitting[0] if fitting else Person(own, filled.name, filled.side)


def _answers(
    page: Retrospective,
    giver: _Giver,
    question: str,
    given: Sequence[Given],
    ever: set[str],
    taken: Collection[str],
) -> Iterable[Answer]:
    """The answers to one question, each under the id of the one it is; `taken` are those that were covered once."""
    nameless = giver.person is None or road.writing(page, question) is Writing.ANONYMOUS
    person = None if nameless or giver.person is None else giver.person.id
    whose: dict[str, object] = {"side": giver.side, "person": person}
    here = [
        answer
        for answer in page.answers_to(question)
        if answer.person == person and (person is not None or answer.side == giver.side)
    ]
    many = [one for one in given if isinstance(one.answer, Note | Row)]
    ids = _ids(page, giver, question, many, here, ever)
    for one, id in zip(many, ids, strict=True):
        before = page.answer(id)
        # What the form does not carry, such as a group, is left as it stands.
        base = before if type(before) is type(one.answer) and before is not None else one.answer
        said = {"text": one.answer.text} if isinstance(one.answer, Note) else {"cells": _cells(one.answer)}
        fresh = {} if before is not None else {**whose, "anonymous": nameless and giver.person is not None}
        yield replace(base, id=id, **said, **fresh)  # type: ignore[arg-type]
    for one in given:
        if not isinstance(one.answer, Note | Row):
            # Two people without a name must not take each other's place.
            id = derived_id(giver.form, question)
            if not nameless and id not in taken:
                id = single_id(page.id, question, giver.side, person)
            yield replace(one.answer, id=id, **whose, anonymous=nameless)  # type: ignore[arg-type]


def _cells(answer: Answer) -> Mapping[str, str]:
    return answer.cells if isinstance(answer, Row) else {}


def _ids(
    page: Retrospective,
    giver: _Giver,
    question: str,
    given: Sequence[Given],
    here: Sequence[Answer],
    ever: set[str],
) -> list[str]:
    """For each note or row the id of the one it is: by its blank, by the same words, by words much like them."""
    ids = [derived_id(giver.form, question, one.key) if one.key else "" for one in given]
    ids = [id if id in ever else "" for id in ids]
    own = {derived_id(giver.form, question, f"{mark}{n}") for n in range(1, 300) for mark in ("", "n")}
    free = [answer for answer in here if answer.id not in ids]
    for at_least in (1.0, _ALIKE):
        for at, one in enumerate(given):
            if ids[at] or (at_least < 1 and giver.is_known and one.key):
                continue
            # Of somebody without a name, or of a form that is known, only what that form said is its own.
            theirs = giver.person is None or (giver.is_known and at_least < 1)
            among = [answer for answer in free if answer.id in own or not theirs]
            if (found := _nearest(_said(one.answer), among, at_least)) is not None:
                ids[at] = found.id
                free.remove(found)
    if not giver.is_known and giver.person is not None and len(given) == len(here):
        # As many as before: what is left of both is the same in the same order, rewritten.
        left = [at for at, id in enumerate(ids) if not id]
        for at, answer in zip(left, free, strict=True):
            ids[at] = answer.id
    number = 0
    for at, one in enumerate(given):
        if ids[at]:
            continue
        id = derived_id(giver.form, question, one.key) if one.key else ""
        while not id or id in ids or (not one.key and id in ever and page.answer(id) is not None):
            number += 1
            id = derived_id(giver.form, question, f"n{number}")
        ids[at] = id
    return ids


def _nearest(said: str, among: Sequence[Answer], alike: float) -> Answer | None:
    """The one whose words are most like `said`, where they are alike enough."""
    if alike >= 1:
        return next((answer for answer in among if _said(answer) == said), None)
    rated = [(SequenceMatcher(None, said, _said(answer)).ratio(), answer) for answer in among]
    ratio, best = max(rated, key=lambda pair: pair[0], default=(0.0, None))
    return best if ratio >= alike else None


def _said(answer: Answer) -> str:
    match answer:
        case Note(text=text):
            return text
        case Row(cells=cells):
            return "\x1f".join(f"{column}\x1e{value}" for column, value in sorted(cells.items()))
        case _:
            return ""


def _left_over(page: Retrospective, giver: _Giver, left: Left, time: int) -> Note:
    """Words that belong to no blank, as a note that only the facilitator reads."""
    return Note(
        id=derived_id(giver.form, "left", left.question, left.heading, left.text, str(time)),
        question=LEFT_OVER,
        private=Private.FACILITATOR,
        text=left_text(page, giver.person.name if giver.person else "", left),
    )
