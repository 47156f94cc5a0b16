"""What of a page is asked to change in one go, and under which acts."""

from __future__ import annotations

from dataclasses import dataclass

from storage.entries.change import Change
from storage.ids import single_id
from storage.records.fields import Record, change_of, deletion_of

CHANGE = "change"
"""The kind of a draft that holds changes waiting to be written."""
FORM = "form:"
"""What the kind of a draft begins with that holds a place's form; the form's name follows."""


def companion(act: str, retrospective: str) -> str:
    """The act in another retrospective that belongs to `act`."""
    return single_id(retrospective, act, None, None)


@dataclass(frozen=True, slots=True)
class Request:
    """Something of the page, or of others, that is to change in one go."""

    records: tuple[Record, ...] = ()
    """What is to stand as it is given."""
    drop: tuple[Record, ...] = ()
    """What is to be deleted."""
    elsewhere: tuple[tuple[str, Record], ...] = ()
    """(retrospective, record) of what is to change in others with it."""

    def changes(self, retrospective: str, act: str) -> list[tuple[str, str, list[Change]]]:
        """(retrospective, act, changes) of all that is to be written; that of others comes first."""
        here = [change_of(retrospective, record) for record in self.records]
        here += [deletion_of(retrospective, record) for record in self.drop]
        others: dict[str, list[Change]] = {}
        for other, record in self.elsewhere:
            others.setdefault(other, []).append(change_of(other, record))
        written = [(other, companion(act, other), changes) for other, changes in others.items()]
        return [*written, (retrospective, act, here)]
