"""Lists as word processors and input methods write them, made into Markdown's: line by line, so that numbers stay.

Without it the lines of such a list flow together into one paragraph, and with them the thoughts of several people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_LEAD = r"(?P<lead>[ \t\u3000]*(?:>[ \t]?)*[ \t\u3000]*)"
_SURE = re.compile(
    _LEAD
    + r"""(?:
    [•●○◦▪▫■◆◇➢➤►▶‣⁃∙·\uf0b7\uf0a7\uf0d8\uf0fc\uf06c\uf076][ \t\u3000]*   # what Word and its kin print
    |o\t+                                                                      # Word's second level
    |[－﹣][ \t\u3000]*                                                        # a hyphen from a Chinese keyboard
    |-(?=[^\W\d_])                                                             # a hyphen without its space
    |[+](?=[\u4e00-\u9fff])
    |(?:[0-9０-９]{1,3}(?:[、．）]|\)(?=\S))|[（(][0-9０-９]{1,2}[)）]|[①-⑳]|[一二三四五六七八九十]{1,3}、)
        [ \t\u3000]*(?=[^\s0-9０-９])
    )(?=\S|$)""",
    re.VERBOSE,
)
_DASH = re.compile(_LEAD + r"[–—−‐](?:[ \t\u3000]+(?=\S)|$)")
"""A longer dash: a bullet only where it does not go on with a sentence that an editor wrapped."""
_BOX = re.compile(
    _LEAD + r"(?:[-*+•－][ \t\u3000]*)?(?:(?P<empty>[☐□⬜])|(?P<ticked>[☑☒✅✓✔√🗹]))[\ufe0f \t\u3000]*(?=\S|$)"
)
_MARKED = re.compile(r"[ \t\u3000>]*(?:[-*+]|\d{1,9}[.)])(?:\s|$)|[ \t\u3000>]*(?:#|<!--)")
_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})")


def as_lists(lines: Iterable[str]) -> Iterator[str]:
    """The same lines, with `- ` for every other bullet or number, and `- [ ]` for a drawn box."""
    fence, may_begin = "", True
    for line in lines:
        found = _FENCE.match(line)
        if fence:
            fence = "" if found and found[1].startswith(fence) else fence
            yield line
            continue
        if found:
            fence = found[1][:3]
            yield line
            continue
        changed = _changed(line, may_begin)
        # Behind a colon, an empty line, a heading or another item a list may begin with any sign.
        bare = line.strip(" \t\u3000>")
        may_begin = not bare or changed is not line or bare.endswith((":", "：")) or _MARKED.match(line) is not None
        yield changed


def _changed(line: str, may_begin: bool) -> str:
    if (box := _BOX.match(line)) is not None:
        return f"{_room(box['lead'])}- [{'x' if box['ticked'] else ' '}] {line[box.end() :]}"
    found = _SURE.match(line) or (_DASH.match(line) if may_begin else None)
    return f"{_room(found['lead'])}- {line[found.end() :]}" if found else line


def _room(lead: str) -> str:
    return lead.replace("\u3000", "  ")
