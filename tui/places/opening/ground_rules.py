"""The ground rules: ours as a suggestion, a line a rule, to be changed into the team's own words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from textual.content import Content

from storage.records.header import Details
from templates.meeting import road
from templates.words import _
from templates.workbook.model import Column
from tui.keys.command import Command
from tui.keys.places.opening import ADD
from tui.places.list_area import Form, ListArea
from tui.session.view import View
from tui.widgets.cards import Item
from tui.words.safe_content import safe


class RulesArea(ListArea):
    """A line a rule: a adds one, Enter changes it, d takes it away."""

    PLACE = "open.rules"

    def items(self, view: View) -> Iterator[Item]:
        """The rules, numbered."""
        for number, rule in enumerate(road.rules(view.page), 1):
            yield Item(str(number), Content.assemble((f"{number}. ", "$quiet"), safe(rule)), indent=3)

    def next_step(self) -> str:
        """What to do with them."""
        return _("Read them aloud. a adds one, Enter changes one, d takes one away.")

    def footer(self) -> tuple[Command, ...]:
        """Adding first."""
        return (ADD, *super().footer())

    def form_for(self, name: str, record: str) -> Form | None:
        """One rule."""
        del name
        rules = road.rules(self.view.page) if self.view else ()
        place = int(record) - 1 if record.isdecimal() else len(rules)
        if record.isdecimal() and place >= len(rules):
            return None
        standing = rules[place] if place < len(rules) else ""
        title = _("Changing a rule") if standing else _("A new rule")
        heads = (record,) if standing else ()
        return Form("rule", title, (Column("rule", _("Rule")),), {"rule": standing}, record, heads)

    def take(self, form: Form, cells: Mapping[str, str], act: str) -> Form | None:
        """Keep all rules; a new one is followed by the next."""
        assert self.view is not None
        rules = list(road.rules(self.view.page))
        written = " ".join(cells["rule"].split())
        if form.heads:
            rules[int(form.record) - 1 : int(form.record)] = [written] if written else []
        elif written:
            rules.append(written)
        self.keep_form(Details(settings={"rules": _text(rules)}), act=act)
        return self.form_for("rule", "") if written and not form.heads else None

    def delete(self) -> None:
        """Take the rule under the cursor away."""
        if self.view is None or not self.chosen:
            self.say(_(self.CHOOSE_FIRST))
            return
        rules = list(road.rules(self.view.page))
        del rules[int(self.chosen) - 1]
        self.change(Details(settings={"rules": _text(rules)}))
        self.draw()

    def act(self, name: str) -> None:
        """Back to the rules the program offers."""
        if name == "back":
            self.change(Details(settings={"rules": None}))
            self.draw()


def _text(rules: list[str]) -> str:
    """The rules as they are kept; a team that wants none has an empty line, so that ours are not offered again."""
    return "\n".join(rules) or "\n"
