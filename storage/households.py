"""Phones that several people share: who speaks now, their PINs, and matters that neighbours have to confirm."""

from collections.abc import Mapping
from typing import Any

from actions.records import Matter, OpenBallot, Pin
from storage import memory
from storage.shelf import Shelf, packed, unpacked

BOUND = "SELECT resident_id FROM account_resident WHERE account_id = :account ORDER BY resident_id"
SHARE = """
    INSERT INTO speaking (account_id, village_id, until)
    SELECT id, village_id, 0 FROM account WHERE id = :account
    ON CONFLICT (account_id) DO NOTHING
"""
ALONE = "DELETE FROM speaking WHERE account_id = :account"
UNTIL = "UPDATE speaking SET until = :until WHERE account_id = :account"
KEEP_SAID = "UPDATE speaking SET said = :said WHERE account_id = :account"
SAID = "SELECT said FROM speaking WHERE account_id = :account"

PUT_ASIDE = """
    INSERT INTO draft (account_id, resident_id, village_id, flow, answers)
    SELECT c.account_id, r.id, r.village_id, c.flow, c.answers
      FROM conversation c JOIN resident r ON r.id = :resident
     WHERE c.account_id = :account AND c.flow <> ''
    ON CONFLICT (account_id, resident_id) DO UPDATE SET flow = excluded.flow, answers = excluded.answers
"""
LAID = "SELECT flow, answers FROM draft WHERE account_id = :account AND resident_id = :resident"
TAKEN_UP = "DELETE FROM draft WHERE account_id = :account AND resident_id = :resident"

PIN = "SELECT * FROM pin WHERE resident_id = :resident"
SET_PIN = """
    INSERT INTO pin (resident_id, village_id, salt, hash)
    SELECT id, village_id, :salt, :hash FROM resident WHERE id = :resident
    ON CONFLICT (resident_id) DO UPDATE
       SET salt = excluded.salt, hash = excluded.hash, wrong = 0, locked_until = 0, open_until = 0
"""
OPEN_PIN = """
    INSERT INTO pin (resident_id, village_id, open_until)
    SELECT id, village_id, :until FROM resident WHERE id = :resident
    ON CONFLICT (resident_id) DO UPDATE
       SET salt = NULL, hash = NULL, wrong = 0, locked_until = 0, open_until = excluded.open_until
"""
TRIED = "UPDATE pin SET wrong = :wrong, locked_until = :locked WHERE resident_id = :resident"

UNFOLD = """
    INSERT INTO open_ballot (account_id, message_id, village_id, resident_id, poll_id, at)
    SELECT :account, :message, r.village_id, r.id, :poll, :now FROM resident r WHERE r.id = :resident
    ON CONFLICT (account_id, message_id) DO UPDATE
       SET resident_id = excluded.resident_id, poll_id = excluded.poll_id, at = excluded.at
"""
OPEN_BALLOTS = "SELECT message_id, resident_id, village_id, poll_id FROM open_ballot WHERE account_id = :account"
FOLDED = "DELETE FROM open_ballot WHERE account_id = :account AND message_id = :message"
# Whoever opened them speaks no more.
LEFT_OPEN = """
    SELECT o.account_id FROM open_ballot o JOIN speaking s ON s.account_id = o.account_id
     WHERE o.at <= :now AND s.until <= :now LIMIT :limit
"""
FORGET_BALLOTS = "DELETE FROM open_ballot WHERE account_id = :account"
MOST_SECRETS = 5000

ADD_MATTER = """
    INSERT INTO matter (village_id, resident_id, kind, state, facts, by_id, at)
    SELECT village_id, id, :kind, 'open', :facts, :by, :now FROM resident WHERE id = :resident RETURNING id
"""
MATTER = "SELECT * FROM matter WHERE id = :id"
NEWEST = "SELECT * FROM matter WHERE resident_id = :resident AND kind = :kind ORDER BY id DESC LIMIT 1"
SETTLE_MATTER = "UPDATE matter SET state = :state, facts = :facts, settled_by = :by WHERE id = :id"


class Households(Shelf):
    def bound(self, account_id: int) -> list[int]:
        """Who may speak through the account, whatever became of them."""
        return [row["resident_id"] for row in self.rows(BOUND, account=account_id)]

    def share(self, account_id: int) -> None:
        self.run(SHARE, account=account_id)

    def alone(self, account_id: int) -> None:
        self.run(ALONE, account=account_id)
        self.run(FORGET_BALLOTS, account=account_id)

    def speaks_until(self, account_id: int, until: int) -> None:
        self.run(UNTIL, account=account_id, until=until)

    def keep_said(self, account_id: int, said: Mapping[str, Any]) -> None:
        self.run(KEEP_SAID, account=account_id, said=packed(said))

    def take_said(self, account_id: int) -> Mapping[str, Any] | None:
        """What was said before it was known who speaks; given out once."""
        row = self.row(SAID, account=account_id)
        if row is None or not row["said"]:
            return None
        self.run(KEEP_SAID, account=account_id, said="")
        said: Mapping[str, Any] = unpacked(row["said"])
        return said

    def put_aside(self, account_id: int, resident_id: int) -> None:
        """Lay the open question by for the one who was answering it."""
        self.run(PUT_ASIDE, account=account_id, resident=resident_id)

    def take_up(self, account_id: int, resident_id: int) -> tuple[str, Mapping[str, Any]] | None:
        """(flow, answers) that this person had open, no longer laid by."""
        row = self.row(LAID, account=account_id, resident=resident_id)
        if row is None:
            return None
        self.run(TAKEN_UP, account=account_id, resident=resident_id)
        return row["flow"], unpacked(row["answers"])

    def unfolded(self, account_id: int, resident_id: int, poll_id: int, message: int) -> None:
        """That ballot lies open there. message: Telegram's number of it."""
        self.run(UNFOLD, account=account_id, resident=resident_id, poll=poll_id, message=message, now=self.now)

    def folded(self, account_id: int, message: int) -> None:
        self.run(FOLDED, account=account_id, message=message)

    def open_ballots(self, account_id: int) -> list[OpenBallot]:
        rows = self.rows(OPEN_BALLOTS, account=account_id)
        return [OpenBallot(r["message_id"], r["resident_id"], r["village_id"], r["poll_id"]) for r in rows]

    def left_open(self, limit: int) -> list[int]:
        """Phones on which a ballot lies open although nobody speaks there any more."""
        return sorted({row["account_id"] for row in self.rows(LEFT_OPEN, now=self.now, limit=limit)})

    def remember_secret(self, chat: int, message: int, secret: str) -> None:
        """Of a ballot that lies open there; in memory alone, and gone with the program."""
        kept = memory.of(self.connection)
        kept[chat, message] = secret
        while len(kept) > MOST_SECRETS:
            kept.pop(next(iter(kept)))

    def secret_of(self, chat: int, message: int) -> str:
        return memory.of(self.connection).get((chat, message), "")

    def pin(self, resident_id: int) -> Pin | None:
        row = self.row(PIN, resident=resident_id)
        if row is None:
            return None
        return Pin(row["salt"] or b"", row["hash"] or b"", row["wrong"], row["locked_until"], row["open_until"])

    def set_pin(self, resident_id: int, salt: bytes, hashed: bytes) -> None:
        self.run(SET_PIN, resident=resident_id, salt=salt, hash=hashed)

    def open_pin(self, resident_id: int, until: int) -> None:
        """Forget the PIN; until then a new one may be set."""
        self.run(OPEN_PIN, resident=resident_id, until=until)

    def tried(self, resident_id: int, wrong: int, locked_until: int) -> None:
        self.run(TRIED, resident=resident_id, wrong=wrong, locked=locked_until)

    def add_matter(self, resident_id: int, kind: str, facts: Mapping[str, Any], by: int) -> Matter:
        number = self.one(ADD_MATTER, resident=resident_id, kind=kind, facts=packed(facts), by=by, now=self.now)["id"]
        return _matter(self.one(MATTER, id=number))

    def matter(self, matter_id: int) -> Matter | None:
        row = self.row(MATTER, id=matter_id)
        return _matter(row) if row else None

    def newest(self, resident_id: int, kind: str) -> Matter | None:
        row = self.row(NEWEST, resident=resident_id, kind=kind)
        return _matter(row) if row else None

    def settle(self, matter: Matter, state: str, by: int | None, facts: Mapping[str, Any] | None = None) -> None:
        self.run(
            SETTLE_MATTER, id=matter.id, state=state, by=by, facts=packed(matter.facts if facts is None else facts)
        )


def _matter(row: Mapping[str, Any]) -> Matter:
    return Matter(
        row["id"], row["village_id"], row["resident_id"], row["kind"], row["state"], unpacked(row["facts"]),
        row["by_id"], row["at"], row["settled_by"],
    )  # fmt: skip
