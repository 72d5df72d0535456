"""Leave a village for another: the old place is given up before a new one is asked for."""

from actions.records import Account
from actions.work import Work
from village.people import Resident, State
from village.refusal import Refusal


def leave(work: Work, account: Account, person: Resident) -> None:
    """The speaker has moved: they have no voice and no office in the old village any more; what they voted stands."""
    if person.state not in (State.ASKED, State.VERIFIED) or account.resident != person.id:
        raise Refusal("talk.refused.old")
    if account.shared:  # the family goes on speaking there, in the old village
        raise Refusal("join.refused.shared_phone")
    work.residents.settle(person.id, State.MOVED, person.id)
    work.book.record(person.village_id, person.id, "warga", "resident_moved", f"resident:{person.id}", {})
