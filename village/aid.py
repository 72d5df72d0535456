"""A kader acts for a neighbour without a phone: what it is, who may be helped by whom, and the number on the paper."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from village import names
from village.people import GONE, Office, Resident, State
from village.refusal import Refusal
from village.rules import own
from village.spans import MINUTE

LONGEST_SLIP = 12
ELDERS = frozenset(
    {"mbah", "simbah", "embah", "mbok", "simbok", "kakek", "nenek", "eyang", "pakde", "bude", "uwak", "nek", "kek"}
)
"""How neighbours call old people; a list of residents does not."""
AREA = frozenset({Office.KADER, Office.KADUS})
"""They help in their own dusun; the head of an RT in that RT."""


class AidState(StrEnum):
    OPEN = "open"
    """The kader may still tap, for as long as `window` says."""
    STANDS = "stands"
    REPLACED = "replaced"
    """The resident has voted after all, by an own phone."""
    OBJECTED = "objected"
    """The resident says: that was not me."""


STANDING = frozenset({AidState.OPEN, AidState.STANDS})


@dataclass(frozen=True, slots=True)
class Aid:
    """One act in somebody's name. `round`: within it a slip's number is used once, and a kader's acts are counted."""

    id: int
    village_id: int
    round: str
    slip: str
    resident_id: int
    helper_id: int
    poll_id: int | None
    proposal_id: int | None
    state: AidState
    at: int

    @property
    def supports(self) -> bool:
        """Support for a proposal of somebody else's, not a proposal of the neighbour's own."""
        return self.proposal_id is not None and self.round.startswith("dukungan:")


def proposals_of(season: int) -> str:
    return f"usulan:{season}"


def supports_of(season: int) -> str:
    return f"dukungan:{season}"


def votes_of(poll: int) -> str:
    return f"suara:{poll}"


def most(settings: Mapping[str, int | str], year: int) -> int:
    """How many acts one kader may do for others in a round."""
    return own("batas_bantuan", settings, year)


def window(settings: Mapping[str, int | str], year: int) -> int:
    """For how long, in milliseconds, the ballot of somebody helped takes the kader's taps."""
    return own("waktu_bantuan", settings, year) * MINUTE


def slip(text: str) -> str:
    """The number on the paper, the same however it is typed: "no. a-012" is A12."""
    words = re.sub(r"^\s*(?:nomor|nomer|lembar|no|kertas)\b\.?", "", text.lower().strip())
    bare = re.sub(r"[^a-z0-9]", "", words)
    tidy = re.sub(r"(?<!\d)0+(?=\d)", "", bare).upper()
    if not any(c.isdigit() for c in tidy) or len(tidy) > LONGEST_SLIP or len(words) > 30:
        raise Refusal("aid.refused.slip")
    return tidy


def near(helper: Resident, person: Resident) -> bool:
    """Does this person live where the helper is in office?"""
    if helper.dusun_id is None or person.dusun_id != helper.dusun_id:
        return False
    return not AREA.isdisjoint(helper.offices) or (person.rt is not None and person.rt == helper.rt)


def refuse_unless_helpable(helper: Resident, person: Resident | None) -> Resident:
    """Somebody else of the helper's own neighbourhood, who lives here still."""
    if person is None or person.village_id != helper.village_id:
        raise Refusal("aid.refused.who")
    if person.id == helper.id:
        raise Refusal("aid.refused.self")
    if person.state in GONE or person.state not in (State.LISTED, State.ASKED, State.VERIFIED):
        raise Refusal("aid.refused.gone", name=person.name)
    if not near(helper, person):
        raise Refusal("aid.refused.elsewhere", name=person.name)
    return person


def fits(name_key: str, said: str) -> bool:
    """May what was typed be this name, or a part of it? Each word begins a word of the name, or the names are alike."""
    key = names.key(said)
    wanted = [word for word in key.split() if word not in ELDERS] or key.split()
    words = name_key.split()
    if not wanted:
        return False
    begins = all(any(word.startswith(part) for word in words) for part in wanted)
    return begins or names.alike(name_key, " ".join(wanted))
