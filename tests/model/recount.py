"""What must hold of helped votes, asked of the tables in other words than the product's own."""

import hashlib
import math
import sqlite3

from storage import boxes
from storage.polls import Polls
from tests.boxes import secret_of

CAP = 4
MOST = 2


class Recount:
    """`ballots` is what should stand in the box, by (poll, resident); `wrong` says what should never have been."""

    connection: sqlite3.Connection
    wrong: list[str]
    ballots: dict[tuple[int, int], frozenset[int]]
    closed: dict[int, list[tuple[int, int]]]
    poll: int
    helped: dict[tuple[int, int], set[bytes]]

    def _check_aid(self, number: int) -> None:
        """Asked of the rows, in other words than the product's own."""
        row = self.connection.execute(
            """
            SELECT a.*, h.dusun_id AS hd, h.rt AS hr, p.dusun_id AS pd, p.rt AS pr, p.state AS ps,
                   (SELECT kk_hash FROM register_row WHERE resident_id = h.id) AS hk,
                   (SELECT kk_hash FROM register_row WHERE resident_id = p.id) AS pk,
                   (SELECT COUNT(*) FROM account_resident WHERE resident_id = p.id) AS phones,
                   (SELECT group_concat(office) FROM mandate WHERE resident_id = h.id) AS offices,
                   (SELECT COUNT(*) FROM aid b WHERE b.helper_id = a.helper_id AND b.round = a.round) AS done
              FROM aid a JOIN resident h ON h.id = a.helper_id JOIN resident p ON p.id = a.resident_id WHERE a.id = ?
            """,
            (number,),
        ).fetchone()
        wrong = [
            words
            for words, is_so in (
                ("the kader helped themself", row["helper_id"] == row["resident_id"]),
                ("somebody with a phone was helped", row["phones"] > 0),
                ("the own household was helped", row["hk"] is not None and row["hk"] == row["pk"]),
                ("somebody of another dusun was helped", row["hd"] != row["pd"]),
                ("an RT helped in another RT", row["offices"] == "rt" and row["hr"] != row["pr"]),
                ("somebody without that office helped", row["offices"] not in ("kader", "kadus", "rt")),
                ("more were helped than the village allows", row["done"] > CAP),
                ("a vote for somebody not verified", row["poll_id"] is not None and row["ps"] != "verified"),
            )
            if is_so
        ]
        self.wrong += [f"aid {number}: {words}" for words in wrong]

    def _look(self, after: str) -> None:
        kept = self._kept()
        wanted = {key: set(picks) for key, picks in self.ballots.items() if picks}
        if kept != wanted:
            self.wrong.append(f"after {after} the ballots are {kept}, not {wanted}")
        if any(len(picks) > MOST for picks in kept.values()):
            self.wrong.append(f"after {after} a ballot holds more than {MOST}")

    def _kept(self) -> dict[tuple[int, int], set[int]]:
        """By (poll, resident), what lies in the boxes by own ballot or by a kader's; what is odd under -1."""
        secrets = self._secrets()
        people = [row[0] for row in self.connection.execute("SELECT id FROM resident")]
        options: dict[int, dict[int, int]] = {}
        for poll, option, number in self.connection.execute("SELECT poll_id, id, number FROM poll_option").fetchall():
            options.setdefault(poll, {})[number] = option
        kept: dict[tuple[int, int], set[int]] = {}
        for poll, named in options.items():
            box = boxes.of(self.connection).get(poll)
            assert box is not None
            voters = set(box.voters())
            for person in people:
                helped = frozenset().union(*(box.picks(s, named) for s in secrets.get((poll, person), ())))
                picks = [box.picks(secret_of(poll, person), named), helped]
                if found := [named[number] for number in (*picks[0], *picks[1])]:
                    kept[poll, person] = set(found) if person in voters and not all(picks) else {-1}
            if sum(len(picks) for (p, _), picks in kept.items() if p == poll) != len(box.sealed_lines()):
                kept[poll, -1] = {len(box.sealed_lines())}
        return kept

    def _secrets(self) -> dict[tuple[int, int], set[bytes]]:
        """Of helped ballots; the key to them is destroyed when the poll is counted, so they are noted before."""
        polls = Polls(self.connection, 0)
        for aid, person, poll in self.connection.execute(
            "SELECT id, resident_id, poll_id FROM aid WHERE poll_id IS NOT NULL"
        ).fetchall():
            if secret := polls.helped_secret(poll, aid):
                self.helped.setdefault((poll, person), set()).add(secret)
        return self.helped

    def _check_draw(self, head: bytes) -> None:
        """The draw, repeated as docs/decisions/0019 tells it."""
        self.closed[self.poll] = list(self.ballots)
        ask = self.connection.execute
        votes = [
            r[0]
            for r in ask(
                "SELECT id, resident_id FROM aid WHERE poll_id = ? AND state IN ('open', 'stands') ORDER BY id",
                (self.poll,),
            )
            if self.ballots.get((self.poll, r[1]))
        ]
        drawn = ask("SELECT * FROM draw WHERE poll_id = ?", (self.poll,)).fetchone()
        visits = {r[0] for r in ask("SELECT aid_id FROM visit WHERE poll_id = ? AND why = 'drawn'", (self.poll,))}
        if not votes:
            self.wrong += ["a draw of nothing"] if drawn or visits else []
            return
        bad = math.ceil(len(votes) / 10)
        enough = next(
            n for n in range(len(votes) + 1)
            if 20 * math.comb(len(votes) - bad, n) <= math.comb(len(votes), n)
        )  # fmt: skip
        secret = ask("SELECT secret FROM poll WHERE id = ?", (self.poll,)).fetchone()[0]
        key = hashlib.sha256(b"rembuk kunjungan|" + bytes(secret)).digest()
        seed = hashlib.sha256(key + head).digest()
        ranked = sorted(votes, key=lambda v: hashlib.sha256(seed + f"|{v}".encode()).hexdigest())
        if drawn is None or (drawn["votes"], drawn["head"], drawn["key"]) != (len(votes), head, key):
            self.wrong.append("the draw is not of these votes and this book")
        if visits != set(ranked[:enough]):
            self.wrong.append(f"drawn {sorted(visits)}, not {sorted(ranked[:enough])}")
