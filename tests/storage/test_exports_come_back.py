"""An export taken into the database it was made in changes nothing, whatever it could not see."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.details import Details
from storage.importing import Imported, NotImportable, bring, understand
from storage.shelf import Shelf, Start
from storage.taking import records_of
from templates.agreed import Topic
from templates.audience import FOR_BOTH, audiences, find_audience
from templates.exports import FORMS, export
from templates.retrospective import Checks, Choice, Note, Person, Rating, Retrospective, Row
from templates.settings import Private, Settings, fields_of
from templates.writer import write
from tests.templates.filled_pages import pages, with_votes
from tests.templates.pages import small


def standing(shelf: Shelf, page: Retrospective) -> Retrospective:
    """A page, kept in a database; as it stands there."""
    start = Start(
        id=page.id, title=page.title, workbook_text=write(page.workbook), date=page.date, parties=page.parties
    )
    shelf.start(start, *records_of(page))
    marks = fields_of(page.settings)
    if marks:
        shelf.keep(page.id, Details(settings=marks))  # type: ignore[arg-type]
    return shelf.page(page.id)


def back(shelf: Shelf, name: str, text: str) -> Imported:
    """What became of a file."""
    return bring(shelf, understand(shelf, Path(name), text.encode("utf-8", "surrogatepass")))


@st.composite
def marked(draw: st.DrawFn) -> Retrospective:
    """Any page, its answers, questions and phases marked in any way, some written without a name."""
    page = with_votes(draw(pages()))
    marks = st.sampled_from((Private.EVERYBODY, Private.EVERYBODY, Private.SIDE, Private.FACILITATOR))
    ids = [*(q.id for q in page.workbook.questions), *(phase.id for phase in page.workbook.phases)]
    return replace(
        page,
        answers=tuple(replace(one, private=draw(marks), anonymous=draw(st.booleans())) for one in page.answers),
        settings=Settings(private=draw(st.dictionaries(st.sampled_from(ids), marks, max_size=2))),
    )


@given(page=marked())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_an_export_taken_into_its_own_database_changes_nothing(page: Retrospective) -> None:
    with tempfile.TemporaryDirectory() as folder, Shelf.open(Path(folder) / "own.db") as shelf:
        before = standing(shelf, page)
        entries = shelf.entries()
        for audience in audiences(before):
            for form in FORMS:
                made = export(before, audience, form)
                if form in ("md", "json") and audience.is_joint:
                    taken = back(shelf, f"own.{form}", made.text)
                    assert (taken.taken.new, taken.taken.changed) == (0, 0), (audience, form)
                else:
                    with pytest.raises(NotImportable, match="both sides"):
                        understand(shelf, Path(f"own.{form}"), made.text.encode("utf-8", "surrogatepass"))
        assert shelf.entries() == entries
        assert shelf.page(page.id) == before
