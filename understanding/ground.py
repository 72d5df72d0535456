"""What a village knows of itself when a message is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Key = int | str


@dataclass(frozen=True, slots=True)
class Ground:
    """Keys are whatever names a dusun to the caller; RW and RT are two digits."""

    dusun: Mapping[Key, str]
    rw: Mapping[str, Key] = field(default_factory=dict)
    rts: Mapping[Key, Sequence[str]] = field(default_factory=dict)
    name: str = ""
    """Of the village itself; who names it and no dusun means all of it."""
    own: Key | None = None
    """Where the sender lives."""
    words: Mapping[str, str] = field(default_factory=dict)
    """The village's own dictionary: word → meaning."""
    landmarks: Mapping[str, Key] = field(default_factory=dict)
