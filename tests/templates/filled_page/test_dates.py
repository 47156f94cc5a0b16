"""Days as people say them, in both languages, seen from Tuesday 24 November 2026."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from templates import words
from templates.filled_page.due_dates import (
    DateError,
    due_on,
    read_day,
    rough_day,
    told,
)

TODAY = date(2026, 11, 24)

SAID = {
    "2026-11-24": "today | 今天 | 24 nov | 11月24日",
    "2026-11-25": "tomorrow | Tomorrow. | wed | Wednesday | this wednesday"
    " | 周三 | 星期三 | 礼拜三 | 本周三 | 这周三 | 明天",
    "2026-11-26": "后天 | the day after tomorrow | 周四",
    "2026-11-27": "friday | Fri | by friday | this friday | 周五 | 周 五 | 周五之前 | 大后天 | 三天内 | 本周内"
    " | 这周 | this week | 这个礼拜之内",
    "2026-11-29": "sunday | 星期日 | 周日 | 礼拜天 | 周末 | 本周末 | 周末前 | weekend | this weekend",
    "2026-11-30": "end of month | end of the month | 月底 | 月末 | 本月底 | 30日 | 本月内 | 这个月 | 11月底"
    " | 本月下旬 | this month",
    "2026-12-01": "tuesday | next tuesday | 周二 | 下周二 | in a week",
    "2026-12-04": "next friday | by next Friday | 下周五 | 下星期五 | 下个礼拜五"
    " | 4 dec | fri 4 dec | friday, 4 December"
    " | next week | by the end of next week | 下周 | 下个星期 | 下周内",
    "2026-12-05": "2026-12-05 | 2026/12/5 | 2026.12.05 | ２０２６-１２-０５ | 2026年12月5日 "
    " | 12月5日 | 12 月 5 号 | 十二月五日"
    " | 5 dec | Dec 5 | 5th of December | December 5th, 2026 | 下个月5号 | 5号 | 下月初 | 下个月初 | 12月初"
    " | 2026年12月初",
    "2026-12-06": "下周日 | next sunday | 下周末 | next weekend",
    "2026-12-09": "半个月后 | 半月之后 | 半个月内",
    "2026-12-15": "12月中 | 下月中",
    "2026-12-20": "12月中旬 | 下个月中旬 | 二十号",
    "2026-12-08": "+14d | +2w | +14天 | in 2 weeks | two weeks | in 14 days"
    " | 两周后 | 14 天后 | 十四天后 | 2个星期之后",
    "2026-12-11": "下下周五",
    "2026-12-21": "十二月二十一日 | 12月21号 | 21 december | 二十一号",
    "2026-12-31": "下个月 | 下月 | 下月内 | 2026年12月底 | 2026年十二月底 | 季度末 | 本季度末 | 季末 | 2026年底"
    " | end of the quarter | next month | 年底 | 31号 | 12月底 | 下月底 | dec 31 | end of the year"
    " | end of next month | December 31st",
    "2027-01-01": "元旦 | 元旦前 | 元旦之前",
    "2027-03-31": "下季度末 | 下个季度 | end of next quarter | 明年3月底",
    "2027-05-01": "五一 | 五一前 | 劳动节",
    "2027-05-24": "半年后",
    "2027-10-01": "国庆 | 国庆节前",
    "2027-01-24": "+2m | in two months | 两个月后",
    "2027-01-31": "1月底 | end of January | 31 jan 2027",
    "2027-03-01": "3月1日 | 三月一日 | 明年3月1日 | 1 march | March 1st | 1st of March | March 1, 2027",
    "2027-11-23": "11月23日 | 23 November",
    "2027-11-24": "+1y | 一年后 | in a year",
    "2028-02-29": "2月29日 | 29 feb | Feb 29",
}


@pytest.mark.parametrize(("day", "ways"), SAID.items(), ids=SAID)
def test_a_day_is_read_as_it_is_said(day: str, ways: str) -> None:
    assert {said: due_on(said, TODAY) for said in ways.split(" | ")} == dict.fromkeys(ways.split(" | "), day)


def test_the_end_of_the_year_is_crossed() -> None:
    new_year = date(2026, 12, 31)
    assert due_on("12月5日", new_year) == "2027-12-05"
    assert due_on("next friday", new_year) == due_on("下周五", new_year) == "2027-01-08"
    assert due_on("friday", new_year) == due_on("周五", new_year) == "2027-01-01"
    assert due_on("下月底", new_year) == "2027-01-31"
    assert due_on("+1m", date(2026, 1, 31)) == "2026-02-28"


@pytest.mark.parametrize(
    "said",
    [
        *(
            "soon",
            "下周前",
            "下个月前",
            "春节",
            "末",
            "before next week",
            "99/99",
            "0/0",
            "2026-02-30",
            "2月30日",
            "13月1日",
            "feb 30",
            "friday 5 december 2027",
            "+99999d",
            "+9999y",
        ),
        *("0号", "99日", "[/]", "\x1b[31m", "# x", "二", "12月", "2026", "+d", "d", "\ud800"),
    ],
)
def test_what_is_no_day_is_answered_with_one_sentence(said: str) -> None:
    with pytest.raises(DateError) as caught:
        due_on(said, TODAY)
    assert str(caught.value).startswith(f"“{said}” is not a day that can be read here; write it like 2025-03-31")


def test_a_month_in_figures_is_asked_for_in_the_words_of_the_language() -> None:
    def said(text: str) -> str:
        with pytest.raises(DateError) as caught:
            due_on(text, TODAY)
        return str(caught.value)

    assert said("5/12") == "“5/12” is read differently by different people; write 12 May or 5 December."
    assert said("25/12/2026").endswith("write 25 December.")
    assert said("5.5").endswith("write 5 May.")
    words.use("zh")
    assert said("25/12").endswith("12月25日。")


@pytest.mark.parametrize("text", ["12/5", "12-5", "12.5", "１２／５", "12/05"])
def test_in_chinese_a_month_in_figures_stands_before_its_day(text: str) -> None:
    words.use("zh")
    assert due_on(text, TODAY) == "2026-12-05"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("10月20日", "2026-10-20"),
        ("6月11号", "2026-06-11"),
        ("12月5日", "2026-12-05"),
        ("9月底", "2026-09-30"),
        ("20 oct", "2026-10-20"),
        ("2025年4月", "2025-04"),
        ("2025-04", "2025-04"),
        ("2025年", "2025"),
        ("２０２５", "2025"),
        ("2025年12月底", "2025-12-31"),
        ("今天", "2026-11-24"),
    ],
)
def test_what_has_happened_is_dated_by_the_nearest_such_day(text: str, day: str) -> None:
    assert rough_day(text, TODAY) == day


def test_nothing_stays_nothing() -> None:
    assert due_on("", TODAY) == due_on("  \n", TODAY) == ""


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.integers(0, 6), st.integers(1, 12), st.integers(1, 28))
def test_what_is_to_come_comes_and_soon(today: date, weekday: int, month: int, day: int) -> None:
    english = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")[weekday]
    chinese = "一二三四五六日"[weekday]
    coming = read_day(english, today)
    assert coming == read_day(f"周{chinese}", today)
    assert timedelta(0) < coming - today <= timedelta(7)
    following = read_day(f"next {english}", today)
    assert following == read_day(f"下星期{chinese}", today)
    assert following.weekday() == coming.weekday() == weekday
    assert following.isocalendar()[:2] == (today + timedelta(7)).isocalendar()[:2]
    named = read_day(f"{month}月{day}日", today)
    assert (named.month, named.day) == (month, day)
    assert timedelta(0) <= named - today <= timedelta(366)
    assert read_day(named.isoformat(), today) == named


@given(st.text(st.characters(codec="utf-8")))
def test_any_text_is_a_day_or_refused(said: str) -> None:
    with suppress(DateError):
        assert due_on(said, TODAY) == (read_day(said, TODAY).isoformat() if said.strip() else "")


def test_a_day_is_told_with_its_weekday_in_both_languages() -> None:
    assert told("2026-12-04") == "Fri 2026-12-04"
    words.use("zh")
    assert told("2026-12-04") == "2026-12-04 周五"
    assert told("some day") == "some day"
