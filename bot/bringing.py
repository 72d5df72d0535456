"""`rembuk import residents`: the list is read, shown with all its problems, and taken over when confirmed."""

import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from actions import register
from bot import lease, reader
from bot.clerk import staged
from bot.clock import TrustedClock
from bot.fingerprint import Fingerprint, WrongKey
from bot.refused import Refused
from documents.reading import Unreadable
from locales.texts import Texts
from storage.database import Database, prepare
from storage.work import SqliteWork
from village.place import Village, local, tidy_code
from village.refusal import Refusal

STEPS = 100
BIGGEST = 20 << 20


async def bring(folder: Path, file: Path, code: str, sure: bool, say: Callable[[str], None]) -> int:
    """Exit code 0: taken over, or only shown. Raises Refused with one line; then nothing has changed."""
    texts = Texts.load()

    def words(key: str, facts: Any = None, terms: Mapping[str, str] | None = None) -> str:
        return texts.plain(key, facts or {}, "id", "Asia/Jakarta", limit=1 << 20, terms=terms or {})

    content = _bytes(file)
    prepare(folder)
    with lease.lock(folder):
        clock = TrustedClock()
        database = Database.open(folder, clock)
        try:
            return await _bring(database, folder, content, code, sure, say, words, clock)
        except Refusal as no:
            raise Refused(words(no.key, no.facts)) from None
        except WrongKey:
            raise Refused(words("register.unreadable.key")) from None
        except Unreadable as no:
            raise Refused(words(f"register.unreadable.{no.why}", register.told(no.facts))) from None
        finally:
            await database.close()


def _bytes(file: Path) -> bytes:
    try:
        if file.stat().st_size > BIGGEST:
            raise Refused(f"Berkas {file} lebih dari 20 MB; bagi menjadi beberapa berkas.")
        return file.read_bytes()
    except OSError as error:
        raise Refused(f"Berkas {file} tidak terbaca ({error.strerror}).") from None


async def _bring(
    database: Database,
    folder: Path,
    content: bytes,
    code: str,
    sure: bool,
    say: Callable[[str], None],
    words: Callable[..., str],
    clock: TrustedClock,
) -> int:
    tidy = tidy_code(code)
    village = await database.write(lambda work: work.villages.by_code(tidy))
    if village is None:
        raise Refused(f"Desa {tidy} belum ada di sini; tambahkan dulu dengan rembuk village add.")
    words = partial(words, terms=village.terms)
    key = Fingerprint.kept(folder)
    import_id = -1
    try:
        with _progress() as bar:
            reading = bar.add_task("Membaca berkas", total=None)
            read = await reader.apart(content, key.key, local(clock(), village.zone).date())
            bar.update(reading, total=1, completed=1)
            laying = bar.add_task("Memeriksa baris", total=len(read.entries))

            async def progress(done: int, total: int) -> None:
                bar.update(laying, completed=done, total=total)

            import_id = await database.write(lambda work: work.register.begin(village.id, 0, None, ""))
            problems = await staged(database, key, import_id, village, read, progress, STEPS)
            bar.update(laying, completed=len(read.entries))
        preview = await database.write(lambda work: _compared(work, import_id, problems))
        await database.write(lambda work: _show(work, import_id, preview, say, words))
        if preview.total == 0 or not (sure or _asked(words)):
            say(words("register.left_alone" if preview.total else "register.all_known"))
            return 0
        counts = await database.write(lambda work: _take_over(work, import_id, village))
        say(words("register.done", {"village": village.name} | {k: counts.get(k, 0) for k in ("new", "changed")}))
        return 0
    finally:
        await database.write(lambda work: _settled(work, import_id))
        while await database.write(lambda work: work.register.sweep(0, 5000)):
            pass


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
        console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty(),
    )  # fmt: skip


def _compared(work: SqliteWork, import_id: int, problems: Any) -> register.Preview:
    coming = work.register.get(import_id)
    assert coming is not None
    preview = register.compare(work, coming, problems)
    if len(preview.dusun) > register.MOST_DUSUN:
        raise Unreadable("many_dusun", n=len(preview.dusun))
    work.register.settle(import_id, "ready", {"faulty": len(preview.problems)})
    return preview


def _show(
    work: SqliteWork,
    import_id: int,
    preview: register.Preview,
    say: Callable[[str], None],
    words: Callable[..., str],
) -> None:
    """The preview as in the chat, but with every problem, one a line."""
    coming = work.register.get(import_id)
    assert coming is not None
    facts = register.facts(work, coming, preview)
    facts["problems"] = {"lines": register.single_lines(preview.problems)}
    for line in words("register.shown", facts).splitlines():
        if line.strip():
            say(line)


def _asked(words: Callable[..., str]) -> bool:
    """Only somebody who sits there can be asked."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    return input(words("register.ask_terminal") + " ").strip().lower() in ("y", "ya")


def _take_over(work: SqliteWork, import_id: int, village: Village) -> Any:
    coming = work.register.get(import_id)
    assert coming is not None
    return register.take_over(work, coming, village, 0, "program")


def _settled(work: SqliteWork, import_id: int) -> None:
    coming = work.register.get(import_id)
    if coming is not None and coming.state in ("waiting", "ready"):
        work.register.settle(import_id, "dropped", coming.facts)
