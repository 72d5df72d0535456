"""Whoever may be the second of two people of different offices, for what asks the same right of both."""

from collections.abc import Sequence

from actions.letters import Facts, Letter, Priority, Rows
from actions.work import Work
from village.people import Office, Resident
from village.place import Village
from village.refusal import Refusal
from village.steps import apart, holding


def seconds(work: Work, village: Village, right: str, first: Resident) -> list[int]:
    """Who may agree to what this person asks; refuses where there is nobody."""
    found = partners(work, village, right, first)
    if not found:
        raise Refusal("step.refused.nobody")
    return found


def partners(work: Work, village: Village, right: str, first: Resident | None) -> list[int]:
    people = (work.residents.get(person) for person in work.roles.holders(village.id, *Office))
    return sorted({p.id for p in people if p and first and apart(right, first, p, village.id)})


def refuse_unless_second(work: Work, village: Village, right: str, first_id: int, second: Resident) -> None:
    first = work.residents.get(first_id)
    if first is None or not apart(right, first, second, village.id):
        raise Refusal("step.refused.partner")


def ask(
    work: Work, village: Village, people: Sequence[int], key: str, facts: Facts, rows: Rows, once: str,
    priority: Priority = Priority.RESULT,
) -> None:  # fmt: skip
    """Put it before each of them; `once`: a business key of what is asked."""
    for person in people:
        for chat in work.accounts.chats_of(person):
            work.outbox.post(
                Letter(
                    chat, key, facts, rows, resident=person, village=village.id, priority=priority,
                    once=f"{once}:{person}:{chat}",
                )
            )  # fmt: skip


def office(right: str, person: Resident, village: Village) -> str:
    """In which office somebody acts: one that gives the right."""
    return min(holding(right, person, village.id), default="")
