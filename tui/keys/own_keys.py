"""Keys that people set by hand."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from storage.locations import config_folder
from templates.words import _
from tui.keys import command as commands

if TYPE_CHECKING:
    from textual.app import App


def key_map_file() -> Path:
    """Where people write keys of their own: `"road.next" = "f6"` or `"road.next" = ["f6", "n"]`."""
    return config_folder() / "keys.toml"


def read_key_map(file: Path, known: Iterable[str]) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """The keys in `file` by command, and a sentence for every line that could not be used.

    Args:
        file: a TOML file; a missing one is an empty one.
        known: the ids of all commands.
    """
    try:
        if file.is_fifo():
            raise ValueError(_("it is no file"))
        given = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}, ()
    except (OSError, ValueError, RecursionError) as error:
        sentence = _("Your own keys were not used: {path} cannot be read ({reason}).")
        return {}, (sentence.format(path=file, reason=getattr(error, "strerror", None) or error),)
    names = frozenset(known)
    keys: dict[str, tuple[str, ...]] = {}
    sentences = []
    for name, value in _flat(given):
        listed = [value] if isinstance(value, str) else value
        if name not in names:
            sentence = _("{path}: no command is called {name}; the help page shows every name.")
            sentences.append(sentence.format(path=file, name=name))
        elif not isinstance(listed, list) or not listed or not all(_is_key(key) for key in listed):
            sentence = _('{path}: {name} needs a key such as "f6", or a list of keys such as ["f6", "n"].')
            sentences.append(sentence.format(path=file, name=name))
        else:
            keys[name] = tuple(commands.key_name(key) for key in listed)
    return keys, tuple(sentences)


def _flat(given: Mapping[str, object], prefix: str = "") -> Iterable[tuple[str, object]]:
    """The lines of a key map; `road.next = …` without quotes is a table in a table, and means the same."""
    for name, value in given.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value


def _is_key(key: object) -> bool:
    return isinstance(key, str) and key.isprintable() and bool(key.strip()) and (len(key) == 1 or "," not in key)


def _stands(file: Path) -> bool:
    """Whether there is something to read; a folder that cannot be looked into is a reason to try, and to say why."""
    try:
        return file.exists()
    except OSError:
        return True


def apply_key_map(app: App[None]) -> tuple[str, ...]:
    """Give the commands the keys people have set by hand; the sentences about what could not be used."""
    file = key_map_file()
    commands.remap({})
    if not _stands(file):
        return ()
    from tui.keys.all import all_commands

    keys, sentences = read_key_map(file, (command.id for command in all_commands()))
    commands.remap(keys)
    for node in (app, *app.screen_stack):
        commands.rebind(node)
    return sentences
