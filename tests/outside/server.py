"""A small Bot API server for tests, made from the published API description.

Bots talk to it over HTTP; people act through User and Group.  Everything a
bot sends, and everything the server answers, is checked against spec.json;
what does not fit is in ``OutsideServer.violations``.
"""

import asyncio
import copy
import json
import re
import time
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from aiohttp import web

from tests.outside.markup import found, read_html, trim
from tests.outside.schema import BY_LOWER, METHODS, TYPES, Upload, check, check_call, decode

Json = dict[str, Any]
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
OPT_IN = {"chat_member", "message_reaction", "message_reaction_count"}
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
WEBHOOK_ATTEMPTS = 12


class Refused(Exception):
    """A refusal that is no breach of the description: no such chat, no rights."""

    def __init__(self, code: int, description: str) -> None:
        super().__init__(description)
        self.code = code


@dataclass(eq=False)
class Message:
    """One message in a chat, as it stands now."""

    room: "Room"
    message_id: int
    sender: Json
    date: int
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    markup: Json | None = None
    media: Json = field(default_factory=dict)
    file: Upload | None = None
    service: Json = field(default_factory=dict)
    reply_to: "Message | None" = None
    edits: int = 0
    edit_date: int = 0
    deleted: bool = False
    changed: int = 0

    @property
    def rows(self) -> list[list[Json]]:
        """Inline buttons by row, as the bot sent them."""
        return (self.markup or {}).get("inline_keyboard", [])

    @property
    def buttons(self) -> list[str]:
        """Labels of the inline buttons."""
        return [button["text"] for row in self.rows for button in row]

    @property
    def keyboard(self) -> list[str]:
        """Labels of the reply keyboard that came with the message."""
        rows = (self.markup or {}).get("keyboard", [])
        return [b if isinstance(b, str) else b["text"] for row in rows for b in row]

    def json(self, deep: bool = True) -> Json:
        made: Json = {
            "message_id": self.message_id, "from": self.sender, "date": self.date, "chat": self.room.chat(),
            **self.media, **self.service,
        }  # fmt: skip
        name = "caption" if self.media else "text"
        if self.text:
            made[name] = self.text
        if self.entities:
            made["caption_entities" if self.media else "entities"] = self.entities
        if self.rows:
            made["reply_markup"] = {"inline_keyboard": self.rows}
        if self.edits:
            made["edit_date"] = self.edit_date
        if deep and self.reply_to and not self.reply_to.deleted:
            made["reply_to_message"] = self.reply_to.json(deep=False)
        return copy.deepcopy(made)

    def __repr__(self) -> str:
        return f"<{self.message_id} {self.text!r} {self.buttons}>"


class Room:
    """A chat: what was sent into it and what is pinned."""

    id: int

    def __init__(self, server: "OutsideServer", first_id: int) -> None:
        self.server = server
        self.messages: dict[int, Message] = {}
        self.pinned: list[Message] = []
        self._next_id = first_id
        self._last_act = 0

    def chat(self) -> Json:
        raise NotImplementedError

    @property
    def inbox(self) -> list[Message]:
        """What the bot sent here and has not deleted, oldest first."""
        bot = self.server.me["id"]
        return [m for m in self.messages.values() if m.sender["id"] == bot and not (m.deleted or m.service)]

    def put(self, sender: Json, **given: Any) -> Message:
        message = Message(self, self._next_id, sender, int(time.time()), **given)
        self._next_id += 1
        self.messages[message.message_id] = message
        message.changed = self.server.tick()
        return message

    async def wait_for(self, text_part: str, timeout: float = 10, since: int | None = None) -> Message:
        """The newest message of the bot with this text, sent or edited since the last act here.

        ``since`` (from ``server.mark``, or 0 for ever) looks from another moment.
        """
        start = self._last_act if since is None else since
        deadline = time.monotonic() + timeout
        while True:
            for message in reversed(self.inbox):
                if message.changed > start and text_part in message.text:
                    return message
            if not await self.server.news(deadline - time.monotonic()):
                raise TimeoutError(f"no {text_part!r} within {timeout} s; here: {self.inbox[-5:]}")


class User(Room):
    """A person, and the private chat with them."""

    def __init__(self, server: "OutsideServer", number: int, name: str, language_code: str | None) -> None:
        super().__init__(server, first_id=1 + number * 1000)
        self.id = 5_000_000_000 + number
        self.name = name
        self.started = False
        self.about: Json = {"id": self.id, "is_bot": False, "first_name": name}
        if re.fullmatch(r"[A-Za-z]\w*", name, re.ASCII):
            self.about["username"] = f"{name.lower()}_{number}"
        if language_code:
            self.about["language_code"] = language_code

    def chat(self) -> Json:
        kept = ("id", "first_name", "username")
        return {"type": "private", **{k: v for k, v in self.about.items() if k in kept}}

    def say(self, text: str, reply_to: Message | None = None) -> Message:
        self.started = True
        return self.server._said(self, self, text, reply_to)

    def start(self, payload: str = "") -> Message:
        return self.say(f"/start {payload}".strip())

    async def press(self, label: str, timeout: float = 10, room: Room | None = None) -> str | None:
        """Press the inline button in the newest message that has it; the toast text, if any.

        Looks in the private chat and the groups the person is in, or in ``room`` only.
        Raises LookupError for no such button, TimeoutError if the bot never answers.
        """
        rooms = [room] if room else [self, *(g for g in self.server.groups if self in g.members)]
        messages = sorted((m for r in rooms for m in r.inbox), key=lambda m: m.changed, reverse=True)
        for message in messages:
            buttons = [button for row in message.rows for button in row]
            exact = [b for b in buttons if b["text"] == label]
            for button in exact or [b for b in buttons if label in b["text"]]:
                if "callback_data" not in button:
                    raise LookupError(f"button {button['text']!r} sends nothing to the bot: {button}")
                return await self.server._pressed(self, message, button["callback_data"], timeout)
        raise LookupError(f"no button {label!r}; there are {[m.buttons for m in messages[:5]]}")


class Group(Room):
    """A supergroup; its first member is the owner."""

    def __init__(self, server: "OutsideServer", number: int, title: str, members: list[User]) -> None:
        super().__init__(server, first_id=1)
        self.id = -1_002_000_000_000 - number
        self.title = title
        self.members = list(members)
        self.bot_status = "left"

    def chat(self) -> Json:
        return {"id": self.id, "type": "supergroup", "title": self.title}

    def say(self, user: User, text: str, reply_to: Message | None = None) -> Message:
        if user not in self.members:
            raise ValueError(f"{user.name} is not in {self.title}")
        return self.server._said(self, user, text, reply_to)

    def add_bot(self, by: User, admin: bool = False) -> None:
        self._bot_becomes(by, "administrator" if admin else "member")
        service = self.put(by.about, service={"new_chat_members": [self.server.user_part()]})
        self.server.push("message", service.json())

    def remove_bot(self, by: User) -> None:
        self._bot_becomes(by, "kicked")

    def _bot_becomes(self, by: User, status: str) -> None:
        old = self.member(self.server.me["id"])
        self.bot_status = status
        self._last_act = by._last_act = self.server.tick()
        change = {
            "chat": self.chat(), "from": by.about, "date": int(time.time()),
            "old_chat_member": old, "new_chat_member": self.member(self.server.me["id"]),
        }  # fmt: skip
        self.server.push("my_chat_member", change)

    def member(self, user_id: int) -> Json:
        """The ChatMember of a person or the bot."""
        if user_id == self.server.me["id"]:
            about, status = self.server.user_part(), self.bot_status
        else:
            user = self.server.users.get(user_id)
            if user is None:
                raise Refused(400, "Bad Request: member not found")
            status = "left"
            if user in self.members:
                status = "creator" if user is self.members[0] else "member"
            about = user.about
        made: Json = {"status": status, "user": about}
        if status == "creator":
            made["is_anonymous"] = False
        elif status == "kicked":
            made["until_date"] = 0
        elif status == "administrator":
            fields = TYPES["ChatMemberAdministrator"]["fields"]
            made |= {k: True for k, f in fields.items() if f["types"] == ["Boolean"] and f.get("required")}
            made |= {"can_be_edited": False, "is_anonymous": False, "can_pin_messages": True}
        return made


@dataclass
class Webhook:
    url: str
    secret: str | None
    max_connections: int
    in_flight: set[int] = field(default_factory=set)
    busy: set[Any] = field(default_factory=set)
    error: tuple[int, str] | None = None


class OutsideServer:
    """``reads_all=False`` gives the bot privacy mode: in groups it hears commands, mentions, replies."""

    def __init__(self, token: str, username: str, reads_all: bool = True) -> None:
        self.token = token
        self.me: Json = {
            "id": int(token.split(":")[0]) if token.split(":")[0].isdigit() else 4_000_000_000,
            "is_bot": True, "first_name": username, "username": username, "can_join_groups": True,
            "can_read_all_group_messages": reads_all, "supports_inline_queries": False,
        }  # fmt: skip
        self.url = ""
        self.calls: list[tuple[str, Json]] = []
        self.violations: list[str] = []
        self.refusals: list[str] = []
        self.users: dict[int, User] = {}
        self.groups: list[Group] = []
        self.updates: list[Json] = []
        self.allowed: list[str] = []
        self.mark = 0
        self._files: dict[str, tuple[str, Upload]] = {}
        self._queries: dict[str, asyncio.Future[str | None]] = {}
        self._next_update = 700_000_001
        self._news = asyncio.Event()
        self._poller: asyncio.Future[str] | None = None
        self._hook: Webhook | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._runner: web.AppRunner | None = None
        self._client: aiohttp.ClientSession | None = None
        self._morning, self._begun = time.time() // 86_400 * 86_400 + 2 * 3600, time.monotonic()

    # --- running

    async def start(self, port: int = 0) -> None:
        app = web.Application(client_max_size=60 * 2**20)
        app.router.add_route("*", "/bot{token}/{method}", self._serve)
        app.on_response_prepare.append(self._dated)
        self._runner = web.AppRunner(app, shutdown_timeout=1, handler_cancellation=True)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self._client = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60))

    async def _dated(self, request: web.Request, response: web.StreamResponse) -> None:
        """Begins at nine in the morning, Jakarta time: at night a bot may keep quiet, whenever this is run."""
        response.headers["Date"] = formatdate(self._morning + time.monotonic() - self._begun, usegmt=True)

    async def stop(self) -> None:
        self._hook = None
        if self._poller and not self._poller.done():
            self._poller.set_result("stop")
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._client:
            await self._client.close()
        if self._runner:
            await self._runner.cleanup()

    def tick(self) -> int:
        """Count one more event, and wake those who wait for news."""
        self.mark += 1
        self._news.set()
        self._news = asyncio.Event()
        return self.mark

    async def news(self, timeout: float) -> bool:
        """Whether anything happened within the time."""
        if timeout <= 0:
            return False
        try:
            await asyncio.wait_for(self._news.wait(), timeout)
        except TimeoutError:
            return False
        return True

    # --- people

    def user(self, name: str, language_code: str | None = None) -> User:
        """The person of this name, made at first mention."""
        for user in self.users.values():
            if user.name == name:
                return user
        made = User(self, len(self.users) + 1, name, language_code)
        self.users[made.id] = made
        return made

    def group(self, title: str, members: list[User]) -> Group:
        self.groups.append(Group(self, len(self.groups) + 1, title, members))
        return self.groups[-1]

    def user_part(self) -> Json:
        return {k: self.me[k] for k in ("id", "is_bot", "first_name", "username")}

    def _said(self, room: Room, user: User, text: str, reply_to: Message | None) -> Message:
        room._last_act = user._last_act = self.tick()
        message = room.put(user.about, text=text, entities=found(text), reply_to=reply_to)
        if isinstance(room, User) or self._hears(room, message):
            self.push("message", message.json())
        return message

    def _hears(self, room: Room, message: Message) -> bool:
        if not isinstance(room, Group) or room.bot_status not in ("member", "administrator"):
            return False
        if self.me["can_read_all_group_messages"] or room.bot_status == "administrator":
            return True
        if message.reply_to and message.reply_to.sender["id"] == self.me["id"]:
            return True
        command = re.match(r"/\w+(?:@(\w+))?", message.text)
        to = command[1] if command else None
        name = self.me["username"].lower()
        return bool(command and (to is None or to.lower() == name)) or f"@{name}" in message.text.lower()

    async def _pressed(self, user: User, message: Message, data: str, timeout: float) -> str | None:
        user.started = user.started or message.room is user
        message.room._last_act = user._last_act = self.tick()
        query_id = str(8_000_000_000_000_000 + self.mark)
        self._queries[query_id] = answer = asyncio.get_running_loop().create_future()
        query = {
            "id": query_id, "from": user.about, "message": message.json(),
            "chat_instance": str(abs(message.room.id) * 7919), "data": data,
        }  # fmt: skip
        self.push("callback_query", query)
        try:
            return await asyncio.wait_for(answer, timeout)
        except TimeoutError:
            raise TimeoutError(f"callback query {data!r} of {user.name} was not answered") from None
        finally:
            del self._queries[query_id]

    # --- updates

    def push(self, kind: str, value: Json) -> None:
        if (self.allowed and kind not in self.allowed) or (not self.allowed and kind in OPT_IN):
            return
        update = {"update_id": self._next_update, kind: copy.deepcopy(value)}
        self._next_update += 1
        self.violations += [f"server: {e}" for e in check(["Update"], update, "update")]
        self.updates.append(update)
        if self._poller and not self._poller.done():
            self._poller.set_result("news")
        self._deliver_more()

    def _deliver_more(self) -> None:
        """Post what may be posted: updates of one chat and kind in order, others side by side."""
        hook = self._hook
        if not hook:
            return
        for update in self.updates:
            if len(hook.in_flight) >= hook.max_connections:
                return
            kind = next(k for k in update if k != "update_id")
            chat = update[kind].get("chat") or update[kind].get("from", {})
            queue = (kind, chat.get("id"))
            if update["update_id"] in hook.in_flight or queue in hook.busy:
                continue
            hook.in_flight.add(update["update_id"])
            hook.busy.add(queue)
            task = asyncio.get_running_loop().create_task(self._deliver(hook, update, queue))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _deliver(self, hook: Webhook, update: Json, queue: Any) -> None:
        assert self._client
        headers = {SECRET_HEADER: hook.secret} if hook.secret else {}
        for attempt in range(WEBHOOK_ATTEMPTS):
            if self._hook is not hook:
                return
            try:
                async with self._client.post(hook.url, json=update, headers=headers, allow_redirects=False) as answer:
                    body = await answer.read()
                    if 200 <= answer.status < 300:
                        break
                    hook.error = (int(time.time()), f"Wrong response from the webhook: {answer.status}")
            except (aiohttp.ClientError, TimeoutError) as error:
                hook.error = (int(time.time()), f"{type(error).__name__}: {error}")
            await asyncio.sleep(min(2.0, 0.05 * 2**attempt))
        else:
            body = b""
            self.violations.append(f"webhook: update {update['update_id']} given up, {(hook.error or ('', ''))[1]}")
        self.updates = [u for u in self.updates if u is not update]
        hook.in_flight.discard(update["update_id"])
        hook.busy.discard(queue)
        self._deliver_more()
        try:
            call = json.loads(body)
        except ValueError:
            return
        if isinstance(call, dict) and isinstance(call.get("method"), str):
            await self._call(call.pop("method"), call, [])

    # --- calls

    async def _serve(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self.token:
            return self._refuse(request.match_info["method"], 401, "Unauthorized")
        given = request.match_info["method"]
        method = BY_LOWER.get(given.lower())
        if method is None:
            return await self._call(given, {}, [])
        params, errors = await decode(request, method)
        return await self._call(method, params, errors)

    async def _call(self, method: str, params: Json, errors: list[str]) -> web.Response:
        self.calls.append((method, params))
        if method not in METHODS:
            self.violations.append(f"{method}: unknown method")
            return self._refuse(method, 400, "Bad Request: method not found", note=False)
        errors = errors + check_call(method, params) + self._beyond_types(method, params)
        if errors:
            self.violations += errors
            return self._refuse(method, 400, "Bad Request: " + "; ".join(errors), note=False)
        handler = getattr(self, f"_do_{method}", None)
        try:
            result = await handler(params) if handler else True
        except Refused as refusal:
            return self._refuse(method, refusal.code, str(refusal))
        returns = METHODS[method]["returns"]
        if handler or "Boolean" in returns:
            self.violations += [f"server: {e}" for e in check(returns, result, f"{method}()")]
        else:
            self.violations.append(f"server: {method} is not kept here; true answered in place of {returns}")
        return web.json_response({"ok": True, "result": result})

    def _refuse(self, method: str, code: int, description: str, note: bool = True) -> web.Response:
        if note:
            self.refusals.append(f"{method}: {code} {description}")
        body = {"ok": False, "error_code": code, "description": description}
        return web.json_response(body, status=code)

    def _beyond_types(self, method: str, params: Json) -> list[str]:
        """Rules the description gives in prose only."""
        errors = []
        if method.startswith("editMessage") and "inline_message_id" not in params:
            errors += [f"{method}.{k}: required field is missing" for k in ("chat_id", "message_id") if k not in params]
        if method == "editMessageText" and not ("text" in params or "rich_message" in params):
            errors.append("editMessageText.text: required field is missing")
        allowed = params.get("allowed_updates")
        if isinstance(allowed, list):
            known = TYPES["Update"]["fields"]
            errors += [f"{method}.allowed_updates: no update {a!r}" for a in allowed if a not in known]
        if method == "setWebhook":
            url = urlsplit(str(params.get("url", "")))
            if params.get("url") and not (url.scheme == "https" or (url.scheme == "http" and url.hostname in LOOPBACK)):
                errors.append(f"setWebhook.url: {params['url']!r} is not an HTTPS URL")
            if not re.fullmatch(r"[A-Za-z0-9_-]*", str(params.get("secret_token", ""))):
                errors.append("setWebhook.secret_token: only A-Z, a-z, 0-9, _ and - are allowed")
        return errors

    def _room(self, params: Json) -> Room:
        wanted = params["chat_id"]
        if wanted in self.users:
            return self.users[wanted]
        for group in self.groups:
            if group.id == wanted:
                if group.bot_status == "kicked":
                    raise Refused(403, "Forbidden: bot was kicked from the supergroup chat")
                if group.bot_status == "left":
                    raise Refused(403, "Forbidden: bot is not a member of the supergroup chat")
                return group
        raise Refused(400, "Bad Request: chat not found")

    def _message(self, params: Json, what: str) -> Message:
        message = self._room(params).messages.get(params["message_id"])
        if message is None or message.deleted:
            raise Refused(400, f"Bad Request: message to {what} not found")
        return message

    def _text(self, params: Json, name: str) -> tuple[str, list[Json]]:
        source = params.get(name, "")
        if params.get("parse_mode"):
            text, entities, _ = read_html(source)
        else:
            given = params.get("caption_entities" if name == "caption" else "entities", [])
            text, entities = trim(source, given)
        made = []
        for entity in entities:
            m = re.fullmatch(r"tg://user\?id=(\d+)", entity.get("url", ""))
            if not m:
                made.append(entity)
            elif user := self.users.get(int(m[1])):
                kept = {k: entity[k] for k in ("offset", "length")}
                made.append({**kept, "type": "text_mention", "user": user.about})
        spans = [(e["offset"], e["offset"] + e["length"]) for e in made]
        for entity in found(text):
            stop = entity["offset"] + entity["length"]
            if all(stop <= a or entity["offset"] >= b for a, b in spans):
                made.append(entity)
        return text, sorted(made, key=lambda e: (e["offset"], -e["length"]))

    def _send(self, params: Json, **given: Any) -> Json:
        room = self._room(params)
        if isinstance(room, User) and not room.started:
            raise Refused(403, "Forbidden: bot can't initiate conversation with a user")
        reply = params.get("reply_parameters")
        if reply:
            original = room.messages.get(reply["message_id"])
            if original and not original.deleted:
                given["reply_to"] = original
            elif not reply.get("allow_sending_without_reply"):
                raise Refused(400, "Bad Request: message to be replied not found")
        return room.put(self.user_part(), markup=params.get("reply_markup"), **given).json()

    async def _do_getMe(self, params: Json) -> Json:
        return self.me

    async def _do_getUpdates(self, params: Json) -> list[Json]:
        if self._hook:
            raise Refused(
                409,
                "Conflict: can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first",
            )
        if self._poller and not self._poller.done():
            self._poller.set_result("conflict")
        self.allowed = params.get("allowed_updates", self.allowed)
        offset = params.get("offset", 0)
        if offset > 0:
            self.updates = [u for u in self.updates if u["update_id"] >= offset]
        elif offset < 0:
            self.updates = self.updates[offset:]
        if not self.updates and params.get("timeout", 0) > 0:
            self._poller = poller = asyncio.get_running_loop().create_future()
            try:
                await asyncio.wait([poller], timeout=min(params["timeout"], 50))
                why = poller.result() if poller.done() else "time"
            finally:
                poller.cancel()
            if why == "conflict":
                raise Refused(
                    409,
                    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
                )
        return self.updates[: params.get("limit", 100)]

    async def _do_setWebhook(self, params: Json) -> bool:
        if params.get("drop_pending_updates"):
            self.updates = []
        self.allowed = params.get("allowed_updates", self.allowed)
        self._hook = None
        if params["url"]:
            if self._poller and not self._poller.done():
                self._poller.set_result("conflict")
            self._hook = Webhook(params["url"], params.get("secret_token"), params.get("max_connections", 40))
            self._deliver_more()
        return True

    async def _do_deleteWebhook(self, params: Json) -> bool:
        return await self._do_setWebhook({**params, "url": ""})

    async def _do_getWebhookInfo(self, params: Json) -> Json:
        hook = self._hook
        made: Json = {
            "url": hook.url if hook else "",
            "has_custom_certificate": False,
            "pending_update_count": len(self.updates),
        }
        if hook:
            made["max_connections"] = hook.max_connections
            if hook.error:
                made["last_error_date"], made["last_error_message"] = hook.error
        if self.allowed:
            made["allowed_updates"] = self.allowed
        return made

    async def _do_sendMessage(self, params: Json) -> Json:
        text, entities = self._text(params, "text")
        return self._send(params, text=text, entities=entities)

    async def _send_file(self, params: Json, name: str, most: int) -> Json:
        given = params[name]
        if isinstance(given, Upload):
            if not given.data:
                raise Refused(400, "Bad Request: file must be non-empty")
            if len(given.data) > most:
                raise Refused(413, "Request Entity Too Large")
            file_id = f"{name}-file-{len(self._files) + 1}"
            self._files[file_id] = (name, given)
        elif urlsplit(given).scheme in ("http", "https"):
            file_id = f"{name}-file-{len(self._files) + 1}"
            self._files[file_id] = (name, Upload(given.rsplit("/", 1)[-1], "application/octet-stream", b""))
        else:
            file_id = given
        kind, upload = self._files.get(file_id, ("", None))
        if upload is None or kind != name:
            raise Refused(400, "Bad Request: wrong file identifier/HTTP URL specified")
        one: Json = {"file_id": file_id, "file_unique_id": f"u-{file_id}", "file_size": len(upload.data)}
        if name == "photo":
            media: Json = {"photo": [{**one, "width": 640, "height": 480}]}
        else:
            media = {"document": {**one, "file_name": upload.name, "mime_type": upload.mime}}
        text, entities = self._text(params, "caption")
        return self._send(params, text=text, entities=entities, media=media, file=upload)

    async def _do_sendPhoto(self, params: Json) -> Json:
        return await self._send_file(params, "photo", 10 * 2**20)

    async def _do_sendDocument(self, params: Json) -> Json:
        return await self._send_file(params, "document", 50 * 2**20)

    def _edit(self, params: Json, text: str, entities: list[Json], message: Message) -> Json:
        if message.sender["id"] != self.me["id"] or message.service:
            raise Refused(400, "Bad Request: message can't be edited")
        rows = params.get("reply_markup", {}).get("inline_keyboard", [])
        if (text, entities, rows) == (message.text, message.entities, message.rows):
            raise Refused(
                400,
                "Bad Request: message is not modified: specified new message content and reply markup "
                "are exactly the same as a current content and reply markup of the message",
            )
        message.text, message.entities = text, entities
        message.markup = {"inline_keyboard": rows} if rows else None
        message.edits += 1
        message.edit_date = int(time.time())
        message.changed = self.tick()
        return message.json()

    def _to_edit(self, params: Json) -> Message:
        if "inline_message_id" in params:
            raise Refused(400, "Bad Request: MESSAGE_ID_INVALID")
        return self._message(params, "edit")

    async def _do_editMessageText(self, params: Json) -> Json:
        message = self._to_edit(params)
        if message.media:
            raise Refused(400, "Bad Request: there is no text in the message to edit")
        return self._edit(params, *self._text(params, "text"), message)

    async def _do_editMessageCaption(self, params: Json) -> Json:
        message = self._to_edit(params)
        if not message.media:
            raise Refused(400, "Bad Request: there is no caption in the message to edit")
        return self._edit(params, *self._text(params, "caption"), message)

    async def _do_editMessageReplyMarkup(self, params: Json) -> Json:
        message = self._to_edit(params)
        return self._edit(params, message.text, message.entities, message)

    async def _do_deleteMessage(self, params: Json) -> bool:
        message = self._message(params, "delete")
        room = message.room
        own = message.sender["id"] == self.me["id"]
        if not own and isinstance(room, Group) and room.bot_status != "administrator":
            raise Refused(400, "Bad Request: message can't be deleted")
        message.deleted = True
        room.pinned = [m for m in room.pinned if m is not message]
        message.changed = self.tick()
        return True

    async def _do_answerCallbackQuery(self, params: Json) -> bool:
        answer = self._queries.get(params["callback_query_id"])
        if answer is None:
            raise Refused(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        if not answer.done():
            answer.set_result(params.get("text") or None)
        return True

    async def _do_pinChatMessage(self, params: Json) -> bool:
        message = self._message(params, "pin")
        room = message.room
        if message in room.pinned:
            return True
        room.pinned.append(message)
        service = room.put(self.user_part(), service={"pinned_message": message.json(deep=False)})
        self.push("message", service.json())
        return True

    async def _do_unpinChatMessage(self, params: Json) -> bool:
        room = self._room(params)
        wanted = params.get("message_id", room.pinned[-1].message_id if room.pinned else 0)
        room.pinned = [m for m in room.pinned if m.message_id != wanted]
        return True

    async def _do_getChat(self, params: Json) -> Json:
        room = self._room(params)
        gifts = {k: False for k in TYPES["AcceptedGiftTypes"]["fields"]}
        made = {**room.chat(), "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}
        if room.pinned:
            made["pinned_message"] = room.pinned[-1].json(deep=False)
        return made

    async def _do_getChatMember(self, params: Json) -> Json:
        room = self._room(params)
        if isinstance(room, Group):
            return room.member(params["user_id"])
        if params["user_id"] not in (room.id, self.me["id"]):
            raise Refused(400, "Bad Request: member not found")
        about = room.about if params["user_id"] == room.id else self.user_part()  # type: ignore[attr-defined]
        return {"status": "member", "user": about}
