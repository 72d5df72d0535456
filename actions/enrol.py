"""Join a village, and be vouched for by a neighbour in office."""

from dataclasses import replace

from actions import claim, household, neighbours, phones, rights
from actions.letters import Button, Fact, Letter, text
from actions.neighbours import VOUCHERS, office_of
from actions.neighbours import place as place
from actions.work import Account, Work
from village.people import OUTSIDERS, Office, Resident, Sex, State
from village.place import Village, local
from village.refusal import Refusal


def ask(
    work: Work,
    account: Account,
    village: Village,
    name: str,
    dusun_id: int,
    rt: str,
    sex: Sex,
    birth_year: int,
    another: bool = False,
    version: int = 0,
) -> int:
    """Enter a newcomer who waits until a kader, kadus or RT says: yes, one of us. Returns the person's number.

    `another`: somebody else than who speaks here so far; they share the phone from now on.
    Somebody whom we know only by an office so far stays the same person; if only residents hold that office, the
    appointment, which the group has been told, has vouched already. `version`: of the consent text they agreed to.
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
    vouchers = [voucher for voucher in work.roles.holders(village.id, *VOUCHERS) if voucher != person]
    said = listed(work, village, newcomer) if vouchers else None
    seems = phones.same(work, newcomer)
    if seems is not None:
        phones.announce(work, village, newcomer, seems)
    for voucher in vouchers:
        for chat in work.accounts.chats_of(voucher):
            letter = request(chat, voucher, village, newcomer, said)
            work.outbox.post(again(letter, village, newcomer, seems) if seems else letter)
    if not vouchers:
        _tell_operators(work, village)
    return person


def known(work: Work, newcomer: Resident, by: int, role: str) -> int:
    """Somebody who is known as a resident takes their row of the register, if one fits. Returns their number.

    Whom the register knows as somebody who has joined already goes on waiting: one resident, one account.
    """
    if phones.same(work, newcomer) is not None:
        work.residents.settle(newcomer.id, State.ASKED, by)
        return newcomer.id
    row = claim.fit(work, newcomer)
    if row is None:
        return newcomer.id
    person = None if row.claimed else claim.take(work, newcomer, row, by, role)
    if person is None:
        work.residents.settle(newcomer.id, State.ASKED, by)
        return newcomer.id
    work.residents.settle(person, State.VERIFIED, by)
    return person


def _tell_operators(work: Work, village: Village) -> None:
    """Somebody waits, and nobody is there to know them: say so once."""
    for operator in work.roles.holders(village.id, Office.OPERATOR):
        for chat in work.accounts.chats_of(operator):
            work.outbox.post(
                Letter(
                    chat,
                    "join.nobody_vouches",
                    buttons=[[Button("button.appoint", "ao")]],
                    resident=operator,
                    village=village.id,
                    once=f"nobody-vouches:{village.id}:{operator}",
                )
            )


def request(chat: int, voucher: int, village: Village, newcomer: Resident, said: Fact) -> Letter:
    """The question to one voucher about one newcomer, with what the register says (see `listed`)."""
    facts: dict[str, Fact] = {"name": newcomer.name, "dusun": place(village, newcomer.dusun_id, newcomer.rt)}
    if said:
        facts["listed"] = said
    return Letter(
        chat=chat,
        key="vouch.ask_listed" if said else "vouch.ask",
        facts=facts,
        buttons=[
            [Button("button.vouch_yes", "tv", (newcomer.id, 1)), Button("button.vouch_no", "tv", (newcomer.id, 0))]
        ],
        resident=voucher,
        village=village.id,
        once=f"vouch:{newcomer.id}:{voucher}",
    )


def again(letter: Letter, village: Village, newcomer: Resident, seems: Resident) -> Letter:
    """The same question where the village knows somebody like that: the same person, or another of that name?"""
    facts: dict[str, Fact] = {
        "name": newcomer.name,
        "known": seems.name,
        "dusun": place(village, newcomer.dusun_id, newcomer.rt),
    }
    choices = (("button.vouch_same", 2), ("button.vouch_other", 3), ("button.vouch_no", 0))
    buttons = [[Button(key, "tv", (newcomer.id, answer))] for key, answer in choices]
    return replace(letter, key="vouch.ask_again", facts=facts, buttons=buttons)


def listed(work: Work, village: Village, newcomer: Resident) -> Fact:
    """What the register says of a newcomer, in words for whoever vouches; None where a village has no register."""
    if not work.register.stands(village.id):
        return None
    row = claim.fit(work, newcomer)
    if row is None:
        return text("vouch.not_listed")
    return text("vouch.claimed") if row.claimed else text("vouch.listed")


def vouch(
    work: Work, officer: Resident, village: Village, newcomer_id: int, yes: bool, another: bool = False
) -> Resident:
    """Say whether a newcomer lives here. The first answer counts; the newcomer hears it.

    `another`: somebody else than the resident of that name who is known already.
    """
    newcomer = waits(work, officer, village, newcomer_id)
    helper = work.aids.entered_by(newcomer.id)
    if yes and not another and phones.same(work, newcomer) is not None:
        raise Refusal("vouch.refused.again", name=newcomer.name)
    if yes and (row := claim.fit(work, newcomer)):
        person = None if row.claimed else claim.take(work, newcomer, row, officer.id, office_of(officer))
        if person is None:
            raise Refusal("vouch.refused.claimed", name=newcomer.name)
        claimed = work.residents.get(person)
        assert claimed is not None
        newcomer = claimed
    work.residents.settle(newcomer.id, State.VERIFIED if yes else State.REFUSED, officer.id)
    work.book.record(
        village.id, officer.id, office_of(officer), "resident_vouched" if yes else "resident_refused",
        f"resident:{newcomer.id}", {},
    )  # fmt: skip
    told = replace(newcomer, state=State.VERIFIED if yes else State.REFUSED)
    _helper_hears(work, village, told, helper)
    _hears(work, village, told)
    if not yes:
        for account in work.accounts.of(told.id):
            if work.accounts.get(account).shared:
                household.leave(work, account, told.id)
    return told


def recognise(work: Work, officer: Resident, village: Village, newcomer_id: int) -> Resident:
    """The newcomer is a resident who is known already, with another phone."""
    newcomer = waits(work, officer, village, newcomer_id)
    person = phones.same(work, newcomer)
    if person is None:
        raise Refusal("vouch.refused.who")
    helper = work.aids.entered_by(newcomer.id)
    if helper is None:
        taken = phones.take_over(work, officer, village, newcomer, person)
        _hears(work, village, taken)
    else:
        taken = claim.merge(work, newcomer, person, officer.id, office_of(officer))
        _helper_hears(work, village, taken, helper)
    return taken


def waits(work: Work, officer: Resident, village: Village, newcomer_id: int) -> Resident:
    """The newcomer about whom this officer may say a word. Nobody speaks for their own household."""
    rights.require(work, "vouch", officer, village)
    newcomer = work.residents.get(newcomer_id)
    if newcomer is None or newcomer.village_id != village.id or newcomer.id == officer.id:
        raise Refusal("vouch.refused.who")
    if newcomer.state is not State.ASKED:
        raise Refusal("vouch.refused.done", name=newcomer.name)
    if neighbours.on_one_phone(work, officer.id, newcomer.id):
        raise Refusal("vouch.refused.who")
    if work.aids.entered_by(newcomer.id) == officer.id:
        raise Refusal("aid.refused.second", name=newcomer.name)
    return newcomer


def _helper_hears(work: Work, village: Village, told: Resident, helper: int | None) -> None:
    """The kader who entered this person, if any, hears what the second one said."""
    key = "aid.second_yes" if told.state is State.VERIFIED else "aid.second_no"
    for chat in work.accounts.chats_of(helper) if helper else []:
        work.outbox.post(Letter(chat, key, {"name": told.name}, resident=helper or 0, village=village.id))


def _hears(work: Work, village: Village, told: Resident) -> None:
    """The newcomer hears what came of it, and has the ballots that run."""
    yes = told.state is State.VERIFIED
    year = local(work.now, village.zone).year
    for chat in work.accounts.chats_of(told.id):
        key = "join.vouched" if yes else "join.refused"
        work.outbox.post(Letter(chat, key, {"village": village.name}, resident=told.id, village=village.id))
        for poll in work.polls.running(village.id):
            if poll.lets(told, year):
                work.outbox.post(ballot(chat, told.id, village, poll.id))


def ballot(chat: int, resident: int, village: Village, poll: int, once: str | None = None) -> Letter:
    """A ballot is written as an address only; what stands on it is read when it leaves."""
    return Letter(chat, "vote.ballot", {"poll": poll}, resident=resident, village=village.id, fresh="ballot", once=once)
