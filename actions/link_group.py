"""Tie a Telegram group to the village, so that results arrive there."""

from actions import rights
from actions.letters import Letter
from actions.records import Chat
from actions.work import Work
from village import people
from village.people import Resident
from village.place import Village
from village.refusal import Refusal

GREETED_AFTER = 5_000
"""Milliseconds. Who brings us by the link that ties the group needs no word on how to tie it."""


def greet(work: Work, group: Chat) -> None:
    """Say to a group that we have come to, how it is linked; unless it is linked before the greeting leaves."""
    work.outbox.post(
        Letter(group.id, "group.hello", fresh="greeting", once=f"hello:{group.id}", not_before=work.now + GREETED_AFTER)
    )


def link(work: Work, by: Resident | None, village: Village, group: Chat, topic: int = 0) -> None:
    """Link the group in which it was asked, from now on with this topic. A group of another village is not taken
    over."""
    if group.village_id not in (None, village.id):
        raise Refusal("group.refused.other")
    place = people.GROUP if group.village_id else people.OTHER_GROUP
    rights.require(work, "link_group", by, village, place)
    assert by is not None
    if group.village_id is None:
        work.chats.link(group.id, village.id)
        work.book.record(village.id, by.id, "petugas", "group_linked", f"chat:{group.id}", {"title": group.title})
    work.chats.topic(group.id, topic)
    work.chats.tell(group.id, "")
    work.outbox.post(Letter(group.id, "group.linked", {"village": village.name}, village=village.id))
