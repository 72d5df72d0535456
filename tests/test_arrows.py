"""Who may know whom. The table below is docs/architecture.md in a form that turns red."""

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).resolve().parent.parent

# x: what x may import of ours, and of others. Nothing else is allowed; itself always is.
OURS: dict[str, set[str]] = {
    "village": set(),
    "understanding": {"village"},
    "actions": {"village", "understanding", "documents.reading"},
    "handlers": {"village", "actions"},
    "storage": {"village", "actions"},
    "locales": set(),
    "documents": {"village", "locales"},
    "bot": {"village", "understanding", "actions", "handlers", "storage", "locales", "documents"},
    "simulator": set(),
}
OTHERS: dict[str, set[str]] = {
    "village": set(),
    "understanding": {"Sastrawi"},
    "actions": set(),
    "handlers": set(),
    "storage": {"aiosqlite", "orjson"},
    "locales": {"babel"},
    "documents": {"babel", "segno", "typst", "docx", "docxtpl", "openpyxl", "icalendar"},
    "bot": {"aiohttp", "cryptography", "pydantic", "pydantic_settings", "rich"},
    "simulator": {"aiohttp"},
}
# One file or folder that knows more, or less, than its ring. The longest name that fits is taken.
OURS_HERE: dict[str, set[str]] = {
    "bot/demo/": OURS["bot"] | {"simulator"},
    "documents/reading.py": {"village"},  # actions lean on it, and must not reach the texts through it
}
OTHERS_HERE: dict[str, set[str]] = {
    "bot/telegram/": OTHERS["bot"] | {"telegram", "orjson"},
    "bot/pulse.py": OTHERS["bot"] | {"apscheduler"},
    "bot/loop.py": {"uvloop"},
    "documents/reading.py": {"openpyxl"},
    "storage/boxkeys.py": OTHERS["storage"] | {"cryptography"},
}
# Parts of the standard library that a ring must do without.
WORLD = {"asyncio", "http", "multiprocessing", "selectors", "socket", "sqlite3", "ssl", "subprocess", "threading"}
WITHOUT: dict[str, set[str]] = {
    "village": WORLD | {"time", "urllib"},
    "understanding": WORLD | {"time", "urllib"},
    "actions": WORLD | {"time"},
    "handlers": WORLD | {"time"},
    "locales": {"asyncio", "socket", "sqlite3"},
    "documents": {"asyncio", "socket", "sqlite3"},
    "bot": {"sqlite3"},
}
# Each loses or repeats updates or letters: docs/decisions/0002, 0004, 0005.
NEVER = {"AIORateLimiter", "ConversationHandler", "JobQueue", "drop_pending_updates", "run_polling", "start_polling"}

TRANSACTION = re.compile(
    r"\s*(BEGIN|COMMIT|ROLLBACK)\s*;?\s*"
    r"|.*\b(?i:begin\s+(immediate|exclusive|deferred|transaction)|(commit|rollback)\s+transaction)\b.*"
    r"|\s*(?i:rollback\s+to|savepoint|release(\s+savepoint)?)\s+:?\w+\s*;?\s*",
    re.DOTALL,
)
TRANSACTION_IN_SQL = re.compile(
    r"^\s*(BEGIN\s*;|BEGIN\s+(IMMEDIATE|EXCLUSIVE|DEFERRED|TRANSACTION)|COMMIT\b|ROLLBACK\b|SAVEPOINT\b|RELEASE\b)",
    re.IGNORECASE | re.MULTILINE,
)

Complaint = tuple[int, str]
Rule = Callable[[PurePosixPath, ast.Module], Iterator[Complaint]]


def imports(path: PurePosixPath, tree: ast.Module) -> Iterator[Complaint]:
    """Every name this file imports, in full, with its line; hidden imports and those only for types too."""
    for node in ast.walk(tree):
        match node:
            case ast.Import():
                for alias in node.names:
                    yield node.lineno, alias.name
            case ast.ImportFrom():
                package = list(path.parent.parts)[: len(path.parent.parts) + 1 - node.level] if node.level else []
                base = ".".join([*package, *([node.module] if node.module else [])])
                for alias in node.names:
                    yield node.lineno, base if alias.name == "*" else f"{base}.{alias.name}"
            case ast.Call(func=ast.Attribute(attr="import_module") | ast.Name(id="import_module" | "__import__")):
                known = node.args and isinstance(node.args[0], ast.Constant)
                yield node.lineno, str(node.args[0].value) if known else "?"  # type: ignore[attr-defined]


def is_in(name: str, modules: set[str]) -> bool:
    return any(name == module or name.startswith(f"{module}.") for module in modules)


def here(path: PurePosixPath, table: dict[str, set[str]], exceptions: dict[str, set[str]]) -> set[str]:
    fitting = [
        place for place in exceptions if str(path) == place or (place[-1] == "/" and str(path).startswith(place))
    ]
    return exceptions[max(fitting, key=len)] if fitting else table[path.parts[0]]


def arrows_of_ours(path: PurePosixPath, tree: ast.Module) -> Iterator[Complaint]:
    ring = path.parts[0]
    if ring not in OURS:
        return
    allowed = here(path, OURS, OURS_HERE) | {ring}
    for line, name in imports(path, tree):
        if name.split(".")[0] in {*OURS, "tests", "benchmarks"} and not is_in(name, allowed):
            yield line, f"{ring} may not know {name}"


def arrows_of_others(path: PurePosixPath, tree: ast.Module) -> Iterator[Complaint]:
    ring = path.parts[0]
    if ring not in OURS:
        return
    allowed = here(path, OTHERS, OTHERS_HERE)
    for line, name in imports(path, tree):
        top = name.split(".")[0]
        if top == "?":
            if ring != "bot":
                yield line, "imports something nobody can read off the page"
        elif top in sys.stdlib_module_names:
            if top in WITHOUT.get(ring, set()):
                yield line, f"{ring} does without {top}"
        elif top not in {*OURS, "tests", "benchmarks"} and top not in allowed:
            yield line, f"{ring} may not import {top} here"


def nothing_from_the_librarys_machinery(path: PurePosixPath, tree: ast.Module) -> Iterator[Complaint]:
    if path.parts[0] not in OURS:
        return
    for line, name in imports(path, tree):
        if is_in(name, {"telegram.ext"}):
            yield line, "telegram.ext is not ours to use"
    if path.parts[0] == "simulator":  # it plays Telegram, and must know Telegram's own words
        return
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=word) | ast.Attribute(attr=word) | ast.Constant(value=str(word)) if word in NEVER:
                yield node.lineno, word
            case ast.keyword(arg=str(word)) if word in NEVER:
                yield node.value.lineno, word
            case ast.alias(name=word) if word in NEVER:
                yield node.lineno, word


def waiting_belongs_outside(path: PurePosixPath, tree: ast.Module) -> Iterator[Complaint]:
    if path.parts[0] in {"village", "understanding", "locales", "documents"}:
        for node in ast.walk(tree):
            if isinstance(node, ast.AsyncFunctionDef | ast.Await | ast.AsyncFor | ast.AsyncWith):
                yield node.lineno, f"{path.parts[0]} never waits"


def docstrings(tree: ast.Module) -> set[int]:
    return {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }


def one_place_commits(path: PurePosixPath, tree: ast.Module) -> Iterator[Complaint]:
    """And `storage/boxes.py`, which it calls: the boxes are kept just before the main database."""
    if path.parts[0] not in OURS or str(path) in ("storage/work.py", "storage/boxes.py"):
        return
    said = docstrings(tree)
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr="commit" | "rollback" as verb)):
                yield node.lineno, f".{verb}() belongs to storage/work.py"
            case ast.Call(func=ast.Attribute(attr="executescript")):
                yield node.lineno, ".executescript() commits behind our back"
            case ast.Constant(value=str(words)) if id(node) not in said and TRANSACTION.fullmatch(words):
                yield node.lineno, f"{words.strip()[:20]!r} belongs to storage/work.py"


def nothing_of_ours_is_patched(path: PurePosixPath, tree: ast.Module) -> Iterator[Complaint]:
    if path.parts[0] not in {*OURS, "tests"}:
        return
    ours: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            module = getattr(node, "module", None) or ""
            for alias in node.names:
                if (module or alias.name).split(".")[0] in OURS:
                    ours.add(alias.asname or alias.name.split(".")[0])

    def is_ours(target: ast.expr) -> bool:
        if isinstance(target, ast.Constant):
            return str(target.value).split(".")[0] in OURS
        while isinstance(target, ast.Attribute):
            target = target.value
        return isinstance(target, ast.Name) and target.id in ours

    for line, name in imports(path, tree):
        if is_in(name, {"unittest.mock", "mock", "pytest_mock"}):
            yield line, "no mocks: play it"
    for node in ast.walk(tree):
        match node:
            case ast.arg(arg="mocker"):
                yield node.lineno, "no mocks: play it"
            case ast.Call(
                func=ast.Attribute(attr="setattr" | "delattr" | "setitem" | "delitem")
                | ast.Name(id="setattr" | "delattr"),
                args=[target, *_],
            ) if is_ours(target):
                yield node.lineno, f"{ast.unparse(target)} is our own code"
            case ast.Assign(targets=targets):
                for target in targets:
                    if isinstance(target, ast.Attribute) and is_ours(target):
                        yield node.lineno, f"{ast.unparse(target)} is our own code"


RULES: list[Rule] = [
    arrows_of_ours,
    arrows_of_others,
    nothing_from_the_librarys_machinery,
    waiting_belongs_outside,
    one_place_commits,
    nothing_of_ours_is_patched,
]


def complaints(rule: Rule, path: str, source: str) -> list[str]:
    return [f"{path}:{line}: {what}" for line, what in rule(PurePosixPath(path), ast.parse(source, path))]


def sources(*folders: str) -> Iterator[tuple[str, str]]:
    for folder in folders:
        for file in sorted((ROOT / folder).rglob("*.py")):
            yield file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_repository_keeps_the_rule(rule: Rule) -> None:
    assert [c for path, source in sources(*OURS, "tests") for c in complaints(rule, path, source)] == []


def test_every_ring_is_there() -> None:
    assert [ring for ring in OURS if not (ROOT / ring / "__init__.py").is_file()] == []


def test_migrations_leave_the_transaction_to_work() -> None:
    scripts = sorted((ROOT / "storage").rglob("*.sql"))
    assert [script.name for script in scripts if TRANSACTION_IN_SQL.search(script.read_text(encoding="utf-8"))] == []


# The twins: each rule is shown what it has to catch. (rule, file, source, what the complaint says)
BAD: list[tuple[Rule, str, str, str]] = [
    (arrows_of_ours, "village/ballot.py", "import actions.vote", "village may not know actions.vote"),
    (arrows_of_ours, "village/ballot.py", "from storage import ballots", "storage.ballots"),
    (arrows_of_ours, "village/ballot.py", "def f():\n    from locales import texts", "locales.texts"),
    (arrows_of_ours, "understanding/places.py", "from actions import propose", "actions.propose"),
    (arrows_of_ours, "understanding/places.py", "import documents.reading", "documents.reading"),
    (arrows_of_ours, "actions/vote.py", "from handlers import chat", "handlers.chat"),
    (arrows_of_ours, "actions/vote.py", "import storage.work as w", "storage.work"),
    (arrows_of_ours, "actions/enrol.py", "import documents", "actions may not know documents"),
    (arrows_of_ours, "actions/enrol.py", "from documents import minutes, reading", "documents.minutes"),
    (arrows_of_ours, "actions/vote.py", "if TYPE_CHECKING:\n    from bot.door import receive", "bot.door"),
    (arrows_of_ours, "handlers/vote.py", "from locales.texts import text", "locales.texts"),
    (arrows_of_ours, "handlers/vote.py", "from understanding import words", "understanding.words"),
    (arrows_of_ours, "handlers/vote.py", "from ..bot import app", "bot.app"),
    (arrows_of_ours, "storage/outbox.py", "from handlers.chat import Incoming", "handlers.chat"),
    (arrows_of_ours, "storage/outbox.py", "import_module('locales.texts')", "locales.texts"),
    (arrows_of_ours, "locales/texts.py", "from village import refusal", "village.refusal"),
    (arrows_of_ours, "documents/minutes.py", "from actions import work", "actions.work"),
    (arrows_of_ours, "documents/minutes.py", "from storage import meetings", "storage.meetings"),
    (arrows_of_ours, "documents/reading.py", "from locales import texts", "locales.texts"),
    (arrows_of_ours, "bot/app.py", "from simulator import server", "simulator.server"),
    (arrows_of_ours, "bot/__main__.py", "import simulator", "simulator"),
    (arrows_of_ours, "bot/app.py", "from tests import people", "tests.people"),
    (arrows_of_ours, "simulator/server.py", "from village import season", "village.season"),
    (arrows_of_ours, "simulator/server.py", "import bot.settings", "bot.settings"),
    (arrows_of_others, "village/ballot.py", "import babel", "village may not import babel here"),
    (arrows_of_others, "village/ballot.py", "import sqlite3", "village does without sqlite3"),
    (arrows_of_others, "village/ballot.py", "import time", "village does without time"),
    (arrows_of_others, "village/ballot.py", "__import__(name)", "nobody can read"),
    (arrows_of_others, "understanding/words.py", "import aiohttp", "aiohttp"),
    (arrows_of_others, "understanding/words.py", "from urllib import request", "urllib"),
    (arrows_of_others, "actions/vote.py", "import asyncio", "actions does without asyncio"),
    (arrows_of_others, "actions/vote.py", "from sqlite3 import connect", "sqlite3"),
    (arrows_of_others, "actions/vote.py", "import aiosqlite", "aiosqlite"),
    (arrows_of_others, "handlers/vote.py", "from telegram import Update", "handlers may not import telegram here"),
    (arrows_of_others, "handlers/vote.py", "import aiohttp.web", "aiohttp"),
    (arrows_of_others, "handlers/vote.py", "import asyncio", "handlers does without asyncio"),
    (arrows_of_others, "storage/outbox.py", "import telegram", "telegram"),
    (arrows_of_others, "storage/outbox.py", "from apscheduler.schedulers import asyncio", "apscheduler"),
    (arrows_of_others, "locales/texts.py", "import pydantic", "pydantic"),
    (arrows_of_others, "documents/reading.py", "import segno", "segno"),
    (arrows_of_others, "documents/minutes.py", "from telegram import Bot", "telegram"),
    (arrows_of_others, "bot/courier.py", "from telegram.error import RetryAfter", "telegram"),
    (arrows_of_others, "bot/telegram/incoming.py", "import apscheduler", "apscheduler"),
    (arrows_of_others, "bot/app.py", "def f():\n    import apscheduler", "apscheduler"),
    (arrows_of_others, "bot/pulse.py", "import telegram", "telegram"),
    (arrows_of_others, "bot/app.py", "import sqlite3", "bot does without sqlite3"),
    (arrows_of_others, "bot/app.py", "import aiogram", "aiogram"),
    (arrows_of_others, "simulator/server.py", "from telegram import Bot", "telegram"),
    (arrows_of_others, "simulator/server.py", "import aiogram", "aiogram"),
    (nothing_from_the_librarys_machinery, "bot/telegram/calls.py", "from telegram.ext import Updater", "telegram.ext"),
    (nothing_from_the_librarys_machinery, "bot/app.py", "application.run_polling()", "run_polling"),
    (nothing_from_the_librarys_machinery, "bot/app.py", "from x import ConversationHandler", "ConversationHandler"),
    (nothing_from_the_librarys_machinery, "bot/app.py", "bot.delete_webhook(drop_pending_updates=True)", "drop_pend"),
    (
        nothing_from_the_librarys_machinery,
        "bot/app.py",
        "post('deleteWebhook', {'drop_pending_updates': 1})",
        "drop_pend",
    ),
    (nothing_from_the_librarys_machinery, "bot/app.py", "limiter = AIORateLimiter()", "AIORateLimiter"),
    (waiting_belongs_outside, "village/ballot.py", "async def accept(): ...", "village never waits"),
    (waiting_belongs_outside, "documents/minutes.py", "async def render():\n    await draw()", "documents never waits"),
    (one_place_commits, "storage/outbox.py", "connection.commit()", ".commit()"),
    (one_place_commits, "bot/door.py", "async def f(): await work.connection.rollback()", ".rollback()"),
    (one_place_commits, "storage/migrate.py", "c.execute('BEGIN IMMEDIATE')", "BEGIN IMMEDIATE"),
    (one_place_commits, "storage/migrate.py", "START = 'begin exclusive'", "begin exclusive"),
    (one_place_commits, "storage/migrate.py", "sql = f'BEGIN IMMEDIATE; {body}'", "BEGIN IMMEDIATE"),
    (one_place_commits, "storage/migrate.py", "c.execute('COMMIT')", "COMMIT"),
    (one_place_commits, "storage/migrate.py", "c.executescript(sql)", "behind our back"),
    (one_place_commits, "bot/receiver.py", "c.execute('SAVEPOINT one_update')", "SAVEPOINT"),
    (nothing_of_ours_is_patched, "tests/test_door.py", "from unittest.mock import AsyncMock", "no mocks"),
    (nothing_of_ours_is_patched, "tests/test_door.py", "import unittest.mock", "no mocks"),
    (nothing_of_ours_is_patched, "tests/test_door.py", "from unittest import mock", "no mocks"),
    (nothing_of_ours_is_patched, "tests/test_door.py", "def test(mocker): ...", "no mocks"),
    (
        nothing_of_ours_is_patched,
        "tests/test_door.py",
        "monkeypatch.setattr('bot.door.receive', fake)",
        "bot.door.receive",
    ),
    (
        nothing_of_ours_is_patched,
        "tests/a.py",
        "import bot.door\nmonkeypatch.setattr(bot.door, 'x', 1)",
        "our own code",
    ),
    (nothing_of_ours_is_patched, "tests/a.py", "from bot import door as d\nd.receive = fake", "d.receive"),
    (nothing_of_ours_is_patched, "tests/a.py", "from village.season import Season\nsetattr(Season, 'x', 1)", "Season"),
]

GOOD: list[tuple[Rule, str, str]] = [
    (arrows_of_ours, "actions/enrol.py", "from documents.reading import rows\nfrom documents import reading"),
    (arrows_of_ours, "bot/demo/play.py", "from simulator import server"),
    (arrows_of_ours, "handlers/vote.py", "from handlers.chat import Incoming\nfrom . import menu"),
    (arrows_of_others, "bot/telegram/incoming.py", "from telegram import Update"),
    (arrows_of_others, "bot/pulse.py", "from apscheduler.schedulers.asyncio import AsyncIOScheduler"),
    (arrows_of_others, "storage/database.py", "import sqlite3, asyncio, aiosqlite"),
    (arrows_of_others, "understanding/words.py", "from Sastrawi.Stemmer.StemmerFactory import StemmerFactory"),
    (arrows_of_others, "village/ballot.py", "from datetime import datetime\nfrom fractions import Fraction"),
    (nothing_from_the_librarys_machinery, "simulator/server.py", "PARAMETERS = {'drop_pending_updates': bool}"),
    (one_place_commits, "storage/work.py", "def end(c):\n    c.execute('BEGIN IMMEDIATE')\n    c.commit()"),
    (one_place_commits, "storage/book.py", 'def add():\n    "BEGIN IMMEDIATE stands in work.py."\nROW = {"commit": 1}'),
    (
        one_place_commits,
        "storage/book.py",
        "T = 'CREATE TRIGGER t BEFORE UPDATE ON book BEGIN SELECT RAISE(ABORT, 1); END'",
    ),
    (nothing_of_ours_is_patched, "tests/test_settings.py", "import os\nmonkeypatch.setenv('REMBUK_DATA', 'x')"),
    (nothing_of_ours_is_patched, "tests/a.py", "import sys\nmonkeypatch.setattr(sys, 'argv', [])\nclock.now = noon"),
]


@pytest.mark.parametrize(("rule", "path", "source", "says"), BAD, ids=[f"{b[1]}: {b[2][:50]}" for b in BAD])
def test_the_rule_turns_red(rule: Rule, path: str, source: str, says: str) -> None:
    assert any(says in complaint for complaint in complaints(rule, path, source))


@pytest.mark.parametrize(("rule", "path", "source"), GOOD, ids=[f"{g[1]}: {g[2][:50]}" for g in GOOD])
def test_the_rule_lets_pass(rule: Rule, path: str, source: str) -> None:
    assert complaints(rule, path, source) == []


def test_every_rule_has_a_twin() -> None:
    assert {rule.__name__ for rule in RULES} == {rule.__name__ for rule, *_ in BAD}


@pytest.mark.parametrize("knower", OURS)
def test_what_is_not_in_the_table_is_refused(knower: str) -> None:
    allowed = {known for known in OURS if not complaints(arrows_of_ours, f"{knower}/x.py", f"import {known}")}
    assert (OURS[knower] & set(OURS)) | {knower} == allowed


@pytest.mark.parametrize(
    ("script", "red"),
    [
        ("BEGIN IMMEDIATE;\nCREATE TABLE a (b INT);", True),
        ("CREATE TABLE a (b INT);\nCOMMIT;", True),
        ("begin;\n", True),
        ("CREATE TRIGGER t BEFORE DELETE ON book\nBEGIN\n    SELECT RAISE(ABORT, 'no');\nEND;", False),
    ],
)
def test_a_migration_with_its_own_transaction_is_refused(script: str, red: bool) -> None:
    assert red == bool(TRANSACTION_IN_SQL.search(script))


# The rings live without Telegram and without a scheduler, not only by their imports but in fact.

INNER = ("village", "understanding", "actions", "handlers", "storage", "locales", "documents")
IMPORT_ALL_WITHOUT = """
import importlib, importlib.abc, sys

class Absent(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("telegram", "apscheduler"):
            raise ModuleNotFoundError(f"{name} is absent here", name=name)

sys.meta_path.insert(0, Absent())
for name in sys.argv[1:]:
    importlib.import_module(name)
print(len(sys.argv) - 1, "modules live without them")
"""


def import_without_telegram(modules: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", IMPORT_ALL_WITHOUT, *modules]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)


def test_the_rings_live_without_telegram_and_scheduler() -> None:
    modules = [path.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for path, _ in sources(*INNER)]
    done = import_without_telegram(modules, ROOT)
    assert (0, f"{len(modules)} modules live without them") == (done.returncode, done.stdout.strip()), done.stderr


@pytest.mark.parametrize("absent", ["telegram", "telegram.error", "apscheduler"])
def test_a_ring_that_needs_telegram_would_be_seen(absent: str, tmp_path: Path) -> None:
    (tmp_path / "gossip.py").write_text(f"import {absent}\n", encoding="utf-8")
    done = import_without_telegram(["gossip"], tmp_path)
    assert done.returncode != 0
    assert "is absent here" in done.stderr
