"""Every word of a kept note stands on the road and in the reading view, whatever signs stand before it."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.ids import new_id
from templates.filled_page.page import Note
from tests.templates.signs import SIGNS
from tests.tui.walking import Walk, start, walking
from tui.screens.reading import ReadingScreen


@pytest.fixture
def noted() -> tuple[Note, ...]:
    """A note a sign, each with a word of its own where a line that was measured too short would end."""
    return tuple(
        Note(
            id=new_id(),
            question="hope",
            side="client",
            text=f"{sign} {'x' * 30} kept{n:02}word and the rest{n:02} of it stands here"
            + " 我们自己的审批规则，" * (n % 2),
        )
        for n, sign in enumerate(SIGNS)
    )


async def test_no_word_of_a_note_with_emoji_is_hidden(database: Path, noted: tuple[Note, ...]) -> None:
    words = {word for note in noted for word in note.text.split() if word.isascii()}
    assert len(words) > 2 * len(SIGNS)
    async with walking(database, start(database, *noted), at="hope") as walk:
        assert words - await _seen(walk, "down", len(noted)) == set()
        await walk.press("m")
        await walk.until(lambda: isinstance(walk.app.screen, ReadingScreen) and "%" in walk.text)
        assert words - await _seen(walk, "pagedown", len(noted)) == set()


async def _seen(walk: Walk, key: str, times: int) -> set[str]:
    """Every word that stands on the screen at some time while a key is pressed again and again."""
    seen = set(walk.text.split())
    for _time in range(times):
        await walk.press(key)
        seen.update(walk.text.split())
    return seen
