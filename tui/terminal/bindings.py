"""Keys as Textual names and keeps them."""

from __future__ import annotations

from collections.abc import Callable

from textual.binding import BindingsMap
from textual.dom import DOMNode
from textual.keys import _character_to_key


def name_of(character: str) -> str:
    """Textual's name of the key that types a character: `?` is `question_mark`.

    Textual names keys so when it reads them, and has no public function that says how; no issue asks for one yet.
    """
    return _character_to_key(character)


def change_bindings(node: DOMNode, change: Callable[[BindingsMap], BindingsMap]) -> None:
    """Give a screen, or the app, other keys than its class declares.

    Textual's own key map takes a key away from every command that is declared on it, where several places share it,
    and knows a binding by its id alone. It could be used once `App.set_keymap` leaves such bindings alone; no issue
    asks for that yet (its other faults were Textualize/textual #5694).
    """
    declared = type(node)._merged_bindings
    if declared is not None:
        node._bindings = change(declared)
