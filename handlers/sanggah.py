"""The draft of the minutes: sent by two offices, read and objected to by who attended, answered by the council."""

from actions import draft, hall, sitting
from actions.letters import Button, Fact, text
from handlers import flow
from handlers.chat import Answer, Talk
from handlers.flow import Answers, Choice, Flow, Question, Said, Step, Taken
from village.minutes import LONGEST_REASON, SHORTEST, Sitting
from village.refusal import Refusal
from village.words import clipped


def ask(talk: Talk, meeting_id: str) -> None:
    officer, village = talk.resident()
    draft.ask(talk.work, officer, village, int(meeting_id))
    talk.say("minutes.draft_asked", menu=True)


def send(talk: Talk, meeting_id: str) -> Answer:
    second, village = talk.resident()
    meeting = draft.send(talk.work, second, village, int(meeting_id))
    held = talk.work.halls.get(meeting.id, village.id)
    until: Fact = {"at": held.objects_until, "as": "moment"} if held else None
    return Answer(redraw=talk.letter("minutes.draft_sent", {"meeting": hall.named(village, meeting), "until": until}))


def decline(talk: Talk, meeting_id: str) -> Answer:
    second, village = talk.resident()
    meeting = draft.decline(talk.work, second, village, int(meeting_id))
    return Answer(redraw=talk.letter("minutes.draft_declined", {"meeting": hall.named(village, meeting)}))


def read(talk: Talk, meeting_id: str) -> None:
    """The minutes: sealed for everybody, before that for whoever attended and the officers who write them."""
    person, village = talk.resident()
    if not (meeting_id.isascii() and meeting_id.isdecimal() and len(meeting_id) < 18):
        raise Refusal("hall.refused.none")
    meeting, held = hall.find(talk.work, village, int(meeting_id))
    if held.state is Sitting.SEALED:
        proof = [[Button("button.proof", "rsp", (meeting.id,))]]
        talk.say("minutes.read", {**draft.facts(talk.work, village, meeting), "place": meeting.place}, proof)
        return
    there = talk.work.halls.there(meeting.id, person.id)
    if held.state is not Sitting.OPEN or not (there or person.offices):
        raise Refusal("minutes.refused.not_yet")
    told = {**draft.facts(talk.work, village, meeting), "until": {"at": held.objects_until, "as": "moment"}}
    talk.say("minutes.draft", told, [[Button("button.object", "rso", (meeting.id,))]] if there else ())


def proof(talk: Talk, meeting_id: str) -> None:
    """What was put into the book: whoever has the text can make the same mark from it."""
    _, village = talk.resident()
    meeting, held = hall.find(talk.work, village, int(meeting_id))
    if held.state is not Sitting.SEALED:
        raise Refusal("minutes.refused.not_yet")
    talk.say(
        "minutes.proof",
        {"meeting": hall.named(village, meeting), "digest": held.digest, "at": {"at": held.sealed_at, "as": "moment"}},
    )


def begin(talk: Talk, meeting_id: str) -> None:
    person, village = talk.resident()
    meeting, _ = draft.may_object(talk.work, person, village, int(meeting_id))
    flow.begin(talk, SANGGAH, {"meeting": meeting.id})


def _ask_item(talk: Talk, answers: Answers) -> Question:
    _, village = talk.resident()
    meeting = hall.called(talk.work, village, answers["meeting"])
    rows = [
        [Choice("button.item_open", item.id, {"n": {"raw": n}, "title": clipped(sitting.title(talk.work, item), 40)})]
        for n, (item, _) in enumerate(sitting.written(talk.work, meeting), start=1)
    ]
    return Question("sanggah.ask_item", {}, rows)


def _item(talk: Talk, answers: Answers, said: Said) -> Taken:
    _, village = talk.resident()
    meeting = hall.called(talk.work, village, answers["meeting"])
    known = {str(item.id) for item, _ in sitting.written(talk.work, meeting)}
    if said.value not in known:
        raise Refusal("talk.refused.tap")
    return Taken({**answers, "item": int(said.value or 0)})


def _ask_words(talk: Talk, answers: Answers) -> Question:
    return Question("sanggah.ask_words")


def _reason(talk: Talk, answers: Answers, said: Said) -> Taken:
    words = clipped(said.text, LONGEST_REASON)
    if len(words) < SHORTEST:
        raise Refusal("minutes.refused.short")
    return Taken({**answers, "words": words})


def _objected(talk: Talk, answers: Answers) -> None:
    person, village = talk.resident()
    draft.object_(talk.work, person, village, answers["meeting"], answers["item"], answers["words"])
    talk.say("sanggah.kept_words", menu=True)


WHAT = (Step("item", _ask_item, _item), Step("words", _ask_words, _reason))
SANGGAH = flow.register(Flow("sanggah", WHAT, _objected))


def listed(talk: Talk) -> None:
    """What the council has to answer, each with what was objected to."""
    member, village = talk.resident()
    found = [s for s in draft.waiting(talk.work, member, village) if s.resident_id != member.id]
    talk.say("sanggah.list" if found else "sanggah.none", {"n": len(found)})
    for objected in found[:5]:
        talk.say("sanggah.new", draft.about(talk.work, village, objected), draft.answers(objected))


def answer(talk: Talk, sanggah_id: str, granted: str) -> None:
    member, village = talk.resident()
    draft.look(talk.work, member, village, int(sanggah_id))
    flow.begin(talk, ANSWER, {"sanggah": int(sanggah_id), "granted": int(granted)})


def _ask_why(talk: Talk, answers: Answers) -> Question:
    return Question("sanggah.ask_right" if answers["granted"] else "sanggah.ask_stands")


def _why(talk: Talk, answers: Answers, said: Said) -> Taken:
    words = clipped(said.text, LONGEST_REASON)
    if len(words) < SHORTEST:
        raise Refusal("sanggah.refused.reason")
    return Taken({**answers, "why": words})


def _answered(talk: Talk, answers: Answers) -> None:
    member, village = talk.resident()
    draft.answer(talk.work, member, village, answers["sanggah"], bool(answers["granted"]), answers["why"])
    talk.say("sanggah.answered", {"answer": text("sanggah.you_said", words=answers["why"])}, menu=True)


ANSWER = flow.register(Flow("sanggah_answer", (Step("why", _ask_why, _why),), _answered))
