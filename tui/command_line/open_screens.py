"""Opening the screens: `phasebook` itself, `open`, `demo`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from templates import words
from templates.words import N_, _
from tui.command_line.shared.click_in_words import command, option, retrospective_argument
from tui.command_line.shared.output import is_terminal, put, say
from tui.command_line.shared.run import Run
from tui.program import failure
from tui.words.refused import RefusedError


def _has_terminal() -> bool:
    """Whether somebody can use the screens: keys come on standard input, Textual draws on standard error."""
    return is_terminal(sys.stdin) and is_terminal(sys.stderr)


def _show(run: Run, database: Path, retrospective: str | None, *, demo: bool = False) -> int:
    """Show the screens until the user leaves."""
    if os.environ.get("TERM_PROGRAM") == "iTerm.app":
        # With the Kitty protocol iTerm2 loses text typed through an input method. Read when imported.
        os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    for name in ("COLUMNS", "LINES", "TEXTUAL_COLOR_SYSTEM"):
        # The terminal itself says how large it is; what else stands here ends Textual where it is no number, no name.
        os.environ.pop(name, None)
    from tui.program.app import PhasebookApp

    app = PhasebookApp(database=database, open_retrospective=retrospective, demo=demo, own_database=run.database)
    with failure.native_crashes_noted():
        app.run()
    if app.trouble:
        raise RefusedError(app.trouble)
    if app.covered_still:
        say(_("Covered still: {where}.").format(where=app.covered_still))
    return app.return_code or 0


def open_shelf(run: Run) -> int:
    """Open the shelf of all retrospectives."""
    if not _has_terminal():
        raise RefusedError(
            _(
                "The shelf needs a terminal to be shown in; without one, `phasebook list` prints it and "
                "`phasebook --help` names the other commands."
            )
        )
    return _show(run, run.database, None)


@command(
    "open",
    N_("Open one retrospective where its team stopped."),
    examples=(N_("phasebook open port-system"), N_("phasebook open 3f9a")),
)
@retrospective_argument
@click.pass_obj
def open_one(run: Run, retro: str) -> int:
    """Open one retrospective."""
    with run.reading() as shelf:
        found = shelf.find(retro)
    if not _has_terminal():
        raise RefusedError(
            _("A retrospective needs a terminal to be opened in; `phasebook render {retro}` prints it.").format(
                retro=retro
            )
        )
    return _show(run, run.database, found)


@command(
    "demo",
    N_("Open a finished and a half-done retrospective to look around in."),
    details=N_(
        "The demo is a database of its own beside yours. Where there is no terminal the finished "
        "retrospective is printed as Markdown."
    ),
    examples=(N_("phasebook demo"), N_("phasebook demo --fresh"), N_("phasebook demo | less")),
)
@option("--fresh", is_flag=True, help=N_("Begin anew; the old demo is set aside, never deleted."))
@click.pass_obj
def demo(run: Run, fresh: bool) -> int:
    """Open the demo's database, making it where it is missing."""
    from storage import demo as stock
    from storage.locations import demo_path
    from storage.shelf import Shelf

    path = demo_path()
    if fresh and (old := stock.set_aside(path)):
        say(_("The old demo is kept in {path}.").format(path=old))
    with Shelf.open(path) as shelf:
        finished, _halfway = stock.ensure(shelf, words.current())
        page = None if _has_terminal() else shelf.page(finished)
    if page is not None:
        from templates.document.render import render

        put(render(page))
        return 0
    code = _show(run, path, None, demo=True)
    say(_("The demo is in {path}; `phasebook demo` opens it again.").format(path=path))
    return code
