"""A team's own workbooks beside those that ship: found by name, told apart, and never in each other's way."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from templates import library
from templates.workbook.available import (
    MOST_BYTES,
    MOST_FILES,
    MOST_TOGETHER,
    Source,
    catalogue,
)
from templates.workbook.findings import WorkbookError
from templates.workbook.reader import read

OURS = "---\nworkbook: 1\nlang: en\n---\n\n# Our spring <!-- spring -->\n\n## All <!-- all -->\n\n### What went well?\n"


def own(folder: Path) -> dict[str, Source]:
    """A team's own workbooks, by name."""
    return {source.name: source for source in catalogue(folder).sources if source.is_own}


def write(folder: Path, name: str, text: str = OURS) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def test_without_a_folder_there_are_those_that_ship(tmp_path: Path) -> None:
    found = catalogue(tmp_path / "workbooks")
    assert [source.name for source in found.sources] == list(library.names())
    assert found.trouble == ""
    assert not list(tmp_path.iterdir()), "looking makes no folder"
    for source in found.sources:
        assert source.copy("zh") == (library.text(source.name, "zh"), read(library.text(source.name, "zh")).require())


def test_what_lies_in_the_folder_stands_behind_them_under_the_name_of_its_file(tmp_path: Path) -> None:
    write(tmp_path, "our spring.md")
    write(tmp_path, "冬天.MD")
    for name in (".hidden.md", "notes.txt", "workbook"):
        write(tmp_path, name)
    (tmp_path / "folder.md").mkdir()
    os.mkfifo(tmp_path / "pipe.md")
    found = catalogue(tmp_path)
    assert [source.name for source in found.sources] == [*library.names(), "our spring", "冬天"]
    ours = found.source("our spring")
    assert ours is not None
    assert ours.read("zh").require().title == "Our spring"
    assert ours.copy("zh")[0] == OURS


def test_one_in_two_languages_is_one_workbook(tmp_path: Path) -> None:
    write(tmp_path, "ours.en.md")
    write(tmp_path, "ours.zh.md", OURS.replace("lang: en", "lang: zh").replace("Our spring", "我们的春天"))
    (source,) = own(tmp_path).values()
    assert source.name == "ours"
    assert source.languages("en") == ("en", "zh")
    assert [source.read(lang).require().title for lang in ("en", "zh", "de")] == [
        "Our spring",
        "我们的春天",
        "Our spring",
    ]


def test_one_that_is_called_like_another_is_told_apart(tmp_path: Path) -> None:
    write(tmp_path, "four-phases.md")
    write(tmp_path, "kalm.en.md")
    write(tmp_path, "twice.md")
    write(tmp_path, "twice.MD")
    assert set(own(tmp_path)) == {"own/four-phases", "own/kalm", "twice", "twice.md"}
    found = catalogue(tmp_path)
    shipped, ours = found.source("four-phases"), found.source("own/four-phases")
    assert shipped is not None
    assert ours is not None
    assert not shipped.is_own
    assert ours.read("en").require().id == "spring"


@pytest.mark.parametrize(
    ("content", "line"), [(b"", 1), (OURS.encode().replace(b"### ", b"#### "), 10), (b"# Caf\xe9\n", 1)]
)
def test_a_broken_one_says_why_and_stops_nobody(tmp_path: Path, content: bytes, line: int) -> None:
    write(tmp_path, "good.md")
    (tmp_path / "broken.md").write_bytes(content)
    (tmp_path / "gone.md").symlink_to(tmp_path / "nowhere")
    sources = own(tmp_path)
    assert list(sources) == ["broken", "gone", "good"]
    (finding, *_more) = sources["broken"].read("en").errors
    assert str(finding).startswith(f"{tmp_path / 'broken.md'}:{line}: ")
    assert finding.remedy
    with pytest.raises(WorkbookError):
        sources["broken"].copy("en")
    assert sources["gone"].read("en").workbook is None
    assert sources["good"].read("en").workbook is not None


def test_a_name_no_terminal_can_show_is_shown_as_far_as_it_goes(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.md")).write_text(OURS)
    (source,) = own(tmp_path).values()
    assert source.name == "caf\ufffd"
    assert source.read("en").workbook is not None


def test_a_file_that_nobody_wrote_for_us_is_kept_as_what_was_understood(tmp_path: Path) -> None:
    write(tmp_path, "sprint.md", "\ufeff## Went well\r\n\r\n- \r\n")
    text, book = own(tmp_path)["sprint"].copy("en")
    assert book.title == "sprint", "it takes its title from its name"
    assert read(text).require() == book


def test_a_huge_file_is_not_read_and_a_huge_folder_not_gone_through(tmp_path: Path) -> None:
    write(tmp_path, "a-huge.md", OURS + "word " * (MOST_BYTES // 5))
    began = time.process_time()
    for number in range(MOST_FILES + 50):
        write(tmp_path, f"book-{number:05}.md")
    found = catalogue(tmp_path)
    assert len(found.sources) == len(library.names()) + MOST_FILES
    assert f"{tmp_path} holds 51 more workbooks" in found.trouble
    huge = found.source("a-huge")
    assert huge is not None
    assert "too large" in str(huge.read("en").errors[0])
    assert time.process_time() - began < 5


def test_files_together_are_read_only_as_far_as_nobody_has_to_wait(tmp_path: Path) -> None:
    for number in range(12):
        write(tmp_path, f"{number:02}.md", OURS + "x" * (MOST_BYTES - len(OURS)))
    found = catalogue(tmp_path)
    assert len(own(tmp_path)) == MOST_TOGETHER // MOST_BYTES == 10
    assert "holds 2 more workbooks" in found.trouble


def test_a_folder_that_is_none_is_said(tmp_path: Path) -> None:
    found = catalogue(write(tmp_path, "workbooks"))
    assert len(found.sources) == len(library.names())
    assert str(tmp_path / "workbooks") in found.trouble
