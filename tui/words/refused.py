"""What is refused in one sentence, and what is replaced in a text on the way."""

from __future__ import annotations

from templates.words import ngettext


class RefusedError(Exception):
    """A command cannot do what was asked; its text is the one sentence a user reads."""

    def __init__(self, *sentence: str, field: str = "") -> None:
        super().__init__(*sentence)
        self.field = field
        """The field of a form that cannot be kept as it stands, where it is one."""


def replaced(count: int) -> str:
    """The sentence that says how many characters could not be kept."""
    return ngettext(
        "{n} character cannot be kept (NUL or broken Unicode) and became \ufffd.",
        "{n} characters cannot be kept (NUL or broken Unicode) and became \ufffd.",
        count,
    ).format(n=count)
