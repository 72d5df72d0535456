"""Moved away, or died: two people in office say so. A vote already cast stands; no right is left."""

from actions import household, neighbours, rights
from actions.letters import Letter
from actions.records import Matter
from actions.work import Work
from village.people import Resident, State
from village.place import Village
from village.refusal import Refusal

KINDS = ("moved", "died")
LIVING = frozenset({State.ASKED, State.VERIFIED, State.LISTED})


def report(work: Work, officer: Resident, village: Village, person_id: int, kind: str) -> Resident:
    """One in office has heard it; it counts when a second one has confirmed."""
    rights.require(work, "report_departure", officer, village)
    person = work.residents.get(person_id)
    if person is None or person.village_id != village.id or person.id == officer.id or person.state not in LIVING:
        raise Refusal("matter.refused.over")
    before = work.households.newest(person.id, kind)
    if before is not None and before.state == "open":
        raise Refusal("departure.refused.reported", name=person.name)
    others = neighbours.around(work, village, person, but=[officer.id])
    if not others:
        raise Refusal("departure.refused.alone")
    matter = work.households.add_matter(person.id, kind, {}, officer.id)
    work.book.record(
        village.id, officer.id, neighbours.office_of(officer), f"reported_{kind}", f"resident:{person.id}", {}
    )
    neighbours.ask(work, village, person, matter, others)
    return person


def settle(work: Work, officer: Resident, village: Village, person: Resident, matter: Matter) -> None:
    """It is so: nobody speaks for this person any more, and whoever shares their phone hears it kindly."""
    work.residents.settle(person.id, State(matter.kind), officer.id)
    for account in work.accounts.of(person.id):
        household.leave(work, account, person.id)
        family = bool(household.members(work, account))
        key = f"departure.{matter.kind}" if family else f"departure.last_{matter.kind}"
        chat = work.accounts.get(account).chat
        work.outbox.post(Letter(chat, key, {"name": person.name, "village": village.name}, village=village.id))
