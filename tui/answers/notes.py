"""Notes: the sides' cards next to each other or one above the other, and the field that writes the next one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from storage.drafts.draft_writer import Draft
from templates.filled_page.page import Note
from templates.words import N_, _
from templates.workbook import frame
from templates.workbook.model import Side
from tui.answers.card_area import (
    DRAFT,
    CardArea,
    Session,
    told_draft,
)
from tui.base.theme import side_variable
from tui.session.view import View, lies_covered
from tui.widgets.cards import Cards, Item
from tui.widgets.field import Desk, Field
from tui.words.safe_content import beginning, safe


class SideColumn(Vertical):
    """One side's cards under its name."""

    def __init__(self, position: int, desk: Desk) -> None:
        super().__init__(classes=f"side side-{position % 3 + 1}")
        self.position = position
        self.heading = Static(classes="side-heading")
        self.cards = Cards(classes="side-cards")
        self.field = Field(desk)

    def compose(self) -> ComposeResult:
        """The name, the cards, the field that is hidden until somebody writes."""
        yield self.heading
        yield self.cards
        self.field.display = False
        yield self.field


class NotesArea(CardArea[Note]):
    """Short cards, as many as people want."""

    KIND = "notes"
    CARD = Note
    CHOOSE_FIRST = N_("Choose a note first: ↑ ↓.")

    def __init__(self) -> None:
        super().__init__(classes="notes-area")
        self._columns: list[SideColumn] = []
        self._stop = ""
        self._followed = ""

    # -- data down -------------------------------------------------------------------------------

    def show(self, view: View) -> None:
        """Draw the cards of the question in view."""
        super().show(view)
        if view.stop.id != self._stop:
            self._stop = view.stop.id
            self._cursor = ""
        if len(self._columns) != len(_columns_of(view)):
            for column in self._columns:
                column.remove()
            self._columns = [SideColumn(position, self) for position in range(len(_columns_of(view)))]
            self.mount(*self._columns)
        self.set_class(view.wide, "-wide")
        self.draw()

    def draw(self) -> None:
        """Draw all cards, and the field where one is open."""
        view = self.view
        if view is None:
            return
        if self._cursor not in self.order():
            self._cursor = ""
        open_column = self._open_column
        for side, column in zip(_columns_of(view), self._columns, strict=True):
            id = side.id if side else None
            here = column is open_column
            items = self._column_items(view, side, column.position)
            count = sum(not item.id.startswith(DRAFT) for item in items)
            column.heading.update(self._heading(view, side, column.position, count))
            if not items and not here:
                items = (Item("", Content.styled(self._hint(view, id), "$quiet")),)
            column.cards.show(items, self._cursor)
            column.set_class(here, "-writing")
            # One above the other, a side gets the room its cards need; while one writes, that one comes first.
            column.styles.height = None if view.wide or self._session else f"{2 + column.cards.content_height}fr"
            if column.field.display != here:
                column.field.display = here
            if here and items and items[-1].id != self._followed:
                # Whoever writes sees what was kept last.
                self._followed = items[-1].id
                self.call_after_refresh(column.cards.reveal, self._followed)

    def _hint(self, view: View, side: str | None) -> str:
        """What stands in a column without a card to read."""
        if covered := view.still_covered(view.question.id, side):
            return lies_covered(covered)
        return _("nothing yet: a writes here") if side in (view.writer.side, None) else _("nothing yet")

    def _heading(self, view: View, side: Side | None, position: int, count: int) -> Content:
        color = f"${side_variable(position)}"
        name = safe(view.page.side_label(side)) if side else Content(_("Notes"))
        mark = "✎ " if side and side.id == view.writer.side else "  "
        return Content.assemble((mark, color), name.stylize(f"bold {color}"), (f"  {count or ''}", "$quiet"))

    def _notes(self, view: View, side: str | None) -> list[Note]:
        """The notes of a column; a note of no side stands in the first one."""
        return [
            answer
            for answer in view.page.answers_to(view.question.id)
            if isinstance(answer, Note) and self._is_at(answer.side, side, view)
        ]

    def _is_at(self, written: str | None, side: str | None, view: View) -> bool:
        """Whether what `written` wrote stands in the column of `side`: what no side here wrote, in the first."""
        first, *rest = [column.id if column else None for column in _columns_of(view)]
        return written == side or (side == first and written not in rest)

    def _column_items(self, view: View, side: Side | None, position: int) -> tuple[Item, ...]:
        return self.listed(position, lambda: self._items(view, side.id if side else None, position))

    def _items(self, view: View, side: str | None, position: int) -> Iterator[Item]:
        color = f"${side_variable(position)}"
        editing = self._session.edits.id if self._session and self._session.edits else None
        ids = {s.id for s in view.page.columns if s}
        for note in self._notes(view, side):
            bullet = ("◆ ", "$accent") if note.turning else ("• ", color)
            mark = ("▪ ", "bold $accent") if note.id in view.marked else bullet
            parts: list[Content | tuple[str, str]] = [mark, beginning(note.text)]
            name = view.page.name_of(note)
            if name:
                parts.append(Content.styled("  " + safe(name).plain, "$quiet"))
            if note.side not in ids and ids:
                parts.append(("  " + _("(no side)"), "$quiet"))
            if private := view.private(note):
                parts.append(("  " + private, "$warning"))
            for _field, value in note.also:
                parts.append(Content.assemble("\n", ("⚠ " + _("also written: "), "$warning"), beginning(value)))
            if note.id == editing:
                parts.append(("  " + _("← being edited"), "$accent"))
            yield Item(note.id, Content.assemble(*parts), indent=2)
        open_act = self._session.draft.act if self._session else None
        for draft in view.drafts:
            if self._is_at(draft.side, side, view) and draft.act != open_act and not draft.is_blank:
                told = told_draft(view, draft, beginning(draft.body.get("text", "")))
                yield Item(DRAFT + draft.act, told, indent=2)

    def markable(self) -> str:
        """The note the cursor stands on."""
        here = self._at_cursor()
        return here.id if isinstance(here, Note) else ""

    def mark(self) -> str:
        """The same, to be marked; the cursor goes on to the next."""
        id = self.markable()
        if id:
            self.move(1)
        else:
            self.post_message(self.Say(_(self.CHOOSE_FIRST)))
        return id

    # -- the keyboard ----------------------------------------------------------------------------

    @property
    def _open_column(self) -> SideColumn | None:
        """The column whose field is open."""
        view = self.view
        if view is None or self._session is None or not self._columns:
            return None
        ids = [side.id if side else None for side in _columns_of(view)]
        return self._columns[ids.index(self._session.draft.side) if self._session.draft.side in ids else 0]

    @property
    def _field(self) -> Field | None:
        return self._open_column.field if self._open_column else None

    @property
    def takes_text(self) -> bool:
        """Notes are text."""
        return True

    @property
    def typed_text(self) -> str:
        """What stands in the open field."""
        return self._field.words if self._field else ""

    def replace_text(self, text: str) -> None:
        """Put another text into the open field, as if it had been typed."""
        if self._field is not None:
            self._field.type_over(text)

    def open(self, session: Session[Note], body: Mapping[str, str]) -> None:
        """Open the field of the draft's side, with its words."""
        self._session = session
        self._followed = ""
        self.draw()
        field = self._field
        if field is None:
            return
        field.placeholder = _("Write a note. Enter keeps it, esc ends.")
        field.ends_on_enter = session.edits is not None
        field.put(body.get("text", ""), instead_of=session.edits.text if session.edits else None)
        self.screen.set_focus(field)
        if field.trouble:
            self.post_message(self.Say(field.trouble, warn=True))

    def end(self) -> None:
        """Close the field; what was typed stays a draft."""
        session, self._session = self._session, None
        if session is not None and self.screen.focused is not None:
            self.screen.set_focus(None)
        self.draw()

    def unsaved(self) -> Draft | None:
        """The draft as it stands in the open field, where that is newer than what was said of it."""
        session, field = self._session, self._field
        if session is None or field is None or not field.touched:
            return None
        return self.newer_than_said({"text": field.words})

    def mark_turning(self) -> None:
        """Mark the note under the cursor as a turning point, or take the mark away."""
        note = self._at_cursor()
        if isinstance(note, Note):
            self.keep(replace(note, turning=not note.turning))
            self.draw()
        else:
            self.post_message(self.Say(_(self.CHOOSE_FIRST)))

    def field_typed(self, words: str) -> None:
        """Save what is typed as it is typed."""
        self.say_typed({"text": words})

    def field_entered(self, words: str, *, touched: bool) -> None:
        """Keep the note; a new one is followed by the next empty one."""
        session, view = self._session, self.view
        if session is None or view is None:
            return
        draft = session.draft
        if not words.strip():
            sentence = _("Nothing written yet. Esc goes back to the road.")
            if session.edits is not None:
                sentence = _("A note needs words; esc leaves it as it was, d deletes it.")
            self.post_message(self.Say(sentence))
        elif session.edits is not None:
            self.end()
            if touched or session.edits.also:
                self.keep(replace(session.edits, text=words), draft.act, draft)
            else:
                self.desk.give_up(draft.act)
            self.desk.ended()
        else:
            note = Note(
                id=draft.answer,
                question=draft.question,
                side=draft.side,
                person=draft.person,
                text=words,
            )
            # The field is empty already, for the next note.
            self.next_one(view, draft)
            self.keep(note, draft.act, draft)

    def field_tabbed(self) -> None:
        """Take the words of a new note to the other side; of a kept one, ask whose it is."""
        if self._session is not None and self._session.edits is not None:
            self.ask_whose()
        else:
            self.desk.switch_side()

    def switched(self, view: View) -> None:
        """The writer has changed while a field is open: a new note goes over with its words."""
        session, field = self._session, self._field
        if session is None or field is None or session.edits is not None:
            self.show(view)
            return
        text = field.words
        draft = replace(session.draft, side=view.writer.side, person=view.writer.person)
        self._session = None
        self.show(view)
        self.open(Session(draft), {"text": text})
        if text.strip():
            self.desk.typed(replace(draft, body={"text": text}))

    def field_ended(self) -> None:
        """Go back to the road; an empty or unchanged draft is forgotten."""
        session, field = self._session, self._field
        if session is None or field is None:
            return
        nothing_new = not field.touched if session.edits else not field.words.strip()
        self.end()
        if nothing_new:
            self.desk.give_up(session.draft.act)
        self.desk.ended()

    # -- what stands where -----------------------------------------------------------------------

    def order(self) -> Sequence[str]:
        """The ids of all notes and drafts, side by side as they stand."""
        view = self.view
        if view is None:
            return ()
        return [
            item.id
            for side, column in zip(_columns_of(view), self._columns, strict=True)
            for item in self._column_items(view, side, column.position)
        ]

    def lists(self) -> Sequence[Cards]:
        """A list a side."""
        return [column.cards for column in self._columns]

    def body_of(self, card: Note) -> Mapping[str, str]:
        """A note's words."""
        return {"text": card.text}


def _columns_of(view: View) -> tuple[Side | None, ...]:
    """The sides that have a column each; what the facilitator writes for themselves is of no side."""
    return (None,) if view.question.id == frame.FACILITATOR else view.page.columns
