"""Who is writing: choose a person or a side, or type a new name."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from storage.ids import new_id
from templates.cells.width import shorten
from templates.filled_page.page import Person, Retrospective
from templates.names import alike, as_name, could_be_a_name
from templates.words import _
from tui.base.dialog import Dialog
from tui.base.theme import side_variable
from tui.session.view import Writer
from tui.widgets.cards import Cards, Item
from tui.widgets.entry import Entry
from tui.words.safe_content import safe
from tui.words.safe_text import one_line

NOBODY = -1
"""Where the cursor stands on no line: Enter then takes nobody."""


class NameInput(Entry):
    """The field for a name; arrows and Tab belong to the list below it."""

    def take_key(self, event: events.Key) -> bool:
        """Do what a key means to the window at once: what is typed behind it belongs to what comes next."""
        screen = self.screen
        return super().take_key(event) or (isinstance(screen, WriterDialog) and screen.move(event.key))


def writers(page: Retrospective, typed: str = "", *, covered: bool = False) -> list[Writer]:
    """Who may sit at the keyboard: of each side everybody together, then its people, by what is typed of a name."""
    found: dict[Writer, None] = {}
    for side in page.columns:
        id = side.id if side else None
        # One team together is everybody: that would be uncovering.
        if not typed and (side is not None or not covered):
            found[Writer(id)] = None
        for person in page.people:
            belongs = person.side == id or (side is None) or (person.side is None and side is page.columns[0])
            if belongs and (not typed or nearness(person.name, typed) is not None):
                found[Writer(person.side if person.side else id, person.id)] = None
    if typed:
        found = dict.fromkeys(sorted(found, key=lambda writer: _place(page, writer, typed)))
    for side in page.columns if typed else ():
        # Behind the people: whoever types a company, or a side, means all of it.
        names = (side.name, page.party(side.id) or "") if side is not None else ()
        if side is not None and any(alike(name).startswith(alike(typed)) for name in names):
            found[Writer(side.id)] = None
    return list(found)


def nearness(name: str, typed: str) -> int | None:
    """How near a name is to what is typed, 0 the nearest: itself, initials, beginning, a word's, within; or None."""
    whole, wanted = alike(name), alike(typed)
    words = whole.replace("-", " ").replace("·", " ").split()
    if whole == wanted:
        return 0
    if "".join(word[0] for word in words) == wanted:
        return 1
    if whole.startswith(wanted):
        return 2
    if any(word.startswith(wanted) for word in words):
        return 3
    return 4 if wanted in whole else None


def _place(page: Retrospective, writer: Writer, typed: str) -> int:
    person = page.person(writer.person)
    near = nearness(person.name, typed) if person is not None else None
    return 5 if near is None else near


def following(page: Retrospective, before: Writer | None) -> Writer | None:
    """Who comes after somebody in the list of writers, whoever has answered already; the first one after nobody.

    A side comes in its turn only where none of its people is named, and then it comes again: nobody knows how many
    they are.
    """
    listed = writers(page, covered=True)
    named = {writer.side for writer in listed if writer.person is not None}
    if before is not None and before.person is None and before.side not in named and before in listed:
        return before
    place = listed.index(before) + 1 if before in listed else 0
    turns = (writer for writer in [*listed[place:], *listed[:place]] if writer.person or writer.side not in named)
    return next(turns, None)


class WriterDialog(Dialog[tuple[Writer, Person | None] | None]):
    """Gives back who writes and, where a new name was typed, the person to add."""

    DEFAULT_CSS = """
    WriterDialog Cards { height: auto; max-height: 12; margin: 1 0; }
    """

    def __init__(
        self,
        page: Retrospective,
        writer: Writer,
        *,
        covered: bool = False,
        at: Writer | None = None,
        told: str = "",
        astray: str = "",
        title: str = "",
    ) -> None:
        """Ask who writes.

        Args:
            page: who is known.
            writer: who writes now.
            covered: whether writing is covered: a side is then everybody of it together, who read what it wrote.
            at: whom to stand on, where that is not who writes now.
            told: what to say where the keyboard goes from one to the next; esc then ends that.
            title: what is asked, where that is not who writes now.
            astray: what was typed in an earlier such window and was no name.
        """
        super().__init__()
        self._title = title
        self._covered = covered
        self._stand_on = at
        self._told = told
        self._page = page
        self._writer = writer
        self._choices: list[Writer] = []
        self._at = 0
        self._new_side = writer.side
        self.astray = astray
        """What was typed here and is no name; whoever is chosen finds it in the note."""

    def compose(self) -> ComposeResult:
        """A field for a name, everybody who is known, and what the keys do."""
        with Vertical(classes="dialog"):
            title = _("Who is at the keyboard?") if self._covered else _("Who is writing?")
            title = self._title or title
            if self._told:
                title = _("Hand the keyboard on: who is next?")
            yield Static(title, markup=False, classes="dialog-title")
            if self._told:
                yield Static(self._told, markup=False, classes="dialog-text")
            yield Static(id="writer-astray", markup=False, classes="dialog-text")
            yield NameInput(placeholder=_("type a name, or choose below"), entered=self._enter)
            yield Cards(wrap=False)
            keys = [_("↑ ↓ choose · Enter takes")]
            keys += [_("Tab side of a new name")] if self._page.workbook.sides else []
            keys += [_("esc ends") if self._told else _("esc leaves it as it was")]
            yield Static(" · ".join(keys), markup=False, classes="dialog-keys")

    def on_mount(self) -> None:
        """Stand on whoever writes now; where that would show more than is to be seen, on nobody."""
        self._fill("")
        self._tell_astray()

    @property
    def _typed(self) -> str:
        return self.query_one(NameInput).value.strip()

    def _fill(self, typed: str) -> None:
        self._filled = typed
        self._choices = writers(self._page, typed, covered=self._covered)
        exact = any(
            person is not None and alike(person.name) == alike(typed)
            for person in (self._page.person(choice.person) for choice in self._choices)
        )
        # Asked for the next person, a lone letter is more likely meant for the road: r, to uncover.
        is_name = not (self._told and len(typed) == 1 and typed.isascii())
        self._offers_new = bool(typed) and not exact and is_name and could_be_a_name(typed)
        if typed:
            self._at = 0
        elif self._stand_on in self._choices:
            self._at = self._choices.index(self._stand_on)
        elif self._writer in self._choices and not self._covered:
            self._at = self._choices.index(self._writer)
        elif self._covered:
            # A side together reads all of it: that is chosen, never found chosen.
            self._at = next((n for n, choice in enumerate(self._choices) if choice.person is not None), NOBODY)
        self._draw()

    _offers_new = False
    _filled = ""
    """What the list was narrowed to."""

    def _draw(self) -> None:
        items = [Item(str(n), self._line(choice)) for n, choice in enumerate(self._choices)]
        if self._offers_new:
            side = self._page.workbook.side(self._new_side or "")
            told = _("add {name} to the {side}").format(name=self._typed, side=side.name) if side else None
            told = told or _("add {name}").format(name=self._typed)
            color = f"${side_variable(self._page.workbook.sides.index(side) if side else 0)}"
            items.append(Item(str(len(self._choices)), Content.assemble(("+ ", color), safe(told).stylize(color))))
        if not items:
            said = _("Nobody is called that; esc ends, then the road's keys work.")
            if not could_be_a_name(self._typed):
                said = _("Nobody is called that, and it is no name; Enter keeps it for the note.")
            items.append(Item("", Content.styled(said, "$quiet")))
        self._at = min(self._at, max(0, len(items) - 1))
        at = str(self._at) if self._at != NOBODY else ""
        cards = self.query_one(Cards)
        cards.show(items, at)
        cards.styles.height = max(1, min(12, len(items)))
        cards.reveal(at)

    def _tell_astray(self) -> None:
        told = self.query_one("#writer-astray", Static)
        told.display = bool(self.astray)
        if self.astray:
            words = _("That is no name. It is kept: whoever you choose finds it in the note: “{text}”")
            told.update(safe(words.format(text=shorten(one_line(self.astray), 60))))

    def _line(self, choice: Writer) -> Content:
        side = self._page.workbook.side(choice.side or "")
        color = f"${side_variable(self._page.workbook.sides.index(side) if side else 0)}"
        person = self._page.person(choice.person)
        if person is None:
            label = self._page.side_label(side) if side else _("The team")
            told = _("together: all of this side look on") if self._covered else _("nobody named")
            return Content.assemble(safe(label).stylize(f"bold {color}"), ("  " + told, "$quiet"))
        return Content.assemble("  ", safe(person.name), safe(f"  {side.name}" if side else "").stylize(color))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list to what is typed."""
        event.stop()
        if self._filled != self._typed:
            self._fill(self._typed)

    def _enter(self, _text: str) -> None:
        """Enter takes what the cursor stands on, in the list as it is for all that was typed before."""
        if self._filled != self._typed:
            self._fill(self._typed)
        self._take()

    def on_cards_picked(self, event: Cards.Picked) -> None:
        """A click takes a line."""
        event.stop()
        self._at = int(event.item)
        self._take()

    def on_key(self, event: events.Key) -> None:
        """The same keys, where the field has not got them."""
        if self.move(event.key):
            event.stop()
            event.prevent_default()

    def move(self, key: str) -> bool:
        """Arrows move, Tab changes the side of a new name, esc gives up; whether the key was one of these."""
        count = len(self._choices) + self._offers_new
        match key:
            case "down" if count:
                self._at = (self._at + 1) % count
            case "up" if count:
                self._at = (max(self._at, 0) - 1) % count
            case "tab" | "shift+tab":
                sides = [side.id for side in self._page.workbook.sides]
                if sides:
                    place = sides.index(self._new_side) if self._new_side in sides else -1
                    self._new_side = sides[(place + 1) % len(sides)]
            case "escape":
                self.dismiss(None)
                return True
            case _:
                return False
        self._draw()
        return True

    def _take(self) -> None:
        if 0 <= self._at < len(self._choices):
            self.dismiss((self._choices[self._at], None))
        elif self._offers_new and self._at == len(self._choices):
            self._ask_whether_new()
        elif self._typed and not could_be_a_name(self._typed):
            field = self.query_one(NameInput)
            self.astray = "\n".join(filter(None, (self.astray, field.value)))
            field.value = ""
            self._tell_astray()

    def _ask_whether_new(self) -> None:
        """Ask before a name that nobody has becomes a person: it may be a slip, or meant for another field."""
        from tui.dialogs.confirm import Confirm

        person = Person(new_id(), as_name(self._typed), self._new_side)
        side = self._page.workbook.side(person.side or "")
        asked = _("Is {name} somebody new, of the {side}?") if side else _("Is {name} somebody new?")

        def answered(is_new: bool | None) -> None:
            if is_new:
                self.dismiss((Writer(person.side, person.id), person))

        question = asked.format(name=one_line(person.name), side=side.name if side else "")
        more = _("Yes puts the name on the list of people, and so into the document.")
        self.app.push_screen(Confirm(question, more, enter_is_no=True), answered)
