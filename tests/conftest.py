"""Nothing here reaches beyond this machine: a test that tries fails."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.play import Play

_HOME = ("127.", "::1", "localhost", "0.0.0.0")


def _stay_at_home(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        host = str(arguments[1][0])
        if not host.startswith(_HOME):
            raise AssertionError(f"a test reaches out to {host}")


sys.addaudithook(_stay_at_home)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Play]:
    """The bot, switched on, in a village to be; every text is shown as its key and facts."""
    async with Play.open(tmp_path / "data") as play:
        yield play
