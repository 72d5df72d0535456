"""Mandates: who holds an office, from when until when, and who may freeze, end, describe or hand it over."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from village.people import GONE, RIGHTS, Office, Resident
from village.place import at_hour, local
from village.rules import Rule, national
from village.spans import DAY

WARNED = (30, 7)
"""Days before the end at which holder and council are told."""
OVER, NEVER = 0, 999
BPD = frozenset({Office.BPD_KETUA, Office.BPD_ANGGOTA})
BY_LAW: Mapping[Office, str] = {
    Office.BPD_KETUA: "masa_bpd",
    Office.BPD_ANGGOTA: "masa_bpd",
    Office.RT: "masa_rt",
    Office.PEMDES: "masa_kades",
}
"""Offices for which a law names the years, and its rule. Of the village office only the head's."""
LONGEST_YEARS = 30
_YEARS = re.compile(r"(\d{1,2})\s*(?:tahun|thn|th)\b", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Mandate:
    """`begins_at` and `ends_at` in UTC milliseconds, the end outside. `letter` empty: no letter of appointment yet.

    by: who gave it. after: the mandate that ends when this one is confirmed. frozen_by: the office that froze it.
    """

    id: int
    resident_id: int
    office: Office
    provisional: bool
    begins_at: int = 0
    ends_at: int | None = None
    letter: str = ""
    letter_at: int | None = None
    by: int = 0
    after: int | None = None
    frozen_at: int | None = None
    frozen_by: str = ""
    reason: str = ""
    told: int = NEVER

    def runs(self, now: int) -> bool:
        """Has begun and has not ended, frozen or not."""
        return self.begins_at <= now and not self.over(now)

    def over(self, now: int) -> bool:
        return self.ends_at is not None and self.ends_at <= now

    def warning(self, now: int) -> int | None:
        """Which warning is due: 30 or 7 days, 0 that it is over; None when none is. Late ones are skipped."""
        if self.ends_at is None:
            return None
        left = self.ends_at - now
        step = OVER if left <= 0 else min((days for days in WARNED if left <= days * DAY), default=NEVER)
        return step if step < self.told else None


def appointable(person: Resident, village: int) -> list[Office]:
    """Offices this person may give. The village office gives none that watch it; an operator is never appointed."""
    if not RIGHTS["appoint"].who(person, village):
        return []
    given: list[Office] = [office for office in Office if office is not Office.OPERATOR]
    if person.offices & {Office.BPD_KETUA, Office.OPERATOR}:
        return given
    return [office for office in given if office not in BPD | {Office.KECAMATAN, Office.FASILITATOR}]


def seat(member: Resident) -> Office:
    """As what a member of the council signs: its chair, or one of the others."""
    return Office.BPD_KETUA if Office.BPD_KETUA in member.offices else Office.BPD_ANGGOTA


def may_freeze(person: Resident, village: int, mandate: Mandate) -> bool:
    return (
        RIGHTS["freeze_office"].who(person, village) and mandate.frozen_at is None and mandate.resident_id != person.id
    )


def may_thaw(person: Resident, village: int, mandate: Mandate) -> bool:
    """What a chair of the BPD has frozen, only a chair gives free."""
    return (
        RIGHTS["freeze_office"].who(person, village)
        and mandate.frozen_at is not None
        and mandate.resident_id != person.id
        and (mandate.frozen_by != Office.BPD_KETUA or Office.BPD_KETUA in person.offices)
    )


def may_end(person: Resident, village: int, mandate: Mandate) -> bool:
    return RIGHTS["end_appointment"].who(person, village) and mandate.resident_id != person.id


def may_describe(person: Resident, village: int, mandate: Mandate) -> bool:
    """Nobody writes their own letter; what has been confirmed with its end, only a chair of the BPD changes."""
    settled = not mandate.provisional and mandate.ends_at is not None
    return (
        RIGHTS["describe_office"].who(person, village)
        and mandate.resident_id != person.id
        and mandate.office is not Office.OPERATOR
        and (not settled or Office.BPD_KETUA in person.offices)
    )


def may_hand_over(person: Resident, village: int, mandate: Mandate, holder: Resident | None) -> bool:
    """One's own office, or one that this person may give; an operator's seat when the operator is gone."""
    if mandate.resident_id == person.id:
        return RIGHTS["hand_over"].who(person, village) and mandate.frozen_at is None
    if mandate.office is Office.OPERATOR:
        return Office.BPD_KETUA in person.offices and (holder is None or holder.state in GONE)
    return mandate.office in appointable(person, village)


def years_by_law(office: Office, now: int, zone: str) -> Rule | None:
    """How long a law lets this office last, with its source."""
    key = BY_LAW.get(office)
    return national(key, local(now, zone).year) if key else None


def end_after(begins: int, zone: str, years: int) -> int:
    """The moment at which a mandate of so many years ends: the midnight after its last day."""
    start = local(begins, zone)
    try:
        last = start.replace(year=start.year + years)
    except ValueError:  # it began on the 29th of February
        last = start.replace(year=start.year + years, day=28)
    return at_hour(int(last.timestamp() * 1000), zone, 0, 0)


def years(text: str) -> int | None:
    """ "8 tahun" → 8."""
    found = _YEARS.search(text)
    return int(found[1]) if found and 1 <= int(found[1]) <= LONGEST_YEARS else None
