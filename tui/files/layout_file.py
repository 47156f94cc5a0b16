"""Where a layout of a team's own stands: a file that is named, or one in the data folder; never one from an import."""

from __future__ import annotations

from pathlib import Path

from storage.locations import data_folder
from templates.filled_page.page import Retrospective
from templates.readers.narrowed import Audience
from templates.words import _
from templates.words import reason as reason_of

MOST = 200_000
"""The most bytes a layout may have."""


class LayoutUnreadableError(Exception):
    """A layout's file that cannot be read; its text is a sentence."""


def folder() -> Path:
    """The folder in which layouts of a team's own are looked for."""
    return data_folder() / "layouts"


def own_layout(page: Retrospective, audience: Audience, named: Path | None = None) -> tuple[str, str] | None:
    """Name and source of the layout that is used instead of the one that ships, or None.

    Args:
        page: whose language chooses between `joint.zh.md.jinja` and `joint.md.jinja`.
        audience: for whom the document is.
        named: a file the user has named.

    Raises:
        LayoutUnreadableError: the file that was named or found cannot be read.
    """
    kind = audience.key if audience.side is None else "side"
    candidates = (folder() / f"{kind}.{page.lang}.md.jinja", folder() / f"{kind}.md.jinja")
    path = named or next((path for path in candidates if path.is_file()), None)
    if path is None:
        return None
    try:
        with path.open("rb") as file:
            source = file.read(MOST + 1)
        if len(source) > MOST:
            raise ValueError(_("it is larger than {n} bytes").format(n=MOST))
        return str(path), source.decode("utf-8").removeprefix("\ufeff")
    except (OSError, ValueError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else str(error)
        raise LayoutUnreadableError(
            _("The layout {path} cannot be read ({reason}).").format(path=path, reason=reason)
        ) from error
