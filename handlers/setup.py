"""The operator's wizard: from the set-up code to a village, in at most seven answers."""

from actions import install
from actions.letters import Button, Fact, raw, text
from handlers import flow
from handlers.chat import Talk, pairs
from handlers.flow import Answers, Choice, Flow, Question, Said, Step, Taken
from village import terms, typed
from village.place import CLOCKS, Dusun, tidy_code, usual_zone
from village.refusal import Refusal
from village.words import clipped

MOST_DUSUN = 30
MOST_RT = 40


def opened(talk: Talk, code: str) -> None:
    """Somebody brought the set-up code."""
    if talk.village is not None:
        raise Refusal("setup.refused.used")
    install.claim(talk.work, code)
    talk.say("setup.welcome")
    flow.begin(talk, SETUP, {})


def _name(talk: Talk, answers: Answers, said: Said) -> Taken:
    name = clipped(said.text, 60)
    for word in ("desa ", "Desa ", "DESA "):
        name = name.removeprefix(word)
    if not name:
        raise Refusal("setup.refused.name")
    return Taken({**answers, "name": name})


def _code(talk: Talk, answers: Answers, said: Said) -> Taken:
    code = tidy_code(said.text)
    if talk.work.villages.by_code(code):
        raise Refusal("setup.refused.known", code=code)
    name = answers["name"]
    for term in terms.usual(code):
        if term.word == "desa" and name.lower().startswith(f"{term.value} "):
            name = name[len(term.value) + 1 :]
    return Taken({**answers, "code": code, "name": name})


def _spoken(answers: Answers) -> dict[str, Fact]:
    """The words of the region, for letters of a village that is only about to be."""
    facts: dict[str, Fact] = {}
    for term in terms.usual(answers["code"]):
        facts |= {f"_{term.word}": term.value, f"_{term.word.capitalize()}": term.value[:1].upper() + term.value[1:]}
    return facts


def _ask_zone(talk: Talk, answers: Answers) -> Question:
    usual = usual_zone(answers["code"])
    return Question(
        "setup.ask_zone",
        {**_spoken(answers), "zone": text(f"zone.{CLOCKS[usual]}")},
        [
            [Choice("button.right", CLOCKS[usual])],
            [Choice(f"zone.short.{name}", name) for name in ("wib", "wita", "wit") if name != CLOCKS[usual]],
        ],
    )


def _zone(talk: Talk, answers: Answers, said: Said) -> Taken:
    words = (said.value or said.text).strip().lower()
    usual = usual_zone(answers["code"])
    zone = usual if CLOCKS[usual] == words else next((z for z, clock in CLOCKS.items() if clock == words), None)
    if zone is None:
        raise Refusal("setup.refused.zone")
    return Taken({**answers, "zone": zone})


def _dusun(talk: Talk, answers: Answers, said: Said) -> Taken:
    names = list(dict.fromkeys(clipped(name, 40) for name in typed.names(said.text)))
    names = [name for name in names if name]
    if not names:
        raise Refusal("setup.refused.dusun")
    if len(names) > MOST_DUSUN:
        raise Refusal("setup.refused.many_dusun", most=MOST_DUSUN)
    return Taken({**answers, "dusun": names})


def _ask_rts(talk: Talk, answers: Answers) -> Question:
    if len(answers["dusun"]) == 1:
        return Question("setup.ask_rt_one", {**_spoken(answers), "dusun": answers["dusun"][0]})
    names: Fact = {"list": answers["dusun"]}
    return Question("setup.ask_rt", {**_spoken(answers), "dusun": names, "n": len(answers["dusun"])})


def _rts(talk: Talk, answers: Answers, said: Said) -> Taken:
    """One number of RT for all dusun, or one for each, in the order of the dusun."""
    counts = [typed.number(part) for part in said.text.replace(",", " ").replace("\n", " ").split()]
    numbers = [n for n in counts if n is not None]
    if len(numbers) == 1:
        numbers *= len(answers["dusun"])
    if len(numbers) != len(answers["dusun"]) or not all(1 <= n <= MOST_RT for n in numbers):
        if len(answers["dusun"]) == 1:
            raise Refusal("setup.refused.rt_one", most=MOST_RT)
        raise Refusal("setup.refused.rt", n=len(answers["dusun"]), most=MOST_RT)
    return Taken({**answers, "rt": numbers})


def _operator(talk: Talk, answers: Answers, said: Said) -> Taken:
    name = clipped(said.text, 60)
    if not name:
        raise Refusal("join.refused.name")
    return Taken({**answers, "operator": name})


def _ask_sure(talk: Talk, answers: Answers) -> Question:
    spoken = _spoken(answers)
    lines = [
        text("setup.dusun_line", **spoken, dusun=name, n=count)
        for name, count in zip(answers["dusun"], answers["rt"], strict=True)
    ]
    if spoken:
        lines.append(text("setup.terms_line", terms={"list": [t.value for t in terms.usual(answers["code"])]}))
    return Question(
        "setup.ask_sure",
        {
            **spoken,
            "name": answers["name"],
            "code": answers["code"],
            "zone": text(f"zone.{CLOCKS[answers['zone']]}"),
            "lines": {"lines": lines},
        },
        [[Choice("button.yes_right", 1)], [Choice("button.start_over", 0)]],
    )


def _sure(talk: Talk, answers: Answers, said: Said) -> Taken:
    if said.value == "1":
        return Taken({**answers, "sure": True})
    if said.value == "0":
        return Taken({})
    raise Refusal("talk.refused.tap")


def _finish(talk: Talk, answers: Answers) -> None:
    assert talk.account is not None
    dusun = [
        Dusun(0, name, tuple(f"{n:02}" for n in range(1, count + 1)))
        for name, count in zip(answers["dusun"], answers["rt"], strict=True)
    ]
    village = install.settle(
        talk.work, talk.account, answers["code"], answers["name"], answers["zone"], dusun, answers["operator"]
    )
    talk.forget()
    season = talk.work.seasons.of(village.id)[-1]
    talk.say("setup.done", {"village": village.name, "year": raw(season.year)}, menu=True)
    talk.say(
        "setup.next",
        buttons=[
            [Button("button.link_group", url="group:tautkan")],
            *pairs([Button("button.appoint", "ao"), Button("button.invite", "li")]),
        ],
    )


SETUP = flow.register(
    Flow(
        "setup",
        (
            Step("name", lambda t, a: Question("setup.ask_name"), _name),
            Step("code", lambda t, a: Question("setup.ask_code"), _code),
            Step("zone", _ask_zone, _zone),
            Step("dusun", lambda t, a: Question("setup.ask_dusun", _spoken(a)), _dusun),
            Step("rt", _ask_rts, _rts),
            Step("operator", lambda t, a: Question("setup.ask_operator"), _operator),
            Step("sure", _ask_sure, _sure),
        ),
        _finish,
        may_stop=False,
    )
)
