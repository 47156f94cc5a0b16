"""Safety: backups, putting one back, and looking the database over and making it whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from templates.words import N_, _, ngettext
from tui.command_line.shared.click_in_words import (
    argument,
    command,
    json_option,
    option,
)
from tui.command_line.shared.output import ask, can_ask, put, put_json, say
from tui.command_line.shared.run import Run
from tui.words.refused import RefusedError

if TYPE_CHECKING:
    from storage.safety.doctor import Report


@command(
    "backup",
    N_("Take a backup of the database now; its path is the last line printed."),
    details=N_(
        "Backups are also taken by themselves: once a day, and before anything that changes much. The newest of "
        "each of the last 7 days and 4 weeks stay. A damaged database never pushes a good backup out."
    ),
    examples=(N_("phasebook backup"), N_("phasebook backup -o port.db"), N_("phasebook backup --list")),
)
@option(
    "-o",
    "--output",
    "target",
    metavar=N_("FILE"),
    type=click.Path(path_type=Path),
    help=N_("Write it to this file instead, which stays yours to keep."),
)
@option("--force", is_flag=True, help=N_("Replace the file where it exists."))
@option("--list", "only_list", is_flag=True, help=N_("Show the backups there are."))
@option("--if-due", is_flag=True, hidden=True, help=N_("Only where one is due."))
@json_option
@click.pass_obj
def backup(run: Run, target: Path | None, force: bool, only_list: bool, if_due: bool, as_json: bool) -> None:
    """Take a backup."""
    from storage.files import backup as backups
    from tui.command_line.shared.output_file import write_database

    if if_due:
        backups.by_itself(run.existing)
        return
    if only_list:
        copies = backups.all_of(run.database)
        if as_json:
            put_json([_backup_json(copy) for copy in copies])
            return
        if not copies:
            say(_("There is no backup yet; `phasebook backup` takes one."))
        for copy in copies:
            put(f"{_local(copy)}  {_(REASONS.get(copy.reason, copy.reason))}  {copy.path}")
        return
    database = run.existing
    if target is not None:
        write_database(database, target, force=force)
        put_json({"path": str(target)}) if as_json else put(str(target))
        return
    taken = backups.take(database, "hand")
    put_json(_backup_json(taken)) if as_json else put(str(taken.path))


REASONS = {
    "opening": N_("the day's"),
    "hand": N_("by hand"),
    "kept": N_("kept for what it alone holds"),
    "migration": N_("before an update of the file"),
    "restore": N_("before a restore"),
    "repair": N_("before a repair"),
    "purge": N_("before a purge"),
    "import": N_("before an import"),
    "sync": N_("before a sync"),
}


def _backup_json(copy: Any) -> dict[str, str]:
    taken = copy.taken.isoformat().replace("+00:00", "Z")
    return {"path": str(copy.path), "taken": taken, "reason": copy.reason}


def _local(copy: Any) -> str:
    return str(copy.taken.astimezone().strftime("%Y-%m-%d %H:%M"))


@command(
    "restore",
    N_("Put the database back to what a backup, or any copy of it, holds."),
    details=N_(
        "The present state is kept first, as a backup whose name is told. FILE is checked whole before anything is "
        "touched. It works as well where the present file is damaged or missing."
    ),
    examples=(N_("phasebook backup --list"), N_("phasebook restore port.db")),
)
@argument("file", metavar=N_("FILE"), type=click.Path(path_type=Path), help=N_("A backup, or a copy of a database."))
@option("--yes", is_flag=True, help=N_("Do not ask; without a terminal nothing is asked anyway."))
@click.pass_obj
def restore(run: Run, file: Path, yes: bool) -> None:
    """Restore a backup."""
    from storage.safety.restore import restore as put_back

    database = run.database
    if not yes and can_ask() and database.exists():
        question = _("Put {path} back to what {file} holds? What is there now is kept as a backup.")
        if not ask(question.format(path=database, file=file)):
            raise RefusedError(_("Nothing was changed."))
    done = put_back(file, database)
    if done.before is not None:
        say(_("The state of before is kept as {path}.").format(path=done.before.path))
    if done.aside is not None:
        say(_("The damaged file is kept as {path}.").format(path=done.aside))
    if done.purged:
        say(
            ngettext(
                "{n} entry had been purged since and did not come back.",
                "{n} entries had been purged since and did not come back.",
                done.purged,
            ).format(n=done.purged)
        )
    answers = ngettext("{n} answer", "{n} answers", done.answers).format(n=done.answers)
    retrospectives = ngettext("{n} retrospective", "{n} retrospectives", done.retrospectives)
    counted = retrospectives.format(n=done.retrospectives)
    say(
        _("Restored to {path}: {retrospectives}, {answers}.").format(
            path=database, retrospectives=counted, answers=answers
        )
    )


@command(
    "doctor",
    N_("Look the database over: every hash, the tables against the journal, SQLite's own checks, backups."),
    details=N_(
        "Changes nothing without --repair. Ends with 1 where something was found. --repair makes the tables anew "
        "from the journal; where the file itself is damaged, everything that can be read in it, in its backups and "
        "in what SQLite left beside it goes into a fresh file, and the damaged one is kept."
    ),
    examples=(
        N_("phasebook doctor"),
        N_("phasebook --db shared.db doctor --json"),
        N_("phasebook doctor --repair"),
    ),
)
@option("--repair", is_flag=True, help=N_("Make whole what can be made whole; the damaged file is kept."))
@json_option
@click.pass_obj
def doctor(run: Run, repair: bool, as_json: bool) -> int:
    """Look the database over, and repair it."""
    from storage.safety.doctor import examine_file, nothing

    done: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    aside: Path | None = None
    if repair:
        from storage.safety.repair import repair as make_whole

        repaired = make_whole(run.database)
        report, done, lost, aside = repaired.report, repaired.done, repaired.lost, repaired.aside
    else:
        report = nothing(run.database) if run.is_not_begun else examine_file(run.existing)
    if as_json:
        told: dict[str, Any] = {"ok": report.ok, "findings": list(report.findings), **report.facts}
        if repair:
            told |= {"done": list(done), "lost": list(lost), "aside": str(aside) if aside else None}
        put_json(told)
        return 0 if report.ok else 1
    _put_report(report)
    for line in done:
        put(line)
    for line in lost:
        put(f"! {line}")
    put(_("All is as it should be.") if report.ok else _("Something is not as it should be."))
    return 0 if report.ok else 1


def _put_report(report: Report) -> None:
    from templates.cells.columns import aligned

    words = {
        "path": _("file"),
        "entries": _("journal entries"),
        "retrospectives": _("retrospectives"),
        "answers": _("answers"),
        "actions": _("actions"),
        "passed_over": _("purged elsewhere, still here"),
        "schema": _("schema"),
        "backups": _("backups"),
        "newest_backup": _("newest backup"),
        "backup_folder": _("backup folder"),
        "sqlite": _("SQLite"),
    }
    facts = {name: value for name, value in report.facts.items() if value or name != "passed_over"}
    told = [(words.get(name, name), "—" if value is None else str(value)) for name, value in facts.items()]
    for line in aligned(told):
        put(line)
    for finding in report.findings:
        put(f"! {finding}")
