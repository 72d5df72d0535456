"""Beginnings that several transcripts share."""

import pytest

from tests.play import Play
from tests.village_life import founded, joined


@pytest.fixture
async def sari_joined(stage: Play) -> None:
    """The village we know, and Bu Sari has joined."""
    await founded(stage)
    await joined(stage, "Sari")
