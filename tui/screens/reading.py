"""Reading: a retrospective as the document it will be, with its table of contents, and the way to a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import events, getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from templates.cells.width import shorten
from templates.words import _
from templates.words import reason as reason_of
from tui.base.screen import Room
from tui.document.drawing import title_of
from tui.document.pages import Pages
from tui.document.sections import split, without_front_matter
from tui.keys.command import Command, bindings
from tui.keys.reading import TEXT
from tui.widgets.footer import KeyFooter
from tui.widgets.lines import Lines
from tui.words.safe_content import safe
from tui.words.safe_text import one_line, shown

WIDE = 112
"""Columns from which the table of contents always stands beside the document."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of the table of contents."""

    section: int
    level: int
    title: str


def draw_heading(heading: Heading, wide: int, on_cursor: bool) -> Content:
    """A heading, deeper ones further in."""
    indent = 2 + 2 * (heading.level - 1)
    mark = "▎" if on_cursor else " "
    title = Content(shorten(shown(heading.title), max(4, wide - indent - 1)))
    style = "bold" if heading.level <= 2 else "$quiet"
    return Content.assemble((mark + " " * (indent - 1), "bold $accent"), title.stylize_before(style))


class ReadingScreen(Room[None]):
    """A Markdown document to read."""

    CSS_PATH = "reading.tcss"
    COMMANDS: ClassVar[tuple[Command, ...]] = TEXT
    BINDINGS = bindings(COMMANDS)
    _pages = getters.query_one(Pages)
    AUTO_FOCUS = "#pages"

    def __init__(self, title: str, markdown: str, notice: str = "", *, slug: str = "", about: str = "") -> None:
        """Show `markdown`.

        Args:
            title: what the document is called.
            markdown: the whole of it, as it would be exported.
            notice: a sentence shown above it, such as what is not in it yet.
            slug: what its file would be called, without `.md`; made from the title where it is not given.
            about: for whom it is and what is not in it, shown below its title.
        """
        super().__init__()
        self._title = one_line(title)
        self._markdown = markdown
        self._notice = notice
        self._slug = slug
        self._about = about
        self._to_write = markdown
        """What an export writes."""
        self._in_contents = False
        """Whether the keys go to the table of contents."""
        self._sections = split(without_front_matter(markdown))
        self._headings = tuple(
            Heading(i, section.level, title_of(section.source))
            for i, section in enumerate(self._sections)
            if 1 <= section.level <= 3
        )

    # -- what it shows -----------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Title, contents and text, keys."""
        with Horizontal(id="reading-head"):
            yield Static(safe(self._title), id="reading-title")
            yield Static(id="reading-percent")
        if self._about:
            yield Static(safe(self._about), id="reading-about")
        if self._notice:
            yield Static(safe("! " + self._notice), id="reading-notice")
        with Horizontal(id="reading-body"):
            yield Lines(draw_heading, id="contents")
            yield Pages(self._sections, id="pages")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Fill the table of contents."""
        self._contents.show(self._headings)
        self._arrange(self.app.size.width)

    @property
    def _contents(self) -> Lines[Heading]:
        return self.query_one("#contents", Lines)

    def on_resize(self, event: events.Resize) -> None:
        """Wide windows show the contents beside the text."""
        self._arrange(event.size.width)

    def _arrange(self, wide: int) -> None:
        beside = wide >= WIDE
        self._contents.set_class(not beside, "-over")
        self._contents.display = bool(self._headings) and (beside or self._in_contents)
        self._pages.display = beside or not self._in_contents

    def on_descendant_focus(self) -> None:
        """A click goes to the contents or the text as the keys do."""
        self._in_contents = self._contents.has_focus

    @on(Pages.Moved)
    def _moved(self) -> None:
        self.query_one("#reading-percent", Static).update(f"{self._pages.percent} %")
        if not self._in_contents:
            self._follow()

    def _follow(self) -> None:
        """The contents show where one reads."""
        here = [i for i, heading in enumerate(self._headings) if heading.section <= self._pages.section]
        self._contents.move_to(here[-1] if here else 0)

    # -- its commands ------------------------------------------------------------------------------

    def help_title(self) -> str:
        """The help page's title."""
        return _("Reading")

    def help_lines(self) -> tuple[str, ...]:
        """What one reads here."""
        return (
            _("The document as it stands now. ↑ ↓ and Space move, Home and End go to its beginning and end."),
            _("In the contents Enter goes to the heading under the cursor."),
        )

    def action_back(self) -> None:
        """From the contents to the text, from the text to where one was."""
        if self._in_contents:
            self.action_contents()
        else:
            self.dismiss(None)

    def action_search(self) -> None:
        """Search: all retrospectives, or the one on whose road this is read."""
        self.app.open_search()

    def action_contents(self) -> None:
        """To the table of contents, or back to the text."""
        if not self._headings:
            self.app.say(_("This document has no headings."))
            return
        self._in_contents = not self._in_contents
        self._arrange(self.size.width)
        (self._contents if self._in_contents else self._pages).focus()

    @on(Lines.Chosen)
    def _chosen(self, event: Lines.Chosen) -> None:
        self.action_contents()
        self._pages.go_to(self._headings[event.index].section)

    def action_heading(self, way: int) -> None:
        """To the next heading, or the one before."""
        here = self._pages.section
        if way > 0:
            there = next((h.section for h in self._headings if h.section > here), None)
        else:
            before = [h.section for h in self._headings if h.section < here + (not self._pages.is_at_its_start)]
            there = before[-1] if before else None
        if there is not None:
            self._pages.go_to(there)

    def action_export(self) -> None:
        """Ask for a file and write the document there."""
        from tui.dialogs.line import LineDialog

        self.app.push_screen(
            LineDialog(_("Write to which file?"), self._proposed(), enter=_("writes it")), self._export_to
        )

    def _proposed(self) -> str:
        from storage.records.all_tables import slug_of

        return (self._slug or slug_of(self._title)) + ".md"

    def _export_to(self, typed: str | None) -> None:
        if typed is None or not typed.strip():
            return
        try:
            path = Path(typed.strip()).expanduser().absolute()
        except RuntimeError:  # ~somebody who is not known here
            path = Path(typed.strip()).absolute()
        if path.is_file():
            from tui.dialogs.confirm import Confirm

            question = _("{path} exists already. Replace it?").format(path=path)
            self.app.push_screen(
                Confirm(question, enter_is_no=True),
                lambda yes: self._write(path, overwrite=True) if yes else None,
            )
        else:
            self._write(path, overwrite=False)

    def _write(self, path: Path, *, overwrite: bool) -> None:
        from storage.safety.never_replaced import GuardedError
        from tui.files.export_file import write_export

        try:
            write_export(path, self._to_write, self.app.database, overwrite=overwrite)
        except GuardedError as error:
            self.app.say(str(error), warn=True)
            return
        except (OSError, ValueError) as error:
            reason = reason_of(error) if isinstance(error, OSError) else error
            sentence = _("{path} could not be written ({reason}); choose another place.")
            self.app.say(sentence.format(path=shown(str(path)), reason=reason), warn=True)
            return
        self.app.say(_("Written to {path}.").format(path=path))
