"""Open the door of a meeting, speak its code, and write down who comes; each person once, whatever the way."""

from dataclasses import dataclass, replace
from enum import StrEnum

from actions import pair, publish, rights
from actions.hall_records import Hall
from actions.invitation import PUBLIC
from actions.letters import Button, Fact, Letter, Priority, text
from actions.neighbours import place
from actions.work import Work
from village import desk, names
from village.gathering import reaches
from village.meeting import Guest, Kind, Meeting, Segment
from village.minutes import ATTENDING
from village.offices import BPD
from village.people import Office, Resident, Sex
from village.place import Village, local
from village.presence import Clockwork, Way, clockwork, current, holds, turn_at
from village.quorum import Quorum, share
from village.refusal import Refusal
from village.rules import own
from village.spans import HOUR

RIGHT = "attendance"
LINK = "hadir"
"""What begins the payload of a link into the hall: `hadir_<meeting>`, or with the code `hadir_<meeting>_<code>`."""


class Came(StrEnum):
    NEW = "new"
    AGAIN = "again"
    WRONG = "wrong"
    WAIT = "wait"
    """Too many wrong codes from this phone: not before the next one."""


@dataclass(frozen=True, slots=True)
class Invited:
    """Whom the quorum is counted from: those invited by name, and the offices of the audience."""

    residents: frozenset[int]
    guests: tuple[Guest, ...]
    """Of those invited by name the ones who are not in the register."""

    @property
    def count(self) -> int:
        return len(self.residents) + len(self.guests)

    def guest(self, key: str) -> Guest | None:
        return next((g for g in self.guests if names.key(g.name) == key), None)


def called(work: Work, village: Village, meeting_id: int) -> Meeting:
    meeting = work.meetings.get(meeting_id)
    if meeting is None or meeting.village_id != village.id:
        raise Refusal("hall.refused.none")
    return meeting


def find(work: Work, village: Village, meeting_id: int) -> tuple[Meeting, Hall]:
    """A meeting whose door has been opened."""
    meeting, hall = called(work, village, meeting_id), work.halls.get(meeting_id, village.id)
    if hall is None:
        raise Refusal("hall.refused.not_open")
    return meeting, hall


def attended(work: Work, village: Village, meeting_id: int) -> tuple[Meeting, Hall]:
    """A meeting to which people may still come."""
    meeting, hall = find(work, village, meeting_id)
    if hall.state not in ATTENDING:
        raise Refusal(f"hall.refused.is_{hall.state.name.lower()}")
    return meeting, hall


def refuse_unless_near(officer: Resident, meeting: Meeting) -> None:
    """A meeting of a dusun is that dusun's officers'; in one of the whole village everybody lends a hand."""
    home = meeting.dusun_id
    if home is not None and not reaches(officer, desk.everywhere(officer), home) and meeting.convener_id != officer.id:
        raise Refusal("hall.refused.elsewhere")


def leads(officer: Resident, meeting: Meeting) -> bool:
    """Is it this officer's meeting: called by them, or by the office that they hold? The council is one."""
    convening = BPD if meeting.office in BPD else frozenset({Office(meeting.office)})
    return officer.id == meeting.convener_id or not convening.isdisjoint(officer.offices)


def opens_at(village: Village, meeting: Meeting) -> int:
    """When its door may be opened at the earliest."""
    return meeting.starts_at - own("buka_pintu", village.settings, local(meeting.starts_at, village.zone).year) * HOUR


def works(village: Village, hall: Hall) -> Clockwork:
    return clockwork(village.settings, local(hall.opened_at, village.zone).year)


def open_door(work: Work, officer: Resident, village: Village, meeting_id: int) -> Meeting:
    """From now on people can be written down; the groups hear it."""
    rights.require(work, "attendance", officer, village)
    meeting = called(work, village, meeting_id)
    if not leads(officer, meeting):
        raise Refusal("hall.refused.not_yours")
    refuse_unless_near(officer, meeting)
    if work.halls.get(meeting.id, village.id):
        raise Refusal("hall.refused.open")
    if not meeting.ahead:
        raise Refusal("hall.refused.not_ahead")
    if work.now < opens_at(village, meeting):
        raise Refusal("hall.refused.early", at={"at": opens_at(village, meeting), "as": "moment"})
    work.halls.open(meeting.id, village.id, officer.id)
    work.meetings.settle(meeting.id, type(meeting.state).RUNNING)
    record(work, village, officer, "hall_opened", meeting, {"kind": meeting.kind})
    button = publish.bot_button("button.attend", f"{LINK}_{meeting.id}")
    if is_public(work, meeting):
        facts: dict[str, Fact] = {"meeting": named(village, meeting), "place": meeting.place}
        publish.to_groups(work, village, "hall.opened", facts, button, f"hall:{meeting.id}", at_night=True)
    return meeting


def is_public(work: Work, meeting: Meeting) -> bool:
    """Is it for so many that the village's groups hear of it?"""
    return any(part.segment in PUBLIC for part in work.meetings.audience(meeting.id))


def show_code(work: Work, officer: Resident, village: Village, meeting_id: int, chat: int) -> Letter:
    """The code that is spoken now; whoever has opened the door sees each new one in the same message."""
    rights.require(work, "attendance", officer, village)
    meeting, hall = attended(work, village, meeting_id)
    refuse_unless_near(officer, meeting)
    turn = turn_at(hall.opened_at, work.now, works(village, hall))
    once = _once(hall, 0, chat) if officer.id == hall.opened_by and not turn else None
    return _code_letter(hall, officer.id, chat, once)


def again(letter: Letter) -> Letter:
    """The same code once more, as a message of its own."""
    return replace(letter, once=None)


def is_code(work: Work, village: Village, hall: Hall, said: str) -> bool:
    """Is that what is spoken there now?"""
    return holds(hall.secret, hall.opened_at, work.now, works(village, hall), said)


def show_qr(work: Work, officer: Resident, village: Village, meeting_id: int) -> tuple[str, int]:
    """The link with the present code, as it stands in the picture, and until when it holds."""
    rights.require(work, "attendance", officer, village)
    meeting, hall = attended(work, village, meeting_id)
    refuse_unless_near(officer, meeting)
    said, until = current(hall.secret, hall.opened_at, work.now, works(village, hall))
    return f"{LINK}_{meeting.id}_{said}", until


def change_codes(work: Work) -> int:
    """Run by the pulse: the code in the chat of whoever opened the door is the one that holds now."""
    count = 0
    for hall in work.halls.attending():
        village = work.villages.get(hall.village_id)
        turn = turn_at(hall.opened_at, work.now, works(village, hall))
        if turn <= hall.shown:
            continue
        for chat in work.accounts.chats_of(hall.opened_by):
            work.outbox.post(_code_letter(hall, hall.opened_by, chat, _once(hall, turn, chat), _once(hall, 0, chat)))
        work.halls.shown(hall.meeting_id, turn)
        count += 1
    return count


def _once(hall: Hall, turn: int, chat: int) -> str:
    return f"hall-code:{hall.meeting_id}:{turn}:{chat}"


def _code_letter(hall: Hall, officer: int, chat: int, once: str | None, edits: str = "") -> Letter:
    """Without the code: it is filled in when it leaves."""
    return Letter(
        chat, "hall.code", {"meeting": hall.meeting_id}, resident=officer, village=hall.village_id, fresh="hall_code",
        once=once, edits=edits, at_night=True,
    )  # fmt: skip


def filled(work: Work, letter: Letter) -> Letter | None:
    """The letter with the code of this moment; None when nobody comes any more."""
    meeting = work.meetings.get(int(letter.facts["meeting"]))  # type: ignore[arg-type]
    hall = work.halls.get(meeting.id, meeting.village_id) if meeting else None
    if meeting is None or hall is None or hall.state not in ATTENDING:
        return None
    village = work.villages.get(hall.village_id)
    said, until = current(hall.secret, hall.opened_at, work.now, works(village, hall))
    facts: dict[str, Fact] = {
        "meeting": named(village, meeting), "code": " ".join(said), "until": {"at": until, "as": "time"},
    }  # fmt: skip
    rows = [[Button("button.hall_qr", "sdq", (meeting.id,)), Button("button.hall_code", "sdk", (meeting.id,))]]
    return Letter(
        letter.chat, letter.key, facts, rows, letter.resident, letter.priority, letter.village, edits=letter.edits,
        once=letter.once, at_night=True, speaker=letter.speaker,
    )  # fmt: skip


def attend(work: Work, person: Resident, village: Village, account_id: int, meeting_id: int, said: str) -> Came:
    """Somebody says the code that is spoken in the hall."""
    rights.require(work, "attend", person, village)
    meeting, hall = attended(work, village, meeting_id)
    refuse_unless_for(meeting, person)
    if work.halls.there(meeting.id, person.id):
        return Came.AGAIN
    how = works(village, hall)
    turn = turn_at(hall.opened_at, work.now, how)
    if work.halls.guessed(meeting.id, account_id, turn) >= how.tries:
        return Came.WAIT
    if not holds(hall.secret, hall.opened_at, work.now, how, said):
        wrong = work.halls.guess(meeting.id, account_id, village.id, turn)
        return Came.WAIT if wrong >= how.tries else Came.WRONG
    come(work, village, meeting, person, Way.KODE, 0)
    record(work, village, person, "attended", meeting, {"way": Way.KODE}, "warga")
    return Came.NEW


def next_code_at(work: Work, village: Village, meeting_id: int) -> int:
    _, hall = find(work, village, meeting_id)
    return current(hall.secret, hall.opened_at, work.now, works(village, hall))[1]


def refuse_unless_for(meeting: Meeting, person: Resident) -> None:
    if meeting.kind is Kind.MKP and person.sex is not Sex.FEMALE:
        raise Refusal("hall.refused.women")


def come(work: Work, village: Village, meeting: Meeting, person: Resident, way: Way, by: int) -> bool:
    """Write a resident down; False if they are there already."""
    return work.halls.come(meeting.id, village.id, person.id, way, has_voice(work, meeting, person), by)


def invited(work: Work, meeting: Meeting) -> Invited:
    guests = work.meetings.guests(meeting.id)
    named_ones = {g.resident_id for g in guests if g.resident_id is not None}
    offices = [Office(part.which) for part in work.meetings.audience(meeting.id) if part.segment is Segment.OFFICE]
    holders = work.roles.holders(meeting.village_id, *offices) if offices else []
    return Invited(frozenset({*named_ones, *holders}), tuple(g for g in guests if g.resident_id is None and g.name))


def has_voice(work: Work, meeting: Meeting, person: Resident) -> bool:
    """Invited by name or by office, or registered in time; where nothing is registered, whoever the call is for.

    Who was registered for a meeting that was put off is so for its second one. Source: domain.md 4.
    """
    if not meeting.closes_at:
        return work.meetings.invited(meeting, person.id)
    if person.id in invited(work, meeting).residents:
        return True
    registered = (work.meetings.answer_of(number, person.id) for number in (meeting.id, meeting.second_of) if number)
    return any(reply is not None and reply.registered_at is not None for reply in registered)


def quorum(work: Work, village: Village, meeting: Meeting) -> Quorum:
    """How it stands now."""
    asked, there = invited(work, meeting), work.halls.present(meeting.id)
    listed = {g.id for g in asked.guests}
    here = sum(
        p.resident.id in asked.residents if p.resident is not None else p.guest_id in listed for p in there
    )  # fmt: skip
    part = share(meeting.kind, village.settings, local(meeting.starts_at, village.zone).year)
    return Quorum(part, asked.count, here, meeting.second_of is not None)


def named(village: Village, meeting: Meeting) -> Fact:
    """Which meeting it is."""
    at: Fact = {"at": meeting.starts_at, "as": "date"}
    if meeting.name:
        return text("hall.kind.own", name=meeting.name, at=at)
    return text(f"hall.kind.{meeting.kind}", place=place(village, meeting.dusun_id, None), at=at)


def record(
    work: Work, village: Village, person: Resident, act: str, meeting: Meeting, facts: dict[str, Fact], role: str = ""
) -> None:  # fmt: skip
    office = role or pair.office("minute", person, village) or pair.office(RIGHT, person, village)
    work.book.record(village.id, person.id, office, act, f"meeting:{meeting.id}", facts)


def tell_all(
    work: Work, village: Village, meeting: Meeting, key: str, facts: dict[str, Fact], once: str,
    button: Button | None = None,
) -> None:  # fmt: skip
    """Each whom the call is for, each who is there, and the groups: once."""
    told = {(chat, who) for chat, who in work.meetings.reached(meeting)}
    for there in work.halls.present(meeting.id):
        if there.resident is not None:
            told |= {(chat, there.resident.id) for chat in work.accounts.chats_of(there.resident.id)}
    for chat, who in sorted(told):
        work.outbox.post(
            Letter(
                chat, key, facts, [[button]] if button else (), resident=who, village=village.id,
                priority=Priority.BROADCAST, once=f"{once}:{who}:{chat}", at_night=True,
            )
        )  # fmt: skip
    if is_public(work, meeting):
        publish.to_groups(work, village, key, facts, None, once, at_night=True)
