"""The shelf: what stands on it, how a retrospective is named, and a page that holds exactly what was kept."""

from __future__ import annotations

import tempfile
import threading
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from storage.entries.entry import Entry, make_entry
from storage.errors import Ambiguous, NotFound, StorageError
from storage.ids import new_id, single_id
from storage.shelf import Details, Shelf, Start
from templates import words
from templates.filled_page.page import (
    Action,
    Checks,
    Choice,
    Control,
    Note,
    Person,
    Rating,
    Row,
    Status,
)
from templates.text import keep
from templates.workbook.findings import WorkbookError
from tests.storage.tiny import (
    WORKBOOK,
    action,
    another_program,
    begin,
    checks,
    choice,
    derived,
    note,
    rating,
    row,
    standing,
    texts,
)

# -- a page ------------------------------------------------------------------------------------------


def test_a_new_retrospective_has_what_it_was_started_with(shelf: Shelf) -> None:
    retro = begin(shelf, people=(("Gao", "client"), ("Xu", "vendor"), ("Ann", None)), short=True)
    page = shelf.page(retro)
    assert (page.id, page.title, page.slug, page.date) == (retro, "Port system", "port-system", "2026-03-02")
    assert [(person.name, person.side) for person in page.people] == [
        ("Gao", "client"),
        ("Xu", "vendor"),
        ("Ann", None),
    ]
    assert dict(page.parties) == {"client": "Harbour"}
    assert page.short
    assert not page.archived
    assert page.stage == "before"
    assert page.workbook == shelf.workbook(retro)
    assert page.workbook.title == "Small"


def test_every_kind_of_answer_reads_back_as_it_was_kept(shelf: Shelf, retro: str) -> None:
    kept = [
        note("two\nlines", group="g1"),
        rating(retro, 3, guess=1),
        row(promise="May", days="30"),
        choice(retro, "yes"),
        checks(retro, "mails", "calls"),
    ]
    shelf.keep(retro, *kept)
    with Shelf.open(shelf.path) as again:
        page = again.page(retro)
    assert [replace(answer, created="", heads=()) for answer in page.answers] == kept
    assert all(answer.created and answer.heads and answer.edited is None for answer in page.answers)


def test_an_action_reads_back_with_all_it_has(shelf: Shelf, retro: str) -> None:
    whole = action(
        "Call every Monday",
        when="if a date slips",
        owner="Gao",
        side="client",
        due="2026-04-01",
        check_on="2026-05-01",
        done_means="four calls held",
        confirm="Xu",
        control=Control.US,
        status=Status.DONE,
        why="held",
    )
    shelf.keep(retro, whole, action("bare"))
    first, second = shelf.page(retro).actions
    assert replace(first, created="", heads=()) == whole
    assert (second.text, second.status, second.control) == ("bare", Status.OPEN, None)


hostile = st.text(st.characters(), max_size=12) | st.sampled_from(
    ["\x00", "\ud800", "a\r\nb\rc", "\u2028\x85\x0b", "'; DROP TABLE entries; --", "[/]", "\x1b[31m", "𠮷👩‍👧", "‮x"]
)


@settings(max_examples=40)
@given(hostile, hostile)
@example("\ud83d\ude00", "\x00\x00")
def test_whatever_anyone_types_is_kept_as_far_as_a_file_can(text: str, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder, Shelf.open(Path(folder) / "x.db") as shelf:
        retro = begin(shelf, title=text, people=((name, None),), parties={"vendor": name})
        shelf.keep(retro, note(text), row(promise=name), action(text, owner=name))
        shelf.keep(retro, Details(title=name, parties={"client": text}))
        page = shelf.page(retro)
        assert texts(page) == [keep(text).text]
        assert page.people[0].name == keep(name).text
        assert page.title == keep(name).text
        assert page.actions[0].owner == keep(name).text
        wanted = {"client": keep(text).text, "vendor": keep(name).text}
        assert dict(page.parties) == {side: party for side, party in wanted.items() if party}
        assert all(entry.is_sound for entry in shelf.entries())
        assert standing(shelf) == derived(shelf)


def test_answers_stand_in_the_order_they_were_first_kept(shelf: Shelf, retro: str) -> None:
    for text in "abcd":
        shelf.keep(retro, note(text))
    first = shelf.page(retro).answers[0]
    assert isinstance(first, Note)
    shelf.keep(retro, replace(first, text="A"))
    assert texts(shelf.page(retro)) == ["A", "b", "c", "d"]


def test_a_rating_is_one_per_person_and_one_per_side_where_nobody_is_named(shelf: Shelf) -> None:
    retro = begin(shelf, people=(("Gao", "client"), ("Ma", "client")))
    gao, ma = shelf.page(retro).people
    for value in (1, 2):
        for person in (gao.id, ma.id, None):
            shelf.keep(retro, rating(retro, value, person=person))
    page = shelf.page(retro)
    assert len(page.answers) == 3
    assert {getattr(answer, "value", None) for answer in page.answers} == {2}
    assert len({single_id("r", "q", side, who) for side in (None, "a", "b") for who in (None, "p", "q")}) == 5


def test_a_cell_that_is_emptied_is_gone(shelf: Shelf, retro: str) -> None:
    shelf.keep(retro, row(promise="May", days="30"))
    (first,) = shelf.page(retro).answers
    assert isinstance(first, Row)
    shelf.keep(retro, replace(first, cells={"promise": "May"}))
    (second,) = shelf.page(retro).answers
    assert isinstance(second, Row)
    assert dict(second.cells) == {"promise": "May"}


def test_a_choice_taken_away_and_ticks_taken_off(shelf: Shelf, retro: str) -> None:
    shelf.keep(retro, choice(retro, "yes"), checks(retro, "mails", "calls"))
    shelf.keep(retro, choice(retro, None), checks(retro))
    one, two = shelf.page(retro).answers
    assert isinstance(one, Choice)
    assert isinstance(two, Checks)
    assert (one.choice, two.checked) == (None, ())


def test_the_road_moves_on_as_questions_are_answered(shelf: Shelf, retro: str) -> None:
    def stands() -> tuple[str, str, str, int]:
        (card,) = shelf.cards()
        return shelf.page(retro).stage, card.stage, card.stage_title, card.answers

    assert stands() == ("before", "before", "Before", 0)
    shelf.keep(retro, note("x"), note("y"))
    assert stands() == ("before", "before", "Before", 2)
    shelf.keep(retro, rating(retro, 1))
    assert stands() == ("after", "after", "After", 3)
    shelf.keep(retro, Details(short=True))
    assert stands() == ("done", "done", "", 3)
    shelf.keep(retro, Details(short=False))
    shelf.keep(retro, row(promise="x"), choice(retro, "yes"), checks(retro, "mails"))
    assert stands() == ("done", "done", "", 6)
    shelf.undo(retro)
    assert stands() == ("after", "after", "After", 3)


def test_renaming_changes_the_title_and_not_the_slug(shelf: Shelf, retro: str) -> None:
    shelf.keep(retro, Details(title="Harbour, second look", parties={"client": "", "vendor": "Yunfan"}))
    page = shelf.page(retro)
    assert (page.title, page.slug, dict(page.parties)) == (
        "Harbour, second look",
        "port-system",
        {"vendor": "Yunfan"},
    )
    shelf.keep(retro, Person(new_id(), "Deng", "vendor"))
    (deng,) = shelf.page(retro).people
    shelf.keep(retro, replace(deng, name="Deng Kai", side=None))
    assert [(person.name, person.side) for person in shelf.page(retro).people] == [("Deng Kai", None)]


def test_keeping_twice_under_one_act_does_not_double(shelf: Shelf, retro: str) -> None:
    act = new_id()
    assert not shelf.has_act(act)
    assert shelf.keep(retro, note("typed"), act=act) == act
    assert shelf.has_act(act)
    shelf.keep(retro, note("typed"), act=act)
    assert texts(shelf.page(retro)) == ["typed"]


def test_nothing_is_written_about_a_retrospective_that_is_not_there(shelf: Shelf, retro: str) -> None:
    before = shelf.entries()
    nowhere = new_id()
    for attempt in (
        lambda: shelf.keep(nowhere, note("lost?")),
        lambda: shelf.drop(nowhere, note("lost?")),
        lambda: shelf.page(nowhere),
    ):
        with pytest.raises(NotFound, match=nowhere):
            attempt()
    assert shelf.undo(nowhere) == shelf.redo(nowhere) == shelf.history(nowhere) == ()
    assert shelf.entries() == before


def test_a_workbook_that_cannot_be_read_starts_nothing(shelf: Shelf) -> None:
    with pytest.raises(WorkbookError):
        begin(shelf, workbook_text="")
    with pytest.raises(WorkbookError):
        begin(shelf, workbook_text="---\nworkbook: 1\n---\n\n# Without questions\n")
    assert shelf.entries() == ()


def test_a_retrospective_keeps_its_own_copy_of_the_workbook(shelf: Shelf) -> None:
    old = begin(shelf)
    new = begin(shelf, workbook_text=WORKBOOK.replace("What did you hope for?", "What did you want?"))
    assert [shelf.page(id).workbook.question("hope").text for id in (old, new)] == [  # type: ignore[union-attr]
        "What did you hope for?",
        "What did you want?",
    ]
    again = begin(shelf)
    assert len(standing(shelf)["workbooks"]) == 2
    assert shelf.page(again).workbook == shelf.page(old).workbook


def test_what_is_started_with_answers_is_one_act(shelf: Shelf) -> None:
    start = Start(title="Imported", workbook_text=WORKBOOK, date="2026-01-01", id="abc" * 6 + "de", demo="halfway")
    gao = Person(new_id(), "Gao", "client")
    retro = shelf.start(start, gao, note("one", person=gao.id), rating(start.id, 2, person=gao.id))
    assert retro == start.id
    page = shelf.page(retro)
    assert (len(page.people), len(page.answers)) == (1, 2)
    assert shelf.undo(retro) == ()
    assert [card.demo for card in shelf.cards()] == ["halfway"]


# -- the list ----------------------------------------------------------------------------------------


def test_the_newest_date_stands_first_and_the_archive_apart(shelf: Shelf) -> None:
    old, new, gone = (begin(shelf, title=f"Of {year}", date=f"{year}-01-01") for year in (2025, 2026, 2024))
    shelf.keep(gone, Details(archived=True))
    assert [card.id for card in shelf.cards()] == [new, old]
    assert [card.id for card in shelf.cards(archived=True)] == [gone]
    assert [card.id for card in shelf.cards(archived=None)] == [new, old, gone]
    assert shelf.page(gone).archived
    shelf.undo(gone)
    assert [card.id for card in shelf.cards()] == [new, old, gone]


def test_a_card_says_what_the_shelf_shows(shelf: Shelf, retro: str) -> None:
    shelf.keep(retro, note("x"))
    (card,) = shelf.cards()
    assert (card.id, card.slug, card.title, card.workbook, card.workbook_id) == (
        retro,
        "port-system",
        "Port system",
        "Small",
        "small",
    )
    assert (card.lang, card.date, card.parties, card.answers, card.demo) == (
        "en",
        "2026-03-02",
        {"client": "Harbour"},
        1,
        None,
    )
    assert [(side.id, side.name) for side in card.sides] == [("client", "Client"), ("vendor", "Vendor")]


def heads(number: int) -> Sequence[Entry]:
    return [
        make_entry(
            retrospective=f"{n:020x}",
            laptop="a" * 20,
            counter=1,
            time="2026-01-01T00:00:00Z",
            act=f"{n:020x}",
            kind="retrospective",
            record=f"{n:020x}",
            saw=(),
            fields={
                "title": f"Project {n}",
                "slug": f"project-{n}",
                "workbook_text": WORKBOOK,
                "date": f"20{n % 90 + 10}-01-01",
            },
        )
        for n in range(number)
    ]


def test_ten_thousand_retrospectives_are_listed_and_found(shelf: Shelf) -> None:
    shelf.connection.values("PRAGMA synchronous = OFF")
    assert shelf.receive(heads(10_000)) == 10_000
    cards = shelf.cards()
    assert len(cards) == 10_000
    assert [card.date for card in cards] == sorted((card.date for card in cards), reverse=True)
    assert {card.stage for card in cards} == {"before"}
    assert shelf.find("project-9999") == f"{9999:020x}"
    assert len(standing(shelf)["workbooks"]) == 1


# -- names -------------------------------------------------------------------------------------------


def test_a_retrospective_is_found_by_its_id_its_beginning_and_its_slug(shelf: Shelf) -> None:
    retro = begin(shelf, id="a1b2" + "0" * 16)
    for key in (retro, retro[:3], retro[:12], retro.upper(), "A1B", "port-system"):
        assert shelf.find(key) == retro


def test_a_key_that_fits_several_names_some_of_them(shelf: Shelf) -> None:
    one, two = (begin(shelf, id="abc" + digit * 17) for digit in "12")
    for lang in words.LANGUAGES:
        words.use(lang)
        with pytest.raises(Ambiguous) as raised:
            shelf.find("abc")
        assert all(part in str(raised.value) for part in ("abc", one, two))
    assert shelf.find("abc1") == one


@pytest.mark.parametrize("key", ["", "nothing-like-it", "zz", "%", "a'b", "g" * 20, "\udcff\x00", "港口"])
def test_a_key_that_fits_nothing_says_where_to_look(shelf: Shelf, key: str) -> None:
    begin(shelf)
    for lang in words.LANGUAGES:
        words.use(lang)
        with pytest.raises(NotFound) as raised:
            shelf.find(key)
        assert str(shelf.path) in str(raised.value)
        assert "phasebook list" in str(raised.value)
        str(raised.value).encode("utf-8")


def test_slugs_are_given_once_and_speak_chinese(shelf: Shelf) -> None:
    ids = [begin(shelf, title="采购平台：第一次回顾") for _ in range(3)]
    slugs = [shelf.page(id).slug for id in ids]
    assert slugs == ["采购平台-第一次回顾", "采购平台-第一次回顾-2", "采购平台-第一次回顾-3"]
    assert [shelf.find(slug) for slug in slugs] == ids


def test_two_laptops_that_chose_one_slug_are_told_apart_by_id(shelf: Shelf, tmp_path: Path) -> None:
    with Shelf.open(tmp_path / "other.db") as other:
        one, two = begin(shelf), begin(other)
        shelf.receive(other.entries())
    with pytest.raises(Ambiguous, match=one):
        shelf.find("port-system")
    assert {shelf.find(one), shelf.find(two)} == {one, two}


@settings(max_examples=15)
@given(st.lists(st.text(max_size=70) | st.sampled_from(["", "!!!", "a", "A", "a-2", "a 2", "ａ"]), max_size=5))
def test_whatever_the_titles_every_slug_is_of_its_own_and_fit_for_a_command_line(titles: Sequence[str]) -> None:
    with tempfile.TemporaryDirectory() as folder, Shelf.open(Path(folder) / "x.db") as shelf:
        shelf.connection.values("PRAGMA synchronous = OFF")
        slugs = [shelf.page(begin(shelf, title=title)).slug for title in titles]
        assert len(set(slugs)) == len(slugs)
        for slug in slugs:
            assert slug
            assert not slug.startswith("-")
            assert not any(unicodedata.category(char)[0] in "ZC" or char in "'\"\\$*?/" for char in slug)


# -- two windows -------------------------------------------------------------------------------------


def test_a_window_learns_of_what_others_write_and_not_of_its_own(shelf: Shelf, retro: str) -> None:
    with Shelf.open(shelf.path) as window:
        assert not window.changed()
        shelf.keep(retro, note("from here"))
        assert window.changed()
        assert not window.changed()
        assert not shelf.changed()
        window.keep(retro, note("from there"))
        assert not window.changed()
        assert shelf.changed()
        assert texts(shelf.page(retro)) == texts(window.page(retro)) == ["from here", "from there"]


def test_a_page_is_of_one_moment(shelf: Shelf, retro: str) -> None:
    """An act writes a note and an action; no page may hold one without the other."""
    trouble: list[BaseException] = []

    def write() -> None:
        try:
            with Shelf.open(shelf.path) as window:
                for number in range(40):
                    window.keep(retro, note(str(number)), action(str(number)))
        except StorageError as error:
            trouble.append(error)

    writer = threading.Thread(target=write)
    writer.start()
    while writer.is_alive():
        page = shelf.page(retro)
        assert [it.text for it in page.actions] == texts(page)
        (card,) = shelf.cards()
        assert card.answers >= len(page.answers)
    writer.join()
    assert trouble == []
    assert len(shelf.page(retro).answers) == 40


# -- the tables --------------------------------------------------------------------------------------


def filled(shelf: Shelf) -> str:
    retro = begin(shelf, people=(("Gao", "client"),))
    shelf.keep(retro, note("x"), rating(retro, 2, 3), row(promise="p"), checks(retro, "calls"), action("a"))
    shelf.drop(retro, shelf.page(retro).answers[0])
    shelf.keep(retro, note("y", group="g"))
    shelf.undo(retro)
    return retro


def test_making_the_tables_anew_changes_nothing(shelf: Shelf) -> None:
    retro = filled(shelf)
    before, page = standing(shelf), shelf.page(retro)
    shelf.rebuild()
    assert standing(shelf) == before == derived(shelf)
    assert shelf.page(retro) == page


def test_the_tables_come_back_from_the_journal(shelf: Shelf) -> None:
    retro = filled(shelf)
    before = standing(shelf)
    with another_program(shelf.path) as other:
        for table in before:
            other.execute(f"DELETE FROM {table}")
    assert shelf.cards() == ()
    shelf.rebuild()
    assert standing(shelf) == before
    assert shelf.page(retro).title == "Port system"


def test_any_tool_can_query_notes_ratings_and_ledgers(shelf: Shelf, retro: str) -> None:
    shelf.keep(retro, note("ninety calls"), rating(retro, 2, 3), row(promise="May"))
    with another_program(shelf.path) as tool:
        assert tool.execute("SELECT question, side, text FROM notes").fetchall() == [("hope", "client", "ninety calls")]
        assert tool.execute("SELECT value, guess FROM ratings").fetchall() == [(2, 3)]
        assert tool.execute("SELECT cells FROM ledger_rows").fetchall() == [('{"promise":"May"}',)]


def test_what_an_unknown_status_or_kind_says_is_not_lost(shelf: Shelf, retro: str) -> None:
    strangers = [
        make_entry(
            retrospective=retro,
            laptop="f" * 20,
            counter=50,
            time="2030-01-01T00:00:00Z",
            act=new_id(),
            kind=kind,
            record=new_id(),
            saw=(),
            fields=fields,
        )
        for kind, fields in (
            ("answer", {"question": "hope", "kind": "drawing", "text": "a boat"}),
            ("action", {"text": "later", "status": "someday", "control": "moon"}),
        )
    ]
    assert shelf.receive(strangers) == 2
    page = shelf.page(retro)
    assert page.answers == ()
    (later,) = page.actions
    assert isinstance(later, Action)
    assert (later.text, later.status, later.control) == ("later", Status.OPEN, None)
    assert standing(shelf) == derived(shelf)


def test_a_rating_of_only_a_guess_is_kept(shelf: Shelf, retro: str) -> None:
    shelf.keep(retro, rating(retro, None, guess=2))
    (only,) = shelf.page(retro).answers
    assert isinstance(only, Rating)
    assert (only.value, only.guess) == (None, 2)
