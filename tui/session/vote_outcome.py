"""What the vote and its result become of a page: ballots, topics in their order. Records to be kept; no Textual."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from storage.ids import topic_id, vote_id
from templates.filled_page.agreed import Topic, TopicState, Vote
from templates.filled_page.page import Retrospective
from templates.meeting.agenda import counted, subject
from templates.meeting.vote_count import Result


def ballot_of(page: Retrospective, side: str | None, person: str | None, given: Mapping[str, int]) -> tuple[Vote, ...]:
    """One person's ballot as votes; what nothing was given to is left out."""
    return tuple(
        Vote(id=vote_id(page.id, target, side, person), target=target, side=side, person=person, count=count)
        for target, count in sorted(given.items())
        if count > 0
    )


def given_by(votes: Iterable[Vote], side: str | None, person: str | None) -> dict[str, int]:
    """What one person, or a side where nobody is named, gave to each thing."""
    return {vote.target: vote.count for vote in votes if vote.person == person and (person or vote.side == side)}


def with_votes(page: Retrospective, given: Iterable[Vote]) -> Retrospective:
    """The page with votes in place of those of the same id."""
    put = {vote.id: vote for vote in (*page.votes, *given)}
    return replace(page, votes=tuple(put.values()))


def put_in_order(page: Retrospective, before: Retrospective) -> tuple[list[Topic], list[Topic]]:
    """The topics a vote makes, in their order, and those that go.

    What was on the agenda because of votes that are gone goes with them, unless somebody has worked on it; topics made
    by hand stand behind the voted ones.

    Args:
        page: the page with the votes as they are now.
        before: the page with the votes as they were.
    """
    result: Result = counted(page)
    known = {subject(page, topic): topic for topic in page.topics if topic.target}
    standing: list[Topic] = []
    for place, of_target in enumerate(result.agenda, start=1):
        target = of_target.target
        topic = known.pop(target, None) or Topic(id=topic_id(page.id, target), target=target)
        standing.append(replace(topic, place=place))
    placed = {topic.id for topic in standing}
    left = [topic for topic in page.topics if topic.id not in placed]
    voted_for = {standing.target for standing in counted(before).agenda}
    gone = [topic for topic in left if topic.target in voted_for and not _touched(page, topic)]
    behind = (topic for topic in sorted(left, key=lambda topic: topic.place) if topic not in gone)
    standing += [replace(topic, place=place) for place, topic in enumerate(behind, start=len(standing) + 1)]
    return standing, gone


def _touched(page: Retrospective, topic: Topic) -> bool:
    """Whether anybody has worked on a topic."""
    written = topic.sentence or topic.dissent or topic.title or topic.state is not TopicState.OPEN
    return bool(written) or any(action.topic == topic.id for action in page.actions)


def moved_up(page: Retrospective, topic: Topic) -> tuple[Topic, ...]:
    """The topics whose place changes when one goes a place towards the beginning."""
    order = sorted(page.topics, key=lambda one: one.place)
    at = next((n for n, one in enumerate(order) if one.id == topic.id), 0)
    if at == 0:
        return ()
    order[at - 1], order[at] = order[at], order[at - 1]
    return tuple(replace(one, place=n) for n, one in enumerate(order, start=1) if one.place != n)


def accepting(topic: Topic, side: str) -> Topic:
    """The topic after a side has said once more what it thinks of the sentence: yes, no, nothing said, and again."""
    if side in topic.accepted:
        return replace(topic, accepted=_without(topic.accepted, side), refused=(*topic.refused, side))
    if side in topic.refused:
        return replace(topic, refused=_without(topic.refused, side))
    return replace(topic, accepted=(*topic.accepted, side))


def _without(sides: tuple[str, ...], side: str) -> tuple[str, ...]:
    return tuple(one for one in sides if one != side)


def is_settled(page: Retrospective, topic: Topic) -> bool:
    """Whether actions may follow: all sides accept the sentence, or it is written down where they differ."""
    sides = {side.id for side in page.workbook.sides}
    return bool(topic.dissent.strip()) or (bool(topic.sentence.strip()) and sides <= set(topic.accepted))
