"""The document as one HTML file: nothing to load, nothing alive, and all that the Markdown says."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from templates.document.html import to_html
from templates.exchange.export import export
from templates.readers.narrowed import FOR_BOTH, FOR_EXECUTIVE
from tests.templates.document.test_report import speaker
from tests.templates.pages import small, spoken
from tests.templates.strategies import HOSTILE

pieces = st.lists(
    st.sampled_from((*HOSTILE, "<script>alert(1)</script>", '"onload="x', "<img src=x onerror=y>", "&lt;")), min_size=1
)


class Page(HTMLParser):
    """What stands in a page: its elements with their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta", "br", "hr", "input"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.text += data


SAFE = {
    "html", "head", "meta", "title", "style", "body", "a", "nav", "main", "h1", "h2", "h3", "h4", "p", "ul", "ol", "li",
    "table", "thead", "tbody", "tr", "th", "td", "em", "strong", "s", "code", "pre", "br", "hr", "blockquote", "div",
    "span", "figure", "svg", "desc", "g", "text", "line", "polyline", "circle", "rect", "path",
}  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_page_is_one_file_with_its_language_a_title_and_a_way_to_the_text(lang: str) -> None:
    html = export(small(lang), FOR_BOTH, "html").text
    page = Page(html)
    assert page.open == [], "every element is closed"
    assert ("html", {"lang": {"en": "en", "zh": "zh-Hans"}[lang]}) in page.elements
    assert f"<title>{small(lang).title}</title>" in html
    assert ("main", {"id": "text"}) in page.elements
    assert ("a", {"class": "skip", "href": "#text"}) in page.elements
    assert "prefers-color-scheme: dark" in html
    assert "@media print" in html
    assert "Noto Sans CJK SC" in html
    assert "\r" not in html
    assert "<!--" not in html
    assert export(small(lang), FOR_BOTH, "html").text == html


def test_nothing_is_loaded_and_nothing_runs() -> None:
    html = export(small("en"), FOR_BOTH, "html").text
    for tag, attributes in Page(html).elements:
        assert tag in SAFE
        assert not {name for name in attributes if name.startswith("on") or name in ("src", "srcset", "data")}
    assert "url(" not in html
    assert "@import" not in html
    assert not re.search(r'(?:href|src)="(?!#)', html)
    assert "default-src 'none'" in html


@settings(max_examples=15)
@given(some=pieces, seed=st.integers(0, 99))
def test_whatever_people_write_the_page_keeps_its_build(some: list[str], seed: int) -> None:
    said: list[str] = []
    page = spoken(speaker(said, lambda: some[(seed + len(said)) % len(some)]))
    plain = Page(export(spoken(speaker([], lambda: "word")), FOR_BOTH, "html").text)
    read = Page(export(page, FOR_BOTH, "html").text)
    assert read.open == []
    links = [a for tag, a in read.elements if tag == "a" and not (a.get("href") or "").startswith("#")]
    assert all((a.get("href") or "").startswith(("https://", "http://", "mailto:")) for a in links)
    tags = [tag for tag, a in read.elements if tag != "br" and a not in links]
    assert tags == [tag for tag, _a in plain.elements if tag != "br"]


def test_a_box_that_a_person_wrote_is_no_box() -> None:
    html = to_html("- [ ] a task\n- [x] done\n- \\[ ] a person's\n", "en", {})
    assert html.count('class="box"') == 2
    assert 'role="img" aria-label="still open">☐</span> a task' in html
    assert "[ ] a person's" in html


def test_html_that_a_layout_holds_is_shown_as_words_and_our_comments_are_not() -> None:
    html = to_html(
        '# T\n\n<div onclick="x()">a</div>\n\nb <b>c</b> <!-- id by=p -->\n\n<!-- remark -->\n\n![alt](http://x/y.png)\n',
        "en",
        {},
    )
    assert "&lt;div onclick=" in html
    assert "b &lt;b&gt;c&lt;/b&gt;" in html
    assert "by=p" not in html
    assert "remark" not in html
    assert "alt" in html
    assert "y.png" not in html


def test_headings_have_ids_of_their_own_and_the_contents_lead_to_them() -> None:
    html = to_html("# T\n\n## 信任 & <b>\n\n### One\n\n## 信任 & <b>\n\n### Two\n", "zh", {})
    ids = re.findall(r'<h\d id="([^"]*)"', html)
    assert len(set(ids)) == len(ids) == 5
    assert [f"#{id}" for id in ids[1:]] == re.findall(r'<li><a href="([^"]*)"', html)
    assert '<nav aria-label="目录">' in html


def test_the_executives_page_has_the_curve_as_a_picture_with_words() -> None:
    page = small("en")
    asked = [
        replace(question, reads=("trust",)) if question.id in ("trust", "pay") else question
        for question in page.workbook.questions
    ]
    phases = tuple(
        replace(phase, questions=tuple(q for q in asked if q.id in [o.id for o in phase.questions]))
        for phase in page.workbook.phases
    )
    page = replace(page, workbook=replace(page.workbook, phases=phases))
    html = export(page, FOR_EXECUTIVE, "html").text
    svg = ET.fromstring(html[html.index("<svg") : html.index("</svg>") + 6])
    names = {child.tag.rpartition("}")[2] for child in svg}
    assert {"title", "desc"} <= names
    assert "mermaid" not in html
    assert "```" not in export(page, FOR_EXECUTIVE).text, "its Markdown reads well without pictures"
