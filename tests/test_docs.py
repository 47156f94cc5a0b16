"""What the pages say is true: their commands run, their workbooks are read, their links lead somewhere."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from storage.laptop import forget_laptop
from templates import words
from templates.workbook.model import Kind
from templates.workbook.reader import read
from tests.tui.command_line.running import Said, phasebook
from tests.wording import ROOT
from tui.keys.command import EVERYWHERE, key_cap
from tui.road.road import RoadScreen
from tui.screens.reading import ReadingScreen
from tui.screens.shelf import ShelfScreen

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
INSTALL = re.compile("^python3 -m venv .*$", re.MULTILINE)
AROUND = "---\nworkbook: 1\nlang: en\nsides: client=Client, vendor=Vendor\n---\n\n# Title\n\n## Phase\n\n"
"""What stands around a question that a page shows alone."""


def name(page: Path) -> str:
    """A page as it is called from the top of the repository."""
    return str(page.relative_to(ROOT))


def fences(page: Path) -> Iterator[tuple[int, str, str]]:
    """The fenced blocks of a page: line, info string, content."""
    for token in MarkdownIt("commonmark").parse(page.read_text(encoding="utf-8")):
        if token.type == "fence" and token.map:
            yield token.map[0] + 1, token.info.strip(), token.content


@dataclass(frozen=True)
class Example:
    """A command a page shows, and what the page says it prints."""

    line: int
    command: str
    said: str | None
    """None where the page shows no output; `…` stands for anything."""


def examples(page: Path) -> Iterator[Example]:
    """The commands of a page: those after `$` in its console blocks, and the lines of its sh blocks."""
    for line, info, content in fences(page):
        if info == "console":
            for at, part in enumerate(re.split(r"(?m)^\$ ", content)[1:]):
                command, _newline, said = part.partition("\n")
                yield Example(line + at, command, said.strip() or None)
        elif info == "sh":
            yield from (
                Example(line + at, text, None)
                for at, text in enumerate(content.splitlines(), start=1)
                if text.startswith("phasebook ")
            )


def run(command: str) -> Said:
    """Run a command that begins with `phasebook` where one stands, knowing nothing of those before it."""
    program, *arguments = shlex.split(command)
    assert program == "phasebook"
    forget_laptop()
    words.use("en")
    return phasebook(*arguments)


@pytest.mark.parametrize("page", [page for page in PAGES if any(examples(page))], ids=name)
def test_the_commands_a_page_shows_do_what_it_says(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    if page.parent == ROOT:
        assert run('phasebook new --title "Billing system"').code == 0
    whole = next((text for _line, info, text in fences(page) if info == "markdown"), "")
    (tmp_path / "first-release.md").write_text(whole, encoding="utf-8")
    for example in examples(page):
        done = run(example.command)
        where = f"{name(page)}:{example.line}: {example.command}\n{done.out}{done.err}"
        assert done.code == 0, where
        if example.said is not None:
            pattern = ".*".join(re.escape(part) for part in example.said.split("…"))
            assert re.fullmatch(pattern, (done.out + done.err).strip(), re.DOTALL), where


SHOWN = [(page, *fence) for page in PAGES for fence in fences(page) if fence[1].split()[:1] == ["markdown"]]


@pytest.mark.parametrize(
    ("page", "line", "info", "content"), SHOWN, ids=[f"{name(page)}:{line}" for page, line, *_ in SHOWN]
)
def test_a_workbook_a_page_shows_is_read_as_it_says(page: Path, line: int, info: str, content: str) -> None:
    word = info.removeprefix("markdown").strip()
    whole = content.startswith(("---", "# "))
    reading = read(content if whole else AROUND + content, file=f"{name(page)}:{line}")
    if word == "error":
        assert [finding.is_error for finding in reading.findings] == [True]
        return
    workbook = reading.require()
    assert list(reading.errors) == []
    if word == "lenient":
        assert not reading.strict
        return
    assert list(reading.warnings) == []
    if word:
        assert [question.kind for question in workbook.questions] == [Kind(word)]


def test_every_kind_of_question_is_shown() -> None:
    shown = {info.removeprefix("markdown").strip() for _page, _line, info, _content in SHOWN}
    assert set(Kind) <= shown


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_and_picture_of_a_page_is_there(page: Path) -> None:
    text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    targets = [target for target in LINK.findall(text) if "://" not in target and not target.startswith("#")]
    assert [target for target in targets if not (page.parent / target.split("#")[0]).exists()] == []


@pytest.mark.parametrize("file", ["README.md", "README.zh-CN.md"])
def test_every_key_a_readme_names_does_something(file: str) -> None:
    rows = re.findall(r"(?m)^\| (`.*?`) \|", (ROOT / file).read_text(encoding="utf-8"))
    named = {key for row in rows for key in re.findall(r"`([^`]+)`", row)}
    commands = (*EVERYWHERE, *RoadScreen.COMMANDS, *ShelfScreen.COMMANDS, *ReadingScreen.COMMANDS)
    known = {key_cap(key) for command in commands for key in command.keys}
    assert len(named) > 12
    assert named - known == set()


def test_both_readmes_hold_the_same_two_commands() -> None:
    english, chinese = (INSTALL.findall((ROOT / file).read_text("utf-8")) for file in ("README.md", "README.zh-CN.md"))
    assert english == chinese
    assert len(english) == 2
    assert "-c constraints.txt" in english[0]
    assert english[0].endswith(" demo")
    assert english[1].endswith("pytest -q")
