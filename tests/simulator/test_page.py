"""The stage in the browser, by the calls the page makes."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import FormData, web
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from simulator.people import Group, Person
from simulator.stage import Impossible, Phone, Stage
from simulator.telegram import Telegram
from simulator.web import show
from tests.simulator.test_people import png


class Browser:
    def __init__(self, http: aiohttp.ClientSession) -> None:
        self.http = http

    async def see(self) -> dict[str, Any]:
        async with self.http.get("/panggung/keadaan") as answer:
            seen: dict[str, Any] = await answer.json()
            return seen

    async def do(self, path: str, **told: Any) -> dict[str, Any]:
        async with self.http.post(f"/panggung/{path}", json=told, headers={"X-Panggung": "1"}) as answer:
            said: dict[str, Any] = await answer.json()
            return said

    async def send(self, kind: str, who: int, content: bytes, name: str, mime: str, **told: str) -> dict[str, Any]:
        form = FormData({"kind": kind, "who": str(who), **told})
        form.add_field("file", content, filename=name, content_type=mime)
        async with self.http.post("/panggung/kirim", data=form, headers={"X-Panggung": "1"}) as answer:
            said: dict[str, Any] = await answer.json()
            return said


@pytest.fixture
def stage(tg: Telegram, sari: Person, budi: Person, village: Group) -> Stage:
    stage = Stage()
    stage.begin(tg, "hidup")
    stage.phones, stage.groups = [Phone(sari, "warga"), Phone(budi)], [village]
    stage.links = {"join": "https://t.me/rembuk_latihan_bot?start=warga_1"}
    stage.live(True)
    stage.prepared(1, 1)
    return stage


@pytest_asyncio.fixture
async def page(stage: Stage) -> AsyncIterator[web.AppRunner]:
    runner = await show(stage, 0)
    yield runner
    await runner.cleanup()


@pytest_asyncio.fixture
async def browser(page: web.AppRunner) -> AsyncIterator[Browser]:
    async with aiohttp.ClientSession(f"http://127.0.0.1:{page.addresses[0][1]}") as http:
        yield Browser(http)


async def test_everybodys_phone_is_shown(browser: Browser, sari: Person, budi: Person) -> None:
    sari.say("<b>halo</b>")
    seen = await browser.see()
    assert [p["name"] for p in seen["people"]] == ["Sari Rahayu", "Budi Santoso"]
    assert [p["started"] for p in seen["people"]] == [True, False]
    assert [p["role"] for p in seen["people"]] == ["warga", ""]
    assert seen["people"][0]["messages"][-1]["text"] == "<b>halo</b>"
    assert [sari.id, budi.id] == seen["groups"][0]["members"]
    assert seen["links"] == {"join": "https://t.me/rembuk_latihan_bot?start=warga_1"}
    assert seen["bot"]["lives"] and seen["bot"]["waiting"] == 1


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


async def test_what_cannot_be_done_has_a_reason(browser: Browser, sari: Person, village: Group) -> None:
    assert await browser.do("ucap", who=sari.id, text=" ") == {"sebab": "length"}
    assert await browser.do("ucap", who=1, text="halo") == {"sebab": "person"}
    assert await browser.do("ucap", text="halo") == {"sebab": "other"}
    assert await browser.do("tekan", who=sari.id, chat=sari.id, message=1, button=0) == {"sebab": "button"}
    assert await browser.do("buka", who=sari.id, url="https://t.me/rembuk_latihan_bot?start=a b") == {"sebab": "link"}
    assert await browser.do("jam", hours=-1) == {"sebab": "clock"}
    assert await browser.do("aksi", name="terbang") == {"sebab": "other"}
    assert await browser.send("foto", sari.id, b"bukan foto", "a.png", "image/png") == {"sebab": "photo"}
    assert await browser.send("suara", sari.id, b"bukan suara", "a.txt", "text/plain") == {"sebab": "voice"}
    assert await browser.send("berkas", sari.id, b"", "a.txt", "text/plain") == {"sebab": "empty"}
    sari.block()
    assert await browser.do("ucap", who=sari.id, text="halo") == {"sebab": "blocked"}


async def test_files_come_back_as_they_were_sent(browser: Browser, sari: Person) -> None:
    assert await browser.send("foto", sari.id, png(20, 10), "a.png", "image/png", caption="Jalan rusak") == {}
    assert await browser.send("suara", sari.id, b"RIFF", "a.wav", "audio/wav", seconds="2") == {}
    assert await browser.send("berkas", sari.id, b"isi", "daftar.txt", "text/plain") == {}
    photo, voice, document = (await browser.see())["people"][0]["messages"][-3:]
    assert (photo["caption"], voice["voice"]["duration"]) == ("Jalan rusak", 2)
    for file, content, kind in (
        (photo["photo"][-1], png(20, 10), "image/jpeg"),
        (voice["voice"], b"RIFF", "audio/wav"),
        (document["document"], b"isi", "application/octet-stream"),
    ):
        async with browser.http.get(f"/panggung/berkas/{file['file_id']}") as answer:
            assert (await answer.read(), answer.content_type) == (content, kind)


async def test_the_clock_moves(browser: Browser, tg: Telegram) -> None:
    before = tg.clock.now()
    await browser.do("jam", hours=168)
    assert (tg.clock.now() - before).days == 7


async def test_what_the_demo_adds(browser: Browser, stage: Stage) -> None:
    async def invite() -> None:
        if stage.done:
            raise Impossible("dead")

    stage.deeds["ajak"] = invite
    assert (await browser.see())["deeds"] == ["ajak"]
    assert await browser.do("aksi", name="ajak") == {}
    assert (await browser.see())["done"] == {"ajak": 1}
    assert await browser.do("aksi", name="ajak") == {"sebab": "dead"}


async def test_a_village_in_the_making_shows_only_how_far_it_is(browser: Browser, stage: Stage, sari: Person) -> None:
    stage.prepared(3, 9, "Bu Sari")
    assert await browser.see() == {"world": 1, "preparing": {"done": 3, "of": 9, "who": "Bu Sari"}}
    assert await browser.do("ucap", who=sari.id, text="halo") == {"sebab": "preparing"}


async def test_only_our_own_page_may_act(browser: Browser, sari: Person) -> None:
    async with browser.http.post("/panggung/ucap", json={"who": sari.id, "text": "x"}) as answer:
        assert answer.status == 403
    async with browser.http.get("/panggung/keadaan", headers={"Host": "desa.example"}) as answer:
        assert answer.status == 403
    for path in ("/panggung/halaman/..%2Fweb.py", "/panggung/halaman/tidak.js"):
        async with browser.http.get(path) as answer:
            assert answer.status == 404
    async with browser.http.get("/") as answer:
        assert "Latihan" in await answer.text()
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy


async def test_the_page_hears_of_changes(browser: Browser, sari: Person) -> None:
    async with browser.http.get("/panggung/peristiwa") as events:
        assert await events.content.readline() == b"data: berubah\n"
        await events.content.readline()
        sari.say("halo")
        assert await events.content.readline() == b"data: berubah\n"
