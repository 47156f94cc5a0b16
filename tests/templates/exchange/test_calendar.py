"""Actions as a calendar: what a calendar program reads back, and what must not change."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from templates.exchange.to_calendar import Calendar, calendar_of
from templates.filled_page.page import Action, Retrospective, Status
from tests.templates.pages import small

ACTION = Action(
    id="a1",
    text="Walk the night shift together",
    when="a new release is planned",
    owner="Ann",
    side="client",
    due="2026-12-04",
    check_on="2027-01-15",
    done_means="Two nights, one of each side",
    confirm="Ben",
    created="2026-11-24T10:00:00+00:00",
)


def made(*actions: Action, page: Retrospective | None = None) -> Calendar:
    return calendar_of([(page or small("en"), actions)])


def events(calendar: Calendar) -> list[Any]:
    return list(icalendar.Calendar.from_ical(calendar.text).walk("VEVENT"))


def test_a_due_action_is_a_whole_day_and_the_day_to_look_again_another() -> None:
    calendar = made(ACTION)
    assert (calendar.events, calendar.undated) == (2, 0)
    due, check = events(calendar)
    assert str(due["uid"]) == "a1@phasebook"
    assert str(due["summary"]) == ACTION.text
    assert (due["dtstart"].dt, due["dtend"].dt) == (date(2026, 12, 4), date(2026, 12, 5))
    assert due["dtstamp"].dt == datetime(2026, 11, 24, 10, tzinfo=UTC)
    assert str(due["status"]) == "CONFIRMED"
    assert str(due["transp"]) == "TRANSPARENT"
    side = small("en").workbook.sides[0].name
    assert str(due["description"]).split("\n")[:2] == [f"Owner: Ann · {side}", "When: a new release is planned"]
    assert (str(check["uid"]), check["dtstart"].dt) == ("a1-check@phasebook", date(2027, 1, 15))
    assert "Did it help?" in str(check["summary"])
    assert b"VALARM" not in calendar.text


def test_the_same_actions_give_the_same_bytes_and_a_changed_one_keeps_its_uid() -> None:
    assert made(ACTION).text == made(ACTION).text
    moved = replace(ACTION, due="2026-12-11", edited="2026-11-30T08:00:00+00:00")
    assert [str(e["uid"]) for e in events(made(moved))] == [str(e["uid"]) for e in events(made(ACTION))]
    assert events(made(moved))[0]["dtstamp"].dt == datetime(2026, 11, 30, 8, tzinfo=UTC)


def test_a_dropped_action_is_struck_out_and_one_without_a_day_is_counted() -> None:
    dropped = replace(ACTION, status=Status.DROPPED, check_on="")
    nowhere = Action(id="a2", text="Some day", due="in spring")
    calendar = made(dropped, nowhere)
    assert [str(event["status"]) for event in events(calendar)] == ["CANCELLED"]
    assert (calendar.events, calendar.undated) == (1, 1)


def test_no_actions_are_an_empty_calendar() -> None:
    calendar = calendar_of([])
    assert events(calendar) == []
    assert calendar.text.endswith(b"END:VCALENDAR\r\n")


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=200))
def test_lines_are_folded_between_characters_and_hostile_text_stays_text(text: str) -> None:
    calendar = made(replace(ACTION, text=text, owner=text, check_on=""), page=replace(small("zh"), title=text))
    assert all(len(line) <= 75 for line in calendar.text.split(b"\r\n"))
    for line in calendar.text.split(b"\r\n"):
        line.decode("utf-8")
    (event,) = events(calendar)
    assert str(event["summary"]) == " ".join(text.split())
    assert str(event["description"]).split("\n")[-1] == text or "\n" in text


def test_a_text_with_lines_and_signs_of_the_format_makes_no_second_event() -> None:
    hostile = "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\nSUMMARY:y;,\\\x1b[31m"
    (event,) = events(made(replace(ACTION, text=hostile, done_means=hostile, check_on="")))
    assert "BEGIN:VEVENT" in str(event["summary"])
