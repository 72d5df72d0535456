"""Planted names, numbers and the token: nowhere but where they must be, and after erasure not in the oldest backup.

A village lives a cycle at DEBUG: people join, propose with NIK and telephone in the sentence, accuse, vote, send a
picture of a KTP, an officer sends a list with NIK. A backup is made; then one person erases themselves by chat, and a
crowd is erased. Looked through byte for byte: the log, every file, what the bot said in the group, the backup as it
lies, and what the oldest backup gives back.

    python -m tests.faults.canary --crowd 100

prints one line of JSON; exit 1 if anything leaked.
"""

import argparse
import asyncio
import random
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from actions import erase
from actions.propose import submit
from bot import copies, log
from bot.app import App
from bot.door import Door
from storage import sealed
from storage.database import FILE
from storage.keys import Keys
from storage.work import SqliteWork
from tests.faults import report
from tests.faults.secrets import overheard
from tests.household_life import MBAH, TINI, introduced_as, tapped
from tests.play import Play
from tests.sheets import OPENSID, opensid, xlsx
from tests.transcript import act
from tests.village_life import appointed, founded, introduced, joined, polling, proposed
from village.book import first_wrong
from village.people import Sex, State

GOES, STAYS, LISTED = "Kenariwati", "Melatisari", "CEMPAKA SEKAR AYU"
FAMILY = "Anggrekwati"
RAW, DRAFT, SECRET = "merpatiputih", "cendrawasih", "gelatikelabu"
SLIP, DICTATED = "KQ7X9", "kutilangemas"
PICTURED = "murailangit"
"""In the bytes of a photo, which lie in no file in the clear."""
NIKS = ("3399010101700001", "3399014203850002", "3399015506990003")
PHONE = "0812-3456-7890"
WORDS = (GOES, STAYS, FAMILY, RAW, DRAFT, SECRET, SLIP, DICTATED, PICTURED, PHONE)
"""What may not stand in the log."""
TOWN = "-- 2 hari kemudian"


class Careless(Door):
    """The twin: keeps what it hears as it hears it."""

    def _clean(self, talk: Any) -> None:
        return


class Forgetful(Keys):
    """The twin: says that it has destroyed the keys."""

    def destroy(self, owners: Iterable[str]) -> None:
        return


def raw_copy(folder: Path, target: Path) -> Path:
    """The twin: a backup as one makes it by hand."""
    target.mkdir()
    for file in folder.glob(f"{FILE}*"):
        shutil.copy(file, target)
    return target / FILE


@dataclass
class Begins:
    door: type[Door] = Door
    keys: type[Keys] = Keys
    backup: Callable[[Path, Path], Path] = copies.backup


TWINS = {"careless": Begins(door=Careless), "raw-copy": Begins(backup=raw_copy), "keys-kept": Begins(keys=Forgetful)}


@dataclass
class Found:
    wrong: list[str]
    searched: int = 0
    files: int = 0


async def lived(stage: Play) -> None:
    """What people of a village do in a season, with everything planted that must not spread."""
    await founded(stage)
    await joined(stage, GOES, STAYS, *(f"Warga{n}" for n in range(8)))
    stage.groups["Warga"].add(stage.person(GOES))
    await appointed(stage, "Ratna", "office.bpd_ketua")
    await introduced(stage, "Ratna")
    stage.person("Joko").document(xlsx([OPENSID, opensid(LISTED, NIKS[0], NIKS[1])]), "penduduk.xlsx")
    await stage.quiet()
    await act(stage, "Joko: [button.take_over]")
    await proposed(stage, GOES, f"Lampu jalan mati. Ini tulisan {RAW}, NIK {NIKS[2]}", f"Talud longsor, hub {PHONE}")
    for line in (
        "/kelola warga",
        "[button.aid]",
        "[button.aid_begin]",
        LISTED,
        "[button.aid_person]",
        "[button.agrees]",
        SLIP,
    ):
        await act(stage, f"Wati: {line}")
    dictated = f"Sumur umum perlu pompa baru. Kata {DICTATED} begitu"
    for line in (dictated, "[button.whole_village]", "[benefit.semua]", "[button.yes_send]"):
        await act(stage, f"Wati: {line}")
    await act(stage, "Warga7: /profil")
    await act(stage, "Warga7: [button.add_person]")
    await tapped(stage, "Warga7", TINI * 2)
    await introduced_as(stage, "Warga7", FAMILY)
    await tapped(stage, "Warga7", MBAH * 2)
    await act(stage, "Wati: [button.vouch_yes]")
    for line in (f"Pak kadus memotong bantuan {SECRET}", "[button.send_complaint]"):
        await act(stage, f"{GOES}: {line}")
    await polling(stage)
    for name in (GOES, STAYS, "Wati", "Slamet"):
        await act(stage, f"{name}: [Lampu]")
    await act(stage, f"{GOES} @ Warga: /usul NIK saya {NIKS[1]}")
    stage.person(GOES).photo(b"\xff\xd8" + b"k" * 64, f"ini ktp saya {NIKS[0]}")
    await stage.quiet()
    await act(stage, f"{GOES}: /data")
    stage.person(GOES).photo(b"\xff\xd8\xff" + PICTURED.encode() * 9, "Talud di kali longsor")
    await stage.quiet()
    assert stage.rows("SELECT state FROM media") == [("kept",)]
    await act(stage, f"{GOES}: Jembatan rapuh, kata {DRAFT}")


def crowded(count: int, seed: int, work: SqliteWork) -> list[tuple[int, str]]:
    """(number, name) of people who joined and proposed, each with a name that nobody else has."""
    village = work.villages.all()[0]
    people = []
    for n in range(count):
        name, chat = f"Jalak{seed}n{n:05}", work.chats.met(9_000_000_000 + n, "private", "")
        account = work.accounts.met(9_000_000_000 + n, chat.id)
        born = 1950 + n % 50
        number = work.residents.add(village.id, name, State.VERIFIED, village.dusun[0].id, "02", Sex.MALE, born)
        work.accounts.bind(account.id, number, village.id)
        work.consents.agree(number, village.id, 1)
        person = work.residents.get(number)
        assert person is not None
        submit(work, person, village, f"Talud di kali perlu dibangun. {name}", None, None, "semua")
        work.conversations.begin(account.id, "join", {"words": name})
        people.append((number, name))
    return people


def gone(numbers: list[int], work: SqliteWork) -> None:
    village = work.villages.all()[0]
    for number in numbers:
        person = work.residents.get(number)
        assert person is not None
        erase.erase(work, person, village)


def hits(folder: Path, words: Iterable[str], found: Found) -> Iterator[str]:
    """Where these words stand, byte for byte, in any file below."""
    wanted = list(words)
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        held = path.read_bytes()
        found.files += 1
        found.searched += len(wanted)
        yield from (f"{path.name}: {word}" for word in wanted if word.encode() in held)


def expect(found: Found, where: str, seen: Iterable[str]) -> None:
    found.wrong += [f"{where}: {what}" for what in seen]


async def cycle(folder: Path, seed: int, crowd: int, begins: Begins, found: Found) -> None:
    class Planted(App):
        def __init__(self, *parts: Any) -> None:
            super().__init__(*parts)
            self.door.__class__ = begins.door

        async def _beat(self) -> None:
            work = self.database.write
            if await work(lambda w: w.erasing.shred(begins.keys(self.settings.data).destroy)):
                await self.database.scour()

    async with Play.open(folder / "data", app=False) as stage:
        stage.kind = Planted
        await stage.start()
        await lived(stage)
        people = await stage.bot.database.write(lambda work: crowded(crowd * 2, seed, work))
        names = [GOES, STAYS, LISTED, LISTED.title(), FAMILY, *(name for _, name in people)]
        personal = [*NIKS, PHONE, PICTURED, stage.telegram.token]
        expect(found, "in a file", hits(stage.folder, personal, found))
        beside = [
            h for h in hits(stage.folder, [*names, RAW, DRAFT, SECRET, SLIP, DICTATED], found) if not h.startswith(FILE)
        ]
        expect(found, "beside the database", beside)
        said = [str(m.get("text", m.get("caption", ""))) for m in stage.groups["Warga"].messages if _ours(stage, m)]
        expect(
            found,
            "in the group",
            (w for w in (*names, *personal, SECRET, RAW, SLIP, DICTATED) if any(w in text for text in said)),
        )
        oldest = begins.backup(stage.folder, folder / "cadangan")
        ids = [str(stage.person(name).id) for name in (GOES, STAYS)]
        expect(
            found, "in the backup", hits(oldest.parent, [*names, *personal, *ids, DRAFT, SECRET, SLIP, DICTATED], found)
        )
        for line in ("/data", "[button.erase]", "[button.erase_go_on]", "[button.erase_for_ever]"):
            await act(stage, f"{GOES}: {line}")
        leaving = random.Random(seed).sample(people, crowd)
        await stage.bot.database.write(lambda work: gone([number for number, _ in leaving], work))
        await act(stage, TOWN)
        village, book = await stage.bot.database.write(_book)
        if first_wrong(book) is not None:
            found.wrong.append(f"the book of village {village} is broken")
        erased = [GOES, DRAFT, *(name for _, name in leaving)]
        await stage.stop()
        expect(found, "after erasure", hits(stage.folder, erased, found))
        back(stage.folder, oldest, folder / "pulih", erased, [STAYS, *({n for _, n in people} - set(erased))], found)
        await stage.start()


def _ours(stage: Play, message: Any) -> bool:
    return bool(message.get("from", {}).get("id") == stage.telegram.bot["id"])


def _book(work: SqliteWork) -> tuple[int, Any]:
    village = work.villages.all()[0]
    return village.id, work.book.whole(village.id)


def back(folder: Path, oldest: Path, place: Path, erased: list[str], left: list[str], found: Found) -> None:
    """The oldest backup gives the others back, and nobody who was erased."""
    place.mkdir()
    try:
        sealed.restore(oldest, Keys(folder), place / FILE, 0)
    except sealed.NotSealed:
        found.wrong.append("the backup is not sealed")
        return
    expect(found, "in the oldest backup", hits(place, erased, found))
    there = {hit.partition(": ")[2] for hit in hits(place, left, found)}
    found.wrong += [f"lost with the backup: {name}" for name in left if name not in there]


def run(crowd: int, seed: int, twin: str, folder: Path) -> str:
    begun = time.monotonic()
    found = Found([])
    with overheard(log.begin) as heard:
        asyncio.run(cycle(folder, seed, crowd, TWINS.get(twin, Begins()), found))
    said = heard.getvalue()
    expect(
        found,
        "in the log",
        (w for w in (*WORDS, *NIKS, "Jalak") if w in said),
    )
    return report.line(
        "canary", time.monotonic() - begun, found.wrong, twin=twin, seed=seed, erased=crowd + 1,
        log_lines=said.count("\n"), files=found.files, searches=found.searched,
    )  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description="what is personal is nowhere but where it must be")
    parser.add_argument("--crowd", type=int, default=100, help="how many people are erased, of twice as many")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--twin", choices=tuple(TWINS), default="", help="a bot built wrongly; must be red")
    given = parser.parse_args()
    with report.scratch() as folder:
        return report.close(run(2 if given.twin else given.crowd, given.seed, given.twin, folder))


if __name__ == "__main__":
    sys.exit(main())
