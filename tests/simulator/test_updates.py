"""getUpdates as Telegram's server does it."""

import asyncio
import time

import pytest
from telegram import Bot
from telegram.error import BadRequest, Conflict

from simulator.people import Person
from simulator.telegram import Telegram


async def said(bot: Bot, **how: object) -> list[str]:
    return [u.effective_message.text for u in await bot.get_updates(**how)]  # type: ignore[union-attr,misc]


async def test_updates_stay_until_the_offset_confirms_them(tg: Telegram, bot: Bot, sari: Person) -> None:
    for word in ("satu", "dua", "tiga"):
        sari.say(word)
    first = await bot.get_updates()
    assert ["satu", "dua", "tiga"] == await said(bot)
    assert ["dua", "tiga"] == await said(bot, offset=first[1].update_id)
    assert ["dua"] == await said(bot, limit=1)
    assert ["tiga"] == await said(bot, offset=-1)
    assert ["tiga"] == await said(bot)
    assert [] == await said(bot, offset=first[2].update_id + 1)


async def test_a_batch_holds_at_most_100(bot: Bot, sari: Person) -> None:
    for i in range(130):
        sari.say(f"kata {i}")
    assert 100 == len(await bot.get_updates(limit=100))


async def test_a_long_poll_wakes_at_once(bot: Bot, sari: Person) -> None:
    poll = asyncio.create_task(said(bot, timeout=30))
    await asyncio.sleep(0.2)
    begun = time.monotonic()
    sari.say("halo")
    assert ["halo"] == await poll
    assert time.monotonic() - begun < 0.5


async def test_the_second_poller_ends_the_first(bot: Bot, sari: Person) -> None:
    first = asyncio.create_task(said(bot, timeout=30))
    await asyncio.sleep(0.2)
    second = asyncio.create_task(said(bot, timeout=30))
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await first
    sari.say("halo")
    assert ["halo"] == await second


async def test_kinds_are_chosen_when_the_update_is_born(bot: Bot, sari: Person) -> None:
    await bot.get_updates(allowed_updates=["message"])
    sari.block()
    sari.unblock()
    sari.say("halo")
    await bot.get_updates(allowed_updates=[])
    sari.block()
    updates = await bot.get_updates()
    assert ["halo", None] == [u.message and u.message.text for u in updates]
    assert updates[1].my_chat_member is not None


async def test_messages_live_a_day_and_presses_150_seconds(tg: Telegram, bot: Bot, sari: Person) -> None:
    from telegram import InlineKeyboardButton, InlineKeyboardMarkup

    buttons = InlineKeyboardMarkup([[InlineKeyboardButton("Ya", callback_data="y")]])
    await bot.send_message(sari.id, "Setuju?", reply_markup=buttons)
    message = sari.say("pagi")
    sari.press("Ya")
    tg.clock.advance(seconds=149)
    assert 2 == len(await bot.get_updates())
    tg.clock.advance(seconds=2)
    assert ["pagi"] == await said(bot)
    sari.edit(message, "siang")
    tg.clock.advance(hours=23)
    assert ["pagi", "siang"] == await said(bot)
    tg.clock.advance(hours=1)
    assert [] == await said(bot)


async def test_the_odd_delays_are_a_switch(tg: Telegram, bot: Bot, sari: Person) -> None:
    tg.updates.delays = True
    sari.say("satu")
    sari.say("dua")
    assert ["satu", "dua"] == await said(bot, offset=5)
    assert ["satu"] == await said(bot, offset=5)


async def test_a_press_is_answered_once_and_in_time(tg: Telegram, bot: Bot, sari: Person) -> None:
    from telegram import InlineKeyboardButton, InlineKeyboardMarkup

    buttons = InlineKeyboardMarkup([[InlineKeyboardButton("Ya", callback_data="y")]])
    await bot.send_message(sari.id, "Setuju?", reply_markup=buttons)
    press = sari.press("Ya")
    await bot.answer_callback_query(press.id, "Tercatat.", show_alert=True)
    assert ("Tercatat.", True) == await press
    assert [("Tercatat.", True)] == sari.toasts
    late = sari.press("y")
    tg.clock.advance(seconds=151)
    for gone in (press, late):
        with pytest.raises(BadRequest, match="(?i)query is too old and response timeout expired"):
            await bot.answer_callback_query(gone.id)
    with pytest.raises(BadRequest, match="(?i)message_too_long"):
        await bot.answer_callback_query(sari.press(0).id, "x" * 201)
    with pytest.raises(LookupError, match=r"sees no button \[Tidak\]; there are: \[Ya\]"):
        sari.press("Tidak")
