"""A phone that several people share: who speaks, one more person, one fewer; lost phones, another house."""

from dataclasses import asdict, replace

from actions import departures, household, matters, phones, rights
from actions.letters import Button, Fact
from actions.neighbours import place
from handlers import enrol, flow, keypad
from handlers.chat import Answer, Incoming, Talk, Toast, What
from handlers.flow import Answers, Choice, Flow, Question, Said, Step, Taken
from village import keywords, people
from village.media import found
from village.people import Resident
from village.refusal import Refusal
from village.words import clipped

FREE = frozenset({"hw", "hk", "hs", "hf", "pn", "lg", "ta"})
"""Presses for which nobody has to be known."""
READ = frozenset({"usulan", "jadwal", "hasil", "pejabat", "jangkauan", "periksa", "bantuan", "bahasa", "tautkan"})
READ_MENU = frozenset({"menu.list", "menu.schedule", "menu.results", "menu.help"})
BALLOT = frozenset({"v", "vk", "vw", "vo", "vc", "vb", "vp"})


def asked_who(talk: Talk) -> Answer | None:
    """On a shared phone: is it known who speaks? Else it is asked, and what was said waits. None: go on."""
    msg, account = talk.msg, talk.account
    if account is None or not talk.private or msg.what not in (What.TEXT, What.PRESS, What.MEDIA) or _free(talk):
        return None
    if (other := _another(talk)) is not None:
        return other
    if account.until is None or account.until > talk.work.now:
        if talk.person is not None and talk.person.frozen:
            raise Refusal("phone.refused.frozen")
        if account.until is not None and talk.person is not None and talk.village is not None:
            household.go_on(talk.work, account, talk.village)
        return None
    if msg.what is What.TEXT and keywords.likely(msg.text):
        talk.say("key.not_now")  # words of a key wait nowhere
    elif msg.what is What.TEXT:
        said = {"text": msg.text, "command": msg.command, "argument": msg.argument, "menu": msg.menu}
        talk.work.households.keep_said(account.id, said)
    elif msg.sent is not None:
        waits = {"text": msg.text, "media": msg.media, "sent": asdict(msg.sent), "message": msg.message}
        talk.work.households.keep_said(account.id, waits)
    talk.work.outbox.post(keypad.who(talk))
    return Answer(Toast("household.toast.who")) if msg.callback else Answer()


def _free(talk: Talk) -> bool:
    msg = talk.msg
    if msg.what is What.PRESS:
        return talk.pressed is None or talk.pressed.op in FREE
    return msg.command in READ or msg.menu in READ_MENU


def _another(talk: Talk) -> Answer | None:
    """A button that was made for another of the family, or for who has to show it again: their PIN is asked."""
    pressed, account = talk.pressed, talk.account
    if pressed is None or account is None or not account.shared or not pressed.resident:
        return None
    person = talk.work.residents.get(pressed.resident)
    speaks = person is not None and person.id == account.resident and (account.until or 0) > talk.work.now
    if person is None or speaks:
        return None
    talk.work.outbox.post(keypad.ask(talk, person, "ballot" if pressed.op in BALLOT else ""))
    return Answer(Toast("household.toast.whose", {"name": person.name}, alert=True))


def chosen(talk: Talk, person_id: str) -> Answer:
    """A name was tapped: their PIN is next."""
    account = talk.account
    person = next((p for p in _members(talk) if p.id == int(person_id)), None)
    if account is None or person is None or not account.shared:
        return Answer(Toast("talk.toast.old"))
    if person.id == account.resident and (account.until or 0) > talk.work.now and _has_pin(talk, person):
        return Answer(Toast("household.toast.speaks", {"name": person.name}))
    return Answer(redraw=keypad.ask(talk, person, "said"))


def _has_pin(talk: Talk, person: Resident) -> bool:
    pin = talk.work.households.pin(person.id)
    return pin is not None and bool(pin.hash)


def _members(talk: Talk) -> list[Resident]:
    return household.members(talk.work, talk.account.id) if talk.account else []


def hand_over(talk: Talk) -> Answer:
    """Another of the family wants to speak: from now on it has to be shown who."""
    account = talk.account
    if account is None or not account.shared:
        return Answer(Toast("talk.toast.old"))
    household.hush(talk.work, account.id)
    talk.work.outbox.post(keypad.who(talk))
    return Answer()


def heard(talk: Talk) -> bool:
    """What had come in before it was known who speaks is what is said now; False if there was nothing."""
    said = talk.work.households.take_said(talk.account.id) if talk.account else None
    if said is None:
        return False
    msg, sent = talk.msg, said.get("sent")
    talk.msg = Incoming(
        msg.update, What.MEDIA if sent else What.TEXT, msg.chat, msg.chat_kind, msg.chat_title, msg.person,
        msg.person_name, **{**said, "sent": found(sent) if sent else None},
    )  # fmt: skip
    talk.pressed = None
    return True


def buttons(talk: Talk, person: Resident) -> list[list[Button]]:
    """What stands under one's own data."""
    if person.dusun_id is None or not people.known(person, person.village_id):
        return []
    rows = [[Button("button.add_person", "ha")], [Button("button.moved_house", "hm")]]
    if talk.account is not None and talk.account.shared:
        rows[1:1] = [[Button("button.change_person", "hs")], [Button("button.change_pin", "hc")]]
        rows.append([Button("button.leave_phone", "hl")])
    return rows


def add(talk: Talk) -> None:
    """One more person on this phone. Whoever has it so far makes a PIN first, so that nobody speaks for them."""
    person, village = talk.resident()
    assert talk.account is not None
    rights.require(talk.work, "propose_own", person, village)
    household.refuse_unless_room(talk.work, talk.account.id)
    if _has_pin(talk, person):
        begin_another(talk)
        return
    talk.say("household.first_pin", {"name": person.name})
    talk.work.outbox.post(keypad.change(talk, person, "add"))


def begin_another(talk: Talk) -> None:
    _, village = talk.resident()
    talk.say("household.add", {"village": village.name})
    flow.begin(talk, enrol.JOIN, {"village": village.id, "another": 1})


def change_pin(talk: Talk) -> None:
    person, _ = talk.resident()
    if talk.account is None or not talk.account.shared:
        raise Refusal("talk.refused.old")
    talk.work.outbox.post(keypad.change(talk, person))


def ask_leave(talk: Talk) -> None:
    person, _ = talk.resident()
    sure = [[Button("button.yes_leave", "hx")], [Button("button.stay", "hs")]]
    talk.say("household.ask_leave", {"name": person.name}, sure)


def leave(talk: Talk) -> Answer:
    """Whoever speaks no longer uses this phone; they stay a resident, and can join on another."""
    person, _ = talk.resident()
    assert talk.account is not None
    if not talk.account.shared:
        return Answer(Toast("talk.toast.old"))
    gone = talk.letter("household.left", {"name": person.name})
    household.leave(talk.work, talk.account.id, person.id)
    talk.forget()
    return Answer(redraw=gone)


def not_me(talk: Talk, matter: str) -> Answer:
    """ "Bukan saya": the other phone is somebody else's."""
    assert talk.account is not None
    person = phones.contest(talk.work, talk.account, int(matter))
    return Answer(Toast("vouch.toast.done"), replace(talk.letter("phone.stopped", {"name": person.name}), speaker=""))


def settle(talk: Talk, matter: str, yes: str) -> Answer:
    officer, village = talk.resident()
    settled, person = matters.settle(talk.work, officer, village, int(matter), yes == "1")
    key = f"matter.noted_yes_{settled.kind}" if yes == "1" else "matter.noted_no"
    return Answer(Toast("vouch.toast.done"), talk.letter(key, {"name": person.name}))


# Another house of the same village


def move_house(talk: Talk) -> None:
    person, village = talk.resident()
    rights.require(talk.work, "propose_own", person, village)
    flow.begin(talk, HOUSE, {"village": village.id})


def _moved(talk: Talk, answers: Answers) -> None:
    person, village = talk.resident()
    facts = {"to": place(village, answers["dusun"], answers["rt"])}
    if (person.dusun_id, person.rt) == (answers["dusun"], answers["rt"]):
        talk.say("household.same_house", facts)
        return
    matters.rehoused(talk.work, village, person, answers["dusun"], answers["rt"])
    talk.say("household.house_asked", facts)


HOUSE = flow.register(
    Flow(
        "house",
        (Step("dusun", enrol.ask_dusun, enrol.take_dusun), Step("rt", enrol.ask_rt, enrol.take_rt)),
        _moved,
    )
)


# Moved away, or died: said by people in office


def departed(talk: Talk) -> None:
    officer, village = talk.resident()
    rights.require(talk.work, "report_departure", officer, village)
    flow.begin(talk, DEPARTED, {"village": village.id})


def _name(talk: Talk, answers: Answers, said: Said) -> Taken:
    name = clipped(said.text, 60)
    found = talk.work.residents.named(answers["village"], name) if len(name) > 1 else []
    if not found:
        raise Refusal("departure.refused.unknown")
    return Taken({**answers, "name": name})


def _ask_person(talk: Talk, answers: Answers) -> Question:
    village = talk.work.villages.get(answers["village"])
    found = talk.work.residents.named(village.id, answers["name"])
    rows = [
        [Choice("button.person_at", p.id, {"name": p.name, "place": place(village, p.dusun_id, p.rt)})] for p in found
    ]
    return Question("departure.ask_person", choices=[*rows, [Choice("button.other_name", 0)]])


def _person(talk: Talk, answers: Answers, said: Said) -> Taken:
    if said.value is None:
        return _name(talk, answers, said)
    if said.value == "0":
        return Taken({k: v for k, v in answers.items() if k != "name"})
    return Taken({**answers, "person": int(said.value)})


def _ask_kind(talk: Talk, answers: Answers) -> Question:
    person = talk.work.residents.get(answers["person"])
    facts: dict[str, Fact] = {"name": person.name if person else ""}
    rows = [[Choice(f"button.departed_{kind}", kind)] for kind in departures.KINDS]
    return Question("departure.ask_kind", facts, [*rows, [Choice("button.cancel", "no")]])


def _kind(talk: Talk, answers: Answers, said: Said) -> Taken:
    if said.value not in (*departures.KINDS, "no"):
        raise Refusal("talk.refused.tap")
    return Taken({**answers, "kind": said.value})


def _reported(talk: Talk, answers: Answers) -> None:
    if answers["kind"] == "no":
        talk.say("talk.stopped", {"words": None}, menu=True)
        return
    officer, village = talk.resident()
    person = departures.report(talk.work, officer, village, answers["person"], answers["kind"])
    talk.say("departure.reported", {"name": person.name})


DEPARTED = flow.register(
    Flow(
        "departed",
        (
            Step("name", lambda t, a: Question("departure.ask_name"), _name),
            Step("person", _ask_person, _person),
            Step("kind", _ask_kind, _kind),
        ),
        _reported,
    )
)
