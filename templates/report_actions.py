"""The actions of a page as a task list: open ones, then those without an owner, done ones, dropped ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from templates.insights import agreed
from templates.markdown import escape, escape_block, heading
from templates.report_also import also_agreed
from templates.report_voice import Voice
from templates.retrospective import Action, Control, Status

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
    first = f"- {box}{escape_block(action.text, _INDENT)}"
    marks = " · ".join(_marks(voice, action))
    if marks:
        first = f"{first} — *{marks}*"
    return "\n".join((first, *(f"{_INDENT}- {line}" for line in _lines(voice, action))))


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
    deep = _INDENT * 2
    why = [_("Why: {text}").format(text=escape_block(action.why, deep))] if action.why else []
    dropped = action.status is Status.DROPPED
    if dropped:
        yield from why
    if action.when:
        yield _("Occasion: {text}").format(text=escape_block(action.when, deep))
    if action.done_means:
        yield _("Done means: {text}").format(text=escape_block(action.done_means, deep))
    particulars = " · ".join(_particulars(voice, action))
    if particulars and not dropped:
        yield particulars
    if not dropped:
        yield from why
    yield from also_agreed(voice, action, deep)


def _particulars(voice: Voice, action: Action) -> Iterator[str]:
    """Who confirms, when to look again, and in whose hands it lies."""
    _ = voice.gettext
    if action.confirm:
        pattern = _("Confirmed by: {name}") if _is_confirmed(action) else _("To be confirmed by: {name}")
        yield pattern.format(name=escape(action.confirm))
    if action.check_on:
        yield _("Check on: {date}").format(date=voice.date(action.check_on))
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
