"""The journal in words: one line for each thing that happened, and who had done it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from storage.entries.entry import UNCOVERED
from templates.cells.width import shorten
from templates.filled_page.action_states import WORDS
from templates.filled_page.page import (
    Answer,
    Checks,
    Choice,
    Note,
    Rating,
    Row,
)
from templates.meeting import road
from templates.words import N_, _, detailed, listed, named, ngettext
from tui.words.safe_text import one_line

if TYPE_CHECKING:
    from storage.shelf import Event
    from templates.filled_page.page import Retrospective
    from templates.workbook.model import Question

_VERBS: Mapping[str, str] = {
    "added": N_("added"),
    "changed": N_("changed"),
    "deleted": N_("deleted"),
    "undone": N_("undone"),
    "redone": N_("redone"),
    "restored": N_("restored"),
    "purged": N_("purged"),
}
_KINDS: Mapping[str, str] = {
    "person": N_("person"),
    "action": N_("action"),
    "answer": N_("answer"),
    "retrospective": N_("retrospective"),
    "group": N_("group"),
    "vote": N_("vote"),
    "topic": N_("topic"),
    "agreement": N_("agreement"),
    "review": N_("look back"),
}
_FIELDS: Mapping[str, str] = {
    "date": N_("date"),
    "short": N_("short road"),
    "archived": N_("archived"),
    "side": N_("side"),
    "person": N_("person"),
    "group": N_("group"),
    "guess": N_("guess"),
    "when": N_("when"),
    "owner": N_("owner"),
    "due": N_("due"),
    "check_on": N_("check on"),
    "done_means": N_("done means"),
    "confirm": N_("confirmed by"),
    "control": N_("control"),
    "status": N_("status"),
    "why": N_("why"),
    "opened": N_("read aloud"),
    "turning": N_("turning point"),
    "count": N_("votes"),
    "votes": N_("votes each"),
    "voting": N_("vote"),
    "topic": N_("topic"),
    "sentence": N_("sentence"),
    "dissent": N_("we differ"),
    "state": N_("state"),
    "outcome": N_("what became of it"),
    "rules": N_("ground rules"),
    "minutes": N_("minutes"),
    "plan": N_("minutes"),
    "writing": N_("written"),
    "ready": N_("ready"),
    "cover_after": N_("minutes until the screen is covered"),
    "apart": N_("not the same"),
    "private": N_("private"),
}
_VALUES: Mapping[str, Mapping[str, str]] = {
    "status": {state.value: word for state, word in WORDS.items()},
    "state": {
        "open": N_("still open"),
        "decided": N_("decided"),
        "later": N_("later"),
        "standing": N_("holds"),
        "dropped": N_("dropped"),
    },
    "voting": {"open": N_("still open"), "closed": N_("closed")},
    "control": {"us": N_("us"), "them": N_("them"), "neither": N_("neither")},
    "outcome": {
        "done": N_("done"),
        "kept": N_("kept"),
        "dropped": N_("dropped"),
        "renegotiated": N_("agreed anew"),
    },
    "private": {"side": N_("own side"), "facilitator": N_("for the facilitator")},
    "writing": {"open": N_("in the open"), "sealed": N_("covered"), "anonymous": N_("covered, without names")},
}
"""What the words of an action's fields mean to a reader."""
_UNTOLD = frozenset(
    {"kind", "question", "workbook_text", "slug", "demo", "deleted", "place", "earlier", "of_retrospective", "action"}
    | {UNCOVERED}
)
"""Fields that say nothing to a reader."""
_UNNAMED = frozenset({"text", "value", "choice", "checked", "name", "title", "target"})
"""Fields that are the thing itself, told without their name."""
_WRITER = frozenset({"side", "person"})
"""Fields of an answer that say whose it is, which stands on the line already."""
_LONGEST = 72


def told(event: Event, page: Retrospective) -> str:
    """One event on one line: what happened, to what, whose it was, and what it says."""
    if event.verb == "purged":
        return _purge(event)
    question = page.question(event.question) if event.question else None
    parts = [_(_VERBS.get(event.verb, event.verb)), _thing(event, question), _who(event, page)]
    parts += _said(event, question, page)
    return " · ".join(one_line(part) for part in parts if part)


def _purge(event: Event) -> str:
    count = next((after for name, _before, after in event.changes if name == "purged"), 0)
    n = count if isinstance(count, int) else 0
    parts = [_("purged"), ngettext("{n} entry of the journal", "{n} entries of the journal", n).format(n=n)]
    return " · ".join(parts if event.here else [*parts, _("on another laptop")])


def told_with_time(event: Event, page: Retrospective) -> str:
    """One event on one line, with the time it happened, by this laptop's clock."""
    return f"{local_time(event.time)}  {told(event, page)}"


def local_time(time: str) -> str:
    """A time of the journal by this laptop's clock, to the minute."""
    try:
        return datetime.fromisoformat(time).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return time


def answer_in_words(answer: Answer, page: Retrospective) -> str:
    """What an answer says, on one line, in the words of the document."""
    question = page.question(answer.question)
    match answer:
        case Note():
            said = [answer.text]
        case Rating():
            said = [_word("value", answer.value, question, page)]
            if answer.guess is not None:
                said.append(named(_("guess"), _word("guess", answer.guess, question, page)))
        case Row():
            cells = ((f"cell.{column}", value) for column, value in answer.cells.items() if value)
            said = [named(_label(name, question, page), _word(name, value, question, page)) for name, value in cells]
        case Choice():
            said = [_word("choice", answer.choice, question, page)]
        case Checks():
            said = [_word("checked", list(answer.checked), question, page)]
        case _:
            said = []
    return " · ".join(part for part in said if part) or _("(empty)")


def _thing(event: Event, question: Question | None) -> str:
    if question is not None:
        return shorten(one_line(question.text), _LONGEST)
    return _(_KINDS.get(event.record_kind, event.record_kind))


def _who(event: Event, page: Retrospective) -> str:
    """Who had made it: the person, else the side, and whether it came from another laptop."""
    who = event.who if event.record_kind == "answer" else None
    if not who and event.record_kind == "answer":
        side_id = next((after for name, _before, after in event.changes if name == "side"), None)
        answer = page.answer(event.record)
        side_id = side_id or (answer.side if answer else None)
        who = next((side.name for side in page.workbook.sides if side.id == side_id), None) or _("no side")
    if event.here:
        return who or ""
    return _("{who} (on another laptop)").format(who=who) if who else _("on another laptop")


def _said(event: Event, question: Question | None, page: Retrospective) -> Iterator[str]:
    if event.record_kind == "vote":
        return  # Who gave what to whom is told by nothing that a projector may show.
    deletes = any(name == "deleted" and after for name, _before, after in event.changes)
    for name, before, after in sorted(event.changes, key=_importance):
        if name in _UNTOLD or (name in _WRITER and event.record_kind == "answer" and event.verb != "changed"):
            continue
        old, new = (_word(name, value, question, page) for value in (before, after))
        if not old and not new:
            continue
        words = (
            f"{shorten(one_line(old), _LONGEST)} → {shorten(one_line(new), _LONGEST) or '—'}"
            if old and not deletes
            else shorten(one_line(old or new), _LONGEST)
        )
        label = _label(name, question, page)
        yield named(label, words) if label else words


def _importance(change: tuple[str, Any, Any]) -> bool:
    """The thing itself before what is said about it; otherwise the order of the journal."""
    return change[0] not in _UNNAMED


def _label(name: str, question: Question | None, page: Retrospective) -> str:
    if name in _UNNAMED:
        return ""
    head, _dot, rest = name.partition(".")
    if head == "cell" and rest:
        column = question.column(rest) if question else None
        return column.text if column else rest
    if head == "accepts" and rest:
        side = page.workbook.side(rest)
        return _("{side} accepts the sentence").format(side=side.name if side else rest)
    if head == "party" and rest:
        side = page.workbook.side(rest)
        return side.name if side else rest
    if head in ("plan", "writing", "ready"):
        return detailed(_(_FIELDS[head]), _stage(rest, page))
    return _(_FIELDS.get(name, name))


def _stage(name: str, page: Retrospective) -> str:
    """A stage, one of the meeting's own questions, or a stage and a side, as a setting names them."""
    of, _colon, side_id = name.partition(":")
    stage = next((stage.title for stage in road.stages(page) if stage.id == of), "")
    question = page.question(of)
    side = page.workbook.side(side_id)
    return " · ".join(
        part for part in (stage or (question.text if question else ""), side.name if side else "") if part
    )


def _word(name: str, value: Any, question: Question | None, page: Retrospective) -> str:
    """A field's value in the words of the document."""
    if value is None or value is False:
        return ""
    if value is True:
        return _("yes")
    if isinstance(value, list):
        return listed(_word("choice", item, question, page) for item in value)
    text = str(value)
    if name in ("target", "group", "topic"):
        return _thing_called(name, text, page)
    values = _VALUES.get(name.partition(".")[0], {})
    if values:
        return _(values.get(text, text))
    if name == "person":
        person = page.person(text)
        return person.name if person else ""
    if name == "side":
        side = page.workbook.side(text)
        return side.name if side else text
    if question is None:
        return text
    if name == "choice":
        return next((option.text for option in question.options if option.id == text), text)
    if name in ("value", "guess"):
        step = question.step(value) if isinstance(value, int) else None
        return f"{text} ({step.text})" if step else text
    column = question.column(name.removeprefix("cell."))
    return column.word(text) if column and name.startswith("cell.") else text


def _thing_called(name: str, id: str, page: Retrospective) -> str:
    """A group, a topic or what was voted on, by its words instead of its id."""
    from templates.meeting.agenda import target_title, topic_title

    topic = next((topic for topic in page.topics if name == "topic" and topic.id == id), None)
    return (topic_title(page, topic) if topic else target_title(page, id)) or id


def event_json(event: Event) -> dict[str, Any]:
    """An event for programs."""
    return {
        "time": event.time,
        "act": event.act,
        "kind": event.record_kind,
        "record": event.record,
        "verb": event.verb,
        "who": event.who,
        "here": event.here,
        "question": event.question,
        "entry": event.entry,
        "changes": [{"field": name, "before": before, "after": after} for name, before, after in event.changes],
    }
