"""Where a message speaks of: dusun, RW, RT, a landmark or the whole village; slips of the finger are forgiven."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from understanding.dictionary import ordinary
from understanding.ground import Ground, Key
from understanding.numbers import ROMAN, SAID
from understanding.plain import word_set
from understanding.slips import slips
from understanding.tongue import Word

_TOKEN = re.compile(r"[^\W_]+")
_AT = word_set(
    "di d ning neng nang ing wonten ndek nek ring ri e dusun dsn ds dukuh padukuhan kampung kampuang kp kmp jorong "
    "korong banjar lingkungan lembur warga tiyang wong urang untuk utk kanggo buat bwt jang wilayah daerah kawasan "
    "posyandu paud pos rt rw"
)
_WAY = word_set(
    "dari dr ti saking soko seko saka teka deri sampai sampe smp sampek tekan dugi nepi hingga ke ka menuju arah "
    "nuju maring menyang jurusan antara antarane tembus lewat"
)
_NOT_THERE = word_set("bukan bkn dudu udu sanes lain duduk banne bukang")
_COMPARED = word_set(
    "jangan jgn jan ojo aja ulah tong jha doang tok seperti kaya kayak kyk koyo kados jiga siga kawas kalah iri "
    "dibanding banding tetangga"
)
_NEAR = word_set(
    "simpang jalan gang saluran gorong depan dekat samping sebelah belakang pinggir seberang sekitar muka dari antara "
    "sampai arah ke sisi"
)
_HAS_ONE = word_set(
    "jalan jln dalan gang masjid mesjid musola mushola musholla langgar surau gereja pura sd sdn mi pasar lapangan "
    "balai makam "
    "kuburan jembatan kreteg kali sungai irigasi embung mck tpq madrasah polindes bendungan dam waduk sawah blok "
    "hutan smp sma"
)
"""What is called after its dusun."""
_KNOWN_BY = word_set("dusun dsn dukuh padukuhan kampung kampuang kp kmp jorong korong banjar lingkungan lembur")
_NUMBERED = "dusun "
"""Before the number of a dusun that has no other name."""
_IN_ONE = re.compile(r"([a-z]+)0*(\d{1,2})")
_ENDINGS = ("", "e", "ne", "na", "nya", "an", "ku", "kita", "a")
_STARTS = ("di", "ke", "ka", "ning", "nang", "dsn", "dusun", "kp")
INSTEAD = re.compile(
    r"\b(?:bukan|bkn|dudu|udu|sanes|lain|banne|salah)\b[^.!?\n]{1,60}?\b(?:tapi|tp|tpi|nanging|tapine|melainkan|tape|"
    r"ning|ningen|(?:yang|yg|sing|anu|nu)\s+(?:benar|bener|betul|leres)|(?:se)?harus(?:nya|e)|kudune|kuduna|maksud(?:nya|e|ku)?)\b",
    re.IGNORECASE,
)
_PLACES = re.compile(
    r"\b(?P<kind>rt|rw|rk|erte|erwe)(?:ne|nya|na)?[ .:\-]{0,2}(?:0*(?P<n>\d{1,3})(?!\d)|(?P<said>[a-z']{3,9})\b)"
    r"(?:\s?[/\-]\s?0*(?P<more>\d{1,2})(?!\d))?",
    re.IGNORECASE,
)
_PAIR = re.compile(r"\brt\s*[/-]\s*r[wk][ .:]*0*(\d{1,2})\s*[/\-. ]\s*0*(\d{1,2})\b", re.IGNORECASE)
_WHOLE = re.compile(
    r"\b(?:se|sa|sak)[ \-]?(?:desa|disa|kampung|nagari|gampong)(?:na|e|an)?\b|\b(?:seluruh|semua|kabeh|sakabeh|sadaya|"
    r"sedaya|kabbi|sado|sadonyo|maneng|tiap|setiap|saban|unggal|tiok|antar|lintas|sagala)\s+(?:warga\s+|masyarakat\s+)?"
    r"(?:desa|dusun|rw|rt|jorong|banjar|kampung|nagari)\b|\b(?:tingkat|anggaran|kas)\s+desa\b|"
    r"\b(?:kantor|kantore|balai|website|web|aplikasi|profil|monografi|peta|batas|gapura|ambulan\w*|ambulance|perangkat|"
    r"perpustakaan|lumbung|lapangan|pasar|bale|bala|gong|gamelan|saron|perdes|sid|radio|tenda|terop|kursi|genset|toa|"
    r"arsip|monografi|aset|inventaris|operator|karang\s+taruna|kader|bersih|merti|sedekah|ruwat|hajat|tanah\s+kas|tanah\s+carik|tanah\s+bengkok|bersalin|lelang|hari\s+jadi|"
    r"hut|bumdes|koperasi|damkar|tpa|tpst|website|aula|gedung)\s+(?:desa|nagari)\b|\bperdes\b|\b(?:honor|insentif|gaji|upah)\w*\s+(?:pa|pak|para|ketua)?\s*(?:rt|rw)\b(?!\s*\.?\s*\d)|"
    r"\brt\s*[,/]?\s*rw\s+(?:disuruh|dikasih|diberi|sekarang|cuma|mung|ngan)|\b(?:mbok|mbokyao|kudune|kuduna|harusnya|mestinya|coba)\s+(?:desa|deso)\b|\bdesa\s+(?:nganggar\w+|menganggarkan|menyediakan|nyediakeun|nyediakke|nyediani|mbantu\w*|boga|punya|duwe|nduwe|gadhah|gaduh|kudu|harus|butuh|perlu|belum\s+punya|durung\s+duwe)\b|\bmobil\s+(?:siaga|jenazah|desa)\b|\bdesa\s+(?:kita|kami|iki|ini|ieu|urang|awak|"
    r"awake)\b|\bjalan\s+(?:raya\s+)?(?:kabupaten|kab|provinsi|propinsi|negara|nasional|kecamatan)\b|\bdi\s+desa\b|\b(?:desa|nagari)(?:ta|ku|ne|e)\b|"
    r"\bnagari\s+(?:ko|awak|kito|kami|ambo)\b|\b(?:kantor|kantua)\s+(?:wali|kades|kuwu|lurah|perbekel|camat|keuchik)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Place:
    """`words` led to it; there are none where it is only the sender's own dusun."""

    dusun: Key | None
    whole_village: bool = False
    rt: str | None = None
    rw: str | None = None
    landmark: str | None = None
    words: tuple[str, ...] = ()


def place_of(text: str, words: Sequence[Word], ground: Ground) -> Place:
    """By name; else by RW, landmark, RT; else the whole village where it is spoken of; else the sender's own."""
    meant = text[match.end() :] if (match := INSTEAD.search(text)) else text
    rts, rws, numbered = _numbered(meant)
    if not rts and not rws and meant is not text:
        rts, rws, numbered = _numbered(text)
    rt = rts[0] if len(set(rts)) == 1 else None
    rw = rws[0] if rws else None
    landmark, at = _landmark(text, ground)
    found = _named(text, meant, ground)
    if found and len({key for key, _ in found}) < 3:
        return Place(found[0][0], False, rt, rw, landmark, tuple(word for _, word in found) + numbered)
    by_rw = list(dict.fromkeys(ground.rw[n] for n in rws if n in ground.rw))
    if by_rw:
        key = ground.own if ground.own in by_rw else by_rw[0]
        return Place(key, False, rt, rw, landmark, numbered)
    if landmark is not None:
        return Place(at, False, rt, rw, landmark, (landmark,))
    if found or (whole := _of_all(text, words) or _village(text, ground.name)):
        return Place(None, True, rt, rw, None, tuple(w for _, w in found) if found else (whole,))
    return Place(_by_rt(rts, ground), False, rt, rw, None, numbered)


def _of_all(text: str, words: Sequence[Word]) -> str:
    """What speaks of the whole village: "se-desa", the office, a kabupaten road; not "in front of the village hall"."""
    for match in _WHOLE.finditer(text):
        before = [word.plain for word in words if word.at < match.start()][-1:]
        if _NEAR.isdisjoint(before):
            return match[0]
    return ""


def _village(text: str, name: str) -> str:
    match = re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE) if name else None
    return match[0] if match else ""


def _by_rt(rts: list[str], ground: Ground) -> Key | None:
    """An RT that the sender's own dusun does not have, and only one other has."""
    if not rts or rts[0] in ground.rts.get(ground.own, rts):  # type: ignore[arg-type]
        return ground.own
    there = [key for key, known in ground.rts.items() if rts[0] in known]
    return there[0] if len(there) == 1 else ground.own


def _numbered(text: str) -> tuple[list[str], list[str], tuple[str, ...]]:
    """(RTs, RWs, the words that say so)."""
    rts, rws, words = [], [], []
    for match in _PAIR.finditer(text):
        rts.append(f"{int(match[1]):02}")
        rws.append(f"{int(match[2]):02}")
        words.append(match[0])
    for match in _PLACES.finditer(text):
        digits = match["n"] or SAID.get((match["said"] or "").lower())
        if digits is None or not 0 < int(digits) < 100:
            continue
        kind = match["kind"].lower()
        (rts if kind in ("rt", "erte") else rws).append(f"{int(digits):02}")
        if match["more"] and kind in ("rt", "erte") and "/" in match[0]:
            rws.append(f"{int(match['more']):02}")
        words.append(match[0])
    return rts, rws, tuple(words)


def _landmark(text: str, ground: Ground) -> tuple[str | None, Key | None]:
    plain = " ".join(_TOKEN.findall(text.casefold()))
    for name, key in sorted(ground.landmarks.items(), key=lambda item: -len(item[0])):
        if f" {' '.join(_TOKEN.findall(name.casefold()))} " in f" {plain} ":
            return name, key
    return None, None


def _named(text: str, meant: str, ground: Ground) -> list[tuple[Key, str]]:
    """The dusun that the text names, the likeliest first, with the words as typed."""
    found = list(_mentions(meant, ground))
    if not found and meant is not text:
        found = list(_mentions(text, ground))
    best: dict[Key, tuple[float, str]] = {}
    for key, weight, word in found:
        if weight > best.get(key, (0.0, ""))[0]:
            best[key] = (weight, word)
    order = sorted(best, key=lambda key: -best[key][0] - 0.2 * (key == ground.own))
    return [(key, best[key][1]) for key in order]


def _mentions(text: str, ground: Ground) -> Iterator[tuple[Key, float, str]]:
    tokens = [(m[0].casefold(), m.start(), m.end()) for m in _TOKEN.finditer(text)]
    names = _names(tuple(ground.dusun.items()))
    at = 0
    while at < len(tokens):
        for count in (3, 2, 1):
            joined = _joined([word for word, _, _ in tokens[at : at + count]])
            before = [word for word, _, _ in tokens[max(0, at - 2) : at]]
            key = _which(joined, count, names, before, ground.own) if at + count <= len(tokens) else None
            if key is not None:
                surface = text[tokens[at][1] : tokens[at + count - 1][2]]
                yield key, _weight(before), surface
                at += count - 1
                break
        at += 1


def _joined(words: list[str]) -> str:
    """Words in one piece; "Dusun III", "dsn 3", "dusun tiga" and "dsn3" are one name."""
    number = _number(words[1]) if len(words) == 2 and words[0] in _KNOWN_BY else None
    if len(words) == 1 and (match := _IN_ONE.fullmatch(words[0])) and match[1] in _KNOWN_BY:
        number = match[2]
    if number is not None:
        return _NUMBERED + number
    return "".join(ROMAN.get(word, word) if i else word for i, word in enumerate(words))


def _number(word: str) -> str | None:
    return str(int(word)) if word.isdecimal() else ROMAN.get(word) or SAID.get(word)


def _weight(before: list[str]) -> float:
    last = before[-1] if before else ""
    if not _NOT_THERE.isdisjoint(before):
        return 0.0
    if not _COMPARED.isdisjoint(before):
        return 0.0
    return 2.0 if last in _AT else 0.7 if last in _WAY else 1.0


@lru_cache(64)
def _names(dusun: tuple[tuple[Key, str], ...]) -> Mapping[str, tuple[Key, int]]:
    """Every way a name is written in one piece → its dusun, and how many words that takes at least."""
    ways: dict[str, tuple[Key, int]] = {}
    firsts: dict[str, list[Key]] = {}
    for key, name in dusun:
        words = [ROMAN.get(word, word) if i else word for i, word in enumerate(_TOKEN.findall(name.casefold()))]
        if len(words) == 2 and words[0] in _KNOWN_BY and words[1].isdigit():
            ways[_NUMBERED + words[1]] = (key, 2)
            continue
        if len(words) > 1 and words[0] in _KNOWN_BY:
            words = words[1:]
        ways["".join(words)] = (key, len(words))
        if len(words) > 1:
            for word in words:
                firsts.setdefault(word, []).append(key)
    for word, keys in firsts.items():
        if len(keys) == 1 and len(word) >= 5 and word not in ways and not ordinary(word):
            ways[word] = (keys[0], 1)
    return ways


def _named_so(before: str, name: str) -> bool:
    """Does the word before it say that an everyday word is meant as a name?"""
    return before in _KNOWN_BY or (name not in _HAS_ONE and (before in _AT or before in _HAS_ONE))


def _which(
    joined: str, count: int, names: Mapping[str, tuple[Key, int]], before: list[str], own: Key | None
) -> Key | None:
    if joined in names:
        key, words = names[joined]
        if count == 1 and words == 1 and key != own and ordinary(joined):  # a dusun called Pasar; and the market
            return key if before and _named_so(before[-1], joined) else None
        return key
    if len(joined) < 5 or (count == 1 and ordinary(joined)):
        return None
    for name, (key, words) in names.items():
        if count > words + 1 or name.startswith(_NUMBERED):
            continue
        if joined.startswith(name[:1]) and any(joined == name + ending for ending in _ENDINGS):
            return key
        if count == 1 and any(joined == start + name for start in _STARTS):
            return key
    return _slipped(joined, names)


def _slipped(joined: str, names: Mapping[str, tuple[Key, int]]) -> Key | None:
    """The one name that a slip or two make of it."""
    close: list[tuple[int, Key]] = []
    for name, (key, _) in names.items():
        if name.startswith(_NUMBERED):
            continue
        most = 2 if len(name) >= 9 else 1 if len(name) >= 5 else 0
        if name[-1:].isdigit() != joined[-1:].isdigit() or not most:
            continue
        far = slips(joined, name, most)
        if far <= most and (name[0] == joined[0] or far == 1):
            close.append((far, key))
    close.sort(key=lambda item: item[0])
    if not close or (len(close) > 1 and close[0][0] == close[1][0] and close[0][1] != close[1][1]):
        return None
    return close[0][1]
