"""A newcomer is a resident of the register: their row becomes the person, once and for one account."""

from actions import objection
from actions.work import Work
from village.people import Resident
from village.register import Row, fitting


def fit(work: Work, newcomer: Resident) -> Row | None:
    """The row of the register that this newcomer seems to be, free or claimed; None when there is none, or several."""
    if newcomer.birth_year is None or newcomer.dusun_id is None:
        return None
    rows = work.register.born_in(newcomer.village_id, newcomer.birth_year)
    return fitting(newcomer, [row for row in rows if row.resident_id != newcomer.id])


def take(work: Work, newcomer: Resident, row: Row, by: int, role: str) -> int | None:
    """Let the newcomer be the resident of that row. Returns the person's number now; None: another was first."""
    accounts = work.accounts.of(newcomer.id)
    if accounts and not (len(accounts) == 1 and work.register.claim(row.resident_id, newcomer.village_id, accounts[0])):
        return None  # without an account: entered by a kader, who did not see that the list has this person
    work.residents.become(newcomer.id, row.resident_id)
    work.book.record(
        newcomer.village_id, by, role, "resident_claimed", f"resident:{row.resident_id}", {"was": str(newcomer.id)}
    )
    if (person := work.residents.get(row.resident_id)) is not None:
        objection.tell(work, person)
    return row.resident_id


def merge(work: Work, entered: Resident, person: Resident, by: int, role: str) -> Resident:
    """Whom a kader has entered is somebody the village knows already: one resident, with all that was done for them."""
    work.residents.become(entered.id, person.id)
    work.book.record(person.village_id, by, role, "resident_claimed", f"resident:{person.id}", {"was": str(entered.id)})
    objection.tell(work, person)
    return person
