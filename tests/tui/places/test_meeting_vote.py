"""The vote: blind until it is closed, fair to both sides, and answered whatever happens to people and things."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from pathlib import Path

from storage.entries.entry import Entry
from storage.ids import vote_id
from storage.records.header import Details
from storage.shelf import Shelf
from templates.exchange.to_json import as_json
from templates.filled_page.agreed import Vote
from templates.filled_page.page import Note, Person
from templates.filled_page.settings import Voting
from templates.meeting.agenda import agenda, counted
from tests.tui.helpers import said
from tests.tui.meetings import ANN, BO, NOTES, PEOPLE, ROW, TRUST, begin, meeting_at, opened
from tests.tui.walking import NARROW, WIDE, Walk, kept, start
from tui.places.deciding.vote import VoteArea

READ = (*opened(*NOTES, ROW), *TRUST)


def votes(walk: Walk) -> dict[tuple[str | None, str], int]:
    """(side, target) to how many votes, as the journal has them: nobody's name stands beside them."""
    assert all(vote.person is None for vote in walk.page.votes)
    return {(vote.side, vote.target): vote.count for vote in walk.page.votes}


def beside_the_journal(database: Path) -> str:
    """All that the drafts' file says of ballots and of who has voted."""
    with sqlite3.connect(database.with_name(database.name + ".drafts")) as drafts:
        rows = drafts.execute("SELECT id, person, body FROM sealed WHERE kind = 'vote'").fetchall()
        return str(rows + drafts.execute("SELECT question, person FROM sealed_by").fetchall())


def ballots(walk: Walk) -> int:
    """How many ballots lie covered."""
    area = walk.area
    assert isinstance(area, VoteArea)
    assert area.view is not None
    return len(area.view.voted)


async def vote(walk: Walk, letters: str, *, nth: int) -> None:
    """Hand the keyboard to the next who has not voted, and fill the ballot in."""
    walk.burst("v", "enter")
    await walk.until(lambda: walk.writing, "a ballot is open")
    if not letters:
        # A ballot without a vote is covered on purpose only; figures are no letters.
        walk.burst("1")
        await walk.shows("Here letters vote")
        walk.burst("enter")
        await walk.shows("No vote is given yet")
    walk.burst(*letters, "enter")
    await walk.until(lambda: ballots(walk) == nth, f"{nth} ballots")
    await stop(walk)


async def stop(walk: Walk) -> None:
    """Hand the keyboard to nobody, where somebody is asked for."""
    await walk.pilot.pause()
    if walk.app.screen is not walk.road:
        walk.burst("escape")
        await walk.until(lambda: walk.app.screen is walk.road)


def everything_written(database: Path, retro: str) -> str:
    """All that the journal, the document and the JSON say."""
    with Shelf.open(database) as shelf:
        entries = [str(entry) for entry in shelf.entries(retro)]
        return json.dumps(as_json(shelf.page(retro))) + "".join(entries)


async def test_a_vote_from_the_first_key_to_the_agenda(database: Path) -> None:
    retro = begin(database)
    async with meeting_at(database, retro, "@group", size=WIDE) as walk:
        walk.burst("v")
        await walk.reach("@vote")
        # The three scales and cards in the order of the document.
        await walk.shows("6 things to vote on", "2 votes each", "v begins the vote")
        walk.burst("3", "+", "-", "-", "-", "-", "2", "v")
        await walk.shows("5 cards have not been read aloud.", "Begin the vote all the same?")
        walk.burst("n")
        await walk.until(lambda: walk.app.screen is walk.road)
        walk.burst("v")
        await walk.shows("Begin the vote all the same?")
        walk.burst("y")
        await walk.until(lambda: walk.page.settings.voting is Voting.OPEN)
        assert walk.page.settings.votes == 2

        walk.burst("v", "enter")
        await walk.until(lambda: walk.writing)
        await walk.shows("Ann   2 votes left")
        walk.burst("a", "a", "b")
        await walk.shows("All votes are given", "Ann   0 votes left")
        assert "●" not in walk.text
        walk.burst("tab")
        await walk.shows("●●")
        walk.burst("A", "backspace", "z", "b")
        await walk.shows("Ann   1 vote left")
        # Called away in the middle: the ballot is found as it was left, and nobody has voted yet.
        walk.burst("ctrl+q")
        await walk.until(lambda: walk.app.return_code is not None)
    async with meeting_at(database, retro, "@vote", size=WIDE) as walk:
        await walk.shows("0 ballots lie covered")
        walk.burst("v", "enter")
        await walk.until(lambda: walk.writing)
        await walk.shows("Ann   1 vote left")
        walk.burst("enter")
        await walk.until(lambda: ballots(walk) == 1)
        # Nobody sees it, wherever they look; not even that the last vote went to another thing.
        assert "●" not in walk.text
        assert walk.page.votes == ()
        assert '"vote"' not in everything_written(database, retro)
        await walk.shows("who is next?", "1 ballot lies covered")
        walk.burst("escape")
        await walk.shows("1 ballot lies covered", "✓ Ann", "v hands the keyboard to the next: Cai, Bo")

        await vote(walk, "ab", nth=2)
        await vote(walk, "ff", nth=3)
        await walk.shows("All have voted: r closes the vote and shows the result")
        walk.burst("r")
        await walk.until(lambda: walk.page.settings.voting is Voting.CLOSED)
        assert votes(walk) == {("client", "n3"): 2, ("client", "n1"): 1, ("vendor", "n4"): 2}
        await walk.shows("The result", "Client: 3 votes · Vendor: 2 votes")
        await walk.shows("highest of Vendor", "highest of Client", "n goes on to the topics")
        assert [topic.target for topic in agenda(walk.page)] == ["n4", "n3", "n1"]
        assert len({entry.act for entry in _entries(database, retro, "vote")}) == 1

        # Taking the closing back covers the ballots again; doing it again shows the same.
        walk.burst("u")
        await walk.until(lambda: walk.page.settings.voting is Voting.OPEN)
        await walk.shows("3 ballots lie covered")
        assert walk.page.votes == walk.page.topics == ()
        walk.burst("r")
        await walk.until(lambda: len(walk.page.votes) == 3)
        walk.burst("enter")
        await walk.reach("@decide")
        await walk.shows("The map is liked", "Enter opens a topic")
        # Until Decide is left the ballots lie there; from then on nobody can say who gave what.
        assert ANN.id in beside_the_journal(database)
        walk.burst("]")
        await walk.until(lambda: walk.road.walk.stop.phase.id == "meeting-close")
        assert beside_the_journal(database) == "[]"
        walk.burst("u")
        await walk.shows("This vote stays closed", "only each side's votes are left")
        walk.road.go_to("@vote")
        await walk.reach("@vote")
        walk.burst("b")
        await walk.shows("The ballots are forgotten")
    for bytes_of in (database.read_bytes(), database.with_name(database.name + ".drafts").read_bytes()):
        ballots_of = [vote_id(retro, target, p.side, p.id) for p in PEOPLE for target in ("n1", "n3", "n4")]
        assert not any(id.encode() in bytes_of for id in ballots_of)


def _entries(database: Path, retro: str, kind: str) -> list[Entry]:
    with Shelf.open(database) as shelf:
        return [entry for entry in shelf.entries(retro) if entry.kind == kind]


async def test_a_vote_is_taken_back_after_the_result_and_the_vote_is_repeated(database: Path) -> None:
    retro = begin(database, *READ)
    async with meeting_at(database, retro, "@vote", size=NARROW) as walk:
        walk.burst("v")
        await walk.until(lambda: walk.page.settings.voting is Voting.OPEN)
        await vote(walk, "aa", nth=1)
        await vote(walk, "", nth=2)
        await vote(walk, "bc", nth=3)
        # Whoever votes again changes their own ballot, and nobody else's.
        walk.burst("up", "up", "enter")
        await walk.until(lambda: walk.writing)
        await walk.shows("Ann   0 votes left")
        walk.burst("escape")
        await walk.until(lambda: not walk.writing)
        walk.burst("r")
        await walk.until(lambda: len(walk.page.votes) == 3)

        before = votes(walk)
        walk.burst("b", "A", "n", "n", "enter")
        await walk.until(lambda: walk.writing)
        walk.burst("A", "d", "enter")
        await walk.until(lambda: not walk.writing)
        await stop(walk)
        walk.burst("r")
        await walk.until(lambda: votes(walk).get(("client", "n1")) == 1)
        (target,) = {target for _side, target in votes(walk)} - {target for _side, target in before}
        assert [topic.target for topic in agenda(walk.page)] == [s.target for s in counted(walk.page).agenda]
        assert target in [topic.target for topic in walk.page.topics]
        walk.burst("u")
        await walk.until(lambda: walk.page.settings.voting is Voting.OPEN)
        walk.burst("u")
        await walk.until(lambda: votes(walk) == before)
        await walk.until(lambda: "undone" in said(walk.app))
        assert "Ann" not in said(walk.app), "nobody's ballot is told"
        assert target not in [topic.target for topic in walk.page.topics]

        walk.burst("u")
        await walk.until(lambda: walk.page.settings.voting is Voting.OPEN)
        walk.burst("k")
        await walk.shows("Give this vote up?", "3 ballots lie covered")
        walk.burst("n")
        await walk.until(lambda: walk.app.screen is walk.road)
        walk.burst("r")
        await walk.until(lambda: len(walk.page.votes) == 4)
        walk.burst("k")
        await walk.until(lambda: walk.page.settings.voting is Voting.NOT_YET)
        assert walk.page.votes == ()
        await walk.until(lambda: ballots(walk) == 0)
        walk.burst("u")
        await walk.until(lambda: len(walk.page.votes) == 4)
        await walk.shows("The result")


async def test_votes_stay_cast_when_somebody_is_taken_off_the_list(database: Path) -> None:
    retro = begin(database, *READ)
    async with meeting_at(database, retro, "@vote", size=WIDE) as walk:
        walk.burst("v")
        await walk.until(lambda: walk.page.settings.voting is Voting.OPEN)
        await vote(walk, "aa", nth=1)
        with Shelf.open(database) as shelf:
            shelf.drop(retro, ANN)
        await walk.shows("somebody no longer on the list", "the next: Cai, Bo")
        walk.burst("r")
        await walk.until(lambda: votes(walk) == {("client", "n1"): 2})
        await walk.shows("Client: 2 votes")
        # And what was voted for is gone: its votes are said, not lost.
        with Shelf.open(database) as shelf:
            shelf.drop(retro, walk.page.answer("n1") or NOTES[0])
        await walk.shows("2 votes for what is gone", "Nobody has voted")


async def test_a_side_without_people_one_person_alone_and_nobody_at_all(database: Path) -> None:
    guest = Person("p-guest", "Guest")
    retro = begin(database, *READ, people=(BO, guest))
    async with meeting_at(database, retro, "@vote") as walk:
        walk.burst("v")
        await walk.shows("nobody named yet", "(no side)", "the next: Bo, Guest")
        await walk.shows("their votes move nothing")
        await vote(walk, "ac", nth=1)
        walk.burst("v", "enter")
        await walk.shows("Guest   2 votes left", "these votes move nothing")
        walk.burst("f", "f", "enter")
        await walk.until(lambda: ballots(walk) == 2)
        await stop(walk)
        # The side that named nobody votes as a side.
        walk.burst("v", "up", "enter")
        await walk.until(lambda: walk.writing)
        await walk.shows("Client · Harbour   2 votes left")
        walk.burst("b", "enter")
        await walk.until(lambda: ballots(walk) == 3)
        walk.burst("r")
        await walk.until(lambda: len(walk.page.votes) == 4)
        assert {side for side, _target in votes(walk)} == {"client", "vendor", None}
        await walk.shows("no side")
        # A guest is heard, and moves nothing.
        assert counted(walk.page).agenda[-1].weight == 0
        weights = {standing.target: standing.weight for standing in counted(walk.page).agenda}
        assert max(weights.values()) == weights[counted(walk.page).agenda[0].target]

    empty = start(database, title="Empty")
    async with meeting_at(database, empty, "@vote") as walk:
        await walk.shows("Nothing to vote on yet")
        walk.burst("v", "r", "b", "k", "d", "e")
        await walk.shows("Nothing to vote on yet")
        assert walk.page.settings.voting is Voting.NOT_YET


async def test_thirty_people_and_many_things(database: Path) -> None:
    people = tuple(Person(f"p{n}", f"Person {n:02}", "client" if n % 3 else "vendor") for n in range(30))
    notes = tuple(Note(id=f"x{n}", question="hope", text=f"Note {n}", opened=True) for n in range(60))
    retro = begin(database, *notes, people=people)
    async with meeting_at(database, retro, "@vote") as walk:
        await walk.shows("60 things to vote on", "20 votes each")
        walk.burst("1", "v")
        await walk.until(lambda: walk.page.settings.voting is Voting.OPEN)
        await vote(walk, "z", nth=1)
        # Further down the letters begin again.
        walk.burst("v", "enter")
        await walk.until(lambda: walk.writing)
        await walk.press("pagedown")
        walk.burst("b", "up", "space", "enter")
        await walk.until(lambda: ballots(walk) == 2)
        await stop(walk)
        walk.burst("+", "-")
        await walk.shows("votes can only be added")
        walk.burst("r")
        await walk.until(lambda: {vote.target for vote in walk.page.votes} == {"x25", "x27"})


async def test_two_windows_one_closes_while_the_other_fills_in_a_ballot(database: Path) -> None:
    retro = begin(database, *READ)
    async with meeting_at(database, retro, "@vote", size=WIDE) as walk:
        walk.burst("v")
        await walk.until(lambda: walk.page.settings.voting is Voting.OPEN)
        walk.burst("v", "enter")
        await walk.until(lambda: walk.writing)
        walk.burst("a")
        # The other window is at another stage, closes the vote there, and writes a note.
        other = Vote(id="v-other", target="n3", side="vendor", person=BO.id)
        kept(database, retro, Details(settings={"voting": "closed"}), other, Note(id="late", question="hope", text="x"))
        await walk.until(lambda: walk.road.page.settings.voting is Voting.CLOSED)
        walk.burst("enter")
        await walk.shows("The vote was closed meanwhile")
        assert votes(walk) == {("vendor", "n3"): 1}, "an older program's ballot is shown by side"
        # Opened again, the ballot is found as it was left; and the other window gives the whole vote up.
        walk.burst("b", "enter")
        await walk.until(lambda: walk.writing)
        await walk.shows("Ann   1 vote left")
        walk.burst("b")
        kept(database, retro, Details(settings={"voting": None}))
        await walk.until(lambda: walk.page.settings.voting is Voting.NOT_YET)
        await walk.until(lambda: walk.road.page.settings.voting is Voting.NOT_YET)
        walk.burst("enter")
        await walk.shows("this ballot does not count")


async def test_one_team_votes_without_sides(database: Path) -> None:
    people = tuple(replace(person, side=None) for person in PEOPLE)
    notes = opened(*(replace(note, side=None) for note in NOTES))
    retro = begin(database, *notes, people=people, sides="")
    async with meeting_at(database, retro, "@vote") as walk:
        walk.burst("v")
        await walk.until(lambda: walk.page.settings.voting is Voting.OPEN)
        for nth, letters in enumerate(("aa", "ab", "c"), start=1):
            await vote(walk, letters, nth=nth)
        walk.burst("r")
        await walk.until(lambda: len(walk.page.votes) == 3)
        assert [(s.target, s.place, s.tied) for s in counted(walk.page).agenda] == [
            ("n1", 1, False),
            ("n2", 2, True),
            ("n3", 2, True),
        ]
        await walk.shows("1  Nobody asked the night shift", "2= The night shift")
