"""May this person do that here and now? The one place where an act asks."""

from actions import season
from actions.work import Work
from village import people
from village.people import Resident
from village.place import Village
from village.refusal import Refusal


def require(work: Work, action: str, person: Resident | None, village: Village, chat: str = people.PRIVATE) -> None:
    """Refuse unless the person has the right. The refusal names the reason and what to do now."""
    if not people.RIGHTS[action].who(person, village.id):
        raise Refusal(f"rights.refused.{action}")
    if not people.may(action, person, village.id, season.current(work, village).phase(work.now), chat):
        raise Refusal("rights.refused.phase" if chat in people.RIGHTS[action].chats else "rights.refused.chat")
