"""What was agreed last time: the open actions of earlier retrospectives, looked at one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from textual.content import Content

from storage.ids import new_id, review_id
from storage.records.fields import Record
from templates.filled_page.action_states import WORDS
from templates.filled_page.agreed import Outcome, Review
from templates.filled_page.page import Action, Retrospective, Status
from templates.words import N_, _, named, ngettext
from templates.workbook.model import Column, ColumnKind, Option
from tui.forms.new_retrospective import today
from tui.places.list_area import Form, ListArea
from tui.session.view import View
from tui.widgets.cards import Item
from tui.words import typed_values
from tui.words.refused import RefusedError
from tui.words.safe_content import safe
from tui.words.safe_text import one_line

_OUTCOMES: Mapping[Outcome, tuple[str, str]] = {
    Outcome.UNSEEN: ("  ", N_("not looked at")),
    Outcome.DONE: ("✓ ", N_("done")),
    Outcome.KEPT: ("→ ", N_("kept")),
    Outcome.DROPPED: ("✗ ", N_("dropped")),
    Outcome.RENEGOTIATED: ("↻ ", N_("agreed anew")),
}
_KEYS = ("done", "keep", "drop", "anew")
"""What the number keys stand for, from 1."""


class LastArea(ListArea):
    """One earlier action after the other: done, keep, drop and why, or agree anew."""

    PLACE = "open.last"
    LOOKS_BACK = True

    # -- what is shown ---------------------------------------------------------------------------

    def show(self, view: View) -> None:
        """Draw the actions; those that were not listed yet are, as not looked at."""
        came = self.view is None or self.view.stop.id != view.stop.id
        super().show(view)
        if came:
            known = {review.action for review in view.page.reviews}
            fresh = [_unseen(view.page, of, action) for of, action in _standing(view) if action.id not in known]
            if fresh:
                self.change(*fresh)
                self.draw()
            unseen = (
                (review for review in self.view.page.reviews if review.outcome is Outcome.UNSEEN) if self.view else ()
            )
            self.choose(next((review.id for review in unseen), self.chosen))

    def items(self, view: View) -> Iterator[Item]:
        """Every action with what became of it; the one under the cursor with all it says."""
        found = {action.id: (of, action) for of, action in _everything(view)}
        for review in view.page.reviews:
            sign, word = _OUTCOMES[review.outcome]
            side = view.page.workbook.side(review.side or "")
            who = " · ".join(one_line(part) for part in (review.owner, side.name if side else "") if part)
            line = Content.assemble(
                (sign, "bold"),
                safe(review.text),
                (f"  {who}" if who else "", "$quiet"),
                ("  " + _("due {day}").format(day=one_line(review.due)) if review.due else "", "$quiet"),
            )
            if review.id == self.chosen and review.action in found:
                details = _details(*found[review.action])
                line = Content("\n").join([line, *(detail.stylize("$quiet") for detail in details)])
            if review.why:
                line = Content.assemble(line, "\n", (one_line(review.why), "$quiet"))
            yield Item(review.id, line, indent=2, right=Content.styled(_(word), "$quiet"))

    def nothing(self) -> str:
        """What stands there where nothing is open."""
        if self.view is not None and not self.view.page.workbook.sides:
            return _("Nothing is open from earlier meetings of this team.")
        return _("Nothing is open from earlier meetings with this counterpart.")

    def next_step(self) -> str:
        """How many are left, and the keys."""
        view = self.view
        if view is None or not view.page.reviews:
            return _("Nothing to look at; n goes on.")
        left = sum(review.outcome is Outcome.UNSEEN for review in view.page.reviews)
        if not left:
            return _("All are looked at; n goes on.")
        told = ngettext("{n} left.", "{n} left.", left).format(n=left)
        return told + " " + _("1 done, 2 keep, 3 drop, 4 agree anew; n skips the rest.")

    # -- what its keys do ------------------------------------------------------------------------

    def pick(self, number: int) -> None:
        """Done, keep, drop, agree anew, by number."""
        if 1 <= number <= len(_KEYS):
            self.act(_KEYS[number - 1])

    def act(self, name: str) -> None:
        """Done, keep, drop, agree anew."""
        view, review = self.view, self._review()
        if view is None or review is None:
            self.say(_(self.CHOOSE_FIRST))
        elif name == "done":
            self._settle(view, review, Outcome.DONE, "")
        elif name == "keep":
            self._settle(view, review, Outcome.KEPT, "")
        else:
            self.open_form(self.form_for(name, review.id))

    def _review(self) -> Review | None:
        reviews = self.view.page.reviews if self.view else ()
        return next((review for review in reviews if review.id == self.chosen), None)

    def _settle(self, view: View, review: Review, outcome: Outcome, why: str, act: str | None = None) -> None:
        """Say what became of an action, here and in the retrospective it comes from."""
        written_back = _written_back(view, review, outcome, why)
        self.change(replace(review, outcome=outcome, why=why), act=act, elsewhere=written_back)
        self._to_next()

    def _to_next(self) -> None:
        """Go on to the next one nobody has looked at."""
        reviews = self.view.page.reviews if self.view else ()
        place = next((n for n, review in enumerate(reviews) if review.id == self.chosen), -1)
        following = [*reviews[place + 1 :], *reviews[: place + 1]]
        unseen = next((review for review in following if review.outcome is Outcome.UNSEEN), None)
        self.choose(unseen.id if unseen else self.chosen)

    # -- its forms -------------------------------------------------------------------------------

    def form_for(self, name: str, record: str) -> Form | None:
        """Why it is dropped, or what is agreed instead."""
        view = self.view
        review = next((r for r in view.page.reviews if r.id == record), None) if view else None
        if view is None or review is None or name not in ("drop", "anew"):
            return None
        if name == "drop":
            return Form("drop", _("Why is it dropped?"), (Column("why", _("Why")),), {}, review.id, ("",))
        sides = tuple(Option(side.id, side.name) for side in view.page.workbook.sides)
        fields = [Column("text", _("What")), Column("when", _("When, or if")), Column("owner", _("Who"))]
        fields += [Column("side", _("Side"), ColumnKind.CHOICE, sides)] if sides else []
        fields += [Column("due", _("Until when"))]
        _of, standing = next(((of, a) for of, a in _everything(view) if a.id == review.action), (None, None))
        begun = {
            "text": review.text,
            "when": standing.when if standing else "",
            "owner": review.owner,
            "side": review.side or "",
        }
        return Form("anew", _("What is agreed instead?"), tuple(fields), begun, review.id, ("",))

    def take(self, form: Form, cells: Mapping[str, str], act: str) -> Form | None:
        """Drop with a reason, or agree anew: a new action that knows which one it replaces."""
        view = self.view
        assert view is not None
        review = next(review for review in view.page.reviews if review.id == form.record)
        if form.name == "drop":
            self._settle(view, review, Outcome.DROPPED, " ".join(cells["why"].split()), act)
            return None
        if not cells["text"].strip():
            raise RefusedError(_("Say what is agreed instead, or esc and drop it."))
        action = Action(
            id=new_id(),
            text=cells["text"].strip(),
            when=cells["when"].strip(),
            owner=cells["owner"].strip(),
            side=cells.get("side") or None,
            due=typed_values.due_date(cells["due"]),
            earlier=review.action,
        )
        why = _("agreed anew on {day}").format(day=view.page.date or today())
        written_back = _written_back(view, review, Outcome.RENEGOTIATED, why)
        self.change(action, replace(review, outcome=Outcome.RENEGOTIATED), act=act, elsewhere=written_back)
        self._to_next()
        return None


def _everything(view: View) -> Iterator[tuple[Retrospective, Action]]:
    return ((earlier, action) for earlier in view.earlier for action in earlier.actions)


def _standing(view: View) -> Iterator[tuple[Retrospective, Action]]:
    """The actions of earlier retrospectives that are still open and have an owner, newest meeting first."""
    return ((earlier, action) for earlier in view.earlier for action in earlier.open_actions() if action.owner)


def _unseen(page: Retrospective, of: Retrospective, action: Action) -> Review:
    """A look back that nobody has taken yet."""
    side = page.workbook.side(action.side or "")
    return Review(
        id=review_id(page.id, action.id),
        action=action.id,
        retrospective=of.id,
        text=action.text,
        owner=action.owner,
        side=side.id if side else None,
        due=action.due,
    )


def _details(of: Retrospective, action: Action) -> Iterator[Content]:
    """What else an action says, a line each; the other meeting is known by its day, never by its title."""
    told = (
        (_("when"), action.when),
        (_("done means"), action.done_means),
        (_("confirmed by"), action.confirm),
        (_("agreed on"), of.date),
        (_("status"), _(WORDS[action.status]) if action.status is Status.DONE else ""),
    )
    return (safe(named(label, one_line(text))) for label, text in told if text)


def _written_back(view: View, review: Review, outcome: Outcome, why: str) -> list[tuple[str, Record]]:
    """What becomes of the earlier action in its own retrospective."""
    action = next((a for _of, a in _everything(view) if a.id == review.action), None)
    if action is None or outcome is Outcome.KEPT:
        return []
    if outcome is Outcome.DONE:
        # Both sides look on: what was said to be done before is confirmed now.
        status = Status.CONFIRMED if action.status is Status.DONE else Status.DONE
        return [(review.retrospective, replace(action, status=status, heads=()))]
    return [(review.retrospective, replace(action, status=Status.DROPPED, why=why, heads=()))]
