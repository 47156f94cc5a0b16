"""Cards put together: every note and row to be read aloud, marked, joined under a title, and taken apart again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from storage.ids import new_id
from storage.records.fields import Record
from storage.records.header import Details
from templates.filled_page.agreed import Group
from templates.filled_page.page import Note
from templates.meeting.agenda import (
    Card,
    card_words,
    cards,
    coverage,
    groups_shown,
)
from templates.meeting.alike_notes import Twins, twins_among, undecided
from templates.meeting.follow import followers
from templates.words import _, ngettext
from templates.workbook.model import Column
from tui.base.theme import side_variable
from tui.keys.command import Command
from tui.keys.places import deciding as cmd
from tui.places.list_area import Form, ListArea
from tui.session.view import View
from tui.widgets.cards import Item
from tui.words.refused import RefusedError
from tui.words.safe_content import safe
from tui.words.safe_text import one_line

_JOIN = "join:"
"""What the name of the form begins with that asks for a group's title; the ids of its notes follow."""
_SHOWN = 44
"""Cells of a note's words where it is only named."""


class GroupArea(ListArea):
    """All cards: groups first, then what stands alone, question by question."""

    PLACE = "group"

    def __init__(self) -> None:
        super().__init__()
        self._hint = Static(classes="list-hint")
        self._compared: tuple[tuple[str, str], ...] = ()
        self._alike: tuple[Twins, ...] = ()
        """The twins among what was compared last."""
        self._undecided_for: View | None = None
        self._undecided: tuple[Twins, ...] = ()
        self._listed_for: View | None = None
        self._lines: tuple[Item, ...] = ()

    def compose(self) -> ComposeResult:
        """Two notes that may say the same, then the list."""
        yield self._hint
        yield from super().compose()

    # -- what is listed --------------------------------------------------------------------------

    def draw(self) -> None:
        """Draw the hint and the list anew."""
        super().draw()
        if self.view is not None:
            hint = self._hinted(self.view)
            self._hint.display = hint is not None
            self._hint.update(hint or "")

    def nothing(self) -> str:
        """What stands there while there are no cards."""
        return _("No cards yet: what is written in the phases stands here. {key} goes back there.").format(key="[")

    def items(self, view: View) -> Iterable[Item]:
        """Groups with their notes, then single cards under their questions."""
        if view is not self._listed_for:
            # Moving the cursor changes none of them.
            self._listed_for, self._lines = view, tuple(self._lines_of(view))
        return self._lines

    def _lines_of(self, view: View) -> Iterator[Item]:
        page = view.page
        known = groups_shown(page)
        listed = cards(page)
        held: dict[str, list[Card]] = {}
        for card in listed:
            held.setdefault((card.group or "") if isinstance(card, Note) and card.group in known else "", []).append(
                card
            )
        for id, group in known.items():
            yield self._group_line(view, group, held[id])
            yield from (self._card_line(view, card, indent=2) for card in held[id])
        asked = ""
        for card in held.get("", ()):
            if card.question != asked:
                asked = card.question
                question = page.workbook.question(asked)
                yield Item("", safe(one_line(question.text if question else "")).stylize("$quiet"))
            yield self._card_line(view, card)

    def _group_line(self, view: View, group: Group, held: Sequence[Card]) -> Item:
        figures = Content("  ").join(
            Content.styled(str(sum(card.side == side.id for card in held)), f"${side_variable(place)}")
            for place, side in enumerate(view.page.workbook.sides)
        )
        mark = ("▪ ", "bold $accent") if group.id in view.marked else ("◆ ", "$accent")
        title = safe(one_line(group.title) or _("(without a title)")).stylize("bold")
        also = Content("")
        if group.also:
            also = Content.assemble("\n", ("⚠ " + _("also written: "), "$warning"), safe(group.also[0][1]))
        return Item(group.id, Content.assemble(mark, title, also), indent=2, right=figures)

    def _card_line(self, view: View, card: Card, *, indent: int = 0) -> Item:
        sides = [side.id for side in view.page.workbook.sides]
        color = f"${side_variable(sides.index(card.side) if card.side in sides else 0)}"
        mark = ("▪ ", "bold $accent") if card.id in view.marked else ("  ", "")
        sign = "● " if card.opened else "○ "
        words = safe(card_words(view.page, card))
        return Item(card.id, Content.assemble(" " * indent, mark, (sign, color), words), indent=indent + 4)

    # -- likely twins ----------------------------------------------------------------------------

    def _hinted(self, view: View) -> Content | None:
        """The two notes that are the most alike of those nobody has decided on."""
        left = self._likely(view)
        if not left:
            return None
        one, other = (safe(one_line(self._words(view, id))).truncate(_SHOWN, ellipsis=True) for id in _ids(left[0]))
        rest = len(left) - 1
        more = ngettext("{n} more", "{n} more", rest).format(n=rest) if rest else ""
        keys = _("{same} joins them, {apart} keeps them apart").format(same=cmd.SAME.cap, apart=cmd.APART.cap)
        return Content.assemble(
            ("≈ ", "bold $accent"), one, ("  ≈  ", "$accent"), other, "\n", (f"  {keys}", "$quiet"),
            (f"  ·  {more}" if more else "", "$quiet"),
        )  # fmt: skip

    def _likely(self, view: View) -> tuple[Twins, ...]:
        """The likely twins among what everybody may read: compared anew only where words have changed."""
        if view is not self._undecided_for:
            texts = tuple((card.id, card.text) for card in cards(view.page) if isinstance(card, Note))
            if texts != self._compared:
                self._compared, self._alike = texts, twins_among(texts)
            self._undecided_for, self._undecided = view, undecided(view.page, self._alike)
        return self._undecided

    def _words(self, view: View, id: str) -> str:
        answer = view.page.answer(id)
        return card_words(view.page, answer) if answer else ""

    # -- keys ------------------------------------------------------------------------------------

    def footer(self) -> tuple[Command, ...]:
        """Joining first; the hint's two keys only while there is a hint."""
        hinted = self.view is not None and bool(self._likely(self.view))
        return (cmd.MARK, cmd.GROUP, cmd.OPENED, *((cmd.SAME, cmd.APART) if hinted else (cmd.VOTE,)))

    def next_step(self) -> str:
        """What to do here now."""
        view = self.view
        if view is None:
            return ""
        marked = len(view.marked)
        if marked:
            told = ngettext(
                "{n} marked: {key} joins it with the one the cursor is on", "{n} marked: {key} joins them", marked
            )
            return told.format(n=marked, key=cmd.GROUP.cap)
        left = len(coverage(view.page).unopened)
        if left:
            told = ngettext(
                "{n} card not read aloud yet: {key} marks it", "{n} cards not read aloud yet: {key} marks them", left
            )
            return told.format(n=left, key=cmd.OPENED.cap)
        return _("{mark} marks, {group} joins, {vote} goes on to the vote").format(
            mark=cmd.MARK.cap, group=cmd.GROUP.cap, vote=cmd.VOTE.cap
        )

    def act(self, name: str) -> None:
        """What the place's own keys do."""
        view = self.view
        if view is None:
            return
        match name:
            case "opened":
                self._read_aloud(view)
            case "same" | "apart":
                self._decide_twins(view, join=name == "same")

    def markable(self) -> str:
        """The id of the note or the group the cursor stands on."""
        view, id = self.view, self.chosen
        return id if view and (isinstance(view.page.answer(id), Note) or id in groups_shown(view.page)) else ""

    def mark(self) -> str:
        """The same, to be marked; the cursor goes on to the next."""
        id = self.markable()
        if id:
            self.move(1)
        elif self.chosen:
            self.say(_("Only notes are joined; a row can be voted on by itself."))
        return id

    def _read_aloud(self, view: View) -> None:
        """The card under the cursor, or all of the group under it, has been read aloud, or not yet."""
        here = [card for card in cards(view.page) if card.id == self.chosen or _group(card) == self.chosen]
        if not here:
            self.say(_(self.CHOOSE_FIRST))
            return
        opened = not all(card.opened for card in here)
        self.change(*(replace(card, opened=opened) for card in here if card.opened is not opened))
        self.move(len(here) + 1 if self.chosen in groups_shown(view.page) else 1)

    def _decide_twins(self, view: View, *, join: bool) -> None:
        left = self._likely(view)
        if not left:
            self.say(_("No two notes are alike enough to be asked about."))
        elif join:
            self.join(_ids(left[0]))
        else:
            self.change(Details(settings={f"apart.{left[0].apart}": True}))

    def join(self, marked: Sequence[str]) -> bool:
        """Join what is marked under one title; where one group is among it, into that. Whether there was enough."""
        view = self.view
        notes = self._notes(view, marked) if view else ()
        if view is None or len(notes) < 2:
            self.say(
                _("Mark two notes or more: {key}; then {group} joins them.").format(
                    key=cmd.MARK.cap, group=cmd.GROUP.cap
                )
            )
            return False
        known = groups_shown(view.page)
        groups = [known[id] for id in dict.fromkeys(_group(note) for note in notes) if id in known]
        if len(groups) == 1:
            said = _("Joined to “{title}”; {key} takes it back.").format(title=one_line(groups[0].title), key="u")
            self.change(*self._joined(view, notes, groups[0]), said=said)
            self._go_on_from(view, notes)
        else:
            self.open_form(self._title_form(view, notes))
        return True

    def _notes(self, view: View | None, marked: Iterable[str]) -> tuple[Note, ...]:
        """The notes that are marked, those of marked groups included."""
        wanted = set(marked)
        listed = cards(view.page) if view else ()
        return tuple(c for c in listed if isinstance(c, Note) and (c.id in wanted or (c.group and c.group in wanted)))

    def _joined(self, view: View, notes: Sequence[Note], group: Group) -> tuple[Record, ...]:
        del view
        return (group, *(replace(note, group=group.id) for note in notes if note.group != group.id))

    def _go_on_from(self, view: View, notes: Sequence[Note]) -> None:
        """Put the cursor on the next card that stands alone, behind those that were joined."""
        known = groups_shown(view.page)
        joined = {note.id for note in notes}
        order = [card.id for card in cards(view.page)]
        last = max((order.index(id) for id in joined if id in order), default=-1)
        alone = [c.id for c in cards(view.page)[last + 1 :] if c.id not in joined and _group(c) not in known]
        if alone:
            self.choose(alone[0])

    # -- the form --------------------------------------------------------------------------------

    def _title_form(self, view: View, notes: Sequence[Note]) -> Form:
        n = len(notes)
        told = ngettext(
            "{n} note under one title. Enter alone: “{title}”", "{n} notes under one title. Enter alone: “{title}”", n
        )
        name = _JOIN + ",".join(note.id for note in notes)
        title = told.format(n=n, title=_suggested(notes))
        known = groups_shown(view.page)
        first = next((known[id] for id in map(_group, notes) if id in known), None)
        return Form(name, title, _title_field(), {"title": first.title if first else ""})

    def form_for(self, name: str, record: str) -> Form | None:
        """The title of a new group, or of one that is there."""
        view = self.view
        if view is None:
            return None
        if name.startswith(_JOIN):
            notes = self._notes(view, name.removeprefix(_JOIN).split(","))
            return self._title_form(view, notes) if len(notes) > 1 else None
        group = groups_shown(view.page).get(record)
        if group is not None:
            return Form("", _("The title of this group"), _title_field(), {"title": group.title}, group.id, group.heads)
        if record:
            self.say(
                _("A card is changed at its question. Here {mark} marks it and {group} joins.").format(
                    mark=cmd.MARK.cap, group=cmd.GROUP.cap
                )
            )
        else:
            self.say(_("Cards are written in the phases; {key} goes back there.").format(key="["))
        return None

    def take(self, form: Form, cells: Mapping[str, str], act: str) -> Form | None:
        """Ask for a group to be made or renamed."""
        view = self.view
        if view is None:
            return None
        title = one_line(cells.get("title", "")).strip()
        if not form.name.startswith(_JOIN):
            group = groups_shown(view.page).get(form.record)
            if not title:
                raise RefusedError(_("A group needs a title; esc leaves it as it was."))
            if group is not None:
                self.keep_form(replace(group, title=title), act=act)
            return None
        notes = self._notes(view, form.name.removeprefix(_JOIN).split(","))
        if len(notes) < 2:
            raise RefusedError(_("These notes are no longer there; esc goes back."))
        known = groups_shown(view.page)
        groups = [known[id] for id in dict.fromkeys(map(_group, notes)) if id in known]
        kept = groups[0] if groups else Group(id=new_id(), title="", question=notes[0].question)
        kept = replace(kept, title=title or _suggested(notes))
        joined = self._joined(view, notes, kept)
        # Of two groups joined, the second is empty from now on.
        gone = [g for g in groups[1:] if all(note in notes for note in view.page.in_group(g.id))]
        hanging = followers(view.page, {group.id for group in gone}, kept.id)
        said = _("Joined; {key} takes it back.").format(key="u")
        self.change(*joined, *hanging, act=act, drop=gone, said=said)
        self._go_on_from(view, notes)
        return None

    def delete(self) -> None:
        """Take the group under the cursor apart, or the note under it out of its group; no card is deleted here."""
        view = self.view
        if view is None:
            return
        known = groups_shown(view.page)
        answer = view.page.answer(self.chosen)
        if (group := known.get(self.chosen)) is not None:
            notes = view.page.in_group(group.id)
            said = _("The group is taken apart, its notes stand alone again; {key} joins them anew.").format(key="u")
            self.change(*(replace(note, group=None) for note in notes), drop=[group], said=said)
        elif isinstance(answer, Note) and (group := known.get(answer.group or "")) is not None:
            left = [note for note in view.page.in_group(group.id) if note.id != answer.id]
            said = _("Taken out of “{title}”.").format(title=one_line(group.title))
            self.change(replace(answer, group=None), drop=[] if left else [group], said=said)
        else:
            self.say(_("This card is in no group. No card is deleted here; that is done at its question."))


def _title_field() -> tuple[Column, ...]:
    return (Column("title", _("Title")),)


def _group(card: Card) -> str:
    return (card.group or "") if isinstance(card, Note) else ""


def _ids(twins: Twins) -> tuple[str, str]:
    return (twins.one, twins.other)


def _suggested(notes: Sequence[Note]) -> str:
    """What a group is called where nobody names it: the shortest of its notes."""
    return min((one_line(note.text).strip() for note in notes), key=lambda text: (len(text), text))
