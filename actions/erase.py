"""Erase oneself, without an officer: the person goes, what the village has decided with them stays."""

from actions import household, rights
from actions.work import Work
from village.people import Office, Resident
from village.place import Village
from village.refusal import Refusal


def refuse_unless_free(work: Work, person: Resident, village: Village) -> None:
    """The only operator would leave the village without anybody who can appoint: they hand over first."""
    rights.require(work, "own_data", person, village)
    if work.roles.holders(village.id, Office.OPERATOR) == [person.id]:
        raise Refusal("erase.refused.operator")


def erase(work: Work, person: Resident, village: Village) -> None:
    """The book notes that somebody went, under a number that leads to nobody any more."""
    refuse_unless_free(work, person, village)
    work.book.record(village.id, person.id, "warga", "data_erased", f"resident:{person.id}", {})
    for account in work.accounts.of(person.id):
        if work.accounts.get(account).shared:
            household.leave(work, account, person.id)
    work.erasing.erase(person.id)
