"""A second officer from another RT looks at some of those who were taken in; whom, the book's head decides."""

from actions import neighbours, rights, route
from actions.letters import Button, Letter, Priority
from actions.records import Second
from actions.work import Work
from village.newcomers import checkers, drawn
from village.offices import BPD
from village.people import Resident, State
from village.place import Village, local
from village.refusal import Refusal
from village.rules import own
from village.spans import DAY

AT_ONCE = 50
PATIENCE = 3 * DAY
AGAIN = DAY


def draw(work: Work, village: Village, resident: Resident) -> None:
    """Called right after the taking in was written into the book: its head is the seed that nobody could know."""
    _, seed = work.book.head(village.id)
    percent = own("cek_ulang_persen", village.settings, local(work.now, village.zone).year)
    if not drawn(seed, resident.id, percent):
        return
    work.book.record(village.id, 0, "program", "recheck_drawn", f"resident:{resident.id}", {"seed": seed.hex()})
    work.newcomers.draw(resident.id, village.id, seed)
    second = work.newcomers.second(resident.id)
    if second is not None and second.state == "waiting":
        _ask_next(work, village, resident, second, second.turn)


def move_on(work: Work) -> int:
    """Ask the next one where nobody has answered, or nobody could be asked. Run by the pulse."""
    due = work.newcomers.seconds_due(AT_ONCE)
    for second in due:
        resident = work.residents.get(second.resident_id)
        village = work.villages.get(second.village_id)
        if resident is None or resident.state is not State.VERIFIED or second.state != "waiting":
            work.newcomers.look(second.resident_id, second.turn, second.checker, second.state, None)
        else:
            _ask_next(work, village, resident, second, second.turn + (second.checker is not None))
    return len(due)


def _order(work: Work, village: Village, resident: Resident, seed: bytes) -> list[int]:
    """Nobody who has vouched, and nobody of the household."""
    vouched = {who for who, (answer, _) in work.newcomers.answers(resident.id).items() if answer == "yes"}
    others = [o for o in route.eligible(work, village, resident) if o.id not in vouched]
    return checkers(seed, resident, others)


def _ask_next(work: Work, village: Village, resident: Resident, second: Second, turn: int) -> None:
    order = _order(work, village, resident, second.seed)
    if not order:
        work.newcomers.look(resident.id, 0, None, "waiting", work.now + AGAIN)
        return
    if turn >= len(order):
        _differ(work, village, resident, second, "unknown")
        return
    work.newcomers.look(resident.id, turn, order[turn], "waiting", work.now + PATIENCE)
    said = {"name": resident.name, "dusun": neighbours.place(village, resident.dusun_id, resident.rt)}
    buttons = [
        [Button("button.recheck_yes", "kr", (resident.id, 1))],
        [Button("button.recheck_no", "kr", (resident.id, 0))],
        [Button("button.vouch_unknown", "kr", (resident.id, 2))],
    ]
    for chat in work.accounts.chats_of(order[turn]):
        work.outbox.post(
            Letter(
                chat, "recheck.ask", said, buttons, resident=order[turn], village=village.id,
                priority=Priority.REMINDER, once=f"recheck:{resident.id}:{turn}:{chat}",
            )
        )  # fmt: skip


def answer(work: Work, officer: Resident, village: Village, resident_id: int, said: str) -> Resident:
    """`said`: same, other or unknown. Only whoever was drawn may say it, and once."""
    rights.require(work, "recheck", officer, village)
    resident = work.residents.get(resident_id)
    second = work.newcomers.second(resident.id) if resident else None
    if resident is None or second is None or second.checker != officer.id or second.state != "waiting":
        raise Refusal("recheck.refused.done")
    if said == "unknown":
        _ask_next(work, village, resident, second, second.turn + 1)
        return resident
    work.book.record(
        village.id, officer.id, "petugas", "resident_rechecked", f"resident:{resident.id}", {"result": said}
    )
    if said == "other":
        _differ(work, village, resident, second, said)
    else:
        work.newcomers.look(resident.id, second.turn, officer.id, "same", None)
    return resident


def _differ(work: Work, village: Village, resident: Resident, second: Second, said: str) -> None:
    """Two officers do not agree, or nobody could tell: the BPD hears it at once."""
    work.newcomers.look(resident.id, second.turn, second.checker, said, None)
    if work.newcomers.open_case(resident.id, village.id, "recheck", said):
        tell_council(work, village, resident.id)


def council(work: Work, village: Village) -> list[int]:
    return work.roles.holders(village.id, *BPD)


def tell_council(work: Work, village: Village, resident_id: int) -> None:
    """Something waits on the BPD's desk. The letter names nobody; the desk does."""
    for member in council(work, village):
        if member == resident_id:
            continue
        for chat in work.accounts.chats_of(member):
            work.outbox.post(
                Letter(
                    chat, "case.new", {"village": village.name}, [[Button("button.cases", "ks")]],
                    resident=member, village=village.id, once=f"case:{resident_id}:{chat}:{work.now}",
                )
            )  # fmt: skip
