"""The comments by which things are taken back: what is written is read, whatever an id or a name looks like."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from templates.document.render import render
from templates.filled_page.agreed import (
    Agreement,
    Group,
    Outcome,
    Review,
    Standing,
    Topic,
    TopicState,
    Vote,
)
from templates.filled_page.page import Note, Retrospective
from templates.markdown.id_comments import (
    Mark,
    items_of,
    mark,
    one_word,
    read_mark,
)
from tests.templates.pages import small
from tests.templates.readback import COMMONMARK, read_back
from tests.templates.strategies import HOSTILE

values = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=12))
named = st.dictionaries(values.filter(bool), values, max_size=4)


@given(id=values.filter(bool), said=named)
def test_a_comment_says_what_was_written_into_it(id: str, said: dict[str, str]) -> None:
    comment = str(Mark(id, said))
    assert read_mark(comment) == Mark(id, said)
    assert "--" not in comment[4:-3]
    assert "|" not in comment
    for line in (f"- word {comment}", f"| word {comment} |\n| --- |\n| word {comment} |", f"### word {comment}"):
        document = COMMONMARK.parse(line)
        found = [child.content for token in document for child in token.children or () if child.type == "html_inline"]
        assert set(found) == {comment}


@given(st.lists(values.filter(bool), max_size=4))
def test_several_texts_are_one_word(items: list[str]) -> None:
    assert items_of(Mark("x", {"checked": one_word(items)}).values["checked"]) == tuple(items)
    read = read_mark(mark("x", checked=one_word(items)))
    assert read is not None
    assert items_of(read.values.get("checked", "")) == tuple(items)


def test_somebody_elses_remark_is_no_mark() -> None:
    assert read_mark("<!---->") is None
    assert read_mark("text") is None
    assert read_mark("<!-- n1 by=p1 -->") == Mark("n1", {"by": "p1"})
    assert read_mark("<!-- n2 opened -->") == Mark("n2", {"opened": ""})


def marks_in(page: Retrospective) -> list[Mark]:
    """Every comment of the joint document, in order."""
    return [found for comment in re.findall("<!--.*?-->", render(page)) if (found := read_mark(comment))]


def test_every_answer_person_and_action_can_be_taken_back_by_its_own_comment() -> None:
    for page in (small("en"), small("zh")):
        found = {mark.id: mark.values for mark in marks_in(page)}
        for answer in page.answers:
            said = found[answer.id]
            assert said.get("side") == answer.side
            assert said.get("by") == answer.person
        assert {person.id for person in page.people} <= found.keys()
        assert {action.id for action in page.actions} <= found.keys()
        for action in page.actions:
            assert found[action.id].get("owner", "") == action.owner
            assert found[action.id].get("due", "") == action.due


def test_a_cell_whose_words_are_not_what_is_kept_is_told_exactly() -> None:
    found = {mark.id: mark.values for mark in marks_in(small("zh"))}
    assert found["r1"] == {"side": "vendor", "by": "p2", "cell.kept": "no", "cell.day": "2025-08-18"}
    assert found["r2"] == {"side": "client"}
    assert found["s1"] == {"side": "client", "by": "p1", "value": "3", "guess": "2"}
    assert found["c1"] == {"side": "client", "by": "p1", "checked": "a,b"}
    assert found["d1"] == {"question": "pay", "side": "client", "by": "p1", "value": "3"}
    assert found["columns"] == {"promise": "text", "day": "date", "days": "number", "kept": "choice"}
    assert found["trust"] == {"guess": "yes"}


def met(page: Retrospective) -> Retrospective:
    """A page with what a meeting makes of its answers."""
    turning = [
        replace(answer, group="g1", turning=answer.id == "n1")
        if isinstance(answer, Note) and answer.id != "n3"
        else answer
        for answer in page.answers
    ]
    return replace(
        page,
        answers=tuple(turning),
        groups=(Group(id="g1", title="# One voice", question="expected"), Group(id="g2", title="Nobody's")),
        votes=(
            Vote(id="v1", target="g1", side="client", person="p1", count=2),
            Vote(id="v2", target="g1", side="vendor", person="p2"),
        ),
        topics=(
            Topic(id="t2", target="promises", place=2, state=TopicState.LATER),
            Topic(
                id="t1",
                target="g1",
                place=1,
                sentence="Nobody says\nno.",
                accepted=("client",),
                refused=("vendor",),
                dissent="How *often*",
                state=TopicState.DECIDED,
            ),
        ),
        agreements=(
            Agreement(id="m1", text="We ask before we promise"),
            Agreement(id="m2", text="No mail at night", state=Standing.DROPPED, why="It came anyway"),
        ),
        reviews=(
            Review(id="w1", action="x1", retrospective="y", text="Buy a whiteboard", owner="Ann Lee", side="client"),
            Review(id="w2", action="x2", retrospective="y", text="Call weekly", outcome=Outcome.KEPT, why="Half done"),
        ),
        actions=(replace(page.actions[1], topic="t1", earlier="x9"), *page.actions),
    )


def test_what_a_meeting_made_stands_in_the_document() -> None:
    document = render(met(small("en")))
    assert document.index("## Actions") < document.index("## Agreements") < document.index("## The start")
    assert (
        "## What became of earlier actions\n\n"
        "- Call weekly — *still to be done* <!-- w2 action=x2 retrospective=y outcome=kept -->\n"
        "  - Why: Half done <!-- why -->\n"
        "- Buy a whiteboard — *Ann Lee (Client) · not looked at* "
        "<!-- w1 action=x1 retrospective=y owner=Ann%20Lee side=client -->\n"
    ) in document
    assert (
        "## Topics\n\n"
        "- **\\# One voice** (decided · 3 votes: Client 2, Vendor 1) "
        "<!-- t1 target=g1 place=1 accepted=client refused=vendor state=decided -->\n"
        "  - The problem: Nobody says\\\n    no. <!-- sentence -->\n"
        "  - Accepted by: Client · Not accepted by: Vendor\n"
        "  - Where the sides differ: How \\*often\\* <!-- dissent -->\n\n"
        "### Left for later\n\n"
        "- **Which promises were made?** <!-- t2 target=promises place=2 state=later -->\n"
    ) in document
    assert "- No mail at night — *dropped* <!-- m2 state=dropped -->\n  - Why: It came anyway <!-- why -->" in document
    assert "\\*never again\\* <!-- n3 -->\n\n#### # One voice <!-- g1 question=expected -->" in document
    assert "- A price below $5 — *Client* <!-- n4 side=client group=g1 -->" in document
    assert "*Client · Ann Lee · turning point* <!-- n1 side=client by=p1 group=g1 turning -->" in document
    assert "Nobody's" not in document, "a group without notes says nothing"
    assert "Topic: # One voice · agreed anew from an earlier retrospective" in document
    assert read_back(document).headings.count(("h4", "# One voice")) == 1


def test_nothing_is_told_of_a_vote_before_all_have_voted() -> None:
    page = met(small("en"))
    settings = type(page.settings)
    document = render(replace(page, settings=settings(voting=type(page.settings.voting)("open"))))
    assert "votes" not in document
