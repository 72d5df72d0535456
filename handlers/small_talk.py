"""Plain words instead of buttons: a greeting is greeted, "batal" stops, "ya" answers the open question."""

from collections.abc import Callable, Mapping

from actions.hear import Meaning, meaning
from handlers import enrol, flow, menu
from handlers.chat import Talk

YES = (
    "button.near_yes",
    "button.yes_send",
    "button.yes_right",
    "button.right",
    "button.yes_proposal",
    "button.yes_born",
    "button.open_now",
    "button.keep_words",
    "button.done_picking",
    "button.yes_change",
    "button.yes_replace",
    "button.same",
    "button.split",
    "button.send_too",
    "button.still_propose",
)
CHOSEN: dict[Meaning, tuple[str, ...]] = {
    Meaning.YES: YES,
    Meaning.NO: (
        "button.yes_send_other",
        "button.new_proposal",
        "button.one",
        "button.enough",
        "button.no_proposal",
        "button.neither",
        "button.cancel",
    ),
    Meaning.WHOLE: ("button.whole_village", "button.whole_dusun", "button.pick_all", "benefit.semua"),
    Meaning.CHANGE: ("button.change", "button.start_over"),
    Meaning.AGAIN: ("button.start_over", "button.change"),
}
"""Which choice of the open question a word means."""
GREETED = {Meaning.SALAM: "talk.salam", Meaning.HELLO: "talk.hello", Meaning.THANKS: "talk.welcome"}
OUTSIDE = {
    Meaning.SALAM: "talk.salam_now",
    Meaning.HELLO: "talk.hello_now",
    Meaning.THANKS: "talk.welcome_now",
    Meaning.PICTURES: "media.sticker",
    Meaning.YES: "talk.fine",
    Meaning.NO: "talk.fine",
}
Named = Mapping[Meaning, Callable[[Talk, str], None]]


def answered(talk: Talk, words: str, named: Named) -> bool:
    """Answer a short everyday word; False if the message says more, and is to be read as an answer or a proposal.

    `named`: the commands that have an everyday name too.
    """
    meant = meaning(words)
    if flow.open_flow(talk) is not None:
        return _inside(talk, words, meant, named)
    return meant is not None and _outside(talk, meant, named)


def _inside(talk: Talk, words: str, meant: Meaning | None, named: Named) -> bool:
    if flow.offers(talk, words.strip().casefold()):
        return False  # "p" answers the question whether woman or man
    if words.strip() == "1" and flow.choose(talk, YES[:2]):
        return True
    match meant:
        case None:
            return False
        case Meaning.CANCEL:
            flow.stop(talk)
        case Meaning.HELP:
            talk.say("talk.no_worry" if flow.may_stop(talk) else "setup.no_worry")
            flow.ask_again(talk)
        case Meaning.SALAM | Meaning.HELLO | Meaning.THANKS:
            talk.say(GREETED[meant])
            flow.ask_again(talk)
        case _ if flow.choose(talk, CHOSEN.get(meant, ())):
            pass
        case Meaning.BACK | Meaning.AGAIN | Meaning.CHANGE:
            flow.back(talk)
        case Meaning.NO:
            flow.offer_on(talk)
        case Meaning.PROPOSE:
            menu.new_proposal(talk, "")
        case Meaning.MENU:
            menu.menu_or_start(talk, "")
        case Meaning.JOIN:
            menu.register(talk, "")
        case _ if meant in named and talk.person is not None:
            named[meant](talk, "")
            flow.offer_on(talk)
        case _:
            flow.ask_again(talk)
    return True


def _outside(talk: Talk, meant: Meaning, named: Named) -> bool:
    if meant is Meaning.WHOLE:
        return False
    if meant in named:
        named[meant](talk, "")
    elif talk.person is None:
        enrol.begin(talk)
    elif key := OUTSIDE.get(meant):
        talk.say(key, menu=True)
    else:
        talk.say("talk.nothing_open", menu=True)
    return True
