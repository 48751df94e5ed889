"""The words of the device's screen, given to it with the questionnaire so that it speaks without a line."""

from django.utils.translation import gettext as _


def words() -> dict[str, str]:
    """The screen's words in the language in force; {n} and the like are filled in on the device."""
    return _for_citizens() | _while_asking() | _for_staff() | _of_the_line()


def _for_citizens() -> dict[str, str]:
    return {
        "invite": _("Bagaimana pelayanan kami hari ini?"),
        "invite_how": _("Kurang dari satu menit, tanpa nama."),
        "start": _("Mulai menilai"),
        "promise": _(
            "Jawaban disimpan tanpa data pribadi dan hanya dipakai untuk memperbaiki pelayanan ini (UU 27/2022)."
        ),
        "thanks": _("Terima kasih, penilaian Anda tersimpan"),
        "thanks_how": _("Layar ini kembali ke awal untuk orang berikutnya."),
        "idle": _("Masih di sana?"),
        "idle_how": _("Jawaban di layar ini dihapus dalam {n} detik."),
        "go_on": _("Lanjutkan"),
        "choose_language": _("Bahasa"),
    }


def _while_asking() -> dict[str, str]:
    return {
        "question": _("Pertanyaan {n} dari {total}"),
        "back": _("Kembali"),
        "stop": _("Hapus dan selesai"),
        "last": _("Terima kasih. Tinggal kirim."),
        "optional": _("Bagian ini boleh dilewati."),
        "comment": _("Saran untuk pelayanan ini"),
        "comment_how": _("Jangan menulis nama, nomor telepon, atau data pribadi lain."),
        "blank": _("Tidak diisi"),
        "skip": _("Lewati"),
        "send": _("Kirim penilaian"),
        "next": _("Lanjut"),
        "not_kept": _("Penyimpanan perangkat ini penuh dan sambungan putus, sehingga jawaban belum tersimpan."),
        "not_kept_how": _("Panggil petugas, atau tekan Kirim sekali lagi."),
    }


def _for_staff() -> dict[str, str]:
    return {
        "staff": _("Petugas"),
        "staff_title": _("Keadaan perangkat"),
        "waiting": _("Menunggu dikirim"),
        "refused": _("Belum diterima"),
        "reason": _("Alasan"),
        "given_at": _("Waktu menjawab"),
        "last_sent": _("Terakhir terhubung"),
        "never": _("belum pernah"),
        "version": _("Kuesioner"),
        "kept_safe": _("Penyimpanan"),
        "kept_safe_yes": _("dijamin tidak dihapus peramban"),
        "kept_safe_no": _("dapat dihapus peramban bila penuh; kirim jawaban setiap hari"),
        "send_now": _("Kirim sekarang"),
        "full_screen": _("Layar penuh"),
        "close": _("Tutup"),
        "never_dropped": _("Jawaban yang belum diterima tetap disimpan di perangkat ini dan tidak dihapus."),
    }


def _of_the_line() -> dict[str, str]:
    return {
        "offline": _("Tanpa sambungan: jawaban disimpan di perangkat ini dan dikirim nanti."),
        "waiting_count": _("{n} jawaban menunggu dikirim"),
        "refused_count": _("{n} jawaban belum diterima; lihat Petugas"),
        "revoked": _("Perangkat ini sudah dicabut"),
        "revoked_how": _("Penilaian dihentikan. Jawaban yang belum terkirim tetap disimpan di perangkat ini: {n}."),
        "unknown": _("Perangkat ini belum dipasangkan lagi"),
        "unknown_how": _("Minta kode pemasangan kepada petugas survei. Jawaban yang menunggu tetap tersimpan: {n}."),
        "pair": _("Pasangkan perangkat"),
        "closed": _("Survei ini sedang ditutup"),
        "closed_how": _("Unit atau layanan ini sudah tidak dibuka. Daftarkan perangkat pada penerusnya."),
        "insecure": _("Alamat ini tanpa HTTPS: halaman tidak dapat dibuka kembali bila sambungan putus."),
    }
