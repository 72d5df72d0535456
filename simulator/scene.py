"""The stage as the page is told of it."""

from typing import TYPE_CHECKING, Any

from simulator.chats import Chat
from simulator.groups import Group
from simulator.stage import Phone, Stage

if TYPE_CHECKING:
    from simulator.telegram import Telegram

SHOWN = 60
"""So many of the newest messages of a chat."""


def told(stage: Stage) -> dict[str, Any]:
    tg = stage.telegram
    if tg is None or stage.progress:
        progress = stage.progress
        facts = {"done": progress.done, "of": progress.of, "who": progress.who} if progress else None
        return {"world": stage.world, "preparing": facts or {"done": 0, "of": 1, "who": ""}}
    closes = stage.closes_at()
    tg.updates.expire()
    return {
        "world": stage.world,
        "preparing": None,
        "beginning": stage.beginning,
        "now": int(tg.clock.seconds() * 1000),
        "closes": closes and int(closes * 1000),
        "bot": {
            "name": tg.bot["first_name"],
            "username": tg.bot["username"],
            "about": tg.descriptions.get("id") or tg.descriptions.get("", ""),
            "lives": stage.bot_lives,
            "waiting": tg.updates.pending(),
        },
        "lost": {
            "messages": [f"{chat}/{number}" for chat, number in sorted(stage.lost)],
            "presses": stage.lost_presses,
        },
        "links": stage.links,
        "spent": stage.spent(),
        "deeds": list(stage.deeds),
        "done": dict(stage.done),
        "commands": {"private": _commands(tg, "all_private_chats"), "group": _commands(tg, "all_group_chats")},
        "people": [_phone(phone) for phone in stage.phones],
        "groups": [_group(tg, stage, group) for group in stage.groups],
    }


def _phone(phone: Phone) -> dict[str, Any]:
    person, chat = phone.person, phone.person.chat
    facts = {"id": person.id, "name": person.name, "role": phone.role, "note": phone.note}
    facts |= {"started": chat.started, "blocked": chat.blocked, "toasts": person.toasts}
    return facts | _shown(chat, person.messages())


def _group(tg: "Telegram", stage: Stage, group: Group) -> dict[str, Any]:
    chat = group.chat
    facts = {"id": chat.id, "title": group.title, "kind": chat.kind}
    facts |= {"members": [person.id for person in stage.people if chat.holds(person.id)]}
    facts |= {"size": len(group.members), "bot": chat.status(tg.bot["id"])}
    return facts | _shown(chat, group.messages)


def _shown(chat: Chat, messages: list[dict[str, Any]]) -> dict[str, Any]:
    top = chat.top_pinned()
    return {"messages": messages[-SHOWN:], "keyboard": chat.keyboard, "pinned": top and top["message_id"]}


def _commands(tg: "Telegram", scope: str) -> list[dict[str, str]]:
    wanted = [(scope, "id"), (scope, ""), ("default", "id"), ("default", "")]
    return next((tg.commands[key] for key in wanted if key in tg.commands), [])
