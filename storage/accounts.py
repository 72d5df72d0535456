"""Telegram accounts and chats: the only two places where Telegram's ids stand."""

from collections.abc import Mapping
from typing import Any

from actions.records import Account, Chat
from storage.shelf import Shelf

KNOWN = """
    SELECT a.id, a.chat_id, a.resident_id, a.village_id, a.language, s.until, a.consent
      FROM account a LEFT JOIN speaking s ON s.account_id = a.id WHERE a.telegram_id = :telegram
"""
OWN = """
    SELECT c.id AS chat, c.village_id AS linked,
           a.id, a.chat_id, a.resident_id, a.village_id, a.language, s.until, a.consent
      FROM chat c JOIN account a ON a.telegram_id = c.telegram_id LEFT JOIN speaking s ON s.account_id = a.id
     WHERE c.telegram_id = :telegram AND c.kind = 'private' AND c.title = :title AND c.state = 'ok'
"""
GET = """
    SELECT a.id, a.chat_id, a.resident_id, a.village_id, a.language, s.until, a.consent
      FROM account a LEFT JOIN speaking s ON s.account_id = a.id WHERE a.id = :account
"""
MEET = """
    INSERT INTO account (telegram_id, chat_id, first_seen) VALUES (:telegram, :chat, :now) RETURNING id
"""
BIND = """
    INSERT INTO account_resident (account_id, resident_id, village_id) VALUES (:account, :resident, :village)
    ON CONFLICT DO NOTHING
"""
UNBIND = "DELETE FROM account_resident WHERE account_id = :account AND resident_id = :resident"
SILENCE = "UPDATE account SET resident_id = NULL, consent = 0 WHERE id = :account AND resident_id = :resident"
SWITCH = """
    UPDATE account SET resident_id = r.id, village_id = r.village_id, consent = r.consent
      FROM (SELECT id, village_id,
                   COALESCE((SELECT CASE WHEN c.withdrawn_at IS NULL THEN 0 ELSE -1 END FROM consent c
                              WHERE c.resident_id = p.id ORDER BY c.id DESC LIMIT 1), 0) AS consent
              FROM resident p WHERE p.id = :resident) r
     WHERE account.id = :account
"""
SPEAKER = "UPDATE account SET resident_id = :resident, village_id = :village, consent = 0 WHERE id = :account"
SPEAK = "UPDATE account SET language = :language WHERE id = :account"
# On a shared phone the account's note is about who speaks now; of the others their own consent is looked up.
AGREES = """
    CASE WHEN a.resident_id = r.resident_id THEN a.consent >= 0
         ELSE COALESCE((SELECT c.withdrawn_at IS NULL FROM consent c
                         WHERE c.resident_id = r.resident_id ORDER BY c.id DESC LIMIT 1), 1) END
"""
CHATS_OF = f"""
    SELECT a.chat_id FROM account_resident r JOIN account a ON a.id = r.account_id
     WHERE r.resident_id = :resident AND {AGREES}
"""  # noqa: S608
OF = "SELECT account_id FROM account_resident WHERE resident_id = :resident ORDER BY account_id"
VOTERS = f"""
    SELECT a.chat_id, p.id AS resident
      FROM resident p
      JOIN account_resident r ON r.resident_id = p.id
      JOIN account a ON a.id = r.account_id AND {AGREES}
      JOIN chat c ON c.id = a.chat_id AND c.state = 'ok'
     WHERE p.village_id = :village AND p.state = 'verified' AND p.birth_year <= :born_until
  ORDER BY p.id
"""  # noqa: S608

CHAT = "SELECT id, kind, village_id, title, state FROM chat WHERE telegram_id = :telegram"
MEET_CHAT = "INSERT INTO chat (telegram_id, kind, title) VALUES (:telegram, :kind, :title) RETURNING id"
TITLE = "UPDATE chat SET title = :title, state = 'ok', why = '' WHERE id = :chat"
GROUPS = "SELECT id FROM chat WHERE village_id = :village AND kind <> 'private' AND state = 'ok' ORDER BY id"
OF_VILLAGE = "SELECT village_id FROM chat WHERE id = :chat"
LINK = "UPDATE chat SET village_id = :village WHERE id = :chat"
MOVE = "UPDATE chat SET telegram_id = :telegram, kind = 'supergroup' WHERE id = :chat"
STOP = "UPDATE chat SET state = :state, why = :why WHERE id = :chat"
BY_NUMBER = "SELECT id, kind, village_id, title FROM chat WHERE id = :chat"
TOPIC = "UPDATE chat SET thread = :thread WHERE id = :chat"
TELL = "UPDATE chat SET told = :told WHERE id = :chat AND told <> :told"
STRANGER = "DELETE FROM chat WHERE telegram_id = :telegram AND id <> :chat AND village_id IS NULL"


class Accounts(Shelf):
    def met(self, telegram_id: int, chat_id: int) -> Account:
        """The account with that Telegram id, entered if we have never met."""
        row = self.row(KNOWN, telegram=telegram_id)
        if row is None:
            new = self.one(MEET, telegram=telegram_id, chat=chat_id, now=self.now)["id"]
            return Account(new, chat_id, 0, None, "id")
        return _account(row)

    def known(self, telegram_id: int, title: str) -> tuple[Chat, Account] | None:
        """A private chat and whose it is, in one look; None where one of them is new, or is called otherwise now."""
        row = self.row(OWN, telegram=telegram_id, title=title)
        return (Chat(row["chat"], "private", row["linked"], title), _account(row)) if row else None

    def get(self, account_id: int) -> Account:
        return _account(self.one(GET, account=account_id))

    def bind(self, account_id: int, resident_id: int, village_id: int) -> None:
        """Let this resident speak through the account, from now on."""
        self.run(BIND, account=account_id, resident=resident_id, village=village_id)
        self.run(SPEAKER, account=account_id, resident=resident_id, village=village_id)

    def unbind(self, account_id: int, resident_id: int) -> None:
        """This resident no longer speaks through the account; nobody does until it is said who."""
        self.run(UNBIND, account=account_id, resident=resident_id)
        self.run(SILENCE, account=account_id, resident=resident_id)

    def speaker(self, account_id: int, resident_id: int) -> None:
        """One of those behind the account speaks now."""
        self.run(SWITCH, account=account_id, resident=resident_id)

    def speak(self, account_id: int, language: str) -> None:
        self.run(SPEAK, account=account_id, language=language)

    def chats_of(self, resident_id: int) -> list[int]:
        return [row["chat_id"] for row in self.rows(CHATS_OF, resident=resident_id)]

    def of(self, resident_id: int) -> list[int]:
        """The accounts through which this resident may speak."""
        return [row["account_id"] for row in self.rows(OF, resident=resident_id)]

    def chats_of_voters(self, village_id: int, born_until: int) -> list[tuple[int, int]]:
        """(chat, resident) of each who may vote and can be reached."""
        return [(r["chat_id"], r["resident"]) for r in self.rows(VOTERS, village=village_id, born_until=born_until)]


def _account(row: Mapping[str, Any]) -> Account:
    return Account(
        row["id"], row["chat_id"], row["resident_id"] or 0, row["village_id"], row["language"], row["until"],
        row["consent"],
    )  # fmt: skip


class Chats(Shelf):
    def met(self, telegram_id: int, kind: str, title: str) -> Chat:
        """The chat with that Telegram id, entered if new; a chat that speaks again is no longer stopped."""
        row = self.row(CHAT, telegram=telegram_id)
        if row is None:
            return Chat(self.one(MEET_CHAT, telegram=telegram_id, kind=kind, title=title)["id"], kind, None, title)
        if row["title"] != title or row["state"] != "ok":
            self.run(TITLE, chat=row["id"], title=title)
        return Chat(row["id"], row["kind"], row["village_id"], title)

    def groups(self, village_id: int) -> list[int]:
        return [row["id"] for row in self.rows(GROUPS, village=village_id)]

    def village_of(self, chat_id: int) -> int | None:
        """The village that a group is linked to."""
        row = self.row(OF_VILLAGE, chat=chat_id)
        return row["village_id"] if row else None

    def link(self, chat_id: int, village_id: int) -> None:
        self.run(LINK, chat=chat_id, village=village_id)

    def move(self, chat_id: int, telegram_id: int) -> None:
        """The group became a supergroup: our number stays, Telegram's changes.

        Telegram tells it twice, from either side. Whoever speaks of a group that has moved already, speaks of nobody.
        """
        there = self.row(CHAT, telegram=telegram_id)
        if there is None or there["id"] == chat_id:
            self.run(MOVE, chat=chat_id, telegram=telegram_id)
            return
        mover = self.one("SELECT village_id FROM chat WHERE id = :chat", chat=chat_id)
        if there["kind"] == "private" or there["village_id"] is not None or mover["village_id"] is None:
            return
        self.run("UPDATE outbox SET chat_id = :chat WHERE chat_id = :old", chat=chat_id, old=there["id"])
        self.run(STRANGER, telegram=telegram_id, chat=chat_id)
        self.run(MOVE, chat=chat_id, telegram=telegram_id)

    def get(self, chat_id: int) -> Chat | None:
        row = self.row(BY_NUMBER, chat=chat_id)
        return Chat(row["id"], row["kind"], row["village_id"], row["title"]) if row else None

    def topic(self, chat_id: int, thread: int) -> None:
        """In which topic of a forum the village's news stands from now on; 0: in none."""
        self.run(TOPIC, chat=chat_id, thread=thread)

    def tell(self, chat_id: int, trouble: str) -> bool:
        """Note of which trouble officers know; False if they knew of it already."""
        return self.run(TELL, chat=chat_id, told=trouble).rowcount == 1

    def stop(self, chat_id: int, state: str, why: str = "") -> None:
        """`stopped`: blocked or removed us, nothing more is sent there; `ok`: back again."""
        self.run(STOP, chat=chat_id, state=state, why=why)
