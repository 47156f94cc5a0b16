"""What somebody types to find something: words, phrases, and words such as `by:Lin`. A pure reading."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from storage.database.search_pieces import Term, term
from templates.words import _

FIELDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        **{name: name for name in ("by", "side", "phase", "with", "since", "until", "kind", "in")},
        "谁": "by",
        "人": "by",
        "方": "side",
        "一方": "side",
        "阶段": "phase",
        "对方": "with",
        "单位": "with",
        "合作单位": "with",
        "从": "since",
        "自": "since",
        "到": "until",
        "至": "until",
        "类": "kind",
        "类型": "kind",
        "在": "in",
    }
)
"""What may stand before a colon, in both languages, and what it asks for."""

KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        **{kind: kind for kind in ("notes", "scale", "ledger", "choice", "checklist")},
        **{kind: kind for kind in ("action", "group", "topic", "agreement", "title")},
        "note": "notes",
        "row": "ledger",
        "rows": "ledger",
        "checks": "checklist",
        **{f"{kind}s": kind for kind in ("scale", "choice", "action", "group", "topic", "agreement", "title")},
        "便签": "notes",
        "打分": "scale",
        "评分": "scale",
        "量表": "scale",
        "台账": "ledger",
        "单选": "choice",
        "选择": "choice",
        "勾选": "checklist",
        "清单": "checklist",
        "勾选清单": "checklist",
        "行动": "action",
        "分组": "group",
        "议题": "topic",
        "约定": "agreement",
        "标题": "title",
    }
)
"""The kinds of things that can be found, by every word for them."""

_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "「": '"', "」": '"', "『": '"', "』": '"'})
_FIELD = "|".join(sorted(FIELDS, key=len, reverse=True))
_WORD = re.compile(rf'(?:(?P<field>{_FIELD})[:：])?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))', re.IGNORECASE)
_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2}))?)?[年月日]?")


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: all of its terms, and of each kind of filter any one."""

    terms: tuple[Term, ...] = ()
    by: tuple[str, ...] = ()
    """Names of people, or the beginnings of them."""
    side: tuple[str, ...] = ()
    """Sides: ids, names or parties."""
    phase: tuple[str, ...] = ()
    """Phases: ids, or words of their titles."""
    parties: tuple[str, ...] = ()
    """Words of the name of a party that was at the table."""
    kinds: tuple[str, ...] = ()
    """Kinds of answers, or `action`, `group`, `topic`, `agreement`, `title`."""
    retro: tuple[str, ...] = ()
    """Retrospectives, as `Shelf.find` takes them."""
    since: str = ""
    """The first day, month or year of a meeting, as `2026-01`."""
    until: str = ""
    """The last one."""
    trouble: tuple[str, ...] = ()
    """A sentence for each thing that was not understood and is passed over."""

    @property
    def asks(self) -> bool:
        """Whether there is anything to look for."""
        return any(getattr(self, name) for name in self.__dataclass_fields__ if name != "trouble")


def read_query(text: str) -> Query:
    """What `text` asks for."""
    query = Query()
    for match in _WORD.finditer(text.translate(_QUOTES)):
        value = match["word"] if match["phrase"] is None else match["phrase"]
        if match["field"]:
            query = narrowed(query, FIELDS[match["field"].lower()], value)
        elif (found := term(value, whole=match["phrase"] is not None)) is not None:
            query = replace(query, terms=(*query.terms, found))
    return query


def narrowed(query: Query, field: str, value: str) -> Query:
    """`query` with one more filter; `field` is one of the values of FIELDS."""
    value = value.strip()
    if not value:
        return query
    match field:
        case "since" | "until":
            day = _day(value)
            if day is None:
                sentence = _("“{text}” is no date; write 2026-01-31, 2026-01 or 2026.").format(text=value)
                return _troubled(query, sentence)
            return replace(query, since=day) if field == "since" else replace(query, until=day)
        case "kind":
            kind = KINDS.get(value.casefold())
            if kind is None:
                sentence = _("There is no kind “{text}”; there are {kinds}.").format(text=value, kinds=kinds_listed())
                return _troubled(query, sentence)
            return replace(query, kinds=(*query.kinds, kind))
        case "with":
            return replace(query, parties=(*query.parties, value))
        case "in":
            return replace(query, retro=(*query.retro, value))
        case "by":
            return replace(query, by=(*query.by, value))
        case "side":
            return replace(query, side=(*query.side, value))
        case "phase":
            return replace(query, phase=(*query.phase, value))
        case _:
            raise ValueError(field)


def kinds_listed() -> str:
    """The kinds one may ask for, for a sentence."""
    from templates.words import listed

    return listed(dict.fromkeys(KINDS.values()))


def _troubled(query: Query, sentence: str) -> Query:
    return replace(query, trouble=(*query.trouble, sentence))


def _day(text: str) -> str | None:
    """A date, month or year as the beginning of an ISO date."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, *rest = match.groups()
    numbers = [int(part) for part in rest if part]
    if any(not 1 <= number <= most for number, most in zip(numbers, (12, 31), strict=False)):
        return None
    return "-".join((year, *(f"{number:02}" for number in numbers)))
