"""Is it somebody else's asset? Then the village can only ask for it (DU-RKP)."""

import re

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
    "takmir wc toilet wudu wudhu rombak jamban rehab pugar serambi kas keramik rusak roboh tembok dinding bantuan "
    "bantu kurang bangun miring runtuh kamar "
)
_SMALL = re.compile(
    r"^(?:waduk\s+(?:kecil|desa|cilik|leutik|dusun)|pondok\s+(?:bersalin|baca|wisata|tani|ronda))\b", re.IGNORECASE
)
_REACH = 30
_OWN_BUSINESS = word_set("bumdes perdes koperasi")
_CALLED_ON = re.compile(
    r"\b(?:ku|oleh|sama|dening|dek|biar|minta|mohon|tolong|tulung|iraha|kapan|giliran|desak|dorong|kongkon|suruh|titah|hubungi|kontak|surati|bersurat\s+ke|lapor(?:kan)?\s+(?:ke|ka|nang)?)\s+"
    r"(?:pihak\s+|pa\s+|pak\s+)?(?:pamarentah|pemerintah|pamarentahan|pemda|dinas|kantor)?\s*(?:kabupaten|kab|provinsi|propinsi|prov|pusat|bbws|pln|pdam|pupr|dpu|pu|pemda|pemkab|pemprov|dishub|bina\s*marga|telkomsel|telkom|perhutani|dinkes|disdik)\b"
    r"|\b(?:bbws|pln|pdam|pupr|pemkab|pemprov|pemda|dishub|perhutani|telkomsel|bina\s*marga|dinas\s+\w+)\s+(?:tolong|tulung|kapan|iraha|kudu|harus|kongkon|suruh|turun|mohon|minta|mbok|coba|segera|geura|ndang)\b"
    r"|\b(?:kabupaten|provinsi|pusat)\s+(?:wae|ae|aja|saja|lah)\b",
    re.IGNORECASE,
)
"""Somebody above the village is called on to act."""
_LEARNING = word_set("pelatihan beasiswa les kejar paket putus relawan literasi buta bimbel cermin rambu")
"""Of pupils, and yet no matter of the school building."""
_GRID = ("listri", "sinyal", "tegangan", "setrum")


def somebody_elses(heard: Heard) -> tuple[str, ...]:
    """The words that say so; none where it is the village's own matter."""
    plain = {word.plain for word in heard.words}
    if sent := heard.said("send"):
        return sent
    if called := _CALLED_ON.search(heard.text):
        return (called[0],)
    if not _OWN_BUSINESS.isdisjoint(plain):
        return ()
    for cue in heard.found.get("owner", ()):
        if not only_where(heard, cue, 2):
            return (cue.words,)
    for group in ("kabupaten", "state", "school", "worship"):
        if group == "school" and not _LEARNING.isdisjoint(plain):
            continue
        for cue in heard.found.get(group, ()):
            if _meant_otherwise(heard, cue):
                continue
            built = group in ("kabupaten", "state") or not _BUILDING.isdisjoint(plain)
            on_it = group == "kabupaten" and not _ROADWORK.isdisjoint(plain) and _right_there(heard, cue)
            if built and (on_it or not (only_where(heard, cue) or _after_another(heard, cue))):
                return (cue.words,)
    return ()


_ROADWORK = word_set(
    "lampu trotoar rambu jembatan gorong saluran aspal lubang cermin longsor talud tabrak seberang marka"
)


def _right_there(heard: Heard, cue: Cue) -> bool:
    """On that road itself, not near it or towards it."""
    return [word.plain for word in heard.words if word.at < cue.at][-1:] == ["di"]


def only_where(heard: Heard, cue: Cue, within: int = 1) -> bool:
    """The cue stands behind "near", "to" or "in": it says where, not what."""
    before = [word.plain for word in heard.words if word.at < cue.at]
    return not _BESIDE.isdisjoint(before[-within:])


def _meant_otherwise(heard: Heard, cue: Cue) -> bool:
    """ "smp november" is until November, a small "waduk" a pond, a "pondok bersalin" no boarding school."""
    rest = [word.plain for word in heard.words if word.at >= cue.at]
    return rest[:1] == ["sampai"] or _SMALL.search(heard.text[cue.at : cue.at + _REACH]) is not None


def _after_another(heard: Heard, cue: Cue) -> bool:
    """Some matter of the village was named before it."""
    end = cue.at + len(cue.words)
    if cue.group == "kabupaten" and cue.words.casefold().startswith(("jalan", "dalan", "jln")):
        at = [other.at + len(other.words) for other in heard.found.get("thing", ()) if other.at < cue.at]
        if at and cue.at - max(at) <= 1:  # the bridge of a provincial road
            return False
    for other in heard.found.get("thing", ()):
        if other.at >= end:
            return False
        if other.words.casefold().startswith(_GRID) or other.words.casefold() in _BUILDING:
            continue
        apart = other.at + len(other.words) <= cue.at
        if apart and not only_where(heard, other):
            return True
    return False
