"""What is being typed is on the disk as it is typed, whatever is locked, full, damaged or dead."""

from __future__ import annotations

import contextlib
import queue
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from storage.drafts.draft_writer import SUFFIX, Drafts, Saving
from storage.errors import Damaged
from storage.locations import state_folder
from storage.shelf import Shelf
from templates import words
from tests.storage.tiny import another_program, draft, note, texts


@contextlib.contextmanager
def window(database: Path, states: queue.Queue[Saving] | None = None) -> Iterator[Drafts]:
    """A window that types."""
    drafts = Drafts(database, states.put if states is not None else None)
    try:
        yield drafts
    finally:
        drafts.close()


def beside(database: Path) -> Path:
    return database.with_name(database.name + SUFFIX)


def elsewhere() -> Path:
    (path,) = (state_folder() / "drafts").glob("*" + SUFFIX)
    return path


def reads(drafts: Drafts, retro: str = "r") -> list[str]:
    return [found.body["text"] for found in drafts.all(retro)]


def on_disk(path: Path) -> list[str]:
    with another_program(path) as plain:
        return [row[0] for row in plain.execute("SELECT json_extract(body, '$.text') FROM drafts ORDER BY number")]


def soon(states: queue.Queue[Saving], *, saved: bool) -> Saving:
    """The next word on saving that says so; the words before it do not matter."""
    while (state := states.get(timeout=20)).saved is not saved:
        pass
    return state


def test_every_change_is_on_the_disk_when_it_says_saved(database: Path) -> None:
    states: queue.Queue[Saving] = queue.Queue()
    with window(database, states) as drafts:
        typed = draft("r", "h")
        for length in range(1, 6):
            drafts.put(replace(typed, body={"text": "hello"[:length]}))
            assert drafts.flush()
            assert on_disk(beside(database)) == ["hello"[:length]]
        assert soon(states, saved=True) == Saving(saved=True, trouble="")


def test_of_many_changes_at_once_the_last_one_stands(database: Path) -> None:
    with window(database) as drafts:
        typed, other = draft("r", ""), draft("r", "other")
        drafts.put(other)
        for number in range(300):
            drafts.put(replace(typed, body={"text": f"x{number}"}))
        assert drafts.flush()
        assert reads(drafts) == ["x299", "other"]


def test_a_draft_is_for_its_owner_only(database: Path) -> None:
    beside(database).touch(0o644)
    beside(database).chmod(0o664)
    with window(database) as drafts:
        drafts.put(draft("r", "private"))
        assert drafts.flush()
        assert stat.S_IMODE(beside(database).stat().st_mode) == 0o600
        for path in state_folder().rglob("*.lock"):
            assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_draft_reads_back_with_all_it_has(database: Path) -> None:
    whole = draft(
        "r",
        "",
        kind="ledger",
        person="p" * 20,
        heads=("h1", "h2"),
        body={"promise": "é 回顾 👩‍👧", "days": "3"},
        waiting=True,
    )
    with window(database) as drafts:
        drafts.put(whole)
        drafts.flush()
        name = drafts.window
    with window(database) as later:
        (found,) = later.all("r")
    assert found == replace(whole, window=name, number=found.number)
    assert not found.is_blank
    assert draft("r", " \n").is_blank


def test_what_no_file_can_hold_is_replaced_and_the_rest_is_saved(database: Path) -> None:
    with window(database) as drafts:
        drafts.put(draft("r", "a\ud800b\x00c\r\nd"))
        assert drafts.flush()
        assert reads(drafts) == ["a\ufffdb\ufffdc\nd"]


def test_drafts_are_those_of_one_retrospective_newest_first(database: Path) -> None:
    with window(database) as drafts:
        for retro, text in (("r", "1"), ("s", "2"), ("r", "3")):
            drafts.put(draft(retro, text))
        assert drafts.flush()
        assert reads(drafts) == ["3", "1"]
        assert reads(drafts, "s") == ["2"]
        assert reads(drafts, "t") == []


def test_a_draft_that_is_cleared_is_gone(database: Path) -> None:
    with window(database) as drafts:
        one, two = draft("r", "1"), draft("r", "2")
        drafts.put(one)
        drafts.put(two)
        drafts.flush()
        drafts.clear(one.act)
        drafts.clear("never there")
        assert drafts.flush()
        assert reads(drafts) == ["2"]
        drafts.put(draft("r", "3", act=two.act))
        drafts.clear(two.act)
    assert on_disk(beside(database)) == []


def test_closing_writes_what_is_left(database: Path) -> None:
    with window(database) as drafts:
        drafts.put(draft("r", "the last letter"))
    assert on_disk(beside(database)) == ["the last letter"]


def test_nothing_is_made_before_anybody_types(database: Path) -> None:
    with window(database) as drafts:
        assert drafts.all("r") == ()
        assert drafts.flush()
    assert list(database.parent.iterdir()) == []


def test_two_windows_of_one_laptop_do_not_see_each_others_drafts(database: Path) -> None:
    with window(database) as one, window(database) as two:
        one.put(draft("r", "one"))
        two.put(draft("r", "two"))
        assert one.flush()
        assert two.flush()
        assert (reads(one), reads(two)) == (["one"], ["two"])
    with window(database) as later:
        assert sorted(reads(later)) == ["one", "two"]


def test_a_draft_another_window_goes_on_with_is_its_own(database: Path) -> None:
    with window(database) as first:
        first.put(draft("r", "begun"))
    with window(database) as second, window(database) as third:
        (found,) = second.all("r")
        second.put(found)
        assert second.flush()
        assert third.all("r") == ()


def test_a_kept_draft_is_recognised_and_not_kept_twice(shelf: Shelf, retro: str) -> None:
    typed = draft(retro, "typed")
    assert not shelf.has_act(typed.act)
    for _ in range(2):
        shelf.keep(retro, note(typed.body["text"], id=typed.answer), act=typed.act)
    assert shelf.has_act(typed.act)
    assert texts(shelf.page(retro)) == ["typed"]


# -- trouble -----------------------------------------------------------------------------------------


def test_a_locked_database_never_stops_anyone_from_typing(shelf: Shelf, retro: str) -> None:
    with another_program(shelf.path) as other, window(shelf.path) as drafts:
        other.execute("BEGIN EXCLUSIVE")
        drafts.put(draft(retro, "typed meanwhile"))
        assert drafts.flush()
        assert reads(drafts, retro) == ["typed meanwhile"]
        other.execute("ROLLBACK")


def test_a_locked_drafts_file_does_not_hold_a_key_back(database: Path) -> None:
    with window(database) as drafts:
        drafts.put(draft("r", "before"))
        assert drafts.flush()
    with another_program(beside(database)) as other, window(database) as drafts:
        other.execute("BEGIN EXCLUSIVE")
        drafts.put(draft("r", "meanwhile"))
        # What is typed is in sight at once, before it is anywhere on the disk.
        assert reads(drafts) == ["meanwhile"]
        assert drafts.flush(20)
        assert on_disk(elsewhere()) == ["meanwhile"]
        other.execute("ROLLBACK")
        assert sorted(reads(drafts)) == ["before", "meanwhile"]


def test_where_the_folder_cannot_hold_drafts_they_stand_in_the_state_folder(database: Path) -> None:
    beside(database).mkdir()
    with window(database) as drafts:
        drafts.put(draft("r", "here instead"))
        assert drafts.flush()
        assert on_disk(elsewhere()) == ["here instead"]
        assert stat.S_IMODE(elsewhere().stat().st_mode) == 0o600
    beside(database).rmdir()
    with window(database) as later:
        assert reads(later) == ["here instead"]


def test_a_draft_that_stood_in_both_places_counts_once_and_is_cleared_in_both(database: Path) -> None:
    typed = draft("r", "first")
    with window(database) as drafts:
        drafts.put(draft("r", "another"))
        drafts.put(typed)
        assert drafts.flush()
    aside = beside(database).with_name("aside")
    beside(database).rename(aside)
    beside(database).mkdir()
    with window(database) as drafts:
        drafts.put(replace(typed, body={"text": "second"}))
        assert drafts.flush()
    beside(database).rmdir()
    aside.rename(beside(database))
    with window(database) as drafts:
        assert reads(drafts) == ["second", "another"]
        drafts.put(replace(typed, body={"text": "third"}))
        assert drafts.flush()
        assert reads(drafts) == ["third", "another"]
        assert on_disk(elsewhere()) == []
        drafts.clear(typed.act)
        assert drafts.flush()
        assert reads(drafts) == ["another"]


def test_what_was_typed_last_counts_wherever_it_stands(database: Path) -> None:
    typed = draft("r", "first")
    with window(database) as drafts:
        drafts.put(draft("r", "another"))
        drafts.put(typed)
        assert drafts.flush()
    with another_program(beside(database)) as other, window(database) as drafts:
        # Readable, but not writable.
        other.execute("BEGIN IMMEDIATE")
        drafts.put(replace(typed, body={"text": "second"}))
        assert drafts.flush(20)
        assert reads(drafts) == ["second", "another"]
        other.execute("ROLLBACK")
    with window(database) as later:
        assert reads(later) == ["second", "another"]


def test_trouble_is_told_in_a_sentence_and_ends_by_itself(database: Path) -> None:
    obstacles = (beside(database), state_folder() / "drafts")
    beside(database).mkdir()
    state_folder().mkdir(parents=True)
    obstacles[1].write_text("in the way")
    states: queue.Queue[Saving] = queue.Queue()
    with window(database, states) as drafts:
        drafts.put(draft("r", "waits"))
        told = soon(states, saved=False)
        assert str(obstacles[1]) in told.trouble or str(database) in told.trouble
        assert "\n" not in told.trouble
        assert not drafts.flush(0)
        # It is still in sight, and nothing that is typed meanwhile is lost.
        assert reads(drafts) == ["waits"]
        drafts.put(draft("r", "waits too"))
        assert reads(drafts) == ["waits too", "waits"]
        beside(database).rmdir()
        soon(states, saved=True)
        assert drafts.flush(20)
        assert on_disk(beside(database)) == ["waits", "waits too"]


def test_a_drafts_file_that_lost_its_table_is_made_whole(database: Path) -> None:
    with window(database) as drafts:
        drafts.put(draft("r", "before"))
        assert drafts.flush()
        with another_program(beside(database)) as other:
            other.execute("DROP TABLE drafts")
        drafts.put(draft("r", "after"))
        assert drafts.flush()
        assert on_disk(beside(database)) == ["after"]


def test_a_damaged_drafts_file_does_not_hide_the_others_and_is_told_where_it_stands_alone(database: Path) -> None:
    beside(database).write_text("not a database at all, but long enough to be taken for none" * 9)
    for lang in words.LANGUAGES:
        words.use(lang)
        with pytest.raises(Damaged) as raised:
            Drafts(database).all("r")
        assert str(beside(database)) in str(raised.value)
    with window(database) as drafts:
        drafts.put(draft("r", "elsewhere"))
        assert drafts.flush()
        assert reads(drafts) == ["elsewhere"]
    with window(database) as later:
        assert reads(later) == ["elsewhere"]


def test_a_screen_that_fails_does_not_take_the_words_with_it(database: Path) -> None:
    def fail(_state: Saving) -> None:
        raise RuntimeError("the screen is gone")

    drafts = Drafts(database, fail)
    for text in ("one", "two"):
        drafts.put(draft("r", text))
        assert drafts.flush()
    drafts.close()
    assert on_disk(beside(database)) == ["one", "two"]


def test_without_a_state_folder_drafts_are_saved_all_the_same(database: Path) -> None:
    shutil.rmtree(state_folder(), ignore_errors=True)
    state_folder().parent.mkdir(parents=True, exist_ok=True)
    state_folder().write_text("in the way")
    with window(database) as drafts:
        drafts.put(draft("r", "saved"))
        assert drafts.flush()
        assert reads(drafts) == ["saved"]
    with window(database) as later:
        assert reads(later) == ["saved"]


def test_drafts_of_two_databases_do_not_meet_in_the_state_folder(tmp_path: Path) -> None:
    for name in ("a.db", "b.db"):
        beside(tmp_path / name).mkdir()
        with window(tmp_path / name) as drafts:
            drafts.put(draft("r", name))
            assert drafts.flush()
    for name in ("a.db", "b.db"):
        with window(tmp_path / name) as drafts:
            assert reads(drafts) == [name]


def test_the_drafts_file_is_one_any_tool_can_read(database: Path) -> None:
    with window(database) as drafts:
        drafts.put(draft("r", "x"))
        assert drafts.flush()
        plain = sqlite3.connect(beside(database))
        assert plain.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        plain.close()
