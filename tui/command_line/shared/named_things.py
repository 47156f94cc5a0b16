"""Finding what a command line names: a side, a question, a person, an answer, an action."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from templates.filled_page.page import (
    Action,
    Answer,
    Person,
    Retrospective,
)
from templates.meeting import road
from templates.names import alike
from templates.words import _, detailed, listed
from templates.workbook.model import Question, Side, Workbook
from tui.words.refused import RefusedError

R = TypeVar("R", Answer, Action, Question)


def side_named(page: Retrospective, key: str) -> Side:
    """The side that `key` names by id, name or party."""
    if found := page.find_side(key):
        return found
    raise no_such_side(page.workbook, key)


def no_such_side(workbook: Workbook, key: str) -> RefusedError:
    """What is said of a side the workbook does not have."""
    if not workbook.sides:
        return RefusedError(
            _("“{key}” cannot be a side: the workbook {title} is for one team.").format(key=key, title=workbook.title)
        )
    return RefusedError(
        _("There is no side “{key}”; the sides are {sides}.").format(
            key=key, sides=listed(detailed(side.id, side.name) for side in workbook.sides)
        )
    )


def _by_id(things: Iterable[R], key: str) -> tuple[R, ...]:
    """The one thing with the id `key`, else all whose id begins with it."""
    listed = tuple(things)
    exact = tuple(thing for thing in listed if thing.id == key)
    return exact or tuple(thing for thing in listed if key and thing.id.startswith(key))


def question_named(page: Retrospective, key: str) -> Question:
    """The question that `key` names by id, an unambiguous beginning of it, or its words."""
    folded = alike(key)
    asked = road.questions(page)
    found = _by_id(asked, key) or tuple(question for question in asked if alike(question.text) == folded)
    if len(found) == 1:
        return found[0]
    if found:
        raise RefusedError(
            _("“{key}” begins more than one question ({ids}); write more of the id.").format(
                key=key, ids=listed(question.id for question in found)
            )
        )
    raise RefusedError(
        _("There is no question “{key}” in this retrospective; near it are {ids}.").format(
            key=key, ids=listed(_near(page.workbook, key))
        )
    )


def _near(workbook: Workbook, key: str) -> list[str]:
    """The ids that look most like `key`: a workbook has too many questions to name them all."""
    from difflib import get_close_matches

    ids = [question.id for question in workbook.questions]
    return get_close_matches(key, ids, n=5, cutoff=0.4) or [*ids[:5], "…"]


def answer_named(page: Retrospective, question: Question, key: str) -> Answer:
    """The answer to `question` whose id is `key` or begins with it."""
    found = _by_id((a for a in page.answers if a.question == question.id), key)
    if len(found) == 1:
        return found[0]
    if found:
        raise _begins_several(key, [answer.id for answer in found])
    raise RefusedError(
        _("There is no answer “{key}” to {question}; `phasebook render {retro} --format json` shows the ids.").format(
            key=key, question=question.id, retro=page.slug
        )
    )


def action_named(page: Retrospective, key: str) -> Action:
    """The action whose id is `key` or begins with it."""
    found = _by_id(page.actions, key)
    if len(found) == 1:
        return found[0]
    if found:
        raise _begins_several(key, [action.id for action in found])
    raise RefusedError(
        _("There is no action “{key}” in this retrospective; `phasebook actions` shows the ids.").format(key=key)
    )


def _begins_several(key: str, ids: list[str]) -> RefusedError:
    return RefusedError(
        _("“{key}” begins more than one id ({ids}); write more of it.").format(key=key, ids=listed(ids))
    )


def people_named(page: Retrospective, name: str, side: Side | None) -> tuple[Person, ...]:
    """The people called `name`, of `side` or of no side where a side is given."""
    folded = alike(name)
    called = tuple(person for person in page.people if alike(person.name) == folded)
    if side is None:
        return called
    at_side = tuple(person for person in called if person.side == side.id)
    return at_side or tuple(person for person in called if person.side is None)


def person_named(page: Retrospective, name: str, side: Side | None) -> Person | None:
    """The person called `name`, or None where nobody is.

    Raises:
        RefusedError: the name stands on two sides and no side was given.
    """
    found = people_named(page, name, side)
    if len({person.side for person in found}) > 1:
        raise RefusedError(
            _("{name} is on more than one side; say which with --side {sides}.").format(
                name=name, sides="|".join(person.side or "-" for person in found)
            )
        )
    return found[0] if found else None
