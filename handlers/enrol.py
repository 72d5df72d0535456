"""Join a village: by poster or link, or by the village's name."""

from actions import enrol, hear, move_away
from actions.letters import Button, raw, text
from actions.neighbours import place
from handlers import born, flow, keypad, propose
from handlers.chat import Answer, Talk
from handlers.flow import Answers, Choice, Flow, Question, Said, Step, Taken
from village import consent, terms, typed
from village.people import Sex, State
from village.place import CODE, Village
from village.refusal import Refusal
from village.words import clipped, kept

MEN = ("l", "laki", "laki-laki", "laki laki", "laki2", "lelaki", "pria", "cowok", "bapak", "pak", "lanang", "lalaki")
WOMEN = ("p", "perempuan", "prempuan", "wanita", "cewek", "ibu", "bu", "wedok", "wadon", "estri", "awewe")


def payload(village: Village, dusun_id: int | None = None, rt: str | None = None) -> str:
    """What stands in the join link: public facts only."""
    near = f"_{dusun_id}" if dusun_id else ""
    return f"warga_{village.code.replace('.', '')}{near}" + (f"_{rt}" if near and rt else "")


def opened(talk: Talk, argument: str) -> None:
    """Somebody came by a poster's link: the village is known, perhaps the dusun too."""
    digits, _, near = argument.partition("_")
    dusun, _, rt = near.partition("_")
    code = f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}.{digits[6:]}"
    village = talk.work.villages.by_code(code) if CODE.fullmatch(code) else None
    if village is None:
        raise Refusal("join.refused.village")
    if _settled(talk, village):
        return
    if flow.open_flow(talk) == JOIN.name and flow.answered(talk, "village") == village.id:
        flow.ask_again(talk)  # the same poster once more: nothing is asked twice
        return
    answers: dict[str, object] = {"village": village.id}
    hamlet = village.hamlet(int(dusun)) if dusun.isascii() and dusun.isdigit() else None
    if hamlet is not None and rt in hamlet.rts:
        answers["near"] = [hamlet.id, rt]
    elif hamlet is not None:
        answers["dusun"] = hamlet.id
    talk.guest_of = village
    talk.say("join.welcome", {"village": village.name})
    flow.begin(talk, JOIN, answers)


def begin(talk: Talk, words: str = "") -> None:
    """Somebody without a village: ask which one. What they had written is kept until they have joined."""
    villages = [talk.village] if talk.village else talk.work.villages.all()
    if not villages:
        raise Refusal("join.refused.none_yet")
    answers: dict[str, object] = {"words": words} if (words := kept(words)) else {}
    if len(villages) == 1:
        talk.guest_of = villages[0]
        talk.say("join.welcome", {"village": villages[0].name})
        answers["village"] = villages[0].id
    flow.begin(talk, JOIN, answers)


def _settled(talk: Talk, village: Village) -> bool:
    """Is this person in a village already, or waiting for a word? Whoever was not recognised may ask again."""
    person = talk.person
    if person is None or person.dusun_id is None or person.state not in (State.ASKED, State.VERIFIED):
        return False
    if person.village_id != village.id:
        if talk.account is not None and talk.account.shared:
            raise Refusal("join.refused.shared_phone")
        talk.say(
            "join.other_village", {"village": village.name},
            [[Button("button.moved_here", "mq", (village.id,))]],
        )  # fmt: skip
        return True
    key = "join.already" if person.state is State.VERIFIED else "join.waiting"
    talk.say(key, {"village": village.name}, [[Button("button.add_person", "ha")]])
    return True


def moved(talk: Talk, village_id: str) -> Answer:
    """Somebody of another village says that they live here now."""
    person, _ = talk.resident()
    assert talk.account is not None
    village = talk.work.villages.get(int(village_id))
    if person.village_id == village.id:
        raise Refusal("talk.refused.old")
    move_away.leave(talk.work, talk.account, person)
    flow.begin(talk, JOIN, {"village": village.id})
    return Answer(redraw=talk.letter("join.moved", {"village": village.name}))


def _take_village(talk: Talk, answers: Answers, said: Said) -> Taken:
    if said.value is not None:
        return Taken({**answers, "village": int(said.value)})
    words = clipped(said.text, 60).lower()
    found = talk.work.villages.named(terms.bare("desa", words)) or talk.work.villages.named(words)
    if len(found) == 1:
        return Taken({**answers, "village": found[0].id})
    if not found:
        raise Refusal("join.refused.village")
    return Taken({**answers, "several": [v.id for v in found]}, again=True)


def _ask_village(talk: Talk, answers: Answers) -> Question:
    several = [talk.work.villages.get(v) for v in answers.get("several", [])]
    if not several:
        return Question("join.ask_village")
    rows = [
        [Choice("button.village", v.id, {"name": v.name, "dusun": v.dusun[0].name if v.dusun else "-", "code": v.code})]
        for v in several
    ]
    return Question("join.ask_which", choices=rows)


def _name(talk: Talk, answers: Answers, said: Said) -> Taken:
    name = clipped(said.text, 60)
    if len(name) < 2 or not any(c.isalpha() for c in name) or hear.GONE in name or not hear.may_be_name(said.text):
        raise Refusal("join.refused.name")
    return Taken(_alone(talk, {**answers, "name": name}))


def _alone(talk: Talk, answers: Answers) -> Answers:
    """Where there is only one dusun, or one RT, there is nothing to ask."""
    if "near" in answers:
        return answers
    village = village_of(talk, answers)
    known = dict(answers)
    if len(village.dusun) == 1:
        known.setdefault("dusun", village.dusun[0].id)
    hamlet = village.hamlet(known.get("dusun"))
    if hamlet is not None and len(hamlet.rts) == 1:
        known.setdefault("rt", hamlet.rts[0])
    return known


def village_of(talk: Talk, answers: Answers) -> Village:
    return talk.work.villages.get(answers["village"])


def ask_dusun(talk: Talk, answers: Answers) -> Question:
    buttons = [Choice("button.name", d.id, {"name": d.name}) for d in village_of(talk, answers).dusun]
    return Question("join.ask_dusun", choices=[buttons[i : i + 2] for i in range(0, len(buttons), 2)])


def take_dusun(talk: Talk, answers: Answers, said: Said) -> Taken:
    village = village_of(talk, answers)
    dusun = int(said.value) if said.value is not None else hear.dusun(village, said.text)
    if village.hamlet(dusun) is None:
        raise Refusal("join.refused.dusun", list={"list": [d.name for d in village.dusun]})
    return Taken(_alone(talk, {**answers, "dusun": dusun}))


def _ask_home(talk: Talk, answers: Answers) -> Question:
    """A poster's RT is only confirmed; "no" leads to the usual questions."""
    if "near" not in answers:
        return ask_dusun(talk, answers)
    return Question(
        "join.ask_near",
        {"place": place(village_of(talk, answers), *answers["near"])},
        [[Choice("button.near_yes", "sini")], [Choice("button.near_no", "lain")]],
    )


def _take_home(talk: Talk, answers: Answers, said: Said) -> Taken:
    if "near" not in answers:
        return take_dusun(talk, answers, said)
    free = {name: value for name, value in answers.items() if name != "near"}
    if said.value == "sini":
        return Taken({**answers, "dusun": answers["near"][0], "rt": answers["near"][1]})
    if said.value == "lain":
        return Taken(_alone(talk, free), again="dusun" not in _alone(talk, free))
    return take_dusun(talk, free, said)


def ask_rt(talk: Talk, answers: Answers) -> Question:
    hamlet = village_of(talk, answers).hamlet(answers["dusun"])
    assert hamlet is not None
    choices = [Choice("button.rt", rt, {"rt": rt}) for rt in hamlet.rts]
    return Question("join.ask_rt", {"dusun": hamlet.name}, [choices[i : i + 4] for i in range(0, len(choices), 4)])


def take_rt(talk: Talk, answers: Answers, said: Said) -> Taken:
    hamlet = village_of(talk, answers).hamlet(answers["dusun"])
    assert hamlet is not None
    number = typed.number((said.value or said.text).lower().replace("rt", "").strip())
    return Taken({**answers, "rt": hamlet.rt(number)})


def _sex(talk: Talk, answers: Answers, said: Said) -> Taken:
    words = (said.value or said.text).strip().lower()
    sex = "L" if words in MEN else "P" if words in WOMEN else None
    if sex is None:
        raise Refusal("talk.refused.tap")
    return Taken({**answers, "sex": sex})


def _ask_sure(talk: Talk, answers: Answers) -> Question:
    village = village_of(talk, answers)
    version = consent.current(talk.work.now)
    return Question(
        "join.ask_sure",
        {
            "consent": text(f"consent.text.{version}"),
            "name": answers["name"],
            "place": place(village, answers["dusun"], answers["rt"]),
            "sex": text(f"sex.{answers['sex'].lower()}"),
            "born": raw(answers["born"]),
        },
        [
            [Choice("button.yes_send", f"y{version}")],
            [Choice("button.start_over", 0), Choice("button.disagree", "n")],
        ],
    )


def _sure(talk: Talk, answers: Answers, said: Said) -> Taken:
    """Only the words of consent that were read count: if there are newer ones, they are shown first."""
    newest = consent.current(talk.work.now)
    if said.value == f"y{newest}":
        return Taken({**answers, "sure": newest})
    if said.value is not None and said.value.startswith("y"):
        return Taken(answers, again=True)
    if said.value == "n":
        return Taken({**answers, "sure": 0})
    if said.value == "0":
        kept_too = ("village", "words", "near", "card", "another", flow.LATER)
        return Taken({k: v for k, v in answers.items() if k in kept_too})
    raise Refusal("talk.refused.tap")


def _finish(talk: Talk, answers: Answers) -> None:
    assert talk.account is not None
    village = village_of(talk, answers)
    if not answers["sure"]:
        talk.say("consent.declined", {"village": village.name})
        return
    enrol.ask(
        talk.work, talk.account, village, answers["name"], answers["dusun"], answers["rt"], Sex(answers["sex"]),
        answers["born"], kk_hash=bytes.fromhex(answers["card"]) if answers.get("card") else None,
        another=bool(answers.get("another")), version=int(answers["sure"]),
    )  # fmt: skip
    talk.forget()
    if answers.get("another"):
        _asked_too(talk, village)
        return
    known = talk.person is not None and talk.person.state is State.VERIFIED
    said = "join.by_card" if answers.get("card") else "join.asked_officer"
    talk.say(said if known else "join.asked", {"village": village.name}, menu=True)
    if answers.get("words"):
        propose.go_on(talk, answers["words"])


def _asked_too(talk: Talk, village: Village) -> None:
    """Somebody has joined on a phone that others have: they make their PIN at once."""
    person = talk.person
    assert person is not None
    talk.say("join.asked_too", {"name": person.name, "village": village.name})
    talk.work.outbox.post(keypad.ask(talk, person))


JOIN = flow.register(
    Flow(
        "join",
        (
            Step("village", _ask_village, _take_village, may_return=False),
            Step("name", lambda t, a: Question("join.ask_name"), _name),
            Step("dusun", _ask_home, _take_home),
            Step("rt", ask_rt, take_rt),
            Step(
                "sex",
                lambda t, a: Question("join.ask_sex", choices=[[Choice("sex.p", "P"), Choice("sex.l", "L")]]),
                _sex,
            ),
            Step("born", born.ask, born.take),
            Step("sure", _ask_sure, _sure),
        ),
        _finish,
        keeps=True,
    )
)
