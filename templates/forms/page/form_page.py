"""A form as one file for any browser: what is typed stays there, and *Save my answers* gives the Markdown form, filled.

Nothing is loaded and nothing is sent: a content policy in the file forbids it and allows our one script and one style
by their hashes, and the script never navigates. It makes the Markdown from the page's own elements, whose order and
words are those of `templates.forms.blank_form`: an element carries as `data-md` only what its words do not tell.
Without the script the page is a form on paper.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from html import escape
from pathlib import Path

from templates.document.html import LANGUAGE
from templates.forms.blank_form import NOTES, ROWS, Form, asked, name_line, opening, side_line
from templates.forms.page import GENERATOR
from templates.forms.page.blanks import blanks
from templates.forms.page.printed import attribute, guided, printed_heading
from templates.words import catalogue
from templates.workbook.model import Workbook

_HERE = Path(__file__).parent
TYPED = "\x00"
"""What stands for the name in the line that the script fills; no text of ours holds it."""


def form_page(book: Workbook, form: Form) -> str:
    """The whole page, LF line ends, in the language of the workbook."""
    form = replace(form, exact=True)
    _ = catalogue(book.lang).gettext
    script, style = _shipped("form.js"), _shipped("form.css")
    title = form.title or book.title
    under = f"<p>{escape(book.title)}</p>" if title != book.title else ""
    return _PAGE.format(
        lang=escape(LANGUAGE.get(book.lang, book.lang)),
        policy=f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "base-uri 'none'; form-action 'none'",
        generator=GENERATOR,
        title=escape(title),
        style=style,
        under=under,
        how=escape(_("Answer in your own words, and leave out what you like.")),
        kept=escape(
            _(
                "What you write stays in this browser, also when you close it. It goes to nobody until you press “Save "
                "my answers” and send the file that this gives to the person who asked you."
            )
        ),
        paper=escape(
            _("This view cannot keep what is typed: open the file in a browser, or print it and write on paper.")
        ),
        sections="".join(_sections(book, form)),
        save=escape(_("Save my answers")),
        copy=escape(_("No file came? Copy the text instead")),
        copied=escape(_("Your answers as text")),
        forget_summary=escape(_("On a computer that others use")),
        forget=escape(_("Remove what I typed from this browser")),
        data=json.dumps(_data(book, form), ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"),
        script=script,
    )


def _sections(book: Workbook, form: Form) -> Iterator[str]:
    yield f"<section>{_who(book, form)}</section>\n"
    for phase, questions in asked(book, form):
        yield "<section>" + printed_heading(2, phase.title, phase.id)
        yield guided(phase.guidance, phase.story, book.lang)
        for question in questions:
            yield printed_heading(3, question.text, question.id)
            yield guided(question.guidance, question.story, book.lang)
            yield from blanks(book, question)
        yield "</section>\n"


def _who(book: Workbook, form: Form) -> str:
    _ = catalogue(book.lang).gettext
    who, name, side = _("Who you are"), _("Your name"), _("Your side")
    nameless = _("I answer without a name; a corrected copy can then not be taken in.")
    html = (
        f"<h2>{escape(who)}</h2>"
        f"<label>{escape(name)}<input name=@name maxlength=60{attribute('value', form.name)}></label>"
        "<fieldset data-name=@nameless class=live><label><input type=checkbox value=1>"
        f"{escape(nameless)}</label></fieldset>"
    )
    if not book.sides:
        return html
    sides = "".join(
        f"<label><input type=radio{attribute('value', one.id)}{' checked' if one.id == form.side else ''}>"
        f"{escape(one.name)}</label>"
        for one in book.sides
    )
    return f"{html}<fieldset data-name=@side><legend>{escape(side)}</legend>{sides}</fieldset>"


def _data(book: Workbook, form: Form) -> dict[str, object]:
    """What the script needs beyond the page's elements."""
    _ = catalogue(book.lang).gettext
    title = re.sub(r"[^\w-]+", "-", form.title or book.id).strip("-")[:60]
    return {
        "id": form.id,
        "least": {"notes": NOTES, "rows": ROWS},
        "file": title or "form",
        "head": opening(book, form),
        "name": name_line(book, TYPED),
        "sides": {side.id if side else "": side_line(book, side) for side in (None, *book.sides)} if book.sides else {},
        "words": {
            "clear": _("Take this answer back"),
            "more": _("Another row"),
            "row": _("Row {n}"),
            "thought": _("{text} ({detail})").format(text="{text}", detail="{n}"),
            "kept": _("Kept in this browser."),
            "keeping": _("Keeping…"),
            "failed": _("This browser keeps nothing. Save your answers before you close the page."),
            "saved": _("Your browser has the file {file}. Send it to the person who asked you."),
            "sure": _("Remove everything you typed into this form from this browser? A file you saved stays."),
            "removed": _("Removed. Nothing of it is in this browser any more."),
        },
    }


@lru_cache(maxsize=2)
def _shipped(name: str) -> str:
    """A file of ours as it goes into a page: without indents and without lines that are comments."""
    lines = (line.strip() for line in (_HERE / name).read_text(encoding="utf-8").splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def _hash(source: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()


_PAGE = """<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="{policy}">
{generator}
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<form autocomplete="off">
<header><h1>{title}</h1>{under}
<p>{how}</p><p class="live">{kept}</p>
<noscript><p>{paper}</p></noscript></header>
<main>
{sections}<div class="end live">
<details><summary>{copy}</summary>
<div class="grow"><textarea id="_copy" readonly aria-label="{copied}"></textarea></div></details>
<details><summary>{forget_summary}</summary>
<button type="button" id="_forget">{forget}</button></details>
</div>
</main>
<footer class="live"><button type="button" id="_save">{save}</button><p role="status" id="_said"></p></footer>
</form>
<script type="application/json" id="_data">{data}</script>
<script>{script}</script>
</body>
</html>
"""
