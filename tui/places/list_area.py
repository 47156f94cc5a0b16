"""What places share that are a list: a cursor, keys of their own, and a form with one line a field."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content

from storage.drafts.draft_writer import Draft
from storage.ids import new_id
from storage.records.fields import Record
from templates.words import N_, _
from templates.workbook.model import Column, Kind, Question
from tui.answers.area import AnswerArea
from tui.answers.row_form import RowForm
from tui.keys.command import Command
from tui.keys.places.which_keys import commands_of
from tui.session.pending import FORM
from tui.session.view import View
from tui.widgets.cards import Cards, Item
from tui.words.refused import RefusedError

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Form:
    """What a form asks for, one line a field: Tab goes on, Enter keeps them all."""

    name: str
    """Which of the area's forms it is."""
    title: str
    """What stands above it, in the language of this run."""
    fields: tuple[Column, ...]
    """The fields, as a ledger has columns: text, a choice of few, a date, a number."""
    values: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    """What stands in them at first."""
    record: str = ""
    """The id of what is being changed, or of what a new one will be."""
    heads: tuple[str, ...] = ()
    """What the record that is changed rests on; empty for a new one."""


class ListArea(AnswerArea):
    """A list under a cursor, whose entries are written in a form; what is listed is left to each place."""

    WRITES_ROWS = True
    PLACE: ClassVar[str]
    """The place it belongs to."""
    CHOOSE_FIRST: ClassVar[str] = N_("Choose a line first: ↑ ↓.")
    """What is said when there is nothing under the cursor (a msgid)."""

    def __init__(self) -> None:
        super().__init__(classes="list-area")
        self._cards = Cards()
        self._cursor = ""
        self._forms: dict[tuple[Column, ...], RowForm] = {}
        self._open: tuple[Form, Draft] | None = None
        """The form that is open and the draft it is."""
        self._unfilled: Mapping[str, str] | None = None
        """What is to stand in the open form and does not yet."""

    def compose(self) -> ComposeResult:
        """The list; a form comes below it while one is open."""
        yield self._cards

    # -- what a place says -----------------------------------------------------------------------

    @abstractmethod
    def items(self, view: View) -> Iterable[Item]:
        """What is listed; an item with an id can be chosen."""

    def nothing(self) -> str:
        """What stands there while nothing is listed."""
        return _("nothing yet")

    def form_for(self, name: str, record: str) -> Form | None:
        """The form of a name about a record, to be opened; None where there is none (any more).

        Args:
            name: which form; the empty name is what `a` opens.
            record: the id of what is to be changed; empty for a new one.
        """
        del name, record
        return None

    def take(self, form: Form, cells: Mapping[str, str], act: str) -> Form | None:
        """Ask for what was filled in, under `act`; the form that opens next, or None.

        Raises:
            RefusedError: the sentence that says what is wrong; the form stays as it is.
        """
        raise NotImplementedError

    # -- data down -------------------------------------------------------------------------------

    def show(self, view: View) -> None:
        """Draw the list of the place in view."""
        before = self.view
        super().show(view)
        if before is None or before.stop.id != view.stop.id:
            self.arrived()
        self.draw()

    def arrived(self) -> None:
        """Somebody has come to this place."""

    def on_resize(self) -> None:
        """What is listed fits the width."""
        self.draw()

    def draw(self) -> None:
        """Draw the list anew."""
        view = self.view
        if view is None:
            return
        items = tuple(self._listed(view))
        chosen = [item.id for item in items if item.id]
        if self._cursor not in chosen:
            self._cursor = chosen[0] if chosen else ""
        self._cards.show(items, self._cursor)
        self._cards.reveal(self._cursor)

    def _listed(self, view: View) -> Iterator[Item]:
        listed = tuple(self.items(view))
        yield from listed
        if not listed:
            yield Item("", Content.styled(self.nothing(), "$quiet"))
        for draft in self._left(view):
            words = " · ".join(value for value in draft.body.values() if value.strip())
            told = Content.assemble(("✎ ", "$warning"), Content(words), ("  " + _("draft, not kept yet"), "$warning"))
            yield Item("", told, indent=2)

    def _left(self, view: View) -> list[Draft]:
        """What was typed into forms here and not kept, without the one that is open."""
        open_act = self._open[1].act if self._open else ""
        return [d for d in view.drafts if d.kind.startswith(FORM) and d.act != open_act and not d.is_blank]

    # -- the cursor ------------------------------------------------------------------------------

    @property
    def chosen(self) -> str:
        """The id of what the cursor stands on, or an empty text."""
        return self._cursor

    def choose(self, id: str) -> None:
        """Put the cursor on an item."""
        self._cursor = id
        self.draw()

    def move(self, step: int) -> None:
        """Move the cursor over what can be chosen."""
        order = [item.id for item in self._cards.items if item.id]
        if order:
            here = order.index(self._cursor) if self._cursor in order else -step
            self.choose(order[min(max(here + step, 0), len(order) - 1)])

    def on_cards_picked(self, event: Cards.Picked) -> None:
        """A click puts the cursor on an item."""
        event.stop()
        self.choose(event.item)

    def say(self, sentence: str, *, warn: bool = False) -> None:
        """Say one sentence to whoever looks on."""
        self.post_message(self.Say(sentence, warn=warn))

    # -- the form --------------------------------------------------------------------------------

    @property
    def writing(self) -> bool:
        """Whether a form is open."""
        return self._open is not None

    def begin(self) -> None:
        """Open the form of a new entry, with the draft that was left of it."""
        view = self.view
        left = next((d for d in self._left(view) if not d.heads), None) if view else None
        if left is not None:
            self.continue_draft(left)
        else:
            self.open_form(self.form_for("", ""))

    def edit(self) -> None:
        """Open the form of what the cursor stands on; without one, that of a new entry."""
        view = self.view
        left = next((d for d in self._left(view) if d.answer == self._cursor), None) if view else None
        if left is not None:
            self.continue_draft(left)
        elif self._cursor:
            self.open_form(self.form_for("", self._cursor))
        else:
            self.begin()

    def continue_draft(self, draft: Draft) -> None:
        """Open a form where it was left."""
        form = self.form_for(draft.kind.removeprefix(FORM), draft.answer if draft.heads else "")
        if form is not None:
            self.open_form(form if draft.heads else replace(form, record=draft.answer), draft)

    def open_form(self, form: Form | None, left: Draft | None = None) -> None:
        """Give the keyboard to a form; None opens nothing."""
        view = self.view
        if form is None or view is None:
            return
        form = form if form.record else replace(form, record=new_id())
        draft = left or Draft(
            act=new_id(),
            retrospective=view.page.id,
            question=view.stop.id,
            kind=FORM + form.name,
            answer=form.record,
            side=view.writer.side,
            person=view.writer.person,
            heads=form.heads,
        )
        self._open = (form, draft)
        self._unfilled = left.body if left is not None else form.values
        asked = self._form
        if asked is None:
            question = Question(form.name or "form", form.title, Kind.LEDGER, columns=form.fields)
            asked = self._forms[form.fields] = RowForm(question, self)
            self.mount(asked)
        for other in self._forms.values():
            other.display = other is asked
        self.add_class("-writing")
        if asked.is_mounted:
            self.settle()
        else:
            self.call_after_refresh(self.settle)

    def settle(self) -> None:
        """Fill in the form that was opened and give it the keyboard, as soon as all of it is mounted."""
        cells, asked = self._unfilled, self._form
        if cells is None or asked is None or self._open is None:
            return
        self._unfilled = None
        form = self._open[0]
        asked.put(cells, title=form.title, ends_on_enter=True, instead_of=form.values)
        asked.take_keyboard()
        self.draw()

    @property
    def _form(self) -> RowForm | None:
        return self._forms.get(self._open[0].fields) if self._open else None

    def end(self) -> None:
        """Close the form; what was typed stays a draft."""
        form, self._open, self._unfilled = self._form, None, None
        self.remove_class("-writing")
        if form is not None:
            form.display = False
            self.screen.set_focus(None)
        self.draw()

    def in_hand(self) -> Draft | None:
        """The draft of the form that is open."""
        return self._open[1] if self._open is not None else None

    def unsaved(self) -> Draft | None:
        """The draft as it stands in the form, where that is newer than what was said of it."""
        form = self._form
        if self._open is None or form is None or not form.touched:
            return None
        draft = replace(self._open[1], body=form.typed)
        return draft if draft != self._open[1] else None

    def row_typed(self, cells: Mapping[str, str]) -> None:
        """Save what is typed as it is typed."""
        if self._open is not None:
            draft = replace(self._open[1], body=cells)
            self._open = (self._open[0], draft)
            self.desk.typed(draft)

    def row_entered(self, cells: Mapping[str, str], touched: Mapping[str, str]) -> None:
        """Ask for what was filled in; what cannot be stays in the form, and why is said."""
        if self._open is None:
            return
        form, draft = self._open
        # What was said of the form so far has been heeded, or is said again.
        self.app.clear_notifications()
        if not touched and form.heads:
            self._close(draft)
            return
        try:
            following = self.take(form, cells, draft.act)
        except RefusedError as refused:
            if refused.field and self._form is not None:
                self._form.take_keyboard(refused.field)
            self.row_refused(str(refused))
            return
        if following is not None:
            self.open_form(following)
        else:
            self.end()
            self.desk.ended()

    def row_refused(self, sentence: str) -> None:
        """Say what a field does not take."""
        self.say(sentence, warn=True)

    def row_ended(self, *, touched: bool) -> None:
        """Go back to the road; an untouched form is forgotten."""
        if self._open is None:
            return
        draft = self._open[1]
        if touched and not draft.is_blank:
            self.end()
            self.desk.ended()
        else:
            self._close(draft)

    def _close(self, draft: Draft) -> None:
        self.end()
        self.desk.give_up(draft.act)
        self.desk.ended()

    def keep_form(self, *records: Record, act: str, said: str = "") -> None:
        """Ask for what a form holds to be kept, and its draft to be done with."""
        self.change(*records, act=act, said=said)

    @property
    def takes_text(self) -> bool:
        """Only a cell of an open form."""
        from tui.answers.row_form import CellInput

        return self._open is not None and isinstance(self.screen.focused, CellInput)

    @property
    def typed_text(self) -> str:
        """What stands in the cell in hand."""
        return self._form.typed_text if self._form else ""

    def replace_text(self, text: str) -> None:
        """Put another text into the cell in hand."""
        if self._form:
            self._form.replace_text(text)

    # -- keys ------------------------------------------------------------------------------------

    def footer(self) -> tuple[Command, ...]:
        """The place's own keys."""
        return tuple(command for command in commands_of(self.PLACE) if command.in_footer)
