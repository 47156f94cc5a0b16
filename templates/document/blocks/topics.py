"""What was voted on and decided: the topics in their order, the problem in one sentence, and who accepts it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from templates.document.marks import marked, of_line, of_topic
from templates.document.voice import Voice
from templates.filled_page.agreed import Topic, TopicState
from templates.filled_page.in_order import topics_in_order
from templates.filled_page.page import Note, Row
from templates.markdown.escape import (
    begin_line,
    escape,
    escape_block,
    heading,
)
from templates.meeting.agenda import card_words, subject, votes_of

_INDENT = "  "
LONGEST = 80
"""The most characters of somebody's words that stand for a topic's name."""


def topics(voice: Voice) -> Iterator[str]:
    """The section of the topics, block by block; those left for later stand in a list of their own."""
    _ = voice.gettext
    ordered = topics_in_order(voice.page)
    later = [topic for topic in ordered if topic.state is TopicState.LATER]
    now = [topic for topic in ordered if topic.state is not TopicState.LATER]
    if not ordered:
        return
    yield heading(2, _("Topics"))
    if now:
        yield _listed(voice, now)
    if later:
        yield heading(3, _("Left for later"))
        yield _listed(voice, later)


def _listed(voice: Voice, some: Sequence[Topic]) -> str:
    return "\n".join(line for topic in some for line in _item(voice, topic))


def _item(voice: Voice, topic: Topic) -> Iterator[str]:
    """One topic: its name, its votes and where it stands, the sentence and who accepts it below."""
    _ = voice.gettext
    name = title_of(voice, topic) or _("A topic without a name")
    decided = _("decided") if topic.state is TopicState.DECIDED else ""
    told = voice.detail(f"**{begin_line(name)}**", " · ".join(part for part in (decided, _votes(voice, topic)) if part))
    yield marked(f"- {told}", of_topic(voice, topic))
    if topic.sentence.strip():
        yield _line(voice, "sentence", _("The problem: {text}"), topic.sentence)
    if stand := " · ".join(_stand(voice, topic)):
        yield f"{_INDENT}- {stand}"
    if topic.dissent.strip():
        yield _line(voice, "dissent", _("Where the sides differ: {text}"), topic.dissent)


def _line(voice: Voice, field: str, pattern: str, text: str) -> str:
    told = pattern.format(text=escape_block(text, _INDENT * 2))
    return f"{_INDENT}- {marked(told, of_line(voice, field))}"


def _stand(voice: Voice, topic: Topic) -> Iterator[str]:
    """Which sides accept the sentence, and which do not."""
    _ = voice.gettext
    for pattern, ids in ((_("Accepted by: {names}"), topic.accepted), (_("Not accepted by: {names}"), topic.refused)):
        if names := voice.listed(escape(side.name) for side in voice.page.workbook.sides if side.id in ids):
            yield pattern.format(names=names)


def _votes(voice: Voice, topic: Topic) -> str:
    """How many votes a topic got, side by side."""
    given = votes_of(voice.page, topic)
    total = sum(given.values())
    if not total:
        return ""
    told = voice.ngettext("{n} vote", "{n} votes", total).format(n=total)
    sides = [side for side in voice.page.workbook.sides if given.get(side.id)]
    return (
        voice.labelled(told, voice.listed(f"{voice.side(side)} {given[side.id]}" for side in sides)) if sides else told
    )


def title_of(voice: Voice, topic: Topic) -> str:
    """A topic's name: its own, else that of what it is about, or was; empty where nothing of that may be told."""
    page, target = voice.page, subject(voice.page, topic)
    if topic.title.strip():
        return escape(topic.title)
    group = next((group for group in page.groups if group.id == target), None)
    if group:
        return escape(group.title)
    if asked := page.workbook.question(target):
        return escape(asked.text)
    match page.answer(target):
        case Note(text=text):
            return escape(_clipped(text))
        case Row() as row:
            return escape(_clipped(card_words(page, row)))
        case _:
            return escape(_clipped(topic.was))


def _clipped(text: str) -> str:
    """The first line of somebody's words, not too long for a name."""
    line = text.strip().partition("\n")[0].strip()
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"
