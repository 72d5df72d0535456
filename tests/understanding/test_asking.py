"""What is a question, and what is somebody's wish for the village."""

import pytest

from understanding.asking import asks

QUESTIONS = """
    kapan jalannya diperbaiki?
    Kapan jembatan Ngasem dibangun
    Pak, kapan musyawarah dusun
    Assalamualaikum pak berapa dana desa tahun ini
    usulan saya sampai mana?
    Jalan RT 02 kapan diperbaiki
    Kenapa lampu di gang masjid belum diganti
    Di mana balai dusun Krajan
    siapa ketua BPD sekarang
    Jalan ke makam rusak. Apa sudah dianggarkan?
    iraha jalan di dieu dibenerkeun
    Piye carane usul
    "Apakah boleh usul dua kali?"
    Bagaimana kalau pos ronda diperbaiki
"""
WISHES = """
    Jalan di RT 02 rusak, mohon diperbaiki
    Lampu jalan di Ngasem RT 03 mati, gelap kalau anak pulang mengaji
    Mohon dibuatkan pos ronda di RT 01
    Air bersih sering mati, siapa saja di RT 04 kesulitan
    Assalamualaikum pak lurah, selokan di depan mushola mampet
    Minta lampu? Ya, di gang masjid gelap sekali
    Posyandu butuh timbangan
    di dusun Krajan jembatan lapuk
    Kalau hujan jalan ke makam licin sekali dan ibu-ibu yang ziarah takut jatuh, entah kapan lagi bisa lewat situ
"""


@pytest.mark.parametrize("text", [line.strip() for line in QUESTIONS.strip().splitlines()])
def test_a_question(text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize("text", [line.strip() for line in WISHES.strip().splitlines()])
def test_a_wish(text: str) -> None:
    assert not asks(text)


@pytest.mark.parametrize("text", ["", " ", "...", "👍", "pak"])
def test_nothing_is_no_question(text: str) -> None:
    assert not asks(text)
