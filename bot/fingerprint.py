"""The key that makes NIK, KK numbers and days of birth unreadable, in a file of its own outside the database."""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from storage.work import SqliteWork

FILE = "kunci-penduduk"
NOTE = "register_key"


class WrongKey(Exception):
    """The key's file is not the one with which the register was made: no number would be recognised."""


class Fingerprint:
    def __init__(self, key: bytes) -> None:
        self.key = key

    @classmethod
    def kept(cls, folder: Path, name: str = FILE) -> "Fingerprint":
        """The key of this installation; made once, for our eyes only."""
        file = folder / name
        if not file.exists():
            fresh = folder / f"{name}.baru"
            fresh.unlink(missing_ok=True)
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                out.write(secrets.token_bytes(32))
                out.flush()
                os.fsync(out.fileno())
            fresh.replace(file)
        return cls(file.read_bytes())

    def of(self, told: str) -> bytes:
        return hmac.digest(self.key, told.encode(), hashlib.sha256)

    def check(self, work: SqliteWork) -> None:
        """Note the key's own fingerprint with the first list; raises WrongKey when it is another one later."""
        mine = self.of("kunci").hex()[:16]
        if work.machine.read(NOTE, mine) != mine:
            raise WrongKey
        work.machine.note(NOTE, mine)
