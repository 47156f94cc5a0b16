"""Nothing that is kept or told leads from an answer or a vote back to a person who was to stay unknown."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from storage.drafts.covered_file import FORM, SealedFile
from storage.ids import new_id, single_id, vote_id
from storage.imports.take_nameless import is_nameless, take_nameless
from storage.imports.taken import derived_id, form_id
from storage.records.header import Details
from storage.shelf import Shelf
from templates.exchange.to_json import as_json
from templates.filled_page.agreed import Vote
from templates.filled_page.page import Note, Rating
from templates.forms.filled_form import Filled, Given
from templates.meeting.agenda import counted
from templates.meeting.vote_count import by_side, uncounted
from templates.readers.narrowed import audiences, narrowed
from tests.storage.tiny import begin
from tui.words.history_in_words import event_json, told

PEOPLE = (("Gao", "client"), ("Lin", "client"), ("Xu", "vendor"), ("Guest", None))
TARGETS = ("hope", "trust", "again")
CAST = st.dictionaries(st.tuples(st.integers(0, 3), st.sampled_from(TARGETS)), st.integers(1, 5), max_size=9)


@settings(max_examples=25, deadline=None)
@given(CAST, st.booleans())
def test_no_export_history_or_journal_says_who_gave_what(cast: dict[tuple[int, str], int], old: bool) -> None:
    with tempfile.TemporaryDirectory() as folder, Shelf.open(Path(folder) / "x.db") as shelf:
        retro = begin(shelf, people=PEOPLE)
        people = shelf.page(retro).people
        ballots = [
            Vote(
                id=vote_id(retro, t, people[n].side, people[n].id),
                target=t,
                side=people[n].side,
                person=people[n].id,
                count=c,
            )
            for (n, t), c in cast.items()
        ]
        kept = ballots if old else by_side(retro, ballots)
        shelf.keep(retro, Details(settings={"voting": "closed"}), *kept)
        page = shelf.page(retro)
        assert counted(page) == counted(replace(page, votes=tuple(ballots)))
        assert sum(vote.count for vote in page.votes) == sum(cast.values())
        assert all(vote.person is None for vote in page.votes)
        said = [json.dumps(as_json(narrowed(page, one))["votes"]) for one in audiences(page)]
        votes = [event for event in shelf.history(retro) if event.record_kind == "vote"]
        assert len(votes) == bool(cast)
        said += [json.dumps(event_json(event)) + told(event, page) for event in votes]
        names = {ballot.id for ballot in ballots} | {person.id for person in people} | {p.name for p in people}
        assert not any(name in text for name in names for text in said)
        if not old:
            for entry in shelf.entries(retro):
                assert entry.kind != "vote" or not any(name in str(entry) for name in names)
        shelf.drop(retro, *uncounted(page.votes))
        assert shelf.page(retro).votes == ()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(1, 5), min_size=2, max_size=4))
def test_forms_without_a_name_of_one_import_cannot_be_told_apart(sizes: list[int]) -> None:
    with tempfile.TemporaryDirectory() as folder, Shelf.open(Path(folder) / "x.db") as shelf:
        retro = begin(shelf)
        page = shelf.page(retro)
        forms = [
            Filled(
                form=f"number{n}",
                side="client",
                given=(
                    *(Given(Note(id="", question="hope", text=f"{n} {k}"), str(k), 0) for k in range(size)),
                    Given(Rating(id="", question="trust", value=1 + n % 3), "trust", 0),
                ),
            )
            for n, size in enumerate(sizes)
        ]
        assert all(is_nameless(shelf, page, one) for one in forms)
        assert sum(taken.new for taken in take_nameless(shelf, page, forms)) == sum(sizes) + len(sizes)
        answers = [entry for entry in shelf.entries(retro) if entry.kind == "answer"]
        assert len({(entry.act, entry.time) for entry in answers}) == 1
        assert [entry.record for entry in answers] == sorted(entry.record for entry in answers)
        derived = {
            derived_id(form_id(retro, one), question, f"{mark}{k}")
            for one in forms
            for question in ("hope", "trust")
            for mark in ("", "n")
            for k in range(9)
        } | {derived_id(form_id(retro, one), "trust") for one in forms}
        derived |= {single_id(retro, "trust", "client", None)}
        assert not derived & {entry.record for entry in answers}
        assert not any(f"number{n}" in str(entry) for n in range(9) for entry in shelf.entries())
        page = shelf.page(retro)
        assert all(one.anonymous and one.person is None and not one.created for one in page.answers)
        # A second copy, and a corrected one, changes nothing; nor do they when they come in another order.
        again = [Filled(form=one.form, side="client", given=one.given[:1]) for one in reversed(forms)]
        assert all(taken.refused for taken in take_nameless(shelf, page, again))
        assert shelf.page(retro) == page


def test_a_form_without_a_name_half_taken_in_is_taken_whole_and_once(tmp_path: Path) -> None:
    with Shelf.open(tmp_path / "x.db") as shelf:
        retro = begin(shelf)
        page = shelf.page(retro)
        form = Filled(form="number", given=(Given(Note(id="", question="hope", text="one"), "1", 0),))
        file = SealedFile(shelf.path)
        # Killed before the journal had it.
        file.note(retro, (FORM, f"number {new_id()}"))
        assert [one.new for one in take_nameless(shelf, page, [form])] == [1]
        assert file.answered(retro, FORM) == {"number"}
        # Killed behind the journal.
        act = next(entry.act for entry in shelf.entries(retro) if entry.kind == "answer")
        file.note(retro, (FORM, f"number {act}"), without=[(FORM, "number")])
        assert [one.new for one in take_nameless(shelf, page, [form])] == [0]
        assert file.answered(retro, FORM) == {"number"}
        assert len(shelf.page(retro).answers) == 1
        file.close()


def test_figures_given_without_a_name_are_told_by_no_history(tmp_path: Path) -> None:
    with Shelf.open(tmp_path / "x.db") as shelf:
        retro = begin(shelf)
        shelf.keep(retro, Rating(id="r", question="trust", side="client", value=3, guess=2, anonymous=True))
        (given,) = shelf.page(retro).answers
        events = [event for event in shelf.history(retro) if event.record == "r"]
        shelf.drop(retro, given)
        events += [*shelf.history(retro)[-1:], *shelf.undo(retro)]
        assert len(events) == 3
        for event in events:
            assert not {name for name, *_rest in event.changes} & {"value", "guess"}
            assert "Entirely" not in told(event, shelf.page(retro))
        assert all(version.is_kept_back for version in shelf.versions(retro, "r") if version.answer)
