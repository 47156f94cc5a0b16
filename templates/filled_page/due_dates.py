"""Days as people say them when something is due, in English and in Chinese, seen from a given day.

A day without its year is the next such day; where what has happened is dated, the nearest. `friday` is the next Friday
after today; `next friday` and 下周五 are the Friday of next week, weeks beginning on Monday; `next week` is done by its
last working day, the Friday, too, and 下个月 by its last day. 月初 is the 5th, 月中 the 15th. What could be read in two
ways, such as 5/12, is not read at all; in Chinese it can not: 12/5 is 5 December.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from templates.words import N_, _, current


class DateError(ValueError):
    """A text is no day that can be read; its own text is one sentence that says so."""


def read_day(text: str, today: date, *, near: bool = False) -> date:
    """The day that `text` names, seen from `today`; with `near`, a day without its year is the nearest such day.

    Raises:
        DateError: it names none, or one that no calendar has.
    """
    said = _plain(text)
    for pattern, read in _FORMS:
        if (found := pattern.fullmatch(said)) is not None:
            try:
                return read(found, today - _HALF_A_YEAR if near and read in _WITHOUT_A_YEAR else today)
            except (ValueError, OverflowError):
                break
    found = _TWO_WAYS.fullmatch(said)
    if found is not None and current() == "zh" and not found[3] and int(found[1]) <= 12:
        return read_day(f"{found[1]}月{found[2]}日", today, near=near)
    if found is not None and (sentence := _both_ways(text.strip(), found)):
        raise DateError(sentence)
    raise DateError(
        _("“{text}” is not a day that can be read here; write it like {examples}.").format(
            text=text.strip(), examples=_("2025-03-31, +14d, next friday or 5 December")
        )
    )


def _both_ways(text: str, found: re.Match[str]) -> str:
    """That a day with its month in figures can be read in two ways, and how to write either, as this language does."""
    one, other = int(found[1]), int(found[2])
    ways = [(month, day) for month, day in ((one, other), (other, one)) if month <= 12 and 1 <= day <= _longest(month)]
    written = [_("{day} {month}").format(day=day, month=_(_MONTH_NAMES[month - 1])) for month, day in ways if month]
    if not written:
        return ""
    either = _("{one} or {other}").format(one=written[0], other=written[-1]) if len(set(written)) > 1 else written[0]
    return _("“{text}” is read differently by different people; write {days}.").format(text=text, days=either)


def _longest(month: int) -> int:
    return monthrange(2024, month)[1] if month else 0


def rough_day(text: str, today: date) -> str:
    """A day, a month or a year of what has happened, as far as ISO 8601 writes it: 2025-03-31, 2025-03, 2025.

    Raises:
        DateError: it is neither.
    """
    said = unicodedata.normalize("NFKC", text).strip()
    if (found := _ROUGH.fullmatch(said)) is not None:
        month = int(found[2] or 0)
        if month <= 12:
            return f"{found[1]}-{month:02}" if month else found[1]
    return read_day(text, today, near=True).isoformat()


def due_on(text: str, today: date) -> str:
    """The day that `text` names as an ISO date; an empty text stays empty."""
    return read_day(text, today).isoformat() if text.strip() else ""


def told(day: str) -> str:
    """An ISO date with its weekday, in the language of this run; anything else as it is."""
    try:
        known = date.fromisoformat(day)
    except ValueError:
        return day
    names = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
    return _("{weekday} {date}").format(weekday=names[known.weekday()], date=day)


def _plain(text: str) -> str:
    """A text in half-width letters and digits, small, without what carries no meaning."""
    said = unicodedata.normalize("NFKC", text).casefold().strip().strip(".,;!。，；！")
    said = re.sub(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])", "", said)
    said = re.sub(r"[\s,]+", " ", said)
    if _BEFORE_A_WEEK.fullmatch(said):
        return said  # its beginning is meant, and no day of it
    said = said.removesuffix("下班前")
    said = re.sub(r"^(?:by|on|until|till|due|before|at) |^[在到]|(?:之?前|以前|截止|为止)$", "", said).strip()
    return re.sub("[两廿〇零一二三四五六七八九十]+", _figures, said)


_DIGITS = {"〇": 0, "零": 0, **{sign: n for n, sign in enumerate("一二三四五六七八九", start=1)}, "两": 2}


def _figures(found: re.Match[str]) -> str:
    """A number below a hundred, or a year's digits, written in Chinese."""
    written = found[0].replace("廿", "二十")
    if written == "零" or len(written) > 3 or "十" not in written:
        return "".join(str(_DIGITS[sign]) for sign in written if sign in _DIGITS)
    tens, _ten, ones = written.partition("十")
    return str(_DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0))


# -- where a day stands in its week, month and year ----------------------------------------------------------------


def _week_day(today: date, weekday: int, weeks: int) -> date:
    """A weekday (Monday 0) of the week `weeks` ahead of today's."""
    return today - timedelta(days=today.weekday()) + timedelta(weeks=weeks, days=weekday)


def _coming(today: date, weekday: int) -> date:
    """The next such weekday after today."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _months_on(today: date, months: int) -> tuple[int, int]:
    """The year and month `months` after today's."""
    years, month = divmod(today.month - 1 + months, 12)
    return today.year + years, month + 1


def _month_end(today: date, months: int) -> date:
    year, month = _months_on(today, months)
    return date(year, month, monthrange(year, month)[1])


def _next_such(today: date, month: int, day: int) -> date:
    """The next day of this name, today included; 29 February waits for its year."""
    if not 1 <= day <= monthrange(2024, month)[1]:
        raise ValueError(day)
    year = today.year
    while True:
        if day <= monthrange(year, month)[1] and (found := date(year, month, day)) >= today:
            return found
        year += 1


def _next_day_of_month(today: date, day: int) -> date:
    """The next such day of a month, today included."""
    for months in range(12):
        year, month = _months_on(today, months)
        if day <= monthrange(year, month)[1] and (found := date(year, month, day)) >= today:
            return found
    raise ValueError(day)


def _months_later(today: date, months: int) -> date:
    """The same day some months on, or the last one of that month."""
    year, month = _months_on(today, months)
    return date(year, month, min(today.day, monthrange(year, month)[1]))


def _later(today: date, number: str, unit: str) -> date:
    n = int(number) if number else 1
    match unit[0]:
        case "w" | "周" | "星" | "礼":
            return today + timedelta(weeks=n)
        case "m" | "月" | "个":
            return _months_later(today, n)
        case "y" | "年":
            return _months_later(today, 12 * n)
        case _:
            return today + timedelta(days=n)


# -- the forms -----------------------------------------------------------------------------------------------------

_WEEKDAYS = {
    name: n
    for n, names in enumerate(
        (
            ("monday", "mon"),
            ("tuesday", "tue", "tues"),
            ("wednesday", "wed"),
            ("thursday", "thu", "thur", "thurs"),
            ("friday", "fri"),
            ("saturday", "sat"),
            ("sunday", "sun"),
        )
    )
    for name in names
}
_MONTHS = {
    name: n
    for n, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sep", "sept"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_MONTH_NAMES = (
    *(N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June")),
    *(N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December")),
)
_TWO_WAYS = re.compile(r"(\d{1,2})[/.-](\d{1,2})([/.-]\d{4})?", re.ASCII)
"""A day and a month in figures: which is which depends on who reads it."""
_BEFORE_A_WEEK = re.compile(r"before next (?:week|month)|下个?(?:周|星期|礼拜|月)(?:之?前|以前)")
_ROUGH = re.compile(r"(\d{4})(?:(?:[-/.]|年)(\d{1,2})月?)?年?", re.ASCII)
_HALF_A_YEAR = timedelta(182)
_NUMBERS = {
    word: str(n)
    for n, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), start=1
    )
} | {"a": "1", "an": "1"}
_FRIDAY = 4
_CHINESE_WEEKDAYS = {**{str(n + 1): n for n in range(6)}, "日": 6, "天": 6, "7": 6}
_SOON = {"today": 0, "tonight": 0, "tomorrow": 1, "the day after tomorrow": 2, "day after tomorrow": 2}
_SOON |= {"今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2, "大后天": 3, "后日": 2}
_HOLIDAYS = {"元旦": (1, 1), "51": (5, 1), "51节": (5, 1), "劳动节": (5, 1), "国庆": (10, 1), "国庆节": (10, 1)}
"""Those that fall on the same day every year; 五一 has become a figure by then."""
_PARTS = {"初": 5, "上旬": 10, "中": 15, "中旬": 20}
"""The day by which what is due in a part of a month is done; 底, 末, 下旬 and 内 are its last one."""
_YEARS_ON = {"今": 0, "本": 0, "明": 1, "后": 2}


def _one_of(names: Mapping[str, object]) -> str:
    """A pattern for any of these words, the longer ones first."""
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


def _word_month(found: re.Match[str], today: date) -> date:
    month, day, year = _MONTHS[found["month"]], int(found["day"]), found["year"]
    named = date(int(year), month, day) if year else _next_such(today, month, day)
    if found["weekday"] and named.weekday() != _WEEKDAYS[found["weekday"]]:
        raise ValueError(found[0])  # a Friday that is none: one of the two is a slip
    return named


def _chinese_day(found: re.Match[str], today: date) -> date:
    month, day, year, ahead = int(found["month"]), int(found["day"]), found["year"], found["ahead"]
    if year or ahead:
        return date(int(year) if year else today.year + _YEARS_ON[ahead], month, day)
    return _next_such(today, month, day)


def _chinese_week(found: re.Match[str], today: date) -> date:
    weekday, ahead = _CHINESE_WEEKDAYS[found["weekday"]], found["ahead"] or ""
    if not ahead:
        return _coming(today, weekday)
    return _week_day(today, weekday, ahead.count("下"))


def _english_week(found: re.Match[str], today: date) -> date:
    weekday, ahead = _WEEKDAYS[found["weekday"]], found["ahead"]
    if ahead == "next":
        return _week_day(today, weekday, 1)
    if ahead == "this":
        return _week_day(today, weekday, 0)
    return _coming(today, weekday)


def _day_of_month(found: re.Match[str], today: date) -> date:
    ahead = found["ahead"]
    if not ahead:
        return _next_day_of_month(today, int(found["day"]))
    year, month = _months_on(today, ahead.count("下"))
    return date(year, month, int(found["day"]))


def _chinese_later(found: re.Match[str], today: date) -> date:
    return _later(today, found[1], found[2].removeprefix("个") if found[2] != "个月" else "月")


def _end_of_month(today: date, month: int) -> date:
    """The last day of the next such month, this one included."""
    year = today.year if month >= today.month else today.year + 1
    return date(year, month, monthrange(year, month)[1])


def _part_of_month(found: re.Match[str], today: date) -> date:
    """月底, 下月初, 12月中旬, 2026年12月底: the day by which that part of a month is over."""
    named = found.groupdict()
    if month := named.get("month"):
        year = int(named["year"]) if named["year"] else today.year + _YEARS_ON.get(named["ahead"] or "今", 0)
        first = date(year, int(month), 1)
        if not named["year"] and not named["ahead"] and _in_month(first, named["part"]) < today:
            first = date(year + 1, int(month), 1)
        return _in_month(first, named["part"])
    return _in_month(date(*_months_on(today, named["next"].count("下")), 1), named["part"])


def _in_month(first: date, part: str) -> date:
    return first.replace(day=_PARTS.get(part) or monthrange(first.year, first.month)[1])


def _quarter_end(today: date, quarters: int) -> date:
    return _month_end(today, 2 - (today.month - 1) % 3 + 3 * quarters)


def _this_week(today: date) -> date:
    """Its last working day, or on a weekend its last day."""
    return _week_day(today, _FRIDAY if today.weekday() <= _FRIDAY else 6, 0)


def _sunday(today: date, weeks: int) -> date:
    return _week_day(today, 6, weeks)


_NUMBER = rf"(?P<n>\d{{1,4}}|{_one_of(_NUMBERS)})"
_MONTH = rf"(?P<month>{_one_of(_MONTHS)})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?: (?P<year>\d{4}))?"
_WEEKDAY = rf"(?P<weekday>{_one_of(_WEEKDAYS)})\.?"

_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], date]], ...] = tuple(
    (re.compile(pattern, re.ASCII), read)
    for pattern, read in (
        (
            r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{4})/(\d{1,2})/(\d{1,2})|(\d{4})\.(\d{1,2})\.(\d{1,2})",
            lambda m, _today: date(*(int(part) for part in m.groups() if part)),
        ),
        (r"\+ ?(\d{1,4}) ?([dwmy天周月年]|个月|星期)", lambda m, today: _later(today, m[1], m[2])),
        (
            rf"(?:in )?{_NUMBER} (?P<unit>days?|weeks?|months?|years?)(?: from (?:now|today))?",
            lambda m, today: _later(today, _NUMBERS.get(m["n"], m["n"]), m["unit"]),
        ),
        (r"(\d{1,4})(天|日|周|个?星期|个?礼拜|个月|年)(?:之?后|以后|内|之内)", _chinese_later),
        (_one_of(_SOON), lambda m, today: today + timedelta(days=_SOON[m[0]])),
        (rf"(?:(?P<ahead>next|this) |coming )?{_WEEKDAY}", _english_week),
        (
            r"(?:(?:the )?end of )?next week|(?:下个?(?:周|星期|礼拜))(?:[内底]|之内)?",
            lambda _m, today: _week_day(today, _FRIDAY, 1),
        ),
        (r"(?P<ahead>[这本]个?|下+个?)?(?:周|星期|礼拜)(?P<weekday>[1-7日天])", _chinese_week),
        (rf"(?:{_WEEKDAY} )?{_DAY}(?: of)? {_MONTH}{_YEAR}", _word_month),
        (rf"(?:{_WEEKDAY} )?{_MONTH} {_DAY}{_YEAR}", _word_month),
        (
            r"(?:(?P<year>\d{4})年|(?P<ahead>[今本明后])年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]?",
            _chinese_day,
        ),
        (r"(?P<ahead>本月|这个?月|下个?月)?(?P<day>\d{1,2})[日号]", _day_of_month),
        (r"(?:the )?end of (?:the |this )?month|month end|eom|this month", lambda _m, day: _month_end(day, 0)),
        (r"(?:(?:the )?end of )?next month", lambda _m, day: _month_end(day, 1)),
        (r"(?P<next>[本这]个?|下+个?)月(?P<part>)", _part_of_month),
        (r"(?P<next>|[本这]个?|下+个?)月(?P<part>[初中底末内]|[上中下]旬|之内)", _part_of_month),
        (r"half a (?:month|moon) from now|半个?月(?:之?后|以后|内|之内)", lambda _m, day: day + timedelta(15)),
        (r"半年(?:之?后|以后|内|之内)", lambda _m, day: _months_later(day, 6)),
        (r"(?:the |this )?weekend|[本这]?个?(?:周|星期|礼拜)末", lambda _m, day: _sunday(day, 0)),
        (r"next weekend|下个?(?:周|星期|礼拜)末", lambda _m, day: _sunday(day, 1)),
        (r"this week|(?:[本这]个?)(?:周|星期|礼拜)(?:[内底]|之内)?", lambda _m, day: _this_week(day)),
        (
            r"(?:the )?end of (?:the |this )?quarter|(?:本|这个?)?季度?[底末内]|本季度|这个?季度",
            lambda _m, day: _quarter_end(day, 0),
        ),
        (r"(?:the )?end of next quarter|下个?季度?[底末内]|下个?季度", lambda _m, day: _quarter_end(day, 1)),
        (rf"{_one_of(_HOLIDAYS)}", lambda m, day: _next_such(day, *_HOLIDAYS[m[0]])),
        (r"(\d{4})年[底末]", lambda m, _day: date(int(m[1]), 12, 31)),
        (r"(?:the )?end of (?:the |this )?year|year end|eoy|[今本]?年[底末]", lambda _m, day: date(day.year, 12, 31)),
        (r"(?:the )?end of next year|明年[底末]", lambda _m, day: date(day.year + 1, 12, 31)),
        (rf"(?:the )?end of {_MONTH}", lambda m, day: _end_of_month(day, _MONTHS[m["month"]])),
        (
            r"(?:(?P<year>\d{4})年|(?P<ahead>[今本明后])年)?(?P<month>\d{1,2})月(?P<part>[初中底末内]|[上中下]旬)",
            _part_of_month,
        ),
    )
)
_WITHOUT_A_YEAR = (_word_month, _chinese_day, _part_of_month)
"""The readers that take the next day of a name."""
