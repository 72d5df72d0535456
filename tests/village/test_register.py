"""Whose name is whose, and which row of the register a newcomer is."""

from datetime import date

import pytest

from village import names
from village.birth import Born, birth
from village.people import Resident, Sex, State
from village.register import Row, fitting

TODAY = date(2026, 3, 2)

SAME = [
    ("H. Muh. Yusuf", "MUHAMMAD YUSUF"), ("Hj. Siti Aminah, S.Pd", "St. Aminah"), ("Soeharto", "SUHARTO"),
    ("Mochamad Ridwan", "Mohammad Ridwan"), ("Achmad Fauzi", "AHMAD FAUZI"), ("Dr. Ir. H. Bambang SE MM", "Bambang"),
    ("Pak Slamet Riyadi", "slamet riyadi"), ("Nur'aini", "NURAINI"), ("Moh. Abd. Rahman", "Muhammad Abdul Rahman"),
    ("Désirée", "Desiree"), ("Sumarno, S.Pd.I", "SUMARNO"), ("Djoko Tjahjono", "Joko Cahjono"),
]  # fmt: skip
ALIKE = [
    ("S. Rahayu", "Sari Rahayu"), ("Sari", "Sari Rahayu"), ("M. Ridwan", "Muhammad Ridwan"),
    ("Dewi Lestari S", "Dewi Lestari"), ("Djoko Santoso", "Joko Santosa"), ("Handayani", "Handayni"),
    ("Wahyudi", "Wahyuid"),
]  # fmt: skip
OTHER = [
    ("Siti Aminah", "Siti Maryam"), ("Siti", "Sri"), ("Budi", "Rudi"), ("S. R.", "Sari Rahayu"),
    ("Sari", "Sari Dewi Rahayu"), ("Rahayu Sari", "Sari Rahayu"), ("Suparno", "Supriadi"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME)
def test_titles_and_spellings_do_not_part_a_person(one: str, other: str) -> None:
    assert names.key(one) == names.key(other)


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_initials_short_forms_and_one_slip_are_alike(one: str, other: str) -> None:
    assert names.key(one) != names.key(other)
    assert names.alike(names.key(one), names.key(other)) and names.alike(names.key(other), names.key(one))


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_other_people_stay_others(one: str, other: str) -> None:
    assert not names.alike(names.key(one), names.key(other))


def test_a_name_is_never_nothing() -> None:
    assert names.key("H.") == "h" and names.key("Pak Bu") == "pak bu" and names.key("S.Pd") != ""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1985", Born(1985)), ("1985.0", Born(1985)), ("00-00-1950", Born(1950)), ("1950-00-00", Born(1950)),
        *[(text, Born(1985, date(1985, 2, 3))) for text in (
            "1985-02-03", "1985/2/3", "1985-02-03 00:00:00", "03/02/1985", "3.2.1985", "3-2-85", "03 Februari 1985",
            "3 Pebruari 1985", "3 feb 85", "Semarang, 03-02-1985", "31081", "1985-02-03T00:00:00",
        )],
        ("3-2-26", Born(2026, date(2026, 2, 3))), ("3-2-27", Born(1927, date(1927, 2, 3))),
        ("05/13/1985", Born(1985, date(1985, 5, 13))), ("12/05/12", Born(2012, date(2012, 5, 12))),
        ("12 Nopember 1970", Born(1970, date(1970, 11, 12))), ("29-02-2000", Born(2000, date(2000, 2, 29))),
        *[(text, None) for text in (
            "31-02-1980", "29-02-1985", "1985-13-01", "3 Febtober 1985", "entah", "12051985", "19", "0000-00-00",
            "0000", "31 April 1980", "00-05-1980", "05-00-1980", "31/02/1980",
            "١٩٨٥", "٣١٠٨١", "١٩٨٥-٠٢-٠٣", "٠٣-٠٢-١٩٨٥", "٣ Februari ١٩٨٥",
        )],
    ],
)  # fmt: skip
def test_dates_of_birth_as_lists_write_them(text: str, found: Born | None) -> None:
    assert birth(text, TODAY) == found


def row(number: int, name: str, rt: str | None = "02", dusun: int | None = 1, claimed: bool = False,
        sex: Sex | None = Sex.FEMALE) -> Row:  # fmt: skip
    return Row(number, names.key(name), dusun, rt, sex, claimed)


SITI = Resident(7, 1, "Siti Aminah", 1, "02", Sex.FEMALE, 1985, State.ASKED)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([], None),
        ([row(1, "Siti Aminah")], 1),
        ([row(1, "Siti Aminah", rt="03")], 1),
        ([row(1, "Siti Aminah", rt=None, dusun=None, sex=None)], 1),
        ([row(1, "Siti Aminah", dusun=2)], None),
        ([row(1, "Siti Aminah", sex=Sex.MALE)], None),
        ([row(1, "S. Aminah"), row(2, "Siti Aminah")], 2),
        ([row(1, "Siti Aminah", rt="01"), row(2, "Siti Aminah")], 2),
        ([row(1, "Siti Aminah", rt="01"), row(2, "Siti Aminah", rt="03")], None),
        ([row(1, "Siti Aminah"), row(2, "Siti Aminah")], None),
        ([row(1, "Siti Aminah", claimed=True), row(2, "Siti Aminah")], 2),
        ([row(1, "Siti Aminah", claimed=True), row(2, "Siti Aminah", rt="03")], 1),
        ([row(1, "Siti Aminah", claimed=True)], 1),
        ([row(1, "Siti Aminah", claimed=True, rt="03")], None),
        ([row(1, "Siti"), row(2, "Siti Maryam")], 1),
    ],
)
def test_exactly_one_row_fits_or_none(rows: list[Row], found: int | None) -> None:
    fit = fitting(SITI, rows)
    assert (fit.resident_id if fit else None) == found
