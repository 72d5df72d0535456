"""Lists of residents as offices have them, made on the spot. All people are invented."""

import csv
import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook

OPENSID = (
    "alamat", "dusun", "rw", "rt", "nama", "no_kk", "nik", "sex", "tempatlahir", "tanggallahir", "agama_id",
    "pendidikan_kk_id", "status_kawin", "kk_level", "ayah_nik", "nama_ayah", "status_dasar",
)  # fmt: skip
BY_HAND = ("No", "Nama Lengkap", "JK", "Tgl. Lahir", "Dsn", "RT/RW")


def xlsx(rows: Iterable[Sequence[object]], merged: Sequence[str] = (), title: str = "Data") -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv_(rows: Iterable[Sequence[object]], delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


def opensid(
    name: str, nik: str = "", kk: str = "", sex: str = "2", born: str = "1985-02-03", dusun: str = "KRAJAN",
    rt: str = "002", rw: str = "001", state: str = "1",
) -> list[str]:  # fmt: skip
    """A line of OpenSID's sheet."""
    return [
        "JL. MAWAR", dusun, rw, rt, name, kk, nik, sex, "SEMARANG", born, "1", "5", "2", "4", "0", "SUKARNO", state,
    ]  # fmt: skip


def many(count: int, dusun: Sequence[str] = ("KRAJAN", "NGASEM")) -> list[list[str]]:
    """A village of so many invented people, each told apart by NIK, name and day of birth."""
    first = (
        "SITI",
        "SRI",
        "DEWI",
        "RATNA",
        "AHMAD",
        "BUDI",
        "SLAMET",
        "JOKO",
        "AGUS",
        "WATI",
        "NUR",
        "TRI",
        "EKO",
        "DWI",
    )
    last = ("AMINAH", "RAHAYU", "LESTARI", "SANTOSO", "UTOMO", "HANDAYANI", "RIYADI", "IRAWAN", "FAUZI", "WIBOWO")
    letters = "ABCDEFGHIJKLMNOPRSTUWYZ"
    people = []
    for n in range(count):
        third = "".join(letters[(n // len(letters) ** i) % len(letters)] for i in range(4))
        people.append(
            opensid(
                f"{first[n % len(first)]} {last[n % len(last)]} {third}",
                nik=f"3301022{n:09}",
                kk=f"3301023{n // 4:09}",
                sex=str(1 + n % 2),
                born=f"{1940 + n % 80}-{1 + n % 12:02}-{1 + n % 28:02}",
                dusun=dusun[n % len(dusun)],
                rt=f"{1 + n % 3:03}",
            )
        )
    return people
