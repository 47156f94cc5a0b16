"""What faults came to: counted, and shown as a line of a table."""

from __future__ import annotations

from dataclasses import dataclass, field

from templates.filled_page.page import Note, Retrospective


@dataclass
class Toll:
    """What the kills of one kind of work came to."""

    work: str
    tried: int = 0
    at_stake: int = 0
    """Acknowledged answers, and texts that stood on the screen, that had to be there afterwards."""
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    """Sentences of doctor's, tracebacks, files neither old nor new."""

    @property
    def clean(self) -> bool:
        """Whether nothing was lost, doubled or complained of."""
        return not (self.lost or self.doubled or self.errors)

    def expect(self, wanted: set[str], found: list[str]) -> None:
        """Enter what is missing of `wanted` in `found`, and what is there twice."""
        self.at_stake += len(wanted)
        self.lost += sorted(wanted - set(found))
        self.doubled += sorted({text for text in found if found.count(text) > 1})


def notes_of(page: Retrospective) -> list[str]:
    """The words of a page's notes."""
    return [answer.text for answer in page.answers if isinstance(answer, Note)]
