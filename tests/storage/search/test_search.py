"""The search index: it says what the tables say, however they came about, and forgets what is gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from storage.ids import new_id
from storage.safety.doctor import examine
from storage.search.find import EVERYTHING, Hit, find
from storage.search.query import read_query
from storage.shelf import Details, Shelf
from templates.filled_page.agreed import Agreement, Group, Topic
from templates.filled_page.page import Person
from templates.filled_page.settings import Private
from tests.storage.tiny import action, another_program, begin, checks, choice, note, on_laptop, rating, row


def hits(shelf: Shelf, asked: str, *, seeing: Sequence[str] = ()) -> tuple[Hit, ...]:
    return find(shelf, read_query(asked), seeing=seeing).hits


def texts(shelf: Shelf, asked: str, *, seeing: Sequence[str] = ()) -> list[str]:
    return [hit.text for hit in hits(shelf, asked, seeing=seeing)]


@pytest.fixture
def filled(shelf: Shelf) -> Shelf:
    """Two retrospectives with something of every kind."""
    port = begin(shelf)
    lin = Person(new_id(), "Lin Yue", "client")
    shelf.keep(port, lin, Person(new_id(), "Linda", "vendor"))
    shelf.keep(port, note("We trusted the port", person=lin.id), note("港口系统上线了", side="vendor"))
    shelf.keep(port, row(promise="Port by May", days="30"), choice(port, "yes"), checks(port, "mails"))
    shelf.keep(port, rating(port, 3, person=lin.id), action("Call the port office", owner="Lin Yue", side="client"))
    shelf.keep(port, Group(id=new_id(), title="The port's date"), Agreement(id=new_id(), text="No mails about ports"))
    shelf.keep(port, Topic(id=new_id(), target="", title="Who owns the port?"))
    gate = begin(shelf, "Customs gate", date="2026-05-06", parties={"client": "Acme", "vendor": "Northwind"})
    shelf.keep(gate, note("The gate is a port too"))
    return shelf


def test_everything_that_is_kept_is_found_the_newest_first(filled: Shelf) -> None:
    assert texts(filled, "port") == [
        "The gate is a port too",
        "Who owns the port?",
        "No mails about ports",
        "The port's date",
        "Call the port office",
        "Port by May · 30",
        "We trusted the port",
        "Port system",
    ]
    assert texts(filled, "港") == ["港口系统上线了"]
    assert texts(filled, '"the port"')[-1] == "We trusted the port"
    assert texts(filled, "long mails") == ["Long mails"], "an answer is found by the words that were chosen"
    assert texts(filled, "yes kind:choice") == ["Yes"]
    assert texts(filled, "port nothing") == []
    assert [hit.kind for hit in hits(filled, "port")] == [
        "notes", "topic", "agreement", "group", "action", "ledger", "notes", "title",
    ]  # fmt: skip


def test_filters_narrow_what_is_found(filled: Shelf) -> None:
    assert texts(filled, "by:lin kind:notes") == ["We trusted the port"]
    assert texts(filled, "by:Lin") == ["Call the port office", "3 Entirely", "We trusted the port"]
    assert texts(filled, "by:nobody port") == []
    assert texts(filled, "port side:vendor") == ["Port by May · 30"]
    assert texts(filled, "side:Harbour") == ["Call the port office", "3 Entirely", "We trusted the port"]
    assert texts(filled, "port phase:after") == ["Port by May · 30"]
    assert texts(filled, "with:acme") == ["The gate is a port too", "Customs gate"]
    assert texts(filled, "port since:2026-04") == ["The gate is a port too"]
    assert "The gate is a port too" not in texts(filled, "port until:2026-03")
    assert len(texts(filled, "port until:2026-03")) == 7
    assert texts(filled, "in:customs-gate port") == ["The gate is a port too"]
    assert texts(filled, "in:nowhere port") == []
    assert texts(filled, "") == []
    assert find(filled, read_query("port"), limit=8).more is False
    assert find(filled, read_query("port"), limit=7).more is True


def test_a_hit_says_where_it_stands(filled: Shelf) -> None:
    (hit,) = hits(filled, "trusted")
    assert (hit.title, hit.date, hit.phase, hit.question_text) == (
        "Port system",
        "2026-03-02",
        "Before",
        "What did you hope for?",
    )
    assert (hit.by, hit.side_name, hit.party, hit.text[slice(*hit.marks[0])]) == (
        "Lin Yue",
        "Client",
        "Harbour",
        "trusted",
    )


def test_private_answers_are_found_only_by_those_who_may_read_them(shelf: Shelf, retro: str) -> None:
    shelf.keep(
        retro,
        note("open words"),
        note("own words", private=Private.SIDE),
        note("kept words", side="vendor", private=Private.FACILITATOR),
        row(promise="ledger words"),
    )
    assert texts(shelf, "words") == ["ledger words", "open words"]
    assert set(texts(shelf, "words", seeing=["client"])) == {"ledger words", "open words", "own words"}
    assert texts(shelf, "kept", seeing=["vendor"]) == []
    assert texts(shelf, "kept", seeing=["facilitator"]) == ["kept words"]
    shelf.keep(retro, Details(settings={"private.promises": "side", "private.before": "facilitator"}))
    assert texts(shelf, "words") == []
    assert len(texts(shelf, "words", seeing=[EVERYTHING])) == 4
    assert texts(shelf, "words", seeing=["vendor"]) == ["ledger words"]


def test_what_is_changed_deleted_and_undone_is_found_as_it_stands(shelf: Shelf, retro: str) -> None:
    one = note("yesterday")
    shelf.keep(retro, one)
    shelf.keep(retro, replace(one, text="tomorrow 明天"))
    assert (texts(shelf, "yesterday"), texts(shelf, "明天")) == ([], ["tomorrow 明天"])
    shelf.undo(retro)
    assert (texts(shelf, "yesterday"), texts(shelf, "明")) == (["yesterday"], [])
    shelf.drop(retro, one)
    assert texts(shelf, "yesterday") == []
    shelf.undo(retro)
    assert texts(shelf, "yesterday") == ["yesterday"]
    assert examine(shelf).ok


def test_an_answer_that_becomes_another_kind_is_found_as_that(shelf: Shelf, retro: str) -> None:
    one = note("thirty days")
    shelf.keep(retro, one)
    shelf.keep(retro, replace(row(promise="thirty days"), id=one.id))
    assert [hit.kind for hit in hits(shelf, "thirty")] == ["ledger"]
    assert texts(shelf, "thirty kind:notes") == []
    assert examine(shelf).ok


def test_what_comes_from_another_laptop_is_found_whatever_comes_first(
    shelf: Shelf, filled: Shelf, tmp_path: Path
) -> None:
    entries = filled.entries()
    with on_laptop("b"), Shelf.open(tmp_path / "other.db") as other:
        for entry in reversed(entries):
            other.receive([entry])
        assert texts(other, "long") == ["Long mails"], "told in the words of a workbook that came last"
        assert {hit.record for hit in hits(other, "port")} == {hit.record for hit in hits(filled, "port")}
        assert examine(other).ok


def test_the_index_is_made_anew_from_the_journal(filled: Shelf, database: Path) -> None:
    found = {hit.record for hit in hits(filled, "port")}
    with another_program(database) as other:
        other.execute("UPDATE findable SET pieces = 'nothing'")
    assert "search index" in " ".join(examine(filled).findings)
    filled.rebuild()
    assert examine(filled).ok
    assert {hit.record for hit in hits(filled, "port")} == found
    with another_program(database) as other:
        other.execute("INSERT INTO words (words, rowid, pieces) VALUES ('delete', 1, 'port system')")
    assert "search index" in " ".join(examine(filled).findings), "the words may be wrong where the rows are right"


def test_what_is_dropped_and_scrubbed_leaves_no_trace_in_the_file(shelf: Shelf, retro: str, database: Path) -> None:
    secret = note("xylophonist 绝密事项")
    shelf.keep(retro, secret)

    def forget() -> None:
        shelf.connection.execute("DELETE FROM answers WHERE id = ?", [secret.id])
        shelf.connection.execute("DELETE FROM entries WHERE record = ?", [secret.id])
        shelf.journal.index.drop(secret.id)
        shelf.journal.index.scrub()

    shelf.connection.write(forget)
    content = database.read_bytes()
    assert b"xylophonist" not in content
    assert "密事".encode() not in content
    assert not any("search index" in finding for finding in examine(shelf).findings)


def test_a_thousand_answers_are_told_from_each_other(shelf: Shelf, retro: str) -> None:
    shelf.keep(retro, *(note(f"number {n} 第{n}条") for n in range(300)))
    assert texts(shelf, '"number 7"') == ["number 7 第7条"]
    assert len(texts(shelf, "第1")) == 50
    assert len(find(shelf, read_query("number"), limit=1000).hits) == 300
