"""The line to the Bot API: what comes back that is no answer must not pass for one, nor stop the bot."""

import json

import aiohttp.web
import pytest

from bot.clock import TrustedClock
from bot.telegram import errors
from bot.telegram.request import AiohttpRequest, Lost
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
