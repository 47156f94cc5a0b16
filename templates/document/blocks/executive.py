"""One page for those who were not at the table: where the two sides stand, what was agreed, the findings, the curve."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from templates.charts.mermaid import curve_mermaid
from templates.document.blocks.actions import short_list
from templates.document.voice import Voice
from templates.filled_page.in_order import agreed
from templates.filled_page.page import Person, Retrospective
from templates.markdown.escape import escape, heading
from templates.markdown.table import table
from templates.readers.few_nameless import veiled
from templates.readers.narrowed import FOR_BOTH, narrowed
from templates.readings import Readings, readings
from templates.readings.acceptance import Standing
from templates.readings.evidence import Figure
from templates.readings.in_words import Teller
from templates.workbook.model import Side

MOST = 12
"""How many open actions are listed; a page holds no more."""


@dataclass(frozen=True, slots=True)
class Executive:
    """The blocks of the page. They tell figures and what was agreed, never anybody's words."""

    voice: Voice
    teller: Teller
    found: Readings
    people: Sequence[Person]
    """Who was at the table: they are counted, not named."""
    pictures: bool

    @classmethod
    def of(cls, page: Retrospective, voice: Voice, *, pictures: bool) -> Executive:
        """The blocks of a page.

        Args:
            page: the whole page; what is read from it rests on what both sides agreed to share.
            voice: the document's voice, of the page as its readers may see it.
            pictures: whether the curve is drawn too.
        """
        shared = veiled(narrowed(page, FOR_BOTH))
        return cls(voice, Teller.of(shared), readings(shared), page.people, pictures)

    # Where the two sides stand

    def standing(self) -> Iterator[str]:
        """Where the two sides stand, in at most four lines."""
        _ = self.voice.gettext
        lines = [line for line in (self._table(), self._today(), self._trust(), self._agreed()) if line]
        if lines:
            name = _("Where we stand")
            yield f"**{name}**"
            yield "\n".join(f"- {line}" for line in lines)

    def _table(self) -> str:
        """How many looked back, by side."""
        voice, n = self.voice, len(self.people)
        if not n:
            return ""
        told = voice.ngettext("{n} person looked back", "{n} people looked back", n).format(n=n)
        sides = [(side, sum(person.side == side.id for person in self.people)) for side in voice.page.workbook.sides]
        counts = voice.listed(f"{escape(voice.page.side_label(side))} {count}" for side, count in sides if count)
        return voice.labelled(told, counts) if counts else told

    def _today(self) -> str:
        """What most of each side say of the relationship today; once where both say the same."""
        voice, _ = self.voice, self.voice.gettext
        standing = self.found.standings[-1] if self.found.standings else None
        told = [(side, *self._chosen(standing, side)) for side in voice.page.workbook.sides] if standing else []
        told = [(side, names, share) for side, names, share in told if names]
        if not told:
            return ""
        shares = voice.listed(f"{voice.side(side)} {share}" for side, _names, share in told)
        if len(told) == len(voice.page.workbook.sides) and len({names for _side, names, _share in told}) == 1:
            return voice.labelled(_("How both sides stand today"), voice.detail(told[0][1], shares))
        each = (f"{voice.side(side)} — {voice.detail(names, share)}" for side, names, share in told)
        return voice.labelled(_("How the two sides stand today"), voice.series(each))

    def _chosen(self, standing: Standing, side: Side) -> tuple[str, str]:
        """What most of a side chose, and how many of how many; empty texts where nobody did."""
        chosen = standing.sides.get(side.id, {})
        question = self.teller.questions.get(standing.question)
        if not chosen or question is None:
            return "", ""
        most, everybody = max(map(len, chosen.values())), sum(map(len, chosen.values()))
        names = self.voice.listed(
            escape(option.text) for option in question.options if len(chosen.get(option.id, ())) == most
        )
        _ = self.voice.gettext
        return names, _("{n} of {total}").format(n=most, total=everybody)

    def _trust(self) -> str:
        """How far trust has come from the first phase to the last."""
        voice, _ = self.voice, self.voice.gettext
        points = [point for point in self.found.curve.points if point.sides]
        if len(points) < 2:
            return ""
        first, last = points[0], points[-1]
        told = [
            f"{voice.side(side)} {self._median(first.sides[side.id])} → {self._median(last.sides[side.id])}"
            for side in voice.page.workbook.sides
            if side.id in first.sides and side.id in last.sides
        ]
        name = _("Trust in the other side, from “{first}” to “{last}”").format(
            first=escape(self.teller.phase(first.phase)), last=escape(self.teller.phase(last.phase))
        )
        return voice.labelled(name, voice.listed(told)) if told else ""

    def _agreed(self) -> str:
        """How many actions there are, and where they stand."""
        voice, _ = self.voice, self.voice.gettext
        parts = agreed(voice.page)
        n = len(voice.page.actions)
        if not n:
            return _("No actions were agreed")
        told = voice.ngettext("{n} action was agreed", "{n} actions were agreed", n).format(n=n)
        counts = (
            (len(parts.owned), _("{n} open")),
            (len(parts.parked), _("{n} without an owner")),
            (len(parts.finished), _("{n} done")),
            (len(parts.dropped), _("{n} dropped")),
        )
        return voice.labelled(told, voice.listed(pattern.format(n=count) for count, pattern in counts if count))

    # What was agreed

    def actions(self) -> Iterator[str]:
        """The open actions with their owners and days, the soonest first; then those that wait for an owner."""
        voice, _ = self.voice, self.voice.gettext
        parts = agreed(voice.page)
        if not parts.owned and not parts.parked:
            return
        yield heading(2, _("Actions"))
        soonest = sorted(parts.owned, key=lambda action: action.due or "~")
        if soonest:
            yield short_list(voice, soonest[:MOST])
        if len(soonest) > MOST:
            left = len(soonest) - MOST
            yield voice.ngettext("and {n} more", "and {n} more", left).format(n=left)
        if parts.parked:
            name = _("Parking lot: no owner yet")
            yield f"**{name}**"
            yield short_list(voice, parts.parked[:MOST])

    # What was found

    def findings(self) -> Iterator[str]:
        """The things most worth talking about, five at most, with the figures that speak for them."""
        _ = self.voice.gettext
        if not self.found.page:
            return
        yield heading(2, _("Findings"))
        yield "\n".join(
            f"{n}. **{escape(self.teller.question(thing.question))}** {escape(self.teller.thing(thing))}"
            for n, thing in enumerate(self.found.page, 1)
        )

    def curve(self) -> Iterator[str]:
        """Trust from phase to phase: each side's median, and what the other side had guessed."""
        voice, _, teller = self.voice, self.voice.gettext, self.teller
        points = self.found.curve.points
        if not points:
            return
        yield heading(2, _("Trust, phase by phase"))
        if self.pictures and (drawn := curve_mermaid(self.found.curve, teller)):
            yield drawn
        one, other = voice.page.workbook.sides
        guessed = any(point.guessed for point in points)
        header = [_("Phase")]
        for side, guesser in ((one, other), (other, one)):
            header.append(voice.side(side))
            header += [_("as {side} guessed").format(side=voice.side(guesser))] * guessed
        rows = []
        for point in points:
            row = [escape(teller.phase(point.phase))]
            for side, guesser in ((one, other), (other, one)):
                row.append(self._median(point.sides.get(side.id)))
                row += [self._median(point.guessed.get(guesser.id))] * guessed
            rows.append(row)
        yield table(header, rows, right=set(range(1, len(header))))
        if steps := self._steps(points[0].question):
            yield steps

    def _median(self, how: Figure | None) -> str:
        return self.voice.number(how.median) if how else "–"

    def _steps(self, question: str) -> str:
        """What the numbers mean, by their two ends."""
        asked, _ = self.teller.questions.get(question), self.voice.gettext
        if asked is None or not asked.options:
            return ""
        return _("Medians of each side by itself; {low} is “{bad}”, {high} is “{good}”.").format(
            low=asked.values[0],
            bad=escape(asked.options[0].text),
            high=asked.values[-1],
            good=escape(asked.options[-1].text),
        )
