"""The document means the same to every reader: headings, tables and items, by markdown-it, cmark-gfm and pandoc."""

from __future__ import annotations

import importlib
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from storage import demo
from storage.shelf import Shelf
from templates.document.render import render
from templates.filled_page.page import Retrospective
from templates.readers.narrowed import audiences
from tests.templates.markdown.test_marks import met
from tests.templates.pages import small

KEPT = ("h1", "h2", "h3", "h4", "th", "td", "li")
"""The elements whose words every reader must tell alike."""


class Outline(HTMLParser):
    """The headings, cells and items of a page, each with its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._open: list[tuple[str, list[str]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("ul", "ol") and self._open and self._open[-1][0] == "li":
            self._end()  # what follows in an item are items of their own
        if tag in KEPT:
            self._open.append((tag, []))

    def handle_endtag(self, tag: str) -> None:
        if self._open and tag == self._open[-1][0]:
            self._end()

    def _end(self) -> None:
        tag, words = self._open.pop()
        # A box is drawn by some readers and left as it is by others.
        told = " ".join("".join(words).split()).removeprefix("[ ] ").removeprefix("[x] ").strip("☐☒ ")
        self.found.append((tag, told))

    def handle_data(self, data: str) -> None:
        if self._open:
            self._open[-1][1].append(data)


def body(document: str) -> str:
    """The document without its front matter."""
    return document.split("\n---\n", 1)[1]


def by_markdown_it(document: str) -> str:
    """As Python programs and Textual read it."""
    return str(MarkdownIt("gfm-like").render(document))


def by_cmark(document: str) -> str:
    """As GitHub reads it."""
    cmarkgfm = pytest.importorskip("cmarkgfm", reason="cmarkgfm is not there: pip install cmarkgfm")
    return str(cmarkgfm.github_flavored_markdown_to_html(document))


def by_pandoc(document: str) -> str:
    """As pandoc reads it: the way to Word and to print."""
    pandoc = _pandoc()
    if pandoc is None:
        pytest.skip("pandoc is not there: apt install pandoc, or pip install pypandoc_binary")
    done = subprocess.run(
        [pandoc, "--from=gfm", "--to=html", "--wrap=none"], input=document, capture_output=True, text=True, check=True
    )
    return done.stdout


def _pandoc() -> str | None:
    if found := shutil.which("pandoc"):
        return found
    try:
        return str(importlib.import_module("pypandoc").get_pandoc_path())
    except (ImportError, OSError):
        return None


READERS = {"cmark-gfm": by_cmark, "pandoc": by_pandoc}


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Retrospective]:
    """The demo's finished retrospective in both languages."""
    with Shelf.open(tmp_path_factory.mktemp("demo") / "demo.db") as shelf:
        return {lang: shelf.page(demo.make(shelf, "finished", lang)) for lang in ("en", "zh")}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_whole_document_means_the_same_to(reader: str, lang: str, finished: dict[str, Retrospective]) -> None:
    pages = (finished[lang], met(small(lang)))
    # One after the other in one file: starting pandoc is what takes the time.
    document = "\n\n".join(body(render(page, audience)) for page in pages for audience in audiences(page)[:3])
    expected = Outline(by_markdown_it(document)).found
    assert {tag for tag, _words in expected} == set(KEPT)
    assert Outline(READERS[reader](document)).found == expected


def test_pandoc_makes_a_word_file_of_it(tmp_path: Path, finished: dict[str, Retrospective]) -> None:
    pandoc = _pandoc()
    if pandoc is None:
        pytest.skip("pandoc is not there: apt install pandoc, or pip install pypandoc_binary")
    target = tmp_path / "x.docx"
    document = render(finished["zh"])
    subprocess.run([pandoc, "--from=gfm", "-o", str(target)], input=document, text=True, check=True)
    assert target.read_bytes()[:2] == b"PK"
