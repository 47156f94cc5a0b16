"""The smallest Textual program: what a first paint costs at the least."""

from textual.app import App, ComposeResult
from textual.widgets import Static

WORDS = "Hello, world"


class Hello(App[None]):
    """Says hello."""

    def compose(self) -> ComposeResult:
        """One line of text."""
        yield Static(WORDS)


if __name__ == "__main__":
    Hello().run()
