"""[Bukan darurat] on a proposal's card: one tap more gives the reason."""

from actions import no_emergency
from actions.letters import Button, Fact, raw
from handlers.chat import Answer, Talk, Toast
from handlers.queue import card
from village.proposal import NoEmergency
from village.refusal import Refusal


def ask(talk: Talk, number: str) -> Answer:
    officer, village = talk.resident()
    proposal = no_emergency.marked(talk.work, officer, village, int(number))
    rows = [[Button(f"urgent.why.{why}", "anv", (proposal.number, why.value))] for why in NoEmergency]
    rows.append([Button("button.back_to_card", "anb", (proposal.number,))])
    facts: dict[str, Fact] = {"number": raw(proposal.number), "title": proposal.title}
    return Answer(redraw=talk.letter("urgent.ask_why", facts, rows))


def take_off(talk: Talk, number: str, why: str) -> Answer:
    officer, village = talk.resident()
    if why not in set(NoEmergency):
        raise Refusal("talk.refused.old")
    proposal = no_emergency.take_off(talk.work, officer, village, int(number), NoEmergency(why))
    return Answer(Toast("urgent.toast.taken_off"), card(talk, proposal))
