"""Meetings that are called: what about, who is invited, who answered what."""

from collections.abc import Mapping, Sequence
from typing import Any

from actions.records import MeetingDraft
from storage.accounts import AGREES
from storage.roles import IN_FORCE
from storage.shelf import Shelf, packed, unpacked
from village.meeting import (
    Audience,
    Guest,
    ItemKind,
    Kind,
    Meeting,
    MeetingItem,
    Reply,
    Said,
    Segment,
    State,
    Turnout,
)
from village.people import Sex

ADD = """
    INSERT INTO meeting (village_id, season_id, kind, name, dusun_id, convener_id, office, place, starts_at, ends_at,
                         closes_at, state, unsur_note, second_of, created_at, changed_at)
    VALUES (:village, :season, :kind, :name, :dusun, :convener, :office, :place, :starts, :ends, :closes, :state,
            :note, :second_of, :now, :now)
    RETURNING id
"""
GET = "SELECT * FROM meeting WHERE id = :id"
COMING = """
    SELECT * FROM meeting
     WHERE village_id = :village AND state IN ('called', 'postponed', 'running') AND ends_at > :now
  ORDER BY starts_at, id
"""
BETWEEN = """
    SELECT * FROM meeting
     WHERE village_id = :village AND state IN ('called', 'postponed', 'running')
       AND starts_at < :until AND ends_at > :since
  ORDER BY starts_at, id
"""
PAST = """
    SELECT * FROM meeting
     WHERE village_id = :village AND state IN ('called', 'postponed', 'running', 'held', 'failed')
       AND starts_at <= :now
  ORDER BY starts_at DESC, id DESC LIMIT :limit
"""
PLACES = """
    SELECT place FROM meeting WHERE village_id = :village GROUP BY place ORDER BY MAX(id) DESC LIMIT :limit
"""
MOVE = """
    UPDATE meeting SET place = :place, starts_at = :starts, ends_at = :ends, closes_at = :closes, state = :state,
                       version = version + 1, date_version = date_version + :moved, reason = :reason,
                       changed_at = :now
     WHERE id = :id AND version = :version RETURNING *
"""
SETTLE = """
    UPDATE meeting SET state = :state, reason = :reason, version = version + :told, changed_at = :now
     WHERE id = :id RETURNING *
"""
ADD_ITEM = """
    INSERT INTO meeting_item (meeting_id, village_id, kind, rank, proposal_id, words, by_id, at)
    VALUES (:id, :village, :kind,
            1 + COALESCE((SELECT MAX(i.rank) FROM meeting_item i WHERE i.meeting_id = :id AND i.kind = :kind), 0),
            :proposal, :words, :by, :now)
    ON CONFLICT DO NOTHING
"""
ITEMS = """
    SELECT * FROM meeting_item WHERE meeting_id = :id AND kind = :kind AND gone_at IS NULL ORDER BY rank
"""
ASKED_BY = """
    SELECT COUNT(*) AS n FROM meeting_item i
     WHERE i.by_id = :resident AND i.meeting_id = :id AND i.kind = 'question' AND i.gone_at IS NULL
"""
DROP_ITEM = "UPDATE meeting_item SET gone_at = :now WHERE id = :item AND meeting_id = :id AND gone_at IS NULL"
INVITE = """
    INSERT INTO meeting_audience (meeting_id, segment, which, village_id) VALUES (:id, :segment, :which, :village)
    ON CONFLICT DO NOTHING
"""
AUDIENCE = "SELECT segment, which FROM meeting_audience WHERE meeting_id = :id ORDER BY segment, which"
ADD_GUEST = """
    INSERT INTO meeting_guest (meeting_id, village_id, resident_id, name, sex, unsur, by_id, at)
    VALUES (:id, :village, :resident, :name, :sex, :unsur, :by, :now) ON CONFLICT DO NOTHING
"""
GUESTS = "SELECT * FROM meeting_guest WHERE meeting_id = :id ORDER BY id"
# Whom a call is for: those in its audience, and those invited by name. The audience stands in the table, or is only
# thought of (`:audience`, pairs of segment and which).
OF_TABLE = "(SELECT segment, which FROM meeting_audience WHERE meeting_id = :id)"
OF_DRAFT = "(SELECT value ->> 0 AS segment, value ->> 1 AS which FROM json_each(:audience))"


def _among(audience: str) -> str:
    """SQL: is the resident `p` in this audience?"""
    return f"""
    EXISTS (SELECT 1 FROM {audience} s WHERE
           (p.state = 'verified' AND (
               s.segment = 'all'
            OR (s.segment = 'women' AND p.sex = 'P' AND (s.which = '' OR s.which = CAST(p.dusun_id AS TEXT)))
            OR (s.segment = 'dusun' AND s.which = CAST(p.dusun_id AS TEXT))
            OR (s.segment = 'rt' AND s.which = p.dusun_id || '/' || p.rt)))
        OR (s.segment = 'office' AND p.state NOT IN ('moved', 'died', 'refused') AND EXISTS (
               SELECT 1 FROM mandate WHERE resident_id = p.id AND office = s.which AND {IN_FORCE})))
    """  # noqa: S608


IN_AUDIENCE = f"""
    {_among(OF_TABLE)}
    OR EXISTS (SELECT 1 FROM meeting_guest g
                WHERE g.resident_id = p.id AND g.meeting_id = :id AND p.state NOT IN ('moved', 'died'))
"""  # noqa: S608
COUNT_DRAFT = f"""
    SELECT COUNT(*) AS people,
           COALESCE(SUM(EXISTS (
               SELECT 1 FROM account_resident r JOIN account a ON a.id = r.account_id
                 JOIN chat c ON c.id = a.chat_id AND c.state = 'ok' WHERE r.resident_id = p.id)), 0) AS phones
      FROM resident p WHERE p.village_id = :village AND ({_among(OF_DRAFT)})
"""  # noqa: S608
REACHED = f"""
    SELECT a.chat_id, p.id AS resident
      FROM resident p
      JOIN account_resident r ON r.resident_id = p.id
      JOIN account a ON a.id = r.account_id AND {AGREES}
      JOIN chat c ON c.id = a.chat_id AND c.state = 'ok'
     WHERE p.village_id = :village AND ({IN_AUDIENCE})
  ORDER BY p.id, a.chat_id
"""  # noqa: S608
INVITED = f"SELECT 1 FROM resident p WHERE p.id = :resident AND p.village_id = :village AND ({IN_AUDIENCE})"  # noqa: S608
COUNT = f"SELECT COUNT(*) AS n FROM resident p WHERE p.village_id = :village AND ({IN_AUDIENCE})"  # noqa: S608
ANSWER = """
    INSERT INTO meeting_answer
           (meeting_id, resident_id, village_id, answer, people, transport, child_care, at, registered_at, by_id)
    VALUES (:id, :resident, :village, :answer, :people, :transport, :child_care, :now, :registered, :by)
    ON CONFLICT (meeting_id, resident_id) DO UPDATE SET
           answer = excluded.answer, people = excluded.people, transport = excluded.transport,
           child_care = excluded.child_care, at = excluded.at, registered_at = excluded.registered_at,
           by_id = excluded.by_id
"""
ANSWERED = f"""
    SELECT a.chat_id, n.resident_id AS resident
      FROM meeting_answer n
      JOIN account_resident r ON r.resident_id = n.resident_id
      JOIN account a ON a.id = r.account_id AND {AGREES}
      JOIN chat c ON c.id = a.chat_id AND c.state = 'ok'
     WHERE n.meeting_id = :id
"""  # noqa: S608
ANSWER_OF = "SELECT * FROM meeting_answer WHERE meeting_id = :id AND resident_id = :resident"
ANSWERS = "SELECT * FROM meeting_answer WHERE meeting_id = :id ORDER BY at, resident_id"
# Who lives here and has answered so; who is invited and has not answered at all.
WHO_SAID = """
    SELECT n.resident_id AS id FROM meeting_answer n JOIN resident p ON p.id = n.resident_id
     WHERE n.meeting_id = :id AND n.answer = :said AND p.state NOT IN ('moved', 'died', 'refused')
  ORDER BY n.resident_id
"""
WHO_IS_SILENT = f"""
    SELECT p.id FROM resident p
     WHERE p.village_id = :village AND ({IN_AUDIENCE})
       AND NOT EXISTS (SELECT 1 FROM meeting_answer n WHERE n.meeting_id = :id AND n.resident_id = p.id)
  ORDER BY p.id
"""  # noqa: S608
PREPARE = """
    INSERT INTO meeting_draft (village_id, by_id, kind, answers, at)
    VALUES (:village, :by, :kind, :answers, :now) RETURNING id
"""
PREPARED = "SELECT * FROM meeting_draft WHERE id = :id AND village_id = :village"
DRAFTS_SINCE = "SELECT COUNT(*) AS n FROM meeting_draft WHERE by_id = :by AND at >= :since"
SETTLE_PREPARED = """
    UPDATE meeting_draft SET state = :state, second_id = :second, settled_at = :now, answers = '{}'
     WHERE id = :id AND state = 'open'
"""
TURNOUT = """
    SELECT COALESCE(SUM(answer = 'comes'), 0) AS comes, COALESCE(SUM(answer = 'sends'), 0) AS sends,
           COALESCE(SUM(answer = 'absent'), 0) AS absent, COALESCE(SUM(people), 0) AS people,
           COALESCE(SUM(transport), 0) AS transport, COALESCE(SUM(child_care), 0) AS child_care,
           COALESCE(SUM(answer = 'comes' AND registered_at IS NOT NULL), 0) AS registered
      FROM meeting_answer WHERE meeting_id = :id
"""


class Meetings(Shelf):
    def add(self, meeting: Meeting, audience: Sequence[Audience]) -> Meeting:
        """Keep a meeting with whom it invites; its id and times are given here."""
        number = self.one(
            ADD, village=meeting.village_id, season=meeting.season_id, kind=meeting.kind, name=meeting.name,
            dusun=meeting.dusun_id, convener=meeting.convener_id, office=meeting.office, place=meeting.place,
            starts=meeting.starts_at, ends=meeting.ends_at, closes=meeting.closes_at, state=meeting.state,
            note=meeting.unsur_note, second_of=meeting.second_of, now=self.now,
        )["id"]  # fmt: skip
        for part in audience:
            self.run(INVITE, id=number, segment=part.segment, which=part.which, village=meeting.village_id)
        return _meeting(self.one(GET, id=number))

    def get(self, meeting_id: int) -> Meeting | None:
        row = self.row(GET, id=meeting_id)
        return _meeting(row) if row else None

    def coming(self, village_id: int) -> list[Meeting]:
        """Those that are not over yet, the next first."""
        return [_meeting(row) for row in self.rows(COMING, village=village_id, now=self.now)]

    def between(self, village_id: int, since: int, until: int) -> list[Meeting]:
        """Those that take place at some time between two moments."""
        return [_meeting(row) for row in self.rows(BETWEEN, village=village_id, since=since, until=until)]

    def begun(self, village_id: int, limit: int) -> list[Meeting]:
        """Those whose time has come or gone and that were not cancelled, the newest first."""
        return [_meeting(row) for row in self.rows(PAST, village=village_id, now=self.now, limit=limit)]

    def move(
        self, was: Meeting, place: str, starts_at: int, ends_at: int, closes_at: int, state: State, reason: str
    ) -> Meeting | None:
        """Another place or date; None where somebody has changed it meanwhile."""
        row = self.row(
            MOVE, id=was.id, version=was.version, place=place, starts=starts_at, ends=ends_at, closes=closes_at,
            state=state, moved=int(starts_at != was.starts_at), reason=reason, now=self.now,
        )  # fmt: skip
        return _meeting(row) if row else None

    def settle(self, meeting_id: int, state: State, reason: str = "", told: bool = False) -> Meeting:
        """Another state. `told`: people hear of it, so that the version grows."""
        return _meeting(self.one(SETTLE, id=meeting_id, state=state, reason=reason, told=int(told), now=self.now))

    def add_item(self, meeting: Meeting, kind: ItemKind, by: int, words: str = "", proposal: int | None = None) -> None:
        """At the end of its list; a proposal stands there once."""
        self.run(
            ADD_ITEM, id=meeting.id, village=meeting.village_id, kind=kind, proposal=proposal, words=words, by=by,
            now=self.now,
        )  # fmt: skip

    def items(self, meeting_id: int, kind: ItemKind) -> list[MeetingItem]:
        return [_item(row) for row in self.rows(ITEMS, id=meeting_id, kind=kind)]

    def questions_of(self, meeting_id: int, resident_id: int) -> int:
        """How many questions somebody has left for it."""
        return int(self.one(ASKED_BY, id=meeting_id, resident=resident_id)["n"])

    def drop_item(self, meeting_id: int, item_id: int) -> None:
        self.run(DROP_ITEM, id=meeting_id, item=item_id, now=self.now)

    def places(self, village_id: int, limit: int) -> list[str]:
        """Where the last ones were called to, each place once."""
        return [row["place"] for row in self.rows(PLACES, village=village_id, limit=limit)]

    def audience(self, meeting_id: int) -> list[Audience]:
        return [Audience(Segment(row["segment"]), row["which"]) for row in self.rows(AUDIENCE, id=meeting_id)]

    def add_guest(
        self, meeting: Meeting, unsur: str, by: int, resident: int | None = None, name: str = "", sex: Sex | None = None
    ) -> None:
        """A resident is invited by name once; somebody outside the register by name and sex."""
        self.run(
            ADD_GUEST, id=meeting.id, village=meeting.village_id, resident=resident, name=name, sex=sex, unsur=unsur,
            by=by, now=self.now,
        )  # fmt: skip

    def guests(self, meeting_id: int) -> list[Guest]:
        return [_guest(row) for row in self.rows(GUESTS, id=meeting_id)]

    def reached(self, meeting: Meeting) -> list[tuple[int, int]]:
        """(chat, resident) of each whom the call is for, or who has answered it, and who can be written to."""
        rows = [
            *self.rows(REACHED, id=meeting.id, village=meeting.village_id, now=self.now),
            *self.rows(ANSWERED, id=meeting.id),
        ]
        return sorted({(row["chat_id"], row["resident"]) for row in rows}, key=lambda pair: (pair[1], pair[0]))

    def invited(self, meeting: Meeting, resident_id: int) -> bool:
        """Is the call for this person?"""
        row = self.row(INVITED, id=meeting.id, village=meeting.village_id, resident=resident_id, now=self.now)
        return row is not None

    def invited_count(self, meeting: Meeting) -> int:
        """How many residents the call is for, with or without a phone; guests outside the register are not counted."""
        return int(self.one(COUNT, id=meeting.id, village=meeting.village_id, now=self.now)["n"])

    def would_reach(self, village_id: int, audience: Sequence[Audience]) -> tuple[int, int]:
        """(residents, those of them who can be written to) whom a call to this audience would be for."""
        thought = packed([[part.segment, part.which] for part in audience])
        row = self.one(COUNT_DRAFT, village=village_id, audience=thought, now=self.now)
        return int(row["people"]), int(row["phones"])

    def answer(self, meeting: Meeting, reply: Reply) -> None:
        """Keep what somebody says about coming; a newer word takes the place of the older."""
        self.run(
            ANSWER, id=meeting.id, resident=reply.resident_id, village=meeting.village_id, answer=reply.said,
            people=reply.people, transport=int(reply.transport), child_care=int(reply.child_care), now=self.now,
            registered=reply.registered_at, by=reply.by_id,
        )  # fmt: skip

    def answer_of(self, meeting_id: int, resident_id: int) -> Reply | None:
        row = self.row(ANSWER_OF, id=meeting_id, resident=resident_id)
        return _reply(row) if row else None

    def answers(self, meeting_id: int) -> list[Reply]:
        return [_reply(row) for row in self.rows(ANSWERS, id=meeting_id)]

    def who(self, meeting: Meeting, said: Said | None) -> list[int]:
        """Who has answered so; None: whom it is for and who has not answered."""
        if said is not None:
            return [row["id"] for row in self.rows(WHO_SAID, id=meeting.id, said=said)]
        rows = self.rows(WHO_IS_SILENT, id=meeting.id, village=meeting.village_id, now=self.now)
        return [row["id"] for row in rows]

    def prepare(self, village_id: int, by: int, kind: Kind, answers: Mapping[str, Any]) -> int:
        """Keep what a facilitator has prepared; returns its number."""
        row = self.one(PREPARE, village=village_id, by=by, kind=kind, answers=packed(dict(answers)), now=self.now)
        return int(row["id"])

    def prepared(self, draft_id: int, village_id: int) -> MeetingDraft | None:
        row = self.row(PREPARED, id=draft_id, village=village_id)
        if row is None:
            return None
        return MeetingDraft(
            row["id"], row["by_id"], Kind(row["kind"]), unpacked(row["answers"]), row["state"] == "open"
        )  # fmt: skip

    def drafts_since(self, person: int, moment: int) -> int:
        """How many this person has prepared since then."""
        return int(self.one(DRAFTS_SINCE, by=person, since=moment)["n"])

    def settle_prepared(self, draft_id: int, state: str, second: int) -> bool:
        """False where somebody was quicker. What was answered is not kept any longer."""
        return self.run(SETTLE_PREPARED, id=draft_id, state=state, second=second, now=self.now).rowcount == 1

    def turnout(self, meeting_id: int) -> Turnout:
        return Turnout(**{key: int(value) for key, value in dict(self.one(TURNOUT, id=meeting_id)).items()})


def _meeting(row: Mapping[str, Any]) -> Meeting:
    return Meeting(
        row["id"], row["village_id"], row["season_id"], Kind(row["kind"]), row["name"], row["dusun_id"],
        row["convener_id"], row["office"], row["place"], row["starts_at"], row["ends_at"], row["closes_at"],
        State(row["state"]), row["version"], row["date_version"], row["reason"], row["unsur_note"], row["second_of"],
        row["created_at"], row["changed_at"],
    )  # fmt: skip


def _item(row: Mapping[str, Any]) -> MeetingItem:
    return MeetingItem(
        row["id"], ItemKind(row["kind"]), row["rank"], row["proposal_id"], row["words"], row["by_id"], row["at"]
    )


def _guest(row: Mapping[str, Any]) -> Guest:
    return Guest(row["id"], row["resident_id"], row["name"], Sex(row["sex"]) if row["sex"] else None, row["unsur"])


def _reply(row: Mapping[str, Any]) -> Reply:
    return Reply(
        row["resident_id"], Said(row["answer"]), row["people"], bool(row["transport"]), bool(row["child_care"]),
        row["at"], row["registered_at"], row["by_id"],
    )  # fmt: skip
