"""The line to the Bot API: what comes back that is no answer must not pass for one, nor stop the bot."""

import json

import aiohttp.web
import pytest

from bot.clock import TrustedClock
from bot.telegram import errors
from bot.telegram.request import AiohttpRequest, Lost, NotSent
from simulator.server import serve
from simulator.telegram import Telegram


@pytest.mark.parametrize("body", ['{"ok": true}', "{}", "[]", "<html>masuk dulu</html>"])
async def test_a_good_status_without_a_result_is_no_answer(body: str) -> None:
    async def odd(request: aiohttp.web.Request) -> aiohttp.web.Response:
        return aiohttp.web.Response(text=body, content_type="application/json")

    server = await serve(Telegram(), extra=[aiohttp.web.post("/odd", odd)])
    line = AiohttpRequest(TrustedClock())
    await line.initialize()
    try:
        with pytest.raises(Lost) as lost:
            await line.call(f"{server.url}/odd", {})
        assert isinstance(errors.classified(lost.value), errors.Unsure)
    finally:
        await line.shutdown()
        await server.close()


async def test_half_of_a_pair_of_surrogates_stops_neither_a_batch_nor_a_letter() -> None:
    """Strict JSON forbids it; phones send it, and names may hold it."""
    heard: list[bytes] = []

    async def batch(request: aiohttp.web.Request) -> aiohttp.web.Response:
        heard.append(await request.read())
        return aiohttp.web.Response(
            text='{"ok": true, "result": ["Sa\\ud800ri", "Budi"]}', content_type="application/json"
        )

    server = await serve(Telegram(), extra=[aiohttp.web.post("/batch", batch)])
    line = AiohttpRequest(TrustedClock())
    await line.initialize()
    try:
        assert await line.call(f"{server.url}/batch", {"text": "jalan\ud800 rusak 🛠"}) == ["Sa\ud800ri", "Budi"]
        assert json.loads(heard[0]) == {"text": "jalan? rusak 🛠"}
    finally:
        await line.shutdown()
        await server.close()


@pytest.mark.parametrize("scheme", ["https", "http"])
async def test_a_line_that_was_never_opened_has_sent_nothing(scheme: str) -> None:
    """A TLS handshake that fails, and a name that nobody knows: the letter may go again at once, doubling nothing."""
    server = await serve(Telegram())
    port = server.url.rpartition(":")[2]
    line = AiohttpRequest(TrustedClock())
    await line.initialize()
    url = f"https://127.0.0.1:{port}/odd" if scheme == "https" else f"http://tidak-ada.invalid:{port}/odd"
    try:
        with pytest.raises(NotSent) as lost:
            await line.call(url, {})
        assert errors.classified(lost.value) == errors.Later(5)
    finally:
        await line.shutdown()
        await server.close()
