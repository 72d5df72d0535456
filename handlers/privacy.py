"""What people can do with their own data: agree, take the consent back, and have a copy at once."""

from dataclasses import replace

from actions import consent, rights
from actions.letters import Button
from handlers import flow
from handlers.chat import Answer, Talk, Toast, What
from village.consent import WITHDRAWN, current
from village.refusal import Refusal

ALWAYS = ("start", "data", "profil", "bantuan", "bahasa")
"""What somebody who took their consent back may still ask for: their data, and help."""
STILL_PRESSED = ("ca", "cn", "cw", "cx", "ck", "dc")


def rests(talk: Talk) -> bool:
    """Has the speaker taken their consent back, and asks for more than their own data?"""
    if not talk.private or talk.account is None or talk.account.consent != WITHDRAWN:
        return False
    if talk.msg.what is What.PRESS:
        return talk.pressed is not None and talk.pressed.op not in STILL_PRESSED
    return talk.msg.what in (What.TEXT, What.MEDIA) and talk.msg.command not in ALWAYS


def resting(talk: Talk) -> Answer:
    """Nothing is kept of what they said; what they can do is told."""
    if talk.msg.what is What.PRESS:
        return Answer(Toast("consent.toast.rests", alert=True))
    talk.say("consent.rests", buttons=[[Button("button.agree", "ca", (current(talk.work.now),))]])
    return Answer()


def remind(talk: Talk) -> None:
    """After the answer: whoever has not read the newest words of consent is asked kindly, once, between questions."""
    account = talk.account
    if account is None or not talk.private or account.consent == WITHDRAWN or not account.resident:
        return
    if account.consent == current(talk.work.now) or talk.msg.what not in (What.TEXT, What.PRESS):
        return
    talk.forget()
    if talk.account is None or talk.account.consent != account.consent:
        return
    if talk.person is not None and talk.village is not None and flow.open_flow(talk) is None:
        consent.settle(talk.work, account, talk.person, talk.village)


def agree(talk: Talk, version: str) -> Answer:
    person, village = talk.resident()
    if int(version) != current(talk.work.now):
        raise Refusal("consent.refused.old")
    consent.agree(talk.work, person, village, int(version))
    return Answer(redraw=talk.letter("consent.thanks"))


def not_now(talk: Talk) -> Answer:
    """They do not agree to the new words: tell what that means, and how to leave."""
    buttons = [[Button("button.agree", "ca", (current(talk.work.now),))], [Button("button.withdraw_consent", "cw")]]
    return Answer(redraw=talk.letter("consent.not_now", buttons=buttons))


def ask_withdraw(talk: Talk) -> Answer:
    talk.resident()
    buttons = [[Button("button.yes_withdraw_consent", "cx"), Button("button.keep_consent", "ck")]]
    talk.say("consent.ask_withdraw", buttons=buttons)
    return Answer()


def keep(talk: Talk) -> Answer:
    return Answer(redraw=talk.letter("consent.kept"))


def withdraw(talk: Talk) -> Answer:
    person, village = talk.resident()
    consent.withdraw(talk.work, person, village)
    return Answer(redraw=talk.letter("consent.withdrawn"))


def data(talk: Talk, words: str) -> None:
    """`/data`: the copy, and what can be done."""
    person, village = talk.resident()
    rights.require(talk.work, "own_data", person, village)
    talk.work.outbox.post(replace(talk.letter("data.copy", {"village": village.name}, attach="own"), fresh="own"))
    assert talk.account is not None
    if talk.account.consent == WITHDRAWN:
        row = [Button("button.agree", "ca", (current(talk.work.now),))]
    else:
        row = [Button("button.withdraw_consent", "cw")]
    talk.say("data.choices", buttons=[row])


def copy(talk: Talk) -> Answer:
    data(talk, "")
    return Answer()
