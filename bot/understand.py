"""`rembuk understand`: reads messages from a file outside the chat, for measuring; one line of JSON for each."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.refused import Refused
from understanding.kinds import Missing, Reject, Route
from understanding.reading import Ground, Reading
from understanding.world import Met, World

WHOLE = "Se-desa"
_NEEDED = {"id": (str, int), "desa": (str,), "text": (str,)}
_ASKED = {Missing.APA: "apa", Missing.DI_MANA: "lokasi", Missing.KENAPA: "tujuan"}


class Unreadable(Exception):
    """A line can't be used; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Places:
    dusun: tuple[str, ...]
    rw: Mapping[str, str]


def understand(messages: Path, villages: Path, say: Callable[[str], None], complain: Callable[[str], None]) -> int:
    """Says one line for each message, in order; 1 if some line could not be read."""
    known = _villages(villages)
    worlds = {name: World() for name in known}
    bad = 0
    with messages.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = _row(number, line, known)
            except Unreadable as no:
                complain(str(no))
                bad = 1
                continue
            place = known[row["desa"]]
            ground = Ground({d: d for d in place.dusun}, place.rw, name=row["desa"], own=_own(row, place))
            met = worlds[row["desa"]].meet(row["id"], row["text"], ground)
            say(json.dumps(answer(row["id"], met), ensure_ascii=False))
    return bad


def answer(key: str | int, met: Met) -> dict[str, Any]:
    """The fields of one line of the answer."""
    reading = met.reading
    proposal = reading.reject is None
    code = reading.codes[0] if proposal and reading.codes else None
    return {
        "id": key,
        "reject": not proposal,
        "reject_reason": str(reading.reject) if isinstance(reading.reject, Reject) else None,
        "route": str(reading.route),
        "dusun": (WHOLE if reading.whole_village else reading.dusun) if proposal else None,
        "bidang": int(code.code.partition(".")[0]) if code else None,
        "sub_bidang": code.sub_bidang if code else None,
        "kegiatan": code.code if code else None,
        "similar": list(met.similar),
        "ralat_of": met.corrects,
        "needs_clarification": reading.route is Route.KLARIFIKASI,
        "missing": [_ASKED[one] for one in Missing if one in reading.missing],
        "n_usulan": len(reading.parts) if proposal else 0,
        "redacted": reading.redacted,
        "why": list(_why(reading, met)),
    }


def _why(reading: Reading, met: Met) -> Iterator[str]:
    for claim, words in reading.why:
        yield f"{claim} ← {', '.join(words)}" if words else claim
    if met.similar:
        yield f"similar: {', '.join(map(str, met.similar))}"
    if reading.personal:
        yield f"redacted: {', '.join(sorted(reading.personal))}"


def _villages(file: Path) -> dict[str, Places]:
    try:
        told = json.loads(file.read_text("utf-8"))
    except (ValueError, UnicodeDecodeError) as error:
        raise Refused(f"Berkas {file} bukan JSON yang benar ({error}).") from None
    try:
        known = {
            str(name): Places(
                tuple(str(d) for d in place["dusun"]),
                {f"{int(rw):02}": str(dusun) for rw, dusun in place.get("rw", {}).items()},
            )
            for name, place in told.items()
        }
    except (AttributeError, KeyError, TypeError, ValueError):
        raise Refused(
            f'Berkas {file} belum benar; contoh {{"Desa": {{"dusun": ["A"], "rw": {{"01": "A"}}}}}}.'
        ) from None
    for name, place in known.items():
        if strange := sorted(set(place.rw.values()) - set(place.dusun)):
            raise Refused(f"Berkas {file}: RW desa {name} menunjuk dusun yang tidak ada: {', '.join(strange)}.")
    return known


def _row(number: int, line: bytes, known: Mapping[str, Places]) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        raise Unreadable(f"Baris {number} bukan JSON.") from None
    if not isinstance(row, dict):
        raise Unreadable(f"Baris {number} bukan objek JSON.")
    for field, kinds in _NEEDED.items():
        if not isinstance(row.get(field), kinds) or isinstance(row.get(field), bool):
            raise Unreadable(f"Baris {number}: {field} belum ada atau bukan teks.")
    if row["desa"] not in known:
        raise Unreadable(f"Baris {number}: desa {row['desa'][:60]} tidak ada di berkas desa.")
    return row


def _own(row: Mapping[str, Any], place: Places) -> str | None:
    own = row.get("sender_dusun")
    return own if isinstance(own, str) and own in place.dusun else None
