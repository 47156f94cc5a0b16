"""One calm theme of our own, dark for a desk and light for a projector; every text reaches 4.5:1 on its ground."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="phasebook-dark",
    dark=True,
    primary="#8fb8de",
    secondary="#b7a6d9",
    accent="#e3b778",
    foreground="#e2e4e9",
    background="#14171c",
    surface="#1b1f26",
    panel="#242a33",
    success="#9cc58f",
    warning="#e3b778",
    error="#ec9a93",
    variables={
        "side-1": "#e9b070",
        "side-2": "#82b4e8",
        "side-3": "#9cc58f",
        "quiet": "#9aa3b2",
        "rule": "#3a424f",
        "cursor": "#2c3644",
    },
)
LIGHT = Theme(
    name="phasebook-light",
    dark=False,
    primary="#1d5080",
    secondary="#5b4490",
    accent="#7a4a00",
    foreground="#14171c",
    background="#fbfaf7",
    surface="#f3f1ec",
    panel="#e8e5de",
    success="#2a6120",
    warning="#7a4a00",
    error="#a1241a",
    variables={
        "side-1": "#8a4600",
        "side-2": "#124f91",
        "side-3": "#2a6120",
        "quiet": "#50565f",
        "rule": "#b9b5ab",
        "cursor": "#dcd8cd",
    },
)

THEMES = (DARK, LIGHT)


def side_variable(position: int) -> str:
    """The theme variable that colours the side at `position` (0 is the first)."""
    return f"side-{position % 3 + 1}"
