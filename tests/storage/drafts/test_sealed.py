"""What is written covered: kept, counted, handed over, revealed; and nothing anywhere that ties it to its author."""

from __future__ import annotations

import itertools
import os
import sqlite3
import stat
import threading
from pathlib import Path

import pytest

from storage.drafts import draft_file
from storage.drafts.covered_file import Sealed, SealedFile
from storage.drafts.draft_writer import Draft, Drafts
from storage.errors import Locked
from storage.ids import new_id
from storage.shelf import Shelf, Start
from templates import library
from templates.filled_page.page import Note, Person, Rating
from templates.filled_page.settings import Writing
from templates.workbook.frame import SAFETY
from tui.session.session import Session
from tui.session.view import Writer

RETRO = "retro"


def row(id: str, *, person: str | None = None, text: str = "words", retro: str = RETRO) -> Sealed:
    return Sealed(
        id=id, retrospective=retro, question="hope", kind="notes", side="client", person=person, body={"text": text}
    )


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "team.db"


def drafts_file(database: Path) -> Path:
    return database.with_name(database.name + ".drafts")


def test_what_is_covered_outlives_the_program_and_is_replaced_by_its_id(database: Path) -> None:
    file = SealedFile(database)
    assert file.all(RETRO) == (), "nothing is made by looking"
    assert not drafts_file(database).exists()
    file.put(row("b", text="first"), answered=("hope", "ada"))
    file.put(row("a"))
    file.put(row("b", text="second"))
    file.put(row("c", retro="other"))
    file.close()
    again = SealedFile(database)
    assert [(one.id, one.body["text"]) for one in again.all(RETRO)] == [("a", "words"), ("b", "second")]
    assert again.answered(RETRO, "hope") == {"ada"}
    again.drop(RETRO, ["b"])
    assert [one.id for one in again.all(RETRO)] == ["a"]
    again.forget(RETRO)
    assert again.all(RETRO) == ()
    assert again.answered(RETRO, "hope") == frozenset()
    assert [one.id for one in again.all("other")] == ["c"]
    assert stat.S_IMODE(drafts_file(database).stat().st_mode) == 0o600


def test_it_stands_beside_the_drafts_of_an_older_program(database: Path) -> None:
    drafts = Drafts(database)
    drafts.put(Draft(act="act", retrospective=RETRO, question="hope", kind="notes", answer="x", body={"text": "mine"}))
    drafts.close()
    file = SealedFile(database)
    assert file.all(RETRO) == ()
    file.put(row("a"))
    assert [one.id for one in file.all(RETRO)] == ["a"]
    assert [draft.act for draft in Drafts(database).all(RETRO)] == ["act"]


def test_another_window_s_writing_is_noticed(database: Path) -> None:
    one, other = SealedFile(database), SealedFile(database)
    one.put(row("a"))
    assert [seen.id for seen in other.all(RETRO)] == ["a"]
    other.changed()
    assert not other.changed()
    one.put(row("b"))
    assert other.changed()
    assert not other.changed()


def test_a_locked_file_is_told_and_nothing_is_half_written(database: Path) -> None:
    file = SealedFile(database, lock_wait=0.01)
    file.put(row("a"))
    locker = sqlite3.connect(drafts_file(database), isolation_level=None)
    locker.execute("BEGIN EXCLUSIVE")
    with pytest.raises(Locked):
        file.put(row("b"))
    locker.execute("ROLLBACK")
    locker.close()
    assert [one.id for one in file.all(RETRO)] == ["a"]


def test_what_this_program_is_writing_itself_is_waited_for(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = drafts_file(database)
    SealedFile(database).put(row("a"))
    held, wanted, own = threading.Event(), threading.Event(), threading.RLock()

    class Watched:
        """The lock they take turns by; says when the second of the two wants it."""

        def acquire(self, timeout: float) -> bool:
            if held.is_set():
                wanted.set()
            return own.acquire(timeout=timeout)

        def release(self) -> None:
            own.release()

    monkeypatch.setitem(draft_file._TURNS, path, Watched())

    def writing_a_draft() -> None:
        with draft_file.turn(path):
            other = sqlite3.connect(path, isolation_level=None)
            other.execute("BEGIN EXCLUSIVE")
            held.set()
            assert wanted.wait(30)
            other.execute("ROLLBACK")
            other.close()

    thread = threading.Thread(target=writing_a_draft)
    thread.start()
    assert held.wait(30)
    file = SealedFile(database, lock_wait=0)
    file.put(row("b"))
    thread.join()
    assert [sealed.id for sealed in file.all(RETRO)] == ["a", "b"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="whoever may write everywhere is never refused")
def test_where_the_folder_cannot_be_written_it_stands_in_the_state_folder(database: Path) -> None:
    database.parent.chmod(0o500)
    try:
        file = SealedFile(database)
        file.put(row("a"))
        assert not drafts_file(database).exists()
        assert [one.id for one in SealedFile(database).all(RETRO)] == ["a"]
    finally:
        database.parent.chmod(0o700)


def test_the_file_is_the_same_in_whatever_order_it_was_written(tmp_path: Path) -> None:
    """The order rows were put in could tell who wrote what; so the bytes must not depend on it."""
    given = [("a" * 20, "ada", "one"), ("b" * 20, "bo", "two"), ("c" * 20, "cy", "three")]
    contents = set()
    for number, order in enumerate(itertools.permutations(given)):
        file = SealedFile(tmp_path / f"{number}.db")
        for id, who, text in order:
            file.put(row(id, text=text), answered=("hope", who))
        file.close()
        data = (tmp_path / f"{number}.db.drafts").read_bytes()
        # The header counts changes, which are as many whatever their order.
        contents.add(data)
    assert len(contents) == 1


# -- through the keeper: what a meeting does ---------------------------------------------------------

PEOPLE = tuple(Person(f"person-{name}".ljust(20, "0"), name, "client") for name in ("Ada", "Bo", "Cy"))
LONE = Person("person-Lin".ljust(20, "0"), "Lin", "vendor")


@pytest.fixture
def retro(database: Path) -> str:
    with Shelf.open(database) as shelf:
        text = library.text("four-phases", "en")
        return shelf.start(Start(title="Port", workbook_text=text, date="2026-01-01"), *PEOPLE, LONE)


def keeper_of(database: Path, retro: str) -> Session:
    keeper = Session(Shelf.open(database), Drafts(database), retro, SealedFile(database))
    keeper.load()
    return keeper


QUESTION, STAGE = "honeymoon-expected", "honeymoon"


def write_all(keeper: Session) -> None:
    for person in (*PEOPLE, LONE):
        keeper.hand_over(Writer(person.side, person.id))
        note = Note(id=new_id(), question=QUESTION, side=person.side, person=person.id, text=f"said by {person.name}")
        act = new_id()
        draft = Draft(
            act=act,
            retrospective=note.question and keeper._id,
            question=QUESTION,
            kind="notes",
            answer=note.id,
            side=note.side,
            person=note.person,
            body={"text": note.text},
        )
        keeper.typed(draft)
        keeper._store.flush()
        assert keeper.keep(note, act, draft).done
        rating = Rating(id=new_id(), question="honeymoon-trust", side=person.side, person=person.id, value=4)
        assert keeper.keep(rating, None).done
    keeper._store.flush()
    keeper.hand_over(None)


def test_what_is_written_without_a_name_is_tied_to_nobody_anywhere(database: Path, retro: str) -> None:
    keeper = keeper_of(database, retro)
    keeper.set_writing(STAGE, Writing.ANONYMOUS, None)
    keeper.load()
    write_all(keeper)
    with Shelf.open(database) as shelf:
        assert all(entry.kind != "answer" for entry in shelf.entries(retro)), "nothing of it is in the journal yet"
    raw = sqlite3.connect(drafts_file(database))
    rows = raw.execute("SELECT id, side, person, body FROM sealed").fetchall()
    columns = {name for _n, name, *_rest in raw.execute("PRAGMA table_info(sealed)")}
    raw.close()
    assert len(rows) == 8
    assert all(person is None for _id, _side, person, _body in rows)
    assert columns == {"id", "retrospective", "question", "kind", "side", "person", "body", "act"}, "no time, no number"
    data = drafts_file(database).read_bytes()
    for person in (*PEOPLE, LONE):
        for place in _places(data, f"said by {person.name}".encode()):
            near = data[max(0, place - 200) : place + 200]
            assert person.id.encode() not in near, "no name beside the words"
    keeper.load()
    outcome, shown = keeper.reveal(STAGE)
    assert outcome.done
    assert [answer.id for answer in shown] == sorted(answer.id for answer in shown)
    with Shelf.open(database) as shelf:
        entries = [entry for entry in shelf.entries(retro) if entry.kind == "answer"]
        page = shelf.page(retro)
        history = shelf.history(retro)
    assert [entry.record for entry in entries] == sorted(entry.record for entry in entries), "their order is their ids'"
    assert len({(entry.act, entry.time) for entry in entries}) == 1, "one act, one time"
    assert all("person" not in entry.fields or entry.fields["person"] is None for entry in entries)
    assert all(answer.anonymous and answer.person is None for answer in page.answers)
    assert {event.who for event in history if event.record_kind == "answer"} == {None}
    assert b"said by" not in drafts_file(database).read_bytes(), "nothing of it is left beside the journal"
    assert keeper.counts == {}
    assert page.settings.writing_in(STAGE) is Writing.OPEN


def _places(data: bytes, words: bytes) -> list[int]:
    found, at = [], data.find(words)
    while at >= 0:
        found.append(at)
        at = data.find(words, at + 1)
    return found


def test_what_is_sealed_with_names_has_them_once_it_is_revealed(database: Path, retro: str) -> None:
    keeper = keeper_of(database, retro)
    keeper.set_writing("", Writing.SEALED, 2)
    keeper.load()
    write_all(keeper)
    keeper.load()
    assert keeper.counts[QUESTION] == {"client": 3, "vendor": 1}
    assert keeper.page is not None
    assert keeper.page.settings.cover_after == 2
    assert not keeper.page.answers
    outcome, _shown = keeper.reveal(STAGE)
    assert outcome.done
    with Shelf.open(database) as shelf:
        said = {(a.person, a.text) for a in shelf.page(retro).answers if isinstance(a, Note)}
    assert said == {(person.id, f"said by {person.name}") for person in (*PEOPLE, LONE)}


def test_sealed_writing_turned_nameless_loses_its_names_at_once(database: Path, retro: str) -> None:
    keeper = keeper_of(database, retro)
    keeper.set_writing(STAGE, Writing.SEALED, None)
    keeper.load()
    write_all(keeper)
    before = {one.id for one in SealedFile(database).all(retro)}
    keeper.load()
    assert keeper.set_writing(STAGE, Writing.ANONYMOUS, None).done
    rows = SealedFile(database).all(retro)
    assert len(rows) == 8
    assert all(one.person is None for one in rows)
    assert not before & {one.id for one in rows}, "no id leads back to a name"


def test_a_crash_between_revealing_and_forgetting_doubles_nothing(database: Path, retro: str) -> None:
    keeper = keeper_of(database, retro)
    keeper.set_writing(STAGE, Writing.SEALED, None)
    keeper.load()
    write_all(keeper)
    keeper.load()
    keeper._cover.done = lambda ids, questions: None  # type: ignore[method-assign]  # the power goes here
    assert keeper.reveal(STAGE)[0].done
    assert len(SealedFile(database).all(retro)) == 8
    again = keeper_of(database, retro)
    assert again.counts == {}
    assert again.page is not None
    assert len(again.page.answers) == 8
    # And where it goes before anything was written, all of it is still covered.
    again.set_writing(STAGE, Writing.SEALED, None)
    again.load()
    again.hand_over(Writer("vendor", LONE.id))
    assert again.keep(Note(id=new_id(), question=QUESTION, side="vendor", text="late"), None).done
    SealedFile(database).begin(retro, [one.id for one in SealedFile(database).all(retro)], "never-written")
    once_more = keeper_of(database, retro)
    assert once_more.counts == {QUESTION: {"vendor": 1}}


def test_safety_of_fewer_than_three_is_forgotten_unread(database: Path, retro: str) -> None:
    keeper = keeper_of(database, retro)
    for number, person in enumerate((*PEOPLE, LONE), 2):
        keeper.hand_over(Writer(person.side, person.id))
        assert not keeper.has_answered(SAFETY)
        rating = Rating(id=new_id(), question=SAFETY, side=person.side, person=person.id, value=number % 5 + 1)
        assert keeper.keep(rating, None).done
        assert not keeper.has_answered(SAFETY), "whoever has just answered may still change it"
    keeper.hand_over(Writer("client", PEOPLE[0].id))
    assert keeper.has_answered(SAFETY), "nobody answers twice"
    keeper.hand_over(None)
    outcome, shown = keeper.reveal(SAFETY)
    assert outcome.done
    assert [answer.side for answer in shown] == ["client"] * 3
    with Shelf.open(database) as shelf:
        assert {answer.side for answer in shelf.page(retro).answers} == {"client"}
    assert SealedFile(database).all(retro) == ()
    assert SealedFile(database).answered(retro, SAFETY) == frozenset()
