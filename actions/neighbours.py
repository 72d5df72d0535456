"""Those in office who know their neighbours, and the questions put to them about somebody who is known already."""

from collections.abc import Mapping, Sequence
from typing import Any

from actions import claim
from actions.letters import Button, Fact, Letter, text
from actions.records import Matter
from actions.work import Work
from village.newcomers import VOUCHERS
from village.people import Office, Resident, State
from village.place import Village


def place(village: Village, dusun_id: int | None, rt: str | None) -> Fact:
    """A place in words: RT and dusun, a dusun, or the whole village."""
    hamlet = village.hamlet(dusun_id)
    if hamlet is None:
        return text("place.village", village=village.name)
    return text("place.rt", dusun=hamlet.name, rt=rt) if rt else text("place.dusun", dusun=hamlet.name)


def office_of(officer: Resident) -> str:
    return next((o for o in VOUCHERS if o in officer.offices), Office.KADER)


def related(work: Work, officer: Resident, person: Resident) -> bool:
    """The same person, the same household by its KK number, or the same phone: nobody speaks for their own.

    Of somebody who has just asked, also the household of the row of the register which they seem to be.
    """
    return not strangers(work, [officer], person)


def strangers(work: Work, officers: Sequence[Resident], person: Resident) -> list[Resident]:
    """Those of these officers to whom this person is not related."""
    row = claim.fit(work, person) if person.state is State.ASKED else None
    own = work.aids.housemates([o.id for o in officers], [person.id, *([row.resident_id] if row else [])])
    return [o for o in officers if o.id != person.id and o.id not in own]


def around(work: Work, village: Village, person: Resident, but: Sequence[int] = ()) -> list[int]:
    """Those who may be asked about this person: neither they themselves, nor their household, nor `but`."""
    holders = [v for v in work.roles.holders(village.id, *VOUCHERS) if v not in but]
    return [v.id for v in strangers(work, work.residents.all(holders), person)]


def living_in(work: Work, voucher_ids: Sequence[int], dusun_id: int) -> list[int]:
    """Of these the ones of that dusun; all of them where it has none."""
    near = [v.id for v in work.residents.all(voucher_ids) if v.dusun_id == dusun_id]
    return near or list(voucher_ids)


def ask(work: Work, village: Village, person: Resident, matter: Matter, vouchers: Sequence[int]) -> None:
    """Put the matter to each of these, with a tap for yes and one for no."""
    for voucher in vouchers:
        for chat in work.accounts.chats_of(voucher):
            letter = question(chat, voucher, village, person, matter)
            work.outbox.post(letter)


def question(chat: int, voucher: int, village: Village, person: Resident, matter: Matter) -> Letter:
    facts: dict[str, Fact] = {"name": person.name, "place": place(village, person.dusun_id, person.rt)}
    if matter.kind == "house":
        facts["to"] = place(village, matter.facts["dusun"], matter.facts["rt"])
    buttons = [
        [Button(f"button.matter_yes_{matter.kind}", "mv", (matter.id, 1))],
        [Button(f"button.matter_no_{matter.kind}", "mv", (matter.id, 0))],
    ]
    return Letter(
        chat, f"matter.ask_{matter.kind}", facts, buttons, resident=voucher, village=village.id,
        once=f"matter:{matter.id}:{matter.state}:{voucher}:{chat}",
    )  # fmt: skip


def tell(
    work: Work, village: Village, person_id: int, key: str, facts: Mapping[str, Any], buttons: Sequence[Button] = ()
) -> None:
    """Say it to this person, on every phone through which they speak."""
    for chat in work.accounts.chats_of(person_id):
        work.outbox.post(Letter(chat, key, facts, [[b] for b in buttons], resident=person_id, village=village.id))
