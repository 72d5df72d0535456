"""Three scenes of the living village, played with real presses; whoever plays them may look at the telling moments."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, expect

from bot.demo import cast
from tests.browser.village import Visitor

DIMAS, WATI, AGUS, RINI, DARMO, SARI = (
    part.name for part in (cast.DIMAS, cast.WATI, cast.AGUS, cast.RINI, cast.DARMO, cast.SARI)
)
GRANDMOTHER = cast.GRANDMOTHER.name
DIGITS = 4
PICKED = re.compile(r"^✅ \d")
HERS, HIS = "Saluran irigasi", "Air bersih"
"""What the grandmother votes for, and her grandson."""
HELPED = (
    ("Mbah Karsinem", "Karsinem", "S-01", "Air bersih"),
    ("wiryo", "Wiryo Utomo", "S-02", "Posyandu"),
    ("Suparmi", "Suparmi", "S-03", "Air bersih"),
)
"""The name as the kader types it and as the list has it, the number of the slip, what the neighbour wants."""
PATH = "Jalan setapak di Krajan RT 02 licin kalau hujan"
SECRETARY = {
    "Undangan dan grup": (
        "📨 Undang warga", "🪪 Kartu keluarga", "📋 Daftar penduduk", "Hubungkan grup warga", "🚪 Pintu grup",
        "📣 Siarkan kabar",
    ),
    "Rencana dan musim": ("📅 Musim usulan", "🏅 Daftar prioritas", "🗂 Isi rencana"),
    "Musyawarah": (
        "📅 Undangan musyawarah", "📒 Daftar hadir dan risalah", "🗳 Buka jajak pendapat", "Tutup jajak pendapat",
        "📊 Siapa yang sudah didengar",
    ),
    "Jabatan": ("Angkat petugas", "Daftar pejabat", "Istilah setempat"),
}  # fmt: skip
"""All that the village office may do at the desk, and nothing of a kader, an operator or the council."""
Look = Callable[[str], None]


def unseen(moment: str) -> None:
    """Nobody looks."""


@dataclass
class Hand:
    """Holds one phone: reads what came last, types, and presses."""

    visitor: Visitor
    name: str

    def __post_init__(self) -> None:
        self.takes()

    def takes(self) -> None:
        """Take the phone up, perhaps again after another was in use."""
        self.visitor.opens(self.name)
        expect(self.phone).to_have_attribute("aria-label", f"Telepon {self.name}")

    @property
    def phone(self) -> Locator:
        return self.visitor.page.locator("section.chosen")

    @property
    def rows(self) -> Locator:
        return self.phone.locator(".log .row")

    def sees(self, *words: str) -> None:
        """The newest message says that."""
        for part in words:
            expect(self.rows.last).to_contain_text(part)

    def says(self, text: str) -> None:
        self.phone.locator("textarea").fill(text)
        self.phone.locator(".send").click()

    def presses(self, label: str, about: str = "") -> None:
        """A button of the newest message, once that has it; or of the newest that also says `about`."""
        row = self.rows.filter(has_text=about).last if about else self.rows.last
        row.locator(".key").filter(has_text=label).first.click()

    def menu(self, label: str) -> None:
        """A button of the board under the chat; on a small phone it is shown first and put away afterwards."""
        board, opener = self.phone.locator(".board"), self.phone.get_by_label("Tampilkan papan tombol")
        hidden = not board.is_visible()
        if hidden:
            opener.click()
        board.locator("button").filter(has_text=label).click()
        if hidden and board.is_visible():
            opener.click()

    def desk(self, section: str) -> None:
        self.menu("Meja kerja")
        self.sees("Pilih bagian")
        self.presses(section)
        self.sees(section, "Pilih yang ingin")

    def taps(self, digits: str, before: int = 0) -> None:
        """On the keypad, one digit after the other, as its dots fill; `before` digits are there already."""
        for n, digit in enumerate(digits, before + 1):
            self.rows.last.locator(".key").get_by_text(digit, exact=True).click()
            if n < DIGITS:
                self.sees(" ".join("●" * n + "○" * (DIGITS - n)))

    def is_told(self, words: str) -> None:
        """A box says why that press did nothing."""
        box = self.visitor.page.locator("dialog[open]")
        expect(box).to_contain_text(words)
        box.locator("button").click()


def grandmother(visitor: Visitor, look: Look = unseen) -> None:
    """She votes on her grandson's phone with her PIN. He gets neither her ballot to see nor her vote to change."""
    hers, phone = cast.PINS[cast.GRANDMOTHER], Hand(visitor, DIMAS)
    phone.presses("Buka surat suara", about=f"Hanya {GRANDMOTHER}")
    phone.is_told(f"Masukkan dulu PIN {GRANDMOTHER}")
    phone.sees(f"Masukkan PIN {GRANDMOTHER}")
    phone.taps(hers[:2])
    look("nenek-pin")
    phone.taps(hers[2:], before=2)
    phone.sees(f"👤 {GRANDMOTHER}", f"Hanya {GRANDMOTHER}")
    expect(phone.rows.filter(has_text="Masukkan PIN")).to_have_count(0)  # the keypad has gone from the chat
    phone.presses("Buka surat suara", about=f"Hanya {GRANDMOTHER}")
    phone.presses(HERS)
    phone.sees("Pilihan Bapak/Ibu: nomor 2")
    expect(phone.phone.locator(".toast")).to_contain_text("Sesudah selesai, tutup surat suaranya")
    look("nenek-memilih")
    phone.presses("Tutup surat suara")
    phone.sees(f"Hanya {GRANDMOTHER}")
    _grandson(phone, look)
    phone.presses("Buka surat suara", about=f"Hanya {GRANDMOTHER}")
    phone.is_told(f"Masukkan dulu PIN {GRANDMOTHER}")
    phone.taps(hers)
    phone.sees(f"Hanya {GRANDMOTHER}")
    expect(phone.rows.filter(has_text="salah dimasukkan 1 kali")).to_have_count(1)
    phone.presses("Buka surat suara", about=f"Hanya {GRANDMOTHER}")
    phone.sees("Pilihan Bapak/Ibu: nomor 2")
    phone.presses("Tutup surat suara")


def _grandson(phone: Hand, look: Look) -> None:
    """The phone is his again: he tries her ballot with his own PIN, and then votes for himself."""
    his = cast.PINS[cast.DIMAS]
    phone.says("/profil")
    phone.presses("Ganti orang")
    phone.sees("Siapa yang bicara sekarang?")
    phone.presses(DIMAS, about="Siapa yang bicara")
    phone.taps(his)
    phone.sees(f"Sekarang {DIMAS} yang bicara")
    phone.presses("Buka surat suara", about=f"Hanya {GRANDMOTHER}")
    phone.is_told(f"Masukkan dulu PIN {GRANDMOTHER}")
    phone.taps(his)
    phone.sees("PIN itu belum cocok", f"Masukkan PIN {GRANDMOTHER}")
    expect(phone.phone.locator(".log")).not_to_contain_text("Pilihan Bapak/Ibu")
    expect(phone.phone.locator(".key").filter(has_text=PICKED)).to_have_count(0)
    look("cucu-ditolak")
    phone.presses("Orang lain", about="PIN itu belum cocok")
    phone.sees("Siapa yang bicara sekarang?")
    phone.presses("Buka surat suara", about=f"Hanya {DIMAS}")
    opened = "Tiap sentuhan langsung tercatat"
    ballot = phone.rows.filter(has_text=opened)
    expect(ballot).to_contain_text("Bapak/Ibu belum memilih")
    phone.presses(HIS, about=opened)
    expect(ballot).to_contain_text("Pilihan Bapak/Ibu: nomor 4")
    phone.presses("Tutup surat suara", about=opened)
    expect(ballot).to_have_count(0)


def kader(visitor: Visitor, look: Look = unseen) -> None:
    """Bu Wati writes down a proposal of one neighbour without a phone, and helps three of them to vote."""
    wati = Hand(visitor, WATI)
    wati.desk("Warga")
    typed, name, _, _ = HELPED[0]
    _found(wati, typed, name)
    wati.presses("Sampaikan usulan")
    wati.sees(f"Bacakan kepada {name}", "Tertulis bahwa kader membantu")
    wati.presses("Ya, setuju")
    wati.sees("Berapa nomor lembarnya?")
    wati.says("U-01")
    wati.sees(f"Apa usulan {name}?")
    wati.says(PATH)
    wati.presses("Lansia dan difabel")
    wati.sees(f"Atas nama: {name}, lembar U1")
    wati.presses("Ya, kirim")
    wati.sees(f"Usulan {name} menjadi nomor 7")
    for place, helped in enumerate(HELPED):
        _votes(wati, *helped, look=(unseen, unseen, look)[place], used="" if place == 0 else HELPED[place - 1][2])
    wati.desk("Warga")
    wati.presses("Bantu warga tanpa HP")
    wati.sees("Karsinem: usulan nomor 7", "Karsinem: memberi suara", "Wiryo Utomo: memberi suara", "Lembar S3")
    look("kader-daftar")
    sari = Hand(visitor, SARI)
    sari.says("usulan 7")
    sari.sees(PATH, "kader")
    expect(sari.rows.last).not_to_contain_text(name)


def _found(wati: Hand, typed: str, name: str) -> None:
    wati.presses("Bantu warga tanpa HP")
    wati.presses("Bantu seorang warga")
    wati.sees("Siapa yang Bapak/Ibu bantu?")
    wati.says(typed)
    wati.presses(f"{name}, RT 02")


def _votes(wati: Hand, typed: str, name: str, slip: str, wish: str, look: Look, used: str) -> None:
    """`used`: the number of a slip that the kader types by mistake once more."""
    wati.desk("Warga")
    _found(wati, typed, name)
    wati.presses("Beri suara")
    wati.sees(f"Bacakan kepada {name}", "Kader ikut tahu pilihan itu")
    look("kader-persetujuan")
    wati.presses("Ya, setuju")
    wati.sees("Berapa nomor lembarnya?")
    if used:
        wati.says(used)
        wati.sees("sudah dipakai")
    wati.says(slip)
    wati.sees(f"Surat suara untuk {name}", "Dibantu kader", "Belum ada pilihan")
    wati.presses(wish)
    wati.sees("Pilihannya: nomor")
    look("kader-surat-suara")
    wati.presses("Selesai, kunci")
    wati.sees(f"Suara {name} sudah terkunci")


def secretary(visitor: Visitor, look: Look = unseen) -> None:
    """Pak Agus hands his office over to Bu Rini with her letter of appointment, and Pak Darmo of the BPD agrees."""
    agus = Hand(visitor, AGUS)
    agus.desk("Jabatan")
    agus.presses("Daftar pejabat")
    agus.presses(AGUS)
    agus.presses("Serah terima")
    agus.sees("Teruskan tautan ini kepada pengganti")
    agus.rows.last.locator("a").click()
    visitor.page.click(f"dialog[open] button:has-text('{RINI}')")
    rini = Hand(visitor, RINI)
    _introduced(rini, look)
    rini.menu("Meja kerja")
    rini.sees("Meja kerja Desa Sumberagung")
    look("sekretaris-meja")
    for section, tools in SECRETARY.items():
        rini.desk(section)
        assert tuple(rini.rows.last.locator(".key").all_inner_texts()) == tools
    rini.says("/bpd")
    rini.sees("Meja BPD hanya untuk anggota BPD")
    agus.takes()
    _letter(agus, look)
    darmo = Hand(visitor, DARMO)
    darmo.menu("Meja BPD")
    darmo.sees(f"{RINI} diangkat sementara sebagai Perangkat desa")
    look("sekretaris-bpd")
    darmo.presses("Sahkan")
    darmo.sees("sudah disahkan")
    rini.takes()
    rini.sees("sudah disahkan")
    rini.says("/pejabat")
    rini.sees(f"Perangkat desa: {RINI}")
    expect(rini.rows.last).not_to_contain_text(f"Perangkat desa: {AGUS}")
    agus.takes()
    agus.sees("sudah berakhir", "sudah serah terima")
    agus.menu("Meja kerja")
    agus.sees("Meja kerja hanya untuk petugas desa")


def _introduced(rini: Hand, look: Look) -> None:
    expect(rini.rows.filter(has_text="masih sementara")).to_have_count(1)
    expect(rini.rows.filter(has_text="/start")).not_to_contain_text("tugas_")
    look("sekretaris-hari-pertama")
    for question, answer, typed in (
        ("Siapa nama lengkap", cast.RINI.name, True),
        ("Tinggal di dusun mana", cast.RINI.dusun, False),
        ("RT berapa", cast.RINI.rt, False),
        ("perempuan atau laki-laki", cast.RINI.sex, False),
        ("Tahun berapa", cast.RINI.born, True),
        ("Setuju dan sudah benar?", "Ya, kirim", False),
    ):
        rini.sees(question)
        (rini.says if typed else rini.presses)(answer)
    rini.sees("tercatat sebagai warga dan petugas Desa")


def _letter(agus: Hand, look: Look) -> None:
    """What stands on the paper: its number and date, from when and until when."""
    agus.sees(f"{RINI} sudah menerima tugas")
    agus.presses("Isi SK dan masa tugas")
    agus.sees("Berapa nomor surat keputusan")
    agus.says("141/03/2026")
    agus.sees("Tanggal berapa suratnya?")
    agus.says("2 Maret 2026")
    agus.sees("Mulai kapan tugasnya?")
    agus.presses("Sejak diterima di sini")
    agus.sees("Sampai kapan tugasnya?")
    agus.sees("hanya untuk kepala desa")
    look("sekretaris-sk")
    agus.presses("Sampai ada penggantinya")
    agus.sees("Sudah dicatat untuk Perangkat desa")
