"""Voice notes kept with an item of the minutes: whoever writes them types what is said, and they go with the seal."""

from actions import hall, minutes, rights, sitting
from actions.hall_records import Voice
from actions.work import Work
from village.media import Media, Sent, State, Typing
from village.meeting import Meeting, MeetingItem
from village.minutes import MOST_VOICES, Sitting
from village.people import Resident
from village.place import Village
from village.refusal import Refusal

WRITING = (Sitting.SITTING, Sitting.DRAFTING)


def keep(
    work: Work, officer: Resident, village: Village, meeting_id: int, item_id: int, sent: Sent, message: int
) -> None:
    """It waits with the item. message: Telegram's number of it, in the officer's chat."""
    meeting, found, _ = minutes.item(work, officer, village, meeting_id, item_id, *WRITING)
    if sum(voice.waits for voice in work.minutes.voices(meeting.id, found.id)) >= MOST_VOICES:
        raise Refusal("minutes.refused.many_voices", most=MOST_VOICES)
    number = work.media.add(village.id, officer.id, sent, message, Typing.NONE)
    work.minutes.keep_voice(meeting.id, village.id, found.id, number)
    work.halls.draft(meeting.id, 0)
    hall.record(work, village, officer, "minutes_spoken", meeting, {"item": found.rank})


def opened(
    work: Work, officer: Resident, village: Village, media_id: int
) -> tuple[Meeting, MeetingItem, Voice, Media]:  # fmt: skip
    """The voice, for whoever writes these minutes."""
    rights.require(work, "minute", officer, village)
    kept = work.minutes.voice(media_id, village.id)
    if kept is None:
        raise Refusal("talk.refused.old")
    meeting, found, _ = minutes.item(work, officer, village, kept.meeting_id, kept.item_id, *WRITING)
    heard = work.media.get(media_id)
    if heard is None or heard.state is State.COMING:
        raise Refusal("voice.refused.coming")
    if heard.state is not State.KEPT:
        raise Refusal("media.refused.gone")
    return meeting, found, kept, heard


def typed(work: Work, officer: Resident, village: Village, media_id: int, words: str) -> Voice:
    """What is said becomes a note of the item; the voice stays beside it until the minutes are sealed."""
    meeting, found, kept, _ = opened(work, officer, village, media_id)
    _settle(work, kept, "typed")
    minutes.write(work, officer, village, meeting.id, found.id, words)
    return kept


def unused(work: Work, officer: Resident, village: Village, media_id: int) -> Voice:
    """Nothing in it belongs into the minutes, or nobody can make it out: it goes."""
    _, _, kept, _ = opened(work, officer, village, media_id)
    _settle(work, kept, "unused")
    work.media.drop(media_id)
    return kept


def _settle(work: Work, kept: Voice, state: str) -> None:
    if not kept.waits:
        raise Refusal("minutes.refused.voice_settled")
    work.minutes.settle_voice(kept.media_id, state)


def refuse_unless_typed(work: Work, meeting: Meeting) -> None:
    """The seal takes the voices away: what is in them has to be written first."""
    waiting = [
        n
        for n, (item, _) in enumerate(sitting.written(work, meeting), start=1)
        if any(voice.waits for voice in work.minutes.voices(meeting.id, item.id))
    ]
    if waiting:
        raise Refusal("minutes.refused.voices_left", first=waiting[0])
