"""[Suara menunggu]: an officer hears a voice note and types its line; its author confirms, the proposal goes on."""

from actions import media, queue, voices
from actions.letters import Button, Fact, text
from handlers import carry, flow, propose
from handlers.chat import Answer, Talk, Toast, pairs
from handlers.flow import Answers, Choice, Flow, Question, Said, Step, Taken
from handlers.queue import aged
from village.media import SHORTEST_LINE, Sent, Typing
from village.refusal import Refusal
from village.words import kept

PAGE = 6


def sent(talk: Talk, found: Sent) -> None:
    """A voice note without words: it waits for an officer, and its author may write it at once."""
    author, village = talk.resident()
    number = media.note(talk.work, author, village, found, talk.msg.message, Typing.WAITING)
    carry.add(talk, [number])
    buttons = [
        [Button("button.write_myself", "srt", (number,))], [Button("button.council_only", "srp", (number,))],
        [Button("button.drop_voice", "srx", (number,))],
    ]  # fmt: skip
    heard = voices.hearers(talk.work, village, author)
    talk.say("voice.kept" if heard else "voice.kept_unheard", buttons=buttons)
    if flow.open_flow(talk) != propose.PROPOSE.name:  # what is to be written there has just been said
        flow.ask_again(talk)


def listed(talk: Talk) -> None:
    """What waits, oldest first; nobody's name."""
    officer, village = talk.resident()
    found, many = voices.waiting(talk.work, officer, village, PAGE)
    if not found:
        talk.say("voice.none")
        return
    lines: list[Fact] = [
        text(
            "voice.line", n=turn, age=aged(queue.days(talk.work, village, one.at)), place=voices.where(village, one),
            seconds=one.seconds,
        )
        for turn, one in enumerate(found, 1)
    ]  # fmt: skip
    buttons = [Button("button.voice", "srb", (one.id,), {"n": turn}) for turn, one in enumerate(found, 1)]
    talk.say("voice.list", {"n": many, "lines": {"lines": lines}}, pairs(buttons))


def opened(talk: Talk, media_id: str) -> None:
    """The voice itself, and the question what is said."""
    officer, village = talk.resident()
    found = voices.opened(talk.work, officer, village, int(media_id))
    talk.work.outbox.post(media.letter(talk.chat.id, officer.id, village, found, None))
    flow.begin(talk, LINE, {"voice": found.id})


def _ask_line(talk: Talk, answers: Answers) -> Question:
    found = talk.work.media.get(answers["voice"])
    wrong = text("voice.was_wrong", line=found.line) if found and found.line else None
    choices = [[Choice("button.voice_unclear", 0)], [Choice("button.cancel", 2)]]
    return Question("voice.ask_typed", {"wrong": wrong}, choices)


def _line(talk: Talk, answers: Answers, said: Said) -> Taken:
    if said.value is not None:
        return Taken({**answers, "line": None if said.value == "0" else ""})
    if len(kept(said.text)) < SHORTEST_LINE:
        raise Refusal("voice.refused.short")
    return Taken({**answers, "line": said.text})


def _typed(talk: Talk, answers: Answers) -> None:
    officer, village = talk.resident()
    if answers["line"] is None:
        voices.unclear(talk.work, officer, village, answers["voice"])
        talk.say("voice.told_unclear", buttons=_more())
    elif not answers["line"]:
        talk.say("voice.left", buttons=_more())
    else:
        line = voices.typed(talk.work, officer, village, answers["voice"], answers["line"])
        talk.say("voice.asked", {"line": line}, _more())


def _more() -> list[list[Button]]:
    return [[Button("button.voices", "sr")]]


LINE = flow.register(Flow("voice_line", (Step("line", _ask_line, _line),), _typed))


def right(talk: Talk, media_id: str) -> Answer:
    """[Ya, benar]: the line becomes the author's words, and the proposal goes on with them."""
    author, _ = talk.resident()
    found = voices.confirmed(talk.work, author, int(media_id))
    carried = [] if carry.goes_on(talk) else carry.carries(talk)
    propose.begin(talk, found.line)
    carry.add(talk, [*carried, found.id])
    return Answer(redraw=talk.letter("voice.right", {"line": found.line}))


def wrong(talk: Talk, media_id: str) -> Answer:
    """[Bukan begitu]: it waits again."""
    author, _ = talk.resident()
    voices.denied(talk.work, author, int(media_id))
    return Answer(redraw=talk.letter("voice.wrong", buttons=[[Button("button.write_myself", "srt", (int(media_id),))]]))


def write(talk: Talk, media_id: str) -> Answer:
    """[Saya tulis sendiri]: the next sentence is what is proposed; the voice goes with it."""
    author, _ = talk.resident()
    found = voices.by_author(talk.work, author, int(media_id))
    if carry.add(talk, [found.id]):
        flow.ask_again(talk)
    else:
        propose.begin(talk)
        carry.add(talk, [found.id])
    return Answer(redraw=talk.letter("voice.own_words"))


def drop(talk: Talk, media_id: str) -> Answer:
    author, _ = talk.resident()
    voices.dropped(talk.work, author, int(media_id))
    carry.take_off(talk, [int(media_id)])
    return Answer(Toast("voice.toast.dropped"), talk.letter("voice.dropped"))
