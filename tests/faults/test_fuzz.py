"""What a generator makes up: workbooks that were never written, and journals no program of ours would write.

`python -m tests.faults --fuzz 5000` tries that many of each; what was once found stands here as an example.
"""

from __future__ import annotations

import hashlib
import os
import random
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from storage.entries.entry import (
    PURGE,
    UNDO,
    Entry,
    Json,
    canonical,
)
from storage.laptop import forget_laptop
from storage.records.all_tables import MAKERS
from storage.safety.doctor import examine
from storage.shelf import Shelf
from templates import library
from templates.workbook.reader import read
from templates.workbook.writer import write
from tests.faults.hostile import OWN
from tests.storage.tiny import WORKBOOK, begin, derived, note, standing

EXAMPLES = int(os.environ.get("FAULTS_EXAMPLES", "15"))
often = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))

BOOKS = [library.text("four-phases", lang) for lang in ("en", "zh")] + [WORKBOOK]
PIECES = st.sampled_from(
    (
        *(
            "# ",
            "## ",
            "### ",
            "\n",
            "\n\n",
            "---\n",
            "workbook: 1\n",
            "lang: zh\n",
            "sides: a=b\n",
            "- [ ] ",
            "- ",
            "1. ",
        ),
        *(
            "| a |\n|---|\n",
            "<!-- ",
            " -->",
            "guess=yes",
            "about=client",
            "reads=trust",
            "> ",
            "```\n",
            "（甲／乙）",
            "\\",
        ),
        *OWN[:20],
    )
)


@st.composite
def spoilt(draw: st.DrawFn) -> str:
    """A workbook somebody has been at."""
    text = draw(st.sampled_from(BOOKS))
    for _ in range(draw(st.integers(1, 6))):
        begin, length = draw(st.integers(0, len(text))), draw(st.integers(0, 200))
        match draw(st.integers(0, 3)):
            case 0:
                text = text[:begin] + text[begin + length :]
            case 1:
                text = text[:begin] + draw(PIECES) + text[begin:]
            case 2:
                text = text[:begin] + text[begin : begin + length] * 2 + text[begin + length :]
            case _:
                text = text[:begin] + draw(st.text(max_size=12)) + text[begin + length :]
    return text


@given(spoilt())
@often
def test_a_spoilt_workbook_is_read_or_refused_and_never_fails(text: str) -> None:
    reading = read(text)
    lines = text.count("\n") + text.count("\r") + 1
    for finding in reading.findings:
        assert 1 <= finding.line <= lines
        assert finding.message
        assert finding.remedy
    if reading.workbook is None:
        assert any(finding.is_error for finding in reading.findings)
    else:
        ids = [question.id for question in reading.workbook.questions]
        assert len(ids) == len(set(ids))
        assert read(write(reading.workbook)).workbook == reading.workbook


NUMBERS = st.integers(-3, 9) | st.sampled_from([2**31, 2**53 + 1, 2**63 - 1, 2**63, -(2**64), 10**40])
VALUES: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.floats(allow_nan=False) | st.text(max_size=6) | st.sampled_from(OWN[:12]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
NAMES = st.sampled_from(
    (
        *("text", "kind", "question", "side", "person", "value", "guess", "choice", "checked", "cell.a", "group"),
        *("title", "slug", "workbook_text", "date", "short", "archived", "party.client", "name", "deleted", "undone"),
        *(
            "purged",
            "target",
            "count",
            "place",
            "accepts.client",
            "state",
            "status",
            "due",
            "settings",
            "minutes",
            "plan.a",
        ),
        *("private", "opened", "anonymous", "turning", "voting", "votes", "writing.", "apart", "\x00", ""),
    )
)
WORDS: dict[str, Any] = {"kind": "answer", "question": "hope"}
SHARED = st.sampled_from([f"{name:0<20}" for name in "abc"])


def _entry(**more: Any) -> Entry:
    """An entry whose random bytes are the same in every run."""
    usual: dict[str, Any] = {
        "retrospective": "a".ljust(20, "0"),
        "laptop": "b".ljust(20, "0"),
        "counter": 1,
        "time": "2026-03-02T10:00:00Z",
        "act": "c".ljust(20, "0"),
        "kind": "answer",
        "record": "a".ljust(20, "0"),
        "saw": (),
        "fields": {},
        "nonce": "0" * 32,
    }
    bare = Entry(id="", **usual | more)
    return replace(bare, id=hashlib.sha256(canonical(bare)).hexdigest())


@st.composite
def made_up(draw: st.DrawFn) -> list[Entry]:
    """Entries as another program, or somebody who means harm, might have written them: each hash is right."""
    entries: list[Entry] = []
    for _ in range(draw(st.integers(1, 8))):
        fields: dict[str, Json] = draw(st.dictionaries(NAMES, VALUES, max_size=5))
        if draw(st.booleans()):
            fields = WORDS | fields
        if draw(st.integers(0, 5)) == 0:
            fields |= {"workbook_text": draw(st.sampled_from([WORKBOOK, "", "# x"]))}
        if entries and draw(st.integers(0, 4)) == 0:
            fields |= {"purged": [draw(st.sampled_from(entries)).id, 7]}
        kind = draw(st.sampled_from([*MAKERS, "answer", "retrospective", UNDO, PURGE, "of a later program"]))
        retrospective = draw(SHARED)
        # An id is one record's: of two under one id nobody can know what is meant. An act, and what undoes it, may
        # speak of another retrospective.
        named = {"retrospective": "", UNDO: ""}.get(kind, kind)
        saw = draw(st.lists(st.sampled_from([entry.id for entry in entries] or ["nothing"]), max_size=3))
        entries.append(
            _entry(
                nonce=f"{len(entries):032x}",
                retrospective=retrospective,
                laptop=draw(SHARED | st.text(max_size=3)),
                counter=draw(st.integers(1, 9) | NUMBERS),
                time=draw(st.sampled_from(["2026-03-02T10:00:00Z", "", "tomorrow", "9999-12-31T23:59:59Z", "-1"])),
                act=draw(SHARED),
                kind=kind,
                record=named + draw(SHARED),
                saw=tuple(saw),
                fields=fields,
            )
        )
    return entries


@given(made_up(), st.randoms(use_true_random=False))
@example([_entry(fields={"kind": "scale", "question": "trust", "value": 2**63})], random.Random(0))
@example([_entry(counter=2**63 - 1, fields=WORDS)], random.Random(0))
@often
def test_a_made_up_journal_is_taken_in_the_same_in_any_order_and_work_goes_on(
    entries: list[Entry], chance: random.Random
) -> None:
    forget_laptop()
    with tempfile.TemporaryDirectory() as folder:
        tables = []
        for number in range(2):
            with Shelf.open(Path(folder) / f"{number}.db") as shelf:
                chance.shuffle(entries)
                half = len(entries) // 2
                shelf.receive(entries[:half])
                shelf.receive(entries[half:])
                assert shelf.receive(entries) == 0
                stands, adds_up = standing(shelf), derived(shelf)
                # A workbook no retrospective uses any more is harmless.
                stands["workbooks"] = {id: row for id, row in stands["workbooks"].items() if id in adds_up["workbooks"]}
                assert stands == adds_up
                tables.append(stands)
                for card in shelf.cards(archived=None):
                    shelf.page(card.id)
                    shelf.history(card.id)
                    shelf.keep(card.id, note("goes on"))
                    assert "goes on" in [getattr(answer, "text", "") for answer in shelf.page(card.id).answers]
                    shelf.undo(card.id)
                begin(shelf)
                assert examine(shelf).findings == ()
        if all(entry.counter < 10 for entry in entries):
            assert tables[0] == tables[1]
