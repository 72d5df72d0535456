"""Updates brought to the bot's own address: in order and one at a time per lane."""

import asyncio
import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import aiohttp

from simulator.refusal import bad_request
from simulator.updates import Lane, Update

if TYPE_CHECKING:
    from simulator.telegram import Telegram

PORTS = (443, 80, 88, 8443)
LOOPBACK = ("127.0.0.1", "localhost", "::1")
LONGEST_DELAY = 60.0
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


class Webhook:
    def __init__(self, tg: "Telegram") -> None:
        self._tg = tg
        self._carriers: dict[Lane, asyncio.Task[None]] = {}
        self._session: aiohttp.ClientSession | None = None
        self._open = asyncio.Semaphore(40)
        self._jumped = asyncio.Event()
        self.first_delay = 1.0
        self.url = ""
        self.secret = ""
        self.max_connections = 40
        self.last_error: tuple[int, str] | None = None
        tg.clock.on_jump.append(self._jumped.set)

    async def set(self, given: dict[str, Any]) -> bool:
        url: str = given["url"]
        if not url:
            return await self.delete(given)
        self._check(url, given)
        await self._tg.updates.end_poll("terminated by setWebhook request")
        await self.stop()
        self.url = url
        self.secret = given.get("secret_token", "")
        self.max_connections = given.get("max_connections", 40)
        self._open = asyncio.Semaphore(self.max_connections)
        self.last_error = None
        self._settle(given)
        for lane in self._tg.updates.lanes():
            self.notice(lane)
        return True

    def _check(self, url: str, given: dict[str, Any]) -> None:
        parts = urlsplit(url)
        if parts.scheme == "https":
            if (parts.port or 443) not in PORTS and parts.hostname not in LOOPBACK:
                raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
        elif parts.scheme != "http" or parts.hostname not in LOOPBACK:
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        if "secret_token" in given and not SECRET.fullmatch(given["secret_token"]):
            raise bad_request("secret token contains unallowed characters")
        if not 1 <= given.get("max_connections", 40) <= 100:
            raise bad_request("max_connections must be between 1 and 100")

    async def delete(self, given: dict[str, Any]) -> bool:
        self.url = ""
        await self.stop()
        self._settle(given)
        return True

    def _settle(self, given: dict[str, Any]) -> None:
        self._tg.updates.allow(given.get("allowed_updates"))
        if given.get("drop_pending_updates"):
            self._tg.updates.clear()

    def info(self) -> dict[str, Any]:
        info: dict[str, Any] = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": self._tg.updates.pending(),
        }
        if self.url:
            info["max_connections"] = self.max_connections
            info["allowed_updates"] = sorted(self._tg.updates.allowed)
        if self.last_error:
            info["last_error_date"], info["last_error_message"] = self.last_error
        return info

    def notice(self, lane: Lane) -> None:
        """Something waits in this lane; see that somebody carries it."""
        if self.url and lane not in self._carriers:
            self._carriers[lane] = asyncio.create_task(self._carry(lane))

    async def stop(self) -> None:
        carriers, self._carriers = list(self._carriers.values()), {}
        for carrier in carriers:
            carrier.cancel()
        await asyncio.gather(*carriers, return_exceptions=True)
        if self._session:
            await self._session.close()
            self._session = None

    async def _carry(self, lane: Lane) -> None:
        delay = self.first_delay
        while update := self._tg.updates.first(lane):
            wait = await self._deliver(update)
            if wait is None:
                if self._tg.updates.taken(update["update_id"]):
                    await self._deliver(update)
                delay = self.first_delay
                continue
            await self._rest(max(wait, delay))
            delay = min(delay * 2, LONGEST_DELAY)
        del self._carriers[lane]

    async def _deliver(self, update: Update) -> float | None:
        """Bring one update; None when it was taken, else the least seconds to wait."""
        headers = {"Content-Type": "application/json"}
        if self.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self.secret
        self._session = self._session or aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60))
        try:
            async with self._open, self._session.post(self.url, data=json.dumps(update), headers=headers) as answer:
                if 200 <= answer.status < 300:
                    return None
                self._fail(f"Wrong response from the webhook: {answer.status} {answer.reason}")
                asked = answer.headers.get("Retry-After", "")
                return min(float(asked), 3600) if asked.isdigit() else 0.0
        except (aiohttp.ClientError, TimeoutError) as trouble:
            self._fail(f"Connection failed: {type(trouble).__name__}")
            return 0.0

    def _fail(self, reason: str) -> None:
        self.last_error = (self._tg.clock.stamp(), reason)

    async def _rest(self, seconds: float) -> None:
        """Wait by the stage's clock: moving it forward ends the wait."""
        until = self._tg.clock.seconds() + seconds
        while (left := until - self._tg.clock.seconds()) > 0:
            self._jumped.clear()
            try:
                await asyncio.wait_for(self._jumped.wait(), left)
            except TimeoutError:
                return
