"""Which column is which: by the names that OpenSID exports and that offices type by hand."""

import re
from collections.abc import Mapping, Sequence

# Meaning → names, without spaces and signs. OpenSID's own: its import sheet (no_kk, tanggallahir, status_dasar …),
# its lists for printing (No. KK, Jenis Kelamin …) and its older sheet for Excel (Nomor NIK …).
_NAMES: Mapping[str, str] = {
    "name": "nama namalengkap namapenduduk namawarga namalengkapwarga namaanggota namaanggotakeluarga",
    "nik": "nik nonik nomornik noktp nomorktp nomorindukkependudukan noinduk nikktp",
    "kk": "nokk nomorkk kk nokartukeluarga nomorkartukeluarga kartukeluarga nomerkk",
    "sex": "sex jeniskelamin jk jkel jnskelamin jeniskel kelamin lp gender jklp jeniskelaminlp jnskel",
    "born": "tanggallahir tgllahir tgllhr tanggallhr tgglahir tlahir tanggalkelahiran tahunlahir thnlahir thlahir "
    "lahir tempattanggallahir ttl tempattgllahir tempatdantanggallahir tmptgllahir tempatlahirtanggallahir",
    "dusun": "dusun dsn namadusun dukuh padukuhan pedukuhan jorong jurong korong huta jaga banjar lingkungan kampung "
    "kampong namadukuh",
    "rw": "rw norw nomorrw",
    "rt": "rt nort nomorrt",
    "rt_rw": "rtrw nortrw",
    "rw_rt": "rwrt",
    "state": "statusdasar statuspenduduk statushidup status",
}
_MEANING = {name: meaning for meaning, line in _NAMES.items() for name in line.split()}
_WHOLE_DATE = frozenset(n for n in _NAMES["born"].split() if "tgl" in n or "tanggal" in n or "ttl" in n)
NEEDED = ("name", "born")


def plain(title: str) -> str:
    """ "Tgl. Lahir *" → "tgllahir"; what stands in brackets is an explanation."""
    return re.sub(r"[^a-z0-9]+", "", re.sub(r"\([^)]*\)", " ", title.lower())) or re.sub(r"[^a-z]+", "", title.lower())


def meanings(row: Sequence[str]) -> dict[str, int]:
    """Meaning → place of its column, for those that are known. The same meaning twice: see `doubled`.

    A column with whole dates goes before one with years only; "status dasar" before "status".
    """
    found: dict[str, int] = {}
    for place, title in enumerate(row):
        meaning = _MEANING.get(plain(title))
        if meaning and (meaning not in found or _better(plain(title), plain(row[found[meaning]]))):
            found[meaning] = place
    if "rt" in found and "rw" in found:
        found.pop("rt_rw", None)
        found.pop("rw_rt", None)
    return found


def doubled(row: Sequence[str]) -> str | None:
    """A title that stands there twice and is needed."""
    titles = [plain(title) for title in row]
    return next((row[titles.index(t)] for t in titles if t in _MEANING and titles.count(t) > 1), None)


def _better(new: str, old: str) -> bool:
    return (new in _WHOLE_DATE and old not in _WHOLE_DATE) or (old == "status" and new != "status")


def is_header(row: Sequence[str]) -> bool:
    """Has this row at least the name and one other title that we know?"""
    found = meanings(row)
    return "name" in found and len(found) > 1


def is_numbering(row: Sequence[str]) -> bool:
    """The row under a title row that only numbers the columns: 1, 2, 3 …"""
    told = [cell.strip(" ().") for cell in row if cell.strip()]
    if len(told) < 3 or not all(cell.isascii() and cell.isdigit() for cell in told):
        return False
    return [int(cell) for cell in told] == list(range(int(told[0]), int(told[0]) + len(told)))
