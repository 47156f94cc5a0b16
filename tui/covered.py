"""What is written covered, for one purpose: to see that no document tells it."""

from __future__ import annotations

from pathlib import Path

from storage.sealed import SealedFile

_WORDS = ("notes", "ledger")
"""The kinds of answers that have words; how each begins may say more, such as that it has no name."""


def covered_texts(database: Path, retrospective: str) -> tuple[str, ...]:
    """The texts of a retrospective that nobody has revealed yet.

    Raises:
        StorageError: the file they stand in cannot be read.
    """
    sealed = SealedFile(database)
    try:
        found = sealed.all(retrospective)
    finally:
        sealed.close()
    written = (one.body for one in found if one.kind.rpartition(":")[2] in _WORDS)
    return tuple(text for body in written for name, text in body.items() if not name.startswith(".") and text.strip())
