"""The part of the road screen that knows who holds the keyboard: asking, handing on, stepping aside."""

from __future__ import annotations

from dataclasses import replace

from templates.filled_page.page import Person
from templates.filled_page.settings import Writing
from templates.meeting import road
from templates.words import _, ngettext
from templates.workbook import frame
from templates.workbook.model import Kind
from tui.answers.area import AnswerArea
from tui.keys import road as cmd
from tui.road.looking_back import LookingBackScreen
from tui.session.keeper import Keeper
from tui.session.view import Writer
from tui.session.walk import Walk

_SAFETY = "open.safety"


class SeatingScreen(LookingBackScreen):
    """A place on the road at which it may matter who is at the keyboard."""

    _astray = ""
    """What was typed where a name was asked for, until somebody has been chosen to have it in a note."""

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
        return road.key_of(walk.page, walk.stop.questions[0].id) if walk is not None else ""

    # -- who holds the keyboard --------------------------------------------------------------------

    def asks_who(self, then: str) -> bool:
        """Ask who is at the keyboard where that must be known, and go on with `then`; whether it was asked."""
        keeper, walk = self._keeper, self._walk
        if keeper is None or walk is None:
            return False
        if walk.stop.id == frame.FACILITATOR and not keeper.facilitating:
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
            if question.id in road.IN_TURN:
                self._ask_next(keeper.holder)
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

    def _keep(self, keeper: Keeper, message: AnswerArea.Keep) -> bool:
        """Keep an answer; of a question that each answers by one number, the next person is asked for at once."""
        before = self._keeper.holder if self._keeper is not None else None
        kept = super()._keep(keeper, message)
        if kept and before is not None and self.is_covered and message.answer.question in road.IN_TURN:
            self._ask_next(before)
        return kept

    def _ask_next(self, before: Writer) -> None:
        """Hand the keyboard on: in a fixed order, whoever has answered, for that is nobody's to see."""
        n = sum(self.covered_counts.get(self._key, {}).values())
        told = ngettext("{n} has answered.", "{n} have answered.", n).format(n=n)
        self._ask_who(after=before, told=told + " " + _("esc when everybody has."))

    def _ask_who(self, then: str = "", *, after: Writer | None = None, told: str = "") -> None:
        from tui.dialogs.writer import WriterDialog, following

        walk = self._walk
        if walk is None:
            return
        if self.is_writing and self._area is not None:
            self.before_leaving()
            self._area.end()
        before = after or (self._keeper.holder if self._keeper is not None else None)
        if self.is_covered:
            # From here on nothing of whoever sat there before is in sight, whatever is chosen.
            self._hand_over(None)

        def chosen(result: tuple[Writer, Person | None] | None) -> None:
            self._astray = dialog.astray
            if result is None or self._walk is None:
                return
            writer, person = result
            if person is None or self.change(person):
                self._hand_over(writer)
                self.write_as(self._walk.written_by(writer))
                if not then and self._begins(writer):
                    self.go_to(self._covered_together[0])
                    self.app.say(_("This is the first question of the stage; n goes on."))
                if self._astray:
                    self.run_action_later("astray")
                elif then:
                    self.run_action_later(then)

        at = following(walk.page, before) if self.is_covered else None
        if at is not None and at.person is None and self._key not in road.IN_TURN:
            at = None  # A side together reads all that it has written.
        dialog = WriterDialog(walk.page, walk.writer, covered=self.is_covered, at=at, told=told, astray=self._astray)
        self.app.push_screen(dialog, chosen)

    def on_answer_area_whose(self, message: AnswerArea.Whose) -> None:
        """Correct whose a kept answer is; never that of one without a name, which would tell or forge."""
        from tui.dialogs.writer import WriterDialog

        message.stop()
        page, answer = self.page, message.answer
        if page is None or self._area is None:
            return
        if self.is_covered or answer.person is None:
            self.app.say(_("It was given without a name, or lies covered: whose it is cannot be corrected."))
            return
        self.before_leaving()
        self._area.end()
        self.draw()

        def chosen(result: tuple[Writer, Person | None] | None) -> None:
            standing = self.page.answer(answer.id) if self.page is not None else None
            if result is None or standing is None:
                return
            writer, person = result
            corrected = replace(standing, side=writer.side, person=writer.person)
            if self.change(*((person, corrected) if person else (corrected,))):
                self.app.say(_("Corrected. {key} takes it back.").format(key=cmd.UNDO.cap))

        dialog = WriterDialog(page, Writer(answer.side, answer.person), title=_("Whose is this?"))
        self.app.push_screen(dialog, chosen)

    async def action_astray(self) -> None:
        """Put what was typed where a name was asked for into the note of whoever was chosen."""
        text, self._astray = self._astray, ""
        if not self.is_writing:
            await self.action_answer()
        area = self._area
        if area is None or not area.takes_text or not area.writing:
            self._astray = text
            self.app.say(_("What was typed as a name waits: w, at a question that takes notes, puts it there."))
            return
        area.replace_text("\n".join(filter(None, (area.typed_text, text))))

    def _begins(self, writer: Writer) -> bool:
        """Whether somebody sits down at the end of a covered stage of which nothing is known to be theirs."""
        keeper, person = self._keeper, writer.person
        if keeper is None or person is None or not self._at_stage_end:
            return False
        return not keeper.has_written(self._key, person)

    @property
    def _covered_together(self) -> list[str]:
        """The ids of the stops that are uncovered together with the one in view, in their order."""
        walk, key = self._walk, self._key
        if walk is None or walk.stop.place or not self.is_covered:
            return []
        return [s.id for s in walk.road if not s.place and road.key_of(walk.page, s.questions[0].id) == key]

    @property
    def _at_stage_end(self) -> bool:
        """Whether the stop in view is the last of several that are uncovered together."""
        together = self._covered_together
        return len(together) > 1 and self._walk is not None and together[-1] == self._walk.stop.id

    def _hand_over(self, writer: Writer | None, *, tell: bool = True) -> None:
        """Give the keyboard to somebody, or to nobody.

        Args:
            writer: who has it now.
            tell: whether to say that something half written was kept; else it is said the next time.
        """
        keeper = self._keeper
        if keeper is None:
            return
        if writer is None and self._walk is not None and self.is_covered:
            # Nor is what is written in the open from here on theirs who sat there last.
            self._walk = self._walk.by_nobody()
        outcome = keeper.hand_over(writer)
        if outcome.why:
            self.app.say(outcome.why, warn=True)
        elif keeper.half_kept and tell:
            keeper.half_kept = False
            self.app.say(
                _("What was half written is kept as it stands, covered and without a name; nobody can change it now.")
            )
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
        was_covered = self.is_covered
        both_covered = was_covered and self._mode_at(walk) is not Writing.OPEN
        if self._keeper is not None:
            self._keeper.facilitating = False
        super()._go(walk)
        if not both_covered and self._keeper is not None and self._keeper.holder is not None:
            if was_covered and self._walk is not None:
                self._walk = self._walk.by_nobody()
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
            # A screen that is blank stays so.
            self._hand_over(None, tell=False)

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
