"""What a meeting makes (groups, votes, topics, agreements, reviews): its fields in the journal, its rows, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from storage.entries.entry import Json
from storage.entries.field_names import ACCEPTS
from storage.entries.fold import State
from storage.records.columns import (
    TableRow,
    dump,
    maybe,
    number,
    placed,
    text,
)
from templates.filled_page.agreed import (
    Agreement,
    Group,
    Made,
    Outcome,
    Review,
    Standing,
    Topic,
    TopicState,
    Vote,
)

KINDS: Mapping[type[Made], str] = MappingProxyType(
    {Group: "group", Vote: "vote", Topic: "topic", Agreement: "agreement", Review: "review"}
)
"""The journal's kind of each."""


def fields_of(record: Made) -> dict[str, Json]:
    """All fields of a record, as the journal has them."""
    match record:
        case Group():
            return {"title": record.title, "question": record.question}
        case Vote():
            return {"target": record.target, "side": record.side, "person": record.person, "count": record.count}
        case Topic():
            told: dict[str, Json] = {ACCEPTS + side: True for side in record.accepted}
            told |= {ACCEPTS + side: False for side in record.refused}
            return {
                "target": record.target,
                "title": record.title,
                "place": record.place,
                "sentence": record.sentence,
                "dissent": record.dissent,
                "state": record.state.value,
                **told,
            }
        case Agreement():
            return {
                "text": record.text,
                "state": record.state.value,
                "why": record.why,
                "earlier": record.earlier,
            }
        case Review():
            return {
                "action": record.action,
                "of_retrospective": record.retrospective,
                "text": record.text,
                "owner": record.owner,
                "side": record.side,
                "due": record.due,
                "outcome": record.outcome.value,
                "why": record.why,
            }
        case _:
            raise TypeError(f"not made by a meeting: {record!r}")


def group_row(id: str, state: State) -> TableRow | None:
    """The row of a group."""
    fields = state.fields
    if "title" not in fields:
        return None
    return {**placed(id, state), "title": text(fields["title"]), "question": maybe(fields.get("question"))}


def vote_row(id: str, state: State) -> TableRow | None:
    """The row of a vote."""
    fields = state.fields
    target, count = fields.get("target"), number(fields.get("count"))
    if not isinstance(target, str) or count is None or count < 1:
        return None
    return {
        **placed(id, state),
        "target": target,
        "side": maybe(fields.get("side")),
        "person": maybe(fields.get("person")),
        "count": count,
    }


def topic_row(id: str, state: State) -> TableRow | None:
    """The row of a topic."""
    fields = state.fields
    if "target" not in fields:
        return None
    said = {name.removeprefix(ACCEPTS): value for name, value in sorted(fields.items()) if name.startswith(ACCEPTS)}
    return {
        **placed(id, state),
        "target": text(fields["target"]),
        "title": text(fields.get("title")),
        "place": number(fields.get("place")) or 0,
        "sentence": text(fields.get("sentence")),
        "accepted": dump([side for side, value in said.items() if value is True]),
        "refused": dump([side for side, value in said.items() if value is False]),
        "dissent": text(fields.get("dissent")),
        "state": text(fields.get("state"), TopicState.OPEN.value),
    }


def agreement_row(id: str, state: State) -> TableRow | None:
    """The row of an agreement."""
    fields = state.fields
    if "text" not in fields:
        return None
    return {
        **placed(id, state),
        "text": text(fields["text"]),
        "state": text(fields.get("state"), Standing.STANDING.value),
        "why": text(fields.get("why")),
        "earlier": text(fields.get("earlier")),
    }


def review_row(id: str, state: State) -> TableRow | None:
    """The row of a review."""
    fields = state.fields
    if "action" not in fields:
        return None
    return {
        **placed(id, state),
        **{name: text(fields.get(name)) for name in ("action", "of_retrospective", "text", "owner", "due", "why")},
        "side": maybe(fields.get("side")),
        "outcome": text(fields.get("outcome")),
    }


def traces(row: TableRow) -> dict[str, Any]:
    """What every record has, from its row."""
    also = row["also"]
    return {
        "id": row["id"],
        "created": row["created"],
        "edited": row["edited"],
        "also": tuple((name, value) for name, value in json.loads(also)) if also else (),
        "heads": tuple(json.loads(row["heads"])),
    }


def group_of(row: TableRow) -> Group:
    """A group from its row."""
    return Group(**traces(row), title=row["title"], question=row["question"])


def vote_of(row: TableRow) -> Vote:
    """A vote from its row."""
    return Vote(**traces(row), target=row["target"], side=row["side"], person=row["person"], count=row["count"])


def topic_of(row: TableRow) -> Topic:
    """A topic from its row."""
    known = {state.value for state in TopicState}
    return Topic(
        **traces(row),
        **{name: row[name] for name in ("target", "title", "place", "sentence", "dissent")},
        accepted=tuple(json.loads(row["accepted"])),
        refused=tuple(json.loads(row["refused"])),
        state=TopicState(row["state"]) if row["state"] in known else TopicState.OPEN,
    )


def agreement_of(row: TableRow) -> Agreement:
    """An agreement from its row."""
    known = {state.value for state in Standing}
    state = Standing(row["state"]) if row["state"] in known else Standing.STANDING
    return Agreement(**traces(row), text=row["text"], state=state, why=row["why"], earlier=row["earlier"])


def review_of(row: TableRow) -> Review:
    """A review from its row."""
    known = {outcome.value for outcome in Outcome}
    return Review(
        **traces(row),
        **{name: row[name] for name in ("action", "text", "owner", "side", "due", "why")},
        retrospective=row["of_retrospective"],
        outcome=Outcome(row["outcome"]) if row["outcome"] in known else Outcome.UNSEEN,
    )
