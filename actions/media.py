"""Photos, voices and places: noted as they come, joined to a proposal, shown to whom they may be shown, let go."""

from collections.abc import Sequence
from dataclasses import replace

from actions import rights
from actions.letters import Letter, Priority, raw, text
from actions.work import Work
from village import desk, media
from village.media import Kind, Media, Sent, State, Typing
from village.people import RIGHTS, Resident
from village.place import Village
from village.proposal import PUBLIC, Proposal
from village.refusal import Refusal
from village.spans import DAY

LET_GO_AFTER = DAY
"""What no draft speaks of is kept so long, in case its sender comes back to it."""
AT_ONCE = 100


def note(work: Work, author: Resident, village: Village, sent: Sent, message: int, typing: Typing = Typing.NONE) -> int:
    """Note what somebody has sent; the machine fetches its bytes. message: Telegram's number of it, in their chat."""
    rights.require(work, "propose_own", author, village)
    if work.media.loose(author.id) >= media.MOST_LOOSE:
        raise Refusal("media.refused.many", most=media.MOST_LOOSE)
    return work.media.add(village.id, author.id, sent, message, typing)


def lost(work: Work, found: Media) -> None:
    """Its bytes can't be had: say so to who sent it, and that it may be sent again."""
    if not work.media.lose(found.id):
        return
    for chat in work.accounts.chats_of(found.resident_id):
        work.outbox.post(
            Letter(
                chat, f"media.lost.{found.kind}", resident=found.resident_id, village=found.village_id,
                once=f"media:{found.id}:lost:{chat}",
            )
        )  # fmt: skip


def withdraw(work: Work, author: Resident, message: int) -> list[int]:
    """What came with that message of the author's is not kept any longer. Returns what it was."""
    return [number for number in work.media.in_message(author.id, message) if work.media.drop(number)]


def let_go(work: Work) -> int:
    """What no draft speaks of any more goes. Run by the pulse."""
    stale = work.media.stale(work.now - LET_GO_AFTER, AT_ONCE)
    for number in stale:
        work.media.drop(number)
    return len(stale)


def attach(work: Work, sender: Resident, proposal: Proposal, media_ids: Sequence[int]) -> None:
    """These belong to the proposal from now on; what is another's, or gone, is left out.

    What a kader sends for a neighbour stays the kader's own: it was theirs to take.
    """
    if media_ids:
        work.media.attach(media_ids, sender.id, proposal.id)


def shown(work: Work, viewer: Resident | None, village: Village, proposal: Proposal) -> list[Media]:
    """What this viewer may see of it: its author and the officers of the area all, others the photos let through."""
    kept = [found for found in work.media.of_proposal(proposal.id) if found.state is State.KEPT]
    if viewer is not None and (viewer.id == proposal.author_id or _works_on(viewer, village, proposal)):
        return kept
    if proposal.status not in PUBLIC:
        return []
    return [found for found in kept if found.kind is Kind.PHOTO and found.released_at is not None]


def _works_on(viewer: Resident, village: Village, proposal: Proposal) -> bool:
    return RIGHTS["see_queue"].who(viewer, village.id) and desk.near(viewer, proposal)


def may_release(viewer: Resident | None, village: Village, proposal: Proposal, found: Media) -> bool:
    """May this officer say whether everybody may see that photo? Not of what is their own."""
    if viewer is None or viewer.id in (proposal.author_id, found.resident_id):
        return False
    return RIGHTS["normalise"].who(viewer, village.id) and desk.near(viewer, proposal)


def release(work: Work, officer: Resident, village: Village, media_id: int, for_all: bool) -> Media:
    """An officer has looked at a photo for faces, plates and children: everybody may see it, or not.

    Source: domain.md 5.4.
    """
    rights.require(work, "normalise", officer, village)
    found = work.media.get(media_id)
    if found is None or found.village_id != village.id or found.proposal_id is None or found.kind is not Kind.PHOTO:
        raise Refusal("talk.refused.old")
    proposal = work.proposals.get(found.proposal_id)
    if officer.id in (proposal.author_id, found.resident_id):
        raise Refusal("step.refused.own")
    if not desk.near(officer, proposal):
        raise Refusal("queue.refused.elsewhere")
    if found.state is not State.KEPT:
        raise Refusal("media.refused.gone")
    if (found.released_at is not None) == for_all:
        return found
    work.media.release(found.id, officer.id, for_all)
    act = "photo_released" if for_all else "photo_hidden"
    thing = f"proposal:{proposal.number}:{proposal.version}"
    work.book.record(village.id, officer.id, min(officer.offices), act, thing, {"photo": str(found.id)})
    return found


def letter(
    chat: int, reader: int, village: Village, found: Media, number: int | None, priority: Priority = Priority.REPLY
) -> Letter:
    """It leaves with its bytes, if it is still there then. number: of its proposal."""
    of = text("media.of", number=raw(number)) if number else None
    return Letter(
        chat, f"media.shown.{found.kind}", {"media": found.id, "of": of}, resident=reader, village=village.id,
        priority=priority, fresh="media", attach="media",
    )  # fmt: skip


def leaving(work: Work, letter: Letter) -> Letter | None:
    """What the machine needs to send it; None when it has gone meanwhile."""
    found = work.media.get(int(letter.facts["media"]))  # type: ignore[arg-type]
    if found is None or found.state is not State.KEPT:
        return None
    told = {
        "id": found.id, "form": found.form.value, "kind": found.kind.value, "owner": found.sealed_for,
        "seconds": found.seconds, "latitude": found.latitude, "longitude": found.longitude,
    }  # fmt: skip
    return replace(letter, facts={**letter.facts, "media": told})
