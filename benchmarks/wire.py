"""HTTP as far as a Bot API needs it, without a library."""

import asyncio
import time
from email.utils import formatdate
from typing import Protocol

BEGINS = 1772416800  # 2 March 2026, 09.00 WIB: the village's year does not depend on the day of the measurement
STARTED = time.monotonic()


class Api(Protocol):
    def called(self, connection: "Connection", method: str, body: bytes, query: str) -> None:
        """`method` in small letters; whoever is called answers by `result` or `refuse`, now or later."""


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

    def refuse(self) -> None:
        self._answer(429, b'{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 1",'
                          b'"parameters":{"retry_after":1}}')  # fmt: skip

    def result(self, result: bytes) -> None:
        self._answer(200, b'{"ok":true,"result":' + result + b"}")

    def _answer(self, status: int, body: bytes) -> None:
        date = formatdate(BEGINS + time.monotonic() - STARTED, usegmt=True).encode()
        self._transport.write(  # type: ignore[attr-defined]
            b"HTTP/1.1 %d OK\r\nDate: %b\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            % (status, date, len(body)) + body
        )  # fmt: skip
