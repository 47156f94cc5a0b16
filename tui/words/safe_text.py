"""Making a person's words safe for a terminal, without Textual: for the commands and for the screens alike."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

_PICTURES = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "\u2421"}
_KEPT = {ord("\n"), ord("\t")}
# C1 codes, bidirectional overrides and isolates, line separators, and what is left of broken surrogates.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
# Marks of any script are no letters, and neither are the signs without width that pile up as well.
_MARKS = re.compile(r"[^\w\s!-~\u3000-\u303f]{9,}")
_MOST_MARKS = 8
"""Marks on one letter that are drawn: more than any script needs."""


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    return _PICTURES.get(code, "\ufffd")


def _unpiled(match: re.Match[str]) -> str:
    """A run of signs with no more marks in a row than a letter carries."""
    kept: list[str] = []
    row = 0
    for sign in match.group():
        row = row + 1 if unicodedata.category(sign) in ("Mn", "Me", "Cf") else 0
        if row <= _MOST_MARKS:
            kept.append(sign)
    return "".join(kept)


def pictured(text: str) -> str:
    """`text` with its control codes as pictures, sign by sign."""
    return _UNSAFE.sub(_picture, text)


def shown(text: str) -> str:
    """`text` as a terminal may be given it: control codes as pictures, piled-up marks cut, nothing else changed.

    Line ends and tabs stay; a caller that draws one line turns them into spaces itself.
    """
    return _MARKS.sub(_unpiled, pictured(text))


def one_line(text: str) -> str:
    """`text` on one line, for lists and titles."""
    return " ".join(shown(text).split())


def short_path(path: Path) -> str:
    """A path on one line, with `~` for the home folder, as people write it."""
    try:
        return one_line(str(Path("~") / path.relative_to(Path.home())))
    except (ValueError, RuntimeError):
        return one_line(str(path))
