"""The village's groups and channels: tied by an officer, and what becomes of them."""

from actions import groups, knock, link_group, rights
from actions.groups import Trouble
from actions.letters import Button, Letter
from handlers.chat import Answer, Talk
from village import people
from village.refusal import Refusal

PAYLOAD = "tautkan"


def tie(talk: Talk, words: str) -> None:
    """`/tautkan` in a group: the speaker's village gets this group; in a topic of a forum, its news stands there."""
    if talk.private:
        talk.say("group.in_group", buttons=[[Button("button.link_group", url=f"group:{PAYLOAD}")]])
        return
    account = talk.account
    if account is None or not account.village_id:
        raise Refusal("rights.refused.link_group")
    village = talk.work.villages.get(account.village_id)
    link_group.link(talk.work, talk.person, village, talk.chat, talk.msg.topic)


def tie_channel(talk: Talk, number: str) -> Answer:
    """The button under the question whether a channel is the village's: nobody can type a command there."""
    officer, village = talk.resident()
    rights.require(talk.work, "link_group", officer, village, people.OTHER_GROUP)
    channel = talk.work.chats.get(int(number))
    if channel is None or channel.kind != "channel":
        raise Refusal("talk.refused.old")
    link_group.link(talk.work, officer, village, channel)
    return Answer(redraw=talk.letter("group.channel_linked", {"channel": channel.title}))


def membership(talk: Talk) -> None:
    """We were added to a group or removed, or may do more or less there; somebody blocked us or came back."""
    here, private = talk.msg.member, talk.private
    talk.work.chats.stop(talk.chat.id, "ok" if here else "stopped", "" if here else "blocked" if private else "kicked")
    if private:
        return
    _door(talk)
    if talk.chat.village_id is None:
        if here and talk.chat.kind == "channel":
            _offer(talk)
        elif here:
            link_group.greet(talk.work, talk.chat)
    elif not here:
        groups.tell(talk.work, talk.chat.id, Trouble.OUT)
    elif not talk.msg.may_write:
        groups.tell(talk.work, talk.chat.id, Trouble.SHUT)
    else:
        groups.mended(talk.work, talk.chat.id, talk.chat.village_id)


def _door(talk: Talk) -> None:
    work, village = talk.work, talk.village
    if talk.msg.may_invite or not talk.msg.member:
        work.knocks.may_invite(talk.chat.id, talk.msg.may_invite)
    elif village is not None and talk.chat.title not in work.knocks.shut(village.id):
        knock.lacks_right(work, talk.chat.id, village)


def _offer(talk: Talk) -> None:
    """Whoever has made us administrator of a channel, and may tie it, is asked whether it is the village's."""
    person, account = talk.person, talk.account
    if person is None or account is None or not talk.msg.may_write:
        return
    if people.may("link_group", person, person.village_id, None, people.OTHER_GROUP):
        talk.work.outbox.post(
            Letter(
                account.chat, "group.ask_channel", {"channel": talk.chat.title},
                [[Button("button.link_channel", "gk", (talk.chat.id,))]], resident=person.id, village=person.village_id,
            )
        )  # fmt: skip
