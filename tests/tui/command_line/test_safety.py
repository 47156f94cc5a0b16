"""Backups, restore, doctor, purge and earlier versions from the command line."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
from pathlib import Path

import pytest

from storage.files import backup
from storage.locations import database_path
from storage.shelf import Shelf
from tests.tui.command_line.running import (
    answers,
    done,
    environment,
    phasebook,
    process,
    refused,
    started,
)
from tui.command_line import purge, safety
from tui.command_line.shared import output, output_file


@pytest.fixture
def retro() -> str:
    """A retrospective with somebody on each side."""
    return started("--person", "Ann:client", "--person", "Bo:vendor")


def told(retro: str) -> list[str]:
    """What was answered."""
    return [answer["text"] for answer in answers(retro)]


def at_a_terminal(monkeypatch: pytest.MonkeyPatch, *said: str) -> list[str]:
    """Sit at a terminal and answer what is asked; what was asked is gathered."""
    asked: list[str] = []
    replies = iter(said)

    def ask(question: str) -> bool:
        asked.append(question)
        return next(replies) == "y"

    for module in (output_file, purge, safety):
        monkeypatch.setattr(module, "can_ask", lambda: True)
        monkeypatch.setattr(module, "ask", ask)
    return asked


# -- backups -------------------------------------------------------------------------------------------


def test_a_command_that_went_well_takes_the_day_s_backup_after_its_output(retro: str) -> None:
    (first,) = backup.all_of(database_path())
    assert first.reason == "opening"
    done("answer", retro, "honeymoon-expected", "-m", "x")
    assert backup.all_of(database_path()) == (first,)


def test_a_backup_names_its_path_and_all_are_listed(retro: str, tmp_path: Path) -> None:
    path = Path(done("backup").last)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    listed = done("backup", "--list", "--json").json
    assert [one["reason"] for one in listed][:1] == ["hand"]
    assert listed[0]["path"] == str(path)
    assert "by hand" in done("backup", "--list").out
    assert done("backup", "--json").json["reason"] == "hand"


def test_a_backup_goes_to_a_file_of_one_s_own(retro: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "port 备份.db"
    done("backup", "-o", str(target))
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert done("--db", str(target), "list", "--json").json == done("list", "--json").json
    before = target.read_bytes()
    assert "--force" in refused("backup", "-o", str(target))
    done("answer", retro, "honeymoon-expected", "-m", "x")
    asked = at_a_terminal(monkeypatch, "n", "y")
    assert "Nothing was written" in refused("backup", "-o", str(target))
    assert target.read_bytes() == before
    done("backup", "-o", str(target))
    assert target.read_bytes() != before
    assert len(asked) == 2
    assert str(target) in asked[0]


def test_what_goes_wrong_is_told_where_there_is_no_backup_to_speak_of(tmp_path: Path) -> None:
    missing = str(tmp_path / "missing.db")
    for command in (["backup"], ["backup", "-o", str(tmp_path / "x.db")]):
        assert missing in refused("--db", missing, *command)
    said = done("backup", "--list")
    assert said.out == ""
    assert "no backup yet" in said.err
    assert done("backup", "--list", "--json").json == []
    assert list(tmp_path.glob("*.db")) == []


# -- restore -------------------------------------------------------------------------------------------


def test_restore_says_where_the_state_of_before_is_and_that_leads_back(retro: str) -> None:
    done("answer", retro, "honeymoon-expected", "-m", "old")
    copy = done("backup").last
    done("answer", retro, "honeymoon-expected", "-m", "new")
    said = done("restore", copy)
    assert told(retro) == ["old"]
    assert "1 retrospective, 1 answer" in said.err
    before = next(line for line in said.err.splitlines() if "state of before" in line).split()[-1].rstrip(".")
    done("restore", before)
    assert told(retro) == ["old", "new"]


def test_at_a_terminal_restore_asks(retro: str, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = done("backup").last
    done("answer", retro, "honeymoon-expected", "-m", "new")
    asked = at_a_terminal(monkeypatch, "n", "y")
    assert "Nothing was changed" in refused("restore", copy)
    assert told(retro) == ["new"]
    done("restore", copy)
    assert told(retro) == []
    assert len(asked) == 2
    done("restore", copy, "--yes")
    assert len(asked) == 2


def test_restore_of_what_is_no_backup_is_refused(retro: str, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("notes")
    assert "not a phasebook database" in refused("restore", str(tmp_path / "notes.txt"))
    assert str(tmp_path / "nothing") in refused("restore", str(tmp_path / "nothing"))
    refused("restore", code=2)


# -- doctor --------------------------------------------------------------------------------------------


def damage(path: Path) -> None:
    """Change a word of the journal behind its back."""
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TRIGGER entries_never_change")
        connection.execute("UPDATE entries SET fields = replace(fields, 'Quiet', 'Queer')")
    connection.close()


def test_doctor_repairs_and_keeps_the_damaged_file(retro: str) -> None:
    done("answer", retro, "honeymoon-expected", "-m", "Quiet nights")
    for one in backup.all_of(database_path()):
        one.path.unlink()
    damage(database_path())
    said = phasebook("doctor")
    assert said.code == 1
    assert "does not match its own hash" in said.out
    repaired = done("doctor", "--repair", "--json").json
    assert repaired["ok"] is True
    assert Path(repaired["aside"]).exists()
    assert "Queer nights" in repaired["lost"][0]
    assert told(retro) == ["Quiet nights"]
    assert "All is as it should be" in done("doctor").out
    assert done("doctor", "--repair", "--json").json["aside"] is None


def test_a_damaged_database_is_told_after_a_command_and_its_backups_stay(
    retro: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    done("answer", retro, "honeymoon-expected", "-m", "Quiet nights")
    monkeypatch.setattr(backup, "AGE", -1)
    damage(database_path())
    said = done("list")
    assert "damaged" in said.err
    assert "phasebook doctor" in said.err
    assert [one.reason for one in backup.all_of(database_path())] == ["opening"]


def test_doctor_tells_about_a_file_that_does_not_even_open(retro: str) -> None:
    content = bytearray(database_path().read_bytes())
    content[:16] = bytes(16)
    database_path().write_bytes(content)
    report = phasebook("doctor", "--json")
    assert report.code == 1
    assert json.loads(report.out)["ok"] is False
    assert "--repair" in json.loads(report.out)["findings"][0]
    assert "was left as it is" in refused("list")
    assert "saved" in done("doctor", "--repair").out
    assert len(done("list", "--json").json) == 1


def test_doctor_of_nothing_is_content_but_a_mistyped_name_is_told(tmp_path: Path) -> None:
    assert done("doctor", "--json").json["ok"] is True
    assert not database_path().exists()
    assert "check its name" in refused("--db", str(tmp_path / "mistyped.db"), "doctor")


# -- names typed wrong -----------------------------------------------------------------------------------


def test_reading_never_makes_a_file(tmp_path: Path, retro: str) -> None:
    mistyped = tmp_path / "mistyped.db"
    for command in (["list", "--json"], ["actions", "--json"]):
        said = done("--db", str(mistyped), *command)
        assert said.json == []
        assert str(mistyped) in said.err
    for command in (
        ["render", "x"],
        ["answer", "x", "y", "-m", "z"],
        ["action", "x", "-m", "z"],
        ["undo", "x"],
        ["history", "x"],
        ["open", "x"],
        ["purge", "x"],
    ):
        assert "check its name" in refused("--db", str(mistyped), *command)
    assert not mistyped.exists()
    done("--db", str(mistyped), "new", "--title", "x")
    assert mistyped.exists()


# -- purge and versions --------------------------------------------------------------------------------


def test_purge_wants_to_be_told_twice_and_says_what_it_cannot_reach(
    retro: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = done("answer", retro, "honeymoon-expected", "--by", "Ann", "-m", "Quiet nights").last
    done("answer", retro, "honeymoon-expected", "-m", "Loud nights", "--edit", note)
    done("backup")
    for yes in ([], ["--yes"]):
        assert "--yes --yes" in refused("purge", retro, "--answer", note, *yes)
    asked = at_a_terminal(monkeypatch, "n", "y", "n", "y", "y")
    for _time in range(2):
        assert "Nothing was removed" in refused("purge", retro, "--answer", note[:6])
    assert told(retro) == ["Loud nights"]
    said = done("purge", retro, "--answer", note[:6])
    assert len(asked) == 5
    assert "2 entries were removed" in said.out
    assert "Out of reach" in said.out
    assert told(retro) == []
    files_left = [database_path(), *(one.path for one in backup.all_of(database_path()))]
    assert all(b"nights" not in path.read_bytes() for path in files_left)
    assert done("history", retro).out.splitlines()[-1].endswith("purged · 2 entries of the journal")
    assert done("doctor", "--json").json["ok"] is True


def test_a_person_and_a_retrospective_are_purged(retro: str) -> None:
    done("answer", retro, "honeymoon-expected", "--by", "Ann", "-m", "Quiet nights")
    done("answer", retro, "honeymoon-expected", "--by", "Bo", "-m", "Loud nights")
    report = done("purge", retro, "--person", "ann", "--yes", "--yes", "--json").json
    assert report["entries"] == 2
    assert told(retro) == ["Loud nights"]
    assert [p["name"] for p in done("render", retro, "--json").json["people"]] == ["Bo"]
    done("purge", retro, "--yes", "--yes")
    assert done("list", "--json").json == []
    assert "Nothing that was purged elsewhere" in done("purge", "--received").err


def test_what_purge_does_not_understand_is_wrong_usage(retro: str) -> None:
    refused("purge", code=2)
    refused("purge", retro, "--answer", "a", "--person", "b", code=2)
    assert "zzz" in refused("purge", retro, "--answer", "zzz", "--yes", "--yes")
    assert "Nobody" in refused("purge", retro, "--person", "Nobody", "--yes", "--yes")


def test_an_earlier_version_comes_back(retro: str) -> None:
    note = done("answer", retro, "honeymoon-expected", "--by", "Ann", "-m", "Quiet nights").last
    done("answer", retro, "honeymoon-expected", "-m", "Loud nights", "--edit", note)
    lines = done("history", retro, "--answer", note[:7]).out.splitlines()
    assert len(lines) == 2
    version = lines[0].split()[0]
    assert "Ann · Loud nights → Quiet nights" in done("history", retro, "--restore", version).out
    assert told(retro) == ["Quiet nights"]
    assert "stands like that already" in done("history", retro, "--restore", version).err
    assert "restored" not in done("history", retro).out
    done("undo", retro)
    assert told(retro) == ["Loud nights"]
    events = done("history", retro, "--answer", note, "--json").json
    assert [event["verb"] for event in events] == ["added", "changed", "changed", "undone"]
    assert events[0]["entry"].startswith(version)
    assert "zzz" in refused("history", retro, "--restore", "zzz")
    assert "zzz" in refused("history", retro, "--answer", "zzz")


def test_a_deletion_says_what_it_took(retro: str) -> None:
    done("answer", retro, "honeymoon-expected", "--by", "Ann", "-m", "Quiet nights")
    done("action", retro, "-m", "Walk the night shift", "--owner", "Ann")
    with Shelf.open(database_path()) as shelf:
        page = shelf.page(shelf.find(retro))
        shelf.drop(page.id, *page.answers, *page.actions)
    lines = done("history", retro).out.splitlines()[-2:]
    assert lines[0].endswith("deleted · On day one, what did you expect this project to bring? · Ann · Quiet nights")
    assert "deleted · action · Walk the night shift" in lines[1]
    assert "Quiet nights" in done("undo", retro).out


# -- at the terminal -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("said", "yes"), [("y\n", True), ("YES\n", True), ("是\n", True), ("\n", False), ("", False)])
def test_only_a_written_yes_is_one(said: str, yes: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    import sys

    monkeypatch.setattr(sys, "stdin", io.StringIO(said))
    assert output.ask("Go on?") is yes


def test_an_export_never_follows_a_link_out_of_its_folder(retro: str, tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    outside = tmp_path / "outside.md"
    outside.write_text("theirs")
    link = tmp_path / "inside" / "port.md"
    link.symlink_to(outside)
    assert "--force" in refused("render", retro, "-o", str(link))
    done("render", retro, "-o", str(link), "--force")
    assert outside.read_text() == "theirs"
    assert not link.is_symlink()
    assert stat.S_IMODE(link.stat().st_mode) == 0o600
    os.mkfifo(tmp_path / "pipe")
    link.unlink()
    link.symlink_to(tmp_path / "pipe")
    assert "--force" in refused("render", retro, "-o", str(link))


def test_the_process_ends_with_its_backup_taken_even_where_nobody_reads_on(tmp_path: Path) -> None:
    started()
    for one in backup.all_of(database_path()):
        one.path.unlink()
    reader, writer = os.pipe()
    os.close(reader)
    assert process("list", stdout=writer, env=environment()).returncode == 0
    os.close(writer)
