"""Text that means harm to a terminal, a markup or a path: a list of our own, and a published one."""

from __future__ import annotations

import json
from pathlib import Path

PUBLISHED: tuple[str, ...] = tuple(
    json.loads((Path(__file__).parent / "fixtures" / "naughty.json").read_text(encoding="utf-8"))
)

OWN: tuple[str, ...] = (
    # to a terminal
    "\x1b]52;c;aGFybQ==\x07clipboard",
    "\x1b]0;another title\x07\x1b]2;and again\x1b\\",
    "\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\",
    "\x1b[?1049l\x1b[2J\x1b[1;1Hgone\x1b[?25h",
    "\x1b[6n\x1b[c\x1b[>c\x1b[?2026$p answers back",
    "\x1bc\x1b(0\x0e reset and another alphabet \x0f",
    "\x1bP+q544e\x1b\\\x1bXsos\x1b\\\x1b^pm\x1b\\\x1b_apc\x1b\\",
    "\x1b[201~\x1b[200~ marks of a paste",
    "\x9b31m\x9d52;c;aGFybQ==\x9c\x90q\x9c c1",
    "\x1b[31;5mred\x1b[7m \x1b[38;5;1m",
    "bell \x07 back \x08\x08\x08 return \r feed \x0c tab \x0b",
    "half an escape \x1b",
    "half a csi \x1b[",
    # to the eye
    "left \u202eright\u202c \u2066isolated\u2069 \u200f\u061c marks",
    "lines \u2028 and \u2029 and \x85 and \x1c\x1d\x1e\x1f",
    "\ufeffbom \u200bzero \u200d\u2060 width \u00ad soft",
    "e" + "\u0301" * 10_000 + " marks",
    "\u0e49" * 300 + "\u20dd" * 300 + "\u0488" * 300,
    "\U000e0041\U000e0042 tags \ufff9a\ufffab\ufffb",
    "👩\u200d👩\u200d👧\u200d👦 🇦🇫🇦 ✋🏿 ❤\ufe0f 1\ufe0f\u20e3",
    "Ａ" * 300,
    "word" * 2500,
    "x" * 3000,
    # to markup
    "[/]",
    "[/",
    "[",
    "[@click=app.quit]x[/]",
    "[bold red]b[/bold red]",
    "[link=https://example.org]l[/link]",
    "\\[/]",
    "$primary [$accent]",
    "{name} {0} %s %(x)s %n",
    # to Markdown and HTML
    "# heading",
    "---",
    "```\nfence",
    "| a | b |\n|---|---|",
    "[a]: https://example.org",
    "<!-- comment -->",
    "<script>alert(1)</script>",
    "![x](https://example.org/x.png)",
    "- [ ] task",
    "> quote",
    "1. one",
    # to a path or a program
    "../../etc/passwd",
    "/etc/passwd",
    "~/.ssh/id",
    "-rf",
    "--help",
    "CON",
    "a\x00b",
    "$(touch /tmp/harm) `touch /tmp/harm` ; touch /tmp/harm",
    "C:\\Windows",
    ".",
    "..",
    "",
    " ",
    # to Unicode itself
    "\ud800 lone \udfff",
    "\U0010ffff \ufffe \uffff",
)

EVERY = tuple(dict.fromkeys((*OWN, *PUBLISHED)))
