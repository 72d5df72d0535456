"""[Ini aduan tentang perangkat desa]: to the council alone."""

from actions import complain
from actions.letters import Fact, raw, text
from handlers import flow
from handlers.chat import Talk
from handlers.flow import Answers, Choice, Flow, Question, Step, sure


def begin(talk: Talk, words: str) -> None:
    """Ask once before it goes; the words are taken as they are."""
    talk.resident()
    flow.begin(talk, COMPLAINT, {"words": words})


def _ask(talk: Talk, answers: Answers) -> Question:
    return Question(
        "complaint.ask_sure",
        {"words": answers["words"]},
        [[Choice("button.send_complaint", 1)], [Choice("button.cancel", 0)]],
    )


def _finish(talk: Talk, answers: Answers) -> None:
    if not answers["sure"]:
        talk.say("talk.stopped", {"words": answers["words"]}, menu=True)
        return
    send(talk, answers["words"])


def send(talk: Talk, words: str) -> None:
    author, village = talk.resident()
    number, told = complain.submit(talk.work, author, village, words)
    talk.say("complaint.done" if told else "complaint.done_waits", {"number": raw(number)}, menu=True)


COMPLAINT = flow.register(Flow("complaint", (Step("sure", _ask, sure),), _finish, keeps=True))


def show(talk: Talk) -> None:
    """The council reads what has come in."""
    member, village = talk.resident()
    found = complain.waiting(talk.work, member, village)
    if not found:
        talk.say("complaint.none")
        return
    lines: list[Fact] = [
        text("complaint.line", number=raw(number), words=words, at={"at": at, "as": "date"})
        for number, words, at in found
    ]
    talk.say("complaint.list", {"lines": {"lines": lines}})
