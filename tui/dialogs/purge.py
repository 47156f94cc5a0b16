"""Removing for good, from the screens: what it is, asked twice, done in a thread, and told."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from storage.errors import StorageError
from templates.words import _

if TYPE_CHECKING:
    from storage.safety.purge import Plan
    from storage.shelf import Shelf
    from tui.base.lobby import Lobby


class Purging:
    """One purge on its way."""

    def __init__(self, app: Lobby, done: Callable[[], None]) -> None:
        """Prepare; `done` is called when it has been done."""
        self._app = app
        self._done = done

    def ask(self, make: Callable[[Shelf], Plan]) -> None:
        """Ask twice whether what `make` names is to go, and let it go."""
        from tui.dialogs.confirm import Confirm
        from tui.words.purge_in_words import out_of_reach, what_is_meant

        try:
            plan = make(self._app.shelf)
            what = what_is_meant(plan, self._app.shelf.page(plan.retrospective))
        except StorageError as error:
            self._app.say(str(error), warn=True)
            return

        def first(yes: bool | None) -> None:
            if yes:
                again = Confirm(_("Really, for good?"), out_of_reach(), enter_is_no=True)
                self._app.push_screen(again, lambda sure: self._go(plan) if sure else None)

        more = _("Nothing brings it back. To take something off the page only, delete it instead.")
        self._app.push_screen(Confirm(_("This removes {what}.").format(what=what), more, enter_is_no=True), first)

    def _go(self, plan: Plan) -> None:
        # Writing the file and its backups anew takes a while; keys go on meanwhile.
        self._app.run_worker(lambda: self._purge(plan), thread=True, exit_on_error=False, name="purge")

    def _purge(self, plan: Plan) -> None:
        from storage.safety.purge import purge
        from tui.words.purge_in_words import what_was_done

        try:
            done = purge(self._app.database, plan)
            sentences, warn = what_was_done(done)[:-1], bool(done.left)
        except StorageError as error:
            sentences, warn = (str(error),), True
        self._app.call_from_thread(self._told, sentences, warn)

    def _told(self, sentences: tuple[str, ...], warn: bool) -> None:
        self._done()
        self._app.say("\n".join(sentences), warn=warn)
