"""Who does it, and until when: read from the words of an action as people write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from templates.filled_page.days_in_text import Said, days_in
from templates.filled_page.due_dates import DateError, read_day
from templates.words import _

_OWNERS = (
    r"owners?|owned by|assignees?|assigned to|responsible(?: person)?|person responsible|accountable|dri|lead|who"
    r"|负责人|责任人|主责人?|承办人|跟进人|执行人|牵头人|经办人|认领人|谁"
)
_DUES = (
    r"due(?: date| by| on)?|deadline|by when|target date|eta|complete by|截止(?:日期|时间)?|完成(?:时间|日期|期限)|期限"
    r"|到期(?:日|时间)?|时限|何时|什么时候"
)
_STATES = r"status|state|状态|进展"
_LABEL = re.compile(
    rf"(?P<open>[*_]{{0,2}})(?<![^\W_])(?:(?P<owner>{_OWNERS})|(?P<due>{_DUES})|(?P<state>{_STATES}))[*_]{{0,2}}"
    rf"[ \t]*[:：][ \t]*[*_]{{0,2}}",
    re.IGNORECASE,
)
_AT = re.compile(
    r"(?:(?<![\w.@＠])|(?<=[\u4e00-\u9fff]))[@＠]"
    r"(?:(?P<han>[\u4e00-\u9fff·]{2,8}?)(?=负责|跟进|处理|完成|牵头|主导|推进|落实|来|在|于|将|和|与|[^\u4e00-\u9fff·]|$)"
    r"|(?P<name>[^\W_][\w.-]{0,39}))(?P<does>负责|跟进|处理|牵头|落实)?"
)
_BY_HAN = re.compile(r"由[ ]?(?P<name>[\u4e00-\u9fff·]{2,6}?)[ ]?(?:负责|牵头|跟进|落实|处理)")
_EDGES = " \t\n\u3000*_,，;；。、|/()（）[]【】-–—:："
_OPENING = " \t\n\u3000,，;；、|/(（[【-–—"
_BETWEEN = re.compile(r"[\s\u3000*_,，;；。、|()（）\[\]【】–—-]*")
_NOBODY = re.compile(r"(?:tbd|tba|n/?a|none|nobody|unassigned|\?+|待定|未定|无|暂无|[-–—]+)", re.IGNORECASE)
_DONE = re.compile(
    r"(?:done|closed?|completed?|finished|resolved|yes|x|✓|✔|√|✅|已?完成|已?关闭|已解决|是)[.。!！]?", re.IGNORECASE
)
_DROPPED = re.compile(r"(?:dropped|cancell?ed|won'?t do|rejected|obsolete|取消|已取消|放弃|不做|作废)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Assigned:
    """An action's words, and what they say of it."""

    text: str
    """The words, without a tail that only names owner and day."""
    owner: str = ""
    due: str = ""
    """ISO date, or empty."""
    state: str = ""
    """What is said of how far it is, as written."""
    doubts: tuple[str, ...] = ()
    """A sentence for each day that could not be taken."""


def is_done(state: str) -> bool:
    """Whether the words of a status say that it is done."""
    return _DONE.fullmatch(state.strip(_EDGES + "\ufe0f")) is not None


def is_dropped(state: str) -> bool:
    """Whether the words of a status say that it will not be done."""
    return _DROPPED.fullmatch(state.strip(_EDGES)) is not None


def owner_named(text: str) -> str:
    """Who is named by words that stand where an owner belongs; empty where they say that there is nobody."""
    name = " ".join(text.strip(_EDGES).lstrip("@＠").split())
    return "" if _NOBODY.fullmatch(name) else name[:60]


def due_named(text: str, today: date | None) -> tuple[str, str]:
    """The ISO date of words that stand where a day belongs, and a sentence where they name none."""
    said = text.strip().strip("*_ \t()（）")
    if not said or _NOBODY.fullmatch(said):
        return "", ""
    found = list(days_in(said, today))
    try:
        if not found and today is not None:
            return read_day(said, today).isoformat(), ""
    except DateError as error:
        return "", str(error)
    whole = [one for one in found if one.day is not None]
    if whole and whole[-1].day is not None:
        return whole[-1].day.isoformat(), ""
    return "", _doubt(found[-1]) if found else _unknown(said)


def assigned(text: str, today: date | None) -> Assigned:
    """What an action's words say.

    Args:
        text: the words.
        today: the day from which days without a year are seen, or None where that is not known.
    """
    days = list(days_in(text, today))
    owners: list[str] = []
    due, state = "", ""
    doubts: list[str] = []
    taken: list[tuple[int, int]] = []
    labels = list(_LABEL.finditer(text))
    for at, label in enumerate(labels):
        end = labels[at + 1].start() if at + 1 < len(labels) else len(text)
        value, end = _value(text, label, end, days)
        if label["owner"]:
            owners += filter(None, [owner_named(value)])
        elif label["due"]:
            day, doubt = due_named(value, today)
            due = due or day
            doubts += filter(None, [doubt])
            if value.strip() and not (day and _is_whole(label.end(), end, days)):
                continue  # its words say more than the day does
        else:
            state = state or value.strip(_EDGES)
            if not (is_done(state) or is_dropped(state)):
                continue
        taken.append((label.start(), end))
    for at_sign in (*_AT.finditer(text), *_BY_HAN.finditer(text)):
        if not any(start <= at_sign.start() < end for start, end in taken):
            owners.append(at_sign["name"] or at_sign["han"])
            if at_sign.re is _AT:
                taken.append(at_sign.span())
    if not due:
        due, more, span = _day(days)
        doubts += [one for one in more if one not in doubts]
        taken += [span] if span else []
    named = ("、" if any("\u4e00" <= sign <= "\u9fff" for sign in "".join(owners)) else ", ").join(
        dict.fromkeys(owners)
    )
    return Assigned(_head(text, sorted(taken)), named, due, state, tuple(doubts))


def _value(text: str, label: re.Match[str], end: int, days: list[Said]) -> tuple[str, int]:
    """The words behind a label and where they end: at a comma, a line's end, the next label, or a day."""
    begin = label.end()
    stops = [end]
    if label["due"]:
        inside = [day for day in days if begin <= day.start < end]
        if inside and not text[begin : inside[0].start].strip(_EDGES):
            return text[begin : inside[0].end], inside[0].end
    else:
        stops += [day.start for day in days if begin <= day.start < end]
    found = re.compile(r"[,，;；|)）\n。]|\s[-–—]\s").search(text, begin, end)
    if found:
        stops.append(found.start())
    stop = min(stops)
    return text[begin:stop], stop


def _is_whole(start: int, end: int, days: list[Said]) -> bool:
    return any(day.is_whole and start <= day.start and day.end <= end for day in days)


def _day(days: list[Said]) -> tuple[str, list[str], tuple[int, int] | None]:
    """The day something is due: of those in its words the last that a word says so of, else the last."""
    doubts = [_doubt(day) for day in days if day.day is None and (day.is_whole or day.is_deadline)]
    real = [day for day in days if day.day is not None]
    deadlines = [day for day in real if day.is_deadline]
    chosen = (deadlines or real)[-1:]
    if not chosen or chosen[0].day is None:
        return "", doubts, None
    day = chosen[0]
    span = (day.start, day.end) if day.is_whole else None
    return chosen[0].day.isoformat(), doubts, span


def _doubt(day: Said) -> str:
    if day.is_none:
        return _("“{text}” is no day that there is; no due day was taken from it.").format(text=day.text)
    return _unknown(day.text)


def _unknown(text: str) -> str:
    return _("“{text}” was not read as a day, for it is not known from which day it is seen.").format(text=text)


def _head(text: str, taken: list[tuple[int, int]]) -> str:
    """The words without a tail in which nothing stands but what was taken."""
    end = len(text)
    for start, stop in reversed(taken):
        if not _BETWEEN.fullmatch(text, min(stop, end), end):
            break
        end = min(start, end)
    if end == len(text):
        return text
    head = text[:end]
    kept = re.sub(
        r"(?:\b(?:by|until|till|due|before)|截止|截至)[ \t:：]*$", "", head.rstrip(_OPENING), flags=re.IGNORECASE
    )
    return kept.rstrip(_OPENING) or text
