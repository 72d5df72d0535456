"""May this person do that here and now? The one place where an act asks."""

from actions import season
from actions.work import Work
from village import people
from village.people import Resident
from village.place import Village
from village.refusal import Refusal


def require(work: Work, action: str, person: Resident | None, village: Village, chat: str = people.PRIVATE) -> None:
    """Refuse unless the person has the right. The refusal names the reason and what to do now."""
    right = people.RIGHTS[action]
    if not right.who(person, village.id):
        raise Refusal(f"rights.refused.{action}")
    phase = season.current(work, village).phase(work.now) if right.phase else None
    if not people.may(action, person, village.id, phase, chat):
        raise Refusal("rights.refused.phase" if chat in right.chats else "rights.refused.chat")
