"""Join a village, and be vouched for by a neighbour in office."""

from dataclasses import replace

from actions import claim, household, knock, phones, recheck, rights, route
from actions.ground import without_links
from actions.letters import ANYONE, Button, Letter, text
from actions.neighbours import office_of, related
from actions.records import Account
from actions.work import Work
from village.newcomers import Reason, circle
from village.people import OUTSIDERS, Resident, Sex, State
from village.place import Village, at_hour, local
from village.refusal import Refusal
from village.rules import own

DRAFTS = frozenset({"maybe", "propose"})
"""The conversations in which a proposal of one's own is being written."""


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
    another: bool = False,
    version: int = 0,
) -> int:
    """Enter a newcomer who waits until a kader, kadus or RT says: yes, one of us. Returns the person's number.

    `another`: somebody else than who speaks here so far; they share the phone from now on.
    Somebody whom we know only by an office so far stays the same person; if only residents hold that office, the
    appointment, which the group has been told, has vouched already. `kk_hash`: the household of the card they brought.
    `version`: of the consent text they agreed to.
    """
    speaker = work.residents.get(account.resident) if account.resident else None
    if another:
        household.refuse_unless_room(work, account.id)
    if speaker and speaker.village_id == village.id and speaker.dusun_id is None and not another:
        person = speaker.id
        state = State.VERIFIED if speaker.offices - OUTSIDERS else State.ASKED
        work.residents.describe(person, name, dusun_id, rt, sex, birth_year, state)
    else:
        person = work.residents.add(village.id, name, State.ASKED, dusun_id, rt, sex, birth_year)
        work.accounts.bind(account.id, person, village.id)
        if another:
            household.joined(work, account.id, person, village)
    work.book.record(
        village.id, person, "warga", "resident_asked", f"resident:{person}", {"rt": rt, "consent": version}
    )
    if version:
        work.consents.agree(person, village.id, version)
    newcomer = work.residents.get(person)
    assert newcomer is not None
    if newcomer.state is State.VERIFIED:
        return known(work, newcomer, newcomer.id, "petugas")
    if (seems := phones.same(work, newcomer)) is not None:
        phones.announce(work, village, newcomer, seems)
    elif kk_hash and (joined := _by_card(work, village, newcomer, kk_hash)) is not None:
        return joined
    route.begin(work, village, newcomer, kk_hash)
    return person


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
    if phones.same(work, newcomer) is not None:
        work.residents.settle(newcomer.id, State.ASKED, by)
        return newcomer.id
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


def vouch(
    work: Work, officer: Resident, village: Village, newcomer_id: int, yes: bool, reason: str = "",
    another: bool = False,
) -> Resident:  # fmt: skip
    """Say whether a newcomer lives here. The first answer counts; the newcomer hears it, with the reason of a no.

    `another`: somebody else than the resident of that name who is known already.
    """
    newcomer = asked_about(work, officer, village, newcomer_id)
    _refuse_beyond_cap(work, officer, village)
    helper = work.aids.entered_by(newcomer.id)
    if yes and not another and phones.same(work, newcomer) is not None:
        raise Refusal("vouch.refused.again", name=newcomer.name)
    if yes:
        newcomer = take_in(work, newcomer, officer.id, office_of(officer))
    work.newcomers.answer(newcomer.id, officer.id, village.id, "yes" if yes else "no", reason)
    work.residents.settle(newcomer.id, State.VERIFIED if yes else State.REFUSED, officer.id)
    work.book.record(
        village.id, officer.id, office_of(officer), "resident_vouched" if yes else "resident_refused",
        f"resident:{newcomer.id}", {} if yes else {"reason": reason},
    )  # fmt: skip
    told = replace(newcomer, state=State.VERIFIED if yes else State.REFUSED)
    _helper_hears(work, village, told, helper)
    if yes:
        welcome(work, village, told)
        recheck.draw(work, village, told)
    else:
        _tell_refused(work, village, told, reason)
        household.refused(work, told.id)
    return told


def recognise(work: Work, officer: Resident, village: Village, newcomer_id: int) -> Resident:
    """The newcomer is a resident who is known already, with another phone, or entered once more by a kader."""
    newcomer = asked_about(work, officer, village, newcomer_id)
    _refuse_beyond_cap(work, officer, village)
    person = phones.same(work, newcomer)
    if person is None:
        raise Refusal("vouch.refused.who")
    helper = work.aids.entered_by(newcomer.id)
    if helper is None:
        taken = phones.take_over(work, officer, village, newcomer, person)
        welcome(work, village, taken)
    else:
        taken = claim.merge(work, newcomer, person, officer.id, office_of(officer))
        _helper_hears(work, village, taken, helper)
    work.newcomers.answer(taken.id, officer.id, village.id, "yes", "")
    return taken


def asked_about(work: Work, officer: Resident, village: Village, newcomer_id: int) -> Resident:
    """The newcomer, if this officer may answer for them and nobody has decided yet."""
    rights.require(work, "vouch", officer, village)
    newcomer = work.residents.get(newcomer_id)
    if newcomer is None or newcomer.village_id != village.id or newcomer.id == officer.id:
        raise Refusal("vouch.refused.who")
    if newcomer.state is not State.ASKED:
        raise Refusal("vouch.refused.done", name=newcomer.name)
    if related(work, officer, newcomer):
        raise Refusal("vouch.refused.household", name=newcomer.name)
    if work.aids.entered_by(newcomer.id) == officer.id:
        raise Refusal("aid.refused.second", name=newcomer.name)
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
        facts = {"village": village.name}
        work.outbox.post(Letter(chat, "join.vouched", facts, resident=resident.id, village=village.id))
        for poll in work.polls.running(village.id):
            if poll.lets(resident, year):
                work.outbox.post(ballot(chat, resident.id, village, poll.id))
    for account in work.accounts.of(resident.id):
        _offer_draft(work, village, resident, account)


def _offer_draft(work: Work, village: Village, resident: Resident, account_id: int) -> None:
    """A proposal that was being written goes on where it was left, now that its author may do more."""
    account, draft = work.accounts.get(account_id), work.conversations.of(account_id)
    if draft is None or draft.flow not in DRAFTS or account.resident != resident.id or not draft.answers.get("words"):
        return
    facts = {"words": without_links(draft.answers["words"])}
    rows = [[Button("button.resume", "qg")]]
    work.outbox.post(
        Letter(account.chat, "join.draft_waits", facts, rows, resident=resident.id, village=village.id)
    )  # fmt: skip


def _helper_hears(work: Work, village: Village, told: Resident, helper: int | None) -> None:
    """The kader who entered this person, if any, hears what the second one said."""
    key = "aid.second_yes" if told.state is State.VERIFIED else "aid.second_no"
    for chat in work.accounts.chats_of(helper) if helper else []:
        work.outbox.post(Letter(chat, key, {"name": told.name}, resident=helper or 0, village=village.id))


def _tell_refused(work: Work, village: Village, newcomer: Resident, reason: str) -> None:
    """The button is for the phone: on a shared one others of the family may speak while it is read."""
    knock.settle(work, village, newcomer)
    facts = {"village": village.name, "reason": text(f"vouch.reason.{Reason(reason or Reason.STRANGER)}")}
    appeal = [[Button("button.appeal", "ta", (newcomer.id,))]]
    for chat in work.accounts.chats_of(newcomer.id):
        work.outbox.post(Letter(chat, "join.refused", facts, appeal, resident=ANYONE, village=village.id))


def _refuse_beyond_cap(work: Work, officer: Resident, village: Village) -> None:
    year = local(work.now, village.zone).year
    most = own("batas_kenal", village.settings, year)
    if work.newcomers.decided(officer.id, at_hour(work.now, village.zone, 0, 0)) >= most:
        raise Refusal("vouch.refused.cap", most=most)


def ballot(chat: int, resident: int, village: Village, poll: int, once: str | None = None) -> Letter:
    """A ballot is written as an address only; what stands on it is read when it leaves."""
    return Letter(chat, "vote.ballot", {"poll": poll}, resident=resident, village=village.id, fresh="ballot", once=once)
