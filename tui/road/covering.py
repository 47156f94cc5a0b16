"""The part of the road screen that covers: sealing, being ready, revealing, and what follows from it."""

from __future__ import annotations

from storage.errors import StorageError
from templates.filled_page.settings import Writing
from templates.meeting import road as meeting
from templates.readers.beside_the_page import told_lying
from templates.words import _
from tui.keys import road as cmd
from tui.road.seating import SeatingScreen


class SealingScreen(SeatingScreen):
    """A place on the road whose writing may be covered."""

    def covered_step(self, *, seated: bool) -> str:
        """What comes next where writing is covered: somebody sits down, or gets up at the stage's end."""
        walk = self._walk
        if walk is None or walk.stop.place or self.is_writing:
            return ""
        if not seated:
            told = _("Covered. {who} says who is at the keyboard; {reveal} uncovers.")
        elif f"{self._key}:{walk.writer.side}" in walk.page.settings.ready:
            told = _("This side is ready. {who} hands over; {reveal} uncovers.")
        elif self._key in meeting.COVERED and self._key not in meeting.IN_TURN:
            told = _("{who} hands over; {reveal} uncovers.")
        elif not self._at_stage_end:
            return ""
        elif walk.page.workbook.sides and self._key not in meeting.COVERED:
            told = _("The stage ends here. {who} hands over; {ready}: this side is ready.")
        else:
            told = _("The stage ends here. {who} hands over; {reveal} uncovers.")
        return told.format(who=cmd.WHO.cap, reveal=cmd.REVEAL.cap, ready=cmd.READY.cap)

    @property
    def left_covered_step(self) -> str:
        """At the beginning of a stage: what lies covered in those before it; else an empty text."""
        walk, keeper = self._walk, self._keeper
        if walk is None or keeper is None or self.is_writing:
            return ""
        road = walk.road
        here = next((n for n, stop in enumerate(road) if stop.id == walk.stop.id), 0)
        if here and road[here - 1].phase.id == walk.stop.phase.id:
            return ""
        passed = {meeting.key_of(walk.page, question.id) for stop in road[:here] for question in stop.questions}
        left = tuple(one for one in keeper.lying if one.key in passed and one.key != self._key)
        told = _("Covered still: {where}. {key} there uncovers it.")
        return told.format(where=told_lying(left), key=cmd.REVEAL.cap) if left else ""

    def action_shelf(self) -> None:
        """Back to the shelf; what lies covered still is said."""
        super().action_shelf()
        if self.lying:
            self.app.say(_("Covered still: {where}.").format(where=told_lying(self.lying)))

    def action_seal(self) -> None:
        """Choose how this stage, or the whole retrospective, is written."""
        from tui.dialogs.seal import SealDialog, Sealing

        walk, keeper = self._walk, self._keeper
        if walk is None or keeper is None:
            return
        if walk.stop.place:
            self.app.say(_("Nothing is written here that could be covered; go to a question first."))
            return

        def chosen(sealing: Sealing | None) -> None:
            if sealing is not None:
                self._write("" if sealing.everywhere else self._key, sealing.mode, sealing.cover_after)

        page = walk.page
        frame = meeting.is_frame(walk.stop.phase.id)
        self.app.push_screen(SealDialog(self.mode, page.settings.cover_after, only_here=frame), chosen)

    def _write(self, key: str, mode: Writing, cover_after: int | None) -> None:
        """Set how a stage, or with an empty key everything, is written; what lies covered is uncovered first."""
        keeper = self._keeper
        if keeper is None or self.page is None:
            return
        # What was half written without a name lies covered from now on; it counts as the rest does.
        self._hand_over(None)
        stages = [key] if key else [phase.id for phase in self.page.workbook.phases]
        covered = tuple(one for one in keeper.lying if one.key in stages)
        if mode is Writing.OPEN and covered:
            told = _("Covered still: {where}. {key} there uncovers it first.")
            self.app.say(told.format(where=told_lying(covered), key=cmd.REVEAL.cap))
            return
        outcome = keeper.set_writing(key, mode, cover_after)
        if outcome.why:
            self.app.say(outcome.why, warn=True)
        else:
            self.app.say(_SAID[mode]())
        self.load()

    def action_ready(self) -> None:
        """The side at the keyboard says that it is ready, or not yet."""
        walk = self._walk
        if walk is None or not self.is_covered:
            self.app.say(_("Nothing is covered here; s seals what is written."))
        elif walk.page.workbook.side(walk.writer.side or "") is None:
            self.app.say(_("There is one team here; r uncovers."))
        elif walk.writer.side is not None:
            self.toggle_ready(walk.writer.side)

    def toggle_ready(self, side: str) -> None:
        """A side is ready here, or not ready any more."""
        from storage.records.header import Details

        walk = self._walk
        if walk is None:
            return
        name = f"{self._key}:{side}"
        ready = name not in walk.page.settings.ready
        called = next((s.name for s in walk.page.workbook.sides if s.id == side), side)
        if self.change(Details(settings={f"ready.{name}": ready or None})):
            told = _("{side} is ready.") if ready else _("{side} is not ready any more.")
            self.app.say(told.format(side=called))

    def action_reveal(self) -> None:
        """Uncover everything of this stage at once, when all sides are ready or it is asked for all the same."""
        from tui.road.reveal import RevealScreen

        walk, keeper = self._walk, self._keeper
        if walk is None or keeper is None:
            return
        if self.is_writing and self._area is not None:
            self.before_leaving()
            self._area.end()
        if any(one.key == self._key for one in keeper.lying):
            # Whoever holds the keyboard goes on holding it until it is done: what they began can still be finished.
            self.app.push_screen(RevealScreen(self, self._key))
        elif keeper.lying:
            told = _("Nothing is covered here. Covered still: {where}.")
            self.app.say(told.format(where=told_lying(keeper.lying)))
        elif self.is_covered:
            self.app.say(_("Nothing is covered here yet."))
        else:
            self.app.say(_("Nothing is covered here; s seals it."))

    def reveal_now(self, key: str) -> bool:
        """Uncover what is under a key; whether it was done, and why not is said."""
        keeper = self._keeper
        if keeper is None:
            return False
        outcome, _shown = keeper.reveal(key)
        if outcome.why:
            self.app.say(outcome.why, warn=True)
        self.load()
        return outcome.done

    def fulfil(self, wish: str) -> None:
        """Go on after the question about safety as people chose."""
        keeper, walk = self._keeper, self._walk
        if keeper is None or walk is None:
            return
        first = walk.page.road[0]
        match wish:
            case "writing:open" | "writing:sealed" | "writing:anonymous":
                self._write("", Writing(wish.removeprefix("writing:")), walk.page.settings.cover_after)
            case "caucus":
                outcome = keeper.set_writing("", Writing.SEALED, walk.page.settings.cover_after)
                self.load()
                self.go_to(first.id)
                told = _("Covered. w gives the keyboard to one side, together; the other waits outside.")
                if not walk.page.workbook.sides:
                    told = _("Covered. a asks who is at the keyboard, w hands it to the next; r uncovers.")
                self.app.say(outcome.why or told)
            case "narrower" if walk.page.workbook.has_short_road:
                if not walk.page.short:
                    self.action_length()
                self.go_to((self.page or walk.page).road[0].id)
            case "narrower":
                self.app.say(_("This workbook has one road only: agree on one stage, and walk to it with ]."))
            case "stop":
                self._ask_to_stop()

    def _ask_to_stop(self) -> None:
        """Stop for today, without a look at the shelf: everybody still sees the screen, and it names other meetings."""
        from tui.dialogs.confirm import Confirm

        more = _("Everything is kept; the road waits where you were. Yes closes phasebook.")
        self.app.push_screen(
            Confirm(_("Stop here for today?"), more), lambda stop: self.app.action_leave() if stop else None
        )

    def load(self) -> None:
        """Read the page anew; where it was sealed in another window, whoever writes here says first who they are."""
        was_covered = self.is_covered
        super().load()
        keeper, page = self._keeper, self.page
        if keeper is None or page is None:
            return
        holder = keeper.holder
        if not self.is_covered:
            if was_covered and self._walk is not None:
                # Uncovered, here or in another window: what follows is nobody's until somebody says so.
                self._walk = self._walk.by_nobody()
                self.draw()
            return
        if holder is not None and holder.person is not None and page.person(holder.person) is None:
            self._hand_over(None)
        if keeper.holder is None and self.is_writing and self._area is not None:
            self._area.end()
            self.app.say(_("Writing is covered now; a asks who is at the keyboard. What was typed is kept as a draft."))
            self.draw()

    def _turn(self, *, undo: bool) -> None:
        if not self.is_covered or self._keeper is None or not undo:
            super()._turn(undo=undo)
            return
        self.take_up_all()
        try:
            back = self._keeper.bring_back()
        except StorageError as error:
            self.app.say(str(error), warn=True)
            return
        self.load()
        nothing = _("What is covered is not in the history; Enter changes it, d deletes it.")
        self.app.say(_("Brought back.") if back else nothing)


_SAID = {
    Writing.OPEN: lambda: _("Written in the open: everybody sees everything."),
    Writing.SEALED: lambda: _("Covered until r uncovers it; then under the writers' names. w hands the keyboard over."),
    Writing.ANONYMOUS: lambda: _("Covered, and without names for ever. w hands the keyboard over, r uncovers."),
}
