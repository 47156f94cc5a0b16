"""One line of a reading on the screen: what is drawn, and what stands behind it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual.content import Content

from templates.cells.width import width
from templates.filled_page.page import Retrospective
from templates.readings import Readings
from templates.readings.evidence import Figure
from templates.readings.in_words import Teller
from tui.base.theme import side_variable
from tui.document.wrapping import fit
from tui.words.safe_content import safe
from tui.words.safe_text import one_line

BAR = "█"
GROUND = "·"
"""What bars are drawn with, and the rest of their scale: signs of the oldest terminal fonts."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or a few that belong together."""

    content: Content
    id: str = ""
    """What tells it from the others where it can be chosen; empty for headings, axes and pictures."""
    question: str = ""
    """The question where its answers stand."""
    answers: tuple[str, ...] = ()
    """The ids of the answers behind it."""
    target: str = ""
    """What a topic made of it is about: a question or an answer."""
    finding: str = ""
    """What such a topic is called, in the retrospective's language; empty where its target's own words say it."""
    row: str = ""
    """The id of the ledger's row it tells, which a side may claim or deny."""
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a reading is drawn from: the page for the room, its readings, words in the language of this run."""

    page: Retrospective
    found: Readings
    teller: Teller
    width: int
    """Cells there are."""
    table: bool = False
    """Whether the table is asked for instead of the picture."""

    def questions_of(self, answers: Iterable[str]) -> str:
        """The ids of the questions that some answers (their ids) were given to, as a topic names what it is about."""
        wanted = set(answers)
        return ",".join(dict.fromkeys(answer.question for answer in self.page.answers if answer.id in wanted))

    @property
    def lasting(self) -> Teller:
        """The words of what is kept: those of the retrospective, whoever reads it now."""
        return Teller.of(self.page)

    @property
    def sides(self) -> tuple[str, ...]:
        """The ids of the two sides."""
        return tuple(side.id for side in self.page.workbook.sides)

    def colour(self, side: str) -> str:
        """The colour of a side."""
        return f"${side_variable(self.sides.index(side))}"

    def side(self, side: str) -> Content:
        """A side's name in its colour."""
        return safe(one_line(self.teller.side(side))).stylize(self.colour(side))

    @property
    def name_width(self) -> int:
        """Cells the longer side's name takes, within reason."""
        return min(max(width(one_line(self.teller.side(side))) for side in self.sides), 14)

    def named(self, side: str) -> Content:
        """A side's name, filled up to the width of both."""
        return fit(self.side(side), self.name_width)


def words(text: str) -> Content:
    """Words that somebody may have written, on one line."""
    return safe(one_line(text))


def bar(share: float, cells: int, colour: str) -> Content:
    """A bar on its ground: as long as the share says, one cell at least, so that the lowest step shows too."""
    full = min(max(round(share * cells), 1), cells)
    return Content.assemble((BAR * full, colour), (GROUND * (cells - full), "$quiet"))


def heading(text: str) -> Line:
    """A line that names what follows."""
    return Line(words(text).stylize("bold $primary"))


def figure(drawing: Drawing, how: Figure | None) -> Content:
    """A figure in short, which no line's end tears apart."""
    return Content(drawing.teller.spread(how).replace(" ", "\u00a0") if how else "–")


def blank() -> Line:
    """An empty line."""
    return Line(Content(" "))


def quiet(text: str, indent: int = 0) -> Line:
    """A line of explanation."""
    return Line(Content.assemble(" " * indent, words(text).stylize("$quiet")), indent=indent)
