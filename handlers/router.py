"""The table of everything one can say or press here, and who answers."""

from collections.abc import Callable
from dataclasses import dataclass

from actions import hear
from actions.hear import Meaning
from actions.letters import text
from actions.publish import bot_button
from handlers import (
    alarm,
    attend,
    browse,
    cards,
    council_key,
    doors,
    flow,
    groups,
    household,
    media,
    menu,
    offices,
    outcome,
    privacy,
    reach,
    register,
    small_talk,
    vote,
)
from handlers.chat import Answer, Talk, Toast, What
from handlers.presses import PRESSES
from village.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Command:
    """`help`: key of its line in /bantuan and in Telegram's command menu; empty: not shown."""

    name: str
    answer: Callable[[Talk, str], None]
    help: str = ""
    in_group: bool = False


def help_(talk: Talk, words: str) -> None:
    """What one can do here: the lines of the table below."""
    shown = [(c.name, c.help) for c in COMMANDS if c.help and (talk.private or c.in_group)]
    talk.say(
        "help.show",
        {"lines": {"lines": [text("help.line", name=name, what=text(key)) for name, key in shown]}},
        menu=True,
    )
    if talk.private and talk.village is not None:
        talk.say("help.lists", buttons=outcome.ways(talk))


COMMANDS = (
    Command("start", menu.start, in_group=True),
    Command("menu", menu.menu_or_start, "command.menu"),
    Command("usul", menu.new_proposal, "command.usul", in_group=True),
    Command("usulan", menu.proposals, "command.usulan", in_group=True),
    Command("suara", menu.ballots, "command.suara"),
    Command("jadwal", menu.schedule, "command.jadwal", in_group=True),
    Command("hasil", menu.results, "command.hasil", in_group=True),
    Command("pejabat", offices.public, "command.pejabat", in_group=True),
    Command("jangkauan", reach.show, "command.jangkauan", in_group=True),
    Command("periksa", menu.check, "command.periksa"),
    Command("profil", menu.profile, "command.profil"),
    Command("data", privacy.data, "command.data"),
    Command("bahasa", menu.language, "command.bahasa"),
    Command("bantuan", help_, "command.bantuan", in_group=True),
    Command("batal", menu.cancel, "command.batal"),
    Command("kelola", menu.office_desk),
    Command("bpd", menu.council),
    Command("tautkan", groups.tie, in_group=True),
)
_BY_NAME = {command.name: command for command in COMMANDS}

MENU: dict[str, Callable[[Talk, str], None]] = {
    "menu.propose": menu.new_proposal,
    "menu.list": menu.proposals,
    "menu.vote": menu.ballots,
    "menu.schedule": menu.schedule,
    "menu.results": menu.results,
    "menu.help": help_,
    "menu.desk": menu.office_desk,
    "menu.council": menu.council,
}

NAMED: dict[Meaning, Callable[[Talk, str], None]] = {
    Meaning.MENU: menu.menu_or_start,
    Meaning.JOIN: menu.register,
    Meaning.HELP: help_,
    Meaning.PROPOSE: menu.new_proposal,
    Meaning.LIST: menu.proposals,
    Meaning.MINE: browse.mine,
    Meaning.FIND: browse.begin,
    Meaning.VOTE: menu.ballots,
    Meaning.RESULTS: menu.results,
    Meaning.PRIORITIES: menu.priorities,
    Meaning.OUTCOME: menu.planned,
    Meaning.SCORES: menu.marks,
    Meaning.SCHEDULE: menu.schedule,
    Meaning.PROFILE: menu.profile,
    Meaning.DESK: menu.office_desk,
    Meaning.COUNCIL: menu.council,
    Meaning.OFFICERS: offices.public,
}
"""What needs no slash: the word alone does."""


def answer(talk: Talk) -> Answer:
    """Let whoever is in charge answer. Everything that is said or pressed gets an answer."""
    if (held := household.asked_who(talk)) is not None:
        return held
    if privacy.rests(talk):
        return privacy.resting(talk)
    answer = _answered(talk)
    privacy.remind(talk)
    return answer


def _answered(talk: Talk) -> Answer:
    msg = talk.msg
    if msg.what is What.PRESS:
        return _followed(talk, _pressed(talk))
    if msg.what is What.MEMBER:
        groups.membership(talk)
    elif msg.what is What.KNOCK:
        doors.knocked(talk)
    elif msg.what is What.MOVED:
        talk.work.chats.move(talk.chat.id, msg.moved_to)
    elif msg.what is What.EDITED:
        menu.edited(talk)
    elif msg.what is What.MEDIA:
        if not (privacy.card_sent(talk) or register.filed(talk)):
            _sent(talk)
    elif msg.what is What.TEXT:
        _typed(talk)
    return Answer()


def _pressed(talk: Talk) -> Answer:
    pressed = talk.pressed
    if pressed is None or pressed.op not in PRESSES:
        return Answer(Toast("talk.toast.old", alert=True))
    return PRESSES[pressed.op](talk, *pressed.args)


def _followed(talk: Talk, answered: Answer) -> Answer:
    """What was to come after a PIN comes now; a no to that does not undo who speaks."""
    if talk.then:
        talk.forget()
        try:
            with talk.work.part():
                THEN[talk.then](talk)
        except Refusal as no:
            talk.say(no.key, no.facts)
    return answered


def _heard(talk: Talk) -> None:
    if not household.heard(talk):
        return
    if privacy.rests(talk):
        privacy.resting(talk)
    elif talk.msg.what is What.MEDIA:
        if not privacy.card_sent(talk):
            _sent(talk)
    else:
        _typed(talk)


def _ballots(talk: Talk) -> None:
    if privacy.withdrawn(talk):
        privacy.resting(talk)
    else:
        vote.show_after_pin(talk)


THEN: dict[str, Callable[[Talk], None]] = {
    "said": _heard,
    "ballot": _ballots,
    "add": household.begin_another,
}
"""What may come after a PIN; see `Talk.then`."""


def _typed(talk: Talk) -> None:
    msg = talk.msg
    if msg.command:
        _commanded(talk, msg.command, msg.argument)
    elif not talk.private:
        menu.asked_in_group(talk, msg.text)
    elif msg.menu:
        _beside(talk, MENU[msg.menu], "")
    else:
        _written(talk, msg.text)


def _sent(talk: Talk) -> None:
    """A photo, voice note, sticker …, in private: in a group people show things to each other."""
    if talk.private:
        media.sent(talk, _written)


def _written(talk: Talk, words: str) -> None:
    if hear.only_numbers(words):
        flow.ask_again(talk)  # why the numbers are gone has been said
        return
    if not (
        council_key.typed(talk, words)
        or cards.typed(talk, words)
        or attend.typed(talk, words)
        or small_talk.answered(talk, words, NAMED)
        or menu.looked_up(talk, words)
        or alarm.heard(talk, words)
        or flow.typed(talk, words)
    ):
        menu.stray_text(talk, words)


def _commanded(talk: Talk, name: str, argument: str) -> None:
    command = _BY_NAME.get(name)
    if command is None:
        if talk.private:
            talk.say("talk.unknown_command", menu=True)
            flow.offer_on(talk)
    elif talk.private or command.in_group:
        _beside(talk, command.answer, argument)
    else:
        talk.say("group.private_only", buttons=[[bot_button("button.go_private", "menu")]])


def _beside(talk: Talk, act: Callable[[Talk, str], None], words: str) -> None:
    """Do what was asked for; a question that is open meanwhile is not forgotten."""
    act(talk, words)
    if act not in (menu.start, menu.menu_or_start, menu.new_proposal, menu.cancel):
        flow.offer_on(talk)
