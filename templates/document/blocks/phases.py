"""Phase by phase what each side said, then the meeting's own questions, and what nobody answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from templates.document.blocks.answers import answers_to
from templates.document.blocks.other_versions import also_below
from templates.document.blocks.scales import sheet_of_scales
from templates.document.marks import of_phase, of_question
from templates.document.voice import Voice
from templates.filled_page.page import Answer, Rating
from templates.markdown.escape import escape, heading
from templates.meeting.road import own_words
from templates.workbook.frame import ASKED
from templates.workbook.model import Question, Stop

Given = Mapping[str, Sequence[Answer]]
"""The answers that say something, by question id."""


def phases(voice: Voice, given: Given) -> Iterator[str]:
    """Every phase in which anything was answered, block by block."""
    for phase, stops in groupby(voice.page.workbook.road(), key=lambda stop: stop.phase):
        blocks = [block for stop in stops for block in _stop(voice, stop, given)]
        if blocks:
            yield heading(2, phase.title, of_phase(voice, phase))
            yield from blocks


def meeting(voice: Voice, given: Given) -> Iterator[str]:
    """What was answered to the meeting's own questions, block by block."""
    own = own_words(voice.page)
    asked = [question for question in own.questions if question.id in ASKED and question.id in given]
    if asked:
        yield heading(2, own.title)
    for question in asked:
        yield heading(3, question.text, of_question(voice, question))
        yield from answers_to(voice, question, given[question.id])


def _stop(voice: Voice, stop: Stop, given: Given) -> Iterator[str]:
    """What was answered at one stop: one question, or a sheet of scales told in a table for each side."""
    if stop.is_sheet:
        for about, questions in groupby(stop.questions, key=lambda question: question.about):
            yield from _sheet(voice, about, [question for question in questions if question.id in given], given)
        return
    for question in stop.questions:
        if question.id in given:
            yield heading(3, question.text, of_question(voice, question))
            yield from answers_to(voice, question, given[question.id])


def _sheet(voice: Voice, about: str | None, questions: Sequence[Question], given: Given) -> Iterator[str]:
    """The scales about one side's duties, as one table."""
    _ = voice.gettext
    rated = [(q, [answer for answer in given[q.id] if isinstance(answer, Rating)]) for q in questions]
    rated = [(question, ratings) for question, ratings in rated if ratings]
    if not rated:
        return
    side = voice.page.workbook.side(about or "")
    yield heading(3, _("Duties: {side}").format(side=side.name if side else about))
    yield from sheet_of_scales(voice, rated)
    for question, ratings in rated:
        yield from also_below(voice, question, ratings)


def unanswered(voice: Voice, given: Given) -> Iterator[str]:
    """One line that names the questions on the page's road which nobody has answered."""
    _ = voice.gettext
    parts = []
    for phase, stops in groupby(voice.page.road, key=lambda stop: stop.phase):
        asked = [question for stop in stops for question in stop.questions]
        left = [question for question in asked if question.id not in given]
        if left:
            parts.append(voice.labelled(f"**{escape(phase.title)}**", _named(voice, left, len(asked))))
    if parts:
        yield "---"
        yield " — ".join((_("Not answered"), *parts))


def _named(voice: Voice, left: Sequence[Question], asked: int) -> str:
    """The questions that are left, by their words; by their number where they are all of a phase."""
    if len(left) == asked > 1:
        return voice.ngettext("all {n} question", "all {n} questions", asked).format(n=asked)
    return " · ".join(escape(question.text) for question in left)
