"""How the sides want to work from now on, and what became of what earlier retrospectives agreed."""

from __future__ import annotations

from collections.abc import Iterator

from templates.document.marks import (
    marked,
    of_agreement,
    of_line,
    of_review,
)
from templates.document.voice import Voice
from templates.filled_page.agreed import (
    Agreement,
    Outcome,
    Review,
    Standing,
)
from templates.markdown.escape import escape, escape_block, heading

_INDENT = "  "


def agreements(voice: Voice) -> Iterator[str]:
    """The section of the agreements: those that hold, then those that were dropped."""
    _ = voice.gettext
    ordered = sorted(voice.page.agreements, key=lambda agreement: agreement.state is Standing.DROPPED)
    if ordered:
        yield heading(2, _("Agreements"))
        yield "\n".join(line for agreement in ordered for line in _agreement(voice, agreement))


def _agreement(voice: Voice, agreement: Agreement) -> Iterator[str]:
    _ = voice.gettext
    line = f"- {escape_block(agreement.text, _INDENT)}"
    if agreement.state is Standing.DROPPED:
        dropped = _("dropped")
        line = f"{line} — *{dropped}*"
    yield marked(line, of_agreement(voice, agreement))
    if agreement.why.strip():
        yield _why(voice, agreement.why)


def reviews(voice: Voice) -> Iterator[str]:
    """The section of what became of earlier actions; those nobody looked at again come last and are said to be so."""
    _ = voice.gettext
    ordered = sorted(voice.page.reviews, key=lambda review: review.outcome is Outcome.UNSEEN)
    if ordered:
        yield heading(2, _("What became of earlier actions"))
        yield "\n".join(line for review in ordered for line in _review(voice, review))


def _review(voice: Voice, review: Review) -> Iterator[str]:
    marks = " · ".join(_marks(voice, review))
    yield marked(f"- {escape_block(review.text, _INDENT)} — *{marks}*", of_review(voice, review))
    if review.why.strip():
        yield _why(voice, review.why)


def _marks(voice: Voice, review: Review) -> Iterator[str]:
    """Whose it was, until when, and what became of it."""
    _ = voice.gettext
    side = voice.side_id(review.side)
    if review.owner.strip():
        yield voice.detail(escape(review.owner), side)
    elif side:
        yield side
    if review.due:
        yield _("due {date}").format(date=voice.date(review.due))
    yield outcome(voice, review.outcome)


def outcome(voice: Voice, became: Outcome) -> str:
    """What became of an earlier action, in words."""
    _ = voice.gettext
    match became:
        case Outcome.DONE:
            return _("done")
        case Outcome.KEPT:
            return _("still to be done")
        case Outcome.DROPPED:
            return _("dropped")
        case Outcome.RENEGOTIATED:
            return _("agreed anew")
        case Outcome.UNSEEN:
            return _("not looked at")


def _why(voice: Voice, text: str) -> str:
    _ = voice.gettext
    told = _("Why: {text}").format(text=escape_block(text, _INDENT * 2))
    return f"{_INDENT}- {marked(told, of_line(voice, 'why'))}"
