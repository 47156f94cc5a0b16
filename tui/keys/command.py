"""One declaration per command: its keys, its word in the footer, its line on the help page and the palette."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual import events
from textual.binding import Binding, BindingsMap, BindingType

from templates.words import N_, _
from tui.terminal.bindings import change_bindings, name_of

_ALIKE = {"【": "[", "】": "]", "「": "[", "」": "]", "『": "[", "』": "]", "、": "/", "。": ".", "\u3000": " "}
"""What the key of a plain sign writes while an input method is on, beside the full-width form of each."""


def plain_sign(sign: str) -> str:
    """The plain sign of the key that wrote `sign`: `１` is 1, `【` is [, `、` is /; any other is itself."""
    if len(sign) == 1 and "\uff01" <= sign <= "\uff5e":
        return chr(ord(sign) - 0xFEE0)
    return _ALIKE.get(sign, sign)


def as_plain_key(event: events.Key) -> events.Key:
    """A key as its plain one, where an input method has widened it; any other as it is."""
    sign = plain_sign(event.character or "")
    return event if sign == (event.character or "") else events.Key(name_of(sign), sign)


if TYPE_CHECKING:
    from textual.dom import DOMNode

_CAPS = {
    "question_mark": "?",
    "slash": "/",
    "colon": ":",
    "plus": "+",
    "minus": "-",
    "asterisk": "*",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "escape": "esc",
    "enter": "Enter",
    "space": "Space",
    "tab": "Tab",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}


def key_cap(key: str) -> str:
    """A key as it is printed on a keyboard: `question_mark` is `?`, `ctrl+q` is `ctrl+q`."""
    function_key = key[:1] == "f" and key[1:].isdigit()
    return key.upper() if function_key else _CAPS.get(key, key)


def key_name(key: str) -> str:
    """Textual's name of a key as people write it: `?` is `question_mark`, `f6` is `f6`."""
    key = plain_sign(key.strip() or key)
    return name_of(key) if len(key) == 1 else key


_remapped: dict[str, tuple[str, ...]] = {}


def remap(keys: Mapping[str, tuple[str, ...]]) -> None:
    """Show the keys people have set by hand, by command id, instead of those declared."""
    _remapped.clear()
    _remapped.update(keys)


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a user can do."""

    id: str
    """Its name in a key map: `road.next`."""
    keys: tuple[str, ...]
    """Textual's names of its keys; the first is the one shown."""
    action: str
    """The action method it runs, as in a binding."""
    label: str
    """One or two words for the footer (a msgid)."""
    help: str
    """One sentence for the help page and the palette (a msgid)."""
    priority: bool = False
    """Whether it comes before a focused field's own keys."""
    in_footer: bool = True
    """Whether it may stand in the footer at all."""
    shown_as: str = ""
    """How several keys of one kind are shown together, as `1–9`."""

    @property
    def all_keys(self) -> tuple[str, ...]:
        """The keys that run it here, people's own where they set some."""
        return _remapped.get(self.id, self.keys)

    @property
    def cap(self) -> str:
        """The first key as printed on a keyboard."""
        return key_cap(self.all_keys[0]) if self.id in _remapped or not self.shown_as else self.shown_as

    @property
    def word(self) -> str:
        """The label in the language of this run."""
        return _(self.label)

    @property
    def sentence(self) -> str:
        """The help sentence in the language of this run."""
        return _(self.help)

    def bindings(self) -> Iterator[Binding]:
        """The Textual bindings; their texts are never shown, ours are, in the language of the run.

        An action that names `{key}` gets a binding for each key.
        """
        if "{key}" in self.action:
            for key in self.keys:
                action = self.action.format(key=key)
                yield Binding(key, action, self.label, show=False, priority=self.priority, id=f"{self.id}.{key}")
        else:
            keys = ",".join(self.keys)
            yield Binding(keys, self.action, self.label, show=False, priority=self.priority, id=self.id)


def rebind(node: DOMNode) -> None:
    """Give a screen, or the app, the keys people have set by hand, instead of those its class declares."""
    change_bindings(node, rebound)


def rebound(declared: BindingsMap) -> BindingsMap:
    """Bindings with people's own keys, which come before what else is on such a key; the other ones as they were.

    Of a command with a binding a key, such as `road.pick`, the first key set by hand does what the first declared one
    does, and so on.
    """
    own: list[tuple[str, Binding]] = []
    rest: list[tuple[str, Binding]] = []
    placed: dict[str, list[str]] = {}
    for key, listed in declared.key_to_bindings.items():
        for binding in listed:
            name = binding.id or ""
            family = name.rpartition(".")[0]
            if name in _remapped:
                if name not in placed:
                    own += [(one, binding) for one in _remapped[name]]
                placed.setdefault(name, [])
            elif family in _remapped:
                place = placed.setdefault(family, [])
                keys = _remapped[family][len(place) : len(place) + 1]
                place.append(key)
                own += [(one, binding) for one in keys]
            else:
                rest.append((key, binding))
    made = BindingsMap()
    for key, binding in own + rest:
        made.key_to_bindings.setdefault(key, []).append(replace(binding, key=key))
    return made


def bindings(commands: Iterable[Command]) -> list[BindingType]:
    """The bindings of several commands, for a class's `BINDINGS`."""
    return [binding for command in commands for binding in command.bindings()]


HELP = Command(
    "app.help",
    ("question_mark", "f1"),
    "app.help_here",
    N_("help"),
    N_("Show what the keys do where you stand."),
)
PALETTE = Command(
    "app.palette",
    ("ctrl+p", "colon"),
    "app.command_palette",
    N_("palette"),
    N_("Find a command by its name."),
)
LEAVE = Command(
    "app.leave",
    ("ctrl+q",),
    "app.leave",
    N_("leave"),
    N_("Leave phasebook; everything is kept."),
    priority=True,
)
BLANK = Command(
    "app.blank",
    ("f9",),
    "app.blank",
    N_("blank"),
    N_("Blank the screen at once; any key brings it back."),
    priority=True,
)
THEME = Command(
    "app.theme",
    ("f8",),
    "app.other_theme",
    N_("light/dark"),
    N_("Change between the dark theme and the light one for projectors."),
    priority=True,
)

EVERYWHERE = (HELP, PALETTE, LEAVE, BLANK, THEME)
"""The commands that work on every screen."""
