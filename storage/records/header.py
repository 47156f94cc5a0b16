"""What can be changed about a retrospective as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from storage.entries.entry import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What a retrospective's header is to become; None leaves a part as it is."""

    title: str | None = None
    date: str | None = None
    parties: Mapping[str, str] | None = None
    short: bool | None = None
    archived: bool | None = None
    settings: Mapping[str, Json] | None = None
    """Settings by the name of their field (see `templates.settings.settings_of`); None takes one away."""
