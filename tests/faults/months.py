"""Three villages live in virtual time: who does what at which hour, and what they were told."""

import asyncio
import random
from collections import Counter
from dataclasses import dataclass
from typing import Any

from simulator.people import Person
from simulator.presses import Press
from simulator.telegram import Telegram
from tests.faults.villages import Village

HOURS = (1, 1, 1, 1, 2, 6, 8, 8, 6, 6, 5, 5, 6, 5, 5, 6, 8, 10, 14, 16, 14, 8, 4, 2)
"""How much a village does in each hour of its day."""
ZONE = 7
PATIENCE = 1800
PRESS_AGAIN = 160
MOST_PICKS = 3
PROPOSALS_EACH = 3
SENTENCE = "Jalan di depan rumah nomor {} rusak, mohon diperbaiki"


@dataclass(slots=True)
class Tap:
    update: int
    poll: int
    option: int
    into: bool
    press: Press


class Life:
    """What people did and heard. `promised` and `gone` are sentences for the judge."""

    def __init__(self, tg: Telegram, villages: list[Village], rng: random.Random, per_hour: float) -> None:
        self.tg, self.rng, self.per_hour = tg, rng, per_hour
        self.villages = villages
        self.updates: dict[int, str] = {}
        self.heard: dict[int, list[dict[str, Any]]] = {}
        self.ballots: dict[int, int] = {}
        self.taps: dict[int, list[Tap]] = {}
        self.proposals: dict[str, int] = {}
        self.joins: dict[str, bool] = {}
        self.vouched: list[str] = []
        self.lookups: Counter[int] = Counter()
        self.answers: Counter[int] = Counter()
        self.polls_opened = 0
        self.unanswered: list[str] = []
        self.done: Counter[str] = Counter()
        self.faults: Counter[str] = Counter()
        self.crowd = asyncio.Event()
        self.busy: set[int] = set()
        self.proposed: Counter[int] = Counter()
        self._last = 0
        self._scripts: set[asyncio.Task[None]] = set()
        tg.on_update.append(self._note)
        tg.on_answer.append(self._hear)

    # what is heard

    def _note(self, update: dict[str, Any]) -> None:
        self._last = update["update_id"]
        self.updates[self._last] = next(kind for kind in update if kind != "update_id")

    def _hear(self, method: str, given: dict[str, Any], answer: dict[str, Any]) -> None:
        if not answer["ok"] or method != "sendMessage":
            return
        message = answer["result"]
        chat = message["chat"]["id"]
        self.heard.setdefault(chat, []).append(message)
        if any(data.startswith("v:") for _, data in buttons(message)):
            self.ballots[chat] = message["message_id"]
            self.crowd.set()
        if message["text"].startswith("⟦result."):
            self.crowd.set()
        if message["text"].startswith(("⟦proposal.show⟧", "⟦proposal.refused.number⟧")):
            self.answers[chat] += 1

    # what is done

    async def village(self, place: Village, until: float) -> None:
        """Act through the hours of the day, until the end."""
        loop = asyncio.get_running_loop()
        for number in range(4):
            self._start(self._propose(place, place.people[-1 - number]))
        while loop.time() < until:
            hour = (self.tg.clock.now().hour + ZONE) % 24
            await asyncio.sleep(self.rng.expovariate(self.per_hour * HOURS[hour] / 6 / 3600))
            self._act(place)

    async def polls(self, place: Village, until: float) -> None:
        """Every day a poll about the newest proposals, from nine until nine: its results wait for the morning."""
        loop = asyncio.get_running_loop()
        while True:
            await self._at_hour(9)
            if loop.time() > until:
                return
            await self._open_poll(place)

    async def vouching(self, place: Village, until: float) -> None:
        """The kader knows everybody who asks, and looks at the phone every few minutes."""
        seen = 0
        while asyncio.get_running_loop().time() < until + PATIENCE:
            await asyncio.sleep(self.rng.uniform(60, 600))
            asked = self.heard.get(place.kader.id, [])
            for message in asked[seen:]:
                yes = [data for label, data in buttons(message) if "button.vouch_yes" in label]
                if yes:
                    self._start(self._vouch(place.kader, message, yes[0]))
            seen = len(asked)

    async def finish(self) -> None:
        """What was begun comes to its end."""
        while self._scripts:
            await asyncio.wait(self._scripts)

    def _start(self, script: Any) -> None:
        task = asyncio.get_running_loop().create_task(script)
        self._scripts.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: "asyncio.Task[None]") -> None:
        self._scripts.discard(task)
        if not task.cancelled() and (error := task.exception()):
            self.unanswered.append(f"{type(error).__name__}: {error}")

    def _act(self, place: Village) -> None:
        chance = self.rng.random()
        if chance < 0.01:
            person = self.rng.choice(place.shy)
            self._sulk(person)
            return
        person = self.rng.choice(place.people)
        if person in place.shy or person in (place.kader, place.team) or person.id in self.busy:
            return
        if chance < 0.04 and self.proposed[person.id] < PROPOSALS_EACH:
            self._start(self._propose(place, person))
        elif chance < 0.055:
            self._start(self._join(place))
        elif chance < 0.35 or person.id not in self.ballots:
            self.lookups[person.id] += 1
            person.say(f"/usulan {self.rng.choice(place.numbers or [1])}")
            self.done["lookups"] += 1
        else:
            self._tap(person)

    def _sulk(self, person: Person) -> None:
        """Ask and block the bot before it can answer; or come back."""
        self.done["blocked or came back"] += 1
        if person.chat.blocked:
            person.unblock()
            return
        person.say("/usulan")
        person.block()

    def _tap(self, person: Person) -> None:
        taps = self.taps.setdefault(person.id, [])
        if taps and not taps[-1].press.answered and self.tg.clock.seconds() - taps[-1].press.pressed_at < PRESS_AGAIN:
            return
        message = person.chat.messages[self.ballots[person.id]]
        options = sorted(data for _, data in buttons(message) if data.startswith("v:"))
        if not options:
            return
        data = self.rng.choice(options)
        poll, option, into, _ = data.split(":")[1].split(",")
        press = person.press(data, message)
        taps.append(Tap(self._last, int(poll, 36), int(option, 36), into == "1", press))
        self.done["taps"] += 1

    async def _propose(self, place: Village, person: Person) -> None:
        self.busy.add(person.id)
        self.proposed[person.id] += 1
        words = SENTENCE.format(len(self.proposals) + self.rng.randrange(10**6) * 1000)
        since = len(self.heard.get(person.id, ()))
        person.say(words)
        self.done["proposals begun"] += 1
        for label in ("yes_proposal", "whole_village", "benefit.semua", "yes_send"):
            message = await self._answered(person, label, since)
            since = self.heard[person.id].index(message) + 1
            await self._press(person, message, label)
        message = await self._answered(person, "⟦propose.done⟧", since)
        number = int(message["text"].split("number=")[1].split()[0].rstrip("]"))
        self.proposals[words] = number
        place.numbers.append(number)
        self.busy.discard(person.id)

    async def _join(self, place: Village) -> None:
        name = f"Pendatang {len(self.joins) + 1:04}"
        self.joins[name] = False
        person = self.tg.person(name)
        person.say("/start warga_" + place.code.replace(".", ""))
        await self._answered(person, "⟦join.ask_name⟧", 0)
        person.say(name)
        since = 0
        for label in ("Krajan", "rt=02", "sex.p"):
            message = await self._answered(person, label, since)
            since = self.heard[person.id].index(message) + 1
            await self._press(person, message, label)
        await self._answered(person, "⟦join.ask_born⟧", since)
        person.say("1990")
        message = await self._answered(person, "yes_send", since)
        since = self.heard[person.id].index(message) + 1
        await self._press(person, message, "yes_send")
        await self._answered(person, "⟦join.asked⟧", since)
        self.joins[name] = True

    async def _vouch(self, kader: Person, message: dict[str, Any], data: str) -> None:
        while any(data == there for _, there in buttons(kader.chat.messages[message["message_id"]])):
            press = kader.press(data, message)
            await asyncio.sleep(PRESS_AGAIN)
            if press.toast and press.toast[0].startswith("⟦vouch.toast.done⟧"):
                self.vouched.append(message["text"].split("name=")[1][: len("Pendatang 0000")])
            if press.answered:
                break

    async def _open_poll(self, place: Village) -> None:
        team, since = place.team, len(self.heard.get(place.team.id, ()))
        team.say("/kelola musyawarah")
        steps: list[tuple[str, str]] = [("open_poll", ""), ("unpicked", " ".join(map(str, place.numbers[-6:])))]
        steps += [("done_picking", ""), (f"n={MOST_PICKS}", ""), ("button.moment", "hari ini jam 9 malam")]
        for label, words in [*steps, ("open_now", "")]:
            message = await self._answered(team, label, since)
            since = self.heard[team.id].index(message) + 1
            if words:
                team.say(words)
            else:
                await self._press(team, message, label)
        await self._answered(team, "⟦poll.done⟧", since)
        self.polls_opened += 1

    async def _press(self, person: Person, message: dict[str, Any], label: str) -> None:
        """Press, and again if the press was lost: with the power off, Telegram forgets it after 150 seconds."""
        data = next(data for text, data in buttons(message) if label in text)
        for _ in range(12):
            press = person.press(data, message)
            for _ in range(PRESS_AGAIN // 4):
                await asyncio.sleep(4)
                if press.answered:
                    return

    async def _answered(self, person: Person, part: str, since: int) -> dict[str, Any]:
        """Wait for a message with these words, or with a button that has them."""
        for _ in range(PATIENCE // 2):
            for message in self.heard.get(person.id, [])[since:]:
                if part in message["text"] or any(part in label for label, _ in buttons(message)):
                    return message
            await asyncio.sleep(2)
        last = self.heard.get(person.id, [{"text": "nothing"}])[-1]["text"]
        raise AssertionError(f"{person.name} waits in vain for {part}; the last word was {last[:60]!r}")

    async def _at_hour(self, hour: int) -> None:
        now = self.tg.clock.now()
        passed = ((now.hour + ZONE) % 24) * 3600 + now.minute * 60 + now.second
        await asyncio.sleep((hour * 3600 - passed) % 86_400 or 86_400)


def buttons(message: dict[str, Any]) -> list[tuple[str, str]]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", ())
    return [(button["text"], button["callback_data"]) for row in rows for button in row if "callback_data" in button]
