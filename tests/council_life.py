"""A village whose council sits, and what its people do with offices at the desk: for tests about offices."""

from tests.play import Play
from tests.transcript import act
from tests.village_life import appointed, founded, introduced


async def chaired(stage: Play) -> None:
    """Bu Ratna is the first chair of the BPD; she has confirmed Bu Wati, Pak Slamet and Pak Karso."""
    await founded(stage)
    await appointed(stage, "Ratna", "office.bpd_ketua")
    await introduced(stage, "Ratna")
    await act(stage, "Ratna: /bpd")
    for _ in range(3):
        await act(stage, "Ratna: [button.confirm]")
    stage.heard()


async def opened(stage: Play, who: str, name: str, line: str = "") -> None:
    """Somebody opens the office of somebody at the desk, and presses there."""
    for step in ("/kelola jabatan", "[button.offices]", f"[name={name}]", *([line] if line else [])):
        await act(stage, f"{who}: {step}")
    stage.heard()


def payload(stage: Play, who: str) -> str:
    text = stage.person(who).messages()[-1]["text"]
    return str(text.split("start=")[1].split()[0])
