"""Give an office by a single-use link; until a BPD chair has confirmed, an operator's appointments are provisional."""

from dataclasses import replace

from actions import enrol, publish, rights
from actions.letters import Button, Fact, Letter, text
from actions.records import Account, Link
from actions.work import Work
from village.offices import BPD, Mandate, appointable, seat
from village.people import GONE, OUTSIDERS, Office, Resident, State
from village.place import Village
from village.refusal import Refusal

KIND = "tugas"
VALID_DAYS = 14
NOT_CONFIRMED = "reason.not_confirmed"
HANDED_OVER = "reason.handed_over"
REASONS = frozenset({NOT_CONFIRMED, HANDED_OVER, "reason.away", "reason.phone", "reason.gone", "reason.done"})
"""Reasons that are texts of ours; others are as somebody typed them."""


def invite(work: Work, by: Resident, village: Village, office: Office) -> str:
    """A link that makes whoever opens it first the holder of the office. Returns its start payload."""
    rights.require(work, "appoint", by, village)
    if office not in appointable(by, village.id):
        raise Refusal("appoint.refused.operator" if office is Office.OPERATOR else "appoint.refused.office")
    return issue(work, village, {"office": office, "provisional": Office.BPD_KETUA not in by.offices, "by": by.id})


def issue(work: Work, village: Village, facts: dict[str, int | str | bool]) -> str:
    return f"{KIND}_" + work.links.issue(KIND, village.id, facts, VALID_DAYS)


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
    giver = _giver(work, village, link, office)
    by = giver.id if giver else 0
    old = _handed(work, village, link)
    provisional = bool(link.facts["provisional"]) or (
        by != 0 and by not in work.roles.confirmed(village.id, Office.BPD_KETUA)
    )
    person = _taker(work, account, name, village, office, by)
    if old is not None and old.resident_id == person:
        raise Refusal("handover.refused.same")
    if any(m.frozen_at and (m.resident_id, m.office) == (person, office) for m in work.roles.listed(village.id)):
        raise Refusal("appoint.refused.frozen")  # a new link must not melt what somebody has frozen
    provisional = provisional or person == by
    accepts_for_all = provisional and office is Office.BPD_KETUA and not _watched(work, village)
    if accepts_for_all:
        provisional = False
    given = work.roles.grant(village.id, person, office, provisional, by, old.id if old else None)
    work.book.record(
        village.id, by, "petugas", "role_granted", f"resident:{person}",
        {"office": office, "provisional": int(provisional)},
    )  # fmt: skip
    if old is not None and not provisional:
        _succeeded(work, village, by, old)
    key = "appoint.posted_provisional" if provisional else "appoint.posted"
    if old is not None and provisional:
        key = "handover.posted"
    posted(work, village, "appoint.posted_chair" if accepts_for_all else key, office)
    _tell_giver(work, village, given, by)
    if provisional:
        _ask_council(work, village, given)
    else:
        _tell_of_waiting(work, village, person)
    return village, office


def _handed(work: Work, village: Village, link: Link) -> Mandate | None:
    """The mandate that is handed over, if the link is for that; refused when it has ended meanwhile."""
    if "after" not in link.facts:
        return None
    old = work.roles.get(int(link.facts["after"]), village.id)
    if old is None:
        raise Refusal("appoint.refused.used")
    return old


def _giver(work: Work, village: Village, link: Link, office: Office) -> Resident | None:
    """Who made the link: still in office, and still one who may. None: the installation, for the first operator."""
    if not link.facts["by"]:
        return None
    giver = work.residents.get(int(link.facts["by"]))
    if giver is None or not giver.offices or giver.state in GONE:
        raise Refusal("appoint.refused.used")
    if "after" not in link.facts and office not in appointable(giver, village.id):
        raise Refusal("appoint.refused.used")
    return giver


def _taker(work: Work, account: Account, name: str, village: Village, office: Office, by: int) -> int:
    """Who takes the office: the speaker, or somebody new."""
    person = account.resident
    speaker = work.residents.get(person) if person else None
    if speaker is None or speaker.village_id != village.id:
        state = State.OUTSIDE if office in OUTSIDERS else State.ASKED
        person = work.residents.add(village.id, name, state)
        work.accounts.bind(account.id, person, village.id)
    elif speaker.state is State.ASKED and speaker.dusun_id is not None and office not in OUTSIDERS:
        work.residents.settle(person, State.VERIFIED, by)
        person = enrol.known(work, replace(speaker, state=State.VERIFIED), by, "petugas")
    return person


def _watched(work: Work, village: Village) -> bool:
    """Is there a BPD that can look at a new chair: a chair who sits, even if frozen, or a confirmed member?"""
    if work.roles.confirmed(village.id, *BPD):
        return True
    chairs = [m for m in work.roles.listed(village.id) if m.office is Office.BPD_KETUA]
    people = [work.residents.get(m.resident_id) for m in chairs]
    return any(person is not None and person.state not in GONE for person in people)


def _tell_giver(work: Work, village: Village, given: Mandate, by: int) -> None:
    """Whoever gave the office hears that it was taken, and is asked for the letter of appointment."""
    holder = work.residents.get(given.resident_id)
    giver = work.residents.get(by) if by else None
    if giver is None or holder is None or giver.id == holder.id:
        return
    button = Button("button.letter", "ml", (given.id,))
    for chat in work.accounts.chats_of(giver.id):
        work.outbox.post(
            Letter(
                chat, "appoint.taken", {"name": holder.name, "office": text(f"office.{given.office}")},
                [[button]], resident=giver.id, village=village.id, once=f"taken:{given.id}:{chat}",
            )
        )  # fmt: skip


def _tell_of_waiting(work: Work, village: Village, resident: int) -> None:
    """Whoever has just come into the council hears how many appointments wait for them."""
    person = work.residents.get(resident)
    assert person is not None
    if waiting := [m for m in work.roles.provisional(village.id) if may_settle(work, person, village, m)]:
        tell(work, village, resident, "appoint.waiting", {"n": len(waiting)})


def _ask_council(work: Work, village: Village, given: Mandate) -> None:
    """Everybody who may confirm that mandate is asked, in private."""
    holder = work.residents.get(given.resident_id)
    assert holder is not None
    facts: dict[str, Fact] = {"name": holder.name, "office": text(f"office.{given.office}")}
    for person in map(work.residents.get, work.roles.confirmed(village.id, *BPD)):
        if person is None or not may_settle(work, person, village, given):
            continue
        for chat in work.accounts.chats_of(person.id):
            work.outbox.post(
                Letter(
                    chat, "appoint.ask_confirm", facts, [settling(given)], resident=person.id, village=village.id,
                    once=f"confirm:{given.id}:{chat}",
                )
            )  # fmt: skip


def settling(mandate: Mandate) -> list[Button]:
    """The two buttons under a provisional mandate."""
    return [Button("button.confirm", "ac", (mandate.id, 1)), Button("button.end", "ac", (mandate.id, 0))]


def may_settle(work: Work, person: Resident, village: Village, mandate: Mandate) -> bool:
    """May this person confirm that provisional mandate, or end it? A chair does; for a new chair also a member, when
    no chair sits or the sitting one hands over. Only whose own mandate is confirmed, and never their own."""
    if mandate.resident_id == person.id or not mandate.provisional:
        return False
    chairs = work.roles.confirmed(village.id, Office.BPD_KETUA)
    others = [p for p in work.roles.confirmed(village.id, *BPD) if p != person.id]
    if mandate.office is not Office.BPD_KETUA:
        return person.id in chairs
    if person.id in chairs:
        return mandate.by != person.id or not others
    alone = not [chair for chair in chairs if chair != mandate.by]
    return alone and person.id in work.roles.confirmed(village.id, Office.BPD_ANGGOTA)


def waits(work: Work, village: Village, holder: Resident, office: Office) -> bool:
    """Has the chair of the BPD still to say yes to this office of theirs?"""
    return any((m.resident_id, m.office) == (holder.id, office) for m in work.roles.provisional(village.id))


def confirm(work: Work, chair: Resident, village: Village, mandate_id: int, yes: bool) -> Mandate:
    """The BPD chair confirms or ends one provisional appointment; the group and the holder hear it."""
    mandate = work.roles.get(mandate_id, village.id)
    if mandate is not None and mandate.office is Office.BPD_KETUA:
        rights.require(work, "confirm_chair", chair, village)
    else:
        rights.require(work, "confirm_appointments" if yes else "end_appointment", chair, village)
    if mandate is None or not mandate.provisional:
        raise Refusal("appoint.refused.settled")
    if not may_settle(work, chair, village, mandate):
        raise Refusal("appoint.refused.other")
    if yes:
        work.roles.confirm(mandate_id, village.id)
        old = work.roles.get(mandate.after, village.id) if mandate.after else None
        if old is not None:
            _succeeded(work, village, chair.id, old)
        tell(work, village, mandate.resident_id, "appoint.confirmed", {"office": text(f"office.{mandate.office}")})
        _tell_of_waiting(work, village, mandate.resident_id)
    else:
        work.roles.end(mandate_id, village.id, NOT_CONFIRMED)
        told_ended(work, village, mandate, NOT_CONFIRMED)
    work.book.record(
        village.id, chair.id, seat(chair), "role_confirmed" if yes else "role_ended",
        f"resident:{mandate.resident_id}", {"office": mandate.office},
    )  # fmt: skip
    posted(work, village, "appoint.posted" if yes else "appoint.posted_ended", mandate.office)
    return mandate


def _succeeded(work: Work, village: Village, by: int, old: Mandate) -> None:
    """The one who handed over has no office any more, and hears it with thanks."""
    work.roles.end(old.id, village.id, HANDED_OVER)
    work.book.record(village.id, by, "petugas", "role_ended", f"resident:{old.resident_id}", {"office": old.office})
    told_ended(work, village, old, HANDED_OVER)


def told_ended(work: Work, village: Village, mandate: Mandate, reason: str) -> None:
    facts: dict[str, Fact] = {"office": text(f"office.{mandate.office}"), "reason": said(reason)}
    tell(work, village, mandate.resident_id, "mandate.ended", facts)


def said(reason: str) -> Fact:
    """A reason in words: one of ours, or as it was typed."""
    return text(reason) if reason in REASONS else reason


def tell(work: Work, village: Village, resident: int, key: str, facts: dict[str, Fact], once: str = "") -> None:
    """A letter about an office to somebody, wherever they can be reached; nobody writes to the dead."""
    person = work.residents.get(resident)
    if person is None or person.state in GONE:
        return
    for chat in work.accounts.chats_of(person.id):
        work.outbox.post(
            Letter(chat, key, facts, resident=person.id, village=village.id, once=f"{once}:{chat}" if once else None)
        )


def posted(work: Work, village: Village, key: str, office: str) -> None:
    publish.to_groups(work, village, key, {"office": text(f"office.{office}")})
