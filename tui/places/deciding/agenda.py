"""The agenda: topics in their order, what is agreed so far, and what nobody has taken on yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from textual.content import Content

from storage.ids import topic_id
from templates.filled_page.agreed import Topic, TopicState
from templates.filled_page.in_order import agreed
from templates.filled_page.page import Retrospective
from templates.meeting.agenda import (
    agenda,
    target_title,
    targets,
    topic_title,
)
from templates.words import _, ngettext
from templates.workbook.model import Column
from tui.keys.command import Command
from tui.keys.places import deciding as cmd
from tui.places.deciding.actions_and_agreements import ACTION, AgreedArea, action_line
from tui.places.list_area import Form
from tui.session.view import View
from tui.session.vote_outcome import is_settled, moved_up
from tui.widgets.cards import Item
from tui.words.refused import RefusedError
from tui.words.safe_content import safe
from tui.words.safe_text import one_line

_OFFERED = "offer:"
"""What the id of a line begins with that could become a topic."""
_MOST = 30
"""The most things offered as topics where nobody has voted."""


class AgendaArea(AgreedArea):
    """Every topic in a line; Enter goes there."""

    PLACE = "decide"

    def items(self, view: View) -> Iterator[Item]:
        """Topics, or what could be one; then actions, the parking lot, agreements."""
        page = view.page
        topics = agenda(page)
        if topics:
            yield self.heading(_("Topics"), len(topics))
            yield from (self._topic_line(page, n, topic) for n, topic in enumerate(topics, start=1))
        offered = () if topics else targets(page)[:_MOST]
        if offered:
            yield self.heading(_("No topics yet: Enter takes one of these"))
            for target in offered:
                yield Item(
                    _OFFERED + target, Content.assemble("+ ", safe(one_line(target_title(page, target)))), indent=2
                )
        parts = agreed(page)
        if parts.owned or parts.finished:
            yield self.heading(_("Actions"), len(parts.owned))
            yield from (action_line(page, action) for action in (*parts.owned, *parts.finished))
        if parts.parked:
            yield self.heading(_("Parking lot: no owner yet"), len(parts.parked))
            yield from (action_line(page, action) for action in parts.parked)
        listed = tuple(self.agreements(view))
        if listed:
            yield self.heading(_("Agreements: how we want to work"), len(listed))
            yield from listed

    def _topic_line(self, page: Retrospective, number: int, topic: Topic) -> Item:
        signs = {TopicState.DECIDED: "✓", TopicState.LATER: "↷", TopicState.OPEN: " "}
        title = safe(one_line(topic_title(page, topic)) or _("(without a title)"))
        n = sum(action.topic == topic.id for action in page.actions)
        parts: list[Content | tuple[str, str]] = [(f"{number:>2} {signs[topic.state]} ", "bold"), title.stylize("bold")]
        if topic.sentence:
            parts.append(Content.assemble("\n", safe(one_line(topic.sentence)).stylize("italic")))
        told = _how_far(page, topic)
        counted = ngettext("{n} action", "{n} actions", n).format(n=n) if n else ""
        return Item(topic.id, Content.assemble(*parts), indent=5, right=Content.styled(counted or told, "$quiet"))

    def nothing(self) -> str:
        """What stands there while there is nothing to decide."""
        return _("Nothing to decide yet: {key} names a topic of your own.").format(key="a")

    # -- keys ------------------------------------------------------------------------------------

    def footer(self) -> tuple[Command, ...]:
        """Opening a topic first."""
        return (cmd.OPEN_TOPIC, cmd.OWN_TOPIC, cmd.SOONER, cmd.AGREE, cmd.ACTION)

    def next_step(self) -> str:
        """What to do here now."""
        view = self.view
        if view is None:
            return ""
        left = [topic for topic in agenda(view.page) if topic.state is TopicState.OPEN]
        if left:
            return _("Enter opens a topic; n takes them one after the other")
        if view.page.topics:
            return _("All topics are decided or put off: ] goes on to the close")
        if targets(view.page):
            return _("Enter takes up a topic, a adds your own, v goes back to the vote")
        return _("a names a topic of your own; what the vote says comes here too")

    def act(self, name: str) -> None:
        """What the place's own keys do."""
        view = self.view
        if view is None:
            return
        if name == "agree":
            self.open_form(self.agreement_form(view, ""))
        elif name == "sooner":
            topic = self._topic(view, self.chosen)
            moved = moved_up(view.page, topic) if topic else ()
            if moved:
                self.change(*moved)
            else:
                self.say(_("Choose a topic below the first one: ↑ ↓."))

    def _topic(self, view: View, id: str) -> Topic | None:
        return next((topic for topic in view.page.topics if topic.id == id), None)

    def new_action(self) -> bool:
        """Write an action that belongs to no topic."""
        self.open_form(self.form_for(ACTION, ""))
        return True

    def edit(self) -> None:
        """Go to the topic under the cursor, take up what is offered, or change an action or an agreement."""
        view = self.view
        if view is None:
            return
        if (topic := self._topic(view, self.chosen)) is not None:
            self.post_message(self.Go(f"@topic:{topic.id}"))
        elif self.chosen.startswith(_OFFERED):
            target = self.chosen.removeprefix(_OFFERED)
            made = Topic(id=topic_id(view.page.id, target), target=target, place=len(view.page.topics) + 1)
            self.change(made)
            self.post_message(self.Go(f"@topic:{made.id}"))
        else:
            super().edit()

    def delete(self) -> None:
        """Take a topic off the agenda, or delete an action or an agreement; undo brings it back."""
        view = self.view
        topic = self._topic(view, self.chosen) if view else None
        if topic is None:
            super().delete()
        else:
            self.change(drop=(topic,), said=_("Off the agenda. {key} brings it back.").format(key="u"))

    # -- forms -----------------------------------------------------------------------------------

    def form_for(self, name: str, record: str) -> Form | None:
        """An action, an agreement, or a topic of one's own."""
        form = super().form_for(name, record)
        if form is not None or record or self.view is None:
            return form
        return Form("topic", _("A topic of your own"), (Column("title", _("What it is about")),))

    def take(self, form: Form, cells: Mapping[str, str], act: str) -> Form | None:
        """Keep what was filled in."""
        view = self.view
        if view is None or self.take_agreed(form, cells, act):
            return None
        title = one_line(cells.get("title", "")).strip()
        if not title:
            raise RefusedError(_("A topic needs words: what is it about?"))
        self.keep_form(Topic(id=form.record, title=title, place=len(view.page.topics) + 1), act=act)
        self._cursor = form.record
        return None


def _how_far(page: Retrospective, topic: Topic) -> str:
    """How far a topic has come, in a word or two."""
    if topic.state is TopicState.LATER:
        return _("put off")
    if topic.dissent and not is_settled(page, replace(topic, dissent="")):
        return _("sides differ")
    return _("sentence accepted") if topic.sentence and is_settled(page, topic) else ""
