"""When two names, words or numbers are one however they were typed, and how a name is kept. Pure functions."""

from __future__ import annotations

import unicodedata

LONGEST = 60
"""The most characters a name may have; what is longer is a text that went astray."""
_ENDS_A_SENTENCE = frozenset("。！？!?；;…\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")


def alike(text: str) -> str:
    """A text as it is compared, never as it is kept: one width, one composition, no case, single spaces."""
    if text.isascii():
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(unicodedata.normalize("NFKC", plain).split())


def as_name(text: str) -> str:
    """A name as it is kept: as it was written, composed, and without the white space around it."""
    return unicodedata.normalize("NFC", text).strip()


def plain_digits(text: str) -> str:
    """A number as it is read: in plain digits, with a plain point and sign, whatever width it was typed in."""
    return unicodedata.normalize("NFKC", text).strip()


def could_be_a_name(text: str) -> bool:
    """Whether somebody might be called this: not a text of several lines, of a sentence's signs or length."""
    name = as_name(text)
    if not name or len(name) > LONGEST or not _ENDS_A_SENTENCE.isdisjoint(name):
        return False
    # "J. R. Smith" and "Smith Jr." are names; "It was late. Nobody said so." is not.
    words = name.split()
    if any(len(word) > 4 and word.endswith(".") for word in words):
        return False
    return not {",", "，", "、"} & set(name)
