"""The last look at a finished document: whether it tells something its readers must not see, and where.

A page is narrowed before anything is made of it; this looks at what came out, by another way. It finds a private answer
whose words somebody has put into an action, a topic or a layout of their own, and a name where there must be none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from templates.audience import Audience, hidden, is_own, may_read, narrowed, seen, texts_of
from templates.report_table import width
from templates.retrospective import Answer, Retrospective
from templates.settings import Private
from templates.units import Unit, one_line, units
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
    text: str
    what: str
    is_name: bool = False

    def is_in(self, unit: str) -> bool:
        if self.is_name:
            return _named(self.text, unit)
        return self.text in unit if width(self.text) >= LONG else self.text in _parts(unit)


def leaks(
    page: Retrospective, audience: Audience, document: str, form: str, covered: Iterable[str] = ()
) -> tuple[Leak, ...]:
    """Where `document` tells something it must not.

    Args:
        page: the whole page, not narrowed.
        audience: who is to read the document.
        document: what is about to be written.
        form: `md`, `html`, `json` or `csv`.
        covered: texts that are written but not yet revealed.
    """
    secrets = tuple(_secrets(page, audience, covered))
    unnamed = {one_line(text): page.name_of(one) for one in page.answers if one.anonymous for text in texts_of(one)}
    if not secrets and not any(unnamed.values()):
        return ()
    found = tuple(units(document, form))
    whole = "\n".join(one_line(unit.text) for unit in found)
    near = [secret for secret in secrets if secret.text in whole]
    return tuple(leak for unit in found for leak in _in_unit(unit, near, unnamed))


def _in_unit(unit: Unit, secrets: Sequence[_Secret], unnamed: dict[str, str | None]) -> Iterator[Leak]:
    text = one_line(unit.text)
    for secret in secrets:
        if secret.is_in(text):
            yield Leak(unit.line, unit.section, secret.what)
    for words, name in unnamed.items():
        if words and name and words in text and _named(name, text.replace(words, "", 1)):
            yield Leak(unit.line, unit.section, _("the name of somebody who answered without one"))


def _secrets(page: Retrospective, audience: Audience, covered: Iterable[str]) -> Iterator[_Secret]:
    """What must not be told, but for what somebody who may be read has said in the same words."""
    open_words = _open_words(page, audience)
    private = ((text, _whose(page, answer)) for answer in hidden(page, audience) for text in texts_of(answer))
    still_covered = ((text, _("an answer that is still covered")) for text in covered)
    for text, what in (*private, *still_covered):
        words = one_line(text)
        if words and words not in open_words:
            yield _Secret(words, what)
    if audience.is_executive:
        agreed = "\n".join(_agreed(narrowed(page, audience)))
        for person in page.people:
            name = one_line(person.name)
            if width(name) > 1 and not _named(name, agreed) and not _named(name, open_words):
                yield _Secret(name, _("the name of somebody who was at the table"), is_name=True)


def _whose(page: Retrospective, answer: Answer) -> str:
    """What an answer is, for somebody who may not read it."""
    if is_own(answer.question):
        return _("one of the facilitator's own notes")
    if seen(page, answer) is Private.FACILITATOR:
        return _("an answer marked for the facilitator")
    side = next((side.name for side in page.workbook.sides if side.id == answer.side), _("No side"))
    return _("a private answer of {side}").format(side=side)


def _open_words(page: Retrospective, audience: Audience) -> str:
    """What this audience may read anyway: the workbook's words, the title, and the answers it is shown."""
    book = page.workbook
    words = [page.title, book.title, *page.parties.values(), *(side.name for side in book.sides)]
    words += [phase.title for phase in book.phases]
    for question in book.questions:
        words += [question.text, *(option.text for option in question.options)]
        for column in question.columns:
            words += [column.text, *(option.text for option in column.options)]
    words += [text for one in page.answers if may_read(page, audience, one) for text in texts_of(one)]
    return "\n".join(map(one_line, words))


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
    """Whether a name stands in a text as a word of its own; Chinese is written without spaces."""
    if name not in text:
        return False
    begin, end = (r"\b" if character.isascii() and character.isalnum() else "" for character in (name[0], name[-1]))
    return re.search(f"{begin}{re.escape(name)}{end}", text) is not None


def _parts(unit: str) -> set[str]:
    """A unit, and what stands in it behind a task's box, before a dash or behind a colon."""
    unit = re.sub(r"^(?:\[[ xX]\]|[☐☑]) ", "", unit)
    behind = re.split(": |：", unit, maxsplit=1)[-1]
    return {part.strip() for whole in (unit, behind) for part in (whole, whole.split(" — ", 1)[0])}
