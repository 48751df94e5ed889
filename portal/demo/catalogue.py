"""The programs of the demo city, their partners and the agreements."""

from dataclasses import dataclass
from datetime import timedelta

from partners.models import Agreement, Institution, Instructor
from portal.demo.city import City
from programs.models import Program, TrainingType


@dataclass(frozen=True)
class Design:
    """A program as designed, and for whom."""

    code: str
    title: str
    form: str
    competency: str
    hours: int
    days: int
    institution: str
    audience: tuple[str, ...]  # kinds of unit or codes of units
    elements: tuple[str, ...] = ()
    batches: int = 6  # finished ones, over three years
    seats: int = 30
    summary: str = ""


_OFFICES = ("dinas", "badan", "sekretariat", "inspektorat")
_COUNTERS = ("puskesmas", "kelurahan", "kecamatan", "110", "119", "106", "120")
PROGRAMS = (
    Design("pelayanan-prima", "Pelayanan prima di loket", "TEK", "teknis", 16, 2, "bkpsdm", (*_COUNTERS, "smp"),
           ("conduct", "competence", "time", "procedure"), 8,
           summary="Menyambut, mendengar, menjelaskan, dan menyelesaikan: latihan di loket dengan kasus nyata."),
    Design("penanganan-pengaduan", "Menangani pengaduan dengan tenang", "TEK", "sosial_kultural", 6, 1, "bkpsdm",
           (*_COUNTERS, "dinas"), ("complaints",), 7,
           summary="Dari keluhan di loket sampai tindak lanjut yang tercatat dan dijawab tepat waktu."),
    Design("tata-antrean", "Menata antrean dan waktu layanan", "BIM", "teknis", 16, 2, "bkpsdm", _COUNTERS,
           ("time", "procedure"), 5,
           summary="Mengukur waktu tunggu, memangkas langkah yang tidak perlu, dan mengatur antrean."),
    Design("literasi-data", "Literasi data untuk kelurahan", "WS", "teknis", 10, 2, "umrah",
           ("kelurahan", "kecamatan", "puskesmas"), ("procedure", "product"), 5, 25,
           summary="Membaca tabel dan grafik, memeriksa data warga, dan memakainya dalam keputusan."),
    Design("manajemen-pelabuhan", "Manajemen Pelabuhan dan Logistik", "TEK", "teknis", 16, 2, "umrah",
           ("114", "121", "113"), ("competence", "product"), 1,
           summary="Arus barang dan penumpang, keselamatan, dan tata kelola pelabuhan di kota kepulauan."),
    Design("bahasa-isyarat", "Bahasa isyarat dasar", "KUR", "sosial_kultural", 8, 1, "bkpsdm", (*_COUNTERS, "sd"),
           ("conduct",), 0, 20, summary="Menyapa dan melayani warga tuli di loket dan di kelas."),
    Design("pkp", "Pelatihan Kepemimpinan Pengawas (PKP)", "PIM", "manajerial", 120, 5, "bpsdm", _OFFICES, (), 3, 20,
           summary="Untuk pejabat pengawas: memimpin tim pelayanan dan menyusun aksi perubahan."),
    Design("keuangan-daerah", "Pengelolaan keuangan daerah", "BIM", "teknis", 12, 2, "bkpsdm", _OFFICES, (), 9),
    Design("pengadaan-dasar", "Pengadaan barang dan jasa tingkat dasar", "TEK", "teknis", 24, 3, "bpsdm", _OFFICES,
           (), 6),
    Design("manajemen-risiko", "Manajemen risiko perangkat daerah", "SEM", "manajerial", 4, 1, "umrah", _OFFICES, (),
           7, 40),
    Design("keamanan-informasi", "Keamanan informasi dan pelindungan data pribadi", "PJJ", "teknis", 6, 1, "bkpsdm",
           (*_OFFICES, "kecamatan", "kelurahan"), (), 9, 40),
    Design("gawat-darurat", "Kegawatdaruratan dasar bagi tenaga kesehatan", "TEK", "teknis", 16, 2, "bpsdm",
           ("puskesmas", "109"), (), 9),
    Design("keselamatan-pasien", "Keselamatan pasien", "BIM", "teknis", 8, 1, "bkpsdm", ("puskesmas", "109"), (), 7),
    Design("pembelajaran-mendalam", "Pembelajaran mendalam bagi guru", "BIM", "teknis", 16, 2, "umrah", ("sekolah",),
           (), 16, 35),
    Design("sekolah-aman", "Sekolah aman dan ramah anak", "WS", "sosial_kultural", 10, 2, "bkpsdm", ("sekolah",), (),
           14, 35),
    Design("bahasa-inggris-wisata", "Bahasa Inggris untuk pelayanan wisata", "KUR", "sosial_kultural", 20, 3, "umrah",
           ("113", "114", "119", "121"), (), 4, 20),
    Design("naskah-dinas", "Menulis naskah dinas yang jelas", "BIM", "teknis", 8, 1, "bkpsdm",
           (*_OFFICES, "kecamatan", "kelurahan", "puskesmas", "sekolah"), (), 14, 35),
    Design("kecerdasan-artifisial", "Kecerdasan artifisial untuk pekerjaan kantor", "WS", "teknis", 5, 1, "umrah",
           (*_OFFICES, "sekolah"), (), 8, 35),
    Design("budaya-kerja", "Budaya kerja BerAKHLAK", "SOS", "sosial_kultural", 8, 1, "bkpsdm",
           (*_OFFICES, "sekolah", "puskesmas", "109", "upt"), (), 16, 40),
    Design("tanggap-bencana", "Tanggap bencana tingkat kelurahan", "TEK", "pemerintahan", 12, 2, "bpsdm",
           ("kelurahan", "kecamatan", "127", "129", "128"), (), 6),
    Design("adminduk-digital", "Layanan kependudukan digital", "BIM", "teknis", 8, 1, "bkpsdm",
           ("110", "kelurahan", "kecamatan"), (), 6),
    Design("menyambut-orang-tua", "Menyambut orang tua murid", "PJJ", "sosial_kultural", 6, 1, "bkpsdm", ("sd",),
           ("conduct",), 0, 100, summary="Mendengar dan menjawab orang tua di sekolah; kursinya diundi per sekolah."),
)  # fmt: skip
BY_CODE = {design.code: design for design in PROGRAMS}

INSTITUTIONS = (
    ("bkpsdm", "BKPSDM Kota Tanjungpinang", "internal"),
    ("umrah", "Universitas Maritim Raja Ali Haji (UMRAH)", "university"),
    ("bpsdm", "BPSDM Provinsi Kepulauan Riau", "ministry"),
    ("logistik", "PT Logistik Selat (contoh)", "private"),
)
LECTURERS = {
    "umrah": ("Dr. Azhari Latif (contoh)", "Dr. Wulan Marlina (contoh)", "Ir. Hafiz Noor (contoh)",
              "Dr. Encik Salmah (contoh)"),
    "bpsdm": ("Darmawan Suhaimi, M.Si. (contoh)", "Yuliana Tambunan, M.M. (contoh)", "Bakri Jailani (contoh)"),
    "bkpsdm": ("Kartika Handayani (contoh)", "Gilang Effendi (contoh)", "Asmah Rosdiana (contoh)",
               "Junaidi Basri (contoh)", "Laila Hidayati (contoh)"),
}  # fmt: skip
DAYS_LEFT_OF_UMRAH = 24
FIRST_SMP = "1125"


def make_catalogue(city: City) -> None:
    """Add institutions, agreements, instructors and programs."""
    for code, name, kind in INSTITUTIONS:
        city.institutions[code] = city.rows.add(Institution, code=code, name=name, kind=kind)
    _make_agreements(city)
    for code, names in LECTURERS.items():
        for name in names:
            key = city.rows.add(Instructor, name=name, institution_id=city.institutions[code], employee_id=None)
            city.instructors.setdefault(code, []).append(key)
    forms = dict(TrainingType.objects.values_list("code", "pk"))
    for design in PROGRAMS:
        city.programs[design.code] = city.rows.add(
            Program,
            code=design.code,
            title=design.title,
            summary=design.summary or f"{design.title}: {design.hours} JP dalam {design.days} hari.",
            training_type_id=forms[design.form],
            competency=design.competency,
            learning_hours=design.hours,
            institution_id=city.institutions[design.institution],
            target_elements=list(design.elements),
            published=True,
        )


def _make_agreements(city: City) -> None:
    """UMRAH's agreement is about to end, a company's memorandum has ended: HR sees both; the others go on."""
    first = city.first_day_of_month(40)
    ends_soon = city.today + timedelta(days=DAYS_LEFT_OF_UMRAH)
    later = city.today + timedelta(days=700)
    over = city.today - timedelta(days=40)
    year = first.year
    for code, kind, number, ends_on, scope in (
        ("umrah", "mou", f"180/{year}/MoU-CONTOH", later, "Pendidikan, pelatihan, dan penelitian."),
        ("umrah", "pks", f"181/{year}/PKS-CONTOH", ends_soon, "Penyelenggaraan pelatihan teknis bagi pegawai kota."),
        ("bpsdm", "pks", f"182/{year}/PKS-CONTOH", later, "Pengiriman peserta pelatihan."),
        ("logistik", "mou", f"183/{year}/MoU-CONTOH", over, "Kunjungan lapangan ke gudang dan dermaga."),
    ):
        city.agreements[code, kind] = city.rows.add(
            Agreement,
            institution_id=city.institutions[code],
            kind=kind,
            number=number,
            scope=scope,
            starts_on=first,
            ends_on=ends_on,
        )


def audience(city: City, design: Design) -> list[str]:
    """Codes of the units whose people a program is for, in the units' order."""
    chosen = []
    for code, unit in city.units.items():
        kinds = {unit.kind, code}
        if unit.kind == "sekolah":
            kinds.add("sd" if code.startswith("SD") else "smp" if code >= FIRST_SMP else "tk")
        if kinds & set(design.audience) and unit.ends_on is None:
            chosen.append(code)
    return chosen
