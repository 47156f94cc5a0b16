"""What a page holds to group, to vote on and to decide: its cards, its targets, its agenda, what belongs to a topic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from templates.filled_page.agreed import Group, Topic
from templates.filled_page.in_order import answers_by_question, by_side
from templates.filled_page.page import (
    Answer,
    Note,
    Rating,
    Retrospective,
    Row,
    is_blank,
)
from templates.filled_page.settings import Private, Voting
from templates.meeting.vote_count import Result, count
from templates.workbook.model import ColumnKind, Kind, Phase, Question

Card = Note | Row
"""What is read aloud, and may be voted on by itself."""


def cards(page: Retrospective) -> tuple[Card, ...]:
    """The notes and rows that say something and that everybody may read: by question, by side, as first kept."""
    given = answers_by_question(page.answers)
    return tuple(
        card
        for question in page.workbook.questions
        for _side, of_side in by_side(page, given.get(question.id, ()))
        for card in of_side
        if isinstance(card, Note | Row) and not is_blank(card) and page.visibility(card) is Private.EVERYBODY
    )


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far the cards have been opened aloud."""

    unopened: tuple[Card, ...]
    """The cards nobody has opened, in the order of the document."""
    total: int
    """How many cards there are."""

    @property
    def opened(self) -> int:
        """How many have been opened."""
        return self.total - len(self.unopened)


def coverage(page: Retrospective) -> Coverage:
    """Which cards have been opened aloud and which have not."""
    listed = cards(page)
    return Coverage(tuple(card for card in listed if not card.opened), len(listed))


# -- groups ----------------------------------------------------------------------------------------


def groups_shown(page: Retrospective) -> Mapping[str, Group]:
    """The groups that hold any card, by their id, in the order of their first cards."""
    known = {group.id: group for group in page.groups}
    held = dict.fromkeys(card.group for card in cards(page) if isinstance(card, Note) and (card.group or "") in known)
    return {id: known[id] for id in held if id}


def _group_of(card: Card, known: Mapping[str, Group]) -> Group | None:
    return known.get(card.group or "") if isinstance(card, Note) else None


# -- the vote --------------------------------------------------------------------------------------


def rated(page: Retrospective) -> tuple[Question, ...]:
    """The scales of the workbook that anybody has answered for everybody to see."""
    shown = {
        answer.question
        for answer in page.answers
        if isinstance(answer, Rating) and answer.value is not None and page.visibility(answer) is Private.EVERYBODY
    }
    return tuple(q for q in page.workbook.questions if q.kind is Kind.SCALE and q.id in shown)


def targets(page: Retrospective) -> tuple[str, ...]:
    """The ids of all that can be voted on, in the order of the document: groups, single cards, scales."""
    place = {question.id: n for n, question in enumerate(page.workbook.questions)}
    known = groups_shown(page)
    first: dict[str, int] = {}
    for card in cards(page):
        first.setdefault((_group_of(card, known) or card).id, place[card.question])
    first |= {question.id: place[question.id] for question in rated(page)}
    return tuple(sorted(first, key=first.__getitem__))


def joined_into(page: Retrospective) -> Mapping[str, str]:
    """Each note that is in a group, and the group's id."""
    known = groups_shown(page)
    return {card.id: group.id for card in cards(page) if (group := _group_of(card, known)) is not None}


def counted(page: Retrospective) -> Result:
    """The vote as it stands: what was given to a note counts for the group the note is in."""
    into = joined_into(page)
    votes = (replace(vote, target=into.get(vote.target, vote.target)) for vote in page.votes)
    return count(targets(page), votes, [side.id for side in page.workbook.sides])


# -- topics ----------------------------------------------------------------------------------------


def agenda(page: Retrospective) -> tuple[Topic, ...]:
    """The topics in the order they are to be talked about."""
    return tuple(sorted(page.topics, key=lambda topic: topic.place))


def subject(page: Retrospective, topic: Topic) -> str:
    """The id of what a topic is about today: a note that was joined to others is its group.

    Of several topics about one group the first stands for it; the others are about their notes still.
    """
    into = joined_into(page)
    if topic.target not in into:
        return topic.target
    of_group = [one for one in agenda(page) if into.get(one.target, one.target) == into[topic.target]]
    return into[topic.target] if of_group and of_group[0].id == topic.id else topic.target


def votes_of(page: Retrospective, topic: Topic) -> Mapping[str, int]:
    """What each side gave to a topic, by the id of the side, under "" what those of no side did.

    Votes follow what they were given to: of joined notes they count together. Nothing before all have voted.
    """
    if page.settings.voting is Voting.OPEN:
        return {}
    about = subject(page, topic)
    standing = next((standing for standing in counted(page).agenda if standing.target == about), None)
    if standing is not None or topic.target in joined_into(page):
        return standing.votes if standing else {}
    # What they were given to is gone, and what was given stays.
    known = {side.id for side in page.workbook.sides}
    found: dict[str, int] = {}
    for vote in page.votes:
        if topic.target and vote.target == topic.target and vote.count > 0:
            side = vote.side if vote.side in known and vote.side else ""
            found[side] = found.get(side, 0) + vote.count
    return found


def topic_title(page: Retrospective, topic: Topic) -> str:
    """What a topic is called: its own title, else its group's, its card's or its question's words.

    Where that is gone, the words it had.
    """
    return topic.title or target_title(page, subject(page, topic)) or topic.was


def target_title(page: Retrospective, target: str) -> str:
    """The words of what can be voted on; empty where it is no longer there."""
    group = next((group for group in page.groups if group.id == target), None)
    if group is not None:
        return group.title
    answer = page.answer(target)
    if answer is not None:
        return card_words(page, answer)
    question = page.workbook.question(target)
    return question.text if question else ""


def card_words(page: Retrospective, card: Answer) -> str:
    """A card in one text: a note's words, a row's cells one after the other.

    Days, numbers and choices alone say nothing of what they are about: their question stands before them.
    """
    if isinstance(card, Note):
        return card.text
    question = page.workbook.question(card.question)
    if not isinstance(card, Row) or question is None:
        return ""
    filled = [column for column in question.columns if card.cells.get(column.id, "").strip()]
    words = " · ".join(column.word(card.cells[column.id]) for column in filled)
    speaks = any(column.kind is ColumnKind.TEXT for column in filled)
    return words if speaks or not words else f"{question.text} {words}"


@dataclass(frozen=True, slots=True)
class Belonging:
    """What is to be in view while a topic is talked about."""

    cards: tuple[Card, ...]
    """The group's notes, the one note or row it is about, or all that answer its question."""
    scales: tuple[Question, ...]
    """The scale it is about, else those of its phases that were answered."""
    facts: tuple[Row, ...]
    """The ledger rows of its phases that are not among its cards: what was promised, asked for, complained of."""


def belonging(page: Retrospective, topic: Topic) -> Belonging:
    """Everything that belongs to a topic."""
    target = subject(page, topic)
    question = page.workbook.question(target)
    about = _cards_of(page, target) or _answering(page, target.split(","))
    asked = [card.question for card in about] + ([] if question is None else [question.id])
    phases = {phase.id: phase for id in asked if (phase := page.workbook.phase_of(id)) is not None}
    answered = rated(page)
    return Belonging(
        about,
        (question,) if question is not None and question in answered else _in(answered, phases),
        tuple(card for card in cards(page) if isinstance(card, Row) and card not in about and _of(page, card, phases)),
    )


def _cards_of(page: Retrospective, target: str) -> tuple[Card, ...]:
    return tuple(card for card in cards(page) if card.id == target or (isinstance(card, Note) and card.group == target))


def _answering(page: Retrospective, questions: Sequence[str]) -> tuple[Card, ...]:
    """The cards of the questions (their ids) something was found in."""
    return tuple(card for card in cards(page) if card.question in questions)


def _in(questions: Sequence[Question], phases: Mapping[str, Phase]) -> tuple[Question, ...]:
    asked = {question.id for phase in phases.values() for question in phase.questions}
    return tuple(question for question in questions if question.id in asked)


def _of(page: Retrospective, card: Card, phases: Mapping[str, Phase]) -> bool:
    phase = page.workbook.phase_of(card.question)
    return phase is not None and phase.id in phases
