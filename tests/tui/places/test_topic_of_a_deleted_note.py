"""Deleting what was voted on: it is said what hangs on it, its topic keeps the words, and undo brings it all back."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.shelf import Shelf
from templates.document.render import render
from templates.filled_page.agreed import Topic, Vote
from templates.meeting.agenda import agenda, topic_title
from tests.tui.meetings import NIGHT, NIGHTS, begin, meeting_at
from tests.tui.walking import WIDE

VOTE = Vote(id="v1", target=NIGHT.id, side="client", count=3)
TOPIC = Topic(id="t1", target=NIGHT.id, place=1)


@pytest.mark.parametrize(
    ("hanging", "sentence"),
    [
        ((VOTE, TOPIC), "Deleted; it had 3 votes and is a topic, which keeps its words. u brings it back."),
        ((TOPIC,), "Deleted; it is a topic, which keeps its words. u brings it back."),
        ((VOTE,), "Deleted; it had 3 votes. u brings it back."),
        ((), "Deleted. u brings it back."),
    ],
)
async def test_a_deleted_note_says_what_hangs_on_it(
    database: Path, hanging: tuple[Vote | Topic, ...], sentence: str
) -> None:
    retro = begin(database, NIGHT, NIGHTS, *hanging)
    async with meeting_at(database, retro, "hope", size=WIDE) as walk:
        walk.burst("down", "d")
        await walk.until(lambda: walk.page.answer(NIGHT.id) is None)
        await walk.shows(sentence)
        if TOPIC in hanging:
            assert f"**{NIGHT.text}**" in render(walk.page)
        walk.burst("u")
        await walk.until(lambda: walk.page.answer(NIGHT.id) is not None)
    with Shelf.open(database) as shelf:
        page = shelf.page(retro)
    assert [topic_title(page, topic) for topic in agenda(page)] == [NIGHT.text] * (TOPIC in hanging)
