"""Where somebody is named or lives: behind a form of address, a word of kinship or "my name is", in any tongue."""

import re
from collections.abc import Iterator, Set

from understanding.heard import Heard
from understanding.personal import Personal, Span
from understanding.plain import word_set

_HONORS = word_set(
    "p dek dik adek ade nduk ndok thole le neng jang ujang nak non mpok encang engkong cang bang abang bpk "
    "pak bu bapak bapa pa buk ibuk ibu ibunda mbah simbah mbok lik lek pakde pakdhe paklik bude budhe bulik yu "
    "kang cak ning mas mbak mba eyang gus nyai mang bi bibi mak emak aki abah ambu teh teteh ceu ceuceu aa akang "
    "uwa uwak haji hj h hajjah kyai kiai kh ustad ustadz ustadzah ust uda uni etek angku datuak inyiak ajo mamak "
    "puang andi daeng dg petta ambo indo acil julak amang busu kai bli pekak dadong jro men amaq inaq papuq mamiq "
    "lalu baiq om tante kaka ade oma opa ompung inang tulang si sdr sdri saudara saudari alm almarhum almarhumah "
    "bhindhara nek nenek kakek bos bah ceuk koh ci cik mami bunda ayah bernama namanya namana jenenge asmane asmanipun "
    "wastane arane aranna nyamana namonyo"
)
_NAMED = re.compile(
    rf"(?<![\w'])(?P<honor>{'|'.join(sorted(_HONORS))})\.?['’]?(?:\s+(?:haji|hj|h)\.?)?\s+(?P<name>[^\W\d_][\w'’-]+)(?![\w*])",
    re.IGNORECASE,
)
_MORE = re.compile(r"\s+(?P<name>[^\W\d_][\w'’-]+)(?!\w)")
_INTRODUCED = re.compile(
    r"\b(?:(?:dari|pengirim|ttd|tertanda|salam|hormat\s+(?:kami|saya))\s*[:.,]|ttd|nama\s*(?:saya|sy|lengkap|ku|kula|kulo|abdi|ambo|titiang|tiang|ulun|kaule|beta)?\s*[:=]?|a\.?\s?n\.?|atas\s+nama|jeneng\s*(?:kula|kulo|ku)|"
    r"jenengku|namaku|aranku|asengku|namo\s+ambo|nami\s+abdi|wasta\s+abdi|perkenalkan(?:\s+(?:saya|nama\s+saya))?)\s+(?P<name>[^\W\d_][\w'’-]+)",
    re.IGNORECASE,
)
_I_FROM = re.compile(
    r"\b(?i:saya|sy|aku|abdi|kula|kulo|ambo|titiang|kaule|ulun|beta)\s+(?P<name>[A-Z][a-z'’]{2,}(?:\s+[A-Z][a-z'’]{2,}){0,2})\s*"
    r"(?i:,|\bdari\b|\bdr\b|\bti\b|\bsaking\b|\bwarga\b|\brt\b|\brw\b|\bdusun\b|\bdsn\b|\bkp\b|\bderi\b|\burang\b|\bketua\b|\bka\b|\bno\b|\bhp\b|\bnik\b|\bumur\b|\d)"
)
_SIGNED = re.compile(
    r"\s*(?P<name>[A-Z][a-z'’]{2,}(?:\s+[A-Z][a-z'’]{2,})?)\s+(?:kampung|kp|rt|rw|dusun|dsn|warga|dari|ti|saking|saka|asal|desa)\b[^:\n]{0,30}:"
)
"""Who begins with a name and a place: "Dulatip kampung Curah: …"."""
_AT_END = re.compile(r"(?:\d{4,}|[.,\n(-])\s*(?:\(|-|~)?\s*(?P<name>[^\W\d_]{3,})\s*[).!]*\s*$")
"""Who signs with a name alone, behind the number or the last stop."""
_IN_OFFICE = re.compile(
    r"\b(?i:rt|rw|kadus|kasun|kades|lurah|carik|bayan|sekdes|modin|kuwu|mandor|ketua|bendahara|operator|tpk)\s+\(?(?P<name>[A-Z][a-z'’]{2,})",
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
ADDRESS = re.compile(r"\b(?:rt|rw|rk)\s*[.:]?\s*\d{1,3}(?:\s*/\s*(?:rw\s*)?\d{1,3})?", re.IGNORECASE)
_DOOR = re.compile(
    r"\b(?:jl|jln|jalan|gg|gang|perum\w*|komplek\w*)\.?\s+[^,;!?\n]{2,40}?[\s,]*\b(?:no|nomor|nomer|nmr)\.?\s*\d{1,3}(?:\s?[a-c])?\b"
    r"|\b(?:rt|rw)\s*[.:]?\s*\d{1,3}(?:\s*/?\s*(?:rw\s*)?\d{1,3})?[\s,]*\b(?:no|nomor|nomer|nmr)\.?\s*(?:rumah\s*)?\d{1,3}\b"
    r"|\b(?:rumah|rmh|omah|imah|griya)\w*\s+(?:no|nomor|nomer|nmr)\.?\s*\d{1,3}(?:\s?[a-c])?\b"
    r"|\bblok\s+[a-z]{1,2}\s?[-/]?\s?\d{0,2}[\s,/]*(?:no|nomor|nomer|nmr)\.?\s*\d{1,3}\b",
    re.IGNORECASE,
)
_KIN = (
    "anak anaknya anake anakna anak'e ana' ana'na anana anaknyo putra putri putu putune cucu cucunya incu istri "
    "temannya kancane kancanya baturna konco istrinya suami suaminya bojo bojone pamajikan salaki bini laki "
    "adik adiknya adine adi kakak kakaknya mertua menantu mantu ponakan keponakan saudara saudaranya sodara "
    "dulur tetangga tetanggaku tetangganya tonggo tonggoku tonggone tatangga tatanggi jiran bayi balita bocah "
    "budak murid warga almarhum almarhumah nenek kakek oma opa pemilik penghuni pelaku "
)
_OF_KIN = re.compile(
    rf"(?<![\w'])(?:{'|'.join(sorted(_KIN.split(), key=len, reverse=True))})"
    r"(?:\s+(?:saya|sy|ku|aku|gw|gue|kulo|kula|abdi|kuring|ambo|wak|awak|kaule|kaula|tiang|ulun|beta|sa|kami|kita|bernama|namanya|nama|si|yg|yang))*"
    r"\s+(?P<name>[A-Z][a-z'’]{2,})(?!\w)"
)
_OWN_KIN = re.compile(
    r"\b(?:istri|isteri|suami|anak|bapak|bapa|bpk|ibu|mamak|mama|emak|mak|mbah|simbah|nenek|kakek|adik|adek|kakak|mertua|menantu|"
    r"mantu|ponakan|keponakan|cucu|putu|incu|orang\s?tua|ortu|sodara|saudara|dulur|bojo|pamajikan|salaki|budak|indung|biang|bini|"
    r"laki|paman|bibi|uwa|uwak|aki|nini|eyang|pakde|bude|lik|ana'|ana|binih|lakeh?|eppa'?|embu'?|amak|apak|abah|ambu|rabi)\s*"
    r"(?:saya|sy|ku|aku|kulo|kula|gw|gue|abdi|kuring|aing|ambo|wak|denai|kaule|kaula|tiang|ulun|beta|sa|dewe|ta)\b"
    r"|\bpun\s+(?:bapa|biang|lanceuk|anak|bojo)\b",
    re.IGNORECASE,
)
"""One's own people: what is told of them is told of a third."""
_THEIR_KIN = re.compile(
    r"\b(?:istri|isteri|suami|anak|bapak|bapa|ibu|mamak|emak|mak|mbah|simbah|nenek|kakek|adik|adek|kakak|mertua|menantu|cucu|putu|incu|"
    r"bojo|pamajikan|salaki|budak|indung|orang\s?tua|ortu|wong\s?tuwa?ne|kolot)(?:nya|nyo|na|e|ne|ipun)\b(?!\s+(?:pada|podo|banyak|akeh|loba|semua|kabeh))"
    r"|\b(?:ada|aya|ono|onok|ana|wonten)\s+(?:warga|tetangga|tatangga|tonggo|janda|rondo|randa|mbah|simbah|nenek|kakek|keluarga|kulawarga|anak|lansia|ibu|wong|murid|budak|bocah|bapak)"
    r"\s+(?:saya|kami|kulo|kula|abdi|kuring|yang|yg|sing|nu|anu|di|ning|neng|nang|ti|rt|janda|tua|tuwa|sepuh|kolot|sebatang|hidup)\b"
    r"|\b(?:1|satu|seorang|sorang|saurang|hiji|siji|setunggal|salah\s?satu(?:nya)?|salasahiji(?:na)?|salah\s?siji(?:ne)?)\s+"
    r"(?:warga|tetangga|tatangga|tonggo|keluarga|kulawarga|kk|anak|lansia|janda|rondo|randa|mbah|ibu|bapak|orang|wong|murid|siswa|rumah\s?tangga|budak|bocah)\b",
    re.IGNORECASE,
)
"""One other person or family, though nobody says the name."""


def own_kin(heard: Heard) -> list[int]:
    """Where the sender's own people are spoken of."""
    return [match.start() for match in _OWN_KIN.finditer(heard.text)]


def one_other(heard: Heard) -> list[int]:
    """Where one person or family is spoken of without a name."""
    return [match.start() for match in _THEIR_KIN.finditer(heard.text)]


def names(heard: Heard, places: frozenset[str], private: bool) -> Iterator[Span]:
    """Names and house numbers. `private`: a matter of one person, so that lower case hides no name."""
    text = heard.text
    given = {cue.at for cue in heard.found.get("given", ())}
    known = {word.at for word in heard.words if word.tongue}
    close = private or bool(heard.n("quarrel", "ill", "health", "poor", "hardship", "misuse", "deed", "nuisance"))
    for match in _DOOR.finditer(text):
        yield Span(match.start(), match.end(), Personal.ALAMAT)
    for match in _I_FROM.finditer(text):
        if _may_be_name(match["name"].split()[0], places):
            yield Span(match.start("name"), match.end("name"), Personal.NAMA)
    for match in _INTRODUCED.finditer(text):
        at, name = match.start("name"), match["name"]
        if _may_be_name(name, places) and (_capital(name) or at in given or at not in known):
            end = last(heard, match.end("name"), places)
            yield Span(at, end, Personal.NAMA)
            if not heard.n("own"):  # somebody else's
                yield Span(at, end, Personal.NAMA_LAIN)
    for match in _OF_KIN.finditer(text):
        at, name = match.start("name"), match["name"]
        if _may_be_name(name, places) and (at in given or at not in known):
            yield Span(at, last(heard, match.end("name"), places), Personal.NAMA_LAIN)
    for match in _NAMED.finditer(text):
        at, name = match.start("name"), match["name"]
        if _PUBLIC.search(text[: match.start()]) or not _may_be_name(name, places):
            continue
        plain = match["honor"].casefold() not in _ALSO_WORDS
        unknown = plain and at not in known and (close or _RELATED.search(text[: match.start()]) is not None)
        if _capital(name) or (plain and at in given) or unknown:
            yield Span(match.start("honor"), last(heard, match.end("name"), places), Personal.NAMA_LAIN)
    signed = _SIGNED.match(text)
    if signed and _may_be_name(signed["name"], places) and signed.start("name") not in known:
        yield Span(signed.start("name"), signed.end("name"), Personal.NAMA)
    last_word = _AT_END.search(text)
    if last_word and last_word.start("name") in given and _may_be_name(last_word["name"], places):
        yield Span(last_word.start("name"), last_word.end("name"), Personal.NAMA)
    if private or close:
        yield from _unknown(heard, places, private)
    if private or heard.n("insult", "misuse"):
        for match in _IN_OFFICE.finditer(text):
            at = match.start("name")
            if _may_be_name(match["name"], places) and (at in given or at not in known):
                yield Span(at, last(heard, match.end("name"), places), Personal.NAMA_LAIN)
    if close:
        yield from _alone(heard, places, known, private)


def _alone(heard: Heard, places: frozenset[str], known: Set[int], private: bool) -> Iterator[Span]:
    """A name with nothing before it, where one person's matter is told: "tolong Suparjo RT 3 stroke"."""
    for cue in heard.found.get("given", ()):
        before = heard.text[: cue.at].rstrip()
        starts = not private and (not before or before[-1] in ".!?:")
        named = (private or _capital(cue.words)) and cue.at not in known and _may_be_name(cue.words, places)
        if named and not starts and not _PUBLIC.search(heard.text[: cue.at]):
            yield Span(cue.at, last(heard, cue.at + len(cue.words), places), Personal.NAMA_LAIN)


def _unknown(heard: Heard, places: frozenset[str], private: bool) -> Iterator[Span]:
    """In a private matter whatever begins with a capital within a sentence and is no word of any tongue.

    In another that tells of illness or want, too, unless it may be the name of a place.
    """
    for word in heard.words:
        if not private and _AFTER_PLACE.search(heard.text[: word.at]):
            continue
        before = heard.text[: word.at].rstrip(" \"'(")
        if word.tongue or not _capital(word.surface) or not before or before[-1] in ".!?:\n" or len(word.surface) < 3:
            continue
        if _may_be_name(word.surface, places) and not _PUBLIC.search(heard.text[: word.at]):
            yield Span(word.at, last(heard, word.at + len(word.surface), places), Personal.NAMA_LAIN)


def _capital(word: str) -> bool:
    return word[0].isupper() and not any(c.isupper() for c in word[1:])  # APBDes is nobody


def _may_be_name(word: str, places: frozenset[str]) -> bool:
    low = word.casefold()
    return len(low) > 2 and low not in _NO_NAME and low not in places and low not in _GREETED


_GREETED = word_set(
    "swastiastu swastyastu wilujeng sugeng maturnuwun matur nuwun terimakasih terima tarimo makasih suwun nuhun"
)
_AFTER_PLACE = re.compile(
    r"\b(?:di|ke|dari|dr|ti|ka|ning|neng|nang|ing|saking|dusun|dsn|dukuh|kampung|kp|lembur|blok|desa|kali|sungai|ci|gunung|gn|bukit|pasir|"
    r"curug|situ|jalan|jln|jl|gang|gg|simpang|kec|kecamatan|kab|kabupaten|kota|pt|cv|toko|warung|sd|sdn|smp|smpn|sma|paud|tpq|kwt|poktan|kelompok|"
    r"nagari|jorong|banjar|pulau|pantai|bumdes|posyandu|puskesmas|polindes|pustu|paguron|perguruan|sanggar|grup|group|klub|tim|yayasan|ponpes|pondok|mts|mi|ma|ra|tk|pos|rt|rw|bulan|hari|merk|merek|program|aplikasi|grup)\.?\s*$",
    re.IGNORECASE,
)
_RELATED = re.compile(
    r"\b(?:rumah\w*|omah\w*|griya\w*|imah\w*|roma\w*|bola\w*|umah\w*|punya\w*|milik\w*|tanah\w*|lahan\w*|sawah\w*|kebun\w*|tetangga\w*|tonggo\w*|tatangga\w*|"
    r"sebelah|depan|belakang|samping|ngarep\w*|mburi\w*|anak\w*|hub\w*|ke|ka|dari|ti|sama|kepada|oleh|warga|perahu\w*|warung\w*|toko|kandang\w*|istri|suami|bernama|hibah)\s+$",
    re.IGNORECASE,
)
_ALSO_WORDS = word_set(
    "h ke men mas si bi bibi pa bpk kai andi lalu om ci ambo indo tulang kaka ade mama mamak mak mbok bos aa busu "
    "ning lek le p dek dik adek ade nak non neng jang bang abang"
)
"""Honours that are everyday words, too: only a capital behind them makes a name."""


def last(heard: Heard, end: int, places: frozenset[str]) -> int:
    """Behind the further names that follow with a capital, at most two."""
    for _ in range(2):
        match = _MORE.match(heard.text, end)
        if (
            match is None
            or not match["name"][0].isupper()
            or match["name"].isupper()
            or not _may_be_name(match["name"], places)
        ):
            break
        end = match.end()
    return end
