"""Bundles of made-up votes, as they are published, and as somebody would change them who wants another result."""

import csv
import io
import json
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from documents.bundle import ANNOUNCEMENT, HEAD, LIST, MANIFEST, VOTES, bundle, manifest
from village.announcement import Announcement, Choice, Closing, Line, root_of_lines
from village.book import canonical
from village.counting.equal_shares import Completion, Utility
from village.counting.method import Method, Rule
from village.sealing import LETTERS, choice_text, code, root

Files = dict[str, bytes]
TITLES = (
    "Jalan RT 03",
    "Talud; sungai",
    'Balai "Sejahtera"',
    "Lampu 💡 jalan",
    "Air bersih é",
    "Pos, ronda",
    "Posyandu",
)
STEPS = (Fraction(1, 100), Fraction(1, 10), Fraction(1, 3), Fraction(1))


@dataclass(frozen=True)
class Honest:
    """`message`: what stands in the group."""

    files: Files
    message: str


def honest(rng: random.Random) -> Honest:
    told = _announcement(rng)
    lines = _lines(rng, told)
    ballots = len(lines) if told.whole_ballots else rng.randint(min(len(lines), told.voters), told.voters)
    closing = Closing(
        told.seal(), ballots, len(lines), root([rng.randbytes(32) for _ in lines]), root_of_lines(told.poll, lines)
    )
    files = bundle(told, closing, lines, tools=rng.random() < 0.02)
    message = f"Kotak dibuka. Segel: {told.seal()}.\nKotak ditutup. Segel penutupan:\n{closing.closing_seal().upper()}"
    return Honest(files, message)


def _announcement(rng: random.Random) -> Announcement:
    numbers = rng.sample(range(1, 60), rng.randint(1, 7))
    million = rng.choice((1, 1_000_000))
    choices = [Choice(n, rng.choice(TITLES), rng.choice((0, 1, 2, 5, 5, 10, 30)) * million) for n in numbers]
    method = Method(rng.choice(list(Rule)), rng.choice(STEPS), rng.choice(list(Utility)), rng.choice(list(Completion)))
    return Announcement(
        str(rng.randint(1, 99)), "33.01.02.2003", rng.choice(TITLES), tuple(choices), "acak untuk tiap pemilih",
        rng.randint(12, 40), rng.choice((0, 5, 12, 30, 60)) * million, method,
        tuple(rng.sample(numbers, len(numbers))), rng.choice((0, 1, 1, 1, 3)), rng.randint(1, len(numbers)),
    )  # fmt: skip


def _lines(rng: random.Random, told: Announcement) -> list[Line]:
    numbers = [choice.number for choice in told.choices]
    ballots = [rng.sample(numbers, rng.randint(0, told.most_picks)) for _ in range(rng.randint(0, 12))]
    texts = [choice_text(ballot) for ballot in ballots]
    if not told.whole_ballots:
        texts = [str(pick) for ballot in ballots for pick in ballot]
    return [Line(code(rng.randbytes(7)), text, rng.randbytes(32)) for text in texts]


class Unfit(Exception):
    """This bundle can't be changed in this way."""


@dataclass
class Forger:
    """Changes a bundle and mends what betrays it, as far as `mends` goes.

    0: nothing. 1: MANIFEST. 2: also suara.pb and the result. 3: also number of lines, root and seal, all but the
    group's memory.
    """

    rng: random.Random
    files: Files
    mends: int

    def rows(self) -> list[list[str]]:
        return [line.split(",") for line in self.files[LIST].decode().splitlines()[1:]]

    def listed(self, rows: list[list[str]], order: bool = True) -> None:
        kept = sorted(rows) if order else rows
        self.files[LIST] = "".join(f"{line}\n" for line in (HEAD, *map(",".join, kept))).encode()

    def announced(self) -> dict[str, Any]:
        told = json.loads(self.files[ANNOUNCEMENT])
        assert isinstance(told, dict)
        return told

    def pick(self) -> str:
        numbers = [choice["nomor"] for choice in self.announced()["jajak"]["usulan"]]
        return str(self.rng.choice(numbers))

    def mended(self) -> Files:
        if self.mends >= 2:
            told = self.announced()
            announcement, lines = _again(told["jajak"]), [Line(c, p, bytes.fromhex(s)) for c, p, s in self.rows()]
            shut = told["penutupan"]
            closing = Closing(
                announcement.seal(),
                shut["surat"],
                len(lines),
                bytes.fromhex(shut["akar_s"]),
                root_of_lines(announcement.poll, lines),
            )
            if announcement.whole_ballots:
                closing = Closing(closing.seal, len(lines), len(lines), closing.root_s, closing.root_c)
            made = bundle(announcement, closing, lines, tools=False)
            self.files[VOTES] = made[VOTES]
            new = json.loads(made[ANNOUNCEMENT])
            told["hasil"] = new["hasil"]
            if self.mends == 3:
                told = new
            self.files[ANNOUNCEMENT] = canonical(told)
        if self.mends >= 1:
            self.files[MANIFEST] = manifest({name: raw for name, raw in self.files.items() if name != MANIFEST})
        return self.files


def _again(facts: Mapping[str, Any]) -> Announcement:
    rules = {"suara-terbanyak": Rule.MOST_VOTES, "bagi-rata": Rule.EQUAL_SHARES, "phragmen": Rule.PHRAGMEN}
    method = Method(
        rules[facts["cara"]],
        Fraction(*facts["langkah"]),
        Utility.COST if facts["guna"] == "biaya" else Utility.CARDINALITY,
        Completion.RAISE if facts["sisa"] == "naik" else Completion.NONE,
    )
    return Announcement(
        facts["jajak"], facts["desa"], facts["judul"],
        tuple(Choice(one["nomor"], one["judul"], one["biaya"]) for one in facts["usulan"]),
        facts["urutan"], facts["pemilih"], facts["dana"], method, tuple(facts["seri"]),
        facts["suara_paling_sedikit"], facts["pilihan_paling_banyak"],
    )  # fmt: skip


def swapped(forger: Forger) -> None:
    """Two lines exchange what they chose: every total stays."""
    rows = forger.rows()
    pairs = [(a, b) for a in range(len(rows)) for b in range(a) if rows[a][1] != rows[b][1]]
    if not pairs:
        raise Unfit
    a, b = forger.rng.choice(pairs)
    rows[a][1], rows[b][1] = rows[b][1], rows[a][1]
    forger.listed(rows)


def doubled(forger: Forger) -> None:
    """One code stands twice, perhaps in the place of another line."""
    rows = forger.rows()
    if not rows:
        raise Unfit
    again = list(forger.rng.choice(rows))
    if forger.rng.random() < 0.5:
        again[1] = forger.pick()
    if len(rows) > 1 and forger.rng.random() < 0.5:
        rows.remove(forger.rng.choice([row for row in rows if row[0] != again[0]]))
    forger.listed([*rows, again])


def dropped(forger: Forger) -> None:
    rows = forger.rows()
    if not rows:
        raise Unfit
    for _ in range(forger.rng.randint(1, min(3, len(rows)))):
        rows.pop(forger.rng.randrange(len(rows)))
    forger.listed(rows)


def added(forger: Forger) -> None:
    rows = forger.rows()
    for _ in range(forger.rng.randint(1, 3)):
        new = "".join(forger.rng.choice(LETTERS) for _ in range(10))
        rows.append([new, forger.pick(), forger.rng.randbytes(32).hex()])
    forger.listed(rows)


def reordered(forger: Forger) -> None:
    """The same lines in another order, in one of the files."""
    name = forger.rng.choice((LIST, LIST, VOTES, MANIFEST, ANNOUNCEMENT))
    if name == ANNOUNCEMENT:
        told = forger.announced()
        name_of_part = forger.rng.choice(("jajak", "penutupan", "hasil"))
        told[name_of_part] = dict(reversed(told[name_of_part].items()))
        forger.files[name] = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    else:
        lines = forger.files[name].splitlines(keepends=True)
        first = {LIST: 1, VOTES: lines.index(b"voter_id;vote\n") + 1 if name == VOTES else 0}.get(name, 0)
        if len(lines) - first < 2:
            raise Unfit
        a, b = forger.rng.sample(range(first, len(lines)), 2)
        lines[a], lines[b] = lines[b], lines[a]
        forger.files[name] = b"".join(lines)
    if name == MANIFEST or forger.mends > 1:
        forger.mends = 0 if name == MANIFEST else 1


def announced_otherwise(forger: Forger) -> None:
    """A rule, a cost, a title, a number of voters: whatever would make another winner or another story."""
    told, rng = forger.announced(), forger.rng
    rules, one = told["jajak"], rng.choice(told["jajak"]["usulan"])
    changes: list[Callable[[], object]] = [
        lambda: rules.update(dana=rules["dana"] + rng.choice((1, 10, 1_000_000))),
        lambda: rules.update(pemilih=rules["pemilih"] + 1),
        lambda: rules.update(judul=rules["judul"] + "!"),
        lambda: rules.update(urutan="menurut nomor"),
        lambda: rules.update(seri=rules["seri"][::-1]),
        lambda: rules.update(suara_paling_sedikit=rules["suara_paling_sedikit"] + 1),
        lambda: rules.update(pilihan_paling_banyak=rules["pilihan_paling_banyak"] + 1),
        lambda: rules.update(guna="biaya" if rules["guna"] == "jumlah" else "jumlah"),
        lambda: rules.update(sisa="naik" if rules["sisa"] == "tidak" else "tidak"),
        lambda: rules.update(langkah=[rules["langkah"][0], rules["langkah"][1] + 1]),
        lambda: rules.update(
            cara={"phragmen": "bagi-rata", "bagi-rata": "phragmen"}.get(rules["cara"], "suara-terbanyak")
        ),
        lambda: one.update(biaya=one["biaya"] + 1),
        lambda: one.update(judul="Jembatan"),
        lambda: told["penutupan"].update(surat=told["penutupan"]["surat"] + 1),
        lambda: told["penutupan"].update(akar_s=rng.randbytes(32).hex()),
        lambda: told["hasil"].update(terpilih=told["hasil"]["terpilih"][::-1]),
        lambda: told["hasil"].update(sisa_dana=told["hasil"]["sisa_dana"] + 1),
        lambda: told["hasil"]["suara"][0].__setitem__(1, told["hasil"]["suara"][0][1] + 1),
    ]
    at = rng.randrange(len(changes))
    before = canonical(told)
    changes[at]()
    if canonical(told) == before:
        raise Unfit
    if at >= 15:
        forger.mends = min(forger.mends, 1)
    forger.files[ANNOUNCEMENT] = canonical(told)


def truncated(forger: Forger) -> None:
    name = forger.rng.choice((ANNOUNCEMENT, LIST, VOTES, MANIFEST))
    raw = forger.files[name]
    if not raw:
        raise Unfit
    forger.files[name] = raw[: forger.rng.choice((len(raw) - 1, forger.rng.randrange(len(raw))))]
    forger.mends = min(forger.mends, 0 if name == MANIFEST else 1)


def byte(forger: Forger) -> None:
    """One byte is another one, somewhere; or one is too many."""
    name = forger.rng.choice((ANNOUNCEMENT, LIST, VOTES, MANIFEST))
    raw = bytearray(forger.files[name])
    at = forger.rng.randrange(len(raw))
    new = forger.rng.choice((forger.rng.randrange(256), ord(forger.rng.choice(' \r\n\t,;"{}[]0123456789abAB\\-.'))))
    if forger.rng.random() < 0.3:
        raw.insert(at, new)
    elif raw[at] == new:
        raise Unfit
    else:
        raw[at] = new
    forger.files[name] = bytes(raw)
    forger.mends = min(forger.mends, 0 if name == MANIFEST else 1)


def signed_again(forger: Forger) -> None:
    """Anything that changes the vote, and everything recomputed: only the group's memory stands against it."""
    forger.mends = 3
    forger.rng.choice((swapped, dropped, added, announced_otherwise))(forger)
    forger.mends = 3


KINDS: Mapping[str, Callable[[Forger], None]] = {
    "swapped": swapped,
    "duplicated": doubled,
    "dropped": dropped,
    "added": added,
    "reordered": reordered,
    "announcement": announced_otherwise,
    "truncated": truncated,
    "byte": byte,
    "re-signed": signed_again,
}


def forged(true: Honest, kind: str, rng: random.Random) -> Files | None:
    """Files that differ from the true ones; None where this bundle can't be changed in this way."""
    forger = Forger(rng, dict(true.files), rng.choice((0, 1, 1, 2)))
    try:
        KINDS[kind](forger)
        files = forger.mended()
    except Unfit:
        return None
    return None if files == true.files or _same_claims(files, true.files) else files


def _same_claims(files: Files, true: Files) -> bool:
    """Signing anew what says the same, without the tools in the bundle, is no forgery."""
    return all(files[name] == true[name] for name in (ANNOUNCEMENT, LIST, VOTES)) and set(files) == set(true) - {
        "SPEK.md", "periksa.py", "periksa.html"
    }  # fmt: skip


def totals(files: Files) -> bool:
    """A verifier as it should not be: it believes the totals of the list, and looks at nothing else."""
    told = json.loads(files[ANNOUNCEMENT])
    rows = list(csv.DictReader(io.StringIO(files[LIST].decode())))
    counts = {number: 0 for number, _ in told["hasil"]["suara"]}
    for row in rows:
        for number in row["pilihan"].split():
            counts[int(number)] += 1
    return [[number, counts[number]] for number in sorted(counts)] == told["hasil"]["suara"]
