"""Files nobody made with care: whatever comes is taken in or refused with a sentence, and the database stays well."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.imports.import_file import NotImportable, understand
from storage.safety.doctor import examine
from storage.shelf import Shelf
from templates.document.render import render
from templates.exchange.to_json import as_json
from templates.filled_page.page import Retrospective
from templates.forms.blank_form import Form, blank
from tests.storage.tiny import begin, note
from tests.storage.work import bring
from tests.templates.filled_pages import pages, texts
from tests.templates.pages import small
from tests.templates.strategies import documents

PAGE = small("en")
FORM = blank(PAGE.workbook, Form(id="f", side="client", name="Ann", retrospective=""))
JOINT, JSON = render(PAGE), json.dumps(as_json(PAGE), ensure_ascii=False)
HURT = (
    "\x00",
    "<!--",
    "-->",
    "\n",
    "```\n",
    "|",
    "> " * 30,
    "- " * 30,
    "#",
    "\ufeff",
    "\r",
    "{",
    "]",
    '"',
    "\\",
    "---\n",
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    """One database that takes everything."""
    with Shelf.open(tmp_path_factory.mktemp("imports") / "t.db") as opened:
        yield opened


@st.composite
def hurt(draw: st.DrawFn, whole: str) -> str:
    """A file with some of it cut out, doubled, or written over."""
    text = whole
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        end = draw(st.integers(at, min(len(text), at + 400)))
        piece = draw(st.one_of(st.sampled_from(HURT), st.just(text[at:end] * 2), texts))
        text = text[:at] + piece + text[end:]
    return text


def brought(shelf: Shelf, content: bytes, name: str, into: str | None = None) -> bool:
    """Take a file in, twice: the second time nothing may be new. Whether it was taken."""
    refusal = ""
    try:
        first = bring(shelf, understand(shelf, Path(name), content, into=into))
        again = bring(shelf, understand(shelf, Path(name), content, into=into))
    except NotImportable as error:
        refusal = str(error)
    if refusal:
        assert refusal.startswith(name)
        return False
    assert (again.taken.new, again.taken.changed) == (0, 0), first
    assert shelf.page(first.taken.retrospective).id == first.taken.retrospective
    return True


def well(shelf: Shelf) -> bool:
    """Whether nothing is found in a database."""
    assert [finding for finding in examine(shelf).findings if "backup" not in finding.lower()] == []
    return True


FEW = settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(st.one_of(st.sampled_from((JOINT, JSON, FORM)).flatmap(hurt), documents, st.text(max_size=200)), st.booleans())
@FEW
def test_a_file_that_was_hurt_is_taken_in_or_refused_with_a_sentence(shelf: Shelf, text: str, named: bool) -> None:
    into = begin(shelf) if named else None
    brought(shelf, text.encode("utf-8", "surrogatepass"), "hurt.md", into)


@given(st.binary(max_size=400), st.sampled_from(["a.md", "a.json"]))
@FEW
def test_any_bytes_are_taken_in_or_refused_with_a_sentence(shelf: Shelf, content: bytes, name: str) -> None:
    brought(shelf, content, name)


@given(pages(), st.booleans())
@FEW
def test_an_export_of_any_page_comes_back_into_an_empty_database(page: Retrospective, as_md: bool) -> None:
    text, name = (render(page), "page.md") if as_md else (json.dumps(as_json(page)), "page.json")
    with tempfile.TemporaryDirectory() as folder, Shelf.open(Path(folder) / "t.db") as shelf:
        assert brought(shelf, text.encode(), name)
        assert {answer.id for answer in shelf.page(page.id).answers} == {answer.id for answer in page.answers}
        assert well(shelf)


def test_after_all_that_the_database_is_well(shelf: Shelf) -> None:
    retro = begin(shelf)
    shelf.keep(retro, note("still works"))
    assert well(shelf)


def test_an_export_that_claims_the_ids_of_another_retrospective_changes_nothing(shelf: Shelf) -> None:
    retro = begin(shelf)
    mine = note("mine")
    shelf.keep(retro, mine)
    thief = JSON.replace('"n1"', f'"{mine.id}"')
    assert not brought(shelf, thief.encode(), "thief.json")
    assert shelf.page(retro).answer(mine.id) == shelf.page(retro).answers[0]
