"""Values on their way from the journal's JSON into the columns of a table: what does not fit becomes nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from storage.entries.entry import Json
from storage.entries.fold import State

TableRow = dict[str, Any]


def text(value: Json, otherwise: str = "") -> str:
    """A text, or `otherwise`."""
    return value if isinstance(value, str) else otherwise


def maybe(value: Json) -> str | None:
    """A text, or None."""
    return value if isinstance(value, str) else None


LARGEST = 2**53
"""The largest whole number that SQLite, JSON and whoever reads either agree on."""


def number(value: Json) -> int | None:
    """A whole number every reader of a table can hold, or None."""
    fits = isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST
    return value if fits and isinstance(value, int) else None


def prefixed(fields: Mapping[str, Json], prefix: str) -> dict[str, str]:
    """The texts of all fields whose name begins with `prefix`, by the rest of the name; empty ones are left out."""
    return {
        name.removeprefix(prefix): value
        for name, value in sorted(fields.items())
        if name.startswith(prefix) and isinstance(value, str) and value
    }


def dump(value: object) -> str:
    """A value as the JSON of a column."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def common(id: str, state: State) -> TableRow:
    """The columns every table has."""
    return {
        "id": id,
        "created": state.created,
        "edited": state.edited,
        "also": dump([[name, _shown(value)] for name, value in state.also]) if state.also else None,
        "heads": dump(list(state.heads)),
    }


def placed(id: str, state: State) -> TableRow:
    """The columns of everything that belongs to a retrospective."""
    return {**common(id, state), "retrospective": state.retrospective, "position": state.first}


def _shown(value: Json) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else dump(value)
