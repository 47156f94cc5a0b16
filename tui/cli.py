"""The command `phasebook`: its options, its commands, and how every failure becomes one sentence."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from templates import __version__, words
from templates.words import N_, _
from tui.command_line import (
    actions,
    answer,
    check,
    history,
    import_files,
    new,
    open_screens,
    purge,
    render,
    safety,
    search,
    trends,
    workbooks,
)
from tui.command_line.shared.click_in_words import Group, option
from tui.command_line.shared.output import prepare_streams, put, say, silence
from tui.command_line.shared.run import Run
from tui.program import failure
from tui.words.refused import RefusedError

_COMPLETE = "_PHASEBOOK_COMPLETE"
"""The variable through which a shell asks how a word may go on."""


def _show_version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted:
        put(f"phasebook {__version__}")
        ctx.exit()


@click.group(
    name="phasebook",
    cls=Group,
    invoke_without_command=True,
    help=N_("A workbook for looking back on a project with both sides, client and vendor, at the table."),
    details=N_(
        "Without a command it opens the shelf of all retrospectives. RETRO is a retrospective's id, an "
        "unambiguous beginning of it, or its slug; `phasebook list` shows both."
    ),
    examples=(
        N_("phasebook demo"),
        N_('phasebook new --title "Port system" --client "Harbour" --vendor "Northwind"'),
        N_("phasebook open port-system"),
        N_("phasebook render port-system -o port-system.md"),
    ),
)
@option(
    "--db",
    "database",
    metavar=N_("FILE"),
    type=click.Path(path_type=Path),
    help=N_("The database to use; otherwise PHASEBOOK_DB, or phasebook.db in your data folder."),
)
@option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help=N_("Show the version."),
)
@click.pass_context
def phasebook(ctx: click.Context, database: Path | None) -> int | None:
    """Open the shelf where no command is given."""
    ctx.obj = Run(database)
    return open_screens.open_shelf(ctx.obj) if ctx.invoked_subcommand is None else None


for _command in (
    open_screens.open_one,
    open_screens.demo,
    new.new,
    new.list_all,
    answer.answer,
    actions.action,
    actions.actions,
    render.render,
    import_files.blank,
    import_files.import_files,
    search.search,
    trends.trends,
    history.undo,
    history.redo,
    history.history,
    workbooks.workbooks,
    check.check,
    safety.backup,
    safety.restore,
    safety.doctor,
    purge.purge,
):
    phasebook.add_command(_command)


def asked_language(arguments: Sequence[str]) -> str:
    """The language of the run, before click has read the arguments: its own complaints speak it too."""
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        value = arguments[place + 1] if argument == "--lang" and place + 1 < len(arguments) else argument
        if argument.startswith("--lang") and (known := words.understood(value.removeprefix("--lang="))):
            return known
    return words.from_environment()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program.

    Args:
        arguments: what follows the program's name; the process's own where none are given.

    Returns:
        0 done, 1 failed, 2 wrong usage.
    """
    if arguments is None:
        failure.watch_process()
    given = list(sys.argv[1:] if arguments is None else arguments)
    prepare_streams()
    words.use(asked_language(given))
    if unknown := words.unknown_language():
        sentence = _("PHASEBOOK_LANG is set to {value}, which phasebook does not speak; it knows {known}.")
        say(sentence.format(value=unknown, known=words.listed(words.LANGUAGES)))
    try:
        code = _invoke(given)
        if sys.stdout is not None:
            sys.stdout.flush()
    except Exception as error:
        return _failed(error)
    except KeyboardInterrupt:
        say(_("Stopped; everything kept before stays kept."))
        return 1
    return code


def _invoke(arguments: list[str]) -> int:
    """Do what click's own `main` does, but leave every failure to us: it would end the process on some."""
    if instruction := os.environ.get(_COMPLETE):
        from click.shell_completion import shell_complete

        try:
            return shell_complete(phasebook, {}, "phasebook", _COMPLETE, instruction)
        except (KeyError, ValueError):  # what the shell says of its line cannot be read; nothing may land in that line
            return 1
    try:
        with phasebook.make_context("phasebook", arguments) as ctx:
            code = phasebook.invoke(ctx)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    if not code and isinstance(ctx.obj, Run):
        if sys.stdout is not None:
            sys.stdout.flush()
        if damage := ctx.obj.after():
            say(damage)
    return code if isinstance(code, int) else 0


def _failed(error: Exception) -> int:
    """Say in one sentence what went wrong; the exit code."""
    if failure.debugging():
        say("\n".join(failure.described(error)))
    if isinstance(error, BrokenPipeError):
        # Whoever read the output had enough of it.
        silence(sys.stdout)
        return 0
    if isinstance(error, click.UsageError):
        say(_usage(error))
        return 2
    if isinstance(error, OSError):
        silence(sys.stdout)
    say(_sentence(error))
    return 1


def _usage(error: click.UsageError) -> str:
    message = error.format_message()
    where = error.ctx.command_path if error.ctx else "phasebook"
    return f"{message}\n" + _("See `{command} --help`.").format(command=where)


def _sentence(error: Exception) -> str:
    if isinstance(error, RefusedError):
        return str(error)
    if isinstance(error, click.ClickException):
        return error.format_message()
    if isinstance(error, OSError):
        about = f"{error.filename}: " if error.filename else ""
        return about + _("{reason}; check the path, its permissions and the room on the disk.").format(
            reason=words.reason(error)
        )
    if _is_ours(error):
        return str(error)
    return failure.note_failure(error)


def _is_ours(error: Exception) -> bool:
    """Whether an error's text is a sentence of ours; asked of loaded modules only, `--help` loads none."""
    ours = (("storage.errors", "StorageError"), ("templates.workbook.reader", "WorkbookError"))
    return any(module in sys.modules and isinstance(error, getattr(sys.modules[module], name)) for module, name in ours)


if __name__ == "__main__":
    sys.exit(main())
