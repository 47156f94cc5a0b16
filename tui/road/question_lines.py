"""The lines around the answers: the title, the question, who writes and whether it is saved."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from storage.drafts.draft_writer import Saving
from templates.cells.width import width
from templates.filled_page.page import Retrospective
from templates.filled_page.settings import Writing
from templates.meeting import road as meeting
from templates.meeting.time_plan import minutes_of
from templates.words import N_, _, ngettext
from templates.workbook import frame
from tui.base.theme import side_variable
from tui.document.prose import prose
from tui.session.view import View
from tui.widgets.prose import Prose
from tui.words.safe_content import safe
from tui.words.safe_text import one_line


class TitleLine(Widget):
    """What retrospective this is, whose, and how far it has come."""

    DEFAULT_CSS = "TitleLine { height: 1; padding: 0 2; }"
    _page: Retrospective | None = None
    _covered: frozenset[str] = frozenset()
    _time = ""

    def show(self, page: Retrospective, covered: frozenset[str]) -> None:
        """Draw another state of the page; `covered` are the questions whose answers nobody may read yet."""
        self._page = page
        self._covered = covered
        self.refresh()

    def tell_time(self, told: str) -> None:
        """Draw the time left, or none."""
        self._time = told
        self.refresh()

    def render(self) -> Content:
        """Title, parties, progress; the title is cut first."""
        page = self._page
        if page is None:
            return Content("")
        road = [question.id for stop in page.road for question in stop.questions]
        done = len((page.answered() | self._covered) & set(road))
        counted = self._time or _("answered {done} of {all}").format(done=done, all=len(road))
        parties = " × ".join(one_line(page.party(side.id) or side.name) for side in page.workbook.sides)
        room = self.size.width - width(counted) - 3
        left = Content.assemble(
            Content(one_line(page.title)).stylize("bold"), (f"   {parties}" if parties else "", "$quiet")
        ).truncate(max(4, room), ellipsis=True)
        gap = self.size.width - left.cell_length - width(counted)
        return Content.assemble(left, " " * max(1, gap), (counted, "bold $accent" if self._time else "$quiet"))


class Question(VerticalScroll, can_focus=False):
    """The question in view: where it stands, its words, its guidance, and the story on demand."""

    def compose(self) -> ComposeResult:
        """The phase's opening lines, where one is, the question, what helps to answer it."""
        yield Static(id="question-crumb")
        yield Prose(id="question-covered")
        yield Prose(id="question-purpose")
        yield Prose(id="question-opening")
        yield Prose(id="question-workbook")
        yield Prose(id="question-text")
        yield Prose(id="question-guidance")
        yield Prose(id="question-story")

    def show(self, view: View, *, story: bool) -> None:
        """Draw another question."""
        stop = view.stop
        of_phase = [s for s in meeting.road(view.page) if s.phase.id == stop.phase.id]
        place = next((n for n, s in enumerate(of_phase) if s.id == stop.id), 0)
        minutes = minutes_of(view.page, stop.phase.id)
        crumb = Content.assemble(
            safe(one_line(stop.phase.title)).stylize("bold $primary"),
            (f"  {place + 1}/{len(of_phase)}", "$quiet"),
            ("  " + ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes) if minutes else "", "$quiet"),
        )
        if any(question.story for question in stop.questions) and not story:
            hint = _("h tells a story") if stop.questions[0].id != frame.PEOPLE else _("h about the workbook")
            crumb = Content.assemble(crumb, ("   " + hint, "$quiet"))
        self.query_one("#question-crumb", Static).update(crumb)
        opens = place == 0 and not story
        self._put("question-purpose", _purpose(view) if opens else Content(""))
        self._put("question-opening", _script(view) if opens else Content(""))
        question = stop.questions[0]
        of_workbook = question.story if question.id == frame.PEOPLE and not story else ""
        self._put("question-workbook", prose(of_workbook).stylize("$quiet"))
        if stop.is_sheet:
            text = Content(_("A number answers a line and goes on to the next.")).stylize("bold")
            guidance, told = Content(""), Content("")
        else:
            text = safe(question.text).stylize("bold")
            guidance, told = prose(question.guidance), prose(question.story)
        self.query_one("#question-text", Prose).update(text)
        self._put("question-guidance", guidance.stylize("$quiet") if not story else Content(""))
        self._put("question-story", told if story else Content(""))
        self._put("question-covered", _covered(view))
        self.scroll_home(animate=False)

    def _put(self, id: str, content: Content) -> None:
        static = self.query_one(f"#{id}", Prose)
        # A class, not the style itself: a low window hides some of these on its own account.
        static.set_class(not content.plain.strip(), "-empty")
        static.update(content)


_WRITTEN = {Writing.SEALED: N_("Covered"), Writing.ANONYMOUS: N_("Covered, no names")}


def _covered(view: View) -> Content:
    """How many answers lie covered here, of each side; never what they say, or whose they are."""
    counted: dict[str | None, int] = {}
    for of in view.covered.values():
        for side, number in of.items():
            counted[side] = counted.get(side, 0) + number
    if view.mode is Writing.OPEN and not counted:
        return Content("")
    parts = [Content.styled("▒ " + _(_WRITTEN.get(view.mode, "Covered")), "$accent")]
    for place, column in enumerate(view.page.columns):
        number = counted.get(column.id if column else None, 0)
        name = one_line(column.name) if column else _("The team")
        parts.append(Content.styled(safe(f"{name} {number}").plain, f"${side_variable(place)}"))
    return Content(" · ").join(parts)


def _purpose(view: View) -> Content:
    """What a stage is for, in one line."""
    return Content.assemble("→ ", prose(meeting.purpose(view.page, view.stop.phase))).stylize("$quiet")


def _script(view: View) -> Content:
    """What may be read aloud at a stage's beginning."""
    return prose(meeting.script(view.stop.phase)).stylize("italic")


class Status(Widget):
    """Who is writing, and whether everything is saved."""

    DEFAULT_CSS = "Status { height: 1; padding: 0 2; }"

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._left = Content("")
        self._right = Content("")
        self._trouble = ""
        self._waiting = 0

    def show(self, view: View, *, waiting: int, trouble: str, writing: bool, step: str = "") -> None:
        """Draw who writes, or the next step where a place names one, and what waits."""
        side = view.page.workbook.side(view.writer.side or "")
        place = view.page.workbook.sides.index(side) if side else 0
        color = f"bold ${side_variable(place)}"
        who = safe(view.page.side_label(side)) if side else Content(_("The team"))
        name = safe(view.person.name) if view.person else Content(_("nobody named"))
        if view.mode is not Writing.OPEN and not view.person:
            name = Content(_("together"))
        sign = "✎ " if writing else "  "
        self._left = Content.assemble(
            (sign, color), (_("writing: "), "$quiet"), who.stylize(color), (" · ", "$quiet"), name
        )
        if step:
            # It may name what people have written.
            self._left = Content.assemble(("→ ", "bold $accent"), safe(step))
        self._waiting = waiting
        self._trouble = trouble
        self.refresh()

    def trouble(self, sentence: str) -> None:
        """Show why nothing can be shown."""
        self._trouble = sentence
        self.refresh()

    def typing(self) -> None:
        """Something was typed that is not on the disk yet."""
        self._right = Content.styled(_("… saving"), "$quiet")
        self.refresh()

    def saving(self, state: Saving) -> None:
        """What the drafts' thread says."""
        if state.trouble:
            self._right = Content.styled("! " + _("not saved: ") + one_line(state.trouble), "$error")
        elif state.saved:
            self._right = Content.styled(_("✓ saved"), "$success")
        self.refresh()

    def kept(self, done: bool, *, saved: bool) -> None:
        """Whether an answer was kept, and whether nothing that was typed since waits for the disk."""
        if done and not saved:
            self.typing()
        elif done:
            self._right = Content.styled(_("✓ saved"), "$success")
        self.refresh()

    def render(self) -> Content:
        """Who writes at the left, how saving stands at the right."""
        right = self._right
        if self._waiting:
            told = _("! {n} waiting to be kept").format(n=self._waiting)
            right = Content.styled(told, "$warning")
        elif self._trouble:
            right = Content.styled("! " + one_line(self._trouble), "$warning")
        room = self.size.width
        left = self._left.truncate(max(1, room - min(right.cell_length, room // 2) - 2), ellipsis=True)
        right = right.truncate(max(1, room - left.cell_length - 2), ellipsis=True)
        return Content.assemble(left, " " * max(1, room - left.cell_length - right.cell_length), right)
