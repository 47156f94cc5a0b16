"""Who reads what: nothing private of one side reaches anybody else, in any form, whatever is marked how."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from templates.exchange.export import (
    FORMS,
    export,
    name_of,
    preview,
)
from templates.filled_page.agreed import Group, Topic, Vote
from templates.filled_page.page import (
    Answer,
    Note,
    Rating,
    Retrospective,
    Row,
)
from templates.filled_page.settings import Private, Settings, Voting
from templates.readers.beside_the_page import NOTHING
from templates.readers.narrowed import (
    FOR_BOTH,
    FOR_EXECUTIVE,
    Audience,
    audiences,
    find_audience,
    may_read,
    narrowed,
    sight,
    texts_of,
)
from templates.workbook.frame import APPRECIATIONS, FACILITATOR
from tests.templates.pages import small

MARKS = st.sampled_from((Private.EVERYBODY, Private.EVERYBODY, Private.SIDE, Private.FACILITATOR))


def worded(page: Retrospective) -> Retrospective:
    """The page with a word of its own in every text somebody wrote."""

    def with_words(n: int, answer: Answer) -> Answer:
        also = tuple(
            (field, f"alsoqz{n}x" if field in ("text", "cell.promise") else value) for field, value in answer.also
        )
        match answer:
            case Note():
                return replace(answer, text=f"noteqz{n}x **of** many", also=also)
            case Row():
                return replace(answer, cells={**answer.cells, "promise": f"cellqz{n}x | more"}, also=also)
            case _:
                return replace(answer, also=also)

    return replace(page, answers=tuple(with_words(n, answer) for n, answer in enumerate(page.answers)))


@st.composite
def marked(draw: st.DrawFn) -> Retrospective:
    """A page whose answers, questions and phases are marked in any way, with groups and votes."""
    page = worded(small(draw(st.sampled_from(("en", "zh")))))
    own = Note(id="own", question=FACILITATOR, text="ownqzx to myself")
    thanks = Note(id="thanks", question=APPRECIATIONS, side="vendor", person="p2", text="thanksqzx to all")
    answers = tuple(
        replace(answer, private=draw(MARKS), anonymous=draw(st.booleans())) for answer in (*page.answers, own, thanks)
    )
    in_groups = st.sampled_from((None, "g1", "g2"))
    answers = tuple(replace(one, group=draw(in_groups)) if isinstance(one, Note) else one for one in answers)
    ids = [*(q.id for q in page.workbook.questions), *(phase.id for phase in page.workbook.phases), APPRECIATIONS]
    private = draw(st.dictionaries(st.sampled_from(ids), MARKS, max_size=3))
    return replace(
        page,
        answers=answers,
        settings=Settings(private=private),
        groups=(Group(id="g1", title="groupqz1x"), Group(id="g2", title="groupqz2x")),
        topics=(Topic(id="t", target=draw(st.sampled_from(("g1", "n1", "n4", "r1")))),),
        votes=(Vote(id="v", target="n1", side="client", person="p1"), Vote(id="w", target="g1", side="vendor")),
    )


def secrets(page: Retrospective, audience: Audience) -> Iterator[str]:
    """The words this audience must not meet: those of answers it may not read, and of groups only these explain."""
    for answer in page.answers:
        if not may_read(page, audience, answer):
            yield from (word for text in texts_of(answer) for word in text.split() if "qz" in word)
    for group in page.groups:
        members = page.in_group(group.id)
        if members and not any(may_read(page, audience, note) for note in members):
            yield group.title


@settings(max_examples=12)
@given(page=marked())
def test_nothing_private_reaches_another_audience_in_any_form(page: Retrospective) -> None:
    for audience in audiences(page):
        hidden = set(secrets(page, audience))
        seen = {word for answer in page.answers for text in texts_of(answer) for word in text.split() if "qz" in word}
        for form in FORMS:
            text = export(page, audience, form).text
            told = unescape(text) if form == "html" else text
            assert not [word for word in hidden if word in told], (audience, form)
            if audience.is_executive:
                assert "qz" not in told
            elif form in ("json", "csv"):
                assert {word for word in seen if not word.startswith("also") and word not in told} <= hidden
            assert "ownqzx" not in told


@settings(max_examples=15)
@given(page=marked())
def test_what_an_audience_may_not_read_does_not_even_change_its_document(page: Retrospective) -> None:
    for audience in audiences(page):
        changed = tuple(
            replace(answer, text="otherqz words")
            if isinstance(answer, Note) and not may_read(page, audience, answer)
            else answer
            for answer in page.answers
        )
        other = replace(page, answers=changed)
        assert narrowed(other, audience).answers == narrowed(page, audience).answers
        assert export(other, audience, "json").text == export(page, audience, "json").text


def with_marks(**marks: Private) -> Retrospective:
    """The small page with some answers marked."""
    page = small("en")
    return replace(page, answers=tuple(replace(a, private=marks.get(a.id, a.private)) for a in page.answers))


def test_each_audience_sees_what_is_meant_for_it() -> None:
    page = with_marks(n1=Private.SIDE, n2=Private.FACILITATOR, n3=Private.SIDE)
    seen = {
        one.key: {answer.id for answer in narrowed(page, one).answers} & {"n1", "n2", "n3", "n4"}
        for one in audiences(page)
    }
    assert seen == {
        "joint": {"n4"},
        "executive": set(),
        "client": {"n1", "n4"},
        "vendor": {"n4"},
    }, "n2 is for the facilitator, and n3 of no side: they stand in no document"


def test_a_question_and_a_stage_can_be_private_as_a_whole() -> None:
    page = small("en")
    question = replace(page, settings=Settings(private={"expected": Private.SIDE}))
    assert not {a.id for a in narrowed(question, FOR_BOTH).answers} & {"n1", "n2", "n3", "n4"}
    stage = replace(page, settings=Settings(private={"start": Private.SIDE}))
    assert {answer.question for answer in narrowed(stage, FOR_BOTH).answers} == {"pay", "today"}
    assert "Not answered — **The end**" in export(stage).text, "what is private is not called unanswered"


def test_where_two_laptops_marked_one_answer_differently_the_narrower_mark_holds() -> None:
    page = small("en")
    note = replace(page.answers[0], also=(("private", "side"),))
    assert not may_read(replace(page, answers=(note,)), FOR_BOTH, note)
    assert not may_read(page, FOR_BOTH, replace(note, also=(("private", "not known yet"),)))


def test_what_was_written_without_a_name_stays_so_even_if_a_person_is_kept() -> None:
    page = small("en")
    answers = tuple(replace(answer, anonymous=True) for answer in page.answers)
    page = replace(page, answers=answers)
    assert all(answer.person is None for one in audiences(page) for answer in narrowed(page, one).answers)
    for form in FORMS:
        text = export(page, FOR_BOTH, form).text
        assert "*Ann Lee*" not in text
        assert "Vendor · Bo Chen" not in text


def test_nothing_of_a_vote_is_told_while_it_is_open() -> None:
    page = replace(small("en"), votes=(Vote(id="v", target="n1", side="client", person="p1"),))
    assert narrowed(page, FOR_BOTH).votes
    assert not narrowed(replace(page, settings=Settings(voting=Voting.OPEN)), FOR_BOTH).votes


def test_the_executive_gets_figures_without_names_and_what_was_agreed() -> None:
    told = json.loads(export(small("en"), FOR_EXECUTIVE, "json").text)
    assert told["people"] == []
    assert {answer["kind"] for answer in told["answers"]} == {"scale", "choice", "checklist"}
    assert {answer["by"] for answer in told["answers"]} == {None}
    assert [action["owner"] for action in told["actions"]] == ["Ann Lee", None, "Bo Chen", "Ann Lee"]
    assert "acceptance" not in told["readings"]
    assert told["readings"]["page"]


def test_audiences_are_found_by_their_key_and_sides_by_name_and_party_too() -> None:
    page = small("en")
    assert find_audience(page, "joint") == FOR_BOTH
    assert find_audience(page, "executive") == FOR_EXECUTIVE
    assert {find_audience(page, key) for key in ("client", "Client", "harbour office")} == {
        Audience("client", page.workbook.sides[0])
    }
    assert find_audience(page, "nobody") is None
    team = replace(page, workbook=replace(page.workbook, sides=()))
    assert [one.key for one in audiences(team)] == ["joint", "executive"]


@pytest.mark.parametrize(
    ("key", "sentences"),
    [
        ("joint", ("For both sides: 12 answers and 4 actions. "
         "Left out: 1 private answer of Client, 1 private answer of Vendor, 1 marked for the facilitator, "
         "1 note of the facilitator's own.")),
        ("executive", ("For the executive: 4 actions, the findings and the curve, from 12 answers; nobody's words. "
         "Left out: 1 private answer of Client, 1 private answer of Vendor, 1 marked for the facilitator, "
         "1 note of the facilitator's own.")),
        ("client", ("For Client only: 13 answers, 1 of them private; 4 actions. "
         "Left out: 1 private answer of Vendor, 1 marked for the facilitator, 1 note of the facilitator's own.")),
        ("vendor", ("For Vendor only: 13 answers, 1 of them private; 4 actions. "
         "Left out: 1 private answer of Client, 1 marked for the facilitator, 1 note of the facilitator's own.")),
    ],
)  # fmt: skip
def test_what_an_audience_will_and_will_not_see_is_said_before(key: str, sentences: str) -> None:
    page = with_marks(n1=Private.SIDE, n2=Private.SIDE, n3=Private.FACILITATOR)
    page = replace(page, answers=(*page.answers, Note(id="o", question=FACILITATOR, text="Speak slower")))
    audience = find_audience(page, key)
    assert audience is not None
    assert preview(page, audience, NOTHING) == sentences
    assert sight(page, audience, NOTHING).shown == sum(may_read(page, audience, answer) for answer in page.answers)
    assert name_of(audience, page)


def test_with_nothing_private_nothing_is_left_out() -> None:
    assert preview(small("en"), FOR_BOTH, NOTHING) == "For both sides: 15 answers and 4 actions. Nothing is left out."


def test_a_side_reads_in_its_own_document_what_is_private_in_it() -> None:
    page = with_marks(n1=Private.SIDE, d1=Private.SIDE, r2=Private.FACILITATOR)
    client = find_audience(page, "client")
    assert client is not None
    document = export(page, client).text
    assert "> **For Client only (2 private answers)**" in document
    assert "no mails — *Ann Lee · private*\n" in document
    assert "facilitator" not in document
    assert 'audience: "client"\n' in document
    assert "<!--" not in document, "one side's document carries no ids"


def test_few_unnamed_figures_are_kept_back_in_every_document() -> None:
    page = small("en")
    rating = Rating(id="x", question="size", side="vendor", anonymous=True, value=1)
    page = replace(page, answers=(*page.answers, rating))
    assert "fewer than three people" in export(page).text
    assert '"x"' not in export(page, FOR_BOTH, "csv").text


def test_every_figure_of_a_side_says_how_much_of_it_only_that_side_may_see() -> None:
    page = with_marks(
        d1=Private.SIDE, h1=Private.SIDE, c1=Private.SIDE, s1=Private.SIDE, d2=Private.SIDE, n2=Private.SIDE
    )
    client = find_audience(page, "client")
    assert client is not None
    document = export(page, client).text
    assert (
        "Figures here also count what only Client may read; the joint document's do not. By question: "
        "How far did you trust the other side? (1) · Which of these did you see? (1) · "
        "Did the client pay on time? (1) · How do you stand today? (1)\n"
    ) in document
    assert "1 private" not in export(page).text
    for sentence in ("n = 1) (1 private)", "✓ Ann Lee, 1 private", "1 (1 private)", "Ann Lee, 1 private)"):
        assert sentence in document, sentence
    told = {one["id"]: one["private"] for one in json.loads(export(page, client, "json").text)["answers"]}
    assert told["d1"] == "side"
    assert "d2" not in told


def test_what_a_question_is_set_to_is_told_in_a_sides_json_and_csv_as_an_answers_own_mark() -> None:
    page = replace(small("en"), settings=Settings(private={"pay": Private.SIDE}))
    client = find_audience(page, "client")
    assert client is not None
    told = {one["id"]: one["private"] for one in json.loads(export(page, client, "json").text)["answers"]}
    assert told["d1"] == "side"
    assert '"","own side",""' in export(page, client, "csv").text


@given(page=marked())
@settings(max_examples=15)
def test_what_is_for_the_facilitator_stands_in_no_document(page: Retrospective) -> None:
    kept = [answer for answer in page.answers if page.visibility(answer) is Private.FACILITATOR]
    for audience in audiences(page):
        assert not {answer.id for answer in kept} & {answer.id for answer in narrowed(page, audience).answers}
    assert sight(page, FOR_BOTH, NOTHING).facilitator <= len(kept)
