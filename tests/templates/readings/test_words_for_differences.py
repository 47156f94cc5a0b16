"""Differences are told in words: no reading shows a sign, so that none can contradict another."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from templates.charts.gaps import gaps_svg
from templates.document.render import render
from templates.filled_page.page import Rating
from templates.readings import readings
from templates.readings.as_json import as_object
from templates.readings.in_words import Teller
from templates.workbook.model import Workbook
from tests.templates.demo_pages import demo_page
from tests.templates.reading_examples import at, example

SIGNED = re.compile(r"(?<![\w.)\-–])[+−-]\d")
"""A number with a sign of its own; not the dash of a range, nor the parts of a day."""
DUTY = "duty-vendor-scope"
WORDS = {
    (4, 1): ("3 apart", "sees itself 3 higher"),
    (1, 4): ("3 apart", "sees itself 3 lower"),
    (3, 3): ("both the same", "sees itself as the other does"),
}
"""The vendor's number of itself and the client's of it, and what the two readings of it say."""


@pytest.mark.parametrize(("numbers", "said"), list(WORDS.items()))
def test_one_question_is_told_alike_by_the_gaps_and_by_the_duties(
    numbers: tuple[int, int], said: tuple[str, str]
) -> None:
    own, outside = numbers
    of = example(f"client Ann {DUTY} {outside}\nvendor Dan {DUTY} {own}").page
    found, teller = readings(of), Teller.of(of)
    assert (teller.apart(found.gaps[0].gap), teller.itself(found.duties[0])) == said


def test_higher_and_lower_are_those_of_the_numbers_beside_them_where_a_low_one_is_the_good_one() -> None:
    of = example(f"client Ann {DUTY} 4\nvendor Dan {DUTY} 1").page
    of = replace(of, workbook=_low_good(of.workbook))
    duty = readings(of).duties[0]
    assert duty.blind
    assert duty.ahead == 3
    assert Teller.of(of).itself(duty) == "sees itself 3 lower"


def _low_good(workbook: Workbook) -> Workbook:
    """The workbook with the duty asked so that a low number is the good one."""
    phases = tuple(
        replace(p, questions=tuple(replace(q, low_good=True) if q.id == DUTY else q for q in p.questions))
        for p in workbook.phases
    )
    return replace(workbook, phases=phases)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_document_and_no_picture_has_a_number_with_a_sign(lang: str) -> None:
    of = demo_page(lang)
    # Only what the program says: whoever writes "-3" has written it.
    of = replace(of, answers=tuple(a for a in of.answers if isinstance(a, Rating)), actions=(), topics=(), groups=())
    found = readings(of)
    assert [gap.gap for gap in found.gaps if gap.gap and gap.gap < 0], "the demo has a gap to tell"
    assert SIGNED.findall(render(of)) == []
    picture = gaps_svg(found.gaps, Teller.of(of))
    assert SIGNED.findall(" ".join(re.findall(r">([^<]+)<", picture))) == []


def test_programs_still_get_the_sign() -> None:
    of = example(f"client Ann {DUTY} 1\nvendor Dan {DUTY} 4").page
    told = as_object(readings(of))
    assert (at(told, "gaps.0.gap"), at(told, "duties.0.ahead")) == (-3, 3)
