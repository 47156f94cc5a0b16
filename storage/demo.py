"""The demo's database: a finished and a half-done retrospective, made from the files that ship."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from storage.drafts.draft_writer import SUFFIX
from storage.errors import from_os
from storage.ids import new_id, single_id
from storage.records.fields import Record
from storage.shelf import Shelf, Start
from templates import library
from templates.filled_page.page import (
    Action,
    Answer,
    Checks,
    Choice,
    Control,
    Note,
    Person,
    Rating,
    Row,
    Status,
)
from templates.workbook.model import Kind, Workbook
from templates.workbook.reader import read

NAMES = ("finished", "halfway")
"""The two retrospectives of the demo, the finished one first."""


def ensure(shelf: Shelf, lang: str) -> tuple[str, str]:
    """See that the demo stands on `shelf` in `lang`; the ids of the finished and the half-done one."""
    cards = {card.demo: card.id for card in shelf.cards(archived=None) if card.lang == lang and card.demo}
    for name in NAMES:
        if name not in cards:
            cards[name] = make(shelf, name, lang)
    return cards[NAMES[0]], cards[NAMES[1]]


def make(shelf: Shelf, name: str, lang: str) -> str:
    """Put one of the demo's retrospectives on `shelf`; its id."""
    source = library.path("four-phases", lang).parent / "demo" / f"{name}.{lang}.toml"
    data = tomllib.loads(source.read_text(encoding="utf-8"))
    text = library.text(data["workbook"], lang)
    workbook = read(text).require()
    people = {entry["key"]: Person(new_id(), entry["name"], entry.get("side")) for entry in data["people"]}
    start = Start(
        title=data["title"],
        workbook_text=text,
        date=data["date"],
        parties=MappingProxyType(dict(data.get("parties", {}))),
        short=bool(data.get("short", False)),
        demo=name,
        id=new_id(),
    )
    answers = [_answer(start.id, entry, workbook, people) for entry in data["answers"]]
    actions = [_action(entry) for entry in data.get("actions", [])]
    records: list[Record] = [*people.values(), *answers, *actions]
    return shelf.start(start, *records)


def _answer(retrospective: str, entry: Mapping[str, Any], workbook: Workbook, people: Mapping[str, Person]) -> Answer:
    question = workbook.question(entry["question"])
    if question is None:
        raise KeyError(entry["question"])
    person = people[entry["by"]] if "by" in entry else None
    side = entry.get("side", person.side if person else None)
    name = person.id if person else None
    common: dict[str, Any] = {"question": question.id, "side": side, "person": name}
    alone = single_id(retrospective, question.id, side, name)
    match question.kind:
        case Kind.NOTES:
            return Note(id=new_id(), **common, text=entry["text"], turning=bool(entry.get("turning", False)))
        case Kind.SCALE:
            return Rating(id=alone, **common, value=entry["value"], guess=entry.get("guess"))
        case Kind.LEDGER:
            return Row(id=new_id(), **common, cells=MappingProxyType(dict(entry["cells"])))
        case Kind.CHOICE:
            return Choice(id=alone, **common, choice=entry["choice"])
        case Kind.CHECKLIST:
            return Checks(id=alone, **common, checked=tuple(entry["checked"]))


def _action(entry: Mapping[str, Any]) -> Action:
    return Action(
        id=new_id(),
        text=entry["text"],
        when=entry.get("when", ""),
        owner=entry.get("owner", ""),
        side=entry.get("side"),
        due=str(entry.get("due", "")),
        check_on=str(entry.get("check_on", "")),
        done_means=entry.get("done_means", ""),
        confirm=entry.get("confirm", ""),
        control=Control(entry["control"]) if entry.get("control") else None,
        status=Status(entry.get("status", "open")),
        why=entry.get("why", ""),
    )


_SUFFIXES = ("-journal", SUFFIX, "")
"""What goes with a database: what a killed program left to be rolled back (it would spoil the next file), drafts."""


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def set_aside(path: Path) -> Path | None:
    """Move a demo database aside, under a name with the time; where it went, or None if there was none."""
    if not path.exists():
        return None
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    number = 1
    target = path.with_name(f"{path.stem}-{stamp}{path.suffix}")
    while any(_beside(target, suffix).exists() for suffix in _SUFFIXES):
        number += 1
        target = path.with_name(f"{path.stem}-{stamp}-{number}{path.suffix}")
    try:
        for suffix in _SUFFIXES:
            if _beside(path, suffix).exists():
                _beside(path, suffix).rename(_beside(target, suffix))
    except OSError as error:
        raise from_os(error, path) from error
    return target
