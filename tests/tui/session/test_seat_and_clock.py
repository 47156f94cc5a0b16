"""Who sits before the keyboard, what the clock says, and where one stands: plain, without a screen or a disk."""

from __future__ import annotations

from pathlib import Path

from storage.drafts.covered_file import Sealed, SealedFile
from storage.drafts.draft_writer import Drafts
from storage.ids import new_id
from storage.shelf import Shelf
from templates.filled_page.page import Note, Person
from templates.filled_page.settings import Writing
from tests.tui.walking import start
from tui.session.clock import EXTRA, FEWEST_MINUTES, Clock, minutes_for
from tui.session.last_time import LastTime
from tui.session.seat import Seat
from tui.session.session import Session
from tui.session.view import Writer
from tui.session.walk import Walk


def walk_of(database: Path, retro: str) -> Walk:
    with Shelf.open(database) as shelf:
        return Walk.begin(shelf.page(retro))


def test_an_empty_seat_reads_nothing() -> None:
    seat = Seat()
    seat.note("mine")
    assert not seat.may_read("mine", "client", "ann")
    assert not seat.may_write_on("mine", "client", None)


def test_a_person_reads_their_own_and_a_side_together_all_of_its_own() -> None:
    seat = Seat()
    seat.hand_over(Writer("client", "ann"))
    assert seat.may_read("a", "client", "ann")
    assert not seat.may_read("b", "client", "bo")
    assert not seat.may_read("c", "client", None)
    seat.hand_over(Writer("client"))
    assert seat.may_read("a", "client", "ann")
    assert not seat.may_read("d", "vendor", None)
    assert not seat.wrote("a", "ann"), "read together, and given by nobody who sits here"


def test_what_was_written_without_a_name_is_ones_own_until_the_keyboard_is_handed_over() -> None:
    seat = Seat()
    seat.hand_over(Writer("client", "ann"))
    seat.note("nameless")
    seat.drop(Sealed(id="dropped", retrospective="r", question="q", kind="notes", side="client", person=None, body={}))
    assert seat.wrote("nameless", None)
    back = seat.bring_back()
    assert back is not None
    assert seat.wrote(back.id, None)
    assert seat.bring_back() is None
    seat.hand_over(Writer("client", "ann"))
    assert not seat.wrote("nameless", None)
    assert not seat.wrote("dropped", None)


def test_a_clock_counts_for_the_place_it_was_started_at_and_rings_once(database: Path) -> None:
    walk = walk_of(database, start(database))
    clock = Clock()
    assert clock.told(0) == ""
    clock.turn(walk, 0)
    length = minutes_for(walk) * 60
    assert clock.told(0) == f"⏱ {minutes_for(walk):02}:00"
    assert not clock.rings(length - 1)
    assert clock.rings(length)
    assert not clock.rings(length + 1)
    assert clock.is_up(walk, length)
    other = walk.stage(1)
    assert other is not None
    assert not clock.is_up(other, length), "the time of another stage"
    clock.moving = frozenset({"client"})
    assert not clock.all_moving(("client", "vendor"))
    clock.extend(walk, length)
    assert clock.moving == frozenset(), "more time asks anew"
    assert not clock.is_up(walk, length + EXTRA - 1)
    clock.turn(walk, length)
    assert clock.told(length).startswith("⏸ ")
    clock.turn(other, length)
    assert clock.told(length) == f"⏱ {max(FEWEST_MINUTES, minutes_for(other)):02}:00"


def test_a_session_lands_on_what_was_left_open_and_covers_what_is_sealed(database: Path) -> None:
    ann = Person(new_id(), "Ann", "client")
    retro = start(database, ann)
    drafts, sealed = Drafts(database), SealedFile(database)
    with Shelf.open(database) as shelf:
        session = Session(shelf, drafts, retro, sealed)
        walk, left = session.land("tired")
        assert (walk.stop.id, left) == ("tired", None)
        assert session.set_writing("before", Writing.SEALED, None).done
        session.load()
        walk = walk.over(session.page)
        assert walk.is_covered
        assert walk.covered_together == ("hope", "trust", "tired", "likely")
        assert not walk.ends_stage
        hidden = Note(id=new_id(), question="hope", side="client", person=ann.id, text="covered words")
        assert not session.keep(hidden, None).done, "nobody has said who they are"
        session.hand_over(Writer("client", ann.id))
        assert session.keep(hidden, None).done
        assert not session.page.answers, "not on the page before it is uncovered"
        assert session.counts == {"hope": {"client": 1}}
        done, shown = session.reveal("before")
        assert done.done
        assert [one.id for one in shown] == [hidden.id]
        session.load()
        assert [one.id for one in session.page.answers] == [hidden.id]
        assert session.holder is None
    drafts.close()
    sealed.close()


class Counting(Session):
    """A session that counts how often it is asked for earlier retrospectives."""

    asked = 0

    def earlier(self) -> tuple[()]:
        self.asked += 1
        return ()


def test_last_time_is_read_once_a_visit(database: Path) -> None:
    retro = start(database)
    drafts, sealed = Drafts(database), SealedFile(database)
    with Shelf.open(database) as shelf:
        session = Counting(shelf, drafts, retro, sealed)
        last = LastTime(session)
        assert last.seen_from(looks_back=False) == ()
        assert session.asked == 0
        last.seen_from(looks_back=True)
        last.seen_from(looks_back=True)
        assert session.asked == 1
        last.seen_from(looks_back=False)
        last.seen_from(looks_back=True)
        assert session.asked == 2
    drafts.close()
    sealed.close()
