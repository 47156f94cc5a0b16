"""Names for things: random where two laptops must never meet, derived where they must."""

from __future__ import annotations

import hashlib
import re
import secrets
from pathlib import Path

from storage.files import private
from storage.locations import state_folder

LENGTH = 20
"""Hex digits of an id: 80 bits."""


def new_id() -> str:
    """A random id that no other laptop will make."""
    return secrets.token_hex(LENGTH // 2)


def single_id(retrospective: str, question: str, side: str | None, person: str | None) -> str:
    """The id of the one answer a person, or a side where nobody is named, gives to a question.

    It is derived, so that two windows or two laptops that answer for the same person meet in one record.
    """
    giver = ("person", person) if person else ("side", side or "")
    key = "\x1f".join((retrospective, question, *giver))
    return hashlib.sha256(key.encode()).hexdigest()[:LENGTH]


def vote_id(retrospective: str, target: str, side: str | None, person: str | None) -> str:
    """The id of what a person, or a side where nobody is named, gives to one thing in a vote."""
    return single_id(retrospective, f"vote:{target}", side, person)


def topic_id(retrospective: str, target: str) -> str:
    """The id of the topic about one thing: there is one, whoever makes it."""
    return single_id(retrospective, f"topic:{target}", None, None)


def review_id(retrospective: str, action: str) -> str:
    """The id of the look back at an action of an earlier retrospective."""
    return single_id(retrospective, f"review:{action}", None, None)


def laptop_id() -> str:
    """This laptop's identity: kept in the state folder, never in a database, which people copy.

    Where the state folder cannot be written the identity lasts as long as the program; undo then
    reaches no further back than that.
    """
    global _laptop
    if _laptop is None:
        _laptop = _read_or_make()
    return _laptop


_laptop: str | None = None


def forget_laptop() -> None:
    """Read the identity anew at the next use, as a fresh process would."""
    global _laptop
    _laptop = None


def _read_or_make() -> str:
    path = state_folder() / "laptop"
    known = _known(path)
    if known:
        return known
    made = new_id()
    try:
        try:
            # Of two programs starting at once, one identity wins.
            private.write(path, made + "\n", over=False)
        except FileExistsError:
            # Another was faster; or what stands there is damaged.
            if not _known(path):
                private.write(path, made + "\n")
    except OSError:
        return made
    return _known(path) or made


def _known(path: Path) -> str:
    """The identity in a file, or an empty text where there is none that can be read."""
    try:
        # A pipe in its place would be waited for without end.
        text = path.read_text(encoding="ascii").strip() if path.is_file() else ""
    except (OSError, UnicodeDecodeError):
        return ""
    return text if re.fullmatch(r"[0-9a-f]{20}", text) else ""
