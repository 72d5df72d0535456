"""Erase one person from the living database; their votes and their proposals' public titles stay, without a name."""

from collections.abc import Callable, Sequence
from typing import Any

from storage.shelf import Shelf, unpacked

NOWHERE = -(1 << 62)
"""Telegram's ids are far from here: an id that belongs to nobody is this less our own number."""
# Whose a page of the book is: of whom it speaks, for whom it was done, else of the villager who acted. What officers
# did is public.
OF_AID = """
         WHEN b.object LIKE 'aid:%' THEN
              (SELECT d.resident_id FROM aid d WHERE d.id = CAST(substr(b.object, 5) AS INTEGER))
"""
PAGE_OWNER = f"""
    CASE WHEN b.object LIKE 'resident:%' THEN CAST(substr(b.object, 10) AS INTEGER)
         {OF_AID}
         WHEN b.role = 'warga' AND b.actor <> 0 THEN b.actor
         WHEN b.action IN ('proposal_created', 'proposal_revised', 'proposal_asked') THEN
              (SELECT q.author_id FROM proposal q
                WHERE q.village_id = b.village_id AND q.number = CAST(substr(b.object, 10) AS INTEGER)) END
"""  # noqa: S608
# Questions about somebody else that may be open with an officer.
ABOUT_OTHERS = "('aid', 'propose_for', 'departed')"
WAS = "SELECT id FROM resident_was WHERE resident_id = :person"
SHELL = """
    UPDATE resident SET name = '', name_key = NULL, dusun_id = NULL, rt = NULL, sex = NULL, birth_year = NULL,
                    state = 'moved', settled_by = NULL WHERE id = :person
"""
WORDS = (
    "UPDATE proposal_version SET words = '' WHERE proposal_id IN (SELECT id FROM proposal WHERE author_id = :person)"
)
QUESTIONS = (
    "UPDATE clarification SET words = '' WHERE proposal_id IN (SELECT id FROM proposal WHERE author_id = :person)"
)
TERMS = "DELETE FROM proposal_term WHERE proposal_id IN (SELECT id FROM proposal WHERE author_id = :person)"
# What is left of it, the title, is read in its place.
UNREAD = "UPDATE proposal_read SET words = 0 WHERE proposal_id IN (SELECT id FROM proposal WHERE author_id = :person)"
COMPLAINTS = "UPDATE complaint SET words = '' WHERE author_id = :person"
# Their bytes can't be read without the key any more; the files go next.
MEDIA = """
    UPDATE media
       SET state = CASE WHEN state IN ('coming', 'kept') THEN 'dropped' ELSE state END, file = '', message = 0,
           typing = '', line = '', latitude = NULL, longitude = NULL, released_at = NULL
     WHERE resident_id = :person
"""
BANDINGS = "UPDATE banding SET words = '' WHERE resident_id = :person"
SLIPS = "UPDATE aid SET slip = '-' || id WHERE resident_id = :person"
# Nobody can be asked about it any more.
VISITS = """
    UPDATE visit SET finding = 'absent', at = :now
     WHERE aid_id IN (SELECT id FROM aid WHERE resident_id = :person) AND finding IS NULL
"""
PIN = "DELETE FROM pin WHERE resident_id = :person"
MATTERS = "DELETE FROM matter WHERE resident_id = :person"
ANSWERED = "DELETE FROM meeting_answer WHERE resident_id = :person"
ASKED = "UPDATE meeting_item SET words = '' WHERE by_id = :person AND kind = 'question'"
SANGGAH = "UPDATE sanggah SET words = '', slip = '' WHERE resident_id = :person"
# A list that names them and waits for its second typing is typed anew.
PAPER = """
    UPDATE paper_list SET state = 'done', lines = '[]'
     WHERE village_id = (SELECT village_id FROM resident WHERE id = :person) AND state = 'open'
       AND EXISTS (SELECT 1 FROM json_each(paper_list.lines) l WHERE l.value ->> 2 = :person)
"""
PREPARED = "UPDATE meeting_draft SET answers = '{}', state = 'declined' WHERE by_id = :person AND state = 'open'"
GUEST = "UPDATE meeting_guest SET name = '', sex = NULL WHERE resident_id = :person"
NEWS = "DELETE FROM news_choice WHERE resident_id = :person"
REACHED = "DELETE FROM broadcast_person WHERE resident_id = :person"
OPEN_BALLOTS = "DELETE FROM open_ballot WHERE resident_id = :person"
LAID_BY = "DELETE FROM draft WHERE resident_id = :person"
SPEAKING = """
    DELETE FROM speaking
     WHERE account_id = :account AND (SELECT COUNT(*) FROM account_resident o WHERE o.account_id = :account) < 2
"""
SPEAKS_NO_MORE = "UPDATE speaking SET until = 0, said = '' WHERE account_id = :account"
ASKED_ABOUT = f"SELECT account_id, answers FROM conversation WHERE flow IN {ABOUT_OTHERS}"  # noqa: S608
LAID_ABOUT = f"SELECT account_id, resident_id, answers FROM draft WHERE flow IN {ABOUT_OTHERS}"  # noqa: S608
UNLAY = "DELETE FROM draft WHERE account_id = :account AND resident_id = :resident"
CLAIM = "DELETE FROM register_claim WHERE resident_id = :person"
ROW = "DELETE FROM register_row WHERE resident_id = :person"
LINES = "DELETE FROM register_stage WHERE new_id = :person OR resident_id = :person"
MANDATES = "UPDATE mandate SET ends_at = :now WHERE resident_id = :person AND ends_at IS NULL"
PAGES = f"""
    DELETE FROM book_page
     WHERE village_id = :village AND seq IN (
           SELECT b.seq FROM book b WHERE b.village_id = :village AND {PAGE_OWNER} = :person)
"""  # noqa: S608
ACCOUNTS = """
    SELECT a.id, a.chat_id,
           (SELECT o.resident_id FROM account_resident o
             WHERE o.account_id = a.id AND o.resident_id <> :person ORDER BY o.resident_id LIMIT 1) AS other
      FROM account_resident r JOIN account a ON a.id = r.account_id WHERE r.resident_id = :person
"""
UNBIND = "DELETE FROM account_resident WHERE resident_id = :person"
HAND_ON = "UPDATE account SET resident_id = :other, consent = 0 WHERE id = :account AND resident_id = :person"
DRAFT = "UPDATE conversation SET flow = '', answers = '{}' WHERE account_id = :account"
FORGET_ACCOUNT = """
    UPDATE account SET telegram_id = :nowhere - id, resident_id = NULL, village_id = NULL, language = 'id',
                   first_seen = 0, consent = 0
     WHERE id = :account
"""
FORGET_CHAT = "UPDATE chat SET telegram_id = :nowhere - id, title = '', state = 'stopped' WHERE id = :chat"
UNSENT = "SELECT id, chat_id, facts, buttons FROM outbox WHERE state IN ('waiting', 'sending')"
STOP_LETTER = """
    UPDATE outbox SET facts = '{}', buttons = '[]', state = CASE WHEN state = 'waiting' THEN 'gone' ELSE state END
     WHERE id = :id
"""
# Letters that have left are no longer needed; each erasure goes on where the last one stopped.
SENT = """
    UPDATE outbox SET facts = '{}', buttons = '[]'
     WHERE id > :mark AND state NOT IN ('waiting', 'sending') AND (facts <> '{}' OR buttons <> '[]')
"""
MARK = "SELECT COALESCE(CAST((SELECT value FROM machine WHERE key = 'letters_forgotten') AS INTEGER), 0) AS mark"
NOTE_MARK = """
    INSERT INTO machine (key, value)
    SELECT 'letters_forgotten',
           COALESCE((SELECT MIN(id) - 1 FROM outbox WHERE state IN ('waiting', 'sending')),
                    (SELECT MAX(id) FROM outbox), 0)
     WHERE true
    ON CONFLICT (key) DO UPDATE SET value = excluded.value
"""
NAME = "SELECT name, village_id FROM resident WHERE id = :person"
OWE = "INSERT INTO erasure (owner, village_id, at) VALUES (:owner, :village, :now) ON CONFLICT (owner) DO NOTHING"
DUE = "SELECT owner FROM erasure WHERE done_at IS NULL"
DONE = "UPDATE erasure SET done_at = :now WHERE owner = :owner"


class Erasing(Shelf):
    def erase(self, person_id: int) -> None:
        """Wipe a person, and note whose keys are to be destroyed once this is committed."""
        village = self.one(NAME, person=person_id)["village_id"]
        for owner in self.wipe(person_id):
            self.run(OWE, owner=owner, village=village, now=self.now)

    def wipe(self, person_id: int) -> list[str]:
        """Everything personal goes; returns the owners of keys: the person's numbers and accounts nobody else uses."""
        who = self.row(NAME, person=person_id)
        if who is None:
            return []
        numbers = [person_id, *(row["id"] for row in self.rows(WAS, person=person_id))]
        accounts = list(self.rows(ACCOUNTS, person=person_id))
        self._letters(who["name"], {a["chat_id"] for a in accounts if a["other"] is None})
        self._questions(person_id, who["name"])
        for number in numbers:
            self.run(PAGES, village=who["village_id"], person=number)
        for sql in (
            WORDS, QUESTIONS, TERMS, UNREAD, COMPLAINTS, BANDINGS, MEDIA, CLAIM, ROW, LINES, SLIPS, PIN, MATTERS,
            ANSWERED, ASKED, GUEST, PREPARED, SANGGAH, PAPER, NEWS, REACHED, LAID_BY, OPEN_BALLOTS, UNBIND, SHELL,
        ):  # fmt: skip
            self.run(sql, person=person_id)
        for sql in (MANDATES, VISITS):
            self.run(sql, person=person_id, now=self.now)
        alone = [a for a in accounts if a["other"] is None]
        for account in accounts:
            for sql in (DRAFT, SPEAKING, SPEAKS_NO_MORE):
                self.run(sql, account=account["id"])
            if account["other"] is not None:
                self.run(HAND_ON, account=account["id"], person=person_id, other=account["other"])
        for account in alone:
            self.run(FORGET_ACCOUNT, account=account["id"], nowhere=NOWHERE)
            self.run(FORGET_CHAT, chat=account["chat_id"], nowhere=NOWHERE)
        return [*(f"r:{number}" for number in numbers), *(f"a:{a['id']}" for a in alone)]

    def _questions(self, person_id: int, name: str) -> None:
        """What an officer was just being asked about this person is over."""
        for row in self.rows(ASKED_ABOUT):
            if _about(unpacked(row["answers"]), person_id, name):
                self.run(DRAFT, account=row["account_id"])
        for row in self.rows(LAID_ABOUT):
            if _about(unpacked(row["answers"]), person_id, name):
                self.run(UNLAY, account=row["account_id"], resident=row["resident_id"])

    def _letters(self, name: str, chats: set[int]) -> None:
        """Letters to the person or about them do not leave any more; of all that have left, the contents go."""
        for row in self.rows(UNSENT):
            if row["chat_id"] in chats or (
                name and any(_names(unpacked(row[column]), name) for column in ("facts", "buttons"))
            ):
                self.run(STOP_LETTER, id=row["id"])
        self.run(SENT, mark=int(self.one(MARK)["mark"]))
        self.run(NOTE_MARK)

    def shred(self, destroy: Callable[[Sequence[str]], None]) -> int:
        """Destroy the keys that are due. Idempotent: what is not noted as done is done again."""
        owners = [row["owner"] for row in self.rows(DUE)]
        if owners:
            destroy(owners)
        for owner in owners:
            self.run(DONE, owner=owner, now=self.now)
        return len(owners)


def _about(answers: Any, person_id: int, name: str) -> bool:
    return _names(answers, person_id) or (bool(name) and _names(answers, name))


def _names(facts: Any, name: str | int) -> bool:
    """Does that name, or number, stand in the facts of a letter, as a whole value?"""
    if isinstance(facts, dict):
        return any(_names(value, name) for value in facts.values())
    if isinstance(facts, list):
        return any(_names(value, name) for value in facts)
    return bool(facts == name)
