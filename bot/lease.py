"""One process for each data folder and token: a lock that dies with us, and a lease row that tells who holds it."""

import fcntl
import hashlib
import os
from pathlib import Path
from typing import IO

from storage.work import SqliteWork

KEY = "lease"
RUNS_FOR = 30_000


class Held(Exception):
    """Another process works with this folder."""


def lock(folder: Path) -> IO[str]:
    """Lock the folder for this process; the system lets go when we die, kill -9 included."""
    file = (folder / "kunci-proses").open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.seek(0)
        holder = file.read().strip() or "?"
        file.close()
        raise Held(f"Rembuk sudah berjalan untuk folder {folder} (proses {holder}); hentikan yang itu dulu.") from None
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return file


def take(host: str, token: str, work: SqliteWork) -> None:
    """Write our name into the lease row; refuses while another machine's lease runs (a shared network folder)."""
    lease = work.machine.read(KEY) or {}
    if lease.get("host") not in (None, host) and int(lease.get("until", 0)) > work.now:
        raise Held(f"Folder data ini sedang dipakai komputer {lease['host']}; hentikan Rembuk di sana dulu.")
    fingerprint = hashlib.sha256(b"rembuk-token\n" + token.encode()).hexdigest()[:16]
    work.machine.note(KEY, {"host": host, "pid": os.getpid(), "until": work.now + RUNS_FOR, "token": fingerprint})
