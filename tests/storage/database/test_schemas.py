"""A file of every schema that ever landed is brought up to date, with everything in it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlite_utils import Database

from storage.database.schema import VERSION, migrations
from storage.safety.doctor import examine
from storage.shelf import Shelf
from templates.filled_page.page import (
    Action,
    Checks,
    Choice,
    Control,
    Note,
    Rating,
    Row,
    Status,
)
from tests.storage.tiny import another_program, derived, note, standing, texts

FIXTURES = Path(__file__).parents[1] / "fixtures"


@pytest.fixture
def old(database: Path) -> Path:
    """A file of the first schema, as the code of its time made it."""
    shutil.copyfile(FIXTURES / "schema-1.db", database)
    return database


def test_there_is_a_file_of_every_schema_but_this_one() -> None:
    found = {path.name for path in FIXTURES.glob("schema-*.db")}
    assert found == {f"schema-{number}.db" for number in range(1, VERSION)}
    assert len(migrations.pending(Database(memory=True))) == VERSION


def test_everything_in_a_file_of_the_first_schema_is_still_there(old: Path) -> None:
    with another_program(old) as plain:
        entries = plain.execute("SELECT id FROM entries ORDER BY id").fetchall()
        assert plain.execute("PRAGMA user_version").fetchone() == (1,)
    with Shelf.open(old) as shelf:
        assert examine(shelf).findings == ()
        assert shelf.connection.values("SELECT id FROM entries ORDER BY id") == entries
        assert standing(shelf) == derived(shelf)
        page = shelf.page(shelf.find("port-system"))
        assert (page.title, dict(page.parties)) == (
            "Port system, second look",
            {"client": "Harbour", "vendor": "Northwind"},
        )
        gao, ann = page.people
        assert (gao.name, gao.side, ann.name) == ("Gao", "client", "Ann <b>")
        (edited,) = (answer for answer in page.answers if answer.also)
        assert isinstance(edited, Note)
        assert {edited.text, *(text for _name, text in edited.also)} == {"edited here", "edited there"}
        assert set(texts(page)) - {edited.text} == {"ninety calls a night", "taken back and brought again"}
        told = {type(answer): answer for answer in page.answers}
        assert [(r.value, r.guess, r.person) for r in page.answers if isinstance(r, Rating)] == [
            (2, 3, None),
            (1, None, gao.id),
        ]
        (row, checked, chosen) = (told[Row], told[Checks], told[Choice])
        assert isinstance(row, Row)
        assert dict(row.cells) == {"promise": "Live in May", "days": "30"}
        assert isinstance(checked, Checks)
        assert checked.checked == ("mails", "calls")
        assert isinstance(chosen, Choice)
        assert chosen.choice == "yes"
        (action,) = page.actions
        assert isinstance(action, Action)
        assert (action.text, action.owner, action.control, action.status, action.why) == (
            "Walk the night shift",
            "Gao",
            Control.US,
            Status.DONE,
            "Tuesday",
        )
        assert {card.title for card in shelf.cards(archived=True)} == {"抄表系统"}


def test_a_file_of_the_first_schema_goes_on_where_it_was(old: Path) -> None:
    with Shelf.open(old) as shelf:
        retro = shelf.find("port-system")
        before = standing(shelf)
        shelf.keep(retro, note("of today"))
        shelf.undo(retro)
        for table in ("people", "actions", "retrospectives"):
            assert standing(shelf)[table] == before[table]
        assert any(event.verb == "deleted" for event in shelf.history(retro))
        assert examine(shelf).findings == ()
