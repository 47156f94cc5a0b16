"""Pages from the few lines that docs/readings.md shows, and what stands at a place of an object."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import lru_cache

from templates import library
from templates.filled_page.page import (
    Answer,
    Checks,
    Choice,
    Note,
    Person,
    Rating,
    Retrospective,
    Row,
)
from templates.workbook.model import Kind, Workbook
from templates.workbook.reader import read

_ANSWER = re.compile(r"^(?P<side>client|vendor) (?P<name>\S+) (?P<question>[a-z-]+) (?P<said>.+)$")
_SAYS = re.compile(r"^(?P<path>[a-z_][\w.-]*) = (?P<value>.+)$")


@lru_cache(maxsize=2)
def four_phases(lang: str = "en") -> Workbook:
    """The workbook the examples answer."""
    return read(library.text("four-phases", lang)).require()


@dataclass
class Example:
    """Answers, and what readings are to say of them."""

    page: Retrospective
    says: list[tuple[str, object]] = field(default_factory=list)


def example(text: str) -> Example:
    """The example in a block of lines."""
    answers: list[Answer] = []
    people: dict[str, Person] = {}
    says: list[tuple[str, object]] = []
    for line in text.splitlines():
        if found := _SAYS.match(line):
            says.append((found["path"], json.loads(found["value"])))
        elif found := _ANSWER.match(line):
            name = found["name"]
            if name != "-":
                people.setdefault(name, Person(name.lower(), name, found["side"]))
            person = None if name == "-" else name.lower()
            answers.append(answer(str(len(answers) + 1), found["question"], found["side"], person, found["said"]))
        else:
            raise ValueError(line)
    return Example(page(*answers, people=tuple(people.values())), says)


def page(*answers: Answer, people: tuple[Person, ...] = (), lang: str = "en") -> Retrospective:
    """A page of the four phases with these answers."""
    return Retrospective(
        id="r", slug="r", title="R", workbook=four_phases(lang), date="2026-09-18", people=people, answers=answers
    )


def answer(id: str, question: str, side: str, person: str | None, said: str) -> Answer:
    """One answer, in the words of an example; without a person it is written without a name."""
    asked = four_phases().question(question)
    assert asked is not None, question
    common = {"id": id, "question": question, "side": side, "person": person, "anonymous": person is None}
    match asked.kind:
        case Kind.NOTES:
            return Note(**common, text=said.strip('"'))  # type: ignore[arg-type]
        case Kind.SCALE:
            value, _guess, guess = said.partition(" guess ")
            return Rating(**common, value=int(value), guess=int(guess) if guess else None)  # type: ignore[arg-type]
        case Kind.LEDGER:
            cells = dict(cell.split("=", 1) for cell in said.split(" | "))
            return Row(**common, cells=cells)  # type: ignore[arg-type]
        case Kind.CHOICE:
            return Choice(**common, choice=said)  # type: ignore[arg-type]
        case Kind.CHECKLIST:
            return Checks(**common, checked=tuple(said.split()))  # type: ignore[arg-type]


def at(told: object, path: str) -> object:
    """What stands at a dotted path of an object."""
    for part in path.split("."):
        told = told[int(part)] if isinstance(told, list) else told[part]  # type: ignore[index]
    return told
