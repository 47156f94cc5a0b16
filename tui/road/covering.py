"""Covered writing on the road: sealing, being ready, uncovering, and what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.records.header import Details
from templates.filled_page.settings import Writing
from templates.meeting import road as meeting
from templates.readers.beside_the_page import told_lying
from templates.words import _
from tui.keys import road as cmd

if TYPE_CHECKING:
    from tui.road.base import Road
    from tui.road.keyboard import Keyboard


class Covering:
    """What the road does where writing is covered, or is to be."""

    def __init__(self, road: Road, keyboard: Keyboard) -> None:
        self._road = road
        self._keyboard = keyboard

    # -- what comes next ---------------------------------------------------------------------------

    def step(self, *, seated: bool) -> str:
        """What comes next where writing is covered, or was left covered; else an empty text."""
        if self._road.is_writing:
            return ""
        return self._step_here(seated=seated) or self._step_left

    def _step_here(self, *, seated: bool) -> str:
        """Somebody sits down, or gets up at the stage's end."""
        walk = self._road.walk
        if walk.stop.place:
            return ""
        if not seated:
            told = _("Covered. {who} says who is at the keyboard; {reveal} uncovers.")
        elif f"{walk.key}:{walk.writer.side}" in walk.page.settings.ready:
            told = _("This side is ready. {who} hands over; {reveal} uncovers.")
        elif walk.key in meeting.COVERED and walk.key not in meeting.IN_TURN:
            told = _("{who} hands over; {reveal} uncovers.")
        elif not walk.ends_stage:
            return ""
        elif walk.page.workbook.sides and walk.key not in meeting.COVERED:
            told = _("The stage ends here. {who} hands over; {ready}: this side is ready.")
        else:
            told = _("The stage ends here. {who} hands over; {reveal} uncovers.")
        return told.format(who=cmd.WHO.cap, reveal=cmd.REVEAL.cap, ready=cmd.READY.cap)

    @property
    def _step_left(self) -> str:
        """At the beginning of a stage: what lies covered in those before it."""
        passed = self._road.walk.keys_passed
        left = tuple(one for one in self._road.session.lying if one.key in passed) if passed else ()
        told = _("Covered still: {where}. {key} there uncovers it.")
        return told.format(where=told_lying(left), key=cmd.REVEAL.cap) if left else ""

    def say_what_lies(self) -> None:
        """On the way out: what lies covered still is said."""
        if lying := self._road.session.lying:
            self._road.app.say(_("Covered still: {where}.").format(where=told_lying(lying)))

    # -- how it is written -------------------------------------------------------------------------

    def choose(self) -> None:
        """Choose how this stage, or the whole retrospective, is written."""
        from tui.dialogs.seal import SealDialog, Sealing

        walk = self._road.walk
        if walk.stop.place:
            self._road.app.say(_("Nothing is written here that could be covered; go to a question first."))
            return

        def chosen(sealing: Sealing | None) -> None:
            if sealing is not None:
                self._write("" if sealing.everywhere else self._road.walk.key, sealing.mode, sealing.cover_after)

        frame = meeting.is_frame(walk.stop.phase.id)
        dialog = SealDialog(walk.mode, walk.page.settings.cover_after, only_here=frame)
        self._road.app.push_screen(dialog, chosen)

    def _write(self, key: str, mode: Writing, cover_after: int | None) -> None:
        """Set how a stage, or with an empty key everything, is written; what lies covered is uncovered first."""
        road = self._road
        # What was half written without a name lies covered from now on; it counts as the rest does.
        self._keyboard.hand_over(None)
        stages = [key] if key else [phase.id for phase in road.page.workbook.phases]
        covered = tuple(one for one in road.session.lying if one.key in stages)
        if mode is Writing.OPEN and covered:
            told = _("Covered still: {where}. {key} there uncovers it first.")
            road.app.say(told.format(where=told_lying(covered), key=cmd.REVEAL.cap))
            return
        outcome = road.session.set_writing(key, mode, cover_after)
        if outcome.why:
            road.app.say(outcome.why, warn=True)
        else:
            road.app.say(_SAID[mode]())
        road.load()

    def fulfil(self, wish: str) -> None:
        """Go on after the question about safety as people chose."""
        road = self._road
        page = road.walk.page
        match wish:
            case "writing:open" | "writing:sealed" | "writing:anonymous":
                self._write("", Writing(wish.removeprefix("writing:")), page.settings.cover_after)
            case "caucus":
                self._begin_caucus()
            case "narrower" if page.workbook.has_short_road:
                if not page.short:
                    road.action_length()
                road.go_to(road.page.road[0].id)
            case "narrower":
                road.app.say(_("This workbook has one road only: agree on one stage, and walk to it with ]."))
            case "stop":
                self._ask_to_stop()

    def _ask_to_stop(self) -> None:
        """Stop for today, without a look at the shelf: everybody still sees the screen, and it names other meetings."""
        from tui.dialogs.confirm import Confirm

        app = self._road.app
        more = _("Everything is kept; the road waits where you were. Yes closes phasebook.")
        app.push_screen(Confirm(_("Stop here for today?"), more), lambda stop: app.action_leave() if stop else None)

    def _begin_caucus(self) -> None:
        """Each side writes by itself, together, covered."""
        road = self._road
        outcome = road.session.set_writing("", Writing.SEALED, road.walk.page.settings.cover_after)
        road.load()
        road.go_to(road.walk.page.road[0].id)
        told = _("Covered. w gives the keyboard to one side, together; the other waits outside.")
        if not road.walk.page.workbook.sides:
            told = _("Covered. a asks who is at the keyboard, w hands it to the next; r uncovers.")
        road.app.say(outcome.why or told)

    # -- uncovering --------------------------------------------------------------------------------

    def say_ready(self) -> None:
        """The side at the keyboard says that it is ready, or not yet."""
        road, walk = self._road, self._road.walk
        if not walk.is_covered:
            road.app.say(_("Nothing is covered here; s seals what is written."))
        elif walk.page.workbook.side(walk.writer.side or "") is None:
            road.app.say(_("There is one team here; r uncovers."))
        elif walk.writer.side is not None:
            self.toggle_ready(walk.writer.side)

    def toggle_ready(self, side: str) -> None:
        """A side is ready here, or not ready any more."""
        walk = self._road.walk
        name = f"{walk.key}:{side}"
        ready = name not in walk.page.settings.ready
        called = next((s.name for s in walk.page.workbook.sides if s.id == side), side)
        if self._road.change(Details(settings={f"ready.{name}": ready or None})):
            told = _("{side} is ready.") if ready else _("{side} is not ready any more.")
            self._road.app.say(told.format(side=called))

    def reveal(self) -> None:
        """Uncover everything of this stage at once, when all sides are ready or it is asked for all the same."""
        from tui.road.reveal import RevealScreen

        road, key = self._road, self._road.walk.key
        road.put_away()
        lying = road.session.lying
        if any(one.key == key for one in lying):
            # Whoever holds the keyboard goes on holding it until it is done: what they began can still be finished.
            road.app.push_screen(RevealScreen(road.session, self, key))
        elif lying:
            road.app.say(_("Nothing is covered here. Covered still: {where}.").format(where=told_lying(lying)))
        elif road.walk.is_covered:
            road.app.say(_("Nothing is covered here yet."))
        else:
            road.app.say(_("Nothing is covered here; s seals it."))

    def reveal_now(self, key: str) -> bool:
        """Uncover what is under a key; whether it was done, and why not is said."""
        outcome, _shown = self._road.session.reveal(key)
        if outcome.why:
            self._road.app.say(outcome.why, warn=True)
        self._road.load()
        return outcome.done


_SAID = {
    Writing.OPEN: lambda: _("Written in the open: everybody sees everything."),
    Writing.SEALED: lambda: _("Covered until r uncovers it; then under the writers' names. w hands the keyboard over."),
    Writing.ANONYMOUS: lambda: _("Covered, and without names for ever. w hands the keyboard over, r uncovers."),
}
