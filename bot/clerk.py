"""The clerk reads lists of residents that officers send: fetches the file, has it read apart, lays its lines ready.

A list on its way is a row, so a power cut loses none: what was not finished is begun anew at the next start. Lines go
in by small chunks, each a commit of its own, so that everybody else is answered meanwhile.
"""

import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from functools import partial

from actions import register
from actions.records import Import
from bot import reader
from bot.clock import TrustedClock
from bot.fingerprint import Fingerprint, WrongKey
from bot.log import told
from bot.looking import Looking
from bot.telegram import errors
from bot.telegram.errors import TelegramError
from bot.telegram.gateway import Gateway
from documents.reading import Unreadable
from storage.database import Database, StorageFault
from storage.work import SqliteWork
from village.place import Village, local
from village.register import Entry, Fault, Problem, dusun_key
from village.spans import WEEK

CHUNK = 500
SWEPT = 2000
STEPS = 4
PAUSE = 60.0
KEPT_FOR = WEEK
"""A preview that nobody has answered for a week is dropped."""
log = logging.getLogger(__name__)


class Clerk(Looking):
    def __init__(
        self, database: Database, gateway: Gateway, key: Fingerprint, clock: TrustedClock, kick: Callable[[], None]
    ) -> None:
        super().__init__()
        self._database, self._gateway, self._key, self._clock, self._kick = database, gateway, key, clock, kick

    async def _look(self) -> float:
        while coming := await self._database.write(lambda work: work.register.waiting()):
            try:
                await self._take(coming)
            except TelegramError as error:
                outcome = errors.classified(error)
                if isinstance(outcome, errors.Later | errors.Unsure):
                    log.info("berkas belum dapat diambil: %s", type(error).__name__)
                    return 5.0
                await self._refuse(coming, Unreadable("gone"))
            except (Unreadable, WrongKey) as no:
                await self._refuse(coming, no if isinstance(no, Unreadable) else Unreadable("key"))
            except StorageFault:
                raise
            except Exception as error:  # noqa: BLE001 - one list's fault must not stop the others
                log.error("daftar penduduk gagal dibaca: %s", told(error))
                await self._refuse(coming, Unreadable("broken"))
            self._kick()
        while await self._database.write(lambda work: work.register.sweep(work.now - KEPT_FOR, SWEPT)):
            pass
        return PAUSE

    async def _take(self, coming: Import) -> None:
        village = await self._database.write(lambda work: work.villages.get(coming.village_id))
        content = await self._gateway.file(coming.file)
        today = local(self._clock(), village.zone).date()
        read = await reader.apart(content, self._key.key, today)

        async def progress(done: int, total: int) -> None:
            await self._database.write(lambda work: register.progress(work, coming, done, total))
            self._kick()

        problems = await staged(self._database, self._key, coming.id, village, read, progress)
        await self._database.write(lambda work: register.show(work, coming, problems))

    async def _refuse(self, coming: Import, no: Unreadable) -> None:
        await self._database.write(lambda work: register.refuse(work, coming, no.why, no.facts))


async def staged(
    database: Database,
    key: Fingerprint,
    import_id: int,
    village: Village,
    read: reader.Found,
    progress: Callable[[int, int], Awaitable[None]],
    steps: int = STEPS,
) -> list[Problem]:
    """Lay the lines of a list ready, chunk by chunk. Returns all its problems, those of place too."""
    await database.write(key.check)
    while await database.write(lambda work: work.register.unstage(import_id, SWEPT)):
        pass
    fit, problems = placed(village, read)
    total = len(fit)
    for done, chunk in _chunks(fit):
        await database.write(partial(_stage, import_id, village.id, chunk))
        step = max(1, total // steps)
        if total > CHUNK and done // step != (done - len(chunk)) // step:
            await progress(done, total)
    return problems


def _stage(import_id: int, village_id: int, chunk: Sequence[tuple[Entry, str, int | None]], work: SqliteWork) -> None:
    work.register.stage(import_id, village_id, chunk)


def placed(village: Village, read: reader.Found) -> tuple[list[tuple[Entry, str, int | None]], list[Problem]]:
    """Each line with its dusun; a line without one is a problem where the village has several."""
    names: dict[str, str] = {}
    known: dict[str, tuple[str, int | None] | None] = {}
    fit: list[tuple[Entry, str, int | None]] = []
    problems = list(read.problems)
    for entry in read.entries:
        if entry.dusun not in known:
            known[entry.dusun] = register.placed(village, names, entry.dusun)
            if entry.dusun:
                names.setdefault(dusun_key(entry.dusun), entry.dusun)
        place = known[entry.dusun]
        if place is None:
            problems.append(Problem(entry.line, Fault.NO_DUSUN))
        else:
            fit.append((entry, *place))
    return fit, sorted(problems, key=lambda p: p.line)


def _chunks(
    fit: Sequence[tuple[Entry, str, int | None]],
) -> Iterator[tuple[int, Sequence[tuple[Entry, str, int | None]]]]:
    for start in range(0, len(fit), CHUNK):
        chunk = fit[start : start + CHUNK]
        yield start + len(chunk), chunk
