"""The section *How each side saw it*: the five things, then every reading as tables that stand without pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from templates.document.blocks.ledgers import ledgers
from templates.document.blocks.phase_map import curve_blocks, phase_blocks
from templates.document.blocks.scales import numbers_named
from templates.document.voice import Voice
from templates.filled_page.page import Rating, Retrospective
from templates.markdown.escape import begin_line, escape, heading
from templates.markdown.table import table
from templates.readers.few_nameless import few_unnamed
from templates.readings import readings
from templates.readings.duties import Duty
from templates.readings.evidence import Figure
from templates.readings.five_things import Reading, Thing
from templates.readings.gaps import Gap
from templates.readings.guesses import Guess
from templates.readings.in_words import Teller

MOST = 6
"""How many answers stand behind a thing; the rest are counted, and stand in their question's section."""


def each_side(voice: Voice, *, pictures: bool = True) -> Iterator[str]:
    """The section, block by block; nothing where there is nothing to compare.

    Args:
        voice: the voice of a page that holds no more than its readers may see.
        pictures: whether the curve and the phase map are drawn in Mermaid too.
    """
    found, teller, _ = readings(voice.page), Teller.of(voice.page), voice.gettext
    if found.empty:
        return
    yield heading(2, _("How each side saw it"))
    yield from _one_page(voice, teller, found.page)
    yield from _gaps(voice, teller, found.gaps)
    yield from _duties(voice, teller, found.duties)
    yield from _guesses(voice, teller, found.guesses)
    yield from phase_blocks(teller, found.phases, pictures=pictures)
    yield from curve_blocks(voice, teller, found, pictures=pictures)
    yield from ledgers(voice, teller, found)


def kept_back(voice: Voice, page: Retrospective) -> Iterator[str]:
    """A line that names the questions of which figures are kept back; `page` is the one before it was veiled."""
    _ = voice.gettext
    few = few_unnamed(page)
    names = [escape(question.text) for question in page.workbook.questions if question.id in few]
    if names:
        told = _("Answered without names by fewer than three people of a side, so their figures are not shown")
        yield voice.labelled(told, " · ".join(names))


def _one_page(voice: Voice, teller: Teller, things: Sequence[Thing]) -> Iterator[str]:
    _ = voice.gettext
    if not things:
        return
    yield heading(3, _("Most worth talking about"))
    yield "\n".join(line for n, thing in enumerate(things, 1) for line in _thing(voice, teller, n, thing))


def _thing(voice: Voice, teller: Teller, n: int, thing: Thing) -> Iterator[str]:
    yield f"{n}. **{escape(teller.question(thing.question))}** {escape(teller.thing(thing))}"
    indent = " " * (len(str(n)) + 2)
    behind = _behind(voice, teller, thing)
    yield from (f"{indent}- {begin_line(line)}" for line in behind[:MOST])
    if len(behind) > MOST:
        left = len(behind) - MOST
        yield f"{indent}- {voice.ngettext('and {n} more', 'and {n} more', left).format(n=left)}"


def _behind(voice: Voice, teller: Teller, thing: Thing) -> list[str]:
    """The answers behind a thing: a scale's by side, with who gave which number; any other one by one."""
    ids = set(thing.answers)
    answers = [answer for answer in voice.page.answers if answer.id in ids]
    ratings = [answer for answer in answers if isinstance(answer, Rating)]
    if not ratings:
        return [voice.labelled(voice.who(answer), escape(teller.answer(answer))) for answer in answers]
    _ = voice.gettext
    lines = []
    for side in voice.page.workbook.sides:
        mine = [rating for rating in ratings if rating.side == side.id]
        guessed = thing.reading is Reading.GUESS and side.id == thing.side
        numbers = [(rating.guess if guessed else rating.value, rating) for rating in mine]
        told = voice.listed(numbers_named(voice, [(n, rating) for n, rating in numbers if n is not None]))
        name = _("{side} guessed").format(side=voice.side(side)) if guessed else voice.side(side)
        if told:
            lines.append(voice.labelled(name, told))
    return lines


def _cell(teller: Teller, how: Figure | None) -> str:
    return escape(teller.spread(how)) if how else "–"


def _gaps(voice: Voice, teller: Teller, gaps: Sequence[Gap]) -> Iterator[str]:
    _ = voice.gettext
    if not gaps:
        return
    sides = voice.page.workbook.sides
    header = [_("Question"), *(voice.side(side) for side in sides), _("Gap"), _("How it is seen")]
    rows = [
        [
            escape(teller.question(gap.question)),
            *(_cell(teller, gap.sides.get(side.id)) for side in sides),
            teller.apart(gap.gap),
            escape(teller.seeing(gap.kind, gap.about, gap.better)),
        ]
        for gap in gaps
    ]
    yield heading(3, _("How far apart the answers lie"))
    yield _("Median, range and number of answers of each side; the widest gap first.")
    yield table(header, rows)


def _duties(voice: Voice, teller: Teller, duties: Sequence[Duty]) -> Iterator[str]:
    """A table for each side that owes something."""
    _ = voice.gettext
    for owes, owed in groupby(duties, key=lambda duty: duty.owes):
        other = next(side.id for side in voice.page.workbook.sides if side.id != owes)
        header = [
            _("Duty"),
            _("{side} of itself").format(side=escape(teller.side(owes))),
            _("{side} of {other}").format(side=escape(teller.side(other)), other=escape(teller.side(owes))),
            _("The difference"),
            "",
        ]
        rows = [
            [
                escape(teller.question(duty.question)),
                _cell(teller, duty.own),
                _cell(teller, duty.outside),
                teller.itself(duty),
                _("blind spot") if duty.blind else "",
            ]
            for duty in owed
        ]
        yield heading(3, _("What {side} owed, from within and without").format(side=teller.side(owes)))
        yield table(header, rows)


def _guesses(voice: Voice, teller: Teller, guesses: Sequence[Guess]) -> Iterator[str]:
    _ = voice.gettext
    if not guesses:
        return
    header = [_("Question"), _("Guessed by"), _("Guess"), _("Answer"), ""]
    rows = [
        [
            escape(teller.question(guess.question)),
            escape(teller.side(guess.side)),
            _cell(teller, guess.guessed),
            _cell(teller, guess.actual),
            teller.aim(guess.kind),
        ]
        for guess in guesses
    ]
    yield heading(3, _("How well each side guessed the other"))
    yield table(header, rows)
