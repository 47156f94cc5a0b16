"""Searching all retrospectives from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from templates.words import N_, _
from tui.command_line.shared.click_in_words import (
    argument,
    command,
    json_option,
    option,
)
from tui.command_line.shared.output import put, put_json, put_marked, say
from tui.command_line.shared.run import Run
from tui.words.refused import RefusedError

if TYPE_CHECKING:
    from storage.search.find import Hit

MOST = 50
"""How many hits are shown where nobody says how many."""
_ROOM = 300
"""Characters of a text that are shown around the words found."""


@command(
    "search",
    N_("Find answers, actions, groups, topics, agreements and titles in all retrospectives, the newest first."),
    details=N_(
        "All words must occur; a word may be the beginning of a longer one, “words in quotes” stand as they are. "
        "Chinese is found from one character on. Filters may stand among the words, in English or Chinese: "
        "by:Lin side:client phase:conflict with:Acme since:2026-01 until:2026-03 kind:notes in:port-system, "
        "谁:林 方:甲方 阶段:冲突 对方:港务 从:2026-01 到:2026-03 类:便签. "
        "What is private is found with --private only; what is still covered is not found at all."
    ),
    examples=(
        N_("phasebook search acceptance report"),
        N_('phasebook search "by:Lin side:client since:2026-01 data"'),
        N_("phasebook search 信任 --kind notes --json"),
    ),
)
@argument("words", metavar=N_("WORDS…"), nargs=-1, help=N_("What to look for."))
@option("--by", metavar=N_("NAME"), multiple=True, help=N_("Only what this person wrote, or is to do."))
@option("--side", metavar=N_("SIDE"), multiple=True, help=N_("Only what this side wrote."))
@option("--phase", metavar=N_("PHASE"), multiple=True, help=N_("Only answers in this phase, by its id or title."))
@option("--with", "parties", metavar=N_("NAME"), multiple=True, help=N_("Only retrospectives with this party."))
@option("--since", metavar=N_("DATE"), help=N_("Only meetings from this day, month or year on."))
@option("--until", metavar=N_("DATE"), help=N_("Only meetings up to this day, month or year."))
@option("--kind", metavar=N_("KIND"), multiple=True, help=N_("Only this kind, such as notes or action."))
@option("--in", "retros", metavar=N_("RETRO"), multiple=True, help=N_("Only this retrospective."))
@option("--limit", type=click.IntRange(1, 10_000), default=MOST, help=N_("How many to show at most."))
@option("--private", is_flag=True, help=N_("Find also what only one side or the facilitator may read."))
@json_option
@click.pass_obj
def search(
    run: Run,
    words: tuple[str, ...],
    by: tuple[str, ...],
    side: tuple[str, ...],
    phase: tuple[str, ...],
    parties: tuple[str, ...],
    since: str | None,
    until: str | None,
    kind: tuple[str, ...],
    retros: tuple[str, ...],
    limit: int,
    private: bool,
    as_json: bool,
) -> None:
    """Print what was found."""
    from storage.search.find import EVERYTHING, find
    from storage.search.query import narrowed, read_query

    query = read_query(" ".join(map(_as_typed, words)))
    given = {
        "by": by,
        "side": side,
        "phase": phase,
        "with": parties,
        "since": (since or "",),
        "until": (until or "",),
        "kind": kind,
        "in": retros,
    }
    for field, values in given.items():
        for value in values:
            query = narrowed(query, field, value)
    if query.trouble:
        raise RefusedError(query.trouble[0])
    if not query.asks:
        raise RefusedError(_("There is no word to look for; write one, or a filter such as by:NAME."))
    with run.listing() as shelf:
        for retro in query.retro:
            shelf.find(retro)
        found = find(shelf, query, limit=limit, seeing={EVERYTHING} if private else ())
    if as_json:
        put_json([hit_json(hit) for hit in found.hits])
    else:
        for hit in found.hits:
            _tell(hit)
    if found.more:
        say(_("The {n} newest are shown; --limit shows more.").format(n=len(found.hits)))
    elif not found.hits:
        say(_("Nothing was found."))


def _as_typed(word: str) -> str:
    """A word of the command line; several words in the shell's quotes are a phrase, unless they hold filters."""
    from dataclasses import replace

    from storage.search.query import read_query

    words = read_query(word)
    plain = len(words.terms) > 1 and replace(words, terms=()).asks is False and not words.trouble
    return f'"{word}"' if plain and not set(word) & set('"“”「」') else word


def _tell(hit: Hit) -> None:
    """A hit in two lines: where it stands, what it says with the words found in bold."""
    from tui.words.found_line import pieces, place

    put(place(hit))
    said = pieces(hit, _ROOM, _ROOM // 4)
    put_marked("    ", said)


def hit_json(hit: Hit) -> dict[str, Any]:
    """A hit for programs."""
    return {
        "kind": hit.kind,
        "id": hit.record,
        "retrospective": {"id": hit.retrospective, "slug": hit.slug, "title": hit.title, "date": hit.date or None},
        "question": hit.question,
        "phase": hit.phase or None,
        "side": hit.side,
        "party": hit.party or None,
        "by": hit.by,
        "text": hit.text,
        "marks": [list(span) for span in hit.marks],
        "private": hit.private.value or None,
    }
