"""Days as people remember them: a day, a month or a year, each from its first to its last day; and periods of them."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from templates.words import _
from templates.workbook.model import ColumnKind, Question

BEGAN, ENDED = "began", "ended"
"""The ids of the columns of a period; a ledger that `reads=period` with other ids has it in its first two dates."""

_WRITTEN = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})[日号]?)?)?[年月]?", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class RoughDate:
    """A day, a month or a year."""

    first: date
    last: date
    """The day itself again, or the last one of the month or year."""

    @property
    def iso(self) -> str:
        """As ISO 8601 writes it: 2026-03-31, 2026-03 or 2026."""
        whole = self.first.isoformat()
        return whole if self.is_day else whole[:7] if self.first.month == self.last.month else whole[:4]

    @property
    def is_day(self) -> bool:
        """Whether it names the very day."""
        return self.first == self.last

    def days_from(self, other: RoughDate) -> int:
        """How many days lie between the two at the least: none where one may be within the other."""
        return max((self.first - other.last).days, (other.first - self.last).days, 0)


def rough_date(text: str) -> RoughDate | None:
    """What a text names, however its figures are written; None where no calendar has it."""
    found = _WRITTEN.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        return None
    year, *rest = (int(part) for part in found.groups() if part)
    try:
        match rest:
            case [month, day]:
                return RoughDate(date(year, month, day), date(year, month, day))
            case [month]:
                return RoughDate(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
            case _:
                return RoughDate(date(year, 1, 1), date(year, 12, 31))
    except ValueError:
        return None


def period_columns(question: Question) -> tuple[str, str] | None:
    """The ids of the columns that say when something began and ended; None where the ledger has none."""
    dated = [column.id for column in question.columns if column.kind is ColumnKind.DATE]
    if BEGAN in dated and ENDED in dated:
        return BEGAN, ENDED
    return (dated[0], dated[1]) if "period" in question.reads and len(dated) > 1 else None


def backwards(question: Question, cells: Mapping[str, str]) -> str:
    """The sentence that says a row ends before it begins; empty where it does not, or tells no period.

    Asked wherever a row is written; a row that stands already stays as it is.
    """
    columns = period_columns(question)
    began, ended = (rough_date(cells.get(column, "")) for column in columns) if columns else (None, None)
    if began is None or ended is None or ended.last >= began.first:
        return ""
    return _("The end, {end}, lies before the beginning, {begin}.").format(end=ended.iso, begin=began.iso)


def newly_backwards(question: Question, cells: Mapping[str, str], before: Mapping[str, str]) -> str:
    """The same of a row that is changed: empty where its two ends stay as they stood in `before`."""
    columns = period_columns(question) or ()
    same = all(cells.get(column, "") == before.get(column, "") for column in columns)
    return "" if same else backwards(question, cells)
