"""The workbooks a form offers, read without a screen: what each is called, what it asks, why it cannot be used."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from templates.markdown.plain_words import plain
from templates.names import alike
from templates.words import _, ngettext
from templates.workbook.available import Source, catalogue, shipped
from templates.workbook.findings import Reading
from templates.workbook.model import Workbook


@dataclass(frozen=True, slots=True)
class Choice:
    """A workbook on offer, in the language asked for or in the one it has."""

    source: Source
    reading: Reading

    @property
    def name(self) -> str:
        """What it is called on the command line."""
        return self.source.name

    @property
    def book(self) -> Workbook | None:
        """What it asks; None where it cannot be used."""
        return self.reading.workbook

    @property
    def title(self) -> str:
        """What it is called here; where it has no title, its name."""
        understood = self.reading.understood
        return understood.title if understood else self.name

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it can be asked in."""
        understood = self.reading.understood
        return tuple(filter(None, self.source.languages(understood.lang if understood else "")))

    @property
    def problem(self) -> str:
        """Why it cannot be used, with line and remedy; empty where it can."""
        errors = self.reading.errors
        # the bare name: there is little room, and the folder is the same for all
        return str(replace(errors[0], file=Path(errors[0].file).name)) if errors else ""

    @property
    def about(self) -> str:
        """A few words: whose it is, for whom, how long it takes."""
        if self.book is None:
            return _("cannot be used")
        minutes = self.book.minutes
        parts = [
            _("your own") if self.source.is_own else "",
            _("two sides") if self.book.sides else _("one team"),
            ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes) if minutes else "",
        ]
        return " · ".join(filter(None, parts))

    @property
    def introduction(self) -> str:
        """The first paragraph of its guidance as plain words, or why it cannot be used."""
        return self.problem or (plain(self.book.guidance.split("\n\n")[0]).text if self.book else "")

    def matches(self, words: str) -> bool:
        """Whether every one of the words stands in its title or its name."""
        own = alike(f"{self.title} {self.name}")
        return all(word in own for word in alike(words).split())


@dataclass(frozen=True, slots=True)
class Choices:
    """All that is on offer."""

    all: tuple[Choice, ...]
    trouble: str = ""
    """A sentence where a team's own could not all be offered."""

    def named(self, name: str) -> Choice:
        """The one called `name`, or the first."""
        return next((choice for choice in self.all if choice.name == name), self.all[0])


@lru_cache(maxsize=64)
def _read(source: Source, lang: str) -> Reading:
    return source.read(lang)


def _choice(source: Source, lang: str) -> Choice:
    # a team's own are read anew each time: somebody may be writing them this minute
    return Choice(source, source.read(lang) if source.is_own else _read(source, lang))


def choices(folder: Path, lang: str) -> Choices:
    """Everything there is to choose from; a team's own lie in `folder`."""
    found = catalogue(folder)
    return Choices(tuple(_choice(source, lang) for source in found.sources), found.trouble)


def to_begin_with(folder: Path, name: str, lang: str) -> Choices:
    """The workbook called `name`, or the default where there is none: what a form shows before it has looked."""
    source = next((one for one in shipped() if one.name == name), None) or catalogue(folder).source(name)
    return Choices((_choice(source or shipped()[0], lang),))
