"""What a bot may ask, one table of methods."""

from collections.abc import Callable
from typing import Any

from simulator import changing, doors, looking, presenting, receiving, sending

CALLS: dict[str, Callable[[Any, dict[str, Any]], Any]] = {
    **receiving.CALLS,
    **sending.CALLS,
    **changing.CALLS,
    **looking.CALLS,
    **doors.CALLS,
    **presenting.CALLS,
}
WAITING = receiving.WAITING
