"""The stage in the browser: everybody's phone side by side, for training and for trying things out."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiohttp import web

from simulator.chats import Chat
from simulator.groups import Group
from simulator.people import Person
from simulator.refusal import Refused

if TYPE_CHECKING:
    from simulator.telegram import Telegram

PAGE = Path(__file__).parent / "page"
KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
SHOWN = 120
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")
GUARDS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


@dataclass
class Stage:
    """What the page shows besides Telegram itself."""

    people: list[Person] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    actions: dict[str, Callable[[], Awaitable[object]]] = field(default_factory=dict)


class Impossible(Exception):
    """The person on the stage cannot do that; the page shows why."""


def routes(tg: "Telegram", stage: Stage) -> list[web.RouteDef]:
    page = Page(tg, stage)
    acts = {"ucap": page.say, "tekan": page.press, "buka": page.open, "blokir": page.block, "jam": page.move_clock}
    return [
        web.get("/", page.index),
        web.get("/panggung/halaman/{name}", page.asset),
        web.get("/panggung/keadaan", page.state),
        web.get("/panggung/peristiwa", page.events),
        web.get("/panggung/berkas/{id}", page.file),
        web.post("/panggung/foto", page.photo),
        web.post("/panggung/aksi", page.act),
        *(web.post(f"/panggung/{name}", _told(act)) for name, act in acts.items()),
    ]


def _told(act: Callable[[dict[str, Any]], None]) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handle(request: web.Request) -> web.Response:
        _only_our_page(request)
        try:
            act(await request.json())
        except (Impossible, ValueError, LookupError) as reason:
            return web.json_response({"sebab": str(reason)}, status=422)
        return web.json_response({})

    return handle


def _only_our_page(request: web.Request) -> None:
    """Another site open in the same browser cannot set this header."""
    if request.headers.get("X-Panggung") != "1":
        raise web.HTTPForbidden


class Page:
    def __init__(self, tg: "Telegram", stage: Stage) -> None:
        self._tg = tg
        self._stage = stage
        self._bells: set[asyncio.Event] = set()
        tg.on_change.append(self._ring)
        tg.clock.on_jump.append(self._ring)

    def _ring(self) -> None:
        for bell in self._bells:
            bell.set()

    # looking

    async def index(self, request: web.Request) -> web.Response:
        return _asset("index.html")

    async def asset(self, request: web.Request) -> web.Response:
        return _asset(request.match_info["name"])

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

    async def state(self, request: web.Request) -> web.Response:
        told = {
            "now": int(self._tg.clock.seconds() * 1000),
            "bot": {
                "name": self._tg.bot["first_name"],
                "username": self._tg.bot["username"],
                "about": self._tg.descriptions.get("id") or self._tg.descriptions.get("", ""),
            },
            "notes": self._stage.notes,
            "actions": list(self._stage.actions),
            "commands": {"private": self._commands("all_private_chats"), "group": self._commands("all_group_chats")},
            "people": [self._person(person) for person in self._stage.people],
            "groups": [self._group(group) for group in self._stage.groups],
        }
        body = json.dumps(told, ensure_ascii=False)
        return web.Response(text=body, content_type="application/json", headers=GUARDS)

    def _person(self, person: Person) -> dict[str, Any]:
        chat = person.chat
        facts = {"id": person.id, "name": person.name, "started": chat.started, "blocked": chat.blocked}
        return facts | {"toasts": person.toasts} | _shown(chat, person.messages())

    def _group(self, group: Group) -> dict[str, Any]:
        chat = group.chat
        inside = [person.id for person in self._stage.people if chat.holds(person.id)]
        facts = {"id": chat.id, "title": group.title, "kind": chat.kind, "members": inside}
        facts |= {"size": len(group.members), "bot": chat.status(self._tg.bot["id"])}
        return facts | _shown(chat, group.messages)

    def _commands(self, scope: str) -> list[dict[str, str]]:
        wanted = [(scope, "id"), (scope, ""), ("default", "id"), ("default", "")]
        return next((self._tg.commands[key] for key in wanted if key in self._tg.commands), [])

    async def file(self, request: web.Request) -> web.Response:
        file = self._tg.files.by_id.get(request.match_info["id"])
        if file is None:
            raise web.HTTPNotFound
        headers = dict(GUARDS)
        shown = file.kind == "photo" or file.mime in PICTURES or file.kind == "voice"
        if not shown:
            name = file.name.replace('"', "").encode("ascii", "replace").decode()
            headers["Content-Disposition"] = f'attachment; filename="{name}"'
        kind = file.mime if file.mime in PICTURES or file.kind == "voice" else "application/octet-stream"
        if file.kind == "photo" and kind not in PICTURES:
            kind = "image/jpeg"
        return web.Response(body=file.content, content_type=kind, headers=headers)

    # doing

    def say(self, told: dict[str, Any]) -> None:
        person, group = self._who(told), self._where(told)
        text = str(told["text"])
        where = group.chat if group else person.chat
        buttons = [b["text"] for row in (where.keyboard or {}).get("keyboard", []) for b in row]
        if told.get("tap") and text in buttons:
            person.tap(text, group)
        elif text == "/start" and not group:
            person.start()
        else:
            person.say(text, group)

    def press(self, told: dict[str, Any]) -> None:
        person = self._who(told)
        message = {"chat": {"id": told["chat"]}, "message_id": told["message"]}
        person.press(int(told["button"]), message)

    def open(self, told: dict[str, Any]) -> None:
        self._who(told).open(str(told["url"]), self._where(told))

    def block(self, told: dict[str, Any]) -> None:
        person = self._who(told)
        if told["block"]:
            person.block()
        else:
            person.unblock()

    def move_clock(self, told: dict[str, Any]) -> None:
        self._tg.clock.advance(hours=float(told["hours"]))

    async def photo(self, request: web.Request) -> web.Response:
        _only_our_page(request)
        form = await request.post()
        picture = form.get("file")
        if not isinstance(picture, web.FileField):
            raise web.HTTPBadRequest
        told = {"who": int(str(form["who"])), "group": int(str(form["group"])) if form.get("group") else None}
        try:
            self._who(told).photo(picture.file.read(), str(form.get("caption", "")) or None, self._where(told))
        except (Impossible, Refused, ValueError, LookupError) as reason:
            return web.json_response({"sebab": str(reason)}, status=422)
        return web.json_response({})

    async def act(self, request: web.Request) -> web.Response:
        _only_our_page(request)
        action = self._stage.actions.get(str((await request.json())["label"]))
        if action is None:
            raise web.HTTPNotFound
        said = await action()
        self._ring()
        return web.json_response({"kabar": said if isinstance(said, str) else ""})

    def _who(self, told: dict[str, Any]) -> Person:
        person = self._tg.people.get(told["who"])
        if person is None:
            raise Impossible("Orang itu tidak ada di panggung.")
        return person

    def _where(self, told: dict[str, Any]) -> Group | None:
        if not told.get("group"):
            return None
        return next(group for group in self._stage.groups if group.id == told["group"])


def _shown(chat: Chat, messages: list[dict[str, Any]]) -> dict[str, Any]:
    top = chat.top_pinned()
    return {"messages": messages[-SHOWN:], "keyboard": chat.keyboard, "pinned": top and top["message_id"]}


def _asset(name: str) -> web.Response:
    path = PAGE / name
    if path.parent != PAGE or path.suffix not in KINDS or not path.is_file():
        raise web.HTTPNotFound
    return web.Response(text=path.read_text("utf-8"), content_type=KINDS[path.suffix], headers=GUARDS)
