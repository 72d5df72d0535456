"""Officers say whether newcomers live here: yes, no with a reason, or not yet known; and the second look."""

from dataclasses import replace

from actions import enrol, recheck, rights, route
from actions.letters import Button
from handlers.chat import Answer, Talk, Toast
from village.newcomers import Reason

SHOWN = 10
LOOKS = {"1": "same", "0": "other", "2": "unknown"}


def vouch(talk: Talk, newcomer: str, yes: str) -> Answer:
    """Yes counts at once; a no asks for its reason first."""
    officer, village = talk.resident()
    if yes != "1":
        return _ask_reason(talk, newcomer)
    person = enrol.vouch(talk.work, officer, village, int(newcomer), True)
    return Answer(Toast("vouch.toast.done"), talk.letter("vouch.done_yes", {"name": person.name}))


def _ask_reason(talk: Talk, newcomer: str) -> Answer:
    officer, village = talk.resident()
    person = enrol.asked_about(talk.work, officer, village, int(newcomer))
    rows = [[Button(f"vouch.reason.{reason}", "tr", (person.id, reason.value))] for reason in Reason]
    rows.append([Button("button.vouch_back", "tb", (person.id,))])
    return Answer(redraw=talk.letter("vouch.ask_reason", {"name": person.name}, rows))


def refuse(talk: Talk, newcomer: str, reason: str) -> Answer:
    officer, village = talk.resident()
    person = enrol.vouch(talk.work, officer, village, int(newcomer), False, Reason(reason))
    return Answer(Toast("vouch.toast.done"), talk.letter("vouch.done_no", {"name": person.name}))


def back(talk: Talk, newcomer: str) -> Answer:
    """The question once more, instead of a reason."""
    officer, village = talk.resident()
    person = enrol.asked_about(talk.work, officer, village, int(newcomer))
    said = route.listed(talk.work, village, person)
    return Answer(redraw=replace(route.question(talk.chat.id, officer.id, village, person, said), once=None))


def unsure(talk: Talk, newcomer: str) -> Answer:
    officer, village = talk.resident()
    person = enrol.unsure(talk.work, officer, village, int(newcomer))
    again = [[Button("button.vouch_back", "tb", (person.id,))]]
    return Answer(Toast("vouch.toast.done"), talk.letter("vouch.done_unknown", {"name": person.name}, again))


def waiting(talk: Talk) -> None:
    """The newcomers about whom this officer is asked, one message each, ten at most."""
    officer, village = talk.resident()
    rights.require(talk.work, "see_waiting_residents", officer, village)
    people = route.waiting(talk.work, village, officer)
    if not people:
        talk.say("vouch.none")
    for person in people[:SHOWN]:
        said = route.listed(talk.work, village, person)
        letter = route.question(talk.chat.id, officer.id, village, person, said)
        talk.work.outbox.post(replace(letter, once=None))


def look(talk: Talk, resident: str, said: str) -> Answer:
    """The answer of whoever was drawn to look a second time."""
    officer, village = talk.resident()
    person = recheck.answer(talk.work, officer, village, int(resident), LOOKS[said])
    return Answer(Toast("vouch.toast.done"), talk.letter("recheck.done", {"name": person.name}))
