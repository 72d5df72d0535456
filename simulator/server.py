"""The stage over HTTP: the Bot API as a bot meets it."""

import asyncio
import json
import socket
import struct
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any

from aiohttp import web

from simulator.faults import Fault, Line, Spoilt
from simulator.files import DOWNLOAD_LIMIT, Upload
from simulator.refusal import Refused

if TYPE_CHECKING:
    from simulator.telegram import Telegram

LARGEST_REQUEST = 64 << 20
PAGE = "<html><head><title>{0}</title></head><body><center><h1>{0}</h1></center><hr>nginx</body></html>"
DROPS = 5
BETWEEN_DROPS = 0.01
UNAUTHORIZED = Refused(401, "Unauthorized").answer()
NOT_FOUND = Refused(404, "Not Found").answer()


class Server:
    def __init__(self, tg: "Telegram", runner: web.AppRunner, url: str) -> None:
        self._tg = tg
        self._runner = runner
        self.url = url
        """Without a slash at the end; a bot's base_url is this and `/bot`."""

    async def close(self) -> None:
        self._tg.updates.delays = False
        await self._tg.updates.end_poll("the stage closes")
        await self._tg.webhook.stop()
        await self._runner.cleanup()


async def serve(
    tg: "Telegram", host: str = "127.0.0.1", port: int = 0, extra: list[web.RouteDef] | None = None
) -> Server:
    app = web.Application(client_max_size=LARGEST_REQUEST)
    door = Door(tg)
    app.router.add_get("/file/bot{token}/{path:.+}", door.file)
    app.router.add_route("*", "/bot{token}/{method}", door.call)
    app.add_routes(extra or [])
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, host, port)
    await site.start()
    return Server(tg, runner, f"http://{host}:{runner.addresses[0][1]}")


class Door:
    def __init__(self, tg: "Telegram") -> None:
        self._tg = tg
        self._date = (0, "")

    async def call(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self._tg.token:
            return self._json(UNAUTHORIZED)
        method = self._tg.call_name(request.match_info["method"])
        if method is None or request.method not in ("GET", "POST"):
            return self._json(NOT_FOUND)
        try:
            answer = await self._tg.call(method, await _parameters(request))
        except Refused as no:
            answer = no.answer()
        except Spoilt as spoilt:
            return await self._spoil(request, spoilt.fault, spoilt.answer)
        if method == "getUpdates" and answer["ok"] and request.transport is not None:
            self._tg.updates.handed(answer["result"])
        return self._json(answer)

    async def file(self, request: web.Request) -> web.StreamResponse:
        file = self._tg.files.by_path.get(request.match_info["path"])
        if request.match_info["token"] != self._tg.token:
            return self._json(UNAUTHORIZED)
        if file is None or len(file.content) > DOWNLOAD_LIMIT:
            return self._json(NOT_FOUND)
        return web.Response(body=file.content, content_type="application/octet-stream", headers=self._headers())

    async def _spoil(self, request: web.Request, fault: Fault, answer: dict[str, Any]) -> web.StreamResponse:
        body = json.dumps(answer, ensure_ascii=False).encode()
        match fault.line:
            case Line.PAGE:
                # With a `Date` of its own: the machine's, not the stage's.
                return web.Response(text=PAGE.format(fault.code), status=fault.code, content_type="text/html")
            case Line.CUT:
                cut = body[: len(body) // 2]
                return web.Response(body=cut, content_type="application/json", headers=self._headers())
            case Line.SILENT:
                await _given_up(request)
            case Line.SLOW | Line.TORN:
                return await self._drip(request, body, fault.line is Line.TORN)
        _reset(request)
        return web.Response()

    async def _drip(self, request: web.Request, body: bytes, torn: bool) -> web.StreamResponse:
        """Send the body in drops; a torn one breaks off in the middle."""
        status = json.loads(body).get("error_code", 200)
        response = web.StreamResponse(status=status, headers=self._headers())
        response.content_type = "application/json"
        response.content_length = len(body)
        await response.prepare(request)
        drop = max(1, len(body) // DROPS)
        for start in range(0, len(body) // 2 if torn else len(body), drop):
            await response.write(body[start : start + drop])
            await asyncio.sleep(BETWEEN_DROPS)
        if torn:
            _reset(request)
        return response

    def _json(self, answer: dict[str, Any]) -> web.Response:
        body = json.dumps(answer, ensure_ascii=False).encode()
        status = answer.get("error_code", 200)
        return web.Response(body=body, status=status, content_type="application/json", headers=self._headers())

    def _headers(self) -> dict[str, str]:
        now = self._tg.clock.now()
        second = int(now.timestamp())
        if self._date[0] != second:
            self._date = (second, format_datetime(now.replace(microsecond=0), usegmt=True))
        return {"Date": self._date[1]}


async def _parameters(request: web.Request) -> dict[str, Any]:
    """What came in the query and in the body, whichever form the body has."""
    found: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        body = await request.read()
        try:
            told = json.loads(body) if body.strip() else {}
        except ValueError:
            told = None
        if not isinstance(told, dict):
            raise Refused(400, "Bad Request: can't parse request body as JSON object")
        return found | {name: value for name, value in told.items() if value is not None}
    if request.method == "POST" and request.can_read_body:
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                found[name] = Upload(value.filename, value.file.read(), value.content_type)
            else:
                found[name] = value if isinstance(value, str) else value.decode()
    return found


async def _given_up(request: web.Request) -> None:
    """Wait until the other side has closed the line, an hour at most."""
    for _ in range(180_000):
        if request.transport is None or request.transport.is_closing():
            return
        await asyncio.sleep(0.02)


def _reset(request: web.Request) -> None:
    """Cut the line so that the other side sees a reset, not an end."""
    if request.transport is None:
        return
    if line := request.transport.get_extra_info("socket"):
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    request.transport.abort()
