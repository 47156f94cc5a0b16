"""A document as one HTML file: from the same Markdown, without a script, without anything to load.

Our own comments go first; whatever else is HTML in the Markdown is shown as words. The result is sanitised once more
before the pictures, which are ours, are put in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from templates.markdown.plain_words import Ids
from templates.words import catalogue

STYLE = Path(__file__).parents[1] / "reports" / "page.css"
LANGUAGE = {"zh": "zh-Hans"}
"""The language as a browser is told it, where that is another word than ours."""
_TAGS = {
    "h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "code",
    "pre", "em", "strong", "s", "a", "br", "hr", "blockquote", "div", "span",
}  # fmt: skip
_ATTRIBUTES = {
    **{f"h{n}": {"id"} for n in range(1, 7)},
    "a": {"href"},
    "ol": {"start"},
    "li": {"class"},
    "th": {"style", "scope"},
    "td": {"style"},
    "div": {"class", "role", "aria-label", "tabindex"},
    "span": {"class", "role", "aria-label"},
}
_BOXES = {"[ ] ": "open", "[x] ": "done", "[X] ": "done"}

FEWEST_ENTRIES = 4
"""From how many headings on there is a table of contents."""

Pictures = Mapping[str, str]
"""SVG by the kind of the picture, the word that begins a line of its fence in Mermaid."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents."""

    level: int
    id: str
    text: str


def to_html(markdown: str, lang: str, pictures: Pictures) -> str:
    """The whole page, LF line ends.

    Args:
        markdown: the document; its front matter is left out.
        lang: the language of the retrospective.
        pictures: what is drawn in place of Mermaid's fences; a fence without a picture is left out.
    """
    if markdown.startswith("---\n"):
        markdown = markdown[markdown.index("\n---\n", 3) + 5 :]
    _ = catalogue(lang).gettext
    tokens = _parser().parse(markdown)
    contents = _headed(tokens)
    body = "".join(_pieces(_ours(tokens, _), pictures))
    title = next((entry.text for entry in contents if entry.level == 1), "")
    return _PAGE.format(
        lang=escape(LANGUAGE.get(lang, lang)),
        title=escape(title),
        style=STYLE.read_text(encoding="utf-8"),
        skip=escape(_("Skip to the text")),
        contents=_contents(contents, _),
        body=body,
    )


def fragment(markdown: str, lang: str) -> str:
    """A few paragraphs for a page of another make: sanitised, without a picture."""
    return _clean(_parser(), list(_ours(_parser().parse(markdown), catalogue(lang).gettext)))


_PAGE = """<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<a class="skip" href="#text">{skip}</a>
{contents}<main id="text">
{body}</main>
</body>
</html>
"""


def _parser() -> MarkdownIt:
    # Without joining, a bracket that a person wrote can still be told from a task's box.
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("text_join")


def _headed(tokens: Sequence[Token]) -> list[Entry]:
    """The headings, each of which gets an id from its words."""
    ids, found = Ids(reserved=("text",)), []
    for n, token in enumerate(tokens):
        if token.type == "heading_open":
            text = " ".join(_plain(tokens[n + 1].children or []).split())
            entry = Entry(int(token.tag[1:]), ids.make(text, "section"), text)
            token.attrSet("id", entry.id)
            found.append(entry)
    return found


def _plain(tokens: Sequence[Token]) -> str:
    return "".join(token.content for token in tokens if token.type in ("text", "text_special", "code_inline"))


def _contents(entries: Sequence[Entry], _: Callable[[str], str]) -> str:
    """The table of contents: the parts, and the questions within each; nothing on a page one takes in at a glance."""
    parts = [entry for entry in entries if entry.level in (2, 3)]
    if len(parts) < FEWEST_ENTRIES:
        return ""
    lines, within = [], False
    for n, entry in enumerate(parts):
        link = f'<a href="#{escape(entry.id)}">{escape(entry.text)}</a>'
        follows = n + 1 < len(parts) and parts[n + 1].level == 3
        if entry.level == 2:
            lines.append("</ul></li>" if within else "")
            within = follows
            lines.append(f"<li>{link}<ul>" if follows else f"<li>{link}</li>")
        else:
            lines.append(f"<li>{link}</li>")
    lines.append("</ul></li>" if within else "")
    told = "\n".join(line for line in lines if line)
    name = escape(_("Contents"))
    return f'<nav aria-label="{name}">\n<p class="contents">{name}</p>\n<ul>\n{told}\n</ul>\n</nav>\n'


def _ours(tokens: Sequence[Token], _: Callable[[str], str]) -> Iterator[Token]:
    """The tokens as we show them: comments left out, other HTML as words, boxes told in words too."""
    in_item, wide, tables, section = False, False, 0, ""
    for n, token in enumerate(tokens):
        if token.type == "html_block":
            if not _is_comment(token.content):
                yield _block(f"<p>{escape(token.content.strip())}</p>\n")
            continue
        if token.type == "heading_open":
            section = " ".join(_plain(tokens[n + 1].children or []).split())
        if token.type == "table_open":
            tables += 1
            name = escape(_("Table {n}: {text}").format(n=tables, text=section))
            yield _block(f'<div class="table" role="region" aria-label="{name}" tabindex="0">\n')
        if token.type == "inline":
            token.children = list(_words(token.children or [], in_item, _))
        if token.type == "th_open" and _plain(tokens[n + 1].children or []).strip():
            token.attrSet("scope", "col")
        elif token.type == "th_open":
            # A header without words is none.
            token.tag = tokens[n + 2].tag = "td"
        yield token
        if token.type == "table_close":
            yield _block("</div>\n")
        wide = token.type == "paragraph_open" and in_item
        in_item = token.type == "list_item_open" or wide


def _block(html: str) -> Token:
    """HTML of ours between blocks."""
    return Token("html_block", "", 0, content=html)


def _is_comment(html: str) -> bool:
    return html.strip().startswith("<!--") and html.strip().endswith("-->")


def _words(tokens: Sequence[Token], in_item: bool, _: Callable[[str], str]) -> Iterator[Token]:
    """The inline tokens of one block; `in_item` says that it begins a list's item."""
    for n, token in enumerate(tokens):
        if token.type == "html_inline":
            if not _is_comment(token.content):
                yield Token("text", "", 0, content=token.content)
        elif token.type == "text_special":
            yield Token("text", "", 0, content=token.content)
        elif n == 0 and in_item and token.type == "text" and (state := _BOXES.get(token.content[:4])):
            mark, name = ("☐", _("still open")) if state == "open" else ("☑", _("done"))
            box = f'<span class="box" role="img" aria-label="{escape(name)}">{mark}</span> '
            yield Token("html_inline", "", 0, content=box)
            yield Token("text", "", 0, content=token.content[4:])
        elif token.type == "image":
            yield Token("text", "", 0, content=token.content)
        else:
            yield token


def _pieces(tokens: Iterator[Token], pictures: Pictures) -> Iterator[str]:
    """The body, sanitised, with the pictures between its pieces."""
    parser, some = _parser(), list[Token]()
    for token in tokens:
        if token.type == "fence" and token.info.strip() == "mermaid":
            yield _clean(parser, some)
            some = []
            kinds = (word for line in token.content.split("\n") for word in line.split()[:1])
            if drawn := next((pictures[kind] for kind in kinds if kind in pictures), ""):
                yield f"<figure>\n{drawn}</figure>\n"
        else:
            some.append(token)
    yield _clean(parser, some)


def _clean(parser: MarkdownIt, tokens: Sequence[Token]) -> str:
    html = parser.renderer.render(tokens, parser.options, {})
    return nh3.clean(
        str(html),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
        filter_style_properties={"text-align"},
    )
