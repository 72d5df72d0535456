"""How the bot gets its updates."""

from typing import TYPE_CHECKING, Any

from simulator.refusal import Refused

if TYPE_CHECKING:
    from simulator.telegram import Telegram

WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


async def get_updates(tg: "Telegram", given: dict[str, Any]) -> list[dict[str, Any]]:
    if tg.webhook.url:
        raise Refused(409, WEBHOOK_ACTIVE)
    return await tg.updates.poll(given)


async def set_webhook(tg: "Telegram", given: dict[str, Any]) -> bool:
    return await tg.webhook.set(given)


async def delete_webhook(tg: "Telegram", given: dict[str, Any]) -> bool:
    return await tg.webhook.delete(given)


def get_webhook_info(tg: "Telegram", given: dict[str, Any]) -> dict[str, Any]:
    return tg.webhook.info()


CALLS = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
WAITING = ("getUpdates", "setWebhook", "deleteWebhook")
