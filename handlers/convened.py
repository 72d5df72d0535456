"""[Undangan musyawarah] at the desk: what this officer has called, who answered what, how it is moved or cancelled."""

from actions import call, call_draft, invitation, needs, neighbours
from actions.letters import Button, Fact, text
from handlers import convene_when, flow, habits
from handlers.chat import Talk
from handlers.flow import Answers, Choice, Flow, Question, Said, Step, Taken
from village.convening import LONGEST_LINE, SHORTEST
from village.meeting import ItemKind, Meeting
from village.refusal import Refusal
from village.words import line

SHOWN = 5
QUESTIONS = 20
NAMES = 20


def listed(talk: Talk) -> None:
    """What is coming up and this officer may change, and the way to call another one."""
    officer, village = talk.resident()
    if call_draft.prepares(officer, village):
        talk.say("call.prepare", buttons=[[Button("button.call_prepare", "jmg")]])
        return
    found = call.managed(talk.work, officer, village)
    rows = [
        [Button("button.meeting", "jmk", (m.id,), {
            "name": invitation.named(village, m), "at": {"at": m.starts_at, "as": "date"}})]
        for m in found[:SHOWN]
    ]  # fmt: skip
    own = [[Button("button.habits", "jmh")]] if habits.may(officer, village) else []
    talk.say("call.show", {"n": len(found)}, [[Button("button.call_new", "jmb")], *rows, *own])


def detail(talk: Talk, meeting_id: str) -> None:
    """How many answered what, without a name; what is asked; and what may be done about it."""
    officer, village = talk.resident()
    meeting = call.ahead(talk.work, officer, village, int(meeting_id))
    turnout = talk.work.meetings.turnout(meeting.id)
    questions = talk.work.meetings.items(meeting.id, ItemKind.QUESTION)
    lines: list[Fact] = [
        text("called.invited", n=talk.work.meetings.invited_count(meeting)),
        text("called.comes", n=turnout.comes, people=turnout.people),
        text("called.sends", n=turnout.sends),
        text("called.absent", n=turnout.absent),
        text("called.needs", transport=turnout.transport, child_care=turnout.child_care),
    ]
    if meeting.closes_at:
        lines.append(text("called.registered", n=turnout.registered))
    if questions:
        lines.append(text("called.questions", n=len(questions)))
        lines += [text("called.question", words=q.words) for q in questions[:QUESTIONS] if q.words]
    facts: dict[str, Fact] = {
        "name": invitation.named(village, meeting), "at": invitation.when(meeting), "place": meeting.place,
        "lines": {"lines": lines},
    }  # fmt: skip
    asked = turnout.transport + turnout.child_care and needs.reads(talk.work, officer, meeting)
    talk.say(
        "called.show", facts,
        [
            *([[Button("button.needs", "jmv", (meeting.id, 0))]] if asked else []),
            [Button("button.move_date", "jmd", (meeting.id,)), Button("button.move_place", "jmt", (meeting.id,))],
            [Button("button.call_off", "jmx", (meeting.id,)), Button("button.calendar", "jmc", (meeting.id,))],
        ],
    )  # fmt: skip


def needed(talk: Talk, meeting_id: str, page: str) -> None:
    """Who has asked for what, by name: for the convener, in private."""
    officer, village = talk.resident()
    if not talk.private:
        raise Refusal("talk.refused.old")
    meeting, found = needs.listed(talk.work, officer, village, int(meeting_id))
    first = int(page) * NAMES
    lines: list[Fact] = []
    for person, reply in found[first : first + NAMES]:
        wanted = [text(f"meeting.need.{name}") for name in ("transport", "child_care") if getattr(reply, name)]
        where = neighbours.place(village, person.dusun_id, person.rt)
        lines.append(
            text("called.need", name=person.name, place=where, people=reply.people, needs={"list": list(wanted)})
        )
    more = [[Button("button.after", "jmv", (meeting.id, int(page) + 1))]] if len(found) > first + NAMES else []
    facts: dict[str, Fact] = {
        "name": invitation.named(village, meeting), "n": len(found), "lines": {"lines": lines},
    }  # fmt: skip
    talk.say("called.needed" if lines else "called.none_needed", facts, more)


def _known(talk: Talk, meeting_id: str) -> Meeting:
    officer, village = talk.resident()
    return call.ahead(talk.work, officer, village, int(meeting_id))


def move_date(talk: Talk, meeting_id: str) -> None:
    meeting = _known(talk, meeting_id)
    flow.begin(talk, MOVE, _about(meeting) | {"place": meeting.place, "was": "at"})


def move_place(talk: Talk, meeting_id: str) -> None:
    meeting = _known(talk, meeting_id)
    flow.begin(talk, MOVE, _about(meeting) | {"at": meeting.starts_at, "was": "place"})


def call_off(talk: Talk, meeting_id: str) -> None:
    flow.begin(talk, CALL_OFF, _about(_known(talk, meeting_id)))


def _about(meeting: Meeting) -> dict[str, object]:
    return {"meeting": meeting.id, "version": meeting.version, "kind": meeting.kind.value}


def _ready(talk: Talk, answers: Answers) -> Answers:
    meeting = _known(talk, str(answers["meeting"]))
    return convene_when.warned(talk, answers, meeting.kind, meeting.id)


def _ask_reason(talk: Talk, answers: Answers) -> Question:
    return Question("call.ask_reason", {}, [[Choice("button.no_note", "none")]])


def _reason(talk: Talk, answers: Answers, said: Said) -> Taken:
    reason = "" if said.value is not None else line(said.text)
    if said.value is None and not SHORTEST <= len(reason) <= LONGEST_LINE:
        raise Refusal("call.refused.reason", most=LONGEST_LINE)
    return Taken({**answers, "reason": reason})


def _ask_move(talk: Talk, answers: Answers) -> Question:
    _, village = talk.resident()
    meeting = _known(talk, str(answers["meeting"]))
    facts: dict[str, Fact] = {
        "name": invitation.named(village, meeting), "at": {"at": answers["at"], "as": "moment"},
        "place": answers["place"], "reason": answers["reason"] or text("meeting.no_reason"),
        "n": len(talk.work.meetings.reached(meeting)),
    }  # fmt: skip
    return Question("call.preview_move", facts, [[Choice("button.move_now", 1)], [Choice("button.cancel", 0)]])


def _moved(talk: Talk, answers: Answers) -> None:
    if not answers["sure"]:
        talk.say("call.left", menu=True)
        return
    officer, village = talk.resident()
    now = call.move(
        talk.work, officer, village, answers["meeting"], answers["version"], answers["place"], answers["at"],
        answers["reason"],
    )  # fmt: skip
    facts: dict[str, Fact] = {
        "name": invitation.named(village, now), "at": invitation.when(now), "place": now.place,
    }  # fmt: skip
    talk.say("call.moved", facts, menu=True)


def _ask_off(talk: Talk, answers: Answers) -> Question:
    _, village = talk.resident()
    meeting = _known(talk, str(answers["meeting"]))
    facts: dict[str, Fact] = {
        "name": invitation.named(village, meeting), "at": invitation.when(meeting),
        "reason": answers["reason"] or text("meeting.no_reason"), "n": len(talk.work.meetings.reached(meeting)),
    }  # fmt: skip
    return Question("call.preview_off", facts, [[Choice("button.call_off_now", 1)], [Choice("button.cancel", 0)]])


def _off(talk: Talk, answers: Answers) -> None:
    if not answers["sure"]:
        talk.say("call.left", menu=True)
        return
    officer, village = talk.resident()
    now = call.cancel(talk.work, officer, village, answers["meeting"], answers["version"], answers["reason"])
    talk.say("call.off", {"name": invitation.named(village, now)}, menu=True)


MOVE = flow.register(
    Flow(
        "move_meeting",
        (*convene_when.STEPS, Step("reason", _ask_reason, _reason), Step("sure", _ask_move, flow.sure)),
        _moved,
        ready=_ready,
    )
)
CALL_OFF = flow.register(
    Flow("cancel_meeting", (Step("reason", _ask_reason, _reason), Step("sure", _ask_off, flow.sure)), _off)
)
