"""The schedule, the card of one meeting, and what a resident answers there."""

from actions import answer as answers
from actions import invitation
from actions.letters import Button, Fact, Letter, raw, text
from handlers import flow
from handlers.chat import Answer, Talk, Toast
from handlers.flow import Answers, Choice, Flow, Question, Said, Step, Taken
from village import meeting as meetings
from village.meeting import Meeting, State
from village.place import Village
from village.refusal import Refusal

SHOWN = 6


def schedule(talk: Talk) -> None:
    """What is coming up in this village: meetings with place, time and one's own answer, and running polls."""
    village = talk.published()
    coming = talk.work.meetings.coming(village.id)[:SHOWN]
    running = [p for p in talk.work.polls.running(village.id) if talk.work.now < p.closes_at]
    lines: list[Fact] = [_line(talk, village, meeting) for meeting in coming]
    lines += [
        text("schedule.poll", ordinal=raw(talk.work.polls.ordinal(p)), closes_at={"at": p.closes_at, "as": "moment"})
        for p in running
    ]
    if not lines:
        talk.say("schedule.none")
        return
    rows = [[_door(talk, village, meeting)] for meeting in coming]
    talk.say("schedule.show", {"lines": {"lines": lines}}, rows)


def _line(talk: Talk, village: Village, meeting: Meeting) -> Fact:
    facts: dict[str, Fact] = {
        "name": invitation.named(village, meeting), "at": invitation.when(meeting), "place": meeting.place,
    }  # fmt: skip
    if meeting.state is State.RUNNING:
        return text("schedule.running", **facts)
    if not talk.private or talk.person is None:
        return text("schedule.meeting", **facts)
    reply = talk.work.meetings.answer_of(meeting.id, talk.person.id)
    return text("schedule.meeting_own", **facts, own=text(f"schedule.own.{reply.said if reply else 'none'}"))


def _door(talk: Talk, village: Village, meeting: Meeting) -> Button:
    facts: dict[str, Fact] = {
        "name": invitation.named(village, meeting), "at": {"at": meeting.starts_at, "as": "date"},
    }  # fmt: skip
    if talk.private:
        return Button("button.meeting", "jmo", (meeting.id,), facts)
    return Button("button.meeting", facts=facts, url=f"bot:rapat_{meeting.id}")


def linked(talk: Talk, rest: str) -> None:
    """`/start rapat_<number>`, from a group or a poster."""
    if not (rest.isascii() and rest.isdecimal()):
        raise Refusal("answer.refused.unknown")
    show(talk, rest)


def show(talk: Talk, meeting_id: str) -> None:
    """Everything about one meeting, as it is now."""
    _, village = talk.resident()
    found = talk.work.meetings.get(int(meeting_id))
    if found is None or found.village_id != village.id:
        raise Refusal("answer.refused.unknown")
    card = drawn(talk, village, found)
    talk.say(card.key, card.facts, card.buttons)


def drawn(talk: Talk, village: Village, meeting: Meeting) -> Letter:
    person, _ = talk.resident()
    facts: dict[str, Fact] = {
        "name": invitation.named(village, meeting), "state": text(f"meeting.state.{_state(talk, meeting)}"),
        "lines": invitation.lines(talk.work, village, meeting, person.id),
    }  # fmt: skip
    open_still = meeting.ahead and talk.work.now < meeting.starts_at and invitation.fits(meeting, person)
    rows = invitation.buttons(meeting, talk.work.meetings.answer_of(meeting.id, person.id)) if open_still else []
    return talk.letter("meeting.card", facts, rows)


def _state(talk: Talk, meeting: Meeting) -> str:
    """How it stands, as people say it: what nobody has opened on time has begun all the same."""
    if meeting.ahead and talk.work.now >= meeting.starts_at:
        return "begun"
    return meeting.state


def answer(talk: Talk, meeting_id: str, said: str) -> Answer:
    person, village = talk.resident()
    if said not in set(meetings.Said):
        raise Refusal("talk.refused.old")
    now = answers.say(talk.work, person, village, int(meeting_id), meetings.Said(said))
    return _noted(talk, village, now)


def bring(talk: Talk, meeting_id: str, people: str) -> Answer:
    person, village = talk.resident()
    return _noted(talk, village, answers.bring(talk.work, person, village, int(meeting_id), int(people)))


def need(talk: Talk, meeting_id: str, which: str, needed: str) -> Answer:
    person, village = talk.resident()
    return _noted(talk, village, answers.need(talk.work, person, village, int(meeting_id), which, needed == "1"))


def _noted(talk: Talk, village: Village, meeting: Meeting) -> Answer:
    return Answer(Toast("answer.toast.noted"), drawn(talk, village, meeting))


def calendar(talk: Talk, meeting_id: str) -> None:
    """The meeting as a file that every calendar opens; of a cancelled one, the file that takes it out again."""
    _, village = talk.resident()
    meeting = talk.work.meetings.get(int(meeting_id))
    if meeting is None or meeting.village_id != village.id:
        raise Refusal("answer.refused.unknown")
    cancelled = meeting.state is State.CANCELLED
    facts: dict[str, Fact] = {
        "name": invitation.named(village, meeting),
        invitation.CALENDAR: invitation.calendar(talk.work, village, meeting),
    }
    key = "meeting.calendar_cancelled" if cancelled else "meeting.calendar"
    talk.say(key, facts, attach="calendar")


def question(talk: Talk, meeting_id: str) -> None:
    person, village = talk.resident()
    meeting = answers.open_meeting(talk.work, person, village, int(meeting_id))
    answers.refuse_unless_few(talk.work, person, village, meeting)
    flow.begin(talk, QUESTION, {"meeting": meeting.id})


def _ask_words(talk: Talk, asked: Answers) -> Question:
    _, village = talk.resident()
    meeting = talk.work.meetings.get(asked["meeting"])
    assert meeting is not None
    return Question(
        "answer.ask_question", {"name": invitation.named(village, meeting)}, [[Choice("button.cancel", "stop")]]
    )


def _words(talk: Talk, asked: Answers, said: Said) -> Taken:
    if said.value == "stop":
        return Taken({**asked, "words": None})
    person, village = talk.resident()
    answers.ask(talk.work, person, village, asked["meeting"], said.text)
    return Taken({**asked, "words": ""})


def _asked(talk: Talk, asked: Answers) -> None:
    talk.say("answer.stopped" if asked["words"] is None else "answer.question_kept", menu=True)


QUESTION = flow.register(Flow("meeting_question", (Step("words", _ask_words, _words),), _asked))
