"""A section of Markdown as lines for the screen: calm, left-aligned, nothing of it markup, no link alive."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from textual.content import Content

from templates.cells.width import is_wide, width
from tui.document.prose import is_too_deep
from tui.document.tables import Table, draw_table
from tui.document.wrapping import wrap
from tui.words.safe_content import safe

MEASURE = 92
"""The longest line of running text, in cells: longer ones are hard to read."""

LONGEST_TARGET = 300
"""Signs shown of where a link leads."""

_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_TASK = re.compile(r"\[([ xX])\] ")
_HEADINGS = {1: "bold $primary", 2: "bold $accent", 3: "bold"}


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def draw(source: str, room: int) -> list[Content]:
    """The lines of `source` in `room` cells, a blank one last."""
    tokens = _parser().parse(source)
    if is_too_deep(tokens):
        lines = wrap(safe(source.strip("\n")), min(max(8, room), MEASURE))
    else:
        lines = _blocks(SyntaxTreeNode(tokens).children, max(8, room))
    return [*lines, Content()] if lines else []


def title_of(source: str) -> str:
    """The words of the heading a section begins with, without what is hidden in it."""
    for token in _parser().parse(source.partition("\n")[0]):
        if token.type == "inline":
            return " ".join(_inline(SyntaxTreeNode([token]).children).plain.split())
    return ""


def _blocks(nodes: Iterable[SyntaxTreeNode], room: int) -> list[Content]:
    lines: list[Content] = []
    for node in nodes:
        drawn = _block(node, room)
        if not drawn:
            continue
        # A tight list's paragraphs are hidden: nothing stands between them and what is nested in them.
        tight = node.parent is not None and node.parent.type == "list_item" and _is_tight(node.parent)
        if lines and not tight:
            lines.append(Content())
        lines.extend(drawn)
    return lines


def _block(node: SyntaxTreeNode, room: int) -> list[Content]:
    measure = min(room, MEASURE)
    match node.type:
        case "heading":
            return _heading(node, measure)
        case "paragraph" | "inline":
            return wrap(_inline_of(node), measure)
        case "bullet_list" | "ordered_list":
            return _list(node, room)
        case "blockquote":
            return _prefixed(_blocks(node.children, room - 2), "│ ", "│ ", "$rule")
        case "fence" | "code_block":
            lines = wrap(safe(node.content.rstrip("\n")), measure - 2)
            return [Content.assemble("  ", line.stylize("$quiet")) for line in lines]
        case "table":
            return draw_table(_table(node), room)
        case "hr":
            return [Content.styled("─" * min(measure, 24), "$rule")]
        case "html_block":
            text = _COMMENT.sub("", node.content).strip()
            return wrap(safe(text), measure) if text else []
        case _:
            return _blocks(node.children, room)


def _heading(node: SyntaxTreeNode, measure: int) -> list[Content]:
    level = int(node.tag[1:])
    lines = [line.stylize(_HEADINGS.get(level, "bold $quiet")) for line in wrap(_inline_of(node), measure)]
    if level <= 2:
        widest = max(line.cell_length for line in lines)
        lines.append(Content.styled("─" * max(widest, min(measure, 24)), "$rule"))
    return lines


def _list(node: SyntaxTreeNode, room: int) -> list[Content]:
    lines: list[Content] = []
    number = int(node.attrs.get("start", 1))
    for position, item in enumerate(node.children):
        mark = f"{number + position}." if node.type == "ordered_list" else "•"
        drawn = _blocks(item.children, room - width(mark) - 1)
        if drawn and node.type == "bullet_list" and (task := _TASK.match(drawn[0].plain)):
            mark = "☐" if task[1] == " " else "☑"
            drawn = _blocks(item.children, room - width(mark) + 3)
            drawn[0] = drawn[0][task.end() :]
        if lines and not _is_tight(item):
            lines.append(Content())
        style = "$quiet" if mark in "•☐" or mark[-1] == "." else "$success"
        lines.extend(_prefixed(drawn or [Content()], mark + " ", " " * (width(mark) + 1), style))
    return lines


def _is_tight(item: SyntaxTreeNode) -> bool:
    return all(child.hidden for child in item.children if child.type == "paragraph")


def _prefixed(lines: Sequence[Content], first: str, rest: str, style: str) -> list[Content]:
    return [Content.assemble((first if i == 0 else rest, style), line) for i, line in enumerate(lines)]


def _table(node: SyntaxTreeNode) -> Table:
    rows = [list(row.children) for part in node.children for row in part.children]
    header, *body = [tuple(_inline_of(cell) for cell in row) for row in rows]
    right = tuple("right" in str(cell.attrs.get("style", "")) for cell in rows[0])
    return Table(header, tuple(body), right)


def _inline_of(node: SyntaxTreeNode) -> Content:
    """The words of a block that holds inline text."""
    inlines = [node] if node.type == "inline" else [child for child in node.children if child.type == "inline"]
    return Content("\n").join([_inline(child.children) for child in inlines])


_STYLES = {"strong": "bold", "em": "italic", "s": "strike"}


def _inline(nodes: Iterable[SyntaxTreeNode]) -> Content:
    parts: list[Content] = []
    for node in nodes:
        match node.type:
            case "strong" | "em" | "s":
                parts.append(_inline(node.children).stylize(_STYLES[node.type]))
            case "code_inline":
                parts.append(safe(node.content).stylize("$accent"))
            case "softbreak":
                # Chinese is written without spaces: a line end after such a character is none.
                last = parts[-1].plain[-1:] if parts else ""
                parts.append(Content("" if last and is_wide(last) else " "))
            case "hardbreak":
                parts.append(Content("\n"))
            case "link":
                parts.append(_link(node))
            case "image":
                parts.append(safe(node.content).stylize("italic"))
            case "html_inline":
                text = _COMMENT.sub("", node.content)
                if not text and parts and parts[-1].plain.endswith(" "):
                    # The space before what is hidden would be seen where a cell stands at the right.
                    parts[-1] = parts[-1][:-1]
                parts.append(Content("\n") if text.lower().startswith("<br") else safe(text))
            case "inline":
                parts.append(_inline(node.children))
            case _:
                parts.append(safe(node.content))
    return Content("").join(parts)


def _link(node: SyntaxTreeNode) -> Content:
    """The words of a link, and where it leads where the words do not say so; nothing here can be followed."""
    words = _inline(node.children)
    target = str(node.attrs.get("href", ""))
    if not target or target in (words.plain, "mailto:" + words.plain):
        return words
    # A definition of any length may be used any number of times.
    shown = target if len(target) <= LONGEST_TARGET else target[:LONGEST_TARGET] + "…"
    return Content.assemble(words, " ", safe(f"({shown})").stylize("$quiet"))
