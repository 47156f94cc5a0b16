"""A database in which every word anybody could write means harm to a terminal, a markup or an eye."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from itertools import count
from typing import TypeVar

from storage.drafts.covered_file import Sealed, SealedFile
from storage.ids import new_id, topic_id, vote_id
from storage.imports.take_records import records_of
from storage.records.fields import Record
from storage.records.header import Details
from storage.shelf import Shelf, Start
from templates import library
from templates.filled_page.agreed import (
    Agreement,
    Group,
    Outcome,
    Review,
    Standing,
    Topic,
    Vote,
)
from templates.filled_page.page import (
    Action,
    Control,
    Note,
    Person,
    Row,
    Status,
)
from templates.workbook import frame
from templates.workbook.model import Workbook
from tests.templates.demo_pages import demo_page

HARM = "\x1b]52;c;aA==\x07\x9b2J\x1b[6n[/][@click=app.quit]\u202e"
"""The clipboard, an emptied screen, an answer to be typed, markup that ends and a link, letters that turn round."""
SHOWN = "␛]52;c;aA=="
"""What a terminal may show of it."""
TEXTS = frozenset(
    {"name", "text", "title", "sentence", "dissent", "when", "owner", "confirm", "done_means", "why", "what"}
)
"""The fields in which people write what they like."""
CLOSING = (frame.APPRECIATIONS, frame.FACILITATOR)
AnyRecord = TypeVar("AnyRecord", bound="Record")


def evil(tag: object) -> str:
    """A word to be found by, and harm after it."""
    return f"{tag}{HARM}"


def _spoilt(record: AnyRecord, book: Workbook, numbers: Iterator[int]) -> AnyRecord:
    """The same with harm in every text of it."""
    if isinstance(record, Row):
        question = book.question(record.question)
        free = {column.id for column in question.columns if not column.options} if question else set()
        cells = {
            id: evil(f"harm{next(numbers)} ") if id in free and not re.fullmatch(r"[\d-]+", cell) else cell
            for id, cell in record.cells.items()
        }
        return replace(record, cells=cells)
    texts = {
        one.name: evil(f"harm{next(numbers)} ")
        for one in fields(record)
        if one.name in TEXTS and isinstance(getattr(record, one.name), str)
    }
    return replace(record, **texts)  # type: ignore[arg-type]


def workbook() -> str:
    """A workbook whose every heading, step, option and column means harm."""
    text = re.sub(r"(?m)^(#{2,3} )", lambda mark: mark[1] + evil("ask "), library.text("four-phases", "en"))
    return re.sub(r"(?m)^(- \[ \] |- |\d\. )", lambda mark: mark[1] + evil("pick "), text)


def begin(shelf: Shelf) -> str:
    """A retrospective that holds something of everything, after an earlier one of the same two; its id."""
    numbers = count(1)
    page = demo_page("en")
    parties = {"client": evil("client "), "vendor": evil("vendor ")}
    book = workbook()
    ann = Person(new_id(), evil("Ann "), "client")
    promised = Action(id=new_id(), text="", owner="Ann", side="client", due="2025-01-01", confirm="Bo")
    rule = Agreement(id=new_id(), text="")
    earlier = shelf.start(
        Start(title=evil("Before "), date="2025-01-01", workbook_text=book, parties=parties),
        *(_spoilt(record, page.workbook, numbers) for record in (ann, promised, rule)),
    )
    card = next(one for one in page.answers if isinstance(one, Note))
    group = Group(id=new_id(), title="", question=card.question)
    topics = [
        Topic(id=topic_id(page.id, group.id), target=group.id, place=1),
        Topic(id=topic_id(page.id, card.id), target=card.id, place=2, accepted=("client", "vendor")),
        Topic(id=new_id(), place=3),
    ]
    actions = [
        Action(id=new_id(), text="", side=side, due="2025-05-01", control=control, status=status, topic=topics[0].id)
        for side, control in (("client", Control.US), ("vendor", Control.THEM))
        for status in Status
    ]
    made: list[Record] = [
        *records_of(page),
        group,
        *(Vote(id=vote_id(page.id, it, "client", None), target=it, side="client") for it in (group.id, card.id)),
        *topics,
        *actions,
        replace(rule, id=new_id()),
        *(Note(id=new_id(), question=it, side="client", text="") for it in CLOSING),
        Agreement(id=new_id(), text="", state=Standing.DROPPED),
        Review(
            id=new_id(), action=promised.id, retrospective=earlier, text="", side="client", due="2025-01-01",
            outcome=Outcome.KEPT,
        ),
    ]  # fmt: skip
    asked = {question.id for question in page.workbook.questions}
    joined = [
        replace(one, group=group.id, opened=True) if isinstance(one, Note) and one.question in asked else one
        for one in made
    ]
    now = shelf.start(
        Start(title=evil("Now "), date="2026-03-01", workbook_text=book, parties=parties),
        *(_spoilt(record, page.workbook, numbers) for record in joined),
    )
    said = next(answer for answer in shelf.page(now).answers if answer.question == frame.APPRECIATIONS)
    if isinstance(said, Note):
        shelf.keep(now, replace(said, text=evil("now ")))
    settings = {"rules": evil("rules ") + "\n" + evil("rules "), "voting": "closed", "writing.across": "sealed"}
    shelf.keep(now, Details(settings=settings))
    covered = SealedFile(shelf.path)
    covered.put(
        *(
            Sealed(
                id=new_id(),
                retrospective=now,
                question="across-thanks",
                kind="notes",
                side="client",
                person=page.people[0].id,
                body={"text": evil(f"covered{number} ")},
            )
            for number in range(3)
        )
    )
    covered.close()
    return now
