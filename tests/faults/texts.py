"""Nasty texts through every place where somebody can write: nothing falls over, and Telegram takes every answer.

Each text goes through the real door into the conversation that is open there. What was kept is held against the text
itself, after the stripping that `village/words.py` announces; each letter is rendered and measured as strictly as the
stage does it. A sample goes the whole way, over HTTP.

    python -m tests.faults.texts --texts 1000000 --jobs 2

prints one line of JSON; exit 1 if anything fell over, would be refused or was kept as something else.
"""

import asyncio
import random
import shutil
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from actions.fresh import READERS
from actions.letters import Button, Letter, raw, text
from bot.buttons import Seal
from bot.door import Door
from bot.telegram.outgoing import Outgoing, Reader
from locales.texts import Texts
from simulator.refusal import Refused
from storage.database import Database
from storage.outbox import Claimed
from storage.work import SqliteWork
from tests.faults import report
from tests.faults.entries import ENTRIES, JSON, Entry, stripped, update
from tests.faults.nasty import nasty
from tests.faults.renderers import TWINS, Stage
from tests.faults.village import all_joined
from tests.play import AT_ONCE, Play
from tests.village_life import founded, proposed
from village.place import Dusun

ROUNDS_EACH = 50
HTTP_SAMPLE = 200


@dataclass
class Village:
    folder: Path
    texts: Texts
    username: str
    now: int
    people: list[JSON]
    """For each entry who writes there."""
    group: JSON


VILLAGE: list[Village] = []


async def prepared(folder: Path, kind: type[Texts]) -> Village:
    """Enough residents and strangers that each entry has somebody of its own."""
    plain = Texts.load()
    async with Play.open(folder / "data") as play:
        await founded(play)
        names = [f"Warga{n:02}" for n in range(sum(not e.stranger for e in ENTRIES))]
        await all_joined(play, names)
        await proposed(play, names[0], "Lampu jalan mati", "Jembatan lapuk")
        strangers = [f"Tamu{n:02}" for n in range(sum(e.stranger for e in ENTRIES))]
        for name in strangers:
            play.person(name).say("/bantuan")
        await play.quiet()
        rest = {True: list(strangers), False: names}
        people = [play.person(rest[entry.stranger].pop()).user for entry in ENTRIES]
        now = play.bot.clock() + 60_000
        group = play.groups["Warga"].chat.facts()
        return Village(play.folder, kind(plain._languages), play.telegram.bot["username"], now, people, group)


@dataclass
class Came:
    wrong: list[str] = field(default_factory=list)
    texts: int = 0
    letters: int = 0
    kept: Counter[str] = field(default_factory=Counter)


def piece(given: tuple[int, int]) -> Came:
    """So many rounds, drawn by this seed, in a village of their own."""
    seed, rounds = given
    village = VILLAGE[0]
    folder = village.folder.with_name(f"texts-{seed}")
    shutil.copytree(village.folder, folder)
    came = asyncio.run(_piece(village, folder, seed, rounds))
    shutil.rmtree(folder)
    return came


async def _piece(village: Village, folder: Path, seed: int, rounds: int) -> Came:
    rng, came, number = random.Random(seed), Came(), 2_000_000_000
    database = Database.open(folder, lambda: village.now)
    seal = Seal.kept(folder)
    door = Door(database, seal, village.username, village.texts)
    outgoing = Outgoing(Stage(), village.texts, seal, village.username)  # type: ignore[arg-type]
    for _ in range(rounds):
        words = [nasty(rng) for _ in ENTRIES]
        accounts = await database.write(lambda work: _opened(work, village))
        updates = [
            update(number + n, entry, person, village.group, said)
            for n, (entry, person, said) in enumerate(zip(ENTRIES, village.people, words, strict=True))
        ]
        number += len(updates)
        courtesies = await asyncio.gather(*map(door.receive, updates))
        letters, kept, aside = await database.write(lambda work, accounts=accounts: _left(work, accounts))
        came.texts += len(words)
        came.wrong += [f"{error}" for error in aside]
        for entry, said, found in zip(ENTRIES, words, kept, strict=True):
            _round_trip(entry, said, found, came)
        await _sent(outgoing, letters + _by_hand(rng.choice(words)), came)
        for courtesy in filter(None, courtesies):
            toast = courtesy.answer.toast
            if toast is not None:
                await outgoing.toast("1", toast.key, toast.facts, toast.alert, Reader("id", "Asia/Jakarta"))
    await database.close()
    came.wrong = [f"seed {seed}: {what}" for what in came.wrong]
    return came


def _opened(work: SqliteWork, village: Village) -> list[int]:
    """Everybody stands at their question; nothing waits."""
    work.outbox.run("DELETE FROM outbox")
    accounts = []
    for entry, person in zip(ENTRIES, village.people, strict=True):
        chat = work.chats.met(person["id"], "private", "")
        account = work.accounts.met(person["id"], chat.id).id
        work.conversations.begin(account, entry.flow, entry.answers)
        accounts.append(account)
    return accounts


def _left(work: SqliteWork, accounts: list[int]) -> tuple[list[Claimed], list[JSON | None], list[str]]:
    kept = [conversation.answers if (conversation := work.conversations.of(a)) else None for a in accounts]
    letters: list[Claimed] = []
    while claimed := work.outbox.claim(1000, AT_ONCE):
        letters += claimed
        for letter in claimed:
            work.outbox.sent([(letter.id, None)])
    filled = []
    for claimed_ in letters:
        fresh = claimed_.letter.fresh
        letter = READERS[fresh](work, claimed_.letter) if fresh else claimed_.letter
        if letter is not None:
            filled.append(Claimed(0, letter, 1, claimed_.language, claimed_.zone, 1, bool(len(filled) % 2), False))
    aside = [f"set aside: {row['error']}" for row in work.outbox.rows("SELECT error FROM quarantine")]
    work.outbox.run("DELETE FROM quarantine")
    return filled, kept, aside  # type: ignore[return-value]


def _round_trip(entry: Entry, said: str, found: JSON | None, came: Came) -> None:
    """Words that were taken are the words that were said."""
    if not entry.keeps or not found or entry.keeps in entry.answers or entry.keeps not in found:
        return
    if not entry.before and said.startswith("/"):
        return
    wanted = stripped(said, entry)
    taken = found[entry.keeps]
    if entry.name == "village's name" and wanted[:5] in ("desa ", "Desa ", "DESA "):
        return
    came.kept[entry.name] += 1
    if taken != wanted:
        came.wrong.append(f"{entry.name}: {said[:60]!a} was kept as {taken[:60]!a}, not {wanted[:60]!a}")


def _by_hand(words: str) -> list[Claimed]:
    """Letters and buttons on which such a text would stand later."""
    line = text("proposal.line", number=raw(1), title=words)
    button = Button("button.option_in", "v", (1, 1, 1), {"number": raw(1), "title": words})
    letters = (
        Letter(1, "propose.done", {"number": raw(1), "title": words}, [[button]]),
        Letter(1, "vouch.ask", {"name": words, "dusun": words}),
        Letter(1, "proposal.list", {"village": words, "total": 30, "lines": {"lines": [line] * 30}, "until": None}),
    )
    return [Claimed(0, letter, 1, "id", "Asia/Jakarta", 1, True, False) for letter in letters]


async def _sent(outgoing: Outgoing, letters: list[Claimed], came: Came) -> None:
    for claimed in letters:
        came.letters += 1
        try:
            await outgoing.send(claimed.letter, 1, Reader(claimed.language, claimed.zone), claimed.again)
        except (Refused, ValueError, KeyError, TypeError) as error:
            told = error.answer()["description"] if isinstance(error, Refused) else repr(error)
            came.wrong.append(f"{claimed.letter.key} {str(claimed.letter.facts)[:120]!a}: {told}")


async def over_http(folder: Path, seed: int, count: int) -> list[str]:
    """A sample the whole way: what the stage's server refuses, or what was set aside."""
    rng, refused = random.Random(seed), list[str]()

    def hear(method: str, given: JSON, answer: JSON) -> None:
        if not answer["ok"] and answer["error_code"] == 400 and "not modified" not in answer["description"]:
            refused.append(f"over HTTP, {method}: {answer['description']}")

    async with Play.open(folder / "stage", language="id") as play:
        await founded_plainly(play)
        play.telegram.on_answer.append(hear)
        people = [play.person(name) for name in ("Sari", "Budi", "Tini", "Agus")]
        for turn in range(count):
            said = nasty(rng).encode("utf-8", "ignore").decode().strip()[:2000]
            if said:
                people[turn % len(people)].say(said)
            if turn % 20 == 0:
                await play.quiet()
        await play.quiet()
    return refused


async def founded_plainly(play: Play) -> None:
    """A village made from its storage, in a stage that speaks Indonesian: labels there are no keys."""
    await play.bot.database.write(
        lambda work: work.villages.add(
            "33.01.02.2003", "Sumberagung", "Asia/Jakarta", [Dusun(0, "Krajan", ("01", "02"))]
        )
    )


@dataclass
class Plan:
    texts: int = 1_000_000
    seed: int = 1
    jobs: int = 2
    twin: str = ""
    http: int = HTTP_SAMPLE


def run(plan: Plan, folder: Path) -> str:
    begun = time.monotonic()
    wrong = [] if plan.twin else asyncio.run(over_http(folder, plan.seed, plan.http))
    VILLAGE[:] = [asyncio.run(prepared(folder, TWINS.get(plan.twin, Texts)))]
    rounds = -(-plan.texts // len(ENTRIES))
    pieces = [(plan.seed + at, min(ROUNDS_EACH, rounds - at)) for at in range(0, rounds, ROUNDS_EACH)]
    texts = letters = 0
    kept: Counter[str] = Counter()
    for came in report.shared(plan.jobs, piece, pieces, "texts"):
        texts, letters, kept = texts + came.texts, letters + came.letters, kept + came.kept
        wrong += came.wrong
    wrong += [f"nothing was ever kept at {e.name}" for e in ENTRIES if e.keeps and not kept[e.name]]
    return report.line(
        "texts",
        time.monotonic() - begun,
        wrong,
        twin=plan.twin,
        entries=len(ENTRIES),
        texts=texts,
        letters=letters,
        round_trips=kept.total(),
        over_http=plan.http,
        seed=plan.seed,
    )


def main() -> int:
    return report.command(Plan, run, "nasty texts through every place where somebody can write", "texts", TWINS, 4000)


if __name__ == "__main__":
    sys.exit(main())
