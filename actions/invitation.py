"""What people read of a meeting: the call, its changes and its reminders, each as it stands when it leaves."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from actions.letters import ANYONE, Button, Fact, Letter, Priority, moment, raw, text
from actions.neighbours import place
from actions.work import Work
from village import quiet
from village.meeting import Audience, ItemKind, Kind, Meeting, MeetingItem, Reply, Said, Segment, State
from village.people import Resident, Sex
from village.place import Village
from village.reminding import concerns, left
from village.spans import MINUTE

CALL, MOVED, CANCELLED, REMIND = "call", "moved", "cancelled", "remind"
KEYS: Mapping[str, str] = {
    CALL: "meeting.call", MOVED: "meeting.moved", CANCELLED: "meeting.cancelled", REMIND: "meeting.remind",
}  # fmt: skip
IN_GROUPS: Mapping[str, str] = {
    CALL: "meeting.call_group", MOVED: "meeting.moved_group", CANCELLED: "meeting.cancelled_group",
}  # fmt: skip
SHOWN_ITEMS = 12
MOST_PEOPLE = 6
"""A family comes together; a bus comes with somebody who tells the office."""
PUBLIC = frozenset({Segment.ALL, Segment.DUSUN, Segment.WOMEN})
"""What is for so many that the village's groups hear of it."""


def named(village: Village, meeting: Meeting) -> Fact:
    """What it is called, and of which dusun."""
    kind: Fact = meeting.name if meeting.kind is Kind.OWN else text(f"meeting.kind.{meeting.kind}")
    if meeting.dusun_id is None:
        return kind
    return text("meeting.named", kind=kind, place=place(village, meeting.dusun_id, None))


def when(meeting: Meeting) -> Fact:
    return moment(meeting.starts_at)


def audience(village: Village, parts: Sequence[Audience]) -> Fact:
    """Whom it is for, in words."""
    return {"list": [whom(village, part) for part in parts]}


def whom(village: Village, part: Audience) -> Fact:
    if part.segment is Segment.OFFICE:
        return text(f"office.{part.which}")
    dusun, _, rt = part.which.partition("/")
    if part.segment is Segment.ALL or not dusun:
        return text("meeting.for.all" if part.segment is Segment.ALL else "meeting.for.women")
    where = place(village, int(dusun), rt or None)
    return text("meeting.for.women_of" if part.segment is Segment.WOMEN else "meeting.for.place", place=where)


def lines(work: Work, village: Village, meeting: Meeting, person: int = ANYONE) -> Fact:
    """Everything that matters about it; for a person, also what they have answered."""
    invited = work.meetings.audience(meeting.id)
    told = plan(work, village, meeting, invited, work.meetings.items(meeting.id, ItemKind.AGENDA))
    reply = work.meetings.answer_of(meeting.id, person) if person != ANYONE else None
    registered = reply is not None and reply.registered_at is not None
    if meeting.ahead and meeting.closes_at and not registered:
        open_still = work.now < meeting.closes_at
        key = "meeting.line.registers" if open_still else "meeting.line.registered"
        told.append(text(key, at=moment(meeting.closes_at - MINUTE)))
    if person != ANYONE and meeting.ahead:
        told += said(meeting, reply)
    return {"lines": told}


def plan(
    work: Work, village: Village, meeting: Meeting, invited: Sequence[Audience], items: Sequence[MeetingItem]
) -> list[Fact]:  # fmt: skip
    """When, where, for whom and what about; of a proposal, number and title as they are now."""
    told: list[Fact] = [
        text("meeting.line.when", at=when(meeting)),
        text("meeting.line.place", place=meeting.place),
        text("meeting.line.for", who=audience(village, invited)),
    ]
    if items:
        told.append(text("meeting.line.agenda"))
    for at, item in enumerate(items[:SHOWN_ITEMS], start=1):
        if item.proposal_id is None:
            told.append(text("meeting.line.topic", at=raw(at), words=item.words))
        else:
            found = work.proposals.get(item.proposal_id)
            told.append(text("meeting.line.proposal", at=raw(at), number=raw(found.number), title=found.title))
    if len(items) > SHOWN_ITEMS:
        told.append(text("meeting.line.more", n=len(items) - SHOWN_ITEMS))
    return told


def said(meeting: Meeting, reply: Reply | None) -> list[Fact]:
    """What this person has answered, as they read it."""
    if reply is None:
        return [text("meeting.own.none")]
    if reply.said is not Said.COMES:
        return [text(f"meeting.own.{reply.said}")]
    told: list[Fact] = [text("meeting.own.comes", n=reply.people)]
    needs = [text(f"meeting.need.{name}") for name in ("transport", "child_care") if getattr(reply, name)]
    if needs:
        told.append(text("meeting.own.needs", list={"list": needs}))
    if meeting.closes_at:
        told.append(text("meeting.own.votes" if reply.registered_at is not None else "meeting.own.no_vote"))
    return told


def buttons(meeting: Meeting, reply: Reply | None) -> list[list[Button]]:
    """The answers, always in their places; after "hadir" how many come and what they need."""
    if not meeting.ahead:
        return []
    rows = [
        [Button("button.comes", "jma", (meeting.id, Said.COMES.value)),
         Button("button.sends", "jma", (meeting.id, Said.SENDS.value)),
         Button("button.absent", "jma", (meeting.id, Said.ABSENT.value))]
    ]  # fmt: skip
    if reply is not None and reply.said is Said.COMES:  # above, so that no other answer slides under the finger
        people = [
            Button("button.people_now" if n == reply.people else "button.people", "jmp", (meeting.id, n), {"n": n})
            for n in range(1, MOST_PEOPLE + 1)
        ]
        rows = [people, [_need(meeting, reply, "transport"), _need(meeting, reply, "child_care")], *rows]
    return [
        *rows,
        [Button("button.leave_question", "jmq", (meeting.id,)), Button("button.calendar", "jmc", (meeting.id,))],
    ]


def _need(meeting: Meeting, reply: Reply, name: str) -> Button:
    has = bool(getattr(reply, name))
    key = {
        ("transport", False): "button.need_transport", ("transport", True): "button.has_transport",
        ("child_care", False): "button.need_child_care", ("child_care", True): "button.has_child_care",
    }[name, has]  # fmt: skip
    return Button(key, "jmn", (meeting.id, name[0], 0 if has else 1))


def remaining(meeting: Meeting, now: int, zone: str) -> Fact:
    """How long it is until then, in truth."""
    key, n = left(meeting.starts_at, now, zone)
    return text(f"meeting.left.{key}", n=n)


def post(work: Work, village: Village, meeting: Meeting, what: str) -> None:
    """One letter for each whom it is for, and one for each group where it is for so many; once for each version."""
    priority = Priority.BROADCAST if what == CALL else Priority.RESULT
    segments = {part.segment for part in work.meetings.audience(meeting.id)}
    people = work.meetings.reached(meeting)
    groups = [(group, ANYONE) for group in work.chats.groups(village.id)] if segments & PUBLIC else []
    for chat, person in [*groups, *people]:
        work.outbox.post(
            replace(
                letter(meeting, chat, person, what), priority=priority, expires_at=meeting.starts_at,
                once=f"meeting:{meeting.id}:{meeting.version}:{person}:{chat}",
            )
        )  # fmt: skip


def letter(meeting: Meeting, chat: int, person: int, what: str, before: int = 0) -> Letter:
    """Filled when it leaves, so that it never tells an older date than the newest."""
    facts: dict[str, Fact] = {"meeting": meeting.id, "version": meeting.version, "what": what, "before": before}
    key = KEYS[what] if person != ANYONE else IN_GROUPS[what]
    return Letter(chat, key, facts, resident=person, village=meeting.village_id, fresh="meeting")


def fill(work: Work, letter: Letter) -> Letter | None:
    """The letter as it is true now; None where it has become pointless: another one is on its way, or none is due."""
    told = {name: letter.facts[name] for name in ("meeting", "version", "what", "before")}
    meeting, what = work.meetings.get(int(told["meeting"])), str(told["what"])  # type: ignore[arg-type]
    if meeting is None or letter.village != meeting.village_id or work.now >= meeting.starts_at:
        return None
    village = work.villages.get(meeting.village_id)
    if what == REMIND:
        return _reminder(work, village, meeting, letter, int(told["before"]), int(told["version"]))  # type: ignore[arg-type]
    if meeting.version != told["version"] or meeting.ahead == (what == CANCELLED):
        return None
    return drawn(work, village, meeting, letter, what)


def drawn(work: Work, village: Village, meeting: Meeting, letter: Letter, what: str) -> Letter:
    """Facts and buttons of a letter that is not a reminder."""
    facts: dict[str, Fact] = {
        "name": named(village, meeting), "lines": lines(work, village, meeting, letter.resident),
        "reason": meeting.reason or text("meeting.no_reason"), "at": when(meeting),
    }  # fmt: skip
    if letter.resident == ANYONE:
        rows = [[Button("button.answer_private", url=f"bot:rapat_{meeting.id}")]] if meeting.ahead else []
    elif what == CANCELLED:
        rows = [[Button("button.calendar_cancel", "jmc", (meeting.id,))]]
    else:
        rows = buttons(meeting, work.meetings.answer_of(meeting.id, letter.resident))
    return replace(letter, facts=facts, buttons=rows)


def _reminder(
    work: Work, village: Village, meeting: Meeting, letter: Letter, before: int, date_version: int
) -> Letter | None:  # fmt: skip
    """Only while that date holds, to whoever it still concerns, and never while the village sleeps."""
    if not meeting.ahead or meeting.date_version != date_version:
        return None
    reply = work.meetings.answer_of(meeting.id, letter.resident)
    if not concerns(before, reply) or quiet.ends(village.settings, village.zone, work.now):
        return None
    facts: dict[str, Fact] = {
        "name": named(village, meeting), "left": remaining(meeting, work.now, village.zone),
        "lines": lines(work, village, meeting, letter.resident),
    }  # fmt: skip
    return replace(letter, facts=facts, buttons=buttons(meeting, reply))


def fits(meeting: Meeting, person: Resident) -> bool:
    """A meeting of women is for women."""
    return meeting.kind is not Kind.MKP or person.sex is not Sex.MALE


CALENDAR = "calendar"
"""Among the facts of a letter: what the file for the calendar holds."""


def calendar(work: Work, village: Village, meeting: Meeting) -> Fact:
    """The entry: the same uid for ever, a higher sequence with each change."""
    items = work.meetings.items(meeting.id, ItemKind.AGENDA)
    about = plan(work, village, meeting, work.meetings.audience(meeting.id), items)
    return {
        "uid": f"rapat-{meeting.id}.{village.code}@rembuk", "sequence": meeting.version - 1, "zone": village.zone,
        "starts": meeting.starts_at, "ends": meeting.ends_at, "stamp": meeting.changed_at,
        "cancelled": meeting.state is State.CANCELLED, "title": text("meeting.title", name=named(village, meeting)),
        "place": meeting.place, "about": {"lines": about},
    }  # fmt: skip
