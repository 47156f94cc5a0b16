"""What notes and ledgers share: cards under a cursor, and one of them, or the next, on its way through a field."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Generic, TypeVar

from textual.content import Content

from storage.drafts.as_answers import answer_of
from storage.drafts.draft_file import ANONYMOUS
from storage.drafts.draft_writer import Draft
from storage.ids import new_id
from templates.filled_page.page import Answer, Note, Row
from templates.readers.beside_the_page import whose
from templates.words import N_, _
from tui.answers.area import AnswerArea
from tui.keys.road import WHO
from tui.session.view import View
from tui.widgets.cards import Cards, Item
from tui.words.safe_content import safe
from tui.words.safe_text import one_line

HALF = N_("half written, not uncovered")
DRAFT = "draft:"
"""What the id of an item begins with that stands for a draft; its act follows."""

Card = TypeVar("Card", Note, Row)


@dataclass(frozen=True, slots=True)
class Session(Generic[Card]):
    """One card on its way: what it will be kept as."""

    draft: Draft
    edits: Card | None = None
    """The card being changed, or None for a new one."""


def told_draft(view: View, draft: Draft, words: Content) -> Content:
    """A draft among the cards: its words, unless they are nobody's to see; then whose it is."""
    if draft.act in view.hushed:
        return Content.assemble(("✎ ", "$warning"), safe(one_line(_whose(view, draft))), (f"  {_(HALF)}", "$warning"))
    sign, word = ("… ", _("waiting to be kept")) if draft.waiting else ("✎ ", _("draft, not kept yet"))
    return Content.assemble((sign, "$warning"), words, (f"  {word}", "$warning"))


def _whose(view: View, draft: Draft) -> str:
    return whose(view.page, draft.side, draft.person, nameless=draft.kind.startswith(ANONYMOUS))


class CardArea(AnswerArea, Generic[Card]):
    """An area of cards, as many as people want; how they are drawn and written is left to notes and ledgers."""

    KIND: ClassVar[str]
    """The kind of draft a new card begins as."""
    CARD: type[Card]
    CHOOSE_FIRST: ClassVar[str]
    """What is said when there is nothing under the cursor (a msgid)."""

    def __init__(self, *, classes: str) -> None:
        super().__init__(classes=classes)
        self._cursor = ""
        self._session: Session[Card] | None = None
        self._listed_for: tuple[View | None, Session[Card] | None, int] = (None, None, 0)
        self._listed: dict[int, tuple[Item, ...]] = {}

    def listed(self, column: int, make: Callable[[], Iterable[Item]]) -> tuple[Item, ...]:
        """The items of a column: made once for a state of things, for moving the cursor changes none of them."""
        state = (self.view, self._session, self.size.width)
        if any(new is not old for new, old in zip(state[:2], self._listed_for[:2], strict=True)) or (
            state[2] != self._listed_for[2]
        ):
            self._listed_for, self._listed = state, {}
        if column not in self._listed:
            self._listed[column] = tuple(make())
        return self._listed[column]

    @abstractmethod
    def order(self) -> Sequence[str]:
        """The ids of all cards and drafts that can be chosen, as they stand on the screen."""

    @abstractmethod
    def lists(self) -> Sequence[Cards]:
        """The lists they stand in."""

    @abstractmethod
    def draw(self) -> None:
        """Draw everything anew."""

    @abstractmethod
    def body_of(self, card: Card) -> Mapping[str, str]:
        """A card as the body of a draft."""

    @abstractmethod
    def open(self, session: Session[Card], body: Mapping[str, str]) -> None:
        """Give the keyboard to the field, with `body` in it."""

    # -- the keyboard ----------------------------------------------------------------------------

    @property
    def writing(self) -> bool:
        """Whether a field is open."""
        return self._session is not None

    def in_hand(self) -> Draft | None:
        """The draft of the card that is open."""
        return self._session.draft if self._session is not None else None

    def new_draft(self, view: View) -> Draft:
        """The draft a new card of the writer begins as."""
        return Draft(
            act=new_id(),
            retrospective=view.page.id,
            question=view.question.id,
            kind=self.KIND,
            answer=new_id(),
            side=view.writer.side,
            person=view.writer.person,
        )

    def begin(self) -> None:
        """Open a field for the writer: with the draft left there, or empty."""
        view = self.view
        if view is None:
            return
        mine = (view.writer.side, view.writer.person)
        # What corrects a card, and what is not to be shown unasked, is no new card to go on with.
        begun = (d for d in view.drafts if not (d.heads or d.waiting or d.act in view.hushed))
        new = (d for d in begun if (d.side, d.person) == mine and view.page.answer(d.answer) is None)
        left = next(new, None)
        self.open(Session(left or self.new_draft(view)), left.body if left else {})

    def next_one(self, view: View, kept: Draft) -> None:
        """Go on with the next new card, of whoever wrote the one just kept."""
        self._session = Session(replace(self.new_draft(view), side=kept.side, person=kept.person))

    def say_typed(self, body: Mapping[str, str]) -> None:
        """Save what is typed as it is typed."""
        if self._session is not None:
            draft = replace(self._session.draft, body=body, waiting=False)
            self._session = replace(self._session, draft=draft)
            self.desk.typed(draft)

    def newer_than_said(self, body: Mapping[str, str]) -> Draft | None:
        """The draft with `body`, where that was not said yet."""
        if self._session is None:
            return None
        draft = replace(self._session.draft, body=body, waiting=False)
        return draft if draft != self._session.draft else None

    def ask_whose(self) -> None:
        """Ask whose the card being changed is; what was typed stays a draft of it."""
        edits = self._session.edits if self._session is not None else None
        if edits is not None:
            self.post_message(self.Whose(edits))

    # -- the cursor ------------------------------------------------------------------------------

    def move(self, step: int) -> None:
        """Move the cursor over the cards."""
        order = self.order()
        if not order:
            return
        if self._cursor in order:
            place = min(max(order.index(self._cursor) + step, 0), len(order) - 1)
        else:
            place = 0 if step > 0 else len(order) - 1
        self._cursor = order[place]
        self.draw()
        for cards in self.lists():
            cards.reveal(self._cursor)

    def stand_on(self, answer: str) -> bool:
        """Put the cursor on a card, and bring it into sight; whether it was there."""
        if not self.is_mounted or answer not in self.order():
            return False
        self._cursor = answer
        self.draw()
        for cards in self.lists():
            cards.reveal(answer)
        return True

    def on_cards_picked(self, event: Cards.Picked) -> None:
        """A click puts the cursor on a card."""
        event.stop()
        self._cursor = event.item
        self.draw()

    def _at_cursor(self) -> Card | Draft | None:
        view = self.view
        if view is None or not self._cursor:
            return None
        if self._cursor.startswith(DRAFT):
            act = self._cursor.removeprefix(DRAFT)
            return next((draft for draft in view.drafts if draft.act == act), None)
        return self._card(view.page.answer(self._cursor))

    def standing(self) -> Answer | None:
        """The kept card under the cursor."""
        here = self._at_cursor()
        return None if here is None or isinstance(here, Draft) else here

    @property
    def answer_here(self) -> Answer | None:
        """The card the cursor stands on, once it is kept."""
        here = self._at_cursor()
        return here if isinstance(here, Note | Row) else None

    def _card(self, answer: Answer | None) -> Card | None:
        return answer if isinstance(answer, self.CARD) else None

    def edit(self) -> None:
        """Change the card the cursor stands on; without one, write the next."""
        here, view = self._at_cursor(), self.view
        if view is None or here is None:
            self.begin()
        elif isinstance(here, Draft) and here.act in view.hushed and view.page.person(here.person) is not None:
            told = _("Half written by {who}; {key} gives them the keyboard.")
            self.post_message(self.Say(told.format(who=_whose(view, here), key=WHO.cap)))
        elif isinstance(here, Draft):
            self.continue_draft(here)
        elif left := next((draft for draft in view.drafts if draft.answer == here.id and draft.heads), None):
            self.continue_draft(left)
        else:
            draft = replace(self.new_draft(view), answer=here.id, side=here.side, person=here.person, heads=here.heads)
            self.open(Session(draft, here), self.body_of(here))

    def continue_draft(self, draft: Draft) -> None:
        """Open a draft where it was left."""
        # What corrects a covered card rests on nothing yet, and on that card once it is uncovered.
        edits = self._card(self.view.page.answer(draft.answer)) if self.view else None
        if draft.waiting:
            # It may be kept at any moment under the act it has: what is written from here on is another.
            waiting, draft = draft, replace(draft, act=new_id(), waiting=False)
            self.desk.typed(draft)
            self.desk.give_up(waiting.act)
        self.open(Session(draft, edits), draft.body)

    def delete(self) -> None:
        """Delete the card the cursor stands on; a draft is kept first, so that undo has it."""
        here = self._at_cursor()
        if here is None:
            self.post_message(self.Say(_(self.CHOOSE_FIRST)))
        elif not isinstance(here, Draft):
            self.desk.drop(here)
        elif self.view is not None and here.act in self.view.hushed:
            # To have it in the history, where undo finds it, would be to show it.
            self.post_message(
                self.Say(_("It is not finished: once it is open, all of it taken out and esc forget it."))
            )
        elif here.heads:
            self.desk.give_up(here.act)
        else:
            answer = answer_of(here)
            self.keep(answer, here.act, here)
            self.desk.drop(answer)
