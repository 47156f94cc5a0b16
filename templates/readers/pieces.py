"""A finished document in the pieces people read it by: an item, a cell, a value, each with where it stands."""

from __future__ import annotations

import csv
import json
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from io import StringIO
from itertools import accumulate

from markdown_it import MarkdownIt
from markdown_it.token import Token

from templates.markdown.id_comments import read_mark


@dataclass(frozen=True, slots=True)
class Unit:
    """One piece of a document."""

    line: int
    """Its line, from 1."""
    section: str
    """The heading it stands under; in JSON its path, in CSV its column."""
    text: str
    """What it says, in plain words."""


def one_line(text: str) -> str:
    """A text with every run of white space as one space."""
    return " ".join(text.split())


def units(document: str, form: str) -> Iterator[Unit]:
    """The pieces of a document in one of the forms `md`, `html`, `json`, `csv`."""
    match form:
        case "md":
            return _markdown(document)
        case "html":
            return _html(document)
        case "json":
            return _json(document)
        case "csv":
            return _csv(document)
        case _:
            raise ValueError(form)


def _markdown(document: str) -> Iterator[Unit]:
    head = 0
    if document.startswith("---\n"):
        head = document.index("\n---\n", 3) + 5
        yield from (Unit(n, "", line) for n, line in enumerate(document[:head].split("\n"), 1))
    before = document[:head].count("\n")
    parser = MarkdownIt("commonmark").enable("table")
    section, heading = "", False
    for token in parser.parse(document[head:]):
        heading = token.type == "heading_open" or (heading and token.type == "inline")
        if token.type not in ("inline", "fence", "code_block", "html_block"):
            continue
        line = before + (token.map[0] if token.map else 0) + 1
        text = _words(token.children) if token.children is not None else token.content
        if heading:
            section, heading = one_line(text), False
        yield Unit(line, section, text)
        yield from (Unit(line, section, value) for value in _marked(token.children or ()))


def _words(tokens: list[Token]) -> str:
    """The words of inline tokens; comments are no words."""
    breaks = ("softbreak", "hardbreak")
    return "".join(
        "\n" if token.type in breaks else token.content for token in tokens if not token.content.startswith("<!--")
    )


def _marked(tokens: list[Token] | tuple[()]) -> Iterator[str]:
    """What comments carry."""
    for token in tokens:
        if token.type == "html_inline" and (mark := read_mark(token.content)):
            yield from mark.values.values()


class _Reader(HTMLParser):
    """The texts of an HTML page by the block they stand in."""

    BLOCKS = frozenset(
        {"p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "title", "desc", "text", "div", "body", "tr", "nav"}
    )

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Unit] = []
        self._section, self._text, self._line, self._in_heading = "", "", 1, False
        self._silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.BLOCKS:
            self._end()
            self._in_heading = tag[:1] == "h" and tag[1:].isdigit()
        self._silent = tag == "style"
        if tag == "br":
            self._text += "\n"
        told = [value for name, value in attrs if value and name in ("alt", "title", "content", "aria-label", "href")]
        self.found += [Unit(self.getpos()[0], self._section, value) for value in told]

    def handle_endtag(self, tag: str) -> None:
        if tag in self.BLOCKS:
            self._end()
        self._silent = False

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if not self._text.strip():
            self._line = self.getpos()[0]
        self._text += data

    def handle_comment(self, data: str) -> None:
        self.found.append(Unit(self.getpos()[0], self._section, data))

    def _end(self) -> None:
        if self._text.strip():
            if self._in_heading:
                self._section = one_line(self._text)
            self.found.append(Unit(self._line, self._section, self._text))
        self._text, self._in_heading = "", False


def _html(document: str) -> Iterator[Unit]:
    reader = _Reader()
    reader.feed(document)
    reader.close()
    return iter(reader.found)


def _json(document: str) -> Iterator[Unit]:
    starts = list(accumulate((len(line) + 1 for line in document.split("\n")), initial=0))
    at = 0
    for path, value in _values(json.loads(document), ""):
        # Values come in the order they stand in; each is looked for behind the one before.
        found = document.find(json.dumps(value, ensure_ascii=False), at)
        at = found if found >= 0 else at
        yield Unit(bisect_right(starts, at), path, value)


def _values(value: object, path: str) -> Iterator[tuple[str, str]]:
    """Every text in a JSON value, keys of objects too, with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for n, item in enumerate(value):
            yield from _values(item, f"{path}[{n}]")
    elif isinstance(value, dict):
        for key, item in value.items():
            below = f"{path}.{key}" if path else str(key)
            yield below, str(key)
            yield from _values(item, below)


def _csv(document: str) -> Iterator[Unit]:
    reader = csv.reader(StringIO(document.removeprefix("\ufeff"), newline=""))
    header: list[str] = []
    line = 1
    for row in reader:
        header = header or row
        for n, cell in enumerate(row):
            yield Unit(line, header[n] if n < len(header) else "", cell)
        line = reader.line_num + 1
