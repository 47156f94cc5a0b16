r"""Making a person's words safe inside Markdown: they read back exactly and change nothing around them.

The source stays readable, so no more is escaped than must be. The rules:

- A mark that could start something (emphasis, code, a link, HTML, an entity, a strike, a formula) gets a
  backslash where it could; `snake_case`, `R&D`, `a < b` and one `$5` stay as they are.
- A mark that means something only at the start of a line (`#`, `-`, `+`, `1.`, `>`, `===`) gets its
  backslash only there.
- A line break is a hard break: a backslash at the end of the line. An empty line is a lone backslash. So a
  note is always one paragraph, however many lines it has.
- White space that a reader of Markdown would trim is written as a character reference at the edge where it
  would be lost: `&#32;`. The few characters no reference may name stand in backticks there.
- In a heading, a table's cell or a name there are no lines; a line break is written `&#10;`. It reads back
  exactly everywhere, also where HTML is switched off, and shows as a space.
- A web address is written `<https://…>`: clickable everywhere, with its end where the person ended it. An
  address that some reader would show changed (`%20`, `&amp;`, `xn--`) is kept as words, not as a link.
"""

from __future__ import annotations

import re

_INLINE = re.compile(
    r"""
    (?P<url>(?i:https?)://(?>
        (?:(?!(?i:xn)--)[A-Za-z0-9.-]){0,250}[A-Za-z0-9](?::[0-9]{1,5})?
        (?:[/?\#]
            (?:(?:(?!(?i:xn)--)[A-Za-z0-9\-._~:/?\#@!$'()*+,;=]|&(?!\#?[A-Za-z0-9]+;)){0,2000}
            [A-Za-z0-9/=_~-])?
        )?
    )(?![%&\[\]\\{}|^`"_]|(?i:xn)--))
    |(?P<scheme>(?i:https?|ftp):)(?=//)
    |(?P<site>(?i:www)\.(?:(?!(?i:xn)--)[A-Za-z0-9./-]){1,250})(?=[ ]\S)
    |(?P<www>(?i:www))(?=\.)
    |(?P<puny>(?i:xn)-)(?=-)
    |(?P<low>_+)
    |(?P<amp>&)(?=\#?[A-Za-z0-9]+;)
    |(?P<angle><)(?=[A-Za-z/!?]|[^\s<>]*@)
    |(?P<percent>%)(?=[0-9A-Fa-f]{2})
    |(?P<dollar>\$)
    |(?P<backslash>\\)
    |(?P<always>[`*~\[])
    |(?P<line>[\r\u2028\u2029])
    """,
    re.VERBOSE,
)

_LINE_START = re.compile(
    r"""
    (?=\#{1,6}(?:[ \t]|$))           # a heading
    |(?=[-+](?:[ \t]|$))             # a list
    |(?=>)                           # a quotation
    |(?==+[ \t]*$)                   # the underline of a heading
    |[\v\f]*(?=[-:|][-:|\ \t\v\f]*$) # the same, a rule, or the second line of a table
    |[0-9]{1,9}(?=[.)](?:[ \t]|$))   # a numbered list
    """,
    re.VERBOSE,
)

# What readers trim at the edges of a paragraph though no character reference may name it.
_NAMELESS = "\x0b\x1c\x1d\x1e\x1f\x85"


def escape(text: str) -> str:
    """`text` for the middle of a line: a heading's words, a name. Line breaks become `&#10;`."""
    return _edges(_inline(text)).replace("\n", "&#10;")


def escape_block(text: str, indent: str = "") -> str:
    """`text` as one paragraph at the start of a line or list item; `indent` stands before further lines."""
    lines = [begin_line(line) for line in _edges(_inline(text)).split("\n")]
    return f"\\\n{indent}".join(lines)


def heading(level: int, text: str, unseen: str = "") -> str:
    """A heading's line; `unseen` is a comment that stands at its end."""
    words = escape(text)
    if words.endswith("#"):
        words = f"{words[:-1]}\\#"
    return " ".join(part for part in ("#" * level, words, unseen) if part or part is words)


def begin_line(line: str) -> str:
    """Words that are escaped already, made fit to stand at the beginning of a line or a list item."""
    if line[:1] in (" ", "\t"):
        return _reference(line[0]) + line[1:]
    found = _LINE_START.match(line)
    return f"{line[: found.end()]}\\{line[found.end() :]}" if found else line


def _edges(text: str) -> str:
    """`text` with the white space at its ends made to stay; a line break at its beginning stays by itself."""
    if text and _is_trimmed(text[-1]):
        kept = min(len(text.rstrip(_NAMELESS)), len(text) - 1)
        text = text[:kept] + _reference(text[kept:])
    if text and text[0] != "\n" and _is_trimmed(text[0]):
        named = max(len(text) - len(text.lstrip(_NAMELESS)), 1)
        text = _reference(text[:named]) + text[named:]
    return text


def _is_trimmed(character: str) -> bool:
    return character.isspace() or character == "\ufeff"


def _reference(some: str) -> str:
    """A character by its number, or those that readers accept no number for in backticks."""
    return f"`{some}`" if some[0] in _NAMELESS else f"&#{ord(some)};"


def _inline(text: str) -> str:
    """The marks of `text` escaped where they could start something, wherever in a line they stand."""
    return _INLINE.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    """One mark, with its backslash where it needs one."""
    mark, text = found[0], found.string
    before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
    match found.lastgroup:
        case "url":
            return f"<{mark}>"
        case "scheme" | "puny":
            return f"{mark[:-1]}\\{mark[-1]}"
        case "site":
            return mark
        case "www":
            return f"{mark}\\"
        case "low":
            return mark if before.isalnum() and after.isalnum() else "\\_" * len(mark)
        case "dollar":
            # One sum of money needs nothing; a second dollar could make a formula of what stands between.
            alone = text.find("$", found.end()) < 0 and text.rfind("$", 0, found.start()) < 0
            return mark if alone and after.isdigit() else "\\$"
        case "backslash":
            # An `h` may become the `<` of an address.
            return mark if after.isalnum() and after not in "hH" else "\\\\"
        case "line":
            return _reference(mark)
        case _:
            return f"\\{mark}"
