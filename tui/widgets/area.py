"""What all answer areas share: data comes down as a view, facts go up as messages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from textual.containers import Vertical
from textual.message import Message

from storage.drafts import Draft
from templates.retrospective import Answer
from tui.view import View


class AnswerArea(Vertical):
    """The part of the road screen where one kind of question is answered."""

    class Keep(Message):
        """An answer is to be kept."""

        def __init__(self, answer: Answer, act: str | None = None, draft: Draft | None = None) -> None:
            super().__init__()
            self.answer = answer
            self.act = act
            """The act it is to be kept under, where a draft carries one."""
            self.draft = draft
            """The draft it comes from."""

    class Drop(Message):
        """An answer is to be deleted."""

        def __init__(self, answer: Answer) -> None:
            super().__init__()
            self.answer = answer

    class Typed(Message):
        """A draft has changed."""

        def __init__(self, draft: Draft) -> None:
            super().__init__()
            self.draft = draft

    class GiveUp(Message):
        """A draft is not wanted any more: it has nothing in it, or nothing new."""

        def __init__(self, act: str) -> None:
            super().__init__()
            self.act = act

    class SwitchSide(Message):
        """The other side is to write."""

    class Ended(Message):
        """The keyboard goes back to the road."""

    class Say(Message):
        """One sentence for whoever looks on."""

        def __init__(self, text: str, *, warn: bool = False) -> None:
            super().__init__()
            self.text = text
            self.warn = warn

    view: View | None = None

    def keep(self, answer: Answer, act: str | None = None, draft: Draft | None = None) -> None:
        """Ask for an answer to be kept, and go on as if it were: the next key may come before the disk is done."""
        if self.view is not None:
            # Heads are left to the journal: the next change rests on this one, whatever its entry is called.
            page = self.view.page.with_answer(replace(answer, heads=()))
            self.view = replace(self.view, page=page)
        self.post_message(self.Keep(answer, act, draft))

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
        if self._first is not None:
            self.call_after_refresh(self._first)

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

    def end(self) -> None:
        """Give the keyboard back; what was typed stays a draft."""

    @property
    def writing(self) -> bool:
        """Whether the keyboard is in the area."""
        return False

    def unsaved(self) -> Draft | None:
        """The draft as it stands in the open field, where that is newer than what was said of it."""
        return None

    def move(self, step: int) -> None:
        """Move the cursor by `step` items."""

    def edit(self) -> None:
        """Change what the cursor stands on."""
        self.begin()

    def delete(self) -> None:
        """Delete what the cursor stands on."""

    def pick(self, number: int) -> None:
        """Pick what a number key stands for."""

    def tab(self) -> bool:
        """Go to the next thing Tab leads to; true where that is the other side."""
        return True

    def switched(self, view: View) -> None:
        """The writer has changed while the keyboard is here."""
        self.show(view)

    def continue_draft(self, draft: Draft) -> None:
        """Open a draft where it was left."""

    @property
    def typed_text(self) -> str:
        """What stands in the open field."""
        return ""

    def replace_text(self, text: str) -> None:
        """Put another text into the open field, as if it had been typed."""
