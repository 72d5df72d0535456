"""News for many: an officer's words to everybody of a segment, told live how far they are, and accounted for."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from actions import audience, broadcast_doors, pair, rights
from actions.letters import Button, Fact, Letter, Priority, Rows, moment, text
from actions.work import Work
from village import broadcast, quiet
from village.broadcast import Broadcast, Kind, Reach, Segment, State
from village.offices import BPD
from village.people import RIGHTS, Office, Resident
from village.place import Village, at_hour, local
from village.refusal import Refusal
from village.rules import own

LIMIT = "batas_siaran"


def begin(work: Work, officer: Resident, village: Village) -> int:
    """How many this officer may still send today; refuses where it is none."""
    rights.require(work, "broadcast", officer, village)
    most = own(LIMIT, village.settings, local(work.now, village.zone).year)
    left = most - work.broadcasts.since(officer.id, at_hour(work.now, village.zone, 0, 0))
    if left <= 0:
        raise Refusal("cast.refused.enough", most=most)
    return left


def send(work: Work, officer: Resident, village: Village, words: str, segment: Segment, chat: int) -> Broadcast:
    """Write a letter for each chat, each once; the courier carries them, replies before them. `chat`: where the
    officer is told how far it is."""
    begin(work, officer, village)
    to = audience.of(work, officer, village, segment)
    office = in_office(officer, village)
    number_ = work.broadcasts.add(village.id, officer.id, office, words, segment, chat)
    work.broadcasts.concern(number_, village.id, to.people)
    for each in to.chats:
        work.outbox.post(
            Letter(
                each, "cast.letter", {"broadcast": number_}, village=village.id, priority=Priority.BROADCAST,
                fresh="broadcast", broadcast=number_, once=f"siar:{number_}:{each}",
                expires_at=work.now + broadcast.VALID,
            )
        )  # fmt: skip
    text_hash = hashlib.sha256(words.encode()).hexdigest()
    facts: dict[str, Fact] = {"text": text_hash, "segment": str(segment), "letters": len(to.chats)}
    facts |= _counted(to.classes)
    work.book.record(village.id, officer.id, office, "broadcast_sent", f"broadcast:{number_}", facts)
    sent = work.broadcasts.get(number_)
    assert sent is not None
    work.outbox.post(replace(_progress(work, sent), once=progress_key(number_), edits=""))
    return sent


def in_office(officer: Resident, village: Village) -> str:
    """Whoever speaks for the village and for a dusun, speaks for the village."""
    wide = officer.offices & broadcast.WIDE
    return min(wide).value if wide else pair.office("broadcast", officer, village)


def look(village: Village, words: str, office: str) -> dict[str, Fact]:
    """What the letter shows."""
    return {"village": village.name, "words": words, "office": text(f"office.{office}")}


def leaving(work: Work, letter: Letter) -> Letter | None:
    """The letter with the words; the outbox holds none."""
    sent = work.broadcasts.get(int(letter.facts["broadcast"]))  # type: ignore[arg-type]
    if sent is None or sent.state is State.CANCELLED:
        return None
    return replace(letter, facts=look(work.villages.get(sent.village_id), sent.words, sent.office))


def _counted(found: Mapping[Reach, int]) -> dict[str, int]:
    return {reach.value: count for reach, count in sorted(found.items())}


# While it is under way


def progress_key(number_: int) -> str:
    """Under this key goes the one message that tells how far it is."""
    return f"siar-maju:{number_}"


def _progress(work: Work, sent: Broadcast) -> Letter:
    """That message as it looks now."""
    letters = work.broadcasts.letters(sent.id)
    village = work.villages.get(sent.village_id)
    facts: dict[str, Fact] = {
        "sent": letters["sent"], "all": letters.total(), "left": letters["waiting"] + letters["sending"],
        "segment": audience.named(work, village, sent.segment), "state": _state(work, village, sent),
    }  # fmt: skip
    turn = work.broadcasts.look(sent.id, _told(work, sent, letters))
    return Letter(
        sent.chat_id, "cast.progress", facts, _steering(sent), resident=sent.by_id, village=sent.village_id,
        once=f"{progress_key(sent.id)}:{turn}", edits=progress_key(sent.id),
    )  # fmt: skip


def _state(work: Work, village: Village, sent: Broadcast) -> Fact:
    """As the officer should read it: at night nothing leaves, and that is no fault."""
    morning = quiet.ends(village.settings, village.zone, work.now)
    if sent.state is State.RUNNING and not sent.settled and morning:
        return text("cast.state.night", at=moment(morning))
    return text(f"cast.state.{sent.state}")


def _told(work: Work, sent: Broadcast, letters: Mapping[str, int]) -> str:
    """What tells one look from the next."""
    village = work.villages.get(sent.village_id)
    night = quiet.ends(village.settings, village.zone, work.now)
    return f"{sent.state}:{sent.settled}:{night}:" + ",".join(
        f"{name}={count}" for name, count in sorted(letters.items())
    )


def _steering(sent: Broadcast) -> Rows:
    if sent.settled or sent.state is State.CANCELLED:
        return [[Button("button.cast_account", "sia", (sent.id,))]] if sent.settled else []
    paused = sent.state is State.PAUSED
    first = (
        Button("button.cast_resume", "sil", (sent.id,)) if paused else Button("button.cast_pause", "sij", (sent.id,))
    )
    return [[first, Button("button.cast_cancel", "sib", (sent.id,))]]


def seen(work: Work, officer: Resident, village: Village, number_: int) -> Broadcast:
    """A broadcast that this officer may look at: one's own, and for whoever speaks to the village, all."""
    begin_look(work, officer, village)
    sent = work.broadcasts.get(number_)
    if sent is None or sent.village_id != village.id:
        raise Refusal("talk.refused.old")
    if not may_look(officer, sent):
        raise Refusal("cast.refused.not_yours")
    return sent


def begin_look(work: Work, officer: Resident, village: Village) -> None:
    rights.require(work, "broadcast", officer, village)


def may_look(officer: Resident, sent: Broadcast) -> bool:
    return sent.by_id == officer.id or bool(officer.offices & broadcast.WIDE)


def may_steer(officer: Resident, sent: Broadcast) -> bool:
    """The office must not stop what the council says, nor the other way round."""
    same = {Office(sent.office)} | (BPD if Office(sent.office) in BPD else set())
    return sent.by_id == officer.id or bool(officer.offices & same & broadcast.WIDE)


def steered(work: Work, officer: Resident, village: Village, number_: int) -> Broadcast:
    """A broadcast that this officer may pause and cancel: one's own, or of the same office of the village."""
    sent = seen(work, officer, village, number_)
    if not may_steer(officer, sent):
        raise Refusal("cast.refused.not_yours")
    return sent


def steer(work: Work, officer: Resident, village: Village, number_: int, to: State) -> Broadcast:
    """Pause it, go on, or end it. What is under way to Telegram in this moment still arrives."""
    sent = steered(work, officer, village, number_)
    if sent.settled or sent.state is State.CANCELLED:
        raise Refusal("cast.refused.settled")
    if sent.state is not to:
        if to is State.PAUSED:
            work.broadcasts.pause(sent.id)
        elif to is State.RUNNING:
            work.broadcasts.resume(sent.id, work.now + broadcast.VALID)
        else:
            work.broadcasts.cancel(sent.id)
        office = in_office(officer, village)
        work.book.record(village.id, officer.id, office, f"broadcast_{to}", f"broadcast:{sent.id}", {})
    return _show(work, sent.id)


def again(work: Work, officer: Resident, village: Village, number_: int) -> int:
    """What may not have arrived is sent once more, marked as repeated. Returns how many letters."""
    sent = steered(work, officer, village, number_)
    if not sent.settled or sent.state is State.CANCELLED:
        raise Refusal("cast.refused.not_settled")
    count = work.broadcasts.again(sent.id, work.now + broadcast.VALID)
    if not count:
        raise Refusal("cast.refused.none_unsure")
    facts = {"letters": count}
    work.book.record(
        village.id, officer.id, in_office(officer, village), "broadcast_again", f"broadcast:{sent.id}", facts
    )
    _show(work, sent.id)
    return count


def _show(work: Work, number_: int) -> Broadcast:
    sent = work.broadcasts.get(number_)
    assert sent is not None
    work.outbox.post(_progress(work, sent))
    return sent


def move_due(work: Work) -> int:
    """Run by the pulse: tell how far each is, close what has nothing under way any more, and end what somebody sent who
    is no longer in office: their phone may be in strange hands."""
    count = 0
    for sent in work.broadcasts.open():
        sender = work.residents.get(sent.by_id)
        if sent.state is not State.CANCELLED and not RIGHTS["broadcast"].who(sender, sent.village_id):
            work.broadcasts.cancel(sent.id)
            work.book.record(sent.village_id, 0, "program", "broadcast_cancelled", f"broadcast:{sent.id}", {})
            sent = replace(sent, state=State.CANCELLED)
        letters = work.broadcasts.letters(sent.id)
        if not letters["waiting"] and not letters["sending"]:
            _close(work, sent)
            count += 1
        elif _told(work, sent, letters) != sent.told:
            work.outbox.post(_progress(work, sent))
            count += 1
    return count


def _close(work: Work, sent: Broadcast) -> None:
    """The account: for each person what became of it, in the book, to the sender, and to who calls at the doors."""
    village = work.villages.get(sent.village_id)
    found = work.broadcasts.close(sent)
    facts = _counted(found) | {
        f"letters_{name}": count for name, count in sorted(work.broadcasts.letters(sent.id).items())
    }
    work.book.record(village.id, 0, "program", "broadcast_done", f"broadcast:{sent.id}", facts)
    closed = _show(work, sent.id)
    work.outbox.post(
        Letter(
            sent.chat_id, "cast.account", account(work, village, closed), account_buttons(work, closed),
            resident=sent.by_id, village=village.id, priority=Priority.RESULT,
            once=f"siar-hasil:{sent.id}:{closed.turn}",
        )
    )  # fmt: skip
    broadcast_doors.tell(work, village, closed)


def account(work: Work, village: Village, sent: Broadcast) -> dict[str, Fact]:
    """What became of it; while something is under way, as it stands now."""
    if sent.segment.kind is Kind.CHATS:
        lines: Fact = {
            "lines": [
                text("cast.group_line", title=title, reach=text(f"cast.group.{reach}"))
                for title, reach in work.broadcasts.groups(sent.id)
            ]
        }
        people = 0
    else:
        found = _found(work, sent)
        lines, people = audience.classes(found), found.total()
    return {
        "segment": audience.named(work, village, sent.segment), "at": moment(sent.at),
        "state": _state(work, village, sent),
        "people": text("cast.people", n=people) if people else None, "lines": lines,
    }  # fmt: skip


def _found(work: Work, sent: Broadcast) -> Counter[Reach]:
    if sent.settled:
        return work.broadcasts.classes(sent.id)
    found, _ = work.broadcasts.reach(work.broadcasts.concerned(sent.id), sent.id)
    return Counter(found.values())


def account_buttons(work: Work, sent: Broadcast) -> Rows:
    rows = [[Button("button.cast_forward", "sit", (sent.id,))]]
    if sent.settled and sent.state is State.DONE and work.broadcasts.letters(sent.id)["unsure"]:
        rows.append([Button("button.cast_again", "sik", (sent.id,))])
    if not sent.settled:
        rows += list(map(list, _steering(sent)))
    return rows
