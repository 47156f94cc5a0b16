"""What an answer area asks for is saved at once where nothing that comes before it could be overtaken."""

from __future__ import annotations

from tests.storage.tiny import draft
from tui.answers.area import AnswerArea


async def test_a_draft_is_saved_before_the_screen_comes_to_what_was_asked_for() -> None:
    area = AnswerArea()
    saved: list[AnswerArea.Asked] = []
    area.save = saved.append
    one, other = draft("r", "one"), draft("r", "other")
    typed = AnswerArea.Typed(one)
    area.ask(typed)
    assert saved == [typed]
    area.ask(AnswerArea.GiveUp(one.act))
    area.ask(AnswerArea.Typed(one))
    assert saved == [typed], "given up and typed again: in that order"
    behind = AnswerArea.Typed(other)
    area.ask(behind)
    assert saved == [typed, behind], "another draft waits for nothing"
    for message in area.pending:
        message.taken_up = True
    area.ask(AnswerArea.Typed(one))
    assert len(saved) == 3
