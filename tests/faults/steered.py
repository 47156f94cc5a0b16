"""Input steered by the ways the code takes: `python -m tests.faults.steered reader --seconds 600`.

Needs atheris, which is no dependency and wants a Python it has a wheel for: `pip install atheris` in an environment
of its own, beside the project. Every kind of failure is told once, with the shortest text that caused it.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

MOST = 3_000
"""Bytes a text may have: longer ones are tried so seldom that little is steered."""
TOO_LONG = 5.0
"""Seconds a text of that length must not take, with every way watched."""


def reader() -> tuple[Callable[[str], None], list[str]]:
    """The workbook reader, and what it is read back from."""
    from templates import library
    from templates.workbook.reader import read
    from templates.workbook.writer import write
    from tests.storage.tiny import WORKBOOK

    def look(text: str) -> None:
        reading = read(text)
        lines = text.count("\n") + text.count("\r") + 1
        assert all(1 <= found.line <= lines and found.message and found.remedy for found in reading.findings)
        if reading.workbook is None:
            assert any(found.is_error for found in reading.findings)
        else:
            assert read(write(reading.workbook)).workbook == reading.workbook

    return look, [WORKBOOK, *(library.text("four-phases", lang) for lang in ("en", "zh"))]


def importer() -> tuple[Callable[[str], None], list[str]]:
    """Everything that understands a file from elsewhere: forms, joint documents, exports, what nobody knows."""
    import json

    from storage.imports.import_file import known
    from templates.document.render import render
    from templates.exchange.from_document import is_joint, read_joint
    from templates.exchange.from_json import read_json
    from templates.exchange.notes.from_notes import read_foreign
    from templates.exchange.to_json import as_json
    from templates.forms.blank_form import Form, blank
    from templates.forms.filled_form import form_mark, read_form
    from templates.markdown import parse
    from tests.templates.pages import small

    page = small("en")
    form = blank(page.workbook, Form(id="f", side="client", name="Ann", retrospective=""))

    def look(text: str) -> None:
        for way in (_as_form, _as_joint, _as_json):
            # What `understand` turns into a sentence.
            with contextlib.suppress(parse.UnreadableError, RecursionError):
                way(text)

    def _as_form(text: str) -> None:
        document = parse.parse(text, plain=True)
        form_mark(document)
        read_form(document, page.workbook, page.parties, title=page.title)
        read_foreign(text, name="file")

    def _as_joint(text: str) -> None:
        is_joint(parse.parse(text, plain=True))
        read_joint(text, known)

    def _as_json(text: str) -> None:
        if text.lstrip("\ufeff \n").startswith(("{", "[")):
            read_json(text, known)

    return look, [form, render(page), json.dumps(as_json(page), ensure_ascii=False)]


def markdown() -> tuple[Callable[[str], None], list[str]]:
    """What draws Markdown, and what makes words safe to stand in it."""
    from templates.text import keep
    from tests.faults.hostile import OWN
    from tests.templates.markdown.test_markdown import PLAIN, document
    from tests.templates.readback import PARSERS, read_back
    from tui.document.drawing import draw
    from tui.document.prose import prose
    from tui.document.sections import split

    plain = {name: read_back(PLAIN, parser).skeleton for name, parser in PARSERS.items()}

    def look(text: str) -> None:
        for section in split(text):
            draw(section.source, 40)
        prose.__wrapped__(text)
        kept = keep(text).text.strip()[:300]
        if kept:
            for name, parser in PARSERS.items():
                assert read_back(document(kept), parser).skeleton == plain[name], name

    return look, [*(text[:300] for text in OWN if text.strip()), PLAIN]


PLACES = {"reader": reader, "importer": importer, "markdown": markdown}


def pieces(text: str) -> list[str]:
    """A document's beginning with each of its chapters, cut to what a text may have."""
    head, *chapters = text.split("\n## ")
    return [f"{head}\n## {chapter}"[: MOST // 2] for chapter in chapters] or [text[: MOST // 2]]


def main() -> None:
    """Run until the time is up; the findings stand in the folder that is named at the end."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.steered", description=__doc__)
    parser.add_argument("place", choices=PLACES)
    parser.add_argument("--seconds", type=int, default=600)
    asked = parser.parse_args()
    steering: Any = importlib.import_module("atheris")
    with steering.instrument_imports(include=["templates", "tui", "markdown_it"]):
        look, seeds = PLACES[asked.place]()
    folder = Path(tempfile.mkdtemp(prefix=f"phasebook-steered-{asked.place}-"))
    (folder / "corpus").mkdir()
    for number, piece in enumerate(piece for seed in seeds for piece in pieces(seed)):
        (folder / "corpus" / f"seed-{number}").write_bytes(piece.encode("utf-8", "replace"))
    found: dict[str, int] = {}

    def one(raw: bytes) -> None:
        text = raw.decode("utf-8", "replace")
        began = time.process_time()
        try:
            look(text)
            where = "" if time.process_time() - began < TOO_LONG else "takes too long"
        except Exception as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            where = f"{type(error).__name__} in {last.filename.rsplit('/', 1)[-1]}, line {last.lineno}"
        if where and len(raw) < found.get(where, len(raw) + 1):
            new = where not in found
            found[where] = len(raw)
            (folder / (where.replace(" ", "-").replace(",", "") + ".txt")).write_bytes(raw)
            if new:
                sys.stdout.write(f"{where}: see {folder}\n")
                sys.stdout.flush()

    steering.Setup(
        [sys.argv[0], str(folder / "corpus"), f"-max_total_time={asked.seconds}", f"-max_len={MOST}", "-timeout=60"],
        one,
    )
    sys.stdout.write(f"{folder}\n")
    sys.stdout.flush()
    os.environ["PHASEBOOK_LANG"] = "en"
    steering.Fuzz()


if __name__ == "__main__":
    main()
