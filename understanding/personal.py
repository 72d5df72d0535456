"""What in a message belongs to a person and not into a village's lists."""

from dataclasses import dataclass
from enum import StrEnum


class Personal(StrEnum):
    NIK = "nik"
    KK = "kk"
    HP = "hp"
    REKENING = "rekening"
    BPJS = "bpjs"
    NOP = "nop"
    """Of a land tax bill: eighteen digits."""
    PLAT = "plat"
    EMAIL = "email"
    LAHIR = "tanggal_lahir"
    NOMOR = "nomor"
    """A long number of which only this is sure, that it is no price."""
    NAMA = "nama"
    NAMA_LAIN = "nama_pihak_ketiga"
    TUDUHAN = "tuduhan_pihak_ketiga"
    KESEHATAN = "kesehatan"
    KESEHATAN_LAIN = "kesehatan_pihak_ketiga"
    EKONOMI = "kondisi_ekonomi"
    EKONOMI_LAIN = "kondisi_ekonomi_pihak_ketiga"
    BANSOS = "bansos"
    ALAMAT = "alamat"
    """RT and RW, where they would tell whose need it is."""


INSTEAD: dict[Personal, str] = {
    Personal.EMAIL: "[surel]",
    Personal.PLAT: "[plat]",
    Personal.LAHIR: "[tanggal]",
    Personal.NAMA: "[nama]",
    Personal.NAMA_LAIN: "[nama]",
    Personal.TUDUHAN: "[pejabat]",
    Personal.KESEHATAN: "[kesehatan]",
    Personal.KESEHATAN_LAIN: "[kesehatan]",
    Personal.EKONOMI: "[keadaan]",
    Personal.EKONOMI_LAIN: "[keadaan]",
    Personal.BANSOS: "[bantuan]",
    Personal.ALAMAT: "[alamat]",
}
"""What is shown in its place; "[nomor]" for the rest."""


@dataclass(frozen=True, slots=True)
class Span:
    """`kind` None: no person's secret, but not to be shown either (an insult, a link)."""

    start: int
    end: int
    kind: Personal | None
