"""What of a retrospective is not on its page: counted once, by one function, whatever a crash left behind."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from storage.drafts.beside_the_page import beside, read_beside
from storage.drafts.covered_file import Sealed, SealedFile
from storage.drafts.draft_file import ANONYMOUS, Draft
from storage.drafts.draft_writer import Drafts
from templates.exchange.export import preview
from templates.filled_page.page import Note, Person, Retrospective
from templates.filled_page.settings import Settings, Voting
from templates.readers.beside_the_page import (
    NOTHING,
    Counts,
    Half,
    Lying,
    lying,
    told_half,
    told_lying,
)
from templates.readers.narrowed import audiences, sight
from templates.workbook import frame
from tests.templates.pages import small

COVERED = Sealed(id="a", retrospective="r", question="q", kind="notes", side="client", body={"text": "x"})
BALLOT = Sealed(id="v", retrospective="r", question="vote", kind="vote", side="client", person="p", body={"count": "1"})
BEGUN = Draft(act="d", retrospective="r", question="q", kind="notes", answer="n", body={"text": "half"})


def page(voting: Voting = Voting.NOT_YET) -> Retrospective:
    return replace(small("en"), settings=Settings(voting=voting))


@pytest.mark.parametrize(
    ("sealed", "drafts", "acts", "voting", "figures"),
    [
        ((), (), (), Voting.NOT_YET, (0, 0, 0, 0)),
        ((COVERED,), (BEGUN,), (), Voting.NOT_YET, (1, 0, 1, 0)),
        ((), (replace(BEGUN, waiting=True),), (), Voting.NOT_YET, (0, 0, 0, 1)),
        ((), (replace(BEGUN, body={"text": " ", ".private": "side"}),), (), Voting.NOT_YET, (0, 0, 0, 0)),
        # What a crash left behind of something kept, or uncovered, is on the page already.
        ((replace(COVERED, act="done"),), (replace(BEGUN, act="done"),), ("done",), Voting.NOT_YET, (0, 0, 0, 0)),
        ((replace(COVERED, act="begun"),), (), (), Voting.NOT_YET, (1, 0, 0, 0)),
        # Kept covered, and not cleared yet: one answer. What corrects it is half written.
        ((COVERED,), (replace(BEGUN, answer="a", body={"text": "x"}),), (), Voting.NOT_YET, (1, 0, 0, 0)),
        ((COVERED,), (replace(BEGUN, answer="a", body={"text": "x y"}),), (), Voting.NOT_YET, (1, 0, 1, 0)),
        # A ballot is one, whatever it gives; once the vote is closed it is on the page.
        ((BALLOT, replace(BALLOT, id="w")), (), (), Voting.OPEN, (0, 1, 0, 0)),
        ((BALLOT, replace(BALLOT, id="w", person="o")), (), (), Voting.OPEN, (0, 2, 0, 0)),
        ((BALLOT,), (), (), Voting.CLOSED, (0, 0, 0, 0)),
    ],
)
def test_what_stands_beside_the_page_is_counted_once(
    sealed: tuple[Sealed, ...],
    drafts: tuple[Draft, ...],
    acts: tuple[str, ...],
    voting: Voting,
    figures: tuple[int, ...],
) -> None:
    found = beside(page(voting), sealed, drafts, lambda act: act in acts)
    assert (found.covered_answers, found.ballots, len(found.halves), found.waiting) == figures
    for audience in audiences(page(voting)):
        left_out = sight(page(voting), audience, found).left_out
        assert left_out - sight(page(voting), audience, NOTHING).left_out == sum(figures)
        assert ("Nothing is left out" in preview(page(voting), audience, found)) == (left_out == 0)


def test_a_draft_whose_words_stand_on_the_page_already_is_not_half_written() -> None:
    note = next(answer for answer in page().answers if isinstance(answer, Note))
    same = replace(BEGUN, question=note.question, answer=note.id, body={"text": note.text})
    assert not beside(page(), (), (same,), lambda _act: False).halves
    assert beside(page(), (), (replace(same, body={"text": note.text + "!"}),), lambda _act: False).halves


def test_where_it_cannot_be_read_nobody_is_told_that_nothing_is_left_out(database: Path) -> None:
    database.with_name(database.name + ".drafts").write_bytes(b"SQLite format 3\x00 and then nothing of the kind" * 90)
    file = SealedFile(database)
    found = read_beside(page(), file, Drafts(database), lambda _act: False)
    file.close()
    assert found.trouble
    told = preview(page(), audiences(page())[0], found)
    assert "Nothing is left out" not in told
    assert found.trouble in told


def test_what_lies_covered_is_told_in_the_order_of_the_road() -> None:
    book = page().workbook
    first, last = book.phases[0], book.phases[-1]
    one: dict[str | None, int] = {"client": 1}
    covered: Counts = {
        "of-another-book": one,
        frame.RETURN: one,
        last.questions[0].id: one,
        frame.SAFETY: one,
        first.questions[0].id: {None: 2},
    }
    found = lying(page(), covered)
    assert [one.key for one in found] == [frame.SAFETY, first.id, last.id, frame.RETURN, "of-another-book"]
    assert found[1] == Lying(first.id, first.title, 2)
    assert told_lying(found[1:3]) == f"{first.title} (2 answers), {last.title} (1 answer)"


def test_a_half_is_told_by_whose_it_is_and_never_by_a_name_where_there_is_none() -> None:
    of = replace(page(), people=(Person("p", "Ada", "client"),))
    question = next(iter(of.workbook.questions))
    half = Half(question.id, "notes", "client", "p")
    assert told_half(of, half) == f"Ada (a note in “{question.text}”)"
    assert "Ada" not in told_half(of, replace(half, nameless=True))
    assert told_half(of, replace(half, person=None)).startswith("Client together (")
    begun = Draft(act="d", retrospective="r", question="q", kind=ANONYMOUS + "ledger", answer="n", body={"a": "half"})
    (found,) = beside(of, (), (begun,), lambda _act: False).halves
    assert (found.kind, found.nameless) == ("ledger", True)
