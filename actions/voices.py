"""A voice note becomes a line: it waits for an officer of the area, who types what is said; its author confirms."""

from actions import neighbours, rights
from actions.letters import Button, Fact, Letter, Priority
from actions.work import Work
from village import desk, media
from village.media import OPEN, Media, State, Typing
from village.people import RIGHTS, Office, Resident
from village.place import Village, local
from village.refusal import Refusal
from village.words import kept

AT_ONCE = 100


def move_on(work: Work) -> int:
    """Voices whose senders had time to choose who hears them come before the officers. Run by the pulse."""
    waiting = work.media.unheard(AT_ONCE)
    for number in waiting:
        work.media.told(number)
        found = work.media.get(number)
        author = work.residents.get(found.resident_id) if found else None
        if found is not None and author is not None and found.state in OPEN:
            _tell(work, work.villages.get(found.village_id), author)
    return len(waiting)


def hearers(work: Work, village: Village, author: Resident) -> list[Resident]:
    """Who may type what the author says."""
    typists = [one for one in _typists(work, village) if one.id != author.id]
    near = [one for one in typists if _near(one, author.dusun_id)]
    return near or (typists if author.dusun_id in _without(work, village) else [])


def _tell(work: Work, village: Village, author: Resident) -> None:
    """They hear once a day that voices wait."""
    day = local(work.now, village.zone).date().isoformat()
    for officer in hearers(work, village, author):
        for chat in work.accounts.chats_of(officer.id):
            work.outbox.post(
                Letter(
                    chat, "voice.waits", {}, [[Button("button.voices", "sr")]], resident=officer.id,
                    village=village.id, priority=Priority.REMINDER, once=f"voices:{village.id}:{day}:{chat}",
                )
            )  # fmt: skip


def _typists(work: Work, village: Village) -> list[Resident]:
    holders = (work.residents.get(number) for number in work.roles.holders(village.id, *Office))
    return [one for one in holders if one is not None and RIGHTS["type_voice"].who(one, village.id)]


def _without(work: Work, village: Village) -> set[int]:
    """Dusun in which nobody is near who may type a voice: those of all the others do."""
    typists = _typists(work, village)
    if any(desk.everywhere(one) for one in typists):
        return set()
    return {hamlet.id for hamlet in village.dusun} - {one.dusun_id for one in typists if one.dusun_id}


def waiting(work: Work, officer: Resident, village: Village, limit: int) -> tuple[list[Media], int]:
    """Those of the officer's area that wait longest, and how many in all. Nobody types what they said themselves."""
    rights.require(work, "type_voice", officer, village)
    area = None if desk.everywhere(officer) else {officer.dusun_id or 0, *_without(work, village)}
    return (
        work.media.queue(village.id, area, officer.id, limit),
        work.media.untyped(village.id, area, officer.id),
    )


def opened(work: Work, officer: Resident, village: Village, media_id: int) -> Media:
    """The voice, if this officer may type it now."""
    rights.require(work, "type_voice", officer, village)
    found = work.media.get(media_id)
    if found is None or found.village_id != village.id or found.typing is not Typing.WAITING:
        raise Refusal("voice.refused.settled")
    if found.for_council:
        raise Refusal("voice.refused.for_council")
    if found.resident_id == officer.id:
        raise Refusal("voice.refused.own")
    if not _near(officer, found.dusun_id) and found.dusun_id not in _without(work, village):
        raise Refusal("queue.refused.elsewhere")
    if found.state is not State.KEPT or found.at > work.now - media.TO_CHOOSE:
        raise Refusal("voice.refused.coming")
    return found


def typed(work: Work, officer: Resident, village: Village, media_id: int, line: str) -> str:
    """Put the line to the voice's author. Returns it as it is kept."""
    found = opened(work, officer, village, media_id)
    said = kept(line, media.LONGEST_LINE)
    if len(said) < media.SHORTEST_LINE:
        raise Refusal("voice.refused.short")
    if not work.media.typed(found.id, said, officer.id):
        raise Refusal("voice.refused.settled")
    row = work.book.record(
        village.id, officer.id, min(officer.offices), "voice_typed", f"resident:{found.resident_id}", {"line": said}
    )
    buttons = [Button("button.line_right", "sry", (found.id,)), Button("button.line_wrong", "srn", (found.id,))]
    _ask(work, village, found, "voice.ask_line", {"line": said}, buttons, f"voice:{found.id}:{row.act.seq}")
    return said


def unclear(work: Work, officer: Resident, village: Village, media_id: int) -> None:
    """Nobody can make out what is said: its author may say it once more, or write it."""
    found = opened(work, officer, village, media_id)
    work.media.settle(found.id)
    work.book.record(village.id, officer.id, min(officer.offices), "voice_unclear", f"resident:{found.resident_id}", {})
    buttons = [Button("button.write_myself", "srt", (found.id,))]
    _ask(work, village, found, "voice.unclear", {}, buttons, f"voice:{found.id}:unclear")


def own(work: Work, author: Resident, media_id: int, *typing: Typing) -> Media:
    """The author's own voice, where its words are still open in one of these ways."""
    found = work.media.get(media_id)
    if found is None or found.resident_id != author.id or found.proposal_id is not None or found.state not in OPEN:
        raise Refusal("voice.refused.settled")
    if found.typing not in typing:
        raise Refusal("voice.refused.settled")
    return found


def confirmed(work: Work, author: Resident, media_id: int) -> Media:
    """The line is what was said: from now on it is the author's own."""
    found = own(work, author, media_id, Typing.ASKED)
    work.media.settle(found.id)
    return found


def denied(work: Work, author: Resident, media_id: int) -> None:
    """The line is not what was said: the voice waits again, and who opens it next sees that line."""
    found = own(work, author, media_id, Typing.ASKED)
    work.media.back(found.id)


def by_author(work: Work, author: Resident, media_id: int) -> Media:
    """Its author writes it: no officer needs to."""
    found = own(work, author, media_id, *Typing)
    if found.for_council:
        raise Refusal("voice.refused.for_council_own")
    work.media.settle(found.id)
    return found


def dropped(work: Work, author: Resident, media_id: int) -> None:
    """Its author thinks again."""
    work.media.drop(own(work, author, media_id, *Typing).id)


def _near(officer: Resident, dusun_id: int | None) -> bool:
    return desk.everywhere(officer) or (officer.dusun_id is not None and officer.dusun_id == dusun_id)


def _ask(
    work: Work, village: Village, found: Media, key: str, facts: dict[str, Fact], buttons: list[Button], once: str
) -> None:  # fmt: skip
    """On every phone of the author's."""
    for chat in work.accounts.chats_of(found.resident_id):
        work.outbox.post(
            Letter(
                chat, key, facts, [[button] for button in buttons], resident=found.resident_id, village=village.id,
                once=f"{once}:{chat}",
            )
        )  # fmt: skip


def where(village: Village, found: Media) -> Fact:
    return neighbours.place(village, found.dusun_id, None)
