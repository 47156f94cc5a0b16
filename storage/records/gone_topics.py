"""Topics of which what they are about has been deleted: their words come from the journal, where nothing is lost.

The topic itself keeps none of them: an undo of the deletion brings back what it is about, and removing that for good
takes the words with it. A topic of which nothing at all is left to be told then goes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from storage.entries.fold import State
from storage.records.all_tables import MAKERS
from storage.records.page import answer_of
from templates.filled_page.agreed import Topic, TopicState
from templates.filled_page.page import Retrospective
from templates.filled_page.settings import Private
from templates.meeting.agenda import card_words


def with_their_words(page: Retrospective, last_state: Callable[[str], State | None]) -> Retrospective:
    """The page, each topic with the words of what is gone.

    Args:
        page: as the tables have it.
        last_state: what a deleted record last was, by its id; None where nothing of it is left.
    """
    here = {answer.id for answer in page.answers} | {group.id for group in page.groups}
    here |= {question.id for question in page.workbook.questions}
    topics: list[Topic] = []
    for topic in page.topics:
        if here.issuperset(topic.target.split(",") if topic.target else ()):
            topics.append(topic)
            continue
        state = last_state(topic.target)
        if state is not None or _says_something(page, topic):
            topics.append(replace(topic, was=_words(page, topic.target, state) if state is not None else ""))
    return replace(page, topics=tuple(topics))


def _says_something(page: Retrospective, topic: Topic) -> bool:
    written = topic.title or topic.sentence or topic.dissent or topic.state is not TopicState.OPEN
    return bool(written) or any(action.topic == topic.id for action in page.actions)


def _words(page: Retrospective, id: str, state: State) -> str:
    """What a deleted group or answer said, as far as everybody could read it."""
    row = MAKERS[state.kind][1](id, state) if state.kind in ("group", "answer") else None
    if row is None:
        return ""
    if state.kind == "group":
        return str(row["title"])
    answer = answer_of(row)
    if answer is None or page.visibility(answer) is not Private.EVERYBODY:
        return ""
    return card_words(page, answer)
