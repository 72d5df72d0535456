"""What tests may know of the council's keys: the words on the phones, and how a council gets them."""

import itertools
import re
from base64 import b64encode
from pathlib import Path

from tests.council_life import chaired
from tests.play import Play
from tests.transcript import act
from tests.village_life import appointed, introduced
from village.keywords import read

COUNCIL = ("Ratna", "Tejo", "Umi")


async def seated(stage: Play) -> None:
    """Bu Ratna chairs the council; Pak Tejo and Bu Umi are members, whom she has confirmed."""
    await chaired(stage)
    for name in COUNCIL[1:]:
        await appointed(stage, name, "office.bpd_anggota")
        await introduced(stage, name)
        await act(stage, "Ratna: /bpd")
        await act(stage, "Ratna: [button.confirm]")
    stage.heard()


async def asked(stage: Play, who: str = "Slamet", most: int = 1) -> None:
    """Somebody at the desk lets the council hold the key of a poll over everything."""
    for line in (
        "/kelola musyawarah" if who == "Slamet" else "/bpd", *(() if who == "Slamet" else ("[section.musyawarah]",)),
        "[button.open_poll]", "[button.pick_all]", f"[button.picks⟧ n={most}]", "[3 Maret]", "[button.key_council]",
        "[button.open_now]",
    ):  # fmt: skip
        await act(stage, f"{who}: {line}")


async def written(stage: Play, who: str) -> str:
    """They have the words shown, write them down, and have them hidden; returns the words."""
    await act(stage, f"{who}: [button.key_show]")
    words = shown(stage, who)
    await act(stage, f"{who}: [button.key_written]")
    return words


def shown(stage: Play, who: str) -> str:
    """The words that stand on this phone now."""
    texts = [m.get("text", "") for m in reversed(list(stage.person(who).chat.messages.values()))]
    told = next(text for text in texts if "key.words" in text)
    return " ".join(re.findall(r"word=(\w+)", told))


async def held(stage: Play, who: str = "Slamet") -> dict[str, str]:
    """Everybody has their words and has typed them back: the poll is open. Returns name → words."""
    words = {}
    for name in (*COUNCIL, who):
        words[name] = await written(stage, name)
        await act(stage, f"{name}: {words[name]}")
    return words


def files_hold(folder: Path, words: str) -> list[str]:
    """The files in which two neighbouring words of a key stand, or most of its words as the facts of a letter, or the
    share itself.
    """
    return [file.name for file in sorted(folder.rglob("*")) if file.is_file() and _holds(file.read_bytes(), words)]


def _holds(raw: bytes, words: str) -> bool:
    said, share = words.split(), read(words)
    pairs = [" ".join(two).encode() for two in itertools.pairwise(said)]
    alone = sum(f'"{word}"'.encode() in raw for word in said)
    shares = share, share.hex().encode(), b64encode(share)
    return alone > len(said) // 2 or any(trace in raw for trace in (*pairs, *shares))
