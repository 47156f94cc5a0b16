"""By what a copy of somebody's words is known: the same words in a row, whatever their case, width and punctuation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

ENOUGH = 24
"""From what weight on a part of a text tells the text: eight words, or twelve characters of those without spaces."""
_WORD, _CHARACTER = 3, 2

# Scripts that set no space between words count by the character: Thai to Khmer, kana, Han.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = re.compile(f"(?P<character>[{_UNSPACED}])|[^\\W_{_UNSPACED}]+")
_FORMAT = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]")
"""Signs nobody sees, which would part one word into two."""
_SPACE, _END = "\x1f", "\x1e"


def plain(text: str) -> str:
    """A text without differences of case and width, every run of white space as one space."""
    return " ".join(
        unicodedata.normalize("NFKC", _FORMAT.sub("", unicodedata.normalize("NFKC", text)).casefold()).split()
    )


def words(text: str) -> tuple[str, ...]:
    """The words of a `plain` text, and each character of scripts without spaces; punctuation is left out."""
    return tuple(found[0] for found in _TOKEN.finditer(text))


def row(tokens: Sequence[str]) -> str:
    """Words as one text, in which a row of them is found as a part: only whole words meet."""
    return _SPACE + _SPACE.join(tokens) + _SPACE if tokens else ""


def rows(texts: Iterable[str]) -> str:
    """Several plain texts as one, in which no row of words reaches from one into the next."""
    return _END.join(row(words(text)) for text in texts)


def parts(tokens: Sequence[str]) -> Iterator[str]:
    """Every shortest part of weight ENOUGH, as a `row`: two texts that share any longer part share one of these."""
    weights = [_CHARACTER if _TOKEN.fullmatch(token)["character"] else _WORD for token in tokens]  # type: ignore[index]
    end = weight = 0
    for begin in range(len(tokens)):
        while weight < ENOUGH and end < len(tokens):
            weight += weights[end]
            end += 1
        if weight < ENOUGH:
            return
        yield row(tokens[begin:end])
        weight -= weights[begin]
