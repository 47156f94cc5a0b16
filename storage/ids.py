"""Names for things: random where two laptops must never meet, derived where they must."""

from __future__ import annotations

import hashlib
import secrets

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
