"""The five things most worth talking about, and the answers behind any line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from templates.words import _, ngettext
from tui.readings.shown import Drawing, Line, quiet, words

MOST = 8
"""How many answers are unfolded under a line; the rest stand at their question."""


def onepage(drawing: Drawing) -> Iterator[Line]:
    """A number, the question, and below it what speaks for it, in the colour of the side that has to hear it."""
    teller = drawing.teller
    for n, thing in enumerate(drawing.found.page, start=1):
        content = Content.assemble(
            Content.styled(f"{n} ", f"bold {drawing.colour(thing.side)}"),
            words(teller.question(thing.question)).stylize("bold"),
            "\n",
            words(teller.thing(thing)),
        )
        finding = "" if thing.question in _scales(drawing) else drawing.lasting.thing(thing)
        about = drawing.questions_of(thing.answers) if finding else thing.question
        yield Line(content, thing.question, thing.question, thing.answers, about, finding, indent=2)
    if drawing.found.page:
        yield Line(Content(" "))
        yield quiet(_("By turns of the side that has something to hear; what weighs most comes first."))


def behind(drawing: Drawing, answers: Sequence[str]) -> Iterator[Line]:
    """The answers behind a line, one each, as far as there is room for them."""
    teller = drawing.teller
    wanted = set(answers)
    found = [answer for answer in drawing.page.answers if answer.id in wanted]
    for answer in found[:MOST]:
        colour = drawing.colour(answer.side) if answer.side in drawing.sides else "$quiet"
        who = words(teller.who(answer) or _("without a name")).stylize(colour)
        yield Line(Content.assemble("    ", who, "  ", words(teller.answer(answer))), indent=6)
    left = len(found) - MOST
    if left > 0:
        yield quiet(ngettext("and {n} more", "and {n} more", left).format(n=left), indent=4)


def _scales(drawing: Drawing) -> frozenset[str]:
    return frozenset(gap.question for gap in drawing.found.gaps)
