"""What happens to an office after it was given: its letter, a freeze, a hand-over, its end."""

from actions import appoint, rights
from actions.letters import Fact, text
from actions.work import Work
from village import offices
from village.offices import Mandate
from village.people import Office, Resident
from village.place import Village
from village.refusal import Refusal
from village.words import clipped

LONGEST_REASON = 200
LONGEST_LETTER = 80


def _standing(work: Work, village: Village, mandate_id: int) -> Mandate:
    mandate = work.roles.get(mandate_id, village.id)
    if mandate is None:
        raise Refusal("offices.refused.over")
    return mandate


def freeze(work: Work, by: Resident, village: Village, mandate_id: int, reason: str) -> Mandate:
    """From this moment the mandate gives no right. The holder hears why; the group hears that."""
    rights.require(work, "freeze_office", by, village)
    mandate = _standing(work, village, mandate_id)
    if not offices.may_freeze(by, village.id, mandate):
        raise Refusal("offices.refused.own" if mandate.resident_id == by.id else "offices.refused.frozen")
    why = _reason(reason)
    whose = Office.BPD_KETUA if Office.BPD_KETUA in by.offices else Office.OPERATOR
    work.roles.freeze(mandate.id, village.id, whose, why)
    _noted(work, by, village, mandate, "role_frozen")
    facts: dict[str, Fact] = {"office": text(f"office.{mandate.office}"), "reason": appoint.said(why)}
    appoint.tell(work, village, mandate.resident_id, "mandate.frozen", facts)
    appoint.posted(work, village, "mandate.posted_frozen", mandate.office)
    return mandate


def thaw(work: Work, by: Resident, village: Village, mandate_id: int) -> Mandate:
    """The mandate gives its rights again."""
    rights.require(work, "freeze_office", by, village)
    mandate = _standing(work, village, mandate_id)
    if mandate.frozen_at is None:
        raise Refusal("offices.refused.running")
    if not offices.may_thaw(by, village.id, mandate):
        raise Refusal("offices.refused.own" if mandate.resident_id == by.id else "offices.refused.chair_froze")
    work.roles.thaw(mandate.id, village.id)
    _noted(work, by, village, mandate, "role_thawed")
    appoint.tell(work, village, mandate.resident_id, "mandate.thawed", {"office": text(f"office.{mandate.office}")})
    appoint.posted(work, village, "mandate.posted_thawed", mandate.office)
    return mandate


def end(work: Work, by: Resident, village: Village, mandate_id: int, reason: str) -> Mandate:
    """A BPD chair ends a mandate before its time. The holder hears why; the group hears that."""
    rights.require(work, "end_appointment", by, village)
    mandate = _standing(work, village, mandate_id)
    if not offices.may_end(by, village.id, mandate):
        raise Refusal("offices.refused.own")
    why = _reason(reason)
    work.roles.end(mandate.id, village.id, why)
    _noted(work, by, village, mandate, "role_ended")
    appoint.told_ended(work, village, mandate, why)
    appoint.posted(work, village, "appoint.posted_ended", mandate.office)
    return mandate


def hand_over(work: Work, by: Resident, village: Village, mandate_id: int) -> tuple[str, Mandate]:
    """A link for whoever comes next. The old mandate runs until a BPD chair has confirmed the new one.

    Without its holder, who may have died or moved away, an office is handed on by whoever may give it.
    """
    mandate = _standing(work, village, mandate_id)
    own = mandate.resident_id == by.id
    rights.require(work, "hand_over" if own else "appoint", by, village)
    if not offices.may_hand_over(by, village.id, mandate, work.residents.get(mandate.resident_id)):
        raise Refusal("handover.refused.office")
    return appoint.issue(
        work,
        village,
        {
            "office": mandate.office,
            "provisional": own or Office.BPD_KETUA not in by.offices,
            "by": by.id,
            "after": mandate.id,
        },
    ), mandate


def describe(
    work: Work, by: Resident, village: Village, mandate_id: int, letter: str, letter_at: int | None, begins_at: int,
    ends_at: int | None,
) -> Mandate:  # fmt: skip
    """Note the letter of appointment and the time it names; `letter` empty: there is none yet."""
    rights.require(work, "describe_office", by, village)
    mandate = _standing(work, village, mandate_id)
    if not offices.may_describe(by, village.id, mandate):
        raise Refusal("offices.refused.own" if mandate.resident_id == by.id else "letter.refused.settled")
    if ends_at is not None and ends_at <= max(work.now, begins_at):
        raise Refusal("letter.refused.until")
    number = clipped(letter, LONGEST_LETTER)
    described = work.roles.describe(mandate.id, village.id, number, letter_at, begins_at, ends_at)
    assert described is not None
    work.book.record(
        village.id, by.id, "petugas", "role_described", f"resident:{mandate.resident_id}",
        {"office": mandate.office, "letter": number, "begins": begins_at, "ends": ends_at or 0},
    )  # fmt: skip
    return described


def _reason(text: str) -> str:
    reason = clipped(text, LONGEST_REASON)
    if not any(char.isalpha() for char in reason):
        raise Refusal("offices.refused.reason")
    return reason


def _noted(work: Work, by: Resident, village: Village, mandate: Mandate, action: str) -> None:
    work.book.record(
        village.id, by.id, "petugas", action, f"resident:{mandate.resident_id}", {"office": mandate.office}
    )
