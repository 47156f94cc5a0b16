"""What is said before something is removed for good, and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from templates.words import _, ngettext
from tui.words.safe_text import one_line

if TYPE_CHECKING:
    from storage.safety.purge import Plan, Purged
    from templates.filled_page.page import Retrospective


def what_is_meant(plan: Plan, page: Retrospective) -> str:
    """What a purge would remove, in words."""
    entries = ngettext("{n} entry of the journal", "{n} entries of the journal", len(plan.ids)).format(n=len(plan.ids))
    if plan.whole:
        answers = ngettext("{n} answer", "{n} answers", plan.answers).format(n=plan.answers)
        return _("the whole retrospective {title}: {answers}, {entries}").format(
            title=one_line(page.title), answers=answers, entries=entries
        )
    if plan.name:
        answers = ngettext("{n} answer", "{n} answers", plan.answers).format(n=plan.answers)
        return _("{name} and all they wrote in {title}: {answers}, {entries}").format(
            name=one_line(plan.name), title=one_line(page.title), answers=answers, entries=entries
        )
    return _("one answer in {title}, with everything it ever said: {entries}").format(
        title=one_line(page.title), entries=entries
    )


def what_was_done(done: Purged) -> tuple[str, ...]:
    """What was removed and what is out of reach, in sentences."""
    removed = ngettext("{n} entry was removed for good.", "{n} entries were removed for good.", done.entries)
    if done.left:
        # Nothing is called removed for good of which anything remains.
        removed = ngettext(
            "{n} entry was removed from the journal; this remains:",
            "{n} entries were removed from the journal; this remains:",
            done.entries,
        )
    again = _(
        "Once nothing stands in the way any more, `phasebook doctor --repair` removes it; doctor names what is left."
    )
    backups = ngettext(
        "{n} backup was written anew without it.", "{n} backups were written anew without it.", done.backups
    )
    return (
        removed.format(n=done.entries),
        *((*done.left, again) if done.left else ()),
        *((backups.format(n=done.backups),) if done.backups else ()),
        *done.told,
        out_of_reach(),
    )


def out_of_reach() -> str:
    """What no purge can reach."""
    return _(
        "Out of reach: what was exported, sent as a bundle, synced to another laptop, copied by hand, or kept by the "
        "disk itself. Remove those yourself."
    )
