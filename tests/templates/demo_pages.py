"""The demo's finished retrospective as a page, without a database."""

from __future__ import annotations

import tomllib
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
from templates.workbook.model import Kind
from tests.templates.reading_examples import four_phases


@lru_cache(maxsize=2)
def demo_page(lang: str) -> Retrospective:
    """The finished retrospective of the demo in a language; ids are numbers."""
    file = library.path("four-phases", lang).parent / "demo" / f"finished.{lang}.toml"
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    people = {entry["key"]: Person(entry["key"], entry["name"], entry["side"]) for entry in data["people"]}
    answers: list[Answer] = []
    for n, entry in enumerate(data["answers"]):
        person = people.get(entry.get("by", ""))
        common = {
            "id": f"{n:03}",
            "question": entry["question"],
            "side": entry.get("side", person.side if person else None),
            "person": person.id if person else None,
        }
        question = four_phases(lang).question(entry["question"])
        assert question is not None
        match question.kind:
            case Kind.NOTES:
                answers.append(Note(**common, text=entry["text"], turning=entry.get("turning", False)))
            case Kind.SCALE:
                answers.append(Rating(**common, value=entry["value"], guess=entry.get("guess")))
            case Kind.LEDGER:
                answers.append(Row(**common, cells=entry["cells"]))
            case Kind.CHOICE:
                answers.append(Choice(**common, choice=entry["choice"]))
            case Kind.CHECKLIST:
                answers.append(Checks(**common, checked=tuple(entry["checked"])))
    return Retrospective(
        id="demo",
        slug="demo",
        title=data["title"],
        workbook=four_phases(lang),
        date=data["date"],
        parties=data["parties"],
        people=tuple(people.values()),
        answers=tuple(answers),
    )
