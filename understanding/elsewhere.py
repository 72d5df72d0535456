"""Is it somebody else's asset? Then the village can only ask for it (DU-RKP)."""

from understanding.cues import Cue
from understanding.heard import Heard
from understanding.plain import word_set

_BESIDE = word_set(
    "di ke dari dekat depan belakang samping sebelah sampai arah antara pinggir tepi menuju sekitar muka jurusan "
    "simpang "
    "seberang lewat jalur sisi umur usia anak murid siswa lulusan setingkat gang"
)
"""Words before a place that only says where."""
_BUILDING = word_set(
    "atap plafon kelas lokal rehab renovasi bocor gedung toilet pagar guru bangku kubah mimbar seng genteng tambah "
    "perbaiki "
    "takmir kas keramik rusak roboh tembok dinding bantuan bantu kurang bangun miring runtuh kamar"
)
_LEARNING = word_set("beasiswa les kejar paket putus relawan literasi buta bimbel cermin rambu")
"""Of pupils, and yet no matter of the school building."""
_GRID = ("listri", "sinyal", "tegangan", "setrum")


def somebody_elses(heard: Heard) -> tuple[str, ...]:
    """The words that say so; none where it is the village's own matter."""
    if sent := heard.said("send"):
        return sent
    for cue in heard.found.get("owner", ()):
        if not only_where(heard, cue, 2):
            return (cue.words,)
    plain = {word.plain for word in heard.words}
    for group in ("kabupaten", "state", "school", "worship"):
        if group == "school" and not _LEARNING.isdisjoint(plain):
            continue
        for cue in heard.found.get(group, ()):
            built = group in ("kabupaten", "state") or not _BUILDING.isdisjoint(plain)
            if built and not only_where(heard, cue) and not _after_another(heard, cue):
                return (cue.words,)
    return ()


def only_where(heard: Heard, cue: Cue, within: int = 1) -> bool:
    """The cue stands behind "near", "to" or "in": it says where, not what."""
    before = [word.plain for word in heard.words if word.at < cue.at]
    return not _BESIDE.isdisjoint(before[-within:])


def _after_another(heard: Heard, cue: Cue) -> bool:
    """Some matter of the village was named before it."""
    end = cue.at + len(cue.words)
    for other in heard.found.get("thing", ()):
        if other.at >= end:
            return False
        if other.words.casefold().startswith(_GRID) or other.words.casefold() in _BUILDING:
            continue
        apart = other.at + len(other.words) <= cue.at
        if apart and not only_where(heard, other):
            return True
    return False
