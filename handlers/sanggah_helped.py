"""A kader objects to the draft of the minutes for a neighbour without a phone who attended."""

from actions import sanggah_helped
from handlers import flow, sanggah
from handlers.chat import Talk
from handlers.flow import Answers, Choice, Flow, Question, Said, Step, Taken
from village import aid
from village.refusal import Refusal

MOST = 30


def begin(talk: Talk, meeting_id: str) -> None:
    helper, village = talk.resident()
    if not sanggah_helped.neighbours(talk.work, helper, village, int(meeting_id)):
        talk.say("sanggah.helped_none")
        return
    flow.begin(talk, HELPED, {"meeting": int(meeting_id)})


def _ask_person(talk: Talk, answers: Answers) -> Question:
    helper, village = talk.resident()
    found = sanggah_helped.neighbours(talk.work, helper, village, answers["meeting"])[:MOST]
    rows = [[Choice("button.aid_person", p.id, {"name": p.name, "rt": p.rt or "-"})] for p in found]
    return Question("sanggah.ask_helped", {}, rows)


def _person(talk: Talk, answers: Answers, said: Said) -> Taken:
    helper, village = talk.resident()
    found = sanggah_helped.neighbours(talk.work, helper, village, answers["meeting"])
    person = next((p for p in found if str(p.id) == said.value), None)
    if person is None:
        raise Refusal("talk.refused.tap")
    return Taken({**answers, "person": person.id, "name": person.name})


def _ask_consent(talk: Talk, answers: Answers) -> Question:
    choices = [[Choice("button.agrees", 1)], [Choice("button.agrees_not", 0)]]
    return Question("sanggah.ask_consent", {"name": answers["name"]}, choices)


def _consent(talk: Talk, answers: Answers, said: Said) -> Taken:
    if said.value not in ("0", "1"):
        raise Refusal("talk.refused.tap")
    left = {} if said.value == "1" else {flow.LEFT: True}
    return Taken({**answers, "consent": said.value == "1", **left})


def _ask_slip(talk: Talk, answers: Answers) -> Question:
    return Question("aid.ask_slip", {"name": answers["name"]})


def _slip(talk: Talk, answers: Answers, said: Said) -> Taken:
    found = aid.slip(said.text)
    sanggah_helped.refuse_unless_free(talk.work, answers["meeting"], found)
    return Taken({**answers, "slip": found})


def _finish(talk: Talk, answers: Answers) -> None:
    if not answers["consent"]:
        talk.say("aid.no_consent", {"name": answers["name"]}, menu=True)
        return
    helper, village = talk.resident()
    sanggah_helped.object_(
        talk.work, helper, village, answers["meeting"], answers["person"], answers["item"], answers["slip"],
        answers["words"],
    )  # fmt: skip
    talk.say("sanggah.helped_kept", {"name": answers["name"], "slip": answers["slip"]}, menu=True)


HELPED = flow.register(
    Flow(
        "sanggah_helped",
        (
            Step("person", _ask_person, _person),
            Step("consent", _ask_consent, _consent),
            Step("slip", _ask_slip, _slip),
            *sanggah.WHAT,
        ),
        _finish,
    )
)
