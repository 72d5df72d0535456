"""A lost, new or borrowed phone: somebody known takes it up after a neighbour has recognised them."""

from dataclasses import replace

from actions import claim, household, neighbours, objection
from actions.letters import Button, Letter
from actions.records import Account, Matter
from actions.work import Work
from village import names
from village.people import GONE, Resident, State
from village.place import Village
from village.refusal import Refusal


def same(work: Work, newcomer: Resident) -> Resident | None:
    """Who of the village this newcomer seems to be: somebody who has another phone or none, has moved or was thought
    dead. None where nobody is, or several are: then whoever vouches has to know.
    """
    if newcomer.birth_year is None or newcomer.dusun_id is None:
        return None
    ranked: dict[int, list[Resident]] = {}
    for person in work.residents.born_in(newcomer.village_id, newcomer.birth_year):
        if (rank := _likeness(newcomer, person)) is not None:
            ranked.setdefault(rank, []).append(person)
    row = claim.fit(work, newcomer)
    if ranked:
        best = ranked[min(ranked)]
        unclaimed = row is not None and not row.claimed and row.resident_id == best[0].id
        return best[0] if len(best) == 1 and not unclaimed else None  # unclaimed: helped by a kader, never spoke here
    known = work.residents.get(row.resident_id) if row and row.claimed else None
    return known if known is not None and known.state is State.VERIFIED else None


def _likeness(newcomer: Resident, person: Resident) -> int | None:
    """0 is the most alike; None: somebody else, or nobody who has joined."""
    gone = person.state in GONE
    if person.id == newcomer.id or not (gone or person.state is State.VERIFIED):
        return None
    if _digits(newcomer.name) != _digits(person.name):
        return None
    one, other = names.key(newcomer.name), names.key(person.name)
    if not (gone or person.dusun_id == newcomer.dusun_id) or not (one == other or _shortened(one, other)):
        return None
    return (0 if one == other else 2) + (0 if person.rt == newcomer.rt else 1)


def _digits(name: str) -> str:
    """Digits of a name tell people apart to the last one: the spelling that `names.key` evens out has none."""
    return "".join(c for c in name if c.isdigit())


def _shortened(one: str, other: str) -> bool:
    """Is the one name the other with a word left out or an initial? Other letters are other neighbours' names."""
    words, others = one.split(), other.split()
    initial = any(len(word) == 1 for word in (*words, *others))
    return (initial or len(words) != len(others)) and names.alike(one, other)


def announce(work: Work, village: Village, newcomer: Resident, person: Resident) -> Matter:
    """Somebody says on another phone that they are this person: note it, and tell the phones they have had so far."""
    here = work.accounts.of(newcomer.id)
    old = [account for account in work.accounts.of(person.id) if account not in here]
    facts = {"newcomer": newcomer.id, "new": here[0] if here else 0, "old": old}
    matter = work.households.add_matter(person.id, "phone", facts, newcomer.id)
    _notify(work, village, matter, "phone.asked", person)
    return matter


def _notify(work: Work, village: Village, matter: Matter, key: str, person: Resident) -> None:
    """To the phones so far. No PIN is asked for [Bukan saya]: it only stops things until neighbours have met."""
    for account in matter.facts["old"]:
        chat = work.accounts.get(account).chat
        button = Button("button.not_me", "pn", (matter.id,))
        work.outbox.post(Letter(chat, key, {"name": person.name}, [[button]], village=village.id))


def take_over(
    work: Work, officer: Resident, village: Village, newcomer: Resident, person: Resident, met: bool = False
) -> Resident:
    """The newcomer is this person: they speak through the new phone, and through no other. Their votes stay theirs.

    `met`: it was contested, and neighbours have met them.
    """
    here = work.accounts.of(newcomer.id)
    matter = work.households.newest(person.id, "phone")
    if not met and (person.frozen or (matter is not None and matter.state == "contested")):
        raise Refusal("phone.refused.frozen")
    if len(here) != 1 or neighbours.related(work, officer, person):
        raise Refusal("vouch.refused.who")
    if matter is None or matter.state not in ("open", "contested") or matter.facts["newcomer"] != newcomer.id:
        matter = announce(work, village, newcomer, person)
    old = {*matter.facts["old"], *work.accounts.of(person.id)} - set(here)  # another may have come since it was asked
    matter = replace(matter, facts={**matter.facts, "old": sorted(old)})
    work.residents.become(newcomer.id, person.id)
    for account in matter.facts["old"]:
        household.leave(work, account, person.id)
    work.register.reclaim(person.id, here[0])
    if not matter.facts["old"]:
        objection.tell(work, person)
    work.residents.settle(person.id, State.VERIFIED, officer.id)
    household.arrange(work, here[0])
    work.households.settle(matter, "done", officer.id, matter.facts)
    work.book.record(
        village.id, officer.id, neighbours.office_of(officer), "phone_changed", f"resident:{person.id}",
        {"was": str(newcomer.id)},
    )  # fmt: skip
    _notify(work, village, matter, "phone.moved", person)
    return replace(person, state=State.VERIFIED)


def contest(work: Work, account: Account, matter_id: int) -> Resident:
    """ "Bukan saya", said on a phone that this person has or had: neighbours have to meet them. Once for each change.

    Where the other phone speaks already, nobody speaks for them until then.
    """
    matter = work.households.matter(matter_id)
    person = work.residents.get(matter.resident_id) if matter else None
    if matter is None or person is None or matter.kind != "phone" or account.id not in matter.facts["old"]:
        raise Refusal("phone.refused.over")
    newest = work.households.newest(person.id, "phone")
    if newest is None or newest.id != matter.id or matter.state not in ("open", "done") or matter.facts.get("met"):
        raise Refusal("phone.refused.over")
    village = work.villages.get(person.village_id)
    first = matter.settled_by
    work.residents.freeze(person.id, matter.state == "done")
    work.households.settle(matter, "contested", first)
    work.book.record(village.id, person.id, "warga", "phone_contested", f"resident:{person.id}", {})
    contested = replace(matter, state="contested")
    around = neighbours.around(work, village, person, but=[first] if first else [])
    neighbours.ask(work, village, person, contested, around or neighbours.around(work, village, person))
    work.outbox.post(
        Letter(work.accounts.get(matter.facts["new"]).chat, "phone.contested", {"name": person.name},
               village=village.id)
    )  # fmt: skip
    return person


def settle(work: Work, officer: Resident, village: Village, person: Resident, matter: Matter, new: bool) -> None:
    """Neighbours have met the person: the new phone is theirs, or the one they had."""
    work.residents.freeze(person.id, False)
    newcomer = work.residents.get(matter.facts["newcomer"])
    waits = newcomer is not None and newcomer.id != person.id and newcomer.state is State.ASKED
    met = {**matter.facts, "met": True}
    if new and waits and newcomer is not None:
        take_over(work, officer, village, newcomer, person, met=True)
    elif not new:
        if waits and newcomer is not None:
            work.residents.settle(newcomer.id, State.REFUSED, officer.id)
        else:
            household.leave(work, matter.facts["new"], person.id)
        _back(work, village, matter, person)
    work.households.settle(matter, "done" if new else "refused", officer.id, met)
    neighbours.tell(work, village, person.id, "phone.settled", {"name": person.name})


def _back(work: Work, village: Village, matter: Matter, person: Resident) -> None:
    """The phones that were this person's are so again. A PIN set meanwhile is not theirs."""
    for account in matter.facts["old"]:
        if account not in work.accounts.of(person.id):
            speaker = work.accounts.get(account)
            work.accounts.bind(account, person.id, village.id)
            if speaker.resident:
                work.accounts.speaker(account, speaker.resident)
            household.joined(work, account, person.id, village)
        work.register.reclaim(person.id, account)
