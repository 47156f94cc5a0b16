"""What is written and not on the page, to say that it is left out and to see that it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from storage.drafts.beside_the_page import read_beside
from storage.drafts.covered_file import SealedFile
from storage.drafts.draft_writer import Drafts
from templates.filled_page.page import Retrospective
from templates.readers.beside_the_page import Beside

_WORDS = ("notes", "ledger")
"""The kinds of answers that have words; how each begins may say more, such as that it has no name."""


def beside_on_disk(database: Path, page: Retrospective, has_act: Callable[[str], bool]) -> Beside:
    """What is written of a retrospective and not on its page, of all windows, as it stands on the disk.

    Args:
        database: the database's file.
        page: what stands in it.
        has_act: whether an act stands in the journal.
    """
    sealed = SealedFile(database)
    try:
        return read_beside(page, sealed, Drafts(database), has_act)
    finally:
        sealed.close()


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
