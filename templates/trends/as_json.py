"""Trends as the JSON of `phasebook trends --json`: ids and figures, with the answers behind each figure."""

from __future__ import annotations

from templates.readings.as_json import figure, number
from templates.trends import Course, Trend

Object = dict[str, object]


def as_object(trend: Trend) -> Object:
    """One trend as an object that `json.dumps` takes."""
    return {
        "parties": dict(trend.parties) if trend.parties is not None else None,
        "retrospectives": [{"id": one.id, "title": one.title, "date": one.date or None} for one in trend.meetings],
        "trust": [_course(course) for course in trend.trust],
        "gaps": [_course(course) for course in trend.gaps],
        "duties": [_course(course) for course in trend.duties],
        "honeymoon_days": [{"retrospective": meeting.id, "sides": dict(days)} for meeting, days in trend.honeymoons],
        "topics": [
            {
                "title": raised.title,
                "times": raised.times,
                "since": raised.since or None,
                "retrospectives": list(raised.meetings),
                "topics": list(raised.topics),
            }
            for raised in trend.topics
        ],
        "actions": [
            {"side": one.side, "kept": one.kept, "dropped": one.dropped, "open": one.open} for one in trend.actions
        ],
    }


def _course(course: Course) -> Object:
    return {
        "question": course.question.id,
        "about": course.question.about,
        "points": [
            {
                "retrospective": then.meeting,
                "gap": number(then.gap.gap),
                "sides": {side: figure(how) for side, how in then.gap.sides.items()},
                "kind": then.gap.kind,
                "answers": list(then.gap.answers),
            }
            for then in course.points
        ],
    }
