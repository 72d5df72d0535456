"""Several people behind one phone: who speaks now, and the PIN that shows it."""

import hmac
from collections import Counter
from dataclasses import dataclass

from actions.letters import Letter
from actions.records import Account, OpenBallot
from actions.work import Work
from village.people import Resident, State
from village.pin import Lock
from village.place import Village, local
from village.refusal import Refusal
from village.rules import own
from village.spans import DAY, MINUTE

HERE = frozenset({State.ASKED, State.VERIFIED, State.OUTSIDE})
MOST = 12
"""So many people behind one phone; more is no household."""
AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a PIN: right, so many tries left, or locked until then. `before`: wrong tries before a right one."""

    right: bool
    left: int = 0
    locked_until: int = 0
    before: int = 0


def setting(work: Work, village: Village, key: str) -> int:
    """What holds in this village this year."""
    return own(key, village.settings, local(work.now, village.zone).year)


def lock(work: Work, village: Village) -> Lock:
    return Lock(setting(work, village, "salah_pin"), setting(work, village, "kunci_pin") * MINUTE, DAY)


def members(work: Work, account_id: int) -> list[Resident]:
    """Who lives behind this account: neither those who were not recognised nor those who are gone."""
    found = [work.residents.get(person) for person in work.households.bound(account_id)]
    return [person for person in found if person is not None and person.state in HERE]


def arrange(work: Work, account_id: int) -> None:
    """Note whether several people of one village share this phone. One human may serve several villages alone.

    Whoever is left alone with the phone speaks without being asked.
    """
    people = members(work, account_id)
    if max(Counter(p.village_id for p in people).values(), default=0) > 1:
        work.households.share(account_id)
        return
    work.households.alone(account_id)
    speaker = work.accounts.get(account_id).resident
    if people and speaker not in {p.id for p in people}:
        _change(work, work.accounts.get(account_id), people[-1])


def fold(work: Work, account_id: int, besides: int = 0) -> int:
    """Ballots that lie open on that phone are redrawn without picks; their voters open them again with the PIN.

    besides: whose stay open. Returns how many were folded.
    """
    found = [one for one in work.households.open_ballots(account_id) if one.resident != besides]
    for one in found:
        work.households.folded(account_id, one.message)
        _redraw(work, account_id, one)
    return len(found)


def fold_due(work: Work) -> int:
    """Where the time of whoever spoke is over. Run by the pulse."""
    return sum(fold(work, account) for account in work.households.left_open(AT_ONCE))


def _redraw(work: Work, account_id: int, found: OpenBallot) -> None:
    """Never the secret: what is sent adds it from memory."""
    work.outbox.post(
        Letter(
            work.accounts.get(account_id).chat, "vote.envelope", {"poll": found.poll, "message": found.message},
            resident=found.resident, village=found.village, fresh="folded", edits=f"message:{found.message}",
        )
    )  # fmt: skip


def refuse_unless_room(work: Work, account_id: int) -> None:
    if len(members(work, account_id)) >= MOST:
        raise Refusal("household.refused.many", most=MOST)


def joined(work: Work, account_id: int, person_id: int, village: Village) -> None:
    """One more person behind the phone: for a while they may set their PIN here. Who spoke before does so no more."""
    work.households.open_pin(person_id, work.now + setting(work, village, "buat_pin") * MINUTE)
    arrange(work, account_id)
    hush(work, account_id)


def speak(work: Work, account: Account, person: Resident, village: Village) -> None:
    """This person speaks through the shared phone from now on, until a pause. The open question changes with them."""
    if account.resident != person.id:
        _change(work, account, person)
    go_on(work, account, village)


def go_on(work: Work, account: Account, village: Village) -> None:
    """Whoever speaks still does: the pause begins anew."""
    work.households.speaks_until(account.id, work.now + setting(work, village, "jeda_bicara") * MINUTE)


def hush(work: Work, account_id: int) -> None:
    """Whoever speaks next has to show it."""
    fold(work, account_id)
    work.households.speaks_until(account_id, 0)


def _change(work: Work, account: Account, person: Resident) -> None:
    fold(work, account.id, besides=person.id)
    if account.resident:
        work.households.put_aside(account.id, account.resident)
    work.conversations.end(account.id)
    work.accounts.speaker(account.id, person.id)
    if (laid := work.households.take_up(account.id, person.id)) is not None:
        work.conversations.begin(account.id, *laid)


def leave(work: Work, account_id: int, person_id: int) -> None:
    """This person no longer speaks through that phone; what they had open there goes with them."""
    _step_back(work, account_id, person_id)
    work.accounts.unbind(account_id, person_id)
    arrange(work, account_id)


def refused(work: Work, person_id: int) -> None:
    """Who was not recognised stands back on a shared phone, where they may still ask the BPD and hear its answer."""
    for account in work.accounts.of(person_id):
        if work.accounts.get(account).shared:
            _step_back(work, account, person_id)
            arrange(work, account)


def returned(work: Work, person_id: int, village: Village) -> None:
    """Who was refused is a resident after all: one of the family again, with a PIN still to be made."""
    for account in work.accounts.of(person_id):
        if len(members(work, account)) > 1:
            joined(work, account, person_id, village)


def _step_back(work: Work, account_id: int, person_id: int) -> None:
    if work.accounts.get(account_id).resident == person_id:
        work.households.put_aside(account_id, person_id)
        work.conversations.end(account_id)
        hush(work, account_id)


def tried(work: Work, person: Resident, village: Village, hashed: bytes) -> Tried:
    """Hold a PIN against the one that is kept. What is wrong is counted: this never refuses, for that would undo it."""
    pin = work.households.pin(person.id)
    if pin is None or not pin.hash:
        return Tried(False)
    if pin.locked_until > work.now:
        return Tried(False, locked_until=pin.locked_until)
    if hmac.compare_digest(pin.hash, hashed):
        work.households.tried(person.id, 0, 0)
        return Tried(True, before=pin.wrong)
    rule, wrong = lock(work, village), pin.wrong + 1
    locked = rule.after(wrong)
    until = work.now + locked if locked else 0
    work.households.tried(person.id, wrong, until)
    return Tried(False, rule.left(wrong), until)


def may_set(work: Work, account: Account, person: Resident) -> bool:
    """Who has the phone alone, or has just shown who they are, or was let in or met by a neighbour a moment ago."""
    if account.resident == person.id and (account.until is None or account.until > work.now):
        return True
    pin = work.households.pin(person.id)
    return pin is not None and not pin.hash and pin.open_until > work.now
