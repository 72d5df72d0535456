"""A phone that several people share, for tests: PINs are tapped, and a second person joins."""

from tests.play import Play
from tests.transcript import act
from tests.village_life import LINK, introduced, joined

TINI, MBAH = "4827", "9150"
"""The PINs of the two who share Tini's phone."""


async def tapped(stage: Play, phone: str, digits: str) -> None:
    for digit in digits:
        await act(stage, f"{phone}: [digit={digit}]")


async def shared(stage: Play) -> None:
    """Bu Tini has joined, and her grandmother with her on the same phone; Bu Wati knows both. Mbah spoke last."""
    await joined(stage, "Tini")
    await act(stage, f"Tini: {LINK}")
    await act(stage, "Tini: [button.add_person]")
    await tapped(stage, "Tini", TINI * 2)
    await introduced_as(stage, "Tini", "Mbah Rahayu", born=1949)
    await tapped(stage, "Tini", MBAH * 2)
    await act(stage, "Wati: [button.vouch_yes]")
    stage.heard()


async def introduced_as(stage: Play, phone: str, name: str, born: int = 1985, rt: str = "02") -> None:
    for line in (name, "[name=Krajan]", f"[rt={rt}]", "[sex.p]", str(born), "[button.yes_send]"):
        await act(stage, f"{phone}: {line}")


async def speaks(stage: Play, phone: str, name: str, digits: str) -> None:
    """The phone goes to another of the family."""
    await act(stage, f"{phone}: /profil")
    await act(stage, f"{phone}: [button.change_person]")
    await act(stage, f"{phone}: [name={name}]")
    await tapped(stage, phone, digits)
    stage.heard()


__all__ = ["LINK", "MBAH", "TINI", "introduced", "introduced_as", "joined", "shared", "speaks", "tapped"]
