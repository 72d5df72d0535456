"""Residents who come back again and again, for measurements of a filled folder."""

from collections.abc import Callable, Sequence
from itertools import repeat

from benchmarks.people import EDIT, Heard, Person, Script, Send


class Crowd:
    """Residents who are known already, and come back to look, to say something and to vote.

    What they do leaves `rate` times a second, one at a time, whether the bot keeps up or not; rate 0: at once.
    Each comes `visits` times, or for ever when that is 0.
    """

    def __init__(self, ids: Sequence[int], visits: int, send: Send, done: Callable[[], None]) -> None:
        self.everyone = {number: Person(number, "Warga", send) for number in ids}
        self._visits, self._done = visits, done
        self._away = 0

    def begin(self) -> None:
        for person in self.everyone.values():
            person.begin(self._visiting(person))

    def hear(self, chat: int, heard: Heard) -> None:
        if chat in self.everyone:
            self.everyone[chat].hear(heard)

    def _visiting(self, me: Person) -> Script:
        for _ in range(self._visits) if self._visits else repeat(None):
            yield from me.ask("/usulan")
            yield from me.ask("/usulan 1")
            heard = yield from me.ask("Jembatan bambu perlu diganti")
            yield from me.tap(heard, 1)
            me.say("/suara")
            heard = yield from me.until("v")
            me.press(heard, 0)
            yield EDIT
            yield from me.ask("/profil")
        self._away += 1
        if self._away == len(self.everyone):
            self._done()
