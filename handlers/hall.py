"""A meeting that is held, for its officers: the door, the code, who is there, the quorum, begin, put off, end."""

from actions import draft, hall, remind_hall, rights, sitting
from actions.hall_records import Hall
from actions.letters import Button, Fact, text
from actions.work import Work
from handlers.chat import Answer, Talk, pairs
from village.meeting import Meeting
from village.minutes import ATTENDING, Sitting
from village.people import RIGHTS, Resident
from village.place import Village
from village.quorum import Quorum, waits_until
from village.refusal import Refusal

AT_WORK = (Sitting.ARRIVING, Sitting.SITTING, Sitting.DRAFTING, Sitting.OPEN)
SHOWN = 8


def show(talk: Talk) -> None:
    """The meetings that are under way, and those whose door may be opened now."""
    officer, village = talk.resident()
    rights.require(talk.work, "attendance", officer, village)
    running = [hall.called(talk.work, village, held.meeting_id) for held in talk.work.halls.listed(village.id, AT_WORK)]
    ready = _ready(talk.work, officer, village)
    rows = [[_button(village, meeting)] for meeting in (*running, *ready)][:SHOWN]
    n = len(rows)
    if RIGHTS["answer_sanggah"].who(officer, village.id):
        rows.append([Button("button.sanggah", "rsl")])
    talk.say("hall.list" if n else "hall.list_none", {"n": n}, rows)


def _ready(work: Work, officer: Resident, village: Village) -> list[Meeting]:
    return [
        meeting
        for meeting in work.meetings.coming(village.id)
        if meeting.ahead and hall.leads(officer, meeting) and work.now >= hall.opens_at(village, meeting)
    ]


def _button(village: Village, meeting: Meeting) -> Button:
    return Button("button.hall_meeting", "sdm", (meeting.id,), {"meeting": hall.named(village, meeting)})


def page(talk: Talk, meeting_id: str) -> None:
    """One meeting as it stands, with what this officer can do now."""
    officer, village = talk.resident()
    rights.require(talk.work, "attendance", officer, village)
    meeting = hall.called(talk.work, village, int(meeting_id))
    held = talk.work.halls.get(meeting.id, village.id)
    if held is None:
        _closed(talk, officer, village, meeting)
        return
    talk.say(
        f"hall.page_{held.state.name.lower()}",
        _facts(talk.work, village, meeting, held),
        _rows(officer, village, meeting, held),
    )


def _closed(talk: Talk, officer: Resident, village: Village, meeting: Meeting) -> None:
    if not hall.leads(officer, meeting):
        raise Refusal("hall.refused.not_open")
    facts: dict[str, Fact] = {"meeting": hall.named(village, meeting), "place": meeting.place}
    rows = [[Button("button.open_door", "sdd", (meeting.id,))]] if meeting.ahead else []
    talk.say("hall.page_closed", facts, rows)


def _facts(work: Work, village: Village, meeting: Meeting, held: Hall) -> dict[str, Fact]:
    """For officers the figures are what they are: they have the list before them."""
    found = hall.quorum(work, village, meeting)
    items = sitting.written(work, meeting)
    open_ = sum(minute.outcome is None for _, minute in items)
    return {
        "meeting": hall.named(village, meeting), "place": meeting.place, "n": len(work.halls.present(meeting.id)),
        "voices": work.halls.voices(meeting.id), "quorum": _quorum(found), "items": len(items), "left": open_,
        "until": {"at": waits_until(meeting.starts_at, village.settings, village.zone), "as": "time"},
        "objects_until": {"at": held.objects_until, "as": "moment"} if held.objects_until else None,
        "unanswered": sum(s.state == "open" for s in work.minutes.sanggah_of(meeting.id)),
        "unsur": sitting.lacking(work, village, meeting), "waits": remind_hall.waits(work, village, meeting, held),
    }  # fmt: skip


def _quorum(found: Quorum) -> Fact:
    if found.second:
        return text("hall.quorum_second")
    if not found.share:
        return text("hall.quorum_none")
    if not found.invited:
        return text("hall.quorum_nobody")
    return text(
        "hall.quorum_reached" if found.reached else "hall.quorum_missing", present=found.present,
        invited=found.invited, needed=found.needed,
    )  # fmt: skip


def _rows(officer: Resident, village: Village, meeting: Meeting, held: Hall) -> list[list[Button]]:
    writes = RIGHTS[sitting.RIGHT].who(officer, village.id)
    helps = RIGHTS["help_resident"].who(officer, village.id) and officer.dusun_id is not None
    at = (meeting.id,)
    rows: list[Button] = []
    if held.state in ATTENDING:
        rows += [Button("button.hall_code", "sdk", at), Button("button.hall_qr", "sdq", at)]
        rows.append(Button("button.paper", "sdp", at))
        if helps:
            rows.append(Button("button.roster", "sdr", (meeting.id, 0)))
    if writes and held.state is Sitting.ARRIVING:
        rows += [Button("button.begin_meeting", "sds", at), Button("button.put_off_meeting", "sdz", at)]
    if writes and held.state in (Sitting.SITTING, Sitting.DRAFTING):
        rows.append(Button("button.items", "sdi", at))
    if writes and held.state is Sitting.SITTING:
        rows.append(Button("button.end_meeting", "sde", at))
    if writes and held.state is Sitting.DRAFTING:
        rows.append(
            Button("button.draft_back", "rsn", at) if held.draft_by == officer.id else Button("button.draft", "rsk", at)
        )
        if held.draft_by and held.draft_by != officer.id:
            rows = [b for b in rows if b.op != "rsk"] + draft.buttons(meeting)[0]
    if writes and held.state is Sitting.PUT_OFF:
        rows.append(Button("button.second_meeting", "sdo", at))
    if held.state is Sitting.OPEN and helps:
        rows.append(Button("button.object_for", "rsh", at))
    if held.state in (Sitting.OPEN, Sitting.SEALED):
        rows.append(Button("button.minutes", "rsm", at))
    return pairs(rows)


def open_door(talk: Talk, meeting_id: str) -> Answer:
    officer, village = talk.resident()
    meeting = hall.open_door(talk.work, officer, village, int(meeting_id))
    talk.work.outbox.post(hall.show_code(talk.work, officer, village, meeting.id, talk.chat.id))
    page(talk, meeting_id)
    return Answer(redraw=talk.letter("hall.is_open", {"meeting": hall.named(village, meeting)}))


def code(talk: Talk, meeting_id: str) -> None:
    officer, village = talk.resident()
    letter = hall.show_code(talk.work, officer, village, int(meeting_id), talk.chat.id)
    if not talk.work.outbox.post(letter):
        talk.work.outbox.post(hall.again(letter))


def qr(talk: Talk, meeting_id: str) -> None:
    """The picture to be held up, or laid on the table: whoever points a phone at it is written down."""
    officer, village = talk.resident()
    payload, until = hall.show_qr(talk.work, officer, village, int(meeting_id))
    talk.say("hall.qr", {"until": {"at": until, "as": "time"}}, attach=f"qr:{payload}")


def begin(talk: Talk, meeting_id: str) -> Answer:
    officer, village = talk.resident()
    sitting.begin(talk.work, officer, village, int(meeting_id))
    page(talk, meeting_id)
    return Answer()


def ask_put_off(talk: Talk, meeting_id: str) -> None:
    officer, village = talk.resident()
    meeting, _ = sitting.leading(talk.work, officer, village, int(meeting_id))
    found = hall.quorum(talk.work, village, meeting)
    facts: dict[str, Fact] = {
        "quorum": _quorum(found),
        "until": {"at": waits_until(meeting.starts_at, village.settings, village.zone), "as": "time"},
    }
    talk.say("hall.ask_put_off", facts, [[Button("button.yes_put_off", "sdw", (meeting.id,))]])


def put_off(talk: Talk, meeting_id: str) -> Answer:
    officer, village = talk.resident()
    sitting.put_off(talk.work, officer, village, int(meeting_id))
    again = [[Button("button.second_meeting", "sdo", (int(meeting_id),))]]
    return Answer(redraw=talk.letter("hall.is_put_off", buttons=again))


def end(talk: Talk, meeting_id: str) -> Answer:
    officer, village = talk.resident()
    sitting.end(talk.work, officer, village, int(meeting_id))
    page(talk, meeting_id)
    return Answer()
