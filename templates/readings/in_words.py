"""Readings in words: plain sentences, in any language of the catalogue. Whoever shows them makes them safe."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from templates import words
from templates.filled_page.page import (
    Answer,
    Checks,
    Choice,
    Note,
    Rating,
    Retrospective,
    Row,
)
from templates.filled_page.phrasing import Phrasing
from templates.filled_page.rough_dates import RoughDate, rough_date
from templates.filled_page.settings import Private
from templates.readings.duties import Duty
from templates.readings.evidence import Figure
from templates.readings.five_things import Reading, Thing
from templates.readings.gaps import Gap, Seeing
from templates.readings.guesses import Aim, Guess
from templates.readings.phase_map import Account, Period
from templates.readings.trades import Balance
from templates.words import N_
from templates.workbook.model import Column, ColumnKind, Question


def distance(gap: float, gettext: Callable[[str], str]) -> str:
    """A gap in words, without its sign."""
    return gettext(N_("{n} apart")).format(n=f"{abs(gap):g}") if gap else gettext(N_("both the same"))


@dataclass(frozen=True, slots=True)
class Teller(Phrasing):
    """One page, and the words its readings are told in."""

    questions: Mapping[str, Question]
    private: frozenset[str] = frozenset()
    """The ids of the answers on the page that not everybody may read: figures that count them say so."""

    @classmethod
    def of(cls, page: Retrospective, language: str | None = None) -> Teller:
        """The teller of a page, in `language` or in the page's own."""
        catalogue = words.catalogue(language or page.lang)
        questions = {question.id: question for question in page.workbook.questions}
        private = frozenset(a.id for a in page.answers if page.visibility(a) is not Private.EVERYBODY)
        return cls(page, catalogue.gettext, catalogue.ngettext, questions, private)

    def counting(self, told: str, answers: Iterable[str]) -> str:
        """What is told of answers (their ids), with how many of them are private, where any is."""
        return self.with_private(told, len(self.private.intersection(answers)))

    # What things are called

    def side(self, id: str | None) -> str:
        """A side's name; *No side* where it is none of the workbook's."""
        side = next((side for side in self.page.workbook.sides if side.id == id), None)
        return side.name if side else self.gettext(N_("No side"))

    def question(self, id: str) -> str:
        """A question's words."""
        question = self.questions.get(id)
        return question.text if question else id

    def phase(self, id: str) -> str:
        """A phase's title."""
        return next((phase.title for phase in self.page.workbook.phases if phase.id == id), id)

    def apart(self, gap: float | None) -> str:
        """How far apart two sides are, without a sign: whose view would be the minus, each reading tells otherwise."""
        return "–" if gap is None else distance(gap, self.gettext)

    def itself(self, duty: Duty) -> str:
        """How the number a side gives itself lies to the one the other gives it: as the two stand beside it."""
        _ = self.gettext
        if duty.own is None or duty.outside is None:
            return "–"
        above = duty.own.median - duty.outside.median
        if not above:
            return _("sees itself as the other does")
        pattern = _("sees itself {n} higher") if above > 0 else _("sees itself {n} lower")
        return pattern.format(n=self.number(abs(above)))

    def date(self, day: date | None) -> str:
        """A day as people of the language write it."""
        return self.day(day) if day else ""

    def days(self, n: int) -> str:
        """A number of days."""
        return self.ngettext("{n} day", "{n} days", n).format(n=n)

    def between_days(self, one: RoughDate, two: RoughDate) -> str:
        """How far two ends lie apart, and that it is the least where one is a month or a year."""
        days = self.days(one.days_from(two))
        return days if one.is_day and two.is_day else self.gettext(N_("at least {days}")).format(days=days)

    def lasted(self, account: Account) -> str:
        """How many days an account goes over; empty where nobody can say."""
        if account.days is None:
            return ""
        days = self.days(account.days)
        return days if account.is_exact else self.gettext(N_("about {days}")).format(days=days)

    # What figures say

    def median(self, question: str, how: Figure) -> str:
        """A median with its step's word, where it is a step."""
        asked = self.questions.get(question)
        whole = asked is not None and how.median == int(how.median)
        return self.step(asked, int(how.median)) if asked and whole else self.number(how.median)

    def step(self, question: Question, value: int) -> str:
        """A step of a scale: its number, and its word where it has one."""
        step = question.step(value)
        return self.detail(str(value), step.text if step and step.text != str(value) else "")

    def spread(self, how: Figure) -> str:
        """A figure in short: its median, its range and how many."""
        _ = self.gettext
        low_high = f"{how.low}–{how.high}" if how.low != how.high else f"{how.low}"
        told = _("{median} ({range}, n = {n})").format(median=self.number(how.median), range=low_high, n=how.n)
        return self.counting(told, how.answers)

    def seeing(self, kind: Seeing | None, about: str | None = None, better: str | None = None) -> str:
        """How two sides see one thing, in plain words; *we* is the side it is about."""
        _ = self.gettext
        match kind:
            case None:
                return _("only one side answered")
            case Seeing.AGREED_GOOD:
                return _("agreed: good")
            case Seeing.AGREED_BAD:
                return _("agreed: bad")
            case Seeing.AGREED_MIDDLE:
                return _("agreed: in between")
            case Seeing.SELF_BETTER:
                pattern = _("{side}: we think better of ourselves than you do")
                return pattern.format(side=self.side(about))
            case Seeing.OTHER_BETTER:
                return _("{side}: you think better of us than we do").format(side=self.side(about))
            case Seeing.APART:
                return _("apart: {side} sees it better").format(side=self.side(better))

    def aim(self, kind: Aim) -> str:
        """How a guess stands to what was answered."""
        _ = self.gettext
        match kind:
            case Aim.RIGHT:
                return _("guessed right")
            case Aim.BETTER:
                return _("expected a better answer")
            case Aim.WORSE:
                return _("expected a worse answer")

    def account(self, account: Account | None) -> str:
        """A phase as one side tells it, in short."""
        return "–" if account is None else self.counting(self._account(account), account.answers)

    def _account(self, account: Account) -> str:
        _ = self.gettext
        if account.never:
            return _("there was none")
        if account.began is None and account.ended is None:
            return self.listed(" ".join(text.split()) for text in account.words)
        begin = self.rough(account.began) or "?"
        if account.goes_on:
            return _("since {begin}").format(begin=begin)
        return _("{begin} to {end}").format(begin=begin, end=self.rough(account.ended) or "?")

    # The one page

    def thing(self, thing: Thing) -> str:
        """What speaks for a thing: a sentence or two, the figures in it."""
        said = self.counting(self._reason(thing), thing.answers)
        return self.between(N_("{one} {other}")).join((said, self._smallness(thing))) if thing.few else said

    def _reason(self, thing: Thing) -> str:
        _ = self.gettext
        match thing.of:
            case Gap() as gap:
                return _("{one}: {first}. {other}: {second}.").format(**self._two(gap.question, gap.sides))
            case Duty(own=own, outside=outside) as duty if own and outside:
                return _("{owes} gives itself {own}, {other} gives it {outside}.").format(
                    owes=self.side(duty.owes),
                    other=self.side(self._other(duty.owes)),
                    own=self.median(duty.question, own),
                    outside=self.median(duty.question, outside),
                )
            case Guess() as guess:
                return _("{side} thought that {other} would say {guessed}. {other} said {actual}.").format(
                    side=self.side(guess.side),
                    other=self.side(self._other(guess.side)),
                    guessed=self.median(guess.question, guess.guessed),
                    actual=self.median(guess.question, guess.actual),
                )
            case Period() as period:
                return self._boundary(period, thing.side)
            case Balance() as balance:
                return self.ngettext(
                    "{giver} tells of {total} thing it gave or did, {n} of it with nothing in return.",
                    "{giver} tells of {total} things it gave or did, {n} of them with nothing in return.",
                    thing.total,
                ).format(total=thing.total, giver=self.side(balance.giver), n=len(balance.absorbed))
            case tuple() as entries:
                return self._counted(thing, len(entries))
            case _:
                return ""

    def _counted(self, thing: Thing, n: int) -> str:
        _ = self.gettext
        match thing.reading:
            # Nobody says that of one thing one is so.
            case Reading.BROKEN if thing.total == 1:
                pattern = _("One promise was told; as {other} tells it, {side} did not keep it, or not in full.")
            case Reading.FORGOTTEN if thing.total == 1:
                pattern = _("One promise was told, and {other} alone remembers it.")
            case _ if thing.total == 1:
                pattern = _("One requirement was told; it is settled for {side} and not for {other}.")
            case Reading.BROKEN:
                pattern = self.ngettext(
                    "Of {total} promises {side} gave {n} that was not kept, or not in full, as {other} tells it.",
                    "Of {total} promises {side} gave {n} that were not kept, or not in full, as {other} tells it.",
                    n,
                )
            case Reading.FORGOTTEN:
                pattern = self.ngettext(
                    "Of {total} promises {n} is remembered by {other} alone.",
                    "Of {total} promises {n} are remembered by {other} alone.",
                    n,
                )
            case _:
                pattern = self.ngettext(
                    "Of {total} requirements {n} is settled for {side} and not for {other}.",
                    "Of {total} requirements {n} are settled for {side} and not for {other}.",
                    n,
                )
        side, other = self.side(thing.side), self.side(self._other(thing.side))
        return pattern.format(total=thing.total, n=n, side=side, other=other)

    def _boundary(self, period: Period, later: str) -> str:
        """How an end lies apart: by days, or because for one side it never came."""
        _ = self.gettext
        other = self._other(later)
        one, two = period.sides[other], period.sides[later]
        if one.ended and two.ended:
            return _("For {one} it was over on {date}, for {other} {days} later, on {later}.").format(
                one=self.side(other),
                other=self.side(later),
                date=self.rough(one.ended),
                later=self.rough(two.ended),
                days=self.between_days(one.ended, two.ended),
            )
        told = (self.labelled(self.side(side), self.account(period.sides[side])) for side in (other, later))
        return _("{one}. {other}.").format(**dict(zip(("one", "other"), told, strict=True)))

    def _smallness(self, thing: Thing) -> str:
        """That a number is small, and how small."""
        _ = self.gettext
        sides: Mapping[str, int] = {}
        match thing.of:
            case Gap() as gap:
                sides = {side: how.n for side, how in gap.sides.items()}
            case Duty(own=own, outside=outside) as duty if own and outside:
                sides = {duty.owes: own.n, self._other(duty.owes): outside.n}
            case Guess() as guess:
                sides = {guess.side: guess.guessed.n, self._other(guess.side): guess.actual.n}
            case Period() as period:
                sides = {side: account.n for side, account in period.sides.items()}
            case _:
                return _("Few to count.")
        order = [side.id for side in self.page.workbook.sides if side.id in sides]
        counts = self.listed(f"{self.side(side)} {sides[side]}" for side in order)
        return _("Few answers: {counts}.").format(counts=counts)

    def _two(self, question: str, sides: Mapping[str, Figure]) -> dict[str, str]:
        one, other = (side.id for side in self.page.workbook.sides)
        return {
            "one": self.side(one),
            "other": self.side(other),
            "first": self.median(question, sides[one]),
            "second": self.median(question, sides[other]),
        }

    def _other(self, side: str) -> str:
        return next((one.id for one in self.page.workbook.sides if one.id != side), side)

    # The answers behind a reading

    def answer(self, answer: Answer) -> str:
        """What one answer says, on one line; a ledger's row by its first filled cells."""
        question = self.questions.get(answer.question)
        match answer:
            case Note(text=text):
                return " ".join(text.split())
            case Rating(value=value, guess=guess):
                _ = self.gettext
                numbers = [] if value is None else [str(value)]
                numbers += [] if guess is None else [_("guess {n}").format(n=guess)]
                return self.listed(numbers)
            case Row(cells=cells):
                columns = question.columns if question else ()
                filled = ((column, cells.get(column.id, "").strip()) for column in columns)
                return " · ".join(self.cell(column, value) for column, value in filled if value)
            case Choice(choice=choice):
                option = question.option(choice or "") if question else None
                return option.text if option else ""
            case Checks(checked=checked):
                options = question.options if question else ()
                return self.listed(option.text for option in options if option.id in checked)
            case _:
                return ""

    def cell(self, column: Column, value: str) -> str:
        """A ledger's cell in words."""
        if column.kind is ColumnKind.DATE and (found := rough_date(value)):
            return self.rough(found)
        return " ".join(column.word(value).split())

    def who(self, answer: Answer) -> str:
        """Side and name of the one who answered, as far as they are known."""
        name = self.page.name_of(answer) or ""
        parts = (self.side(answer.side) if answer.side else "", name)
        return " · ".join(part for part in parts if part)
