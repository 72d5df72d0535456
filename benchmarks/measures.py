"""What is measured: each function is one run, and gives figures."""

import json
import os
import sqlite3
import subprocess
import time
from pathlib import Path
from typing import Any

from benchmarks.fill import FIRST, fill
from benchmarks.processes import Process, bot, folder, seconds_of, server

Figures = dict[str, Any]
START = {"rembuk": ("bot", "run"), "aiogram": ("benchmarks.bots", "aiogram"), "ptb": ("benchmarks.bots", "ptb")}


def whole_script(people: int, profile: str = "") -> Figures:
    """From set-up to result; what the people saw of their votes must be what stands in the database."""
    with folder() as place, server("village", people=people) as (api, port):
        with bot("rembuk", port, folder=str(place), profile=profile) as rembuk:
            api.tell(rembuk.said())
            result = api.heard()
            result |= json.loads(rembuk.ended().splitlines()[-1])
        check(place / "desa.db", {int(k, 36): n for k, n in result.pop("votes").items()}, people)
    result["rate"] = result["updates"] / result["seconds"]
    return result


def check(file: Path, votes: dict[int, int], people: int) -> None:
    base = sqlite3.connect(file)
    rows = enumerate(base.execute("SELECT votes FROM poll_option ORDER BY number").fetchall())
    kept = {place: votes for place, (votes,) in rows if votes}
    assert kept == votes, (kept, votes)
    assert base.execute("SELECT voted FROM poll").fetchone() == (people,)
    assert base.execute("SELECT COUNT(*) FROM quarantine").fetchone() == (0,)
    # The greeting of a group waits some seconds whether it is still of use; the script is over before.
    states = dict(base.execute("SELECT state, COUNT(*) FROM outbox WHERE key <> 'group.hello' GROUP BY state"))
    assert set(states) == {"sent"}, states
    base.close()


def echo(name: str, updates: int, rate: float = 0) -> Figures:
    """As many texts as fast as it can, or so many a second."""
    with server("echo", updates=updates, rate=rate) as (api, port), bot(name, port, updates=updates) as echoing:
        result = api.heard() | echoing.heard()
    result["rate"] = updates / result["seconds"]
    return result


def crowd(place: Path, people: int, visits: int, rate: float = 0, step: int = 1) -> Figures:
    """Residents of a filled folder come back, each `step` numbers from the next."""
    ids = [FIRST, FIRST + people * step, step]
    with server("crowd", ids=ids, visits=visits, rate=rate) as (api, port):
        began = time.perf_counter()
        with bot("rembuk", port, folder=str(place)) as rembuk:
            told = rembuk.said()
            opened = time.perf_counter() - began
            api.tell(told)
            result = api.heard()
            result |= json.loads(rembuk.ended().splitlines()[-1])
    assert result["commits"] and result["answers"]
    return result | {"opened": opened, "rate": result["updates"] / result["seconds"]}


def broadcast(place: Path, letters: int, people: int, rate: float, quiet: float, limit: int) -> Figures:
    """At the shipped pace, under Telegram's limits and with `limit` MB of address space: residents ask `rate` times
    a second, for `quiet` seconds alone and then while a broadcast leaves."""
    facts = {"ids": [FIRST, FIRST + people], "rate": rate, "strict": True, "quiet": quiet, "letters": letters}
    with (
        server("crowd", **facts) as (api, port),
        bot("rembuk", port, folder=str(place), shipped_pace=True, limit=limit) as rembuk,
    ):
        api.tell(rembuk.said())
        alone = api.heard()
        rest = rembuk.resident()
        rembuk.tell(f"broadcast {letters}")
        result = api.heard()
        result |= json.loads(rembuk.ended().splitlines()[-1])
    return result | {"alone": alone, "rest": rest}


def first_answer(name: str) -> tuple[float, float]:
    """From starting the command to the first answer in seconds, and MB resident three seconds later."""
    with folder() as place, server("echo", updates=1) as (api, port):
        facts = [port, json.dumps({"updates": 1})] if name != "rembuk" else []
        setting = {"TOKEN": "123456789:" + "x" * 35, "API_URL": f"http://127.0.0.1:{port}", "DATA": str(place)}
        environment = os.environ | {f"REMBUK_{key}": value for key, value in setting.items()}
        began = time.perf_counter()
        process = Process(1, "-m", *START[name], *facts, env=environment, stderr=subprocess.DEVNULL)
        api.heard()
        first = time.perf_counter() - began
        time.sleep(3)
        rest = process.resident()
        process.ended()
    return first, rest


def imports() -> float:
    return seconds_of("-c", "import bot.app") - seconds_of("-c", "pass")


def filled(place: Path, villages: int, people: int) -> Path:
    """A folder with so many villages and residents, made once."""
    inside = place / f"{villages}-{people}"
    if not inside.exists():
        fill(inside, villages, people)
    return inside
