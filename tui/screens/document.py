"""Reading a retrospective as one of its audiences will, and the way from there to a file or the clipboard."""

from __future__ import annotations

from storage.errors import StorageError
from templates.document.layout import LayoutError
from templates.document.render import Layout, render
from templates.exchange.export import (
    Export,
    export,
    name_of,
    preview,
    refusal,
)
from templates.filled_page.page import Retrospective
from templates.readers.beside_the_page import Beside
from templates.readers.narrowed import FOR_BOTH, Audience, audiences
from templates.words import _, ngettext
from tui.dialogs.export import Choice, ExportDialog
from tui.files.layout_file import LayoutUnreadableError, own_layout
from tui.keys.command import bindings
from tui.keys.reading import AUDIENCE, COPY, DOCUMENT
from tui.screens.reading import ReadingScreen
from tui.session.covered_texts import covered_texts
from tui.words.safe_text import shown

MOST_COPIED = 74_000
"""The most bytes handed to the terminal's clipboard: many take no more than 100,000 in Base64."""


class DocumentScreen(ReadingScreen):
    """A retrospective, for one audience after the other."""

    COMMANDS = DOCUMENT
    BINDINGS = bindings((AUDIENCE, COPY))

    def __init__(self, page: Retrospective, beside: Beside, audience: Audience = FOR_BOTH) -> None:
        """Show a page as an audience will read it.

        Args:
            page: the whole page.
            beside: what is written and not on it.
            audience: who reads it.
        """
        markdown, trouble = _rendered(page, audience)
        self._page = page
        self._audience = audience
        self._beside = beside
        title = f"{page.title} · {name_of(audience, page)}"
        super().__init__(title, markdown, trouble, slug=page.slug, about=preview(page, audience, beside))

    def action_audience(self) -> None:
        """As the next audience reads it."""
        known = audiences(self._page)
        following = known[(known.index(self._audience) + 1) % len(known)]
        self.app.switch_screen(DocumentScreen(self._page, self._beside, following))

    def action_copy(self) -> None:
        """To the clipboard, once it has been looked over."""
        made = self._made(self._audience, "md")
        if made is None:
            return
        if made.leaks:
            self.app.say(shown("\n".join(refusal(made.leaks, 3))), warn=True)
        elif len(made.text.encode()) > MOST_COPIED:
            self.app.say(_("This document is too long for a terminal's clipboard; x writes it to a file."), warn=True)
        else:
            self.app.copy_to_clipboard(made.text)
            n = len(made.text)
            said = ngettext("{n} character went to the clipboard.", "{n} characters went to the clipboard.", n)
            self.app.say(said.format(n=f"{n:,}"))

    def action_export(self) -> None:
        """Ask for whom, in which form and to which file."""
        start = Choice(self._audience.key, "md", "")
        self.app.push_screen(ExportDialog(self._page, self._beside, start), self._chosen_export)

    def _chosen_export(self, choice: Choice | None) -> None:
        if choice is None or not choice.path.strip():
            return
        audience = next((one for one in audiences(self._page) if one.key == choice.audience), self._audience)
        made = self._made(audience, choice.form)
        if made is None:
            return
        if made.leaks:
            self.app.say(shown("\n".join(refusal(made.leaks, 3))), warn=True)
        else:
            self._to_write = made.text
            self._export_to(choice.path)

    def _made(self, audience: Audience, form: str) -> Export | None:
        """The document, looked over; None, once it has been said why, where it cannot be made."""
        layout, trouble = _layout(self._page, audience) if form in ("md", "html") else (None, "")
        try:
            if not trouble:
                return export(self._page, audience, form, layout, covered_texts(self.app.database, self._page.id))
        except (LayoutError, StorageError) as error:
            trouble = str(error)
        self.app.say(shown(trouble), warn=True)
        return None


def _layout(page: Retrospective, audience: Audience) -> tuple[tuple[str, str] | None, str]:
    """A layout of the team's own, and why it cannot be read."""
    try:
        return own_layout(page, audience), ""
    except LayoutUnreadableError as error:
        return None, str(error)


def _rendered(page: Retrospective, audience: Audience) -> tuple[str, str]:
    """The document to read, and what is wrong with the team's own layout, in place of which the shipped one stands."""
    layout, trouble = _layout(page, audience)
    if layout is not None:
        try:
            return render(page, audience, Layout(*layout), pictures=False), trouble
        except LayoutError as error:
            trouble = str(error)
    return render(page, audience, pictures=False), trouble
