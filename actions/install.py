"""The first start: whoever holds the set-up code becomes the operator."""

from actions import appoint
from actions.found import found
from actions.records import Account
from actions.work import Work
from village.people import Office, State
from village.place import Dusun, Village
from village.refusal import Refusal

KIND = "pasang"
VALID_DAYS = 3650


def claim(work: Work, code: str) -> None:
    """Take the set-up code out of the drawer: it works once, for the first who brings it."""
    if work.links.take(KIND, code) is None:
        raise Refusal("setup.refused.used")


def settle(work: Work, account: Account, code: str, name: str, zone: str, dusun: list[Dusun], operator: str) -> Village:
    """Found the operator's village. The operator serves it from outside until they join as a resident."""
    village = found(work, code, name, zone, dusun)
    person = work.residents.add(village.id, operator, State.OUTSIDE)
    work.accounts.bind(account.id, person, village.id)
    work.roles.grant(village.id, person, Office.OPERATOR, provisional=False)
    work.book.record(village.id, person, Office.OPERATOR, "role_granted", f"resident:{person}", {"office": "operator"})
    return village


def operator_link(work: Work, village: Village) -> str:
    """A single-use start payload that makes its first opener the operator of a village added from the shell."""
    facts = {"office": Office.OPERATOR, "provisional": False, "by": 0}
    return f"{appoint.KIND}_" + work.links.issue(appoint.KIND, village.id, facts, VALID_DAYS)
