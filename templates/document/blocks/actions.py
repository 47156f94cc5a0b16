"""The actions of a page as a task list: open ones, then those without an owner, done ones, dropped ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from templates.document.blocks.other_versions import also_agreed
from templates.document.blocks.topics import title_of
from templates.document.marks import marked, of_action, of_line
from templates.document.voice import Voice
from templates.filled_page.in_order import agreed
from templates.filled_page.page import Action, Control, Status
from templates.markdown.escape import escape, escape_block, heading

_INDENT = "  "


def actions(voice: Voice) -> Iterator[str]:
    """The section of the actions, block by block; nothing where there are none."""
    _ = voice.gettext
    parts = agreed(voice.page)
    if not voice.page.actions:
        return
    yield heading(2, _("Actions"))
    if parts.owned:
        yield _listed(voice, parts.owned, "[ ] ")
    if parts.parked:
        yield heading(3, _("Parking lot: no owner yet"))
        yield _listed(voice, parts.parked, "[ ] ")
    if parts.finished:
        yield heading(3, _("Done"))
        yield _listed(voice, parts.finished, "[x] ")
    if parts.dropped:
        yield heading(3, _("Dropped"))
        yield _listed(voice, parts.dropped, "")


def _listed(voice: Voice, some: Sequence[Action], box: str) -> str:
    return "\n".join(_item(voice, action, box) for action in some)


def _item(voice: Voice, action: Action, box: str) -> str:
    """One action: what, by whom and until when on its first line, the rest in lines below it."""
    first = marked(_first_line(voice, action, box), of_action(voice, action))
    return "\n".join((first, *(f"{_INDENT}- {line}" for line in _lines(voice, action))))


def short_list(voice: Voice, some: Sequence[Action]) -> str:
    """Open actions, a line each: what, by whom and until when."""
    return "\n".join(_first_line(voice, action, "[ ] ") for action in some)


def who_and_when(voice: Voice, action: Action) -> str:
    """Who does an action, until when, and where it stands."""
    return " · ".join(_marks(voice, action))


def _first_line(voice: Voice, action: Action, box: str) -> str:
    first = f"- {box}{escape_block(action.text, _INDENT)}"
    marks = who_and_when(voice, action)
    return f"{first} — *{marks}*" if marks else first


def _marks(voice: Voice, action: Action) -> Iterator[str]:
    """Who does it, until when, and where it stands if that is not said by the list it is in."""
    _ = voice.gettext
    side = voice.side_id(action.side)
    if action.owner.strip():
        yield voice.detail(escape(action.owner), side)
    elif side:
        yield side
    if action.due:
        yield _("due {date}").format(date=voice.date(action.due))
    if action.status in (Status.DONE, Status.CONFIRMED):
        yield voice.status(action.status)


def _lines(voice: Voice, action: Action) -> Iterator[str]:
    """What else is known of an action, a line each; the short particulars share one, if they still matter."""
    _ = voice.gettext
    why = [_field(voice, "why", _("Why: {text}"), action.why)] if action.why else []
    dropped = action.status is Status.DROPPED
    if dropped:
        yield from why
    if action.when:
        yield _field(voice, "when", _("Occasion: {text}"), action.when)
    if action.done_means:
        yield _field(voice, "done_means", _("Done means: {text}"), action.done_means)
    particulars = " · ".join(_particulars(voice, action))
    if particulars and not dropped:
        yield particulars
    if not dropped:
        yield from why
    yield from also_agreed(voice, action, _INDENT * 2)


def _field(voice: Voice, name: str, pattern: str, text: str) -> str:
    """A field that has a line of its own."""
    return marked(pattern.format(text=escape_block(text, _INDENT * 2)), of_line(voice, name))


def _particulars(voice: Voice, action: Action) -> Iterator[str]:
    """Who confirms, when to look again, and in whose hands it lies."""
    _ = voice.gettext
    if action.confirm:
        pattern = _("Confirmed by: {name}") if _is_confirmed(action) else _("To be confirmed by: {name}")
        yield pattern.format(name=escape(action.confirm))
    if action.check_on:
        yield _("Check on: {date}").format(date=voice.date(action.check_on))
    if topic := next((topic for topic in voice.page.topics if topic.id == action.topic), None):
        yield _("Topic: {name}").format(name=title_of(voice, topic))
    if action.earlier:
        yield _("agreed anew from an earlier retrospective")
    if hands := _hands(voice, action):
        yield _("In the hands of: {name}").format(name=hands)


def _is_confirmed(action: Action) -> bool:
    return action.status is Status.CONFIRMED


def _hands(voice: Voice, action: Action) -> str:
    """In whose hands an action lies: a side's name where *us* and *them* can be told; empty if unknown."""
    _ = voice.gettext
    ours = voice.side_id(action.side)
    others = [voice.side(side) for side in voice.page.workbook.sides if side.id != action.side]
    match action.control:
        case Control.US:
            return ours or _("those who agreed on it")
        case Control.THEM:
            return others[0] if ours and len(others) == 1 else _("others")
        case Control.NEITHER:
            return _("nobody here")
        case None:
            return ""
