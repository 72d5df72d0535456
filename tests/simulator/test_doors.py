"""The door of a group: knocks reach a bot that may open, and it may write for five minutes."""

import pytest
from telegram import Bot
from telegram.error import BadRequest, Forbidden

from simulator.people import Group, Person
from simulator.telegram import Telegram

ASKED = ["message", "my_chat_member", "chat_join_request", "chat_member"]


async def test_a_knock_is_told_and_answered(tg: Telegram, bot: Bot, sari: Person, village: Group) -> None:
    village.promote_bot(sari)
    tono = tg.person("Tono")
    village.knock(tono)
    [request] = [u.chat_join_request for u in await bot.get_updates(allowed_updates=ASKED) if u.chat_join_request]
    assert (request.chat.id, request.from_user.id, request.user_chat_id) == (village.id, tono.id, tono.id)
    await bot.send_message(request.user_chat_id, "Mari berkenalan")
    await bot.approve_chat_join_request(village.id, tono.id)
    assert tono in village.members
    with pytest.raises(BadRequest, match=r"(?i)user_already_participant"):
        await bot.approve_chat_join_request(village.id, tono.id)
    with pytest.raises(Forbidden):  # answered: the window is shut
        await bot.send_message(tono.id, "halo lagi")


async def test_who_is_declined_stays_outside_and_may_knock_again(
    tg: Telegram, bot: Bot, sari: Person, village: Group
) -> None:
    village.promote_bot(sari)
    tono = tg.person("Tono")
    village.knock(tono)
    await bot.decline_chat_join_request(village.id, tono.id)
    assert tono not in village.members
    with pytest.raises(BadRequest, match=r"(?i)hide_requester_missing"):
        await bot.approve_chat_join_request(village.id, tono.id)
    village.knock(tono)
    await bot.approve_chat_join_request(village.id, tono.id)
    assert tono in village.members


async def test_the_window_shuts_after_five_minutes(tg: Telegram, bot: Bot, sari: Person, village: Group) -> None:
    village.promote_bot(sari)
    tono = tg.person("Tono")
    village.knock(tono)
    await bot.send_message(tono.id, "halo")
    tg.clock.advance(seconds=301)
    with pytest.raises(Forbidden, match="initiate"):
        await bot.send_message(tono.id, "halo")


async def test_a_bot_that_may_not_invite_hears_nothing_and_opens_nothing(
    tg: Telegram, bot: Bot, sari: Person, village: Group
) -> None:
    tono = tg.person("Tono")
    village.promote_bot(sari, may_invite=False)
    village.knock(tono)
    updates = await bot.get_updates(allowed_updates=ASKED)
    changes = [u.my_chat_member.new_chat_member for u in updates if u.my_chat_member]
    assert changes[-1].can_invite_users is False  # type: ignore[union-attr]
    assert not any(u.chat_join_request for u in updates)
    with pytest.raises(BadRequest, match=r"(?i)not enough rights"):
        await bot.approve_chat_join_request(village.id, tono.id)
