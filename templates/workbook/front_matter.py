"""The lines between two `---` at a file's beginning: version, language and the two sides."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from templates.markdown.plain_words import is_id
from templates.names import alike
from templates.words import _, parser_said
from templates.workbook.findings import Findings, clip
from templates.workbook.model import Side

if TYPE_CHECKING:
    from yaml import Node

VERSION = "1"
"""The version of the workbook language that this program reads."""
MAX_SOURCE = 8_000
"""The most characters of front matter; YAML costs much time a character."""

_FENCE = re.compile(r"---[ \t]*")
_END = re.compile(r"(---|\.\.\.)[ \t]*")
_OURS = re.compile(r"workbook[ \t]*:")
_LANG = re.compile(r"([A-Za-z]{2,3})([-_][A-Za-z0-9]+)*")
_SIDES_EXAMPLE = "sides: client=Client, vendor=Vendor"


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the front matter says."""

    version: str | None = None
    """What `workbook:` says; None in a file nobody wrote for us."""
    lang: str | None = None
    sides: tuple[Side, ...] = ()
    title: str = ""
    """A title that other programs keep here."""


def end_of_front_matter(lines: list[str]) -> int:
    """How many lines the front matter takes, both fences included; 0 where there is none."""
    if not lines or not _FENCE.fullmatch(lines[0]):
        return 0
    return next((number for number, line in enumerate(lines[1:], 2) if _END.fullmatch(line)), 0)


def says_workbook(lines: list[str]) -> bool:
    """Whether a file claims to be a workbook of ours, seen without understanding its YAML."""
    if not lines or not _FENCE.fullmatch(lines[0]):
        return False
    for line in lines[1:]:
        if _OURS.match(line):
            return True
        # an unclosed front matter ends, for this question, where the document's headings begin
        if _END.fullmatch(line) or line.startswith("#"):
            break
    return False


_WIDE_COLON = re.compile(r"\s*[\w-]+\s*：")
"""A line whose name is parted from its value by the colon of a Chinese keyboard."""


def read_front_matter(lines: list[str], end: int, findings: Findings) -> FrontMatter:
    """Read the front matter that ends with line `end`; a single value of ours is noted where it is wrong."""
    values = _top_level("\n".join(lines[1 : end - 1]), findings)
    version = _scalar(values.get("workbook"))
    if "workbook" in values and version != VERSION:
        findings.error(
            _line(values["workbook"]),
            _("This program reads version {known} of the workbook language, not “{text}”").format(
                known=VERSION, text=clip(version or "")
            ),
            _("write workbook: {known}, or use a newer phasebook").format(known=VERSION),
        )
    return FrontMatter(
        version=(version or "") if "workbook" in values else None,
        lang=_read_lang(values.get("lang"), findings),
        sides=_read_sides(values.get("sides"), findings),
        title=" ".join((_scalar(values.get("title")) or "").split()),
    )


def _top_level(source: str, findings: Findings) -> dict[str, Node]:
    """The keys at the top and their YAML nodes; nothing nested is built, so nothing can blow up."""
    import yaml  # costs time that a file without front matter need not spend

    if len(source) > MAX_SOURCE:
        findings.refuse(
            1,
            _("The front matter is too long to be read"),
            _("keep it under {count} characters").format(count=MAX_SOURCE),
        )
        return {}
    try:
        root = yaml.compose(source, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        wide = next((n for n, line in enumerate(source.split("\n"), 2) if _WIDE_COLON.match(line)), 0)
        if wide:
            _unreadable(wide, _("a full-width colon stands where a plain one belongs"), findings)
        else:
            problem = parser_said(str(getattr(error, "problem", None) or ""))
            _unreadable(mark.line + 2 if mark else 2, problem, findings)
        return {}
    except (RecursionError, ValueError):
        _unreadable(2, "", findings)
        return {}
    if root is None:
        return {}
    if not isinstance(root, yaml.MappingNode):
        _unreadable(2, "", findings)
        return {}
    values: dict[str, Node] = {}
    for key, value in root.value:
        if isinstance(key, yaml.ScalarNode):
            if key.value in values and key.value in ("workbook", "lang", "sides"):
                findings.refuse(
                    key.start_mark.line + 2,
                    _("“{text}” is said twice").format(text=key.value),
                    _("keep one of the two"),
                )
                continue
            values[key.value] = value
    return values


def _unreadable(line: int, problem: str, findings: Findings) -> None:
    message = _("The front matter cannot be read")
    if problem:
        message = _("The front matter cannot be read ({problem})").format(problem=clip(problem))
    findings.refuse(line, message, _("write each line as name: value, and quote a value that holds a colon"))


def _line(node: Node) -> int:
    """The line of the file a node begins on: the front matter's first stands under the fence."""
    return int(node.start_mark.line) + 2


def _scalar(node: Node | None) -> str | None:
    """A single value as text, or None."""
    return node.value if node is not None and isinstance(node.value, str) else None


def _read_lang(node: Node | None, findings: Findings) -> str | None:
    """The language's code without region or script."""
    if node is None:
        return None
    match = _LANG.fullmatch((_scalar(node) or "").strip())
    if match is None:
        findings.refuse(_line(node), _("“lang” names no language"), _("write a code such as lang: en or lang: zh"))
        return None
    return match.group(1).lower()


def _read_sides(node: Node | None, findings: Findings) -> tuple[Side, ...]:
    """The two sides; none where they are not told or cannot be understood."""
    if node is None:
        return ()
    sides = _pairs(node)
    if sides is None or not all(is_id(side.id) and side.name for side in sides):
        problem = _("“sides” cannot be understood")
    elif len(sides) != 2:
        problem = _("“sides” must name two sides")
    elif sides[0].id == sides[1].id or alike(sides[0].name) == alike(sides[1].name):
        problem = _("The two sides are named alike")
    else:
        return sides
    findings.refuse(
        _line(node), problem, _("write two ids and names, such as {example}").format(example=_SIDES_EXAMPLE)
    )
    return ()


def _pairs(node: Node) -> tuple[Side, ...] | None:
    """Ids and names, from `client=Client, vendor=Vendor` or from a mapping of ids to names."""
    if isinstance(node.value, str):
        pairs = [part.partition("=") for part in re.split("[,，]", node.value.replace("＝", "="))]
        return tuple(_side(key, name) for key, _equals, name in pairs)
    sides: list[Side] = []
    for item in node.value:
        # a sequence holds nodes, a mapping pairs of nodes
        if not isinstance(item, tuple):
            return None
        key, name = _scalar(item[0]), _scalar(item[1])
        if key is None or name is None:
            return None
        sides.append(_side(key, name))
    return tuple(sides)


def _side(id: str, name: str) -> Side:
    return Side(id.strip(), " ".join(name.split()))


@dataclass(frozen=True, slots=True)
class OtherFront:
    """What the front matter of a file that is no workbook says of a meeting."""

    title: str = ""
    date: str = ""
    """What it says of the day, as written."""
    left: tuple[tuple[int, str], ...] = ()
    """(line, words) for whatever else stands in it."""


_TITLES, _DATES = ("title", "标题", "名称"), ("date", "日期", "会议日期")
_PAIR = re.compile(r"(?P<key>[^\W\d][\w -]{0,40}?)[ \t]*[:：](?:[ \t]+|$)(?P<value>.*)")


def read_other_front(front: str) -> OtherFront | None:
    """What front matter says of a meeting; None where the lines between two rules are no front matter.

    Lines that YAML refuses, such as a title with a colon in it, are read one by one.
    """
    lines = front.split("\n")
    findings = Findings("", len(lines) + 2)
    values = _top_level(front, findings)
    found: dict[str, tuple[str, range]] = {}
    if values:
        for key, node in values.items():
            end = int(node.end_mark.line) + (1 if node.end_mark.column else 0)
            text = _scalar(node)
            if text is not None:
                found[key.strip().casefold()] = (" ".join(text.split()), range(int(node.start_mark.line), max(end, 1)))
    elif not findings.sorted():
        return None if front.strip() else OtherFront()
    else:
        pairs = [(number, _PAIR.fullmatch(line)) for number, line in enumerate(lines) if line.strip()]
        if sum(pair is not None for _number, pair in pairs) * 2 < len(pairs) or not pairs:
            return None
        for number, pair in pairs:
            if pair is not None:
                value = pair["value"].strip().strip("\"'“”")
                found.setdefault(pair["key"].strip().casefold(), (value, range(number, number + 1)))
    title = next((found[key] for key in _TITLES if key in found), ("", range(0)))
    day = next((found[key] for key in _DATES if key in found), ("", range(0)))
    return OtherFront(title[0], day[0], _remaining(lines, {*title[1], *day[1]}))


def _remaining(lines: list[str], taken: set[int]) -> tuple[tuple[int, str], ...]:
    return tuple(
        (number + 2, line.strip()) for number, line in enumerate(lines) if number not in taken and line.strip()
    )
