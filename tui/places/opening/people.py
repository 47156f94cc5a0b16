"""Who is here: the people of each side, added, corrected, moved and taken off; those of earlier meetings offered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from textual.content import Content

from storage.ids import new_id
from storage.records.header import Details
from templates.filled_page.page import Person, Retrospective
from templates.names import alike, as_name
from templates.words import _, listed, ngettext
from templates.workbook.model import (
    Column,
    ColumnKind,
    Option,
    Side,
)
from tui.base.theme import side_variable
from tui.forms.new_retrospective import split_names
from tui.keys.command import Command
from tui.keys.places.opening import ADD
from tui.places.list_area import Form, ListArea
from tui.session.view import View
from tui.widgets.cards import Item
from tui.words.refused import RefusedError
from tui.words.safe_content import safe
from tui.words.safe_text import one_line

_EARLIER = "earlier:"


class PeopleArea(ListArea):
    """People under their sides."""

    PLACE = "open.people"
    LOOKS_BACK = True

    def __init__(self) -> None:
        super().__init__()
        self._offering = False

    # -- what is shown ---------------------------------------------------------------------------

    def items(self, view: View) -> Iterator[Item]:
        """Each side's people, then those who could be added."""
        page = view.page
        known = {side.id for side in page.workbook.sides}
        for place, side in enumerate(page.columns):
            color = f"${side_variable(place)}"
            here = [person for person in page.people if side is None or person.side == side.id]
            title = safe(one_line(page.side_label(side))) if side else Content(_("The team"))
            if place:
                yield Item("", Content(" "))
            yield Item("", Content.assemble(title.stylize(f"bold {color}"), (f"  {len(here) or ''}", "$quiet")))
            yield from (Item(person.id, Content.assemble("  ", safe(one_line(person.name)))) for person in here)
            if not here:
                yield Item("", Content.styled("  " + _("nobody yet"), "$quiet"))
        without = [person for person in page.people if known and person.side not in known]
        if without:
            yield Item("", Content(" "))
            yield Item("", Content.styled(_("(no side)"), "bold $quiet"))
            yield from (Item(person.id, Content.assemble("  ", safe(one_line(person.name)))) for person in without)
        if self._offering:
            yield Item("", Content(" "))
            yield Item("", Content.styled(_("From earlier meetings; Enter adds"), "bold $quiet"))
            for number, person in enumerate(self._offered(view)):
                side = page.workbook.side(person.side or "")
                where = f"  {side.name}" if side else ""
                yield Item(
                    f"{_EARLIER}{number}", Content.assemble("+ ", safe(one_line(person.name)), (where, "$quiet"))
                )

    def next_step(self) -> str:
        """Which side has nobody yet, or that the road goes on."""
        view = self.view
        if view is None:
            return ""
        empty = [s for s in view.page.workbook.sides if not any(p.side == s.id for p in view.page.people)]
        if empty or not view.page.people:
            side = empty[0].name if empty else _("The team")
            return _("{side}: nobody yet. a adds names, o somebody without a name.").format(side=one_line(side))
        n = len(view.page.people)
        return ngettext("{n} person is here; n goes on.", "{n} people are here; n goes on.", n).format(n=n)

    def footer(self) -> tuple[Command, ...]:
        """Adding first."""
        return (ADD, *super().footer())

    def _offered(self, view: View) -> list[Person]:
        """The people of earlier meetings with the same counterpart who are not here, newest first, each once."""
        here = {alike(person.name) for person in view.page.people}
        found: dict[str, Person] = {}
        for earlier in view.earlier:
            for person in earlier.people:
                if alike(person.name) not in here:
                    side = view.page.workbook.side(person.side or "")
                    found.setdefault(alike(person.name), Person(new_id(), person.name, side.id if side else None))
        return list(found.values())

    # -- what its keys do ------------------------------------------------------------------------

    def act(self, name: str) -> None:
        """Add somebody without a name, offer those of earlier meetings, correct the companies' names."""
        view = self.view
        if view is None:
            return
        if name == "nameless":
            self._add_nameless(view)
        elif name == "parties":
            self.open_form(self.form_for("parties", ""))
        elif name == "earlier":
            if not self._offering and not self._offered(view):
                of_team = _("Nobody else is known from earlier meetings of this team.")
                two = _("Nobody else is known from earlier meetings with this counterpart.")
                self.say(two if view.page.workbook.sides else of_team)
                return
            self._offering = not self._offering
            self.choose(f"{_EARLIER}0" if self._offering else "")

    def arrived(self) -> None:
        """What was offered at an earlier visit is put away."""
        self._offering = False

    def _side_at_cursor(self, view: View) -> Side | None:
        person = view.page.person(self.chosen)
        side = person.side if person else view.writer.side
        return view.page.workbook.side(side or "")

    def _add_nameless(self, view: View) -> None:
        side = self._side_at_cursor(view)
        called = side.name if side else _("Somebody")
        taken = {alike(person.name) for person in view.page.people}
        number = next(n for n in range(1, len(taken) + 2) if alike(f"{called} {n}") not in taken)
        person = Person(new_id(), f"{called} {number}", side.id if side else None)
        self.change(person)
        self.choose(person.id)

    def edit(self) -> None:
        """Correct whoever the cursor stands on; somebody offered is added."""
        view = self.view
        if view is not None and self.chosen.startswith(_EARLIER):
            offered = self._offered(view)
            place = int(self.chosen.removeprefix(_EARLIER))
            if place < len(offered):
                self.change(offered[place])
                self._offering = len(offered) > 1
                self.draw()
        else:
            super().edit()

    def delete(self) -> None:
        """Take whoever the cursor stands on off the list; what they wrote stays."""
        view = self.view
        person = view.page.person(self.chosen) if view else None
        if view is None or person is None:
            self.say(_(self.CHOOSE_FIRST))
            return
        wrote = any(answer.person == person.id for answer in view.page.answers)
        said = _("{name} is off the list; u brings them back.")
        if wrote or any(vote.side == person.side for vote in view.page.votes):
            said = _("{name} is off the list; what they gave stays with their side. u brings them back.")
        self.change(drop=(person,), said=said.format(name=one_line(person.name)))
        self.draw()

    # -- its forms -------------------------------------------------------------------------------

    def form_for(self, name: str, record: str) -> Form | None:
        """Names to add, one person to correct, or the companies' names."""
        view = self.view
        if view is None:
            return None
        page = view.page
        sides = tuple(Option(side.id, side.name) for side in page.workbook.sides)
        side_field = (Column("side", _("Side"), ColumnKind.CHOICE, sides),) if sides else ()
        if name == "parties":
            fields = tuple(Column(side.id, side.name) for side in page.workbook.sides)
            if not fields:
                self.say(_("This workbook is for one team; it has no companies."))
                return None
            values = {side.id: page.party(side.id) for side in page.workbook.sides}
            return Form("parties", _("What the companies are called"), fields, values, page.id, ("",))
        person = page.person(record)
        if person is not None:
            values = {"name": person.name, "side": person.side or ""}
            return Form(
                "person", _("Correcting a person"), (Column("name", _("Name")), *side_field), values, person.id, ("",)
            )
        if record and name == "person":
            return None
        side = self._side_at_cursor(view)
        names = Column("names", _("Names, with commas between"))
        return Form("people", _("Who is here?"), (names, *side_field), {"side": side.id if side else ""})

    def take(self, form: Form, cells: Mapping[str, str], act: str) -> Form | None:
        """Keep who was added or corrected; whoever adds goes on adding."""
        view = self.view
        assert view is not None
        page = view.page
        if form.name == "parties":
            parties = {side: as_name(name) for side, name in cells.items()}
            self.keep_form(Details(parties=parties), act=act)
            return None
        side = cells.get("side") or None
        if form.name == "person":
            name = as_name(cells["name"])
            if not name:
                raise RefusedError(_("A person needs a name; d takes somebody off the list."))
            _refuse_double(page, (name,), side, form.record)
            self.keep_form(Person(form.record, name, side), act=act)
            return None
        names = split_names(cells["names"])
        if not names:
            raise RefusedError(_("Type at least one name; o adds somebody without one. Esc goes back."))
        _refuse_double(page, names, side, "")
        added = tuple(Person(new_id(), name, side) for name in names)
        self.keep_form(*added, act=act)
        self._cursor = added[-1].id
        following = self.form_for("", "")
        return following and Form(following.name, following.title, following.fields, {"side": side or ""})


def _refuse_double(page: Retrospective, names: tuple[str, ...], side: str | None, but: str) -> None:
    """Refuse a name that somebody of the same side has already: nobody could tell the two apart."""
    taken = {alike(person.name) for person in page.people if person.side == side and person.id != but}
    doubled = [name for name in names if alike(name) in taken]
    if doubled:
        raise RefusedError(
            _("{names}: somebody of this side is called so already; add something that tells the two apart.").format(
                names=listed(one_line(name) for name in doubled)
            )
        )
