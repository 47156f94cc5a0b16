"""Damaged drafts are told, and what can be read of them is saved: words being typed and words written covered."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.doctor import examine
from storage.draftfile import places
from storage.drafts import Drafts
from storage.mending import is_damaged, mend
from storage.repair import repair
from storage.sealed import Sealed, SealedFile
from storage.shelf import Shelf
from tests.storage.damaging import PAGE
from tests.storage.tiny import draft


@pytest.fixture
def typed(shelf: Shelf, retro: str) -> Path:
    """The drafts' file of a database, with forty drafts in it, one of them long, and ten covered answers."""
    drafts = Drafts(shelf.path)
    for number in range(40):
        drafts.put(draft(retro, f"draft {number} 夜里" * (2000 if number == 7 else 1)))
    drafts.close()
    sealed = SealedFile(shelf.path)
    for number in range(10):
        body = {"text": f"covered {number} " * (700 if number == 3 else 1)}
        sealed.put(
            Sealed(id=f"{number}" * 20, retrospective=retro, question="hope", kind="notes", body=body),
            answered=("hope", f"p{number}"),
        )
    sealed.close()
    return places(shelf.path)[0]


def standing(shelf: Shelf, retro: str) -> tuple[set[str], set[str]]:
    """What the next window finds: drafts and covered answers."""
    drafts, sealed = Drafts(shelf.path), SealedFile(shelf.path)
    found = {one.body["text"] for one in drafts.all(retro)}, {one.body["text"] for one in sealed.all(retro)}
    drafts.close()
    sealed.close()
    return found


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
    assert is_damaged(typed)
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
