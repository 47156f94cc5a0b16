"""What somebody wrote into a table's cell, as it is kept."""

from __future__ import annotations

import re

from templates.blocks import folded
from templates.names import plain_digits
from templates.words import _, listed
from templates.workbook import Column, ColumnKind, option_named

_DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?)?[年月日]?", re.ASCII)
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?", re.ASCII)


def cell_value(column: Column, text: str) -> tuple[str, str]:
    """A cell as it is kept, and a sentence where it is not what the column takes: it is then kept as it was written."""
    match column.kind:
        case ColumnKind.CHOICE:
            found = option_named(column.options, text)
            if found is None:
                alike = [option for option in column.options if folded(option.text) == folded(text)]
                found = alike[0] if alike else None
            if found is not None:
                return found.id, ""
            offered = listed(option.text for option in column.options)
            sentence = _("“{text}” is none of {options}; it was kept as it stands.")
            return text, sentence.format(text=text, options=offered)
        case ColumnKind.DATE:
            day = _DAY.fullmatch(plain_digits(text))
            if day is not None:
                year, *rest = day.groups()
                return "-".join((year, *(f"{int(part):02}" for part in rest if part))), ""
            return text, _("“{text}” is no date; it was kept as it stands.").format(text=text)
        case ColumnKind.NUMBER:
            bare = text.strip().replace(",", "").replace("，", "")
            if _NUMBER.fullmatch(plain_digits(bare)):
                return bare, ""
            return text, _("“{text}” is no number; it was kept as it stands.").format(text=text)
        case _:
            return text, ""
