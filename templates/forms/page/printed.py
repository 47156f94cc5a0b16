"""What is printed on the page: headings, guidance and stories, with their Markdown where their words do not tell it."""

from __future__ import annotations

import re
from html import escape, unescape

from templates.document.html import fragment
from templates.markdown import escape as markdown
from templates.markdown.id_comments import written


def printed_heading(level: int, text: str, id: str) -> str:
    """A phase's or a question's heading; it has the id that stands in its comment."""
    source = markdown.heading(level, text).removeprefix("#" * level + " ")
    return f"<h{level}{attribute('id', written(id))}{beyond(text, source)}>{escape(text)}</h{level}>\n"


def guided(guidance: str, story: str, lang: str) -> str:
    """The lines that open a phase or a question, and the story that helps people remember."""
    html = ""
    if guidance:
        html += _piece("div", guidance, lang)
    if story:
        html += _piece("blockquote", story, lang)
    return html


def _piece(tag: str, source: str, lang: str) -> str:
    html = fragment(source, lang).strip()
    if html.startswith("<p>") and html.find("</p>") == len(html) - 4:
        html, tag = html[3:-4], "p" if tag == "div" else tag
    said = unescape(re.sub("<[^>]*>", "", html))
    return f"<{tag} class=g{beyond(said, source)}>{html}</{tag}>\n"


def beyond(text: str, source: str) -> str:
    """The attribute that carries an element's Markdown, where that is anything but its words."""
    return "" if text.strip() == source else attribute("data-md", source)


def attribute(name: str, value: str) -> str:
    """An attribute behind a space, or nothing where it has no value."""
    if not value:
        return ""
    return f" {name}={value}" if re.fullmatch(r"[\w.-]+", value) else f' {name}="{escape(value)}"'
