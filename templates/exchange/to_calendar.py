"""Due actions as a calendar any program reads: a whole day each, without alarms, the same bytes for the same actions.

An action is an event, not a task: many calendars pass over tasks without a word. It takes nobody's time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from templates import words
from templates.filled_page.page import Action, Retrospective, Status

if TYPE_CHECKING:
    from icalendar import Event

UID_AT = "phasebook"
"""What an event's UID ends with, after the action's own id."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar file, and what could not stand in it."""

    text: bytes
    """UTF-8, lines ended by CRLF and folded at 75 octets, as RFC 5545 wants them."""
    events: int
    undated: int
    """How many actions have no day on which they are due."""


def calendar_of(listed: Iterable[tuple[Retrospective, Iterable[Action]]]) -> Calendar:
    """The calendar of some actions, each with the retrospective it was agreed in.

    An action is due on one day and may be looked at again on another; both days are events. A dropped action is a
    cancelled event, so that a calendar that has it already strikes it out.
    """
    from icalendar import Calendar as Ical

    ical = Ical()
    ical.add("prodid", "-//phasebook//actions//EN")
    ical.add("version", "2.0")
    events = undated = 0
    for page, actions in listed:
        for action in actions:
            due = _day(action.due)
            check = _day(action.check_on)
            undated += due is None
            gettext = words.catalogue(page.lang).gettext
            if due is not None:
                ical.add_component(_event(page, action, due, action.id, action.text, gettext))
            if check is not None:
                title = gettext("Did it help? {action}").format(action=action.text)
                ical.add_component(_event(page, action, check, f"{action.id}-check", title, gettext))
            events += (due is not None) + (check is not None)
    return Calendar(ical.to_ical(), events, undated)


def _event(
    page: Retrospective, action: Action, day: date, uid: str, title: str, gettext: Callable[[str], str]
) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{uid}@{UID_AT}")
    event.add("dtstamp", _moment(action.edited or action.created))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", " ".join(title.split()))
    event.add("description", "\n".join(_lines(page, action, gettext)))
    event.add("status", "CANCELLED" if action.status is Status.DROPPED else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    return event


def _lines(page: Retrospective, action: Action, gettext: Callable[[str], str]) -> Iterable[str]:
    """What else a calendar should tell of an action."""
    _ = gettext
    label = _("{name}: {text}")
    side = page.workbook.side(action.side or "")
    owner = action.owner or _("parking lot")
    yield label.format(name=_("Owner"), text=f"{owner} · {side.name}" if side else owner)
    if action.when:
        yield label.format(name=_("When"), text=action.when)
    if action.done_means:
        yield label.format(name=_("Done means"), text=action.done_means)
    if action.confirm:
        yield label.format(name=_("Confirmed by"), text=action.confirm)
    yield page.title


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == len("2026-01-01") else None
    except ValueError:
        return None


def _moment(text: str) -> datetime:
    """When an action was last changed; a fixed moment where that is not known, never now."""
    try:
        known = datetime.fromisoformat(text)
    except ValueError:
        return datetime(2020, 1, 1, tzinfo=UTC)
    return known.astimezone(UTC) if known.tzinfo else known.replace(tzinfo=UTC)
