"""Keys in the council's hands. A table says whose a share is and recognises it; the shares themselves stand in none.

What was made and is not yet written down, and what is typed to open a box, lies in memory alone, beside the open boxes
(`Boxes.made`, `Boxes.given`). The private half of a key is here for a moment twice: when its shares are made, and when
two of them are joined.
"""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from storage import boxes, boxkeys
from storage.boxes import Boxes
from storage.shelf import Shelf, packed, unpacked
from village import shamir
from village.councilkey import CouncilKey, KeyState, Share
from village.keywords import SHARE_BYTES

ADD = """
    INSERT INTO council_key (village_id, officer_id, writer_id, numbers, most_picks, closes_at, at, key, asked_at)
    VALUES (:village, :officer, :writer, :numbers, :most, :closes, :now, :key, :now)
    RETURNING id
"""
ADD_SHARE = """
    INSERT INTO key_share (key_id, place, village_id, resident_id, proof)
    VALUES (:id, :place, :village, :resident, :proof)
"""
RENEW = "UPDATE council_key SET key = :key WHERE id = :id"
RENEW_SHARE = "UPDATE key_share SET proof = :proof, returned_at = NULL WHERE key_id = :id AND place = :place"
GET = "SELECT * FROM council_key WHERE id = :id"
OF_POLL = "SELECT * FROM council_key WHERE poll_id = :poll"
STANDING = """
    SELECT * FROM council_key WHERE village_id = :village AND state IN ('making', 'running', 'waiting') ORDER BY id
"""
DUE = "SELECT * FROM council_key WHERE state IN ('making', 'waiting') ORDER BY id"
SHARES = "SELECT * FROM key_share WHERE key_id = :id ORDER BY place"
PROOF = "SELECT proof FROM key_share WHERE key_id = :id AND place = :place"
RETURNED = "UPDATE key_share SET returned_at = :now WHERE key_id = :id AND place = :place"
TAKE = "UPDATE council_key SET writer_id = :writer WHERE id = :id AND writer_id IS NULL"
GIVE = "UPDATE key_share SET given_at = :at, given_by = :by, lost_at = NULL WHERE key_id = :id AND place = :place"
LOSE = "UPDATE key_share SET lost_at = :at WHERE key_id = :id AND place = :place"
START = "UPDATE council_key SET state = 'running', poll_id = :poll WHERE id = :id"
ASKED = "UPDATE council_key SET asked_at = :now WHERE id = :id"
WAIT = "UPDATE council_key SET state = 'waiting', by_hand = :by_hand, asked_at = :now WHERE id = :id"
SETTLE = "UPDATE council_key SET state = :state, settled_at = :now WHERE id = :id"


class Shares(Shelf):
    @property
    def _boxes(self) -> Boxes:
        return boxes.of(self.connection)

    # making

    def make(
        self, village_id: int, officer_id: int, writer_id: int | None, numbers: Sequence[int], most_picks: int,
        closes_at: int, members: Sequence[int],
    ) -> CouncilKey:  # fmt: skip
        """A new key: the first places are the members', the last one is the paper's."""
        holders = [*members, None]
        public, made = _drawn(len(holders))
        key = self.one(
            ADD, village=village_id, officer=officer_id, writer=writer_id, numbers=packed(list(numbers)),
            most=most_picks, closes=closes_at, now=self.now, key=public,
        )["id"]  # fmt: skip
        for place, (holder, share) in enumerate(zip(holders, made, strict=True), 1):
            proof = boxkeys.proof_of(share, public, place)
            self.run(ADD_SHARE, id=key, place=place, village=village_id, resident=holder, proof=proof)
            self._boxes.made[public, place] = share
        return self._whole(self.one(GET, id=key))

    def renew(self, key: CouncilKey) -> CouncilKey:
        """Everything anew, as what was made is known here no more: whoever has written theirs down writes again."""
        public, made = _drawn(len(key.shares))
        self.run(RENEW, id=key.id, key=public)
        for place, share in enumerate(made, 1):
            self._boxes.forget_share(key.key, place)
            self.run(RENEW_SHARE, id=key.id, place=place, proof=boxkeys.proof_of(share, public, place))
            self._boxes.made[public, place] = share
        return self._whole(self.one(GET, id=key.id))

    def made(self, key: CouncilKey, place: int) -> bytes | None:
        """A share that waits to be written down; None where the program has been started anew since."""
        return self._boxes.made.get((key.key, place))

    def matches(self, key: CouncilKey, place: int, share: bytes) -> bool:
        proof = bytes(self.one(PROOF, id=key.id, place=place)["proof"])
        return secrets.compare_digest(proof, boxkeys.proof_of(share, key.key, place))

    def returned(self, key: CouncilKey, place: int) -> None:
        """It was written down and typed back: from now on only its holder knows it."""
        self.run(RETURNED, id=key.id, place=place, now=self.now)
        self._boxes.forget_share(key.key, place)

    def take(self, key: CouncilKey, writer_id: int) -> None:
        self.run(TAKE, id=key.id, writer=writer_id)

    # looking

    def get(self, key_id: int) -> CouncilKey | None:
        row = self.row(GET, id=key_id)
        return self._whole(row) if row else None

    def of_poll(self, poll_id: int) -> CouncilKey | None:
        row = self.row(OF_POLL, poll=poll_id)
        return self._whole(row) if row else None

    def standing(self, village_id: int) -> list[CouncilKey]:
        """Those that are being made, or belong to a box that is not opened yet."""
        return [self._whole(row) for row in self.rows(STANDING, village=village_id)]

    def due(self) -> list[CouncilKey]:
        """In all villages: those for which somebody has to do something."""
        return [self._whole(row) for row in self.rows(DUE)]

    # opening

    def give(self, key: CouncilKey, place: int, share: bytes, by: int) -> None:
        """A share was typed to open the box; it lies in memory until there are two."""
        assert key.poll_id is not None
        self.run(GIVE, id=key.id, place=place, by=by, at=self.now)
        self._boxes.given.setdefault(key.poll_id, {})[place] = share

    def held(self, key: CouncilKey) -> dict[int, int]:
        """Place → who typed it, of the shares that lie here now."""
        found = self.get(key.id)
        given = self._boxes.given.get(key.poll_id or 0, {})
        shares = found.shares if found else ()
        return {s.place: s.given_by for s in shares if s.given_by is not None and s.place in given}

    def ask_again(self, key: CouncilKey, place: int) -> None:
        """It was typed, and the program was started anew before there were two."""
        self.run(GIVE, id=key.id, place=place, by=None, at=None)

    def private(self, key: CouncilKey, places: tuple[int, int]) -> bytes:
        """The private half. Raises `boxkeys.Wrong` where the shares open another key than this poll's."""
        given = self._boxes.given.get(key.poll_id or 0, {})
        private = boxkeys.private_of(shamir.joined([(place, given[place]) for place in places]))
        if boxkeys.public_of(private) != key.key:
            raise boxkeys.Wrong
        return private

    def lose(self, key: CouncilKey, place: int, lost: bool) -> None:
        self.run(LOSE, id=key.id, place=place, at=self.now if lost else None)

    # its states

    def start(self, key: CouncilKey, poll_id: int) -> None:
        self.run(START, id=key.id, poll=poll_id)

    def asked(self, key: CouncilKey) -> None:
        self.run(ASKED, id=key.id, now=self.now)

    def wait(self, key: CouncilKey, by_hand: bool) -> None:
        self.run(WAIT, id=key.id, now=self.now, by_hand=by_hand)

    def settle(self, key: CouncilKey, state: KeyState) -> None:
        """It is over with this key; what of it lies in memory goes when this is kept."""
        self.run(SETTLE, id=key.id, state=state, now=self.now)
        for share in key.shares:
            self._boxes.forget_share(key.key, share.place)
        if key.poll_id is not None:
            self._boxes.forget_given(key.poll_id)

    def _whole(self, row: Mapping[str, Any]) -> CouncilKey:
        shares = tuple(
            Share(s["place"], s["resident_id"], s["returned_at"], s["given_at"], s["given_by"], s["lost_at"])
            for s in self.rows(SHARES, id=row["id"])
        )
        return CouncilKey(
            row["id"], row["village_id"], row["officer_id"], row["writer_id"], tuple(unpacked(row["numbers"])),
            row["most_picks"], row["closes_at"], row["at"], bytes(row["key"]), KeyState(row["state"]), row["poll_id"],
            row["asked_at"], bool(row["by_hand"]), row["settled_at"], shares,
        )  # fmt: skip


def _drawn(people: int) -> tuple[bytes, list[bytes]]:
    """(public half, shares) of a new key; the private half ends with this function."""
    secret = secrets.token_bytes(SHARE_BYTES)
    made = shamir.split(secret, people, secrets.token_bytes(SHARE_BYTES))
    return boxkeys.public_of(boxkeys.private_of(secret)), made
