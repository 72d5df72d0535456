"""News that a facilitator prepares: an officer of the village sends it, in the officer's name, or lets it be."""

from actions import audience, broadcast, rights
from actions.letters import Button, Fact, Letter, Priority, text
from actions.records import Draft
from actions.work import Work
from village.broadcast import WIDE, Broadcast, Segment
from village.people import Office, Resident
from village.place import Village, at_hour, local
from village.refusal import Refusal
from village.rules import own


def begin(work: Work, facilitator: Resident, village: Village) -> int:
    """How many may still be prepared today; refuses where it is none, or where nobody could agree."""
    rights.require(work, "draft_broadcast", facilitator, village)
    most = own(broadcast.LIMIT, village.settings, local(work.now, village.zone).year)
    left = most - work.broadcasts.drafts_since(facilitator.id, at_hour(work.now, village.zone, 0, 0))
    if left <= 0:
        raise Refusal("cast.refused.enough", most=most)
    if not _seconds(work, village, facilitator):
        raise Refusal("cast.refused.no_second")
    return left


def _seconds(work: Work, village: Village, facilitator: Resident) -> list[int]:
    return [person for person in work.roles.holders(village.id, *WIDE) if person != facilitator.id]


def draft(work: Work, facilitator: Resident, village: Village, words: str, segment: Segment) -> None:
    """Put it before whoever may send it; the first answer settles it."""
    begin(work, facilitator, village)
    audience.of(work, facilitator, village, segment)
    number = work.broadcasts.draft(village.id, facilitator.id, words, segment)
    facts: dict[str, Fact] = {
        "name": facilitator.name, "segment": audience.named(work, village, segment),
        "letter": text("cast.letter", **broadcast.look(village, words, Office.FASILITATOR)),
    }  # fmt: skip
    rows = [[Button("button.cast_send", "siy", (number,))], [Button("button.cast_decline", "sin", (number,))]]
    for officer in _seconds(work, village, facilitator):
        for chat in work.accounts.chats_of(officer):
            work.outbox.post(
                Letter(
                    chat, "cast.draft_asked", facts, rows, resident=officer, village=village.id,
                    priority=Priority.RESULT, once=f"siar-usul:{number}:{chat}",
                )
            )  # fmt: skip


def agree(work: Work, officer: Resident, village: Village, number: int, chat: int) -> Broadcast:
    found = _settled(work, officer, village, number, "sent")
    sent = broadcast.send(work, officer, village, found.words, found.segment, chat)
    _tell(work, village, found, "cast.draft_sent", officer)
    return sent


def decline(work: Work, officer: Resident, village: Village, number: int) -> None:
    found = _settled(work, officer, village, number, "declined")
    _tell(work, village, found, "cast.draft_declined", officer)


def _settled(work: Work, officer: Resident, village: Village, number: int, state: str) -> Draft:
    rights.require(work, "broadcast", officer, village)
    found = work.broadcasts.drafted(number, village.id)
    if found is None or not officer.offices & WIDE or found.by_id == officer.id:
        raise Refusal("talk.refused.old")
    if not work.broadcasts.settle_draft(number, state, officer.id):
        raise Refusal("cast.refused.draft_settled")
    return found


def _tell(work: Work, village: Village, found: Draft, key: str, officer: Resident) -> None:
    for chat in work.accounts.chats_of(found.by_id):
        work.outbox.post(
            Letter(
                chat, key, {"name": officer.name}, resident=found.by_id, village=village.id, priority=Priority.RESULT,
                once=f"siar-usul:{found.id}:jawab:{chat}",
            )
        )  # fmt: skip
