"""What places where things are agreed on share: actions and agreements as lines, as forms, and changed by a key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from textual.content import Content

from storage.ids import new_id
from templates.filled_page.action_states import SIGNS
from templates.filled_page.agreed import Agreement, Standing
from templates.filled_page.due_dates import told
from templates.filled_page.page import Action, Retrospective, Status
from templates.words import _
from templates.workbook.model import Column, ColumnKind, Option
from tui.base.theme import side_variable
from tui.forms import action as actionform
from tui.places.list_area import Form, ListArea
from tui.session.view import View
from tui.widgets.cards import Item
from tui.words.refused import RefusedError
from tui.words.safe_content import safe
from tui.words.safe_text import one_line

ACTION, AGREEMENT = "action", "agreement"
"""The names of the two forms."""
_COLOURS = {Status.OPEN: "$accent", Status.DONE: "$success", Status.CONFIRMED: "$success", Status.DROPPED: "$quiet"}


def action_line(page: Retrospective, action: Action) -> Item:
    """An action in a line or two: what, by whom, until when, and who confirms it."""
    sides = [side.id for side in page.workbook.sides]
    color = f"${side_variable(sides.index(action.side))}" if action.side in sides else "$quiet"
    parts: list[Content | tuple[str, str]] = [(f"{SIGNS[action.status]} ", _COLOURS[action.status])]
    if action.when:
        parts += [safe(one_line(action.when)).stylize("italic"), (" → ", "$quiet")]
    parts.append(safe(one_line(action.text)))
    side = page.workbook.side(action.side or "")
    owner = action.owner or _("parking lot: no owner yet")
    parts.append(
        Content.assemble("  ", safe(f"{owner} · {side.name}" if side and action.owner else owner).stylize(color))
    )
    if action.due:
        parts.append(Content.assemble("  ", (_("due {date}").format(date=one_line(told(action.due))), "bold")))
    if action.confirm:
        confirms = _("{name} confirms").format(name=one_line(action.confirm))
        parts.append((f"  {confirms}", "$quiet"))
    for field, value in action.also:
        del field
        parts.append(Content.assemble("\n", ("⚠ " + _("also written: "), "$warning"), safe(value)))
    return Item(action.id, Content.assemble(*parts), indent=2)


def agreement_line(agreement: Agreement) -> Item:
    """How we want to work, in a line; a dropped one says so."""
    dropped = agreement.state is Standing.DROPPED
    words = safe(one_line(agreement.text))
    why = "  " + _("dropped") + (f": {one_line(agreement.why)}" if agreement.why else "") if dropped else ""
    return Item(agreement.id, Content.assemble(("≡ ", "$success"), words, (why, "$quiet")), indent=2)


class AgreedArea(ListArea):
    """A list that holds actions and agreements beside what is a place's own."""

    LOOKS_BACK = True

    def agreements(self, view: View) -> Iterator[Item]:
        """The agreements of this retrospective, then those of earlier ones with the same counterpart that hold."""
        for agreement in view.page.agreements:
            yield agreement_line(agreement)
        for earlier, agreement in standing_before(view):
            line = agreement_line(agreement)
            # The other meeting is known by its day, never by its title.
            since = _("since {date}").format(date=earlier.date) if earlier.date else _("from an earlier meeting")
            yield Item(agreement.id, Content.assemble(line.content, (f"  {one_line(since)}", "$quiet")), indent=2)

    def heading(self, words: str, count: int = 0) -> Item:
        """A line above a part of the list."""
        return Item("", Content.assemble((words, "bold"), (f"  {count}" if count else "", "$quiet")))

    # -- forms -----------------------------------------------------------------------------------

    def form_for(self, name: str, record: str) -> Form | None:
        """An action or an agreement; None where neither is meant, or it is gone."""
        view = self.view
        if view is None:
            return None
        action = next((action for action in view.page.actions if action.id == record), None)
        if action is not None or name == ACTION:
            return self.action_form(view.page, action)
        return self.agreement_form(view, record) if record or name == AGREEMENT else None

    def action_form(self, page: Retrospective, action: Action | None) -> Form:
        """The form of an action, or of the next one."""
        if action is None:
            return Form(ACTION, _("A new action: Tab goes on, Enter keeps it"), actionform.fields(page))
        return Form(
            ACTION,
            _("Changing an action"),
            actionform.fields(page, status=True),
            actionform.cells_of(action),
            action.id,
            action.heads or ("",),
        )

    def agreement_form(self, view: View, record: str) -> Form | None:
        """The form of an agreement, or of the next one; one of an earlier retrospective is carried on here."""
        words = Column("text", _("From now on we …"))
        if not record:
            return Form(AGREEMENT, _("An agreement: how we want to work from now on"), (words,))
        found = self._agreement(view, record)
        if found is None:
            return None
        states = (Option(Standing.STANDING.value, _("holds")), Option(Standing.DROPPED.value, _("dropped")))
        asked = (words, Column("state", _("It"), ColumnKind.CHOICE, states), Column("why", _("Why")))
        values = {"text": found.text, "state": found.state.value, "why": found.why}
        return Form(AGREEMENT, _("Changing an agreement"), asked, values, found.id, found.heads or ("",))

    def _agreement(self, view: View, id: str) -> Agreement | None:
        here = (agreement for agreement in view.page.agreements if agreement.id == id)
        return next(here, None) or next((a for _page, a in standing_before(view) if a.id == id), None)

    def take_agreed(self, form: Form, cells: Mapping[str, str], act: str, *, topic: str = "") -> bool:
        """Ask for what either form holds to be kept; whether it was one of the two.

        Raises:
            RefusedError: something is missing or cannot be read.
        """
        view = self.view
        if view is None or form.name not in (ACTION, AGREEMENT):
            return False
        if form.name == ACTION:
            standing = next((action for action in view.page.actions if action.id == form.record), None)
            action = actionform.action_of(view.page, standing or Action(id=form.record, text="", topic=topic), cells)
            said = "" if action.owner else _("Without an owner it stands in the parking lot until somebody takes it.")
            self.keep_form(action, act=act, said=said)
        else:
            self.keep_form(self._agreement_of(view, form, cells), act=act)
        return True

    def _agreement_of(self, view: View, form: Form, cells: Mapping[str, str]) -> Agreement:
        text = cells.get("text", "").strip()
        if not text:
            raise RefusedError(_("An agreement needs words: how do you want to work?"))
        found = self._agreement(view, form.record) or Agreement(id=form.record, text="")
        state = Standing(cells.get("state") or found.state.value)
        changed = replace(found, text=text, state=state, why=cells.get("why", found.why).strip())
        if all(agreement.id != found.id for agreement in view.page.agreements) and form.heads:
            # It was made in an earlier retrospective: that one stays as it was, this one carries it on.
            return replace(changed, id=new_id(), heads=(), earlier=found.earlier or found.id)
        return changed

    # -- keys ------------------------------------------------------------------------------------

    def delete(self) -> None:
        """Take away the action or the agreement under the cursor; undo brings it back."""
        view = self.view
        here = next(self._mine(view, self.chosen), None) if view else None
        if here is None:
            self.say(_("Choose an action or an agreement of this meeting first: ↑ ↓."))
        else:
            self.change(drop=(here,), said=_("Deleted. {key} brings it back.").format(key="u"))

    def _mine(self, view: View, id: str) -> Iterator[Action | Agreement]:
        listed: Iterable[Action | Agreement] = (*view.page.actions, *view.page.agreements)
        return (record for record in listed if record.id == id)


def standing_before(view: View) -> Iterator[tuple[Retrospective, Agreement]]:
    """The agreements of earlier retrospectives that still hold and that this one has not taken up, newest first.

    An agreement that was carried on is told once, by its newest words; one that was dropped since is told no more.
    """
    seen = {agreement.earlier for agreement in view.page.agreements if agreement.earlier}
    for page in view.earlier:
        for agreement in page.agreements:
            first = agreement.earlier or agreement.id
            if {first, agreement.id} & seen:
                continue
            seen |= {first, agreement.id}
            if agreement.state is Standing.STANDING:
                yield page, agreement
