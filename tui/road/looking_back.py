"""The part of the road screen that looks back: earlier versions of an answer, and removing something for good."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from textual.app import SystemCommand

from storage.errors import StorageError
from templates.filled_page.page import Answer
from templates.words import _
from tui.dialogs.purge import Purging
from tui.road.answering import AnsweringScreen


class LookingBackScreen(AnsweringScreen):
    """The road's own commands about what was written before."""

    @property
    def _answer_in_hand(self) -> Answer | None:
        """The answer the cursor stands on, or the writer's own at a scale or choice."""
        return self._area.standing() if self._area is not None else None

    def action_versions(self) -> None:
        """Show earlier versions, and bring one back."""
        from tui.dialogs.versions import VersionsDialog

        self.before_leaving()
        page, walk = self.page, self._walk
        if page is None or walk is None:
            return
        answer = self._answer_in_hand
        asked = {question.id for question in walk.stop.questions}
        try:
            if answer is not None:
                records = [answer.id]
            else:
                events = self.app.shelf.history(self._retrospective)
                records = list(dict.fromkeys(event.record for event in events if event.question in asked))
            of_each = [self.app.shelf.versions(self._retrospective, record) for record in records]
        except StorageError as error:
            self.app.say(str(error), warn=True)
            return
        versions = [version for versions in of_each for version in versions]
        if answer is None:
            # Of a whole question: what is gone or was different, in the order it was written.
            standing = {head for one in page.answers for head in one.heads}
            versions = sorted((v for v in versions if v.entry not in standing), key=lambda v: v.time)
        if not versions:
            self.app.say(_("Nothing was written here before."))
            return
        question = walk.stop.questions[0].text
        self.app.push_screen(VersionsDialog(question, page, versions), self._bring_back)

    def _bring_back(self, entry: str | None) -> None:
        from tui.words.history_in_words import told

        if entry is None:
            return
        try:
            events = self.app.shelf.restore_version(self._retrospective, entry)
        except StorageError as error:
            self.app.say(str(error), warn=True)
            return
        self.load()
        page = self.page
        if not events or page is None:
            self.app.say(_("It stands like that already."))
        else:
            self.app.say("\n".join(told(event, page) for event in events))

    # -- for good --------------------------------------------------------------------------------

    def palette_commands(self) -> Iterable[SystemCommand]:
        """What is on the keys, and what is rare and grave enough to have none."""
        yield from super().palette_commands()
        yield SystemCommand(
            _("purge this answer…"),
            _("Remove the answer under the cursor for good, with everything it ever said; nothing brings it back."),
            partial(self.run_action_later, "purge_answer"),
        )
        yield SystemCommand(
            _("purge a person…"),
            _("Remove a person for good, with everything they wrote; nothing brings it back."),
            partial(self.run_action_later, "purge_person"),
        )

    def action_purge_answer(self) -> None:
        """Remove the answer under the cursor for good, having asked twice."""
        from storage.safety.purge import plan_answer

        answer, retro = self._answer_in_hand, self._retrospective
        if answer is None:
            self.app.say(_("Choose an answer with ↑ and ↓ first."))
        else:
            Purging(self.app, self.load).ask(lambda shelf: plan_answer(shelf, retro, answer.id))

    def action_purge_person(self) -> None:
        """Ask for a name, and remove that person for good, having asked twice."""
        from storage.safety.purge import plan_person
        from tui.dialogs.line import LineDialog

        retro = self._retrospective

        def named(name: str | None) -> None:
            if name is not None and name.strip():
                Purging(self.app, self.load).ask(lambda shelf: plan_person(shelf, retro, name))

        self.app.push_screen(LineDialog(_("Purge whom?"), enter=_("goes on")), named)
