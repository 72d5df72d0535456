#!/usr/bin/env python3
"""Periksa hasil jajak pendapat Rembuk. Cukup Python 3.8, tanpa jaringan, tanpa pustaka lain.

    python3 periksa.py FOLDER_ATAU_ZIP [PESAN.txt]

PESAN.txt berisi pesan segel dari grup (salin dan simpan); tanpa berkas itu, tempel pesannya saat diminta.
Jawabannya SAH atau TIDAK SAH dengan baris pertama yang salah. Ditulis dari SPEK.md.
"""

import hashlib
import json
import os
import re
import struct
import sys
import zipfile
from fractions import Fraction

DATA = ["daftar-suara.csv", "pengumuman.json", "suara.pb"]
IKUT = ["SPEK.md", "periksa.html", "periksa.py"]
MANIFES = "MANIFEST.sha256"
TERBESAR = 2**53 - 1
KODE = re.compile(r"[0123456789ABCDEFGHJKMNPQRSTVWXYZ]{10}\Z")
HEKSA = re.compile(r"[0-9a-f]{64}\Z")
NOMOR = re.compile(r"[1-9][0-9]{0,15}\Z")


class Salah(Exception):
    def __init__(self, langkah, berkas, baris, sebab):
        Exception.__init__(self, sebab)
        self.langkah, self.berkas, self.baris, self.sebab = langkah, berkas, baris, sebab


def sha(isi):
    return hashlib.sha256(isi).digest()


def gabung(*bagian):
    isi = b""
    for satu in bagian:
        isi += struct.pack(">I", len(satu)) + satu
    return sha(isi)


def akar(nilai):
    if not nilai:
        return sha(b"")
    if len(nilai) == 1:
        return sha(b"\x00" + nilai[0])
    kiri = 1
    while kiri * 2 < len(nilai):
        kiri *= 2
    return sha(b"\x01" + akar(nilai[:kiri]) + akar(nilai[kiri:]))


def baku(apa):
    return json.dumps(apa, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def teks(isi, langkah, berkas):
    try:
        return isi.decode("utf-8")
    except UnicodeDecodeError:
        raise Salah(langkah, berkas, 0, "berkas bukan teks UTF-8") from None


def baris_baris(isi, langkah, berkas):
    semua = teks(isi, langkah, berkas).split("\n")
    if semua.pop() != "":
        raise Salah(langkah, berkas, len(semua) + 1, "baris terakhir terpotong")
    return semua


def periksa_lengkap(berkas):
    for nama in [MANIFES, *DATA]:
        if nama not in berkas:
            raise Salah(1, nama, 0, "berkas tidak ada")
    for nama in sorted(berkas):
        if nama not in DATA + IKUT + [MANIFES]:
            raise Salah(1, nama, 0, "berkas ini tidak dikenal")


def periksa_manifes(berkas):
    tercatat = {}
    sebelum = ""
    for nomor, baris in enumerate(baris_baris(berkas[MANIFES], 2, MANIFES), 1):
        nama = baris[66:]
        if not HEKSA.match(baris[:64]) or baris[64:66] != "  " or nama not in DATA + IKUT or nama <= sebelum:
            raise Salah(2, MANIFES, nomor, "baris tidak dikenal")
        if nama in berkas and sha(berkas[nama]).hex() != baris[:64]:
            raise Salah(2, MANIFES, nomor, "isi " + nama + " sudah berubah")
        tercatat[nama] = True
        sebelum = nama
    for nama in sorted(berkas):
        if nama != MANIFES and nama not in tercatat:
            raise Salah(2, MANIFES, 0, nama + " tidak tercatat")


def bulat(apa, paling=0):
    return type(apa) is int and paling <= apa <= TERBESAR


def kata(apa):
    return type(apa) is str and not any(ord(h) < 32 or 0xD800 <= ord(h) <= 0xDFFF for h in apa)


def kunci(apa, nama):
    return type(apa) is dict and sorted(apa) == sorted(nama.split())


def heksa(apa):
    return type(apa) is str and bool(HEKSA.match(apa))


def jajak_benar(j):
    nama = "bentuk jajak desa judul usulan urutan pemilih dana cara guna sisa langkah seri"
    if not kunci(j, nama + " suara_paling_sedikit pilihan_paling_banyak"):
        return False
    if j["bentuk"] != "rembuk-jajak-1" or not all(kata(j[n]) for n in ("jajak", "desa", "judul", "urutan")):
        return False
    if j["cara"] not in ("suara-terbanyak", "bagi-rata", "phragmen"):
        return False
    if j["guna"] not in ("jumlah", "biaya") or j["sisa"] not in ("tidak", "naik"):
        return False
    if not all(bulat(j[n]) for n in ("pemilih", "dana", "suara_paling_sedikit", "pilihan_paling_banyak")):
        return False
    langkah = j["langkah"]
    if type(langkah) is not list or len(langkah) != 2 or not all(bulat(n, 1) for n in langkah):
        return False
    if not langkah[0] <= langkah[1] <= 10000:
        return False
    if type(j["usulan"]) is not list or not j["usulan"]:
        return False
    sebelum = 0
    for usulan in j["usulan"]:
        if not kunci(usulan, "nomor judul biaya") or not bulat(usulan["nomor"], sebelum + 1):
            return False
        if not kata(usulan["judul"]) or not bulat(usulan["biaya"]):
            return False
        sebelum = usulan["nomor"]
    if type(j["seri"]) is not list or not all(bulat(n, 1) for n in j["seri"]):
        return False
    return sorted(j["seri"]) == [usulan["nomor"] for usulan in j["usulan"]]


def hasil_benar(h):
    if not kunci(h, "suara terpilih sisa_dana") or not bulat(h["sisa_dana"]):
        return False
    if type(h["terpilih"]) is not list or not all(bulat(n) for n in h["terpilih"]):
        return False
    if type(h["suara"]) is not list:
        return False
    return all(type(p) is list and len(p) == 2 and bulat(p[0]) and bulat(p[1]) for p in h["suara"])


def periksa_pengumuman(isi):
    nama = "pengumuman.json"
    tulisan = teks(isi, 3, nama)
    try:
        p = json.loads(tulisan)
        sama = baku(p) == isi
    except (ValueError, RecursionError):
        sama = False
    if not sama:
        raise Salah(3, nama, 1, "bukan JSON baku")
    if not kunci(p, "jajak penutupan hasil") or not jajak_benar(p["jajak"]) or not hasil_benar(p["hasil"]):
        raise Salah(3, nama, 1, "isinya belum lengkap atau bentuknya lain")
    t, j = p["penutupan"], p["jajak"]
    if not kunci(t, "segel surat baris akar_s akar_c") or not all(heksa(t[n]) for n in ("segel", "akar_s", "akar_c")):
        raise Salah(3, nama, 1, "bagian penutupan bentuknya lain")
    if not bulat(t["surat"]) or not bulat(t["baris"]) or t["surat"] > j["pemilih"]:
        raise Salah(3, nama, 1, "surat suara lebih banyak daripada pemilih")
    if j["cara"] == "suara-terbanyak":
        if t["baris"] > t["surat"] * j["pilihan_paling_banyak"]:
            raise Salah(3, nama, 1, "baris suara terlalu banyak")
    elif t["baris"] != t["surat"]:
        raise Salah(3, nama, 1, "jumlah baris lain dari jumlah surat")
    return p


def periksa_segel(p, pesan):
    segel = sha(baku(p["jajak"])).hex()
    if segel != p["penutupan"]["segel"]:
        raise Salah(4, "pengumuman.json", 1, "segel tidak cocok dengan aturan")
    if segel not in pesan:
        raise Salah(4, "pengumuman.json", 1, "segel lain dari yang di grup; aturan atau usulan sudah berubah")
    if sha(baku(p["penutupan"])).hex() not in pesan:
        raise Salah(5, "pengumuman.json", 1, "segel penutupan lain dari yang di grup")


def pilihan(tulisan, j):
    bagian = tulisan.split(" ") if tulisan else []
    if not all(NOMOR.match(satu) for satu in bagian):
        return None
    nomor = [int(satu) for satu in bagian]
    dikenal = {usulan["nomor"] for usulan in j["usulan"]}
    naik = all(a < b for a, b in zip(nomor, nomor[1:]))
    if not naik or not all(n in dikenal for n in nomor):
        return None
    if j["cara"] == "suara-terbanyak":
        return nomor if len(nomor) == 1 else None
    return nomor if len(nomor) <= j["pilihan_paling_banyak"] else None


def periksa_daftar(isi, p):
    nama = "daftar-suara.csv"
    semua = baris_baris(isi, 6, nama)
    if not semua or semua[0] != "kode,pilihan,garam":
        raise Salah(6, nama, 1, "baris pertama harus kode,pilihan,garam")
    suara = []
    sebelum = ""
    for nomor, baris in enumerate(semua[1:], 2):
        sel = baris.split(",")
        if len(sel) != 3 or not KODE.match(sel[0]) or not HEKSA.match(sel[2]):
            raise Salah(6, nama, nomor, "baris tidak terbaca")
        if sel[0] == sebelum:
            raise Salah(6, nama, nomor, "kode kembar")
        if sel[0] < sebelum:
            raise Salah(6, nama, nomor, "kode tidak urut")
        pilih = pilihan(sel[1], p["jajak"])
        if pilih is None:
            raise Salah(6, nama, nomor, "pilihan tidak sah")
        sebelum = sel[0]
        suara.append((sel[0], pilih, sel[1], sel[2]))
    if len(suara) != p["penutupan"]["baris"]:
        raise Salah(6, nama, len(semua), "jumlah baris lain dari saat kotak ditutup")
    jajak = p["jajak"]["jajak"].encode("utf-8")
    kunci_kunci = [
        gabung(b"suara", jajak, kode.encode(), tulisan.encode(), bytes.fromhex(garam))
        for kode, _, tulisan, garam in suara
    ]
    if akar(sorted(kunci_kunci)).hex() != p["penutupan"]["akar_c"]:
        raise Salah(7, nama, 0, "isi kotak lain dari saat ditutup")
    return [(kode, pilih) for kode, pilih, _, _ in suara]


def sel_pb(apa):
    tulisan = str(apa)
    if ";" in tulisan or '"' in tulisan:
        return '"' + tulisan.replace('"', '""') + '"'
    return tulisan


def periksa_pb(isi, p, suara):
    j = p["jajak"]
    baris = [["META"], ["key", "value"], ["description", j["judul"]], ["country", "Indonesia"], ["unit", j["desa"]]]
    baris += [["instance", j["jajak"]], ["num_projects", len(j["usulan"])], ["num_votes", len(suara)]]
    baris += [["budget", j["dana"]], ["vote_type", "approval"], ["rule", j["cara"]], ["currency", "IDR"]]
    baris += [["rembuk_ties", ",".join(map(str, j["seri"]))], ["rembuk_least_votes", j["suara_paling_sedikit"]]]
    baris += [["PROJECTS"], ["project_id", "cost", "name"]]
    baris += [[u["nomor"], u["biaya"], u["judul"]] for u in j["usulan"]]
    baris += [["VOTES"], ["voter_id", "vote"]]
    baris += [[kode, ",".join(map(str, pilih))] for kode, pilih in suara]
    di = 0
    for nomor, satu in enumerate(baris, 1):
        harus = (";".join(map(sel_pb, satu)) + "\n").encode("utf-8")
        if isi[di : di + len(harus)] != harus:
            raise Salah(8, "suara.pb", nomor, "lain dari daftar suara")
        di += len(harus)
    if di != len(isi):
        raise Salah(8, "suara.pb", len(baris) + 1, "lain dari daftar suara")


def terbanyak(usulan, dana):
    """Usulan: daftar (nomor, biaya, pendukung) urut seri; yang kurang suara sudah keluar."""
    terpilih = []
    for nomor, biaya, _ in sorted(usulan, key=lambda u: -len(u[2])):
        if biaya <= dana:
            terpilih.append(nomor)
            dana -= biaya
    return terpilih


def harga(biaya, jatah):
    """Harga terkecil, sebagai (a, b) untuk a/b, sehingga jumlah min(harga, jatah) = biaya; None bila kurang."""
    jatah = sorted(jatah)
    for ke, satu in enumerate(jatah):
        banyak = len(jatah) - ke
        if biaya <= satu * banyak:
            return biaya, banyak
        biaya -= satu
    return None


def satu_putaran(usulan, surat, dana, menurut_biaya):
    """Jatah tiap surat berupa bilangan bulat per `bagi`; `dana` sebuah pecahan."""
    bagi = dana.denominator * max(1, surat)
    jatah = [dana.numerator] * surat
    terpilih = [n for n, biaya, siapa in usulan if not biaya and siapa and not menurut_biaya]
    sisa = []
    for urut, (n, biaya, siapa) in enumerate(usulan):
        if biaya and siapa:
            paling_murah = Fraction(1 if menurut_biaya else biaya, len(siapa))
            sisa.append((paling_murah, urut, n, biaya, siapa))
    sisa.sort()
    while True:
        terbaik = None
        for satu in sisa:
            paling_murah, urut, _, biaya, siapa = satu
            if terbaik is not None and paling_murah > terbaik[0]:
                break
            h = harga(biaya * bagi, [jatah[s] for s in siapa])
            if h is not None:
                nilai = Fraction(h[0], h[1] * bagi * (biaya if menurut_biaya else 1))
                if terbaik is None or (nilai, urut) < terbaik[:2]:
                    terbaik = (nilai, urut, h, satu)
        if terbaik is None:
            return terpilih
        bayar, halus = Fraction(*terbaik[2]).numerator, Fraction(*terbaik[2]).denominator
        bagi *= halus
        jatah = [satu * halus for satu in jatah]
        for s in terbaik[3][4]:
            jatah[s] -= min(bayar, jatah[s])
        sisa.remove(terbaik[3])
        terpilih.append(terbaik[3][2])


def bagi_rata(usulan, surat, j):
    biaya = {nomor: b for nomor, b, _ in usulan}
    langkah = Fraction(*j["langkah"])
    menurut_biaya = j["guna"] == "biaya"
    k = 0
    hasil = satu_putaran(usulan, surat, Fraction(j["dana"]), menurut_biaya)
    if j["sisa"] == "tidak":
        return hasil
    while True:
        tinggal = j["dana"] - sum(biaya[n] for n in hasil)
        if not any(b and siapa and n not in hasil and b <= tinggal for n, b, siapa in usulan):
            return hasil
        k += 1
        baru = satu_putaran(usulan, surat, j["dana"] * (1 + k * langkah), menurut_biaya)
        if sum(biaya[n] for n in baru) > j["dana"]:
            return hasil
        hasil = baru


def phragmen(usulan, surat, dana):
    beban = [Fraction(0)] * surat
    sisa = [u for u in usulan if u[1] <= dana]
    terpilih = []
    while sisa:
        saat = [(b + sum(beban[s] for s in siapa)) / len(siapa) if siapa else None for _, b, siapa in sisa]
        bersuara = [s for s in saat if s is not None]
        kini = min(bersuara) if bersuara else None
        giliran = [u for u, s in zip(sisa, saat) if s == kini]
        if any(u[1] > dana for u in giliran):
            break
        u = giliran[0]
        for s in u[2]:
            beban[s] = kini
        sisa.remove(u)
        dana -= u[1]
        terpilih.append(u[0])
    return terpilih


def hitung(p, suara):
    j = p["jajak"]
    siapa = {u["nomor"]: [] for u in j["usulan"]}
    for surat, (_, pilih) in enumerate(suara):
        for nomor in pilih:
            siapa[nomor].append(surat)
    biaya = {u["nomor"]: u["biaya"] for u in j["usulan"]}
    ikut = [(n, biaya[n], siapa[n]) for n in j["seri"] if len(siapa[n]) >= j["suara_paling_sedikit"]]
    if j["cara"] == "suara-terbanyak":
        terpilih = terbanyak(ikut, j["dana"])
    elif j["cara"] == "bagi-rata":
        terpilih = bagi_rata(ikut, len(suara), j)
    else:
        terpilih = phragmen(ikut, len(suara), j["dana"])
    jumlah = [[n, len(siapa[n])] for n in sorted(siapa)]
    return {"suara": jumlah, "terpilih": terpilih, "sisa_dana": j["dana"] - sum(biaya[n] for n in terpilih)}


def periksa_hasil(p, suara):
    hasil = hitung(p, suara)
    for nomor, jumlah in hasil["suara"]:
        if jumlah > p["penutupan"]["surat"]:
            raise Salah(9, "daftar-suara.csv", 0, "suara usulan %d lebih banyak daripada pemilihnya" % nomor)
    if hasil["suara"] != p["hasil"]["suara"]:
        raise Salah(9, "pengumuman.json", 1, "jumlah suara lain dari hitungan ulang")
    if hasil["terpilih"] != p["hasil"]["terpilih"] or hasil["sisa_dana"] != p["hasil"]["sisa_dana"]:
        raise Salah(9, "pengumuman.json", 1, "yang terpilih lain dari hitungan ulang")
    return hasil


def periksa(berkas, pesan):
    """berkas: {nama: isi}; pesan: teks dari grup. Memberi (p, hasil), atau Salah."""
    segel = set(re.findall(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])", pesan.lower()))
    periksa_lengkap(berkas)
    periksa_manifes(berkas)
    p = periksa_pengumuman(berkas["pengumuman.json"])
    periksa_segel(p, segel)
    suara = periksa_daftar(berkas["daftar-suara.csv"], p)
    periksa_pb(berkas["suara.pb"], p, suara)
    return p, periksa_hasil(p, suara)


def buka(tempat):
    if os.path.isdir(tempat):
        berkas = {}
        for nama in os.listdir(tempat):
            if os.path.isfile(os.path.join(tempat, nama)):
                with open(os.path.join(tempat, nama), "rb") as satu:
                    berkas[nama] = satu.read()
        return berkas
    with zipfile.ZipFile(tempat) as isi:
        return {nama: isi.read(nama) for nama in isi.namelist()}


def cerita(p, hasil):
    judul = {u["nomor"]: u["judul"] for u in p["jajak"]["usulan"]}
    suara = dict(hasil["suara"])
    bersuara = "Bersuara: %d dari %d pemilih." % (p["penutupan"]["surat"], p["jajak"]["pemilih"])
    baris = ["SAH", "", p["jajak"]["judul"], bersuara]
    baris += ["Hitungan ulang sama. Yang terpilih:"]
    baris += ["%d. Nomor %d, %s: %d suara" % (ke, n, judul[n], suara[n]) for ke, n in enumerate(hasil["terpilih"], 1)]
    return "\n".join(baris if hasil["terpilih"] else [*baris[:-1], "Hitungan ulang sama. Tidak ada yang terpilih."])


def main(argumen):
    if len(argumen) not in (2, 3):
        print(__doc__)
        return 2
    try:
        berkas = buka(argumen[1])
        if len(argumen) == 3:
            with open(argumen[2], encoding="utf-8", errors="replace") as satu:
                pesan = satu.read()
        else:
            print("Tempel pesan segel dari grup, lalu tekan Ctrl+D:", file=sys.stderr)
            pesan = sys.stdin.read()
    except (OSError, zipfile.BadZipFile) as salah:
        print("Berkas tidak dapat dibuka: %s" % salah)
        return 2
    try:
        p, hasil = periksa(berkas, pesan)
    except Salah as salah:
        tempat = salah.berkas + (" baris %d" % salah.baris if salah.baris else "")
        print("TIDAK SAH\n\nLangkah %d, %s: %s." % (salah.langkah, tempat, salah.sebab))
        return 1
    print(cerita(p, hasil))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
