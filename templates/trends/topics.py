"""Topics that came back: the same question, or nearly the same words, on the agenda of several retrospectives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from templates.names import alike
from templates.readings.ledgers import TIED, likeness, tokens


@dataclass(frozen=True, slots=True)
class TopicSeen:
    """A topic as far as it is compared."""

    id: str
    title: str
    """Its name: its own, its group's, its card's or its question's words."""
    question: str = ""
    """The id of the scale it is about, if it is about one."""


@dataclass(frozen=True, slots=True)
class Raised:
    """One topic and the retrospectives in which it was raised."""

    title: str
    """As it was last called."""
    meetings: tuple[str, ...]
    """Their ids, oldest first, each once."""
    since: str
    """The day of the first of them, ISO date."""
    topics: tuple[str, ...]
    """The ids of the topics, oldest first."""

    @property
    def times(self) -> int:
        """In how many retrospectives it was raised."""
        return len(self.meetings)


@dataclass(slots=True)
class _Thread:
    words: frozenset[str]
    title: str = ""
    since: str = ""
    meetings: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)

    def add(self, meeting: str, day: str, topic: TopicSeen) -> None:
        self.title = topic.title
        self.since = self.since or day
        self.topics.append(topic.id)
        if meeting not in self.meetings[-1:]:
            self.meetings.append(meeting)


def came_back(meetings: Iterable[tuple[str, str, Sequence[TopicSeen]]]) -> tuple[Raised, ...]:
    """The topics that were raised in more than one retrospective, the most often raised first, then the oldest.

    Args:
        meetings: (id, day, topics) of each retrospective, oldest first.

    The rule: two topics are the same where they are about the same scale or are called by the same words; failing that
    where three quarters of the shorter name's words stand in the longer, two at least.
    """
    threads: list[_Thread] = []
    by_key: dict[str, _Thread] = {}
    having: dict[str, list[_Thread]] = {}
    for meeting, day, topics in meetings:
        for topic in topics:
            key = f"?{topic.question}" if topic.question else alike(topic.title)
            if not key:
                continue
            words = frozenset() if topic.question else tokens(topic.title)
            thread = by_key.get(key) or _likest(words, having)
            if thread is None:
                thread = _Thread(words)
                threads.append(thread)
                for word in words:
                    having.setdefault(word, []).append(thread)
            by_key[key] = thread
            thread.add(meeting, day, topic)
    often = [
        Raised(thread.title, tuple(thread.meetings), thread.since, tuple(thread.topics))
        for thread in threads
        if len(thread.meetings) > 1
    ]
    return tuple(sorted(often, key=lambda one: (-one.times, one.since)))


def _likest(words: frozenset[str], having: dict[str, list[_Thread]]) -> _Thread | None:
    shared = Counter(id(thread) for word in words for thread in having.get(word, ()))
    best: tuple[float, _Thread | None] = (0.0, None)
    for word in sorted(words):
        for thread in having.get(word, ()):
            if shared[id(thread)] > 1 and (alike := likeness(words, thread.words)) > best[0]:
                best = (alike, thread)
    return best[1] if best[0] >= TIED else None
