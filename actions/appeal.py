"""Whoever was refused may ask the BPD, and the BPD decides where two officers do not agree."""

from dataclasses import replace

from actions import enrol, household, recheck, rights
from actions.letters import Letter, text
from actions.neighbours import related
from actions.records import Case
from actions.work import Work
from village.newcomers import Reason, Why
from village.offices import seat
from village.people import Resident, State
from village.place import Village
from village.refusal import Refusal


def ask(work: Work, resident: Resident, village: Village) -> bool:
    """Bring one's own refusal before the BPD, once. False where the village has no BPD yet; the case waits for it."""
    if resident.village_id != village.id or resident.state is not State.REFUSED:
        raise Refusal("appeal.refused.state")
    said = [reason for answer, reason in work.newcomers.answers(resident.id).values() if answer == "no"]
    case = work.newcomers.open_case(resident.id, village.id, "appeal", said[-1] if said else Reason.STRANGER)
    if case is None:
        raise Refusal("appeal.refused.twice")
    work.book.record(village.id, resident.id, "warga", "resident_appealed", f"resident:{resident.id}", {})
    recheck.tell_council(work, village, resident.id)
    return bool(recheck.council(work, village))


def may_decide(work: Work, member: Resident, resident: Resident) -> bool:
    """Nobody decides who has answered about this person before, or lives with them."""
    answered = {who for who, (answer, _) in work.newcomers.answers(resident.id).items() if answer != "unknown"}
    second = work.newcomers.second(resident.id)
    looked = second is not None and second.checker == member.id
    return member.id not in answered and not looked and not related(work, member, resident)


def decide(work: Work, member: Resident, village: Village, case_id: int, yes: bool, why: Why) -> Resident:
    """One member of the BPD says whether this is a resident, with a reason that is told."""
    rights.require(work, "decide_case", member, village)
    case = work.newcomers.case(case_id)
    resident = work.residents.get(case.resident_id) if case else None
    if case is None or resident is None or case.village_id != village.id or case.settled:
        raise Refusal("case.refused.settled")
    if not may_decide(work, member, resident):
        raise Refusal("case.refused.own")
    expected = State.REFUSED if case.kind == "appeal" else State.VERIFIED
    if resident.state is not expected:
        raise Refusal("case.refused.settled")
    resident = _settled(work, member, village, case, resident, yes)
    work.newcomers.settle_case(case.id, member.id, "yes" if yes else "no", why)
    work.book.record(
        village.id, member.id, seat(member), "case_decided", f"resident:{resident.id}",
        {"kind": case.kind, "yes": int(yes), "why": why},
    )  # fmt: skip
    _tell(work, village, resident, case, yes, why)
    return resident


def _settled(work: Work, member: Resident, village: Village, case: Case, resident: Resident, yes: bool) -> Resident:
    """What the decision changes. Who is no resident after all has no further voice.

    What they have put into a box themselves stays in it: nobody can tell which lines are theirs.
    """
    if case.kind == "appeal" and yes:
        work.residents.settle(resident.id, State.ASKED, member.id)
        resident = enrol.take_in(work, resident, member.id, seat(member))
        work.residents.settle(resident.id, State.VERIFIED, member.id)
        household.returned(work, resident.id, village)
        return replace(resident, state=State.VERIFIED)
    if case.kind == "recheck" and not yes:
        for poll in work.polls.running(village.id):  # what they put in themselves nobody can find
            work.polls.let_go(poll.id, resident.id)
        work.residents.settle(resident.id, State.REFUSED, member.id)
        household.refused(work, resident.id)
        return replace(resident, state=State.REFUSED)
    return resident


def _tell(work: Work, village: Village, resident: Resident, case: Case, yes: bool, why: Why) -> None:
    if case.kind == "recheck" and yes:
        return
    key = "appeal.accepted" if yes else "appeal.kept" if case.kind == "appeal" else "recheck.ended"
    facts = {"village": village.name, "why": text(f"case.why.{why}")}
    for chat in work.accounts.chats_of(resident.id):
        work.outbox.post(Letter(chat, key, facts, resident=resident.id, village=village.id))
    if yes:
        enrol.welcome(work, village, resident)
