"""What a program wrote into a form for somebody, to the letter."""

from __future__ import annotations

from templates.markdown.blocks import Words

_AROUND = " \t\n"
"""What stands between the words and what is printed; white space of the words themselves is written by its number."""


def exact_words(words: Words) -> str:
    """All that was written, white space at its ends too; empty where it is white space alone."""
    pieces = [piece for piece in words.pieces if piece.mark is None and piece.text]
    text = "".join(piece.text for piece in pieces)
    begin, end = 0, len(text)
    for piece in pieces:
        bare = "" if piece.escaped else piece.text.lstrip(_AROUND)
        begin += 0 if piece.escaped else len(piece.text) - len(bare)
        if piece.escaped or bare:
            break
    for piece in reversed(pieces):
        bare = "" if piece.escaped else piece.text.rstrip(_AROUND)
        end -= 0 if piece.escaped else len(piece.text) - len(bare)
        if piece.escaped or bare:
            break
    return text[begin:end] if text.strip() else ""
