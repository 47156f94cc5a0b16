"""Pages for the tests of what is written out: small ones to read, and one whose every word can be chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from templates.filled_page.page import (
    Action,
    Checks,
    Choice,
    Control,
    Note,
    Person,
    Rating,
    Retrospective,
    Row,
    Status,
)
from templates.workbook.model import (
    Column,
    ColumnKind,
    Kind,
    Option,
    Phase,
    Question,
    Side,
    Workbook,
)


def options(*texts: str) -> tuple[Option, ...]:
    """Options whose ids are letters, in order."""
    return tuple(Option(chr(ord("a") + n), text) for n, text in enumerate(texts))


def spoken(say: Callable[[], str]) -> Retrospective:
    """A page with every kind of answer and action; `say` gives each text a person writes, in order."""
    workbook = Workbook(
        "w",
        "Workbook",
        (
            Phase(
                "one",
                say(),
                (
                    Question("notes", say()),
                    Question("scale", say(), Kind.SCALE, options=options(say(), say()), guess=True),
                    Question(
                        "ledger",
                        say(),
                        Kind.LEDGER,
                        columns=(
                            Column("what", say()),
                            Column("day", "Day", ColumnKind.DATE),
                            Column("kind", "Kind", ColumnKind.CHOICE, options(say(), say())),
                        ),
                    ),
                ),
            ),
            Phase(
                "two",
                "Two",
                (
                    Question("checks", "Checks", Kind.CHECKLIST, options=options(say(), say())),
                    Question("choice", "Choice", Kind.CHOICE, options=options(say(), say())),
                    Question("duty-1", say(), Kind.SCALE, options=options("No", "Yes"), about="us"),
                    Question("duty-2", say(), Kind.SCALE, options=options("No", "Yes"), about="us"),
                    Question("left", say()),
                ),
            ),
        ),
        sides=(Side("us", say()), Side("them", "Them")),
    )
    return Retrospective(
        id="0",
        slug="s",
        title=say(),
        workbook=workbook,
        date=say(),
        parties={"us": say()},
        people=(Person("p", say(), "us"), Person("q", say(), None)),
        answers=(
            Note(id="1", question="notes", side="us", person="p", text=say(), also=(("text", say()),)),
            Note(id="2", question="notes", side="us", text=say()),
            Note(id="3", question="notes", side="them", person="q", text=say()),
            Note(id="4", question="notes", text=say()),
            Rating(id="5", question="scale", side="us", person="p", value=1, guess=2, also=(("value", "2"),)),
            Row(id="6", question="ledger", side="us", cells={"what": say(), "day": say(), "kind": "a"}),
            Row(
                id="7",
                question="ledger",
                side="them",
                person="q",
                cells={"what": say(), "kind": say()},
                also=(("cell.what", say()),),
            ),
            Checks(id="8", question="checks", side="us", person="p", checked=("b",)),
            Choice(id="9", question="choice", side="us", person="q", choice="b", also=(("choice", "a"),)),
            Rating(id="10", question="duty-1", side="us", value=2),
            Rating(id="11", question="duty-2", side="them", value=1),
        ),
        actions=(
            Action(
                id="a",
                text=say(),
                when=say(),
                owner=say(),
                side="us",
                due=say(),
                check_on=say(),
                done_means=say(),
                confirm=say(),
                control=Control.US,
                also=(("text", say()),),
            ),
            Action(id="b", text=say()),
            Action(id="c", text=say(), owner=say(), status=Status.DONE),
            Action(id="d", text=say(), owner=say(), status=Status.DROPPED, why=say()),
        ),
    )


_ENGLISH = {
    "workbook": "How we worked together",
    "client": "Client",
    "vendor": "Vendor",
    "party": "Harbour Office",
    "title": "Tide tables, first year",
    "start": "The start",
    "end": "The end",
    "expected": "What did you expect?",
    "trust": "How far did you trust the other side?",
    "steps": ("Not at all", "Here and there", "Fully"),
    "promises": "Which promises were made?",
    "promise": "Promise",
    "day": "Given on",
    "days": "Days",
    "kept": "Kept",
    "yes": "yes",
    "no": "no",
    "signs": "Which of these did you see?",
    "sign-1": "Nobody asked how",
    "sign-2": "The date stood first",
    "today": "How do you stand today?",
    "state-1": "Together",
    "state-2": "Apart",
    "pay": "Did the client pay on time?",
    "size": "Did the vendor size the work truthfully?",
    "left": "What is left to say?",
    "ann": "Ann Lee",
    "bo": "Bo Chen",
    "note-1": "Live by spring.\nAnd quiet nights:\n\n- no calls\n- no mails",
    "note-2": "1. A reference for the whole coast",
    "note-3": "Somebody said: *never again*",
    "note-4": "A price below $5",
    "also": "Live by summer",
    "row-1": "Live in one month",
    "row-2": "Reports | lists, all of them",
    "act-1": "Show the swap list every Friday",
    "when": "When a wish comes from outside the contract",
    "done": "Both managers have signed it",
    "act-2": "Find a room with a window",
    "act-3": "Ten minutes without minutes",
    "act-4": "Lunch together on Wednesdays",
    "why": "The office moves",
}

_CHINESE = {
    "workbook": "我们是怎样合作的",
    "client": "甲方",
    "vendor": "乙方",
    "party": "港务局",
    "title": "潮汐表项目第一年",
    "start": "开始",
    "end": "收尾",
    "expected": "你当时期待什么？",
    "trust": "你对对方有多信任？",
    "steps": ("完全不信", "有时信", "完全信"),
    "promises": "当时有哪些承诺？",
    "promise": "承诺",
    "day": "哪天说的",
    "days": "天数",
    "kept": "兑现",
    "yes": "是",
    "no": "否",
    "signs": "下面哪些你见过？",
    "sign-1": "没人问怎么做",
    "sign-2": "先定了日子",
    "today": "今天双方相处得怎样？",
    "state-1": "一起干",
    "state-2": "各走各的",
    "pay": "甲方按时付款了吗？",
    "size": "乙方把工作量说实了吗？",
    "left": "还有什么想说的？",
    "ann": "李安",
    "bo": "陈波",
    "note-1": "开春上线。\n夜里安静：\n\n- 没有电话\n- 没有邮件",
    "note-2": "1. 整个沿海的样板",
    "note-3": "有人说：*再也不了*",
    "note-4": "报价低于 $5",
    "also": "夏天上线",
    "row-1": "一个月上线",
    "row-2": "报表｜清单 | 全都给",
    "act-1": "每周五过一遍置换清单",
    "when": "合同以外有人提出想法时",
    "done": "两边经理都签了字",
    "act-2": "找一间有窗的会议室",
    "act-3": "不做纪要，碰十分钟",
    "act-4": "每周三一起吃午饭",
    "why": "办公室要搬",
}


def small(lang: str) -> Retrospective:
    """A small page as a team might fill it, in English or Chinese."""
    t = {"en": _ENGLISH, "zh": _CHINESE}[lang]

    def w(key: str) -> str:
        found = t[key]
        assert isinstance(found, str)
        return found

    steps = options(*t["steps"])
    kept = (Option("yes", w("yes")), Option("no", w("no")))
    columns = (
        Column("promise", w("promise")),
        Column("day", w("day"), ColumnKind.DATE),
        Column("days", w("days"), ColumnKind.NUMBER),
        Column("kept", w("kept"), ColumnKind.CHOICE, kept),
    )
    start = Phase(
        "start",
        w("start"),
        (
            Question("expected", w("expected")),
            Question("trust", w("trust"), Kind.SCALE, options=steps, guess=True),
            Question("promises", w("promises"), Kind.LEDGER, columns=columns),
            Question("signs", w("signs"), Kind.CHECKLIST, options=options(w("sign-1"), w("sign-2"))),
        ),
    )
    end = Phase(
        "end",
        w("end"),
        (
            Question("pay", w("pay"), Kind.SCALE, options=steps, about="client"),
            Question("size", w("size"), Kind.SCALE, options=steps, about="vendor"),
            Question("today", w("today"), Kind.CHOICE, options=options(w("state-1"), w("state-2"))),
            Question("left", w("left")),
        ),
    )
    sides = (Side("client", w("client")), Side("vendor", w("vendor")))
    ann = Action(
        id="a1",
        text=w("act-1"),
        when=w("when"),
        owner=w("ann"),
        side="client",
        due="2026-09-18",
        check_on="2026-10-02",
        done_means=w("done"),
        confirm=w("bo"),
        control=Control.THEM,
    )
    return Retrospective(
        id="5b1e",
        slug="tide-tables",
        title=w("title"),
        workbook=Workbook("together", w("workbook"), (start, end), lang, sides),
        date="2026-09-04",
        parties={"client": w("party")},
        people=(Person("p1", w("ann"), "client"), Person("p2", w("bo"), "vendor")),
        answers=(
            Note(id="n1", question="expected", side="client", person="p1", text=w("note-1"), created="2026"),
            Note(
                id="n2",
                question="expected",
                side="vendor",
                person="p2",
                text=w("note-2"),
                also=(("text", w("also")),),
            ),
            Note(id="n3", question="expected", text=w("note-3")),
            Note(id="n4", question="expected", side="client", text=w("note-4"), edited="2027"),
            Rating(id="s1", question="trust", side="client", person="p1", value=3, guess=2),
            Rating(id="s2", question="trust", side="client", value=2),
            Rating(id="s3", question="trust", side="vendor", person="p2", value=1),
            Row(
                id="r1",
                question="promises",
                side="vendor",
                person="p2",
                cells={"kept": "no", "promise": w("row-1"), "day": "2025-08-18", "days": "30"},
            ),
            Row(id="r2", question="promises", side="client", cells={"promise": w("row-2"), "days": "7"}),
            Checks(id="c1", question="signs", side="client", person="p1", checked=("a", "b")),
            Checks(id="c2", question="signs", side="vendor", checked=("b",)),
            Rating(id="d1", question="pay", side="client", person="p1", value=3),
            Rating(id="d2", question="pay", side="vendor", person="p2", value=1),
            Choice(id="h1", question="today", side="client", person="p1", choice="a"),
            Choice(id="h2", question="today", side="vendor", person="p2", choice="b"),
        ),
        actions=(
            replace(ann, id="a4", text=w("act-4"), when="", status=Status.DROPPED, why=w("why")),
            ann,
            Action(id="a3", text=w("act-3"), owner=w("bo"), side="vendor", status=Status.CONFIRMED),
            Action(id="a2", text=w("act-2")),
        ),
    )
