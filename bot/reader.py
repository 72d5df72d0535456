"""Reads a list of residents in a process of its own, which ends afterwards: `python -m bot.reader`.

In: a line with the key and the day, as JSON, then the bytes of the file. Out: a line with what is wrong, then one for
each person, as JSON. NIK, KK numbers and days of birth leave that process only as keyed hashes; a file that is too
much for it takes nobody else along.
"""

import asyncio
import base64
import contextlib
import json
import resource
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from documents.reading import Unreadable, register
from village.register import Entry, Fault, Problem, sealed

MOST_MEMORY = 2 << 30
LONGEST = 180.0
_HASHES = ("nik_hash", "kk_hash", "birth_hash")


@dataclass(frozen=True, slots=True)
class Found:
    entries: Sequence[Entry]
    problems: Sequence[Problem]


def found(content: bytes, key: bytes, today: date) -> Found:
    """Read and seal at once, in this process. Raises Unreadable."""
    from bot.fingerprint import Fingerprint

    reading = register(content, today)
    hashed = Fingerprint(key).of
    return Found([sealed(line, hashed) for line in reading.lines], reading.problems)


async def apart(content: bytes, key: bytes, today: date) -> Found:
    """The same in a process of its own. Raises Unreadable, also when the file was too much for it."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", __name__,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    head = json.dumps({"key": key.hex(), "today": today.isoformat()}).encode() + b"\n"
    try:
        async with asyncio.timeout(LONGEST):
            out, _ = await child.communicate(head + content)
    except TimeoutError:
        raise Unreadable("broken") from None
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode:
        raise Unreadable("broken")
    return await asyncio.to_thread(_unpacked, out)


def _unpacked(out: bytes) -> Found:
    lines = out.splitlines()
    told = json.loads(lines[0])
    if "why" in told:
        raise Unreadable(told["why"], **told["facts"])
    problems = [Problem(line, Fault(fault), other) for line, fault, other in told["problems"]]
    return Found([_entry(json.loads(line)) for line in lines[1:]], problems)


def _entry(told: dict[str, Any]) -> Entry:
    return Entry(**{**told, **{h: base64.b64decode(told[h]) if told[h] else None for h in _HASHES}})


def _line(entry: Entry) -> str:
    told = asdict(entry)
    return json.dumps(told | {h: base64.b64encode(told[h]).decode() if told[h] else None for h in _HASHES})


def main() -> None:
    with contextlib.suppress(OSError, ValueError):  # not every system limits this
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    head = json.loads(sys.stdin.buffer.readline())
    try:
        read = found(sys.stdin.buffer.read(), bytes.fromhex(head["key"]), date.fromisoformat(head["today"]))
    except Unreadable as no:
        sys.stdout.write(json.dumps({"why": no.why, "facts": no.facts}))
        return
    sys.stdout.write(json.dumps({"problems": [[p.line, p.fault, p.other] for p in read.problems]}))
    for entry in read.entries:
        sys.stdout.write("\n" + _line(entry))


if __name__ == "__main__":
    main()
