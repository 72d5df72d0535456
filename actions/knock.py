"""The door of the village group: residents are let in at once, others once somebody knows them."""

from dataclasses import replace

from actions.letters import Button, Fact, Letter, Priority
from actions.records import Account, Chat
from actions.work import Work
from village.people import GONE, Office, Resident, State
from village.place import Village
from village.spans import MINUTE, WEEK

WINDOW = 5 * MINUTE
"""So long Telegram lets us write to somebody who has knocked and never spoken to us."""


def knocked(work: Work, account: Account, person: Resident | None, village: Village, group: Chat, chat: int) -> None:
    """Somebody asks to be let in. `chat` is where they can be written to."""
    here = person if person is not None and person.village_id == village.id else None
    facts = {"village": village.name, "group": group.title}
    buttons: list[list[Button]] = []
    if here is not None and (here.state is State.VERIFIED or (here.offices and here.state not in GONE)):
        _open(work, group.id, account.id, village.id, True)
        key = "door.welcome"
    elif here is not None and here.state is State.REFUSED:
        _open(work, group.id, account.id, village.id, False)
        key = "door.refused"
    else:
        work.knocks.add(account.id, group.id, village.id)
        waits = here is not None and here.state is State.ASKED and here.dusun_id is not None
        key = "door.waits" if waits else "door.hello"
        if not waits:
            buttons = [[Button("button.introduce", url=f"bot:warga_{village.code.replace('.', '')}")]]
    work.outbox.post(
        Letter(chat, key, facts, buttons, village=village.id, priority=Priority.REPLY, expires_at=work.now + WINDOW)
    )


def settle(work: Work, village: Village, resident: Resident) -> None:
    """Somebody is known now, or refused: the doors at which they wait open, or stay shut."""
    for group, account in work.knocks.take(resident.id, village.id):
        _open(work, group, account, village.id, resident.state is State.VERIFIED)


def _open(work: Work, group: int, account: int, village: int, admit: bool) -> None:
    """A letter without words: it is a call at the group's door, made by the courier like any other letter."""
    work.knocks.settled(account, group)
    work.outbox.post(
        Letter(
            group, "door.call", {"account": account, "admit": int(admit)}, village=village, fresh="door",
            attach="door", expires_at=work.now + WEEK,
        )
    )  # fmt: skip


def call(work: Work, letter: Letter) -> Letter | None:
    """The call with Telegram's number of the guest, which no letter keeps."""
    guest = work.knocks.guest(int(letter.facts["account"]))  # type: ignore[arg-type]
    return replace(letter, facts={"guest": guest, "admit": letter.facts["admit"]})


def lacks_right(work: Work, group: int, village: Village) -> None:
    """The door can't be opened by us: those who can mend it hear so, once a week."""
    work.knocks.may_invite(group, False)
    shut: Fact = {"list": work.knocks.shut(village.id)}
    week = work.now // WEEK
    for officer in work.roles.holders(village.id, Office.OPERATOR, Office.PEMDES):
        for chat in work.accounts.chats_of(officer):
            work.outbox.post(
                Letter(
                    chat, "door.lacks_right", {"groups": shut}, resident=officer, village=village.id,
                    priority=Priority.REMINDER, once=f"door:{group}:{chat}:{week}",
                )
            )  # fmt: skip
