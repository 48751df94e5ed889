"""The tests of five programs: eight questions each, the right answer first here and shuffled when they are made."""

from typing import Final, NamedTuple


class Asked(NamedTuple):
    """A question of the demo: its topic, its words, the right answer and three wrong ones, and how it was written.

    `quality` is "" for a good question, "easy" for one that all know, "blind" for one that tells nobody apart, and
    "miskeyed" where the key names a wrong answer.
    """

    topic: str
    text: str
    answers: tuple[str, str, str, str]
    quality: str = ""


TESTS: Final[dict[str, tuple[Asked, ...]]] = {
    "tata-antrean": (
        Asked("Waktu tunggu", "Waktu tunggu warga dihitung sejak kapan sampai kapan?",
              ("Sejak datang sampai mulai dilayani", "Sejak dilayani sampai selesai", "Sejak buka sampai tutup loket",
               "Sejak antre sampai berkas diarsipkan")),
        Asked("Waktu tunggu", "Lima puluh warga datang bersamaan saat loket buka. Apa yang paling membantu?",
              ("Membagi jam kedatangan", "Menambah kursi tunggu", "Mempercepat satu petugas", "Menutup pendaftaran")),
        Asked("Waktu tunggu", "Angka mana yang paling jujur menggambarkan waktu tunggu?",
              ("Median beserta yang terlama", "Rata-rata hari tersepi", "Waktu tercepat", "Perkiraan petugas")),
        Asked("Langkah layanan", "Apa yang pertama dilakukan sebelum memangkas langkah?",
              ("Menggambar alur yang berjalan", "Membeli aplikasi", "Menambah loket", "Menulis spanduk baru")),
        Asked("Langkah layanan", "Langkah mana yang paling patut dihapus?",
              ("Salinan berkas yang tidak pernah dibaca", "Pemeriksaan identitas", "Pencatatan biaya",
               "Pemberitahuan hasil")),
        Asked("Antrean", "Nomor antrean terpisah untuk layanan singkat terutama mengurangi apa?",
              ("Waktu tunggu urusan singkat", "Jumlah petugas", "Luas ruang tunggu", "Jumlah keluhan tertulis"),
              "miskeyed"),
        Asked("Antrean", "Siapa yang didahulukan dalam antrean?",
              ("Lansia, ibu hamil, dan penyandang disabilitas", "Pegawai instansi lain", "Yang paling keras meminta",
               "Yang dikenal petugas"), "easy"),
        Asked("Antrean", "Kapan antrean daring paling berguna?",
              ("Bila jadwalnya ditepati", "Bila semua warga punya ponsel", "Bila loket ditutup",
               "Bila petugas berkurang"), "blind"),
    ),
    "pelayanan-prima": (
        Asked("Menyambut", "Warga marah karena berkasnya ditolak. Kalimat pertama yang tepat?",
              ("Saya dengarkan; apa yang terjadi?", "Itu bukan bagian saya.", "Aturannya memang begitu.",
               "Silakan kembali besok.")),
        Asked("Menyambut", "Menyebut nama warga saat melayani terutama menunjukkan apa?",
              ("Perhatian pada orangnya", "Kedekatan pribadi", "Kecepatan layanan", "Jabatan petugas"), "easy"),
        Asked("Menjelaskan", "Syarat layanan paling mudah dipahami bila disampaikan bagaimana?",
              ("Satu per satu dengan contoh", "Dengan nomor pasal", "Secepat mungkin", "Hanya lewat papan")),
        Asked("Menjelaskan", "Setelah menjelaskan, bagaimana memastikan warga paham?",
              ("Meminta ia mengulang dengan kata sendiri", "Bertanya “paham?”", "Memberi brosur", "Menyudahi layanan")),
        Asked("Menjelaskan", "Warga bertanya tentang layanan unit lain. Apa yang dilakukan?",
              ("Menyebut unit, tempat, dan jamnya", "Mengatakan tidak tahu", "Menyuruh mencari sendiri",
               "Menjawab dengan menebak")),
        Asked("Menyelesaikan", "Berkas kurang satu lembar. Tindakan yang paling menghemat waktu warga?",
              ("Memberi daftar yang kurang sekali saja", "Menolak seluruh berkas", "Menyimpan tanpa memberi tahu",
               "Meminta datang lagi untuk bertanya")),
        Asked("Menyelesaikan", "Janji waktu selesai sebaiknya dibuat bagaimana?",
              ("Sesuai yang biasa tercapai", "Secepat yang diharapkan warga", "Tanpa tanggal", "Selalu satu hari")),
        Asked("Menyelesaikan", "Kesalahan ada pada petugas. Apa yang dikatakan lebih dahulu?",
              ("Mengakui dan meminta maaf", "Menjelaskan beban kerja", "Menyebut rekan yang salah",
               "Menunggu warga bertanya"), "blind"),
    ),
    "naskah-dinas": (
        Asked("Kalimat", "Kalimat mana yang paling jelas?",
              ("Rapat ditunda ke 5 Mei.", "Rapat dimaksud mengalami penundaan.", "Adapun rapat agar ditunda.",
               "Sehubungan rapat, maka ditunda.")),
        Asked("Kalimat", "Satu kalimat sebaiknya memuat berapa gagasan?",
              ("Satu", "Dua", "Tiga", "Sebanyak yang muat"), "easy"),
        Asked("Kalimat", "Kata “dalam rangka” paling sering dapat diganti dengan apa?",
              ("Untuk", "Sedangkan", "Bahwa", "Adapun")),
        Asked("Susunan", "Di mana letak inti surat?",
              ("Pada paragraf pertama", "Pada penutup", "Pada lampiran", "Pada tembusan")),
        Asked("Susunan", "Daftar lebih dari tiga hal sebaiknya ditulis bagaimana?",
              ("Dirinci bernomor", "Dalam satu kalimat", "Di catatan kaki", "Di lampiran lain")),
        Asked("Susunan", "Kapan lampiran diperlukan?",
              ("Bila rincian mengganggu isi", "Pada setiap surat", "Bila surat pendek", "Bila surat biasa")),
        Asked("Jenis naskah", "Perintah kepada bawahan untuk bertugas ditulis sebagai apa?",
              ("Surat perintah", "Nota dinas", "Surat edaran", "Berita acara")),
        Asked("Jenis naskah", "Komunikasi antarpejabat dalam satu instansi memakai apa?",
              ("Nota dinas", "Surat undangan", "Pengumuman", "Keputusan"), "blind"),
    ),
    "keamanan-informasi": (
        Asked("Kata sandi", "Kata sandi mana yang paling kuat?",
              ("Empat kata acak yang panjang", "Nama anak dan tahun lahir", "Pemko2026!", "12345678 dibalik")),
        Asked("Kata sandi", "Faktor kedua terbaik untuk masuk sistem penting?",
              ("Kunci atau aplikasi kode", "Pertanyaan rahasia", "Nomor pegawai", "Tanggal lahir")),
        Asked("Surel", "Surel meminta kata sandi “untuk pemutakhiran”. Apa yang dilakukan?",
              ("Melaporkan dan tidak membalas", "Membalas dari rumah", "Meneruskan ke rekan", "Mengganti namanya"),
              "easy"),
        Asked("Surel", "Tanda paling pasti bahwa tautan dalam surel palsu?",
              ("Alamat situsnya bukan milik pengirim", "Ada gambar logo", "Dikirim malam hari", "Kalimatnya panjang")),
        Asked("Data pribadi", "Menurut UU 27/2022, data kesehatan termasuk apa?",
              ("Data pribadi spesifik", "Data umum", "Data terbuka", "Data anonim")),
        Asked("Data pribadi", "Kebocoran data pribadi diberitahukan kepada pemiliknya paling lambat kapan?",
              ("3 × 24 jam", "7 hari", "30 hari", "Pada akhir tahun")),
        Asked("Data pribadi", "Daftar NIK warga perlu dikirim ke unit lain. Cara yang tepat?",
              ("Lewat sistem dengan akses tercatat", "Lewat grup percakapan", "Lewat surel pribadi",
               "Difoto dari layar")),
        Asked("Data pribadi", "Data layanan yang tidak diperlukan lagi sebaiknya diapakan?",
              ("Dihapus menurut jadwal retensi", "Disimpan selamanya", "Dipindah ke ponsel", "Dibagikan ke arsip umum"),
              "blind"),
    ),
    "literasi-data": (
        Asked("Membaca grafik", "Sumbu tegak grafik mulai dari 80. Apa akibatnya?",
              ("Beda kecil tampak besar", "Beda besar tampak kecil", "Tidak ada akibat", "Angkanya salah")),
        Asked("Membaca grafik", "Median lebih tepat daripada rata-rata bila apa?",
              ("Ada nilai yang sangat jauh", "Semua nilai sama", "Datanya sedikit sekali", "Datanya persentase")),
        Asked("Membaca grafik", "Dua garis naik bersama. Apa yang dapat disimpulkan?",
              ("Belum tentu saling menyebabkan", "Yang satu penyebab", "Keduanya salah", "Datanya kurang")),
        Asked("Memeriksa data", "NIK yang muncul dua kali dalam daftar bantuan ditandai sebagai apa?",
              ("Ganda, perlu diperiksa", "Benar, keluarga besar", "Kosong", "Rahasia"), "easy"),
        Asked("Memeriksa data", "Kolom umur berisi 0 dan 199. Apa langkah pertama?",
              ("Memeriksa ke sumbernya", "Menghapus barisnya", "Mengganti dengan rata-rata", "Membiarkan")),
        Asked("Memeriksa data", "Baris tanpa isian sebaiknya ditulis bagaimana?",
              ("Dikosongkan, bukan nol", "Diisi nol", "Diisi tanda minus", "Disalin dari atas")),
        Asked("Memakai data", "Survei 40 warga: 60 % puas. Margin kira-kira berapa?",
              ("Lima belas poin", "Satu poin", "Lima poin", "Tidak ada"), "miskeyed"),
        Asked("Memakai data", "Data per RT terlalu kecil untuk ditampilkan. Apa yang tepat?",
              ("Digabung per kelurahan", "Ditampilkan dengan nama", "Dibulatkan ke nol", "Dihapus semua")),
    ),
}  # fmt: skip
