"""Periods told in months and years: what they are, how they are told, what is disputed and what is refused."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from templates.document.render import render
from templates.filled_page.page import Row
from templates.filled_page.rough_dates import backwards, newly_backwards, rough_date
from templates.readings import readings
from templates.readings.in_words import Teller
from templates.readings.phase_map import Account
from tests.templates.reading_examples import answer, four_phases, page

SPANS = {
    "2026-04-17": (date(2026, 4, 17), date(2026, 4, 17), "2026-04-17"),
    "2026-04": (date(2026, 4, 1), date(2026, 4, 30), "2026-04"),
    "2024-02": (date(2024, 2, 1), date(2024, 2, 29), "2024-02"),
    "2026": (date(2026, 1, 1), date(2026, 12, 31), "2026"),
    "2026年4月": (date(2026, 4, 1), date(2026, 4, 30), "2026-04"),
    "２０２６/4/7": (date(2026, 4, 7), date(2026, 4, 7), "2026-04-07"),
    "2026年": (date(2026, 1, 1), date(2026, 12, 31), "2026"),
}


@pytest.mark.parametrize(("written", "span"), list(SPANS.items()))
def test_a_date_is_all_its_days_and_is_kept_as_iso_8601_writes_it(written: str, span: tuple[date, date, str]) -> None:
    found = rough_date(written)
    assert found is not None
    assert (found.first, found.last, found.iso) == span


@pytest.mark.parametrize("written", ["spring", "2026-13", "2026-02-30", "0000", "04-2026", "", "2026-4-7-1"])
def test_what_no_calendar_has_is_no_date(written: str) -> None:
    assert rough_date(written) is None


def account(began: str, ended: str, lang: str = "en") -> tuple[Account, str]:
    """The client's account of a honeymoon told by these two cells, and its words."""
    row = Row(id="1", question="honeymoon-period", side="client", person="ann", cells=_cells(began, ended))
    of = page(row, lang=lang)
    found = readings(of).phases.periods[0].sides["client"]
    return found, Teller.of(of).account(found)


def _cells(began: str, ended: str) -> dict[str, str]:
    return {column: text for column, text in (("began", began), ("ended", ended), ("sign", "a sign")) if text}


TOLD = {
    ("2026-04", "2026-06"): "2026-04 to 2026-06",
    ("2025", "2026-06-30"): "2025 to 2026-06-30",
    ("2026-04", ""): "since 2026-04",
    ("", "2026"): "? to 2026",
    ("", ""): "there was none",
    ("spring", "autumn"): "spring, autumn",
    ("2026-04", "autumn"): "2026-04 to ?",
}


@pytest.mark.parametrize(("cells", "words"), list(TOLD.items()))
def test_an_account_is_told_as_it_was_written_and_only_empty_cells_say_that_there_was_none(
    cells: tuple[str, str], words: str
) -> None:
    found, told = account(*cells)
    assert told == words
    assert found.never is (cells == ("", ""))
    assert found.goes_on is (cells == ("2026-04", ""))


def test_chinese_tells_months_and_years_as_it_writes_them() -> None:
    assert account("2026-04", "2027", "zh")[1] == "2026年4月至2027年"


DISPUTES = {
    ("2026-04", "2026-04-17"): False,
    ("2026-04", "2026-05-07"): False,
    ("2026-04", "2026-05-08"): True,
    ("2026", "2026-04-17"): False,
    ("2026-04", "2026-06"): True,
    ("2026-04-01", "2026-04-08"): False,
    ("2026-04-01", "2026-04-09"): True,
}


@pytest.mark.parametrize(("beginnings", "disputed"), list(DISPUTES.items()))
def test_a_month_is_disputed_only_where_all_of_it_lies_more_than_a_week_apart(
    beginnings: tuple[str, str], disputed: bool
) -> None:
    told = [
        answer(side, "honeymoon-period", side, side, f"began={began} | ended=2027-01-01")
        for side, began in zip(("client", "vendor"), beginnings, strict=True)
    ]
    for rows in (told, told[::-1]):
        assert ("began" in readings(page(*rows)).phases.periods[0].disputed) is disputed


def test_a_document_draws_a_month_from_its_first_day_to_its_last() -> None:
    drawn = render(page(answer("1", "honeymoon-period", "client", "ann", "began=2026-04 | ended=2026-06")))
    assert "2026-04-01, 2026-06-30" in drawn
    assert "about 90 days" in drawn
    assert "there was none" not in drawn


PERIOD = four_phases().question("honeymoon-period")
ENDS = ("2026-04-17", "2026-04", "2026", "2025-12-31", "2025", "2026-05", "spring", "")


@pytest.mark.parametrize(("began", "ended"), list(product(ENDS, ENDS)))
def test_only_an_end_of_which_no_day_can_follow_the_beginning_is_refused(began: str, ended: str) -> None:
    assert PERIOD is not None
    begin, end = rough_date(began), rough_date(ended)
    wrong = begin is not None and end is not None and end.last < begin.first
    cells = _cells(began, ended)
    assert bool(backwards(PERIOD, cells)) is wrong
    assert newly_backwards(PERIOD, cells, cells) == "", "what stands stays"
    assert bool(newly_backwards(PERIOD, cells, {})) is wrong


@given(st.dates(), st.dates(), st.sampled_from((4, 7, 10)), st.sampled_from((4, 7, 10)))
def test_how_far_two_rough_dates_lie_apart_is_what_their_nearest_days_do(
    one: date, other: date, cut: int, also: int
) -> None:
    first, second = rough_date(one.isoformat()[:cut]), rough_date(other.isoformat()[:also])
    assert first is not None
    assert second is not None
    assert first.days_from(second) == second.days_from(first) <= abs((one - other).days)
