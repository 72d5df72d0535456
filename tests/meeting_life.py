"""A village in which meetings are called: Bu Ratna chairs the BPD, Bu Dewi sits in the village office."""

from tests.play import Play
from tests.transcript import act
from tests.village_life import appointed, founded, introduced, joined, proposed


async def councils(stage: Play) -> None:
    """Bu Sari and Bu Tini, Pak Budi have joined; there are two proposals."""
    await founded(stage)
    for name, office in (("Ratna", "office.bpd_ketua"), ("Dewi", "office.pemdes")):
        await appointed(stage, name, office)
        await introduced(stage, name)
    await joined(stage, "Sari", "Budi", "Tini")
    await proposed(stage, "Sari", "Lampu jalan di gang masjid")
    await proposed(stage, "Budi", "Sumur bor dekat musola")


async def called(stage: Play, when: str = "12 Maret 2026 jam 13.00", place: str = "Balai desa") -> None:
    """Pak Slamet has called a meeting of Dusun Krajan: Bu Sari, Bu Tini and the officers there are invited."""
    for line in (
        "/kelola musyawarah", "[button.call_meetings]", "[button.call_new]", "[meeting.kind.musdus]", "[name=Krajan]",
        place, when, "[button.no_proposals]", "Kerja bakti saluran air", "[button.call_now]",
    ):  # fmt: skip
        await act(stage, f"Slamet: {line}")
    stage.heard()


async def musdes_called(stage: Play, when: str = "26 Maret 2026 jam 09.00") -> None:
    """Bu Ratna has called the musyawarah desa, with names to follow for the unsur."""
    for line in (
        "/kelola musyawarah", "[button.call_meetings]", "[button.call_new]", "[meeting.kind.musdes]", "Balai desa",
        when, "Membahas RKP Desa", "[button.unsur_done]", "[button.unsur_follow]", "[button.call_now]",
    ):  # fmt: skip
        await act(stage, f"Ratna: {line}")
    stage.heard()
