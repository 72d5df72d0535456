"""[Musyawarah warga]: an officer enters what a gathering discussed, in its order; a second officer agrees."""

from actions import gather, hear
from actions.letters import Button, raw
from handlers import flow
from handlers.chat import Answer, Talk
from handlers.flow import Answers, Choice, Flow, Question, Said, Step, Taken, sure
from village import typed
from village.gathering import (
    GROUPS,
    LATER,
    LONGEST_NAME,
    MOST_ITEMS,
    MOST_PEOPLE,
    SHORTEST_NAME,
    Gathering,
    Item,
    Kind,
)
from village.place import Village, at_hour, local
from village.refusal import Refusal
from village.steps import Why
from village.words import line

PER_PAGE = 6
WHOLE_VILLAGE = 0
SHOWN = 5


def show(talk: Talk) -> None:
    """What waits for a second officer, and the way to enter another one."""
    officer, village = talk.resident()
    waiting = gather.waiting(talk.work, officer, village)
    talk.say("gather.show", {"n": len(waiting)}, [[Button("button.gather_new", "muc")]])
    for held in waiting[:SHOWN]:
        own = held.first_id == officer.id
        buttons = [[Button("button.take_back", "muf", (held.id,))]] if own else gather.buttons(held)
        told = gather.facts(talk.work, village, held)
        talk.say("gather.own_waits" if own else "gather.ask_second", told, buttons)


def begin(talk: Talk) -> None:
    officer, village = talk.resident()
    bound = gather.area(talk.work, officer, village)
    if bound == WHOLE_VILLAGE:
        raise Refusal("queue.refused.elsewhere")
    known: dict[str, object] = {"picked": [], "put_off": [], "page": 0}
    if bound is not None or len(village.dusun) == 1:
        known["dusun"] = village.dusun[0].id if bound is None else bound
    flow.begin(talk, GATHERING, known)


def _ask_kind(talk: Talk, answers: Answers) -> Question:
    return Question("gather.ask_kind", {}, [[Choice(f"button.gathering.{kind}", kind.value)] for kind in Kind])


def _kind(talk: Talk, answers: Answers, said: Said) -> Taken:
    if said.value not in set(Kind):
        raise Refusal("talk.refused.tap")
    group = said.value == Kind.KELOMPOK
    return Taken({**answers, "kind": said.value} if group else {**answers, "kind": said.value, "name": ""})


def _ask_dusun(talk: Talk, answers: Answers) -> Question:
    _, village = talk.resident()
    rows = [Choice("button.name", d.id, {"name": d.name}) for d in village.dusun]
    whole = [] if answers["kind"] == Kind.MUSDUS else [[Choice("button.whole_village", WHOLE_VILLAGE)]]
    return Question("gather.ask_dusun", {}, [*(rows[i : i + 2] for i in range(0, len(rows), 2)), *whole])


def _dusun(talk: Talk, answers: Answers, said: Said) -> Taken:
    _, village = talk.resident()
    if said.value == str(WHOLE_VILLAGE) and answers["kind"] != Kind.MUSDUS:
        return Taken({**answers, "dusun": WHOLE_VILLAGE})
    hamlet = village.hamlet(int(said.value) if said.value else hear.dusun(village, said.text))
    if hamlet is None:
        raise Refusal("join.refused.dusun", list={"list": [d.name for d in village.dusun]})
    return Taken({**answers, "dusun": hamlet.id})


def _ask_name(talk: Talk, answers: Answers) -> Question:
    rows = [Choice(f"gathering.group.{group}", group) for group in GROUPS]
    return Question("gather.ask_name", {}, [rows[:2], rows[2:]])


def _name(talk: Talk, answers: Answers, said: Said) -> Taken:
    name = said.value if said.value in GROUPS else line(said.text)
    if not SHORTEST_NAME <= len(name) <= LONGEST_NAME:
        raise Refusal("gather.refused.name", most=LONGEST_NAME)
    return Taken({**answers, "name": name})


def _ask_day(talk: Talk, answers: Answers) -> Question:
    _, village = talk.resident()
    today, before = (at_hour(talk.work.now, village.zone, days, 0) for days in (0, -1))
    return Question("gather.ask_day", {}, [[Choice("button.today", today), Choice("button.yesterday", before)]])


def _day(talk: Talk, answers: Answers, said: Said) -> Taken:
    _, village = talk.resident()
    if said.value is not None:
        return Taken({**answers, "day": int(said.value)})
    now = local(talk.work.now, village.zone)
    assert now.tzinfo is not None
    found = typed.moment(said.text, now, now.tzinfo, allow_past=True)
    if found is None or not found.date_given:
        raise Refusal("season.refused.day")
    day = at_hour(int(found.at.timestamp() * 1000), village.zone, 0, 0)
    if day > talk.work.now:
        raise Refusal("gather.refused.day")
    return Taken({**answers, "day": day})


def _where(answers: Answers) -> int | None:
    return answers["dusun"] or None


def _ask_items(talk: Talk, answers: Answers) -> Question:
    """What may have been discussed; what was tapped says its place."""
    _, village = talk.resident()
    picked, page = answers["picked"], answers["page"]
    found = gather.candidates(talk.work, village, _where(answers), page * PER_PAGE, PER_PAGE + 1)
    if not found and not page:
        return Question("gather.ask_none", {}, [[Choice("button.cancel", "stop")]])
    rows = [[_choice(p.number, p.title, picked)] for p in found[:PER_PAGE]]
    turn = [Choice("button.before", f"g{page - 1}")] if page else []
    if len(found) > PER_PAGE:
        turn.append(Choice("button.after", f"g{page + 1}"))
    rows += [turn] if turn else []
    if picked:
        rows.append([Choice("button.done_picking", "ok", {"n": len(picked)})])
    return Question("gather.ask_items", {"n": len(picked)}, rows)


def _choice(number: int, title: str, picked: list[int]) -> Choice:
    if number not in picked:
        return Choice("button.unpicked", f"t{number}", {"number": raw(number), "title": title})
    rank = picked.index(number) + 1
    return Choice("button.ranked", f"t{number}", {"rank": raw(rank), "number": raw(number), "title": title})


def _items(talk: Talk, answers: Answers, said: Said) -> Taken:
    """A tap puts it behind the others, a tap again takes it out; numbers that are typed do as well."""
    _, village = talk.resident()
    picked, value = list(answers["picked"]), said.value or ""
    if value == "stop":
        return Taken({**answers, "ok": False, "put_off_ok": True, "why": "", "on": 0, "men": 0, "women": 0, "sure": 0})
    if value == "ok" and picked:
        return Taken({**answers, "ok": True})
    if value.startswith("g"):
        return Taken({**answers, "page": int(value[1:])}, again=True)
    for number in _numbers(said, "gather.refused.numbers"):
        if number in picked:
            picked.remove(number)
        else:
            picked.append(gather.candidate(talk.work, village, _where(answers), number).number)
    if len(picked) > MOST_ITEMS:
        raise Refusal("gather.refused.many", most=MOST_ITEMS)
    return Taken({**answers, "picked": picked}, again=True)


def _numbers(said: Said, refused: str) -> list[int]:
    if said.value is not None:
        return [int(said.value[1:])] if said.value.startswith("t") and said.value[1:].isdecimal() else []
    numbers = [n for n in map(typed.number, said.text.replace(",", " ").split()) if n is not None]
    if not numbers:
        raise Refusal(refused)
    return numbers


def _ask_put_off(talk: Talk, answers: Answers) -> Question:
    _, village = talk.resident()
    rows = [
        [Choice("button.put_off" if p.number in answers["put_off"] else "button.unpicked", f"t{p.number}",
                {"number": raw(p.number), "title": p.title})]
        for p in talk.work.proposals.chosen(village.id, answers["picked"])
    ]  # fmt: skip
    n = len(answers["put_off"])
    done = Choice("button.done_picking", "ok", {"n": n}) if n else Choice("button.none_put_off", "ok")
    return Question("gather.ask_put_off", {}, [*rows, [done]])


def _put_off(talk: Talk, answers: Answers, said: Said) -> Taken:
    off = list(answers["put_off"])
    if said.value == "ok":
        return Taken({**answers, "put_off_ok": True} if off else {**answers, "put_off_ok": True, "why": ""})
    for number in _numbers(said, "gather.refused.numbers"):
        if number in off:
            off.remove(number)
        elif number in answers["picked"]:
            off.append(number)
        else:
            raise Refusal("gather.refused.number", number=raw(number))
    return Taken({**answers, "put_off": off}, again=True)


def _ask_why(talk: Talk, answers: Answers) -> Question:
    return Question("gather.ask_why", {"n": len(answers["put_off"])}, [[Choice(f"why.{w}", w.value)] for w in LATER])


def _why(talk: Talk, answers: Answers, said: Said) -> Taken:
    if said.value not in set(LATER):
        raise Refusal("step.refused.reason")
    return Taken({**answers, "why": said.value})


def _ask_on(talk: Talk, answers: Answers) -> Question:
    return Question("gather.ask_on", {}, [[Choice("button.goes_on", 1)], [Choice("button.stays", 0)]])


def _on(talk: Talk, answers: Answers, said: Said) -> Taken:
    if said.value not in ("0", "1"):
        raise Refusal("talk.refused.tap")
    return Taken({**answers, "on": int(said.value)})


def _count(name: str) -> Step:
    def take(talk: Talk, answers: Answers, said: Said) -> Taken:
        found = typed.number(said.value or said.text)
        if found is None or not 0 <= found <= MOST_PEOPLE:
            raise Refusal("gather.refused.count")
        if name == "women" and not found and not answers["men"]:
            raise Refusal("gather.refused.people")
        return Taken({**answers, name: found})

    def ask(talk: Talk, answers: Answers) -> Question:
        none = [[Choice("button.nobody", 0)]] if name == "men" else []
        return Question(f"gather.ask_{name}", {}, none)

    return Step(name, ask, take)


def _held(talk: Talk, village: Village, answers: Answers) -> Gathering:
    proposals = talk.work.proposals.chosen(village.id, answers["picked"])
    items = tuple(
        Item(rank, p.id, Why(answers["why"]) if p.number in answers["put_off"] else None)
        for rank, p in enumerate(proposals, start=1)
    )
    return Gathering(
        Kind(answers["kind"]), _where(answers), answers["name"], answers["day"], answers["men"], answers["women"],
        bool(answers["on"]), items,
    )  # fmt: skip


def _ask_sure(talk: Talk, answers: Answers) -> Question:
    _, village = talk.resident()
    told = gather.facts(talk.work, village, _held(talk, village, answers))
    return Question("gather.preview", told, [[Choice("button.to_second", 1)], [Choice("button.cancel", 0)]])


def _finish(talk: Talk, answers: Answers) -> None:
    if not answers["sure"]:
        talk.say("gather.stopped", menu=True)
        return
    officer, village = talk.resident()
    gather.enter(talk.work, officer, village, _held(talk, village, answers))
    talk.say("gather.asked", menu=True)


GATHERING = flow.register(
    Flow(
        "gathering",
        (
            Step("kind", _ask_kind, _kind),
            Step("dusun", _ask_dusun, _dusun),
            Step("name", _ask_name, _name),
            Step("day", _ask_day, _day),
            Step("ok", _ask_items, _items),
            Step("put_off_ok", _ask_put_off, _put_off),
            Step("why", _ask_why, _why),
            Step("on", _ask_on, _on),
            _count("men"),
            _count("women"),
            Step("sure", _ask_sure, sure),
        ),
        _finish,
        pauses=True,
    )
)


def agree(talk: Talk, gathering: str) -> Answer:
    second, village = talk.resident()
    held = gather.agree(talk.work, second, village, int(gathering))
    return Answer(redraw=talk.letter("gather.agreed", {"gathering": gather.named(village, held)}))


def decline(talk: Talk, gathering: str) -> Answer:
    second, village = talk.resident()
    held = gather.decline(talk.work, second, village, int(gathering))
    return Answer(redraw=talk.letter("gather.you_declined", {"gathering": gather.named(village, held)}))
