"""An export taken into the database it was made in changes nothing, whatever it could not see."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.imports.import_file import Imported, NotImportable, understand
from storage.imports.take_records import records_of
from storage.records.header import Details
from storage.shelf import Shelf, Start
from templates.exchange.export import FORMS, export
from templates.filled_page.agreed import Topic
from templates.filled_page.page import (
    KIND_OF,
    Note,
    Rating,
    Retrospective,
    Row,
)
from templates.filled_page.settings import Private, Settings, fields_of
from templates.readers.narrowed import FOR_BOTH, audiences, find_audience
from templates.workbook.writer import write
from tests.storage.work import bring
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
                    assert not [remark for remark in taken.remarks if remark.line], "nobody has changed a word"
                else:
                    with pytest.raises(NotImportable, match="both sides"):
                        understand(shelf, Path(f"own.{form}"), made.text.encode("utf-8", "surrogatepass"))
        assert shelf.entries() == entries
        assert shelf.page(page.id) == before


def nameless(*values: int) -> Retrospective:
    """The small page with values for the vendor that were given without a name."""
    page = small("en")
    ratings = (
        Rating(id=f"x{n}", question="size", side="vendor", anonymous=True, value=value, guess=2 if n == 0 else None)
        for n, value in enumerate(values)
    )
    topic = Topic(id="t", target="n2", place=7, sentence="We guess")
    private = {"n2": Private.SIDE}
    answers = tuple(replace(one, private=private.get(one.id, one.private)) for one in page.answers)
    return replace(page, answers=(*answers, *ratings), topics=(topic,))


@pytest.mark.parametrize("form", ["md", "json"])
def test_what_was_kept_back_is_not_taken_for_removed_while_something_else_was_corrected(
    form: str, shelf: Shelf
) -> None:
    page = standing(shelf, nameless(1, 2, 3))
    text = export(page, FOR_BOTH, form).text
    told = text.replace("We guess", "We guess too often").replace("A price below $5", "A price below $9")
    told = told.replace("A price below \\$5", "A price below \\$9")
    taken = back(shelf, f"own.{form}", told)
    assert (taken.taken.new, taken.taken.changed) == (0, 2)
    now = shelf.page(page.id)
    topic = replace(page.topics[0], sentence="We guess too often")
    assert [(one.target, one.place, one.sentence) for one in now.topics] == [("n2", 7, "We guess too often")]
    assert topic.target == now.topics[0].target
    guesses = {one.id: (one.value, one.guess) for one in now.answers if isinstance(one, Rating)}
    assert guesses["x0"] == (1, 2), "the guess of fewer than three was not in the file"
    assert [one.text for one in now.answers if one.id == "n4" and isinstance(one, Note)] == ["A price below $9"]


def test_what_a_file_corrects_is_taken_and_what_was_changed_here_since_stays_field_by_field(shelf: Shelf) -> None:
    page = standing(shelf, small("en"))
    text = export(page, FOR_BOTH, "json").text
    row = next(one for one in page.answers if one.id == "r1")
    note = next(one for one in page.answers if one.id == "n1")
    assert isinstance(row, Row)
    assert isinstance(note, Note)
    shelf.keep(
        page.id,
        replace(row, cells={**row.cells, "days": "31"}),
        replace(note, private=Private.SIDE),
        replace(next(one for one in page.actions if one.id == "a1"), due="2027-01-01"),
    )
    told = text.replace("Live in one month", "Live in two months").replace("Live by spring.", "Live by May.")
    told = told.replace("Show the swap list every Friday", "Show the swap list every Monday")
    assert back(shelf, "own.json", told).taken.changed == 3
    now = shelf.page(page.id)
    row, note = (next(one for one in now.answers if one.id == id) for id in ("r1", "n1"))
    assert isinstance(row, Row)
    assert isinstance(note, Note)
    assert (row.cells["promise"], row.cells["days"]) == ("Live in two months", "31")
    assert note.text.startswith("Live by May.")
    assert note.private is Private.SIDE, "a file for everybody opens nothing"
    action = next(one for one in now.actions if one.id == "a1")
    assert (action.text, action.due) == ("Show the swap list every Monday", "2027-01-01")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("before", [" — ", " *", "* <!--", "*<!--", " side="])
def test_a_line_broken_by_an_editor_is_no_correction(lang: str, before: str, shelf: Shelf) -> None:
    page = standing(shelf, small(lang))
    text = export(page, FOR_BOTH).text
    lines = []
    for line in text.split("\n"):
        at = line.rfind(before) if line.startswith("- ") else -1
        at = line.find(" ", at) if at > 0 else -1
        lines.append(line if at < 0 else f"{line[:at]}\n  {line[at + 1 :]}")
    assert "\n".join(lines) != text or before == "*<!--"
    taken = back(shelf, "own.md", "\n".join(lines))
    assert (taken.taken.new, taken.taken.changed) == (0, 0)
    assert shelf.page(page.id) == page


def test_a_name_broken_in_two_is_no_correction(shelf: Shelf) -> None:
    page = standing(shelf, small("en"))
    text = export(page, FOR_BOTH).text
    for broken in (text.replace("*Ann Lee*", "*Ann\n  Lee*"), text.replace("— *Ann Lee*", "—\n  *Ann\n  Lee*")):
        assert broken != text
        taken = back(shelf, "own.md", broken)
        assert (taken.taken.new, taken.taken.changed) == (0, 0)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("due 2026-09-18* <", "due 2026-09-25* <"),
        ("| 2, 3 (Ann Lee) ", "| 2, 1 (Ann Lee) "),
        ("Bo Chen (Vendor) · done", "Ann Lee (Vendor) · done"),
        ("- [x] Ten minutes", "- [ ] Ten minutes"),
        ("Check on: 2026-10-02", "Check on: 2026-10-03"),
        ("# Tide tables", "# Tide table"),
        ("### What did you expect?", "### What did you hope for?"),
        ("**Client**: Together", "**Client**: Apart"),
    ],
)
def test_what_was_changed_in_words_that_a_comment_rules_is_said_with_its_line(old: str, new: str, shelf: Shelf) -> None:
    page = standing(shelf, small("en"))
    text = export(page, FOR_BOTH).text
    assert old in text
    told = text.replace(old, new, 1)
    at = next(n for n, line in enumerate(told.split("\n"), 1) if new in line)
    understood = understand(shelf, Path("own.md"), told.encode())
    lines = [remark.line for remark in understood.remarks if remark.line]
    # The line below an item is told with its item.
    assert [line for line in lines if at - 4 < line <= at], (lines, at)
    assert bring(shelf, understood).taken.changed == 0


def test_an_action_and_a_note_that_were_added_without_a_mark_are_said(shelf: Shelf) -> None:
    page = standing(shelf, small("en"))
    text = export(page, FOR_BOTH).text.replace("- [ ] Show", "- [ ] Buy a boat — *Bo*\n- [ ] Show", 1)
    understood = understand(shelf, Path("own.md"), text.encode())
    assert [remark.text for remark in understood.remarks if remark.line] == [
        "An action without a mark was not taken: Buy a boat — Bo"
    ]


def test_a_file_for_fewer_readers_or_for_looking_at_is_refused_by_name_and_content(shelf: Shelf) -> None:
    page = standing(shelf, small("en"))
    client = find_audience(page, "client")
    assert client is not None
    for name, text in (
        ("x.md", export(page, client).text),
        ("x.txt", "\ufeff" + export(page, FOR_BOTH, "csv").text.removeprefix("\ufeff")),
        ("x.md", export(page, FOR_BOTH, "html").text),
        ("x.csv", "a,b\n1,2\n"),
        ("x.ics", "BEGIN:VCALENDAR\nEND:VCALENDAR\n"),
    ):
        with pytest.raises(NotImportable, match="phasebook render RETRO -o FILE"):
            understand(shelf, Path(name), text.encode(), into=page.id)
    strange = b"---\ntitle: a\naudience: everybody\n---\n# Retro\n\n## Good\n\n- much\n"
    assert understand(shelf, Path("other.md"), strange).page is not None, "other people's words stay their own"


@pytest.mark.parametrize(
    "beside", ["Our biggest losses.\n", "- one\n- two\n", "> said\n", "1. first\n", "| A |\n|---|\n| other |\n"]
)
@pytest.mark.parametrize("table_first", [True, False])
def test_a_table_beside_other_words_is_a_question_of_its_own_and_comes_back(
    beside: str, table_first: bool, shelf: Shelf
) -> None:
    table = "| Issue | Impact |\n|---|---|\n| Test data late | high |\n"
    parts = (table, beside) if table_first else (beside, table)
    taken = back(shelf, "r.md", "# R\n\n## What went badly\n\n" + "\n".join(parts))
    page = shelf.page(taken.taken.retrospective)
    for answer in page.answers:
        asked = page.question(answer.question)
        assert asked is not None
        assert asked.kind is KIND_OF[type(answer)]
    for audience in audiences(page):
        for form in FORMS:
            assert export(page, audience, form).text
    for form in ("md", "json"):
        again = back(shelf, f"own.{form}", export(page, FOR_BOTH, form).text)
        assert (again.taken.new, again.taken.changed, again.remarks) == (0, 0, ())


def test_an_answer_of_another_kind_than_its_question_stands_in_every_document(shelf: Shelf) -> None:
    page = small("en")
    asked = [question.id for question in page.workbook.questions]
    strange = tuple(
        replace(answer, id=f"{answer.id}-{question}", question=question, person=None)
        for answer in page.answers
        for question in asked
        if question != answer.question
    )
    page = standing(shelf, replace(page, answers=(*page.answers, *strange)))
    for audience in audiences(page):
        for form in FORMS:
            assert export(page, audience, form).text
