"""Tell holder and council that a mandate ends in 30 days, in 7 days, and that it is over: each once."""

from actions import appoint
from actions.letters import Fact, Letter, Priority, text
from actions.work import Work
from village.offices import BPD, OVER, Mandate
from village.people import GONE, Office
from village.place import Village
from village.spans import DAY


def warn_due(work: Work) -> int:
    """Run by the pulse; a second run finds nothing. A mandate loses its rights by itself, without us."""
    due = [(village, mandate, step) for village, mandate in work.roles.ending()
           if (step := mandate.warning(work.now)) is not None]  # fmt: skip
    for village_id, mandate, step in due:
        work.roles.tell(mandate.id, step)
        _warn(work, work.villages.get(village_id), mandate, step)
    return len(due)


def _warn(work: Work, village: Village, mandate: Mandate, step: int) -> None:
    assert mandate.ends_at is not None
    holder = work.residents.get(mandate.resident_id)
    gone = holder is None or holder.state in GONE
    facts: dict[str, Fact] = {"office": text(f"office.{mandate.office}"), "last": last_day(mandate.ends_at)}
    if step != OVER:
        facts["days"] = -((work.now - mandate.ends_at) // DAY)
    once = f"mandate:{mandate.id}:{mandate.ends_at}:{step}"
    own = "mandate.over" if step == OVER else "mandate.ends_soon"
    if not gone:
        appoint.tell(work, village, mandate.resident_id, own, facts, once)
    if holder is not None:
        for person in _council(work, village.id):
            if person != mandate.resident_id:
                _tell_council(work, village, person, mandate, facts | {"name": holder.name}, once, step)
    if step == OVER:
        work.book.record(
            village.id, 0, "program", "role_expired", f"resident:{mandate.resident_id}", {"office": mandate.office}
        )
        appoint.posted(work, village, "mandate.posted_over", mandate.office)


def _tell_council(
    work: Work, village: Village, person: int, mandate: Mandate, facts: dict[str, Fact], once: str, step: int
) -> None:
    key = "mandate.over_council" if step == OVER else "mandate.ends_soon_council"
    for chat in work.accounts.chats_of(person):
        work.outbox.post(
            Letter(
                chat, key, facts, resident=person, village=village.id, priority=Priority.REMINDER,
                once=f"{once}:bpd:{chat}",
            )
        )  # fmt: skip


def _council(work: Work, village_id: int) -> list[int]:
    """The chairs of the BPD; where none sits, its members."""
    return work.roles.holders(village_id, Office.BPD_KETUA) or work.roles.holders(village_id, *BPD)


def last_day(ends_at: int) -> Fact:
    """The last day of a mandate, whose end is the midnight after it."""
    return {"at": ends_at - 1, "as": "date"}
