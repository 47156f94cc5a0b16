"""How a vote is drawn: who has given a ballot, and once it is closed each side's votes apart."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from templates.cells.width import width
from templates.filled_page.page import Person
from templates.meeting.agenda import counted, target_title
from templates.meeting.vote_count import Result
from templates.words import _, listed, named, ngettext
from tui.base.theme import side_variable
from tui.document.wrapping import fit
from tui.session.view import View
from tui.widgets.cards import Item
from tui.words.safe_content import safe
from tui.words.safe_text import one_line


def cast(view: View, result: Result) -> str:
    """How many votes came from each side."""
    parts = [
        named(side.name, ngettext("{n} vote", "{n} votes", result.cast[side.id]).format(n=result.cast[side.id]))
        for side in view.page.workbook.sides
        if side.id in result.cast
    ]
    if result.astray:
        told = ngettext("{n} vote for what is gone", "{n} votes for what is gone", result.astray)
        parts.append(told.format(n=result.astray))
    return " · ".join(parts)


def result_lines(view: View) -> Iterator[Item]:
    """The result: what comes first, each side's votes apart."""
    sides = view.page.workbook.sides
    agenda = counted(view.page).agenda
    if not agenda:
        return
    nobody = any(standing.votes.get("") for standing in agenda)
    names = [one_line(side.name) for side in sides] + ([_("no side")] if nobody and sides else [])
    columns = [_column(name, n, bold=True) for n, name in enumerate(names)]
    yield Item("", Content(" "), right=Content.assemble(*columns) if sides else None)
    for standing in agenda:
        tie = "=" if standing.tied else " "
        tops = [side.name for side in sides if side.id in standing.highest_of]
        top = "  " + _("highest of {sides}").format(sides=listed(tops)) if tops else ""
        title = safe(one_line(target_title(view.page, standing.target)))
        figures = [str(standing.votes.get(side.id, 0)) for side in sides]
        figures += [str(standing.votes.get("", 0))] if nobody or not sides else []
        yield Item(
            standing.target,
            Content.assemble((f"{standing.place:>2}{tie} ", "bold"), title, (top, "$accent")),
            indent=4,
            # Each side's votes apart, in its colour and its place; those of no side behind them.
            right=Content.assemble(
                *(_column(f, n, like=name) for n, (f, name) in enumerate(zip(figures, names or figures, strict=True)))
            ),
        )


def people_lines(view: View) -> Iterator[Item]:
    """Everybody at the table, and whether their ballot lies there; never what is on it."""
    for place, side in enumerate(view.page.columns):
        id = side.id if side else None
        color = f"${side_variable(place)}"
        people = [p for p in view.page.people if p.side == id or side is None]
        if side is not None:
            name = safe(view.page.side_label(side)).stylize(f"bold {color}")
            empty = "" if people else "  " + _("nobody named yet")
            yield Item("", Content.assemble(name, (empty, "$quiet")))
        for person in people:
            yield _person_line(person, voted=person.id in view.voted)
        if f"side:{id or ''}" in view.voted:
            yield Item("", Content.assemble(("✓ ", "$success"), (_("nobody named"), "$quiet")), indent=2)
    sides = {side.id for side in view.page.workbook.sides}
    without = [person for person in view.page.people if sides and person.side not in sides]
    if without:
        told = "  " + _("their votes move nothing") if moves_nothing(view, None) else ""
        yield Item("", Content.assemble((_("(no side)"), "bold $quiet"), (told, "$quiet")))
        yield from (_person_line(person, voted=person.id in view.voted) for person in without)
    here = {person.id for person in view.page.people}
    for voter in view.voted:
        if voter not in here and not voter.startswith("side:"):
            gone = _("somebody no longer on the list")
            yield Item("", Content.assemble(("✓ ", "$success"), (gone, "$quiet")), indent=2)


def _person_line(person: Person, *, voted: bool) -> Item:
    sign = ("✓ ", "$success") if voted else ("  ", "")
    return Item(person.id, Content.assemble(sign, safe(one_line(person.name))), indent=2)


def moves_nothing(view: View, side: str | None) -> bool:
    """Whether a ballot of this side has no weight: where others belong to a side, whoever belongs to none has none."""
    sides = {side.id for side in view.page.workbook.sides}
    return side not in sides and any(person.side in sides for person in view.page.people)


def _column(text: str, place: int, *, like: str | None = None, bold: bool = False) -> Content:
    """A cell of the tally, as wide as its side's name, at the right of it."""
    room = max(4, min(12, width(text if like is None else like) + 2))
    color = f"${side_variable(place)}"
    return fit(safe(text), room, right=True).stylize(f"bold {color}" if bold else color)
