"""Text as the search index knows it: words as they are, Chinese in pairs of characters.

SQLite's own tokenizers either leave a run of Chinese in one piece or find nothing of one or two characters. So the
pieces are made here, the same for what is kept and for what is asked: text is folded (full-width and half-width,
capitals, accents), a word is one piece, and a run of Han characters or kana is a piece for each neighbouring pair
and one for its last character. Every piece of a run begins with another character of it, so that a single character
is found as the beginning of a piece, and any stretch of characters as pieces in a row.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

_RUN = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_PIECE = re.compile(rf"[{_RUN}]+|[^\W_{_RUN}]+")
_WORDS_ONLY = rf"[^\W_{_RUN}]"
_BETWEEN = r"[\W_]"


@lru_cache(maxsize=4096)
def _sign(character: str) -> str:
    """One character as the index sees it: its plain form, or nothing for a mark set upon another."""
    if character.isascii():
        return character.lower()
    parts = unicodedata.normalize("NFKD", character)
    return "".join(part for part in parts if unicodedata.category(part) != "Mn").casefold()


def folded(text: str) -> tuple[str, list[int]]:
    """`text` folded, and for each of its characters the place in `text` it comes from."""
    signs = [(_sign(character), at) for at, character in enumerate(text)]
    return "".join(sign for sign, _at in signs), [at for sign, at in signs for _character in sign]


def _is_run(piece: str) -> bool:
    return re.match(f"[{_RUN}]", piece) is not None


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)]


def grams(text: str) -> str:
    """The pieces of `text`, as the index holds them: with a space between."""
    plain = text.lower() if text.isascii() else "".join(map(_sign, text))
    return " ".join(piece for found in _PIECE.findall(plain) for piece in _pieces(found))


def _pieces(found: str) -> Iterable[str]:
    return (*_pairs(found), found[-1]) if _is_run(found) else (found,)


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand next to each other."""

    words: tuple[str, ...]
    """Folded words and runs, in order."""
    whole: bool = False
    """Whether the last word is meant as it stands; otherwise it may be the beginning of one."""

    @property
    def match(self) -> str:
        """The term in the language of SQLite's full-text search."""
        *before, last = self.words
        pieces = [piece for word in before for piece in _pieces(word)]
        if not _is_run(last):
            return _quoted([*pieces, last], open_end=not self.whole)
        # The run may go on in the text: its last character is part of a pair there.
        return _quoted([*pieces, *(_pairs(last) or [last])], open_end=len(last) == 1)

    @property
    def pattern(self) -> str:
        """The term as a regular expression over folded text."""
        parts: list[str] = []
        for at, word in enumerate(self.words):
            if at:
                both = not (_is_run(word) or _is_run(self.words[at - 1]))
                parts.append(f"{_BETWEEN}{'+' if both else '*'}")
            parts.append(re.escape(word))
        begin = "" if _is_run(self.words[0]) else f"(?<!{_WORDS_ONLY})"
        end = f"(?!{_WORDS_ONLY})" if self.whole and not _is_run(self.words[-1]) else ""
        return f"{begin}{''.join(parts)}{end}"


def _quoted(pieces: Iterable[str], *, open_end: bool) -> str:
    return f'"{" ".join(pieces)}"{" *" if open_end else ""}'


def term(text: str, *, whole: bool = False) -> Term | None:
    """What somebody wants to find; None where there is no word in it."""
    words = tuple(_PIECE.findall(folded(text)[0]))
    return Term(words, whole) if words else None


def marks(text: str, terms: Iterable[Term]) -> tuple[tuple[int, int], ...]:
    """Where the terms stand in `text`, as (begin, end), in order and not overlapping."""
    plain, places = folded(text)
    found = sorted(span for one in terms for span in _spans(one, plain, places))
    joined: list[tuple[int, int]] = []
    for begin, end in found:
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return tuple(joined)


def _spans(one: Term, plain: str, places: list[int]) -> Iterator[tuple[int, int]]:
    for match in re.finditer(one.pattern, plain):
        yield places[match.start()], places[match.end() - 1] + 1
