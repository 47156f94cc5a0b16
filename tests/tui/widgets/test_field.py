"""The field a note is written in, and fields whose keys take effect in their order."""

from __future__ import annotations

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.content import Content

from tests.tui.helpers import until
from tests.tui.walking import key_event
from tui.answers.row_form import packed
from tui.widgets.entry import Entry
from tui.widgets.field import Field
from tui.widgets.pasted import LONG_LINE, Said


class Desk(App[None]):
    """A field, another one Tab leads to, and what they have told."""

    def __init__(self) -> None:
        super().__init__()
        self.field, self.other = Field(self), Field(self)
        self.told: list[tuple[object, ...]] = []
        self.said: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.field
        yield self.other

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {"quiet": "#888888", "cursor": "#222222"}

    def on_said(self, message: Said) -> None:
        self.said.append(message.text)

    def field_typed(self, words: str) -> None:
        self.told.append(("typed", words))

    def field_entered(self, words: str, *, touched: bool) -> None:
        self.told.append(("entered", words, touched))

    def field_tabbed(self) -> None:
        words = self.field.words
        self.field.put("")
        self.other.put(words)
        self.screen.set_focus(self.other)

    def field_ended(self) -> None:
        self.told.append(("ended",))
        self.screen.set_focus(None)

    def burst(self, *keys: str) -> None:
        for key in keys:
            self.post_message(key_event(key))

    @property
    def entered(self) -> list[object]:
        return [entry[1] for entry in self.told if entry[0] == "entered"]


async def test_keys_take_effect_in_their_order() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        app.field.focus()
        await until(pilot, lambda: app.focused is app.field)
        app.burst(*"abc", "backspace", *"d", "home", "Z", "end", "left", "x", "ctrl+j", "y", "enter", *"next")
        await until(pilot, lambda: app.field.text == "next")
        assert app.entered == ["Zabx\nyd"]


async def test_what_is_typed_behind_tab_goes_where_tab_leads() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        app.field.focus()
        await until(pilot, lambda: app.focused is app.field)
        app.burst(*"ab", "tab", *"cd", "backspace", "enter", *"ef", "escape", *"gh")
        await until(pilot, lambda: ("ended",) in app.told)
        assert app.entered == ["abc"]
        assert app.other.text == "ef"
        assert app.told[-2:] == [("typed", "ef"), ("ended",)], "told before it ends"


async def test_every_change_is_told_once_and_nothing_the_program_puts_in() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        app.field.put("as it was")
        app.field.focus()
        await pilot.pause()
        assert app.told == []
        app.burst("!", "backspace", "enter")
        await until(pilot, lambda: app.entered)
        assert app.told[-1] == ("entered", "as it was", False)
        app.field.type_over("from elsewhere")
        app.field.type_over("from elsewhere")
        assert app.told.count(("typed", "from elsewhere")) == 1


async def test_a_paste_is_told_and_kept_as_it_is() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        app.field.focus()
        await until(pilot, lambda: app.focused is app.field)
        words = "\n".join(f"line {n}" for n in range(500))
        app.post_message(events.Paste(words))
        await until(pilot, lambda: ("typed", words) in app.told)
        app.burst("enter")
        await until(pilot, lambda: app.entered == [words])


async def test_a_paste_too_long_to_type_in_is_held_whole_and_said() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        app.field.focus()
        await until(pilot, lambda: app.focused is app.field)
        app.burst(*"ab")
        await until(pilot, lambda: app.field.text == "ab")
        line = "中x" * LONG_LINE
        app.post_message(events.Paste(line))
        await until(pilot, lambda: app.told[-1] == ("typed", "ab" + line))
        assert len(app.field.text) < 1000, "only a beginning is shown"
        assert "too many to type in here" in app.said[-1]
        app.burst("z", "backspace", "delete", "ctrl+j")
        await until(pilot, lambda: len(app.said) == 5)
        assert app.field.words == "ab" + line
        app.post_message(events.Paste("!"))
        await until(pilot, lambda: app.field.words == "ab" + line + "!")
        app.burst("enter", *"next")
        await until(pilot, lambda: app.field.text == "next")
        assert app.entered == ["ab" + line + "!"]


async def test_what_a_paste_holds_beside_text_is_kept_or_said() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        app.field.focus()
        await until(pilot, lambda: app.focused is app.field)
        app.burst(*"ab", "left")
        app.post_message(events.Paste("one\r\ntwo\rthree"))
        await until(pilot, lambda: app.field.words == "aone\ntwo\nthreeb")
        assert app.said == [], "line ends are the terminal's own"
        app.post_message(events.Paste("\x00\x0b"))
        await until(pilot, lambda: app.field.words == "aone\ntwo\nthree\ufffd\x0bb")
        assert "cannot be kept (NUL" in app.said[-1]
        assert "F4 opens it" in app.said[-1]
        app.burst("enter")
        await until(pilot, lambda: app.entered == ["aone\ntwo\nthree\ufffd\x0bb"])
        app.post_message(events.Paste("behind"))
        app.burst("enter")
        await until(pilot, lambda: app.entered[1:] == ["behind"])


async def test_a_line_takes_what_fits_into_a_line() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        entry = Entry()
        await app.mount(entry)
        entry.focus()
        app.post_message(events.Paste("two\r\nlines\x00"))
        await until(pilot, lambda: entry.value == "two lines\ufffd")
        assert "cannot be kept" in app.said[-1]
        app.post_message(events.Paste("x" * LONG_LINE))
        await until(pilot, lambda: "nothing was pasted" in app.said[-1])
        assert entry.value == "two lines\ufffd"


@pytest.mark.parametrize("odd", ["a\u2028b", "\u2029", "a\x0bb\x0c\x1cc\x85"])
async def test_what_the_field_cannot_show_is_kept_until_somebody_changes_it(odd: str) -> None:
    app = Desk()
    async with app.run_test() as pilot:
        app.field.put(odd)
        assert app.field.mangled
        assert app.field.touched is False
        assert app.field.words == odd
        app.field.focus()
        app.field.ends_on_enter = True
        app.burst("enter")
        await until(pilot, lambda: app.entered == [odd])
        app.field.type_over(odd + "x")
        assert app.field.words == odd + "x", "an editor's text is kept as it is"
        app.burst("!")
        await until(pilot, lambda: app.field.words == app.field.text)


async def test_a_draft_of_something_kept_is_a_change_of_it() -> None:
    app = Desk()
    async with app.run_test():
        for words, touched in (("draft", True), ("kept", False)):
            app.field.put(words, instead_of="kept")
            assert app.field.touched is touched
        assert app.told == []


def test_an_option_of_a_cell_stands_whole_on_its_line() -> None:
    options = [Content("1 ( ) 我方"), Content("2 ( ) 对方"), Content("3 ( ) 双方都定不了")]
    assert [line.plain for line in packed(options, 80)] == ["1 ( ) 我方   2 ( ) 对方   3 ( ) 双方都定不了"]
    for width in range(18, 44):
        lines = [line.plain for line in packed(options, width)]
        assert "   ".join(lines) == "   ".join(option.plain for option in options), "broken between options only"
        assert all(Content(line).cell_length <= width for line in lines)
