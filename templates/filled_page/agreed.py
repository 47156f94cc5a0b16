"""What a meeting makes of the answers: groups, votes, topics, agreements, looks back. Frozen data."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What everything a meeting makes has, whatever it is."""

    id: str
    created: str = ""
    """When it was first kept: ISO 8601, UTC, for showing only."""
    edited: str | None = None
    """When it was last changed, or None."""
    also: tuple[tuple[str, str], ...] = ()
    """What was written at the same time elsewhere and is not the winning version: (field, value as text)."""
    heads: tuple[str, ...] = field(default=(), repr=False)
    """The ids of the journal entries this version rests on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(Made):
    """Notes that say the same thing, under one title; a note names its group."""

    title: str
    question: str | None = None
    """The question most of its notes answer, where it was made there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote(Made):
    """What one side gave to one thing that can be voted on; while a ballot lies covered, what one person gave."""

    target: str
    """The id of a group, a note, a row, or of a scale's question."""
    side: str | None = None
    person: str | None = None
    """Whose ballot it is of; None where votes are counted by side."""
    count: int = 1
    """How many votes."""
    records: tuple[str, ...] = ()
    """The ids of the journal's records it adds up, where they are not the one of its own id."""


class TopicState(StrEnum):
    """How far a topic has come."""

    OPEN = "open"
    DECIDED = "decided"
    LATER = "later"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(Made):
    """One thing to decide on."""

    target: str = ""
    """What it is about: the id of a group, an answer or a question, or of several questions with commas between; empty
    where it was named by hand."""
    title: str = ""
    """Its name where that is not its target's own."""
    place: int = 0
    """Its place on the agenda; lower comes first."""
    sentence: str = ""
    """The problem in one sentence."""
    accepted: tuple[str, ...] = ()
    """The ids of the sides that accept the sentence."""
    refused: tuple[str, ...] = ()
    """The ids of the sides that have said they do not."""
    dissent: str = ""
    """Where the sides differ, in their words, if they could not agree on a sentence."""
    state: TopicState = TopicState.OPEN
    was: str = field(default="", compare=False)
    """The words of what it is about where that has been deleted: read from the journal, never kept with the topic, so
    that what is removed for good leaves none of its words here."""


class Standing(StrEnum):
    """Whether an agreement holds."""

    STANDING = "standing"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(Made):
    """How the two sides want to work from now on."""

    text: str
    state: Standing = Standing.STANDING
    why: str = ""
    """Why it was dropped."""
    earlier: str = ""
    """The id of the agreement of an earlier retrospective it carries on."""


class Outcome(StrEnum):
    """What became of an earlier action when it was looked at again."""

    UNSEEN = ""
    DONE = "done"
    KEPT = "kept"
    DROPPED = "dropped"
    RENEGOTIATED = "renegotiated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(Made):
    """A look back at an open action of an earlier retrospective, told as it stood then."""

    action: str
    """The action's id."""
    retrospective: str
    """The id of the retrospective the action was agreed in."""
    text: str
    owner: str = ""
    side: str | None = None
    due: str = ""
    """ISO date, or empty."""
    outcome: Outcome = Outcome.UNSEEN
    why: str = ""
