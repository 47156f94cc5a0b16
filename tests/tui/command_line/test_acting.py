"""Actions from the command line, and the list of all of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.tui.command_line.running import done, refused, started


@pytest.fixture
def retro() -> str:
    """A retrospective with somebody on each side."""
    return started("--person", "Ann:client", "--person", "Bo:vendor")


def listed(*options: str) -> list[dict[str, Any]]:
    """What `actions --json` prints."""
    found: list[dict[str, Any]] = done("actions", "--json", *options).json
    return found


def test_an_action_is_kept_whole(retro: str) -> None:
    said = done(
        "action", retro, "-m", "Walk the night shift", "--when", "the plan is drawn", "--owner", "Ann",
        "--due", "2026-10-09", "--check-on", "2026-11-06", "--done-means", "Two shifts walked",
        "--confirm", "Bo", "--control", "us",
    )  # fmt: skip
    (action,) = listed()
    assert action == {
        "retrospective": {"id": retro, "slug": "port-system", "title": "Port system"},
        "id": said.last,
        "text": "Walk the night shift",
        "when": "the plan is drawn",
        "owner": "Ann",
        "side": "client",
        "due": "2026-10-09",
        "check_on": "2026-11-06",
        "done_means": "Two shifts walked",
        "confirm": "Bo",
        "control": "us",
        "status": "open",
        "why": None,
        "topic": None,
        "earlier": None,
    }
    rendered = done("render", retro, "--json").json["actions"]
    assert [{**entry, "retrospective": action["retrospective"]} for entry in rendered] == [action]


def test_the_owner_s_side_is_the_action_s_unless_told_otherwise(retro: str) -> None:
    done("action", retro, "-m", "one", "--owner", "bo")
    done("action", retro, "-m", "two", "--owner", "Bo", "--side", "client")
    done("action", retro, "-m", "three", "--owner", "Somebody")
    assert {a["text"]: a["side"] for a in listed()} == {"one": "vendor", "two": "client", "three": None}


def test_an_action_moves_on_and_says_why(retro: str) -> None:
    action = done("action", retro, "-m", "Walk the night shift", "--owner", "Ann").last
    moved = done("action", retro, "--edit", action[:5], "--status", "done", "--why", "Went on Tuesday", "--json").json
    assert (moved["status"], moved["why"], moved["text"], moved["owner"]) == (
        "done",
        "Went on Tuesday",
        "Walk the night shift",
        "Ann",
    )
    assert [a["status"] for a in listed("--open")] == ["done"]
    done("action", retro, "--edit", action, "--status", "confirmed")
    assert listed("--open") == []
    done("undo", retro)
    assert [a["status"] for a in listed("--open")] == ["done"]


def test_a_day_may_be_counted_from_today_and_taken_away_again(retro: str) -> None:
    action = done("action", retro, "-m", "x", "--due", "+14d").last
    assert listed()[0]["due"] == (date.today() + timedelta(days=14)).isoformat()
    done("action", retro, "--edit", action, "--due", "")
    assert listed()[0]["due"] is None


@pytest.mark.parametrize("due", ["soon", "12/05", "2026-02-30", "+two weeks", "20260101"])
def test_what_is_no_day_is_refused(retro: str, due: str) -> None:
    assert due in refused("action", retro, "-m", "x", "--due", due)
    assert listed() == []


def test_what_is_missing_is_wrong_usage(retro: str) -> None:
    assert "-m TEXT" in refused("action", retro, code=2)
    assert "--edit" in refused("action", retro, "-m", "x", "--status", "done", code=2)
    assert "--status done" in refused("action", retro, "--edit", "abc", code=2)
    refused("action", retro, "-m", "x", "--control", "fate", code=2)
    assert "nothing was kept" in refused("action", retro, "-m", " ")
    assert "phasebook actions" in refused("action", retro, "--edit", "zzz", "--status", "done")
    assert "client (Client)" in refused("action", retro, "-m", "x", "--side", "referee")


def test_the_actions_of_all_retrospectives_stand_under_their_titles(retro: str) -> None:
    other = done("--lang", "zh", "new", "--title", "抄表", "--date", "2020-01-01").last
    done("action", retro, "-m", "Walk the night shift", "--owner", "Ann", "--due", "2026-10-09")
    done("action", other, "-m", "先看三天", "--side", "乙方")
    text = done("actions").out
    assert text.index("Port system") < text.index("☐ still open  2026-10-09  Ann (Client)") < text.index("抄表")
    assert "parking lot (乙方)" in text
    assert done("actions", "--format", "json").json == listed()


def test_no_actions_at_all_is_an_empty_list() -> None:
    assert listed() == []
    assert done("actions").out == ""
