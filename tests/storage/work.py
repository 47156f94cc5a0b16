"""Words on their way in tests: typed and not kept, and covered."""

from __future__ import annotations

from pathlib import Path

from storage.drafts.covered_file import Sealed, SealedFile
from storage.drafts.draft_writer import Draft, Drafts
from storage.ids import new_id
from storage.imports.import_file import Imported, Understood, bring_all
from storage.shelf import Shelf


def typed(database: Path, retro: str, text: str) -> None:
    """Type a note and leave it."""
    drafts = Drafts(database)
    drafts.put(
        Draft(act=new_id(), retrospective=retro, question="hope", kind="notes", answer=new_id(), body={"text": text})
    )
    assert drafts.flush()
    drafts.close()


def covered(database: Path, retro: str, text: str, *, id: str = "") -> None:
    """Write a note covered."""
    file = SealedFile(database)
    note = Sealed(id=id or new_id(), retrospective=retro, question="hope", kind="notes", body={"text": text})
    file.put(note, answered=("hope", "ann"))
    file.close()


def bring(shelf: Shelf, understood: Understood) -> Imported:
    """Take in one file that was understood."""
    return bring_all(shelf, [understood])[0]
