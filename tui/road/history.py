"""Looking back on the road: undo and redo, earlier versions of an answer, and removing something for good."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual.app import SystemCommand

from storage.errors import StorageError
from templates.words import _
from templates.workbook import frame
from tui.dialogs.purge import Purging

if TYPE_CHECKING:
    from storage.entries.history import Event
    from tui.road.base import Road


class History:
    """What was written before, and the way back to it."""

    def __init__(self, road: Road) -> None:
        self._road = road

    def turn(self, *, undo: bool) -> None:
        """Take back the last act, or bring it again, and say what it was."""
        from tui.words.history_in_words import told

        road = self._road
        if undo and road.walk.is_covered:
            self._bring_back_covered()
            return
        before = road.page
        try:
            events = road.session.undo() if undo else road.session.redo()
        except StorageError as error:
            road.app.say(str(error), warn=True)
            return
        if not events:
            road.app.say(_("There is nothing left to undo.") if undo else _("There is nothing to redo."))
            return
        road.load()
        after = road.page
        road.app.say("\n".join(told(e, before if before.answer(e.record) else after) for e in shown_of(events)[:3]))
        question = next((event.question for event in events if event.question and not of_grouping(event)), None)
        if question is not None:
            road.go_to(question)

    def _bring_back_covered(self) -> None:
        road = self._road
        try:
            back = road.session.bring_back()
        except StorageError as error:
            road.app.say(str(error), warn=True)
            return
        road.load()
        nothing = _("What is covered is not in the history; Enter changes it, d deletes it.")
        road.app.say(_("Brought back.") if back else nothing)

    def versions(self) -> None:
        """Show earlier versions, and bring one back."""
        from tui.dialogs.versions import VersionsDialog

        road = self._road
        road.before_leaving()
        page, answer, shelf = road.page, road.area.standing(), road.app.shelf
        asked = {question.id for question in road.walk.stop.questions}
        try:
            if answer is not None:
                records = [answer.id]
            else:
                events = shelf.history(road.retrospective)
                records = list(dict.fromkeys(event.record for event in events if event.question in asked))
            of_each = [shelf.versions(road.retrospective, record) for record in records]
        except StorageError as error:
            road.app.say(str(error), warn=True)
            return
        versions = [version for versions in of_each for version in versions]
        if answer is None:
            # Of a whole question: what is gone or was different, in the order it was written.
            standing = {head for one in page.answers for head in one.heads}
            versions = sorted((v for v in versions if v.entry not in standing), key=lambda v: v.time)
        if not versions:
            road.app.say(_("Nothing was written here before."))
            return
        question = road.walk.stop.questions[0].text
        road.app.push_screen(VersionsDialog(question, page, versions), self._bring_back)

    def _bring_back(self, entry: str | None) -> None:
        from tui.words.history_in_words import told

        road = self._road
        if entry is None:
            return
        try:
            events = road.app.shelf.restore_version(road.retrospective, entry)
        except StorageError as error:
            road.app.say(str(error), warn=True)
            return
        road.load()
        if not events:
            road.app.say(_("It stands like that already."))
        else:
            road.app.say("\n".join(told(event, road.page) for event in events))

    # -- for good --------------------------------------------------------------------------------

    def rare_commands(self) -> Iterator[SystemCommand]:
        """What is rare and grave enough to have no key."""
        yield SystemCommand(
            _("purge this answer…"),
            _("Remove the answer under the cursor for good, with everything it ever said; nothing brings it back."),
            partial(self._road.run_action_later, "purge_answer"),
        )
        yield SystemCommand(
            _("purge a person…"),
            _("Remove a person for good, with everything they wrote; nothing brings it back."),
            partial(self._road.run_action_later, "purge_person"),
        )

    def purge_answer(self) -> None:
        """Remove the answer under the cursor for good, having asked twice."""
        from storage.safety.purge import plan_answer

        road = self._road
        answer = road.area.standing()
        if answer is None:
            road.app.say(_("Choose an answer with ↑ and ↓ first."))
        else:
            Purging(road.app, road.load).ask(lambda shelf: plan_answer(shelf, road.retrospective, answer.id))

    def purge_person(self) -> None:
        """Ask for a name, and remove that person for good, having asked twice."""
        from storage.safety.purge import plan_person
        from tui.dialogs.line import LineDialog

        road = self._road

        def named(name: str | None) -> None:
            if name is not None and name.strip():
                Purging(road.app, road.load).ask(lambda shelf: plan_person(shelf, road.retrospective, name))

        road.app.push_screen(LineDialog(_("Purge whom?"), enter=_("goes on")), named)


def of_grouping(event: Event) -> bool:
    """Whether an event is of a group, of a note put into one, or of a card read aloud: its question looks as before."""
    return event.record_kind == "group" or {name for name, *_rest in event.changes} <= {"group", "opened"}


def shown_of(events: Sequence[Event]) -> list[Event]:
    """What may be told on a screen everybody sees: of the facilitator's own notes only that there was something."""
    return [replace(e, changes=(), who=None) if e.question == frame.FACILITATOR else e for e in events]
