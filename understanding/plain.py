"""Short everyday words: a greeting, thanks, "ya", "batal", "menu". Only a message that says nothing else counts."""

import re
import unicodedata
from enum import StrEnum

LONGEST = 60


class Meaning(StrEnum):
    SALAM = "salam"
    HELLO = "hello"
    THANKS = "thanks"
    YES = "yes"
    NO = "no"
    WHOLE = "whole"
    CANCEL = "cancel"
    BACK = "back"
    AGAIN = "again"
    CHANGE = "change"
    MENU = "menu"
    JOIN = "join"
    HELP = "help"
    PICTURES = "pictures"
    """Only little pictures, as with a sticker."""
    PROPOSE = "propose"
    LIST = "list"
    MINE = "mine"
    """One's own proposals."""
    FIND = "find"
    VOTE = "vote"
    RESULTS = "results"
    PRIORITIES = "priorities"
    OUTCOME = "outcome"
    SCORES = "scores"
    SCHEDULE = "schedule"
    PROFILE = "profile"
    DESK = "desk"
    COUNCIL = "council"
    OFFICERS = "officers"


def word_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_PHRASES: dict[Meaning, str] = {
    Meaning.YES: "selesai, sudah, udah, sampun, rampung, "
    "ya, iya, y, yo, iyo, yoi, yes, ok, oke, okay, okey, siap, boleh, betul, benar, bener, "
    "setuju, lanjut, lanjutkan, teruskan, kirim, kirimkan, nggih, enggih, inggih, njih, injih, muhun, "
    "sumuhun, leres, jadi, ya betul, ya benar, ya kirim, ya setuju, sudah benar, sudah betul, udah "
    "bener, ya ini usulan, ya usulan, ini usulan, buka sekarang, ya jadi, ya boleh, ok siap, oke "
    "siap, siap ok",
    Meaning.NO: "tidak, tdk, tak, gak, ga, nggak, ngga, enggak, engga, ndak, bukan, bkn, bukan usulan, no, "
    "jangan, ora, mboten, henteu, teu, sanes, dudu, belum",
    Meaning.WHOLE: "semua, semuanya, seluruhnya, pilih semua, semua warga, seluruh desa, semua desa, se desa, "
    "sedesa, satu desa, seluruh dusun, semua dusun, se dusun, sedusun, satu dusun, semua rt, kabeh, "
    "sadaya",
    Meaning.CANCEL: "batal, batalkan, dibatalkan, cancel, stop, berhenti, keluar, tidak jadi, tdk jadi, gak jadi, ga "
    "jadi, nggak jadi, ngga jadi, ndak jadi, enggak jadi, ora sido, ora dadi, mboten sios, teu jadi, "
    "tidak usah, gak usah, ga usah",
    Meaning.BACK: "kembali, mundur, balik, back, sebelumnya, bali, salah, eh salah, keliru, kliru, eh keliru, salah "
    "ketik, salah tekan, salah pencet, lepat",
    Meaning.AGAIN: "ulang, ulangi, ulangi lagi, ulangi dari awal, dari awal, mulai lagi, mulai dari awal, kembali ke "
    "awal",
    Meaning.CHANGE: "ubah, ganti, ralat, edit, mau ubah, mau ganti, diubah",
    Meaning.MENU: "menu, menu utama, ke menu, buka menu, kembali ke menu, lihat menu, beranda, tombol",
    Meaning.JOIN: "mulai, start, daftar, mau daftar, saya mau daftar, ikut, mau ikut, saya mau ikut, gabung, mau "
    "gabung, saya mau gabung, pendaftaran, ingin daftar, daftar warga",
    Meaning.HELP: "bantuan, bantu, tolong, help, cara, caranya, bingung, apa, apa ini, ini apa, siapa, ini siapa, "
    "siapa ini, apa itu, apa maksudnya, maksudnya, maksudnya apa, maksud, untuk apa, buat apa, "
    "bagaimana, gimana, gmn, piye, kepiye, pripun, kumaha, bagaimana caranya, gimana caranya, caranya "
    "bagaimana, caranya gimana, tidak paham, gak paham, ga paham, nggak paham, tidak mengerti, gak "
    "ngerti, ora ngerti, ora mudeng, mboten mudeng, teu ngartos, tidak tahu, tidak tau, gak tau, ga "
    "tau, gak tahu, ora eruh, mboten ngertos, teu terang, lupa, iki opo, opo iki, niki nopo, ieu "
    "naon, naon ieu",
    Meaning.PROPOSE: "usul, usulan, mau usul, saya mau usul, mau usulan, ada usul, ada usulan, saya ada usul, usul "
    "baru, usulan baru, punya usul, saya punya usul, sampaikan usulan, mau menyampaikan usulan, saya "
    "mau mengusulkan",
    Meaning.LIST: "daftar usulan, lihat usulan, usulan warga, lihat daftar usulan, lihat daftar",
    Meaning.MINE: "usulan saya, usul saya, usulan sy, usulanku, usulan ku, usulan aku, usulan kulo, usulan kula, "
    "usulane kulo, usulan abdi, usulan kami, punya saya, punyaku, punya sy, milik saya, gadhah kula, "
    "gadhah kulo, gaduh abdi, daftar usulan saya, lihat usulan saya, cek usulan saya, mana usulan saya, "
    "usulan saya mana, usulan saya pripun, usulan saya piye, usulan saya kumaha, usulan saya bagaimana, "
    "usulan saya gimana, usulan saya sampai mana, usulan saya sudah sampai mana, kabar usulan saya, "
    "bagaimana usulan saya, gimana usulan saya, status usulan saya, nomor usulan saya, usulan kulo "
    "pripun, usulan punya saya",
    Meaning.FIND: "cari, cari usulan, mencari usulan, mau cari usulan, temukan usulan",
    Meaning.VOTE: "suara, beri suara, surat suara, pilih, memilih, mau pilih, mau memilih, nyoblos, coblos, jajak "
    "pendapat",
    Meaning.RESULTS: "hasil, hasilnya, lihat hasil, hasil jajak pendapat, hasil keputusan, lihat hasil keputusan, "
    "keputusan, hasil musyawarah, hasil rapat, hasil suara, hasil pemungutan suara, pengumuman",
    Meaning.PRIORITIES: "daftar prioritas, prioritas, lihat daftar prioritas, lihat prioritas, urutan prioritas, "
    "urutan usulan",
    Meaning.OUTCOME: "isi rencana, lihat isi rencana, lihat rencana, rencana desa, rencana kerja desa, rkp, rkp desa, "
    "isi rkp, tujuan usulan",
    Meaning.SCORES: "nilai, nilai tim, semua nilai, lihat nilai, daftar nilai, hasil penilaian, nilai usulan",
    Meaning.SCHEDULE: "jadwal, jadwalnya, lihat jadwal, jadwal musyawarah, jadwal rapat, jadwal musdes, kapan "
    "musyawarah, kapan rapat, kapan musdes",
    Meaning.PROFILE: "profil, data, data saya, profil saya",
    Meaning.DESK: "kelola, meja kerja",
    Meaning.COUNCIL: "bpd, meja bpd",
    Meaning.OFFICERS: "pejabat, daftar pejabat, daftar petugas, perangkat desa",
}
_MEANT = {phrase.strip(): meaning for meaning, phrases in _PHRASES.items() for phrase in phrases.split(",")}

ADDRESSES = word_set(
    "pak bu bapak ibu min admin mimin kak kakak mas mbak mba bang gan bos bro sis pakde bude lik kang teh lurah kades "
    "kader rembuk bot ya yah nih dong deh kok to tah sih semua semuanya sekalian warga"
)
SALAM = re.compile(r"a+s+\w{0,3}al+a+m\w*|wa+laikum\w*|aslm\w*|asslm\w*|askum|ass|samlekum|salam")
_SALAM_REST = word_set("alaikum alaykum wr wb warahmatullahi warohmatullahi wabarakatuh wabarokatuh")
GREETINGS = word_set(
    "p pp halo hallo alo helo hello hai hay hi hei hey permisi misi punten nuwun kulonuwun sampurasun pagi siang sore "
    "malam petang enjing sonten dalu wengi tes test ping swastiastu swastyastu shalom horas"
)
_GREETINGS_REST = word_set("selamat slamat met sugeng wilujeng sewu kulo om apa kabar") | _SALAM_REST
_THANKS = word_set(
    "terima terimakasih trimakasih trima makasih makasi mksh mksih maaciw tks thx thanks trims suwun nuhun mantap sip "
    "sipp alhamdulillah"
)
_THANKS_REST = word_set("kasih banyak banget matur hatur nuwun sanget pisan sudah atas bantuannya infonya")
_HANDS = {"👍": Meaning.YES, "👌": Meaning.YES, "🙏": Meaning.THANKS, "🙂": Meaning.PICTURES}


def meaning(text: str) -> Meaning | None:
    """What a short message means; None when it says more than that."""
    if not text.strip() or len(text) > LONGEST:
        return None
    if not any(c.isalnum() or unicodedata.category(c).startswith("M") for c in text.replace("\ufe0f", "")):
        return _signs(text)
    words = words_of(text)
    if not words:
        return None
    if found := _MEANT.get(" ".join(words)):
        return found
    core = _without_address(words)
    if found := _MEANT.get(" ".join(core)):
        return found
    return _courtesy(core)


def _signs(text: str) -> Meaning | None:
    """Question marks, a thumb, folded hands, a face."""
    plain = text.strip()
    if set(plain) <= set("?!. "):
        return Meaning.HELP if "?" in plain else None
    if any(unicodedata.category(c) in ("So", "Sk") for c in plain) and len(plain) <= 12:
        return _HANDS.get(plain[0], Meaning.PICTURES)
    return None


def words_of(text: str) -> list[str]:
    """Lower case, no signs, no drawn-out letters: "Makasiiih, Pak!" → makasih pak."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = re.sub(r"['’`]", "", plain)
    return re.sub(r"([^\W\d_])\1{2,}", r"\1", re.sub(r"[\W_]+", " ", plain)).split()


def _without_address(words: list[str]) -> list[str]:
    core = list(words)
    while len(core) > 1 and core[-1] in ADDRESSES:
        core.pop()
    while len(core) > 1 and core[0] in ADDRESSES:
        core.pop(0)
    return core


def _courtesy(words: list[str]) -> Meaning | None:
    """Thanks and greetings, when every word belongs to them."""
    said = [word for word in words if word not in ADDRESSES]
    if _all(said, _THANKS, _THANKS_REST) or said in (["matur", "nuwun"], ["hatur", "nuhun"], ["sama", "sama"]):
        return Meaning.THANKS
    if not said or not all(w in GREETINGS or w in _GREETINGS_REST or SALAM.fullmatch(w) for w in said):
        return None
    if any(SALAM.fullmatch(word) for word in said) or not set(said).isdisjoint(_SALAM_REST):
        return Meaning.SALAM
    return Meaning.HELLO if not set(said).isdisjoint(GREETINGS) or said == ["apa", "kabar"] else None


def _all(words: list[str], core: frozenset[str], rest: frozenset[str]) -> bool:
    return not core.isdisjoint(words) and all(word in core or word in rest for word in words)


_NO_NAME = word_set(
    "di ke yang untuk mohon tolong minta rusak mati perlu sudah belum saya kami mau tanya usul jalan lampu umur tahun "
    "thn besok jam"
)
_MINE = word_set("saya sy ku aku dusunku rtku rumahku sini kene riki dieu")
_AGE = re.compile(r"(?:umur|umure|usia|yuswa)\D{0,12}(\d{1,3})\b|\b(\d{1,3})\s*(?:tahun|thn|th|taun)\b", re.IGNORECASE)


def may_be_name(text: str) -> bool:
    """Could this be somebody's name, rather than a question or a sentence?"""
    words = text.casefold().split()
    if "?" in text or len(words) > 7:
        return False
    if len(words) > 1 and not _NO_NAME.isdisjoint(words):
        return False
    return len(words) < 4 or not any(c.isdigit() for c in text)


def age(text: str) -> int | None:
    """Years that somebody says to be old: "umur 58", "58 tahun"."""
    found = {first or second for first, second in _AGE.findall(text[:200])}
    return int(found.pop()) if len(found) == 1 else None


def mine(text: str) -> bool:
    """ "dusun saya", "rt ku", "sini": where the speaker lives."""
    words = set(words_of(text))
    return len(words) <= 4 and not words.isdisjoint(_MINE)
