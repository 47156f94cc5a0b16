"""What stands behind a database's name, and how a database and what SQLite keeps beside it begin."""

from __future__ import annotations

import contextlib
from pathlib import Path

from storage.locations import DRAFTS, real

SQLITE = ("-journal", "-wal", "-shm")
"""What SQLite puts behind a database's name beside it."""
_MAGIC = (b"SQLite format 3\x00", b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7", b"\x37\x7f\x06")
"""How a database, its rollback journal and its write-ahead log begin."""
_BEHIND = tuple(end + more for end in ("", DRAFTS) for more in ("", *SQLITE) if end + more)
"""What may stand behind a database's name."""


def belongs_to_one(target: Path) -> bool:
    """Whether `target` is called after a database that stands beside it, as its drafts or what SQLite keeps of it."""
    whole = real(target)
    folded = whole.name.casefold()
    return any(
        folded.endswith(end) and begins_as_one(whole.with_name(whole.name[: -len(end)]))
        for end in _BEHIND
        if len(whole.name) > len(end)
    )


def begins_as_one(path: Path) -> bool:
    """Whether a file begins as a database does, or as what SQLite keeps beside one."""
    with contextlib.suppress(OSError):
        if path.is_file():
            with path.open("rb") as file:
                return file.read(16).startswith(_MAGIC)
    return False
