"""A Bot API that is nearly free: raw asyncio in a process of its own, so that what is measured is the bot.

`python -m benchmarks.server MODE FACTS` with FACTS as JSON. `village` plays the village from set-up to result, `crowd`
residents of a filled folder; both begin with what the bot said first, on standard input. `echo` has so many texts
waiting, or lets them out at a rate. Prints its port, and at the end one line of JSON.
"""

import asyncio
import json
import resource
import sys
import time
from collections import deque
from typing import Any
from urllib.parse import unquote_plus

from benchmarks.crowd import Crowd
from benchmarks.people import EDIT, MESSAGE, Heard, Village
from benchmarks.wire import BEGINS, Connection
from simulator.pace import OVERALL_PER_SECOND, Bucket, Window

ME = {"id": 1, "is_bot": True, "first_name": "B", "username": "xbot", "can_join_groups": True,
      "can_read_all_group_messages": False, "supports_inline_queries": False}  # fmt: skip
BATCH = 100
PATIENCE = 10.0
"""Seconds for which a question for updates waits."""
GIVE_UP = 60.0
"""Seconds without a call; a bot takes its time to start on a busy machine."""


class Limits:
    """Telegram's: 30 messages in any second, to one chat three at once and then one a second."""

    def __init__(self) -> None:
        self.refused = 0
        self._overall = Window(OVERALL_PER_SECOND, 1)
        self._chats: dict[int, Bucket] = {}

    def refuse(self, chat: int) -> bool:
        now = time.monotonic()
        bucket = self._chats.setdefault(chat, Bucket(now))
        if max(self._overall.seconds_until_free(now), bucket.seconds_until_free(now)) > 0:
            self.refused += 1
            return True
        self._overall.add(now)
        bucket.left -= 1
        return False


class Api:
    def __init__(self) -> None:
        self.calls = self.sent = self.made = self.first = self.batches = 0
        self.began = self.ended = 0.0
        self.finished = asyncio.get_running_loop().create_future()
        self.village: Village | Crowd | None = None
        self.wanted = 0
        self.rate = 0.0
        self.limits: Limits | None = None
        self.notice = ""
        self.notices: list[float] = []
        self.took: list[float] = []
        """Seconds from handing an update out to its first answer in that chat."""
        self._asked: dict[int, float] = {}
        self._held: deque[tuple[int, int, bytes]] = deque()
        self._waiting: list[tuple[int, int, bytes]] = []
        self._asker: tuple[Connection, asyncio.TimerHandle] | None = None
        self._message = 0
        self.first_asked = asyncio.Event()

    # Towards the bot

    def push(self, kind: str, facts: dict[str, Any]) -> None:
        self.made += 1
        if kind == "message":
            self._message += 1
            facts = {"message_id": self._message, "date": BEGINS, **facts}
        elif kind == "callback_query":
            facts = {"id": str(self.made), **facts}
            facts["message"] = {"date": BEGINS, "from": ME, **facts["message"]}
        else:
            facts = {"date": BEGINS, **facts}
        chat = (facts["message"] if kind == "callback_query" else facts)["chat"]["id"]
        update = (self.made, chat, json.dumps({"update_id": self.made, kind: facts}).encode())
        if self.rate:
            self._held.append(update)
        else:
            self._let_out(update)

    async def pace(self) -> None:
        """Let out what people did, one at a time, once the bot asks for it."""
        await self.first_asked.wait()
        at = time.perf_counter()
        while True:
            at += 1 / self.rate
            await asyncio.sleep(max(0, at - time.perf_counter()))
            if self._held:
                self._let_out(self._held.popleft())

    def _let_out(self, update: tuple[int, int, bytes]) -> None:
        self._waiting.append(update)
        if self._asker is not None:
            # What people do in the same moment leaves together.
            connection, timer = self._asker
            self._asker = None
            timer.cancel()
            asyncio.get_running_loop().call_soon(self._hand_out, connection)

    def updates(self, connection: Connection, facts: dict[str, str]) -> None:
        self.first_asked.set()
        offset = int(facts.get("offset") or 0)
        self._waiting = [u for u in self._waiting if u[0] >= offset]
        wait = float(facts.get("timeout") or 0)
        if self._waiting or not wait:
            self._hand_out(connection)
        else:
            later = asyncio.get_running_loop().call_later(min(wait, PATIENCE), self._nothing, connection)
            self._asker = connection, later

    def _nothing(self, connection: Connection) -> None:
        self._asker = None
        connection.result(b"[]")

    def _hand_out(self, connection: Connection) -> None:
        batch = self._waiting[:BATCH]
        if batch:
            self.batches += 1
            now = time.perf_counter()
            self.began = self.began or now
            for _, chat, _ in batch:
                self._asked.setdefault(chat, now)
        connection.result(b"[" + b",".join(u[2] for u in batch) + b"]")

    # From the bot

    def called(self, connection: Connection, method: str, body: bytes, query: str) -> None:
        if method == "getupdates":
            return self.updates(connection, _fields(body.decode() or query))
        if method == "getme":
            return connection.result(json.dumps(ME).encode())
        if method not in ("sendmessage", "editmessagetext", "answercallbackquery"):
            return connection.result(b"true")
        self.calls += 1
        if method == "answercallbackquery":
            return connection.result(b"true")
        facts = json.loads(body) if body[:1] == b"{" else _fields(body.decode())
        chat, text = int(facts["chat_id"]), facts["text"]
        markup = facts.get("reply_markup") or {}
        if isinstance(markup, str):
            markup = json.loads(markup)
        if method == "sendmessage":
            if self.limits and self.limits.refuse(chat):
                return connection.refuse()
            self.sent += 1
            self._message += 1
            number = self._message
        else:
            number = int(facts["message_id"])
        kind = "private" if chat > 0 else "supergroup"
        whole = {"message_id": number, "date": BEGINS, "chat": {"id": chat, "type": kind, "first_name": "W"},
                 "from": ME, "text": text}  # fmt: skip
        if "inline_keyboard" in markup:
            whole["reply_markup"] = markup
        connection.result(json.dumps(whole).encode())
        if self.notice and text == self.notice:
            return self._noticed()
        if (asked := self._asked.pop(chat, None)) is not None:
            self.took.append(time.perf_counter() - asked)
        if self.village is not None:
            buttons = [b for row in markup.get("inline_keyboard", []) for b in row]
            self.village.hear(chat, Heard(MESSAGE if method == "sendmessage" else EDIT, number, text, buttons))
        elif self.sent == self.wanted:
            self.end()

    def _noticed(self) -> None:
        self.notices.append(time.perf_counter())
        if len(self.notices) == self.wanted:
            self.end()

    def end(self) -> None:
        self.ended = time.perf_counter()
        if not self.finished.done():
            self.finished.set_result(None)


def _fields(body: str) -> dict[str, str]:
    return {k: unquote_plus(v) for k, _, v in (pair.partition("=") for pair in body.split("&")) if k}


def _village(api: Api, facts: dict[str, Any], told: str) -> None:
    api.village = Village(facts["people"], api.push, api.end)
    api.village.begin(json.loads(told)["code"])


def _crowd(api: Api, facts: dict[str, Any], told: str) -> None:
    """Strangers to nobody: update numbers go on where a former run on the same folder stopped."""
    api.first = api.made = time.monotonic_ns() // 1000
    api.notice, api.wanted = json.loads(told)["notice"], facts.get("letters", 0)
    api.village = Crowd(range(*facts["ids"]), facts.get("visits", 0), api.push, api.end)
    api.village.begin()


def _texts(api: Api, updates: int) -> None:
    api.wanted = updates
    for n in range(updates):
        person = {"id": 1000 + n, "is_bot": False, "first_name": "A", "language_code": "id"}
        chat = {"id": 1000 + n, "type": "private", "first_name": "A"}
        api.push("message", {"from": person, "chat": chat, "text": f"halo {n}"})


async def serve(mode: str, facts: dict[str, Any]) -> None:
    loop = asyncio.get_running_loop()
    api = Api()
    api.rate = facts.get("rate", 0)
    api.limits = Limits() if facts.get("strict") else None
    server = await loop.create_server(lambda: Connection(api), "127.0.0.1", 0)
    if mode == "echo":
        _texts(api, facts["updates"])
    else:
        begin = _village if mode == "village" else _crowd
        loop.add_reader(sys.stdin, lambda: begin(api, facts, sys.stdin.readline()))
    pacing = loop.create_task(api.pace()) if api.rate else None
    print(server.sockets[0].getsockname()[1], flush=True)
    before, wall = _cpu(), time.perf_counter()
    if quiet := facts.get("quiet"):
        await api.first_asked.wait()
        await asyncio.sleep(quiet)
        print(json.dumps(_latency(api)), flush=True)
        api.took.clear()
        api.sent, api.began = 0, time.perf_counter()
    if not await _until_finished(api):
        return
    cpu = (_cpu() - before) / (time.perf_counter() - wall)
    if pacing:
        pacing.cancel()
    if mode == "village":
        await asyncio.sleep(0.5)  # the last letters, which nobody waits for
    result = {
        "updates": api.made - api.first, "seconds": api.ended - api.began,
        "calls": api.calls, "batches": api.batches, "server_cpu": cpu, "sent": api.sent, **_latency(api),
        "refused": api.limits.refused if api.limits else 0,
        "votes": api.village.votes if isinstance(api.village, Village) else {},
    }  # fmt: skip
    print(json.dumps(result), flush=True)
    await asyncio.sleep(GIVE_UP)


async def _until_finished(api: Api) -> bool:
    """False after a while without a call, when the bot has stopped answering."""
    while not api.finished.done():
        calls = api.calls
        await asyncio.wait([api.finished], timeout=GIVE_UP)
        if calls == api.calls and not api.finished.done():
            people = api.village.everyone.values() if api.village else ()
            last = [[p.facts["first_name"], p.last and p.last.text] for p in people]
            print(json.dumps({"stuck": api.made, "calls": calls, "last": last[:12]}), flush=True)
            return False
    return True


def _latency(api: Api) -> dict[str, Any]:
    """Milliseconds to the first answer."""
    took = sorted(api.took) or [0.0]
    at = {name: took[min(len(took) - 1, int(len(took) * part))] * 1000 for name, part in (("p50", 0.5), ("p99", 0.99))}
    return {**at, "slowest": took[-1] * 1000, "answers": len(api.took)}


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    try:
        import uvloop

        loop_factory = uvloop.new_event_loop
    except ImportError:
        loop_factory = asyncio.new_event_loop
    with asyncio.Runner(loop_factory=loop_factory) as runner:
        runner.run(serve(sys.argv[1], json.loads(sys.argv[2])))
