"""Workbooks as hypothesis makes them: every kind, both scripts, and words Markdown would like to misread."""

from __future__ import annotations

from hypothesis import strategies as st

from templates.markdown.plain_words import is_id
from templates.workbook.model import (
    MAX_MINUTES,
    MAX_STEPS,
    READINGS,
    Column,
    ColumnKind,
    Kind,
    Option,
    Phase,
    Question,
    Side,
    Workbook,
)

HOSTILE = (
    "|", "\\", "#", "##", "<!--", "-->", "<!-- a -->", "*", "**b**", "_", "__init__", "`", "``",
    "~~~", "1.", "10)", "-", "+", ">", "[ ]", "[x]", "[a](b)", "![a](b)", "[a]: b", "<b>",
    "<https://a.example>", "me@example.org", "https://example.org/?a=1&b=2", "&amp;", "&#35;",
    "&copy", "(a / b)", "（甲／乙）", "(date)", "（日期）", "(number)", "（数字）", "/", "／",
    "(", ")", "（", "）", "---", "===", "***", "|---|", "core", "guess=yes", "甲方", "信任？",
    "，", "＝", "🚀", "é", "e\u0301", "\u200b", "\ufeff", "\x07", "'", '"', "%", "!", "$5", ":",
    "a: b", " #", "don't",
)  # fmt: skip
"""Pieces that mean something in Markdown, HTML, YAML or to us."""

words = (
    st.lists(
        st.one_of(
            st.sampled_from(HOSTILE),
            st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=8),
        ),
        min_size=1,
        max_size=4,
    )
    .flatmap(lambda pieces: st.sampled_from([" ", ""]).map(lambda glue: glue.join(pieces)))
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
"""One line of plain words, white space collapsed."""

ids = st.one_of(
    st.from_regex(r"[a-z0-9][a-z0-9-]{0,12}", fullmatch=True),
    st.text("信任甲乙éa-1", min_size=1, max_size=6).filter(is_id),
).filter(lambda text: text not in ("done", "core"))


def _distinct(count: int) -> st.SearchStrategy[list[str]]:
    return st.lists(ids, min_size=count, max_size=count, unique=True)


PARAGRAPHS = (
    "One line.",
    "Two lines\nof one paragraph.",
    "With *emphasis*, `code`, a [link](https://example.org) and <b>HTML</b>.",
    "Line\n    - that stays a paragraph",
    "\\# escaped",
    "一段中文。\n　　第二行。",
    "a | b",
    "ends in a backslash\\",
    "trailing | pipe |\nand a second line",
    "<https://example.org> <!-- a remark -->",
)
STORIES = (
    "It rained.",
    "It rained.\n\nThen it stopped.",
    "> within",
    "- a list\n- in a story",
    "    code",
    "```\nfence",
    "# heading\n---",
    "| a |\n|---|",
    "雨。",
)

guidance = st.lists(st.sampled_from(PARAGRAPHS), max_size=3).map("\n\n".join)
story = st.lists(st.sampled_from(STORIES), max_size=2).map("\n\n".join)


@st.composite
def options(draw: st.DrawFn, least: int, most: int) -> tuple[Option, ...]:
    texts = draw(st.lists(words, min_size=least, max_size=most))
    return tuple(map(Option, draw(_distinct(len(texts))), texts))


@st.composite
def columns(draw: st.DrawFn) -> tuple[Column, ...]:
    made = []
    for column_id in draw(_distinct(draw(st.integers(1, 4)))):
        kind = draw(st.sampled_from(ColumnKind))
        offered = draw(options(2, 3)) if kind is ColumnKind.CHOICE else ()
        made.append(Column(column_id, draw(words), kind, offered))
    return tuple(made)


@st.composite
def questions(draw: st.DrawFn, id: str, sides: tuple[Side, ...]) -> Question:
    kind = draw(st.sampled_from(Kind))
    is_scale = kind is Kind.SCALE
    least, most = {Kind.SCALE: (2, MAX_STEPS), Kind.CHOICE: (2, 5), Kind.CHECKLIST: (1, 5)}.get(kind, (0, 0))
    start = draw(st.sampled_from((1, 1, 0, 7))) if is_scale else 1
    offered = draw(options(least, most))
    if is_scale and draw(st.booleans()):
        offered = tuple(Option(str(value), one.text) for value, one in enumerate(offered, start))
    return Question(
        id=id,
        text=draw(words),
        kind=kind,
        guidance=draw(guidance),
        story=draw(story),
        options=offered,
        columns=draw(columns()) if kind is Kind.LEDGER else (),
        start=start,
        low_good=is_scale and draw(st.booleans()),
        guess=is_scale and bool(sides) and draw(st.booleans()),
        about=draw(st.sampled_from([None, *(side.id for side in sides)])),
        core=draw(st.booleans()),
        reads=tuple(draw(st.lists(st.sampled_from(sorted(READINGS)), max_size=3, unique=True))),
    )


@st.composite
def sides(draw: st.DrawFn) -> tuple[Side, ...]:
    if draw(st.booleans()):
        return ()
    names = draw(st.lists(words, min_size=2, max_size=2, unique_by=str.casefold))
    return tuple(map(Side, draw(_distinct(2)), names))


@st.composite
def workbooks(draw: st.DrawFn) -> Workbook:
    """Any workbook the language can say."""
    counts = draw(st.lists(st.integers(1, 3), min_size=1, max_size=3))
    taken = iter(draw(_distinct(len(counts) + sum(counts))))
    parties = draw(sides())
    return Workbook(
        id=draw(ids),
        title=draw(words),
        phases=tuple(
            Phase(
                id=next(taken),
                title=draw(words),
                questions=tuple(draw(questions(next(taken), parties)) for _ in range(count)),
                guidance=draw(guidance),
                story=draw(story),
                minutes=draw(st.none() | st.integers(1, MAX_MINUTES)),
            )
            for count in counts
        ),
        lang=draw(st.sampled_from(("en", "zh", "de"))),
        sides=parties,
        guidance=draw(guidance),
        story=draw(story),
    )


SCRAPS = (
    *HOSTILE, "\n", "\n\n", "\n# ", "\n## ", "\n### ", "\n#### ", "\n- ", "\n  - ", "\n1. ",
    "\n2) ", "\n> ", "\n- [ ] ", "\n| a | b |\n|---|---|\n", "| | |\n", "\n---\n", "\n===\n",
    "---\nworkbook: 1\n", "---\nsides: a=A, b=B\n---\n", "\nlang: zh\n", "\n```\n", "\n    ",
    "\t", "\r\n", "\r", "\x00", "\ud800", " <!-- q guess=yes -->", " <!-- q core -->",
    " <!-- p minutes=5 -->", " <!-- p minutes=0 -->", " <!-- p minutes=９ -->",
    " <!-- c options=a,b -->", "[todo]", "<details>\n", "\u3000", "\x0b", "\x85", "\u2028",
    "word", "字", "title: [a\n",
)  # fmt: skip
"""What a document that nobody wrote for us may be made of."""

documents = st.lists(st.one_of(st.sampled_from(SCRAPS), st.text(max_size=5)), max_size=30).map("".join)
"""Any text at all, most of it nearly Markdown."""
