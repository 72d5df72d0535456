"""Join a village, and be vouched for by a neighbour in office."""

from dataclasses import replace

from actions import claim, rights
from actions.letters import Button, Fact, Letter, text
from actions.work import Account, Work
from village.people import OUTSIDERS, Office, Resident, Sex, State
from village.place import Village, local
from village.refusal import Refusal

VOUCHERS = (Office.KADER, Office.KADUS, Office.RT)


def ask(
    work: Work,
    account: Account,
    village: Village,
    name: str,
    dusun_id: int,
    rt: str,
    sex: Sex,
    birth_year: int,
    version: int = 0,
) -> int:
    """Enter a newcomer who waits until a kader, kadus or RT says: yes, one of us. Returns the person's number.

    Somebody whom we know only by an office so far stays the same person; if only residents hold that office, the
    appointment, which the group has been told, has vouched already. `version`: of the consent text they agreed to.
    """
    speaker = work.residents.get(account.resident) if account.resident else None
    if speaker and speaker.village_id == village.id and speaker.dusun_id is None:
        person = speaker.id
        state = State.VERIFIED if speaker.offices - OUTSIDERS else State.ASKED
        work.residents.describe(person, name, dusun_id, rt, sex, birth_year, state)
    else:
        person = work.residents.add(village.id, name, State.ASKED, dusun_id, rt, sex, birth_year)
        work.accounts.bind(account.id, person, village.id)
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
    for voucher in vouchers:
        for chat in work.accounts.chats_of(voucher):
            work.outbox.post(request(chat, voucher, village, newcomer, said))
    if not vouchers:
        _tell_operators(work, village)
    return person


def known(work: Work, newcomer: Resident, by: int, role: str) -> int:
    """Somebody who is known as a resident takes their row of the register, if one fits. Returns their number.

    Whom the register knows as somebody who has joined already goes on waiting: one resident, one account.
    """
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


def listed(work: Work, village: Village, newcomer: Resident) -> Fact:
    """What the register says of a newcomer, in words for whoever vouches; None where a village has no register."""
    if not work.register.stands(village.id):
        return None
    row = claim.fit(work, newcomer)
    if row is None:
        return text("vouch.not_listed")
    return text("vouch.claimed") if row.claimed else text("vouch.listed")


def place(village: Village, dusun_id: int | None, rt: str | None) -> Fact:
    """A place in words: RT and dusun, a dusun, or the whole village."""
    hamlet = village.hamlet(dusun_id)
    if hamlet is None:
        return text("place.village", village=village.name)
    return text("place.rt", dusun=hamlet.name, rt=rt) if rt else text("place.dusun", dusun=hamlet.name)


def vouch(work: Work, officer: Resident, village: Village, newcomer_id: int, yes: bool) -> Resident:
    """Say whether a newcomer lives here. The first answer counts; the newcomer hears it."""
    rights.require(work, "vouch", officer, village)
    newcomer = work.residents.get(newcomer_id)
    if newcomer is None or newcomer.village_id != village.id or newcomer.id == officer.id:
        raise Refusal("vouch.refused.who")
    if newcomer.state is not State.ASKED:
        raise Refusal("vouch.refused.done", name=newcomer.name)
    if yes and (row := claim.fit(work, newcomer)):
        person = None if row.claimed else claim.take(work, newcomer, row, officer.id, _office(officer))
        if person is None:
            raise Refusal("vouch.refused.claimed", name=newcomer.name)
        claimed = work.residents.get(person)
        assert claimed is not None
        newcomer = claimed
    work.residents.settle(newcomer.id, State.VERIFIED if yes else State.REFUSED, officer.id)
    work.book.record(
        village.id, officer.id, _office(officer), "resident_vouched" if yes else "resident_refused",
        f"resident:{newcomer.id}", {},
    )  # fmt: skip
    told = replace(newcomer, state=State.VERIFIED if yes else State.REFUSED)
    year = local(work.now, village.zone).year
    for chat in work.accounts.chats_of(told.id):
        work.outbox.post(
            Letter(chat, "join.vouched" if yes else "join.refused", {"village": village.name}, village=village.id)
        )
        for poll in work.polls.running(village.id):
            if poll.lets(told, year):
                work.outbox.post(ballot(chat, told.id, village, poll.id))
    return told


def ballot(chat: int, resident: int, village: Village, poll: int, once: str | None = None) -> Letter:
    """A ballot is written as an address only; what stands on it is read when it leaves."""
    return Letter(chat, "vote.ballot", {"poll": poll}, resident=resident, village=village.id, fresh="ballot", once=once)


def _office(officer: Resident) -> str:
    return next((o for o in VOUCHERS if o in officer.offices), Office.KADER)
