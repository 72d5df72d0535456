"""What the bot stands on: the disk, the line and the hours. The tests lay another ground under the same bot."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from storage.database import connect


@dataclass(frozen=True, slots=True)
class Ground:
    connect: Callable[[Path], sqlite3.Connection] = connect
