"""A village whose teams are at work, and proposals that have come as far as a test wants them."""

from actions import steps
from storage.work import SqliteWork
from tests.play import Play
from tests.transcript import act
from tests.village_life import appointed, founded, introduced, joined, proposed
from village.people import Office
from village.proposal import Status


async def teams(stage: Play) -> None:
    """Pak Slamet is in the tim penyusun, Bu Nina in the tim verifikasi, Bu Ratna chairs the BPD.

    Bu Sari has two proposals, Pak Budi one; Bu Tini has joined.
    """
    await founded(stage)
    for name, office in (("Nina", "office.tim_verifikasi"), ("Ratna", "office.bpd_ketua")):
        await appointed(stage, name, office)
        await introduced(stage, name)
    await joined(stage, "Sari", "Budi", "Tini")
    await proposed(stage, "Sari", "Lampu jalan di gang masjid", "Jembatan bambu diganti beton")
    await proposed(stage, "Budi", "Penerangan gang dekat masjid")


async def moved(stage: Play, number: int, *statuses: Status) -> None:
    """The office or time takes the proposal there, one step after the other, each by whoever alone may."""

    def go(work: SqliteWork) -> None:
        village = work.villages.all()[0]
        for to in statuses:
            proposal = work.proposals.numbered(village.id, number)
            assert proposal is not None
            office = Office.TIM_VERIFIKASI if to is Status.LAYAK else Office.TIM_PENYUSUN
            (officer,) = work.roles.holders(village.id, office)
            person = work.residents.get(officer)
            assert person is not None
            steps.take(work, person, village, proposal, to)

    await stage.bot.database.write(go)
    stage.bot.courier.kick()
    await stage.quiet()
    stage.heard()


async def supported(stage: Play, number: int, *names: str) -> None:
    """These people stand behind the proposal."""

    def stand(work: SqliteWork) -> None:
        village = work.villages.all()[0]
        proposal = work.proposals.numbered(village.id, number)
        assert proposal is not None
        for name in names:
            (person,) = work.residents.named(village.id, f"{name} Warga")
            work.supports.add(proposal, person.id, person.id)

    await stage.bot.database.write(stand)


async def refused(stage: Play, number: int = 1) -> None:
    """Bu Nina and Pak Slamet have said that the land is not clear yet."""
    await moved(stage, number, Status.VERIFIKASI)
    for line in (
        "/kelola usulan", "[button.decide]", f"[button.pick_titled⟧ number={number}]", "[button.to_tidak_layak]",
        "[button.why_lahan_belum_jelas]", "[button.no_note]", "[button.to_second]",
    ):  # fmt: skip
        await act(stage, f"Nina: {line}")
    await act(stage, "Slamet: [button.step_yes]")
    stage.heard()
