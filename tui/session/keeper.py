"""What stands between a screen and the disk: the page, its drafts, and what waits for a locked file.

No Textual here: the road screen asks, this keeps. Nothing it is given is ever lost on the way: what cannot
be committed at once stands as a draft marked *waiting* and is tried again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from storage.drafts.as_answers import answer_of, draft_of
from storage.drafts.draft_writer import Draft, Drafts
from storage.entries.change import Change, packed, unpacked
from storage.entries.purged import NOTHING, Gone
from storage.errors import Locked, RemovedForGood, StorageError
from storage.ids import new_id
from storage.shelf import Event, Shelf
from templates.filled_page.page import Answer, Retrospective
from templates.words import _
from tui.session.page_with_waiting import with_records
from tui.session.pending import CHANGE, Request, companion


@dataclass(frozen=True, slots=True)
class Kept:
    """How keeping went."""

    done: bool
    """Whether it is committed."""
    why: str = ""
    """The sentence that says why not."""
    gone: bool = False
    """Whether it was purged: it is not tried again, and no draft of it is kept."""


class Keeper:
    """One retrospective on its way between a screen and the disk."""

    def __init__(self, shelf: Shelf, drafts: Drafts, retrospective: str) -> None:
        """Open a retrospective: its page is read.

        Raises:
            StorageError: it cannot be read.
        """
        self._shelf = shelf
        self._store = drafts
        self._id = retrospective
        self._drafts: dict[str, Draft] = {}
        self._requests: dict[str, Request] = {}
        """What the waiting changes of this session ask for, by act."""
        self._gone: Gone = NOTHING
        self._taken = False
        self._page: Retrospective
        self.load()

    # -- what the screen shows -------------------------------------------------------------------

    @property
    def id(self) -> str:
        """The id of the retrospective."""
        return self._id

    @property
    def page(self) -> Retrospective:
        """The page as last read, with what is waiting to be kept."""
        page = self._page
        for draft in self.waiting:
            if draft.kind == CHANGE:
                request = self._requests.get(draft.act, Request())
                page = with_records(page, request.records, request.drop)
            # Waiting notes and rows stand as drafts; a waiting pick stands as what was picked.
            elif draft.kind not in ("notes", "ledger") or draft.heads:
                page = page.with_answer(answer_of(draft))
        return page

    @property
    def kept_page(self) -> Retrospective:
        """The page as it stands on the disk, without what waits."""
        return self._page

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """What is typed and not kept, newest first."""
        return tuple(reversed(self._drafts.values()))

    @property
    def waiting(self) -> tuple[Draft, ...]:
        """What was to be kept and could not be yet, oldest first."""
        return tuple(draft for draft in self._drafts.values() if draft.waiting)

    def load(self) -> None:
        """Read the page anew.

        Raises:
            StorageError: the file is locked or cannot be read; the page stays as it was.
        """
        try:
            self._page = self._shelf.page(self._id)
        finally:
            self._forget_gone()

    def _forget_gone(self) -> None:
        """Give up every draft of what was purged, here or by another program."""
        self._gone = self._shelf.gone(self._id)
        for draft in [draft for draft in self._drafts.values() if self._gone.covers_draft(draft)]:
            self.give_up(draft.act)
            self._taken = True

    def is_gone(self, draft: Draft) -> bool:
        """Whether a draft belongs to what was purged."""
        return self._gone.covers_draft(draft)

    def taken_away(self) -> bool:
        """Whether something typed here was purged, and given up, since this was last asked."""
        taken, self._taken = self._taken, False
        return taken

    def load_drafts(self) -> None:
        """Read what an earlier session left; a draft whose answer was kept after all is dropped.

        Raises:
            StorageError: the drafts or the journal cannot be read.
        """
        for draft in reversed(self._store.all(self._id)):
            if self._shelf.has_act(draft.act) or draft.is_blank or self._gone.covers_draft(draft):
                self._store.clear(draft.act)
            else:
                # Taken over by this window: what it types from here on is this window's.
                self._drafts[draft.act] = draft
                self._store.put(draft)

    def changed(self) -> bool:
        """Whether anybody else has written since this was last asked."""
        return self._shelf.changed()

    # -- what people do --------------------------------------------------------------------------

    def typed(self, draft: Draft) -> None:
        """Somebody is typing: save it, unless it belongs to what was purged."""
        self._drafts.pop(draft.act, None)
        if (draft.is_blank and not draft.heads) or self._gone.covers_draft(draft):
            self._store.clear(draft.act)
        else:
            self._drafts[draft.act] = draft
            self._store.put(draft)

    def give_up(self, act: str) -> None:
        """A draft is not wanted any more."""
        self._drafts.pop(act, None)
        self._requests.pop(act, None)
        self._store.clear(act)

    def earlier(self) -> tuple[Retrospective, ...]:
        """Earlier retrospectives with the same counterpart, newest first; none where they cannot be read."""
        from storage.earlier import earlier

        try:
            return earlier(self._shelf, self._page)
        except StorageError:
            return ()

    def keep(self, answer: Answer, act: str | None, draft: Draft | None = None) -> Kept:
        """Keep an answer, now or as soon as the file can be had."""
        act = act or new_id()
        outcome = self._commit(lambda: self._shelf.keep(self._id, answer, act=act))
        # A pick made while an earlier one of the same answer is waiting replaces it, kept or not: the earlier
        # one must not be tried again once the later one stands.
        for earlier in self.waiting:
            if earlier.answer == answer.id and earlier.act != act:
                self.give_up(earlier.act)
        if outcome.done or outcome.gone:
            for kept in {act, draft.act if draft is not None else act} & self._drafts.keys():
                self.give_up(kept)
            return outcome
        waiting = draft_of(answer, act, self._id)
        self._drafts.pop(act, None)
        self._drafts[act] = waiting
        self._store.put(waiting)
        return outcome

    def drop(self, answer: Answer) -> Kept:
        """Delete an answer; undo brings it back."""
        for draft in self.waiting:
            if draft.answer == answer.id and not draft.heads:
                # Never committed, so there is nothing to take back: it stays a draft until it can be.
                return Kept(False, _("This is still waiting to be kept; it can be deleted once it is."))
        return self._commit(lambda: self._shelf.drop(self._id, answer))

    def change(self, request: Request, act: str | None = None, *, stop: str = "") -> Kept:
        """Change anything else of the page, now or as soon as the file can be had.

        Args:
            request: what is to change.
            act: the act it is to be kept under, where a draft carries one.
            stop: the id of the stop where it was asked for.
        """
        act = act or new_id()
        changes = request.changes(self._id, act)
        outcome = self._commit(lambda: self._write(changes))
        self.give_up(act)
        if not outcome.done and not outcome.gone:
            self._requests[act] = request
            about = changes[-1][2][0].record if changes[-1][2] else self._id
            waiting = Draft(
                act=act,
                retrospective=self._id,
                question=stop,
                kind=CHANGE,
                answer=about,
                body={"changes": packed(changes)},
                waiting=True,
            )
            self._drafts[act] = waiting
            self._store.put(waiting)
        return outcome

    def _write(self, changes: list[tuple[str, str, list[Change]]]) -> None:
        for retrospective, act, listed in changes:
            # Whoever tries again after the first of two was written finds its act there, and writes the other.
            self._shelf.apply(retrospective, listed, act)

    def undo(self) -> tuple[Event, ...]:
        """Take back the last act; raises StorageError where the file cannot be had."""
        # What waits was done later than anything that stands: it comes first.
        self.retry()
        events = self._shelf.undo(self._id)
        self._turn_companions(events, undone=True)
        return events

    def redo(self) -> tuple[Event, ...]:
        """Bring it again; raises StorageError where the file cannot be had."""
        events = self._shelf.redo(self._id)
        self._turn_companions(events, undone=False)
        return events

    def _turn_companions(self, events: tuple[Event, ...], *, undone: bool) -> None:
        """What was written back into an earlier retrospective goes the same way."""
        for event in events:
            review = next((r for r in self._page.reviews if r.id == event.record), None)
            if review is not None:
                self._shelf.turn(review.retrospective, companion(event.act, review.retrospective), undone=undone)

    def retry(self) -> bool:
        """Try again to keep what is waiting; whether anything was kept."""
        kept = False
        for draft in self.waiting:
            try:
                if draft.kind == CHANGE:
                    self._write(unpacked(draft.body["changes"]))
                else:
                    self._shelf.keep(self._id, answer_of(draft), act=draft.act)
            except Locked:
                break
            except RemovedForGood:
                self.give_up(draft.act)
                self._taken = True
                continue
            except StorageError:
                continue  # What cannot be kept by itself does not hold up the others.
            self.give_up(draft.act)
            kept = True
        return kept

    def _commit(self, work: Callable[[], object]) -> Kept:
        try:
            work()
        except StorageError as error:
            return Kept(False, str(error), isinstance(error, RemovedForGood))
        return Kept(True)
