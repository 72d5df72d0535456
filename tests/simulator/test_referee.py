"""The referee must be able to whistle."""

from simulator.people import Person
from simulator.telegram import Telegram
from tests.referee import Referee


async def test_an_unknown_key_deep_in_an_update_is_seen(tg: Telegram, referee: Referee, sari: Person) -> None:
    tg.push("message", {**sari.say("halo"), "chat": {"id": sari.id, "type": "private", "mood": "cerah"}}, ("chat", 1))
    assert referee.violations == ["update.message.chat.mood: unknown key"]
    referee.violations.clear()


async def test_a_wrong_answer_is_seen(tg: Telegram, referee: Referee, sari: Person) -> None:
    tg.bot["first_name"] = 7
    await tg.call("getMe", {})
    assert len(referee.violations) == 1 and "getMe answer" in referee.violations[0]
    referee.violations.clear()


async def test_it_is_cheap_enough_to_watch_every_test(tg: Telegram, referee: Referee, sari: Person) -> None:
    tg.rates = False
    begun = tg.clock.now()
    for _ in range(500):
        await tg.call("sendMessage", {"chat_id": sari.id, "text": "<b>halo</b>", "parse_mode": "HTML"})
    assert (tg.clock.now() - begun).total_seconds() < 2
    assert referee.seen > 500
