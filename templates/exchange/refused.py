"""Documents of ours that do not come back: those made for some readers only, and those made to be looked at."""

from __future__ import annotations

import re

from templates.exchange.to_csv import COLUMNS
from templates.forms.page import GENERATOR
from templates.markdown.blocks import Document
from templates.markdown.parse import UnreadableError
from templates.words import _

_OURS = ("title", "language", "workbook", "audience", "id")
_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_TABLE = '"' + '","'.join(COLUMNS) + '"'


def refuse_format(name: str, text: str) -> None:
    """Refuse a page for browsers, a table for spreadsheets, a calendar.

    Args:
        name: what the file is called.
        text: what it holds.

    Raises:
        UnreadableError: it is one of these; the sentence says which file comes back.
    """
    text = text.removeprefix("\ufeff")
    if _PAGE.match(text) and GENERATOR in text[:4000]:
        raise UnreadableError(
            _(
                "It is the page itself, which holds nobody's answers. Open it in a browser, press “Save my answers”, "
                "and take in the file that this gives."
            )
        )
    if _PAGE.match(text):
        raise UnreadableError(_no_exchange(_("a page for browsers")))
    if name.lower().endswith((".csv", ".tsv")) or text.startswith(_TABLE):
        raise UnreadableError(_no_exchange(_("a table for spreadsheets")))
    if text.startswith("BEGIN:VCALENDAR"):
        raise UnreadableError(_no_exchange(_("a calendar")))


def refuse_audience(document: Document) -> None:
    """Refuse Markdown of ours that was made for one side or the executive.

    Raises:
        UnreadableError: it is that; the sentence says which file comes back.
    """
    said = dict(re.findall(r"(?m)^(\w+)\s*:[ \t]*(.*?)[ \t]*$", document.front))
    if all(name in said for name in _OURS) and said["audience"].strip("\"'") != "joint":
        raise UnreadableError(for_fewer(said["audience"].strip("\"'")))


def for_fewer(audience: str) -> str:
    """That a file was made for fewer readers than both sides, and which file to use."""
    return _(
        "It was made for some readers only (“{audience}”) and leaves out what others wrote; what comes back is the "
        "file for both sides: `phasebook render RETRO -o FILE`, or with `--format json`."
    ).format(audience=audience[:60])


def _no_exchange(kind: str) -> str:
    return _(
        "It is {kind}, which is made to be looked at; what comes back is the Markdown or JSON for both sides: "
        "`phasebook render RETRO -o FILE`, or with `--format json`."
    ).format(kind=kind)
