"""Who may read an answer, a question's answers or a whole stage: asked in one list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from storage.records.header import Details
from templates.cells.width import width
from templates.filled_page.page import Answer, Retrospective
from templates.filled_page.settings import Private
from templates.words import _
from templates.workbook.model import Stop
from tui.base.dialog import Dialog
from tui.widgets.lines import Lines
from tui.words.safe_content import safe
from tui.words.safe_text import one_line


@dataclass(frozen=True, slots=True)
class Reader:
    """One line of the list: what is set, and for whom."""

    heading: str
    """What it is set for; the same for the lines that belong together."""
    words: str
    record: Answer | Details
    """What is kept where it is chosen."""
    is_set: bool


def readers(page: Retrospective, stop: Stop, answer: Answer | None) -> tuple[Reader, ...]:
    """All that can be chosen at a stop, with the answer under the cursor first."""
    return tuple(_readers(page, stop, answer))


def _readers(page: Retrospective, stop: Stop, answer: Answer | None) -> Iterator[Reader]:
    if answer is not None:
        for private in _kinds(page):
            marked = replace(answer, private=private)
            yield Reader(_("This answer"), _words(page, private, answer), marked, private == answer.private)
    set_to = page.settings.private
    question, phase = stop.questions[0].id, stop.phase.id
    for heading, id in ((_("All answers to this question"), question), (_("All answers of this stage"), phase)):
        if id.startswith("meeting-"):
            continue
        for private in _kinds(page):
            settings = Details(settings={f"private.{id}": private.value or None})
            yield Reader(heading, _words(page, private, None), settings, private == set_to.get(id, Private.EVERYBODY))


def _kinds(page: Retrospective) -> tuple[Private, ...]:
    """Who can be chosen: where there is one team, there is no side to keep something to."""
    return tuple(Private) if page.workbook.sides else (Private.EVERYBODY, Private.FACILITATOR)


def _words(page: Retrospective, private: Private, answer: Answer | None) -> str:
    match private:
        case Private.EVERYBODY:
            return _("everybody may read it")
        case Private.FACILITATOR:
            return _("only the facilitator")
        case Private.SIDE:
            side = page.workbook.side(answer.side) if answer and answer.side else None
            return _("only {side}").format(side=one_line(side.name)) if side else _("only the side that wrote it")


class VisibilityDialog(Dialog[Reader | None]):
    """A list under headings; Enter chooses, esc leaves everything as it was."""

    BINDINGS = [
        Binding("escape", "give_up", show=False),
        *(Binding(str(n), f"choose({n - 1})", show=False) for n in range(1, 10)),
    ]
    DEFAULT_CSS = """
    VisibilityDialog Lines { height: auto; max-height: 16; }
    """
    AUTO_FOCUS = "Lines"

    def __init__(self, choices: Sequence[Reader]) -> None:
        """Offer `choices`."""
        super().__init__()
        self._choices = tuple(choices)

    def compose(self) -> ComposeResult:
        """The list and its keys."""
        with Vertical(classes="dialog"):
            yield Static(_("Who may read it?"), markup=False, classes="dialog-title")
            yield Lines(self._line, id="visibility")
            said = _("In a document for others it is left out. On this screen everybody sees it.")
            yield Static(said, markup=False, classes="dialog-text")
            keys = _("↑ ↓ move · Enter or its number chooses · esc leaves it as it was")
            yield Static(keys, markup=False, classes="dialog-keys")

    def on_mount(self) -> None:
        """Stand on what is set first."""
        lines: Lines[Reader] = self.query_one("#visibility", Lines)
        lines.styles.height = len(self._choices)
        lines.show(self._choices)
        lines.move_to(next((n for n, choice in enumerate(self._choices) if choice.is_set), 0))

    def _line(self, choice: Reader, wide: int, on_cursor: bool) -> Content:
        del wide
        n = self._choices.index(choice)
        first = n == 0 or self._choices[n - 1].heading != choice.heading
        heading = choice.heading if first else ""
        fill = " " * (max(width(one.heading) for one in self._choices) - width(heading))
        mark = "●" if choice.is_set else " "
        return Content.assemble(
            ("▎" if on_cursor else " ", "bold $accent"),
            (heading, "$quiet"),
            f"{fill}  {n + 1} {mark} ",
            safe(choice.words),
        )

    def on_lines_chosen(self, event: Lines.Chosen) -> None:
        """Enter gives it back."""
        event.stop()
        self.dismiss(self._choices[event.index])

    def action_choose(self, n: int) -> None:
        """Its number gives it back."""
        if n < len(self._choices):
            self.dismiss(self._choices[n])

    def action_give_up(self) -> None:
        """Leave everything as it was."""
        self.dismiss(None)
