"""One person's ballot: a letter a thing, a letter is a vote; what was given stays hidden until its writer asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from textual import events
from textual.content import Content

from templates.words import _, ngettext
from tui.terminal.keys_in_order import InOrder
from tui.widgets.cards import Cards, Item
from tui.words.safe_content import safe
from tui.words.safe_text import one_line

LETTERS = "abcdefghijklmnopqrstuvwxyz"
_NONE: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one person gives, while it is being filled in."""

    things: tuple[tuple[str, str], ...]
    """(id, words) of what can be voted on, in order."""
    votes: int
    """How many votes the person has."""
    given: Mapping[str, int] = field(default_factory=lambda: _NONE)
    """Id to how many votes."""
    at: int = 0
    """The place of the cursor."""
    shown: bool = False
    """Whether what was given is to be seen."""

    @property
    def left(self) -> int:
        """How many votes are left; below nothing where fewer are given out now than before."""
        return self.votes - sum(self.given.values())

    @property
    def first(self) -> int:
        """The place of the first thing that has a letter: letters stand where the cursor is."""
        return self.at // len(LETTERS) * len(LETTERS)

    def lettered(self, letter: str) -> str | None:
        """The id of the thing a letter stands for."""
        place = self.first + LETTERS.index(letter) if letter in LETTERS else len(self.things)
        return self.things[place][0] if place < len(self.things) else None

    def voted(self, id: str, by: int) -> Ballot:
        """One vote more for a thing, or one taken back from it; the cursor stands on it."""
        count = max(0, self.given.get(id, 0) + by)
        given = {**self.given, id: count}
        at = next(n for n, (thing, _words) in enumerate(self.things) if thing == id)
        return replace(self, given={thing: n for thing, n in given.items() if n}, at=at)

    def moved(self, step: int) -> Ballot:
        """The cursor elsewhere."""
        return replace(self, at=min(max(self.at + step, 0), max(0, len(self.things) - 1)))


class BallotList(InOrder, Cards):
    """The list of a ballot, which has the keyboard while it is filled in."""

    can_focus = True

    def __init__(self, done: Callable[[], None], say: Callable[[str], None], changed: Callable[[], None]) -> None:
        """A list without a ballot.

        Args:
            done: called when its writer is ready.
            say: called with a sentence for the writer.
            changed: called whenever the ballot is another one.
        """
        super().__init__(classes="ballot")
        self._done = done
        self._say = say
        self._changed = changed
        self.ballot = Ballot((), 0)
        """The ballot as it stands."""

    def put(self, ballot: Ballot) -> None:
        """Show a ballot."""
        self.ballot = ballot
        self._draw_ballot()

    def _draw_ballot(self) -> None:
        ballot = self.ballot
        here = ballot.things[ballot.at][0] if ballot.things else None
        self.show(tuple(self._line(ballot, n, *thing) for n, thing in enumerate(ballot.things)), here)
        if here:
            self.reveal(here)
        self._changed()

    def _line(self, ballot: Ballot, place: int, id: str, words: str) -> Item:
        letter = LETTERS[place - ballot.first] if 0 <= place - ballot.first < len(LETTERS) else " "
        given = ballot.given.get(id, 0) if ballot.shown else 0
        right = (
            Content.styled("●" * min(given, 5) + (f"{given}" if given > 5 else ""), "bold $accent") if given else None
        )
        return Item(id, Content.assemble((f" {letter} ", "bold $accent"), safe(one_line(words))), indent=3, right=right)

    def take_key(self, event: events.Key) -> bool:
        """Letters and the space vote, capitals and backspace take back, Tab shows, Enter is done."""
        ballot, key, character = self.ballot, event.key, event.character or ""
        here = ballot.things[ballot.at][0] if ballot.things else None
        match key:
            case "up" | "down":
                self.put(ballot.moved(1 if key == "down" else -1))
            case "pageup" | "pagedown":
                self.put(ballot.moved(len(LETTERS) if key == "pagedown" else -len(LETTERS)))
            case "tab":
                self.put(replace(ballot, shown=not ballot.shown))
            case "enter" | "escape":
                self._done()
            case "space" if here:
                self._give(here)
            case "backspace" | "delete" if here:
                self._take_back(here)
            case _ if len(character) == 1 and character.isalpha():
                id = ballot.lettered(character.lower())
                if id is None:
                    self._say(_("No thing in sight has this letter."))
                elif character.isupper():
                    self._take_back(id)
                else:
                    self._give(id)
            case _ if event.is_printable:
                self._say(_("Here letters vote, and capitals take back."))
            case _:
                return False
        return True

    def _give(self, id: str) -> None:
        if self.ballot.left <= 0:
            self._say(_("All votes are given. A capital letter takes one back; Tab shows yours."))
        else:
            self.put(self.ballot.voted(id, 1))

    def _take_back(self, id: str) -> None:
        if not self.ballot.given.get(id):
            self._say(_("Nothing was given here."))
        else:
            self.put(self.ballot.voted(id, -1))

    @property
    def told(self) -> str:
        """How many votes are left, in a sentence."""
        left = self.ballot.left
        if left < 0:
            return ngettext("{n} vote too many", "{n} votes too many", -left).format(n=-left)
        return ngettext("{n} vote left", "{n} votes left", left).format(n=left)
