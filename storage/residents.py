"""Residents, with the offices they hold now."""

from collections.abc import Mapping, Sequence
from typing import Any

from storage.shelf import Shelf, fresh_id, packed
from village import names
from village.people import Office, Resident, Sex, State

ADD = """
    INSERT INTO resident (id, village_id, name, name_key, dusun_id, rt, sex, birth_year, state, asked_at)
    VALUES (:id, :village, :name, :key, :dusun, :rt, :sex, :born, :state, :now)
"""
WHOLE = """
    SELECT r.*, (SELECT group_concat(m.office) FROM mandate m
                  WHERE m.resident_id = r.id AND m.begins_at <= :now AND (m.ends_at IS NULL OR m.ends_at > :now)
                    AND m.frozen_at IS NULL
                ) AS offices
      FROM resident r
"""
MOST_NAMED = 8
NOW = "SELECT resident_id FROM resident_was WHERE id = :id"
GET = WHOLE + f" WHERE r.id = COALESCE(({NOW}), :id)"
ALL = WHOLE + " JOIN json_each(:ids) i ON i.value = r.id"
WAITING = WHOLE + " WHERE r.village_id = :village AND r.state = 'asked' AND r.rt IS NOT NULL ORDER BY r.asked_at"
WAITING_COUNT = """
    SELECT COUNT(*) AS n FROM resident WHERE village_id = :village AND state = 'asked' AND rt IS NOT NULL
"""
SETTLE = "UPDATE resident SET state = :state, settled_by = :by WHERE id = :id"
DESCRIBE = """
    UPDATE resident SET name = :name, name_key = :key, dusun_id = :dusun,
                    rt = :rt, sex = :sex, birth_year = :born, state = :state
     WHERE id = :id
"""
BORN_IN = WHOLE + " WHERE r.village_id = :village AND r.birth_year = :born ORDER BY r.id"
STATES = ("asked", "verified", "listed")
NAMED = (
    WHOLE
    + """
     WHERE r.village_id = :village AND r.state = :state AND r.name_key LIKE :words ESCAPE '!'
  ORDER BY r.name_key LIMIT :most
"""
)
REHOUSE = "UPDATE resident SET dusun_id = :dusun, rt = :rt WHERE id = :id"
FREEZE = "UPDATE resident SET frozen_at = :at WHERE id = :id"
ELECTORATE = """
    SELECT COUNT(*) AS n FROM resident
     WHERE village_id = :village AND state = 'verified' AND birth_year <= :born_until
"""

# Everything that refers to a newcomer goes over to the resident; `tests/storage/test_become.py` holds the list
# against the schema. A newcomer has never voted, and versions of proposals keep the number that wrote them.
BECOME = (
    "UPDATE account SET resident_id = :to WHERE resident_id = :was",
    # Who joins once more on a phone that is theirs already is there once.
    """
    DELETE FROM account_resident
     WHERE resident_id = :to AND account_id IN (SELECT account_id FROM account_resident WHERE resident_id = :was)
    """,
    "UPDATE account_resident SET resident_id = :to WHERE resident_id = :was",
    "UPDATE consent SET resident_id = :to WHERE resident_id = :was",
    "UPDATE banding SET resident_id = :to WHERE resident_id = :was",
    "UPDATE village_word SET by_id = :to WHERE by_id = :was",
    "UPDATE village_word SET removed_by = :to WHERE removed_by = :was",
    "UPDATE complaint SET author_id = :to WHERE author_id = :was",
    "UPDATE mandate SET resident_id = :to WHERE resident_id = :was",
    "UPDATE proposal SET author_id = :to WHERE author_id = :was",
    """
    DELETE FROM draft
     WHERE resident_id = :to AND account_id IN (SELECT account_id FROM draft WHERE resident_id = :was)
    """,
    "UPDATE draft SET resident_id = :to WHERE resident_id = :was",
    "UPDATE open_ballot SET resident_id = :to WHERE resident_id = :was",
    "DELETE FROM pin WHERE resident_id = :to AND EXISTS (SELECT 1 FROM pin WHERE resident_id = :was)",
    "UPDATE pin SET resident_id = :to WHERE resident_id = :was",
    "UPDATE OR IGNORE news_choice SET resident_id = :to WHERE resident_id = :was",
    "DELETE FROM news_choice WHERE resident_id = :was",
    "UPDATE matter SET resident_id = :to WHERE resident_id = :was",
    "UPDATE media SET resident_id = :to WHERE resident_id = :was",
    "UPDATE media SET typed_by = :to WHERE typed_by = :was",
    "UPDATE media SET released_by = :to WHERE released_by = :was",
    "UPDATE meeting_item SET by_id = :to WHERE by_id = :was",
    "UPDATE OR IGNORE meeting_guest SET resident_id = :to WHERE resident_id = :was",
    "DELETE FROM meeting_guest WHERE resident_id = :was",
    "UPDATE OR IGNORE meeting_answer SET resident_id = :to WHERE resident_id = :was",
    "DELETE FROM meeting_answer WHERE resident_id = :was",
    "UPDATE OR IGNORE attendance SET resident_id = :to WHERE resident_id = :was",
    "DELETE FROM attendance WHERE resident_id = :was",
    "UPDATE aid SET resident_id = :to WHERE resident_id = :was",
    "UPDATE aid SET helper_id = :to WHERE helper_id = :was",
    # Behind one proposal both may stand: who stands there once, still does; nobody stands behind what is their own.
    """
    UPDATE support SET ended_at = NULL
     WHERE resident_id = :to AND proposal_id IN (
           SELECT proposal_id FROM support WHERE resident_id = :was AND ended_at IS NULL)
    """,
    *(
        f"UPDATE matrix SET {column} = :to WHERE {column} = :was"  # noqa: S608
        for column in ("first_id", "second_id", "closing_id", "closed_by_id")
    ),
    "UPDATE OR IGNORE score_task SET scorer_id = :to WHERE scorer_id = :was",
    "DELETE FROM score_task WHERE scorer_id = :was",
    "UPDATE score SET scorer_id = :to WHERE scorer_id = :was",
    "UPDATE clarification SET asked_by = :to WHERE asked_by = :was",
    "UPDATE OR IGNORE support SET resident_id = :to WHERE resident_id = :was",
    "DELETE FROM support WHERE resident_id = :was",
    "UPDATE support SET by_id = :to WHERE by_id = :was",
    """
    UPDATE support SET ended_at = at
     WHERE resident_id = :to AND ended_at IS NULL AND proposal_id IN (SELECT id FROM proposal WHERE author_id = :to)
    """,
    "UPDATE council_key SET officer_id = :to WHERE officer_id = :was",
    "UPDATE council_key SET writer_id = :to WHERE writer_id = :was",
    "UPDATE key_share SET resident_id = :to WHERE resident_id = :was",
    "UPDATE key_share SET given_by = :to WHERE given_by = :was",
    "UPDATE broadcast SET by_id = :to WHERE by_id = :was",
    "UPDATE broadcast_draft SET by_id = :to WHERE by_id = :was",
    "UPDATE meeting_draft SET by_id = :to WHERE by_id = :was",
    "UPDATE OR IGNORE broadcast_person SET resident_id = :to WHERE resident_id = :was",
    "DELETE FROM broadcast_person WHERE resident_id = :was",
    "DELETE FROM register_row WHERE resident_id = :was AND import_id = 0",
    "UPDATE resident_was SET resident_id = :to WHERE resident_id = :was",
    # What was asked and answered about the resident before stays; of the newcomer only what is not there yet.
    "UPDATE OR IGNORE newcomer SET resident_id = :to WHERE resident_id = :was",
    "DELETE FROM newcomer WHERE resident_id = :was",
    "UPDATE OR IGNORE vouching SET resident_id = :to WHERE resident_id = :was",
    "DELETE FROM vouching WHERE resident_id = :was",
    "UPDATE OR IGNORE vouching SET officer_id = :to WHERE officer_id = :was",
    "DELETE FROM vouching WHERE officer_id = :was",
    "UPDATE recheck SET checker_id = :to WHERE checker_id = :was",
    "UPDATE OR IGNORE join_case SET resident_id = :to WHERE resident_id = :was",
    "DELETE FROM join_case WHERE resident_id = :was",
    """
    UPDATE resident
       SET dusun_id = COALESCE(resident.dusun_id, was.dusun_id), rt = COALESCE(resident.rt, was.rt),
           sex = COALESCE(resident.sex, was.sex), birth_year = COALESCE(resident.birth_year, was.birth_year)
      FROM (SELECT dusun_id, rt, sex, birth_year FROM resident WHERE id = :was) was
     WHERE resident.id = :to
    """,
    "DELETE FROM resident WHERE id = :was",
    "INSERT INTO resident_was (id, village_id, resident_id) SELECT :was, village_id, id FROM resident WHERE id = :to",
)


class Residents(Shelf):
    def add(
        self,
        village_id: int,
        name: str,
        state: State,
        dusun_id: int | None = None,
        rt: str | None = None,
        sex: Sex | None = None,
        birth_year: int | None = None,
    ) -> int:
        person = fresh_id()
        self.run(
            ADD, id=person, village=village_id, name=name, key=names.key(name), dusun=dusun_id, rt=rt, sex=sex,
            born=birth_year, state=state, now=self.now,
        )  # fmt: skip
        return person

    def get(self, resident_id: int) -> Resident | None:
        row = self.row(GET, id=resident_id, now=self.now)
        return resident(row) if row else None

    def all(self, resident_ids: Sequence[int]) -> list[Resident]:
        """Those of them that there are, in this order, by the numbers they have now."""
        found = {row["id"]: resident(row) for row in self.rows(ALL, ids=packed(resident_ids), now=self.now)}
        return [found[number] for number in resident_ids if number in found]

    def now_called(self, resident_id: int) -> int:
        """The number that this person has now; see `become`."""
        row = self.row(NOW, id=resident_id)
        return int(row["resident_id"]) if row else resident_id

    def become(self, newcomer_id: int, resident_id: int) -> None:
        """The newcomer turns out to be this resident: all they have goes over, and their row ends.

        What the resident's row does not tell is filled from what the newcomer said. The old number leads on to the
        resident, so that buttons and books that carry it still mean the person.
        """
        for sql in BECOME:
            self.run(sql, was=newcomer_id, to=resident_id)

    def born_in(self, village_id: int, birth_year: int) -> list[Resident]:
        return [resident(row) for row in self.rows(BORN_IN, village=village_id, born=birth_year, now=self.now)]

    def named(self, village_id: int, words: str) -> list[Resident]:
        """Those who live here with these words in their name, a few of each state."""
        inside = "".join(f"!{c}" if c in "!%_" else c for c in names.key(words))
        found = [
            self.rows(NAMED, village=village_id, state=state, words=f"%{inside}%", most=MOST_NAMED, now=self.now)
            for state in STATES
        ]
        return [resident(row) for rows in found for row in rows]

    def rehouse(self, resident_id: int, dusun_id: int, rt: str) -> None:
        self.run(REHOUSE, id=resident_id, dusun=dusun_id, rt=rt)

    def freeze(self, resident_id: int, frozen: bool) -> None:
        self.run(FREEZE, id=resident_id, at=self.now if frozen else None)

    def waiting(self, village_id: int) -> list[Resident]:
        """Newcomers whom nobody has vouched for yet, the first to ask first."""
        return [resident(row) for row in self.rows(WAITING, village=village_id, now=self.now)]

    def waiting_count(self, village_id: int) -> int:
        return int(self.one(WAITING_COUNT, village=village_id)["n"])

    def settle(self, resident_id: int, state: State, by: int) -> None:
        self.run(SETTLE, id=resident_id, state=state, by=by)

    def describe(
        self, resident_id: int, name: str, dusun_id: int, rt: str, sex: Sex, birth_year: int, state: State
    ) -> None:
        self.run(
            DESCRIBE, id=resident_id, name=name, key=names.key(name), dusun=dusun_id, rt=rt, sex=sex, born=birth_year,
            state=state,
        )  # fmt: skip

    def electorate(self, village_id: int, born_until: int) -> int:
        """How many verified residents were born in that year or before."""
        return int(self.one(ELECTORATE, village=village_id, born_until=born_until)["n"])


def resident(row: Mapping[str, Any]) -> Resident:
    offices = frozenset(map(Office, row["offices"].split(","))) if row["offices"] else frozenset()
    return Resident(
        row["id"], row["village_id"], row["name"], row["dusun_id"], row["rt"],
        Sex(row["sex"]) if row["sex"] else None, row["birth_year"], State(row["state"]), offices,
        row["frozen_at"] is not None,
    )  # fmt: skip
