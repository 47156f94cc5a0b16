"""The demo: both retrospectives in both languages, and an old demo that is never lost."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from storage import demo
from storage.drafts.draft_writer import Drafts
from storage.errors import Unwritable
from storage.safety.doctor import examine
from storage.shelf import Shelf
from templates import words
from templates.filled_page.page import KIND_OF, Row, is_blank
from tests.storage.tiny import begin, derived, draft, standing


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_the_demo_has_a_finished_and_a_half_done_retrospective(shelf: Shelf, lang: str) -> None:
    finished, halfway = demo.ensure(shelf, lang)
    done, half = shelf.page(finished), shelf.page(halfway)
    assert done.lang == half.lang == lang
    assert len(done.answers) >= 60
    assert done.stage == "done"
    assert done.actions
    assert half.stage not in ("done", half.workbook.phases[0].id)
    for page in (done, half):
        assert len(page.people) >= 4
        assert {person.side for person in page.people} == {side.id for side in page.workbook.sides}
        assert all(page.party(side.id) for side in page.workbook.sides)
        for answer in page.answers:
            question = page.workbook.question(answer.question)
            assert question is not None
            assert KIND_OF[type(answer)] is question.kind
            assert not is_blank(answer)
            assert answer.side is None or page.workbook.side(answer.side)
            if isinstance(answer, Row):
                assert set(answer.cells) <= {column.id for column in question.columns}
    assert {card.demo for card in shelf.cards()} == {"finished", "halfway"}
    assert examine(shelf).findings == ()
    assert standing(shelf) == derived(shelf)


def test_the_demo_says_the_same_in_both_languages(shelf: Shelf) -> None:
    pages = {lang: [shelf.page(id) for id in demo.ensure(shelf, lang)] for lang in words.LANGUAGES}
    assert len(shelf.cards()) == 4
    for one, other in zip(*pages.values(), strict=True):
        assert Counter(answer.question for answer in one.answers) == Counter(a.question for a in other.answers)
        assert len(one.actions) == len(other.actions)


def test_a_demo_that_stands_is_not_made_again(shelf: Shelf) -> None:
    first = demo.ensure(shelf, "en")
    before = shelf.entries()
    assert demo.ensure(shelf, "en") == first
    assert shelf.entries() == before


def test_nobody_takes_the_demo_itself_back(shelf: Shelf) -> None:
    finished, _halfway = demo.ensure(shelf, "en")
    assert shelf.undo(finished) == ()


def test_an_old_demo_is_set_aside_and_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    assert demo.set_aside(path) is None
    kept: dict[Path, bytes] = {}
    for number in range(4):
        with Shelf.open(path) as shelf:
            begin(shelf, title=f"Take {number}")
        drafts = Drafts(path)
        drafts.put(draft("r", str(number)))
        assert drafts.flush()
        drafts.close()
        content = path.read_bytes()
        aside = demo.set_aside(path)
        assert aside is not None
        assert aside not in kept
        kept[aside] = content
        assert not path.exists()
        later = Drafts(aside)
        assert [found.body["text"] for found in later.all("r")] == [str(number)]
    assert all(file.read_bytes() == content for file, content in kept.items())
    assert sorted(tmp_path.iterdir()) == sorted([*kept, *(f.with_name(f.name + ".drafts") for f in kept)])


def test_what_a_killed_program_left_half_written_goes_with_its_file(tmp_path: Path) -> None:
    """A journal left behind would be played back into the next database of that name."""
    path = tmp_path / "demo.db"
    with Shelf.open(path) as shelf:
        begin(shelf)
    path.with_name("demo.db-journal").write_bytes(b"half a commit")
    aside = demo.set_aside(path)
    assert aside is not None
    assert aside.with_name(aside.name + "-journal").read_bytes() == b"half a commit"
    assert not path.with_name("demo.db-journal").exists()


def test_a_demo_that_cannot_be_moved_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "demo.db"
    Shelf.open(path).close()

    def refuse(_self: Path, _target: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(Unwritable, match=r"demo\.db"):
        demo.set_aside(path)
    assert path.exists()
