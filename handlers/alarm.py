"""A message that tells of danger now: the officers hear it before anything else is asked."""

from actions import alarm, ground
from actions.ground import Route
from actions.letters import text
from handlers import flow, sentence
from handlers.chat import Talk
from village.people import GROUP, PRIVATE, RIGHTS

AROUND = frozenset({None, "maybe", "propose", "propose_for", "aside", "change", "complaint", "find"})
"""Flows in which words are a resident's own, and no officer's reason or answer."""
JOINING = "join"


def heard(talk: Talk, words: str) -> bool:
    """Sound the alarm if these words call for one. True where nothing else is to be done with them."""
    if talk.person is None:
        return _stranger(talk, words)
    if not talk.private or flow.open_flow(talk) in AROUND:
        sound(talk, words)
    return False


def sound(talk: Talk, words: str) -> bool:
    """Tell the officers, and the sender which ones; False where the words tell of no danger, or from a stranger."""
    person, village = talk.person, talk.village
    if person is None or village is None or not RIGHTS["alarm"].who(person, village.id):
        return False
    read = sentence.reading(talk, village, words)
    if read.route is not Route.DARURAT:
        return False
    sounded = alarm.sound(talk.work, person, village, words, read, PRIVATE if talk.private else GROUP)
    if not talk.private:
        if sounded.offices:
            talk.say("alarm.in_group")
        return True
    if sounded.most:
        talk.say("alarm.enough", {"most": sounded.most})
    elif sounded.offices:
        talk.say("alarm.told", {"offices": {"list": [text(f"office.{office}") for office in sounded.offices]}})
    else:
        talk.say("alarm.nobody")
    return True


def _stranger(talk: Talk, words: str) -> bool:
    """Nobody knows yet where this person is: say what to do now; the words wait, and are passed on after joining."""
    open_now = flow.open_flow(talk)
    if not talk.private or open_now not in (None, JOINING) or not ground.urgent(words):
        return False
    talk.say("alarm.stranger")
    if open_now is None:
        return False
    flow.put(talk, "words", flow.joined(str(flow.answered(talk, "words") or ""), words))
    flow.ask_again(talk)
    return True
