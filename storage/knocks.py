"""Who stands at the door of a village group and waits to be let in."""

from storage.shelf import Shelf

ADD = """
    INSERT INTO knock (account_id, chat_id, village_id, at) VALUES (:account, :chat, :village, :now)
    ON CONFLICT (account_id, chat_id) DO UPDATE SET at = excluded.at
"""
TAKE = """
    DELETE FROM knock WHERE account_id IN (SELECT account_id FROM account_resident WHERE resident_id = :resident)
       AND village_id = :village RETURNING chat_id, account_id
"""
SETTLED = "DELETE FROM knock WHERE account_id = :account AND chat_id = :chat"
GUEST = "SELECT telegram_id FROM account WHERE id = :account"
MAY_INVITE = "UPDATE chat SET may_invite = :may WHERE id = :chat"
SHUT = """
    SELECT title FROM chat
     WHERE village_id = :village AND kind <> 'private' AND state = 'ok' AND may_invite = 0 ORDER BY id
"""


class Knocks(Shelf):
    def add(self, account_id: int, chat_id: int, village_id: int) -> None:
        self.run(ADD, account=account_id, chat=chat_id, village=village_id, now=self.now)

    def take(self, resident_id: int, village_id: int) -> list[tuple[int, int]]:
        """(group, account) of each door at which this resident waits; they wait there no longer."""
        return [(r["chat_id"], r["account_id"]) for r in self.rows(TAKE, resident=resident_id, village=village_id)]

    def settled(self, account_id: int, chat_id: int) -> None:
        self.run(SETTLED, account=account_id, chat=chat_id)

    def guest(self, account_id: int) -> int:
        """Telegram's number of whoever is to be let in, only for the call that leaves now."""
        return int(self.one(GUEST, account=account_id)["telegram_id"])

    def may_invite(self, chat_id: int, may: bool) -> None:
        """May we open the door of that group?"""
        self.run(MAY_INVITE, chat=chat_id, may=int(may))

    def shut(self, village_id: int) -> list[str]:
        """The village's groups whose door we may not open."""
        return [row["title"] for row in self.rows(SHUT, village=village_id)]
