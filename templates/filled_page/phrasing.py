"""How a language joins its words: lists, labels, brackets, numbers, days. What every telling of a page is made with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from templates.filled_page.page import Retrospective
from templates.filled_page.rough_dates import RoughDate
from templates.words import N_


@dataclass(frozen=True, slots=True)
class Phrasing:
    """One page, and the language it is told in."""

    page: Retrospective
    gettext: Callable[[str], str]
    ngettext: Callable[[str, str, int], str]

    def number(self, value: float) -> str:
        """A number without needless decimals."""
        return f"{value:g}"

    def day(self, day: date) -> str:
        """A day as people of the language write it."""
        iso = "{year}-{month}-{day}"
        # A language's own form stands in the catalogue; unlike ISO 8601 it has no leading zeros.
        pattern = self.gettext(N_("{year}-{month}-{day}"))
        return day.isoformat() if pattern == iso else pattern.format(year=day.year, month=day.month, day=day.day)

    def month(self, day: date) -> str:
        """A month of a year, in short."""
        pattern = self.gettext(N_("{year}-{month}"))
        return day.isoformat()[:7] if pattern == "{year}-{month}" else pattern.format(year=day.year, month=day.month)

    def rough(self, when: RoughDate | None) -> str:
        """A day, a month or a year as people of the language write it."""
        if when is None:
            return ""
        if when.is_day:
            return self.day(when.first)
        if when.first.month == when.last.month:
            return self.month(when.first)
        return self.gettext(N_("{year}")).format(year=when.first.year)

    def listed(self, items: Iterable[str]) -> str:
        """Items one after the other: *one, other*."""
        return self.between(N_("{one}, {other}")).join(items)

    def series(self, items: Iterable[str]) -> str:
        """Items that have commas of their own: *one; other*."""
        return self.between(N_("{one}; {other}")).join(items)

    def between(self, pattern: str) -> str:
        """What stands between two things in a pattern of both (a msgid)."""
        return self.gettext(pattern).removeprefix("{one}").removesuffix("{other}")

    def labelled(self, name: str, text: str) -> str:
        """A text with the name of what it is, or whose, before it."""
        return self.gettext(N_("{name}: {text}")).format(name=name, text=text)

    def with_private(self, told: str, n: int) -> str:
        """What is told of some answers, and how many of them only one side may read, where any is."""
        return self.detail(told, self.ngettext("{n} private", "{n} private", n).format(n=n)) if n else told

    def detail(self, text: str, detail: str) -> str:
        """A text with something in brackets after it, where there is something."""
        return self.gettext(N_("{text} ({detail})")).format(text=text, detail=detail) if detail else text
