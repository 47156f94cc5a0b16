"""docs/architecture.md is the house as built: its picture, paths, tables of folders, and the lists of its recipes."""

from __future__ import annotations

import ast
import re
from itertools import pairwise
from pathlib import Path

import pytest

from tests.wording import ROOT

TEXT = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
ROOMS = ("templates", "storage", "tui")
FILES = sorted(file for room in ROOMS for file in (ROOT / room).rglob("*.py"))
FOLDERS = sorted({file.parent.relative_to(ROOT).as_posix() for file in FILES} - set(ROOMS))
ROW = re.compile(r"^\| `([a-z_/]+)/` \| (.+) \| (.+) \|$", re.MULTILINE)
TABLE = {folder: (line, set(re.findall("`(.+?)`", may))) for folder, line, may in ROW.findall(TEXT)}
PROSE = ROW.sub(r"`\1/`", TEXT)
"""The page without the third column of its tables, which names folders from inside their room."""
NAMED = sorted(
    {path for path in re.findall(r"`([^`\s]+)`", PROSE) if "/" in path or re.search(r"\.(py|md|toml)$", path)}
)


@pytest.mark.parametrize("path", NAMED)
def test_every_path_the_page_names_is_there(path: str) -> None:
    assert (ROOT / path).is_dir() if path.endswith("/") else (ROOT / path).is_file()


def test_the_page_names_as_many_paths_as_it_seems_to() -> None:
    assert len(NAMED) > 100


def test_every_folder_has_its_row() -> None:
    assert sorted(TABLE) == FOLDERS


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_is_called_what_it_calls_itself(folder: str) -> None:
    said = ast.get_docstring(ast.parse((ROOT / folder / "__init__.py").read_text(encoding="utf-8")))
    assert said is not None
    assert TABLE[folder][0] == said.splitlines()[0]


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_imports_what_the_table_says_and_nothing_more(folder: str) -> None:
    room = folder.split("/")[0]
    imported = {name for file in (ROOT / folder).glob("*.py") for name in _imported(file)}
    folders = {_folder_of(name) for name in imported if name.split(".")[0] == room} - {folder, room}
    assert {one.removeprefix(f"{room}/") for one in folders} == TABLE[folder][1]


@pytest.mark.parametrize(
    ("recipe", "named"),
    [("A kind of question", r"\bchecklist\b|\bCHECKLIST\b|\bChecks\b"), ("A record", r"\bAgreement\b|\bagreements\b")],
)
def test_a_recipe_names_every_file_that_knows_its_example(recipe: str, named: str) -> None:
    part = TEXT.split(f"### {recipe}\n")[1].split("\n#")[0]
    listed = {path for line in part.splitlines() if line.startswith("- ") for path in re.findall("`(.+?)`", line)}
    knows = {file.relative_to(ROOT).as_posix() for file in FILES if re.search(named, file.read_text(encoding="utf-8"))}
    assert listed == knows
    assert f"{len(knows)} files name it" in part


def test_an_arrow_of_the_picture_is_an_import() -> None:
    labels, arrows = _picture()
    wrong = {
        (one, other)
        for one, other in arrows
        if not any(
            target.startswith(tuple(labels[other]))
            for file in FILES
            if file.relative_to(ROOT).as_posix().startswith(tuple(labels[one]))
            for target in (name.replace(".", "/") + "/" for name in _imported(file))
        )
    }
    assert len(arrows) > 30
    assert wrong == set()


def test_the_picture_has_every_folder() -> None:
    """But for the words, which every folder uses and none imports."""
    shown = {path.removesuffix("/") for paths in _picture()[0].values() for path in paths}
    assert {folder for folder in FOLDERS if folder.count("/") == 1} - shown == {"templates/locale"}


def _picture() -> tuple[dict[str, list[str]], set[tuple[str, str]]]:
    """What each node of the picture stands for, as beginnings of paths, and its arrows."""
    lines = TEXT.split("```mermaid\n")[1].split("```")[0].splitlines()
    labels: dict[str, list[str]] = {}
    arrows: set[tuple[str, str]] = set()
    room = ""
    for line in lines:
        if opened := re.search(r"subgraph (\w+)", line):
            room = opened[1]
            continue
        for node, label in re.findall(r"(\w+)\[\"(.+?)\"\]", line):
            labels[node] = [f"{room}/{path.removesuffix('.py')}" for path in re.findall(r"[a-z_]+(?:/|\.py)", label)]
        chain = re.sub(r"\[.+?\]", "", line).split("-->")
        arrows |= {(one.strip(), other.strip()) for one, other in pairwise(chain)}
    return labels, arrows


def _imported(file: Path) -> set[str]:
    """What a file imports: modules, and what may be one."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def _folder_of(name: str) -> str:
    """The folder in which stands what is imported."""
    path = ROOT.joinpath(*name.split("."))
    if path.with_suffix(".py").is_file():
        return path.parent.relative_to(ROOT).as_posix()
    while not path.is_dir():
        path = path.parent
    return path.relative_to(ROOT).as_posix()
