"""Keys in their order: each is given to where the one before it led, also when many arrive at once.

Textual hands on all keys that it has read before the first of them has changed the focus. What is typed in one go over
a slow line would then reach the list that was left, and its letters would act there.
"""

from collections import deque
from functools import partial

from textual.app import App
from textual.events import Event, Key, Paste
from textual.message import Message
from textual.widget import Widget

from tinywins.render.safe import make_safe
from tinywins.tui.widgets.field import KeptInput

PATIENCE = 0.3  # seconds after which a key is given although the one before it was not seen through


class Followed(Message):
    """Takes the way of a key, one step behind it, and once more behind what came of it: then it was seen through."""

    def __init__(self, number: int, target: Widget, screen: Widget, laps: int = 2) -> None:
        super().__init__()
        self.number, self.target, self.screen, self.laps = number, target, screen, laps


class KeysInOrder(App[None]):
    """A program that sees each key and each paste through before it gives the next."""

    def __init__(self) -> None:
        super().__init__()
        self.keys_waiting: deque[Key | Paste] = deque()
        self.keys_given = 0
        self.key_underway = 0  # its number; 0 where there is none

    async def on_event(self, event: Event) -> None:
        """Let keys wait for their turn."""
        if not isinstance(event, Key | Paste) or event.is_forwarded:
            await super().on_event(event)
            return
        self.keys_waiting.append(event)
        if not self.key_underway:
            await self.give_keys()
        elif len(self.keys_waiting) == 1:
            self.set_timer(PATIENCE, partial(self.go_on, self.key_underway))

    async def give_keys(self) -> None:
        """Give the next key to where it belongs now."""
        while self.keys_waiting and not self.key_underway:
            event = self.keys_waiting.popleft()
            if isinstance(event, Paste) and not isinstance(self.focused, KeptInput):
                event = Paste("\n".join(map(make_safe, event.text.splitlines())))
            target, screen = self.focused or self.screen, self.screen
            self.keys_given += 1
            await super().on_event(event)
            if target.post_message(Followed(self.keys_given, target, screen)):
                self.key_underway = self.keys_given
        if self.keys_waiting:
            self.set_timer(PATIENCE, partial(self.go_on, self.key_underway))

    def on_followed(self, message: Followed) -> None:
        """Go on once the focus is where the key led; on another screen, once that is there."""
        if message.number != self.key_underway:
            return
        target, laps = message.target, message.laps - 1
        if message.screen is not self.screen:
            target, laps = self.screen, 1
        if not laps or not target.post_message(Followed(message.number, target, self.screen, laps)):
            self.call_later(self.go_on, message.number)

    async def go_on(self, number: int) -> None:
        """Give the next key, if it is still this one that is under way."""
        if number == self.key_underway:
            self.key_underway = 0
            await self.give_keys()
