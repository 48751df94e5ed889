"""Reading lessons of a few programs, and who has finished them."""

from datetime import timedelta

from learning.models import Lesson, LessonCompletion, LessonKind, LessonOpening
from portal.demo.city import City

WELCOME = """Warga menilai pelayanan sebelum urusannya dimulai.

- Berdiri atau mengangkat kepala.
- Menyapa dengan nama loket.
- Bertanya **apa** yang dibutuhkan, bukan berkas apa yang dibawa."""
ONCE = """## Satu daftar, satu kali

Tulis syarat pada satu lembar. Bacakan. Tandai yang sudah ada.

Warga yang pulang dengan daftar tidak kembali tiga kali."""
LISTEN = """Keluhan yang dipotong kembali sebagai dua keluhan.

- Catat dengan kata-kata warga.
- Ulangi satu kalimat.
- Ucapkan terima kasih."""
FOLLOW_UP = """Setiap pengaduan mempunyai **nomor, penanggung jawab, dan tanggal**.

Jawab pada tanggal itu, juga bila belum selesai."""
MEASURE = """Catat jam datang dan jam dipanggil dari dua puluh orang.

Urutkan. Angka di tengah adalah waktu tunggu Anda."""
CARGO = """Dari kapal ke gudang ke toko: di mana barang menunggu, dan siapa yang menunggunya?

- Gambarlah satu perjalanan dari dermaga sampai rak.
- Tandai tiga tempat yang paling lama."""
LESSONS: dict[str, tuple[tuple[str, str], ...]] = {
    "pelayanan-prima": (
        ("Tiga puluh detik pertama", WELCOME),
        ("Menjelaskan syarat sekali saja", ONCE),
        ("Menutup pelayanan", "Sebutkan hasilnya, kapan selesai, dan ke mana bertanya. Lalu mintalah penilaian."),
    ),
    "penanganan-pengaduan": (("Mendengar sampai selesai", LISTEN), ("Dari keluhan ke tindak lanjut", FOLLOW_UP)),
    "tata-antrean": (
        ("Mengukur waktu tunggu", MEASURE),
        ("Langkah yang boleh hilang", "Tanyakan pada setiap langkah: siapa yang rugi bila langkah ini tidak ada?"),
    ),
    "manajemen-pelabuhan": (("Arus barang di kota kepulauan", CARGO),),
}


def make_lessons(city: City) -> None:
    """Add lessons; who finished a batch of the program has finished them, on its first day in the evening."""
    lessons: dict[str, list[int]] = {}
    for program, texts in LESSONS.items():
        lessons[program] = [
            city.rows.add(
                Lesson,
                program_id=city.programs[program],
                position=position,
                title=title,
                kind=LessonKind.READING,
                body=body,
            )
            for position, (title, body) in enumerate(texts, 1)
        ]
    for done in city.finished:
        opened_at = city.at(done.days[0], 16)
        for place, lesson in enumerate(lessons.get(done.run.program, []), 1):
            at = opened_at + timedelta(minutes=15 * place)
            city.rows.add(
                LessonOpening, enrollment_id=done.enrollment_id, lesson_id=lesson, opened_at=at - timedelta(minutes=12)
            )
            city.rows.add(LessonCompletion, enrollment_id=done.enrollment_id, lesson_id=lesson, completed_at=at)
