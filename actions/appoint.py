"""Give an office by a single-use link; until a BPD chair has confirmed, an operator's appointments are provisional."""

from dataclasses import replace

from actions import enrol, publish, rights
from actions.letters import text
from actions.work import Account, Mandate, Work
from village.people import OUTSIDERS, Office, Resident, State
from village.place import Village
from village.refusal import Refusal

KIND = "tugas"
VALID_DAYS = 14


def invite(work: Work, by: Resident, village: Village, office: Office) -> str:
    """A link that makes whoever opens it first the holder of the office. Returns its start payload."""
    rights.require(work, "appoint", by, village)
    if office is Office.OPERATOR:
        raise Refusal("appoint.refused.operator")
    provisional = Office.BPD_KETUA not in by.offices
    return f"{KIND}_" + work.links.issue(
        KIND, village.id, {"office": office, "provisional": provisional, "by": by.id}, VALID_DAYS
    )


def accept(work: Work, account: Account, name: str, code: str) -> tuple[Village, Office]:
    """Take the office named by the link. Somebody we do not know yet is entered by the name Telegram shows.

    Whoever takes an office that only residents hold is thereby known as a resident. The first chair of the BPD is
    confirmed by nobody else: taking the office ends the time in which the operator's appointments are provisional.
    """
    link = work.links.take(KIND, code)
    if link is None or link.village_id is None:
        raise Refusal("appoint.refused.used")
    village = work.villages.get(link.village_id)
    office = Office(link.facts["office"])
    person = account.resident
    speaker = work.residents.get(person) if person else None
    if speaker is None or speaker.village_id != village.id:
        state = State.OUTSIDE if office in OUTSIDERS else State.ASKED
        person = work.residents.add(village.id, name, state)
        work.accounts.bind(account.id, person, village.id)
    elif speaker.state is State.ASKED and speaker.dusun_id is not None and office not in OUTSIDERS:
        work.residents.settle(person, State.VERIFIED, int(link.facts["by"]))
        person = enrol.known(work, replace(speaker, state=State.VERIFIED), int(link.facts["by"]), "petugas")
    provisional = bool(link.facts["provisional"])
    accepts_for_all = provisional and office is Office.BPD_KETUA and not work.roles.holders(village.id, office)
    if accepts_for_all:
        provisional = False
    work.roles.grant(village.id, person, office, provisional)
    work.book.record(
        village.id, int(link.facts["by"]), "petugas", "role_granted", f"resident:{person}",
        {"office": office, "provisional": int(provisional)},
    )  # fmt: skip
    key = "appoint.posted_provisional" if provisional else "appoint.posted"
    _posted(work, village, "appoint.posted_chair" if accepts_for_all else key, office)
    return village, office


def confirm(work: Work, chair: Resident, village: Village, mandate_id: int, yes: bool) -> Mandate:
    """The BPD chair confirms or ends one provisional appointment; the group hears it."""
    rights.require(work, "confirm_appointments" if yes else "end_appointment", chair, village)
    mandate = work.roles.confirm(mandate_id, village.id) if yes else work.roles.end(mandate_id, village.id)
    if mandate is None:
        raise Refusal("appoint.refused.settled")
    work.book.record(
        village.id, chair.id, Office.BPD_KETUA, "role_confirmed" if yes else "role_ended",
        f"resident:{mandate.resident_id}", {"office": mandate.office},
    )  # fmt: skip
    _posted(work, village, "appoint.posted" if yes else "appoint.posted_ended", mandate.office)
    return mandate


def _posted(work: Work, village: Village, key: str, office: str) -> None:
    publish.to_groups(work, village, key, {"office": text(f"office.{office}")})
