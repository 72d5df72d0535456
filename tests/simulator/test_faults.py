"""Faults as a bot meets them, and what the stage notes of them."""

from typing import Any

import aiohttp
import pytest

from simulator.faults import Fault
from simulator.groups import Group
from simulator.people import Person
from simulator.server import Server
from simulator.telegram import Telegram

TO = {"text": "halo"}


async def asked(tg: Telegram, server: Server, chat: int, method: str = "sendMessage") -> tuple[int, Any]:
    patience = aiohttp.ClientTimeout(total=0.5)
    async with (
        aiohttp.ClientSession(timeout=patience) as http,
        http.post(f"{server.url}/bot{tg.token}/{method}", json={"chat_id": chat, **TO}) as answer,
    ):
        return answer.status, await (answer.json() if answer.content_type == "application/json" else answer.text())


@pytest.mark.parametrize(
    ("fault", "status", "words"),
    [
        (Fault.flood(7), 429, "Too Many Requests: retry after 7"),
        (Fault.server_error(500), 500, "Internal Server Error"),
        (Fault.server_error(504), 504, "Gateway Timeout"),
        (Fault.blocked(), 403, "Forbidden: bot was blocked by the user"),
        (Fault.deactivated(), 403, "Forbidden: user is deactivated"),
        (Fault.no_chat(), 400, "Bad Request: chat not found"),
        (Fault.no_message(), 400, "Bad Request: message to edit not found"),
        (Fault.wrong_token(), 401, "Unauthorized"),
        (Fault.status(418, "I'm a teapot"), 418, "I'm a teapot"),
    ],
)
async def test_refusals(tg: Telegram, server: Server, sari: Person, fault: Fault, status: int, words: str) -> None:
    tg.faults.on("sendMessage", fault=fault)
    found, answer = await asked(tg, server, sari.id)
    assert (found, answer["description"]) == (status, words)
    assert "halo" not in [m.get("text") for m in sari.messages()]


@pytest.mark.parametrize(
    ("fault", "error", "arrives"),
    [
        (Fault.silence_before(), TimeoutError, 0),
        (Fault.silence_after(), TimeoutError, 1),
        (Fault.drop_before(), aiohttp.ClientError, 0),
        (Fault.drop_after(), aiohttp.ClientError, 1),
        (Fault.cut(), ValueError, 1),
        (Fault.torn(), aiohttp.ClientError, 1),
    ],
)
async def test_answers_that_do_not_come(
    tg: Telegram, server: Server, sari: Person, fault: Fault, error: type[Exception], arrives: int
) -> None:
    tg.faults.on("sendMessage", fault=fault)
    with pytest.raises(error):
        await asked(tg, server, sari.id)
    assert len([m for m in sari.messages() if m.get("text") == "halo"]) == arrives
    assert fault.ambiguous and fault.may_double == bool(arrives)


async def test_a_page_and_a_slow_body(tg: Telegram, server: Server, sari: Person) -> None:
    tg.faults.on("sendMessage", fault=Fault.page(403), nth=1)
    status, text = await asked(tg, server, sari.id)
    assert status == 403 and text.startswith("<html>")
    tg.faults.on("sendMessage", fault=Fault.slow())
    assert (await asked(tg, server, sari.id))[1]["result"]["text"] == "halo"


async def test_by_call_by_chat_and_by_chance(tg: Telegram, sari: Person, budi: Person) -> None:
    budi.start()
    tg.rates = False
    tg.faults.on("send*", chat=sari.id, nth=2, fault=Fault.server_error(500))
    told = [await tg.call("sendMessage", {"chat_id": who.id, **TO}) for who in (sari, budi, sari, budi, sari)]
    assert [answer["ok"] for answer in told] == [True, True, False, True, True]
    tg.faults.heal()
    tg.faults.chance(0.3, Fault.server_error(502), methods=("sendMessage",))
    lots = []
    for _ in range(2):
        tg.faults.rng.seed(5)
        lots.append([(await tg.call("sendMessage", {"chat_id": sari.id, **TO}))["ok"] for _ in range(50)])
    assert lots[0] == lots[1] and 20 < sum(lots[0]) < 48
    assert tg.faults.counted() == {"500": 1, "502": 100 - 2 * sum(lots[0])}


async def test_who_does_not_wait_is_noted(tg: Telegram, sari: Person, budi: Person) -> None:
    budi.start()
    tg.faults.on("sendMessage", chat=sari.id, fault=Fault.flood(30), times=1)
    for moved, who in ((0, sari), (10, budi), (0, sari)):
        tg.clock.advance(seconds=moved)
        await tg.call("sendMessage", {"chat_id": who.id, **TO})
    assert len(tg.faults.violations) == 1 and str(sari.id) in tg.faults.violations[0]
    tg.clock.advance(seconds=21)
    await tg.call("sendMessage", {"chat_id": sari.id, **TO})
    assert len(tg.faults.violations) == 1


async def test_a_storm_is_everybodys_once_three_chats_know(tg: Telegram) -> None:
    people = [tg.person(f"Warga {number}") for number in range(4)]
    for person in people:
        person.start()
    tg.faults.storm(start=0, end=20)
    for person in people[:3]:
        answer = await tg.call("sendMessage", {"chat_id": person.id, **TO})
        assert 19 <= answer["parameters"]["retry_after"] <= 20
    tg.clock.advance(seconds=5)
    await tg.call("sendMessage", {"chat_id": people[3].id, **TO})
    assert ["everyone" in told for told in tg.faults.violations] == [True]
    tg.clock.advance(seconds=16)
    assert (await tg.call("sendMessage", {"chat_id": people[3].id, **TO}))["ok"]


async def test_a_group_without_the_right_to_write(tg: Telegram, village: Group, sari: Person) -> None:
    village.mute()
    answer = await tg.call("sendMessage", {"chat_id": village.id, **TO})
    assert answer["description"] == "Bad Request: not enough rights to send text messages to the chat"
    village.promote_bot(sari)
    assert (await tg.call("sendMessage", {"chat_id": village.id, **TO}))["ok"]


async def test_a_group_that_moves_in_silence(tg: Telegram, village: Group) -> None:
    old = village.id
    village.migrate(told=False)
    assert tg.updates.pending() == 0
    answer = await tg.call("sendMessage", {"chat_id": old, **TO})
    assert answer["parameters"] == {"migrate_to_chat_id": village.id}


async def polled(tg: Telegram, offset: int = 0) -> list[Any]:
    answer = await tg.call("getUpdates", {"offset": offset} if offset else {})
    return list(answer["result"])


async def test_updates_come_twice(tg: Telegram, sari: Person) -> None:
    tg.updates.repeats = 1.0
    sari.say("satu")
    first = await polled(tg)
    assert await polled(tg, first[0]["update_id"] + 1) == first


async def test_late_updates_keep_each_persons_order(tg: Telegram, sari: Person, budi: Person) -> None:
    tg.detours.delay(3600)
    for number in range(10):
        sari.say(f"s{number}")
        budi.say(f"b{number}")
    assert await polled(tg) == [] and len(tg.detours) == 20
    tg.clock.advance(hours=1)
    words = [update["message"]["text"] for update in await polled(tg)]
    assert [w for w in words if w[0] == "s"] == [f"s{n}" for n in range(10)]
    assert [w for w in words if w[0] == "b"] == [f"b{n}" for n in range(10)]
    assert words != [f"{who}{n}" for n in range(10) for who in "sb"]


async def test_what_a_delay_of_a_day_holds_back_is_lost(tg: Telegram, sari: Person) -> None:
    tg.detours.delay(30 * 3600)
    sari.say("satu")
    tg.clock.advance(hours=24)
    tg.detours.end()
    assert await polled(tg) == []


async def test_numbers_begin_anew_after_a_silent_week(tg: Telegram, sari: Person) -> None:
    sari.say("satu")
    first = (await polled(tg))[0]["update_id"]
    tg.clock.advance(days=7)
    sari.say("dua")
    found = await polled(tg)
    assert abs(found[0]["update_id"] - first) > 1 and found[0]["message"]["text"] == "dua"


async def test_a_refusal_in_drops_keeps_its_status(tg: Telegram, server: Server, sari: Person) -> None:
    tg.faults.on("sendMessage", fault=Fault.slow())
    async with aiohttp.ClientSession() as http:
        address = f"{server.url}/bot{tg.token}/sendMessage"
        async with http.post(address, json={"chat_id": sari.id, "text": ""}) as answer:
            assert answer.status == 400 and not (await answer.json())["ok"]
