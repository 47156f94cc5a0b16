"""Fields whose keys take effect in the order they were typed, however far the fingers are ahead of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import events

if TYPE_CHECKING:
    from textual.screen import Screen
    from textual.widget import Widget as _Widget
else:
    # Textual takes a widget's styles from the first widget among its bases, which is to be the field.
    _Widget = object


class InOrder(_Widget):
    """To stand before a field's own class.

    Textual hands keys over to the field that has the keyboard before they take effect, and runs a field's
    bindings (backspace, the arrows) only after the key has travelled up to the app. So letters typed behind
    a backspace would overtake it, and what is typed behind Tab or esc would still go into the old field.
    The first half waits for Textualize/textual #6605 (a mending is offered in #6631); the second for a focus that
    moves before the next key is handed over, which no issue asks for yet.
    """

    async def _on_key(self, event: events.Key) -> None:
        if self.has_led_away:
            # Typed ahead: the key before this one has led the keyboard elsewhere.
            event.stop()
            event.prevent_default()
            await self.app.on_event(events.Key(event.key, event.character))
            return
        before = self.app.screen
        if self.take_key(event) or await self._run_own_binding(event.key):
            event.stop()
            event.prevent_default()
            self._led_to = self.app.screen if self.app.screen is not before else None

    _led_to: Screen[Any] | None = None
    """The screen that a key of this field has opened."""

    @property
    def has_led_away(self) -> bool:
        """Whether a key typed here has led the keyboard to another field, or to a screen it opened.

        A screen that something else has opened meanwhile, such as the blank one, takes nothing of what was typed here.
        """
        return self.screen.focused is not self or (self._led_to is not None and self._led_to is self.app.screen)

    def take_key(self, event: events.Key) -> bool:
        """Do what a key means to this field besides typing; whether it means anything."""
        del event
        return False

    async def _run_own_binding(self, key: str) -> bool:
        for binding in self._bindings.key_to_bindings.get(key, ()):
            # What does nothing here, such as scrolling in a field of one line, is left to what stands around it.
            return await self.app.run_action(binding.action, self)
        return False
