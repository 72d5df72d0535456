"""The sample chat of the README, played word for word: help that cannot lie."""

import re
from pathlib import Path

from tests.play import Play
from tests.transcript import act

README = Path(__file__).parent.parent / "README.md"
ANSWER = re.compile(r"Rembuk(?: di (grup)| kepada (\w+))?: (.*)")
SPEECH = re.compile(r"(\w+)( di grup)?: (.*)")
LABELS = re.compile(r"\[([^\]]*)\]")
NEIGHBOURS = [f"Tetangga{n}" for n in "ABCDEFGHIJ"]
GROUP = "Warga"


def sample() -> list[str]:
    text = README.read_text("utf-8")
    block = re.search(r"<!-- contoh -->\s*```\w*\n(.*?)```\s*<!-- /contoh -->", text, re.DOTALL)
    assert block, "the README has no sample chat"
    return [line for line in block[1].splitlines() if line.strip()]


def pattern(words: str) -> re.Pattern[str]:
    """`…` stands for anything; line breaks count as spaces."""
    return re.compile(".*".join(re.escape(part.strip()) for part in words.split("…")), re.DOTALL)


async def introduced(stage: Play, name: str, turn: int = 0) -> None:
    dusun, sex = (("Krajan", "Perempuan"), ("Ngasem", "Laki-laki"))[turn % 2]
    for line in (f"{name} Warga", f"[{dusun}]", "[RT 01]", f"[{sex}]", "1980", "[✅ Ya, kirim]"):
        await act(stage, f"{name}: {line}")


async def direct(stage: Play, line: str) -> None:
    """The stage directions in brackets."""
    if opened := re.match(r"\((\w+) membuka tautan itu", line):
        last = stage.person("Joko").messages()[-1]["text"]
        await act(stage, f"{opened[1]}: /start {last.split('start=')[1].split()[0]}")
        await introduced(stage, opened[1])
    elif "ikut bergabung" in line:
        for turn, name in enumerate(NEIGHBOURS):
            await act(stage, f"{name}: /start warga_3301022003")
            await introduced(stage, name, turn)
            await act(stage, "Wati: [✅ Ya, saya kenal]")
        stage.heard()
    elif "memilih juga" in line:
        for turn, name in enumerate(NEIGHBOURS):
            await act(stage, f"{name}: [{1 + turn % 2}.]")
        stage.heard()
    elif "Hari berganti" in line:
        await act(stage, "-- 35 jam kemudian")
    else:
        raise AssertionError(f"no such stage direction: {line}")


async def test_the_sample_chat_of_the_readme_is_true(tmp_path: Path) -> None:
    async with Play.open(tmp_path / "data", language="id") as stage:
        code = await stage.code()
        stage.group(GROUP, "Joko", "Wati", "Slamet", "Sari")
        heard: list[tuple[str, str, str, list[str]]] = []
        speaker = ""
        for line in sample():
            if line.startswith("("):
                await direct(stage, line)
                heard = stage.heard()
            elif answer := ANSWER.fullmatch(line):
                group, named, words = answer.groups()
                who = GROUP if group else named or speaker
                _said(heard, who, words, line)
            else:
                speech = SPEECH.fullmatch(line)
                assert speech, f"not a line of a chat: {line}"
                speaker, place, words = speech[1], speech[2], speech[3]
                words = words.replace("pasang_…", f"pasang_{code}").replace(" …]", "]")
                await act(stage, f"{speaker}{' @ ' + GROUP if place else ''}: {words}")
                heard = stage.heard()


def _said(heard: list[tuple[str, str, str, list[str]]], who: str, words: str, line: str) -> None:
    labels = LABELS.findall(words)
    wanted = pattern(LABELS.sub("", words).strip())
    for _kind, to, text, buttons in heard:
        flat = " ".join(text.split())
        fits = all(any(pattern(label).fullmatch(b) for b in buttons) for label in labels)
        if to == who and wanted.fullmatch(flat) and fits:
            return
    raise AssertionError(f"the README says {line!r}; heard: {heard}")
