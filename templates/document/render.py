"""A filled page as a document: Markdown that can be sent as it is, in the language of the retrospective.

What a document holds are blocks, each made by a function of its own; a layout arranges them. Questions nobody answered
make no headings; one line at the end names them. The same page gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from templates.document.blocks.actions import actions, who_and_when
from templates.document.blocks.agreements import agreements, reviews
from templates.document.blocks.executive import Executive
from templates.document.blocks.header import (
    for_whom,
    front_matter,
    people,
    title,
)
from templates.document.blocks.phases import meeting, phases, unanswered
from templates.document.blocks.topics import topics
from templates.document.blocks.two_sides import each_side, kept_back
from templates.document.layout import Block, fill, shipped
from templates.document.voice import Voice
from templates.filled_page.in_order import answers_by_question
from templates.filled_page.page import Retrospective, is_blank
from templates.readers.few_nameless import veiled
from templates.readers.narrowed import FOR_BOTH, Audience, narrowed


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout of a team's own."""

    file: str
    """What it is called, for errors."""
    source: str


def render(
    page: Retrospective,
    audience: Audience = FOR_BOTH,
    layout: Layout | None = None,
    *,
    pictures: bool = True,
    for_html: bool = False,
) -> str:
    """The page as Markdown: UTF-8 text with LF line ends and one at its end.

    Args:
        page: the whole page; it is narrowed here to what the audience may read, and figures of fewer than three
            nameless people are kept back.
        audience: who is to read it.
        layout: how it is arranged, where not as the layout that ships arranges it.
        pictures: whether the curve and the phase map are drawn in Mermaid, for the sites that draw it.
        for_html: whether it is to become HTML, which has pictures where the executive's Markdown has none.

    Raises:
        templates.layout.LayoutError: the layout is faulty, or takes too long or too much memory.
    """
    if layout is None:
        name = layout_name(audience)
        return arranged(page, audience, Layout(f"{name}.md.jinja", shipped(name)), pictures, for_html)
    from templates.document import bounded_process

    return bounded_process.arranged(layout.file, page, audience, layout, pictures, for_html)


def arranged(page: Retrospective, audience: Audience, layout: Layout, pictures: bool, for_html: bool) -> str:
    """What `render` gives, made here: for a layout that is known to end, or in a process that can be ended.

    Raises:
        templates.layout.LayoutError: the layout is faulty.
    """
    return fill(layout.source, layout.file, _data(page, audience, pictures=pictures, for_html=for_html))


def layout_name(audience: Audience) -> str:
    """The name of the layout that ships for an audience."""
    return audience.key if audience.side is None else "side"


def _data(page: Retrospective, audience: Audience, *, pictures: bool, for_html: bool) -> dict[str, object]:
    """What a layout may print; docs/layouts.md describes it."""
    narrow = narrowed(page, audience)
    voice = Voice.of(veiled(narrow), ids=audience.is_joint)
    # A question is not called unanswered because its answers are private.
    answered = answers_by_question(answer for answer in page.answers if not is_blank(answer))
    given = answers_by_question(answer for answer in voice.page.answers if not is_blank(answer))
    executive = Executive.of(page, voice, pictures=for_html)
    blocks: Mapping[str, Callable[[], Iterable[str]]] = {
        "front_matter": lambda: [front_matter(voice, "" if audience.is_joint else audience.key)],
        "title": partial(title, voice),
        "for_whom": partial(for_whom, voice, audience),
        "people": partial(people, voice),
        "standing": executive.standing,
        "actions": executive.actions if audience.is_executive else partial(actions, voice),
        "agreements": partial(agreements, voice),
        "reviews": partial(reviews, voice),
        "topics": partial(topics, voice),
        "readings": partial(each_side, voice, pictures=pictures),
        "findings": executive.findings,
        "curve": executive.curve,
        "phases": partial(phases, voice, given),
        "meeting": partial(meeting, voice, given),
        "kept_back": partial(kept_back, voice, narrow),
        "unanswered": partial(unanswered, voice, answered),
    }
    return {
        **{name: Block(make) for name, make in blocks.items()},
        "page": voice.page,
        "audience": layout_name(audience),
        "side": audience.side,
        "date": voice.date,
        "side_name": voice.side_id,
        "name": voice.name,
        "who_and_when": partial(who_and_when, voice),
    }
