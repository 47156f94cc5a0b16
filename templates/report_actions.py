"""The actions of a page as a task list: open ones, then those without an owner, done ones, dropped ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from templates.insights import agreed
from templates.markdown import escape, escape_block, heading
from templates.report_also import also_agreed
from templates.report_voice import Voice
from templates.retrospective import Action, Control, Status
from templates.words import N_

_INDENT = "  "

_HANDS = {
    Control.US: N_("In whose hands: ours"),
    Control.THEM: N_("In whose hands: the other side's"),
    Control.NEITHER: N_("In whose hands: neither side's"),
}


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
        yield heading(3, _("Parking lot: nobody's yet"))
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
    """What else is known of an action, a line each."""
    _ = voice.gettext
    deep = _INDENT * 2
    if action.when:
        yield _("When: {text}").format(text=escape_block(action.when, deep))
    if action.done_means:
        yield _("Done means: {text}").format(text=escape_block(action.done_means, deep))
    if action.confirm:
        yield _("To be confirmed by: {text}").format(text=escape_block(action.confirm, deep))
    if action.check_on:
        yield _("Look whether it helped: {date}").format(date=voice.date(action.check_on))
    if action.control:
        yield _(_HANDS[action.control])
    if action.why:
        yield _("Why: {text}").format(text=escape_block(action.why, deep))
    yield from also_agreed(voice, action, deep)
