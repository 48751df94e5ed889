"""What answers refer to: services, the questionnaire's version, ways in, respondents; and plans to improve."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

from portal.demo.answers import CHANNEL_DEFAULT, CHANNEL_WEIGHTS, CHANNELS
from portal.demo.city import City
from portal.demo.units import STARTS_ON
from surveys.index import ELEMENT_KEYS
from surveys.models import Element, ImprovementPlan, Item, QuestionnaireVersion, RespondentOption, Service

FIELDS = ("sex", "age_group", "education", "occupation")
WEIGHTS = {
    "sex": (56, 44),
    "age_group": (3, 17, 30, 26, 19, 5),
    "education": (9, 12, 46, 11, 20, 2),
    "occupation": (9, 4, 27, 24, 9, 12, 15),
}
UNTOLD_SHARE = 0.12  # respondents who leave a field open
WITH_SERVICE_SHARE = 0.8
SERVICES_BY_KIND = {
    "puskesmas": (("umum", "Poli umum"), ("kia", "Kesehatan ibu dan anak"), ("gigi", "Poli gigi"), ("obat", "Farmasi"),
                  ("imunisasi", "Imunisasi")),
    "rsud": (("rawat-jalan", "Rawat jalan"), ("rawat-inap", "Rawat inap"), ("igd", "Gawat darurat"),
             ("lab", "Laboratorium")),
    "kelurahan": (("surat-pengantar", "Surat pengantar"), ("keterangan", "Surat keterangan")),
    "kecamatan": (("dispensasi", "Dispensasi nikah"), ("pertanahan", "Surat pertanahan")),
}  # fmt: skip
SERVICES_BY_UNIT = {
    "110": (("ktp", "KTP elektronik"), ("kk", "Kartu keluarga"), ("akta", "Akta kelahiran dan kematian"),
            ("pindah", "Pindah dan datang")),
    "119": (("nib", "Izin usaha (nomor induk berusaha)"), ("pbg", "Persetujuan bangunan gedung"),
            ("izin-praktik", "Izin praktik")),
    "106": (("pbb", "PBB-P2"), ("bphtb", "BPHTB"), ("pajak-restoran", "Pajak restoran dan hotel")),
    "120": (("kartu-ak1", "Kartu pencari kerja"), ("pelatihan", "Pelatihan kerja")),
}  # fmt: skip
# Everyday words by which people look for a service, by its code.
ALSO_CALLED = {
    "umum": "berobat, periksa dokter, sakit, demam, rujukan, BPJS",
    "kia": "hamil, periksa kandungan, melahirkan, bidan, KB, posyandu",
    "gigi": "sakit gigi, cabut gigi, tambal gigi, dokter gigi",
    "obat": "apotek, ambil obat, resep",
    "imunisasi": "suntik bayi, vaksin, vaksinasi",
    "rawat-jalan": "berobat, poliklinik, kontrol dokter, periksa dokter",
    "rawat-inap": "opname, kamar rumah sakit, menginap",
    "igd": "UGD, darurat, kecelakaan, ambulans",
    "lab": "cek darah, tes darah, laboratorium",
    "surat-pengantar": "pengantar RT RW, surat domisili, pengantar nikah",
    "keterangan": "SKTM, surat tidak mampu, keterangan usaha, keterangan domisili",
    "dispensasi": "nikah, kawin, menikah",
    "pertanahan": "tanah, surat tanah, alas hak, SKT",
    "ktp": "KTP, e-KTP, kartu penduduk, rekam KTP, KTP hilang, kartu identitas",
    "kk": "KK, tambah anggota keluarga, pecah KK",
    "akta": "akta lahir, akte kelahiran, surat lahir, akta kematian, surat kematian",
    "pindah": "surat pindah, pindah domisili, pindah alamat",
    "nib": "NIB, izin usaha, OSS, UMKM, SIUP, buka usaha",
    "pbg": "IMB, izin bangunan, bangun rumah, PBG",
    "izin-praktik": "SIP, izin dokter, izin bidan, izin perawat",
    "pbb": "PBB, pajak bumi bangunan, pajak rumah, bayar pajak",
    "bphtb": "jual beli rumah, balik nama, pajak tanah",
    "pajak-restoran": "pajak hotel, pajak rumah makan, bayar pajak",
    "kartu-ak1": "kartu kuning, AK1, cari kerja, lowongan",
    "pelatihan": "kursus, BLK, latihan kerja",
}
# unit, element, action, responsible, started, due and done in days from today
PLANS = (
    ("153", "complaints", "Loket pengaduan dijaga setiap jam buka", "Kepala Subbagian Tata Usaha", -160, -95, -104),
    ("153", "time", "Pendaftaran daring untuk lansia", "Penanggung jawab pendaftaran", -70, 6, None),
    ("110", "time", "Jadwal layanan akta sampai sore pada hari Rabu", "Kepala Bidang Pencatatan Sipil", -120, -30, -33),
    ("119", "procedure", "Satu lembar syarat untuk setiap izin", "Kepala Bidang Pelayanan", -50, 40, None),
    ("112", "facilities", "Ruang tunggu dan pojok anak di loket layanan", "Sekretaris Dinas", -330, -240, -250),
    ("122", "procedure", "Alur permohonan ditempel di pintu masuk", "Kepala Bidang Tata Lingkungan", -300, -210, -215),
    ("115", "requirements", "Daftar syarat bantuan di tiap kelurahan", "Kepala Bidang Bansos", -280, -190, -200),
    ("109", "facilities", "Kursi tunggu dan pendingin di rawat jalan", "Kepala Bagian Umum", -80, -10, None),
)  # fmt: skip
EVIDENCE = "Berita acara pelaksanaan dan foto di map tindak lanjut SKM."


class Desk:
    """Draws what an answer carries besides its scores."""

    def __init__(self) -> None:
        version = QuestionnaireVersion.objects.current("skm").get()
        items = Item.objects.filter(version=version).order_by("position")
        self.version = version.pk
        self.order = [ELEMENT_KEYS.index(key) for key in items.values_list("element__key", flat=True)]
        self.services: dict[str, list[int]] = {}
        self._channels = {kind: _urn(CHANNELS, weights) for kind, weights in CHANNEL_WEIGHTS.items()}
        self._channels[""] = _urn(CHANNELS, CHANNEL_DEFAULT)
        options = RespondentOption.objects.order_by("position")
        self._urns = [
            _urn(list(options.filter(field=field).values_list("code", flat=True)), WEIGHTS[field]) for field in FIELDS
        ]

    def service(self, unit: str, dice: random.Random) -> int | None:
        """The service that was used, where the unit has a list and the person chose from it."""
        offered = self.services.get(unit)
        return dice.choice(offered) if offered and dice.random() < WITH_SERVICE_SHARE else None

    def channel(self, kind: str, dice: random.Random) -> str:
        """The way in."""
        return _pick(self._channels.get(kind, self._channels[""]), dice)

    def respondent(self, dice: random.Random) -> list[str]:
        """What the person told: sex, age group, education, occupation; empty where left open."""
        return ["" if dice.random() < UNTOLD_SHARE else _pick(urn, dice) for urn in self._urns]


def _urn(codes: Sequence[str], weights: Sequence[int]) -> list[str]:
    """Each code as often as it weighs."""
    return [code for code, weight in zip(codes, weights, strict=False) for _ in range(weight)]


def _pick(urn: list[str], dice: random.Random) -> str:
    """Like `choice`, in a third of the time."""
    return urn[int(dice.random() * len(urn))]


def make_desk(city: City) -> Desk:
    """Add services and improvement plans; return what draws the rest."""
    desk = Desk()
    for code, unit in city.units.items():
        for key, name in SERVICES_BY_UNIT.get(code, SERVICES_BY_KIND.get(unit.kind, ())):
            service = city.rows.add(
                Service,
                unit_id=unit.id,
                code=key,
                name=name,
                also_called=ALSO_CALLED.get(key, ""),
                starts_on=STARTS_ON,
                ends_on=unit.ends_on,
            )
            desk.services.setdefault(code, []).append(service)
    elements = dict(Element.objects.values_list("key", "pk"))
    for code, element, action, responsible, starts, due, done in PLANS:
        city.rows.add(
            ImprovementPlan,
            unit_id=city.units[code].id,
            element_id=elements[element],
            action=action,
            responsible=responsible,
            starts_on=_day(city, starts),
            due_on=_day(city, due),
            done_on=None if done is None else _day(city, done),
            evidence="" if done is None else EVIDENCE,
        )
    return desk


def _day(city: City, offset: int) -> date:
    return city.today + timedelta(days=offset)
