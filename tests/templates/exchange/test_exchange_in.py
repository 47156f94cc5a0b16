"""Exports read back: the same answers, people, groups and actions, whatever was written in them."""

from __future__ import annotations

import json

from hypothesis import given, settings

from templates.document.render import render
from templates.exchange.from_document import is_joint, read_joint
from templates.exchange.from_json import read_json
from templates.exchange.to_json import as_json
from templates.filled_page.page import Retrospective
from templates.markdown.parse import parse
from templates.workbook.model import Phase, Question, Workbook
from tests.templates.filled_pages import pages, with_votes

PARTS = ("people", "answers", "actions", "groups", "topics", "agreements", "reviews")


def of(page: Retrospective, *parts: str) -> dict[str, object]:
    """Everything an export carries of a page, by part and id."""
    told: dict[str, object] = {part: {one.id: one for one in getattr(page, part)} for part in parts}
    header = (page.id, page.title, page.date, dict(page.parties), page.lang)
    return told | {"header": header, "sides": [(side.id, side.name) for side in page.workbook.sides]}


@given(pages())
@settings(max_examples=50)
def test_the_joint_document_reads_back_as_the_page_it_was_made_of(page: Retrospective) -> None:
    document = render(page)
    assert is_joint(parse(document, plain=True))
    back, remarks = read_joint(document)
    assert not [remark for remark in remarks if remark.line], "nobody has changed a word"
    assert of(back, *PARTS) == of(page, *PARTS)
    assert render(read_joint(render(back))[0]) == render(back), "and again"


def test_a_page_without_a_day_draws_no_remark_on_what_follows_its_title() -> None:
    # Of a workbook nobody knows here only those questions come back that were answered, and the last line counts them.
    asked = (Question("1", "What?"), Question("2", "And then?"))
    book = Workbook(id="0", title="A book", lang="en", phases=(Phase("p", "Before", asked),))
    page = Retrospective(id="5b1e", slug="", title="Port", workbook=book, date="")
    _back, remarks = read_joint(render(page))
    assert [remark for remark in remarks if remark.line] == []


@given(pages().map(with_votes))
@settings(max_examples=30)
def test_json_reads_back_as_the_page_it_was_made_of(page: Retrospective) -> None:
    text = json.dumps(as_json(page), ensure_ascii=False)
    back, _remarks = read_json(text)
    assert of(back, *PARTS, "votes") == of(page, *PARTS, "votes")
