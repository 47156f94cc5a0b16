"""Several programs on one file, each a process of its own: no error, nothing lost, nothing doubled."""

from __future__ import annotations

import signal
from pathlib import Path

from storage.database.schema import VERSION
from storage.safety.doctor import examine
from storage.shelf import Shelf
from tests.storage.programs import Program, all_at_once
from tests.storage.tiny import begin, derived, standing, texts

WRITERS, ANSWERS = 4, 25


def test_eight_programs_that_open_a_new_file_at_once_all_find_it_ready(database: Path) -> None:
    assert all_at_once([Program("open", database) for _ in range(8)]) == [0] * 8
    with Shelf.open(database) as shelf:
        assert examine(shelf).findings == ()
        assert shelf.connection.values("SELECT count(*) FROM _sqlite_migrations") == [(VERSION,)]
        begin(shelf)


def test_four_programs_that_write_at_once_lose_and_double_nothing(database: Path) -> None:
    with Shelf.open(database) as shelf:
        retro = begin(shelf)
        programs = [Program("write", database, retro, name, ANSWERS) for name in "abcd"]
        assert all_at_once(programs) == [0] * WRITERS
        said = texts(shelf.page(retro))
        assert sorted(said) == sorted(f"{name}{number}" for name in "abcd" for number in range(ANSWERS))
        for name in "abcd":
            own = [text for text in said if text.startswith(name)]
            assert own == [f"{name}{number}" for number in range(ANSWERS)]
        assert standing(shelf) == derived(shelf)
        counters = [entry.counter for entry in shelf.entries(retro)]
        assert counters == list(range(1, len(counters) + 1))
        (card,) = shelf.cards()
        assert card.answers == WRITERS * ANSWERS


def test_two_programs_that_start_at_once_are_one_laptop() -> None:
    programs = [Program("identify") for _ in range(4)]
    for program in programs:
        program.tell()
    names = {program.line() for program in programs}
    assert [program.end() for program in programs] == [0] * 4
    assert len(names) == 1
    assert all(len(name) == 20 for name in names)


def test_a_draft_outlives_the_death_of_its_program(database: Path) -> None:
    from storage.drafts.draft_writer import Drafts

    program = Program("type", database, "r", "half a sent")
    program.tell()
    assert program.line() == "True"
    program.tell("die")
    assert program.end() == -signal.SIGKILL
    drafts = Drafts(database)
    (found,) = drafts.all("r")
    assert found.body == {"text": "half a sent"}
    assert (found.question, found.kind, found.side, found.person, found.waiting) == (
        "hope",
        "notes",
        "client",
        None,
        False,
    )
    drafts.put(found)
    assert drafts.flush()
    assert len(drafts.all("r")) == 1
    drafts.close()


def test_a_draft_of_a_window_that_is_open_is_left_to_it(database: Path) -> None:
    from storage.drafts.draft_writer import Drafts

    program = Program("type", database, "r", "still typing")
    program.tell()
    assert program.line() == "True"
    drafts = Drafts(database)
    assert drafts.all("r") == ()
    program.kill()
    assert [found.body["text"] for found in drafts.all("r")] == ["still typing"]


def test_a_draft_of_a_window_that_was_closed_is_offered(database: Path) -> None:
    from storage.drafts.draft_writer import Drafts

    program = Program("type", database, "r", "for later")
    program.tell()
    assert program.line() == "True"
    program.tell("close")
    program.end()
    assert [found.body["text"] for found in Drafts(database).all("r")] == ["for later"]


def test_a_draft_kept_just_before_its_program_died_is_known_to_be_kept(database: Path) -> None:
    from storage.drafts.draft_writer import Drafts
    from storage.ids import new_id
    from tests.storage.tiny import note

    act = new_id()
    with Shelf.open(database) as shelf:
        retro = begin(shelf)
        program = Program("keep and die", database, retro, act)
        program.tell()
        assert program.end() == -signal.SIGKILL
        (left,) = Drafts(database).all(retro)
        assert left.act == act
        assert shelf.has_act(left.act)
        # Whoever keeps it once more changes nothing.
        shelf.keep(retro, note(left.body["text"], id=left.answer), act=left.act)
        assert texts(shelf.page(retro)) == ["kept"]
