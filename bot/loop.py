"""The event loop of the whole program: uvloop's, and Python's own where uvloop is not made for (Windows)."""

import asyncio
import sys
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


def run(main: Coroutine[Any, Any, T]) -> T:
    """As `asyncio.run`: a SIGINT cancels `main`, and leaving waits for what is still under way."""
    if sys.platform == "win32":
        return asyncio.run(main)
    import uvloop

    return uvloop.run(main)
