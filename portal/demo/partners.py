"""Partners in full: whom to call, what lecturers know, signed papers, staff accounts, materials of batches."""

from datetime import datetime, timedelta

from partners.models import Agreement, Contact, Instructor, PartnerStaff
from portal.demo.city import MAIL_DOMAIN, City
from portal.demo.papers import add_paper
from programs.models import (
    Batch,
    BatchState,
    Material,
    Origin,
    PlannedChange,
    PlannedProgram,
    PlannedState,
    TrainingType,
)

# partner, name, role, part of the address before the @, telephone (numbers that nobody has: 0770 is no code in use)
CONTACTS = (
    ("bkpsdm", "Bidang Pengembangan Kompetensi (contoh)", "Sekretariat pelatihan", "bangkom", "0770 100 101"),
    ("umrah", "Pusat Kerja Sama (contoh)", "Perjanjian dan kerja sama", "umrah-kerjasama", "0770 100 201"),
    ("umrah", "Rina Marlina (contoh)", "Koordinator pelatihan pelabuhan", "umrah-pelatihan", "+62 800 0000 202"),
    ("umrah", "Bagian Keuangan (contoh)", "Tagihan", "umrah-keuangan", "0770 100 203"),
    ("bpsdm", "Bidang Teknis (contoh)", "Penyelenggara PKP", "bpsdm-teknis", "0770 100 301"),
    ("bpsdm", "Hendra Saputra (contoh)", "Jadwal dan asrama", "bpsdm-jadwal", "+62 800 0000 302"),
    ("logistik", "Sekretaris Direksi (contoh)", "Kunjungan lapangan", "logistik", "0770 100 401"),
)
EXPERTISE = {
    "umrah": (
        "Ekonomi pelabuhan",
        "Manajemen logistik dan rantai pasok",
        "Keselamatan pelayaran",
        "Data dan statistik",
    ),
    "bpsdm": ("Kepemimpinan pelayanan", "Pengadaan barang dan jasa", "Kegawatdaruratan"),
    "bkpsdm": ("Pelayanan prima", "Antrean dan proses", "Naskah dinas", "Keuangan daerah", "Keamanan informasi"),
}
PORT = "manajemen-pelabuhan"
MATERIALS = (
    ("Modul 1: arus barang di kota kepulauan", ("Dari kapal ke gudang ke toko.", "Gambarlah satu perjalanan barang.")),
    (
        "Modul 2: keselamatan di dermaga",
        ("Jarak aman, alat pelindung, tanda bahaya.", "Latihan: satu kejadian."),
    ),
    ("Lembar kerja: waktu tunggu kapal", ("Jam tiba, jam sandar, jam bongkar selesai.", "Hitung yang di tengah.")),
)

# partner, part who proposes, title, summary, form, competency, JP, days, for whom, people, rupiah, elements, days ago
PROPOSALS = (
    ("umrah", "partner", "Logistik antarpulau dan biaya angkut",
     "Menghitung biaya angkut barang dari pelabuhan ke pulau-pulau, dan di mana waktu tunggu dapat dipangkas.",
     "TEK", "teknis", 24, 3, "Petugas perhubungan dan perdagangan", 30, 62_000_000, ("time", "product"), 4),
    ("umrah", "partner", "Keselamatan penumpang di pelabuhan rakyat",
     "Memeriksa dermaga dan kapal kecil bersama syahbandar, dengan daftar periksa yang dipakai setiap hari.",
     "BIM", "teknis", 8, 1, "Petugas pelabuhan rakyat", 20, 18_500_000, ("facilities", "competence"), 60),
    ("bpsdm", "other_partner", "Pelatihan pelayanan publik berbasis kasus",
     "Dua hari latihan dengan kasus dari kabupaten dan kota lain di provinsi.",
     "TEK", "sosial_kultural", 16, 2, "Petugas loket", 30, 41_000_000, ("conduct",), 11),
)  # fmt: skip
DECLINED = {
    "Keselamatan penumpang di pelabuhan rakyat": "Sudah dilatih kementerian tahun ini; usulkan lagi tahun depan."
}


def make_partners(city: City) -> None:
    """Add what stands on a partner's page; after accounts and batches."""
    for code, name, role, address, phone in CONTACTS:
        city.rows.add(
            Contact,
            institution_id=city.institutions[code],
            name=name,
            role=role,
            email=f"{address}@{MAIL_DOMAIN}",
            phone=phone,
        )
    expertise = {key: what for code, known in EXPERTISE.items() for key, what in _with(city.instructors[code], known)}
    for row in city.rows.of(Instructor):
        row["expertise"] = expertise.get(row["id"], "")
    _sign_agreements(city)
    _make_staff(city)
    _make_materials(city)
    _make_proposals(city)


def _with(keys: list[int], known: tuple[str, ...]) -> list[tuple[int, str]]:
    return [(key, known[place % len(known)]) for place, key in enumerate(keys)]


def _sign_agreements(city: City) -> None:
    for row in city.rows.of(Agreement):
        at = city.at(row["starts_on"], 10)
        name = row["number"].replace("/", "-")
        row["signed_id"] = add_paper(
            city, f"{name}.pdf", at, f"Perjanjian {row['number']}", row["scope"], "Naskah contoh, tidak ditandatangani."
        )


def _make_staff(city: City) -> None:
    """One who signs in for each of two partners, so that one can try what the other may not see."""
    since = city.first_day_of_month(36)
    for part, code in (("partner", "umrah"), ("other_partner", "bpsdm")):
        city.rows.add(
            PartnerStaff,
            account_id=city.personas[part],
            institution_id=city.institutions[code],
            starts_on=since,
            ends_on=None,
        )


def _make_materials(city: City) -> None:
    """Files for every batch of the port's program that is open or over; in the newest one a file was replaced."""
    staff = city.personas["partner"]
    program = city.programs[PORT]
    runs = [row for row in city.rows.of(Batch) if row["program_id"] == program and row["state"] != BatchState.CANCELLED]
    for run in runs:
        at = city.at(min(run["starts_on"] - timedelta(days=9), city.today - timedelta(days=2)), 14)
        for number, (title, lines) in enumerate(MATERIALS, 1):
            key = add_paper(city, f"materi-{number}.pdf", at, title, *lines)
            city.rows.add(
                Material,
                batch_id=run["id"],
                title=title,
                file_id=key,
                added_by_id=staff,
                added_at=at,
                removed_by_id=None,
                removed_at=None,
            )
    newest = max(runs, key=lambda row: row["starts_on"])
    at = city.at(city.today - timedelta(days=3), 9)
    key = add_paper(city, "modul-1-lama.pdf", at, "Modul 1 (lama)", "Diganti dengan modul yang baru.")
    city.rows.add(
        Material,
        batch_id=newest["id"],
        title="Modul 1 (lama)",
        file_id=key,
        added_by_id=staff,
        added_at=at,
        removed_by_id=staff,
        removed_at=at + timedelta(days=1),
    )


def _make_proposals(city: City) -> None:
    """Proposals of both partners: one each waits for an answer, one was declined."""
    forms = dict(TrainingType.objects.values_list("code", "pk"))
    for code, part, title, summary, form, kind, hours, days, group, people, cost, elements, ago in PROPOSALS:
        reason, proposer = DECLINED.get(title, ""), city.personas[part]
        at = city.at(city.today - timedelta(days=ago), 10)
        key = city.rows.add(
            PlannedProgram,
            state=PlannedState.DECLINED if reason else PlannedState.PROPOSED,
            origin=Origin.PARTNER,
            title=title,
            training_type_id=forms[form],
            competency=kind,
            learning_hours=hours,
            target_group=group,
            people=people,
            institution_id=city.institutions[code],
            target_elements=list(elements),
            rationale=summary,
            days=days,
            estimated_cost=cost,
            proposed_by_id=proposer,
            proposed_at=at,
            reason=reason,
        )
        _add_trail(city, key, proposer, at, reason)


def _add_trail(city: City, planned: int, proposer: int, at: datetime, reason: str) -> None:
    steps = [("", PlannedState.PROPOSED, proposer, at, "")]
    if reason:
        hr = city.accounts[city.personas["hr"]]
        steps.append((PlannedState.PROPOSED, PlannedState.DECLINED, hr, at + timedelta(days=6), reason))
    for before, after, by, moment, why in steps:
        city.rows.add(
            PlannedChange, planned_id=planned, from_state=before, to_state=after, by_id=by, at=moment, reason=why
        )
