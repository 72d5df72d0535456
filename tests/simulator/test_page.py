"""The stage in the browser, by the calls the page makes."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import FormData
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from simulator.people import Group, Person
from simulator.server import Server, serve
from simulator.telegram import Telegram
from simulator.web import Stage, routes
from tests.simulator.test_people import png


class Browser:
    def __init__(self, http: aiohttp.ClientSession) -> None:
        self.http = http

    async def see(self) -> dict[str, Any]:
        async with self.http.get("/panggung/keadaan") as answer:
            seen: dict[str, Any] = await answer.json()
            return seen

    async def do(self, name: str, **told: Any) -> dict[str, Any]:
        async with self.http.post(f"/panggung/{name}", json=told, headers={"X-Panggung": "1"}) as answer:
            said: dict[str, Any] = await answer.json()
            return said


@pytest.fixture
def stage(sari: Person, budi: Person, village: Group) -> Stage:
    return Stage([sari, budi], [village], ["Tautan: https://t.me/rembuk_latihan_bot?start=pasang_1"])


@pytest_asyncio.fixture
async def server(tg: Telegram, stage: Stage) -> AsyncIterator[Server]:
    server = await serve(tg, extra=routes(tg, stage))
    yield server
    await server.close()


@pytest_asyncio.fixture
async def browser(server: Server) -> AsyncIterator[Browser]:
    async with aiohttp.ClientSession(server.url) as http:
        yield Browser(http)


async def test_everybodys_phone_is_shown(browser: Browser, sari: Person, budi: Person) -> None:
    sari.say("<b>halo</b>")
    seen = await browser.see()
    assert [p["name"] for p in seen["people"]] == ["Sari Rahayu", "Budi Santoso"]
    assert [p["started"] for p in seen["people"]] == [True, False]
    assert seen["people"][0]["messages"][-1]["text"] == "<b>halo</b>"
    assert [sari.id, budi.id] == seen["groups"][0]["members"]


async def test_one_plays_every_role(browser: Browser, bot: Bot, sari: Person, budi: Person, village: Group) -> None:
    await browser.do("ucap", who=budi.id, text="/start")
    await browser.do("ucap", who=budi.id, group=village.id, text="/usul jembatan")
    await browser.do("buka", who=sari.id, url="https://t.me/rembuk_latihan_bot?start=u17")
    assert [u.effective_message and u.effective_message.text for u in await bot.get_updates()] == [
        "/start",
        "/usul jembatan",
        "/start u17",
    ]
    buttons = InlineKeyboardMarkup([[InlineKeyboardButton("Ya", callback_data="y")]])
    asked = await bot.send_message(village.id, "Setuju?", reply_markup=buttons)
    await browser.do("tekan", who=budi.id, chat=village.id, message=asked.message_id, button=0)
    press = (await bot.get_updates(offset=-1))[0].callback_query
    assert press and budi.id == press.from_user.id
    await press.answer("Tercatat")
    assert (await browser.see())["people"][1]["toasts"] == [["Tercatat", False]]


async def test_what_cannot_be_done_is_told(browser: Browser, tg: Telegram, sari: Person, village: Group) -> None:
    sari.block()
    assert "has blocked the bot" in (await browser.do("ucap", who=sari.id, text="halo"))["sebab"]
    assert "tidak ada di panggung" in (await browser.do("ucap", who=1, text="halo"))["sebab"]


async def test_photos_and_the_clock(browser: Browser, tg: Telegram, sari: Person) -> None:
    form = FormData({"who": str(sari.id), "caption": "Jalan rusak"})
    form.add_field("file", png(20, 10), filename="a.png", content_type="image/png")
    async with browser.http.post("/panggung/foto", data=form, headers={"X-Panggung": "1"}) as answer:
        assert answer.ok
    photo = (await browser.see())["people"][0]["messages"][-1]["photo"][-1]
    async with browser.http.get(f"/panggung/berkas/{photo['file_id']}") as answer:
        assert png(20, 10) == await answer.read()
    before = tg.clock.now()
    await browser.do("jam", hours=168)
    assert (tg.clock.now() - before).days == 7


async def test_what_the_demo_adds(browser: Browser, stage: Stage) -> None:
    async def invite() -> str:
        return "Sepuluh warga ikut."

    stage.actions["Ajak 10 warga lain ikut"] = invite
    assert (await browser.see())["actions"] == ["Ajak 10 warga lain ikut"]
    assert await browser.do("aksi", label="Ajak 10 warga lain ikut") == {"kabar": "Sepuluh warga ikut."}


async def test_only_our_own_page_may_act(browser: Browser, sari: Person) -> None:
    async with browser.http.post("/panggung/ucap", json={"who": sari.id, "text": "x"}) as answer:
        assert answer.status == 403
    for path in ("/panggung/halaman/..%2Fweb.py", "/panggung/halaman/tidak.js"):
        async with browser.http.get(path) as answer:
            assert answer.status == 404
    async with browser.http.get("/") as answer:
        assert "LATIHAN:" in await answer.text()
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


async def test_the_page_hears_of_changes(browser: Browser, sari: Person) -> None:
    async with browser.http.get("/panggung/peristiwa") as events:
        assert await events.content.readline() == b"data: berubah\n"
        await events.content.readline()
        sari.say("halo")
        assert await events.content.readline() == b"data: berubah\n"
