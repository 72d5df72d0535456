"""What people in office are asked to confirm about somebody who is known: their answer, once."""

from collections.abc import Mapping
from typing import Any

from actions import departures, household, neighbours, phones, rights
from actions.letters import Button
from actions.records import Matter
from actions.work import Work
from village.people import Resident
from village.place import Village
from village.refusal import Refusal
from village.spans import MINUTE


def forgotten(work: Work, village: Village, person: Resident) -> bool:
    """The PIN is forgotten: a neighbour in office has to meet the person. False: that is asked already."""
    return _asked(work, village, person, "pin", {}, neighbours.around(work, village, person))


def rehoused(work: Work, village: Village, person: Resident, dusun_id: int, rt: str) -> bool:
    """The person lives in another house of the village: those of the new dusun have to know them there."""
    around = neighbours.living_in(work, neighbours.around(work, village, person), dusun_id)
    return _asked(work, village, person, "house", {"dusun": dusun_id, "rt": rt}, around)


def _asked(
    work: Work, village: Village, person: Resident, kind: str, facts: Mapping[str, Any], vouchers: list[int]
) -> bool:
    before = work.households.newest(person.id, kind)
    if before is not None and before.state == "open" and before.facts == facts:
        return False
    if before is not None and before.state == "open":
        work.households.settle(before, "refused", None)
    matter = work.households.add_matter(person.id, kind, facts, person.id)
    neighbours.ask(work, village, person, matter, vouchers)
    return True


def settle(work: Work, officer: Resident, village: Village, matter_id: int, yes: bool) -> tuple[Matter, Resident]:
    """One in office answers; the first answer counts, and the person hears it."""
    matter = work.households.matter(matter_id)
    person = work.residents.get(matter.resident_id) if matter else None
    if matter is None or person is None or matter.village_id != village.id:
        raise Refusal("matter.refused.over")
    rights.require(work, "report_departure" if matter.kind in departures.KINDS else "vouch", officer, village)
    if matter.state != ("contested" if matter.kind == "phone" else "open"):
        raise Refusal("matter.refused.done", name=person.name)
    if neighbours.related(work, officer, person):
        raise Refusal("matter.refused.own")
    if _has_spoken(work, officer, village, person, matter):
        raise Refusal("matter.refused.second")
    _settled(work, officer, village, person, matter, yes)
    outcome = "confirmed" if yes else "denied"
    work.book.record(
        village.id, officer.id, neighbours.office_of(officer), f"{matter.kind}_{outcome}", f"resident:{person.id}", {}
    )
    return matter, person


def _has_spoken(work: Work, officer: Resident, village: Village, person: Resident, matter: Matter) -> bool:
    """Has this officer said their word in the matter, so that another one has to say the second?"""
    if matter.kind in departures.KINDS:
        return matter.by == officer.id
    others = neighbours.around(work, village, person, but=[officer.id])
    return matter.settled_by == officer.id and bool(others)


def _settled(work: Work, officer: Resident, village: Village, person: Resident, matter: Matter, yes: bool) -> None:
    if matter.kind == "phone":
        phones.settle(work, officer, village, person, matter, yes)
        return
    work.households.settle(matter, "done" if yes else "refused", officer.id)
    if not yes:
        if matter.kind not in departures.KINDS:
            neighbours.tell(work, village, person.id, f"matter.denied_{matter.kind}", {"name": person.name})
    elif matter.kind == "pin":
        minutes = household.setting(work, village, "buat_pin")
        work.households.open_pin(person.id, work.now + minutes * MINUTE)
        button = Button("button.make_pin", "hw", (person.id,))
        neighbours.tell(work, village, person.id, "matter.done_pin", {"name": person.name, "n": minutes}, [button])
    elif matter.kind == "house":
        work.residents.rehouse(person.id, matter.facts["dusun"], matter.facts["rt"])
        to = neighbours.place(village, matter.facts["dusun"], matter.facts["rt"])
        neighbours.tell(work, village, person.id, "matter.done_house", {"name": person.name, "to": to})
    else:
        departures.settle(work, officer, village, person, matter)
