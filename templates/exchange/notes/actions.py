"""What is an action in other people's notes, and what only stands near one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from templates.exchange.owner_and_day import (
    Assigned,
    assigned,
    due_named,
    is_done,
    is_dropped,
    owner_named,
)
from templates.filled_page.page import Action, Status
from templates.markdown.blocks import Table

_BEFORE = (
    r"(?:our|the|your|team|agreed|open|new|key|top|main|proposed|suggested|possible|concrete|immediate"
    r"|short-term|long-term"
    r"|preventi(?:ve|on)|corrective|improvement|remediation|recommended|decisions?|conclusions?|and|&|retro(?:spective)?"
    r"|sprint|previous|past|last|completed|pending|outstanding|remaining|final|smart|\d+|follow[- ]?up)"
)
_ENGLISH = re.compile(
    rf"(?:{_BEFORE} ){{0,4}}(?:actions?(?: items?| points?| plans?| list| log| register| tracker)?|to-?dos?"
    r"|to do(?: list)?|next steps?|follow[- ]?ups?|tasks)"
    r"(?: (?:for|from|of|and|&|after|before|in|this|next|we|by|until|agreed|to take|with)\b.*)?",
    re.IGNORECASE,
)
_CHINESE = re.compile(
    r"行动(?:项|计划|事项|清单|方案|措施|点|列表)|(?:^|[和与及、/])行动$|待办|下一步|(?:^|[和与及、/])(?:后续|任务)$"
    r"|后续(?:行动|计划|工作|安排|事项|步骤|跟进|任务)|跟进(?:事项|项|计划|清单)"
    r"|(?:改进|整改)(?:措施|项|行动|计划|事项)|任务(?:清单|分工)"
)
_ASKS = re.compile(r"[?？]$|[吗呢]$|^(?:what|how|why|which|did|does|was|were|who)\b", re.IGNORECASE)
_NEXT = re.compile(r"\bnext\b|下一步|will we (?:do|try)|要做|怎么做", re.IGNORECASE)
_LOOKS_BACK = re.compile(r"影响|效果|helped|taken|worked|成效", re.IGNORECASE)
_PREPARES = re.compile(
    r"\b(?:before|prepar\w*|pre-?(?:meeting|work|requisites?)|agenda|checklist|ground rules|how to|instructions?|setup"
    r"|facilitat\w+)\b|会前|准备|议程|检查清单|注意事项|使用说明|规则|主持",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"(?:none|nothing|n/?a|no (?:actions?|action items|items|next steps)|tbd|-+|—+|–+|\.+|…+|/"
    r"|无|暂无|没有|待定|未定|无行动项)[.。!！]?",
    re.IGNORECASE,
)
_NOT_WORDS = re.compile(
    r"^[\W_]*(?:\d+(?:\.\d+)*[.)、:]?\s*|[一二三四五六七八九十]+、)?[^\w]*|[^\w?？)）]+$|[\s]*[(（][^()（）]*[)）]\s*$"
)


def promises_actions(heading: str) -> bool:
    """Whether what stands under a heading is to be done: not what was done, and not what somebody only asks about."""
    words = _bare(heading)
    if _ASKS.search(words) and not _NEXT.search(words):
        return False
    if _LOOKS_BACK.search(words):
        return False
    return (
        _ENGLISH.fullmatch(words) is not None
        or _CHINESE.search(words) is not None
        or (_NEXT.search(words) is not None and _ASKS.search(words) is not None)
    )


def prepares(heading: str) -> bool:
    """Whether a list under a heading belongs to the meeting itself, such as what to do before it."""
    return _PREPARES.search(_bare(heading)) is not None


def is_nothing(text: str) -> bool:
    """Whether words only say that there is nothing."""
    return _NOTHING.fullmatch(text.strip(" \t*_()（）")) is not None


def _bare(heading: str) -> str:
    words = heading.replace("**", "").replace("__", "")
    for _again in range(2):
        words = _NOT_WORDS.sub("", words).strip()
    return " ".join(words.split())


# -- tables --------------------------------------------------------------------------------------------------------

_ROLES: Mapping[str, re.Pattern[str]] = {
    "text": re.compile(
        r"action|task|to-?do|next step|follow-?up|\bwhat\b|item|measure"
        r"|行动|待办|任务|事项|措施|改进|要做|做什么|工作内容",
        re.I,
    ),
    "owner": re.compile(
        r"owner|\bwho\b|done by|assignee|assigned|responsible|accountable|\bdri\b|lead\b|person"
        r"|负责|责任|谁|承办|跟进人|执行人|牵头",
        re.I,
    ),
    "due": re.compile(
        r"\bdue\b|deadline|by when|^when$|target|\bdate\b|\beta\b"
        r"|截止|期限|完成(?:时间|日期)|到期|时限|何时|^日期$|^时间$",
        re.I,
    ),
    "status": re.compile(r"status|\bstate\b|^done\??$|progress|状态|进展|完成情况|是否完成|完成\?|^完成$", re.I),
}
_IN_ORDER = ("status", "due", "owner", "text")
_NUMBER = re.compile(r"#|no\.?|nr\.?|id|序号|编号", re.IGNORECASE)


def roles(header: Sequence[str]) -> dict[str, int]:
    """Which columns of a table tell an action, its owner, its day and its status; each at most once."""
    found: dict[str, int] = {}
    for role in _IN_ORDER:
        for place, cell in enumerate(header):
            if role not in found and place not in found.values() and _ROLES[role].search(cell.strip(" *_")):
                found[role] = place
    return found


def tells_actions(table: Table, *, expected: bool) -> bool:
    """Whether the rows of a table are actions.

    Args:
        table: the table.
        expected: whether it stands under a heading that promises actions.
    """
    found = roles([words.text for words in table.header])
    if expected:
        return "text" in found or bool(found) or len(table.header) > 1
    header = table.header[found["text"]].text.strip(" *_") if "text" in found else ""
    says_action = re.search(r"action|to-?do|next step|行动|待办|改进|措施", header, re.IGNORECASE) is not None
    return says_action and bool({"owner", "due"} & found.keys())


@dataclass(frozen=True, slots=True)
class Found:
    """An action, and a sentence for each thing in it that could not be taken."""

    action: Action
    doubts: tuple[str, ...] = ()


def of_row(header: Sequence[str], row: Sequence[str], id: str, today: date | None) -> Found | None:
    """The action a row tells; what has no place of its own stands behind its words. None where it tells nothing."""
    columns = roles(header)
    numbered = {n for n, cell in enumerate(header) if _NUMBER.fullmatch(cell.strip(" *_"))}
    if "text" not in columns:
        free = [n for n in range(len(header)) if n not in columns.values() and n not in numbered]
        columns = {**columns, "text": free[0]} if free else columns
    said = {role: row[place].strip() if place < len(row) else "" for role, place in columns.items()}
    words = said.get("text", "")
    rest = [
        f"{header[n].strip()}: {cell.strip()}" if header[n].strip() else cell.strip()
        for n, cell in enumerate(row)
        if n not in columns.values() and cell.strip() and not (n in numbered and cell.strip(" .").isdecimal())
    ]
    if not any(cell.strip() and not is_nothing(cell) for cell in row):
        return None
    words = words or " | ".join(cell.strip() for cell in row if cell.strip())
    own = assigned(words, today)
    due, doubt = due_named(said.get("due", ""), today)
    doubts = [*([doubt] if doubt else []), *(() if due else own.doubts)]
    if said.get("due") and not due and doubt:
        rest.append(f"{header[columns['due']].strip()}: {said['due']}")
    state = said.get("status", "")
    status = _status(state)
    if (
        state
        and status is Status.OPEN
        and not re.fullmatch(r"(?:open|to ?do|new|未完成|未开始|待办|否|no)?", state.strip(), re.IGNORECASE)
    ):
        rest.append(f"{header[columns['status']].strip()}: {state}")
    action = Action(
        id=id,
        text="; ".join(filter(None, [words, *rest])),
        owner=owner_named(said.get("owner", "")) or own.owner,
        due=due or own.due,
        status=status,
    )
    return Found(action, tuple(doubts))


def of_words(words: str, id: str, today: date | None, *, ticked: bool) -> Found:
    """The action some words tell."""
    said: Assigned = assigned(words, today)
    status = Status.DONE if ticked else _status(said.state)
    return Found(Action(id=id, text=said.text, owner=said.owner, due=said.due, status=status), said.doubts)


def _status(state: str) -> Status:
    return Status.DONE if is_done(state) else Status.DROPPED if is_dropped(state) else Status.OPEN
