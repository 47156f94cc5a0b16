"""What hangs on a thing that goes: votes and topics follow it where it is joined, and are told where it is not."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from templates.filled_page.agreed import Topic, Vote
from templates.filled_page.page import Retrospective
from templates.filled_page.settings import Voting


@dataclass(frozen=True, slots=True)
class Hanging:
    """What hangs on one answer or group."""

    votes: int
    """How many votes it was given; 0 as long as they lie covered."""
    is_topic: bool


def hanging_on(page: Retrospective | None, id: str) -> Hanging:
    """What hangs on a thing that is about to be deleted; nothing where no page is there."""
    if page is None:
        return Hanging(0, False)
    told = page.settings.voting is not Voting.OPEN
    votes = sum(vote.count for vote in page.votes if vote.target == id and vote.count > 0) if told else 0
    return Hanging(votes, any(topic.target == id for topic in page.topics))


def followers(page: Retrospective, gone: Collection[str], into: str) -> list[Vote | Topic]:
    """The votes and the topic of groups that are joined to another, as that one's: kept in the act that joins them.

    One group is one topic: the first of several goes along, the others keep their words and no votes.
    """
    votes = [replace(vote, target=into) for vote in page.votes if vote.target in gone and not vote.records]
    of_it = sorted((topic for topic in page.topics if topic.target in {*gone, into}), key=lambda topic: topic.place)
    has_own = any(topic.target == into for topic in of_it)
    return [*votes, *(replace(topic, target=into) for topic in of_it[:1] if not has_own)]
