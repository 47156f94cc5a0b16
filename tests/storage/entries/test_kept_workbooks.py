"""A retrospective's own copy of its workbook: read again at every opening, and as it was when it was kept."""

from __future__ import annotations

from pathlib import Path

from storage.ids import new_id
from storage.shelf import Shelf, Start
from templates.filled_page.page import Choice
from templates.workbook.model import Kind
from tests.tui.command_line.running import answers, done

PROMPTS = "# Look back\n\n## What went well?\n\n- Think of the team\n- Think of the client\n"


def test_what_was_chosen_when_bullets_were_a_choice_keeps_its_option(database: Path) -> None:
    with Shelf.open(database) as shelf:
        old = shelf.start(Start(title="Old", workbook_text=PROMPTS, date="2026-01-27"))
        shelf.keep(old, Choice(id=new_id(), question="what-went-well", choice="think-of-the-team"))
    with Shelf.open(database) as shelf:
        page = shelf.page(old)
    (question,) = page.workbook.questions
    (answer,) = page.answers
    assert question.kind is Kind.CHOICE
    assert isinstance(answer, Choice)
    assert question.option(answer.choice or "") == question.options[0]
    assert done("--db", str(database), "doctor").code == 0
    assert "Think of the team" in done("--db", str(database), "render", old).out


def test_people_get_a_place_to_write_where_a_file_lists_prompts(tmp_path: Path) -> None:
    file = tmp_path / "prompts.md"
    file.write_text(PROMPTS)
    assert "prompts.md:5" in done("check", str(file)).out
    begun = done("new", "--title", "Now", "--workbook", str(file))
    assert "1 thing" in begun.err
    retro = begun.out.split()[-1]
    done("answer", retro, "what-went-well", "-m", "We talked")
    (answer,) = answers(retro)
    assert answer["kind"] == "notes"
    assert answer["text"] == "We talked"
