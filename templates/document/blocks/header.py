"""What stands before the actions: front matter, title, day, and who took part."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date

from templates.document.marks import of_person
from templates.document.voice import Voice
from templates.filled_page.in_order import answers_by_question
from templates.filled_page.page import (
    Note,
    Person,
    Retrospective,
    is_blank,
)
from templates.markdown.escape import begin_line, escape, heading
from templates.readers.narrowed import Audience
from templates.words import LANGUAGES
from templates.workbook.model import Question

# What YAML does not allow to stand for itself between quotes, or takes for the end of a line.
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def quoted(text: str) -> str:
    """`text` as a string that any reader of YAML (and of JSON) takes for exactly this text."""
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def front_matter(voice: Voice, audience: str = "") -> str:
    """The page's particulars for programs, between two lines of dashes.

    Args:
        voice: the document's voice.
        audience: for whom it is, where it is not for both sides.
    """
    page = voice.page
    lines = [f"title: {quoted(page.title)}"]
    if page.date:
        lines.append(f"date: {page.date if _is_day(page.date) else quoted(page.date)}")
    language = page.lang if page.lang in LANGUAGES else quoted(page.lang)
    lines += [f"language: {language}", f"workbook: {quoted(page.workbook.title)}"]
    named = [side for side in page.workbook.sides if page.party(side.id)]
    if named:
        lines.append("parties:")
    for side in named:
        lines += [f"  - side: {quoted(side.name)}", f"    name: {quoted(page.party(side.id))}"]
        lines += [f"    id: {quoted(side.id)}"] * voice.ids
    if audience:
        lines.append(f"audience: {quoted(audience)}")
    if page.people or not audience:
        lines.append(f"people: {len(page.people)}")
    lines.append(f"id: {quoted(page.id)}")
    if voice.ids:
        lines += _for_the_way_back(page)
    return "\n".join(("---", *lines, "---"))


def _for_the_way_back(page: Retrospective) -> Iterator[str]:
    """What says which workbook the answers belong to, and its sides by id."""
    yield f"workbook_id: {quoted(page.workbook.id)}"
    if page.workbook.sides:
        yield "sides:"
    yield from (f"  {quoted(side.id)}: {quoted(side.name)}" for side in page.workbook.sides)


def title(voice: Voice) -> Iterator[str]:
    """The title, then the day and the workbook."""
    page = voice.page
    yield heading(1, page.title)
    day = voice.date(page.date) if page.date else ""
    about = escape(page.workbook.title) if page.workbook.title != page.title else ""
    told = " · ".join(part for part in (day, about) if part)
    if told:
        yield begin_line(told)


def for_whom(voice: Voice, audience: Audience) -> Iterator[str]:
    """For whom the document is, what of it is private, and which figures hold that; nothing where it is for both."""
    _ = voice.gettext
    if audience.side is None:
        return
    private = voice.privates(voice.page.answers)
    told = _("For {side} only").format(side=escape(audience.side.name))
    counted = voice.ngettext("{n} private answer", "{n} private answers", private).format(n=private)
    yield f"> **{voice.detail(told, counted) if private else told}**"
    counted_in = [voice.detail(escape(question.text), str(n)) for question, n in _privately_counted(voice)]
    if counted_in:
        sentence = _(
            "Figures here also count what only {side} may read; the joint document's do not. By question: {list}"
        )
        yield sentence.format(side=escape(audience.side.name), list=" · ".join(counted_in))


def _privately_counted(voice: Voice) -> Iterator[tuple[Question, int]]:
    """The questions whose private answers are counted in figures, and how many these are."""
    given = answers_by_question(one for one in voice.page.answers if not isinstance(one, Note) and not is_blank(one))
    for question in voice.page.workbook.questions:
        if n := voice.privates(given.get(question.id, ())):
            yield question, n


def people(voice: Voice) -> Iterator[str]:
    """Who took part."""
    _ = voice.gettext
    took_part = "\n".join(_took_part(voice))
    if took_part:
        yield heading(2, _("Who took part"))
        yield took_part


def _took_part(voice: Voice) -> Iterator[str]:
    """A line for each side with its party and people; a line for the people of no side."""
    page = voice.page
    known = {side.id for side in page.workbook.sides}
    for side in page.workbook.sides:
        names = voice.listed(_named(voice, person) for person in page.people if person.side == side.id)
        label = f"**{escape(page.side_label(side))}**"
        if names:
            yield f"- {voice.labelled(label, names)}"
        elif page.party(side.id):
            yield f"- {label}"
    others = voice.listed(_named(voice, person) for person in page.people if person.side not in known)
    if others and known:
        yield f"- {voice.labelled(f'**{voice.side(None)}**', others)}"
    elif others:
        yield f"- {begin_line(others)}"


def _named(voice: Voice, person: Person) -> str:
    """A person's name; its comment stands right behind it, since a comma may follow."""
    return escape(person.name) + of_person(voice, person)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
