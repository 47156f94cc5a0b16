"""Nothing at all: for the moment somebody walks past who should not read this."""

from __future__ import annotations

from textual import events

from tui.base.dialog import Dialog


class Blank(Dialog[None]):
    """An empty screen; any key or click brings everything back."""

    def on_key(self, event: events.Key) -> None:
        """Any key, and the key does nothing else."""
        event.stop()
        event.prevent_default()
        self.dismiss()

    def on_click(self) -> None:
        """Any click."""
        self.dismiss()
