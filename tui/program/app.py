"""The lobby: it opens the database, keeps what the screens share, and closes behind itself."""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.screen import Screen
from textual.signal import Signal

from storage.errors import RemovedForGood, StorageError
from templates.words import _
from tui.keys import own_keys
from tui.program.on_every_screen import Everywhere
from tui.screens.shelf import ShelfScreen
from tui.terminal.driver import paste_whole, survive_broken_input, tell_of_failed_keyboard

if TYPE_CHECKING:
    from storage.drafts.covered_file import SealedFile
    from storage.drafts.draft_writer import Drafts, Saving
    from storage.shelf import Shelf

_HERE = Path(__file__).parent
AT_THE_START = 0.5
"""Seconds to wait at the start for another program that is writing."""


class PhasebookApp(Everywhere):
    """The program on the screen."""

    TITLE = "phasebook"
    # The shelf is the default screen, whose own style sheet Textual does not load. The road's would be loaded, but only
    # by reading all that had been read before once more.
    CSS_PATH = [_HERE / "app.tcss", _HERE.parent / "screens" / "shelf.tcss"]

    def __init__(
        self,
        database: Path,
        *,
        open_retrospective: str | None = None,
        demo: bool = False,
        own_database: Path | None = None,
    ) -> None:
        """Prepare the app; the database is opened after the first paint.

        Args:
            database: the file to open; made where it is missing.
            open_retrospective: the retrospective to open at once, as `Shelf.find` takes it.
            demo: whether `database` is the demo's.
            own_database: in the demo, the file a retrospective can be moved to.
        """
        super().__init__()
        self.database = database
        self.demo = demo
        self.own_database = own_database
        self.saving: Signal[Saving] = Signal(self, "saving")
        """Published whenever the drafts' thread has tried to save; a screen subscribes to it."""
        self._open_retrospective = open_retrospective
        self.last_opened: str | None = None
        """The retrospective last walked: the shelf's cursor stands on it on the way back."""
        self._walked: str | None = None
        """The same, whether the shelf has been seen since or not."""
        self.covered_still = ""
        """Where something lay covered of it when the program was left, in words."""
        self._shelf: Shelf | None = None
        self._drafts: Drafts | None = None
        self._backup: threading.Thread | None = None
        self._sealed: SealedFile | None = None

    # -- what the screens use ----------------------------------------------------------------------

    @property
    def shelf(self) -> Shelf:
        """The open database."""
        assert self._shelf is not None, "the database is not open yet"
        return self._shelf

    @property
    def drafts(self) -> Drafts:
        """What is being typed, saved as it is typed."""
        assert self._drafts is not None, "the database is not open yet"
        return self._drafts

    @property
    def is_open(self) -> bool:
        """Whether the database is open."""
        return self._shelf is not None

    @property
    def sealed(self) -> SealedFile:
        """What is written covered."""
        assert self._sealed is not None, "the database is not open yet"
        return self._sealed

    def open_road(self, retrospective: str, *, at: str = "") -> None:
        """Walk the road of a retrospective, from the stop `at` where one is given."""
        from tui.road.road import RoadScreen
        from tui.screens.waiting import WaitingScreen
        from tui.session.session import Session

        def walk(session: Session | None) -> None:
            if session is not None:
                self.push_screen(RoadScreen(session, at=at))

        opened = partial(Session, self.shelf, self.drafts, retrospective, self.sealed)
        self.last_opened = self._walked = retrospective
        try:
            walk(opened())
        except RemovedForGood as error:
            self.say(str(error), warn=True)
        except StorageError as error:
            self.push_screen(WaitingScreen(str(error), opened), walk)

    def open_search(self) -> None:
        """Search, and go to what is chosen; from a road only its own retrospective."""
        from tui.program.go_to_found import search

        search(self)

    # -- the way in and the way out ------------------------------------------------------------------

    def get_default_screen(self) -> Screen[Any]:
        """The shelf: the first thing painted."""
        return ShelfScreen()

    def open_database(self) -> None:
        """Open the database; the shelf asks for this once its frame has been painted."""
        from storage.drafts.covered_file import SealedFile
        from storage.drafts.draft_writer import Drafts
        from storage.files import temporary
        from storage.shelf import Shelf

        if sentences := own_keys.apply_key_map(self):
            self.say("\n".join(sentences), warn=True)
        try:
            # Whoever holds the file for longer is told at once, and `r` tries again: nobody sits before a blank screen.
            self._shelf = Shelf.open(self.database, lock_wait=AT_THE_START)
            self._shelf.lock_wait = 0.1
        except StorageError as error:
            from tui.screens.trouble import TroubleScreen

            self.trouble = str(error)
            self.push_screen(TroubleScreen(self.trouble))
            return
        self.trouble = ""
        temporary.clear(temporary.edited())
        self._mend_drafts()
        self._drafts = Drafts(self.database, self._drafts_say)
        self._backup = threading.Thread(target=self._back_up, name="backup", daemon=True)
        self._backup.start()
        self._sealed = SealedFile(self.database, gone=self._shelf.gone)
        for screen in self.screen_stack:
            if isinstance(screen, ShelfScreen):
                screen.fill()
        if self._open_retrospective is not None:
            try:
                self.open_road(self._shelf.find(self._open_retrospective))
            except StorageError as error:
                self.say(str(error), warn=True)
            self._open_retrospective = None

    def _mend_drafts(self) -> None:
        """Set damaged drafts aside and go on with what can be read of them; where that cannot be, go on without."""
        from storage.drafts.mend import mend

        try:
            mended = mend(self.database, lock_wait=0.1)
        except StorageError as error:
            mended = [str(error)]
        if mended:
            self.say("\n".join(mended), warn=True)

    def _back_up(self) -> None:
        """Tidy up after killed programs and take the day's backup, in a thread of its own, with its own connection."""
        from storage.files.backup import by_itself
        from storage.safety.clean_up import at_start

        if left := at_start(self.database):
            self.call_later(partial(self.say, "\n".join(left), warn=True))
        if damage := by_itself(self.database):
            self.call_later(partial(self.say, damage, warn=True))

    def _drafts_say(self, state: Saving) -> None:
        """Carry what the drafts' thread says over to the screens."""
        self.call_later(self.saving.publish, state)

    @property
    def leaving_code(self) -> int:
        """The exit code of leaving: 1 where the database could not be opened."""
        return 1 if self.trouble else 0

    def what_would_be_lost(self) -> str:
        """The sentence that says why drafts are not on the disk, or an empty text where all of them are."""
        if self._drafts is None or self._drafts.flush(1.0):
            return ""
        return self._drafts.trouble or _("The disk is slow; wait a moment.")

    def on_unmount(self) -> None:
        """Whatever way the program ends: write what is still to be written, close what is open."""
        if self._drafts is not None:
            self._drafts.close()
        if self._backup is not None:
            # A copy that is not done by then is begun anew the next time.
            self._backup.join(1.0)
        self.covered_still = self._lying_where_it_was_walked()
        if self._sealed is not None:
            self._sealed.close()
        if self._shelf is not None:
            self._shelf.close()

    def _lying_where_it_was_walked(self) -> str:
        from storage.drafts.beside_the_page import read_beside
        from templates.readers.beside_the_page import lying, told_lying

        if self._shelf is None or self._sealed is None or self._drafts is None or self._walked is None:
            return ""
        try:
            page = self._shelf.page(self._walked)
        except StorageError:
            return ""  # Whoever leaves cannot do anything about it, and opening it again says why.
        return told_lying(lying(page, read_beside(page, self._sealed, self._drafts, self._shelf.has_act).covered))

    def run(self, *args: Any, **options: Any) -> None:
        """Run until the user leaves; `trouble` then holds what whoever started it is to say."""
        survive_broken_input()
        paste_whole()
        tell_of_failed_keyboard()
        super().run(*args, **options)
