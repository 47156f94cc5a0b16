"""The document printed and written, and the workbooks it can come from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.tui.command_line.running import (
    done,
    phasebook,
    refused,
    started,
)


@pytest.fixture
def retro() -> str:
    """A retrospective with one answer."""
    retro = started("--client", "Harbour")
    done(
        "answer",
        retro,
        "honeymoon-expected",
        "--by",
        "王敏",
        "--side",
        "client",
        "-m",
        "夜里不再有人打电话 🙂",
    )
    return retro


def test_the_markdown_goes_to_standard_output_whatever_the_locale(retro: str) -> None:
    said = done("render", retro)
    assert said.out.startswith("---\n")
    assert "夜里不再有人打电话 🙂" in said.out
    assert said.err == ""


def test_the_file_is_private_whole_and_never_overwritten_unasked(retro: str, tmp_path: Path) -> None:
    file = tmp_path / "port.md"
    said = done("render", retro, "-o", str(file))
    assert said.out == ""
    assert str(file) in said.err
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.read_bytes().decode() == done("render", retro).out
    file.write_text("mine")
    assert "--force" in refused("render", retro, "-o", str(file))
    assert file.read_text() == "mine"
    done("render", retro, "-o", str(file), "--force", "--format", "json")
    assert json.loads(file.read_bytes()) == done("render", retro, "--json").json
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == ["port.md"]


def test_a_link_that_leads_nowhere_is_something_too(retro: str, tmp_path: Path) -> None:
    link = tmp_path / "port.md"
    link.symlink_to(tmp_path / "nowhere.md")
    assert "--force" in refused("render", retro, "-o", str(link))
    assert not (tmp_path / "nowhere.md").exists()


@pytest.mark.parametrize("where", ["missing/port.md", "folder", "file/port.md"])
def test_a_place_that_cannot_be_written_is_named(retro: str, tmp_path: Path, where: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("")
    assert str(tmp_path / where) in refused("render", retro, "-o", str(tmp_path / where))
    assert list((tmp_path / "folder").iterdir()) == []


def test_a_dash_and_a_device_are_written_through(retro: str) -> None:
    assert done("render", retro, "-o", "-").out == done("render", retro).out
    assert done("render", retro, "-o", "/dev/null").out == ""


def test_a_retrospective_that_is_not_there_or_not_clear_is_said() -> None:
    ids = [started(), started()]
    assert "phasebook list" in refused("render", "port")
    common = next((ids[0][:n] for n in range(3, 0, -1) if ids[1].startswith(ids[0][:n])), "")
    assert refused("render", common)


def test_the_workbooks_that_ship_are_listed_in_the_language_of_the_run() -> None:
    assert done("workbooks").out.startswith("four-phases")
    english, *others = done("workbooks", "--json").json
    chinese = done("--lang", "zh", "workbooks", "--json").json[0]
    assert len(others) == 12
    assert (english["name"], english["lang"], english["languages"]) == ("four-phases", "en", ["en", "zh"])
    assert (chinese["lang"], chinese["questions"]) == ("zh", english["questions"])
    assert [p["id"] for p in english["phases"]] == [p["id"] for p in chinese["phases"]]
    assert done("check", english["path"]).code == 0


def test_check_says_what_it_understood_and_ends_with_one_where_a_file_cannot_be_used(tmp_path: Path) -> None:
    file = tmp_path / "ours.md"
    file.write_text("# Spring\n\n## Went well\n\n- \n\n## Went badly\n")
    said = done("check", str(file))
    assert "Went well" in said.out
    assert done("check", str(file), "--json").json["ok"] is True
    file.write_text("---\nworkbook: 1\n---\n\n# Spring\n\n## Empty\n")
    said = phasebook("check", str(file))
    assert said.code == 1
    assert f"{file}:7:" in said.out
    told = phasebook("check", str(file), "--json")
    assert told.code == 1
    assert told.json["findings"][0]["line"] == 7


def test_check_of_what_is_no_text_is_a_finding(tmp_path: Path) -> None:
    file = tmp_path / "ours.md"
    file.write_bytes(b"# caf\xe9\n")
    for path in (file, tmp_path, tmp_path / "missing.md"):
        said = phasebook("check", str(path))
        assert said.code == 1
        assert f"{path}:1:" in said.out
    refused("check", code=2)
