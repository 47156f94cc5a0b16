"""Who is at the keyboard, for which side, and what of this turn is theirs. No Textual here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.session.view import Writer

if TYPE_CHECKING:
    from storage.drafts.covered_file import Sealed


class Seat:
    """The chair before the keyboard: where writing is covered, it decides what may be seen."""

    def __init__(self) -> None:
        self.holder: Writer | None = None
        """Who has said that they are at the keyboard; None until somebody has."""
        self.facilitating = False
        """Whether nobody but the facilitator looks on: only then their own notes are shown."""
        self.half_kept = False
        """Whether something half written without a name was kept as it stood, and its writer was not told yet."""
        self._turn: set[str] = set()
        """The ids of what was written without a name since the keyboard was handed over, answers and drafts' acts."""
        self._dropped: list[Sealed] = []

    def hand_over(self, writer: Writer | None) -> None:
        """Somebody else holds the keyboard, or nobody: what the one before wrote is out of sight."""
        self.holder = writer
        self._turn.clear()
        self._dropped.clear()

    @property
    def person(self) -> str | None:
        """The id of the person at the keyboard; None where a side is together, or nobody has sat down."""
        return self.holder.person if self.holder else None

    def note(self, id: str) -> None:
        """Something without a name was written in this turn."""
        self._turn.add(id)

    def is_of_this_turn(self, id: str) -> bool:
        """Whether something without a name was written by whoever holds the keyboard now."""
        return id in self._turn

    def wrote(self, id: str, person: str | None) -> bool:
        """Whether whoever holds the keyboard wrote something alone: in this turn, or under their name."""
        return id in self._turn or (self.person is not None and person == self.person)

    def may_read(self, id: str, side: str | None, person: str | None) -> bool:
        """Whether something covered may be read here: what is one's own, or all of a side that is together."""
        if self.holder is None:
            return False
        return self.wrote(id, person) or (self.holder.person is None and side == self.holder.side)

    def may_write_on(self, act: str, side: str | None, person: str | None) -> bool:
        """Whether a draft begun covered is whoever's holds the keyboard."""
        if self.holder is None:
            return False
        return act in self._turn or (side, person) == (self.holder.side, self.holder.person)

    def drop(self, row: Sealed) -> None:
        """Something covered was deleted in this turn: it can be brought back until the keyboard is handed over."""
        self._dropped.append(row)

    def bring_back(self) -> Sealed | None:
        """What was deleted last in this turn; it is not deleted any more."""
        if not self._dropped:
            return None
        row = self._dropped.pop()
        if row.person is None:
            self.note(row.id)
        return row
