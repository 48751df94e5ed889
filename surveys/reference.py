"""Reference data of PermenPANRB 14/2017, loaded by a migration and editable afterwards. No Django here."""

from typing import Final

ELEMENTS: Final = [
    ("requirements", "Persyaratan", "Persyaratan", "Syarat yang harus dipenuhi pemohon, teknis maupun administratif."),
    (
        "procedure",
        "Sistem, Mekanisme, dan Prosedur",
        "Prosedur",
        "Tata cara pelayanan yang dibakukan bagi pemberi dan penerima, termasuk pengaduan.",
    ),
    ("time", "Waktu Penyelesaian", "Waktu penyelesaian", "Waktu yang diperlukan untuk seluruh proses pelayanan."),
    ("cost", "Biaya/Tarif", "Biaya/tarif", "Ongkos yang dikenakan kepada penerima layanan."),
    ("product", "Produk Spesifikasi Jenis Pelayanan", "Produk layanan", "Hasil pelayanan sesuai dengan ketentuan."),
    (
        "competence",
        "Kompetensi Pelaksana",
        "Kompetensi pelaksana",
        "Pengetahuan, keahlian, keterampilan, dan pengalaman petugas.",
    ),
    ("conduct", "Perilaku Pelaksana", "Perilaku pelaksana", "Sikap petugas dalam memberikan pelayanan."),
    (
        "complaints",
        "Penanganan Pengaduan, Saran dan Masukan",
        "Penanganan pengaduan",
        "Tata cara penanganan pengaduan dan tindak lanjutnya.",
    ),
    (
        "facilities",
        "Sarana dan Prasarana",
        "Sarana dan prasarana",
        "Alat yang dapat dipindahkan dan penunjang utama yang tidak bergerak.",
    ),
]

WORDINGS: Final[dict[str, dict[str, tuple[str, list[str]]]]] = {
    "id": {
        "requirements": (
            "Apakah persyaratan sesuai dengan jenis pelayanannya?",
            ["Tidak sesuai", "Kurang sesuai", "Sesuai", "Sangat sesuai"],
        ),
        "procedure": (
            "Seberapa mudah prosedur pelayanan di sini?",
            ["Tidak mudah", "Kurang mudah", "Mudah", "Sangat mudah"],
        ),
        "time": (
            "Seberapa cepat pelayanan diselesaikan?",
            ["Tidak cepat", "Kurang cepat", "Cepat", "Sangat cepat"],
        ),
        "cost": (
            "Bagaimana biaya atau tarif pelayanan di sini?",
            ["Sangat mahal", "Cukup mahal", "Murah", "Gratis"],
        ),
        "product": (
            "Apakah hasil pelayanan sesuai dengan yang dijanjikan?",
            ["Tidak sesuai", "Kurang sesuai", "Sesuai", "Sangat sesuai"],
        ),
        "competence": (
            "Seberapa kompeten petugas yang melayani Anda?",
            ["Tidak kompeten", "Kurang kompeten", "Kompeten", "Sangat kompeten"],
        ),
        "conduct": (
            "Bagaimana perilaku petugas yang melayani Anda?",
            ["Tidak sopan dan ramah", "Kurang sopan dan ramah", "Sopan dan ramah", "Sangat sopan dan ramah"],
        ),
        "complaints": (
            "Bagaimana penanganan pengaduan di sini?",
            ["Tidak ada", "Ada tetapi tidak berfungsi", "Berfungsi kurang maksimal", "Dikelola dengan baik"],
        ),
        "facilities": (
            "Bagaimana sarana dan prasarana di sini?",
            ["Buruk", "Cukup", "Baik", "Sangat baik"],
        ),
    },
    "en": {
        "requirements": (
            "Do the requirements fit this kind of service?",
            ["Not at all", "Not quite", "They fit", "They fit very well"],
        ),
        "procedure": (
            "How easy is the procedure here?",
            ["Not easy", "Not so easy", "Easy", "Very easy"],
        ),
        "time": (
            "How fast was the service finished?",
            ["Not fast", "Not so fast", "Fast", "Very fast"],
        ),
        "cost": (
            "What do you think of the cost of this service?",
            ["Very expensive", "Rather expensive", "Cheap", "Free of charge"],
        ),
        "product": (
            "Did you get what had been promised?",
            ["Not at all", "Not quite", "Yes", "Yes, fully"],
        ),
        "competence": (
            "How competent were the staff who served you?",
            ["Not competent", "Not so competent", "Competent", "Very competent"],
        ),
        "conduct": (
            "How did the staff treat you?",
            ["Impolite", "Not so polite", "Polite and friendly", "Very polite and friendly"],
        ),
        "complaints": (
            "How are complaints handled here?",
            ["There is no way", "There is, but it does not work", "It works, but not well", "It is well managed"],
        ),
        "facilities": (
            "How are the facilities here?",
            ["Poor", "Fair", "Good", "Very good"],
        ),
    },
    "ms": {
        "requirements": (
            "Adakah syarat-syaratnya sesuai dengan layanan ini?",
            ["Tidak sesuai", "Kurang sesuai", "Sesuai", "Sangat sesuai"],
        ),
        "procedure": (
            "Semudah mana urusan layanan di sini?",
            ["Tidak mudah", "Kurang mudah", "Mudah", "Sangat mudah"],
        ),
        "time": (
            "Secepat mana layanan ini siap?",
            ["Tidak cepat", "Kurang cepat", "Cepat", "Sangat cepat"],
        ),
        "cost": (
            "Macam mana bayaran layanan di sini?",
            ["Sangat mahal", "Agak mahal", "Murah", "Tidak berbayar"],
        ),
        "product": (
            "Adakah hasil layanan sesuai dengan yang dijanjikan?",
            ["Tidak sesuai", "Kurang sesuai", "Sesuai", "Sangat sesuai"],
        ),
        "competence": (
            "Secekap mana petugas yang melayan Tuan/Puan?",
            ["Tidak cekap", "Kurang cekap", "Cekap", "Sangat cekap"],
        ),
        "conduct": (
            "Macam mana layanan petugas kepada Tuan/Puan?",
            [
                "Tidak sopan dan tidak ramah",
                "Kurang sopan dan kurang ramah",
                "Sopan dan ramah",
                "Sangat sopan dan ramah",
            ],
        ),
        "complaints": (
            "Macam mana aduan ditangani di sini?",
            ["Tidak ada", "Ada, tetapi tidak berjalan", "Berjalan, tetapi belum cukup baik", "Diurus dengan baik"],
        ),
        "facilities": (
            "Macam mana tempat dan kemudahan di sini?",
            ["Buruk", "Sederhana", "Baik", "Sangat baik"],
        ),
    },
}

RESPONDENT_OPTIONS: Final[dict[str, list[tuple[str, str, str]]]] = {
    "sex": [("f", "Perempuan", "Female"), ("m", "Laki-laki", "Male")],
    "age_group": [
        ("0-17", "Di bawah 18 tahun", "Under 18"),
        ("18-24", "18–24 tahun", "18–24"),
        ("25-34", "25–34 tahun", "25–34"),
        ("35-44", "35–44 tahun", "35–44"),
        ("45-59", "45–59 tahun", "45–59"),
        ("60", "60 tahun ke atas", "60 and over"),
    ],
    "education": [
        ("sd", "SD atau di bawahnya", "Primary school or less"),
        ("smp", "SMP", "Junior high school"),
        ("sma", "SMA/SMK", "Senior high school"),
        ("d3", "D1–D3", "Diploma"),
        ("s1", "D4/S1", "Bachelor"),
        ("s2", "S2 atau S3", "Master or doctor"),
    ],
    "occupation": [
        ("asn", "PNS/PPPK", "Civil servant"),
        ("tni-polri", "TNI/Polri", "Military or police"),
        ("private", "Karyawan swasta", "Employee of a company"),
        ("business", "Wiraswasta", "Own business"),
        ("farmer", "Petani/nelayan", "Farmer or fisher"),
        ("student", "Pelajar/mahasiswa", "Student"),
        ("other", "Lainnya", "Other"),
    ],
}

RESPONDENT_MALAY: Final[dict[str, dict[str, str]]] = {
    "sex": {"f": "Perempuan", "m": "Lelaki"},
    "age_group": {
        "0-17": "Bawah 18 tahun",
        "18-24": "18–24 tahun",
        "25-34": "25–34 tahun",
        "35-44": "35–44 tahun",
        "45-59": "45–59 tahun",
        "60": "60 tahun ke atas",
    },
    "education": {
        "sd": "Sekolah rendah (SD) atau kurang",
        "smp": "Sekolah menengah rendah (SMP)",
        "sma": "Sekolah menengah atas (SMA/SMK)",
        "d3": "Diploma (D1–D3)",
        "s1": "Sarjana muda (D4/S1)",
        "s2": "Sarjana atau doktor (S2/S3)",
    },
    "occupation": {
        "asn": "Pegawai negeri (PNS/PPPK)",
        "tni-polri": "TNI/Polri",
        "private": "Pekerja swasta",
        "business": "Berniaga sendiri",
        "farmer": "Petani/nelayan",
        "student": "Pelajar/mahasiswa",
        "other": "Lain-lain",
    },
}
