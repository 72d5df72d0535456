"""The stage in the browser: everybody's phone side by side, for training and for trying things out.

Serves this machine only. Another site open in the same browser can neither read (no CORS, and the Host must be ours)
nor act (it cannot set our header).
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from aiohttp import web

from simulator import scene
from simulator.acts import Acts
from simulator.stage import Impossible, Stage

PAGE = Path(__file__).parent / "page"
KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")
LARGEST = 21 << 20
HOME = ("127.0.0.1", "localhost", "[::1]")
GUARDS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


async def show(stage: Stage, port: int) -> web.AppRunner:
    """Serve the page on this machine alone; raises OSError where the port is taken."""
    app = web.Application(client_max_size=LARGEST, middlewares=[_for_us])
    app.add_routes(routes(stage))
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
    except OSError:
        await runner.cleanup()
        raise
    return runner


def routes(stage: Stage) -> list[web.RouteDef]:
    page, acts = Page(stage), Acts(stage)
    told = {"ucap": acts.say, "tekan": acts.press, "buka": acts.open, "blokir": acts.block, "jam": acts.move_clock}
    return [
        web.get("/", page.index),
        web.get("/panggung/halaman/{name}", page.asset),
        web.get("/panggung/keadaan", page.state),
        web.get("/panggung/peristiwa", page.events),
        web.get("/panggung/berkas/{id}", page.file),
        web.post("/panggung/kirim", _answered(page.send)),
        web.post("/panggung/aksi", _answered(page.do)),
        *(web.post(f"/panggung/{name}", _answered(_of_json(act))) for name, act in told.items()),
    ]


@web.middleware
async def _for_us(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    if request.host.rpartition(":")[0] not in HOME and request.host not in HOME:
        raise web.HTTPForbidden
    if request.method == "POST" and request.headers.get("X-Panggung") != "1":
        raise web.HTTPForbidden
    return await handler(request)


def _answered(act: Callable[[web.Request], Awaitable[None]]) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handle(request: web.Request) -> web.Response:
        try:
            await act(request)
        except Impossible as reason:
            return web.json_response({"sebab": str(reason)}, status=422)
        except (KeyError, TypeError, ValueError):
            return web.json_response({"sebab": "other"}, status=400)
        return web.json_response({})

    return handle


def _of_json(act: Callable[[dict[str, Any]], None]) -> Callable[[web.Request], Awaitable[None]]:
    async def handle(request: web.Request) -> None:
        act(await request.json())

    return handle


class Page:
    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._acts = Acts(stage)
        self._bells: set[asyncio.Event] = set()
        stage.on_change.append(self._ring)

    def _ring(self) -> None:
        for bell in self._bells:
            bell.set()

    async def index(self, request: web.Request) -> web.Response:
        return _asset("index.html")

    async def asset(self, request: web.Request) -> web.Response:
        return _asset(request.match_info["name"])

    async def state(self, request: web.Request) -> web.Response:
        body = json.dumps(scene.told(self._stage), ensure_ascii=False)
        return web.Response(text=body, content_type="application/json", headers=GUARDS)

    async def events(self, request: web.Request) -> web.StreamResponse:
        """One line for each change, many close together as one."""
        stream = web.StreamResponse(headers={"Content-Type": "text/event-stream", **GUARDS})
        await stream.prepare(request)
        bell = asyncio.Event()
        self._bells.add(bell)
        try:
            while True:
                await stream.write(b"data: berubah\n\n")
                try:
                    await asyncio.wait_for(bell.wait(), 15)
                except TimeoutError:
                    continue
                await asyncio.sleep(0.06)
                bell.clear()
        except ConnectionError:
            return stream
        finally:
            self._bells.discard(bell)

    async def file(self, request: web.Request) -> web.Response:
        tg = self._stage.telegram
        file = tg.files.by_id.get(request.match_info["id"]) if tg else None
        if file is None:
            raise web.HTTPNotFound
        headers, kind = dict(GUARDS), file.mime
        if file.kind == "photo":
            kind = kind if kind in PICTURES else "image/jpeg"
        elif file.kind != "voice" and kind not in PICTURES:
            name = file.name.replace('"', "").encode("ascii", "replace").decode()
            headers["Content-Disposition"] = f'attachment; filename="{name}"'
            kind = "application/octet-stream"
        return web.Response(body=file.content, content_type=kind, headers=headers)

    async def send(self, request: web.Request) -> None:
        form = await request.post()
        upload = form["file"]
        if not isinstance(upload, web.FileField):
            raise Impossible("empty")
        told = {name: str(value) for name, value in form.items() if name != "file"}
        mime = upload.content_type.partition(";")[0]
        self._acts.send(told, told["kind"], upload.file.read(), mime, upload.filename)

    async def do(self, request: web.Request) -> None:
        name = str((await request.json())["name"])
        if name not in self._stage.deeds:
            raise Impossible("other")
        await self._stage.do(name)


def _asset(name: str) -> web.Response:
    path = PAGE / name
    if path.parent != PAGE or path.suffix not in KINDS or not path.is_file():
        raise web.HTTPNotFound
    return web.Response(text=path.read_text("utf-8"), content_type=KINDS[path.suffix], headers=GUARDS)
