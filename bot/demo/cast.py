"""Who lives in the invented village. Names, places and codes belong to nobody."""

from dataclasses import dataclass
from datetime import timedelta

WIB = timedelta(hours=7)
VILLAGE = ("Sumberagung", "33.01.02.2003", "Krajan, Ngasem, Kalitengah", "4", "Joko Santoso")
JOIN = "warga_" + VILLAGE[1].replace(".", "")
GROUP = "Warga Sumberagung (latihan)"


@dataclass(frozen=True)
class Part:
    """Somebody of the cast: the name on the phone, the role told beside it, and what the bot asks when joining."""

    name: str
    role: str = ""
    full_name: str = ""
    dusun: str = "Krajan"
    rt: str = "RT 01"
    sex: str = "Perempuan"
    born: str = "1985"

    @property
    def says(self) -> str:
        """The name this person gives the bot."""
        return self.full_name or self.name


SARI = Part("Sari Rahayu", "warga", dusun="Ngasem", rt="RT 03", born="1991")
DIMAS = Part("Dimas Saputra", "HP bersama neneknya", rt="RT 01", sex="Laki-laki", born="2004")
BUDI = Part("Budi Hartono", "belum terdaftar", dusun="Ngasem", rt="RT 02", sex="Laki-laki", born="1983")
WATI = Part("Wati Handayani", "kader, tim verifikasi", rt="RT 02", born="1979")
SLAMET = Part("Slamet Riyadi", "tim penyusun RKP", rt="RT 03", sex="Laki-laki", born="1975")
RATNA = Part("Ratna Dewi", "pendamping desa")
AGUS = Part("Agus Priyanto", "sekretaris desa lama", dusun="Ngasem", rt="RT 01", sex="Laki-laki", born="1968")
RINI = Part("Rini Wulandari", "sekretaris desa baru", rt="RT 04", born="1990")
DARMO = Part("Darmo Suwito", "ketua BPD", rt="RT 02", sex="Laki-laki", born="1958")
SITI = Part("Siti Aminah", "anggota BPD", dusun="Kalitengah", born="1988")
BAMBANG = Part("Bambang Irawan", "anggota BPD", dusun="Kalitengah", rt="RT 04", sex="Laki-laki", born="1979")
JOKO = Part("Joko Santoso", "operator")

PHONES = (SARI, DIMAS, BUDI, WATI, SLAMET, RATNA, AGUS, RINI, DARMO, SITI, BAMBANG, JOKO)
"""Whose phones lie on the page, in this order. Rini has not joined: her first day is left to whoever plays."""

GRANDMOTHER = Part("Mbah Partinah", rt="RT 01", born="1946")
"""She has no phone of her own and shares that of her grandson Dimas."""
PINS = {DIMAS: "5926", GRANDMOTHER: "8374"}
NOTES = {DIMAS: f"PIN latihan: Dimas {PINS[DIMAS]}, Mbah Partinah {PINS[GRANDMOTHER]}"}
"""What whoever plays has to know and a real phone would never tell."""
ELDERS = (
    ("Karsinem", "P", "1944", "Krajan", "02"),
    ("Wiryo Utomo", "L", "1941", "Krajan", "02"),
    ("Suparmi", "P", "1952", "Krajan", "02"),
    ("Ngatiman", "L", "1949", "Krajan", "03"),
)
"""They have no phone; the village office has them on its list, and the kader of their dusun helps them."""

NEIGHBOURS = (
    Part("Wagiyem", rt="RT 03", born="1949"),
    Part("Mulyono", dusun="Ngasem", rt="RT 04", sex="Laki-laki", born="1971"),
    Part("Paijo Utomo", dusun="Kalitengah", rt="RT 02", sex="Laki-laki", born="1965"),
    Part("Lilis Nuraini", dusun="Kalitengah", rt="RT 03", born="2001"),
    Part("Karto Dikromo", rt="RT 04", sex="Laki-laki", born="1962"),
    Part("Yuni Astuti", dusun="Ngasem", rt="RT 02", born="1994"),
    Part("Eko Prasetyo", dusun="Kalitengah", rt="RT 01", sex="Laki-laki", born="1987"),
    Part("Sumarni", rt="RT 01", born="1969"),
    Part("Hadi Kusuma", dusun="Ngasem", rt="RT 03", sex="Laki-laki", born="1980"),
    Part("Nur Hidayah", dusun="Kalitengah", rt="RT 04", born="1998"),
)
"""They act by themselves; enough of them that a result may be shown."""

VERIFIES = "Anggota tim verifikasi"
OFFICES = (
    (WATI, "Kader"),
    (SLAMET, "Anggota tim penyusun"),
    (AGUS, "Perangkat desa"),
    (SITI, "Anggota BPD"),
    (BAMBANG, "Anggota BPD"),
    (RATNA, "Pendamping"),
    (WATI, VERIFIES),
)
"""Appointed by the chair of the BPD, so nothing of it is provisional."""
PROPOSALS = (
    (WATI, "Posyandu di Krajan RT 01 butuh timbangan bayi yang baru", "Ibu dan balita"),
    (NEIGHBOURS[2], "Saluran irigasi di Kalitengah RT 02 jebol, sawah kering", "Petani"),
    (NEIGHBOURS[1], "Jembatan bambu di Ngasem RT 04 sudah lapuk", "Petani"),
    (NEIGHBOURS[7], "Air bersih di Krajan RT 01 sering mati waktu kemarau", "Semua warga"),
    (NEIGHBOURS[3], "Anak muda Kalitengah RT 03 perlu tempat belajar komputer", "Anak sekolah"),
    (NEIGHBOURS[0], "Jalan ke makam di Krajan RT 03 licin kalau hujan", "Lansia dan difabel"),
)
ON_BALLOT = 4
"""The first so many proposals are on the ballot of the poll that runs when the page opens."""
EARLY_VOTERS = (AGUS, SITI, *NEIGHBOURS[:8])
