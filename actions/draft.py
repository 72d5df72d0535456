"""The draft of the minutes: two offices send it, those who attended may object, the council answers, time seals it."""

from actions import hall, news, pair, rights, sitting, steps
from actions.hall_records import Hall, Minute, Sanggah
from actions.letters import Button, Fact, Letter, Priority, moment, raw, text
from actions.publish import bot_button, to_groups
from actions.work import Work
from village.meeting import Kind, Meeting, MeetingItem
from village.minutes import (
    ADOPTED,
    LONGEST_REASON,
    SHORTEST,
    Sitting,
    canonical,
    digest,
    may_seal,
    refuse_unless_next,
)
from village.offices import BPD, seat
from village.people import RIGHTS, Resident
from village.place import Village, local
from village.proposal import PUBLIC, Status
from village.refusal import Refusal
from village.rules import own
from village.spans import HOUR
from village.words import clipped

RIGHT = sitting.RIGHT
LINK = "risalah"
"""What begins the payload of a link to the minutes: `risalah_<meeting>`."""


def ask(work: Work, officer: Resident, village: Village, meeting_id: int) -> Meeting:
    """The secretary is done; an officer of another office reads it before anybody else does."""
    meeting, held = sitting.leading(work, officer, village, meeting_id)
    refuse_unless_next(held.state, Sitting.OPEN)
    if held.draft_by:
        raise Refusal("minutes.refused.draft_waits")
    seconds = pair.seconds(work, village, RIGHT, officer)
    work.halls.draft(meeting.id, officer.id)
    hall.record(work, village, officer, "draft_asked", meeting, {})
    told = facts(work, village, meeting)
    pair.ask(work, village, seconds, "minutes.ask_draft", told, buttons(meeting), f"draft:{meeting.id}:{work.now}")
    return meeting


def buttons(meeting: Meeting) -> list[list[Button]]:
    return [[Button("button.step_yes", "rsy", (meeting.id,)), Button("button.step_no", "rsn", (meeting.id,))]]


def send(work: Work, second: Resident, village: Village, meeting_id: int) -> Meeting:
    """Everybody who attended has it now, and some hours to object."""
    meeting, held = _waiting(work, second, village, meeting_id)
    pair.refuse_unless_second(work, village, RIGHT, held.draft_by, second)
    hours = own("sanggah_jam", village.settings, local(work.now, village.zone).year)
    until = work.now + hours * HOUR
    work.halls.send(meeting.id, second.id, until)
    hall.record(work, village, second, "draft_sent", meeting, {"until": until})
    told = {**facts(work, village, meeting), "until": moment(until)}
    rows = [[Button("button.object", "rso", (meeting.id,))]]
    for key, chat, who in _keys(work, meeting):
        work.outbox.post(
            Letter(
                chat, "minutes.draft", told, rows, resident=who, village=village.id, priority=Priority.RESULT, once=key
            )
        )  # fmt: skip
    _tell(work, village, held.draft_by, second, "minutes.draft_sent_first", meeting)
    return meeting


def decline(work: Work, second: Resident, village: Village, meeting_id: int) -> Meeting:
    """Something in it is not right yet, or whoever asked takes it back."""
    meeting, held = _waiting(work, second, village, meeting_id)
    if held.draft_by != second.id:
        pair.refuse_unless_second(work, village, RIGHT, held.draft_by, second)
    work.halls.draft(meeting.id, 0)
    hall.record(work, village, second, "draft_declined", meeting, {})
    _tell(work, village, held.draft_by, second, "minutes.draft_declined_first", meeting)
    return meeting


def _waiting(work: Work, second: Resident, village: Village, meeting_id: int) -> tuple[Meeting, Hall]:
    meeting, held = sitting.leading(work, second, village, meeting_id)
    refuse_unless_next(held.state, Sitting.OPEN)
    if not held.draft_by:
        raise Refusal("minutes.refused.draft_settled")
    return meeting, held


def _tell(work: Work, village: Village, first: int, second: Resident, key: str, meeting: Meeting) -> None:
    if first != second.id:
        told: dict[str, Fact] = {"name": second.name, "meeting": hall.named(village, meeting)}
        pair.ask(work, village, [first], key, told, (), f"draft-answer:{meeting.id}:{work.now}")


def _keys(work: Work, meeting: Meeting) -> list[tuple[str, int, int]]:
    """(business key, chat, resident) of the draft's letter to each who attended and has a phone."""
    return [
        (f"minutes:{meeting.id}:{one.resident.id}:{chat}", chat, one.resident.id)
        for one in work.halls.present(meeting.id)
        if one.resident is not None
        for chat in work.accounts.chats_of(one.resident.id)
    ]


def facts(work: Work, village: Village, meeting: Meeting) -> dict[str, Fact]:
    """The minutes as people read them."""
    found = sitting.tally(work, village, meeting)
    unsur = sitting.lacking(work, village, meeting)
    came = sitting.counted(found, sitting.least(work, village))
    answered = [s for s in work.minutes.sanggah_of(meeting.id) if s.state != "open"]
    lines: list[Fact] = []
    for n, (item, minute) in enumerate(sitting.written(work, meeting), start=1):
        lines += [line(work, n, item, minute), *(text("minutes.wrote", note=note) for note in minute.notes)]
        lines += [text(f"minutes.sanggah_{s.state}", answer=s.answer) for s in answered if s.item_id == item.id]
    return {
        "meeting": hall.named(village, meeting), "came": {"lines": [came, unsur]} if unsur else came,
        "lines": {"lines": lines},
    }  # fmt: skip


def line(work: Work, n: int, item: MeetingItem, minute: Minute) -> Fact:
    """One item: what it was about, what came of it."""
    return text("minutes.line", n=raw(n), title=sitting.title(work, item), outcome=outcome(minute))


def outcome(minute: Minute) -> Fact:
    if minute.outcome is None:
        return text("minutes.outcome.open")
    done = [c for c in minute.counts if c.state == "done"]
    hands = done[-1].count if done else None
    return text(
        f"minutes.outcome_{'counted' if hands else 'note' if minute.note else 'plain'}",
        outcome=text(f"minutes.outcome.{minute.outcome}"), note=minute.note,
        yes=hands.yes if hands else 0, no=hands.no if hands else 0, abstain=hands.abstain if hands else 0,
    )  # fmt: skip


def may_object(work: Work, person: Resident, village: Village, meeting_id: int) -> tuple[Meeting, Hall]:
    """Whoever attended, until the time is over."""
    rights.require(work, "attend", person, village)
    meeting, held = hall.find(work, village, meeting_id)
    if not work.halls.there(meeting.id, person.id):
        raise Refusal("sanggah.refused.who")
    if held.state is not Sitting.OPEN or held.objects_until is None or work.now >= held.objects_until:
        raise Refusal("sanggah.refused.late")
    return meeting, held


def object_(
    work: Work, person: Resident, village: Village, meeting_id: int, item_id: int, words: str
) -> Sanggah:  # fmt: skip
    """Somebody who attended does not agree with what the draft says of one item."""
    meeting, _ = may_object(work, person, village, meeting_id)
    found = next((i for i, _ in sitting.written(work, meeting) if i.id == item_id), None)
    told = clipped(words, LONGEST_REASON)
    if found is None:
        raise Refusal("talk.refused.old")
    if len(told) < SHORTEST:
        raise Refusal("minutes.refused.short")
    number = work.minutes.sanggah(meeting.id, village.id, found.id, person.id, told)
    if number is None:
        raise Refusal("sanggah.refused.once")
    hall.record(work, village, person, "minutes_objected", meeting, {"item": found.rank}, "warga")
    objected = work.minutes.one_sanggah(number, village.id)
    assert objected is not None
    members = [m for m in work.roles.holders(village.id, *BPD) if m != person.id]
    pair.ask(
        work, village, members, "sanggah.new", about(work, village, objected), answers(objected), f"sanggah:{number}"
    )  # fmt: skip
    return objected


def about(work: Work, village: Village, objected: Sanggah) -> dict[str, Fact]:
    meeting = hall.called(work, village, objected.meeting_id)
    item = next(i for i, _ in sitting.written(work, meeting) if i.id == objected.item_id)
    minute = work.minutes.of(meeting.id, item.id)
    return {
        "meeting": hall.named(village, meeting), "title": sitting.title(work, item), "outcome": outcome(minute),
        "words": objected.words or text("sanggah.erased"),
    }  # fmt: skip


def answers(objected: Sanggah) -> list[list[Button]]:
    return [
        [Button("button.sanggah_right", "rsb", (objected.id, 1))],
        [Button("button.sanggah_stands", "rsb", (objected.id, 0))],
    ]


def waiting(work: Work, member: Resident, village: Village) -> list[Sanggah]:
    rights.require(work, "answer_sanggah", member, village)
    return work.minutes.waiting(village.id)


def look(work: Work, member: Resident, village: Village, sanggah_id: int) -> Sanggah:
    rights.require(work, "answer_sanggah", member, village)
    found = work.minutes.one_sanggah(sanggah_id, village.id)
    if found is None or found.state != "open":
        raise Refusal("sanggah.refused.settled")
    if found.resident_id == member.id:
        raise Refusal("sanggah.refused.own")
    return found


def answer(
    work: Work, member: Resident, village: Village, sanggah_id: int, granted: bool, words: str
) -> Sanggah:  # fmt: skip
    """The council says whether the draft is right; its reason stands in the minutes from now on."""
    found = look(work, member, village, sanggah_id)
    told = clipped(words, LONGEST_REASON)
    if len(told) < SHORTEST:
        raise Refusal("sanggah.refused.reason")
    state = "granted" if granted else "kept"
    work.minutes.answer(found.id, state, told, member.id)
    meeting = hall.called(work, village, found.meeting_id)
    work.book.record(
        village.id, member.id, seat(member), "sanggah_answered", f"meeting:{meeting.id}",
        {"state": state, "answer": told},
    )  # fmt: skip
    facts_: dict[str, Fact] = {**about(work, village, found), "answer": told}
    pair.ask(work, village, [found.resident_id], f"sanggah.{state}", facts_, (), f"sanggah-answer:{found.id}")
    return found


def seal_due(work: Work) -> int:
    """Run by the pulse: what nobody may object to any more is sealed."""
    count = 0
    for held in work.halls.over():
        unanswered = sum(s.state == "open" for s in work.minutes.sanggah_of(held.meeting_id))
        if may_seal(held.state, held.objects_until, work.now, unanswered):
            _seal(work, held)
            count += 1
    return count


def _seal(work: Work, held: Hall) -> None:
    village = work.villages.get(held.village_id)
    meeting = hall.called(work, village, held.meeting_id)
    sealed = canonical(whole(work, village, meeting, held))
    mark = digest(sealed)
    work.halls.seal(meeting.id, sealed, mark)
    work.book.record(village.id, 0, "sistem", "minutes_sealed", f"meeting:{meeting.id}", {"digest": mark})
    if hall.is_public(work, meeting):
        told, button = facts(work, village, meeting), bot_button("button.minutes", f"{LINK}_{meeting.id}")
        to_groups(work, village, "minutes.sealed", told, button, f"sealed:{meeting.id}")
    for item, minute in sitting.written(work, meeting):
        if item.proposal_id is not None:
            _follow(work, village, meeting, held, item, minute)


def whole(work: Work, village: Village, meeting: Meeting, held: Hall) -> dict[str, object]:
    """All that is sealed: what was decided and how, how many came; of people only figures that may be told."""
    found = sitting.tally(work, village, meeting)
    keys = _keys(work, meeting)
    items = []
    for n, (item, minute) in enumerate(sitting.written(work, meeting), start=1):
        number = work.proposals.get(item.proposal_id).number if item.proposal_id else None
        items.append(
            {
                "n": n, "proposal": number, "title": sitting.title(work, item), "outcome": minute.outcome,
                "note": minute.note, "notes": list(minute.notes),
                "objections": [{"words": o.words, "withdrawn": o.withdrawn} for o in minute.objections],
                "counts": [
                    {"yes": c.count.yes, "no": c.count.no, "abstain": c.count.abstain, "voices": c.voices}
                    for c in minute.counts
                    if c.state == "done"
                ],
                "sanggah": [
                    {"state": s.state, "answer": s.answer}
                    for s in work.minutes.sanggah_of(meeting.id)
                    if s.item_id == item.id
                ],
            }
        )  # fmt: skip
    return {
        "village": village.code, "meeting": meeting.id, "kind": meeting.kind, "name": meeting.name,
        "place": meeting.place, "starts_at": meeting.starts_at, "began_at": held.began_at, "ended_at": held.ended_at,
        "quorum": {"invited": held.invited, "needed": held.needed, "second": meeting.second_of is not None},
        "came": {
            "all": found.all if found.shown else None, "sex": found.by_sex, "place": found.by_place,
            "way": found.by_way,
        },
        "unsur_absent": sitting.absent(work, village, meeting),
        "draft": {
            "sent": len({who for _, _, who in keys}), "received": work.minutes.received([key for key, _, _ in keys]),
            "objected_until": held.objects_until,
        },
        "items": items,
    }  # fmt: skip


def _follow(
    work: Work, village: Village, meeting: Meeting, held: Hall, item: MeetingItem, minute: Minute
) -> None:  # fmt: skip
    """What the meeting means for a proposal: the step of a musrenbangdes, and the news to its people."""
    assert item.proposal_id is not None
    proposal = work.proposals.get(item.proposal_id)
    if proposal.status not in PUBLIC:
        return
    first, second = (work.residents.get(number) for number in (held.draft_by, held.draft_second))
    pusher = next((p for p in (first, second) if p and RIGHTS["place_proposal"].who(p, village.id)), None)
    if (
        meeting.kind is Kind.MUSRENBANGDES
        and minute.outcome in ADOPTED
        and proposal.status is Status.RANCANGAN_RKP
        and first is not None
        and second is not None
        and pusher is not None
        and not steps.waits(work, village, proposal)
    ):
        other = second if pusher is first else first
        proposal = steps.together(work, village, proposal, Status.DIBAHAS_MUSRENBANG, None, pusher, other)
    told: dict[str, Fact] = {
        "number": raw(proposal.number), "title": proposal.title, "meeting": hall.named(village, meeting),
        "outcome": outcome(minute), "status": text(f"status.{proposal.status}"),
    }  # fmt: skip
    news.tell(work, village, proposal, "minutes.told", told, f"discussed:{meeting.id}:{proposal.id}")
