"""What an answer area hands over, and to whom: done at once, so that what it is shown next already holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from storage.drafts.draft_writer import Draft
    from templates.filled_page.page import Answer
    from tui.session.pending import Request
    from tui.session.view import Writer


class Desk(Protocol):
    """Who keeps what is written in an area. Every call ends with the area being shown how things stand then.

    A commit costs two milliseconds, and keys typed meanwhile wait in their order. What a locked file refuses waits as a
    draft and is tried again; whoever asked goes on as if it were kept.
    """

    def keep(self, answer: Answer, act: str | None = None, draft: Draft | None = None) -> None:
        """Keep an answer.

        Args:
            answer: what is to stand.
            act: the act it is to be kept under, where a draft carries one.
            draft: the draft it comes from, which is then done with.
        """

    def drop(self, answer: Answer) -> None:
        """Delete an answer."""

    def change(self, request: Request, act: str | None = None, *, said: str = "") -> None:
        """Change anything else of the page: people, settings, what a meeting makes of the answers.

        Args:
            request: what is to change, in one act.
            act: the act it is to be kept under, where a draft carries one; the draft is then done with.
            said: a sentence for whoever looks on, once it is kept.
        """

    def typed(self, draft: Draft) -> None:
        """Save a draft as it is typed; nothing is shown anew for it."""

    def give_up(self, act: str) -> None:
        """Forget a draft: it has nothing in it, or nothing new."""

    def ended(self) -> None:
        """The keyboard goes back to the road."""

    def switch_side(self) -> None:
        """Let the other side write: what is typed behind Tab belongs to it."""

    def hand_ballot(self, voter: Writer | None) -> None:
        """Give a voter a ballot; where nobody is named, begin or go on with the vote."""

    def hold_ballots(self) -> bool:
        """Let other windows know that this one closes the vote and may take that back; whether it could be noted."""
