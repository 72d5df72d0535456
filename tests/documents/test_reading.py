"""Lists of residents in every dress that offices give them; and what is said of those that can't be used."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.reading import Reading, Unreadable, register
from tests.quick import quick
from tests.sheets import BY_HAND, OPENSID, csv_, many, opensid, xlsx
from village.people import Sex, State
from village.register import Fault

TODAY = date(2026, 3, 2)
NIK, KK = "3301024412910001", "3301022001150007"
SARI = opensid("SITI AMINAH", NIK, KK)


def read(content: bytes) -> Reading:
    return register(content, TODAY)


def faults(content: bytes) -> list[tuple[int, str, int]]:
    return [(p.line, p.fault.value, p.other) for p in read(content).problems]


def test_opensid_s_sheet_is_understood() -> None:
    found = read(xlsx([OPENSID, SARI]))
    [line] = found.lines
    assert (line.line, line.name, line.dusun, line.rw, line.rt, line.sex, line.state) == (
        2, "Siti Aminah", "Krajan", "01", "02", Sex.FEMALE, State.LISTED,
    )  # fmt: skip
    assert line.born is not None and line.born.day == date(1985, 2, 3)
    assert (line.nik, line.kk) == (NIK, KK)


PRINTED = ["No", "No. KK", "NIK", "Tag Id Card", "Nama", "Alamat", "Dusun", "RW", "RT", "Jenis Kelamin", "Tempat Lahir",
           "Tanggal Lahir", "Umur", "Agama", "Status"]  # fmt: skip
OLD_EXCEL = ["Alamat", "Dusun", "RW", "RT", "Nama", "Nomor KK", "Nomor NIK", "Jenis Kelamin", "Tempat Lahir",
             "Tanggal Lahir"]  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        csv_([PRINTED, [1, KK, NIK, "", "SITI AMINAH", "", "MANGSIT", "-", "004", "PEREMPUAN", "X", "07 Juni 1995"]]),
        csv_([OLD_EXCEL, ["JL", "MANGSIT", "-", "4", "SITI AMINAH", f"'{KK}", f"'{NIK}", "P", "X", "07-06-1995"]], ","),
        csv_([["nama lengkap", "jk", "tgl lahir", "dsn", "RT/RW", "nik", "kk"],
              ["Siti Aminah", "pr", "7/6/95", "Dusun mangsit", "004/000", NIK, KK]], "\t"),
        csv_([["NAMA", "L/P", "TTL", "DUSUN", "RT", "NIK", "NO KK"],
              ["Siti Aminah", "P", "Semarang, 7 Juni 1995", "dsn. Mangsit", "RT 4", NIK, KK]], "|"),
        xlsx([["Nama", "Jenis Kelamin", "Tanggal Lahir", "Dusun", "RT", "NIK", "KK"],
              ["SITI AMINAH", 2, date(1995, 6, 7), "MANGSIT", 4, int(NIK), int(KK)]]),
        xlsx([["Nama", "Sex", "Tgl Lahir", "Dusun", "RT", "NIK", "KK"],
              ["SITI AMINAH", "2", 34857, "MANGSIT", "004", NIK, KK]]),
        b"sep=;\r\n" + csv_([["Nama", "JK", "Tahun Lahir", "Tanggal Lahir", "Dusun", "RT", "NIK", "KK"],
                            ["Siti Aminah", "P", "1995", "1995-06-07", "Mangsit", "04", f'="{NIK}"', f'="{KK}"']]),
    ],
    ids=["printed", "old excel", "by hand, tab", "one column for place and date", "real dates and numbers",
         "serial date", "Excel's own CSV"],
)  # fmt: skip
def test_the_forms_of_offices_say_the_same(content: bytes) -> None:
    found = read(content)
    assert found.problems == []
    [line] = found.lines
    assert (line.name, line.dusun, line.rt, line.sex, line.nik, line.kk) == (
        "Siti Aminah", "Mangsit", "04", Sex.FEMALE, NIK, KK,
    )  # fmt: skip
    assert line.born is not None and line.born.day == date(1995, 6, 7)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_every_encoding_and_delimiter(encoding: str, delimiter: str) -> None:
    [line] = read(csv_([("Nama", "Tanggal Lahir"), ("Désirée Nuñez", "1985-02-03")], delimiter, encoding)).lines
    assert line.name == "Désirée Nuñez"


def test_opensid_s_web_page_that_calls_itself_xls() -> None:
    head = "".join(f"<th>{title}</th>" for title in OLD_EXCEL)
    told = ["JL", "KRAJAN", "1", "2", "SITI &amp; AMINAH", KK, NIK, "P", "X", "03-02-1985"]
    cells = "".join(f"<td class='textx'>{cell}</td>" for cell in told)
    page = f"<!DOCTYPE html><html><head><title>Data</title></head><body><table><tr>{head}</tr><tr>{cells}</tr></table>"
    [line] = read(page.encode()).lines
    assert (line.name, line.nik, line.rt) == ("Siti & Aminah", NIK, "02")


def test_titles_above_a_numbering_below_and_a_signature_at_the_end_are_passed_over() -> None:
    rows = [
        ["DAFTAR PENDUDUK DESA SUMBERAGUNG"], ["Tahun 2026"], [], BY_HAND, ["1", "2", "3", "4", "5", "6"],
        ["1", "Siti Aminah", "P", "03/02/1985", "Krajan", "002/001"], [], ["", "", "", "", "", "Kepala Desa"],
    ]  # fmt: skip
    for content in (csv_(rows), xlsx(rows, merged=["A1:F1"])):
        found = read(content)
        assert [(line.line, line.rt, line.rw) for line in found.lines] == [(6, "02", "01")]
        assert found.problems == []


def test_the_sheet_with_the_list_is_found_among_others() -> None:
    from openpyxl import Workbook

    book = Workbook()
    assert book.active is not None
    book.active.append(["Petunjuk pengisian"])
    sheet = book.create_sheet("Warga")
    sheet.append(["Nama", "Tahun Lahir"])
    sheet.append(["Siti Aminah", 1985])
    out = BytesIO()
    book.save(out)
    [line] = read(out.getvalue()).lines
    assert line.born is not None and (line.born.year, line.born.day) == (1985, None)


BAD_CELLS = [
    ({"nama": ""}, "no_name"),
    ({"nama": "Siti 2"}, "name_digits"),
    ({"nama": "S" * 61}, "name_long"),
    ({"nik": "33010244"}, "nik"),
    ({"nik": "3,30102E+15"}, "nik_broken"),
    ({"no_kk": "123"}, "kk"),
    ({"sex": "3"}, "sex"),
    ({"tanggallahir": "31-02-1985"}, "date"),
    ({"tanggallahir": "entah"}, "date"),
    ({"tanggallahir": "2027-01-01"}, "date_future"),
    ({"tanggallahir": "1885-01-01"}, "date_old"),
    ({"tanggallahir": "", "nik": ""}, "no_born"),
    ({"status_dasar": "7"}, "state"),
    ({"rt": "RT atas"}, "rt"),
    ({"rt": "100"}, "rt"),
    ({"rw": "x"}, "rw"),
    ({"dusun": "3301024412910001"}, "dusun"),
    ({"nama": "=A2"}, "formula"),
    ({"dusun": "#REF!"}, "formula"),
]


@pytest.mark.parametrize(("change", "fault"), BAD_CELLS, ids=[f"{b[1]}-{i}" for i, b in enumerate(BAD_CELLS)])
def test_what_is_wrong_is_told_by_row_and_the_others_stay(change: dict[str, str], fault: str) -> None:
    bad = [
        change.get(title, cell)
        for title, cell in zip(OPENSID, opensid("BUDI SANTOSO", "3301024412910002"), strict=True)
    ]
    content = xlsx([OPENSID, SARI, bad])
    assert faults(content) == [(3, fault, 0)]
    assert [line.line for line in read(content).lines] == [2]


def test_every_fault_is_shown_somewhere_here() -> None:
    shown = {fault for _, fault in BAD_CELLS} | {"merged", "broken_letters", "twice"}
    assert {fault.value for fault in Fault} - shown == {"no_dusun", "several"}  # those are known only in the village


def test_merged_cells_are_named_with_all_their_rows() -> None:
    rows = [OPENSID, SARI, opensid("BUDI", dusun="NGASEM"), opensid("TINI", dusun=""), opensid("DARMO", dusun="")]
    assert faults(xlsx(rows, merged=["B3:B5"])) == [(3, "merged", 5)]
    assert [line.line for line in read(xlsx(rows, merged=["B3:B5"])).lines] == [2]
    assert faults(xlsx(rows, merged=["P3:P5"])) == []  # a column that nobody needs


def test_doubled_people_are_named_with_the_row_they_double() -> None:
    one = [
        opensid("SITI AMINAH", NIK), opensid("LAIN SEKALI", NIK), opensid("BUDI", born="1980-01-01"),
        opensid("H. BUDI", born="1980-01-01"), opensid("BUDI", born="1980-01-02"), opensid("BUDI", NIK[:-1] + "9"),
    ]  # fmt: skip
    assert faults(xlsx([OPENSID, *one])) == [(3, "twice", 2), (5, "twice", 4)]


def test_letters_that_broke_are_told() -> None:
    rows = [("Nama", "Tahun Lahir"), ("Désirée", 1985), ("Müller", 1986), ("Nuñez", 1987)]
    torn = csv_(rows).replace("Nuñez".encode(), b"Nu\xf1ez")
    assert faults(torn) == [(4, "broken_letters", 0)]
    twice_coded = csv_(rows).decode().encode("cp1252").decode("cp1252").encode().decode("cp1252").encode()
    assert [fault for _, fault, _ in faults(twice_coded)] == ["broken_letters"] * 3


def without(part: str, content: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
    return out.getvalue()


def with_doctype(content: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<worksheet", b"<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet", 1))
    return out.getvalue()


def bomb() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("xl/workbook.xml", b"<workbook/>")
        with new.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(401):
                part.write(b" " * (1 << 20))
    return out.getvalue()


GOOD = xlsx([OPENSID, SARI])


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"\r\n  \r\n", "empty"),
        (b"x" * ((20 << 20) + 1), "too_big"),
        (b"\xd0\xcf\x11\xe0" + bytes(500), "old_excel"),
        (b"%PDF-1.7 ...", "other"),
        (bytes(range(256)) * 10, "other"),
        (without("xl/workbook.xml", GOOD), "other"),
        (without("xl/worksheets/sheet1.xml", GOOD), "broken"),
        (GOOD[: len(GOOD) // 2], "broken"),
        (with_doctype(GOOD), "other"),
        (csv_([("Barang", "Jumlah"), ("Kursi", 40)]), "no_header"),
        (csv_([("Nama", "NIK"), ("Sari", NIK)]), "no_column"),
        (csv_([("Nama", "Nama", "Tahun Lahir"), ("Sari", "x", 1985)]), "doubled_column"),
        (b'Nama;Tahun Lahir\n"Sari;1985\nBudi;1980\nTini;1970\nA;1970\nB;1980\nC;1970\n', "quotes"),
        (csv_([["x"]] * 40 + [("Nama", "Tahun Lahir")]), "no_header"),
    ],
    ids=["nothing", "blank", "20 MB", "BIFF", "pdf", "binary", "docx", "no sheet", "torn", "entities", "wrong columns",
         "no birth", "doubled title", "quotes", "title too far down"],
)  # fmt: skip
def test_a_file_that_cannot_be_used_says_why(content: bytes, why: str) -> None:
    with pytest.raises(Unreadable) as no:
        read(content)
    assert no.value.why == why


def test_a_sheet_that_would_fill_the_memory_is_refused_by_its_own_figures() -> None:
    with pytest.raises(Unreadable) as no:
        read(bomb())
    assert no.value.why == "too_big"


@quick
@given(st.binary(max_size=400))
def test_whatever_is_sent_is_read_or_refused(content: bytes) -> None:
    for file in (content, b"PK\x03\x04" + content, b"Nama;Tahun Lahir\n" + content, GOOD[:200] + content + GOOD[200:]):
        try:
            found = read(file)
        except Unreadable:
            continue
        assert all(not any(c.isdigit() for c in line.name) for line in found.lines)


def test_nothing_of_the_file_stands_in_a_problem() -> None:
    rows = [
        opensid(NIK, NIK, KK),
        opensid("SARI", "x" + NIK, KK),
        opensid("BUDI", born=NIK),
        opensid("TINI", dusun=NIK),
    ]
    found = read(xlsx([OPENSID, *rows]))
    assert len(found.problems) == 4
    assert NIK not in repr(found.problems)


def test_a_whole_village_comes_through() -> None:
    found = read(csv_([OPENSID, *many(2000)]))
    assert (len(found.lines), found.problems) == (2000, [])
