"""People's own data: what they send by mistake is not kept; they agree, take the consent back, have a copy at once."""

from dataclasses import replace

from actions import consent, hear, media, rights
from actions.letters import Button, Letter
from handlers import carry, erase, flow
from handlers.chat import Answer, Talk, Toast, What
from village.consent import WITHDRAWN, current
from village.refusal import Refusal

ALWAYS = ("start", "data", "profil", "bantuan", "bahasa")
"""What somebody who took their consent back may still ask for: their data, and help."""
STILL_PRESSED = ("ca", "cn", "cw", "cx", "ck", "dc", "kt", "mkd", *erase.OPS)
OTHERS_PRESSED = ("hw", "hk", "hs", "hf", "pn")
"""On a shared phone: another of the family wants to speak."""


def clean(talk: Talk) -> None:
    """Before anything else: take personal numbers out of what was said, and tell the sender alone why."""
    msg = talk.msg
    if msg.what not in (What.TEXT, What.MEDIA) or msg.command == "start":
        return
    text, found = hear.redacted(msg.text)
    if not found:
        return
    talk.msg = replace(msg, text=text, argument=hear.redacted(msg.argument)[0])
    if talk.account is None:
        return
    card = hear.Kind.CARD in found
    if not talk.private and card:
        talk.work.outbox.post(removal(talk.chat.id, msg.message))
    elif not talk.private and not msg.command:
        return
    key = "redact.told" if talk.private else "redact.told_group" if card else "redact.told_command"
    talk.work.outbox.post(Letter(talk.account.chat, key))


def removal(chat: int, message: int) -> Letter:
    """Asks Telegram to remove a message; where it may not, nothing happens."""
    return Letter(chat, "", attach=f"delete:{message}")


def card_sent(talk: Talk) -> bool:
    """A picture whose words say that it is a KTP or KK: it is removed where we may, and the sender is told why."""
    msg = talk.msg
    if msg.media not in ("photo", "document") or not hear.names_card(msg.text):
        return False
    talk.work.outbox.post(removal(talk.chat.id, msg.message))
    if talk.account is not None:
        key = "redact.card" if talk.private else "redact.card_group"
        talk.work.outbox.post(Letter(talk.account.chat, key))
    return True


def card(talk: Talk, message: str) -> Answer:
    """[Ini foto KTP/KK] under our answer to a photo: what we keep of it goes, and the message where we may."""
    if talk.person is not None and talk.private:
        carry.take_off(talk, media.withdraw(talk.work, talk.person, int(message)))
    talk.work.outbox.post(removal(talk.chat.id, int(message)))
    return Answer(redraw=talk.letter("redact.card"))


def withdrawn(talk: Talk) -> bool:
    """Has the speaker taken their consent back? On a shared phone, only who has shown that they speak."""
    if not talk.private or talk.account is None or talk.account.consent != WITHDRAWN:
        return False
    return bool(talk.speaker) or not talk.account.shared


def rests(talk: Talk) -> bool:
    """Has the speaker taken their consent back, and asks for more than their own data?"""
    if not withdrawn(talk):
        return False
    if talk.msg.what is What.PRESS:
        return talk.pressed is not None and talk.pressed.op not in (*STILL_PRESSED, *OTHERS_PRESSED)
    return talk.msg.what in (What.TEXT, What.MEDIA) and talk.msg.command not in ALWAYS


def resting(talk: Talk) -> Answer:
    """Nothing is kept of what they said; what they can do is told."""
    if talk.msg.what is What.PRESS and not talk.then:
        return Answer(Toast("consent.toast.rests", alert=True))
    rows = [[Button("button.agree", "ca", (current(talk.work.now),))]]
    if talk.account is not None and talk.account.shared:
        rows.append([Button("button.change_person", "hs")])
    talk.say("consent.rests", buttons=rows)
    return Answer()


def remind(talk: Talk) -> None:
    """After the answer: whoever has not read the newest words of consent is asked kindly, once, between questions."""
    account = talk.account
    if account is None or not talk.private or account.consent == WITHDRAWN or not account.resident:
        return
    if account.shared and not talk.speaker:
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
    sent = [[Button("button.own_media", "mkd")]] if talk.work.media.of_resident(person.id) else []
    talk.say("data.choices", buttons=[*sent, row, [Button("button.erase", "de")]])


def copy(talk: Talk) -> Answer:
    data(talk, "")
    return Answer()
