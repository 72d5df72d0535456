"""Mishaps that a test or the demo can order."""

from dataclasses import dataclass
from typing import Self

from simulator.refusal import Refused


class Dropped(Exception):
    """The connection is reset instead of answered."""


@dataclass(frozen=True)
class Fault:
    refusal: Refused | None = None
    drops_before: bool = False
    drops_after: bool = False

    @classmethod
    def status(cls, code: int, description: str, retry_after: int | None = None) -> Self:
        """The call is not accepted and answered with this error."""
        parameters = {} if retry_after is None else {"retry_after": retry_after}
        return cls(refusal=Refused(code, description, **parameters))

    @classmethod
    def drop_before(cls) -> Self:
        """The connection is reset and nothing has happened."""
        return cls(drops_before=True)

    @classmethod
    def drop_after(cls) -> Self:
        """What was asked has happened, but the answer never arrives."""
        return cls(drops_after=True)
