"""The JSON of `render --format json`, read back as a page."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeVar

from templates.exchange.refused import for_fewer
from templates.exchange.to_json import FORMAT
from templates.exchange.which_workbook import Known, settled, shipped
from templates.filled_page.agreed import (
    Agreement,
    Group,
    Outcome,
    Review,
    Standing,
    Topic,
    TopicState,
    Vote,
)
from templates.filled_page.page import (
    Action,
    Answer,
    Checks,
    Choice,
    Control,
    Note,
    Person,
    Rating,
    Retrospective,
    Row,
    Status,
)
from templates.filled_page.settings import Private
from templates.forms.filled_form import Remark
from templates.markdown.parse import UnreadableError
from templates.text import keep
from templates.words import _, parser_said
from templates.workbook.model import (
    Column,
    ColumnKind,
    Kind,
    Option,
    Phase,
    Question,
    Side,
    Workbook,
)

MOST = 200_000
"""The most things one export may hold."""

T = TypeVar("T")
Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class _Fields:
    """An object of the export; what is not what it should be is said with its place."""

    data: Mapping[str, Any]
    place: str

    def text(self, name: str) -> str:
        """A text that has to be there."""
        return self._of(name, str)

    def word(self, name: str) -> str:
        """A text, or an empty one where it is null."""
        value = self.data.get(name)
        return "" if value is None else self._of(name, str)

    def maybe(self, name: str) -> str | None:
        """A text, or None."""
        return None if self.data.get(name) is None else self._of(name, str)

    def number(self, name: str) -> int | None:
        """A whole number, or None."""
        value = self.data.get(name)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or abs(value) > 1 << 31:
            raise self._wrong(name)
        return value

    def flag(self, name: str) -> bool:
        """True, or false where it is missing."""
        value = self.data.get(name)
        if value not in (None, True, False):
            raise self._wrong(name)
        return bool(value)

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts."""
        value = self.data.get(name) or []
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self._wrong(name)
        return tuple(keep(item).text for item in value)

    def cells(self, name: str) -> Mapping[str, str]:
        """An object of texts."""
        value = self.data.get(name) or {}
        if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
            raise self._wrong(name)
        return MappingProxyType({keep(key).text: keep(item).text for key, item in value.items()})

    def one_of(self, words: type[Word], name: str, otherwise: Word) -> Word:
        """One of several words; a word not known here is passed over."""
        value = self.data.get(name)
        return next((word for word in words if word.value == value), otherwise)

    def objects(self, name: str) -> Iterator[_Fields]:
        """The objects of a list."""
        value = self.data.get(name) or []
        if not isinstance(value, list) or len(value) > MOST:
            raise self._wrong(name)
        for at, item in enumerate(value):
            place = f"{self.place}{name}[{at}]."
            if not isinstance(item, dict):
                raise _wrong(place.rstrip("."))
            yield _Fields(item, place)

    def each(self, name: str, read: Callable[[_Fields], T]) -> tuple[T, ...]:
        """What `read` makes of every object of a list."""
        return tuple(read(fields) for fields in self.objects(name))

    def object(self, name: str) -> _Fields:
        """An object that has to be there."""
        return _Fields(self._of(name, dict), f"{self.place}{name}.")

    def _of(self, name: str, kind: type[T]) -> T:
        value = self.data.get(name)
        if not isinstance(value, kind):
            raise self._wrong(name)
        return keep(value).text if isinstance(value, str) else value  # type: ignore[return-value]

    def _wrong(self, name: str) -> UnreadableError:
        return _wrong(f"{self.place}{name}")


def _wrong(place: str) -> UnreadableError:
    return UnreadableError(_("What stands at {place} is not what an export has there.").format(place=place))


def read_json(text: str, known: Known = shipped) -> tuple[Retrospective, tuple[Remark, ...]]:
    """The page an export is, and what is to be said of it.

    Args:
        text: the file.
        known: finds the workbooks there are.

    Raises:
        UnreadableError: it is no export of a retrospective, or of a format not known here.
    """
    try:
        data = json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        raise UnreadableError(
            _("It is no JSON (line {line}: {reason}).").format(line=error.lineno, reason=parser_said(error.msg))
        ) from None
    except RecursionError:
        raise UnreadableError(_("It is nested too deep.")) from None
    if not isinstance(data, dict) or "format" not in data or not isinstance(data.get("retrospective"), dict):
        raise UnreadableError(_("It is JSON, but no export of a retrospective."))
    if data["format"] != FORMAT:
        raise UnreadableError(
            _("It is of format {found}, and this program reads {known}; use a newer phasebook.").format(
                found=str(data["format"])[:20], known=FORMAT
            )
        )
    if data.get("audience") not in (None, "joint"):
        raise UnreadableError(for_fewer(str(data["audience"])))
    fields = _Fields(data, "")
    about = fields.object("retrospective")
    book, remarks = settled(_workbook(fields, about), known)
    parties = {side.text("id"): side.word("party") for side in about.objects("sides")}
    page = Retrospective(
        id=about.text("id"),
        slug=about.word("slug"),
        title=about.text("title"),
        workbook=book,
        date=about.word("date"),
        parties=MappingProxyType({side: party for side, party in parties.items() if party}),
        people=fields.each("people", lambda one: Person(one.text("id"), one.text("name"), one.maybe("side"))),
        answers=fields.each("answers", _answer),
        actions=fields.each("actions", _action),
        groups=fields.each("groups", _group),
        votes=fields.each("votes", _vote),
        topics=tuple(_topic(one, at) for at, one in enumerate(fields.objects("topics"))),
        agreements=fields.each("agreements", _agreement),
        reviews=fields.each("reviews", _review),
    )
    return page, remarks


def _workbook(fields: _Fields, about: _Fields) -> Workbook:
    """The workbook, as far as the export tells it."""
    phases: dict[str, list[Question]] = {}
    for one in fields.objects("questions"):
        phases.setdefault(one.text("phase"), []).append(_question(one))
    return Workbook(
        id=about.text("workbook"),
        title=about.text("workbook"),
        lang=about.text("lang"),
        sides=about.each("sides", lambda side: Side(side.text("id"), side.text("name"))),
        phases=tuple(Phase(phase, phase, tuple(questions)) for phase, questions in phases.items()),
    )


def _question(one: _Fields) -> Question:
    kind = one.one_of(Kind, "kind", Kind.NOTES)
    steps = tuple(one.objects("steps"))
    listed = steps if kind is Kind.SCALE else tuple(one.objects("options"))
    start = steps[0].number("value") if steps else None
    return Question(
        id=one.text("id"),
        text=one.text("text"),
        kind=kind,
        options=tuple(_option(option) for option in listed),
        columns=one.each("columns", _column),
        start=1 if start is None else start,
    )


def _option(one: _Fields) -> Option:
    return Option(one.text("id"), one.text("text"))


def _column(one: _Fields) -> Column:
    return Column(
        one.text("id"),
        one.text("text"),
        one.one_of(ColumnKind, "kind", ColumnKind.TEXT),
        one.each("options", _option),
    )


def _answer(one: _Fields) -> Answer:
    common: dict[str, Any] = {
        "id": one.text("id"),
        "question": one.text("question"),
        "side": one.maybe("side"),
        "person": one.maybe("person"),
        "private": one.one_of(
            Private, "private", Private.EVERYBODY if not one.data.get("private") else Private.FACILITATOR
        ),
        "opened": one.flag("opened"),
        "anonymous": one.flag("anonymous"),
    }
    match one.text("kind"):
        case "notes":
            return Note(**common, text=one.text("text"), group=one.maybe("group"), turning=one.flag("turning"))
        case "scale":
            return Rating(**common, value=one.number("value"), guess=one.number("guess"))
        case "ledger":
            return Row(**common, cells=one.cells("cells"))
        case "choice":
            return Choice(**common, choice=one.maybe("choice"))
        case "checklist":
            return Checks(**common, checked=one.texts("checked"))
        case _:
            raise _wrong(f"{one.place}kind")


_ACTION = ("when", "owner", "due", "check_on", "done_means", "confirm", "why", "topic", "earlier")


def _action(one: _Fields) -> Action:
    control = one.data.get("control")
    return Action(
        id=one.text("id"),
        text=one.text("text"),
        side=one.maybe("side"),
        control=Control(control) if control in {word.value for word in Control} else None,
        status=one.one_of(Status, "status", Status.OPEN),
        **{name: one.word(name) for name in _ACTION},  # type: ignore[arg-type]
    )


def _group(one: _Fields) -> Group:
    return Group(id=one.text("id"), title=one.text("title"), question=one.maybe("question"))


def _vote(one: _Fields) -> Vote:
    return Vote(
        id=one.text("id"),
        target=one.text("target"),
        side=one.maybe("side"),
        # An older program's file may say whose ballot it was: that is read, and told to nobody.
        person=one.maybe("person"),
        count=one.number("count") or 1,
    )


def _topic(one: _Fields, place: int) -> Topic:
    return Topic(
        id=one.text("id"),
        target=one.word("target"),
        title=one.word("title"),
        place=place if (number := one.number("place")) is None else number,
        sentence=one.word("sentence"),
        accepted=one.texts("accepted"),
        refused=one.texts("refused"),
        dissent=one.word("dissent"),
        state=one.one_of(TopicState, "state", TopicState.OPEN),
    )


def _agreement(one: _Fields) -> Agreement:
    return Agreement(
        id=one.text("id"),
        text=one.text("text"),
        state=one.one_of(Standing, "state", Standing.STANDING),
        why=one.word("why"),
        earlier=one.word("earlier"),
    )


def _review(one: _Fields) -> Review:
    return Review(
        id=one.text("id"),
        action=one.text("action"),
        retrospective=one.word("retrospective"),
        text=one.word("text"),
        owner=one.word("owner"),
        side=one.maybe("side"),
        due=one.word("due"),
        outcome=one.one_of(Outcome, "outcome", Outcome.UNSEEN),
        why=one.word("why"),
    )
