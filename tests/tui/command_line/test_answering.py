"""Answering from the command line: every kind of question, whoever answers, and every way to get it wrong."""

from __future__ import annotations

import pytest

from storage.locations import database_path
from storage.records.header import Details
from storage.shelf import Shelf
from tests.tui.command_line.running import (
    answers,
    done,
    phasebook,
    refused,
    started,
)

NOTES = "honeymoon-expected"
SCALE = "honeymoon-trust"
PLAIN_SCALE = "honeymoon-knew"
LEDGER = "conflict-requirements"
CHOICE = "cooperation-state"
LIST = "honeymoon-signs"


@pytest.fixture
def retro() -> str:
    """A retrospective with somebody on each side."""
    return started("--client", "Harbour", "--person", "Ann:client", "--person", "Bo:vendor")


def test_a_note_is_kept_with_its_writer_and_her_side(retro: str) -> None:
    note = done("answer", retro, NOTES, "--by", "Ann", "-m", "Quiet nights").last
    (kept,) = answers(retro)
    assert (kept["id"], kept["text"], kept["by"], kept["side"]) == (note, "Quiet nights", "Ann", "client")


def test_the_question_and_the_retrospective_may_be_abbreviated(retro: str) -> None:
    done("answer", retro[:8], "honeymoon-exp", "-m", "one")
    done("answer", "port-system", "On day one, what did you expect this project to bring?", "-m", "two")
    assert [a["question"] for a in answers(retro)] == [NOTES, NOTES]


def test_json_gives_the_answer_as_render_would(retro: str) -> None:
    said = done("answer", retro, NOTES, "--side", "Harbour", "-m", "x", "--json")
    assert [said.json] == answers(retro)
    assert (said.json["side"], said.json["by"], said.json["person"]) == ("client", None, None)


def test_an_unknown_writer_is_added_together_with_the_answer(retro: str) -> None:
    said = done("answer", retro, NOTES, "--by", "Cy", "--side", "vendor", "-m", "x")
    assert "Cy" in said.err
    assert done("render", retro, "--json").json["people"][-1]["side"] == "vendor"
    done("undo", retro)
    whole = done("render", retro, "--json").json
    assert whole["answers"] == []
    assert [p["name"] for p in whole["people"]] == ["Ann", "Bo"]


def test_an_unknown_writer_without_a_side_stands_under_no_side_until_she_joins_one(retro: str) -> None:
    done("answer", retro, NOTES, "--by", "Cy", "-m", "x")
    done("answer", retro, NOTES, "--by", "Cy", "--side", "client", "-m", "y")
    done("answer", retro, NOTES, "--by", "Cy", "-m", "z")
    assert sorted((a["text"], a["side"]) for a in answers(retro)) == [
        ("x", None),
        ("y", "client"),
        ("z", "client"),
    ]
    assert [p["name"] for p in done("render", retro, "--json").json["people"]] == ["Ann", "Bo", "Cy"]


def test_a_name_on_two_sides_needs_its_side(retro: str) -> None:
    done("answer", retro, NOTES, "--by", "Ann", "--side", "vendor", "-m", "the other Ann")
    assert "--side client|vendor" in refused("answer", retro, NOTES, "--by", "Ann", "-m", "which?")
    done("answer", retro, NOTES, "--by", "Ann", "--side", "Client", "-m", "the first Ann")
    assert {(a["text"], a["side"]) for a in answers(retro)} == {
        ("the other Ann", "vendor"),
        ("the first Ann", "client"),
    }


def test_without_a_name_and_a_side_an_answer_stands_under_no_side(retro: str) -> None:
    done("answer", retro, NOTES, "-m", "somebody said")
    (kept,) = answers(retro)
    assert (kept["side"], kept["person"]) == (None, None)


def test_a_person_s_new_step_replaces_the_old_one_and_history_keeps_both(retro: str) -> None:
    first = done("answer", retro, SCALE, "--by", "Ann", "--value", "4", "--guess", "2").last
    second = done("answer", retro, SCALE, "--by", "Ann", "--value", "3").last
    assert first == second
    (kept,) = answers(retro)
    assert (kept["value"], kept["guess"]) == (3, 2)
    assert "4 (We believed them in most things) → 3" in done("history", retro).out


def test_each_person_and_each_unnamed_side_has_a_step_of_their_own(retro: str) -> None:
    for who, value in ((("--by", "Ann"), "1"), (("--by", "Bo"), "2"), (("--side", "client"), "3"), ((), "4")):
        done("answer", retro, SCALE, *who, "--value", value)
        done("answer", retro, SCALE, *who, "--value", value)
    assert sorted(a["value"] for a in answers(retro)) == [1, 2, 3, 4]


def test_a_step_that_is_not_there_is_refused_with_those_that_are(retro: str) -> None:
    sentence = refused("answer", retro, SCALE, "--by", "Ann", "--value", "6")
    assert "1 (We expected the worst)" in sentence
    assert "5 (Their word was enough)" in sentence
    assert "not on this scale" in refused("answer", retro, SCALE, "--value", "0")
    assert "not on this scale" in refused("answer", retro, SCALE, "--value", "3", "--guess", "9")
    assert "'much'" in refused("answer", retro, SCALE, "--value", "much", code=2)
    assert answers(retro) == []


def test_a_guess_is_taken_only_where_it_is_asked_for(retro: str) -> None:
    assert "does not ask for a guess" in refused("answer", retro, PLAIN_SCALE, "--value", "2", "--guess", "2")
    done("answer", retro, PLAIN_SCALE, "--value", "2")


def test_cells_are_named_by_id_or_word_and_choices_kept_by_id(retro: str) -> None:
    done(
        "answer",
        retro,
        LEDGER,
        "--side",
        "vendor",
        "--cell",
        "Requirement=Night reports",
        "--cell",
        "origin＝LEADER",
    )
    (row,) = answers(retro)
    assert row["cells"] == {"requirement": "Night reports", "origin": "leader"}
    assert row["side"] == "vendor"


def test_a_cell_s_text_may_hold_the_sign_that_ends_its_name(retro: str) -> None:
    done("answer", retro, LEDGER, "--cell", "requirement=a=b＝c")
    assert answers(retro)[0]["cells"] == {"requirement": "a=b＝c"}


@pytest.mark.parametrize(
    ("question", "cell", "sentence"),
    [
        (LEDGER, "price=3", "requirement (Requirement)"),
        (LEDGER, "requirement", "COLUMN=TEXT"),
        (LEDGER, "origin=neighbour", "contract, leader, users"),
        ("cooperation-acceptance", "minutes=a quarter", "is not a number"),
        ("cooperation-acceptance", "minutes=nan", "is not a number"),
        ("honeymoon-period", "began=last spring", "is not a date"),
        ("honeymoon-period", "began=2025-13-01", "is not a date"),
        (LEDGER, "requirement= ", "is empty"),
    ],
)
def test_a_cell_its_column_cannot_take_is_refused(retro: str, question: str, cell: str, sentence: str) -> None:
    assert sentence in refused("answer", retro, question, "--cell", cell)
    assert answers(retro) == []


def test_an_option_is_chosen_by_id_or_word(retro: str) -> None:
    options = next(q for q in done("render", retro, "--json").json["questions"] if q["id"] == CHOICE)["options"]
    done("answer", retro, CHOICE, "--by", "Ann", "--choose", options[0]["text"].upper())
    done("answer", retro, CHOICE, "--by", "Bo", "--choose", options[1]["id"])
    assert [a["choice"] for a in answers(retro)] == [options[0]["id"], options[1]["id"]]
    assert options[2]["id"] in refused("answer", retro, CHOICE, "--choose", "married")


def test_ticks_are_the_whole_set_in_the_order_of_the_document(retro: str) -> None:
    done("answer", retro, LIST, "--by", "Ann", "--check", "goals-only", "--check", "no-problem")
    assert answers(retro)[0]["checked"] == ["no-problem", "goals-only"]
    done("answer", retro, LIST, "--by", "Ann", "--check", "DATE-FIRST".lower())
    (kept,) = answers(retro)
    assert kept["checked"] == ["date-first"]


def test_a_note_and_a_row_are_changed_by_their_id(retro: str) -> None:
    note = done("answer", retro, NOTES, "--by", "Ann", "-m", "Quiet nigths").last
    assert done("answer", retro, NOTES, "-m", "Quiet nights", "--edit", note[:6]).last == note
    row = done("answer", retro, LEDGER, "--side", "client", "--cell", "requirement=r", "--cell", "origin=users").last
    done("answer", retro, LEDGER, "--edit", row, "--cell", "origin=", "--cell", "outcome=cut")
    kept_note, kept_row = answers(retro)
    assert (kept_note["text"], kept_note["by"], kept_note["side"]) == ("Quiet nights", "Ann", "client")
    assert (kept_row["cells"], kept_row["side"]) == ({"requirement": "r", "outcome": "cut"}, "client")


def test_an_edit_may_say_that_somebody_else_wrote_it(retro: str) -> None:
    note = done("answer", retro, NOTES, "--by", "Ann", "-m", "x").last
    done("answer", retro, NOTES, "--by", "Bo", "-m", "x", "--edit", note)
    assert [(a["by"], a["side"]) for a in answers(retro)] == [("Bo", "vendor")]
    step = done("answer", retro, SCALE, "--by", "Ann", "--value", "1").last
    done("answer", retro, SCALE, "--by", "Bo", "--edit", step)
    given = [(a["by"], a["side"], a["value"]) for a in answers(retro) if a["question"] == SCALE]
    assert given == [("Bo", "vendor", 1)], "moved, not doubled"
    mine = done("answer", retro, SCALE, "--by", "Ann", "--value", "4").last
    assert "answered this already" in refused("answer", retro, SCALE, "--by", "Bo", "--edit", mine)
    nameless = done("answer", retro, NOTES, "--side", "client", "-m", "y").last
    assert "without a name" in refused("answer", retro, NOTES, "--by", "Bo", "--edit", nameless)


def test_one_person_however_the_name_was_typed(retro: str) -> None:
    for name in ("Zo\u00eb", "Zoe\u0308", " zo\u00eb "):
        done("answer", retro, NOTES, "--by", name, "--side", "client", "-m", name)
    assert {a["by"] for a in answers(retro)} == {"Zo\u00eb"}
    done("answer", retro, NOTES, "--by", "\uff21\uff4e\uff4e", "-m", "wide")
    assert answers(retro)[-1]["by"] == "Ann"


def test_an_edit_of_what_is_not_there_says_where_the_ids_are(retro: str) -> None:
    note = done("answer", retro, NOTES, "-m", "x").last
    assert "--format json" in refused("answer", retro, NOTES, "-m", "y", "--edit", "zzz")
    assert "--format json" in refused("answer", retro, "across-thanks", "-m", "y", "--edit", note)


@pytest.mark.parametrize("text", ["", "  ", "\n\n", "\t"])
def test_an_empty_note_is_refused(retro: str, text: str) -> None:
    assert "nothing was kept" in refused("answer", retro, NOTES, "-m", text)
    assert "nothing was kept" in refused("answer", retro, NOTES, "-", stdin=text.encode())


@pytest.mark.parametrize(
    ("question", "given", "wants"),
    [
        (NOTES, ("--value", "3"), "-m TEXT"),
        (SCALE, ("-m", "much"), "--value N"),
        (LEDGER, ("-m", "much"), "--cell COLUMN=TEXT"),
        (CHOICE, ("--check", "much"), "--choose OPTION"),
        (LIST, ("--choose", "much"), "--check ITEM"),
    ],
)
def test_the_wrong_kind_of_answer_is_told_what_the_question_takes(
    retro: str, question: str, given: tuple[str, ...], wants: str
) -> None:
    sentence = refused("answer", retro, question, *given)
    assert question in sentence
    assert wants in sentence
    assert sentence.count("\n") == 1


def test_no_answer_or_two_at_once_is_wrong_usage(retro: str) -> None:
    assert "--value N" in refused("answer", retro, SCALE, code=2)
    refused("answer", retro, SCALE, "--value", "3", "-m", "x", code=2)
    refused("answer", retro, NOTES, "-", "-m", "x", code=2)
    assert "-m TEXT" in refused("answer", retro, NOTES, "Quiet nights", code=2)


def test_what_is_not_there_is_said_with_what_is_near(retro: str) -> None:
    assert "phasebook list" in refused("answer", "nobody", NOTES, "-m", "x")
    assert NOTES in refused("answer", retro, "honeymoon-expcted", "-m", "x")
    assert "honeymoon-signs" in refused("answer", retro, "honeymoon", "-m", "x")
    assert "client (Client), vendor (Vendor)" in refused("answer", retro, NOTES, "--side", "referee", "-m", "x")
    assert "--by" in refused("answer", retro, NOTES, "--by", " ", "-m", "x")


def test_standard_input_is_read_whole_but_for_the_line_end_that_closes_it(retro: str) -> None:
    done("answer", retro, NOTES, "-", stdin="\ufeff# not a heading\n\n  你好\n\n".encode())
    assert answers(retro)[0]["text"] == "# not a heading\n\n  你好\n"


def test_bytes_that_are_no_utf8_are_replaced_and_said(retro: str) -> None:
    said = phasebook("answer", retro, NOTES, "-", stdin=b"caf\xe9\0\r\nx")
    assert said.code == 0
    assert "not UTF-8" in said.err
    assert "NUL" in said.err
    assert "\\r" in said.err
    assert answers(retro)[0]["text"] == "caf\ufffd\ufffd\nx"


def test_every_kind_can_come_from_standard_input(retro: str) -> None:
    for question, text in (
        (SCALE, "4\n"),
        (LEDGER, "requirement=r\norigin=users\n"),
        (CHOICE, "frozen"),
        (LIST, "no-problem\n\ngoals-only\n"),
    ):
        done("answer", retro, question, "--by", "Ann", "-", stdin=text.encode())
    by_kind = {a["kind"]: a for a in answers(retro)}
    assert by_kind["scale"]["value"] == 4
    assert by_kind["ledger"]["cells"] == {"requirement": "r", "origin": "users"}
    assert by_kind["choice"]["choice"] == "frozen"
    assert by_kind["checklist"]["checked"] == ["no-problem", "goals-only"]
    assert "whole number" in refused("answer", retro, SCALE, "-", stdin=b"four")


def test_hostile_words_are_kept_exactly(retro: str) -> None:
    text = "[/] {name} %s \x1b[31m \u202e `x` | <!-- y --> \\ 'q' \"r\" \x07"
    done("answer", retro, NOTES, "--by", text, "-m", text)
    (kept,) = answers(retro)
    assert (kept["text"], kept["by"]) == (text, text)
    assert text[:8] in done("history", retro).out


def test_a_chinese_team_answers_in_its_own_words() -> None:
    retro = done("--lang", "zh", "new", "--title", "港口系统", "--client", "海港集团").last
    done(
        "--lang",
        "zh",
        "answer",
        "港口系统",
        NOTES,
        "--by",
        "王敏",
        "--side",
        "甲方",
        "-m",
        "夜里不再有人打电话",
    )
    done("--lang", "zh", "answer", "港口系统", LEDGER, "--side", "海港集团", "--cell", "来源=领导")
    note, row = answers(retro)
    assert (note["by"], note["side"], note["text"]) == ("王敏", "client", "夜里不再有人打电话")
    assert row["cells"] == {"origin": "leader"}
    sentence = refused("--lang", "zh", "answer", "港口系统", SCALE, "-m", "很信任")
    assert "刻度" in sentence


def test_the_meeting_s_own_questions_are_answered_like_the_workbook_s_and_what_is_covered_is_not(retro: str) -> None:
    best = done("answer", retro, "meeting-best", "--side", "client", "-m", "The night we fixed it").last
    assert (answers(retro)[0]["id"], answers(retro)[0]["question"]) == (best, "meeting-best")
    assert "covered" in refused("answer", retro, "meeting-safety", "--by", "Ann", "--value", "3")
    with Shelf.open(database_path()) as shelf:
        shelf.keep(shelf.find(retro), Details(settings={"writing.honeymoon": "anonymous"}))
    assert "phasebook open" in refused("answer", retro, NOTES, "--by", "Ann", "-m", "x")
    assert len(answers(retro)) == 1
    done("answer", retro, "meeting-facilitator", "-m", "speak less")
    assert "speak less" not in done("render", retro).out
    assert "speak less" not in done("search", "speak").out
