"""A ledger: rows as a table where there is room and as cards where there is not, and a form that writes a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from textual.app import ComposeResult
from textual.content import Content

from storage.drafts.draft_writer import Draft
from templates.cells.columns import shared
from templates.cells.width import width
from templates.filled_page.page import Row
from templates.words import N_, _, named
from templates.workbook.model import Question
from tui.answers.card_area import (
    DRAFT,
    CardArea,
    Session,
    told_draft,
)
from tui.answers.row_form import CellInput, RowForm
from tui.base.theme import side_variable
from tui.document.wrapping import fit
from tui.session.view import View, lies_covered
from tui.widgets.cards import Cards, Item
from tui.words.safe_text import one_line

_TABLE_FROM = 96
"""Cells of width from which rows stand as a table."""
_ROOMY_FROM = 130
"""Cells of width from which there is room for whole names."""


class LedgerArea(CardArea[Row]):
    """Rows, as many as wanted; each belongs to the side that wrote it."""

    WRITES_ROWS = True
    KIND = "ledger"
    CARD = Row
    CHOOSE_FIRST = N_("Choose a row first: ↑ ↓.")

    def __init__(self) -> None:
        super().__init__(classes="ledger-area")
        self._cards = Cards()
        self._forms: dict[str, RowForm] = {}
        self._stop = ""
        self._followed = ""

    def compose(self) -> ComposeResult:
        """The rows; the form of the question in view comes below them."""
        yield self._cards

    # -- data down -------------------------------------------------------------------------------

    def show(self, view: View) -> None:
        """Draw the rows of the question in view."""
        super().show(view)
        if view.stop.id != self._stop:
            self._stop = view.stop.id
            self._cursor = ""
            for form in self._forms.values():
                form.display = False
            if view.question.id not in self._forms:
                form = RowForm(view.question, self)
                form.display = False
                form.past_the_end = self._to_other_side
                self._forms[view.question.id] = form
                self.mount(form)
        self.draw()

    def on_resize(self) -> None:
        """A table where there is room, cards where there is not."""
        self.draw()

    @property
    def _form(self) -> RowForm | None:
        return self._forms.get(self.view.question.id) if self.view else None

    def draw(self) -> None:
        """Draw all rows."""
        view = self.view
        if view is None:
            return
        items = self.listed(0, lambda: self._items(view))
        if not items and self._session is None:
            sides = [side.id if side else None for side in view.page.columns]
            covered = view.still_covered(view.question.id, *sides)
            hint = lies_covered(covered) if covered else _("nothing yet: a writes a row")
            items = (Item("", Content.styled(hint, "$quiet")),)
        if self._cursor not in {item.id for item in items}:
            self._cursor = ""
        self._cards.show(items, self._cursor)
        if self._session is not None and items and items[-1].id != self._followed:
            # Whoever writes sees what was kept last.
            self._followed = items[-1].id
            self.call_after_refresh(self._cards.reveal, self._followed)

    def _items(self, view: View) -> Iterator[Item]:
        question = view.question
        rows = [answer for answer in view.page.answers_to(question.id) if isinstance(answer, Row)]
        width = self.size.width
        table = width >= _TABLE_FROM
        who = 26 if width >= _ROOMY_FROM else 18
        widths = (who, *_column_widths(question, rows, width - who - 2)) if table else ()
        if table and rows:
            yield Item(
                "",
                _line([_("who"), *(c.text for c in question.columns)], widths).stylize("bold $quiet"),
            )
        for row in rows:
            yield self._row_item(view, row, widths)
        open_act = self._session.draft.act if self._session else None
        for draft in view.drafts:
            if draft.question == question.id and draft.act != open_act and not draft.is_blank:
                words = " · ".join(one_line(value) for value in _worded(question, draft.body).values())
                yield Item(DRAFT + draft.act, told_draft(view, draft, Content(words)), indent=2)

    def _row_item(self, view: View, row: Row, widths: tuple[int, ...]) -> Item:
        question = view.question
        side = view.page.workbook.side(row.side or "")
        place = view.page.workbook.sides.index(side) if side else 0
        color = f"${side_variable(place)}"
        name = view.page.name_of(row)
        who = " · ".join(part for part in (side.name if side else "", name or "") if part)
        words = _worded(question, row.cells)
        if widths:
            cells = _line([words.get(c.id, "–") for c in question.columns], widths[1:])
            content = Content.assemble(_line([who], widths[:1]).stylize(color), cells)
        else:
            first, *rest = question.columns
            content = Content.assemble(
                ("• ", color),
                Content(one_line(words.get(first.id, "–"))).stylize("bold"),
                (f"  {one_line(who)}", color),
            )
            for column in rest:
                if column.id in words:
                    content = Content.assemble(
                        content,
                        "\n",
                        (named(one_line(column.text), ""), "$quiet"),
                        Content(one_line(words[column.id])),
                    )
        if private := view.private(row):
            content = Content.assemble(content, (f"  {private}", "$warning"))
        for field, value in row.also:
            of = question.column(field.removeprefix("cell."))
            told = named(of.text, of.word(value)) if of is not None else value
            content = Content.assemble(content, "\n", ("⚠ " + _("also written: "), "$warning"), Content(one_line(told)))
        return Item(row.id, content, indent=2)

    # -- the keyboard ----------------------------------------------------------------------------

    @property
    def takes_text(self) -> bool:
        """Not where the cell in hand offers options."""
        return self._session is None or isinstance(self.screen.focused, CellInput)

    @property
    def typed_text(self) -> str:
        """What stands in the cell in hand."""
        return self._form.typed_text if self._form else ""

    def replace_text(self, text: str) -> None:
        """Put another text into the cell in hand."""
        if self._form:
            self._form.replace_text(text)

    def open(self, session: Session[Row], body: Mapping[str, str]) -> None:
        """Open the form, with the draft's cells."""
        form, view = self._form, self.view
        if form is None or view is None:
            return
        self._session = session
        side = view.page.workbook.side(session.draft.side or "")
        title = _("A row of the {side}").format(side=side.name) if side else _("A new row")
        if session.edits is not None:
            title = _("Changing a row")
        form.put(
            body,
            title=title,
            ends_on_enter=session.edits is not None,
            instead_of=session.edits.cells if session.edits else None,
        )
        form.display = True
        self.add_class("-writing")
        self._followed = ""
        self.draw()
        form.take_keyboard()

    def end(self) -> None:
        """Close the form; what was typed stays a draft."""
        self._session = None
        self.remove_class("-writing")
        if self._form is not None:
            self._form.display = False
        self.screen.set_focus(None)
        self.draw()

    def unsaved(self) -> Draft | None:
        """The draft as it stands in the form, where that is newer than what was said of it."""
        session, form = self._session, self._form
        if session is None or form is None or not form.touched:
            return None
        return self.newer_than_said(form.typed)

    def _to_other_side(self) -> bool:
        """Tab behind the last cell: a new row goes over to the other side with its words, as a note does."""
        view, session = self.view, self._session
        if view is None or session is None or len(view.page.workbook.sides) < 2:
            return False
        if session.edits is not None:
            self.ask_whose()
        else:
            self.desk.switch_side()
        return True

    def switched(self, view: View) -> None:
        """The writer has changed while the form is open: a new row goes over with its words."""
        session, form = self._session, self._form
        if session is None or form is None or session.edits is not None:
            self.show(view)
            return
        typed = form.typed
        draft = replace(session.draft, side=view.writer.side, person=view.writer.person)
        self._session = None
        self.show(view)
        self.open(Session(draft), typed)
        if any(value.strip() for value in typed.values()):
            self.desk.typed(replace(draft, body=typed))

    def row_typed(self, cells: Mapping[str, str]) -> None:
        """Save what is typed as it is typed."""
        self.say_typed(cells)

    def row_entered(self, cells: Mapping[str, str], touched: Mapping[str, str]) -> None:
        """Keep the row; a new one is followed by the next empty one."""
        session, view = self._session, self.view
        if session is None or view is None:
            return
        draft = session.draft
        if session.edits is not None:
            self.end()
            changed = {**session.edits.cells, **touched}
            changed = {column: value for column, value in changed.items() if value}
            if touched or session.edits.also:
                self.keep(replace(session.edits, cells=changed), draft.act, draft)
            else:
                self.desk.give_up(draft.act)
            self.desk.ended()
            return
        if not any(value.strip() for value in cells.values()):
            self.post_message(self.Say(_("Nothing written yet. Esc goes back to the road.")))
            return
        row = Row(
            id=draft.answer,
            question=draft.question,
            side=draft.side,
            person=draft.person,
            cells={column: value for column, value in cells.items() if value},
        )
        self.next_one(view, draft)
        self.keep(row, draft.act, draft)
        self.draw()

    def row_refused(self, sentence: str) -> None:
        """Say what a cell does not take."""
        self.post_message(self.Say(sentence, warn=True))

    def row_ended(self, *, touched: bool) -> None:
        """Go back to the road; an empty or unchanged draft is forgotten."""
        session = self._session
        self.end()
        if session is not None:
            nothing_new = not touched if session.edits else session.draft.is_blank
            if nothing_new:
                self.desk.give_up(session.draft.act)
        self.desk.ended()

    # -- what stands where -----------------------------------------------------------------------

    def order(self) -> Sequence[str]:
        """The ids of all rows and drafts, as they stand."""
        return [item.id for item in self._cards.items if item.id]

    def lists(self) -> Sequence[Cards]:
        """One list for all sides."""
        return [self._cards]

    def body_of(self, card: Row) -> Mapping[str, str]:
        """A row's cells."""
        return card.cells


def _worded(question: Question, cells: Mapping[str, str]) -> dict[str, str]:
    """A row's cells in words, by column id; empty ones are left out."""
    return {c.id: c.word(cells[c.id]) for c in question.columns if cells.get(c.id, "").strip()}


def _column_widths(question: Question, rows: list[Row], room: int) -> tuple[int, ...]:
    """How many cells each column gets: what it needs where that fits, else its share."""
    needed = []
    for column in question.columns:
        texts = [column.text, *(one_line(column.word(row.cells.get(column.id, ""))) for row in rows)]
        needed.append(min(60, max(map(width, texts)) + 2))
    return tuple(shared(needed, room))


def _line(texts: list[str], widths: tuple[int, ...]) -> Content:
    """Texts as one line of a table: cut to their columns, measured in cells."""
    parts = [fit(Content(one_line(text)), max(1, room - 2)) for text, room in zip(texts, widths, strict=True)]
    return Content("  ").join([*parts, Content()])
