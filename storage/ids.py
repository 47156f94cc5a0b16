"""Names for things: random where two laptops must never meet, derived where they must."""

from __future__ import annotations

import hashlib
import secrets

from storage.locations import private_folder, state_folder

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
    try:
        known = path.read_text(encoding="ascii").strip()
        if known:
            return known
    except (OSError, UnicodeDecodeError):
        pass
    made = new_id()
    aside = path.with_name(f"laptop.{made}")
    try:
        private_folder(path.parent)
        aside.write_text(made + "\n", encoding="ascii")
        try:
            # A link fails where the name exists: of two programs starting at once, one identity wins.
            path.hardlink_to(aside)
        except FileExistsError:
            made = path.read_text(encoding="ascii").strip() or made
        finally:
            aside.unlink(missing_ok=True)
    except OSError:
        return made
    return made
