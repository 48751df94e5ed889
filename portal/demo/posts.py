"""Which posts there are in which kind of unit, and how large units are."""

from people.models import PositionKind

JPT = PositionKind.SENIOR_LEADERSHIP
ADMINISTRATOR = PositionKind.ADMINISTRATOR
SUPERVISOR = PositionKind.SUPERVISOR
FUNCTIONAL = PositionKind.FUNCTIONAL
EXECUTOR = PositionKind.EXECUTOR

# The relative number of people by kind of unit, and where a unit is unlike its kind.
WEIGHTS = {
    "pemda": 3, "sekretariat": 80, "inspektorat": 55, "badan": 60, "dinas": 70, "rsud": 420, "kecamatan": 32,
    "kelurahan": 14, "puskesmas": 58, "upt": 14, "sekolah": 26,
}  # fmt: skip
WEIGHTS_OF_UNITS = {
    "101": 130,
    "102": 45,
    "112": 95,
    "111": 95,
    "114": 90,
    "124": 95,
    "128": 150,
    "129": 115,
    "1531": 6,
}
WEIGHTS_OF_SCHOOLS = {"TK": 12, "SMP": 42, "SD": 26}

HEADS: dict[str, tuple[str, PositionKind]] = {
    "pemda": ("Staf Ahli Wali Kota", JPT),
    "sekretariat": ("Sekretaris", JPT),
    "inspektorat": ("Inspektur Daerah", JPT),
    "badan": ("Kepala Badan", JPT),
    "dinas": ("Kepala Dinas", JPT),
    "rsud": ("Direktur Rumah Sakit", ADMINISTRATOR),
    "kecamatan": ("Camat", ADMINISTRATOR),
    "kelurahan": ("Lurah", SUPERVISOR),
    "puskesmas": ("Kepala Puskesmas", FUNCTIONAL),
    "upt": ("Kepala UPTD", SUPERVISOR),
    "sekolah": ("Kepala Sekolah", FUNCTIONAL),
}
_OFFICE = (
    ("Pengadministrasi Perkantoran", EXECUTOR),
    ("Pengolah Data dan Informasi", EXECUTOR),
    ("Penelaah Teknis Kebijakan", EXECUTOR),
    ("Fasilitator Pemerintahan", EXECUTOR),
    ("Perencana Ahli Muda", FUNCTIONAL),
    ("Analis Kebijakan Ahli Pertama", FUNCTIONAL),
    ("Arsiparis Terampil", FUNCTIONAL),
    ("Pranata Komputer Ahli Pertama", FUNCTIONAL),
    ("Kepala Subbagian Umum", SUPERVISOR),
    ("Kepala Bidang", ADMINISTRATOR),
)
_HEALTH = (
    ("Dokter Ahli Pertama", FUNCTIONAL),
    ("Dokter Gigi Ahli Muda", FUNCTIONAL),
    ("Perawat Terampil", FUNCTIONAL),
    ("Perawat Ahli Pertama", FUNCTIONAL),
    ("Bidan Terampil", FUNCTIONAL),
    ("Bidan Ahli Muda", FUNCTIONAL),
    ("Apoteker Ahli Pertama", FUNCTIONAL),
    ("Sanitarian Terampil", FUNCTIONAL),
    ("Nutrisionis Terampil", FUNCTIONAL),
    ("Petugas Loket dan Rekam Medis", EXECUTOR),
    ("Pengadministrasi Perkantoran", EXECUTOR),
)
_SCHOOL = (
    ("Guru Ahli Pertama", FUNCTIONAL),
    ("Guru Ahli Muda", FUNCTIONAL),
    ("Guru Ahli Madya", FUNCTIONAL),
    ("Guru Ahli Pertama", FUNCTIONAL),
    ("Pengelola Layanan Sekolah", EXECUTOR),
    ("Pustakawan Terampil", FUNCTIONAL),
)
_WARD = (
    ("Sekretaris Kelurahan", SUPERVISOR),
    ("Petugas Pelayanan Kelurahan", EXECUTOR),
    ("Pengolah Data dan Informasi", EXECUTOR),
    ("Pengadministrasi Perkantoran", EXECUTOR),
)
STAFF = {"puskesmas": _HEALTH, "rsud": _HEALTH, "sekolah": _SCHOOL, "kelurahan": _WARD, "kecamatan": _WARD}


def staff_of(kind: str) -> tuple[tuple[str, PositionKind], ...]:
    """The posts of a kind of unit, its head's left out."""
    return STAFF.get(kind, _OFFICE)


def weight_of(code: str, kind: str, name: str) -> int:
    """How many people a unit has in relation to others."""
    if kind == "sekolah":
        return WEIGHTS_OF_SCHOOLS[name.split(maxsplit=1)[0]]
    return WEIGHTS_OF_UNITS.get(code, WEIGHTS[kind])


def every_post() -> dict[str, PositionKind]:
    """All posts by name."""
    listed = [*HEADS.values(), *_OFFICE, *_HEALTH, *_SCHOOL, *_WARD]
    return dict(listed)
