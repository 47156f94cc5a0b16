"""Giving a retrospective away on the command line: for whom, in which form, and what is said and refused on the way."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from storage.drafts.covered_file import Sealed, SealedFile
from storage.locations import data_folder, database_path
from tests.tui.command_line.running import done, refused, started

SECRET = "Their sales man promised what nobody could build"


@pytest.fixture
def retro() -> str:
    """A retrospective with an answer for everybody, one of the client's alone, and an action."""
    retro = started("--client", "Harbour", "--person", "Ann:client", "--person", "Bo:vendor")
    done("answer", retro, "honeymoon-expected", "--by", "Bo", "-m", "A reference")
    done("answer", retro, "honeymoon-expected", "--by", "Ann", "--private", "side", "-m", SECRET)
    done("action", retro, "-m", "Meet on Fridays", "--owner", "Ann", "--due", "2026-12-04")
    return retro


def test_each_audience_gets_its_own_document_and_is_told_what_is_not_in_it(retro: str) -> None:
    joint = done("render", retro)
    assert SECRET not in joint.out
    assert joint.err == "For both sides: 1 answer and 1 action. Left out: 1 private answer of Client.\n"
    assert SECRET in done("render", retro, "--audience", "client").out
    assert SECRET in done("render", retro, "--audience", "Harbour").out, "by the party's name too"
    assert SECRET not in done("render", retro, "--audience", "vendor").out
    page = done("render", retro, "--audience", "executive")
    assert "- [ ] Meet on Fridays — *Ann (Client) · due 2026-12-04*" in page.out
    assert "A reference" not in page.out
    assert "joint, executive, client, vendor" in refused("render", retro, "--audience", "everybody")


def test_the_four_forms_of_one_audience(retro: str, tmp_path: Path) -> None:
    html = done("render", retro, "--format", "html", "--audience", "client").out
    assert html.startswith("<!DOCTYPE html>")
    assert SECRET in html
    rows = list(csv.DictReader(StringIO(done("render", retro, "--format", "csv").out.removeprefix("\ufeff"))))
    assert [row["answer"] for row in rows] == ["A reference"]
    told = done("render", retro, "--format", "json", "--audience", "client").json
    marked = [(answer["text"], answer["private"]) for answer in told["answers"]]
    assert marked == [(SECRET, "side"), ("A reference", None)]
    file = tmp_path / "page.html"
    said = done("render", retro, "--format", "html", "-o", str(file))
    assert file.stat().st_mode & 0o777 == 0o600
    assert "Left out: 1 private answer of Client." in said.err


def test_an_answer_is_marked_and_opened_again(retro: str) -> None:
    note = done("answer", retro, "conflict-unsaid", "--by", "Ann", "-m", "Quiet", "--private", "facilitator").last
    assert "1 marked for the facilitator" in done("render", retro).err
    done("answer", retro, "conflict-unsaid", "--edit", note, "-m", "Quiet")
    assert "Quiet" not in done("render", retro).out, "a change of words opens nothing"
    done("answer", retro, "conflict-unsaid", "--edit", note, "-m", "Quiet", "--private", "none")
    assert "Quiet" in done("render", retro).out


@pytest.mark.parametrize("form", ["md", "html", "json"])
def test_a_document_that_would_tell_too_much_is_not_written(retro: str, tmp_path: Path, form: str) -> None:
    done("action", retro, "-m", f"Look into this: {SECRET}")
    file = tmp_path / "x"
    said = refused("render", retro, "--format", form, "-o", str(file))
    assert "a private answer of Client" in said
    assert "line " in said
    assert SECRET not in said
    assert not file.exists()
    assert "Look into this" in done("render", retro, "--format", form, "--audience", "client").out


def test_what_is_still_covered_is_looked_for(retro: str) -> None:
    done("action", retro, "-m", "We said we would go live without a test")
    sealed = SealedFile(database_path())
    page = done("render", retro, "--json").json["retrospective"]["id"]
    note = Sealed(id="s", retrospective=page, question="q", kind="notes", body={"text": "go live without a test"})
    sealed.put(note)
    sealed.close()
    assert "an answer that is still covered" in refused("render", retro)


def test_a_layout_of_ones_own_is_named_or_lies_in_the_data_folder(retro: str, tmp_path: Path) -> None:
    layout = tmp_path / "ours.md.jinja"
    layout.write_text("# {{ page.title }}\n\n{{ actions }}\n", encoding="utf-8")
    said = done("render", retro, "--layout", str(layout))
    assert said.out.startswith("# ")
    assert "Meet on Fridays" in said.out
    folder = data_folder() / "layouts"
    folder.mkdir(parents=True)
    (folder / "executive.md.jinja").write_text("Dear board,\n\n{{ actions }}\n", encoding="utf-8")
    (folder / "executive.zh.md.jinja").write_text("各位：\n", encoding="utf-8")
    assert done("render", retro, "--audience", "executive").out.startswith("Dear board,")
    assert not done("render", retro).out.startswith("Dear board,")


@pytest.mark.parametrize(
    ("source", "reason"), [(b"\n{{ nothing }}", "line 2"), (b"\xff\xfe", "cannot be read"), (None, "cannot be read")]
)
def test_a_layout_that_cannot_be_used_is_told_with_its_place(
    retro: str, tmp_path: Path, source: bytes | None, reason: str
) -> None:
    layout = tmp_path / "ours.md.jinja"
    if source is not None:
        layout.write_bytes(source)
    said = refused("render", retro, "--layout", str(layout))
    assert "ours.md.jinja" in said
    assert reason in said


def test_json_and_a_table_have_no_layout(retro: str, tmp_path: Path) -> None:
    assert "--layout" in refused("render", retro, "--json", "--layout", str(tmp_path / "x"), code=2)


def test_the_executives_json_holds_figures_and_nobodys_words(retro: str) -> None:
    done("answer", retro, "honeymoon-trust", "--by", "Ann", "--value", "4")
    told = json.dumps(done("render", retro, "--audience", "executive", "--json").json, ensure_ascii=False)
    assert "A reference" not in told
    assert '"value": 4' in told
    assert "Bo" not in told
