"""Earlier versions: what an answer, or everything at a question, said before; one of them can be brought back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from storage.records.versions import Version
from templates.cells.width import shorten
from templates.filled_page.page import Retrospective
from templates.words import _
from tui.base.dialog import Dialog
from tui.widgets.lines import Lines
from tui.words.history_in_words import answer_in_words, local_time
from tui.words.safe_content import safe
from tui.words.safe_text import one_line


@dataclass(frozen=True, slots=True)
class Shown:
    """A version as a line of the list."""

    version: Version
    words: str
    mark: str
    """Whether it stands now, or was deleted."""


def draw_version(shown: Shown, wide: int, on_cursor: bool) -> Content:
    """One version: when, what it said, and what became of it."""
    time = local_time(shown.version.time)
    mark = f"  {shown.mark}" if shown.mark else ""
    room = max(8, wide - len(time) - 6 - Content(mark).cell_length)
    return Content.assemble(
        ("▎ " if on_cursor else "  ", "bold $accent"),
        (time + "  ", "$quiet"),
        safe(shorten(one_line(shown.words), room)),
        (mark, "$quiet"),
    )


class VersionsDialog(Dialog[str | None]):
    """Gives back the entry of the version that is to stand again, or None."""

    DEFAULT_CSS = """
    VersionsDialog .dialog { width: 90%; max-width: 110; }
    VersionsDialog Lines { height: auto; min-height: 1; max-height: 14; margin: 1 0; }
    """
    BINDINGS = [Binding("escape", "give_up", show=False)]

    def __init__(self, question: str, page: Retrospective, versions: Sequence[Version]) -> None:
        """Show `versions`, oldest first as they are given, newest on top."""
        super().__init__()
        self._question = question
        self._shown = [_shown(page, version) for version in reversed(versions) if not version.deleted]

    def compose(self) -> ComposeResult:
        """What it is about, the versions, and what the keys do."""
        with Vertical(classes="dialog"):
            yield Static(safe(_("Earlier versions")), classes="dialog-title")
            yield Static(safe(one_line(self._question)), classes="dialog-text")
            yield Lines(draw_version, empty=Content(_("Nothing was written here before.")))
            keys = _("↑ ↓ choose · Enter brings it back, u takes that back · esc leaves it as it is")
            yield Static(keys, markup=False, classes="dialog-keys")

    def on_mount(self) -> None:
        """Stand on the newest version that does not stand now."""
        lines = self.query_one(Lines)
        lines.show(self._shown, 1 if len(self._shown) > 1 and self._shown[0].mark == _("stands now") else 0)
        lines.styles.height = max(1, min(14, len(self._shown)))
        lines.focus()

    @on(Lines.Chosen)
    def _chosen(self, event: Lines.Chosen) -> None:
        event.stop()
        self.dismiss(self._shown[event.index].version.entry)

    def action_give_up(self) -> None:
        """Leave everything as it is."""
        self.dismiss(None)


def _shown(page: Retrospective, version: Version) -> Shown:
    standing = page.answer(version.record)
    words = answer_in_words(version.answer, page) if version.answer is not None else _("(empty)")
    if version.is_kept_back:
        words = _("(given without a name)")
    if standing is None:
        mark = _("deleted")
    elif standing.heads == (version.entry,):
        mark = _("stands now")
    else:
        mark = ""
    return Shown(version, words, mark)
