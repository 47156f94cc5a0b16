"""What is written of a retrospective and stands beside its page: covered, half written, waiting. Frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from templates.filled_page.page import Retrospective
from templates.meeting import road
from templates.words import _, detailed, listed, ngettext

Counts = Mapping[str, Mapping[str | None, int]]
"""By question, then by side: how many covered answers there are."""
_FORM = "form:"
"""What the kind of something half written begins with that stands in a form of a place."""
_LONGEST = 40
"""How many characters of a question are told at most where it only says which one is meant."""


@dataclass(frozen=True, slots=True)
class Half:
    """A text somebody has begun and not kept; what it says is nobody else's to read."""

    question: str
    """The id of its question, or of the stop whose form it stands in."""
    kind: str
    """`notes`, `ledger`, or `form:` and the form's name."""
    side: str | None = None
    person: str | None = None
    nameless: bool = False
    """Whether it is written without a name: then nobody knows whose it is."""

    @property
    def is_form(self) -> bool:
        """Whether it stands in a form, and is no answer to a question."""
        return self.kind.startswith(_FORM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """All that is written of a retrospective and is not on its page."""

    covered: Counts = field(default_factory=lambda: MappingProxyType({}))
    halves: tuple[Half, ...] = ()
    waiting: int = 0
    """What was to be kept and could not be yet: it waits for the disk."""
    ballots: int = 0
    """Ballots of a vote that is open."""
    trouble: str = ""
    """Why it is not known what stands there; a sentence, or an empty text."""

    @property
    def covered_answers(self) -> int:
        """How many answers lie covered, of all questions."""
        return sum(sum(of.values()) for of in self.covered.values())

    def halves_under(self, page: Retrospective, key: str) -> tuple[Half, ...]:
        """What is half written of a stage, or of one of the meeting's own questions."""
        return tuple(one for one in self.halves if not one.is_form and road.key_of(page, one.question) == key)


NOTHING = Beside()
"""Where everything that was written is on the page."""


@dataclass(frozen=True, slots=True)
class Lying:
    """A stage, or a question of the meeting's own, of which something lies covered."""

    key: str
    """What `meeting.key_of` calls it: all under one key is uncovered together."""
    name: str
    """What it is called, as it was written."""
    number: int
    """How many answers lie covered there."""


def lying(page: Retrospective, covered: Counts) -> tuple[Lying, ...]:
    """What lies covered and where, in the order of the road: what the road shows, and what is then uncovered."""
    numbers = {question: sum(of.values()) for question, of in covered.items()}
    by_key: dict[str, int] = {}
    for asked in (*(question.id for question in road.in_order(page)), *numbers):
        if number := numbers.pop(asked, 0):
            key = road.key_of(page, asked)
            by_key[key] = by_key.get(key, 0) + number
    return tuple(Lying(key, name_of_key(page, key), number) for key, number in by_key.items())


def name_of_key(page: Retrospective, key: str) -> str:
    """What a stage is called, or the meeting's own question that is uncovered by itself."""
    phase = next((phase for phase in page.workbook.phases if phase.id == key), None)
    if phase is not None:
        return phase.title
    asked = road.question(page, key)
    return asked.text if asked is not None else key


def told_lying(found: tuple[Lying, ...]) -> str:
    """Where something lies covered and how much of it, in words: `Before (3 answers), After (1 answer)`."""
    counted = ((one.name, ngettext("{n} answer", "{n} answers", one.number).format(n=one.number)) for one in found)
    return listed(detailed(_short(name), told) for name, told in counted)


def told_half(page: Retrospective, half: Half) -> str:
    """Whose something half written is and where it stands, in words; never what it says."""
    return detailed(whose(page, half.side, half.person, nameless=half.nameless), _what(page, half))


def whose(page: Retrospective, side: str | None, person: str | None, *, nameless: bool) -> str:
    """Who has begun something: by name, somebody without one, or a side together."""
    if nameless:
        return _("somebody without a name")
    if (known := page.person(person)) is not None:
        return known.name
    of = page.workbook.side(side or "")
    return _("{side} together").format(side=of.name) if of is not None else _("somebody")


def _what(page: Retrospective, half: Half) -> str:
    stop = next((stop for stop in road.road(page) if half.question == stop.id), None)
    asked = road.question(page, half.question) or (stop.questions[0] if stop else None)
    where = _short(asked.text if asked is not None else half.question)
    match half.kind:
        case "notes":
            return _("a note in “{where}”").format(where=where)
        case "ledger":
            return _("a row in “{where}”").format(where=where)
        case _:
            return _("something in “{where}”").format(where=where)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"
