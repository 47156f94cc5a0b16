"""Earlier retrospectives with the same counterpart, for the places that look back. No Textual here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from templates.filled_page.page import Retrospective
    from tui.session.keeper import Keeper


class LastTime:
    """What was agreed before: read once for each visit of a place that looks back."""

    def __init__(self, session: Keeper) -> None:
        self._session = session
        self._read: tuple[Retrospective, ...] | None = None

    def seen_from(self, *, looks_back: bool) -> tuple[Retrospective, ...]:
        """The earlier retrospectives, newest first, as a place sees them; none where it does not look back."""
        if not looks_back:
            self._read = None
            return ()
        if self._read is None:
            self._read = self._session.earlier()
        return self._read
