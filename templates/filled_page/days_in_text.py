"""Days within a sentence, as `templates.dates` reads them: which words name one, and which name none there is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from templates.filled_page.due_dates import DateError, read_day

_EARLY, _LATE = date(2001, 3, 5), date(2014, 10, 30)
_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAYS = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)"
_DAY = re.compile(
    rf"""
    (?<![\d./-])(?:
        (?P<figures>\d{{4}}[ ]?(?P<sign>[-/.])[ ]?\d{{1,2}}[ ]?(?P=sign)[ ]?\d{{1,2}}(?![\d-]|[./]\d))
        |(?P<whole>\d{{4}}[ ]?年[ ]?\d{{1,2}}[ ]?月[ ]?\d{{1,2}}[ ]?[日号]?)
        |(?P<han>(?:[今本明后]年)?(?<!\d)\d{{1,2}}[ ]?月[ ]?\d{{1,2}}[ ]?[日号](?!内|之内|后|以后))
        |(?P<words>(?:\b{_WEEKDAYS},?[ ])?\b(?:\d{{1,2}}(?:st|nd|rd|th)?(?:[ ]of)?[ ]{_MONTHS}(?![a-z])
            |{_MONTHS}[ ]\d{{1,2}}(?:st|nd|rd|th)?\b)(?:,?[ ]\d{{4}}\b)?)
    )
    |\b(?:by|until|till|due|before)[ ]+(?P<soon>(?:next[ ]|this[ ]|coming[ ])?{_WEEKDAYS}\b|tomorrow
        |(?:the[ ])?end[ ]of[ ](?:(?:the|this|next)[ ])?(?:week|month|year|{_MONTHS})(?![a-z])|next[ ]week)
    |(?P<soon_han>(?:(?:[这本]个?|下+个?)?(?:周|星期|礼拜)[一二三四五六日天]|明天|后天|(?:本|这个?|下个?)?月底|[今明本]?年底))(?=之?前|以前|截止)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:\b(?:by|until|till|due|before|deadline|for)\b|截止|截至|到期|期限|完成时间|于|在|到)[^\w\u4e00-\u9fff]*$", re.I
)
_BEHIND = re.compile(r"[ ]?(?:之?前|以前|截止|为止|完成|到期)")
_CLOCK = re.compile(r"(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?[ ]?(?:Z|[+-]\d{2}:?\d{2}|UTC)?)$")
_BRACKETED = re.compile(r"[(（\[][^()（）\[\]]*[)）\]]$")


@dataclass(frozen=True, slots=True)
class Said:
    """Words that name a day."""

    start: int
    end: int
    text: str
    day: date | None
    """The day; None where there is none of that name, or where it depends on a day that is not known."""
    is_whole: bool
    """Whether its words alone say which day, whenever they are read."""
    is_deadline: bool
    """Whether a word beside it says that something is due then."""

    @property
    def is_none(self) -> bool:
        """Whether no calendar has such a day."""
        return self.day is None and self.is_whole


def dated(text: str) -> date:
    """The day that a text names by itself, whenever it is read; a time of day and a remark in brackets are passed over.

    Raises:
        DateError: it names none, or one that depends on when it is read.
    """
    bare = _BRACKETED.sub("", _CLOCK.sub("", text.strip())).strip()
    early = read_day(bare, _EARLY)
    if early != read_day(bare, _LATE):
        read_day("", _EARLY)
    return early


def days_in(text: str, today: date | None) -> Iterator[Said]:
    """The days within a text, in order.

    Args:
        text: the words.
        today: the day from which days without a year are seen, or None where that is not known.
    """
    for found in _DAY.finditer(text):
        group = next(name for name in ("figures", "whole", "han", "words", "soon", "soon_han") if found[name])
        start, end = found.span(group)
        words = found[group]
        whole = _read(words, _EARLY)
        is_whole = group in ("figures", "whole") or whole == _read(words, _LATE)
        seen = _read(words, today) if today is not None else None
        day = whole if is_whole else seen
        is_deadline = group.startswith("soon") or bool(_BEFORE.search(text[:start]) or _BEHIND.match(text[end:]))
        yield Said(start, end, words, day, is_whole, is_deadline)


def _read(text: str, today: date) -> date | None:
    try:
        return read_day(text.replace(" ", "") if text[:1].isdigit() and "年" in text else _tight(text), today)
    except DateError:
        return None


def _tight(text: str) -> str:
    return re.sub(r"[ ]?([-/.])[ ]?(?=\d)", r"\1", text) if re.match(r"\d{4}", text) else text
