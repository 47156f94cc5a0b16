"""What the pages promise: every test they name is there, and the minutes they tell are the program's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from templates import library
from templates.filled_page.page import Retrospective
from templates.meeting.time_plan import SHORT_LENGTH, plan
from templates.workbook import frame
from templates.workbook.reader import read
from tests.wording import ROOT

PAGES = (*sorted((ROOT / "docs").glob("*.md")), *sorted(ROOT.glob("*.md")))
NAMED = re.compile(r"`(?:[\w. -]*python -m )?(tests(?:[/.][\w.]+)+)((?:::\w+)*)`")
"""A file, a folder or a module of the tests in a page, and the test in it where one is named."""
PROMISING = ("safety.md", "backups.md", "data.md", "voting.md", "readings.md", "meeting.md", "first-meeting.md")
"""The pages that promise something and have to say what holds it."""
STAGES = (frame.OPEN, None, frame.GAPS, frame.VOTE, frame.DECIDE, frame.CLOSE)
"""The stages as docs/meeting.md has them; the phases of the workbook stand under one heading."""


def named(page: Path) -> list[tuple[str, str]]:
    """The tests a page names: a path, and the name in it or an empty text."""
    return [(found[1], found[2].removeprefix("::")) for found in NAMED.finditer(page.read_text("utf-8"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_test_a_page_names_is_there(page: Path) -> None:
    for path, name in named(page):
        module = ROOT / path if "/" in path else ROOT.joinpath(*path.split("."))
        file = module if module.exists() else module.with_name(f"{module.name}.py")
        assert file.exists(), f"{page.name} names {path}"
        if name:
            assert re.search(rf"(?m)^ *(?:async )?(?:def|class) {name}\b", file.read_text("utf-8")), f"{path}::{name}"


@pytest.mark.parametrize("name", PROMISING)
def test_a_page_that_promises_names_what_holds_it(name: str) -> None:
    assert named(ROOT / "docs" / name), f"docs/{name} promises, and names no test"


@pytest.mark.parametrize(
    ("lang", "name", "minutes"),
    [("en", "meeting.md", r"\((\d+) minutes\)"), ("zh", "meeting.zh-CN.md", r"（(\d+) 分钟）")],
)
def test_the_minutes_of_the_meeting_are_those_the_program_gives_it(lang: str, name: str, minutes: str) -> None:
    workbook = read(library.text("four-phases", lang)).require()
    page = Retrospective(id="r", slug="r", title="R", workbook=workbook, date="2026-01-01", short=True)
    stages = {part.stage.id: part.minutes for part in plan(page)}
    phases = sum(n for id, n in stages.items() if id not in STAGES)
    expected = [phases if stage is None else stages[stage] for stage in STAGES]
    headings = re.findall(rf"(?m)^## .*?{minutes}$", (ROOT / "docs" / name).read_text("utf-8"))
    # The first is what one person does before the others come.
    assert [int(n) for n in headings[1:]] == expected
    assert sum(expected) == SHORT_LENGTH
