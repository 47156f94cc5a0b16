"""The workbooks there are to choose from: those that ship, and a team's own in a folder, usable or not."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path

from templates import library
from templates.text import keep
from templates.words import LANGUAGES, _, ngettext
from templates.words import reason as reason_of
from templates.workbook.findings import Findings, Reading
from templates.workbook.model import Workbook
from templates.workbook.reader import read, read_file
from templates.workbook.writer import own_copy

OWN = "own/"
"""What stands before the name of a team's own workbook that is called like another one."""
MOST_FILES = 200
"""The most workbooks of one's own that are offered."""
MOST_BYTES = 200_000
"""The largest file that is read in order to be offered; a larger one may still be named with its path."""
MOST_TOGETHER = 2_000_000
"""How many bytes all files that are offered may hold together."""
_MOST_LOOKED_AT = 50_000


@dataclass(frozen=True, slots=True)
class Source:
    """A workbook one can choose: what it is called and where it lies, before anybody has read it."""

    name: str
    """What `--workbook` takes."""
    files: tuple[tuple[str, Path], ...]
    """(language, file), one at least; the language is empty where only the file itself tells it."""
    is_own: bool = False
    """Whether it is a team's own and not one that ships."""

    def path(self, lang: str) -> Path:
        """The file in `lang`, else the one whose name tells no language, else the first."""
        files = dict(self.files)
        return files.get(lang) or files.get("") or self.files[0][1]

    def languages(self, lang: str) -> tuple[str, ...]:
        """The languages to choose from, where `lang` is what the file in hand speaks."""
        return tuple(dict.fromkeys(known or lang for known, _path in self.files))

    def read(self, lang: str) -> Reading:
        """What a reader makes of it in `lang`, or in the language it has; of a huge file, only that it is huge."""
        path = self.path(lang)
        if not self.is_own:
            return read(library.text(self.name, lang), file=path.name)
        try:
            is_huge = path.stat().st_size > MOST_BYTES
        except OSError:
            is_huge = False  # the reader says what is wrong with it
        return _too_large(path) if is_huge else read_file(path)

    def copy(self, lang: str) -> tuple[str, Workbook]:
        """The text that a retrospective started with it keeps, and what it asks.

        Raises:
            WorkbookError: it cannot be used.
            OSError: it went away in this moment.
        """
        book = self.read(lang).require()
        if not self.is_own:
            return library.text(self.name, lang), book
        text = self.path(lang).read_bytes().decode("utf-8-sig", "replace")
        return own_copy(keep(text).text, book), book


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The workbooks that ship, then a team's own, each by name."""

    sources: tuple[Source, ...]
    trouble: str = ""
    """A sentence where the folder could not be read, or holds more than is offered; else empty."""

    def source(self, name: str) -> Source | None:
        """The workbook called `name`; one of a team's own goes by its plain name where that is free."""
        return next((source for source in self.sources if source.name == name), None)


@lru_cache(maxsize=1)
def shipped() -> tuple[Source, ...]:
    """The workbooks that ship, the default first."""
    return tuple(
        Source(name, tuple((lang, library.path(name, lang)) for lang in library.languages(name)))
        for name in library.names()
    )


def catalogue(folder: Path) -> Catalogue:
    """Everything that can be chosen; `folder` is where a team's own lie, and need not exist.

    Only names and sizes are looked at: no file is opened. A folder within the folder is not entered.
    """
    try:
        found = _markdown_files(folder)
    except FileNotFoundError:
        return Catalogue(shipped())
    except OSError as error:
        reason = reason_of(error)
        return Catalogue(shipped(), _("{folder} cannot be read ({reason}).").format(folder=folder, reason=reason))
    offered = list(_within_limits(found))
    left = len(found) - len(offered)
    trouble = ""
    if left:
        trouble = ngettext(
            "{folder} holds {n} more workbook than is offered here; name it with its path.",
            "{folder} holds {n} more workbooks than are offered here; name one with its path.",
            left,
        ).format(folder=folder, n=left)
    return Catalogue((*shipped(), *_own([path for path, _size in offered])), trouble)


def _markdown_files(folder: Path) -> list[tuple[Path, int]]:
    """The Markdown files right in a folder with their sizes, in the order of their names."""
    found: list[tuple[Path, int]] = []
    with os.scandir(folder) as entries:
        for entry in islice(entries, _MOST_LOOKED_AT):
            if entry.name.startswith(".") or not entry.name.casefold().endswith(".md"):
                continue
            try:
                about = entry.stat()
            except OSError:  # such as a link that leads nowhere: reading it tells the reason
                found.append((Path(entry.path), 0))
                continue
            # a pipe or a device would keep whoever opens it waiting
            if stat.S_ISREG(about.st_mode):
                found.append((Path(entry.path), about.st_size))
    return sorted(found, key=lambda one: (one[0].name.casefold(), one[0].name))


def _within_limits(found: list[tuple[Path, int]]) -> Iterator[tuple[Path, int]]:
    """As many as are offered, one after the other; a huge one is never read and costs nothing."""
    together = 0
    for path, size in found[:MOST_FILES]:
        together += size if size <= MOST_BYTES else 0
        if together > MOST_TOGETHER:
            return
        yield path, size


def _own(paths: list[Path]) -> tuple[Source, ...]:
    """Files as workbooks: `ours.en.md` and `ours.zh.md` are one in two languages."""
    files: dict[str, dict[str, Path]] = {}
    for path in paths:
        stem = keep(unicodedata.normalize("NFC", path.name[: -len(".md")])).text
        name, _dot, lang = stem.rpartition(".")
        if not name or lang not in LANGUAGES:
            name, lang = stem, ""
        if lang in files.get(name, {}):  # told apart by nothing but how the name ends
            name, lang = keep(path.name).text, ""
        files.setdefault(name, {})[lang] = path
    taken = set(library.names())
    return tuple(
        Source(OWN + name if name in taken else name, tuple(sorted(by_lang.items())), is_own=True)
        for name, by_lang in files.items()
    )


def _too_large(path: Path) -> Reading:
    findings = Findings(str(path), 1, strict=True)
    findings.error(
        1,
        _("The file is too large to be offered here"),
        _("keep it under {size} kB, or name it with its path").format(size=MOST_BYTES // 1000),
    )
    return Reading(str(path), None, findings.sorted())
