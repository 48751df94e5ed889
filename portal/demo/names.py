"""Names of invented people, put together from common parts; any likeness to a real person is chance."""

import random
from itertools import product


def _words(text: str) -> list[str]:
    return text.split()


MALE = _words(
    "Ahmad Muhammad Andi Budi Agus Dedi Rizki Fajar Hendra Irwan Joko Syahrul Zulkifli Rahmat Yusuf Arif Bayu Dimas "
    "Eko Faisal Gilang Hasan Ilham Iwan Jamal Khairul Lukman Mulyadi Nanda Oki Putra Ridwan Samsul Taufik Umar Wahyu "
    "Yanto Zainal Azman Bakri Darmawan Edi Firman Hafiz Iskandar Junaidi Kurnia Mahmud Raja Said Tengku Robert Hotman"
)
FEMALE = _words(
    "Siti Nur Dewi Sri Rina Fitri Ayu Lestari Maya Indah Yuni Ratna Wulan Kartika Mega Novita Putri Rahma Sari Tuti "
    "Umi Vera Wati Yanti Zahra Aisyah Bunga Citra Dian Eka Farida Gita Hani Intan Juwita Kasmawati Laila Mardiah "
    "Nadia Oktavia Permata Rosmini Salmah Tiara Ulfa Vina Yulia Zubaidah Halimah Asmah Encik Syarifah Rotua Lince"
)
MIDDLE = ("", "", "Nur", "Dwi", "Tri", "Adi", "Maulana", "Al", "Fitra", "Surya", "Aulia", "Bagus", "Cahya", "Rizal")
LAST = _words(
    "Saputra Pratama Hidayat Setiawan Nugroho Santoso Wijaya Kurniawan Ramadhan Firmansyah Syahputra Hakim Abdullah "
    "Harahap Siregar Nasution Sitompul Simanjuntak Tanjung Chaniago Piliang Koto Sikumbang Effendi Mansyur Usman "
    "Ismail Yusoff Zakaria Mustafa Alfarizi Wibowo Susanto Hartono Gunawan Purnomo Suryadi Mulyono Subekti Anwar "
    "Basri Darwis Fauzi Hamdan Jailani Latif Marzuki Noor Rasyid Suhaimi Tambunan Lubis Ginting Pane Batubara"
)
LAST_FEMALE = _words(
    "Lestari Handayani Rahayu Puspita Anggraini Wahyuni Safitri Maharani Utami Permatasari Kusuma Hasanah Khadijah "
    "Ningsih Astuti Susanti Novianti Amelia Oktaviani Rahmawati Yuliana Marlina Suryani Fatimah Nasution Siregar "
    "Tanjung Chaniago Harahap Lubis Mardhiah Noor Rosdiana Zainab Hidayati Mulyani Febriani Aprilia Damayanti"
)


def every_name(sex: int, dice: random.Random) -> list[str]:
    """All names that can be put together for a sex (1 male, 2 female), in a random order, none twice."""
    first, last = (MALE, LAST) if sex == 1 else (FEMALE, LAST_FEMALE)
    made = {" ".join(part for part in parts if part) for parts in product(first, MIDDLE, last) if len(set(parts)) > 2}
    names = sorted(made)
    dice.shuffle(names)
    return names
