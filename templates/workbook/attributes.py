"""What the comment behind a heading, an item or a header cell says: an id, then attributes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum

from templates.markdown.plain_words import is_id
from templates.words import _, listed
from templates.workbook.findings import Findings, clip
from templates.workbook.model import MAX_MINUTES, READINGS

_FULL_WIDTH = str.maketrans("＝，", "=,")
_AROUND_SIGNS = re.compile(r"\s*([=,])\s*")
_QUESTION_WORDS = ("guess=yes", "about=", "core", "low=good", "reads=", "minutes=")


class Place(Enum):
    """Where a comment stands, and so what it may say."""

    ID_ONLY = frozenset[str]()
    PHASE = frozenset({"minutes"})
    QUESTION = frozenset({"guess", "about", "core", "low", "reads"})
    PHASE_THAT_ASKS = PHASE | QUESTION
    COLUMN = frozenset({"options"})


@dataclass(frozen=True, slots=True)
class Marks:
    """What a comment said, as far as it was understood."""

    id: str | None = None
    guess: bool = False
    about: str | None = None
    core: bool = False
    low_good: bool = False
    reads: tuple[str, ...] = ()
    minutes: int | None = None
    options: tuple[str, ...] = field(default=())
    """The ids of a column's options."""


NO_MARKS = Marks()


def split(comment: str) -> list[str]:
    """The words of a comment; full-width signs count as their plain ones."""
    return _AROUND_SIGNS.sub(r"\1", comment.translate(_FULL_WIDTH)).split()


def looks_like_ours(comment: str) -> bool:
    """Whether a comment reads as an id and attributes rather than as somebody's remark."""
    words = split(comment)
    return bool(words) and is_id(words[0]) and all(word.startswith(_QUESTION_WORDS) for word in words[1:])


def read_comment(comment: str | None, place: Place, line: int, findings: Findings) -> Marks:
    """Read a comment; what it cannot mean is noted and left out."""
    if comment is None or not (words := split(comment)):
        return NO_MARKS
    first, *attributes = words
    if not findings.strict and any("=" not in word and word != "core" for word in attributes):
        # a remark such as <!-- omit in toc -->: nobody wrote it for us
        _pass_over(comment, line, findings)
        return NO_MARKS
    if not is_id(first):
        if "=" in first:
            attributes = words
        findings.refuse(
            line,
            _("“{text}” is no id").format(text=clip(first)),
            _("begin the comment with an id of small letters, digits and hyphens, at most 60"),
        )
        return _read_attributes(None, attributes, place, line, findings)
    if first == "core" and first in place.value:
        findings.refuse(
            line,
            _("“core” stands where the id belongs"),
            _("put an id before it, such as <!-- trust core -->"),
        )
        return _read_attributes(None, words, place, line, findings)
    return _read_attributes(first, attributes, place, line, findings)


def _pass_over(comment: str, line: int, findings: Findings) -> None:
    findings.refuse(
        line,
        _("The comment “{text}” has no meaning here").format(text=clip(comment)),
        _("write an id and attributes there, or move the remark to a line of its own"),
    )


def _read_attributes(id: str | None, attributes: list[str], place: Place, line: int, findings: Findings) -> Marks:
    """Read what follows the id."""
    said: dict[str, str] = {}
    for word in attributes:
        name, equals, value = word.partition("=")
        if name not in place.value or (bool(equals) == (name == "core")):
            findings.refuse(
                line,
                _("“{text}” is no attribute known here").format(text=clip(word)),
                _known(place),
            )
        elif name in said:
            findings.refuse(line, _("“{text}” is said twice").format(text=name), _("keep one of the two"))
        else:
            said[name] = value
    return Marks(
        id=id,
        guess=_one_of("guess", said, ("yes", "no"), line, findings) == "yes",
        about=said.get("about") or None,
        core="core" in said,
        low_good=_one_of("low", said, ("good",), line, findings) == "good",
        reads=_readings(said.get("reads"), line, findings),
        minutes=_minutes(said.get("minutes"), line, findings),
        options=tuple(said["options"].split(",")) if "options" in said else (),
    )


def _known(place: Place) -> str:
    """The remedy that names what may stand in a comment."""
    if place is Place.PHASE:
        return _("after a phase's id only minutes=… may stand")
    if place in (Place.QUESTION, Place.PHASE_THAT_ASKS):
        return _("use guess=yes, about=SIDE, core, low=good or reads=…, or take it out")
    if place is Place.COLUMN:
        return _("after a column's id only options=… may stand")
    return _("only an id may stand here")


def _one_of(name: str, said: dict[str, str], values: tuple[str, ...], line: int, findings: Findings) -> str | None:
    """The value of an attribute, or None where it is missing or unknown."""
    value = said.get(name)
    if value is None or value in values:
        return value
    findings.refuse(
        line,
        _("“{name}={value}” says nothing known").format(name=name, value=clip(value)),
        _("write {known}").format(known=" / ".join(f"{name}={one}" for one in values)),
    )
    return None


def _minutes(value: str | None, line: int, findings: Findings) -> int | None:
    """The minutes that `minutes=` suggests, or None where it is missing or no such number."""
    if value is None:
        return None
    if value.isascii() and value.isdecimal() and len(value) <= len(str(MAX_MINUTES)) and 0 < int(value) <= MAX_MINUTES:
        return int(value)
    findings.refuse(
        line,
        _("“minutes={value}” is no number of minutes").format(value=clip(value)),
        _("write a whole number from 1 to {most}, such as minutes=15").format(most=MAX_MINUTES),
    )
    return None


def _readings(value: str | None, line: int, findings: Findings) -> tuple[str, ...]:
    """The readings that `reads=` names, each once."""
    if value is None:
        return ()
    names = tuple(dict.fromkeys(value.split(",")))
    for name in names:
        if name not in READINGS:
            findings.refuse(
                line,
                _("“{text}” is no reading").format(text=clip(name)),
                _("write one of {known}").format(known=listed(sorted(READINGS))),
            )
    return tuple(name for name in names if name in READINGS)
