"""Taking in answers to what is written covered here: they lie covered too, until all of it is uncovered.

Which of a file's answers were taken in is noted apart from them, so that a file that comes twice adds nothing, not even
where nobody can tell any more which answer was whose.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from storage.drafts.as_answers import sealed_of
from storage.drafts.covered_file import (
    SAID,
    TAKEN,
    Sealed,
    SealedFile,
)
from storage.ids import new_id
from storage.shelf import Shelf
from templates.filled_page.page import (
    Answer,
    Note,
    Retrospective,
    Row,
)
from templates.filled_page.settings import Writing
from templates.meeting import road

_FILE = ".file"
"""What the body of a covered answer holds as long as nobody has changed here what a file said."""


@dataclass(slots=True)
class Covered:
    """What became of the answers that go under cover, counted."""

    new: int = 0
    changed: int = 0
    same: int = 0
    changed_here: int = 0
    deleted_here: int = 0
    nameless: int = 0
    """How many were given without a name before: nobody knows which they are, and they stay as they are."""


class CoveredTaking:
    """The way of a file's answers under cover, in one retrospective."""

    def __init__(self, shelf: Shelf, page: Retrospective) -> None:
        """Read what lies covered of `page`.

        Raises:
            StorageError: the file of what is covered cannot be read.
        """
        self._file = SealedFile(shelf.path, lock_wait=shelf.lock_wait, gone=shelf.gone)
        self._page = page
        self.taken = self._file.answered(page.id, TAKEN)
        """The ids of all that came by file and was covered, under a name or not."""
        self._said = self._file.answered(page.id, SAID)

    def __enter__(self) -> CoveredTaking:
        return self

    def __exit__(self, *_error: object) -> None:
        self._file.close()

    def takes(self, answer: Answer) -> bool:
        """Whether an answer that does not stand in the journal goes this way."""
        return answer.id in self.taken or road.writing(self._page, answer.question) is not Writing.OPEN

    def has_come(self, answer: Answer) -> bool:
        """Whether a file said these words of an answer while it lay covered: what stands there now is newer."""
        return _mark(answer, self._page.id) in self._said

    def take(self, answers: Iterable[Answer], by: str | None = None) -> Covered:
        """Cover what is new or was corrected.

        Args:
            answers: what a file says; none of it stands in the journal.
            by: the id of the person whose answers they are, where one is known.

        Raises:
            StorageError: the file of what is covered cannot be written.
        """
        counted = Covered()
        here = {row.id: row for row in self._file.all(self._page.id)}
        rows: list[Sealed] = []
        marks: list[tuple[str, str]] = []
        for answer in answers:
            mode = road.writing(self._page, answer.question)
            standing, said = here.get(answer.id), _mark(answer, self._page.id)
            if standing is not None:
                if _words(standing) == _words(sealed_of(answer, self._page.id)):
                    counted.same += 1
                elif _FILE not in standing.body or said in self._said:
                    counted.changed_here += 1
                else:
                    counted.changed += 1
                    rows.append(_row(answer, self._page.id))
                    marks.append((SAID, said))
            elif answer.id in self.taken:
                gone = mode is Writing.SEALED
                counted.deleted_here += gone
                counted.nameless += not gone
            elif mode is Writing.ANONYMOUS and self._has_answered(answer, by):
                counted.nameless += 1
            else:
                counted.new += 1
                marks.append((TAKEN, answer.id))
                if mode is Writing.ANONYMOUS:
                    if by is not None and not isinstance(answer, Note | Row):
                        marks.append((answer.question, by))
                    # No id may lead back to the file it came in.
                    rows.append(sealed_of(replace(answer, id=new_id(), person=None, anonymous=True), self._page.id))
                else:
                    rows.append(_row(answer, self._page.id))
                    marks.append((SAID, said))
        if rows:
            self._file.put(*rows, marks=marks)
        return counted

    def _has_answered(self, answer: Answer, by: str | None) -> bool:
        """Whether somebody has given the one answer a question takes, at the keyboard."""
        single = not isinstance(answer, Note | Row)
        return single and by is not None and by in self._file.answered(self._page.id, answer.question)


def _row(answer: Answer, retrospective: str) -> Sealed:
    sealed = sealed_of(answer, retrospective)
    return replace(sealed, body={**sealed.body, _FILE: "yes"})


def _mark(answer: Answer, retrospective: str) -> str:
    """An answer's id, and a short name of what a file says it is."""
    return f"{answer.id} {_words(sealed_of(answer, retrospective))}"


def _words(sealed: Sealed) -> str:
    """A short name of what a covered answer says, whatever else is known of it."""
    said = {name: value for name, value in sealed.body.items() if name != "group" and not name.startswith(".")}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]
