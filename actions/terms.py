"""What an action may ask of the words by which proposals are found again. `storage/terms.py` is the real thing."""

from collections.abc import Mapping, Sequence
from typing import Protocol


class Terms(Protocol):
    def note(
        self, village_id: int, proposal_id: int, dusun_id: int | None, terms: Mapping[str, float], words: int
    ) -> None: ...
    def alike(
        self, village_id: int, dusun_id: int | None, terms: Mapping[str, float], statuses: Sequence[str], limit: int
    ) -> dict[int, dict[str, float]]: ...
    def of(self, proposal_id: int) -> dict[str, float]: ...
    def due(self, words: int, limit: int) -> list[int]: ...
