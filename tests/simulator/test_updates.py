"""getUpdates as Telegram's server does it."""

import asyncio
import contextlib
import time
from typing import Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Conflict

from simulator.people import Person
from simulator.telegram import Telegram


async def said(bot: Bot, **how: Any) -> list[str]:
    return [str(u.effective_message and u.effective_message.text) for u in await bot.get_updates(**how)]


async def test_updates_stay_until_the_offset_confirms_them(tg: Telegram, bot: Bot, sari: Person) -> None:
    for word in ("satu", "dua", "tiga"):
        sari.say(word)
    first = await bot.get_updates()
    assert await said(bot) == ["satu", "dua", "tiga"]
    assert await said(bot, offset=first[1].update_id) == ["dua", "tiga"]
    assert await said(bot, limit=1) == ["dua"]
    assert await said(bot, offset=-1) == ["tiga"]
    assert await said(bot) == ["tiga"]
    assert await said(bot, offset=first[2].update_id + 1) == []


async def test_a_batch_holds_at_most_100(bot: Bot, sari: Person) -> None:
    for i in range(130):
        sari.say(f"kata {i}")
    assert len(await bot.get_updates(limit=100)) == 100


async def test_a_long_poll_wakes_at_once(bot: Bot, sari: Person) -> None:
    poll = asyncio.create_task(said(bot, timeout=30))
    await asyncio.sleep(0.2)
    begun = time.monotonic()
    sari.say("halo")
    assert await poll == ["halo"]
    assert time.monotonic() - begun < 0.5


async def test_the_second_poller_ends_the_first(bot: Bot, sari: Person) -> None:
    first = asyncio.create_task(said(bot, timeout=30))
    await asyncio.sleep(0.2)
    second = asyncio.create_task(said(bot, timeout=30))
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await first
    sari.say("halo")
    assert await second == ["halo"]


async def test_kinds_are_chosen_when_the_update_is_born(bot: Bot, sari: Person) -> None:
    await bot.get_updates(allowed_updates=["message"])
    sari.block()
    sari.unblock()
    sari.say("halo")
    await bot.get_updates(allowed_updates=[])
    sari.block()
    updates = await bot.get_updates()
    assert [u.message and u.message.text for u in updates] == ["halo", None]
    assert updates[1].my_chat_member is not None


async def test_messages_live_a_day_and_presses_150_seconds(tg: Telegram, bot: Bot, sari: Person) -> None:
    buttons = InlineKeyboardMarkup([[InlineKeyboardButton("Ya", callback_data="y")]])
    await bot.send_message(sari.id, "Setuju?", reply_markup=buttons)
    message = sari.say("pagi")
    sari.press("Ya")
    tg.clock.advance(seconds=149)
    assert len(await bot.get_updates()) == 2
    tg.clock.advance(seconds=2)
    assert await said(bot) == ["pagi"]
    sari.edit(message, "siang")
    tg.clock.advance(hours=23)
    assert await said(bot) == ["pagi", "siang"]
    tg.clock.advance(hours=1)
    assert await said(bot) == []


async def test_the_odd_delays_are_a_switch(tg: Telegram, bot: Bot, sari: Person) -> None:
    tg.updates.delays = True
    sari.say("satu")
    sari.say("dua")
    assert await said(bot, offset=5) == ["satu", "dua"]
    assert await said(bot, offset=5) == ["satu"]


async def test_a_press_is_answered_once_and_in_time(tg: Telegram, bot: Bot, sari: Person) -> None:
    buttons = InlineKeyboardMarkup([[InlineKeyboardButton("Ya", callback_data="y")]])
    await bot.send_message(sari.id, "Setuju?", reply_markup=buttons)
    press = sari.press("Ya")
    await bot.answer_callback_query(press.id, "Tercatat.", show_alert=True)
    assert await press == ("Tercatat.", True)
    assert sari.toasts == [("Tercatat.", True)]
    late = sari.press("y")
    tg.clock.advance(seconds=151)
    for gone in (press, late):
        with pytest.raises(BadRequest, match=r"(?i)query is too old and response timeout expired"):
            await bot.answer_callback_query(gone.id)
    with pytest.raises(BadRequest, match=r"(?i)message_too_long"):
        await bot.answer_callback_query(sari.press(0).id, "x" * 201)
    with pytest.raises(LookupError, match=r"sees no button \[Tidak\]; there are: \[Ya\]"):
        sari.press("Tidak")


async def test_what_no_bot_ever_had_is_told_when_it_is_too_old(tg: Telegram, bot: Bot, sari: Person) -> None:
    lost: list[str] = []
    tg.updates.on_late.append(lambda update: lost.append(update["message"]["text"]))
    sari.say("pagi")
    assert await said(bot) == ["pagi"]  # had, though not confirmed
    sari.say("siang")
    tg.clock.advance(hours=25)
    assert lost == ["siang"]
    poll = asyncio.create_task(said(bot, timeout=30))
    await asyncio.sleep(0.2)
    poll.cancel()  # whoever asked is gone, and so is the line
    with contextlib.suppress(asyncio.CancelledError):
        await poll
    await asyncio.sleep(0.2)
    sari.say("sore")
    await asyncio.sleep(0.1)
    tg.clock.advance(hours=25)
    assert lost == ["siang", "sore"]
