"""The village of these walks: who holds which office, who has a phone, and for whom a kader speaks."""

import sqlite3
from functools import cache
from pathlib import Path

from storage.migrate import migrate
from storage.work import SqliteWork, transaction
from tests.model.hamlet import FOUNDED, bare
from tests.model.life import Person
from tests.model.life_rules import TEAM
from village.people import Office, Sex, State
from village.place import Dusun
from village.season import usual_phases

GIVEN = (
    ("Titi", TEAM, 0), ("Tono", TEAM, 0), ("Dwi", TEAM, 0), ("Dwi", "tim_verifikasi", 0), ("Veri", "tim_verifikasi", 0),
    ("Vivi", "tim_verifikasi", 1), ("Fajar", "fasilitator", 1), ("Karso", "kader", 0), ("Kadir", "kadus", 1),
    ("Rudi", "rt", 0), ("Pamong", "pemdes", 0), ("Ketua", "bpd_ketua", 1), ("Anggota", "bpd_anggota", 0),
    ("Cici", "bpd_anggota", 1),
)  # fmt: skip
"""Name, office, dusun."""
PLAIN = ("Sari", "Budi", "Tini", "Nina", "Joko", "Lastri")
LEAVERS, LOSER, NEW, TWO_PHONES, EAGER = ("Pergi", "Pindah"), "Hilang", "Baru", "Sari", "Tini"
UNKNOWN = "Mbah Anyar"
WITHOUT = (("Mbah Karto", 0), ("Mbah Sinah", 0), ("Pak Marto", 0), ("Bu Ranti", 1), (UNKNOWN, 0))
"""A kader speaks for them; the list knows them, but one."""


@cache
def home() -> tuple[sqlite3.Connection, int, dict[str, Person], tuple[int, ...]]:
    """A village with its people, and nothing proposed yet."""
    connection = bare()
    migrate(connection, Path("desa.db"), FOUNDED)
    people: dict[str, Person] = {}
    with transaction(connection):
        work = SqliteWork(connection, FOUNDED)
        dusun = [Dusun(0, "Krajan", ("01",)), Dusun(0, "Ngasem", ("01",))]
        village = work.villages.add("33.01.02.2003", "Sumberagung", "Asia/Jakarta", dusun)
        dusun_ids = tuple(d.id for d in village.dusun)
        work.villages.set(village.id, "batas_bantuan", "100000", "Perdes", 2026)
        work.seasons.add(village.id, 2027, usual_phases(2027, "Asia/Jakarta"))
        where = {name: place for name, _, place in GIVEN} | dict(WITHOUT)
        for name in (*where, *PLAIN, *LEAVERS, LOSER, NEW):
            listed = State.LISTED if name in dict(WITHOUT) else State.VERIFIED
            state = State.ASKED if name in (NEW, UNKNOWN) else listed
            place = dusun_ids[where.get(name, 0)]
            person = work.residents.add(village.id, name, state, place, "01", Sex.FEMALE, 1950)
            count = 0 if name in dict(WITHOUT) else 2 if name == TWO_PHONES else 1
            phones = tuple(_bound(work, person, village.id) for _ in range(count))
            people[name] = Person(person, name, place, state.value, phones)
        for name, office, _ in GIVEN:
            work.roles.grant(village.id, people[name].id, Office(office), False)
            people[name].offices.add(office)
    return connection, village.id, people, dusun_ids


def _bound(work: SqliteWork, person: int, village: int) -> int:
    phone = 1000 + int(work.residents.connection.execute("SELECT COUNT(*) FROM account").fetchone()[0])
    chat = work.chats.met(phone, "private", "")
    work.accounts.bind(work.accounts.met(phone, chat.id).id, person, village)
    return chat.id
