"""Everything that is held about one person, for that person's own eyes."""

from typing import Any

from storage import boxes
from storage.polls import RUNNING
from storage.shelf import Shelf, packed, unpacked

PERSON = "SELECT id, name, dusun_id, rt, sex, birth_year, state, asked_at FROM resident WHERE id = :resident"
ACCOUNTS = """
    SELECT a.id, a.telegram_id, a.language, a.first_seen,
           (SELECT COUNT(*) FROM account_resident o WHERE o.account_id = a.id) AS speakers
      FROM account_resident r JOIN account a ON a.id = r.account_id WHERE r.resident_id = :resident
"""
DRAFT = "SELECT answers FROM conversation WHERE account_id = :account AND flow <> ''"
MANDATES = (
    "SELECT office, provisional, begins_at, ends_at FROM mandate WHERE resident_id = :resident ORDER BY begins_at"
)
PROPOSALS = """
    SELECT p.number, p.status, p.entered_at, v.title, v.words, v.dusun_id, v.rt, v.benefit, v.behalf
      FROM proposal p JOIN proposal_version v ON v.proposal_id = p.id AND v.version = p.version
     WHERE p.author_id = :resident ORDER BY p.number
"""
VOTED = """
    SELECT p.id, p.opens_at, p.closes_at FROM poll p
     WHERE p.id IN (SELECT poll_id FROM took_part WHERE resident_id = :resident
                     UNION SELECT value FROM json_each(:running)) ORDER BY p.id
"""
LISTED = """
    SELECT nik_hash IS NOT NULL AS nik, kk_hash IS NOT NULL AS kk, birth_hash IS NOT NULL AS day, rw
      FROM register_row WHERE resident_id = :resident
"""
COMPLAINTS = "SELECT number, words, at FROM complaint WHERE author_id = :resident ORDER BY number"
SUPPORTS = """
    SELECT p.number, v.title, s.at, s.ended_at
      FROM support s
      JOIN proposal p ON p.id = s.proposal_id
      JOIN proposal_version v ON v.proposal_id = p.id AND v.version = p.version
     WHERE s.resident_id = :resident ORDER BY s.at, p.number
"""
BANDINGS = """
    SELECT p.number, b.words, b.at FROM banding b JOIN proposal p ON p.id = b.proposal_id
     WHERE b.resident_id = :resident ORDER BY b.id
"""
SENT = """
    SELECT m.kind, m.at, m.line, m.latitude, m.longitude, p.number
      FROM media m LEFT JOIN proposal p ON p.id = m.proposal_id
     WHERE m.resident_id = :resident AND m.state IN ('coming', 'kept') ORDER BY m.at, m.id
"""
HELPED = "SELECT id FROM aid WHERE resident_id = :resident ORDER BY id"
LAID_BY = "SELECT answers FROM draft WHERE resident_id = :resident"
PIN = "SELECT hash IS NOT NULL AS made FROM pin WHERE resident_id = :resident"
MATTERS = "SELECT kind, state, at FROM matter WHERE resident_id = :resident ORDER BY id"
ANSWERED = """
    SELECT m.kind, m.name, m.starts_at, a.answer, a.people, a.at
      FROM meeting_answer a JOIN meeting m ON m.id = a.meeting_id
     WHERE a.resident_id = :resident ORDER BY m.starts_at, m.id
"""
ASKED = """
    SELECT m.kind, m.name, m.starts_at, i.words, i.at
      FROM meeting_item i JOIN meeting m ON m.id = i.meeting_id
     WHERE i.by_id = :resident AND i.kind = 'question' ORDER BY i.at, i.id
"""
GUEST_OF = """
    SELECT m.kind, m.name, m.starts_at, g.unsur, g.at
      FROM meeting_guest g JOIN meeting m ON m.id = g.meeting_id
     WHERE g.resident_id = :resident ORDER BY m.starts_at, m.id
"""
PRESENT = """
    SELECT m.kind, m.name, m.starts_at, t.way, t.at
      FROM attendance t JOIN meeting m ON m.id = t.meeting_id
     WHERE t.resident_id = :resident AND t.ended_at IS NULL ORDER BY m.starts_at, m.id
"""
OBJECTED = """
    SELECT m.kind, m.name, m.starts_at, s.words, s.at
      FROM sanggah s JOIN meeting m ON m.id = s.meeting_id
     WHERE s.resident_id = :resident ORDER BY s.at, s.id
"""
NEWS = "SELECT supported, at FROM news_choice WHERE resident_id = :resident"
REACHED = """
    SELECT b.at, p.reach, p.visited_at FROM broadcast_person p JOIN broadcast b ON b.id = p.broadcast_id
     WHERE p.resident_id = :resident ORDER BY b.at
"""
WAS = "SELECT id FROM resident_was WHERE resident_id = :resident"
# What the person did, and what others did to the person's own entry. Who did it is not told: it is another's data.
BOOK = """
    SELECT b.seq, b.at, b.action, b.actor = :resident AS own FROM book b
     WHERE b.village_id = :village AND (b.actor = :resident OR b.object = :thing) ORDER BY b.seq
"""


class Own(Shelf):
    def _running(self, resident_id: int, village_id: int) -> list[int]:
        """The running polls in which this person has voted: only their boxes know."""
        polls = [row["id"] for row in self.rows(RUNNING, village=village_id)]
        found = [(poll, boxes.of(self.connection).get(poll)) for poll in polls]
        return [poll for poll, box in found if box is not None and box.has_voted(resident_id)]

    def of(self, resident_id: int, village_id: int) -> dict[str, Any]:
        """Rows as they are stored, by kind. A draft on a phone that several people share may be another's: left out."""
        accounts = list(self.rows(ACCOUNTS, resident=resident_id))
        drafts = list(self.rows(LAID_BY, resident=resident_id))
        drafts += [row for a in accounts if a["speakers"] == 1 for row in self.rows(DRAFT, account=a["id"])]
        helped = list(self.rows(HELPED, resident=resident_id))
        running = self._running(resident_id, village_id)
        numbers = [resident_id, *(row["id"] for row in self.rows(WAS, resident=resident_id))]
        things = [(number, f"resident:{number}") for number in numbers]
        things += [(-1, f"aid:{row['id']}") for row in helped]
        found = {
            row["seq"]: row
            for number, thing in reversed(things)
            for row in self.rows(BOOK, village=village_id, resident=number, thing=thing)
        }
        return {
            "person": self.one(PERSON, resident=resident_id),
            "accounts": accounts,
            "drafts": [unpacked(row["answers"]).get("words", "") for row in drafts],
            "mandates": list(self.rows(MANDATES, resident=resident_id)),
            "proposals": list(self.rows(PROPOSALS, resident=resident_id)),
            "supports": list(self.rows(SUPPORTS, resident=resident_id)),
            "polls": list(self.rows(VOTED, resident=resident_id, running=packed(running))),
            "listed": self.row(LISTED, resident=resident_id),
            "complaints": list(self.rows(COMPLAINTS, resident=resident_id)),
            "bandings": list(self.rows(BANDINGS, resident=resident_id)),
            "answered": list(self.rows(ANSWERED, resident=resident_id)),
            "present": list(self.rows(PRESENT, resident=resident_id)),
            "objected": list(self.rows(OBJECTED, resident=resident_id)),
            "asked": list(self.rows(ASKED, resident=resident_id)),
            "guest_of": list(self.rows(GUEST_OF, resident=resident_id)),
            "media": list(self.rows(SENT, resident=resident_id)),
            "pin": self.row(PIN, resident=resident_id),
            "news": self.row(NEWS, resident=resident_id),
            "reached": list(self.rows(REACHED, resident=resident_id)),
            "matters": list(self.rows(MATTERS, resident=resident_id)),
            "book": [found[seq] for seq in sorted(found)],
        }
