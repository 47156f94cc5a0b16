"""The form as a page: what the file holds before any browser opens it."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest

from templates import library
from templates.exchange.refused import refuse_format
from templates.forms.blank_form import Form, blank
from templates.forms.filled_form import read_form
from templates.forms.page.form_page import form_page
from templates.markdown.parse import UnreadableError, parse
from templates.workbook.model import Workbook
from templates.workbook.reader import read
from tests.templates.pages import small

LONGEST = 30_000
"""Bytes a page may have beyond its workbook."""


def shipped(name: str, lang: str) -> Workbook:
    return read(library.text(name, lang), file=name).require()


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", library.names())
def test_a_page_is_thirty_kilobytes_and_a_workbook(name: str, lang: str) -> None:
    page = form_page(shipped(name, lang), Form(id="f", side="client", name="Ann", title="Port system"))
    assert len(page.encode()) <= LONGEST + len(library.text(name, lang).encode())


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_its_policy_forbids_everything_but_its_own_script_and_style(lang: str) -> None:
    page = form_page(small(lang).workbook, Form(id="f"))
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    styles = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert len(scripts) == len(styles) == 1
    hashes = [base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in (*scripts, *styles)]
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    assert policy[1] == (
        f"default-src 'none'; script-src 'sha256-{hashes[0]}'; style-src 'sha256-{hashes[1]}'; "
        "base-uri 'none'; form-action 'none'"
    )
    for word in ("src=", "http:", "https:", "fetch(", "location", "window.open", "import("):
        assert word not in page.replace(policy[0], "")


def test_nothing_in_a_title_a_name_or_a_workbook_ends_its_element() -> None:
    hostile = '</script><img src=x onerror=alert(1)>" <!-- --> </style> & \\u2028'
    guidance = hostile.replace("<!-- -->", "")
    source = f"---\nworkbook: 1\nlang: en\nsides: a=A, b=B\n---\n\n# T\n\n## P\n\n### Q?\n\n{guidance}\n"
    page = form_page(read(source, file="x").require(), Form(id="f", name=hostile, title=hostile))
    assert len(re.findall("<script", page)) == 2
    assert "<img" not in page
    assert page.count("</style>") == 1


def test_a_page_that_comes_back_instead_of_the_answers_is_refused_with_what_to_do() -> None:
    page = form_page(small("en").workbook, Form(id="f"))
    with pytest.raises(UnreadableError, match="Save my answers"):
        refuse_format("ann.html", page)


def test_what_a_program_wrote_is_read_to_the_letter_and_a_persons_own_marks_beside_it_stay() -> None:
    form = blank(small("en").workbook, Form(id="f", exact=True))
    form = form.replace("- <!-- 1 -->", r"- &#32;\- \[x\] a\* &amp\; ____ <!-- 1 -->", 1)
    form = form.replace("- <!-- 2 -->", "- Fully <!-- 2 -->", 1).replace("- <!-- 3 -->", "- added *by hand*", 1)
    filled = read_form(parse(form, plain=True, numbered=True), small("en").workbook)
    assert [getattr(one.answer, "text", None) for one in filled.given] == [
        " - [x] a* &amp; ____",
        "Fully",
        "added *by hand*",
    ]


def test_a_name_with_a_wide_colon_stays_as_it_is() -> None:
    form = blank(small("zh").workbook, Form(id="f", name="张：三"))
    assert read_form(parse(form, plain=True), small("zh").workbook).name == "张：三"
