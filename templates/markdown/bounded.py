"""A list of markdown-it's tokens that cannot grow without end."""

from __future__ import annotations

from markdown_it.token import Token

MAX_PIECES = 100_000
"""The most tokens a document may fall into; bounds the memory that tables and lists can ask for."""


class TooManyPiecesError(Exception):
    """A document falls into more than MAX_PIECES tokens."""


class Bounded(list[Token]):
    """A list of tokens that refuses to grow beyond MAX_PIECES."""

    def append(self, token: Token, /) -> None:
        """Add a token, or refuse the document."""
        if len(self) >= MAX_PIECES:
            raise TooManyPiecesError
        super().append(token)
