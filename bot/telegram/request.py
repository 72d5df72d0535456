"""The Bot API over aiohttp: one web stack, and an answer to "was it sent?" for every failure."""

import json
import ssl
from collections.abc import Mapping
from functools import cache
from typing import Any, cast
from urllib.request import getproxies

import aiohttp
import orjson
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.clock import TrustedClock

JSON = {"Content-Type": "application/json"}
_encoder = json.JSONEncoder(ensure_ascii=False)


class NotSent(NetworkError):
    """The request never left: trying again can't double anything."""


class Lost(TimedOut):
    """The request left and no answer came: nobody knows whether it was taken."""


class AiohttpRequest(BaseRequest):
    """`clock` hears the `Date` of Telegram's answers. `slack`: how much more than an answer a whole call may take."""

    def __init__(self, clock: TrustedClock, size: int = 64, read_timeout: float = 20.0, slack: float = 10.0) -> None:
        self._clock = clock
        self._size = size
        self._read_timeout = read_timeout
        self._slack = slack
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return self._read_timeout

    async def initialize(self) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._size),
                cookie_jar=aiohttp.DummyCookieJar(),
                skip_auto_headers=("User-Agent", "Accept", "Accept-Encoding"),
                trust_env=bool(getproxies()),  # looks for a proxy and in .netrc at each call, in another thread
            )

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """As the library's, but it says nothing to the log: half an answer holds what people wrote."""
        try:
            return orjson.loads(payload)
        except ValueError:
            return _lenient(payload)

    async def call(self, url: str, facts: Mapping[str, Any]) -> Any:
        """Post one JSON body; answers and errors as from `post`, which hands the facts on as they are."""
        return await self.post(url, cast(RequestData, facts))

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | Mapping[str, Any] | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise NotSent("not initialized")
        wait = self._read_timeout if isinstance(read_timeout, DefaultValue) or read_timeout is None else read_timeout
        headers = JSON if isinstance(request_data, Mapping) else None
        body = _body(request_data)
        try:
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=_timeout(wait + self._slack)
            ) as answer:
                if answer.content_type == "application/json":  # a page is some proxy's, and so is its time
                    self._clock.hear(answer.headers.get("Date"))
                content = await answer.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, ssl.SSLError) as error:
            raise NotSent(type(error).__name__) from error
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise Lost(type(error).__name__) from error
        if method == "POST" and answer.status == 200 and b'"result"' not in content:
            raise Lost("a good answer without a result")
        return answer.status, content


def _lenient(payload: bytes) -> Any:
    """What strict JSON forbids too: half a pair of surrogates, in one text of a batch, must not stop the batch."""
    try:
        return json.loads(payload.decode("utf-8", "replace"))
    except ValueError as error:
        raise TelegramError("Invalid server response") from error


@cache
def _timeout(total: float) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=total, sock_connect=10)


def _body(data: RequestData | Mapping[str, Any] | None) -> Any:
    if data is None:
        return None
    if isinstance(data, Mapping):
        try:
            return orjson.dumps(data)
        except orjson.JSONEncodeError:  # again that half of a pair
            return _encoder.encode(data).encode("utf-8", "replace")
    if not data.multipart_data:
        return data.json_parameters
    form = aiohttp.FormData(data.json_parameters)
    for name, (filename, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form
