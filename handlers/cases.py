"""Whoever was refused asks the BPD; the BPD's desk shows what waits, and one member decides with a reason."""

from actions import appeal, neighbours, rights
from actions.letters import Button, Fact, text
from actions.records import Case
from handlers.chat import Answer, Talk, Toast
from village.newcomers import Why
from village.people import Resident
from village.place import Village

SHOWN = 10
WHY = {"1": (Why.NEIGHBOURS, Why.PAPERS), "0": (Why.NOT_FOUND, Why.PAPERS)}
"""The reasons offered for yes and for no."""


def ask(talk: Talk, resident: str) -> Answer:
    """Asked on the phone of whoever was refused, also where others of the family speak there."""
    account = talk.account
    person = talk.work.residents.get(int(resident))
    if person is None or account is None or person.id not in talk.work.households.bound(account.id):
        return Answer(Toast("talk.toast.old"))
    there = appeal.ask(talk.work, person, talk.work.villages.get(person.village_id))
    return Answer(Toast("appeal.toast.sent"), talk.letter("appeal.sent" if there else "appeal.sent_later"))


def listed(talk: Talk) -> None:
    """What waits for a decision that this member may take, one message each."""
    member, village = talk.resident()
    rights.require(talk.work, "decide_case", member, village)
    shown = 0
    for case in talk.work.newcomers.cases(village.id):
        resident = talk.work.residents.get(case.resident_id)
        if resident is None or not appeal.may_decide(talk.work, member, resident) or shown == SHOWN:
            continue
        shown += 1
        buttons = [[Button("button.case_yes", "kd", (case.id, 1))], [Button("button.case_no", "kd", (case.id, 0))]]
        talk.say(f"case.{case.kind}", _facts(case, resident, village), buttons)
    if not shown:
        talk.say("case.none")


def _facts(case: Case, resident: Resident, village: Village) -> dict[str, Fact]:
    said = f"vouch.reason.{case.reason}" if case.kind == "appeal" else f"recheck.said.{case.reason}"
    place = neighbours.place(village, resident.dusun_id, resident.rt)
    return {"name": resident.name, "dusun": place, "reason": text(said)}


def ask_why(talk: Talk, case_id: str, yes: str) -> Answer:
    member, village = talk.resident()
    rights.require(talk.work, "decide_case", member, village)
    rows = [[Button(f"case.why.{why}", "kw", (int(case_id), int(yes), why.value))] for why in WHY[yes]]
    return Answer(redraw=talk.letter("case.ask_why_yes" if yes == "1" else "case.ask_why_no", buttons=rows))


def decide(talk: Talk, case_id: str, yes: str, why: str) -> Answer:
    member, village = talk.resident()
    person = appeal.decide(talk.work, member, village, int(case_id), yes == "1", Why(why))
    key = "case.done_yes" if yes == "1" else "case.done_no"
    return Answer(Toast("vouch.toast.done"), talk.letter(key, {"name": person.name}))
