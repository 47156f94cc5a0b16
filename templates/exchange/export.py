"""A page in the form somebody asks for, for those who are to read it; never with what they must not see."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from templates.filled_page.page import Retrospective
from templates.readers.beside_the_page import Beside
from templates.readers.few_nameless import veiled
from templates.readers.leak_check import Leak, leaks
from templates.readers.narrowed import (
    FOR_BOTH,
    Audience,
    Sight,
    narrowed,
    sight,
)
from templates.words import _, listed, ngettext

FORMS = ("md", "html", "json", "csv")
"""The forms a page can be given in; each is the ending of its file, too."""
_FIGURES = ("gaps", "duties", "guesses", "phases", "curve", "standing", "page")
"""The readings that hold figures only; the others tell what people wrote."""


@dataclass(frozen=True, slots=True)
class Export:
    """What is about to be written."""

    text: str
    leaks: tuple[Leak, ...]
    """Where it would tell what its readers must not see; it may be written only where there is none."""


def export(
    page: Retrospective,
    audience: Audience = FOR_BOTH,
    form: str = "md",
    layout: tuple[str, str] | None = None,
    covered: Iterable[str] = (),
) -> Export:
    """The page in one of FORMS.

    Args:
        page: the whole page; it is narrowed to what the audience may read.
        audience: who is to read it.
        form: one of FORMS.
        layout: name and source of a layout of one's own; JSON and CSV have none.
        covered: texts that are written but not yet revealed, to be looked for.

    Raises:
        templates.layout.LayoutError: the layout is faulty.
    """
    text = _text(page, audience, form, layout)
    return Export(text, leaks(page, audience, text, form, covered))


def _text(page: Retrospective, audience: Audience, form: str, layout: tuple[str, str] | None) -> str:
    match form:
        case "json":
            return json.dumps(as_object(page, audience), ensure_ascii=False, indent=2) + "\n"
        case "csv":
            from templates.exchange.to_csv import as_csv

            return as_csv(veiled(narrowed(page, audience)))
        case "html":
            return _html(page, audience, layout)
        case "md":
            from templates.document.render import Layout, render

            return render(page, audience, Layout(*layout) if layout else None)
        case _:
            raise ValueError(form)


def _html(page: Retrospective, audience: Audience, layout: tuple[str, str] | None) -> str:
    from templates.charts import curve_svg, phases_svg
    from templates.document.html import to_html
    from templates.document.render import Layout, render
    from templates.readings import readings
    from templates.readings.in_words import Teller

    markdown = render(page, audience, Layout(*layout) if layout else None, for_html=True)
    # The executive's figures rest on what both sides share, as the findings do.
    shared = veiled(narrowed(page, FOR_BOTH if audience.is_executive else audience))
    found, teller = readings(shared), Teller.of(shared)
    drawn = {"xychart-beta": curve_svg(found.curve, teller), "gantt": phases_svg(found.phases, teller)}
    return to_html(markdown, page.lang, drawn)


def as_object(page: Retrospective, audience: Audience = FOR_BOTH) -> dict[str, Any]:
    """The page as the object of `--format json`, as far as the audience may read it."""
    from templates.exchange.to_json import as_json
    from templates.readings import readings
    from templates.readings.as_json import as_object as readings_object

    told = as_json(narrowed(page, audience), audience.key)
    # Where the meeting stands is known to everybody; from a narrowed page it could not be told.
    told["retrospective"]["stage"] = page.stage
    if audience.is_executive:
        found = readings_object(readings(veiled(narrowed(page, FOR_BOTH))))
        told["readings"] = {name: found[name] for name in _FIGURES if name in found}
    return told


def refusal(found: Sequence[Leak], most: int = 5) -> tuple[str, ...]:
    """Why a document was not written: a sentence, then the first places in which it would tell too much."""
    places = [str(leak) for leak in found[:most]]
    if len(found) > most:
        places.append(_("and {n} more places").format(n=len(found) - most))
    sentence = _(
        "Nothing was written, for it would tell what its readers must not see. "
        "Change the words there, or open the answer to these readers:"
    )
    return (sentence, *places)


def name_of(audience: Audience, page: Retrospective) -> str:
    """An audience of a page in the words of this run; one team has no sides."""
    if audience.side is not None:
        return _("{side} only").format(side=audience.side.name)
    if audience.is_executive:
        return _("the executive")
    return _("both sides") if page.workbook.sides else _("everybody in the team")


def preview(page: Retrospective, audience: Audience, beside: Beside) -> str:
    """What an audience will see and what not, in two sentences.

    Args:
        page: the retrospective.
        audience: who is to read it.
        beside: what is written and not on the page.
    """
    seen = sight(page, audience, beside)
    will, will_not = _told(audience, seen, one_team=not page.workbook.sides)
    return _("{one} {other}").format(one=will, other=will_not)


def _told(audience: Audience, seen: Sight, *, one_team: bool) -> Iterable[str]:
    told = ngettext("{n} answer", "{n} answers", seen.shown).format(n=seen.shown)
    agreed = ngettext("{n} action", "{n} actions", seen.actions).format(n=seen.actions)
    if audience.is_executive:
        yield _("For the executive: {actions}, the findings and the curve, from {answers}; nobody's words.").format(
            actions=agreed, answers=told
        )
    elif audience.side is not None:
        private = ngettext("{n} of them private", "{n} of them private", seen.private).format(n=seen.private)
        yield _("For {side} only: {answers}, {private}; {actions}.").format(
            side=audience.side.name, answers=told, private=private, actions=agreed
        )
    else:
        will = (
            _("For the team: {answers} and {actions}.") if one_team else _("For both sides: {answers} and {actions}.")
        )
        yield will.format(answers=told, actions=agreed)
    if seen.beside.trouble:
        unknown = _("What lies covered or half written could not be read: {reason}")
        yield unknown.format(reason=seen.beside.trouble)
    elif seen.left_out:
        yield _("Left out: {things}.").format(things=listed(_left_out(seen)))
    else:
        yield _("Nothing is left out.")


def _left_out(seen: Sight) -> Iterable[str]:
    """What is left out, in words: what its readers must not see, then what is not on the page for anybody."""
    parts = [
        ngettext("{n} private answer of {side}", "{n} private answers of {side}", n).format(n=n, side=side.name)
        for side, n in seen.sides
    ]
    if seen.facilitator:
        parts.append(
            ngettext("{n} marked for the facilitator", "{n} marked for the facilitator", seen.facilitator).format(
                n=seen.facilitator
            )
        )
    if seen.own:
        parts.append(
            ngettext("{n} note of the facilitator's own", "{n} notes of the facilitator's own", seen.own).format(
                n=seen.own
            )
        )
    beside = seen.beside
    parts += [told.format(n=n) for n, told in _beside(beside) if n]
    return parts


def _beside(beside: Beside) -> Iterable[tuple[int, str]]:
    covered, ballots, halves, waiting = beside.covered_answers, beside.ballots, len(beside.halves), beside.waiting
    yield covered, ngettext("{n} covered answer", "{n} covered answers", covered)
    yield ballots, ngettext("{n} covered ballot", "{n} covered ballots", ballots)
    yield halves, ngettext("{n} half written and not kept", "{n} half written and not kept", halves)
    yield waiting, ngettext("{n} waiting for the disk", "{n} waiting for the disk", waiting)
