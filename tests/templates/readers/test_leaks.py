"""The last look: what somebody copied to where others read it is found, with its place, in every form."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from templates.exchange.export import FORMS, export, refusal
from templates.filled_page.agreed import Review
from templates.filled_page.page import Action, Note, Retrospective
from templates.filled_page.settings import Private
from templates.readers.copied_words import (
    ENOUGH,
    parts,
    plain,
    words,
)
from templates.readers.leak_check import leaks
from templates.readers.narrowed import FOR_BOTH, FOR_EXECUTIVE
from templates.workbook.frame import FACILITATOR
from tests.templates.pages import small

SECRET = "Their sales man promised what nobody could build"


def page_with(*actions: Action, text: str = SECRET, private: Private = Private.SIDE) -> Retrospective:
    """The small page with one private note of the client's, and some actions more."""
    page = small("en")
    note = Note(id="x", question="left", side="client", person="p1", text=text, private=private)
    return replace(page, answers=(*page.answers, note), actions=(*page.actions, *actions))


@pytest.mark.parametrize("form", [form for form in FORMS if form != "csv"])
def test_a_private_sentence_that_was_copied_into_an_action_stops_the_document(form: str) -> None:
    page = page_with(Action(id="z", text=f"Remember: {SECRET.replace(' ', '  ')}!", owner="Bo Chen"))
    made = export(page, FOR_BOTH, form)
    assert [leak.what for leak in made.leaks] == ["a private answer of Client"]
    leak = made.leaks[0]
    assert leak.section == ("actions[1].text" if form == "json" else "Actions")
    assert "Remember" in made.text.split("\n")[leak.line - 1]
    assert SECRET not in str(leak)
    side = page.workbook.sides[0]
    assert not export(page, type(FOR_BOTH)(side.id, side), form).leaks, "its own side may read it"


def test_it_is_said_where_and_what_to_do_and_only_the_first_places_are_named() -> None:
    page = page_with(*(Action(id=f"z{n}", text=SECRET, owner="Bo Chen") for n in range(7)))
    first, *places = refusal(export(page).leaks)
    assert first.startswith("Nothing was written, for it would tell what its readers must not see.")
    assert places[0].startswith("line ")
    assert places[0].endswith("in “Actions”: a private answer of Client")
    assert places[5:] == ["and 2 more places"]
    assert SECRET not in "\n".join(places)


@pytest.mark.parametrize(
    ("page", "what"),
    [
        (page_with(private=Private.FACILITATOR), "an answer marked for the facilitator"),
        (
            replace(small("en"), answers=(Note(id="o", question=FACILITATOR, text=SECRET),)),
            "one of the facilitator's own notes",
        ),
    ],
)
def test_it_is_said_whose_it_is(page: Retrospective, what: str) -> None:
    document = export(replace(page, title=SECRET.upper())).text.replace(SECRET.upper(), SECRET)
    assert {leak.what for leak in leaks(page, FOR_BOTH, document, "md")} == {what}


def test_a_covered_text_is_looked_for_too() -> None:
    page = replace(small("en"), actions=(Action(id="z", text=SECRET),))
    found = export(page, covered=[SECRET]).leaks
    assert [leak.what for leak in found] == ["an answer that is still covered"]


def test_short_words_are_found_only_where_they_stand_alone() -> None:
    within = page_with(Action(id="z", text="No, not now", owner="Bo Chen"), text="not now")
    assert not export(within).leaks
    alone = page_with(Action(id="z", text="not now", owner="Bo Chen"), text="not now")
    assert len(export(alone).leaks) == 1


def test_what_somebody_may_read_says_in_the_same_words_is_no_leak() -> None:
    page = page_with(Action(id="z", text=SECRET))
    open_note = Note(id="y", question="left", side="vendor", text=f"As we say: {SECRET}")
    assert not export(replace(page, answers=(*page.answers, open_note))).leaks
    asked = page_with(text="How far did you trust the other side?")
    assert not export(asked).leaks, "the workbook's words are nobody's secret"


def test_the_name_of_somebody_who_only_sat_there_is_not_told_to_the_executive() -> None:
    page = replace(small("en"), actions=())
    document = export(page, FOR_EXECUTIVE).text + "\nThank you, Ann Lee.\n"
    assert [leak.what for leak in leaks(page, FOR_EXECUTIVE, document, "md")] == [
        "the name of somebody who was at the table"
    ]
    assert not leaks(small("en"), FOR_EXECUTIVE, document, "md"), "whoever does an action is named there"
    assert not leaks(page, FOR_EXECUTIVE, document.replace("Ann Lee", "Joann Leeds"), "md")


@pytest.mark.parametrize("form", ["md", "html", "json", "csv"])
def test_a_name_beside_what_was_written_without_one_is_found(form: str) -> None:
    page = small("en")
    nameless = replace(page, answers=tuple(replace(answer, anonymous=True) for answer in page.answers))
    named = export(page, FOR_BOTH, form).text
    found = {leak.what for leak in leaks(nameless, FOR_BOTH, named, form)}
    # In JSON and CSV words and name are values of their own; there it is the page that keeps them apart.
    assert found == ({"the name of somebody who answered without one"} if form in ("md", "html") else set())
    assert not export(nameless, FOR_BOTH, form).leaks


HAN = "对方的销售当时答应了根本做不出来的功能，我们没有人敢说"
"""A private sentence without spaces."""


@pytest.mark.parametrize(
    ("secret", "told"),
    [
        (SECRET, "THEIR SALES MAN PROMISED WHAT NOBODY COULD BUILD"),
        (SECRET, "Ｔｈｅｉｒ　ｓａｌｅｓ　ｍａｎ promised what nobody could build"),
        (SECRET, "their sales-man promised “what nobody could build”"),
        (SECRET, "Their sa\u00adles man pro\u200bmised what nobody could build"),
        (f"{SECRET} in a year", "As I heard: sales man promised what nobody could build in"),
        ("One two three four five six seven eight nine", "zero, two three four five six seven eight NINE ten"),
        ("Straße nach Süden, lang und leer", "STRASSE NACH SU\u0308DEN, LANG UND LEER"),
        (HAN, "记下：销售当时答应了根本做不出"),
        (HAN, "记下：销售当时，答应了 根本 做不出"),
        ("我们说 API 和 DB 都要在五月重写", "答应：说ＡＰＩ和db都要在五月重写"),
        ("カタカナでひらがなをかいた", "「カタカナでひらがなをかい」"),
    ],
)
def test_a_copy_is_known_whatever_its_case_width_and_punctuation_and_by_a_part(secret: str, told: str) -> None:
    page = page_with(Action(id="z", text=told), text=secret)
    assert {leak.what for leak in export(page).leaks} == {"a private answer of Client"}
    covered = replace(small("en"), actions=(Action(id="z", text=told),))
    assert {leak.what for leak in export(covered, covered=[secret]).leaks} == {"an answer that is still covered"}


@pytest.mark.parametrize(
    ("secret", "told"),
    [
        ("One two three four five six seven eight nine", "one two three four five six seven, and nine"),
        (HAN, "销售当时答应了根本做不"),
        ("1.5", "From 1-5 of them"),
        ("The price", "The price was low"),
        ("never again with them", "whenever against them"),
    ],
)
def test_fewer_words_in_a_row_are_nobodys(secret: str, told: str) -> None:
    assert not export(page_with(Action(id="z", text=told), text=secret)).leaks


def test_words_that_may_be_read_anyway_raise_no_alarm_in_whole_or_in_part() -> None:
    long = "We were told in May that the tables would be ready before the first ship came in"
    quoting = f"It is not true: {long.upper()} — I was there"
    heard = Note(id="y", question="left", side="vendor", text=long)
    page = page_with(Action(id="z", text=f"Find out why {long.lower()}"), text=quoting)
    assert export(page).leaks, "the action tells a part of what is private, as far as anybody can tell"
    assert not export(replace(page, answers=(*page.answers, heard))).leaks, "all may read those words"
    review = Review(id="k", action="a", retrospective="r", text=long)
    assert not export(replace(page, actions=(), reviews=(review,))).leaks, "what was agreed before is everybody's"
    told = "You may say here whatever you want to say, and nobody will ever hold it against you"
    asked = replace(page.workbook, guidance=told)
    page = replace(page_with(Action(id="z", text=told[4:]), text=f"They wrote: {told}"), workbook=asked)
    assert not export(page).leaks


def test_a_name_beside_a_part_of_what_was_written_without_one_is_found() -> None:
    page = small("en")
    said = "Nobody of us dared to say that the date could never be kept"
    page = replace(
        page, answers=(Note(id="n", question="left", side="client", person="p1", anonymous=True, text=said),)
    )
    document = export(page).text + "\n\nANN LEE: nobody of us dared to say that the date\n"
    assert {leak.what for leak in leaks(page, FOR_BOTH, document, "md")} == {
        "the name of somebody who answered without one"
    }
    own = Note(id="n", question="left", side="client", person="p1", anonymous=True, text=f"Ann Lee said that {said}")
    assert not export(replace(page, answers=(own,))).leaks, "whoever wrote a name into the words told it"


WORDS = st.lists(
    st.sampled_from(["alpha", "beta", "gamma", "信", "任", "对", "方", "Api", "ＤＢ", "、", "—", ".", "\u3000"]),
    min_size=1,
    max_size=40,
)


@given(WORDS, WORDS, WORDS, st.integers(0, 30), st.integers(24, 40))
def test_any_part_that_is_long_enough_is_found_wherever_it_was_put(
    secret: list[str], before: list[str], after: list[str], begin: int, length: int
) -> None:
    told = secret[begin : begin + length]
    document = " ".join((*before, *told, *after)).swapcase()
    shared = set(parts(words(plain(" ".join(secret))))) & set(parts(words(plain(document))))
    part = words(plain(" ".join(told)))
    if sum(3 if len(one) > 1 else 2 for one in part) >= ENOUGH + 2:
        assert shared
