"""The workbooks that ship with the program: Markdown files beside this one, one a language."""

from __future__ import annotations

from pathlib import Path

FALLBACK = "en"
"""The language every shipped workbook exists in."""

DEFAULT = "four-phases"
"""The workbook a retrospective starts with where nobody chooses."""

_HERE = Path(__file__).parent


def names() -> tuple[str, ...]:
    """The names of the workbooks that ship: DEFAULT, then the others in alphabetical order."""
    found = (file.name.removesuffix(f".{FALLBACK}.md") for file in _HERE.glob(f"*.{FALLBACK}.md"))
    return tuple(sorted(found, key=lambda name: (name != DEFAULT, name)))


def languages(name: str) -> tuple[str, ...]:
    """The languages a shipped workbook exists in, the fallback first; empty for an unknown name."""
    found = {file.name.removeprefix(f"{name}.").removesuffix(".md") for file in _HERE.glob(f"{name}.*.md")}
    return tuple(sorted(found, key=lambda lang: (lang != FALLBACK, lang)))


def path(name: str, lang: str = FALLBACK) -> Path:
    """Where a shipped workbook lies: in `lang`, or in English where it does not exist in that language.

    Raises KeyError for a name that `names()` does not know.
    """
    if name not in names():
        raise KeyError(name)
    return _HERE / f"{name}.{lang if lang in languages(name) else FALLBACK}.md"


def text(name: str, lang: str = FALLBACK) -> str:
    """A shipped workbook's Markdown: in `lang`, or in English where it does not exist in that language."""
    return path(name, lang).read_text(encoding="utf-8")
