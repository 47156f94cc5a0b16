"""Comments that carry what a reader of the document takes it back by: an id first, then words `key=value`.

Nobody sees them where Markdown is shown. A word's value is written so that it holds no space and can neither end the
comment nor a table's cell: what is not a letter, a digit or one of a few plain signs becomes `%` and its bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import unquote

_PLAIN = frozenset(".:/@+~_,")
_COMMENT = re.compile(r"<!-- ((?:(?!-->)[^\n])*?) -->")
_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Mark:
    """What one comment says."""

    id: str
    """The id it begins with; empty where it begins with a word."""
    values: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    """Each word's key and value; a word without a value has an empty one."""

    def __str__(self) -> str:
        """The comment as it stands in the document."""
        return f"<!-- {' '.join(self._words())} -->"

    def _words(self) -> Iterator[str]:
        if self.id:
            yield written(self.id)
        for key, value in self.values.items():
            yield f"{written(key)}={written(value)}" if value else written(key)


def mark(id: str, /, *flags: str, **values: str | None) -> str:
    """A comment with an id, the words that have a value, and the flags that are not empty."""
    said = {key: value for key, value in values.items() if value}
    return str(Mark(id, said | {flag: "" for flag in flags if flag}))


def written(value: str) -> str:
    """A value as one word of a comment."""
    return "".join(_written(char, value[n - 1 : n]) for n, char in enumerate(value))


def _written(char: str, before: str) -> str:
    # Two hyphens in a row could end the comment.
    if char.isalnum() or char in _PLAIN or (char == "-" and before not in ("", "-")):
        return char
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "surrogatepass"))


def read_mark(comment: str) -> Mark | None:
    """What a comment says, `<!--` and `-->` included; None where it is somebody's remark."""
    found = _COMMENT.fullmatch(comment)
    words = found[1].split() if found else []
    if not words:
        return None
    pairs = [word.partition("=") for word in words]
    first = unquote(pairs[0][0]) if not pairs[0][1] else ""
    rest = pairs[1:] if first else pairs
    return Mark(first, {unquote(key): unquote(value) for key, _sign, value in rest})


def one_word(items: Iterable[str]) -> str:
    """Several texts as one value, with commas between them."""
    return ",".join(written(item).replace(",", "%2C") for item in items)


def items_of(value: str) -> tuple[str, ...]:
    """The texts that `one_word` made a value of."""
    return tuple(unquote(item) for item in value.split(",")) if value else ()
