"""Files beside the database: after a power cut there is the old one or the new one, whole; never half of one."""

import os
from pathlib import Path


def keep(file: Path, data: bytes) -> None:
    """Write a file that only we can read. When this returns, it is on the disk."""
    fresh = file.with_name(f"{file.name}.baru")
    fresh.unlink(missing_ok=True)
    with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(data)
    put(fresh, file)


def folder(place: Path) -> None:
    """A folder that only we can read; when this returns, it is there for good."""
    if not place.is_dir():
        place.mkdir(mode=0o700, exist_ok=True)
        _sync(place.parent)


def put(fresh: Path, file: Path) -> None:
    """Give a finished file its name, for good: first its bytes are on the disk, then its name."""
    _sync(fresh)
    fresh.replace(file)
    _sync(file.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
