"""What lies covered, whose it is, and what of it may be shown to whoever is at the keyboard. No Textual here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from storage.drafts.as_answers import is_answer, sealed_of, uncovered
from storage.drafts.beside_the_page import counted, is_said
from storage.drafts.covered_file import SAID, Sealed, SealedFile
from storage.drafts.draft_file import Draft
from storage.ids import new_id
from templates.filled_page.page import (
    Answer,
    Note,
    Retrospective,
    Row,
)
from templates.filled_page.settings import Writing
from templates.meeting import road
from templates.readers.beside_the_page import Counts
from templates.workbook import frame
from tui.session.seat import Seat


class Cover:
    """The covered writing of one retrospective, as far as whoever holds the keyboard may see it."""

    def __init__(self, file: SealedFile, retrospective: str, seat: Seat) -> None:
        self._file = file
        self._id = retrospective
        self._seat = seat
        self._rows: tuple[Sealed, ...] = ()

    def load(self, has_act: Callable[[str], bool]) -> None:
        """Read what is covered; what a crash left behind of a revealing is tidied up.

        Raises:
            StorageError: the file cannot be read.
        """
        self._read()
        done = [row.id for row in self._rows if row.act and has_act(row.act)]
        if done:
            self._file.drop(self._id, done)
            self._read()

    def _read(self) -> None:
        # Ballots lie covered in the same file, and are somebody else's to count.
        self._rows = tuple(row for row in self._file.all(self._id) if is_answer(row))

    @property
    def file(self) -> SealedFile:
        """Where it stands."""
        return self._file

    def changed(self) -> bool:
        """Whether another window has written something covered since this was last read."""
        if not self._file.changed():
            return False
        # Drafts are saved in the same file, many a minute: only what is covered here counts.
        before = self._rows
        self._read()
        return self._rows != before

    # -- what may be seen ------------------------------------------------------------------------

    def counts(self) -> Counts:
        """How many covered answers each question has, by side."""
        return counted(self._rows)

    def seen(self, questions: Collection[str]) -> tuple[Answer, ...]:
        """The covered answers whoever holds the keyboard may read: their own, or all of a side that is together."""
        return tuple(uncovered(row) for row in self._rows if row.question in questions and self._may_see(row))

    def own(self, questions: Collection[str]) -> frozenset[str]:
        """The ids of those whoever holds the keyboard has given alone."""
        rows = (row for row in self._rows if row.question in questions)
        return frozenset(row.id for row in rows if self._seat.wrote(row.id, row.person))

    def may_see_draft(self, draft: Draft) -> bool:
        """Whether whoever holds the keyboard may see a draft typed while writing was covered."""
        return self._seat.may_write_on(draft.act, draft.side, draft.person)

    def _may_see(self, row: Sealed) -> bool:
        return self._seat.may_read(row.id, row.side, row.person)

    def has_answered(self, question: str) -> bool:
        """Whether whoever holds the keyboard has answered a question before, in an earlier turn, without a name."""
        person = self._seat.person
        if person is None or self.own({question}):
            return False
        return person in self._file.answered(self._id, question)

    def has_written(self, page: Retrospective, key: str, person: str) -> bool:
        """Whether a person is known to have written something covered in a stage.

        Of notes and rows without a name nobody knows it; of the rest it is known *that* they answered.

        Raises:
            StorageError: the file cannot be read.
        """
        rows = self.under(page, key)
        if any(row.person == person for row in rows):
            return True
        return any(person in self._file.answered(self._id, question) for question in {row.question for row in rows})

    # -- what is written -------------------------------------------------------------------------

    def put(self, answer: Answer, mode: Writing) -> None:
        """Keep an answer covered, in the manner of `mode`.

        Raises:
            StorageError: the file cannot be written.
        """
        person, answered = self._seat.person, None
        if mode is Writing.ANONYMOUS:
            answer = replace(answer, person=None, anonymous=True)
            if person is not None and not isinstance(answer, Note | Row):
                answered = (answer.question, person)
        self._file.put(sealed_of(answer, self._id), answered=answered)
        if answer.person is None:
            self._seat.note(answer.id)
        self._read()

    def drop(self, id: str) -> bool:
        """Forget a covered answer, as long as the keyboard is not handed over; whether there was one."""
        row = next((row for row in self._rows if row.id == id), None)
        if row is None:
            return False
        self._file.drop(self._id, [id])
        self._seat.drop(row)
        self._read()
        return True

    def bring_back(self) -> bool:
        """Keep again what was dropped last in this turn; whether there was anything."""
        row = self._seat.bring_back()
        if row is None:
            return False
        self._file.put(row)
        self._read()
        return True

    def is_said(self, draft: Draft, page: Retrospective) -> bool:
        """Whether what a draft says was kept already, covered or on the page."""
        return is_said(draft, page, self._rows)

    # -- revealing -------------------------------------------------------------------------------

    def under(self, page: Retrospective, key: str) -> tuple[Sealed, ...]:
        """What is covered of a stage, or of one of the meeting's own questions, in the order of its ids."""
        return tuple(row for row in self._rows if road.key_of(page, row.question) == key)

    def reveal(self, page: Retrospective, key: str, act: str) -> tuple[tuple[Answer, ...], tuple[str, ...]]:
        """What is revealed now, and the ids of all that is then to be forgotten.

        Figures about safety of too few people are not among what is revealed: they are forgotten unread.
        """
        rows = self.under(page, key)
        self._file.begin(self._id, [row.id for row in rows], act)
        answers = [uncovered(row) for row in rows]
        if key == frame.SAFETY:
            given = [answer.side for answer in answers]
            answers = [answer for answer in answers if given.count(answer.side) >= road.FEWEST]
        return tuple(answers), tuple(row.id for row in rows)

    def done(self, ids: Iterable[str], questions: Iterable[str]) -> None:
        """What was revealed stands in the journal: forget it here, and who had answered."""
        self._file.drop(self._id, ids)
        self._file.forget_who(self._id, questions)
        self._seat.hand_over(None)
        self._read()

    def take_names(self, page: Retrospective, key: str) -> None:
        """What was written under names in a stage is to stand without any, under ids that nobody's name leads to."""
        named = [row for row in self.under(page, key) if row.person is not None]
        answers = [replace(uncovered(row), id=new_id(), person=None, anonymous=True) for row in named]
        if answers:
            self._file.put(*(sealed_of(answer, self._id) for answer in answers))
            self._file.drop(self._id, [row.id for row in named])
            self._file.forget_who(self._id, [SAID])
            self._read()
