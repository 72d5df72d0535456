"""An officer sends the list of residents as a file: it is read, shown, and taken over when confirmed."""

from actions import register, rights
from actions.letters import Fact
from handlers.chat import Answer, Talk, Toast
from village.refusal import Refusal

BIGGEST = 20 << 20
"""Telegram gives no larger file to a bot."""
ENDINGS = ("csv", "xlsx", "xls", "tsv", "txt", "xlsm", "ods")


def filed(talk: Talk) -> bool:
    """Take a file that may be a list of residents; False when it is another file, or from somebody without office."""
    msg = talk.msg
    if not talk.private or not msg.file or msg.file_ending not in ENDINGS:
        return False
    if talk.person is None or talk.village is None or not talk.person.offices:
        return False
    rights.require(talk.work, "import_residents", talk.person, talk.village)
    if msg.file_size > BIGGEST:
        raise Refusal("register.unreadable.too_big", most=BIGGEST >> 20)
    register.receive(talk.work, talk.person, talk.village, talk.chat.id, msg.file)
    return True


def how(talk: Talk) -> None:
    """What the file should look like, and that it is simply sent here."""
    person, village = talk.resident()
    rights.require(talk.work, "import_residents", person, village)
    talk.say("register.how", {"village": village.name})


def decide(talk: Talk, import_id: str, yes: str) -> Answer:
    officer, village = talk.resident()
    counts = register.decide(talk.work, officer, village, int(import_id), yes == "1")
    if yes != "1":
        return Answer(Toast("register.toast.left"), talk.letter("register.left"))
    facts: dict[str, Fact] = {"village": village.name, "new": counts.get("new", 0), "changed": counts.get("changed", 0)}
    return Answer(Toast("register.toast.done"), talk.letter("register.done", facts))
