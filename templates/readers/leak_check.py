"""The last look at a finished document: whether it tells something its readers must not see, and where.

A page is narrowed before anything is made of it; this looks at what came out, by another way. It finds a private answer
whose words somebody has put into an action, a topic or a layout of their own, and a name where there must be none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from templates.cells.width import width
from templates.filled_page.page import Answer, Retrospective
from templates.filled_page.settings import Private
from templates.meeting.road import own_words
from templates.readers.copied_words import (
    parts,
    plain,
    row,
    rows,
    words,
)
from templates.readers.narrowed import (
    Audience,
    hidden,
    is_own,
    may_read,
    narrowed,
    texts_of,
)
from templates.readers.pieces import Unit, units
from templates.words import _

LONG = 12
"""From how many cells on a text is looked for within others; a shorter one only where it stands by itself."""


@dataclass(frozen=True, slots=True)
class Leak:
    """One place where a document was about to tell what its readers must not see."""

    line: int
    """The line of the document, from 1."""
    section: str
    """The heading it stands under, or the path or column in a form without headings."""
    what: str
    """What would have been told, in words, without telling it."""

    def __str__(self) -> str:
        """Where and what, as a sentence's part."""
        place = _("line {n}").format(n=self.line)
        if self.section:
            place = _("line {n}, in “{section}”").format(n=self.line, section=self.section)
        return _("{name}: {text}").format(name=place, text=self.what)


@dataclass(frozen=True, slots=True)
class _Secret:
    """Words that must not be told, or, for a name, not be told here."""

    text: str
    """In `plain` letters."""
    what: str
    is_name: bool = False

    @property
    def row(self) -> str:
        """Its words in a row; empty where it is too short to be looked for within others, or has no words."""
        return row(words(self.text)) if not self.is_name and width(self.text) >= LONG else ""

    def is_in(self, unit: str, unit_row: str) -> bool:
        """Whether it stands in a piece of the document, whole."""
        if self.is_name:
            return _named(self.text, unit)
        if whole := self.row:
            return whole in unit_row
        return self.text in unit if width(self.text) >= LONG else self.text in _parts(unit)


def leaks(
    page: Retrospective, audience: Audience, document: str, form: str, covered: Iterable[str] = ()
) -> tuple[Leak, ...]:
    """Where `document` tells something it must not: whole texts, and parts of eight words or twelve Han characters.

    Args:
        page: the whole page, not narrowed.
        audience: who is to read the document.
        document: what is about to be written.
        form: `md`, `html`, `json` or `csv`.
        covered: texts that are written but not yet revealed.
    """
    open_words = [plain(text) for text in _open_words(page, audience)]
    secrets = tuple(_secrets(page, audience, covered, open_words))
    nameless = tuple(_nameless(page))
    if not secrets and not nameless:
        return ()
    found = [(unit, plain(unit.text)) for unit in units(document, form)]
    rows_found = [row(words(text)) for _unit, text in found]
    whole, whole_row = "\n".join(text for _unit, text in found), "\x1e".join(rows_found)
    near = [secret for secret in secrets if (secret.row and secret.row in whole_row) or secret.text in whole]
    told = _told_parts(secrets, rows(open_words))
    return tuple(
        leak
        for (unit, text), unit_row in zip(found, rows_found, strict=True)
        for leak in dict.fromkeys(
            (
                *_whole(unit, text, unit_row, near),
                *_in_part(unit, text, told),
                *_by_name(unit, text, unit_row, nameless),
            )
        )
    )


def _whole(unit: Unit, text: str, unit_row: str, secrets: Iterable[_Secret]) -> Iterator[Leak]:
    yield from (Leak(unit.line, unit.section, one.what) for one in secrets if one.is_in(text, unit_row))


def _told_parts(secrets: Iterable[_Secret], open_row: str) -> dict[str, str]:
    """What every part of the secrets would tell, but for those that stand in what may be read anyway."""
    by_part = {part: one.what for one in secrets if not one.is_name for part in parts(words(one.text))}
    return {part: what for part, what in by_part.items() if part not in open_row}


def _in_part(unit: Unit, text: str, told: Mapping[str, str]) -> Iterator[Leak]:
    if told:
        found = (told[part] for part in parts(words(text)) if part in told)
        yield from (Leak(unit.line, unit.section, what) for what in dict.fromkeys(found))


def _by_name(unit: Unit, text: str, unit_row: str, nameless: Iterable[tuple[str, str]]) -> Iterator[Leak]:
    """The name of the one who wrote something without it, beside those words or a part of them."""
    own = None
    for said, name in nameless:
        if not _named(name, text):
            continue
        own = set(parts(words(text))) if own is None else own
        # A name that stands in the words themselves is no more than they say.
        if said in text:
            is_told = _named(name, text.replace(said, "", 1))
        else:
            shares = _Secret(said, "").is_in(text, unit_row) or not own.isdisjoint(parts(words(said)))
            is_told = shares and not _named(name, said)
        if is_told:
            yield Leak(unit.line, unit.section, _("the name of somebody who answered without one"))


def _nameless(page: Retrospective) -> Iterator[tuple[str, str]]:
    """What was written without a name, and the name that is known all the same."""
    for one in page.answers:
        name = plain(page.name_of(one) or "") if one.anonymous else ""
        yield from ((said, name) for text in texts_of(one) if name and (said := plain(text)))


def _secrets(
    page: Retrospective, audience: Audience, covered: Iterable[str], open_words: Sequence[str]
) -> Iterator[_Secret]:
    """What must not be told, but for what somebody who may be read has said in the same words."""
    open_text, open_row = "\n".join(open_words), rows(open_words)
    private = ((text, _whose(page, answer)) for answer in hidden(page, audience) for text in texts_of(answer))
    still_covered = ((text, _("an answer that is still covered")) for text in covered)
    for text, what in (*private, *still_covered):
        said = plain(text)
        if not said or said in open_text or (row(words(said)) or "\n") in open_row:
            continue
        yield _Secret(said, what)
    if audience.is_executive:
        agreed = "\n".join(map(plain, _agreed(narrowed(page, audience))))
        for person in page.people:
            name = plain(person.name)
            if width(name) > 1 and not _named(name, agreed) and not _named(name, open_text):
                yield _Secret(name, _("the name of somebody who was at the table"), is_name=True)


def _whose(page: Retrospective, answer: Answer) -> str:
    """What an answer is, for somebody who may not read it."""
    if is_own(answer.question):
        return _("one of the facilitator's own notes")
    if page.visibility(answer) is Private.FACILITATOR:
        return _("an answer marked for the facilitator")
    side = next((side.name for side in page.workbook.sides if side.id == answer.side), _("No side"))
    return _("a private answer of {side}").format(side=side)


def _open_words(page: Retrospective, audience: Audience) -> Iterator[str]:
    """What this audience may read anyway: the questions, the title, what was agreed before, the answers it is shown."""
    book = page.workbook
    yield from (page.title, book.title, book.guidance, book.story, *page.parties.values())
    yield from (side.name for side in book.sides)
    for phase in (*book.phases, *own_words(page).phases):
        yield from (phase.title, phase.guidance, phase.story)
        for question in phase.questions:
            yield from (question.text, question.guidance, question.story)
            yield from (option.text for option in question.options)
            for column in question.columns:
                yield from (column.text, *(option.text for option in column.options))
    yield from (review.text for review in page.reviews)
    yield from (agreement.text for agreement in page.agreements if agreement.earlier)
    yield from (text for one in page.answers if may_read(page, audience, one) for text in texts_of(one))


def _agreed(page: Retrospective) -> Iterator[str]:
    """The words of what was agreed, in which anybody may be named."""
    for action in page.actions:
        yield from (action.text, action.when, action.owner, action.done_means, action.confirm, action.why)
        yield from (value for _field, value in action.also)
    for agreement in page.agreements:
        yield from (agreement.text, agreement.why)
    for review in page.reviews:
        yield from (review.text, review.owner, review.why)
    for topic in page.topics:
        yield from (topic.title, topic.sentence, topic.dissent)


def _named(name: str, text: str) -> bool:
    """Whether a name stands in a text as a word of its own, both `plain`; Chinese is written without spaces."""
    if name not in text:
        return False
    begin, end = (r"\b" if character.isascii() and character.isalnum() else "" for character in (name[0], name[-1]))
    return re.search(f"{begin}{re.escape(name)}{end}", text) is not None


def _parts(unit: str) -> set[str]:
    """A `plain` unit, and what stands in it behind a task's box, before a dash or behind a colon, full-width or not."""
    unit = re.sub(r"^(?:\[[ x]\]|[☐☑]) ", "", unit)
    behind = re.split(": |(?<=[^\\x00-\\x7f]):", unit, maxsplit=1)[-1]
    return {part.strip() for whole in (unit, behind) for part in (whole, whole.split(" — ", 1)[0])}
