"""Damaged drafts are told, and what can be read of them is saved: words being typed and words written covered."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from storage.drafts.covered_file import Sealed, SealedFile
from storage.drafts.draft_file import SCHEMA, places
from storage.drafts.draft_writer import Drafts
from storage.drafts.mend import look, mend
from storage.errors import Damaged
from storage.safety.doctor import examine
from storage.safety.repair import repair
from storage.shelf import Shelf
from tests.storage.damaging import PAGE, cut, flip, scribble, seen_by_a_reader, standing, typing, zero
from tests.storage.tiny import another_program, draft
from tests.tui.helpers import said, until
from tui.program.app import PhasebookApp


@pytest.fixture
def typed(shelf: Shelf, retro: str) -> Path:
    """The drafts' file of a database, with forty drafts in it, one of them long, and ten covered answers."""
    return typing(shelf, retro)


@pytest.mark.parametrize("damage", ["schema", "middle", "cut"])
def test_what_can_be_read_is_saved_and_the_damaged_file_is_kept(
    shelf: Shelf, retro: str, typed: Path, damage: str
) -> None:
    before = standing(shelf, retro)
    assert (len(before[0]), len(before[1])) == (40, 10)
    content = bytearray(typed.read_bytes())
    if damage == "schema":
        content[:PAGE] = bytes(PAGE)
    elif damage == "middle":
        content[PAGE * 3 : PAGE * 4] = bytes(PAGE)
    else:
        del content[len(content) - PAGE - 10 :]
    typed.write_bytes(content)
    assert look(typed)
    assert any(str(typed) in finding for finding in examine(shelf).findings)
    done = repair(shelf.path)
    assert "saved from a damaged file" in done.done[0]
    assert done.report.ok
    drafts, sealed = standing(shelf, retro)
    assert drafts <= before[0]
    assert sealed <= before[1]
    if damage == "schema":
        assert (drafts, sealed) == before
    else:
        # A page holds a dozen drafts at most; the others are all there.
        assert len(drafts) + len(sealed) >= 50 - 13
    (aside,) = typed.parent.glob("*-damaged-*")
    assert aside.read_bytes() == bytes(content)
    assert aside.stat().st_mode & 0o777 == typed.stat().st_mode & 0o777 == 0o600
    drafts_again = Drafts(shelf.path)
    drafts_again.put(draft(retro, "goes on"))
    drafts_again.close()
    assert "goes on" in standing(shelf, retro)[0]


def test_sound_drafts_and_no_drafts_are_left_alone(shelf: Shelf, retro: str, typed: Path, tmp_path: Path) -> None:
    before = typed.read_bytes()
    assert mend(shelf.path) == []
    assert typed.read_bytes() == before
    assert mend(tmp_path / "nothing.db") == []


def test_a_turned_bit_is_told_and_turned_back_wherever_it_is(shelf: Shelf, retro: str, typed: Path) -> None:
    before = standing(shelf, retro)
    whole, chance = typed.read_bytes(), random.Random(5)
    # Where the words, and what they belong to, stand; a turned bit elsewhere is SQLite's to see.
    told = mended = 0
    for row in (b"draft 33 ", b"covered 7 "):
        words = whole.rindex(row)
        for text in (row, retro.encode(), b"hope", b"notes"):
            at = whole.rindex(text, 0, words + len(row)) + chance.randrange(len(text))
            damaged = bytearray(whole)
            damaged[at] ^= 1 << chance.randrange(8)
            typed.write_bytes(damaged)
            told += any(str(typed) in finding for finding in examine(shelf).findings)
            mended += any("turned back" in sentence for sentence in mend(shelf.path))
            assert standing(shelf, retro) == before, (text, at)
            assert not look(typed)
    assert (told, mended) == (8, 8)
    # What SQLite does not mind: the name a table is listed under, and what a trigger is about.
    for text in (b"sealedsealed", b"draftsdrafts", b"ON drafts"):
        damaged = bytearray(whole)
        damaged[whole.index(text) + len(text) - 2] ^= 4
        typed.write_bytes(damaged)
        assert any(str(typed) in finding for finding in examine(shelf).findings), text
        mend(shelf.path)
        assert standing(shelf, retro) == before, text


def test_damaged_in_any_way_it_is_told_and_what_was_not_hit_stands_afterwards(
    shelf: Shelf, retro: str, typed: Path
) -> None:
    drafts, covered = standing(shelf, retro)
    whole, chance = typed.read_bytes(), random.Random(11)
    for kind in (zero, cut, scribble, flip) * 2:
        damaged = bytearray(whole)
        how = f"{kind.__name__} {kind(damaged, chance)}"
        typed.write_bytes(damaged)
        before = seen_by_a_reader(typed)
        mend(shelf.path)
        assert not look(typed), how
        found = standing(shelf, retro)
        if before == seen_by_a_reader(typed):
            assert found == (drafts, covered), how
        # A page holds a dozen rows, and a noise of its size may hit two.
        assert len(found[0] & drafts) + len(found[1] & covered) >= (25 if kind is not cut else 0), how
        for left in typed.parent.glob("*-damaged-*"):
            left.unlink()


def test_words_whose_frame_is_broken_are_kept_as_words_and_said(shelf: Shelf, retro: str, typed: Path) -> None:
    content = typed.read_bytes().replace(b'{"text": "draft 21', b'{"text\xff\xff"draft 21')
    assert content != typed.read_bytes()
    typed.write_bytes(content)
    with pytest.raises(Damaged):
        Drafts(shelf.path).all(retro)
    assert examine(shelf).findings == (
        f"The drafts in {typed} are damaged; `phasebook doctor --repair` saves what can be read.",
    )
    done = mend(shelf.path)
    assert "no longer all that was written" in done[1]
    drafts, _covered = standing(shelf, retro)
    assert len(drafts) == 40
    assert any('text\ufffd\ufffd"draft 21' in text for text in drafts)


def test_an_older_program_s_drafts_are_read_and_written_on(shelf: Shelf, retro: str) -> None:
    path = places(shelf.path)[0]
    with another_program(path) as older:
        older.execute(SCHEMA)
        values = ["a" * 20, retro, "hope", "notes", "client", None, "w", "b" * 20, "[]", '{"text": "old"}', 0, 1]
        older.execute(f"INSERT INTO drafts VALUES ({','.join('?' * 12)})", values)
    assert standing(shelf, retro)[0] == {"old"}
    drafts = Drafts(shelf.path)
    drafts.put(draft(retro, "new", act="c" * 20))
    drafts.close()
    with another_program(path) as older:
        # It knows of no hashes, and leaves none that is wrong.
        values[:1], values[9] = ["c" * 20], '{"text": "older again"}'
        older.execute(f"INSERT OR REPLACE INTO drafts VALUES ({','.join('?' * 12)})", values)
    assert standing(shelf, retro)[0] == {"old", "older again"}
    assert examine(shelf).ok


async def test_damaged_drafts_stop_nobody_from_typing_and_it_is_said(
    shelf: Shelf, retro: str, typed: Path, database: Path
) -> None:
    content = bytearray(typed.read_bytes())
    content[:PAGE] = bytes(PAGE)
    typed.write_bytes(content)
    # While the program runs, what is written goes to the other place.
    drafts, covered = Drafts(shelf.path), SealedFile(shelf.path)
    drafts.put(draft(retro, "typed meanwhile"))
    drafts.close()
    covered.put(
        Sealed(id="m" * 20, retrospective=retro, question="hope", kind="notes", body={"text": "covered meanwhile"})
    )
    covered.close()
    shelf.close()
    app = PhasebookApp(database)
    async with app.run_test(notifications=True) as pilot:
        await until(pilot, lambda: "50 drafts were saved from a damaged file." in said(app))
    with Shelf.open(database) as again:
        found = standing(again, retro)
        assert "typed meanwhile" in found[0]
        assert "covered meanwhile" in found[1]
        assert (len(found[0]), len(found[1])) == (41, 11)
        assert examine(again).ok
