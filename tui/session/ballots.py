"""Ballots that lie covered until the vote is closed: beside the journal, never in it. No Textual here.

They stay where they lie when the vote is closed, so that taking the closing back finds them again, until Decide is left
or the program ends; then nobody can say any more who gave what. Voting anew forgets them too.
"""

from __future__ import annotations

from collections.abc import Mapping

from storage.drafts.covered_file import (
    CLOSED_BY,
    VOTE,
    Sealed,
    SealedFile,
)
from storage.ids import vote_id
from templates.filled_page.agreed import Vote
from templates.filled_page.page import Retrospective
from tui.session.view import Writer
from tui.session.vote_outcome import ballot_of


class Ballots:
    """The covered ballots of one retrospective. Whatever it does raises StorageError where the file cannot be had."""

    def __init__(self, file: SealedFile, retrospective: str) -> None:
        self._file = file
        self._id = retrospective
        self._rows: tuple[Sealed, ...] = ()
        self._answered: frozenset[str] = frozenset()

    def load(self) -> None:
        """Read what lies covered."""
        self._rows = tuple(row for row in self._file.all(self._id) if row.kind == VOTE)
        self._answered = self._file.answered(self._id, VOTE)

    @property
    def votes(self) -> tuple[Vote, ...]:
        """All votes that lie covered, in the order of their ids."""
        return tuple(
            Vote(id=row.id, target=row.body["target"], side=row.side, person=row.person, count=int(row.body["count"]))
            for row in self._rows
            if row.body["target"]
        )

    @property
    def voted(self) -> frozenset[str]:
        """Who has voted, whatever they gave: a person's id, or `side:` and a side's where nobody is named."""
        return self._answered

    def put(self, page: Retrospective, voter: Writer, given: Mapping[str, int], *, done: bool) -> None:
        """Cover a ballot, done or half filled in; it replaces the one the same person gave before."""
        cast = ballot_of(page, voter.side, voter.person, given)
        before = [
            row.id for row in self._rows if row.person == voter.person and (voter.person or row.side == voter.side)
        ]
        rows = [
            Sealed(
                id=vote.id,
                retrospective=self._id,
                question=VOTE,
                kind=VOTE,
                side=vote.side,
                person=vote.person,
                body={"target": vote.target, "count": str(vote.count)},
            )
            for vote in cast
        ]
        # Whoever gives nothing has voted all the same; an empty row says so.
        nothing = Sealed(
            id=vote_id(page.id, "", voter.side, voter.person),
            retrospective=self._id,
            question=VOTE,
            kind=VOTE,
            side=voter.side,
            person=voter.person,
            body={"target": "", "count": "0"},
        )
        cover = rows or [nothing]
        kept = {row.id for row in cover}
        self._file.put(*cover, answered=(VOTE, voter_key(voter)) if done else None)
        self._file.drop(self._id, [id for id in before if id not in kept])
        self.load()

    def forget(self) -> None:
        """Forget all ballots, and who has voted."""
        self.load()
        closed_by = self._file.answered(self._id, CLOSED_BY)
        if self._rows or self._answered or closed_by:
            self._file.drop(self._id, [row.id for row in self._rows])
            self._file.forget_who(self._id, [VOTE, CLOSED_BY])
            self.load()

    def closed_by(self, window: str) -> None:
        """Note which window closes the vote: as long as it is open, no other forgets the ballots."""
        self._file.note(self._id, (CLOSED_BY, window))

    @property
    def closers(self) -> frozenset[str]:
        """The windows that have closed the vote."""
        return self._file.answered(self._id, CLOSED_BY)


def voter_key(voter: Writer) -> str:
    """Under what it is known that somebody has voted."""
    return voter.person or f"side:{voter.side or ''}"
