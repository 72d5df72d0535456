"""What is published of a vote so that anybody can recount it: the same facts give the same bytes, always.

The form of each file is laid down in `documents/export/SPEK.md`; the two verifiers beside it go into the bundle.
"""

import hashlib
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from village.announcement import Announcement, Closing, Line, root_of_lines
from village.book import canonical
from village.counting.pabulib import LEAST_VOTES, TIES, written

ANNOUNCEMENT, LIST, VOTES, MANIFEST = "pengumuman.json", "daftar-suara.csv", "suara.pb", "MANIFEST.sha256"
HEAD = "kode,pilihan,garam"
TOOLS = ("SPEK.md", "periksa.html", "periksa.py")
_FOLDER = Path(__file__).parent / "export"
_MOMENT = (1980, 1, 1, 0, 0, 0)
"""A ZIP knows no file without a time; this is the earliest it can say."""


class Unlike(ValueError):
    """The lines are not those that were counted when the box was closed: nothing of this may be published."""


def bundle(told: Announcement, closing: Closing, lines: Iterable[Line], tools: bool = True) -> dict[str, bytes]:
    """The files by name. Raises Unlike if the lines do not lead to what the closing says."""
    listed = sorted(lines, key=lambda line: line.code)
    if closing.seal != told.seal():
        raise Unlike("the closing belongs to another announcement")
    if len(listed) != closing.lines or root_of_lines(told.poll, listed) != closing.root_c:
        raise Unlike("the lines are not those of the closed box")
    files = {
        ANNOUNCEMENT: canonical(_announced(told, closing, listed)),
        LIST: "".join(f"{row}\n" for row in (HEAD, *(_row(line) for line in listed))).encode(),
        VOTES: _pabulib(told, listed).encode(),
    }
    if tools:
        files |= {name: (_FOLDER / name).read_bytes() for name in TOOLS}
    return files | {MANIFEST: manifest(files)}


def manifest(files: Mapping[str, bytes]) -> bytes:
    """As `sha256sum` writes it and `sha256sum -c` reads it."""
    return "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)).encode()


def zipped(files: Mapping[str, bytes]) -> bytes:
    """One file for a chat, the same bytes for the same files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for name in sorted(files):
            packed.writestr(zipfile.ZipInfo(name, _MOMENT), files[name])
    return out.getvalue()


def _announced(told: Announcement, closing: Closing, lines: Sequence[Line]) -> dict[str, object]:
    votes, outcome = told.count(_numbers(line) for line in lines)
    by_number = dict(zip(told.ties, votes.votes, strict=True))
    return {
        "jajak": told.facts(),
        "penutupan": closing.facts(),
        "hasil": {
            "suara": [[number, by_number[number]] for number in sorted(by_number)],
            "terpilih": [told.ties[one] for one in outcome.winners],
            "sisa_dana": told.budget - votes.cost_of(outcome.winners),
        },
    }


def _numbers(line: Line) -> list[int]:
    return [int(number) for number in line.choice.split()]


def _row(line: Line) -> str:
    return f"{line.code},{line.choice},{line.salt.hex()}"


def _pabulib(told: Announcement, lines: Sequence[Line]) -> str:
    facts = told.facts()
    meta: dict[str, str | int] = {
        "description": str(facts["judul"]),
        "country": "Indonesia",
        "unit": told.village,
        "instance": told.poll,
        "num_projects": len(told.choices),
        "num_votes": len(lines),
        "budget": told.budget,
        "vote_type": "approval",
        "rule": str(facts["cara"]),
        "currency": "IDR",
        TIES: ",".join(map(str, told.ties)),
        LEAST_VOTES: told.least_votes,
    }
    projects: list[dict[str, str | int]] = [
        {"project_id": choice.number, "cost": choice.cost, "name": " ".join(choice.title.split())}
        for choice in sorted(told.choices, key=lambda choice: choice.number)
    ]
    votes = [{"voter_id": line.code, "vote": line.choice.replace(" ", ",")} for line in lines]
    return written(meta, projects, votes)
