"""One database, however it is opened: its drafts, what lies covered and its backups hang on its real path."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from storage.drafts import strays
from storage.drafts.covered_file import SealedFile
from storage.drafts.draft_file import places, places_by_name
from storage.drafts.draft_writer import Drafts
from storage.drafts.mend import mend
from storage.files import backup
from storage.safety.doctor import examine
from storage.shelf import Shelf
from tests.storage.work import covered, typed
from tests.tui.command_line.running import done


@pytest.fixture
def link(shelf: Shelf, retro: str, tmp_path: Path) -> Path:
    """A link to a database, in another folder."""
    assert retro
    folder = tmp_path / "desk"
    folder.mkdir()
    link = folder / "team.db"
    link.symlink_to(shelf.path)
    return link


def split(link: Path, retro: str, *texts: str, id: str = "") -> None:
    """What an earlier program left beside a link: it called everything after the link."""
    apart = link.parent / "apart.db"
    for text in texts:
        typed(apart, retro, text)
        covered(apart, retro, "covered " + text, id=id)
    places_by_name(apart)[0].replace(places_by_name(link)[0])


def words(database: Path, retro: str) -> list[str]:
    drafts = [draft.body["text"] for draft in Drafts(database).all(retro)]
    file = SealedFile(database)
    lies = [one.body["text"] for one in file.all(retro)]
    file.close()
    return sorted([*drafts, *lies])


def test_what_is_written_through_a_link_is_seen_through_the_file_and_the_other_way_round(
    shelf: Shelf, retro: str, link: Path
) -> None:
    typed(link, retro, "by the link")
    covered(shelf.path, retro, "by the file")
    assert words(link, retro) == words(shelf.path, retro) == ["by the file", "by the link"]
    assert places(link) == places(shelf.path)
    assert [path.name for path in link.parent.iterdir()] == ["team.db"]
    backup.take(link, "hand")
    assert [one.path for one in backup.all_of(shelf.path)] == [one.path for one in backup.all_of(link)]
    assert backup.beside(link) == backup.beside(shelf.path)


def test_a_folder_reached_through_a_link_is_the_same_folder(shelf: Shelf, retro: str, tmp_path: Path) -> None:
    (tmp_path / "round").symlink_to(shelf.path.parent, target_is_directory=True)
    covered(tmp_path / "round" / shelf.path.name, retro, "here")
    assert words(shelf.path, retro) == ["here"]
    assert strays.found(tmp_path / "round" / shelf.path.name) == ()


def test_drafts_that_were_split_are_told_and_brought_over(shelf: Shelf, retro: str, link: Path) -> None:
    split(link, retro, "one", "two")
    typed(shelf.path, retro, "mine")
    assert strays.found(link) == (places_by_name(link)[0],)
    assert strays.found(shelf.path) == (), "a link elsewhere is known once it is used"
    (told,) = mend(link)
    assert "4 drafts and covered answers" in told
    assert str(places_by_name(link)[0]) in told
    assert words(shelf.path, retro) == ["covered one", "covered two", "mine", "one", "two"]
    file = SealedFile(shelf.path)
    assert file.answered(retro, "hope") == {"ann"}
    file.close()
    assert [path.name for path in link.parent.iterdir()] == ["team.db"]
    assert mend(link) == []
    assert mend(shelf.path) == [], "what was brought over is whole"


def test_a_link_beside_the_file_is_found_without_being_used(shelf: Shelf, retro: str) -> None:
    link = shelf.path.with_name("old-name.db")
    link.symlink_to(shelf.path)
    split(link, retro, "one")
    assert any(str(places_by_name(link)[0]) in finding for finding in examine(shelf).findings)
    assert len(mend(shelf.path)) == 1
    assert words(shelf.path, retro) == ["covered one", "one"]
    assert examine(shelf).ok


def test_bringing_over_twice_doubles_nothing_and_newer_words_stay(shelf: Shelf, retro: str, link: Path) -> None:
    split(link, retro, "one")
    stray = places_by_name(link)[0]
    held = stray.read_bytes()
    mend(link)
    (draft,) = Drafts(shelf.path).all(retro)
    drafts = Drafts(shelf.path)
    from dataclasses import replace

    drafts.put(replace(draft, body={"text": "one, and more"}))
    assert drafts.flush()
    drafts.close()
    stray.write_bytes(held)  # as if the program had been killed before it was taken away
    mend(link)
    assert words(shelf.path, retro) == ["covered one", "one, and more"]
    assert not stray.exists()


def test_what_stands_otherwise_in_both_is_kept_twice_and_named(shelf: Shelf, retro: str, link: Path) -> None:
    covered(shelf.path, retro, "as it is here", id="a" * 20)
    split(link, retro, "there", id="a" * 20)
    told = mend(link)
    (aside,) = shelf.path.parent.glob("phasebook.db-damaged-*.drafts")
    assert str(aside) in told[0]
    with contextlib.closing(sqlite3.connect(aside)) as connection:
        assert "covered there" in str(connection.execute("SELECT body FROM sealed").fetchall())
    assert words(shelf.path, retro) == ["as it is here", "there"]
    assert not places_by_name(link)[0].exists()


def test_a_command_through_a_link_brings_them_over_and_says_so(shelf: Shelf, retro: str, link: Path) -> None:
    split(link, retro, "one")
    said = done("--db", str(link), "list")
    assert "under another name of this database" in said.err
    assert words(shelf.path, retro) == ["covered one", "one"]
