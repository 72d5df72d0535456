"""Change a proposal of one's own: one part of it at a time, shown once more before it counts."""

from actions import change
from actions.letters import Button, Fact, raw, text
from actions.neighbours import place
from handlers import behalf, flow, sentence
from handlers.chat import Talk, pairs
from handlers.flow import Answers, Choice, Flow, Question, Said, Step, Taken
from handlers.propose import ASKED, benefit_words
from village.refusal import Refusal

PARTS = {"words": ("words",), "place": ("dusun", "rt"), "benefit": ("benefit",), "behalf": ("behalf",)}
"""What can be changed, and which answers are then asked for anew."""


def ask(talk: Talk, number: str) -> None:
    author, village = talk.resident()
    proposal = change.changeable(talk.work, author, village, int(number))
    choices = [Button(f"button.change_{part}", "pe", (proposal.number, part)) for part in PARTS]
    facts: dict[str, Fact] = {
        "number": raw(proposal.number),
        "title": proposal.title,
        "place": place(village, proposal.dusun_id, proposal.rt),
        "benefit": benefit_words(proposal.benefit),
        "behalf": behalf.said(proposal.behalf),
    }
    talk.say("proposal.ask_change", facts, pairs(choices))


def begin(talk: Talk, number: str, part: str) -> None:
    author, village = talk.resident()
    proposal = change.changeable(talk.work, author, village, int(number))
    if part not in PARTS:
        raise Refusal("talk.refused.old")
    known = {
        "words": proposal.words, "dusun": proposal.dusun_id or 0, "rt": proposal.rt or "", "benefit": proposal.benefit,
        "behalf": proposal.behalf,
    }  # fmt: skip
    left = {name: value for name, value in known.items() if name not in PARTS[part]}
    old = {flow.OLD: proposal.words} if part == "words" and proposal.words else {}
    about = {"village": village.id, "number": proposal.number, flow.WAS: proposal.words}
    if part != "words":
        about[sentence.READ] = True
    flow.begin(talk, CHANGE, {**about, **left, **old})


def _ready(talk: Talk, answers: Answers) -> Answers:
    """New words that name another place move it there."""
    if "words" not in answers or answers.get(sentence.READ):
        return answers
    village = sentence.village_of(talk, answers)
    told = sentence.placed(village, sentence.reading(talk, village, answers["words"]))
    return sentence.alone(village, {**answers, **told, sentence.READ: True})


def _ask_sure(talk: Talk, answers: Answers) -> Question:
    _, village = talk.resident()
    facts: dict[str, Fact] = {
        "number": raw(answers["number"]),
        "words": answers["words"],
        "place": place(village, answers["dusun"] or None, answers["rt"] or None),
        "benefit": benefit_words(answers["benefit"]),
        "behalf": behalf.said(answers["behalf"]),
    }
    return Question("proposal.sure_change", facts, [[Choice("button.yes_change", 1), Choice("button.cancel", 2)]])


def _sure(talk: Talk, answers: Answers, said: Said) -> Taken:
    if said.value not in ("1", "2"):
        raise Refusal("talk.refused.tap")
    return Taken({**answers, "sure": said.value == "1"})


def _finish(talk: Talk, answers: Answers) -> None:
    author, village = talk.resident()
    number = answers["number"]
    if not answers["sure"]:
        talk.say("proposal.kept", {"number": raw(number)}, menu=True)
        return
    place_ = (answers["dusun"] or None, answers["rt"] or None)
    changed, told = change.change(talk.work, author, village, number, answers["words"], *place_, answers["benefit"],
                                  answers["behalf"])  # fmt: skip
    facts: dict[str, Fact] = {"number": raw(number), "title": changed.title}
    talk.say("proposal.changed", {**facts, "told": text("proposal.changed_told") if told else None}, menu=True)


CHANGE = flow.register(
    Flow("change", (*ASKED, behalf.CHANGED, Step("sure", _ask_sure, _sure)), _finish, keeps=True, ready=_ready)
)  # fmt: skip
