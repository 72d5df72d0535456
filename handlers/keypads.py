"""PINs under way: what has been tapped on each keypad so far, in memory only, and how a PIN is hashed.

A tap may be worked through twice (its unit of work was undone by somebody else's fault), so each is kept under the
number of its update: the second time changes nothing. After a restart a keypad is simply opened anew.
"""

import secrets
from collections import OrderedDict
from dataclasses import dataclass, field

from village import pin

LASTS = 300_000
MOST = 5000
KEYS = 1 << 30


@dataclass(slots=True)
class Pad:
    """One keypad of one account. `purpose`: `speak` asks for the PIN, `set` and `change` make one; `then`: what next.

    `look` is the text that stands above the keys now.
    """

    nonce: int
    person: int
    purpose: str
    then: str
    until: int
    look: str
    left: int = 0
    over: int = 0
    """The update that ended it."""
    _taps: dict[int, str] = field(default_factory=dict)
    _erased: set[int] = field(default_factory=set)
    _anew: bool = False

    @property
    def digits(self) -> str:
        return "".join(self._taps.values())

    def tap(self, update: int, digit: str, most: int) -> None:
        if update in self._taps:
            return
        if self._anew:
            self._taps.clear()
            self._anew = False
        if len(self._taps) < most:
            self._taps[update] = digit

    def erase(self, update: int) -> None:
        if update not in self._erased and self._taps and not self._anew:
            self._erased.add(update)
            self._taps.popitem()

    def begin_anew(self) -> None:
        """The next tap is the first digit again; until then a repeated last tap still finds what it ended."""
        self._anew = True


class Keypads:
    """`key` lies outside the database; `cost` is what one guess costs (tests take less)."""

    def __init__(self, key: bytes, cost: int = pin.COST) -> None:
        self._key, self._cost = key, cost
        self._pads: OrderedDict[int, Pad] = OrderedDict()

    def open(self, account: int, person: int, purpose: str, then: str, now: int, look: str) -> Pad:
        """A new keypad in place of any other of that account."""
        self._pads.pop(account, None)
        while len(self._pads) >= MOST:
            self._pads.popitem(last=False)
        pad = Pad(secrets.randbelow(KEYS) + 1, person, purpose, then, now + LASTS, look)
        self._pads[account] = pad
        return pad

    def of(self, account: int, nonce: int, update: int, now: int) -> Pad | None:
        """The keypad on which that was tapped; None when it is over, another, or from before a restart."""
        pad = self._pads.get(account)
        if pad is None or pad.nonce != nonce or pad.until <= now or pad.over not in (0, update):
            return None
        return pad

    def over(self, account: int, nonce: int) -> bool:
        """Was that keypad used up a moment ago, so that a tap on it is only one too many?"""
        pad = self._pads.get(account)
        return pad is not None and pad.nonce == nonce and pad.over != 0

    def hashed(self, salt: bytes, digits: str) -> bytes:
        return pin.hashed(self._key, salt, digits, self._cost)
