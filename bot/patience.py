"""How long the machine waits, in one place."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Patience:
    """In seconds. What Telegram asks us to wait is not in here: that is always waited out."""

    answer: float = 20.0
    """For an answer to a call; half as much more for its whole way."""
    poll: int = 50
    """As long Telegram may hold our question for updates."""
    again: float = 1.0
    """Before asking again after a failure."""
