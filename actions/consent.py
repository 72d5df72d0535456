"""Agree to the consent text, be asked again when it has a new version, and take the consent back."""

from actions.letters import Button, Letter, text
from actions.records import Account
from actions.work import Work
from village import consent
from village.people import Resident, State
from village.place import Village


def agree(work: Work, person: Resident, village: Village, version: int) -> None:
    """`version` must be the one in force: a button may show older words."""
    if work.consents.standing(person.id) == version:
        return
    work.consents.agree(person.id, village.id, version)
    work.book.record(village.id, person.id, "warga", "consent_given", f"consent:{version}", {})


def withdraw(work: Work, person: Resident, village: Village) -> None:
    """From now on the person's data rest: no letter goes out, and nothing is done for them until they agree again."""
    version = work.consents.standing(person.id)
    if work.consents.withdraw(person.id):
        work.book.record(village.id, person.id, "warga", "consent_withdrawn", f"consent:{version}", {})


def settle(work: Work, account: Account, person: Resident, village: Village) -> None:
    """Look up where the speaker of this account stands; whoever agreed to older words, or to none, is asked once."""
    newest = consent.current(work.now)
    stands = work.consents.standing(person.id)
    work.consents.note(account.id, consent.WITHDRAWN if stands == consent.WITHDRAWN else newest)
    joined = person.dusun_id is not None and person.state in (State.ASKED, State.VERIFIED)
    if joined and stands not in (newest, consent.WITHDRAWN):
        work.outbox.post(request(account.chat, person.id, village, newest))


def request(chat: int, person: int, village: Village, version: int) -> Letter:
    return Letter(
        chat,
        "consent.ask",
        {"village": village.name, "text": text(f"consent.text.{version}")},
        [[Button("button.agree", "ca", (version,)), Button("button.disagree", "cn")]],
        resident=person,
        village=village.id,
        once=f"consent:{version}:{person}:{chat}",
    )
