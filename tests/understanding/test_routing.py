"""What is no proposal is told apart in any tongue; a proposal is never lost, however rude or unknown its words."""

import pytest

from understanding.reading import Ground, Reject, Route, read

GROUND = Ground({"Krajan": "Krajan", "Ngasem": "Ngasem"}, {"01": "Krajan", "03": "Ngasem"}, own="Krajan")


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("beras bansos di tempat kami dipotong 2 kilo tiap orang sama ketua RT. tolong BPD cek", Route.ADUAN),
        ("perangkat desa kok sugih2 kabeh saiki, omahe dibangun nganggo semen proyek", Route.ADUAN),
        ("duit BLT dipotong 50 rebu ku RT, saurna kanggo bensin. leres teu kitu teh?", Route.ADUAN),
        ("wali nagari makan pitih proyek irigasi, semennyo indak cukuik, baru sabulan lah ratak", Route.ADUAN),
        ("prebekele korupsi, jinah desa anggone meli mobil", Route.ADUAN),
        ("tetangga depan rumah nyetel dangdut sampe jam 1 malem tiap hari, anak saya ga bisa tidur", Route.ADUAN),
        ("duit cepet rek! utang online modal KTP cair 5 menit, klik link iki", Route.BLOKIR),
        ("Kredit motor DP 500rb langsung bawa pulang, hub dealer 0812 0000 4545", Route.BLOKIR),
        ("File foto-paket-anda.apk silahkan dibuka bpk ibu", Route.BLOKIR),
        ("kulo badhe damel SKCK, suratipun saking deso nopo mawon nggih", Route.LAYANAN),
        ("bilo kalua bareh miskin pak? awak alun manarimo bulan ko", Route.LAYANAN),
        ("suami saya kena stroke, ga ada biaya berobat, apa bisa dibantu desa?", Route.LAYANAN),
        ("usule kulo wingi wis mlebet RKP dereng?", Route.TANYA),
        ("iraha aya rapat RW?", Route.TANYA),
        ("jalan yang diaspal tahun ini di dusun mana aja?", Route.TANYA),
        ("Assalamualaikum", Route.TANYA),
        ("Sugeng enjing, mugi2 sedaya tansah pinaringan kasarasan", Route.TANYA),
        ("usul desa bikin bandara di sawah biar keren wkwk guyon lho pak", Route.TANYA),
        ("Amalkan doa ini 7x habis isya, sebarkan ke 10 grup jangan putus di kamu", Route.TANYA),
        ("dana desa taun niki pinten, sing kangge BLT pinten?", Route.TANYA),
        ("lapangan boleh dipinjam buat hajatan gak pak, izin ke siapa?", Route.TANYA),
        ("min kalo mau usul tapi ga bisa datang musdus gimana caranya?", Route.TANYA),
        ("Ma ini adek, hp rusak, tolong kirim pulsa 100rb ke nomor ini dulu", Route.BLOKIR),
        ("pajekku kok munggah, njaluk dicek", Route.LAYANAN),
        ("akta anak saya salah ketik harusnya Rizki ditulis Rizka, ke mana betulinnya", Route.LAYANAN),
        ("abdi teu acan kenging bantosan sembako, tatangga mah tos", Route.LAYANAN),
        ("RT 02 korup siah, sertipikat dipentaan 1,5 juta", Route.ADUAN),
        ("Mas Yanto jualan miras di warungnya dekat SD", Route.ADUAN),
        ("kades jual tanah bengkok ora ono rembugan", Route.ADUAN),
    ],
)
def test_what_is_no_proposal_goes_where_it_belongs(text: str, route: Route) -> None:
    found = read(text, GROUND)
    assert (found.route, found.reject is not None) == (route, True)


@pytest.mark.parametrize(
    "text",
    [
        "kades bego, lampu jalan gang 2 mati 3 bulan ga diganti2",
        "woi goblok semua, jembatan bambu ngasem udah patah, bikin yg beton!",
        "usul penyuluhan bahaya judi online dan pinjol buat anak muda",
        "usul dana desa dipakai beli ambulan, jangan buat rapat2 terus",
        "warung2 jualan miras deket sekolah, usul perdes larangan miras",
        "agama apapun boleh ikut, usul kerja bakti bersama antar umat di makam desa",
        "jalan dusun kapan dibangun pak? tiap tahun janji terus",
        "Pelatihan bikin konten jualan online buat ibu2 UMKM, mohon diadakan",
        "hama monyet masuk ladang jagung, minta bantuan jaring",
        "zxqv bnmk wrtp qsdf hjkl",
        "modal",
        "Cai 😢",
        "Dusun kula kok mboten nate kebagian nggih pak",
        "yg dulu itu lho pak kok sampe sekarang blm",
        "usul BUMDes buka pinjaman lunak bunga ringan tanpa jaminan buat bakul pasar",
        "dsn 4 blm ada tiang listrik, 38 KK masih pakai genset. mohon PLN masuk",
        "hama tikus pak desa, padi dimakan semua",
    ],
)
def test_a_proposal_is_never_lost(text: str) -> None:
    assert read(text, GROUND).reject is None


def test_every_claim_names_the_villagers_own_words() -> None:
    why = dict(read("dalan ngasem mblethok nek udan, tulung diaspal", GROUND).why)
    assert why["dusun: Ngasem"] == ("ngasem",)
    assert {"dalan", "mblethok", "diaspal"} <= set(why["kegiatan: 2.3.10"])
    assert "tulung" in why["route: rkp"]


def test_hate_and_insults_have_their_names() -> None:
    assert read("wong sing agamane seje ora pantes melu rembugan, tundhung wae", GROUND).reject is Reject.SARA
    assert read("bot g*bl*k", GROUND).reject is Reject.KASAR


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("SMP N 3 kekurangan komputer pak, anak2 ujian numpang", Route.DU_RKP),
        ("jalan depan SMP rusak mohon diaspal", Route.RKP),
        ("Gereja mau rehab pagar, mohon bantuan 15 juta", Route.DU_RKP),
        ("lampu jalan depan masjid mati minta diganti", Route.RKP),
        ("jalan provinsi yang lewat ngasem bergelombang. tolong laporkan ke PU", Route.DU_RKP),
        ("gang yang tembus ke jalan provinsi minta dipaving", Route.RKP),
        ("usul jalan", Route.KLARIFIKASI),
        ("menta embe hiji", Route.KLARIFIKASI),
        ("mohon bantuan pak kades", Route.KLARIFIKASI),
        ("koreksi usulan lampu, jumlahnya 8 bukan 6", Route.RALAT),
        ("ngapunten klentu, sing leres RT 4 sanes RT 2", Route.RALAT),
        ("pager makam sing takusulke wingi kleru, dudu 35 m ning 53 m", Route.RALAT),
        ("leresna mah 3 unit sanes 2 unit, punten", Route.RALAT),
        ("madrasah punya yayasan minta semen buat pagar", Route.DU_RKP),
        ("penyuluhan nikah dini buat anak umur SMP", Route.RKP),
    ],
)
def test_other_peoples_assets_open_questions_and_corrections(text: str, route: Route) -> None:
    found = read(text, GROUND)
    assert (found.route, found.reject) == (route, None)


@pytest.mark.parametrize(
    "text",
    [
        "bantaran sungai kegerus tiap taun, BBWS tolong turun pasang bronjong",
        "di jalan gede hareupeun SMP pasangan rambu ku pamarentah provinsi",
        "Jembatan jalan provinsi sdh retak sayapnya, mohon desa bersurat ke dinas PU",
        "usul trotoar + zebra cross di jalan provinsi",
    ],
)
def test_who_above_the_village_is_called_on_gets_it(text: str) -> None:
    assert read(text, GROUND).route is Route.DU_RKP


@pytest.mark.parametrize(
    "text",
    [
        "gas melon langka, lamun desa ngadegkeun BUMDes jadi pangkalan gas",
        "anak banyak yg putus SMP, usul kejar paket B di balai",
        "usul normalisasi waduk kecil dusun Krajan",
    ],
)
def test_what_the_village_can_do_itself_stays_its_own(text: str) -> None:
    assert read(text, GROUND).route is Route.RKP


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("Pak lurah maturnuwun dalan e wis alus. Semoga barokah", Route.TANYA),
        ("HADIRILAH pengajian bulanan, penceramah dari kota, mangga sarumping", Route.TANYA),
        ("wkwkwk kenapa ayam nyebrang jalan? krn pengen ke seberang", Route.TANYA),
        ("aya jadwal vaksin rabies kanggo anjing teu? iraha", Route.TANYA),
        ("bapa kades kenalkeun abdi calon DPRD nomer urut 3 hayu coblos", Route.BLOKIR),
        ("panitia minta 500 ribu per bidang padahal aturannya 150", Route.ADUAN),
        ("mau bikin SKTM buat anak sekolah, bisa dititipkan pak RT tidak", Route.LAYANAN),
    ],
)
def test_thanks_calls_votes_and_errands_are_no_proposals(text: str, route: Route) -> None:
    reading = read(text, GROUND)
    assert (reading.route, reading.reject is not None) == (route, True)


@pytest.mark.parametrize(
    "text",
    [
        "percuma bayar pajak kalau jalan depan rumah saya bolong terus, aspal dong",
        "terima kasih jalannya sudah bagus, sekarang lampunya yang belum",
        "maling makin banyak, CCTV dong pak",
        "suara sound horeg ganggu bayi, bikin perdes jam malam",
        "data PBB amburadul, mohon dibereskan administrasinya",
        "anjing liar banyak gigit ternak, mohon vaksin rabies",
        "pinjol menjerat warga, adakan penyuluhan",
    ],
)
def test_a_wish_is_not_put_aside_for_a_word_in_it(text: str) -> None:
    assert read(text, GROUND).reject is None
