"""A line of an office's list: what is read from its cells, what is told to be wrong, and what of it is kept."""

import hashlib
from dataclasses import astuple
from datetime import date

import pytest

from village.birth import Born
from village.people import Sex, State
from village.register import Entry, Fault, Line, Unfit, bare, dusun_key, empty, read, sealed

TODAY = date(2026, 3, 2)
NIK, KK = "3301024302850001", "3301022001150007"
BIRTHDAY = Born(1985, date(1985, 2, 3))


def line(**cells: str) -> Line:
    """The line of somebody of whom the list tells only name and year of birth, and these cells."""
    return read(5, {"name": "Siti Aminah", "born": "1985", **cells}, TODAY)


def fault(**cells: str) -> Fault:
    with pytest.raises(Unfit) as no:
        line(**cells)
    return no.value.fault


def test_every_column_goes_to_its_place() -> None:
    cells = {
        "name": "SITI AMINAH", "born": "03-02-1985", "sex": "P", "dusun": "KRAJAN", "rw": "001", "rt": "002",
        "state": "HIDUP", "nik": NIK, "kk": KK,
    }  # fmt: skip
    assert read(7, cells, TODAY) == Line(
        7, "Siti Aminah", BIRTHDAY, Sex.FEMALE, "Krajan", "01", "02", State.LISTED, NIK, KK
    )


def test_a_name_and_a_birth_are_enough() -> None:
    assert line() == Line(5, "Siti Aminah", Born(1985), None, "", None, None, State.LISTED, "", "")


def test_a_nik_stands_in_for_a_birth() -> None:
    found = line(born="", nik=NIK)
    assert (found.born, found.nik) == (None, NIK)


@pytest.mark.parametrize("nik", ["", "-", "0000000000000000", "0301024302850001", "belum ada"])
@pytest.mark.parametrize("born", ["", "-", "0000-00-00"])
def test_whoever_has_neither_birth_nor_nik_could_never_be_found_again(born: str, nik: str) -> None:
    assert fault(born=born, nik=nik) is Fault.NO_BORN


@pytest.mark.parametrize("column", ["name", "dusun", "alamat"])
def test_a_formula_is_not_guessed_at(column: str) -> None:
    assert fault(**{column: "=A2"}) is Fault.FORMULA


@pytest.mark.parametrize("column", ["name", "dusun", "alamat"])
def test_broken_letters_are_told_wherever_they_stand(column: str) -> None:
    assert fault(**{column: "Nu\ufffdez"}) is Fault.BROKEN_LETTERS


def test_a_sign_of_equality_within_a_text_is_no_formula() -> None:
    assert line(alamat="Blok A=B").name == "Siti Aminah"


def test_what_goes_into_a_log_is_the_fault_and_nothing_of_the_cell() -> None:
    with pytest.raises(Unfit) as no:
        line(nik="33010243")
    assert str(no.value) == "nik"


# Cells that say nothing


@pytest.mark.parametrize(
    "text",
    ["", " ", "-", "--", "0", "000", "0.0", ".", "?", "'", "null", "NULL", "None", "n/a", "N/A", "00/00/0000",
     "0000-00-00 00:00:00"],
)  # fmt: skip
def test_a_cell_that_says_nothing_is_as_good_as_empty(text: str) -> None:
    assert empty(text)
    bare_line = line(nik=NIK)
    assert line(nik=NIK, kk=text, sex=text, dusun=text, rw=text, rt=text, state=text) == bare_line
    assert line(nik=NIK, born=text).born is None
    assert line(nik=text).nik == ""
    assert fault(name=text) is Fault.NO_NAME


@pytest.mark.parametrize("text", ["1", "10", "x", "X", "nol", "1/0", "nullo"])
def test_a_cell_that_says_little_says_something(text: str) -> None:
    assert not empty(text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  Siti \u00a0 Aminah\n", "Siti Aminah"), ("'3301", "3301"), ("’3301", "3301"), ("`' 3301", "3301"),
        ("2.0", "2"), ("2.05", "2.05"), ("A.0", "A.0"), ("2.0 x", "2.0 x"), ("Nur'aini'", "Nur'aini'"),
        ("XSitiX", "XSitiX"),
    ],
)  # fmt: skip
def test_what_spreadsheets_put_around_falls_away(text: str, kept: str) -> None:
    assert bare(text) == kept


# Names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("SITI AMINAH", "Siti Aminah"), ("SITI AMINAH, S.PD", "Siti Aminah, S.Pd"), ("NUR'AINI", "Nur'aini"),
        ("MA’RUF", "Ma’ruf"), ("SITI-AMINAH", "Siti-Aminah"), ("ÉLISE", "Élise"),
        ("Siti AMINAH", "Siti AMINAH"), ("siti aminah", "siti aminah"), ("McAdam", "McAdam"),
        (" 'Siti  Aminah ", "Siti Aminah"), ("Siti\u202e Aminah", "Siti Aminah"), ("Al", "Al"),
        ("S" + "i" * 59, "S" + "i" * 59),
    ],
)  # fmt: skip
def test_a_name_is_kept_as_it_is_written_but_never_shouted(text: str, name: str) -> None:
    assert line(name=text).name == name


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("S", Fault.NO_NAME), ("..,", Fault.NO_NAME), ("12", Fault.NO_NAME), ("Siti 2", Fault.NAME_DIGITS),
        ("S1ti", Fault.NAME_DIGITS), ("S" * 61, Fault.NAME_LONG), ("S" * 500, Fault.NAME_LONG),
    ],
)  # fmt: skip
def test_what_is_no_name_is_told(text: str, told: Fault) -> None:
    assert fault(name=text) is told


def test_a_line_without_a_cell_for_the_name_has_no_name() -> None:
    with pytest.raises(Unfit) as no:
        read(5, {"born": "1985", "nik": NIK}, TODAY)
    assert no.value.fault is Fault.NO_NAME


# Births


@pytest.mark.parametrize(
    ("text", "born"),
    [
        ("1985", Born(1985)), ("'1985.0", Born(1985)), ("3 Februari 1985", BIRTHDAY),
        ("02-03-2026", Born(2026, TODAY)), ("2026", Born(2026)), ("1906", Born(1906)),
        ("01-01-1906", Born(1906, date(1906, 1, 1))), ("12/05/12", Born(2012, date(2012, 5, 12))),
    ],
)  # fmt: skip
def test_a_birth_lies_in_the_last_120_years_until_today(text: str, born: Born) -> None:
    assert line(born=text).born == born


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("entah", Fault.DATE), ("31-02-1985", Fault.DATE), ("03-03-2026", Fault.DATE_FUTURE),
        ("2027", Fault.DATE_FUTURE), ("01-01-2027", Fault.DATE_FUTURE), ("1905", Fault.DATE_OLD),
        ("31-12-1905", Fault.DATE_OLD),
    ],
)  # fmt: skip
def test_a_birth_that_cannot_be_is_told(text: str, told: Fault) -> None:
    assert fault(born=text) is told


# Sex and state


@pytest.mark.parametrize(
    ("sex", "words"),
    [
        (Sex.MALE, ["1", "1.0", "L", "Lk.", "LAKI-LAKI", "laki laki", "Laki2", "Pria", "m", "male"]),
        (Sex.FEMALE, ["2", "'2", "P", "Pr", "prp", "PEREMPUAN", "Wanita", "w", "F", "Female"]),
        (None, ["", "—", "( )"]),
    ],
)  # fmt: skip
def test_words_for_the_sex(sex: Sex | None, words: list[str]) -> None:
    assert [line(sex=word).sex for word in words] == [sex] * len(words)


@pytest.mark.parametrize("text", ["3", "x", "lp", "ya"])
def test_another_word_for_the_sex_is_told(text: str) -> None:
    assert fault(sex=text) is Fault.SEX


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.LISTED, ["1", "HIDUP", "Ada", "aktif", "Tetap", "PENDUDUK TETAP", "", "—"]),
        (State.DIED, ["2", "MATI", "meninggal", "Meninggal Dunia", "wafat"]),
        (State.MOVED, ["3", "4", "6", "9", "PINDAH", "Pindah Dalam Negeri", "pindah luar negeri", "Hilang", "PERGI",
                       "TIDAK VALID"]),
    ],
)  # fmt: skip
def test_words_for_the_state(state: State, words: list[str]) -> None:
    assert [line(state=word).state for word in words] == [state] * len(words)


@pytest.mark.parametrize("text", ["5", "7", "cuti"])
def test_another_word_for_the_state_is_told(text: str) -> None:
    assert fault(state=text) is Fault.STATE


# Dusun


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("KRAJAN", "Krajan"), ("krajan lor", "Krajan Lor"), ("Krajan LOR", "Krajan LOR"), ("KRAJAN_LOR", "Krajan Lor"),
        ("Dusun Krajan", "Krajan"), ("DSN. KRAJAN", "Krajan"), ("dukuh krajan", "Krajan"), ("Jorong Krajan", "Krajan"),
        ("Lingk. Krajan", "Krajan"), ("Padukuhan krajan", "Krajan"), ("Dukuh", "Dukuh"), ("Dusunan", "Dusunan"),
        ("Dusun 2", "2"), ("DUSUN III", "III"), ("KRAJAN II", "Krajan II"), ("krajan iv", "Krajan IV"),
        ("KRAJAN 12", "Krajan 12"), ("Civic", "Civic"), ("Dusun -", ""), ("K" + "r" * 39, "K" + "r" * 39),
    ],
)  # fmt: skip
def test_a_dusun_is_called_without_the_word_for_it(text: str, name: str) -> None:
    assert line(dusun=text).dusun == name


@pytest.mark.parametrize("text", ["2", "12", "Krajan 123", NIK, "++", "Dusun ++", "K" * 41, "K" * 500])
def test_what_is_no_name_of_a_dusun_is_told(text: str) -> None:
    assert fault(dusun=text) is Fault.DUSUN


@pytest.mark.parametrize(
    "ways",
    [
        ["KRAJAN LOR", "Krajan-Lor", "krajan lor ", "Krajanlor", "Dusun Krajan Lor", "dsn. krajan lor"],
        ["Krajan II", "KRAJAN 2", "krajan-02", "Krajan2"],
        ["III", "Dusun 3", "DUSUN III", "03"],
        ["Ma'rang", "Marang"],
        ["Soember Redjo", "Sumber Rejo"],
        ["Kyai Mojo", "KYAI MOJO"],
        ["Krajan, Lor", "Krajan Lor"],
    ],
)  # fmt: skip
def test_a_dusun_is_one_however_it_is_written(ways: list[str]) -> None:
    assert len({dusun_key(way) for way in ways}) == 1


@pytest.mark.parametrize(
    "others",
    [
        ["Krajan", "Krajan I", "Krajan II", "Krajan III"],
        ["Dusun I", "Dusun II", "Dusun III", "Dusun XX"],
        ["Krajan 1", "Krajan 2", "Krajan 11", "Krajan 22", "Krajan 10"],
        ["Mojo", "Kyai Mojo"],
        ["Krajan Lor", "Krajan Kidul", "Krajan"],
    ],
)
def test_dusun_with_another_name_or_number_are_others(others: list[str]) -> None:
    assert len({dusun_key(other) for other in others}) == len(others)


# RT and RW


def place(**cells: str) -> tuple[str | None, str | None]:
    found = line(**cells)
    return found.rt, found.rw


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1", "01"), ("01", "01"), ("001", "01"), ("0001", "01"), ("12", "12"), ("99", "99"), ("10", "10"),
        ("4.0", "04"), ("'004", "04"), ("RT 4", "04"), ("rt.04", "04"), ("RT04", "04"), ("RW 4", "04"), ("rw", None),
        ("RT -", None),
    ],
)  # fmt: skip
def test_rt_and_rw_have_two_digits(text: str, number: str | None) -> None:
    assert place(rt=text) == (number, None)
    assert place(rw=text) == (None, number)


@pytest.mark.parametrize("text", ["100", "-1", "atas", "1a", "1/2", "RT RT", "٣", "1.5", "4RT4"])
def test_what_is_no_number_from_1_to_99_is_told(text: str) -> None:
    assert fault(rt=text) is Fault.RT
    assert fault(rw=text) is Fault.RW


@pytest.mark.parametrize(
    ("text", "rt", "rw"),
    [
        ("003/001", "03", "01"), ("3 / 1", "03", "01"), ("RT 3/RW 1", "03", "01"), ("RT.003/RW.001", "03", "01"),
        ("RT003 RW001", "03", "01"), ("003-001", "03", "01"), ("3 1", "03", "01"), ("003/000", "03", None),
        ("003", "03", None), ("RT 003", "03", None), ("003/-", "03", None), ("003/", "03", None),
        ("-/001", None, "01"), ("/001", None, "01"), ("003_001", "03", "01"),
    ],
)  # fmt: skip
def test_one_column_may_tell_rt_and_rw(text: str, rt: str | None, rw: str | None) -> None:
    assert place(rt_rw=text) == (rt, rw)


def test_the_title_of_the_column_says_which_comes_first() -> None:
    assert place(rw_rt="001/003") == ("03", "01")
    assert place(rw_rt="001") == (None, "01")
    assert place(rt_rw="003/001", rw_rt="005/007") == ("03", "01")


@pytest.mark.parametrize("text", ["", "-", "- / -"])
def test_where_the_common_column_says_nothing_the_own_ones_do(text: str) -> None:
    assert place(rt_rw=text, rt="4", rw="2") == ("04", "02")


def test_the_common_column_goes_before_the_own_ones() -> None:
    assert place(rt_rw="003/-", rt="4", rw="2") == ("03", None)


@pytest.mark.parametrize(
    ("text", "told"),
    [("03-Jan", Fault.RW), ("03/Jan", Fault.RW), ("atas/1", Fault.RT), ("2026-01-03", Fault.RT), ("100/1", Fault.RT)],
)
def test_what_excel_made_a_date_of_is_told(text: str, told: Fault) -> None:
    assert fault(rt_rw=text) is told


# NIK and KK


@pytest.mark.parametrize(
    "text",
    [NIK, f"'{NIK}", f" {NIK}\u00a0", f"{NIK}.0", "330102.430285.0001", "3301-0243-0285-0001", "330102/4302850001"],
)
def test_a_nik_is_read_in_every_dress(text: str) -> None:
    assert line(nik=text).nik == NIK


def test_a_kk_number_is_read_like_a_nik() -> None:
    assert line(kk=f"'{KK}").kk == KK
    assert line(kk="0301022001150007").kk == ""


@pytest.mark.parametrize("text", ["0301024302850001", "0" * 16, "belum ada", "0"])
def test_a_stopgap_is_no_nik(text: str) -> None:
    assert line(nik=text).nik == ""


@pytest.mark.parametrize("text", ["33010243", NIK + "1", NIK[:-1], NIK + " x", "x" + NIK, "0123", f"{NIK}.00"])
def test_what_is_no_nik_is_told(text: str) -> None:
    assert fault(nik=text) is Fault.NIK
    assert fault(kk=text) is Fault.KK


@pytest.mark.parametrize("text", ["3,30102E+15", "3.30102e+15", "3E15", "'3,3E+15"])
def test_a_number_that_excel_has_shortened_is_told(text: str) -> None:
    assert fault(nik=text) is Fault.NIK_BROKEN
    assert fault(kk=text) is Fault.NIK_BROKEN


# What is kept


WHOLE = Line(5, "H. Slamet Riyadi", BIRTHDAY, Sex.MALE, "Krajan", "01", "02", State.DIED, NIK, KK)


def test_an_entry_holds_the_line_with_its_numbers_hashed_each_under_its_kind() -> None:
    assert sealed(WHOLE, str.encode) == Entry(
        5, "H. Slamet Riyadi", "slamet riyadi", 1985, "L", "Krajan", "01", "02", "died",
        f"nik|{NIK}".encode(), f"kk|{KK}".encode(), b"lahir|1985-02-03",
    )  # fmt: skip


def test_nothing_is_hashed_that_is_not_told() -> None:
    entry = sealed(line(), str.encode)
    assert (entry.birth_year, entry.nik_hash, entry.kk_hash, entry.birth_hash) == (1985, None, None, None)
    assert sealed(line(born="", nik=NIK), str.encode).birth_year is None


def test_no_number_and_no_birthday_is_kept_in_clear() -> None:
    kept = repr(astuple(sealed(WHOLE, lambda text: hashlib.sha256(b"key" + text.encode()).digest())))
    assert "slamet riyadi" in kept
    assert [told for told in (NIK, KK, "1985-02-03", "datetime") if told in kept] == []
