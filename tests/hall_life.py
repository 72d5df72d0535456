"""A village that has called a meeting, and what its people do in the hall: for tests about meetings that are held."""

from storage.work import SqliteWork
from tests.play import Play
from tests.transcript import act
from tests.village_life import appointed, founded, introduced, joined
from village.meeting import Audience, ItemKind, Kind, Meeting, Segment
from village.people import Sex
from village.presence import clockwork, current

MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR


async def councilled(stage: Play, *residents: str) -> None:
    """Bu Ratna chairs the BPD, Bu Dewi is of the village office; these residents have joined."""
    await founded(stage)
    for name, office in (("Ratna", "office.bpd_ketua"), ("Dewi", "office.pemdes")):
        await appointed(stage, name, office)
        await introduced(stage, name)
    await joined(stage, *residents)


async def summoned(
    stage: Play, kind: Kind = Kind.MUSDES, by: str = "Ratna", office: str = "bpd_ketua", guests: tuple[str, ...] = (),
    items: tuple[str, ...] = ("Prioritas jalan",), second_of: int | None = None, registers: bool = True,
    dusun: str | None = None,
) -> int:  # fmt: skip
    """A meeting in somewhat less than an hour; returns its number. "Pak Camat" is nobody of the village."""

    def write(work: SqliteWork) -> int:
        village = work.villages.all()[0]
        convener = next(r for r in work.residents.all(_ids(work)) if r.name.startswith(by))
        hamlet = next((d.id for d in village.dusun if d.name == dusun), None)
        meeting = work.meetings.add(
            Meeting(
                0, village.id, 1, kind, "", hamlet, convener.id, office, "balai desa", work.now + HOUR - MINUTE,
                work.now + 4 * HOUR, closes_at=work.now if registers else 0, second_of=second_of,
            ),
            [Audience(Segment.DUSUN, str(hamlet)) if hamlet else Audience(Segment.ALL)],
        )  # fmt: skip
        for words in items:
            proposal = work.proposals.numbered(village.id, int(words)) if words.isdecimal() else None
            work.meetings.add_item(
                meeting, ItemKind.AGENDA, convener.id, "" if proposal else words, proposal.id if proposal else None
            )  # fmt: skip
        for name in guests:
            person = next((r for r in work.residents.all(_ids(work)) if r.name.startswith(name)), None)
            work.meetings.add_guest(
                meeting, "masyarakat", convener.id, person.id if person else None, "" if person else name, Sex.MALE
            )  # fmt: skip
        return meeting.id

    return int(await stage.bot.database.write(write))


def _ids(work: SqliteWork) -> list[int]:
    return [row["id"] for row in work.residents.rows("SELECT id FROM resident")]


async def code(stage: Play, meeting: int, turns: int = 0) -> str:
    """What is spoken in the hall now, or some turns before or after."""

    def read(work: SqliteWork) -> str:
        village = work.villages.all()[0]
        hall = work.halls.get(meeting, village.id)
        assert hall is not None
        works = clockwork(village.settings, 2026)
        return current(hall.secret, hall.opened_at, work.now + turns * works.turn, works)[0]

    return str(await stage.bot.database.write(read))


async def door_opened(stage: Play, by: str = "Ratna") -> None:
    command = "/bpd" if by == "Ratna" else "/kelola"
    for line in (command, "[section.musyawarah]", "[button.halls]", "[button.hall_meeting⟧]", "[button.open_door]"):
        await act(stage, f"{by}: {line}")
    stage.heard()


async def came(stage: Play, meeting: int, *names: str) -> None:
    """Each types the code that is spoken now."""
    for name in names:
        await act(stage, f"{name}: {await code(stage, meeting)}")
    stage.heard()


async def begun(stage: Play, by: str = "Ratna") -> None:
    """The hour has come, and the chair begins."""
    await act(stage, "-- 1 jam kemudian")
    await page(stage, by)
    await act(stage, f"{by}: [button.begin_meeting]")
    stage.heard()


async def page(stage: Play, by: str) -> None:
    command = "/bpd" if by == "Ratna" else "/kelola"
    for line in (command, "[section.musyawarah]", "[button.halls]", "[button.hall_meeting⟧]"):
        await act(stage, f"{by}: {line}")
    stage.heard()
