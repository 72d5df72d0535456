"""Everything that is logged over a whole cycle with every fault, and every file that is left: no secret in any of it.

The planning year is lived at DEBUG with planted names and sentences, under lost lines, refusals, floods, malformed
updates, a fault inside an act, a wrong token and strangers at the webhook. Nothing planted, no token, no webhook
secret, no set-up or office code and no button's seal may stand in the log; names and sentences may stand in the
database, outside its quarantine; tokens, secrets and seals in no file at all.

    python -m tests.faults.secrets --rounds 40

prints one line of JSON; exit 1 if anything leaked.
"""

import argparse
import asyncio
import contextlib
import io
import logging
import random
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

from bot import log
from bot.app import App
from bot.door import Door
from bot.receiver import Stop
from bot.settings import Settings
from simulator.faults import Fault
from simulator.server import serve
from storage.database import FILE
from tests.faults import report
from tests.faults.malformed import Chatty
from tests.faults.story import CHANCE, STORY, Hurried, Story
from tests.program import free_port

NAME, SENTENCE, PROFILE, INSIDE = "Kenariwati", "merpatiputih", "Cendrawasih", "elang99"
WORDS = (NAME, SENTENCE, PROFILE, INSIDE)
WRONG_TOKEN = "987654321:SALAH-sekali-dan-bukan-rahasia-siapa-pun"
SECRET = "rahasia-kait-desa-karangan-yang-panjang"
RATE = 0.2
FAULTS: tuple[Callable[[], Fault], ...] = (
    lambda: Fault.status(429, "Too Many Requests: retry after 2", retry_after=2),
    lambda: Fault.status(500, "Internal Server Error"),
    lambda: Fault.status(502, "Bad Gateway"),
    Fault.drop_before,
    Fault.drop_after,
)


def unfiltered(level: str) -> None:
    """The twin of `bot.log.begin`: the same, without its filter."""
    logging.setLogRecordFactory(logging.LogRecord)
    logging.basicConfig(level=level, handlers=[logging.StreamHandler()], force=True)
    for name in ("telegram", "aiohttp", "apscheduler"):
        logging.getLogger(name).setLevel(logging.NOTSET)


@dataclass
class Begins:
    """How this round's bot logs, and what stands at its door."""

    log: Callable[[str], None] = log.begin
    door: type[Door] = Door


TWINS = {"no-filter": Begins(log=unfiltered), "chatty": Begins(door=Chatty)}


@dataclass
class Round:
    said: str = ""
    secrets: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    """Of single-use links: they wait in letters, so the database may hold them."""
    faults: int = 0


def lines(given: tuple[str, ...] | Any) -> tuple[str, ...]:
    """The story's lines with planted words in names and sentences."""
    planted = (line.replace(" Warga", f" {NAME}") if line.endswith(" Warga") else line for line in given)
    return tuple(
        line + f" {SENTENCE}" if line.endswith((" mati", " lapuk", "terima kasih", "Joko Santoso")) else line
        for line in planted
    )


async def lived(folder: Path, seed: int, begins: Begins, found: Round) -> None:
    rng = random.Random(seed)
    loop = asyncio.get_running_loop()
    loop.hurry()  # type: ignore[attr-defined]
    story = Story(folder / "data")
    doors = begins.door

    class Planted(App):
        def __init__(self, *parts: Any) -> None:
            super().__init__(*parts)
            self.door.__class__ = doors

    def order(method: str, given: dict[str, Any]) -> Fault | None:
        if rng.random() > RATE:
            return None
        found.faults += 1
        return rng.choice(FAULTS)()

    story.kind = Planted
    story.patience = 60.0  # a letter that meets many faults waits longer each time
    for name in ("Joko", "Sari", "Wati", "Slamet"):
        story.person(name).user["last_name"] = PROFILE
    story.telegram.faults.append(order)
    for chapter in STORY:
        story.at = 0
        await story.told(type(chapter)(chapter.name, lines(chapter.lines)))
    story.telegram.faults.heal()
    await misused(story)
    await knocked(story)
    _gathered(story, found)


async def misused(story: Story) -> None:
    """Malformed updates, a fault inside an act, a refused token."""
    story.server = await serve(story.telegram)
    story.settings = story.settings.model_copy(update={"api_url": story.server.url})
    await story.start()
    sari = story.person("Sari")
    lane = ("chat", sari.id)
    base = {"message_id": 1, "date": 1, "chat": sari.chat.facts(), "from": sari.user, "text": SENTENCE}
    for wrong in ({"chat": SENTENCE}, {"from": [NAME]}, {"text": {SENTENCE: NAME}}, {"message_id": SENTENCE}):
        story.telegram.push("message", {**base, **wrong}, lane)
    data = story.bot.door._seal.close("px", (INSIDE,), 0, await _own_chat(story, sari.id))
    query = {"id": "1", "from": sari.user, "message": base, "chat_instance": "1", "data": data}
    story.telegram.push("callback_query", query, lane)
    await story.quiet()
    story.telegram.faults.append(lambda method, given: Fault.status(401, "Unauthorized") if "send" in method else None)
    sari.say(f"/usulan {SENTENCE}")
    assert story._life is not None
    try:
        await asyncio.wait_for(story._life, 60)
    except Stop as stop:
        logging.getLogger("bot").error("%s", stop)
    story.telegram.faults.heal()
    await story.stop()
    wrong = story.settings.model_copy(update={"token": WRONG_TOKEN, "data": story.folder.with_name("wrong")})
    try:
        async with App.open(wrong):
            raise AssertionError("a wrong token was taken")
    except Stop as stop:
        logging.getLogger("bot").error("%s", stop)
    await story.server.close()


async def _own_chat(story: Story, telegram: int) -> int:
    return await story.bot.database.write(lambda work: work.chats.met(telegram, "private", "").id)


async def knocked(story: Story) -> None:
    """The webhook: with the secret, without, with another, and with what is no update."""
    story.server = await serve(story.telegram)
    port = free_port()
    story.settings = Settings(
        token=story.telegram.token, api_url=story.server.url, data=story.folder, listen=f"127.0.0.1:{port}",
        webhook_url=f"http://127.0.0.1:{port}/kait", webhook_secret=SECRET,
    )  # fmt: skip
    async with App.open(story.settings, story.texts) as app, aiohttp.ClientSession() as line:
        for secret in (SECRET, "lain", f"{SECRET}x", ""):
            for body in (b"{", f'{{"update_id": "{SENTENCE}"}}'.encode(), b"[" * 100_000):
                headers = {"X-Telegram-Bot-Api-Secret-Token": secret, "Content-Type": "application/json"}
                async with line.post(f"{story.settings.webhook_url}?x={SENTENCE}", data=body, headers=headers):
                    pass
        assert app.poller.first_batch.is_set()
    await story.server.close()


def _gathered(story: Story, found: Round) -> None:
    """The secrets of this round: tokens, the webhook's secret, the seals of all buttons, the codes of all links."""
    found.secrets |= {story.telegram.token, WRONG_TOKEN, SECRET}
    for chat in story.telegram.chats.values():
        for message in chat.messages.values():
            if message.get("from", {}).get("id") == story.telegram.bot["id"]:
                found.codes |= set(_codes(message.get("text", "")))
            rows = message.get("reply_markup", {}).get("inline_keyboard", ())
            found.secrets |= {b["callback_data"].split(":")[-1] for r in rows for b in r if "callback_data" in b}


def _codes(text: str) -> list[str]:
    return [code for code in CHANCE.findall(text) if len(code) == 16]


@contextlib.contextmanager
def overheard(begin: Callable[[str], None]) -> Iterator[io.StringIO]:
    """The standard error of a bot that logs at DEBUG."""
    heard = io.StringIO()
    with contextlib.redirect_stderr(heard):
        begin("DEBUG")
        yield heard
    logging.basicConfig(handlers=[logging.NullHandler()], force=True)


def leaks(folder: Path, found: Round) -> list[str]:
    wrong = [f"in the log: {word}" for word in WORDS if word.lower() in found.said.lower()]
    wrong += ["in the log: a secret" for secret in found.secrets | found.codes if secret in found.said]
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        held = file.read_bytes()
        wrong += [f"in {file.name}: a secret" for secret in found.secrets if secret.encode() in held]
        if not file.name.startswith(FILE):
            wrong += [f"in {file.name}: a code" for code in found.codes if code.encode() in held]
            wrong += [f"in {file.name}: {word}" for word in WORDS if word.encode() in held]
    with contextlib.closing(sqlite3.connect(folder / "data" / FILE)) as base:
        aside = [str(row) for row in base.execute("SELECT * FROM quarantine")]
        wrong += [f"in quarantine: {word}" for word in WORDS if any(_values(word, row) for row in aside)]
        if len(aside) < 5:
            wrong.append(f"only {len(aside)} updates were set aside")
        if not base.execute("SELECT 1 FROM resident WHERE name LIKE ?", (f"%{NAME}",)).fetchone():
            wrong.append("the planted name is nowhere")
    return wrong


def _values(word: str, row: str) -> bool:
    """Names of unknown fields may stand in a shape."""
    return word in row.replace(f'"{word}":', "")


def run(rounds: int, seed: int, twin: str, folder: Path) -> str:
    begun = time.monotonic()
    wrong: list[str] = []
    faults = records = secrets = 0
    for number in range(seed, seed + rounds):
        begins, found, place = TWINS.get(twin, Begins()), Round(), folder / f"{number}"
        place.mkdir()
        with overheard(begins.log) as heard:
            loop = Hurried()
            loop.run_until_complete(lived(place, number, begins, found))
            loop.close()
        found.said = heard.getvalue()
        wrong += [f"seed {number}: {what}" for what in leaks(place, found)]
        faults, secrets = faults + found.faults, secrets + len(found.secrets | found.codes)
        records += found.said.count("\n")
    return report.line(
        "secrets", time.monotonic() - begun, wrong, twin=twin, rounds=rounds, seed=seed, faults=faults,
        log_lines=records, secrets_looked_for=secrets, planted_words=len(WORDS),
    )  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description="no secret in any log or file")
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--twin", choices=tuple(TWINS), default="", help="a bot built wrongly; must be red")
    given = parser.parse_args()
    with report.scratch() as folder:
        return report.close(run(1 if given.twin else given.rounds, given.seed, given.twin, folder))


if __name__ == "__main__":
    sys.exit(main())
