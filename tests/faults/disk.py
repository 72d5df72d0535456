"""A disk that remembers what it was told, and can be cut off from power at any moment afterwards.

`Recorded` is a connection on which the product's own storage code runs: it answers as sqlite3's does, but lies on
apsw, whose file system layer can be extended in Python, and notes every write, truncation, sync, creation and
deletion. The product's code, its pragmas and its migrations run as they are; only the SQLite below is the one that
apsw brings along, because the layer below sqlite3's own can't be reached from Python. What it wrote is afterwards
opened by the SQLite that the product uses.

`Disk` builds the files that a power cut leaves. A file's bytes are safe once the file was synced; a creation, a
renaming or a deletion once its folder was. What was not synced may be lost, kept, or torn: written in part, sector
by sector, in any order. Folders are believed to do things in their order, as every journalling file system does.
"""

import contextlib
import os
import random
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw

SECTOR = 512
JOURNALS = apsw.SQLITE_OPEN_WAL | apsw.SQLITE_OPEN_MAIN_JOURNAL | apsw.SQLITE_OPEN_SUPER_JOURNAL


@dataclass(slots=True)
class Op:
    """One thing that happened to the disk; `acknowledged` is only a mark."""

    kind: str
    name: str = ""
    at: int = 0
    data: bytes = b""
    to: str = ""


@dataclass
class Trace:
    """`digests[n]` is what the tables came to after commit n; commit 0 is the folder before anything."""

    folder: Path
    ops: list[Op] = field(default_factory=list)
    digests: list[str] = field(default_factory=list)
    before: dict[str, bytes] = field(default_factory=dict)
    really_syncs: bool = True

    def add(self, op: Op) -> None:
        self.ops.append(op)

    def count(self, kind: str, name: str = "") -> int:
        return sum(op.kind == kind and name in ("", op.name) for op in self.ops)

    def holds(self, path: str | Path) -> bool:
        return Path(path).parent == self.folder


class _File(apsw.VFSFile):  # type: ignore[misc]
    def __init__(self, trace: Trace, path: str, name: Any, flags: list[int]) -> None:
        self._trace, self._name = trace, os.path.basename(path)
        self._entry_waits = not os.path.exists(path) and bool(flags[0] & JOURNALS)
        if not os.path.exists(path):
            trace.add(Op("create", self._name))
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:
        super().xWrite(data, offset)
        self._trace.add(Op("write", self._name, offset, bytes(data)))

    def xTruncate(self, newsize: int) -> None:
        super().xTruncate(newsize)
        self._trace.add(Op("truncate", self._name, newsize))

    def xSync(self, flags: int) -> None:
        """As SQLite's own layer: the first sync of a new journal syncs the folder too."""
        if self._trace.really_syncs:
            super().xSync(flags)
        self._trace.add(Op("sync", self._name))
        if self._entry_waits:
            self._entry_waits = False
            self._trace.add(Op("sync folder"))


class Layer(apsw.VFS):  # type: ignore[misc]
    """The file system as SQLite sees it, with a note of everything that happens in the trace's folder."""

    def __init__(self, trace: Trace) -> None:
        self.title = f"recorded {trace.folder}"
        self._trace = trace
        super().__init__(self.title, "")

    def xOpen(self, name: Any, flags: list[int]) -> Any:
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        if path is None or not self._trace.holds(path):
            return super().xOpen(name, flags)
        return _File(self._trace, path, name, flags)

    def xDelete(self, name: str, syncdir: bool) -> None:
        super().xDelete(name, syncdir)
        if self._trace.holds(name):
            self._trace.add(Op("delete", os.path.basename(name)))
            if syncdir:
                self._trace.add(Op("sync folder"))


class Row(tuple[Any, ...]):
    """As sqlite3.Row: by place and by name."""

    names: tuple[str, ...]

    def __getitem__(self, key: Any) -> Any:
        return super().__getitem__(self.names.index(key) if isinstance(key, str) else key)

    def keys(self) -> list[str]:
        return list(self.names)


class _Result:
    def __init__(self, rows: list[Row], rowcount: int) -> None:
        self._rows = iter(rows)
        self.rowcount = rowcount

    def __iter__(self) -> Iterator[Row]:
        return self._rows

    def fetchone(self) -> Row | None:
        return next(self._rows, None)

    def fetchall(self) -> list[Row]:
        return list(self._rows)


class Recorded:
    """What storage uses of sqlite3.Connection, on a recorded file. When a COMMIT returns, it is acknowledged."""

    def __init__(self, path: Path, trace: Trace, layer: Layer, digest: Callable[[Any], str]) -> None:
        self._base = apsw.Connection(str(path), vfs=layer.title, statementcachesize=512)
        self._trace, self._digest = trace, digest
        if not trace.digests:
            trace.digests.append(digest(self))

    @property
    def in_transaction(self) -> bool:
        return bool(self._base.in_transaction)

    @property
    def total_changes(self) -> int:
        return int(self._base.total_changes())

    def execute(self, sql: str, facts: Any = ()) -> _Result:
        names: tuple[str, ...] = ()
        rows = []
        cursor = self._base.cursor()
        for values in cursor.execute(sql, facts or None):
            names = names or tuple(column[0] for column in cursor.description)
            row = Row(values)
            row.names = names
            rows.append(row)
        result = _Result(rows, self._base.changes())
        if sql == "COMMIT":
            self._trace.digests.append(self._digest(self))
            self._trace.add(Op("acknowledged"))
        return result

    def close(self) -> None:
        self._base.close()


_watching: list[Trace] = []
_hooked = False


def _overhear(event: str, given: tuple[Any, ...]) -> None:
    """What the program does to the folder by itself, beside SQLite: renaming, and syncing the folder.

    The folder is opened for nothing else but to sync it.
    """
    for trace in _watching:
        if event == "os.rename" and trace.holds(str(given[0])) and trace.count("create", Path(given[0]).name):
            trace.add(Op("rename", Path(given[0]).name, to=Path(given[1]).name))
        elif event == "open" and isinstance(given[0], str | Path) and Path(given[0]) == trace.folder:
            trace.add(Op("sync folder"))


@contextlib.contextmanager
def watched(trace: Trace) -> Iterator[Layer]:
    """While the program works in the trace's folder; gives the layer that `Recorded` lies on."""
    global _hooked
    if not _hooked:
        sys.addaudithook(_overhear)  # can't be taken away again
        _hooked = True
    layer = Layer(trace)
    _watching.append(trace)
    try:
        yield layer
    finally:
        _watching.remove(trace)
        layer.unregister()


@dataclass(slots=True)
class _Content:
    safe: bytearray = field(default_factory=bytearray)
    waiting: list[Op] = field(default_factory=list)


class Disk:
    """What was told so far (`take`), and what is left of it when the power goes (`left`)."""

    def __init__(self, before: Mapping[str, bytes]) -> None:
        self._safe = {name: _Content(bytearray(data)) for name, data in before.items()}
        self._now = dict(self._safe)
        self._folder: list[tuple[Op, _Content]] = []
        self._moment = self._synced = 0
        self.acknowledged = 0

    def take(self, op: Op) -> None:
        if op.kind != "acknowledged":
            self._moment += 1
        if op.kind.startswith("sync"):
            self._synced = self._moment
        match op.kind:
            case "acknowledged":
                self.acknowledged += 1
            case "create" | "rename" | "delete":
                content = _Content() if op.kind == "create" else self._now[op.name]
                self._folder.append((op, content))
                _enter(self._now, op, content)
            case "sync folder":
                for change, content in self._folder:
                    _enter(self._safe, change, content)
                self._folder.clear()
            case "sync":
                content = self._now[op.name]
                for change in content.waiting:
                    _apply(content.safe, change)
                content.waiting.clear()
            case _:
                self._now[op.name].waiting.append(op)

    def alike(self, how: str) -> tuple[int, bool] | None:
        """Cuts with the same mark leave the same files; None: nobody knows."""
        waits = self._folder or any(content.waiting for content in self._now.values())
        if how == "lost" or not waits:
            return self._synced, False
        return (self._moment, True) if how == "kept" else None

    def left(self, how: str, rng: random.Random) -> dict[str, bytes]:
        """The files after the cut; `how`: what was not synced is "lost", "kept" or "torn"."""
        names = dict(self._safe)
        reached = {"lost": 0, "kept": len(self._folder)}.get(how, rng.randint(0, len(self._folder)))
        for change, content in self._folder[:reached]:
            _enter(names, change, content)
        return {name: bytes(_left(content, how, rng)) for name, content in names.items()}


def _enter(names: dict[str, _Content], op: Op, content: _Content) -> None:
    if op.kind == "create":
        names[op.name] = content
        return
    names.pop(op.name, None)
    if op.kind == "rename":
        names[op.to] = content


def _left(content: _Content, how: str, rng: random.Random) -> bytearray:
    if how == "lost" or not content.waiting:
        return content.safe
    data = bytearray(content.safe)
    for op in content.waiting:
        if how == "kept":
            _apply(data, op)
            continue
        luck = rng.random()
        if luck < 0.3:
            _apply(data, op)
        elif luck < 0.7 and op.kind == "write":
            for start in range(0, len(op.data), SECTOR):
                if rng.random() < 0.5:
                    _apply(data, Op("write", op.name, op.at + start, op.data[start : start + SECTOR]))
    return data


def _apply(data: bytearray, op: Op) -> None:
    if op.kind == "truncate":
        del data[op.at :]
        data.extend(bytes(op.at - len(data)))
        return
    if len(data) < op.at:
        data.extend(bytes(op.at - len(data)))
    data[op.at : op.at + len(op.data)] = op.data
