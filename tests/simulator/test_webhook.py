"""Updates brought to the bot's own address."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest, Conflict

from simulator.people import Group, Person
from simulator.telegram import Telegram


class House:
    """Where the webhook leads: notes what comes and answers as told."""

    def __init__(self) -> None:
        self.url = ""
        self.bell = asyncio.Event()
        self.came: list[dict[str, Any]] = []
        self.secrets: list[str] = []
        self.answers: list[int] = []
        self.slow = 0.0
        self.inside = self.most_inside = 0

    async def take(self, request: web.Request) -> web.Response:
        self.inside += 1
        self.most_inside = max(self.inside, self.most_inside)
        await asyncio.sleep(self.slow)
        self.inside -= 1
        self.came.append(await request.json())
        self.bell.set()
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token", ""))
        return web.Response(status=self.answers.pop(0) if self.answers else 200)

    async def until(self, count: int) -> list[str]:
        async with asyncio.timeout(5):
            while len(self.came) < count:
                self.bell.clear()
                await self.bell.wait()
        await asyncio.sleep(0.05)  # would one come too many?
        return [update["message"]["text"] for update in self.came]


@pytest_asyncio.fixture
async def house() -> AsyncIterator[House]:
    house, app = House(), web.Application()
    app.router.add_post("/pos", house.take)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    house.url = f"http://127.0.0.1:{runner.addresses[0][1]}/pos"
    yield house
    await runner.cleanup()


async def test_updates_are_brought_with_the_secret(bot: Bot, sari: Person, house: House) -> None:
    sari.say("sebelum")
    await bot.set_webhook(house.url, secret_token="rahasia_1")
    sari.say("sesudah")
    assert await house.until(2) == ["sebelum", "sesudah"]
    assert house.secrets == ["rahasia_1"] * 2
    assert (await bot.get_webhook_info()).pending_update_count == 0
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    sari.say("lagi")
    assert len(await bot.get_updates()) == 1


async def test_a_chat_waits_for_itself_and_not_for_others(
    tg: Telegram, bot: Bot, sari: Person, budi: Person, house: House
) -> None:
    house.slow = 0.1
    await bot.set_webhook(house.url)
    for word in "abc":
        sari.say(word)
    budi.say("d")
    came = await house.until(4)
    assert [word for word in came if word != "d"] == ["a", "b", "c"]
    assert house.most_inside == 2
    assert came.index("d") < 2


async def test_a_refused_update_comes_again(tg: Telegram, bot: Bot, sari: Person, house: House) -> None:
    tg.webhook.first_delay = 0.05
    house.answers = [500, 503]
    await bot.set_webhook(house.url)
    sari.say("a")
    sari.say("b")
    assert await house.until(4) == ["a", "a", "a", "b"]
    assert "503" in str((await bot.get_webhook_info()).last_error_message)


async def test_moving_the_clock_ends_the_wait(tg: Telegram, bot: Bot, sari: Person, house: House) -> None:
    tg.webhook.first_delay = 50
    house.answers = [500]
    await bot.set_webhook(house.url)
    sari.say("a")
    await house.until(1)
    tg.clock.advance(minutes=1)
    assert await house.until(2) == ["a", "a"]


@pytest.mark.parametrize(
    ("url", "how", "reason"),
    [
        ("http://desa.id/pos", {}, "HTTPS URL must be provided"),
        ("https://desa.id:8000/pos", {}, "only on ports 80, 88, 443 or 8443"),
        ("https://desa.id/pos", {"secret_token": "tidak boleh"}, "unallowed characters"),
    ],
)
async def test_a_bad_webhook_is_refused(bot: Bot, url: str, how: Any, reason: str) -> None:
    with pytest.raises(BadRequest, match=rf"(?i){reason}"):
        await bot.set_webhook(url, **how)


async def test_setting_a_webhook_ends_the_poller(bot: Bot, house: House, village: Group) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await asyncio.sleep(0.2)
    await bot.set_webhook(house.url)
    with pytest.raises(Conflict, match="terminated by setWebhook request"):
        await poll
