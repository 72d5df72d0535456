"""Printed cards: officers ask for a sheet; a household brings the code, by its picture or typed."""

from actions import bring_card, neighbours, print_cards, rights
from actions.letters import Button
from handlers import enrol, flow, places
from handlers.chat import Answer, Talk, Toast
from village import cards
from village.people import State
from village.refusal import Refusal


def offer(talk: Talk, dusun: str = "", rt: str = "") -> None:
    """Which dusun, then which RT, then what making cards means."""
    officer, village = talk.resident()
    rights.require(talk.work, "print_cards", officer, village)
    hamlet = village.hamlet(int(dusun)) if dusun else None
    if hamlet is None:
        talk.say("cards.ask_dusun", buttons=places.dusun_buttons(village, "cp"))
    elif rt not in hamlet.rts:
        talk.say("cards.ask_rt", {"dusun": hamlet.name}, places.rt_buttons(hamlet, "cp"))
    else:
        where = {"place": neighbours.place(village, hamlet.id, rt)}
        talk.say("cards.ask_sure", where, [[Button("button.make_cards", "cm", (hamlet.id, rt))]])


def make(talk: Talk, dusun: str, rt: str) -> Answer:
    officer, village = talk.resident()
    print_cards.order(talk.work, officer, village, talk.chat.id, int(dusun), rt)
    return Answer(Toast("cards.toast.making"), talk.letter("cards.making"))


def typed(talk: Talk, words: str) -> bool:
    """Is it a card's code that was typed?"""
    code = cards.typed(words)
    if code is None or not talk.private:
        return False
    opened(talk, code)
    return True


def opened(talk: Talk, code: str) -> None:
    """A card's code. Not a Refusal, which would undo the count of wrong codes."""
    account, person = talk.account, talk.person
    assert account is not None
    if person is not None and person.dusun_id is not None and person.state in (State.ASKED, State.VERIFIED):
        raise Refusal("card.refused.joined")
    if bring_card.shut(talk.work, account):
        talk.say("card.later")
        return
    card = bring_card.take(talk.work, account, cards.typed(code) or code)
    if card is None:
        talk.say("card.unknown")
        return
    village = talk.work.villages.get(card.village_id)
    if flow.open_flow(talk) == enrol.JOIN.name and flow.answered(talk, "card"):
        flow.ask_again(talk)
        return
    talk.say("join.welcome", {"village": village.name})
    near = [card.dusun_id, card.rt]
    flow.begin(talk, enrol.JOIN, {"village": village.id, "near": near, "card": card.kk_hash.hex()})
