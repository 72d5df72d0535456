"""What one line of a ballot box is made of: which secret opens it, which seal finds it, which commitment it keeps.

Pure: whatever is drawn at random comes in as bytes. H and its parts are those of `village/sealing.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from village.announcement import Announcement, Choice
from village.counting.method import Method, Rule
from village.sealing import CODE, SALT_BYTES, choice_text, commitment, joined_hash, voter_seal

SECRET_BYTES = 12
"""k, in every button of one ballot: known to the voter's phone and to Telegram, to nobody's disk."""
PLAIN_BYTES = CODE + 4 + SALT_BYTES


@dataclass(frozen=True, slots=True)
class Line:
    """One pick as it will be published: a code, the proposal's number, and the salt of its commitment."""

    code: str
    number: int
    salt: bytes

    @property
    def choice(self) -> str:
        return choice_text([self.number])

    def commitment(self, poll: int) -> bytes:
        return commitment(poll, self.code, self.choice, self.salt)

    def packed(self) -> bytes:
        """The same length for every line, so that its size says nothing."""
        return self.code.encode() + self.number.to_bytes(4, "big") + self.salt

    @classmethod
    def unpacked(cls, raw: bytes) -> "Line":
        if len(raw) != PLAIN_BYTES:
            raise ValueError(f"a line takes {PLAIN_BYTES} bytes, not {len(raw)}")
        return cls(raw[:CODE].decode(), int.from_bytes(raw[CODE : CODE + 4], "big"), raw[CODE + 4 :])


def line_secret(poll: int, secret: bytes, number: int) -> bytes:
    """Each pick stands on a line of its own: nobody without k can tell which lines belong to one ballot."""
    return joined_hash("baris", poll, secret, number)


@lru_cache(maxsize=128)
def line_seal(poll: int, secret: bytes, number: int) -> bytes:
    """s of the line that holds proposal `number` on the ballot of k; it lies in the box while the pick is in.

    One tap looks several times at each line of its ballot: the last few are remembered.
    """
    return voter_seal(poll, line_secret(poll, secret, number))


ORDER = "acak, lain untuk tiap pemilih"


def announced(facts: Mapping[str, Any]) -> Announcement:
    """What `Announcement.facts` has written about a poll of most votes, as it lies in the database."""
    choices = tuple(Choice(one["nomor"], one["judul"], one["biaya"]) for one in facts["usulan"])
    method = Method(Rule.MOST_VOTES, Fraction(*facts["langkah"]))
    return Announcement(
        facts["jajak"], facts["desa"], facts["judul"], choices, facts["urutan"], facts["pemilih"], facts["dana"],
        method, tuple(facts["seri"]), facts["suara_paling_sedikit"], facts["pilihan_paling_banyak"],
    )  # fmt: skip
