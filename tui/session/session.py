"""One retrospective between a person and the disk: what is kept in the open, what covered, and what is uncovered."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from storage.drafts.as_answers import (
    SEALED,
    answer_of,
    is_covered,
    plain_kind,
)
from storage.drafts.beside_the_page import read_beside
from storage.drafts.covered_file import SealedFile
from storage.drafts.draft_file import ANONYMOUS, Draft
from storage.drafts.draft_writer import Drafts
from storage.entries.entry import UNCOVERED, Json
from storage.errors import Locked, RemovedForGood, StorageError
from storage.ids import new_id
from storage.records.header import Details
from storage.shelf import Shelf
from templates.filled_page.page import Answer
from templates.filled_page.settings import Writing
from templates.meeting import road
from templates.readers.beside_the_page import (
    Beside,
    Counts,
    Lying,
    lying,
)
from templates.words import _
from templates.workbook import frame
from tui.session.cover import Cover
from tui.session.keeper import Keeper, Kept
from tui.session.pending import FORM
from tui.session.seat import Seat
from tui.session.view import View, Writer
from tui.session.walk import Walk


class Session(Keeper):
    """One retrospective as a screen, a phone or a command has it: the page as it stands, and the one way to write."""

    def __init__(self, shelf: Shelf, drafts: Drafts, retrospective: str, sealed: SealedFile) -> None:
        """Open a retrospective: its page is read.

        Raises:
            StorageError: it cannot be read.
        """
        self.seat = Seat()
        """Who is at the keyboard."""
        self._cover = Cover(sealed, retrospective, self.seat)
        self._stale = False
        """Whether somebody else's writing was read and not told yet."""
        super().__init__(shelf, drafts, retrospective)

    # -- what may be seen ------------------------------------------------------------------------

    @property
    def holder(self) -> Writer | None:
        """Who has said that they are at the keyboard; None until somebody has."""
        return self.seat.holder

    @property
    def counts(self) -> Counts:
        """How many covered answers each question has, by side."""
        return self._cover.counts()

    @property
    def lying(self) -> tuple[Lying, ...]:
        """What lies covered and where, in the order of the road: what sealing, uncovering and the road speak of."""
        return lying(self._page, self.counts)

    @property
    def beside(self) -> Beside:
        """All that is written and not on the page, of every window, as it stands now."""
        return read_beside(self._page, self._cover.file, self._store, self._shelf.has_act)

    def mode(self, question: str) -> Writing:
        """How a question is written now."""
        return road.writing(self._page, question)

    def has_answered(self, question: str) -> bool:
        """Whether whoever holds the keyboard answered a question in an earlier turn, without a name."""
        try:
            return self._cover.has_answered(question)
        except StorageError:
            return False

    def has_written(self, key: str, person: str) -> bool:
        """Whether somebody is known to have written something covered in a stage."""
        try:
            return self._cover.has_written(self._page, key, person)
        except StorageError:
            return False

    def land(self, at: str = "") -> tuple[Walk, Draft | None]:
        """Where to stand at first, and the draft to open there.

        On the newest draft, in sight and open; else where it was asked for, or where the team stopped. Whose a covered
        draft is must be said before any of it is shown: it is stood on, and not opened.

        Args:
            at: the id of the stop to begin at, where one is asked for.
        """
        walk = Walk.begin(self._page)
        walk = walk.at(at) or walk
        for draft in self.drafts:
            there = walk.at(draft.question)
            if there is not None and not draft.waiting:
                if is_covered(draft) or self.mode(draft.question) is not Writing.OPEN:
                    return there, None
                return there.written_by(Writer(draft.side, draft.person)), draft
        return walk, None

    def seen_through(self, view: View) -> View:
        """A view with what whoever holds the keyboard may see, and without everything else that is covered."""
        asked = [question.id for question in view.stop.questions]
        mode = self.mode(asked[0])
        counts = {question: of for question, of in self.counts.items() if question in asked}
        if mode is Writing.OPEN:
            hidden = frame.FACILITATOR in asked and not self.seat.facilitating
            hushed = frozenset(draft.act for draft in view.drafts if _is_hushed(draft, view.writer))
            return _without(view, frame.FACILITATOR) if hidden else replace(view, hushed=hushed, covered=counts)
        drafts = tuple(draft for draft in view.drafts if self._cover.may_see_draft(draft))
        page = view.page
        seen = self._cover.seen(asked)
        for answer in seen:
            page = page.with_answer(answer)
        return replace(
            view,
            page=page,
            drafts=drafts,
            covered=counts,
            mode=mode,
            own=self._cover.own(asked),
            shown=frozenset(answer.id for answer in seen),
            seated=self.holder is not None,
            # Without a name: whoever writes is of their side, and nobody in particular.
            writer=Writer(view.writer.side) if mode is Writing.ANONYMOUS else view.writer,
        )

    def load(self) -> None:
        """Read the page anew, and what is covered."""
        super().load()
        self._cover.load(self._shelf.has_act)

    def changed(self) -> bool:
        """Whether anybody else has written, in the open or covered, since this was last asked."""
        covered, told = self._cover.changed(), self._stale
        self._stale = False
        return super().changed() or covered or told

    def load_drafts(self) -> None:
        """Read what an earlier session left; what it kept covered, and had no time to clear, is dropped."""
        super().load_drafts()
        for draft in self.drafts:
            if not draft.waiting and self._cover.is_said(draft, self._page):
                self.give_up(draft.act)

    def hand_over(self, writer: Writer | None) -> Kept:
        """Somebody else holds the keyboard, or nobody; what is half written without a name is kept as it is."""
        outcome = self._keep_nameless()
        self.seat.hand_over(writer)
        return outcome

    def _keep_nameless(self) -> Kept:
        """Keep what was half written in this turn without a name, for nobody could be given it back.

        What an earlier session left, nobody handed over: it stays half written, and waits until it is uncovered.
        """
        nameless = (d for d in self._drafts.values() if d.kind.startswith(ANONYMOUS) and not d.heads)
        of_this_turn = (d for d in nameless if self.seat.is_of_this_turn(d.act))
        for draft in [d for d in of_this_turn if self.mode(d.question) is not Writing.OPEN]:
            outcome = self._commit(partial(self._cover.put, answer_of(draft), Writing.ANONYMOUS))
            if not outcome.done and not outcome.gone:
                return outcome
            self.give_up(draft.act)
            self.seat.half_kept = True
        return Kept(True)

    # -- what people do --------------------------------------------------------------------------

    def typed(self, draft: Draft) -> None:
        """Somebody is typing: save it, and remember how it was written."""
        mode = self.mode(draft.question)
        if mode is not Writing.OPEN and not draft.heads and not draft.kind.startswith(FORM):
            # What was begun without a name stays without one, however the rest is written meanwhile.
            anonymous = mode is Writing.ANONYMOUS or draft.kind.startswith(ANONYMOUS)
            kind = (ANONYMOUS if anonymous else SEALED) + plain_kind(draft.kind)
            draft = replace(draft, kind=kind, person=None if anonymous else draft.person)
            self.seat.note(draft.act)
        super().typed(draft)

    def keep(self, answer: Answer, act: str | None, draft: Draft | None = None) -> Kept:
        """Keep an answer: covered, where it is written so, else in the journal."""
        answer = road.as_kept(answer)
        mode = self._mode_now(answer.question)
        if draft is not None and draft.kind.startswith(ANONYMOUS) and not answer.heads:
            # Begun without a name: uncovered meanwhile or not, it is kept without one.
            answer = replace(answer, person=None, anonymous=True)
            mode = Writing.ANONYMOUS if mode is Writing.SEALED else mode
        if mode is Writing.OPEN or answer.heads:
            return super().keep(answer, act, draft)
        if self.holder is None:
            return Kept(False, _("Writing is covered here; a asks who is at the keyboard."))
        outcome = self._commit(lambda: self._cover.put(answer, mode))
        for done in {act, draft.act if draft is not None else act} & self._drafts.keys():
            if (outcome.done or outcome.gone) and done is not None:
                self.give_up(done)
        return outcome

    def drop(self, answer: Answer) -> Kept:
        """Delete an answer; undo brings it back, a covered one as long as the keyboard is not handed over."""
        try:
            if self._cover.drop(answer.id):
                return Kept(True)
        except StorageError as error:
            return Kept(False, str(error))
        return super().drop(answer)

    def bring_back(self) -> bool:
        """Keep again what was dropped last of what is covered; whether there was anything.

        Raises:
            StorageError: the file cannot be written.
        """
        return self._cover.bring_back()

    def _mode_now(self, question: str) -> Writing:
        """How a question is written now, whatever another window has set meanwhile."""
        try:
            if self._shelf.changed():
                self._stale = True
                self.load()
        except (Locked, RemovedForGood):
            pass  # Then what was known a moment ago holds.
        return self.mode(question)

    # -- sealing and revealing -------------------------------------------------------------------

    def reveal(self, key: str) -> tuple[Kept, tuple[Answer, ...]]:
        """Uncover everything of a stage at once, in one act with one time; from then on it is written in the open.

        What is half written is not uncovered: it stays a draft of whoever began it.
        """
        page, act = self._page, new_id()
        shown: tuple[Answer, ...] = ()

        def work() -> None:
            nonlocal shown
            self._cover.load(self._shelf.has_act)
            questions = {row.question for row in self._cover.under(page, key)}
            shown, ids = self._cover.reveal(page, key, act)
            ready = {f"ready.{name}": None for name in page.settings.ready if name.rpartition(":")[0] == key}
            settings = {f"writing.{key}": Writing.OPEN.value, UNCOVERED: f"{key} {act}", **ready}
            self._shelf.keep(self._id, *shown, Details(settings=settings), act=act)
            self._cover.done(ids, questions)

        return self._commit(work), shown

    def set_writing(self, key: str, mode: Writing, cover_after: int | None) -> Kept:
        """Set how a stage (with an empty key, everything) is written, and when the screen covers itself."""
        page = self._page
        stages = [key] if key else [phase.id for phase in page.workbook.phases]
        settings: dict[str, Json] = {f"writing.{key}": mode.value, "cover_after": cover_after}
        if not key:
            settings |= {f"writing.{stage}": None for stage in stages if stage in page.settings.writing}

        def work() -> None:
            if mode is Writing.ANONYMOUS:
                for stage in stages:
                    self._cover.take_names(page, stage)
            self._shelf.keep(self._id, Details(settings=settings))

        return self._commit(work)


def _is_hushed(draft: Draft, writer: Writer) -> bool:
    """Whether a draft was begun covered by somebody else, or nobody knows by whom: its words are not shown yet."""
    if not is_covered(draft) or draft.heads or draft.waiting:
        return False
    return draft.person is None or draft.person != writer.person


def _without(view: View, question: str) -> View:
    """A view that shows nothing of what was written to a question."""
    answers = tuple(answer for answer in view.page.answers if answer.question != question)
    return replace(view, page=replace(view.page, answers=answers), drafts=())
