"""A voice note instead of a written note: kept with the item, heard and typed when there is time."""

from actions import media, minutes_voice
from handlers import flow, minutes
from handlers.chat import Talk
from handlers.flow import Answers, Choice, Flow, Question, Said, Step, Taken
from village.media import Sent
from village.minutes import SHORTEST
from village.refusal import Refusal
from village.words import clipped


def sent(talk: Talk, found: Sent) -> None:
    """While the note of an item is asked for."""
    officer, village = talk.resident()
    answers = flow.open_answers(talk)
    minutes_voice.keep(
        talk.work, officer, village, answers["meeting"], answers["item"], found, talk.msg.message
    )  # fmt: skip
    flow.given(talk, minutes.SPOKEN)


def opened(talk: Talk, media_id: str) -> None:
    """The voice itself; while it waits, the question what is said."""
    officer, village = talk.resident()
    meeting, item, kept, heard = minutes_voice.opened(talk.work, officer, village, int(media_id))
    talk.work.outbox.post(media.letter(talk.chat.id, officer.id, village, heard, None))
    if kept.waits:
        flow.begin(talk, VOICE, {"meeting": meeting.id, "item": item.id, "voice": kept.media_id})


def _ask(talk: Talk, answers: Answers) -> Question:
    return Question(
        "minutes.ask_voice", {}, [[Choice("button.voice_unused", "unused")], [Choice("button.cancel", "stop")]]
    )


def _take(talk: Talk, answers: Answers, said: Said) -> Taken:
    if said.value is not None:
        return Taken({**answers, "said": "", "how": said.value})
    words = said.text.strip()
    if len(clipped(words, 10)) < SHORTEST:
        raise Refusal("minutes.refused.short")
    return Taken({**answers, "said": words, "how": "typed"})


def _finish(talk: Talk, answers: Answers) -> None:
    officer, village = talk.resident()
    if answers["how"] == "typed":
        minutes_voice.typed(talk.work, officer, village, answers["voice"], answers["said"])
    elif answers["how"] == "unused":
        minutes_voice.unused(talk.work, officer, village, answers["voice"])
    minutes.item(talk, str(answers["meeting"]), str(answers["item"]))


VOICE = flow.register(Flow("minutes_voice", (Step("said", _ask, _take),), _finish))
