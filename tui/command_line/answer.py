"""Giving one answer from the command line, of whatever kind the question is."""

from __future__ import annotations

from typing import Any, cast

import click

from templates.words import N_, _
from tui.command_line.shared.click_in_words import (
    OneOf,
    argument,
    command,
    json_option,
    option,
    retrospective_argument,
)
from tui.command_line.shared.output import kept, put, put_json, read_standard_input
from tui.command_line.shared.run import Run
from tui.words.refused import RefusedError


@command(
    "answer",
    N_("Give one answer; its id is the last line printed."),
    details=N_(
        "A question is named by its id, an unambiguous beginning of it, or its words; `phasebook render "
        "RETRO --format json` shows them all. Notes and ledger rows are added, as many as you like; a scale, "
        "a choice and a checklist hold one answer per person, or per side where nobody is named, and a new "
        "one replaces the old. A person who is not yet at the table is added. `-` reads the answer from "
        "standard input: a note's text, a scale's number, an option, or one COLUMN=TEXT or item a line."
    ),
    examples=(
        N_('phasebook answer port-system honeymoon-expected --by Ann -m "Quiet nights"'),
        N_("phasebook answer port-system honeymoon-trust --side client --value 4 --guess 3"),
        N_('phasebook answer port-system honeymoon-promises --cell promise="Live in May" --cell delivered=no'),
        N_("phasebook answer port-system honeymoon-signs --by Ann --check no-problem --check goals-only"),
        N_("phasebook answer port-system conflict-unsaid --side vendor - < thoughts.txt"),
        N_('phasebook answer port-system conflict-unsaid --by Ann --private side -m "We were not ready"'),
        N_("phasebook answer port-system conflict-unsaid --edit 7f3a --side vendor --by Bo"),
    ),
)
@retrospective_argument
@argument("question", metavar=N_("QUESTION"), help=N_("A question: its id, or a beginning of it."))
@argument("stdin", metavar="[-]", required=False, help=N_("Read the answer from standard input."))
@option("--side", metavar=N_("SIDE"), help=N_("The side that answers: its id, name or party."))
@option("--by", metavar=N_("NAME"), help=N_("The person who answers."))
@option("-m", "--message", "text", metavar=N_("TEXT"), help=N_("A note."))
@option("--value", type=int, metavar="N", help=N_("A step of a scale."))
@option("--guess", type=int, metavar="N", help=N_("What you think the other side answered on the scale."))
@option("--cell", "cell", metavar=N_("COLUMN=TEXT"), multiple=True, help=N_("A cell of a ledger's row."))
@option("--choose", "choice", metavar=N_("OPTION"), help=N_("The option of a choice."))
@option("--check", "check", metavar=N_("ITEM"), multiple=True, help=N_("An item to tick; give the whole set."))
@option(
    "--private",
    type=OneOf({"side": N_("own side"), "facilitator": N_("the facilitator"), "none": N_("everybody")}),
    help=N_("Who alone may read it: its own side, or the facilitator; none opens it to everybody."),
)
@option("--edit", metavar=N_("ID"), help=N_("Change this answer instead of adding one."))
@json_option
@click.pass_obj
def answer(
    run: Run,
    retro: str,
    question: str,
    stdin: str | None,
    side: str | None,
    by: str | None,
    text: str | None,
    value: int | None,
    guess: int | None,
    cell: tuple[str, ...],
    choice: str | None,
    check: tuple[str, ...],
    private: str | None,
    edit: str | None,
    as_json: bool,
) -> None:
    """Give one answer."""
    from templates.filled_page.settings import Private, Writing
    from templates.meeting import road
    from tui.command_line.shared import answer_given
    from tui.command_line.shared.named_things import question_named

    if stdin not in (None, "-"):
        raise click.UsageError(
            _("“{word}” is one word too many; give a note with -m TEXT, or - to read it from standard input.").format(
                word=stdin
            )
        )
    said = answer_given.Given(
        kept(text) if text is not None else None,
        value,
        guess,
        tuple(map(kept, cell)),
        kept(choice) if choice is not None else None,
        tuple(map(kept, check)),
    )
    if len(said.kinds) + (stdin is not None) > 1:
        raise click.UsageError(_("One answer at a time; these belong to different kinds of questions."))
    with run.reading() as shelf:
        found = shelf.find(retro)
        page = shelf.page(found)
        asked = question_named(page, question)
        if edit is None and road.writing(page, asked.id) is not Writing.OPEN:
            raise RefusedError(
                _("Answers to this are written covered; write it in `phasebook open {retro}`.").format(retro=page.slug)
            )
        if stdin is not None:
            said = answer_given.from_text(asked.kind, read_standard_input())
        # Whose an answer is may be corrected by itself.
        only_whose = stdin is None and not said.kinds and edit is not None and (side is not None or by is not None)
        if not (only_whose or said.kinds):
            raise click.UsageError(_("Nothing is answered. {takes}").format(takes=answer_given.takes(asked)))
        if not only_whose and said.kinds != (asked.kind,):
            raise RefusedError(answer_given.takes(asked))
        writer, records = answer_given.writer_of(page, side, by)
        corrected = answer_given.answer_of(page, asked, None if only_whose else said, writer, edit)
        made = road.as_kept(corrected.answer)
        if private is not None:
            from dataclasses import replace

            made = replace(made, private=Private.EVERYBODY if private == "none" else Private(private))
        shelf.change(found, (*records, made), drop=corrected.instead_of)
        page = shelf.page(found)
    if not as_json:
        put(made.id)
        return
    from templates.exchange.to_json import as_json as page_json

    entries = cast("list[dict[str, Any]]", page_json(page)["answers"])
    put_json(next(entry for entry in entries if entry["id"] == made.id))
