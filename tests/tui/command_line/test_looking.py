"""Undo, redo, history and the look-over, from the command line."""

from __future__ import annotations

import sqlite3

import pytest

from storage.entries.entry import UNCOVERED
from storage.ids import new_id
from storage.locations import database_path
from storage.shelf import Details, Shelf
from templates.filled_page.page import Note
from tests.tui.command_line.running import (
    answers,
    done,
    phasebook,
    refused,
    started,
)


@pytest.fixture
def retro() -> str:
    """A retrospective with somebody on each side."""
    return started("--person", "Ann:client", "--person", "Bo:vendor")


def test_undo_says_what_went_and_who_had_made_it_and_redo_brings_it_back(retro: str) -> None:
    done("answer", retro, "honeymoon-expected", "--by", "Ann", "-m", "Quiet nights")
    line = done("undo", retro).out
    assert line == "undone · On day one, what did you expect this project to bring? · Ann · Quiet nights\n"
    assert answers(retro) == []
    assert done("redo", retro).out == line.replace("undone", "redone")
    assert answers(retro)[0]["text"] == "Quiet nights"


def test_undo_of_an_unnamed_answer_names_its_side_and_its_words(retro: str) -> None:
    done("answer", retro, "honeymoon-trust", "--side", "vendor", "--value", "2", "--guess", "4")
    assert "Vendor · 2 (We checked every word twice) · guess: 4" in done("undo", retro).out
    done("answer", retro, "conflict-requirements", "--cell", "origin=leader")
    assert "no side · Origin: leader" in done("undo", retro).out


def test_undo_goes_back_to_the_start_and_no_further(retro: str) -> None:
    done("action", retro, "-m", "x", "--owner", "Ann")
    assert "action" in done("undo", retro).out
    said = done("undo", retro)
    assert said.out == ""
    assert "nothing to undo" in said.err
    assert done("undo", retro, "--json").json == []
    assert [p["name"] for p in done("render", retro, "--json").json["people"]] == ["Ann", "Bo"]
    done("redo", retro)
    assert "nothing to redo" in done("redo", retro).err


def test_undo_takes_back_an_edit_only(retro: str) -> None:
    note = done("answer", retro, "honeymoon-expected", "--by", "Ann", "-m", "Quiet nights").last
    done("answer", retro, "honeymoon-expected", "-m", "Loud nights", "--edit", note)
    assert "Ann" in done("undo", retro).out
    assert answers(retro)[0]["text"] == "Quiet nights"


def test_history_tells_everything_in_order(retro: str) -> None:
    note = done("answer", retro, "honeymoon-expected", "--by", "Ann", "-m", "Quiet\nnights").last
    done("answer", retro, "honeymoon-expected", "-m", "Loud nights", "--edit", note)
    done("undo", retro)
    lines = done("history", retro).out.splitlines()
    assert [line.split("  ")[1].split(" · ")[0] for line in lines] == [
        "added", "added", "added", "added", "changed", "undone",
    ]  # fmt: skip
    assert "Port system" in lines[0]
    assert "Ann · side: Client" in lines[1]
    assert "Quiet nights → Loud nights" in lines[4]
    events = done("history", retro, "--json").json
    assert [event["verb"] for event in events] == ["added", "added", "added", "added", "changed", "undone"]
    assert {"field": "text", "before": "Quiet\nnights", "after": "Loud nights"} in events[4]["changes"]
    assert events[4]["question"] == "honeymoon-expected"
    assert all(event["here"] for event in events)


def test_undo_refuses_to_cover_again_what_everybody_has_read(retro: str) -> None:
    with Shelf.open(database_path()) as shelf:
        shown = Details(settings={UNCOVERED: "honeymoon 1"})
        shelf.keep(retro, Note(id=new_id(), question="honeymoon-expected", text="Quiet nights"), shown)
    assert "stays uncovered" in refused("undo", retro)
    assert "Quiet nights" in done("render", retro).out
    assert "honeymoon 1" not in done("history", retro).out


def test_doctor_finds_a_sound_file_sound(retro: str) -> None:
    done("answer", retro, "honeymoon-expected", "-m", "x")
    assert "All is as it should be." in done("doctor").out
    report = done("doctor", "--json").json
    assert (report["ok"], report["findings"], report["answers"], report["path"]) == (
        True,
        [],
        1,
        str(database_path()),
    )


def test_doctor_ends_with_one_where_the_tables_were_changed_by_hand(retro: str) -> None:
    done("answer", retro, "honeymoon-expected", "-m", "x")
    with sqlite3.connect(database_path()) as connection:
        connection.execute("UPDATE answers SET text = 'forged'")
    connection.close()
    said = phasebook("doctor")
    assert said.code == 1
    assert "answers" in said.out
    assert phasebook("doctor", "--json").json["ok"] is False
