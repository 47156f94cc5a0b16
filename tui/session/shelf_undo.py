"""What undo may take back on the shelf, and how it is told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from templates.words import _

if TYPE_CHECKING:
    from storage.shelf import Event


def newest_shelf_act(history: Sequence[Event], *, standing: bool) -> str | None:
    """The newest act of this laptop that stands (or was taken back), where it changed title or archive only.

    Undo works on a whole retrospective; the shelf must never take back an answer nobody sees here.
    """
    done: list[str] = []
    undone: list[str] = []
    of_header: dict[str, bool] = {}
    for event in history:
        if not event.here:
            continue
        if event.verb in ("undone", "redone"):
            source, target = (done, undone) if event.verb == "undone" else (undone, done)
            if event.act in source:
                source.remove(event.act)
                target.append(event.act)
            continue
        shelf_like = event.verb == "changed" and {name for name, *_rest in event.changes} <= {
            "title",
            "archived",
        }
        of_header[event.act] = of_header.get(event.act, True) and shelf_like and event.record_kind == "retrospective"
        if event.act not in done:
            done.append(event.act)
            undone.clear()
    acts = done if standing else undone
    return acts[-1] if acts and of_header[acts[-1]] else None


def told(event: Event, title: str, *, undo: bool) -> str:
    """What was taken back or done again, in one sentence."""
    if any(name == "archived" for name, *_rest in event.changes):
        back = any(bool(after) is undo for name, _before, after in event.changes if name == "archived")
        return (_("{title} stands on the shelf again.") if back else _("{title} is in the archive again.")).format(
            title=title
        )
    return _("It is called {title} again.").format(title=title)
