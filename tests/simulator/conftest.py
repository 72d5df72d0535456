from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from telegram import Bot
from telegram.request import HTTPXRequest

from simulator.groups import Group
from simulator.people import Person
from simulator.server import Server, serve
from simulator.telegram import Telegram
from tests.referee import Referee


@pytest.fixture
def tg() -> Telegram:
    return Telegram()


@pytest.fixture(autouse=True)
def referee(tg: Telegram) -> Iterator[Referee]:
    referee = Referee(tg)
    yield referee
    referee.check()


@pytest_asyncio.fixture
async def server(tg: Telegram) -> AsyncIterator[Server]:
    server = await serve(tg)
    yield server
    await server.close()


@pytest_asyncio.fixture
async def bot(tg: Telegram, server: Server, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bot]:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # the library warns of the old way
    request = HTTPXRequest(connection_pool_size=8, httpx_kwargs={"trust_env": False})
    polling = HTTPXRequest(connection_pool_size=8, httpx_kwargs={"trust_env": False})
    async with Bot(
        tg.token,
        base_url=f"{server.url}/bot",
        base_file_url=f"{server.url}/file/bot",
        request=request,
        get_updates_request=polling,
    ) as bot:
        yield bot


@pytest.fixture
def sari(tg: Telegram) -> Person:
    """A villager who has started the bot."""
    sari = tg.person("Sari Rahayu")
    sari.start()
    tg.updates.clear()
    return sari


@pytest.fixture
def budi(tg: Telegram) -> Person:
    """A villager who has never met the bot."""
    return tg.person("Budi Santoso")


@pytest.fixture
def village(tg: Telegram, sari: Person, budi: Person) -> Group:
    """The village group, founded by Sari, with the bot as a plain member."""
    group = tg.group("Warga Desa", members=[budi], admins=[sari])
    group.add_bot(sari)
    tg.updates.clear()
    return group
