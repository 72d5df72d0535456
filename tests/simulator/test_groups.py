"""Groups: privacy, coming and going, pins, and a new id."""

import pytest
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden

from simulator.people import Group, Person
from simulator.telegram import Telegram


async def heard(bot: Bot) -> list[str | None]:
    updates = await bot.get_updates()
    await bot.get_updates(offset=updates[-1].update_id + 1 if updates else 0)
    return [u.effective_message.text if u.effective_message else None for u in updates]


async def test_privacy(tg: Telegram, bot: Bot, sari: Person, budi: Person, village: Group) -> None:
    asked = await bot.send_message(village.id, "Usul apa?")
    budi.say("jalan rusak", village)
    budi.say("/usul jalan", village)
    budi.say("/usul@bot_lain jalan", village)
    budi.say("/usul@Rembuk_Latihan_Bot jalan", village)
    budi.say("tanya @rembuk_latihan_bot dulu", village)
    budi.say("jembatan", village, reply_to={"message_id": asked.message_id})
    assert await heard(bot) == [
        "/usul jalan", "/usul@Rembuk_Latihan_Bot jalan", "tanya @rembuk_latihan_bot dulu", "jembatan",
    ]  # fmt: skip
    village.promote_bot(sari)
    budi.say("kini terdengar", village)
    assert await heard(bot) == [None, "kini terdengar"]
    assert len([m for m in village.messages if "text" in m]) == 8


async def test_the_bot_comes_and_goes(tg: Telegram, bot: Bot, sari: Person, budi: Person) -> None:
    group = tg.group("RT 03", members=[sari, budi])
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await bot.send_message(group.id, "halo")
    sari.open("https://t.me/rembuk_latihan_bot?startgroup=taut_1", group)
    joined, note, start = await bot.get_updates()
    assert joined.my_chat_member and note.message and start.message
    assert (
        joined.my_chat_member.old_chat_member.status,
        joined.my_chat_member.new_chat_member.status,
    ) == ("left", "member")
    assert tg.bot["id"] == note.message.new_chat_members[0].id
    assert start.message.text == "/start@rembuk_latihan_bot taut_1"
    group.remove_bot(sari)
    with pytest.raises(Forbidden, match="bot was kicked from the group chat"):
        await bot.send_message(group.id, "halo")
    gone = (await bot.get_updates(offset=start.update_id + 1))[0]
    assert gone.my_chat_member and gone.my_chat_member.new_chat_member.status == "left"


async def test_a_supergroup_says_kicked(tg: Telegram, bot: Bot, sari: Person) -> None:
    group = tg.group("Dusun Krajan", members=[sari], supergroup=True)
    group.add_bot(sari, as_admin=True)
    group.remove_bot(sari)
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await bot.send_message(group.id, "halo")
    changes = [u.my_chat_member for u in await bot.get_updates() if u.my_chat_member]
    assert [(c.old_chat_member.status, c.new_chat_member.status) for c in changes] == [
        ("left", "administrator"),
        ("administrator", "kicked"),
    ]


async def test_a_group_becomes_a_supergroup(tg: Telegram, bot: Bot, budi: Person, village: Group) -> None:
    old = village.id
    village.migrate()
    to, come_from = [u.message for u in await bot.get_updates()]
    assert to and come_from
    assert (old, village.id) == (to.chat.id, to.migrate_to_chat_id)
    assert (village.id, old) == (come_from.chat.id, come_from.migrate_from_chat_id)
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(old, "halo")
    assert village.id == moved.value.new_chat_id
    assert (await bot.send_message(village.id, "halo")).chat.type == "supergroup"
    assert budi.messages(village)[-1]["text"] == "halo"


async def test_pins(bot: Bot, sari: Person, village: Group) -> None:
    board = await bot.send_message(village.id, "Papan hasil")
    with pytest.raises(BadRequest, match=r"(?i)not enough rights to manage pinned messages"):
        await board.pin()
    village.promote_bot(sari)
    await board.pin()
    assert [m["text"] for m in village.pinned] == ["Papan hasil"]
    pinned = (await bot.get_chat(village.id)).pinned_message
    assert pinned and board.message_id == pinned.message_id
    note = (await bot.get_updates())[-1].message
    assert note and note.pinned_message and board.message_id == note.pinned_message.message_id
    await board.unpin()
    assert (await bot.get_chat(village.id)).pinned_message is None


async def test_who_is_who(tg: Telegram, bot: Bot, sari: Person, budi: Person, village: Group) -> None:
    assert [m.status for m in await bot.get_chat_administrators(village.id)] == ["creator"]
    assert (await bot.get_chat_member(village.id, budi.id)).status == "member"
    assert (await bot.get_chat_member(village.id, tg.person("Orang Luar").id)).status == "left"
    await bot.leave_chat(village.id)
    with pytest.raises(Forbidden, match="bot is not a member of the group chat"):
        await bot.send_message(village.id, "halo")
    with pytest.raises(ValueError, match="is not in Warga Desa"):
        tg.person("Orang Lain").say("/usul", village)


async def test_a_channel(tg: Telegram, bot: Bot, sari: Person) -> None:
    channel = tg.group("Kabar Desa", admins=[sari], kind="channel", username="kabardesa")
    channel.add_bot(sari)
    post = await bot.send_message("@kabardesa", "Pengumuman")
    assert post.chat.type == "channel" and post.from_user is None


async def test_blocking_is_told(bot: Bot, sari: Person) -> None:
    sari.block()
    sari.unblock()
    changes = [u.my_chat_member for u in await bot.get_updates()]
    assert [(c.old_chat_member.status, c.new_chat_member.status) for c in changes if c] == [
        ("member", "kicked"),
        ("kicked", "member"),
    ]
