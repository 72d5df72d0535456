"""Cards in storage: one account for one code, whoever else presses, and no code in the clear."""

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path

from actions import bring_card
from actions.found import found
from actions.records import Account
from storage.database import FILE, Database, connect
from storage.migrate import migrate
from storage.work import SqliteWork, transaction
from village import names
from village.place import Dusun
from village.register import Entry

NOW = 1_772_416_800_000


def begun(work: SqliteWork) -> tuple[str, list[Account]]:
    """A village with one household and its card; twenty accounts."""
    village = found(work, "33.01.02.2003", "Sumberagung", "Asia/Jakarta", [Dusun(0, "Krajan", ("02",))])
    dusun = village.dusun[0].id
    number = work.register.begin(village.id, 0, None, "")
    entry = Entry(2, "Siti", names.key("Siti"), 1985, "P", "Krajan", None, "02", "listed", b"n", b"k", b"b")
    work.register.stage(number, village.id, [(entry, "Krajan", dusun)])
    work.register.compare(number, village.id)
    work.register.take_over(number)
    sheet = work.cards.sheet(work.cards.order(village.id, dusun, "02", 1))
    [(code, name)] = work.cards.make(sheet, NOW + 1000)
    assert name == "Siti"
    return code, [work.accounts.met(100 + n, work.chats.met(100 + n, "private", "").id) for n in range(20)]


def holders(work: SqliteWork) -> tuple[int, int]:
    [row] = work.cards.rows("SELECT COUNT(*) AS n, COUNT(account_id) AS held FROM card")
    [used] = work.cards.rows("SELECT COUNT(*) AS n FROM book WHERE action = 'card_used'")
    return row["held"], used["n"]


Bring = Callable[[SqliteWork, Account, str], bool]


def brought(work: SqliteWork, account: Account, code: str) -> bool:
    return bring_card.take(work, account, code) is not None


async def rush(folder: Path, bring: Bring = brought) -> tuple[int, int, int]:
    """1,000 bring one code over 20 accounts at once: (accounts that got it, cards held, times the book says so)."""
    database = Database.open(folder, lambda: NOW)
    code, accounts = await database.write(begun)

    def one(account: Account, work: SqliteWork) -> bool:
        return bring(work, account, code)

    turns = [accounts[n * 7 % 20] for n in range(1000)]
    results = await asyncio.gather(*(database.write(partial(one, account)) for account in turns))
    winners = {account.id for account, got in zip(turns, results, strict=True) if got}
    held, used = await database.write(holders)
    await database.close()
    return len(winners), held, used


async def test_a_thousand_bring_one_card_and_one_account_has_it(tmp_path: Path) -> None:
    assert await rush(tmp_path) == (1, 1, 1)


async def test_without_the_look_at_who_has_it_many_would(tmp_path: Path) -> None:
    def bring(work: SqliteWork, account: Account, code: str) -> bool:
        return work.cards.run("UPDATE card SET account_id = :account", account=account.id).rowcount == 1

    assert (await rush(tmp_path, bring))[0] > 1


def test_no_code_is_kept_in_the_clear(tmp_path: Path) -> None:
    connection = connect(tmp_path / FILE)
    migrate(connection, tmp_path / FILE, NOW)
    with transaction(connection):
        code, _ = begun(SqliteWork(connection, NOW))
    connection.close()
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert code.encode() not in kept and b"Siti" in kept
