"""The PIN of somebody who shares a phone: tapped on buttons, in one message that is removed afterwards."""

import secrets

from actions import household, matters
from actions.letters import ANYONE, REMOVED, Button, Fact, Letter, raw, text
from handlers.chat import Answer, Talk, Toast
from handlers.keypads import Keypads, Pad
from village import pin
from village.people import Resident
from village.place import Village

ERASE, FORGOTTEN, OTHER = 10, 11, 12
FULL, EMPTY = "●", "○"
FIRST = {"speak": "pin.ask", "set": "pin.new", "change": "pin.new"}


def who(talk: Talk) -> Letter:
    """ "Siapa yang bicara?", with a button for each name."""
    assert talk.account is not None
    people = household.members(talk.work, talk.account.id)
    rows = [[Button("button.name", "hw", (p.id,), {"name": p.name})] for p in people]
    return _beside(talk, "household.ask_who", {}, rows)


def _beside(talk: Talk, key: str, facts: dict[str, Fact], rows: list[list[Button]]) -> Letter:
    """A letter that belongs to whoever holds the phone, not yet to one of them."""
    village = talk.village
    return Letter(talk.chat.id, key, facts, rows, resident=ANYONE, village=village.id if village else None)


def pads(talk: Talk) -> Keypads:
    assert talk.keypads is not None
    return talk.keypads


def ask(talk: Talk, person: Resident, then: str = "") -> Letter:
    """The keypad for this person; or why there is none now, and what to do."""
    assert talk.account is not None
    kept = talk.work.households.pin(person.id)
    if kept is not None and kept.locked_until > talk.work.now:
        return _locked(talk, person, kept.locked_until)
    if kept is not None and kept.hash:
        return _opened(talk, person, "speak", then)
    if household.may_set(talk.work, talk.account, person):
        return _opened(talk, person, "set", then)
    return _beside(talk, "pin.none", {"name": person.name}, _ways_out(person))


def change(talk: Talk, person: Resident, then: str = "") -> Letter:
    """The keypad on which whoever speaks makes a PIN, the first or another one."""
    return _opened(talk, person, "change", then)


def _opened(talk: Talk, person: Resident, purpose: str, then: str) -> Letter:
    assert talk.account is not None
    pad = pads(talk).open(talk.account.id, person.id, purpose, then, talk.work.now, FIRST[purpose])
    return _look(talk, pad, person)


def _look(talk: Talk, pad: Pad, person: Resident) -> Letter:
    tapped = len(pad.digits) % pin.LENGTH if pad.look != "pin.ask" else len(pad.digits)
    if pad.look in ("pin.wrong", "pin.weak", "pin.differs"):
        tapped = 0
    facts: dict[str, Fact] = {"name": person.name, "dots": " ".join(FULL * tapped + EMPTY * (pin.LENGTH - tapped))}
    if pad.look == "pin.wrong":
        facts["n"] = pad.left
    keys = [Button("button.digit", "hk", (pad.nonce, d), {"digit": raw(d)}) for d in (1, 2, 3, 4, 5, 6, 7, 8, 9, 0)]
    erase = Button("button.back_digit", "hk", (pad.nonce, ERASE))
    other = Button("button.other_person", "hk", (pad.nonce, OTHER))
    rows = [keys[0:3], keys[3:6], keys[6:9], [erase, keys[9], other]]
    if pad.purpose == "speak":
        rows.append([Button("button.pin_forgotten", "hk", (pad.nonce, FORGOTTEN))])
    return _beside(talk, pad.look, facts, rows)


def _ways_out(person: Resident) -> list[list[Button]]:
    return [[Button("button.ask_kader", "hf", (person.id,))], [Button("button.other_person", "hs")]]


def _locked(talk: Talk, person: Resident, until: int) -> Letter:
    facts: dict[str, Fact] = {"name": person.name, "until": {"at": until, "as": "time"}}
    return _beside(talk, "pin.locked", facts, _ways_out(person))


def tapped(talk: Talk, nonce: str, key: str) -> Answer:
    """One tap on the keypad."""
    assert talk.account is not None
    update, number = talk.msg.update, int(key)
    pad = pads(talk).of(talk.account.id, int(nonce), update, talk.work.now)
    person = talk.work.residents.get(pad.person) if pad else None
    if pad is None and pads(talk).over(talk.account.id, int(nonce)):
        return Answer(Toast("talk.toast.answered"))
    if pad is None or person is None:
        return Answer(Toast("pin.toast.over"), who(talk) if talk.account.shared else _gone(talk))
    if number == OTHER:
        pad.over = update
        return Answer(redraw=who(talk) if talk.account.shared else _gone(talk))
    if number == FORGOTTEN:
        pad.over = update
        return forgotten(talk, str(person.id))
    if number == ERASE:
        pad.erase(update)
        return Answer(redraw=_look(talk, pad, person))
    pad.tap(update, str(number), pin.LENGTH if pad.purpose == "speak" else 2 * pin.LENGTH)
    if pad.look in ("pin.wrong", "pin.weak", "pin.differs"):
        pad.look = FIRST[pad.purpose]
    return _taken(talk, pad, person)


def _gone(talk: Talk) -> Letter:
    return Letter(talk.chat.id, REMOVED)


def _taken(talk: Talk, pad: Pad, person: Resident) -> Answer:
    village = talk.work.villages.get(person.village_id)
    if len(pad.digits) == pin.LENGTH and pad.purpose == "speak":
        return _shown(talk, pad, person, village)
    if pad.purpose != "speak" and len(pad.digits) == pin.LENGTH:
        if pin.weak(pad.digits, person.birth_year):
            pad.look = "pin.weak"
            pad.begin_anew()
        else:
            pad.look = "pin.again"
    elif pad.purpose != "speak" and len(pad.digits) == 2 * pin.LENGTH:
        if pad.digits[: pin.LENGTH] == pad.digits[pin.LENGTH :]:
            return _made(talk, pad, person, village)
        pad.look = "pin.differs"
        pad.begin_anew()
    return Answer(redraw=_look(talk, pad, person))


def _shown(talk: Talk, pad: Pad, person: Resident, village: Village) -> Answer:
    """Four digits: right, wrong, or one time too often wrong."""
    kept = talk.work.households.pin(person.id)
    if kept is None or not kept.hash or kept.locked_until > talk.work.now:
        pad.over = talk.msg.update
        return Answer(redraw=ask(talk, person, pad.then))
    came = household.tried(talk.work, person, village, pads(talk).hashed(kept.salt, pad.digits))
    if came.right:
        return _speaks(talk, pad, person, village, came.before)
    if came.locked_until:
        pad.over = talk.msg.update
        return Answer(redraw=_locked(talk, person, came.locked_until))
    pad.look, pad.left = "pin.wrong", came.left
    pad.begin_anew()
    return Answer(redraw=_look(talk, pad, person))


def _made(talk: Talk, pad: Pad, person: Resident, village: Village) -> Answer:
    """A PIN has been made and repeated. Whether it may be made is asked again: a keypad can lie open."""
    assert talk.account is not None
    if not household.may_set(talk.work, talk.account, person):
        pad.over = talk.msg.update
        return Answer(Toast("pin.toast.over"), ask(talk, person))
    salt = secrets.token_bytes(16)
    talk.work.households.set_pin(person.id, salt, pads(talk).hashed(salt, pad.digits[: pin.LENGTH]))
    if pad.purpose == "set":
        return _speaks(talk, pad, person, village, 0)
    pad.over = talk.msg.update
    talk.say("pin.made", {"name": person.name})
    talk.then = pad.then
    return Answer(redraw=_gone(talk))


def _speaks(talk: Talk, pad: Pad, person: Resident, village: Village, before: int) -> Answer:
    """It is known who speaks. The keypad goes; what they had come for comes next."""
    assert talk.account is not None
    pad.over = talk.msg.update
    if talk.account.shared:
        household.speak(talk.work, talk.account, person, village)
    talk.forget()
    talk.say("household.speaking", {"name": person.name}, menu=True)
    if before:
        talk.say("pin.tried", {"n": before})
    talk.then = pad.then
    return Answer(redraw=_gone(talk))


def forgotten(talk: Talk, person_id: str) -> Answer:
    """Somebody in office is asked to meet the person; nobody is told a PIN, and nobody makes one for them."""
    assert talk.account is not None
    person = next((p for p in household.members(talk.work, talk.account.id) if p.id == int(person_id)), None)
    if person is None:
        return Answer(Toast("talk.toast.old"))
    village = talk.work.villages.get(person.village_id)
    anew = matters.forgotten(talk.work, village, person)
    rows = [[Button("button.other_person", "hs")]]
    key = "pin.kader_asked" if anew else "pin.kader_waits"
    return Answer(redraw=_beside(talk, key, {"name": person.name, "who": text("pin.who")}, rows))
