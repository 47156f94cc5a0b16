"""Topics, one at a time: a sentence both sides accept, actions, agreements; an action from anywhere; the timer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from storage.ids import topic_id
from storage.shelf import Shelf, Start
from templates.document.render import render
from templates.filled_page.agreed import (
    Agreement,
    Standing,
    Topic,
    TopicState,
)
from templates.filled_page.due_dates import due_on
from templates.filled_page.page import (
    Action,
    Control,
    Note,
    Rating,
    Row,
    Status,
)
from templates.meeting.agenda import agenda
from templates.meeting.time_plan import minutes_of
from tests.tui.meetings import NOTES, PEOPLE, ROW, TRUST, begin, meeting_at, say
from tests.tui.walking import NARROW, WIDE, Walk, book, kept, start
from tui.session.clock import EXTRA, Timer


def topic(walk: Walk) -> Topic:
    """The first topic, as it stands on the disk."""
    return agenda(walk.page)[0]


def actions(walk: Walk) -> dict[str, Action]:
    return {action.text: action for action in walk.page.actions}


async def test_a_topic_from_the_sentence_to_the_signed_action(database: Path) -> None:
    retro = begin(database)
    async with meeting_at(database, retro, "@decide", size=WIDE) as walk:
        await walk.shows("No topics yet: Enter takes one of these", "+ Nobody asked the night shift")
        walk.burst("enter")
        await walk.until(lambda: walk.stop == f"@topic:{topic(walk).id}")
        # All that belongs to it: the card, the scales of its phase, the hint, and what comes next.
        await walk.shows("What was said", "• Nobody asked the night shift  Ann", "Client 2  Vendor 4")
        await walk.shows("a writes the problem in one sentence", "that somebody could have filmed?")
        walk.burst("j")
        await walk.shows("What did you need then")

        walk.burst("2")
        await walk.shows("There is no sentence yet")
        # What is typed at once behind x is an action's words, and no key of the road.
        walk.burst("x", "Count first", "enter")
        await walk.until(lambda: list(actions(walk)) == ["Count first"])
        await walk.shows("This topic has no sentence yet")
        walk.burst("u")
        await walk.until(lambda: not actions(walk))
        walk.burst("a")
        await say(walk, "Nobody heard", "enter")
        await walk.shows("Problem: Nobody heard", "1 · Client has not said yet")
        walk.burst("1", "2", "2")
        await walk.shows("1 ✓ Client accepts it", "2 ✗ Vendor does not accept it", "does this side accept it?")
        assert (topic(walk).accepted, topic(walk).refused) == (("client",), ("vendor",))
        walk.burst("3")
        await walk.shows("The sides are: 1 Client · 2 Vendor.")

        # Another sentence has to be accepted anew.
        walk.burst("enter")
        await say(walk, " before May", "enter")
        await walk.until(lambda: topic(walk).sentence.endswith("before May"))
        assert topic(walk).accepted == topic(walk).refused == ()
        walk.burst("1", "2")
        await walk.until(lambda: topic(walk).accepted == ("client", "vendor"))

        walk.burst("x")
        await say(walk, "Walk along", "tab")
        await say(walk, "a release", "tab")
        await say(walk, "ann", "tab")
        await say(walk, "soon", "tab")
        await say(walk, "Bo", "tab")
        await say(walk, "Two nights", "tab")
        await say(walk, "+4w", "tab", "1", "enter")
        await walk.shows("“soon” is not a day that can be read here")
        walk.burst(*["backspace"] * 4)
        await say(walk, "下周五", "enter")
        await walk.until(lambda: actions(walk))
        action = actions(walk)["Walk along"]
        assert action == replace(
            Action(
                id=action.id,
                text="Walk along",
                when="a release",
                owner="Ann",
                side="client",
                due=due_on("next friday", date.today()),
                check_on=due_on("+4w", date.today()),
                done_means="Two nights",
                confirm="Bo",
                control=Control.US,
                topic=topic(walk).id,
            ),
            created=action.created,
            heads=action.heads,
        )
        await walk.shows("☐ a release → Walk along  Ann · Client", "Bo confirms")

        walk.burst("x")
        await say(walk, "A screen", "enter")
        await walk.shows("Without an owner it stands in the parking lot", "parking lot: no owner yet")
        walk.burst("c")
        await say(walk, "Bad news today", "enter")
        await walk.shows("≡ Bad news today")
        walk.burst("f")
        await walk.until(lambda: topic(walk).state is TopicState.DECIDED)
        walk.burst("p")
        await walk.reach("@decide")
        await walk.shows("✓ Nobody asked the night shift", "2 actions", "Parking lot: no owner yet  1")
        await walk.shows("All topics are decided or put off")

        # An action is changed where it stands, to the last field; and deleted; and all of it taken back.
        walk.burst("down", "enter", *["tab"] * 9, "2", "tab")
        await say(walk, "Went on Tuesday", "enter")
        await walk.until(lambda: actions(walk)["Walk along"].status is Status.DONE)
        walk.burst("d")
        await walk.until(lambda: list(actions(walk)) == ["A screen"])
        walk.burst("u")
        await walk.until(lambda: len(actions(walk)) == 2)


async def test_sides_that_differ_write_that_down_and_go_on(database: Path) -> None:
    retro = begin(database, *NOTES, Topic(id="t1", title="Nights", place=1), Topic(id="t2", title="Dates", place=2))
    async with meeting_at(database, retro, "@topic:t1", size=NARROW) as walk:
        walk.burst("i")
        await say(walk, "Days or weeks", "enter")
        await walk.shows("We differ: Days or weeks", "x writes down who does what")
        walk.burst("x")
        await say(walk, "Count", "escape")
        await walk.until(lambda: not walk.writing)
        assert actions(walk) == {}
        # What was typed is still there when the place is left and found again.
        walk.burst("n")
        await walk.reach("@topic:t2")
        walk.burst("z")
        await walk.until(lambda: agenda(walk.page)[1].state is TopicState.LATER)
        await walk.shows("Put off: n goes on")
        walk.burst("p")
        await walk.reach("@topic:t1")
        await walk.shows("Count", "draft, not kept yet")
        walk.burst("a", "escape", "p")
        await walk.reach("@decide")
        await walk.shows("sides differ", "put off")
        walk.burst("down", "i")
        await walk.until(lambda: [one.id for one in agenda(walk.page)] == ["t2", "t1"])
        walk.burst("a")
        await say(walk, "Holidays", "enter")
        await walk.until(lambda: [one.title for one in agenda(walk.page)] == ["Dates", "Nights", "Holidays"])
        walk.burst("d")
        await walk.until(lambda: len(agenda(walk.page)) == 2)
        walk.burst("u", "n", "n", "n")
        await walk.until(lambda: walk.stop == f"@topic:{agenda(walk.page)[2].id}")


async def test_a_topic_shows_what_the_ledgers_of_its_phase_hold(database: Path) -> None:
    book_topic = Topic(id="t1", target="n4", place=1)
    asked = Topic(id="t2", target="trust", place=2)
    retro = begin(database, *NOTES, ROW, *TRUST, book_topic, asked)
    async with meeting_at(database, retro, "@topic:t1", size=WIDE) as walk:
        await walk.shows("The map is liked", "What stands in the ledgers of this phase  1", "Leader dashboard · boss")
        walk.burst("n")
        await walk.reach("@topic:t2")
        await walk.shows("How far did you trust them?", "Client 2  Vendor 4")
        with Shelf.open(database) as shelf:
            shelf.drop(retro, asked)
        await walk.until(lambda: walk.stop != "@topic:t2")


def test_a_topic_about_a_row_goes_by_the_same_cells_in_the_document_as_on_the_road(database: Path) -> None:
    retro = begin(database, ROW, Topic(id=topic_id("x", ROW.id), target=ROW.id, place=1))
    with Shelf.open(database) as shelf:
        assert "**Leader dashboard · boss**" in render(shelf.page(retro))


async def test_agreements_are_carried_on_with_the_same_counterpart(database: Path) -> None:
    old = (Agreement(id="a1", text="Mail is answered within a day"), Agreement(id="a2", text="No meetings on Friday"))
    dropped = Agreement(id="a3", text="Weekly lunch", state=Standing.DROPPED)
    with Shelf.open(database) as shelf:
        parties = {"client": "Harbour", "vendor": "Northwind"}
        shelf.start(Start(title="Last year", workbook_text=book(), date="2025-01-01", parties=parties), *old, dropped)
        shelf.start(
            Start(title="Others", workbook_text=book(), date="2025-06-01", parties={"client": "Rail"}),
            Agreement(id="a4", text="Nothing to do with us"),
        )
    retro = begin(database)
    async with meeting_at(database, retro, "@decide", size=WIDE) as walk:
        await walk.shows("≡ Mail is answered within a day  since 2025-01-01", "≡ No meetings on Friday")
        assert "Weekly lunch" not in walk.text
        assert "Nothing to do with us" not in walk.text
        walk.burst(*["down"] * 7, "enter")
        await say(walk, "", "tab", "2", "tab")
        await say(walk, "Nobody did", "enter")
        await walk.until(lambda: [a.earlier for a in walk.page.agreements] == ["a2"])
        assert walk.page.agreements[0].state is Standing.DROPPED
        await walk.shows("No meetings on Friday  dropped: Nobody did")
        with Shelf.open(database) as shelf:
            before = shelf.page(shelf.find("last-year"))
        assert [agreement.state for agreement in before.agreements[:2]] == [Standing.STANDING] * 2


async def test_an_action_is_written_wherever_one_stands_and_what_is_typed_stays(database: Path) -> None:
    retro = begin(database)
    async with meeting_at(database, retro, "trust") as walk:
        walk.burst("x")
        await walk.shows("A new action")
        walk.burst("enter")
        await walk.shows("An action needs words")
        await say(walk, "Ring", "escape")
        await walk.until(lambda: walk.app.screen is walk.road)
        assert walk.stop == "trust"
        assert walk.drafts()[0]["text"] == "Ring"
        walk.burst("x")
        await walk.shows("Ring")
        walk.burst("tab", "tab")
        await say(walk, "BO", "tab")
        await say(walk, "next monday", "enter")
        await walk.until(lambda: actions(walk))
        action = actions(walk)["Ring"]
        assert (action.owner, action.side, action.topic) == ("Bo", "vendor", "")
        assert action.due == due_on("下周一", date.today())
        assert walk.drafts() == []
        # One given up empty leaves nothing.
        walk.burst("x", "escape")
        await walk.until(lambda: walk.app.screen is walk.road)
        assert walk.drafts() == []


async def test_hostile_words_are_only_words(database: Path) -> None:
    hostile = "[/] # x \x1b[31m [@click=app.quit]x[/]"
    topic = Topic(id="t1", title=hostile, place=1, sentence=hostile, accepted=("client", "vendor"), dissent=hostile)
    action = Action(id="a1", text=hostile, when=hostile, owner=hostile, due=hostile, confirm=hostile, topic="t1")
    agreement = Agreement(id="g1", text=hostile, state=Standing.DROPPED, why=hostile)
    cards = (Note(id="n", question="hope", text=hostile), Row(id="r", question="late", cells={"what": hostile}))
    retro = begin(database, *cards, Rating(id="s", question="trust", value=2), topic, action, agreement)
    async with meeting_at(database, retro, "@topic:t1", size=WIDE) as walk:
        await walk.shows("Problem: ", "We differ: ", "☐ ", "≡ ")
        walk.burst("p")
        await walk.reach("@decide")
        await walk.shows("Topics  1")
        assert "\x1b" not in walk.text


async def test_nobody_is_left_without_a_next_step_on_an_empty_page(database: Path) -> None:
    retro = start(database)
    async with meeting_at(database, retro, "@decide") as walk:
        await walk.shows("Nothing to decide yet", "→ a names a topic of your own")
        walk.burst("i", "d", "f", "1")
        walk.burst("a")
        await say(walk, "Whatever it is", "enter")
        await walk.until(lambda: [one.title for one in agenda(walk.page)] == ["Whatever it is"])
        walk.burst("n")
        await walk.shows("a writes the problem in one sentence")


async def test_at_the_close_all_that_was_agreed_is_read_once_more_and_what_it_lacks_is_said(database: Path) -> None:
    parked, dated = Action(id="a1", text="Ask the night shift"), Action(id="a2", text="Walk along", owner="Ann")
    retro = start(database, *PEOPLE, parked, replace(dated, due="2026-12-04", confirm="Bo"))
    async with meeting_at(database, retro, "@close.actions") as walk:
        await walk.shows("Walk along", "Parking lot: no owner yet  1", "1 has no owner: Enter gives it one.")
        walk.burst("down", "enter", "tab", "tab")
        await say(walk, "bo", "enter")
        await walk.until(lambda: actions(walk)["Ask the night shift"].owner == "Bo")
        await walk.shows("Actions  2", "1 has no day")
        walk.burst("enter", "tab", "tab", "tab")
        await say(walk, "+14d", "enter")
        await walk.shows("1 names nobody who confirms it")
        walk.burst("c")
        await say(walk, "ask first", "enter")
        await walk.shows("Agreements: how we want to work  1", "≡ ask first")
        walk.burst("d")
        await walk.until(lambda: len(actions(walk)) + len(walk.page.agreements) == 2)
        walk.burst("u")
        await walk.until(lambda: len(actions(walk)) + len(walk.page.agreements) == 3)


async def test_one_team_needs_no_second_signature(database: Path) -> None:
    retro = start(database, Topic(id="t1", title="Nights", place=1), sides="")
    async with meeting_at(database, retro, "@topic:t1") as walk:
        walk.burst("a")
        await say(walk, "Nobody sleeps", "enter")
        await walk.shows("x writes down who does what")
        walk.burst("1")
        await walk.shows("There is one team here")
        walk.burst("x")
        await say(walk, "Sleep", "enter")
        await walk.until(lambda: "Sleep" in actions(walk))


async def test_two_windows_at_different_stages_see_each_other(database: Path) -> None:
    target = NOTES[0].id
    retro = begin(database)
    made = Topic(id=topic_id(retro, target), target=target, place=1)
    async with meeting_at(database, retro, "@decide", size=WIDE) as walk:
        kept(database, retro, made)
        await walk.shows("Topics  1")
        walk.burst("n")
        await walk.reach(f"@topic:{made.id}")
        walk.burst("a")
        await say(walk, "One sentence")
        standing = walk.page.topics[0]
        kept(database, retro, replace(standing, sentence="Another sentence"))
        walk.burst("enter")
        await walk.until(lambda: walk.page.topics[0].also)
        await walk.shows("also written: ")


async def test_the_timer_starts_pauses_and_is_given_more_time(database: Path) -> None:
    retro = begin(database)
    async with meeting_at(database, retro, "@decide", size=WIDE) as walk:
        minutes = minutes_of(walk.page, "meeting-decide")
        assert minutes
        walk.burst("t")
        await walk.until(lambda: f"⏱ {minutes}:00" in walk.text or f"⏱ {minutes - 1}:" in walk.text)
        walk.burst("t")
        await walk.shows("⏸ ")
        walk.burst("T")
        await walk.until(lambda: f"⏱ {minutes + 5}:00" in walk.text or f"⏱ {minutes + 4}:" in walk.text)
        assert walk.road.clock.timer is not None
        walk.road.clock.timer = Timer(60, -1, walk.road.clock.timer.since)
        await walk.shows("Time is up. Move on? – Client · – Vendor  (t asks each side")
        walk.burst("t", "2", "1", "2")
        await walk.shows("Time is up. Move on?", "1 Client  ✓ ready", "2 Vendor  not ready yet")
        walk.burst("escape")
        await walk.shows("Move on? ✓ Client · – Vendor")
        walk.burst("t", "2")
        await walk.shows("All sides are ready to move on: ]")
        walk.burst("right_square_bracket")
        await walk.shows("Close  1/")
        assert "Time is up" not in walk.text
        assert not walk.page.settings.ready, "nothing of it is kept"
        walk.burst("left_square_bracket")
        await walk.shows("All sides are ready to move on: ]")
        walk.burst("T")
        await walk.shows("Enter takes up a topic")
        assert "⏱ 05:00" in walk.text or "⏱ 04:" in walk.text


def test_a_timer_counts_only_while_it_runs() -> None:
    timer = Timer.of(10, now=100)
    assert timer.told(100) == "10:00"
    assert timer.remaining(160) == 540
    paused = timer.turned(160)
    assert not paused.runs
    assert paused.told(9999) == "09:00"
    again = paused.turned(1000)
    assert again.told(1530) == "00:10"
    assert not again.is_up(1539)
    assert again.is_up(1540)
    assert again.told(1630) == "+01:30"
    assert again.extended(1630).remaining(1630) == EXTRA
    assert timer.extended(160).remaining(160) == 540 + EXTRA
