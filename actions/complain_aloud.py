"""[Hanya untuk BPD] beside a voice note: nobody but the council hears it; a member types it, and it is a complaint."""

from actions import complain, rights
from actions.letters import Button, Letter, Priority, raw
from actions.work import Work
from village import media
from village.media import OPEN, Media, State, Typing
from village.people import Resident
from village.place import Village
from village.refusal import Refusal
from village.spans import DAY
from village.words import kept

SHOWN = 6


def keep_apart(work: Work, author: Resident, village: Village, media_id: int) -> int:
    """The sender has chosen. Returns how many of the council were told that a voice waits for them.

    Nothing is written into the book before the council has typed it.
    """
    rights.require(work, "complain", author, village)
    found = work.media.get(media_id)
    if found is None or found.resident_id != author.id or found.village_id != village.id or found.state not in OPEN:
        raise Refusal("voice.refused.settled")
    if found.proposal_id is not None or found.typing is Typing.NONE:
        raise Refusal("voice.refused.settled")
    members = [member for member in complain.members(work, village) if member != author.id]
    chats = [(chat, member) for member in members for chat in work.accounts.chats_of(member)]
    if found.for_council:
        return len(chats)
    _refuse_unless_room(work, author)
    if not work.media.for_council(found.id):
        raise Refusal("voice.refused.settled")
    for chat, member in chats:
        work.outbox.post(
            Letter(
                chat, "complaint.voice_waits", {}, [[Button("button.hear_complaint", "srk", (found.id,))]],
                resident=member, priority=Priority.RESULT, village=village.id, once=f"voice:{found.id}:council:{chat}",
            )
        )  # fmt: skip
    return len(chats)


def _refuse_unless_room(work: Work, author: Resident) -> None:
    since = work.now - DAY
    made = work.complaints.since(author.id, since) + work.media.for_council_since(author.id, since)
    if made >= complain.A_DAY:
        raise Refusal("complain.refused.many", most=complain.A_DAY)


def waiting(work: Work, member: Resident, village: Village) -> list[Media]:
    complain.refuse_unless_reader(work, member, village)
    return work.media.of_council(village.id, SHOWN)


def opened(work: Work, member: Resident, village: Village, media_id: int) -> Media:
    """The voice, if this member of the council may hear and type it now."""
    complain.refuse_unless_reader(work, member, village)
    found = work.media.get(media_id)
    if found is None or found.village_id != village.id or not found.for_council or found.typing is not Typing.WAITING:
        raise Refusal("complaint.refused.typed")
    if found.resident_id == member.id:
        raise Refusal("voice.refused.own")
    if found.state is not State.KEPT:
        raise Refusal("voice.refused.coming")
    return found


def typed(work: Work, member: Resident, village: Village, media_id: int, line: str) -> int:
    """It becomes a complaint of its sender's, in words; the sound goes. Returns its number."""
    found = opened(work, member, village, media_id)
    said = kept(line)
    if len(said) < media.SHORTEST_LINE:
        raise Refusal("complaint.refused.short")
    work.media.settle(found.id)
    work.media.drop(found.id)
    number, _ = complain.enter(work, village, found.resident_id, said)
    _answer(work, village, found, "complaint.voice_typed", number)
    return number


def unclear(work: Work, member: Resident, village: Village, media_id: int) -> None:
    """Nobody can make out what is said: its sender may say it once more, or write it, still to the council alone."""
    found = opened(work, member, village, media_id)
    work.media.settle(found.id)
    work.media.drop(found.id)
    _answer(work, village, found, "complaint.voice_unclear", 0)


def _answer(work: Work, village: Village, found: Media, key: str, number: int) -> None:
    """On every phone of the sender's; never the words, which others may read there."""
    for chat in work.accounts.chats_of(found.resident_id):
        work.outbox.post(
            Letter(
                chat, key, {"number": raw(number)} if number else {}, resident=found.resident_id, village=village.id,
                once=f"voice:{found.id}:answer:{chat}",
            )
        )  # fmt: skip
