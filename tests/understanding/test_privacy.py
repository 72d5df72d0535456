"""What is shown to others holds no number, name, illness, poverty or accusation; prices and places stay readable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quick import quick
from understanding.reading import Ground, read

GROUND = Ground({"Krajan": "Krajan"}, own="Krajan")


def shown(text: str) -> str:
    return read(text, GROUND).redacted


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("hub 0812-0000-0000 ya", "0000"),
        ("wa saya O812 3456 78l9", "3456"),
        ("nomer kulo enol wolu siji loro telu papat limo enem pitu wolu", "telu"),
        ("hp nol delapan satu dua tiga empat lima enam tujuh delapan", "lapan"),
        ("0️⃣8️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣9️⃣", "8"),
        ("NIK 3399 0101 0170 0001 tolong dicek", "0170"),
        ("no KK 3298010203040005 tolong didaftarin", "3298"),
        ("rek takmir BRI 0000-01-000123-50-9", "0001"),
        ("BPJS 0001234567890 kok nonaktif", "0001234"),
        ("email saya budi.santoso@contoh.example", "santoso"),
        ("motor plat AD 1234 XY ngebut terus", "1234"),
        ("rumah mbah Surip RT 2 mau roboh, janda hidup sendiri, mohon bedah rumah", "Surip"),
        ("Nama saya Sutikno, jembatan ke ladang rusak", "Sutikno"),
        ("tanggaku Yu Sarmi TBC, mbok ditiliki bidan", "TBC"),
        ("kades maling, dana desa dimakan sendiri", "kades"),
        ("NOP 33.97.010.002.003-0045.0 kok munggah", "0045"),
        ("nomor BPJS 0001 2345 67890 nonaktif", "67890"),
        ("mbah karto wis pikun tinggal ijenan", "karto"),
        ("istri saya hamil 8 bulan, jalan ke puskesmas rusak", "hamil"),
        ("bu Tumini kena kanker, suaminya nganggur", "nganggur"),
        ("Rizky anaknya pak heru sering nyolong hp di masjid", "heru"),
        ("tetangga saya mas Tono mabuk tiap malam", "Tono"),
        ("bayi balita atas nama Keysha gizi buruk RT 4", "Keysha"),
        ("Kang Asep maling hayam abdi", "Asep"),
        ("Dulatip kampung Krajan: nyo'on pelatean", "Dulatip"),
        ("aparat bodoh, beras disunat RT Ujang", "Ujang"),
        ("anak saya di-bully temannya Reza tiap hari", "Reza"),
        ("alamat saya Jl. Melati No 12 lampu mati", "Melati"),
        ("tetangga mas Danu RT 2 nyetel musik keras tiap malam", "RT 2"),
        ("tulung bojoku stroke, ora duwe ragat nggo kontrol", "ora duwe ragat"),
    ],
)
def test_what_belongs_to_a_person_is_not_shown(text: str, secret: str) -> None:
    assert secret in text
    assert secret not in shown(text)


@pytest.mark.parametrize(
    "text",
    [
        "Mohon jalan RT 01 02 03 04 05 dirabat, biaya Rp 48.000.000",
        "usul lampu 6 titik dari pertigaan sampai makam, 350 meter, 60 KK",
        "jadwal 12-03-2024 sampai 15-03-2024 jam 08.00-12.00",
        "anggaran 150000000 rupiah tahun 2021 2022 2023",
        "gang Haji Ali depan masjid Al Hidayah becek, minta dipaving",
        "usul penyuluhan TBC di posyandu",
        "bantuan untuk janda miskin dan lansia di dusun",
        "pak kades dan bu bidan mohon hadir ke posyandu Krajan",
        "usul posyandu lansia karena banyak yang stroke dan darah tinggi",
        "kelompok tani Sido Makmur minta pupuk",
        "12 ibu hamil antri di luar, usul gedung posyandu",
    ],
)
def test_prices_places_and_needs_stay(text: str) -> None:
    assert shown(text) == text


@quick
@given(
    st.text("0123456789", min_size=10, max_size=13).map(lambda n: "08" + n[2:]),
    st.sampled_from(["", " ", "-", ".", "  "]),
    st.sampled_from(["wa {} ya", "hub: {}", "{}", "telp {} pak, jalan rusak", "tolong ({})"]),
)
def test_a_telephone_number_is_hidden_however_it_is_cut(number: str, apart: str, around: str) -> None:
    typed = apart.join(number[i : i + 4] for i in range(0, len(number), 4))
    assert typed not in shown(around.format(typed))


@quick
@given(st.text(max_size=300))
def test_no_text_is_too_odd(text: str) -> None:
    found = read(text, GROUND)
    assert found.parts and found.why


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("usul beasiswa, salah satunya Nadia Putri, bapaknya kena stroke", ("Nadia", "stroke")),
        ("tatangga abdi H. Dadang ngabendung cai susukan ka balongna sorangan", ("Dadang",)),
        ("butuh pelatihan cabai, hub. saya di 0819 0000 5678 Asep", ("Asep", "5678")),
        ("Saya Nani Suryani RT 3, suami tidak kirim uang, bisa dibantu sembako?", ("Nani", "sembako")),
        ("ada satu keluarga di RT 5 makan sehari sekali", ("makan sehari",)),
    ],
)
def test_names_without_a_title_and_families_without_a_name_are_hidden(text: str, hidden: tuple[str, ...]) -> None:
    shown = read(text, Ground({1: "Krajan"}, own=1)).redacted
    assert not [word for word in hidden if word in shown]


def test_a_group_or_an_abbreviation_is_nobody() -> None:
    text = "usul banner rincian APBDes di tiap RW, rakyat pengen tau uangnya kemana"
    assert "APBDes" in read(text, Ground({1: "Krajan"}, own=1)).redacted
