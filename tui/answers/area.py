"""What all answer areas share: data comes down as a view, what is written goes to a desk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget

from storage.drafts.draft_writer import Draft
from storage.records.fields import Record
from templates.filled_page.page import Answer
from templates.words import _
from templates.workbook.model import Question
from tui.answers.desk import Desk
from tui.keys.command import Command
from tui.session.pending import Request
from tui.session.view import View


class AnswerArea(Vertical):
    """The part of the road screen where one kind of question is answered."""

    class Wish(Message):
        """Something only the road can do, by its name."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    class Whose(Message):
        """Whose a kept answer is was told wrongly, and is to be corrected."""

        def __init__(self, answer: Answer) -> None:
            super().__init__()
            self.answer = answer

    class Go(Message):
        """Somewhere else on the road is to be in view."""

        def __init__(self, to: str, answer: str = "") -> None:
            super().__init__()
            self.to = to
            """The id of a stop, or of a question."""
            self.answer = answer
            """The answer the cursor is to stand on there, if any."""

    class Say(Message):
        """One sentence for whoever looks on."""

        def __init__(self, text: str, *, warn: bool = False) -> None:
            super().__init__()
            self.text = text
            self.warn = warn

    WRITES_ROWS: ClassVar[bool] = False
    """Whether what is written here is written in a form, a line a field."""
    LOOKS_BACK: ClassVar[bool] = False
    """Whether it is to be given earlier retrospectives with the same counterpart."""
    view: View | None = None
    desk: Desk
    """Who keeps what is written here; given by whoever shows the area, before it is shown."""

    def keep(self, answer: Answer, act: str | None = None, draft: Draft | None = None) -> None:
        """Keep an answer."""
        self.desk.keep(answer, act, draft)

    def change(
        self,
        *records: Record,
        drop: Sequence[Record] = (),
        elsewhere: Sequence[tuple[str, Record]] = (),
        act: str | None = None,
        said: str = "",
    ) -> None:
        """Change something else of the page, in one act.

        Args:
            records: what is to stand as it is given.
            drop: what is to be deleted.
            elsewhere: (retrospective, record) of what is to change in other retrospectives with it.
            act: the act it is to be kept under, where a draft carries one; the draft is then done with.
            said: a sentence for whoever looks on, once it is kept.
        """
        self.desk.change(Request(records, tuple(drop), tuple(elsewhere)), act, said=said)

    def act(self, name: str) -> None:
        """Do what a key of this place's own stands for."""

    def markable(self) -> str:
        """The id of what the cursor stands on and could be marked; an empty text where there is nothing."""
        return ""

    def mark(self) -> str:
        """The same, to be marked now; the cursor may go on."""
        return self.markable()

    def join(self, marked: Sequence[str]) -> bool:
        """Join what is marked under one title; whether that has begun."""
        del marked
        return False

    def new_action(self) -> bool:
        """Open this place's own form of a new action; whether it has one."""
        return False

    def footer(self) -> tuple[Command, ...]:
        """The commands of its own that matter at this moment."""
        return ()

    def keys_in_hand(self) -> tuple[Command, ...]:
        """What the keys do while the keyboard is here, where that is not what they do in every field."""
        return ()

    def next_step(self) -> str:
        """One sentence that says what to do here now, or an empty text where the keys at the foot say it all."""
        return ""

    async def ready(self) -> None:
        """Wait until everything in it is mounted: keys typed ahead wait with whoever awaits this."""
        while self.is_attached and not all(part.is_mounted for part in self.walk_children(Widget, with_self=True)):
            await asyncio.sleep(0)

    def receive(self, view: View) -> None:
        """Take another state of the stop, or another stop; it is drawn as soon as the area stands."""
        if self.is_mounted:
            self.show(view)
        else:
            self.view = view

    def on_mount(self) -> None:
        """Draw what was received before the area stood."""
        view, self.view = self.view, None
        if view is not None:
            self.show(view)
        # It has no width yet, and Textual does not always tell it when it gets one.
        self.call_after_refresh(self._show_again)
        if self._first is not None:
            self.call_after_refresh(self._first)

    def _show_again(self) -> None:
        if self.view is not None:
            self.show(self.view)

    _first: Callable[[], None] | None = None

    def once_ready(self, work: Callable[[], None]) -> None:
        """Run `work` as soon as the area has been drawn."""
        if self.is_mounted:
            self.call_after_refresh(work)
        else:
            self._first = work

    def show(self, view: View) -> None:
        """Draw another state of the stop, or another stop."""
        self.view = view

    def begin(self) -> None:
        """Take the keyboard into the area."""

    def settle(self) -> None:
        """Whatever was opened is mounted now: give it the keyboard."""

    def end(self) -> None:
        """Give the keyboard back; what was typed stays a draft."""

    @property
    def writing(self) -> bool:
        """Whether the keyboard is in the area."""
        return False

    def in_hand(self) -> Draft | None:
        """The draft the open field is of, where one is open and is to become an answer."""
        return None

    def unsaved(self) -> Draft | None:
        """The draft as it stands in the open field, where that is newer than what was said of it."""
        return None

    def standing(self) -> Answer | None:
        """The kept answer the cursor stands on, or the writer's own."""
        return None

    def move(self, step: int) -> None:
        """Move the cursor by `step` items."""

    def stand_on(self, answer: str) -> bool:  # noqa: ARG002  # where answers have no cursor
        """Put the cursor on an answer; whether it was there."""
        return False

    @property
    def answer_here(self) -> Answer | None:
        """The answer the cursor stands on; where there is no cursor, the writer's own."""
        view = self.view
        if view is None or view.stop.place:
            return None
        return view.page.single(view.question.id, view.writer.side, view.writer.person)

    def edit(self) -> None:
        """Change what the cursor stands on."""
        self.begin()

    def delete(self) -> None:
        """Delete what the cursor stands on."""

    def mark_turning(self) -> None:
        """Mark the note the cursor stands on as a turning point, or take the mark away."""
        self.post_message(self.Say(_("Only a note can be marked as a turning point.")))

    def pick(self, number: int) -> None:
        """Pick what a number key stands for."""

    @property
    def question(self) -> Question | None:
        """The question the next key is about."""
        return self.view.question if self.view else None

    def tab(self) -> bool:
        """Go to the next thing Tab leads to; true where that is the other side."""
        return True

    def switched(self, view: View) -> None:
        """The writer has changed while the keyboard is here."""
        self.show(view)

    def continue_draft(self, draft: Draft) -> None:
        """Open a draft where it was left."""

    @property
    def takes_text(self) -> bool:
        """Whether there is text to write here, in a field that is open or would be opened."""
        return False

    @property
    def typed_text(self) -> str:
        """What stands in the open field."""
        return ""

    def replace_text(self, text: str) -> None:
        """Put another text into the open field, as if it had been typed."""
