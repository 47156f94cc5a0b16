"""The half of the road screen that covers: who holds the keyboard, sealing, revealing, stepping aside."""

from __future__ import annotations

from storage.errors import StorageError
from templates import meeting
from templates.retrospective import Person
from templates.settings import Writing
from templates.words import _
from templates.workbook import Kind
from tui.screens import road_commands as cmd
from tui.screens.looking_back import LookingBackScreen
from tui.view import Writer
from tui.walk import Walk


class SealingScreen(LookingBackScreen):
    """A place on the road whose writing may be covered."""

    @property
    def mode(self) -> Writing:
        """How the stop in view is written."""
        return self._mode_at(self._walk)

    @property
    def is_asked(self) -> bool:
        """Whether something is asked at the stop in view, and not only done there."""
        return self._walk is not None and self._walk.stop.place in ("", _SAFETY)

    def _mode_at(self, walk: Walk | None) -> Writing:
        if walk is None or self._keeper is None or walk.stop.place not in ("", _SAFETY):
            return Writing.OPEN
        return self._keeper.mode(walk.stop.questions[0].id)

    @property
    def is_covered(self) -> bool:
        """Whether what is written here is covered."""
        return self.mode is not Writing.OPEN

    @property
    def _key(self) -> str:
        """The stage, or the meeting's own question, whose writing is sealed and revealed here."""
        walk = self._walk
        return meeting.key_of(walk.page, walk.stop.questions[0].id) if walk is not None else ""

    # -- who holds the keyboard --------------------------------------------------------------------

    def asks_who(self, then: str) -> bool:
        """Ask who is at the keyboard where that must be known, and go on with `then`; whether it was asked."""
        keeper, walk = self._keeper, self._walk
        if keeper is None or walk is None:
            return False
        if walk.stop.id == meeting.FACILITATOR and not keeper.facilitating:
            self._ask_whether_alone(then)
            return True
        if not self.is_covered:
            return False
        if keeper.holder is None:
            self._ask_who(then)
            return True
        question = (self._area.question if self._area else None) or walk.stop.questions[0]
        if question.kind not in (Kind.NOTES, Kind.LEDGER) and keeper.has_answered(question.id):
            self.app.say(_("This has been answered already; nobody can change it, for nobody knows whose it is."))
            return True
        return False

    def _ask_whether_alone(self, then: str) -> None:
        """Ask before the facilitator's own notes are shown: the projector may be on."""
        from tui.dialogs.confirm import Confirm

        def answered(alone: bool | None) -> None:
            if alone and self._keeper is not None:
                self._keeper.facilitating = True
                self.draw()
                self.run_action_later(then)

        question = _("Is nobody but you looking on?")
        more = _("Your own notes are shown as long as you stay here; they are never in any document.")
        self.app.push_screen(Confirm(question, more, enter_is_no=True), answered)

    def _ask_who(self, then: str = "") -> None:
        from tui.dialogs.writer import WriterDialog

        walk = self._walk
        if walk is None:
            return
        if self.is_writing and self._area is not None:
            self.before_leaving()
            self._area.end()
        if self.is_covered:
            # From here on nothing of whoever sat there before is in sight, whatever is chosen.
            self._hand_over(None)

        def chosen(result: tuple[Writer, Person | None] | None) -> None:
            if result is None or self._walk is None:
                return
            writer, person = result
            if person is None or self.change(person):
                self._hand_over(writer)
                self.write_as(self._walk.written_by(writer))
                if then:
                    self.run_action_later(then)

        self.app.push_screen(WriterDialog(walk.page, walk.writer, covered=self.is_covered), chosen)

    def _hand_over(self, writer: Writer | None) -> None:
        if self._keeper is not None:
            outcome = self._keeper.hand_over(writer)
            if outcome.why:
                self.app.say(outcome.why, warn=True)
            self.draw()

    def action_who(self) -> None:
        """Hand the keyboard over: a new name joins the people."""
        self._ask_who()

    def switch_side(self) -> None:
        """Let the other side write; where writing is covered, somebody of it says who they are."""
        if self.is_covered:
            self._ask_who("answer" if self.is_writing else "")
        else:
            super().switch_side()

    def _go(self, walk: Walk) -> None:
        both_covered = self.is_covered and self._mode_at(walk) is not Writing.OPEN
        if self._keeper is not None:
            self._keeper.facilitating = False
        super()._go(walk)
        if not both_covered and self._keeper is not None and self._keeper.holder is not None:
            self._hand_over(None)

    def before_blank(self) -> None:
        """Somebody has walked away: whoever comes back says who they are."""
        if self._keeper is not None and self._keeper.facilitating:
            self.before_leaving()
            if self.is_writing and self._area is not None:
                self._area.end()
            self._keeper.facilitating = False
            self.draw()
        if self.is_covered:
            self.before_leaving()
            if self.is_writing and self._area is not None:
                self._area.end()
            self._hand_over(None)

    def _look(self) -> None:
        """Look at what others have written, and whether anybody is still here."""
        super()._look()
        page = self.page
        if page is not None and page.settings.cover_after and self.app.idle >= page.settings.cover_after * 60:
            self.app.action_blank()

    def action_shelf(self) -> None:
        """Back to the shelf; nobody holds the keyboard any more."""
        self.before_leaving()
        self._hand_over(None)
        super().action_shelf()

    # -- sealing and revealing ---------------------------------------------------------------------

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
            if sealing is None:
                return
            if sealing.mode is Writing.OPEN and (keeper.under(self._key) if not sealing.everywhere else keeper.counts):
                self.app.say(_("Something is covered here; {key} uncovers it first.").format(key=cmd.REVEAL.cap))
                return
            self._hand_over(None)
            outcome = keeper.set_writing("" if sealing.everywhere else self._key, sealing.mode, sealing.cover_after)
            if outcome.why:
                self.app.say(outcome.why, warn=True)
            else:
                self.app.say(_SAID[sealing.mode]())
            self.load()

        page = walk.page
        frame = meeting.is_frame(walk.stop.phase.id)
        self.app.push_screen(SealDialog(self.mode, page.settings.cover_after, only_here=frame), chosen)

    def action_ready(self) -> None:
        """The side at the keyboard says that it is ready, or not yet."""
        walk = self._walk
        if walk is None or not self.is_covered:
            self.app.say(_("Nothing is covered here; s seals what is written."))
        elif walk.page.workbook.side(walk.writer.side or "") is None:
            self.app.say(_("There is one side only; r uncovers."))
        elif walk.writer.side is not None:
            self.toggle_ready(walk.writer.side)

    def toggle_ready(self, side: str) -> None:
        """A side is ready here, or not ready any more."""
        from storage.details import Details

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
        from tui.screens.reveal import RevealScreen

        walk, keeper = self._walk, self._keeper
        if walk is None or keeper is None:
            return
        if self.is_writing and self._area is not None:
            self.before_leaving()
            self._area.end()
        self._hand_over(None)
        if not keeper.under(self._key):
            said = _("Nothing is covered here yet.") if self.is_covered else _("Nothing is covered here; s seals it.")
            self.app.say(said)
            return
        self.app.push_screen(RevealScreen(self, self._key))

    def reveal_now(self) -> bool:
        """Uncover; whether it was done, and why not is said."""
        keeper = self._keeper
        if keeper is None:
            return False
        outcome, _shown = keeper.reveal(self._key)
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
            case "caucus":
                outcome = keeper.set_writing("", Writing.SEALED, walk.page.settings.cover_after)
                self.load()
                self.go_to(first.id)
                self.app.say(
                    outcome.why or _("Covered. w gives the keyboard to one side, together; the other waits outside.")
                )
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
        super().load()
        keeper, page = self._keeper, self.page
        if keeper is None or page is None or not self.is_covered:
            return
        holder = keeper.holder
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


_SAFETY = "open.safety"
_SAID = {
    Writing.OPEN: lambda: _("Written in the open: everybody sees everything."),
    Writing.SEALED: lambda: _("Covered until r uncovers it; then under the writers' names. w hands the keyboard over."),
    Writing.ANONYMOUS: lambda: _("Covered, and without names for ever. w hands the keyboard over, r uncovers."),
}
