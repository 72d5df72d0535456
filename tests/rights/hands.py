"""Puts a button that is really ours, and sealed, into somebody's hand, and shows whether a press has done anything."""

import sqlite3
from contextlib import closing
from functools import partial
from typing import TypeAlias

from actions import household
from actions.letters import Button, Letter
from bot.buttons import Seal
from handlers.chat import Pressed
from storage.work import SqliteWork
from tests.play import Play
from tests.transcript import act

ON_THE_WAY = {"outbox", "seen", "machine", "sqlite_sequence", "reminder"}
"""What every press moves, whatever comes of it: our own letters and the marks of what has come in; and what the pulse
plans for the season while somebody presses. A press plans only beside a meeting."""
Said: TypeAlias = list[tuple[str, str]]
"""(kind, key of the text), the newest last; see `Play.heard`."""


def kept(stage: Play) -> dict[str, list[object]]:
    """All that is on the disk, but for what is only on its way."""
    with closing(sqlite3.connect(stage.folder / "desa.db")) as base:
        tables = [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: base.execute(f"SELECT * FROM {name}").fetchall() for name in sorted({*tables} - ON_THE_WAY)}


async def pressed(stage: Play, name: str, op: str, *args: int | str, whose: int | None = None) -> Said:
    """They press such a button, made for them or for whoever `whose` is (0: for anybody on that phone)."""
    await stage.bot.database.write(
        partial(_handed, stage.person(name).user["id"], Button("button.right", op, args), whose)
    )
    stage.bot.courier.kick()
    await stage.quiet()
    stage.heard()
    await act(stage, f"{name}: [button.right]")
    return [(kind, text.split("⟦")[1].split("⟧")[0]) for kind, who, text, _ in stage.heard() if who == name]


async def nothing_done(stage: Play, name: str, op: str, *args: int | str, whose: int | None = None) -> Said:
    """What they hear; whatever it is, all is as it was before."""
    before = kept(stage)
    said = await pressed(stage, name, op, *args, whose=whose)
    after = kept(stage)
    assert {table for table in after if after[table] != before[table]} == set(), (op, said)
    return said


def _handed(telegram: int, button: Button, whose: int | None, work: SqliteWork) -> None:
    chat = work.chats.met(telegram, "private", "")
    account = work.accounts.met(telegram, chat.id)
    work.outbox.post(
        Letter(chat.id, "talk.fine", {}, [[button]], resident=account.resident if whose is None else whose)
    )


async def family(stage: Play, name: str) -> dict[str, int]:
    """Who lives behind this phone, with their numbers."""

    def read(work: SqliteWork) -> dict[str, int]:
        telegram = stage.person(name).user["id"]
        account = work.accounts.met(telegram, work.chats.met(telegram, "private", "").id)
        return {person.name: person.id for person in household.members(work, account.id)}

    return await stage.bot.database.write(read)


async def opened(stage: Play, name: str, label: str) -> Pressed:
    """What their newest button with this label really carries."""
    telegram = stage.person(name).user["id"]
    chat = await stage.bot.database.write(lambda work: work.chats.met(telegram, "private", "").id)
    message = next(m for m in reversed(stage.person(name).messages()) if label in str(m.get("reply_markup", "")))
    (data,) = [
        b["callback_data"] for row in message["reply_markup"]["inline_keyboard"] for b in row if label in b["text"]
    ]
    found = Seal.kept(stage.folder).open(data, chat)
    assert found is not None
    return found
