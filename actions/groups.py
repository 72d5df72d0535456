"""When the village's news no longer arrives in a group: who can mend it hears so once, and how."""

from enum import StrEnum

from actions.letters import Letter, Priority
from actions.work import Work
from village.people import Office

MENDERS = (Office.OPERATOR, Office.TIM_PENYUSUN, Office.PEMDES, Office.BPD_KETUA)
"""Who may tie a group, and so may bring us back."""


class Trouble(StrEnum):
    OUT = "keluar"
    """We have been put out, or the group is gone."""
    SHUT = "bungkam"
    """We may not write: only administrators may, or the topic is closed."""
    TOPIC = "topik"
    """The topic is gone; the news stands in the group itself."""


def tell(work: Work, chat: int, trouble: Trouble) -> None:
    """Only of a group that is tied to a village; the same trouble once, until something has arrived again."""
    village = work.chats.village_of(chat)
    group = work.chats.get(chat)
    if village is None or group is None or group.kind == "private" or not work.chats.tell(chat, trouble):
        return
    for officer in work.roles.holders(village, *MENDERS):
        for home in work.accounts.chats_of(officer):
            work.outbox.post(
                Letter(
                    home, f"group.trouble.{trouble}", {"group": group.title}, resident=officer, village=village,
                    priority=Priority.REMINDER,
                )
            )  # fmt: skip


def mended(work: Work, chat: int, village: int) -> None:
    """We are back, or may write again: said in the group itself, once, and what waited goes now."""
    if work.chats.tell(chat, ""):
        work.outbox.release(chat)
        work.outbox.post(Letter(chat, "group.back", village=village))
