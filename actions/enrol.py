"""Join a village, and be vouched for by a neighbour in office."""

from dataclasses import replace

from actions import claim, knock, recheck, rights, route
from actions.letters import Button, Letter, text
from actions.work import Account, Work
from village.newcomers import VOUCHERS, Reason, circle
from village.people import OUTSIDERS, Office, Resident, Sex, State
from village.place import Village, at_hour, local
from village.refusal import Refusal
from village.rules import own


def ask(
    work: Work,
    account: Account,
    village: Village,
    name: str,
    dusun_id: int,
    rt: str,
    sex: Sex,
    birth_year: int,
    kk_hash: bytes | None = None,
) -> int:
    """Enter a newcomer who waits until a kader, kadus or RT says: yes, one of us. Returns the person's number.

    Somebody whom we know only by an office so far stays the same person; if only residents hold that office, the
    appointment, which the group has been told, has vouched already. `kk_hash`: the household of the card they brought.
    """
    speaker = work.residents.get(account.resident) if account.resident else None
    if speaker and speaker.village_id == village.id and speaker.dusun_id is None:
        person = speaker.id
        state = State.VERIFIED if speaker.offices - OUTSIDERS else State.ASKED
        work.residents.describe(person, name, dusun_id, rt, sex, birth_year, state)
    else:
        person = work.residents.add(village.id, name, State.ASKED, dusun_id, rt, sex, birth_year)
        work.accounts.bind(account.id, person, village.id)
    work.book.record(village.id, person, "warga", "resident_asked", f"resident:{person}", {"rt": rt})
    newcomer = work.residents.get(person)
    assert newcomer is not None
    if newcomer.state is State.VERIFIED:
        return known(work, newcomer, newcomer.id, "petugas")
    joined = _by_card(work, village, newcomer, kk_hash) if kk_hash else None
    if joined is None:
        route.begin(work, village, newcomer, kk_hash)
    return joined or person


def _by_card(work: Work, village: Village, newcomer: Resident, kk_hash: bytes) -> int | None:
    """A household's card and a free row of that very household: the register knows this person, nobody else is asked.

    Returns the person's number now; None where the register does not know them so well, and a kader is to be asked.
    """
    row = claim.fit(work, newcomer)
    if row is None or row.claimed or kk_hash not in work.newcomers.households(row.resident_id):
        return None
    person = claim.take(work, newcomer, row, newcomer.id, "warga")
    if person is None:
        return None
    work.residents.settle(person, State.VERIFIED, person)
    work.book.record(village.id, person, "warga", "resident_joined_by_card", f"resident:{person}", {})
    resident = work.residents.get(person)
    assert resident is not None
    knock.settle(work, village, resident)
    recheck.draw(work, village, resident)
    return person


def known(work: Work, newcomer: Resident, by: int, role: str) -> int:
    """Somebody who is known as a resident takes their row of the register, if one fits. Returns their number.

    Whom the register knows as somebody who has joined already goes on waiting: one resident, one account.
    """
    row = claim.fit(work, newcomer)
    person = newcomer.id
    if row is not None:
        taken = None if row.claimed else claim.take(work, newcomer, row, by, role)
        if taken is None:
            work.residents.settle(newcomer.id, State.ASKED, by)
            return newcomer.id
        work.residents.settle(taken, State.VERIFIED, by)
        person = taken
    knock.settle(work, work.villages.get(newcomer.village_id), replace(newcomer, id=person, state=State.VERIFIED))
    return person


def vouch(work: Work, officer: Resident, village: Village, newcomer_id: int, yes: bool, reason: str = "") -> Resident:
    """Say whether a newcomer lives here. The first answer counts; the newcomer hears it, with the reason of a no."""
    newcomer = asked_about(work, officer, village, newcomer_id)
    _refuse_beyond_cap(work, officer, village)
    if yes:
        newcomer = take_in(work, newcomer, officer.id, _office(officer))
    work.newcomers.answer(newcomer.id, officer.id, village.id, "yes" if yes else "no", reason)
    work.residents.settle(newcomer.id, State.VERIFIED if yes else State.REFUSED, officer.id)
    work.book.record(
        village.id, officer.id, _office(officer), "resident_vouched" if yes else "resident_refused",
        f"resident:{newcomer.id}", {} if yes else {"reason": reason},
    )  # fmt: skip
    told = replace(newcomer, state=State.VERIFIED if yes else State.REFUSED)
    if yes:
        welcome(work, village, told)
        recheck.draw(work, village, told)
    else:
        _tell_refused(work, village, told, reason)
    return told


def asked_about(work: Work, officer: Resident, village: Village, newcomer_id: int) -> Resident:
    """The newcomer, if this officer may answer for them and nobody has decided yet."""
    rights.require(work, "vouch", officer, village)
    newcomer = work.residents.get(newcomer_id)
    if newcomer is None or newcomer.village_id != village.id or newcomer.id == officer.id:
        raise Refusal("vouch.refused.who")
    if newcomer.state is not State.ASKED:
        raise Refusal("vouch.refused.done", name=newcomer.name)
    if route.related(work, officer, newcomer):
        raise Refusal("vouch.refused.household", name=newcomer.name)
    return newcomer


def unsure(work: Work, officer: Resident, village: Village, newcomer_id: int) -> Resident:
    """The officer can't tell: once nobody who was asked can, the next circle is asked at once."""
    newcomer = asked_about(work, officer, village, newcomer_id)
    work.newcomers.answer(newcomer.id, officer.id, village.id, "unknown", "")
    request = work.newcomers.get(newcomer.id)
    if request is not None:
        answered = work.newcomers.answers(newcomer.id)
        asked = [o for o in route.eligible(work, village, newcomer) if circle(o, newcomer) <= request.circle]
        if all(o.id in answered for o in asked):
            route.go_on(work, village, newcomer, request.circle)
    return newcomer


def take_in(work: Work, newcomer: Resident, by: int, role: str) -> Resident:
    """The newcomer is one of us: they become the row of the register that fits. Refuses where that is somebody's."""
    row = claim.fit(work, newcomer)
    if row is None:
        return newcomer
    person = None if row.claimed else claim.take(work, newcomer, row, by, role)
    if person is None:
        raise Refusal("vouch.refused.claimed", name=newcomer.name)
    claimed = work.residents.get(person)
    assert claimed is not None
    return claimed


def welcome(work: Work, village: Village, resident: Resident) -> None:
    """Tell somebody that they are known now, send the ballots of what is running, and open the group's door."""
    knock.settle(work, village, resident)
    year = local(work.now, village.zone).year
    for chat in work.accounts.chats_of(resident.id):
        work.outbox.post(Letter(chat, "join.vouched", {"village": village.name}, village=village.id))
        for poll in work.polls.running(village.id):
            if poll.lets(resident, year):
                work.outbox.post(ballot(chat, resident.id, village, poll.id))


def _tell_refused(work: Work, village: Village, newcomer: Resident, reason: str) -> None:
    knock.settle(work, village, newcomer)
    facts = {"village": village.name, "reason": text(f"vouch.reason.{Reason(reason or Reason.STRANGER)}")}
    appeal = [[Button("button.appeal", "ta", (newcomer.id,))]]
    for chat in work.accounts.chats_of(newcomer.id):
        work.outbox.post(Letter(chat, "join.refused", facts, appeal, resident=newcomer.id, village=village.id))


def _refuse_beyond_cap(work: Work, officer: Resident, village: Village) -> None:
    year = local(work.now, village.zone).year
    most = own("batas_kenal", village.settings, year)
    if work.newcomers.decided(officer.id, at_hour(work.now, village.zone, 0, 0)) >= most:
        raise Refusal("vouch.refused.cap", most=most)


def ballot(chat: int, resident: int, village: Village, poll: int, once: str | None = None) -> Letter:
    """A ballot is written as an address only; what stands on it is read when it leaves."""
    return Letter(chat, "vote.ballot", {"poll": poll}, resident=resident, village=village.id, fresh="ballot", once=once)


def _office(officer: Resident) -> str:
    return next((o for o in VOUCHERS if o in officer.offices), Office.KADER)
