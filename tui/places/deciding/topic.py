"""One topic at a time: all that belongs to it, a sentence both sides accept, then what will be done about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from templates.filled_page.agreed import Topic, TopicState
from templates.filled_page.in_order import by_side, spread
from templates.filled_page.page import Rating
from templates.filled_page.settings import Private
from templates.meeting.agenda import Card, belonging, card_words
from templates.readers.few_nameless import shown_of
from templates.words import _
from templates.workbook.model import Column, Question
from tui.base.theme import side_variable
from tui.keys.command import Command
from tui.keys.places import deciding as cmd
from tui.places.deciding.actions_and_agreements import (
    ACTION,
    AGREEMENT,
    AgreedArea,
    action_line,
)
from tui.places.list_area import Form
from tui.session.view import View
from tui.session.vote_outcome import accepting, is_settled
from tui.widgets.cards import Item
from tui.words.calming_sentences import sentence
from tui.words.refused import RefusedError
from tui.words.safe_content import safe
from tui.words.safe_text import one_line

_SENTENCE, _DISSENT = "sentence", "dissent"


class TopicArea(AgreedArea):
    """The topic in view."""

    PLACE = "topic"

    def __init__(self) -> None:
        super().__init__()
        self._hint = Static(classes="list-hint")
        self._hinted = 0
        self._wanted = False
        """Whether somebody asked for an action before there was a sentence."""

    def compose(self) -> ComposeResult:
        """The list, and a sentence that helps below it."""
        yield from super().compose()
        yield self._hint

    def draw(self) -> None:
        """Draw the list and the helping sentence anew."""
        super().draw()
        self._hint.update(
            Content.assemble(
                ("❝ ", "$accent"),
                sentence(self._hinted, one_team=self.view is not None and not self.view.page.workbook.sides),
                (f"   {cmd.HINT.cap} " + _("another"), "$quiet"),
            )
        )

    def arrived(self) -> None:
        """Another topic begins with the first helping sentence."""
        self._wanted = False

    @property
    def topic(self) -> Topic | None:
        """The topic in view."""
        view = self.view
        id = view.question.id if view else ""
        return next((topic for topic in view.page.topics if topic.id == id), None) if view else None

    def items(self, view: View) -> Iterator[Item]:
        """The sentence and who accepts it, actions, agreements; then the cards, scales and facts it rests on."""
        topic = self.topic
        if topic is None:
            return
        yield from self._sentence_lines(view, topic)
        actions = [action for action in view.page.actions if action.topic == topic.id]
        if actions:
            yield self.heading(_("Actions"), len(actions))
            yield from (action_line(view.page, action) for action in actions)
        listed = tuple(self.agreements(view))
        if listed:
            yield self.heading(_("Agreements: how we want to work"), len(listed))
            yield from listed
        rests_on = belonging(view.page, topic)
        if rests_on.cards:
            yield self.heading(_("What was said"), len(rests_on.cards))
            yield from (self._card_line(view, card) for card in rests_on.cards)
        if rests_on.scales:
            yield self.heading(_("Both sides' scales") if view.page.workbook.sides else _("The scales"))
            yield from (self._scale_line(view, question) for question in rests_on.scales)
        if rests_on.facts:
            yield self.heading(_("What stands in the ledgers of this phase"), len(rests_on.facts))
            yield from self._fact_lines(view, rests_on.facts)

    def _sentence_lines(self, view: View, topic: Topic) -> Iterator[Item]:
        words = safe(topic.sentence) if topic.sentence else Content.styled(_("no sentence yet: a writes it"), "$quiet")
        also = Content("")
        if topic.also:
            also = Content.assemble("\n", ("⚠ " + _("also written: "), "$warning"), safe(topic.also[0][1]))
        yield Item(_SENTENCE, Content.assemble((_("Problem: "), "bold"), words.stylize("bold"), also), indent=2)
        if topic.sentence:
            for place, side in enumerate(view.page.workbook.sides):
                sign, told = "·", _("has not said yet")
                if side.id in topic.accepted:
                    sign, told = "✓", _("accepts it")
                elif side.id in topic.refused:
                    sign, told = "✗", _("does not accept it")
                key = (f"  {place + 1} ", "bold $accent")
                name = safe(one_line(side.name)).stylize(f"${side_variable(place)}")
                yield Item("", Content.assemble(key, f"{sign} ", name, " ", (told, "$quiet")))
        if topic.dissent:
            yield Item(_DISSENT, Content.assemble((_("We differ: "), "bold $warning"), safe(topic.dissent)), indent=2)

    def _card_line(self, view: View, card: Card) -> Item:
        sides = [side.id for side in view.page.workbook.sides]
        color = f"${side_variable(sides.index(card.side) if card.side in sides else 0)}"
        name = view.page.name_of(card)
        who = f"  {one_line(name)}" if name else ""
        return Item("", Content.assemble(("  • ", color), safe(card_words(view.page, card)), (who, "$quiet")), indent=4)

    def _scale_line(self, view: View, question: Question) -> Item:
        asked = view.page.answers_to(question.id)
        shared = [answer for answer in asked if view.page.visibility(answer) is Private.EVERYBODY]
        shown, _few = shown_of(view.page, shared)
        given = [a for a in shown if isinstance(a, Rating) and a.value is not None]
        parts: list[Content | tuple[str, str]] = []
        for side, ratings in by_side(view.page, given):
            told = spread(rating.value for rating in ratings if rating.value is not None)
            if told is None:
                continue
            place = view.page.workbook.sides.index(side) if side else 0
            figure = f"{told.median:g}" + (f" ({told.low}–{told.high})" if told.n > 1 else "")
            name = one_line(side.name) if side else _("no side")
            parts.append((f"  {name} {figure}", f"${side_variable(place)}"))
        return Item("", Content.assemble("  ", safe(one_line(question.text))), indent=4, right=Content.assemble(*parts))

    def _fact_lines(self, view: View, facts: tuple[Card, ...]) -> Iterator[Item]:
        asked = ""
        for row in facts:
            if row.question != asked:
                asked = row.question
                question = view.page.workbook.question(asked)
                yield Item("", safe("  " + one_line(question.text if question else "")).stylize("$quiet"))
            yield self._card_line(view, row)

    def nothing(self) -> str:
        """What stands there once a topic is gone."""
        return _("This topic is no longer on the agenda.")

    # -- keys ------------------------------------------------------------------------------------

    def footer(self) -> tuple[Command, ...]:
        """What comes next, then the rest."""
        topic, view = self.topic, self.view
        if topic is None or view is None:
            return ()
        if not topic.sentence and not topic.dissent:
            return (cmd.WRITE_SENTENCE, cmd.DIFFER, cmd.LATER, cmd.TIMER)
        if not is_settled(view.page, topic):
            return (cmd.ACCEPT, cmd.DIFFER, cmd.WRITE_SENTENCE, cmd.TIMER)
        return (cmd.ACTION, cmd.AGREE_HERE, cmd.DECIDED, cmd.TIMER)

    def next_step(self) -> str:
        """What to do here now."""
        topic, view = self.topic, self.view
        if topic is None or view is None:
            return ""
        if topic.state is not TopicState.OPEN:
            return _("Decided: n goes on to the next") if topic.state is TopicState.DECIDED else _("Put off: n goes on")
        if is_settled(view.page, topic):
            if any(action.topic == topic.id for action in view.page.actions):
                return _("x one more action, c an agreement, f decided and on with n")
            return _("x writes down who does what until when, c how you want to work")
        if not topic.sentence:
            if not view.page.workbook.sides:
                return _("a writes the problem in one sentence; i where you differ")
            return _("a writes the problem in one sentence; i where the sides differ")
        left = [s for s in view.page.workbook.sides if s.id not in topic.accepted]
        keys = " ".join(str(view.page.workbook.sides.index(side) + 1) for side in left)
        return _("{keys}: does this side accept it? a changes it.").format(keys=keys)

    def pick(self, number: int) -> None:
        """A side says once more what it thinks of the sentence."""
        topic, view = self.topic, self.view
        if topic is None or view is None:
            return
        sides = view.page.workbook.sides
        if not 1 <= number <= len(sides):
            keys = " · ".join(f"{n} {side.name}" for n, side in enumerate(sides, start=1))
            self.say(
                _("The sides are: {keys}.").format(keys=keys) if sides else _("There is one team here; x goes on.")
            )
        elif not topic.sentence:
            self.say(_("There is no sentence yet: a writes it."))
        else:
            self.change(accepting(topic, sides[number - 1].id))

    def act(self, name: str) -> None:
        """What the place's own keys do."""
        topic, view = self.topic, self.view
        if topic is None or view is None:
            return
        match name:
            case "differ":
                self.open_form(self.form_for(_DISSENT, topic.id))
            case "agree":
                self.open_form(self.agreement_form(view, ""))
            case "decided":
                self._set(topic, TopicState.DECIDED)
            case "later":
                self._set(topic, TopicState.LATER)
            case "hint":
                self._hinted += 1
                self.draw()

    def _set(self, topic: Topic, state: TopicState) -> None:
        self.change(replace(topic, state=TopicState.OPEN if topic.state is state else state))

    def new_action(self) -> bool:
        """Write an action of this topic; before there is a sentence, say once that one is wanted.

        The form opens all the same: what is typed behind the key are words, and no keys of the road.
        """
        topic, view = self.topic, self.view
        if topic is None or view is None:
            return False
        if not is_settled(view.page, topic) and not self._wanted:
            self._wanted = True
            wanted = _("This topic has no sentence yet: write one afterwards (a, 1, 2), or where you differ (i).")
            if not view.page.workbook.sides:
                wanted = _("This topic has no sentence yet: write one afterwards (a), or where you differ (i).")
            self.say(wanted)
        self.open_form(self.action_form(view.page, None))
        return True

    def edit(self) -> None:
        """Change the sentence, the dissent, an action or an agreement."""
        if self.chosen == _DISSENT and self.topic is not None:
            self.open_form(self.form_for(_DISSENT, self.topic.id))
        elif self.chosen in ("", _SENTENCE):
            self.begin()
        else:
            super().edit()

    # -- forms -----------------------------------------------------------------------------------

    def form_for(self, name: str, record: str) -> Form | None:
        """The sentence, where the sides differ, an action, an agreement."""
        topic, view = self.topic, self.view
        if topic is None or view is None:
            return None
        if name == _DISSENT:
            field = (Column(_DISSENT, _("Where we differ")),)
            title = _("Where you differ, in your own words")
            if view.page.workbook.sides:
                title = _("Where the sides differ, in their own words")
            return Form(_DISSENT, title, field, {_DISSENT: topic.dissent}, topic.id, topic.heads or ("",))
        if name in (ACTION, AGREEMENT) or (record and record != topic.id):
            return super().form_for(name, record)
        field = (Column(_SENTENCE, _("The problem is that …")),)
        title = _("The problem in one sentence everybody can sign")
        if view.page.workbook.sides:
            title = _("The problem in one sentence both sides can sign")
        return Form(_SENTENCE, title, field, {_SENTENCE: topic.sentence}, topic.id, topic.heads or ("",))

    def take(self, form: Form, cells: Mapping[str, str], act: str) -> Form | None:
        """Keep what was filled in; another sentence has to be accepted anew."""
        topic = self.topic
        if topic is None or self.take_agreed(form, cells, act, topic=topic.id):
            return None
        if form.name == _DISSENT:
            self.keep_form(replace(topic, dissent=cells.get(_DISSENT, "").strip()), act=act)
            return None
        words = cells.get(_SENTENCE, "").strip()
        if not words and not topic.sentence:
            raise RefusedError(_("Write the problem in one sentence; esc goes back."))
        if words != topic.sentence:
            topic = replace(topic, sentence=words, accepted=(), refused=())
        self.keep_form(topic, act=act)
        return None
