"""Officers say whether newcomers live here: yes, no with a reason, or not yet known; and the second look."""

from dataclasses import replace

from actions import enrol, phones, recheck, rights, route
from actions.letters import Button, Letter
from handlers.chat import Answer, Talk, Toast
from village.newcomers import Reason
from village.people import Resident

SHOWN = 10
LOOKS = {"1": "same", "0": "other", "2": "unknown"}


def vouch(talk: Talk, newcomer: str, answer: str) -> Answer:
    """0: a no, which asks for its reason first; 1: yes, unless somebody like that is known by now; 2: the one we know,
    with another phone; 3: somebody else of that name.
    """
    officer, village = talk.resident()
    if answer == "0":
        return _ask_reason(talk, newcomer)
    number = int(newcomer)
    if answer == "1" and (asked := _known_too(talk, number)) is not None:
        return Answer(Toast("vouch.toast.known"), asked)
    if answer == "2":
        same = "aid.done_same" if talk.work.aids.entered_by(number) else "vouch.done_same"
        person = enrol.recognise(talk.work, officer, village, number)
        return Answer(Toast("vouch.toast.done"), talk.letter(same, {"name": person.name}))
    person = enrol.vouch(talk.work, officer, village, number, True, another=answer == "3")
    return Answer(Toast("vouch.toast.done"), talk.letter("vouch.done_yes", {"name": person.name}))


def _known_too(talk: Talk, newcomer_id: int) -> Letter | None:
    """Where somebody like the newcomer is known by now, the question is another one."""
    officer, village = talk.resident()
    newcomer = enrol.asked_about(talk.work, officer, village, newcomer_id)
    return _question(talk, newcomer) if phones.same(talk.work, newcomer) is not None else None


def _question(talk: Talk, newcomer: Resident) -> Letter:
    officer, village = talk.resident()
    return replace(route.question(talk.work, village, newcomer), chat=talk.chat.id, resident=officer.id)


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
    return Answer(redraw=_question(talk, person))


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
        talk.work.outbox.post(_question(talk, person))


def look(talk: Talk, resident: str, said: str) -> Answer:
    """The answer of whoever was drawn to look a second time."""
    officer, village = talk.resident()
    person = recheck.answer(talk.work, officer, village, int(resident), LOOKS[said])
    return Answer(Toast("vouch.toast.done"), talk.letter("recheck.done", {"name": person.name}))
