"""Topics and votes follow what they point at: joined, moved, edited, deleted, removed for good, and each taken back."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from storage.safety.purge import plan_answer, purge
from storage.shelf import Shelf, Start
from templates.document.render import render
from templates.exchange.from_json import read_json
from templates.exchange.to_json import as_json
from templates.filled_page.agreed import Group, Topic, Vote
from templates.filled_page.page import Note, Retrospective, Row
from templates.filled_page.settings import Private
from templates.meeting.agenda import agenda, counted, subject, topic_title, votes_of
from templates.meeting.follow import followers, hanging_on
from tests.tui.walking import book

NIGHT = Note(id="n1", question="hope", side="client", text="Nobody asked the night shift")
NIGHTS = Note(id="n2", question="hope", side="vendor", text="The night shift was never asked")
DATE = Note(id="n3", question="hope", side="client", text="The date was fixed too early")
ROW = Row(id="w1", question="late", side="client", cells={"what": "Leader dashboard"})
GROUP = Group(id="g1", title="Nights", question="hope")
VOTES = (
    Vote(id="v1", target="n1", side="client", count=3),
    Vote(id="v2", target="n2", side="vendor", count=2),
    Vote(id="v3", target="n3", side="vendor", count=1),
)
TOPICS = (
    Topic(id="t1", target="n1", place=1),
    Topic(id="t2", target="n2", place=2),
    Topic(id="t3", target="n3", place=3),
)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """A database with one retrospective that has voted."""
    shelf = Shelf.open(tmp_path / "team.db")
    shelf.start(
        Start(id="r", title="R", workbook_text=book(), date="2026-09-18"), NIGHT, NIGHTS, DATE, ROW, *VOTES, *TOPICS
    )
    return shelf


def line(page: Retrospective, words: str) -> str:
    """The line of the document's topics that tells one of them."""
    topics = render(page).split("## Topics")[1].split("\n## ")[0]
    return next((one for one in topics.splitlines() if words in one), topics)


def titles(page: Retrospective) -> list[str]:
    return [topic_title(page, topic) for topic in agenda(page)]


def test_notes_that_are_joined_after_the_vote_carry_their_votes_together_everywhere(shelf: Shelf) -> None:
    shelf.keep("r", GROUP, replace(NIGHT, group="g1"), replace(NIGHTS, group="g1"))
    page = shelf.page("r")
    first, second, _third = agenda(page)
    assert (subject(page, first), topic_title(page, first)) == ("g1", "Nights")
    assert votes_of(page, first) == {"client": 3, "vendor": 2} == counted(page).agenda[0].votes
    # The other of the two keeps its words, and no vote is told twice.
    assert (topic_title(page, second), votes_of(page, second)) == (NIGHTS.text, {})
    assert "(5 votes: Client 3, Vendor 2)" in line(page, "Nights")
    shelf.undo("r")
    assert "(3 votes: Client 3)" in line(shelf.page("r"), NIGHT.text)


def test_of_two_groups_that_are_joined_the_votes_and_the_topic_go_along(shelf: Shelf) -> None:
    other = Group(id="g2", title="Dates", question="hope")
    shelf.keep("r", GROUP, other, replace(NIGHT, group="g1"), replace(DATE, group="g2"))
    shelf.keep("r", Vote(id="v4", target="g2", side="client", count=4), Topic(id="t4", target="g2", place=4))
    page = shelf.page("r")
    joined = [replace(DATE, group="g1"), *followers(page, {"g2"}, "g1")]
    shelf.change("r", joined, drop=[other])
    page = shelf.page("r")
    assert counted(page).astray == 0
    assert votes_of(page, agenda(page)[0]) == {"client": 7, "vendor": 1}
    shelf.undo("r")
    assert votes_of(shelf.page("r"), agenda(shelf.page("r"))[2]) == {"client": 4, "vendor": 1}


def edited(shelf: Shelf) -> None:
    shelf.keep("r", replace(shelf_note(shelf, "n1"), text="Nobody ever asked them"))


def shelf_note(shelf: Shelf, id: str) -> Note:
    note = shelf.page("r").answer(id)
    assert isinstance(note, Note)
    return note


def deleted(shelf: Shelf) -> None:
    shelf.drop("r", shelf_note(shelf, "n1"))


def moved(shelf: Shelf) -> None:
    shelf.keep("r", replace(shelf_note(shelf, "n1"), question="left"))


@pytest.mark.parametrize(
    ("change", "title"),
    [(edited, "Nobody ever asked them"), (deleted, NIGHT.text), (moved, NIGHT.text)],
)
def test_a_topic_has_the_words_of_what_it_is_about_whatever_becomes_of_it(
    shelf: Shelf, change: Callable[[Shelf], None], title: str
) -> None:
    change(shelf)
    page = shelf.page("r")
    assert titles(page)[0] == title
    assert "(3 votes: Client 3)" in line(page, title)
    shelf.undo("r")
    assert titles(shelf.page("r"))[0] == NIGHT.text
    assert shelf.page("r").topics[0].was == ""


def test_the_words_of_a_row_and_of_a_group_that_are_gone_stay_with_their_topics(shelf: Shelf) -> None:
    shelf.keep("r", GROUP, Topic(id="t5", target="g1", place=5), Topic(id="t6", target="w1", place=6))
    page = shelf.page("r")
    row, group = page.answer("w1"), page.groups[0]
    assert row is not None
    shelf.drop("r", row, group)
    assert titles(shelf.page("r"))[3:] == ["Nights", "Leader dashboard"]


def test_a_row_of_days_alone_is_called_by_its_question(shelf: Shelf) -> None:
    shelf.keep("r", Row(id="w2", question="late", side="client", cells={"when": "2026-04"}))
    shelf.keep("r", Topic(id="t7", target="w2", place=7))
    page = shelf.page("r")
    assert titles(page)[-1] == "Which requirements came late? 2026-04"
    assert "Which requirements came late? 2026-04" in render(page).split("## Topics")[1]


def test_what_not_everybody_could_read_is_no_topics_name(shelf: Shelf) -> None:
    shelf.keep("r", replace(shelf_note(shelf, "n1"), private=Private.SIDE))
    deleted(shelf)
    assert titles(shelf.page("r"))[0] == ""
    assert NIGHT.text not in render(shelf.page("r"))


def test_an_export_with_such_a_topic_comes_back_and_changes_nothing(shelf: Shelf) -> None:
    deleted(shelf)
    page = shelf.page("r")
    again, _remarks = read_json(json.dumps(as_json(page)), lambda _id, _lang: page.workbook)
    assert [(one.target, one.title) for one in again.topics] == [(one.target, one.title) for one in page.topics]


def test_a_purged_note_leaves_no_word_and_no_topic_without_a_name(shelf: Shelf) -> None:
    path = shelf.path
    purge(path, plan_answer(shelf, "r", "n1"))
    page = shelf.page("r")
    assert [topic.id for topic in agenda(page)] == ["t2", "t3"]
    assert NIGHT.text.encode() not in path.read_bytes()


def test_what_hangs_on_a_thing_is_told_before_it_goes(shelf: Shelf) -> None:
    page = shelf.page("r")
    assert (hanging_on(page, "n1").votes, hanging_on(page, "n1").is_topic) == (3, True)
    assert (hanging_on(page, "w1").votes, hanging_on(page, "w1").is_topic) == (0, False)
