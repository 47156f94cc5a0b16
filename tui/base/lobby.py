"""What a screen may ask of the app it stands in."""

from __future__ import annotations

from abc import abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import App
from textual.signal import Signal

if TYPE_CHECKING:
    from storage.drafts.covered_file import SealedFile
    from storage.drafts.draft_writer import Drafts, Saving
    from storage.shelf import Shelf


class Lobby(App[None]):
    """The app as its screens know it: the open database, what is said, and the way from one screen to another."""

    database: Path
    """The file that is open, or is to be opened."""
    demo: bool
    """Whether it is the demo's."""
    own_database: Path | None
    """In the demo, the file a retrospective can be moved to."""
    trouble: str
    """The sentence that says why the database could not be opened, or an empty text."""
    saving: Signal[Saving]
    """Published whenever the drafts' thread has tried to save; a screen subscribes to it."""
    last_opened: str | None
    """The retrospective last walked: the shelf's cursor stands on it on the way back."""

    @property
    @abstractmethod
    def shelf(self) -> Shelf:
        """The open database."""

    @property
    @abstractmethod
    def drafts(self) -> Drafts:
        """What is being typed, saved as it is typed."""

    @property
    @abstractmethod
    def sealed(self) -> SealedFile:
        """What is written covered."""

    @property
    @abstractmethod
    def is_open(self) -> bool:
        """Whether the database is open."""

    @property
    @abstractmethod
    def idle(self) -> float:
        """Seconds since a key or the mouse was last used."""

    @abstractmethod
    def say(self, text: str, *, warn: bool = False) -> None:
        """Say `text` in one line at the foot of the screen, instead of what was said before."""

    @abstractmethod
    def open_database(self) -> None:
        """Open the database; the shelf asks for this once its frame has been painted."""

    @abstractmethod
    def open_road(self, retrospective: str, *, at: str = "") -> None:
        """Walk the road of a retrospective, from the stop `at` where one is given."""

    @abstractmethod
    def open_search(self) -> None:
        """Search, and go to what is chosen; from a road only its own retrospective."""

    @abstractmethod
    def action_leave(self) -> None:
        """Leave; everything is kept."""

    @abstractmethod
    def action_say_how_to_leave(self) -> None:
        """Say what leaves the program."""

    @abstractmethod
    def action_blank(self) -> None:
        """Blank the screen at once."""
