"""From one retrospective to the next: read from the tables, compared by ids, in whatever language."""

from __future__ import annotations

import json
from typing import Any

from storage.ids import new_id, topic_id
from storage.records.header import Details
from storage.shelf import Shelf, Start
from storage.trends import meetings
from templates import library
from templates.filled_page.agreed import Group, Topic
from templates.filled_page.page import (
    Action,
    Note,
    Rating,
    Row,
    Status,
)
from templates.filled_page.settings import Private
from templates.trends import Trend, trends
from templates.trends.as_json import as_object
from templates.trends.in_words import told


def begin(shelf: Shelf, day: str, client: str = "Harbour", lang: str = "en") -> str:
    """Start a retrospective with a counterpart."""
    text = library.text("four-phases", lang)
    return shelf.start(
        Start(title=day, workbook_text=text, date=day, parties={"client": client, "vendor": "Northwind"})
    )


def rated(question: str, side: str, value: int, **more: Any) -> Rating:
    """A named person's rating."""
    usual: dict[str, Any] = {"id": new_id(), "question": question, "side": side, "person": new_id(), "value": value}
    return Rating(**(usual | more))


def with_harbour(shelf: Shelf) -> Trend:
    """The trend with the first counterpart."""
    return trends(meetings(shelf))[0]


def test_trust_and_duties_are_followed_across_languages_by_the_ids_of_their_questions(shelf: Shelf) -> None:
    first, second = begin(shelf, "2025-03-01"), begin(shelf, "2026-03-01", client=" harbour ", lang="zh")
    shelf.keep(first, rated("conflict-trust", "client", 1), rated("duty-vendor-scope", "vendor", 4))
    shelf.keep(second, rated("conflict-trust", "client", 3), rated("conflict-trust", "vendor", 2))
    begin(shelf, "2026-04-01", client="Mill")
    trend = with_harbour(shelf)
    assert [meeting.date for meeting in trend.meetings] == ["2025-03-01", "2026-03-01"]
    (trust,), (duty,) = trend.trust, trend.duties
    assert [then.gap.sides["client"].median for then in trust.points] == [1, 3]
    assert [then.gap.gap for then in trust.points] == [None, 1]
    assert duty.question.id == "duty-vendor-scope"
    everything = trends(meetings(shelf))
    assert [len(one.meetings) for one in everything] == [2, 1, 3]
    assert everything[-1].parties is None
    words = "\n".join(line.text for line in told(trend))
    assert "甲方  1 → 3" in words
    assert "乙方  – → 2" in words
    given = as_object(trend)
    assert json.dumps(given) == json.dumps(as_object(with_harbour(shelf)))


def test_what_is_private_or_of_fewer_than_three_without_a_name_is_not_compared(shelf: Shelf) -> None:
    one, other = begin(shelf, "2025-03-01"), begin(shelf, "2026-03-01")
    nameless = {"person": None, "anonymous": True}
    shelf.keep(
        one,
        rated("conflict-date", "client", 5, private=Private.SIDE),
        rated("conflict-date", "client", 4),
        *(rated("conflict-date", "vendor", 1, **nameless) for _ in range(2)),
        rated("conflict-trust", "client", 4),
    )
    shelf.keep(other, *(rated("conflict-date", "vendor", n, **nameless) for n in (1, 2, 5)))
    shelf.keep(one, Details(settings={"private.conflict-trust": "side"}))
    trend = with_harbour(shelf)
    first, second = trend.meetings
    assert {side: how.n for side, how in first.figures["conflict-date"].items()} == {"client": 1}
    assert second.figures["conflict-date"]["vendor"].n == 3
    assert trend.trust == ()


def test_an_answer_marked_private_on_one_of_two_laptops_is_not_compared(shelf: Shelf) -> None:
    retro = begin(shelf, "2025-03-01")
    both = rated("conflict-date", "client", 5), rated("conflict-date", "vendor", 1)
    shelf.keep(retro, *both)
    also = json.dumps([["private", "side"]], separators=(",", ":"))
    set_also = "UPDATE answers SET also = ? WHERE id = ?"
    shelf.connection.write(lambda: shelf.connection.execute(set_also, [also, both[0].id]))
    assert list(meetings(shelf)[0].figures["conflict-date"]) == ["vendor"]


def test_topics_that_came_back_are_counted_once_a_retrospective_with_the_day_of_the_first(shelf: Shelf) -> None:
    days = ("2025-03-01", "2025-09-01", "2026-03-01")
    ids = [begin(shelf, day) for day in days]
    group = Group(id=new_id(), title="Who decides on changes")
    note = Note(id=new_id(), question="across-next", side="client", text="Who decides on the changes we ask for")
    secret = Note(id=new_id(), question="across-next", side="client", text="My boss", private=Private.SIDE)
    shelf.keep(ids[0], Topic(id=new_id(), title="Who decides on changes?"), _about(ids[0], "conflict-trust"))
    shelf.keep(ids[1], group, _about(ids[1], group.id), Topic(id=new_id(), title="Something else"))
    shelf.keep(
        ids[2], note, _about(ids[2], note.id), secret, _about(ids[2], secret.id), _about(ids[2], "conflict-trust")
    )
    often = with_harbour(shelf).topics
    assert [(raised.times, raised.since) for raised in often] == [(3, "2025-03-01"), (2, "2025-03-01")]
    assert often[0].title == note.text
    assert "raised 3 times since 2025-03-01" in "\n".join(line.text for line in told(with_harbour(shelf)))
    assert all(topic.title != "My boss" for meeting in meetings(shelf) for topic in meeting.topics)


def _about(retro: str, target: str) -> Topic:
    return Topic(id=topic_id(retro, target), target=target)


def test_actions_are_counted_by_side_and_honeymoons_by_each_account(shelf: Shelf) -> None:
    one, other = begin(shelf, "2025-03-01"), begin(shelf, "2026-03-01")
    shelf.keep(
        one,
        Action(id=new_id(), text="a", side="client", status=Status.DONE),
        Action(id=new_id(), text="b", side="client", status=Status.CONFIRMED),
        Action(id=new_id(), text="c", side="vendor", status=Status.DROPPED),
        Row(
            id=new_id(),
            question="honeymoon-period",
            side="client",
            cells={"began": "2025-01-01", "ended": "2025-01-31"},
        ),
    )
    shelf.keep(other, Action(id=new_id(), text="d"), Action(id=new_id(), text="e", side="vendor"))
    trend = with_harbour(shelf)
    kept = {row.side: (row.kept, row.dropped, row.open) for row in trend.actions}
    assert kept == {"client": (2, 0, 0), "vendor": (0, 1, 1), None: (0, 0, 1)}
    assert [(meeting.id, dict(days)) for meeting, days in trend.honeymoons] == [(one, {"client": 30})]
    lines = [line.text for line in told(trend)]
    assert "Client  30 → –" in lines
    assert "Client: 2 kept, 0 dropped, 0 open" in lines


def test_an_archived_retrospective_counts_and_one_team_alone_does_not(shelf: Shelf) -> None:
    old = begin(shelf, "2025-03-01")
    shelf.keep(old, Details(archived=True))
    team = "# Team <!-- team -->\n\n## Now <!-- now -->\n\n### How are we? <!-- how -->\n\n1. Bad\n2. Good\n"
    shelf.start(Start(title="team", workbook_text=team, date="2025-04-01"))
    assert [meeting.id for meeting in meetings(shelf)] == [old]


def test_where_a_scale_has_other_steps_its_older_figures_are_left_out(shelf: Shelf) -> None:
    old = library.text("four-phases", "en").replace("5. As good as certain\n", "")
    first = shelf.start(Start(title="old", workbook_text=old, date="2025-03-01", parties={"client": "Harbour"}))
    second = shelf.start(
        Start(
            title="new",
            workbook_text=library.text("four-phases", "en"),
            date="2026-03-01",
            parties={"client": "Harbour"},
        )
    )
    shelf.keep(first, rated("conflict-date", "client", 4))
    shelf.keep(second, rated("conflict-date", "client", 4), rated("conflict-date", "vendor", 1))
    (course,) = with_harbour(shelf).gaps
    assert [then.meeting for then in course.points] == [second]


def test_nothing_to_compare_is_nothing(shelf: Shelf) -> None:
    assert trends(meetings(shelf)) == ()
