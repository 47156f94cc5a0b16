"""Who may read what stands on the road: an answer, a question's answers, a stage's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from templates.words import _

if TYPE_CHECKING:
    from tui.road.base import Road


def choose_readers(road: Road) -> None:
    """Ask who may read what stands here, and keep it."""
    from tui.dialogs.visibility import Reader, VisibilityDialog, readers

    area, walk = road.area, road.walk
    answer = area.answer_here
    if answer is not None and area.view is not None and answer.id in area.view.own:
        answer = None  # What is covered does not enter the journal before it is revealed.
    choices = readers(walk.page, walk.stop, answer)

    def chosen(reader: Reader | None) -> None:
        if reader is not None and road.change(reader.record):
            road.app.say(_("{name}: {text}.").format(name=reader.heading, text=reader.words))

    if choices:
        road.app.push_screen(VisibilityDialog(choices), chosen)
    else:
        road.app.say(_("Nothing here can be kept from anybody."))
