"""[Foto], [Suara], [Lokasi] of a proposal, and whether everybody may see a photo."""

from dataclasses import replace

from actions import media
from actions.letters import Button, raw
from handlers.chat import Answer, Talk, Toast
from village.media import Kind, Media
from village.proposal import Proposal
from village.refusal import Refusal

SHORT = {"f": Kind.PHOTO, "s": Kind.VOICE, "l": Kind.LOCATION}
MOST_OWN = 40


def buttons(talk: Talk, proposal: Proposal) -> list[Button]:
    """One for each kind of which the reader may see something."""
    if not talk.private:
        return []
    found = media.shown(talk.work, talk.person, talk.published(), proposal)
    counts = {short: sum(one.kind is kind for one in found) for short, kind in SHORT.items()}
    return [
        Button(f"button.show.{SHORT[short]}", "mk", (proposal.number, short), {"n": n})
        for short, n in counts.items()
        if n
    ]


def show(talk: Talk, number: str, short: str) -> Answer:
    """Send them, each by itself; to an officer of the area with the question whether everybody may see it."""
    village = talk.published()
    proposal = talk.work.proposals.numbered(village.id, int(number))
    if proposal is None or short not in SHORT or not talk.private:
        raise Refusal("proposal.refused.number", number=raw(int(number)))
    found = [one for one in media.shown(talk.work, talk.person, village, proposal) if one.kind is SHORT[short]]
    if not found:
        raise Refusal("media.refused.gone")
    photos = found if SHORT[short] is Kind.PHOTO else []
    checked = {one.id for one in photos if media.may_release(talk.person, village, proposal, one)}
    if checked:
        talk.say("media.check")
    for one in found:
        letter = media.letter(talk.chat.id, talk.person.id if talk.person else 0, village, one, proposal.number)
        talk.work.outbox.post(replace(letter, buttons=_release(one) if one.id in checked else (), speaker=talk.speaker))
    return Answer()


def _release(found: Media) -> list[list[Button]]:
    return [[Button("button.release", "mkr", (found.id, 1)), Button("button.hide", "mkr", (found.id, 0))]]


def release(talk: Talk, media_id: str, for_all: str) -> Answer:
    officer, village = talk.resident()
    media.release(talk.work, officer, village, int(media_id), for_all == "1")
    return Answer(Toast("media.toast.released" if for_all == "1" else "media.toast.hidden"))


def own(talk: Talk) -> Answer:
    """[Foto dan suara saya], beside the copy of one's data: all of it, as it is kept."""
    person, village = talk.resident()
    found = talk.work.media.of_resident(person.id)
    if not found:
        raise Refusal("media.refused.gone")
    for one in found[:MOST_OWN]:
        number = talk.work.proposals.get(one.proposal_id).number if one.proposal_id else None
        letter = media.letter(talk.chat.id, person.id, village, one, number)
        talk.work.outbox.post(replace(letter, speaker=talk.speaker))
    return Answer()
