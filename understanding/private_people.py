"""Names, and what is told of one person's illness, poverty or guilt."""

import re
from collections.abc import Iterator, Sequence

from understanding.heard import Heard
from understanding.personal import Personal, Span
from understanding.plain import word_set

_HONORS = word_set(
    "pak bu bpk bapak bapa pa buk ibuk ibu ibunda mbah simbah mbok lik lek pakde pakdhe paklik bude budhe bulik yu "
    "kang cak ning mas mbak mba eyang gus nyai mang bi bibi mak emak aki abah ambu teh teteh ceu ceuceu aa akang "
    "uwa uwak haji hj h hajjah kyai kiai kh ustad ustadz ustadzah ust uda uni etek angku datuak inyiak ajo mamak "
    "puang andi daeng dg petta ambo indo acil julak amang busu kai bli pekak dadong jro men amaq inaq papuq mamiq "
    "lalu baiq om tante kaka ade oma opa ompung inang tulang si sdr sdri saudara saudari alm almarhum almarhumah "
    "bhindhara nek nenek kakek bos koh ci cik mami bunda ayah bernama namanya namana jenenge asmane asmanipun "
    "wastane arane aranna nyamana namonyo"
)
_NAMED = re.compile(
    rf"(?<![\w'])(?P<honor>{'|'.join(sorted(_HONORS))})\.?['’]?(?:\s+(?:haji|hj|h)\.?)?\s+(?P<name>[^\W\d_][\w'’-]+)(?![\w*])",
    re.IGNORECASE,
)
_MORE = re.compile(r"\s+(?P<name>[^\W\d_][\w'’-]+)(?!\w)")
_INTRODUCED = re.compile(
    r"\b(?:nama\s*(?:saya|sy|lengkap|ku|kula|kulo|abdi|ambo|titiang|tiang|ulun|kaule|beta)?\s*[:=]?|a\.?\s?n\.?|atas\s+nama|jeneng\s*(?:kula|kulo|ku)|"
    r"jenengku|namaku|aranku|asengku|namo\s+ambo|nami\s+abdi|wasta\s+abdi|perkenalkan(?:\s+(?:saya|nama\s+saya))?)\s+(?P<name>[^\W\d_][\w'’-]+)",
    re.IGNORECASE,
)
_I_FROM = re.compile(
    r"\b(?i:saya|sy|aku|abdi|kula|kulo|ambo|titiang|kaule|ulun|beta)\s+(?P<name>[A-Z][a-z'’]{2,}(?:\s+[A-Z][a-z'’]{2,}){0,2})\s*"
    r"(?:,|\bdari\b|\bdr\b|\bti\b|\bsaking\b|\bwarga\b|\brt\b|\bderi\b|\burang\b|\bketua\b|\bka\b)"
)
_NO_NAME = word_set(
    "rt rw rk kades lurah camat dusun dusung kadus kasun wali jorong klebun guru bidan kader admin min desa bupati "
    "gubernur pkk tpk ustad ustadz dukuh carik bayan sekdes ketua yth tani hamil rumah haji kuwu perbekel kelian "
    "klian kepala sekretaris bendahara modin imam takmir presiden menteri dokter mantri perawat petani nelayan "
    "operator pendamping hakim polisi babinsa lagi juga sama dan yang itu ini saya sy aku kami kita mohon tolong "
    "minta usul mau ada sudah belum tidak jalan semua kalau kapan bisa di ke dari untuk kek dong sih ya nih yo to "
    "lho kok deh lah mah ge atuh kan ah tah nya ibu bapak bapa pak bu pa anak menyusui rumah_tangga muslimat jamaah "
    "penjual kantor staf kasi kaur anggota janda kades2 rtnya rwnya desae kadesnya lurahnya apel keuchik geuchik "
    "datuk penghulu pambakal pembakal kampung kampuang dinas pln pu bpd posyandu paud tk sd smp kah mi ni ji ki"
)
_PUBLIC = re.compile(
    r"\b(?:gang|gg|jalan|jl|jln|masjid|mesjid|musola|musala|mushola|musholla|langgar|surau|pasar|makam|kompleks|sd|smp|ponpes|pondok|tk|paud|posyandu)\.?\s*$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\b(?:rt|rw|rk)\s*[.:]?\s*\d{1,3}(?:\s*/\s*(?:rw\s*)?\d{1,3})?", re.IGNORECASE)
_TEACHES = word_set("penyuluhan pencegahan sosialisasi edukasi pemeriksaan cek posyandu pelatihan")


def people(heard: Heard, places: Sequence[str]) -> Iterator[Span]:
    """Where a person is named, accused, or told to be ill or poor. `places`: names of dusun, never taken for people."""
    names = list(_names(heard, frozenset(places)))
    yield from names
    others = any(span.kind is Personal.NAMA_LAIN for span in names) or bool(heard.n("quarrel"))
    yield from _accused(heard, frozenset(places))
    yield from _ill(heard, others)
    yield from _poor(heard, others)
    if heard.n("aid") and heard.n("own", "errand", "left_out", "kin"):
        yield from _of(heard, "aid", Personal.BANSOS)


def _of(heard: Heard, group: str, kind: Personal | None) -> Iterator[Span]:
    for cue in heard.found.get(group, ()):
        yield Span(cue.at, cue.at + len(cue.words), kind)


def _names(heard: Heard, places: frozenset[str]) -> Iterator[Span]:
    text = heard.text
    given = {cue.at for cue in heard.found.get("given", ())}
    known = {word.at for word in heard.words if word.tongue}
    close = bool(heard.n("quarrel", "ill", "poor", "misuse", "nuisance"))
    for match in _I_FROM.finditer(text):
        if _may_be_name(match["name"].split()[0], places):
            yield Span(match.start("name"), match.end("name"), Personal.NAMA)
    for match in _INTRODUCED.finditer(text):
        at, name = match.start("name"), match["name"]
        if _may_be_name(name, places) and (_capital(name) or at in given or at not in known):
            yield Span(at, _end(text, match.end("name"), places), Personal.NAMA)
    for match in _NAMED.finditer(text):
        at, name = match.start("name"), match["name"]
        if _PUBLIC.search(text[: match.start()]) or not _may_be_name(name, places):
            continue
        plain = match["honor"].casefold() not in _ALSO_WORDS
        unknown = plain and at not in known and (close or _RELATED.search(text[: match.start()]) is not None)
        if _capital(name) or (plain and at in given) or unknown:
            yield Span(match.start("honor"), _end(text, match.end("name"), places), Personal.NAMA_LAIN)


def _capital(word: str) -> bool:
    return word[0].isupper() and not word.isupper()


def _may_be_name(word: str, places: frozenset[str]) -> bool:
    low = word.casefold()
    return len(low) > 2 and low not in _NO_NAME and low not in places and low not in _GREETED


_GREETED = word_set(
    "swastiastu swastyastu wilujeng sugeng maturnuwun matur nuwun terimakasih terima tarimo makasih suwun nuhun"
)
_RELATED = re.compile(
    r"\b(?:rumah\w*|omah\w*|griya\w*|imah\w*|roma\w*|bola\w*|umah\w*|punya\w*|milik\w*|tanah\w*|lahan\w*|sawah\w*|kebun\w*|tetangga\w*|tonggo\w*|tatangga\w*|"
    r"sebelah|depan|belakang|samping|ngarep\w*|mburi\w*|anak\w*|hub\w*|ke|ka|dari|ti|sama|kepada|oleh|warga|perahu\w*|warung\w*|toko|kandang\w*|istri|suami|bernama|hibah)\s+$",
    re.IGNORECASE,
)
_ALSO_WORDS = word_set(
    "h ke men mas si bi bibi pa bpk kai andi lalu om ci ambo indo tulang kaka ade mama mamak mak mbok bos aa busu "
    "ning lek"
)
"""Honours that are everyday words, too: only a capital behind them makes a name."""


def _end(text: str, end: int, places: frozenset[str]) -> int:
    """Behind the further names that follow with a capital, at most two."""
    for _ in range(2):
        match = _MORE.match(text, end)
        if (
            match is None
            or not match["name"][0].isupper()
            or match["name"].isupper()
            or not _may_be_name(match["name"], places)
        ):
            break
        end = match.end()
    return end


def _accused(heard: Heard, places: frozenset[str]) -> Iterator[Span]:
    taken = heard.n("money") and heard.n("taken", "kin", "left_out")
    if not heard.n("misuse", "conduct", "insult") and not taken:
        return
    for span in _of(heard, "official", Personal.TUDUHAN):
        number = _NUMBER.match(heard.text, span.end)
        end = number.end() if number else span.end
        yield Span(span.start, _end(heard.text, end, places), Personal.TUDUHAN)
    if heard.n("council", "look") and not heard.n("official"):
        yield from _of(heard, "misuse", Personal.TUDUHAN)
        yield from _of(heard, "taken", Personal.TUDUHAN)


_NUMBER = re.compile(r"\s?\d{1,3}\b")


def _ill(heard: Heard, others: bool) -> Iterator[Span]:
    if not heard.n("ill") or not (others or heard.n("own")) or (heard.n("usul") and not others):
        return
    kind = Personal.KESEHATAN_LAIN if others else Personal.KESEHATAN
    for span in _of(heard, "ill", kind):
        before = [word.plain for word in heard.words if word.at < span.start][-1:]
        if _TEACHES.isdisjoint(before):
            yield span


def _poor(heard: Heard, others: bool) -> Iterator[Span]:
    mine = {cue.at for cue in heard.found.get("own", ())} & {cue.at for cue in heard.found.get("home", ())}
    own = bool(mine) or (heard.n("own") and not others and not heard.n("usul"))
    if mine and heard.n("want", "errand") and not heard.n("usul"):
        yield from (span for span in _of(heard, "own", Personal.EKONOMI) if span.start in mine)
    elif not (heard.n("poor") and (heard.n("home") or (own and heard.n("ill", "aid", "left_out")))):
        return
    kind = Personal.EKONOMI if own else Personal.EKONOMI_LAIN
    yield from _of(heard, "poor", kind)
    if not own:
        for match in _ADDRESS.finditer(heard.text):
            yield Span(match.start(), match.end(), Personal.ALAMAT)
