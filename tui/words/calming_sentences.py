"""Sentences that help when complaints go in circles: to be read aloud by whoever leads the talk."""

from __future__ import annotations

from templates.words import N_, _

_SENTENCES = (
    N_("What happened, on which day, that somebody could have filmed?"),
    N_("What did you need then, and what do you need now?"),
    N_("What would the other side say about it? They may correct you."),
    N_("Which part of it is in the hands of the people in this room?"),
    N_("What should we do the next time it happens? Begin with “if” or “when”."),
    N_("What have we both lost by it, and what would we both gain?"),
    N_("What did the other side do right here, even so?"),
    N_("Let us write it down as it was said, and go on: who has not spoken yet?"),
)


_OF_SIDES = frozenset({_SENTENCES[2], _SENTENCES[5], _SENTENCES[6]})
"""Those that speak of another side."""


def sentence(number: int, *, one_team: bool = False) -> str:
    """One of them, round and round, in the language of the run; none of another side where there is one team."""
    fitting = [one for one in _SENTENCES if not (one_team and one in _OF_SIDES)]
    return _(fitting[number % len(fitting)])
