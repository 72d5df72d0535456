"""Proposals, with their versions and history."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from actions.proposal_records import Waiting
from storage.shelf import Shelf, packed
from village.browse import MOST_WORDS, Topic, Wanted, Whose
from village.kelompok import LETTERS, OWN_NAME, Kelompok
from village.proposal import ON_A_BALLOT, PUBLIC, Proposal, Status

ADD = """
    INSERT INTO proposal (village_id, season_id, number, author_id, status, version, entered_at, urgent)
    SELECT :village, :season, COALESCE(MAX(number), 0) + 1, :author, 'diterima', 1, :now, :urgent
      FROM proposal WHERE village_id = :village
    RETURNING id, number
"""
ADD_VERSION = """
    INSERT INTO proposal_version (proposal_id, version, village_id, title, words, dusun_id, rt, benefit, by_id, at,
                                  behalf)
    VALUES (:id, :version, :village, :title, :words, :dusun, :rt, :benefit, :by, :now, :behalf)
"""
NEXT_VERSION = "UPDATE proposal SET version = version + 1 WHERE id = :id RETURNING version"
VERSION_AT = "SELECT at FROM proposal_version WHERE proposal_id = :id AND version = :version"
ADD_STATUS = """
    INSERT INTO proposal_status (proposal_id, seq, village_id, status, by_id, at)
    VALUES (:id, 1, :village, 'diterima', :by, :now)
"""
WHOLE = """
    SELECT p.id, p.village_id, p.season_id, p.number, p.version, v.title, v.words, v.dusun_id, v.rt, v.benefit,
           p.author_id, p.status, p.entered_at, p.urgent, v.behalf
      FROM proposal p JOIN proposal_version v ON v.proposal_id = p.id AND v.version = p.version
"""
NUMBERED = WHOLE + " WHERE p.village_id = :village AND p.number = :number"
# Statuses come as a JSON list, so that the statement stays one and the same.
OF_STATUS = " WHERE p.village_id = :village AND p.status IN (SELECT value FROM json_each(:statuses))"
GET = WHOLE + " WHERE p.id = :id"
LISTED = WHOLE + OF_STATUS + " ORDER BY p.number DESC LIMIT :limit OFFSET :offset"
# One pass over the village's proposals, for the numbers alone: how many there are and which stand on the page.
MATCHING = """
      FROM proposal p
      JOIN proposal_version v ON v.proposal_id = p.id AND v.version = p.version
      LEFT JOIN dusun d ON d.id = v.dusun_id
     WHERE p.village_id = :village AND p.status IN (SELECT value FROM json_each(:statuses))
       AND (:dusun IS NULL OR v.dusun_id = :dusun)
       AND (:author IS NULL OR p.author_id = :author)
       AND (:supporter IS NULL OR EXISTS (
            SELECT 1 FROM support s
             WHERE s.proposal_id = p.id AND s.resident_id = :supporter AND s.ended_at IS NULL))
       AND (:one = '' OR lower(v.title) LIKE :one OR lower(d.name) LIKE :one OR lower(v.benefit) LIKE :one
            OR lower(v.behalf) LIKE :one)
       AND (:two = '' OR lower(v.title) LIKE :two OR lower(d.name) LIKE :two OR lower(v.benefit) LIKE :two
            OR lower(v.behalf) LIKE :two)
       AND (:three = '' OR lower(v.title) LIKE :three OR lower(d.name) LIKE :three OR lower(v.benefit) LIKE :three
            OR lower(v.behalf) LIKE :three)
       AND (:behalf IS NULL OR v.behalf IN (SELECT value FROM json_each(:behalf)))
       AND (:besides IS NULL OR (v.behalf <> '' AND v.behalf NOT IN (SELECT value FROM json_each(:besides))))
"""
# The bidang is the first number of the newest code: {"code":"2.3.11",…}.
CODE = """(
    SELECT x.value FROM proposal_detail x
     WHERE x.proposal_id = p.id AND x.field = 'kode' ORDER BY x.id DESC LIMIT 1)
"""
FOUND = f"""
    SELECT p.id {MATCHING}
       AND (:code IS NULL OR COALESCE({CODE}, '') LIKE :code)
  ORDER BY p.number DESC
"""
TOPICS = f"SELECT COALESCE(substr({CODE}, 10, 1), '') AS bidang, COUNT(*) AS n {MATCHING} GROUP BY 1"
GROUPS = f"""
    SELECT v.behalf, COUNT(*) AS n {MATCHING}
       AND v.behalf <> '' AND (:code IS NULL OR COALESCE({CODE}, '') LIKE :code)
  GROUP BY 1
"""
LISTED_COUNT = """
    SELECT COUNT(*) AS n FROM proposal p
     WHERE p.village_id = :village AND p.status IN (SELECT value FROM json_each(:statuses))
"""
STANDING = WHOLE + OF_STATUS + " ORDER BY p.number LIMIT :limit OFFSET :offset"
# What waits, and since when: the last step of each; emergencies first. dusun NULL: the whole village.
WAITING = """
    SELECT p.id, p.village_id, p.season_id, p.number, p.version, v.title, v.words, v.dusun_id, v.rt, v.benefit,
           p.author_id, p.status, p.entered_at, p.urgent, v.behalf,
           (SELECT MAX(s.at) FROM proposal_status s WHERE s.proposal_id = p.id) AS since
      FROM proposal p JOIN proposal_version v ON v.proposal_id = p.id AND v.version = p.version
     WHERE p.village_id = :village AND p.status = :status AND (:dusun IS NULL OR v.dusun_id = :dusun)
     ORDER BY p.urgent DESC, since, p.number LIMIT :limit OFFSET :offset
"""
WAITING_COUNTS = """
    SELECT p.status, COUNT(*) AS n, SUM(p.urgent) AS urgent
      FROM proposal p JOIN proposal_version v ON v.proposal_id = p.id AND v.version = p.version
     WHERE p.village_id = :village AND p.status IN (SELECT value FROM json_each(:statuses))
       AND (:dusun IS NULL OR v.dusun_id = :dusun)
     GROUP BY p.status
"""
# A proposal that was carried on belongs to the season it has come to.
STANDING_IN = """
    SELECT status, COUNT(*) AS n FROM proposal
     WHERE village_id = :village AND COALESCE(carried_id, season_id) = :season GROUP BY status
"""
LEFT_IN = """
    SELECT id FROM proposal
     WHERE village_id = :village AND COALESCE(carried_id, season_id) = :season
       AND status IN (SELECT value FROM json_each(:statuses))
     ORDER BY number LIMIT :limit
"""
# What concerns the whole village may be discussed in each of its dusun.
DISCUSSABLE = (
    WHOLE
    + OF_STATUS
    + """
       AND (:dusun IS NULL OR v.dusun_id IS NULL OR v.dusun_id = :dusun)
     ORDER BY p.number LIMIT :limit OFFSET :offset
"""
)
ALARM = "UPDATE proposal SET urgent = 1 WHERE id = :id"
CALM = "UPDATE proposal SET urgent = 0 WHERE id = :id"
CARRY = "UPDATE proposal SET carried_id = :season WHERE id = :id"
AGES = """
    SELECT p.id, now.year - born.year + 1 AS years
      FROM proposal p JOIN season now ON now.id = p.carried_id JOIN season born ON born.id = p.season_id
     WHERE p.id IN (SELECT value FROM json_each(:ids))
"""
OPEN_OF = """
    SELECT COUNT(*) AS n FROM proposal
     WHERE author_id = :author AND season_id = :season AND status IN ('diterima', 'perlu_klarifikasi')
"""


class Proposals(Shelf):
    def add(
        self,
        village_id: int,
        season_id: int,
        title: str,
        words: str,
        dusun_id: int | None,
        rt: str | None,
        benefit: str,
        author_id: int,
        urgent: bool = False,
        behalf: str = "",
    ) -> Proposal:
        new = self.one(ADD, village=village_id, season=season_id, author=author_id, now=self.now, urgent=int(urgent))
        self.run(
            ADD_VERSION, id=new["id"], version=1, village=village_id, title=title, words=words, dusun=dusun_id, rt=rt,
            benefit=benefit, by=author_id, now=self.now, behalf=behalf,
        )  # fmt: skip
        self.run(ADD_STATUS, id=new["id"], village=village_id, by=author_id, now=self.now)
        return Proposal(
            new["id"], village_id, season_id, new["number"], 1, title, words, dusun_id, rt, benefit, author_id,
            Status.DITERIMA, self.now, urgent, behalf,
        )  # fmt: skip

    def revise(self, proposal: Proposal, title: str, words: str, by: int) -> Proposal:
        return self.change(proposal, title, words, proposal.dusun_id, proposal.rt, proposal.benefit, by)

    def change(
        self, proposal: Proposal, title: str, words: str, dusun_id: int | None, rt: str | None, benefit: str, by: int,
        behalf: str | None = None,
    ) -> Proposal:  # fmt: skip
        """A new version; those before it stay. behalf None: for the same group as before, or none."""
        version = self.one(NEXT_VERSION, id=proposal.id)["version"]
        self.run(
            ADD_VERSION, id=proposal.id, version=version, village=proposal.village_id, title=title, words=words,
            dusun=dusun_id, rt=rt, benefit=benefit, by=by, now=self.now,
            behalf=proposal.behalf if behalf is None else behalf,
        )  # fmt: skip
        return self.get(proposal.id)

    def version_at(self, proposal: Proposal) -> int:
        """Since when its present words stand."""
        return int(self.one(VERSION_AT, id=proposal.id, version=proposal.version)["at"])

    def get(self, proposal_id: int) -> Proposal:
        return _proposal(self.one(GET, id=proposal_id))

    def numbered(self, village_id: int, number: int) -> Proposal | None:
        row = self.row(NUMBERED, village=village_id, number=number)
        return _proposal(row) if row else None

    def listed(self, village_id: int, offset: int, limit: int) -> tuple[list[Proposal], int]:
        """One page of the public list, newest first, and how many there are in all."""
        shown = {"village": village_id, "statuses": packed(sorted(PUBLIC))}
        rows = self.rows(LISTED, **shown, offset=offset, limit=limit)
        return list(map(_proposal, rows)), int(self.one(LISTED_COUNT, **shown)["n"])

    def found(
        self, village_id: int, wanted: Wanted, dusun_id: int | None, person_id: int, offset: int, limit: int
    ) -> tuple[list[Proposal], int]:
        """One page of what somebody looks for, newest first, and how many there are. Words look only at what is public.

        person_id: whose own, or whose support, where `wanted` says so.
        """
        if wanted.everything:
            return self.listed(village_id, offset, limit)
        facts = _matching(village_id, wanted, dusun_id, person_id)
        ids = [row["id"] for row in self.rows(FOUND, **facts, code=_code(wanted.topic))]
        return [self.get(number) for number in ids[offset : offset + limit]], len(ids)

    def topics(self, village_id: int, wanted: Wanted, dusun_id: int | None, person_id: int) -> dict[str, int]:
        """How many of them in each bidang, "" for those without a code; what `wanted` says of that does not count."""
        rows = self.rows(TOPICS, **_matching(village_id, wanted, dusun_id, person_id))
        return {row["bidang"]: row["n"] for row in rows}

    def groups(self, village_id: int, wanted: Wanted, dusun_id: int | None, person_id: int) -> dict[str, int]:
        """How many of them for each group; what `wanted` says of that does not count."""
        facts = _matching(village_id, replace(wanted, group=""), dusun_id, person_id)
        return {row["behalf"]: row["n"] for row in self.rows(GROUPS, **facts, code=_code(wanted.topic))}

    def eligible(self, village_id: int) -> list[Proposal]:
        """What may stand on a ballot, oldest number first."""
        rows = self.rows(LISTED, village=village_id, statuses=packed(sorted(ON_A_BALLOT)), offset=0, limit=-1)
        return list(map(_proposal, rows))[::-1]

    def standing(
        self, village_id: int, statuses: Collection[Status], offset: int, limit: int
    ) -> tuple[list[Proposal], int]:
        """One page of those that stand there, the oldest number first, and how many there are in all."""
        shown = {"village": village_id, "statuses": packed(sorted(statuses))}
        rows = self.rows(STANDING, **shown, offset=offset, limit=limit)
        return list(map(_proposal, rows)), int(self.one(LISTED_COUNT, **shown)["n"])

    def chosen(self, village_id: int, numbers: Sequence[int]) -> list[Proposal]:
        """The proposals with these numbers, in this order; those that do not exist are left out."""
        found = (self.numbered(village_id, number) for number in numbers)
        return [p for p in found if p is not None]

    def waiting(self, village_id: int, status: Status, dusun: int | None, offset: int, limit: int) -> list[Waiting]:
        """One page of what stands there: emergencies, then the longest. dusun None: the whole village."""
        rows = self.rows(WAITING, village=village_id, status=status, dusun=dusun, offset=offset, limit=limit)
        return [_waiting(row) for row in rows]

    def waiting_counts(
        self, village_id: int, statuses: Sequence[Status], dusun: int | None
    ) -> dict[Status, tuple[int, int]]:  # fmt: skip
        """How many wait in each, and how many of them are emergencies."""
        rows = self.rows(WAITING_COUNTS, village=village_id, statuses=packed(list(statuses)), dusun=dusun)
        return {Status(row["status"]): (row["n"], row["urgent"]) for row in rows}

    def alarm(self, proposal: Proposal) -> None:
        """Its words have come to tell of danger."""
        self.run(ALARM, id=proposal.id)

    def calm(self, proposal: Proposal) -> None:
        """Somebody in office has looked: there is no danger now."""
        self.run(CALM, id=proposal.id)

    def standing_in(self, village_id: int, season_id: int) -> dict[Status, int]:
        """How many of that season stand where, those carried into it among them."""
        rows = self.rows(STANDING_IN, village=village_id, season=season_id)
        return {Status(row["status"]): row["n"] for row in rows}

    def left_in(
        self, village_id: int, season_id: int, statuses: Collection[Status], limit: int
    ) -> list[Proposal]:  # fmt: skip
        """Some of that season that stand there, the oldest number first."""
        rows = self.rows(LEFT_IN, village=village_id, season=season_id, statuses=packed(sorted(statuses)), limit=limit)
        return [self.get(row["id"]) for row in rows]

    def discussable(
        self, village_id: int, statuses: Collection[Status], dusun: int | None, offset: int, limit: int
    ) -> list[Proposal]:  # fmt: skip
        """One page of what a gathering of that dusun may discuss. dusun None: of the whole village."""
        rows = self.rows(
            DISCUSSABLE, village=village_id, statuses=packed(sorted(statuses)), dusun=dusun, offset=offset, limit=limit
        )
        return list(map(_proposal, rows))

    def carry(self, proposal_id: int, season_id: int) -> None:
        self.run(CARRY, id=proposal_id, season=season_id)

    def ages(self, ids: Collection[int]) -> dict[int, int]:
        """In which year of waiting those are that were carried on; the others are left out."""
        return {row["id"]: row["years"] for row in self.rows(AGES, ids=packed(sorted(ids)))}

    def open_of(self, author_id: int, season_id: int) -> int:
        return int(self.one(OPEN_OF, author=author_id, season=season_id)["n"])


def _code(topic: Topic) -> str | None:
    """How the newest code begins; "" for none, None for any."""
    if topic is Topic.ALL:
        return None
    return f'{{"code":"{topic.bidang}.%' if topic.bidang else ""


def _matching(village_id: int, wanted: Wanted, dusun_id: int | None, person_id: int) -> dict[str, Any]:
    one, two, three = (*(f"%{word}%" for word in wanted.words), "", "", "")[:MOST_WORDS]
    return {
        "village": village_id, "statuses": packed(sorted(wanted.statuses)), "dusun": dusun_id,
        "author": person_id if wanted.whose is Whose.MINE else None,
        "supporter": person_id if wanted.whose is Whose.SUPPORTED else None, "one": one, "two": two, "three": three,
        "behalf": packed([LETTERS[wanted.group].value]) if wanted.group in LETTERS else None,
        "besides": packed([group.value for group in Kelompok]) if wanted.group == OWN_NAME else None,
    }  # fmt: skip


def _proposal(row: Mapping[str, Any]) -> Proposal:
    return Proposal(**{**row, "status": Status(row["status"]), "urgent": bool(row["urgent"])})


def _waiting(row: Mapping[str, Any]) -> Waiting:
    known = dict(row)
    since = int(known.pop("since"))
    return Waiting(_proposal(known), since)
