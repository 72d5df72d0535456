"""What the stage refuses, in Telegram's words."""

from typing import Any

import aiohttp
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup
from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter

from simulator.faults import Fault
from simulator.people import Person
from simulator.server import Server
from simulator.telegram import Telegram


def row(*data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton("x", callback_data=d) for d in data]])


@pytest.mark.parametrize(
    ("text", "how", "reason"),
    [
        ("x" * 4097, {}, "message is too long"),
        ("😀" * 2049, {}, "message is too long"),
        ("<b> </b>\n", {"parse_mode": "HTML"}, "message text is empty"),
        ("<b>x", {"parse_mode": "HTML"}, "can't parse entities"),
        ("x", {"parse_mode": "XML"}, "unsupported parse_mode"),
        ("x", {"reply_markup": row("d" * 65)}, "button_data_invalid"),
        ("x", {"reply_markup": row("é" * 33)}, "button_data_invalid"),
        ("x", {"reply_markup": row(*"123456789")}, "more than 8 buttons in a row"),
        ("x", {"reply_markup": InlineKeyboardMarkup([row("d").inline_keyboard[0]] * 101)}, "markup is too long"),
        ("x", {"reply_to_message_id": 999}, "message to be replied not found"),
        ("x", {"api_kwargs": {"colour": "red"}}, 'unknown parameter "colour"'),
        ("x", {"api_kwargs": {"disable_notification": "perhaps"}}, "boolean expected"),
    ],
)
async def test_a_bad_message_is_refused(bot: Bot, sari: Person, text: str, how: Any, reason: str) -> None:
    with pytest.raises(BadRequest, match=rf"(?i){reason}"):
        await bot.send_message(sari.id, text, **how)


async def test_the_longest_message_passes(bot: Bot, sari: Person) -> None:
    bold = await bot.send_message(sari.id, f"<b>{'&amp;' * 4096}</b>", parse_mode="HTML")
    assert bold.text == "&" * 4096
    await bot.send_message(sari.id, "x", reply_markup=row("d" * 64))


async def test_who_cannot_be_written_to(tg: Telegram, bot: Bot, sari: Person, budi: Person) -> None:
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(budi.id, "halo")
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await bot.send_message(42, "halo")
    sari.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(sari.id, "halo")
    sari.start()
    await bot.send_message(sari.id, "halo lagi")
    sari.deactivate()
    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(sari.id, "halo")


async def test_edits(bot: Bot, sari: Person) -> None:
    message = await bot.send_message(sari.id, "<b>Satu</b>", parse_mode="HTML", reply_markup=row("a"))
    with pytest.raises(BadRequest, match=r"(?i)message is not modified: specified new message content"):
        await message.edit_text("<b>Satu</b>", parse_mode="HTML", reply_markup=row("a"))
    edited = await message.edit_text("Satu")
    assert isinstance(edited, type(message)) and edited.reply_markup is None
    with pytest.raises(BadRequest, match=r"(?i)message to edit not found"):
        await bot.edit_message_text("Dua", sari.id, 999)
    with pytest.raises(BadRequest, match=r"(?i)message can't be edited"):
        await bot.edit_message_text("Dua", sari.id, sari.say("punyaku")["message_id"])
    board = await bot.send_message(sari.id, "Menu", reply_markup=ReplyKeyboardMarkup([["Usul", "Lihat"]]))
    assert sari.keyboard == ["Usul", "Lihat"]
    with pytest.raises(BadRequest, match=r"(?i)message can't be edited"):
        await board.edit_text("Menu baru")
    with pytest.raises(BadRequest, match=r"(?i)there is no caption"):
        await bot.edit_message_caption(sari.id, message.message_id, caption="x")


async def test_deleting(tg: Telegram, bot: Bot, sari: Person) -> None:
    message = await bot.send_message(sari.id, "hapus saya")
    await message.delete()
    assert "hapus saya" not in [m.get("text") for m in sari.messages()]
    with pytest.raises(BadRequest, match=r"(?i)message to delete not found"):
        await message.delete()
    old = await bot.send_message(sari.id, "lama")
    tg.clock.advance(days=3)
    with pytest.raises(BadRequest, match=r"(?i)message can't be deleted"):
        await old.delete()


async def test_rates(tg: Telegram, bot: Bot, sari: Person) -> None:
    for _ in range(3):
        await bot.send_message(sari.id, "cepat")
    with pytest.raises(RetryAfter) as wait:
        await bot.send_message(sari.id, "terlalu cepat")
    assert wait.value._retry_after.total_seconds() == 1
    tg.clock.advance(seconds=1)
    await bot.send_message(sari.id, "sabar")
    tg.rates = False
    for _ in range(40):
        await bot.send_message(sari.id, "bebas")


async def test_rates_overall_and_in_a_group(tg: Telegram, bot: Bot, village: Any) -> None:
    for i in range(31):
        tg.person(f"Warga {i}").start()
    people = list(tg.people.values())[-31:]
    answers = [await tg.call("sendMessage", {"chat_id": p.id, "text": "halo"}) for p in people]
    assert [a["ok"] for a in answers] == [True] * 30 + [False]
    tg.clock.advance(seconds=2)
    answers = [await tg.call("sendMessage", {"chat_id": village.id, "text": "halo"}) for _ in range(21)]
    assert [a["ok"] for a in answers] == [True] * 20 + [False]
    assert 55 <= answers[-1]["parameters"]["retry_after"] <= 60


async def test_commands_follow_telegrams_rules(bot: Bot, tg: Telegram) -> None:
    await bot.set_my_commands([("usul", "Sampaikan usulan")], language_code="id")
    assert [c.command for c in await bot.get_my_commands(language_code="id")] == ["usul"]
    assert await bot.get_my_commands() == ()
    for command, description in (("Usul", "x"), ("u" * 33, "x"), ("usul", ""), ("usul", "x" * 257)):
        with pytest.raises(BadRequest, match=r"(?i)bot_command"):
            await bot.set_my_commands([(command, description)])


async def test_wrong_token_and_wrong_method(tg: Telegram, bot: Bot, server: Server) -> None:
    with pytest.raises(InvalidToken):
        async with Bot("123:salah", base_url=f"{server.url}/bot"):
            pass
    async with aiohttp.ClientSession() as http:
        async with http.get(f"{server.url}/bot{tg.token}/GETME") as answer:
            assert tg.bot["id"] == (await answer.json())["result"]["id"]
        async with http.get(f"{server.url}/bot{tg.token}/getMoon") as answer:
            assert answer.status == 404
        async with http.post(f"{server.url}/bot{tg.token}/getChat", json={"chat_id": "7"}) as answer:
            assert (await answer.json())["description"] == "Bad Request: chat not found"


async def test_every_answer_tells_the_stages_time(tg: Telegram, server: Server) -> None:
    tg.clock.advance(days=400)
    async with aiohttp.ClientSession() as http, http.get(f"{server.url}/bot{tg.token}/getMe") as answer:
        assert answer.headers["Date"].split(":")[0] == tg.clock.now().strftime("%a, %d %b %Y %H")


@pytest.mark.parametrize(("fault", "arrives"), [(Fault.drop_before(), 0), (Fault.drop_after(), 1)])
async def test_the_line_breaks(tg: Telegram, server: Server, sari: Person, fault: Fault, arrives: int) -> None:
    tg.faults.append(lambda method, params: fault if method == "sendMessage" else None)
    before = len(sari.messages())
    async with aiohttp.ClientSession() as http:
        with pytest.raises(aiohttp.ClientError):
            await http.post(f"{server.url}/bot{tg.token}/sendMessage", data={"chat_id": sari.id, "text": "x"})
    assert arrives == len(sari.messages()) - before


async def test_an_ordered_refusal(tg: Telegram, bot: Bot, sari: Person) -> None:
    tg.faults.append(lambda method, params: Fault.status(429, "Too Many Requests: retry after 7", retry_after=7))
    with pytest.raises(RetryAfter):
        await bot.send_message(sari.id, "x")
