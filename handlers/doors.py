"""The door of the village group: somebody knocks; officers see whether we may open."""

from actions import knock, rights
from handlers.chat import Talk


def knocked(talk: Talk) -> None:
    """A group that belongs to no village has its own porter."""
    village, account = talk.village, talk.account
    if village is None or account is None:
        return
    talk.work.knocks.may_invite(talk.chat.id, True)
    person = talk.work.residents.get(account.resident) if account.resident else None
    knock.knocked(talk.work, account, person, village, talk.chat, account.chat)


def show(talk: Talk) -> None:
    """How the door of the group works, and which groups do not let us open."""
    person, village = talk.resident()
    rights.require(talk.work, "invite_residents", person, village)
    if not talk.work.chats.groups(village.id):
        talk.say("door.no_group")
        return
    shut = talk.work.knocks.shut(village.id)
    talk.say("door.shut" if shut else "door.works", {"groups": {"list": shut}} if shut else {})
