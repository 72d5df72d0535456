// The guided tour as data: who, where, what to press, and how one sees that it is done.
// `read`: what stands in the message that is to be read; whoever has read it says so in the tour.
// `at`: a name, "group" or "controls". `press`: how the label of the button begins. `done(seen)` asks the stage.

const SARI = "Sari Rahayu", SLAMET = "Slamet Riyadi", JOKO = "Joko Santoso", WATI = "Wati Handayani";

// How one speaks of them. Everybody else is called by the name on the phone.
export const called = { [SARI]: "Bu Sari", [SLAMET]: "Pak Slamet", [JOKO]: "Pak Joko", [WATI]: "Bu Wati" };

const living = [
  { at: SARI, fill: "Lampu jalan di Ngasem RT 03 mati, gelap kalau anak pulang mengaji", send: true,
    text: "Bu Sari punya usulan. Tekan [Isikan kalimatnya], lalu tekan ➤.", done: (s) => s.asks(SARI, "✅ Ya, ini usulan") },
  { at: SARI, press: "✅ Ya, ini usulan", text: "Bot bertanya dulu. Tekan [Ya, ini usulan].", done: (s) => s.asks(SARI, "Anak sekolah") },
  { at: SARI, press: "Anak sekolah", text: "Tempatnya sudah terbaca. Untuk siapa manfaatnya? Tekan [Anak sekolah].", done: (s) => s.asks(SARI, "✅ Ya, kirim") },
  { at: SARI, press: "✅ Ya, kirim", text: "Periksa catatannya, lalu tekan [Ya, kirim].", done: (s) => s.told(SARI, "menjadi nomor") },
  { at: SLAMET, board: "🛠 Meja kerja", text: "Usulan sudah bernomor. Sekarang giliran Pak Slamet, tim penyusun. Tekan [Meja kerja].", done: (s) => s.asks(SLAMET, "🗳 Musyawarah") },
  { at: SLAMET, press: "🗳 Musyawarah", text: "Inilah meja kerja Pak Slamet. Tekan [Musyawarah].", done: (s) => s.asks(SLAMET, "🗳 Buka jajak") },
  { at: SLAMET, press: "🗳 Buka jajak", text: "Tekan [Buka jajak pendapat].", done: (s) => s.asks(SLAMET, "Pilih semua") },
  { at: SLAMET, press: "Pilih semua", text: "Tekan [Pilih semua]. Isinya usulan yang belum ikut jajak pendapat.", done: (s) => s.asks(SLAMET, "1 usulan") },
  { at: SLAMET, press: "1 usulan", text: "Tiap warga boleh memilih satu. Tekan [1 usulan].", done: (s) => s.told(SLAMET, "Kapan ditutup") },
  { at: SLAMET, first: true, text: "Kapan ditutup? Tekan waktu yang paling dekat.", done: (s) => s.asks(SLAMET, "💻 Komputer") },
  { at: SLAMET, press: "💻 Komputer", text: "Siapa memegang kunci kotak suara? BPD, atau komputer. Untuk latihan, tekan [Komputer desa].", done: (s) => s.asks(SLAMET, "✅ Buka sekarang") },
  { at: SLAMET, press: "✅ Buka sekarang", text: "Tekan [Buka sekarang]. Grup langsung dikabari.", done: (s) => s.told(SLAMET, "sudah dibuka untuk") },
  { at: SARI, press: /^\d+\. Lampu jalan/, text: "Surat suara sudah sampai. Tekan usulan lampu jalan.", done: (s) => s.picked(SARI) },
  { at: "controls", control: "suara", text: "Warga lain ikut memilih. Tekan [Warga memberi suara] di atas.", done: (s) => s.deeds("suara") },
  { at: "controls", control: "plug", text: "Bagaimana kalau listrik padam? Tekan [Cabut colokan].", done: (s) => !s.lives },
  { at: SARI, board: "📋 Lihat usulan", text: "Bot mati. Tekan [Lihat usulan], seperti biasa.", done: (s) => s.said(SARI) },
  { at: "controls", control: "plug", text: "Pesannya menunggu, tidak hilang. Tekan [Nyalakan bot].", done: (s) => s.lives && s.told(SARI, "Usulan warga") },
  { at: "controls", control: "tutup", text: "Sekarang majukan jam. Tekan [Ke penutupan jajak].", done: (s) => s.inGroup("Hasil jajak pendapat") },
  { at: "group", read: "Hasil jajak pendapat", text: "Hasilnya sudah ada di grup. Bacalah usulan mana yang menang. Lalu tekan [Sudah saya baca].", done: () => false },
  { at: "group", press: "Bukti", text: "Bu Sari juga sudah dikabari. Tekan [Bukti] untuk melihat segel hasilnya.", done: (s) => s.toasted },
];

const empty = [
  { at: "controls", control: "link-setup", text: "Tautan pasang sudah tampak. Tekan [Buka], untuk telepon Pak Joko.", done: (s) => s.told(JOKO, "Apa nama desanya") },
  { at: JOKO, fill: "Sumberagung", send: true, text: "Nama desanya Sumberagung. Tekan [Isikan kalimatnya], lalu tekan ➤.", done: (s) => s.told(JOKO, "Berapa kode desa") },
  { at: JOKO, fill: "33.01.02.2003", send: true, text: "Kode desa ini karangan. Tekan [Isikan kalimatnya], lalu tekan ➤.", done: (s) => s.asks(JOKO, "Betul") },
  { at: JOKO, press: "Betul", text: "Desa ini memakai WIB. Tekan [Betul].", done: (s) => s.told(JOKO, "nama dusun") },
  { at: JOKO, fill: "Krajan, Ngasem, Kalitengah", send: true, text: "Sekarang nama dusunnya. Tekan [Isikan kalimatnya], lalu tekan ➤.", done: (s) => s.told(JOKO, "berapa RT") },
  { at: JOKO, fill: "4", send: true, text: "Tiap dusun punya empat RT. Tekan [Isikan kalimatnya], lalu tekan ➤.", done: (s) => s.told(JOKO, "nama Bapak/Ibu") },
  { at: JOKO, fill: "Joko Santoso", send: true, text: "Sekarang nama Pak Joko. Tekan [Isikan kalimatnya], lalu tekan ➤.", done: (s) => s.asks(JOKO, "✅ Sudah benar") },
  { at: JOKO, press: "✅ Sudah benar", text: "Periksa catatannya, lalu tekan [Sudah benar].", done: (s) => s.told(JOKO, "Langkah berikutnya") },
  { at: JOKO, press: "Hubungkan grup", text: "Bawa bot ke grup warga. Tekan [Hubungkan grup warga].", done: (s) => s.inGroup("terhubung") },
  { at: JOKO, press: "Angkat petugas", text: "Angkat kader yang akan mengenali warga. Tekan [Angkat petugas].", done: (s) => s.asks(JOKO, "Kader") },
  { at: JOKO, press: "Kader", text: "Tekan [Kader].", done: (s) => s.told(JOKO, "Teruskan tautan ini") },
  { at: JOKO, link: "start=tugas_", text: "Tekan tautan itu. Lalu tekan [Wati Handayani].", done: (s) => s.told(WATI, "bertugas sebagai") },
];

export const steps = { hidup: living, kosong: empty };
