"""Logging without secrets: no token ever, no update, no names."""

import logging
import re

_TOKEN = re.compile(r"\d{6,12}:[\w-]{30,}", re.ASCII)
_SECRET = re.compile(r"((?:pasang|tugas)_)[A-Z0-9]{16}")


def clean(text: str) -> str:
    return _SECRET.sub(r"\1…", _TOKEN.sub("…", text))


class CleanRecord(logging.LogRecord):
    """Every record is made of this: message, arguments and traceback lose what looks like a token or a code."""

    def getMessage(self) -> str:
        return clean(super().getMessage())


class CleanFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return clean(super().format(record))


def begin(level: str) -> None:
    """Install before the network's libraries are imported: they log addresses, and those hold the token."""
    logging.setLogRecordFactory(CleanRecord)
    handler = logging.StreamHandler()
    handler.setFormatter(CleanFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in ("httpx", "httpcore", "telegram", "apscheduler", "aiohttp"):
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLogger().level))


def told(error: BaseException) -> str:
    """An error as it may be logged: its kind and where it happened; its words may hold what a villager wrote."""
    trace, place = error.__traceback__, ""
    while trace is not None:
        place = f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__} at {place}"
