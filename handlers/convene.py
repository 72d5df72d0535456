"""[Panggil musyawarah]: an officer calls a meeting, one question at a time; what the village knows is not asked."""

from typing import Any

from actions import call, call_draft, invitation, rights
from actions.letters import Fact, raw, text
from handlers import convene_guests, convene_when, flow
from handlers.chat import Talk
from handlers.flow import Answers, Choice, Flow, Question, Said, Step, Taken
from village import typed
from village.convening import (
    LONGEST_LINE,
    LONGEST_NAME,
    MOST_ITEMS,
    SHORTEST,
    bound,
    kinds,
    rite,
    usual_audience,
)
from village.meeting import Audience, Draft, ItemKind, Kind, Meeting, MeetingItem, Segment
from village.people import Office
from village.place import Village, local
from village.proposal import Proposal
from village.refusal import Refusal
from village.words import line

PER_PAGE = 6
WHOLE_VILLAGE = 0
MOST_TOPICS = 10
PREPARED = "prepared"
"""Among the answers: the number of the facilitator's draft with which the convener goes on."""
OFFICERS = tuple(office for office in Office if office is not Office.OPERATOR)


def begin(talk: Talk) -> None:
    officer, village = talk.resident()
    rights.require(talk.work, "call_meeting", officer, village)
    flow.begin(talk, CALL, {"picked": [], "page": 0, "guests": []})


def _year(talk: Talk, village: Village) -> int:
    return local(talk.work.now, village.zone).year


def _ask_kind(talk: Talk, answers: Answers) -> Question:
    officer, village = talk.resident()
    found = kinds(officer, _year(talk, village))
    return Question("call.ask_kind", {}, [[Choice(f"meeting.kind.{kind}", kind.value)] for kind in found])


def _kind(talk: Talk, answers: Answers, said: Said) -> Taken:
    officer, village = talk.resident()
    if said.value not in set(kinds(officer, _year(talk, village))):
        raise Refusal("talk.refused.tap")
    kind = Kind(said.value)
    home = bound(officer, kind, _year(talk, village))
    taken: dict[str, Any] = {**answers, "kind": kind.value}
    if kind is Kind.OWN:
        taken |= {"own": True, "bound": home or WHOLE_VILLAGE}
    elif kind not in (Kind.MUSDUS, Kind.MKP):
        taken["dusun"] = WHOLE_VILLAGE
    elif home is not None:
        taken["dusun"] = home
    return Taken(taken)


def ask_name(talk: Talk, answers: Answers) -> Question:
    return Question("call.ask_name")


def _name(talk: Talk, answers: Answers, said: Said) -> Taken:
    name = line(said.text)
    if not SHORTEST <= len(name) <= LONGEST_NAME:
        raise Refusal("call.refused.name", most=LONGEST_NAME)
    return Taken({**answers, "name": name})


def _ask_who(talk: Talk, answers: Answers) -> Question:
    """For a meeting of its own kind: everybody, women, a dusun, the RT of one's own dusun, or those in office."""
    _, village = talk.resident()
    hamlets = [d for d in village.dusun if answers["bound"] in (WHOLE_VILLAGE, d.id)]
    rows = [] if answers["bound"] else [[Choice("button.for_all", "a"), Choice("button.for_women", "w")]]
    named = [Choice("button.name", f"d{d.id}", {"name": d.name}) for d in hamlets]
    rows += [named[at : at + 2] for at in range(0, len(named), 2)]
    if answers["bound"]:
        hamlet = hamlets[0]
        rows.append([Choice("button.for_women", f"w{hamlet.id}")])
        rts = [Choice("button.rt", f"r{hamlet.id}/{rt}", {"rt": rt}) for rt in hamlet.rts]
        rows += [rts[at : at + 4] for at in range(0, len(rts), 4)]
    else:
        rows.append([Choice("button.for_officers", "o")])
    return Question("call.ask_who", {}, rows)


def _who(talk: Talk, answers: Answers, said: Said) -> Taken:
    offered = {choice.value for row in _ask_who(talk, answers).choices for choice in row}
    if said.value not in offered:
        raise Refusal("talk.refused.tap")
    dusun = said.value[1:].partition("/")[0]
    return _for_somebody(talk, {**answers, "who": said.value, "dusun": int(dusun) if dusun else WHOLE_VILLAGE})


def _for_somebody(talk: Talk, answers: Answers) -> Taken:
    """An audience of nobody is said at once, before anything else is asked."""
    _, village = talk.resident()
    wanted = audience(talk, answers)
    if not talk.work.meetings.would_reach(village.id, wanted)[0]:
        raise Refusal("call.refused.nobody", who=invitation.audience(village, wanted))
    return Taken(answers)


def ask_dusun(talk: Talk, answers: Answers) -> Question:
    _, village = talk.resident()
    rows = [Choice("button.name", d.id, {"name": d.name}) for d in village.dusun]
    whole = [[Choice("button.whole_village", WHOLE_VILLAGE)]] if answers["kind"] == Kind.MKP else []
    return Question("call.ask_dusun", {}, [*(rows[at : at + 2] for at in range(0, len(rows), 2)), *whole])


def take_dusun(talk: Talk, answers: Answers, said: Said) -> Taken:
    offered = {str(choice.value) for row in ask_dusun(talk, answers).choices for choice in row}
    if said.value not in offered:
        raise Refusal("talk.refused.tap")
    return _for_somebody(talk, {**answers, "dusun": int(said.value)})


def audience(talk: Talk, answers: Answers) -> list[Audience]:
    _, village = talk.resident()
    who = answers.get("who", "")
    if not who:
        return usual_audience(Kind(answers["kind"]), _year(talk, village), answers["dusun"] or None)
    if who == "o":
        return [Audience(Segment.OFFICE, office.value) for office in OFFICERS]
    segment = {"a": Segment.ALL, "w": Segment.WOMEN, "d": Segment.DUSUN, "r": Segment.RT}[who[0]]
    return [Audience(segment, who[1:])]


def _candidates(talk: Talk, answers: Answers, offset: int, limit: int) -> list[Proposal]:
    """What the stage's proposals are: those that such a meeting speaks about, the oldest number first."""
    _, village = talk.resident()
    statuses = rite(Kind(answers["kind"]), _year(talk, village)).statuses
    if not statuses:
        return []
    return talk.work.proposals.discussable(village.id, statuses, answers["dusun"] or None, offset, limit)


def _ask_items(talk: Talk, answers: Answers) -> Question:
    picked, page = answers["picked"], answers["page"]
    found = _candidates(talk, answers, page * PER_PAGE, PER_PAGE + 1)
    rows = [
        [Choice("button.picked" if p.number in picked else "button.unpicked", f"t{p.number}",
                {"number": raw(p.number), "title": p.title})]
        for p in found[:PER_PAGE]
    ]  # fmt: skip
    turn = [Choice("button.before", f"g{page - 1}")] if page else []
    if len(found) > PER_PAGE:
        turn.append(Choice("button.after", f"g{page + 1}"))
    done = Choice("button.done_picking", "ok", {"n": len(picked)}) if picked else Choice("button.no_proposals", "ok")
    return Question("call.ask_items", {"n": len(picked)}, [*rows, *([turn] if turn else []), [done]])


def _items(talk: Talk, answers: Answers, said: Said) -> Taken:
    """A tap puts one on the agenda, a tap again takes it off; typed numbers do as well."""
    picked, value = list(answers["picked"]), said.value or ""
    if value == "ok":
        return Taken({**answers, "items": True})
    if value.startswith("g") and value[1:].isdecimal():
        return Taken({**answers, "page": int(value[1:])}, again=True)
    wanted = _numbers(said)
    known = {p.number for p in _candidates(talk, answers, 0, 1000)}
    for number in wanted:
        if number not in known:
            raise Refusal("call.refused.number", number=raw(number))
        picked = [n for n in picked if n != number] if number in picked else [*picked, number]
    if len(picked) > MOST_ITEMS - MOST_TOPICS:
        raise Refusal("call.refused.many", most=MOST_ITEMS - MOST_TOPICS)
    return Taken({**answers, "picked": picked}, again=True)


def _numbers(said: Said) -> list[int]:
    if said.value is not None:
        return [int(said.value[1:])] if said.value.startswith("t") and said.value[1:].isdecimal() else []
    numbers = [n for n in map(typed.number, said.text.replace(",", " ").split()) if n is not None]
    if not numbers:
        raise Refusal("gather.refused.numbers")
    return numbers


def _ask_topics(talk: Talk, answers: Answers) -> Question:
    none = [[Choice("button.no_topics", "none")]] if answers["picked"] else []
    return Question("call.ask_topics" if answers["picked"] else "call.ask_first_topics", {}, none)


def _topics(talk: Talk, answers: Answers, said: Said) -> Taken:
    if said.value is not None and answers["picked"]:
        return Taken({**answers, "topics": []})
    topics = [topic for topic in map(line, said.text.splitlines()) if topic]
    if not topics or len(topics) > MOST_TOPICS or any(len(topic) > LONGEST_LINE for topic in topics):
        raise Refusal("call.refused.topics", most=MOST_TOPICS, long=LONGEST_LINE)
    return Taken({**answers, "topics": topics})


def _ready(talk: Talk, answers: Answers) -> Answers:
    """What need not be asked: the agenda where no proposal waits, guests where the rule names no unsur."""
    if "kind" not in answers:
        return answers
    kind, known = Kind(answers["kind"]), dict(answers)
    known = dict(convene_when.warned(talk, known, kind))
    return convene_guests.ready(talk, dict(without_proposals(talk, known)), kind)


def without_proposals(talk: Talk, answers: Answers) -> Answers:
    if "dusun" in answers and "items" not in answers and not _candidates(talk, answers, 0, 1):
        return {**answers, "items": True}
    return answers


def draft(talk: Talk, answers: Answers) -> Draft:
    return Draft(
        Kind(answers["kind"]), answers.get("name", ""), answers["dusun"] or None, tuple(audience(talk, answers)),
        answers["place"], answers["at"], tuple(answers["picked"]), tuple(answers["topics"]),
        tuple(convene_guests.guests(answers)), answers.get("unsur_note", ""),
    )  # fmt: skip


def _ask_sure(talk: Talk, answers: Answers) -> Question:
    facts = preview(talk, answers)
    return Question(
        "call.preview",
        facts,
        [[Choice("button.call_now", 1)], [Choice("button.start_over", 2), Choice("button.cancel", 0)]],
    )


def planned(talk: Talk, wanted: Draft, office: Office | None = None) -> tuple[Meeting, list[MeetingItem]]:
    """The meeting and its agenda, not kept yet. office: in which it is planned, where that is not the convener's."""
    officer, village = talk.resident()
    meeting = call.planned(talk.work, officer, village, wanted, office)
    proposals = talk.work.proposals.chosen(village.id, wanted.proposals)
    items = [MeetingItem(0, ItemKind.AGENDA, 0, p.id, "", 0, 0) for p in proposals]
    items += [MeetingItem(0, ItemKind.AGENDA, 0, None, topic, 0, 0) for topic in wanted.topics]
    return meeting, items


def preview(talk: Talk, answers: Answers, office: Office | None = None) -> dict[str, Fact]:
    """How the call will look, and whom it is for."""
    _, village = talk.resident()
    wanted = draft(talk, answers)
    meeting, items = planned(talk, wanted, office)
    lines = invitation.plan(talk.work, village, meeting, wanted.audience, items)
    people, phones = talk.work.meetings.would_reach(village.id, wanted.audience)
    if wanted.guests:
        lines.append(text("meeting.line.guests", n=len(wanted.guests)))
    if wanted.unsur_note:
        lines.append(text("meeting.line.unsur_note", why=wanted.unsur_note))
    return {
        "name": invitation.named(village, meeting), "lines": {"lines": lines}, "people": people, "phones": phones,
    }  # fmt: skip


def _sure(talk: Talk, answers: Answers, said: Said) -> Taken:
    if said.value == "2":
        waiting = {flow.LATER: answers[flow.LATER]} if flow.LATER in answers else {}
        return Taken({**waiting, "picked": [], "page": 0, "guests": []})
    return flow.sure(talk, answers, said)


def _finish(talk: Talk, answers: Answers) -> None:
    if not answers["sure"]:
        talk.say("call.stopped", menu=True)
        return
    officer, village = talk.resident()
    meeting = call.call(talk.work, officer, village, draft(talk, answers))
    if PREPARED in answers:
        call_draft.called(talk.work, officer, village, answers[PREPARED], meeting)
    facts: dict[str, Fact] = {
        "name": invitation.named(village, meeting), "at": invitation.when(meeting),
        "people": len(talk.work.meetings.reached(meeting)),
    }  # fmt: skip
    talk.say("call.done", facts, menu=True)


WHOM = (Step("name", ask_name, _name, needs="own"), Step("who", _ask_who, _who, needs="own"))
AGENDA = (Step("items", _ask_items, _items), Step("topics", _ask_topics, _topics))
CALL = flow.register(
    Flow(
        "call_meeting",
        (
            Step("kind", _ask_kind, _kind),
            *WHOM,
            Step("dusun", ask_dusun, take_dusun),
            *convene_when.STEPS,
            *AGENDA,
            *convene_guests.STEPS,
            Step("sure", _ask_sure, _sure),
        ),
        _finish,
        ready=_ready,
    )
)
