"""[Ini aduan tentang perangkat desa]: to the council alone."""

from actions import complain, complain_aloud, media
from actions.letters import Button, Fact, raw, text
from handlers import carry, flow
from handlers.chat import Answer, Talk, pairs
from handlers.flow import Answers, Choice, Flow, Question, Said, Step, Taken, sure
from village.media import SHORTEST_LINE
from village.refusal import Refusal
from village.words import kept


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


def keep_apart(talk: Talk, media_id: str) -> Answer:
    """[Hanya untuk BPD] beside a voice: what is no proposal waits with none."""
    author, village = talk.resident()
    told = complain_aloud.keep_apart(talk.work, author, village, int(media_id))
    carry.take_off(talk, [int(media_id)])
    drop = [[Button("button.drop_voice", "srx", (int(media_id),))]]
    return Answer(redraw=talk.letter("complaint.voice_kept" if told else "complaint.voice_kept_waits", {}, drop))


def show(talk: Talk) -> None:
    """The council reads what has come in, and hears what was said."""
    member, village = talk.resident()
    found = complain.waiting(talk.work, member, village)
    said = complain_aloud.waiting(talk.work, member, village)
    hear = pairs([Button("button.voice", "srk", (one.id,), {"n": n}) for n, one in enumerate(said, 1)])
    if said:
        talk.say("complaint.voices", {"n": len(said)}, hear)
    if not found:
        if not said:
            talk.say("complaint.none")
        return
    lines: list[Fact] = [
        text("complaint.line", number=raw(number), words=words, at={"at": at, "as": "date"})
        for number, words, at in found
    ]
    talk.say("complaint.list", {"lines": {"lines": lines}})


def opened(talk: Talk, media_id: str) -> None:
    """The voice itself, and the question what is said."""
    member, village = talk.resident()
    found = complain_aloud.opened(talk.work, member, village, int(media_id))
    talk.work.outbox.post(media.letter(talk.chat.id, member.id, village, found, None))
    flow.begin(talk, HEARD, {"voice": found.id})


def _ask_line(talk: Talk, answers: Answers) -> Question:
    choices = [[Choice("button.voice_unclear", 0)], [Choice("button.cancel", 2)]]
    return Question("complaint.ask_typed", {}, choices)


def _line(talk: Talk, answers: Answers, said: Said) -> Taken:
    if said.value is not None:
        return Taken({**answers, "line": None if said.value == "0" else ""})
    if len(kept(said.text)) < SHORTEST_LINE:
        raise Refusal("complaint.refused.short")
    return Taken({**answers, "line": said.text})


def _typed(talk: Talk, answers: Answers) -> None:
    member, village = talk.resident()
    if answers["line"] is None:
        complain_aloud.unclear(talk.work, member, village, answers["voice"])
        talk.say("complaint.told_unclear")
    elif not answers["line"]:
        talk.say("complaint.left")
    else:
        number = complain_aloud.typed(talk.work, member, village, answers["voice"], answers["line"])
        talk.say("complaint.typed", {"number": raw(number)})


HEARD = flow.register(Flow("complaint_line", (Step("line", _ask_line, _line),), _typed))
