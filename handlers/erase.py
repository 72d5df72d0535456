"""[Hapus data saya]: told what goes and what stays, asked twice, done at once."""

from actions import erase
from actions.letters import ANYONE, Button, Letter
from handlers.chat import Answer, Talk

OPS = ("de", "df", "dg", "dk")


def ask(talk: Talk) -> Answer:
    person, village = talk.resident()
    erase.refuse_unless_free(talk.work, person, village)
    buttons = [[Button("button.erase_go_on", "df")], [Button("button.keep_data", "dk")]]
    talk.say("erase.ask", {"village": village.name}, buttons)
    return Answer()


def ask_again(talk: Talk) -> Answer:
    talk.resident()
    buttons = [[Button("button.keep_data", "dk")], [Button("button.erase_for_ever", "dg")]]
    return Answer(redraw=talk.letter("erase.sure", buttons=buttons))


def keep(talk: Talk) -> Answer:
    return Answer(redraw=talk.letter("erase.kept"))


def go(talk: Talk) -> Answer:
    """The farewell leaves from memory only: afterwards nobody knows where to send it."""
    person, village = talk.resident()
    erase.erase(talk.work, person, village)
    return Answer(redraw=Letter(talk.chat.id, "erase.done", {"village": village.name}, resident=ANYONE))
