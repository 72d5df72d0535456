"""[Siarkan kabar]: an officer types it, chooses for whom, sees it as it will look; it goes out, and can be held."""

from actions import audience, broadcast, broadcast_doors, broadcast_draft, invitation
from actions.letters import Button, Fact, text
from handlers import flow
from handlers.chat import Answer, Talk, Toast
from handlers.flow import Answers, Choice, Flow, Question, Said, Step, Taken, sure
from village.broadcast import LEAST, MOST, OF_MEETING, PREPARE, Kind, Segment, State, units
from village.people import RIGHTS, Office, Resident
from village.place import Dusun, Village
from village.refusal import Refusal
from village.words import kept

LISTED = 6
OF_PEOPLE = (Kind.WOMEN, Kind.YOUNG, Kind.OLD)
MEETING = "rapat"
"""Instead of a segment: by what people have answered to a coming meeting."""
OTHERS = "lain"
WHICH = ("dusun", "by_meeting", "meeting")
"""Among the answers: what narrows the first choice of whom it is for."""


def desk(talk: Talk) -> None:
    """What an officer may do about news: write some, look at what was sent, call at the doors it did not reach."""
    officer, village = talk.resident()
    if not _prepares(talk):
        broadcast.begin_look(talk.work, officer, village)
    tools = [Button("button.cast_write", "siw")]
    if RIGHTS["broadcast"].who(officer, village.id):
        tools.append(Button("button.broadcasts", "sis"))
    if RIGHTS["see_unheard"].who(officer, village.id):
        tools.append(Button("button.cast_doors", "sid"))
    talk.say("cast.desk", buttons=[[tool] for tool in tools])


def begin(talk: Talk) -> None:
    officer, village = talk.resident()
    _left(talk)
    if not officer.offices & PREPARE and village.hamlet(officer.dusun_id) is None:
        raise Refusal("aid.refused.no_home")
    flow.begin(talk, BROADCAST, {"village": village.id})


def _left(talk: Talk) -> int:
    """How many may still be sent, or prepared, today."""
    officer, village = talk.resident()
    begin = broadcast_draft.begin if _prepares(talk) else broadcast.begin
    return begin(talk.work, officer, village)


def _prepares(talk: Talk) -> bool:
    """A facilitator who holds no office that sends."""
    officer, village = talk.resident()
    sends, prepares = RIGHTS["broadcast"], RIGHTS["draft_broadcast"]
    return prepares.who(officer, village.id) and not sends.who(officer, village.id)


def _ask_words(talk: Talk, answers: Answers) -> Question:
    return Question("cast.ask_words", {"most": MOST, "left": _left(talk)})


def _words(talk: Talk, answers: Answers, said: Said) -> Taken:
    words = kept(said.text)
    if units(words) > MOST:
        raise Refusal("cast.refused.long", length=units(words), most=MOST)
    if units(words) < LEAST:
        raise Refusal("cast.refused.short")
    return Taken({**answers, "words": words})


def _ask_where(talk: Talk, answers: Answers) -> Question:
    officer, village = talk.resident()
    if officer.offices & PREPARE:
        kinds = [Segment(kind) for kind in (Kind.ALL, *OF_PEOPLE, Kind.OFFICERS, Kind.CHATS)]
        found = [*kinds, *(Segment(Kind.DUSUN, hamlet.id) for hamlet in village.dusun)]
    else:
        found = _near(officer, village)
    choices = [_choice(talk, segment) for segment in found]
    rows = [choices[i : i + 2] for i in range(0, len(choices), 2)]
    if audience.meetings(talk.work, officer, village):
        rows.append([Choice("button.cast_meeting", MEETING)])
    return Question("cast.ask_where", {}, rows)


def _near(officer: Resident, village: Village) -> list[Segment]:
    """What whoever is in office in a dusun may choose from; for an RT there is one only, and nothing is asked."""
    hamlet = village.hamlet(officer.dusun_id)
    if hamlet is None:
        raise Refusal("aid.refused.no_home")
    if officer.offices.isdisjoint({Office.KADER, Office.KADUS}):
        return [Segment(Kind.RT, hamlet.id, officer.rt)] if officer.rt else []
    return [*_parts(hamlet), *(Segment(kind, hamlet.id) for kind in OF_PEOPLE)]


def _parts(hamlet: Dusun) -> list[Segment]:
    return [Segment(Kind.DUSUN, hamlet.id), *(Segment(Kind.RT, hamlet.id, rt) for rt in hamlet.rts)]


def _choice(talk: Talk, segment: Segment) -> Choice:
    _, village = talk.resident()
    return Choice("button.cast_segment", str(segment), {"segment": audience.named(talk.work, village, segment)})


def _where(talk: Talk, answers: Answers, said: Said) -> Taken:
    officer, village = talk.resident()
    before = {name: value for name, value in answers.items() if name not in WHICH}
    if said.value == MEETING:
        return _by_meeting(talk, before)
    segment = _chosen(talk, said)
    hamlet = village.hamlet(segment.dusun_id) if segment.kind is Kind.DUSUN else None
    if hamlet is not None and officer.offices & PREPARE and len(hamlet.rts) > 1:
        return Taken({**before, "where": str(segment), "dusun": hamlet.id})
    return Taken({**before, "where": str(segment)})


def _by_meeting(talk: Talk, answers: Answers) -> Taken:
    """Where one meeting only is coming, nobody is asked which."""
    coming = audience.meetings(talk.work, *talk.resident())
    if not coming:
        raise Refusal("cast.refused.meeting")
    only = {"meeting": coming[0].id} if len(coming) == 1 else {}
    return Taken({**answers, "where": MEETING, "by_meeting": True, **only})


def _ask_meeting(talk: Talk, answers: Answers) -> Question:
    officer, village = talk.resident()
    coming = audience.meetings(talk.work, officer, village)[:LISTED]
    choices = [
        Choice("button.meeting", m.id, {"name": invitation.named(village, m), "at": {"at": m.starts_at, "as": "date"}})
        for m in coming
    ]
    return Question("cast.ask_meeting", {}, [[choice] for choice in choices])


def _meeting(talk: Talk, answers: Answers, said: Said) -> Taken:
    offered = {str(choice.value) for row in _ask_meeting(talk, answers).choices for choice in row}
    if said.value not in offered:
        raise Refusal("talk.refused.tap")
    return Taken({**answers, "meeting": int(said.value)})


def _ask_said(talk: Talk, answers: Answers) -> Question:
    """Each answer with how many gave it; what nobody has answered is not offered."""
    _, village = talk.resident()
    meeting = talk.work.meetings.get(answers["meeting"])
    assert meeting is not None
    rows = []
    for kind in OF_MEETING:
        segment = Segment(kind, meeting_id=meeting.id)
        if n := len(audience.PEOPLE[kind](talk.work, village, segment)):
            rows.append([Choice(f"button.cast_said_{kind}", str(segment), {"n": n})])
    rows.append([Choice("button.cast_others", OTHERS)])
    return Question("cast.ask_said", {"name": invitation.named(village, meeting)}, rows)


def _said(talk: Talk, answers: Answers, said: Said) -> Taken:
    if said.value == OTHERS:
        return Taken({name: answers[name] for name in answers if name not in ("where", *WHICH)})
    return _part(talk, answers, said)


def _ask_part(talk: Talk, answers: Answers) -> Question:
    _, village = talk.resident()
    hamlet = village.hamlet(answers["dusun"])
    if hamlet is None:
        raise Refusal("talk.refused.old")
    choices = [_choice(talk, segment) for segment in _parts(hamlet)]
    return Question("cast.ask_part", {}, [choices[:1], *(choices[i : i + 2] for i in range(1, len(choices), 2))])


def _part(talk: Talk, answers: Answers, said: Said) -> Taken:
    return Taken({**answers, "part": str(_chosen(talk, said))})


def _chosen(talk: Talk, said: Said) -> Segment:
    segment = Segment.read(said.value or "")
    if segment is None:
        raise Refusal("talk.refused.tap")
    audience.of(talk.work, *talk.resident(), segment)
    return segment


def _segment(answers: Answers) -> Segment:
    segment = Segment.read(answers.get("part") or answers["where"])
    assert segment is not None
    return segment


def _only_one(talk: Talk, answers: Answers) -> Answers:
    """An RT speaks to its RT: nothing to choose, unless it has called a meeting."""
    officer, village = talk.resident()
    if "words" in answers and "where" not in answers and not officer.offices & PREPARE:
        found = _near(officer, village)
        if len(found) == 1 and not audience.meetings(talk.work, officer, village):
            audience.of(talk.work, officer, village, found[0])
            return {**answers, "where": str(found[0])}
    return answers


def _ask_sure(talk: Talk, answers: Answers) -> Question:
    officer, village = talk.resident()
    segment = _segment(answers)
    to = audience.of(talk.work, officer, village, segment)
    office = Office.FASILITATOR if _prepares(talk) else broadcast.in_office(officer, village)
    look = broadcast.look(village, answers["words"], office)
    facts: dict[str, Fact] = {
        "letter": text("cast.letter", **look), "segment": audience.named(talk.work, village, segment),
        "chats": len(to.chats),
        "people": text("cast.people", n=len(to.people)) if to.people else None, "lines": audience.classes(to.classes),
    }  # fmt: skip
    go = "button.cast_draft" if _prepares(talk) else "button.cast_send"
    return Question("cast.preview", facts, [[Choice(go, 1)], [Choice("button.cancel", 0)]])


def _finish(talk: Talk, answers: Answers) -> None:
    officer, village = talk.resident()
    if not answers["sure"]:
        talk.say("cast.stopped", menu=True)
        return
    if _prepares(talk):
        broadcast_draft.draft(talk.work, officer, village, answers["words"], _segment(answers))
        talk.say("cast.drafted", menu=True)
        return
    broadcast.send(talk.work, officer, village, answers["words"], _segment(answers), talk.chat.id)


BROADCAST = flow.register(
    Flow(
        "broadcast",
        (
            Step("words", _ask_words, _words),
            Step("where", _ask_where, _where),
            Step("meeting", _ask_meeting, _meeting, needs="by_meeting"),
            Step("part", _ask_said, _said, needs="meeting"),
            Step("part", _ask_part, _part, needs="dusun"),
            Step("sure", _ask_sure, sure),
        ),
        _finish,
        ready=_only_one,
    )
)


def listed(talk: Talk) -> None:
    """What was sent lately, each with its account; while one is under way, it can be held from here too."""
    officer, village = talk.resident()
    broadcast.begin_look(talk.work, officer, village)
    found = [s for s in talk.work.broadcasts.newest(village.id, LISTED) if broadcast.may_look(officer, s)]
    if not found:
        talk.say("cast.none")
        return
    rows = [[Button("button.cast_open", "sia", (sent.id,), {"title": broadcast_doors.title(sent)})] for sent in found]
    talk.say("cast.list", {"n": len(found)}, rows)


def account(talk: Talk, number: str) -> None:
    officer, village = talk.resident()
    sent = broadcast.seen(talk.work, officer, village, int(number))
    mine = broadcast.may_steer(officer, sent)
    buttons = broadcast.account_buttons(talk.work, sent) if mine else ()
    talk.say("cast.account", broadcast.account(talk.work, village, sent), buttons)


def forward(talk: Talk, number: str) -> None:
    """The words alone, as a message that is easily copied into WhatsApp."""
    officer, village = talk.resident()
    sent = broadcast.seen(talk.work, officer, village, int(number))
    talk.say("cast.forward_how")
    talk.say("cast.forward", broadcast.look(village, sent.words, sent.office))


def pause(talk: Talk, number: str) -> Answer:
    return _steered(talk, number, State.PAUSED)


def resume(talk: Talk, number: str) -> Answer:
    return _steered(talk, number, State.RUNNING)


def cancel(talk: Talk, number: str) -> Answer:
    return _steered(talk, number, State.CANCELLED)


def _steered(talk: Talk, number: str, to: State) -> Answer:
    """The message of progress is drawn anew by a letter: what stands in it must be the newest, whatever is lost."""
    officer, village = talk.resident()
    broadcast.steer(talk.work, officer, village, int(number), to)
    return Answer(Toast(f"cast.toast.{to}"))


def agree(talk: Talk, number: str) -> Answer:
    """What a facilitator has prepared goes out in this officer's name."""
    officer, village = talk.resident()
    broadcast_draft.agree(talk.work, officer, village, int(number), talk.chat.id)
    return Answer(redraw=talk.letter("cast.you_sent"))


def decline(talk: Talk, number: str) -> Answer:
    officer, village = talk.resident()
    broadcast_draft.decline(talk.work, officer, village, int(number))
    return Answer(redraw=talk.letter("cast.you_declined"))


def again(talk: Talk, number: str) -> Answer:
    officer, village = talk.resident()
    count = broadcast.again(talk.work, officer, village, int(number))
    return Answer(Toast("cast.toast.again", {"n": count}))
