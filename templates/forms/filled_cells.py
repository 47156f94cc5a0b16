"""What somebody wrote into a table's cell, as it is kept."""

from __future__ import annotations

import re
from datetime import date

from templates.filled_page.due_dates import DateError, rough_day
from templates.filled_page.rough_dates import rough_date
from templates.names import plain_digits
from templates.words import _, listed
from templates.workbook.model import Column, ColumnKind

_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?", re.ASCII)


def cell_value(column: Column, text: str, option: str | None = None) -> tuple[str, str]:
    """A cell as it is kept, and a sentence where it is not what the column takes: it is then kept as it was written.

    Args:
        column: what the cell stands under.
        text: what was written.
        option: the id of the option it names in any language, where it names one.
    """
    match column.kind:
        case ColumnKind.CHOICE:
            if option is not None:
                return option, ""
            offered = listed(option.text for option in column.options)
            sentence = _("“{text}” is none of {options}; it was kept as it stands.")
            return text, sentence.format(text=text, options=offered)
        case ColumnKind.DATE:
            if (found := rough_date(text)) is not None:
                return found.iso, ""
            try:
                return rough_day(text, date.today()), ""
            except DateError:
                pass
            return text, _("“{text}” is no date; it was kept as it stands.").format(text=text)
        case ColumnKind.NUMBER:
            bare = text.strip().replace(",", "").replace("，", "")
            if _NUMBER.fullmatch(plain_digits(bare)):
                return bare, ""
            return text, _("“{text}” is no number; it was kept as it stands.").format(text=text)
        case _:
            return text, ""
