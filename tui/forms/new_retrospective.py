"""What is filled in to start a retrospective: read and checked without a screen."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from templates.names import alike, as_name
from templates.words import _
from templates.workbook.model import Workbook

TEAM = ""
"""Stands for the side where a workbook has none: everybody is of one team."""

_SEPARATORS = re.compile("[,;，、；\n]")
_WIDE_SPACE = "\u3000"
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")


@dataclass(frozen=True, slots=True)
class Form:
    """The fields as they were typed."""

    title: str = ""
    parties: Mapping[str, str] = field(default_factory=dict)
    """By side id."""
    people: Mapping[str, str] = field(default_factory=dict)
    """By side id; `TEAM` where the workbook has no sides."""
    date: str = ""
    workbook: str = ""
    """The name of a shipped workbook."""
    lang: str = "en"
    short: bool = False

    def has_words(self, fresh: Form) -> bool:
        """Whether anything was typed that an untouched form does not hold."""
        typed = (self.title, *self.parties.values(), *self.people.values())
        return any(text.strip() for text in typed) or self.date.strip() != fresh.date


@dataclass(frozen=True, slots=True)
class Problem:
    """What keeps a form from being started."""

    field: str
    """`title` or `date`."""
    sentence: str


def split_names(text: str) -> tuple[str, ...]:
    """The names in a line, parted by commas or semicolons, or by a wide space between whole names, each once."""
    names: dict[str, str] = {}
    for part in _SEPARATORS.split(text):
        for name in _apart(part):
            if kept := as_name(name):
                names.setdefault(alike(kept), kept)
    return tuple(names.values())


def _apart(text: str) -> list[str]:
    """Names with a wide space between them; one that only widens a short name, as in 张　三, parts nothing."""
    parts = [part.strip() for part in text.split(_WIDE_SPACE) if part.strip()]
    return parts if all(len(part) > 1 for part in parts) else [text]


def read_date(text: str) -> str | None:
    """A date as people write it, as an ISO date: `2026-1-5`, `2026年1月5日`, 周五."""
    from templates.filled_page.due_dates import DateError, read_day

    match = _DATE.fullmatch(text.strip())
    said = "-".join(match.groups()) if match else text
    try:
        return read_day(said, datetime.date.today(), near=True).isoformat()
    except DateError:
        return None


def today() -> str:
    """The day of the meeting, where nothing else is said."""
    return datetime.date.today().isoformat()  # the day on the wall of the meeting room


def problem(form: Form) -> Problem | None:
    """The first thing that keeps a form from being started."""
    if not form.title.strip():
        return Problem("title", _("A title is all that is needed, such as the name of the project."))
    if read_date(form.date) is None:
        return Problem("date", _("Write the day as {example}.").format(example=today()))
    return None


def people(form: Form, workbook: Workbook) -> tuple[tuple[str, str | None], ...]:
    """(name, side id) of everybody named for a side this workbook has."""
    sides = [side.id for side in workbook.sides] or [TEAM]
    return tuple((name, side or None) for side in sides for name in split_names(form.people.get(side, "")))


def parties(form: Form, workbook: Workbook) -> dict[str, str]:
    """The names of the parties, by side id."""
    named = {side.id: as_name(form.parties.get(side.id, "")) for side in workbook.sides}
    return {side: name for side, name in named.items() if name}
