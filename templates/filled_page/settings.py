"""How one retrospective is run: its rules, its minutes, what is covered and what is private. Frozen data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar


class Writing(StrEnum):
    """How answers are written."""

    OPEN = "open"
    """Everybody sees them at once."""
    SEALED = "sealed"
    """Covered until they are revealed, then under their writers' names."""
    ANONYMOUS = "anonymous"
    """Covered until they are revealed, and without a name for ever."""


class Private(StrEnum):
    """Who may read something."""

    EVERYBODY = ""
    SIDE = "side"
    """Only the side that wrote it."""
    FACILITATOR = "facilitator"
    """Only the facilitator."""


class Voting(StrEnum):
    """How far the vote has come."""

    NOT_YET = ""
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a team has set for one retrospective; everything may be absent."""

    rules: str = ""
    """The ground rules in the team's own words; empty where nobody has changed the ones offered."""
    minutes: int | None = None
    """How long the meeting is."""
    plan: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """Stage id to minutes, where somebody has changed what is suggested."""
    writing: Mapping[str, Writing] = field(default_factory=lambda: MappingProxyType({}))
    """Phase id to how it is written; under the empty id for all phases not named."""
    private: Mapping[str, Private] = field(default_factory=lambda: MappingProxyType({}))
    """Question or phase id to who may read its answers."""
    votes: int | None = None
    """How many votes each person has, where somebody has changed what is suggested."""
    voting: Voting = Voting.NOT_YET
    ready: frozenset[str] = frozenset()
    """`stage:side` of each side that has said it is ready."""
    apart: frozenset[str] = frozenset()
    """`id id`, sorted, of each two notes that were said not to mean the same."""
    cover_after: int | None = None
    """Minutes without a key until the screen covers itself; None is never."""

    def writing_in(self, phase: str) -> Writing:
        """How the answers of a phase are written."""
        return self.writing.get(phase) or self.writing.get("") or Writing.OPEN


_Word = TypeVar("_Word", bound=StrEnum)
_Value = TypeVar("_Value")
_PLAN, _WRITING, _PRIVATE, _READY, _APART = "plan.", "writing.", "private.", "ready.", "apart."


def settings_of(fields: Mapping[str, object]) -> Settings:
    """The settings that a journal's fields stand for; what is not understood is passed over.

    Args:
        fields: `rules`, `minutes`, `votes`, `voting`, `cover_after`, and `plan.<stage>`, `writing.<phase>`,
            `private.<question or phase>`, `ready.<stage>:<side>`, `apart.<id> <id>`, each with its value.
    """
    return Settings(
        rules=str(fields.get("rules") or ""),
        minutes=_number(fields.get("minutes")),
        plan=_under(fields, _PLAN, _number),
        writing=_under(fields, _WRITING, lambda value: _word(Writing, value)),
        private=_under(fields, _PRIVATE, private_of),
        votes=_number(fields.get("votes")),
        voting=_word(Voting, fields.get("voting")) or Voting.NOT_YET,
        ready=frozenset(name.removeprefix(_READY) for name in fields if name.startswith(_READY) and fields[name]),
        apart=frozenset(name.removeprefix(_APART) for name in fields if name.startswith(_APART) and fields[name]),
        cover_after=_number(fields.get("cover_after")),
    )


def private_of(value: object) -> Private:
    """Who may read something, from its word; a word not known yet is taken for the narrowest."""
    return Private.EVERYBODY if not value else _word(Private, value) or Private.FACILITATOR


def narrowest(*marks: Private) -> Private:
    """Of several marks the one that the fewest may read by."""
    return max(marks, key=(Private.EVERYBODY, Private.SIDE, Private.FACILITATOR).index, default=Private.EVERYBODY)


def fields_of(settings: Settings) -> dict[str, object]:
    """The journal's fields that stand for these settings: what `settings_of` reads."""
    single = {name: getattr(settings, name) for name in sorted(SETTINGS)}
    named = {
        **{_PLAN + name: minutes for name, minutes in settings.plan.items()},
        **{_WRITING + name: word.value for name, word in settings.writing.items()},
        **{_PRIVATE + name: word.value for name, word in settings.private.items()},
        **{_READY + name: True for name in sorted(settings.ready)},
        **{_APART + name: True for name in sorted(settings.apart)},
    }
    plain = {name: value.value if isinstance(value, Voting) else value for name, value in single.items()}
    return {name: value for name, value in plain.items() if value not in (None, "")} | named


SETTINGS = frozenset({"rules", "minutes", "votes", "voting", "cover_after"})
"""The fields that are settings by their whole name."""
PREFIXES = (_PLAN, _WRITING, _PRIVATE, _READY, _APART)
"""What the name of every other setting's field begins with."""


def is_setting(name: str) -> bool:
    """Whether a field of the journal's record of a retrospective is a setting."""
    return name in SETTINGS or name.startswith(PREFIXES)


def _under(fields: Mapping[str, object], prefix: str, read: Callable[[object], _Value | None]) -> Mapping[str, _Value]:
    values = ((name.removeprefix(prefix), read(fields[name])) for name in sorted(fields) if name.startswith(prefix))
    return MappingProxyType({name: value for name, value in values if value is not None})


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _word(words: type[_Word], value: object) -> _Word | None:
    return next((word for word in words if word.value == value), None)
