"""A Bot API that is nearly free: raw asyncio in a process of its own, so that what is measured is the bot.

`python -m benchmarks.server village 300` plays the village (the set-up code comes on standard input), `… echo 4000`
has that many texts waiting, `… first 1` one. Prints its port, and at the end one line of JSON.
"""

import asyncio
import json
import resource
import sys
import time
from email.utils import formatdate
from typing import Any
from urllib.parse import unquote_plus

from benchmarks.people import EDIT, MESSAGE, Heard, Village

BEGINS = 1772416800  # 2 March 2026, 09.00 WIB: the village's year does not depend on the day of the measurement
ME = {"id": 1, "is_bot": True, "first_name": "B", "username": "xbot", "can_join_groups": True,
      "can_read_all_group_messages": False, "supports_inline_queries": False}  # fmt: skip
BATCH = 100
PATIENCE = 10.0


class Api:
    def __init__(self) -> None:
        self.calls = self.sent = self.made = self.batches = 0
        self.began = self.ended = 0.0
        self.finished = asyncio.get_running_loop().create_future()
        self.village: Village | None = None
        self.wanted = 0
        self._waiting: list[tuple[int, bytes]] = []
        self._asker: tuple[Connection, asyncio.TimerHandle] | None = None
        self._message = 0

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
        self._waiting.append((self.made, json.dumps({"update_id": self.made, kind: facts}).encode()))
        if self._asker is not None:
            # What people do in the same moment leaves together.
            connection, timer = self._asker
            self._asker = None
            timer.cancel()
            asyncio.get_running_loop().call_soon(self._hand_out, connection)

    def updates(self, connection: "Connection", facts: dict[str, str]) -> None:
        offset = int(facts.get("offset") or 0)
        self._waiting = [u for u in self._waiting if u[0] >= offset]
        wait = float(facts.get("timeout") or 0)
        if self._waiting or not wait:
            self._hand_out(connection)
        else:
            later = asyncio.get_running_loop().call_later(min(wait, PATIENCE), self._nothing, connection)
            self._asker = connection, later

    def _nothing(self, connection: "Connection") -> None:
        self._asker = None
        connection.result(b"[]")

    def _hand_out(self, connection: "Connection") -> None:
        batch = self._waiting[:BATCH]
        if batch:
            self.batches += 1
            self.began = self.began or time.perf_counter()
        connection.result(b"[" + b",".join(u[1] for u in batch) + b"]")

    # From the bot

    def called(self, connection: "Connection", method: str, body: bytes, query: str) -> None:
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
        if self.village is not None:
            buttons = [b for row in markup.get("inline_keyboard", []) for b in row]
            self.village.hear(chat, Heard(MESSAGE if method == "sendmessage" else EDIT, number, text, buttons))
        elif self.sent == self.wanted:
            self.end()

    def end(self) -> None:
        self.ended = time.perf_counter()
        if not self.finished.done():
            self.finished.set_result(None)


class Connection(asyncio.Protocol):
    def __init__(self, api: Api) -> None:
        self._api, self._got = api, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._got += data
        while (end := self._got.find(b"\r\n\r\n")) >= 0:
            head = self._got[:end]
            low = head.lower()
            at = low.find(b"content-length:")
            length = int(low[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
            if len(self._got) < end + 4 + length:
                return
            body, self._got = self._got[end + 4 : end + 4 + length], self._got[end + 4 + length :]
            path, _, query = head.split(b" ", 2)[1].decode().partition("?")
            self._api.called(self, path.rpartition("/")[2].lower(), body, query)

    def result(self, result: bytes) -> None:
        body = b'{"ok":true,"result":' + result + b"}"
        date = formatdate(BEGINS + time.monotonic() - STARTED, usegmt=True).encode()
        self._transport.write(  # type: ignore[attr-defined]
            b"HTTP/1.1 200 OK\r\nDate: %b\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            % (date, len(body)) + body
        )  # fmt: skip


def _fields(body: str) -> dict[str, str]:
    return {k: unquote_plus(v) for k, _, v in (pair.partition("=") for pair in body.split("&")) if k}


async def serve(mode: str, count: int) -> None:
    loop = asyncio.get_running_loop()
    api = Api()
    server = await loop.create_server(lambda: Connection(api), "127.0.0.1", 0)
    if mode == "village":
        village = api.village = Village(count, api.push, api.end)
        loop.add_reader(sys.stdin, lambda: village.begin(sys.stdin.readline().strip()))
    else:
        api.wanted = count
        for n in range(count):
            person = {"id": 1000 + n, "is_bot": False, "first_name": "A", "language_code": "id"}
            chat = {"id": 1000 + n, "type": "private", "first_name": "A"}
            api.push("message", {"from": person, "chat": chat, "text": f"halo {n}"})
    print(server.sockets[0].getsockname()[1], flush=True)
    before, wall = _cpu(), time.perf_counter()
    while not api.finished.done():
        calls = api.calls
        await asyncio.wait([api.finished], timeout=PATIENCE)
        if calls == api.calls and not api.finished.done():
            people = api.village.everyone.values() if api.village else ()
            last = [[p.facts["first_name"], p.last and p.last.text] for p in people]
            print(json.dumps({"stuck": api.made, "calls": calls, "last": last[:12]}), flush=True)
            return
    cpu = (_cpu() - before) / (time.perf_counter() - wall)
    if mode == "village":
        await asyncio.sleep(0.5)  # the last letters, which nobody waits for
    print(
        json.dumps(
            {
                "updates": api.made, "seconds": api.ended - api.began, "calls": api.calls, "batches": api.batches,
                "server_cpu": cpu, "votes": api.village.votes if api.village else {},
            }
        ),
        flush=True,
    )  # fmt: skip
    await asyncio.sleep(30)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


STARTED = time.monotonic()

if __name__ == "__main__":
    try:
        import uvloop

        loop_factory = uvloop.new_event_loop
    except ImportError:
        loop_factory = asyncio.new_event_loop
    with asyncio.Runner(loop_factory=loop_factory) as runner:
        runner.run(serve(sys.argv[1], int(sys.argv[2])))
