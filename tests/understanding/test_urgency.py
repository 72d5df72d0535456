"""Danger now is heard in any tongue; capitals, floods of every year and fears are no emergency."""

import pytest

from understanding.reading import Ground, Route, read

GROUND = Ground({"Krajan": "Krajan", "Ngasem": "Ngasem"}, own="Krajan")


@pytest.mark.parametrize(
    "text",
    [
        "pak ada pohon gede roboh nutup jalan, motor ketimpa ada orangnya di bawah",
        "banyune wis mlebu omah sak lutut, mbah putri isih nang njero, tulung perahu",
        "caah gede ayeuna, imah tos kakeueum sadada",
        "aeng raja maso' ka bengko, oreng towa gita' kaloar, tolong",
        "rumah alah tabaka sabuah di jorong kami, capek lah kirim pemadam",
        "api mattunu bola ri seddena masigi'e, magatti",
        "ada anak kecil kecebur sumur tolong cepat",
        "ana wong keli kali wingi sore durung ketemu, tulung SAR",
        "jembatan putus diterjang banjir tadi malam, warga sebrang ga bisa keluar",
        "TOLONG warga keracunan makanan hajatan 30 orang di bawa ke puskesmas",
        "ada 40 org mutah mutah habis makan nasi kotak, bidan kewalahan minta infus",
        "taneuh tonggoh masigit nembe urug jam 2 peuting ieu, 1 imah katutup jalmina teu acan kapendak",
        "gas elpiji bledug di rumah bu RT, ada korban luka bakar",
        "talud samping SD ambrol nimpa murid",
    ],
)
def test_danger_now_is_an_emergency(text: str) -> None:
    assert read(text, GROUND).route is Route.DARURAT


@pytest.mark.parametrize(
    "text",
    [
        "TOLONG PAK JALAN SUDAH HANCUR TIDAK BISA DILEWATI!!!",
        "BANJIR min tiap hujan gede di gang 5, selokannya kekecilan. dilebarin atuh",
        "usul alat pemadam kebakaran ringan buat tiap RT, kemarau rawan kebakaran",
        "takut longsor, tebing belakang rumah retak panjang. mohon dibronjong",
        "usul latihan evakuasi tsunami sareng papan jalur evakuasi",
        "kalau hujan air masuk rumah, minta selokan dikeruk",
        "sumur bor RW 04 mati total, dinamone kobong 2 minggu iki, njaluk pompa baru",
        "tiang listrik miring mau roboh, tolong lapor PLN",
        "jalan licin, kemarin ada yg patah tulang jatuh di tanjakan. tolong dikasih rabat",
    ],
)
def test_capitals_and_what_happens_every_year_are_none(text: str) -> None:
    assert read(text, GROUND).route is not Route.DARURAT


@pytest.mark.parametrize(
    "text",
    [
        "kaca tikungan dekat pasar, tadi pagi ada yg tabrakan, murid SD luka",
        "jalan kabupaten longsor separo, mobil teu bisa liwat geus 2 minggu. desa tulung surati PUPR",
        "alat kanggo ngadamel kiripik ngan katel hiji, ngabungkusna ge ku seuneu lilin",
        "kabel lampu jalan putus sejak bulan lalu, minta diperbaiki",
    ],
)
def test_what_is_over_or_burns_on_a_candle_is_no_emergency(text: str) -> None:
    assert read(text, GROUND).route is not Route.DARURAT
