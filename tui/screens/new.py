"""Starting a retrospective: a title, and what else is known already."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.suggester import SuggestFromList
from textual.widget import Widget
from textual.widgets import Input, Static

from storage.errors import StorageError
from storage.locations import workbooks_folder
from templates import library, words
from templates.meeting.road import FIRST_STOP
from templates.words import _
from templates.workbook.findings import WorkbookError
from templates.workbook.model import Side
from tui.base.screen import Room
from tui.base.theme import side_variable
from tui.dialogs.workbook import WorkbookDialog
from tui.forms import new_retrospective as forms
from tui.forms import workbook_choice
from tui.forms.new_retrospective import TEAM, Form, Problem
from tui.forms.workbook_choice import Choice
from tui.keys.command import Command, bindings
from tui.keys.new import ALL, LIST
from tui.widgets.entry import Entry
from tui.widgets.footer import KeyFooter
from tui.widgets.pick import LongPick, Pick
from tui.words.safe_content import safe
from tui.words.safe_text import one_line

LANGUAGES = (("en", "English"), ("zh", "中文"))
"""Each language by its own name."""


class FormEntry(Entry):
    """A field whose Tab leads on before the next key, however fast one types."""

    def take_key(self, event: events.Key) -> bool:
        """Go to the next field, or the one before."""
        match event.key:
            case "tab" | "down":
                self.screen.focus_next()
            case "shift+tab" | "up":
                self.screen.focus_previous()
            case _:
                return super().take_key(event)
        return True


class NewScreen(Room[Form | None]):
    """The form; closes with what was typed where it was given up, with None where it was started."""

    CSS_PATH = "new.tcss"
    COMMANDS = ALL
    BINDINGS = bindings(COMMANDS)
    AUTO_FOCUS = "#title"

    def __init__(self, form: Form | None = None) -> None:
        """An empty form, or one that was given up."""
        super().__init__()
        self._fresh = Form(date=forms.today(), workbook=library.DEFAULT, lang=words.current())
        self._form = form or self._fresh
        self._choices = workbook_choice.to_begin_with(workbooks_folder(), self._form.workbook, self._form.lang)
        self._sides: tuple[Side, ...] = ()
        """The sides whose fields are shown."""
        self._list: WorkbookDialog | None = None
        """The list of workbooks, while it is open."""

    # -- what it shows -----------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """The fields, those that people fill in first."""
        form = self._form
        roads = (("", _("the whole road")), ("short", _("the short road, about an hour")))
        yield Static(_("A new retrospective"), id="new-head", markup=False)
        with VerticalScroll(id="new-form", can_focus=False):
            yield _row(_("Title"), FormEntry(form.title, id="title"))
            yield Vertical(id="sides", classes="row")
            yield _row(_("Date"), FormEntry(form.date, id="date"), gap=True)
            yield _row(_("Workbook"), LongPick(self._titles(), form.workbook, id="workbook"))
            yield _row(_("Language"), Pick(LANGUAGES, form.lang, id="lang"))
            yield _row(_("Road"), Pick(roads, "short" if form.short else "", id="road"))
        yield KeyFooter()

    async def on_mount(self) -> None:
        """The fields of the sides follow the workbook; the other workbooks are read meanwhile."""
        await self._show_workbook(first=True)
        self._look(self._form.lang)

    @work(exclusive=True)
    async def _look(self, lang: str) -> None:
        """Read all workbooks aside: a team may have put many, and large ones, beside those that ship."""
        self._choices = await asyncio.to_thread(workbook_choice.choices, workbooks_folder(), lang)
        self._form = self._read()
        self.query_one("#workbook", Pick).offer(self._titles(), self._form.workbook)
        await self._show_workbook()

    def _titles(self) -> list[tuple[str, str]]:
        return [(choice.name, choice.title) for choice in self._choices.all]

    @property
    def _choice(self) -> Choice:
        return self._choices.named(self._form.workbook)

    async def _show_workbook(self, *, first: bool = False) -> None:
        """What depends on the workbook: a field for each party and for its people, its languages, its roads."""
        choice = self._choice
        spoken = [(lang, dict(LANGUAGES).get(lang, lang)) for lang in choice.languages or (self._form.lang,)]
        self.query_one("#lang", Pick).offer(spoken, self._form.lang)
        self._tell("workbook", choice.problem)
        self.query_one("#row-road").display = bool(choice.book and choice.book.has_short_road)
        sides = choice.book.sides if choice.book else self._sides
        if first or sides != self._sides:
            self._sides = sides
            place = self.query_one("#sides", Vertical)
            await place.remove_children()
            await place.mount_all(self._side_rows())

    def _side_rows(self) -> Iterator[Widget]:
        form = self._form
        for position, side in enumerate(self._sides):
            known = {card.parties.get(side.id, "") for card in self.app.shelf.cards(archived=None)}
            party = FormEntry(
                form.parties.get(side.id, ""),
                placeholder=_("its name, such as a company's"),
                id=f"party-{position}",
            )
            # Those of earlier retrospectives are offered as one types; → takes what is offered.
            party.suggester = SuggestFromList(sorted(known - {""}), case_sensitive=False)
            yield _row(one_line(side.name), party, gap=position == 0, side=position)
        for position, team in enumerate(self._sides or (None,)):
            names = FormEntry(
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
            workbook=self._form.workbook,
            lang=self._form.lang,
            short=self.query_one("#road", Pick).value == "short",
        )

    @on(Pick.Changed, "#workbook")
    async def _picked_workbook(self, event: Pick.Changed) -> None:
        self._form = replace(self._read(), workbook=event.pick.value)
        await self._show_workbook()

    @on(Pick.Changed, "#lang")
    def _picked_language(self, event: Pick.Changed) -> None:
        self._form = replace(self._read(), lang=event.pick.value)
        self._look(self._form.lang)

    @on(LongPick.Opened)
    def _opened(self, event: LongPick.Opened) -> None:
        if self._list is not None:
            self._list.add(event.typed)
        else:
            self.action_open_list(event.typed)

    @on(LongPick.Entered)
    def _entered(self) -> None:
        if self._list is not None:
            self._list.enter()
        else:
            self._start()

    async def _take(self, name: str | None) -> None:
        self._list = None
        if name is not None:
            self._form = replace(self._read(), workbook=name)
            self.query_one("#workbook", Pick).offer(self._titles(), name)
            await self._show_workbook()

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

    def footer_commands(self) -> tuple[Command, ...]:
        """The list is named while the keyboard is where a key opens it."""
        on_workbook = isinstance(self.focused, LongPick)
        return tuple(c for c in super().footer_commands() if c is not LIST or on_workbook)

    def action_open_list(self, typed: str = "") -> None:
        """All workbooks in a list, narrowed by what is typed."""
        self._list = WorkbookDialog(self._choices, self._form.workbook, self.query_one(LongPick), typed)
        self.app.push_screen(self._list, self._take)

    def action_next(self) -> None:
        """The next field."""
        self.focus_next()

    def action_back(self) -> None:
        """The field before."""
        self.focus_previous()

    def action_start(self) -> None:
        """Start, or say what is missing and go there."""
        self._start_once_typed(None)

    def _start_once_typed(self, waited_for: Widget | None) -> None:
        """Start when what was typed just before has gone through the field, and through those Tab led to."""
        field = self.focused
        if isinstance(field, LongPick):
            field.enter()
        elif field is None or field is waited_for:
            self._start()
        else:
            field.call_later(self._start_once_typed, field)

    def _start(self) -> None:
        form = self._read()
        found = forms.problem(form) or (Problem("workbook", self._choice.problem) if self._choice.problem else None)
        if found is not None:
            self._tell(found.field, found.sentence)
            self.query_one("#" + found.field).focus()
            return
        from storage.shelf import Start

        try:
            text, book = self._choice.source.copy(form.lang)
        except (WorkbookError, OSError) as error:  # it has been changed since it was read
            self._tell("workbook", str(error))
            self.query_one("#workbook").focus()
            return
        start = Start(
            title=form.title.strip(),
            workbook_text=text,
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
