"""Plays a transcript: who says or presses what, what the bot answers to whom, with which buttons.

    Sari: /suara
    bot > Sari: vote.ballot most=2 [Lampu jalan] [Jembatan]
    Sari: [Lampu jalan]
    toast > Sari: vote.toast.kept
    edit > Sari: vote.ballot

Every message, redraw and toast must stand there, or the line `...` that lets the rest be. `{code}` is filled in.
A line that begins with `--` is a stage direction: `-- 3 hari kemudian`.
"""

import re

from tests.play import Play

ANSWER = re.compile(r"(bot|edit|toast) > ([^:]+): (.*)")
SPEECH = re.compile(r"([^:>]+): (.*)")
LABEL = re.compile(r"\[([^\]]*)\]")
HOURS = re.compile(r"-- (\d+) (jam|hari) kemudian")


async def play(stage: Play, script: str, **filled: str) -> None:
    lines = [line.strip() for line in script.strip().splitlines() if line.strip()]
    for name, value in filled.items():
        lines = [line.replace("{" + name + "}", value) for line in lines]
    while lines:
        line = lines.pop(0)
        assert not ANSWER.fullmatch(line), f"an answer without a question: {line}"
        await act(stage, line)
        heard = stage.heard()
        while lines and (ANSWER.fullmatch(lines[0]) or lines[0] == "..."):
            expected = lines.pop(0)
            if expected == "...":
                heard = []
                break
            _take(expected, heard, line)
        assert not heard, f"after {line!r} the bot also said: {heard}"


async def act(stage: Play, line: str) -> None:
    if direction := HOURS.fullmatch(line):
        stage.telegram.clock.advance(hours=int(direction[1]) * (24 if direction[2] == "hari" else 1))
        await stage.bot.pulse.tick()
        await stage.bot.gateway.bot.get_me()
        await stage.bot.pulse.tick()
        stage.bot.courier.kick()
        await stage.quiet()
        return
    speech = SPEECH.fullmatch(line)
    assert speech, f"not a line of a transcript: {line!r}"
    who, words = speech[1].strip(), speech[2]
    name, _, place = who.partition(" @ ")
    person = stage.person(name)
    group = stage.groups[place] if place else None
    if (label := LABEL.fullmatch(words)) is not None:
        stage.press(person, label[1], group)
    elif words.startswith("t.me/"):
        person.open(words, group=group) if group else person.open(words)
    else:
        person.say(words.replace("\\n", "\n"), group)
    await stage.quiet()


def _take(expected: str, heard: list[tuple[str, str, str, list[str]]], after: str) -> None:
    match = ANSWER.fullmatch(expected)
    assert match
    kind, who, rest = match.groups()
    labels = LABEL.findall(rest)
    words = LABEL.sub("", rest).split()
    for index, (was, to, text, buttons) in enumerate(heard):
        if (was, to) != (kind, who) or not text.startswith(f"⟦{words[0]}⟧"):
            continue
        if all(fact in text for fact in words[1:]) and all(any(lb in b for b in buttons) for lb in labels):
            del heard[index]
            return
    raise AssertionError(f"after {after!r} expected {expected!r}, heard {heard}")
