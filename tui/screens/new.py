"""Starting a retrospective: a title, and what else is known already."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from storage.errors import StorageError
from templates import library, words
from templates.meeting import FIRST_STOP
from templates.words import N_, _
from templates.workbook import Side, Workbook
from tui import form as forms
from tui.commands import Command, bindings
from tui.door import safe
from tui.form import TEAM, Form
from tui.plain import one_line
from tui.screens.room import Room
from tui.theme import side_variable
from tui.widgets.entry import Entry
from tui.widgets.footer import KeyFooter
from tui.widgets.pick import Pick

if TYPE_CHECKING:
    from textual import getters

    from tui.app import PhasebookApp

START = Command(
    "new.start",
    ("enter",),
    "start",
    N_("start"),
    N_("Start the retrospective, from any field."),
    priority=True,
)
NEXT = Command("new.next", ("tab", "down"), "next", N_("next field"), N_("Go to the next field."))
BACK = Command(
    "new.back",
    ("shift+tab", "up"),
    "back",
    N_("field before"),
    N_("Go to the field before."),
    in_footer=False,
)
GIVE_UP = Command(
    "new.give_up",
    ("escape",),
    "give_up",
    N_("back to the shelf"),
    N_("Back to the shelf; what was typed is there again at the next new one."),
)

LANGUAGES = (("en", "English"), ("zh", "中文"))
"""Each language by its own name."""


@lru_cache(maxsize=8)
def _workbook(name: str, lang: str) -> Workbook:
    from templates.reader import read

    return read(library.text(name, lang)).require()


class NewScreen(Room[Form | None]):
    """The form; closes with what was typed where it was given up, with None where it was started."""

    CSS_PATH = "new.tcss"
    COMMANDS = (START, NEXT, BACK, GIVE_UP)
    BINDINGS = bindings(COMMANDS)
    AUTO_FOCUS = "#title"
    if TYPE_CHECKING:
        app = getters.app(PhasebookApp)

    def __init__(self, form: Form | None = None) -> None:
        """An empty form, or one that was given up."""
        super().__init__()
        self._fresh = Form(date=forms.today(), workbook=library.names()[0], lang=words.current())
        self._form = form or self._fresh
        self._sides: tuple[Side, ...] = ()
        """The sides whose fields are shown."""

    # -- what it shows -----------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """The fields, those that people fill in first."""
        form = self._form
        books = [(name, _workbook(name, form.lang).title) for name in library.names()]
        roads = (("", _("the whole road")), ("short", _("the short road, about an hour")))
        yield Static(_("A new retrospective"), id="new-head", markup=False)
        with VerticalScroll(id="new-form", can_focus=False):
            yield _row(_("Title"), Entry(form.title, id="title"))
            yield Vertical(id="sides", classes="row")
            yield _row(_("Date"), Entry(form.date, id="date"), gap=True)
            yield _row(_("Workbook"), Pick(books, form.workbook, id="workbook"))
            yield _row(_("Language"), Pick(LANGUAGES, form.lang, id="lang"))
            yield _row(_("Road"), Pick(roads, "short" if form.short else "", id="road"))
        yield KeyFooter()

    async def on_mount(self) -> None:
        """The fields of the sides follow the workbook."""
        await self._show_sides()

    async def _show_sides(self) -> None:
        """A field for each party and for its people, called as the workbook calls the sides."""
        book = _workbook(self._form.workbook, self._form.lang)
        self._sides = book.sides
        place = self.query_one("#sides", Vertical)
        await place.remove_children()
        await place.mount_all(self._side_rows())
        self.query_one("#row-road").display = book.has_short_road

    def _side_rows(self) -> Iterator[Widget]:
        form = self._form
        for position, side in enumerate(self._sides):
            party = Entry(
                form.parties.get(side.id, ""),
                placeholder=_("its name, such as a company's"),
                id=f"party-{position}",
            )
            yield _row(one_line(side.name), party, gap=position == 0, side=position)
        for position, team in enumerate(self._sides or (None,)):
            names = Entry(
                form.people.get(team.id if team else TEAM, ""),
                placeholder=_("names, with commas between"),
                id=f"people-{position}",
            )
            label = _("{side}: people").format(side=one_line(team.name)) if team else _("People")
            yield _row(label, names, gap=position == 0, side=position if team else None)

    # -- what it holds -----------------------------------------------------------------------------

    def _text(self, field: str) -> str:
        return self.query_one("#" + field, Input).value

    def _read(self) -> Form:
        """The form as it stands in the fields; what was typed for sides not shown now is kept."""
        people = {side.id: self._text(f"people-{i}") for i, side in enumerate(self._sides)}
        return Form(
            title=self._text("title"),
            parties={
                **self._form.parties,
                **{side.id: self._text(f"party-{i}") for i, side in enumerate(self._sides)},
            },
            people={**self._form.people, **(people or {TEAM: self._text("people-0")})},
            date=self._text("date"),
            workbook=self.query_one("#workbook", Pick).value,
            lang=self.query_one("#lang", Pick).value,
            short=self.query_one("#road", Pick).value == "short",
        )

    @on(Pick.Changed)
    async def _picked(self) -> None:
        before, self._form = self._form, self._read()
        if (before.workbook, before.lang) != (self._form.workbook, self._form.lang):
            books = [(name, _workbook(name, self._form.lang).title) for name in library.names()]
            self.query_one("#workbook", Pick).offer(books, self._form.workbook)
            await self._show_sides()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._tell(event.input.id or "", "")

    def _tell(self, field: str, sentence: str) -> None:
        """Say beside a field what is wrong with it, or nothing any more."""
        for place in self.query(f"#problem-{field}").results(Static):
            place.update(safe(sentence))
            place.display = bool(sentence)

    # -- its commands ------------------------------------------------------------------------------

    def help_title(self) -> str:
        """The help page's title."""
        return _("A new retrospective")

    def help_lines(self) -> tuple[str, ...]:
        """What the form is for."""
        return (
            _("Only the title is needed. Enter starts from any field; everything can be changed later."),
            _("People: their names with commas between. ← → change a choice between ‹ and ›."),
        )

    def action_next(self) -> None:
        """The next field."""
        self.focus_next()

    def action_back(self) -> None:
        """The field before."""
        self.focus_previous()

    def action_start(self) -> None:
        """Start, or say what is missing and go there."""
        form = self._read()
        found = forms.problem(form)
        if found is not None:
            self._tell(found.field, found.sentence)
            self.query_one("#" + found.field).focus()
            return
        from storage.shelf import Start

        book = _workbook(form.workbook, form.lang)
        start = Start(
            title=form.title.strip(),
            workbook_text=library.text(form.workbook, form.lang),
            date=forms.read_date(form.date) or "",
            parties=forms.parties(form, book),
            people=forms.people(form, book),
            short=form.short and book.has_short_road,
        )
        try:
            retrospective = self.app.shelf.start(start)
        except StorageError as error:
            self.app.say(str(error), warn=True)
            return
        self.dismiss(None)
        self.app.open_road(retrospective, at=FIRST_STOP)

    def action_give_up(self) -> None:
        """Back to the shelf; typed words are kept for the next new one."""
        form = self._read()
        self.dismiss(form if form.has_words(self._fresh) else None)


def _row(label: str, value: Widget, *, gap: bool = False, side: int | None = None) -> Widget:
    """A field with its label, and room below it for what is wrong with it."""
    named = Content.styled(label, f"${side_variable(side)}" if side is not None else "$quiet")
    problem = Static(id=f"problem-{value.id}", classes="problem")
    row = Horizontal(Static(named, classes="label"), Vertical(value, problem, classes="value"))
    row.id = f"row-{value.id}"
    row.set_classes("row gap" if gap else "row")
    return row
