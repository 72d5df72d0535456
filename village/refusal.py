"""The village says no."""

from collections.abc import Mapping
from typing import Any


class Refusal(Exception):
    """A kind no, with the key of its text and the facts that fill it.

    Whatever the act had begun is undone; the person hears the text where they asked.
    """

    def __init__(self, key: str, **facts: Any) -> None:
        super().__init__(key)
        self.key = key
        self.facts: Mapping[str, Any] = facts
