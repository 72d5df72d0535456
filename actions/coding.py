"""Which kegiatan a proposal may be, by the words of its proposer; an officer decides."""

from actions import ground
from actions.work import Work
from understanding import reading, roles
from understanding.codes import Suggestion, suggested
from understanding.privacy import plain
from village.place import Village
from village.proposal import Proposal


def offered(work: Work, village: Village, proposal: Proposal) -> tuple[Suggestion, ...]:
    """The codes that fit, best first, with the words that led to them; none where nothing fits."""
    own = reading.vocabulary(ground.ground(work, village))
    return suggested(roles.said(plain(proposal.words or proposal.title), own))
