"""The outside server, driven by python-telegram-bot's Bot over HTTP."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    ReplyKeyboardMarkup,
    ReplyParameters,
    Update,
)
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken

from bot.clock import TrustedClock
from bot.telegram.request import AiohttpRequest
from tests.outside.server import SECRET_HEADER, OutsideServer

pytestmark = pytest.mark.asyncio
TOKEN = "4242:outside"


@contextlib.asynccontextmanager
async def running(**given: bool) -> AsyncIterator[tuple[OutsideServer, Bot]]:
    server = OutsideServer(TOKEN, "outside_bot", **given)
    await server.start()
    clock = TrustedClock()
    bot = Bot(
        TOKEN,
        base_url=f"{server.url}/bot",
        base_file_url=f"{server.url}/file/bot",
        request=AiohttpRequest(clock),
        get_updates_request=AiohttpRequest(clock, size=1),
    )
    try:
        async with bot:
            yield server, bot
    finally:
        await server.stop()


@contextlib.asynccontextmanager
async def background(work: object) -> AsyncIterator[None]:
    task = asyncio.ensure_future(work)  # type: ignore[call-overload]
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def respond(bot: Bot, update: Update) -> None:
    """A toy bot: echoes text under a button; the button's press edits the message."""
    if query := update.callback_query:
        await query.edit_message_text("pressed")
        await query.answer(f"toast for {query.from_user.first_name}")
    elif update.message and update.message.text:
        keys = InlineKeyboardMarkup([[InlineKeyboardButton("Press me", callback_data="p")]])
        await bot.send_message(update.message.chat_id, f"echo {update.message.text}", reply_markup=keys)


async def poll(bot: Bot) -> None:
    offset = 0
    while True:
        for update in await bot.get_updates(offset=offset, timeout=5):
            offset = update.update_id + 1
            await respond(bot, update)


async def test_polling_conversation() -> None:
    async with running() as (server, bot), background(poll(bot)):
        ana = server.user("Ana")
        ana.start("deep")
        message = await ana.wait_for("echo /start deep")
        assert message.buttons == ["Press me"]
        assert await ana.press("Press") == "toast for Ana"
        assert (await ana.wait_for("pressed")).message_id == message.message_id
        assert ana.inbox == [message] and message.buttons == []
        with pytest.raises(LookupError):
            await ana.press("Press")
        with pytest.raises(TimeoutError):
            await ana.wait_for("never said", timeout=0.1)
        assert {"getMe", "getUpdates", "sendMessage"} <= {method for method, _ in server.calls}
        assert server.violations == [] and server.refusals == []


async def test_old_messages_do_not_answer_a_new_wait() -> None:
    async with running() as (server, bot):
        ana = server.user("Ana")
        ana.say("one")
        await bot.send_message(ana.id, "done")
        await ana.wait_for("done")
        ana.say("two")
        with pytest.raises(TimeoutError):
            await ana.wait_for("done", timeout=0.1)
        assert await ana.wait_for("done", since=0)


async def test_webhook_with_secret_and_repeats() -> None:
    async with running() as (server, bot):
        seen: list[tuple[str | None, int]] = []

        async def receive(request: web.Request) -> web.Response:
            body = await request.json()
            seen.append((request.headers.get(SECRET_HEADER), body["update_id"]))
            if len(seen) == 1:
                return web.Response(status=500)
            await respond(bot, Update.de_json(body, bot))
            return web.Response()

        app = web.Application()
        app.router.add_post("/hook", receive)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        try:
            port = runner.addresses[0][1]
            await bot.set_webhook(f"http://127.0.0.1:{port}/hook", secret_token="s3cret")
            ben = server.user("Ben")
            ben.say("hello")
            await ben.wait_for("echo hello")
            assert await ben.press("Press me") == "toast for Ben"
            assert seen[0] == seen[1] and {secret for secret, _ in seen} == {"s3cret"}
            assert len({number for _, number in seen}) == 2
            info = await bot.get_webhook_info()
            assert info.url.endswith("/hook") and info.last_error_message
            with pytest.raises(Conflict):
                await bot.get_updates()
            await bot.delete_webhook()
            assert await bot.get_updates() == ()
            assert server.violations == []
        finally:
            await runner.cleanup()


async def test_webhook_answer_may_be_a_call() -> None:
    async with running() as (server, bot):

        async def receive(request: web.Request) -> web.Response:
            chat = (await request.json())["message"]["chat"]["id"]
            return web.json_response({"method": "sendMessage", "chat_id": chat, "text": "in the answer"})

        app = web.Application()
        app.router.add_post("/", receive)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        try:
            await bot.set_webhook(f"http://127.0.0.1:{runner.addresses[0][1]}/")
            server.user("Ben").say("hello")
            await server.user("Ben").wait_for("in the answer")
        finally:
            await runner.cleanup()


async def test_a_poll_left_behind_is_no_conflict() -> None:
    async with running() as (server, bot), aiohttp.ClientSession() as client:
        with pytest.raises(TimeoutError):
            left = client.get(f"{server.url}/bot{TOKEN}/getUpdates?timeout=5", timeout=aiohttp.ClientTimeout(0.2))
            await left
        await asyncio.sleep(0.1)
        server.user("Ana").say("still here")
        assert [u.message.text for u in await bot.get_updates()] == ["still here"]
        assert server.refusals == [] and server.violations == []


async def test_offsets_limit_and_kinds() -> None:
    async with running() as (server, bot):
        ana = server.user("Ana")
        for text in "abc":
            ana.say(text)
        first = await bot.get_updates(limit=2)
        assert [u.message.text for u in first] == ["a", "b"]
        again = await bot.get_updates()
        assert len(again) == 3
        assert [u.message.text for u in await bot.get_updates(offset=-1)] == ["c"]
        last = again[-1].update_id
        assert await bot.get_updates(offset=last + 1, allowed_updates=["callback_query"]) == ()
        ana.say("not wanted")
        assert await bot.get_updates() == ()
        second = asyncio.create_task(bot.get_updates(timeout=5))
        await asyncio.sleep(0.1)
        async with aiohttp.ClientSession() as client:
            await client.get(f"{server.url}/bot{TOKEN}/getUpdates?limit=1")
        with pytest.raises(Conflict):
            await second
        assert server.violations == []


async def test_group() -> None:
    async with running(reads_all=False) as (server, bot):
        ana, ben = server.user("Ana"), server.user("Ben")
        group = server.group("Village", [ana, ben])
        with pytest.raises(Forbidden):
            await bot.send_message(group.id, "too early")
        group.add_bot(ana)
        change, joined = await bot.get_updates()
        assert change.my_chat_member.new_chat_member.status == "member"
        assert joined.message.new_chat_members[0].id == bot.id
        seen = joined.update_id + 1

        group.say(ben, "not for the bot")
        group.say(ben, "/help@other_bot")
        group.say(ben, "hear me @outside_bot")
        (heard,) = await bot.get_updates(offset=seen)
        assert heard.message.from_user.first_name == "Ben" and heard.message.chat.type == "supergroup"
        seen = heard.update_id + 1
        reply = ReplyParameters(heard.message.message_id)
        sent = await bot.send_message(group.id, "<b>Heard</b> &amp; noted", "HTML", reply_parameters=reply)
        assert sent.text == "Heard & noted" and sent.entities[0].type == "bold"
        assert sent.reply_to_message.message_id == heard.message.message_id
        assert (await group.wait_for("noted")).text == sent.text
        assert await sent.pin()
        (pinned,) = await bot.get_updates(offset=seen)
        assert pinned.message.pinned_message.message_id == sent.message_id

        assert (await bot.get_chat(group.id)).pinned_message.message_id == sent.message_id
        assert (await bot.get_chat_member(group.id, ana.id)).status == "creator"
        assert (await bot.get_chat_member(group.id, ben.id)).status == "member"
        with pytest.raises(Forbidden):
            await bot.send_message(ben.id, "never started")
        assert await bot.delete_message(group.id, sent.message_id)
        assert group.inbox == []
        assert server.violations == []


async def test_files_and_reply_keyboard() -> None:
    async with running() as (server, bot):
        ana = server.user("Ana")
        ana.start()
        photo = await bot.send_photo(ana.id, b"image", caption="<i>look</i>", parse_mode="HTML")
        await bot.send_photo(ana.id, photo.photo[-1].file_id)
        await bot.send_document(ana.id, b"pages", filename="a.pdf", thumbnail=b"small")
        await bot.send_message(ana.id, "choose", reply_markup=ReplyKeyboardMarkup([["Yes", "No"]]))
        first, second, document, choice = ana.inbox
        assert first.text == "look" and first.file.data == b"image" and second.file is first.file
        assert document.file.name == "a.pdf" and document.file.data == b"pages"
        assert choice.keyboard == ["Yes", "No"] and choice.buttons == []
        assert await bot.edit_message_caption(ana.id, photo.message_id, caption="seen")
        assert first.text == "seen"
        with pytest.raises(BadRequest, match="Wrong file identifier"):
            await bot.send_photo(ana.id, "no-such-file")
        assert server.violations == []


async def test_refusals_are_no_violations() -> None:
    async with running() as (server, bot):
        ana = server.user("Ana")
        said = ana.say("mine")
        sent = await bot.send_message(ana.id, "same")
        with pytest.raises(BadRequest, match="not modified"):
            await sent.edit_text("same")
        with pytest.raises(BadRequest, match="can't be edited"):
            await bot.edit_message_text("yours", ana.id, said.message_id)
        with pytest.raises(BadRequest, match="too old"):
            await bot.answer_callback_query("1")
        with pytest.raises(BadRequest, match="Chat not found"):
            await bot.send_message(1, "nobody")
        stranger = Bot("1:wrong", base_url=f"{server.url}/bot", request=AiohttpRequest(TrustedClock()))
        with pytest.raises(InvalidToken):
            await stranger.initialize()
        await stranger.shutdown()
        assert server.violations == [] and len(server.refusals) == 5


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("x" * 4097, "4097 characters"),
        ("\N{GRINNING FACE}" * 2049, "4098 characters"),
        ("<b></b> ", "0 characters"),
        ("<b>open", "never closed"),
        ("<b><i>crossed</b></i>", "was expected"),
        ("<p>no such tag</p>", "unsupported tag"),
        ("1 < 2", "opens no tag"),
    ],
)
async def test_bad_text(text: str, why: str) -> None:
    async with running() as (server, bot):
        server.user("Ana").start()
        with pytest.raises(BadRequest):
            await bot.send_message(server.user("Ana").id, text, parse_mode="HTML")
        assert why in server.violations[0]
        assert server.user("Ana").inbox == []


async def test_length_is_counted_after_markup() -> None:
    async with running() as (server, bot):
        server.user("Ana").start()
        await bot.send_message(server.user("Ana").id, f"<b>{'x' * 4096}</b>", parse_mode="HTML")
        assert server.violations == []


@pytest.mark.parametrize(
    ("method", "body", "why"),
    [
        ("sendMesage", {}, "unknown method"),
        ("sendMessage", {"chat_id": 1}, "text: required"),
        ("sendMessage", {"chat_id": 1, "text": "a", "colour": 1}, "colour: unknown field"),
        ("sendMessage", {"chat_id": True, "text": "a"}, "wrong type"),
        ("sendMessage", {"chat_id": 1, "text": 5}, "wrong type"),
        ("editMessageText", {"text": "a"}, "chat_id: required"),
        ("answerCallbackQuery", {"callback_query_id": "1", "text": "x" * 201}, "201 characters"),
        ("setMyCommands", {"commands": [{"command": "a"}]}, "description: required"),
        ("setMyCommands", {"commands": [], "scope": {"type": "chat"}}, "scope.chat_id: required"),
        ("sendPhoto", {"chat_id": 1, "photo": "attach://gone"}, "not sent"),
        ("setWebhook", {"url": "http://example.org/"}, "not an HTTPS URL"),
        ("getUpdates", {"limit": 101}, "outside 1-100"),
        ("getUpdates", {"allowed_updates": ["mesage"]}, "no update 'mesage'"),
    ],
)
async def test_bad_calls(method: str, body: dict[str, object], why: str) -> None:
    async with running() as (server, _), aiohttp.ClientSession() as client:
        answer = await client.post(f"{server.url}/bot{TOKEN}/{method}", json=body)
        assert answer.status == 400 and (await answer.json())["ok"] is False
        assert why in server.violations[0]


@pytest.mark.parametrize(
    ("button", "why"),
    [
        ({"text": "a", "callback_data": "é" * 33}, "66 bytes"),
        ({"text": "a"}, "exactly one action"),
        ({"text": "a", "callback_data": "a", "url": "https://example.org"}, "exactly one action"),
        ({"text": "a", "callback": "a"}, "unknown field of InlineKeyboardButton"),
    ],
)
async def test_bad_buttons(button: dict[str, str], why: str) -> None:
    async with running() as (server, _), aiohttp.ClientSession() as client:
        body = {"chat_id": 1, "text": "a", "reply_markup": {"inline_keyboard": [[button]]}}
        answer = await client.post(f"{server.url}/bot{TOKEN}/sendMessage", json=body)
        assert answer.status == 400 and why in server.violations[0]


async def test_other_methods_answer_true() -> None:
    async with running() as (server, bot), aiohttp.ClientSession() as client:
        server.user("Ana").start()
        assert await bot.send_chat_action(server.user("Ana").id, "typing")
        assert await bot.set_my_commands([("help", "What I do")])
        assert server.violations == []
        form = {"chat_id": str(server.user("Ana").id), "latitude": "1.5", "longitude": "2"}
        answer = await client.post(f"{server.url}/bot{TOKEN}/sendLocation", data=form)
        assert (await answer.json())["result"] is True
        assert server.violations == ["server: sendLocation is not kept here; true answered in place of ['Message']"]


async def test_unanswered_press() -> None:
    async with running() as (server, bot):
        ana = server.user("Ana")
        ana.start()
        keys = InlineKeyboardMarkup.from_row(
            [InlineKeyboardButton("Go", callback_data="g"), InlineKeyboardButton("Site", url="https://example.org")]
        )
        await bot.send_message(ana.id, "choose", reply_markup=keys)
        with pytest.raises(TimeoutError):
            await ana.press("Go", timeout=0.1)
        with pytest.raises(LookupError):
            await ana.press("Site")
        assert (await bot.get_updates())[-1].callback_query.data == "g"
