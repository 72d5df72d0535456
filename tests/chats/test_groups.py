"""What happens to a group must not happen to the village: it moves, has topics, is a channel, loses us, has us back."""

from typing import Any

import pytest

from simulator.groups import Group
from tests.play import Play
from tests.rights.hands import pressed
from tests.transcript import act, play
from tests.village_life import founded, joined, polling, proposed


async def test_a_group_that_becomes_a_supergroup_stays_the_villages(stage: Play) -> None:
    await founded(stage)
    await joined(stage, "Sari")
    await proposed(stage, "Sari", "Lampu jalan di gang masjid")
    stage.groups["Warga"].migrate()
    await stage.quiet()
    await play(
        stage,
        """
        Sari @ Warga: /usulan
        bot > Warga: proposal.list total=1
        """,
    )


@pytest.fixture
async def village(stage: Play) -> Play:
    """Two proposals to vote about: a poll's opening is what the groups hear of."""
    await founded(stage)
    await joined(stage, "Sari")
    await proposed(stage, "Sari", "Lampu jalan di gang masjid", "Jembatan bambu diganti beton")
    return stage


async def announced(stage: Play) -> None:
    await polling(stage)
    await stage.quiet()


def ours(stage: Play, group: Group) -> list[dict[str, Any]]:
    """What we have written there; posts of a channel carry no sender."""
    bot = stage.telegram.bot["id"]
    texts = [m for m in group.messages if "text" in m]
    return [m for m in texts if m.get("from", {}).get("id") == bot or group.chat.kind == "channel"]


def openings(stage: Play, group: Group) -> int:
    return sum("⟦poll.opened" in m["text"] for m in ours(stage, group))


async def later(stage: Play, minutes: int) -> list[tuple[str, str, str]]:
    stage.telegram.clock.advance(minutes=minutes)
    await stage.bot.gateway.bot.get_me()
    stage.bot.courier.kick()
    await stage.quiet()
    return [(kind, who, text.split("⟦")[1].split("⟧")[0]) for kind, who, text, _ in stage.heard()]


async def test_a_group_that_moves_while_news_is_on_its_way_gets_it_once_in_the_new_one(village: Play) -> None:
    group, old = village.groups["Warga"], village.groups["Warga"].id
    group.migrate(told=False)
    await announced(village)
    assert openings(village, group) == 1
    assert not [m for m in village.telegram.chats[old].messages.values() if "poll.opened" in m.get("text", "")]
    village.heard()
    await act(village, "Sari @ Warga: /usulan")
    assert [who for _, who, *_ in village.heard()] == ["Warga"]
    asked: list[int] = []
    village.telegram.on_answer.append(lambda method, given, answer: asked.append(given.get("chat_id", 0)))
    await act(village, "Sari @ Warga: /usulan 1")
    assert old not in asked


async def test_who_can_mend_it_hears_once_that_we_may_not_write_and_nothing_is_lost_or_doubled(village: Play) -> None:
    group = village.groups["Warga"]
    group.mute()
    await announced(village)
    heard = await later(village, 11)
    assert openings(village, group) == 0
    told = [m for m in village.person("Joko").messages() if "group.trouble.bungkam" in m.get("text", "")]
    assert len(told) == 1 and "group=Warga" in told[0]["text"]
    assert not [one for one in heard if "trouble" in one[2]], "told once, however often it is tried"
    group.mute(False)
    await later(village, 11)
    assert openings(village, group) == 1
    group.mute()
    await act(village, "Sari @ Warga: /usulan")
    again = [m for m in village.person("Joko").messages() if "group.trouble.bungkam" in m.get("text", "")]
    assert len(again) == 2, "it had been mended in between"


async def test_who_can_mend_it_hears_that_we_were_put_out_and_the_group_that_we_are_back(village: Play) -> None:
    group, joko = village.groups["Warga"], village.person("Joko")
    group.remove_bot(joko)
    await village.quiet()
    heard = [(who, text) for _, who, text, _ in village.heard()]
    assert {who for who, text in heard if "group.trouble.keluar" in text} == {"Joko", "Slamet"}
    await announced(village)
    assert openings(village, group) == 0
    village.heard()
    group.add_bot(joko, as_admin=True)
    await village.quiet()
    assert [(who, text.split("⟧")[0]) for _, who, text, _ in village.heard()] == [("Warga", "⟦group.back")]
    await play(
        village,
        """
        Sari @ Warga: /usulan
        bot > Warga: proposal.list total=2
        """,
    )


def forum(stage: Play) -> Group:
    """The village's group is a supergroup with topics."""
    group = stage.groups["Warga"]
    group.migrate()
    group.become_forum(stage.person("Joko"))
    return group


async def said(stage: Play, name: str, words: str, topic: int) -> None:
    stage.person(name).say(words, stage.groups["Warga"], topic=topic)
    await stage.quiet()


async def test_news_stands_in_the_topic_that_an_officer_chose_and_answers_where_they_were_asked(village: Play) -> None:
    group = forum(village)
    news, talk = group.topic("Kabar desa", village.person("Joko")), group.topic("Obrolan", village.person("Sari"))
    await said(village, "Joko", "/tautkan", news)
    await said(village, "Sari", "/usulan", talk)
    await announced(village)
    placed = [(m["text"].split("⟦")[1].split("⟧")[0], m.get("message_thread_id", 0)) for m in ours(village, group)[-3:]]
    assert placed == [("group.linked", news), ("proposal.list", talk), ("poll.opened", news)]


async def test_a_topic_that_is_gone_gives_way_to_the_group_and_one_that_is_closed_waits(village: Play) -> None:
    group = forum(village)
    news = group.topic("Kabar desa", village.person("Joko"))
    await said(village, "Joko", "/tautkan", news)
    group.close_topic(news)
    await announced(village)
    assert openings(village, group) == 0
    assert any("group.trouble.bungkam" in m.get("text", "") for m in village.person("Slamet").messages())
    group.delete_topic(news)
    await later(village, 11)
    [post] = [m for m in ours(village, group) if "poll.opened" in m["text"]]
    assert "message_thread_id" not in post
    told = [m for m in village.person("Joko").messages() if "group.trouble.topik" in m.get("text", "")]
    assert len(told) == 1
    other = group.topic("Pengumuman", village.person("Joko"))
    await said(village, "Joko", "/tautkan", other)
    assert ours(village, group)[-1]["message_thread_id"] == other


async def test_a_channel_is_tied_by_whoever_makes_us_its_administrator_and_gets_the_news(village: Play) -> None:
    joko, sari = village.person("Joko"), village.person("Sari")
    channel = village.telegram.group("Kabar Sumberagung", admins=[joko, sari], kind="channel")
    other = village.telegram.group("Kanal Sari", admins=[sari], kind="channel")
    other.add_bot(sari)
    await village.quiet()
    assert village.heard() == [], "who may not tie it is not asked, and nothing is written there"
    channel.add_bot(joko)
    await village.quiet()
    assert "group.ask_channel⟧ channel=Kabar" in village.heard()[-1][2]
    await play(
        village,
        """
        Joko: [button.link_channel]
        edit > Joko: group.channel_linked channel=Kabar
        """,
    )
    await announced(village)
    assert openings(village, channel) == 1 and openings(village, village.groups["Warga"]) == 1
    assert ours(village, other) == []
    village.heard()
    channel.promote_bot(joko, may_post=False)
    await village.quiet()
    heard = [(who, text) for _, who, text, _ in village.heard()]
    assert ("Joko", True) in {(who, "group.trouble.bungkam" in text) for who, text in heard}
    await act(village, "-- 35 jam kemudian")
    assert not [m for m in ours(village, channel) if "result.group" in m["text"]]
    channel.promote_bot(joko)
    await village.quiet()
    assert len([m for m in ours(village, channel) if "result.group" in m["text"]]) == 1
    assert await pressed(village, "Slamet", "gk", 1) == [("toast", "talk.refused.old")]
