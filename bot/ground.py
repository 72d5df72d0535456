"""What the bot stands on: the disk, the line and the hours. The tests lay another ground under the same bot."""

from dataclasses import dataclass

from storage.database import Connect, connect


@dataclass(frozen=True, slots=True)
class Ground:
    connect: Connect = connect
