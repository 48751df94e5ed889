"""Three yearly plans: last year's, closed, with what it came to; this year's, running; next year's, in the making."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from itertools import count

from portal.demo.catalogue import BY_CODE, Design
from portal.demo.city import City
from portal.demo.rows import Row
from programs.models import (
    Batch,
    BatchState,
    Cost,
    CostKind,
    Need,
    Plan,
    PlanChange,
    PlannedChange,
    PlannedCost,
    PlannedNeed,
    PlannedProgram,
    PlanRevision,
    PlanState,
    TrainingType,
)

# What the planned programs answer, by the words of the needs (portal/demo/needs.py).
ANSWERS = {
    "penanganan-pengaduan": "Menangani pengaduan",
    "tata-antrean": "Mengukur dan memperpendek waktu layanan",
    "literasi-data": "Membaca data untuk keputusan",
    "pkp": "Memimpin tim pelayanan",
    "bahasa-isyarat": "Melayani warga dengan disabilitas",
    "naskah-dinas": "Menulis naskah dinas",
    "pelayanan-prima": "Menyusun standar pelayanan",
}
# Whom a program is for, by the first of its audience; and the agency, where it is one agency's.
GROUPS = {
    "dinas": "Pegawai dinas, badan, dan sekretariat",
    "puskesmas": "Petugas loket dan tenaga puskesmas",
    "kelurahan": "Pegawai kelurahan dan kecamatan",
    "sekolah": "Guru dan tenaga kependidikan",
    "110": "Petugas layanan kependudukan",
}
AGENCIES = {
    "gawat-darurat": "111",
    "keselamatan-pasien": "111",
    "pembelajaran-mendalam": "112",
    "sekolah-aman": "112",
    "manajemen-pelabuhan": "114",
    "bahasa-inggris-wisata": "113",
    "adminduk-digital": "110",
}
NEXT_YEAR = ("penanganan-pengaduan", "tata-antrean", "bahasa-isyarat", "naskah-dinas", "pkp")
OUTSIDE_THE_PLAN = ("kecerdasan-artifisial", "adminduk-digital")
NOT_REALISED = ("bahasa-isyarat",)
FEE_A_LESSON_HOUR, MEAL_A_DAY, PAPER, CONTRIBUTION, TRAVEL = 300_000, 45_000, 15_000, 1_500_000, 650_000
# title, form, competency, hours, target group, people, origin, why, answer
PROPOSALS = (
    ("Manajemen pelabuhan tingkat lanjut", "TEK", "teknis", 24, "Pegawai Dinas Perhubungan dan BP Kawasan", 30,
     "partner", "Angkatan pertama meminta lanjutan tentang keselamatan kapal penumpang.", ""),
    ("Laboratorium data kelautan", "WS", "teknis", 10, "Analis data perangkat daerah", 20,
     "partner", "UMRAH menyediakan laboratorium dan dua pengajar.", ""),
    ("Bahasa isyarat lanjutan", "KUR", "sosial_kultural", 16, "Petugas loket yang lulus tingkat dasar", 20,
     "hr", "Usulan komunitas tuli dalam forum konsultasi publik.", ""),
    ("Menata antrean di unit dengan waktu tunggu panjang", "BIM", "teknis", 16, "Puskesmas dan Disdukcapil", 40,
     "evaluation", "Unsur waktu penyelesaian paling rendah di unit-unit ini.", ""),
    ("Studi banding layanan perizinan", "BEN", "pemerintahan", 10, "Pegawai DPMPTSP", 10,
     "hr", "Belajar dari kota lain.", "Anggaran perjalanan tahun depan sudah penuh."),
)  # fmt: skip


@dataclass
class _Maker:
    """The ids that the plan's rows refer to, known before the plans are added."""

    city: City
    kinds: dict[str, int]
    forms: dict[str, int]
    runs: dict[int, list[Row]]  # closed batches by year
    finished: Counter[int]  # people by batch
    plan_ids: Iterator[int]

    @property
    def hr(self) -> int:
        """The account of HR's story."""
        return self.city.accounts[self.city.personas["hr"]]


def make_plans(city: City) -> None:
    """Add plans, their programs, proposals, and what batches cost.

    What a plan contains is copied before the plan itself: the trigger that freezes a fixed plan finds none yet.
    """
    runs: defaultdict[int, list[Row]] = defaultdict(list)
    for batch in city.rows.of(Batch):
        if batch["state"] == BatchState.CLOSED:
            runs[batch["starts_on"].year].append(batch)
    maker = _Maker(
        city=city,
        kinds=dict(CostKind.objects.values_list("code", "pk")),
        forms=dict(TrainingType.objects.values_list("code", "pk")),
        runs=runs,
        finished=Counter(each.run.id for each in city.finished),
        plan_ids=count(city.rows.first_id(Plan)),
    )
    year = city.today.year
    plans = [(each, next(maker.plan_ids)) for each in (year - 1, year, year + 1)]
    for each, plan_id in plans:
        codes = NEXT_YEAR if each > year else [code for code in BY_CODE if code not in OUTSIDE_THE_PLAN]
        for code in codes:
            _plan_program(maker, each, plan_id, BY_CODE[code])
    _propose(maker)
    for each, _plan_id in plans:
        _add_plan(maker, each)
    for batches in (runs[year - 1], runs[year]):
        for batch in batches:
            _pay(maker, batch)


def _plan_program(maker: _Maker, year: int, plan_id: int, design: Design) -> None:
    city, program = maker.city, maker.city.programs[design.code]
    batches = [batch for batch in maker.runs.get(year, []) if batch["program_id"] == program]
    people = max(1, len(batches)) * design.seats
    days = sorted(batch["starts_on"] for batch in batches) or [date(year, 8, 1)]
    agency = AGENCIES.get(design.code)
    at = city.at(date(year - 1, 10, 1))
    planned = _add_planned(
        maker,
        at,
        state="planned",
        plan_id=plan_id,
        title=design.title,
        training_type_id=maker.forms[design.form],
        competency=design.competency,
        learning_hours=design.hours,
        target_group=GROUPS.get(design.audience[0], "Pegawai unit terkait"),
        agency_id=city.units[agency].id if agency else None,
        people=people,
        quarter=(days[len(days) // 2].month + 2) // 3,
        institution_id=city.institutions[design.institution],
        target_elements=list(design.elements),
        program_id=None if year > city.today.year or design.code in NOT_REALISED else program,
    )
    for kind, amount in _costs(design, people, max(1, len(batches))).items():
        city.rows.add(PlannedCost, planned_id=planned, kind_id=maker.kinds[kind], amount=amount)
    for need in city.rows.of(Need):
        if need["year"] == year and need["competency"] == ANSWERS.get(design.code):
            city.rows.add(PlannedNeed, planned_id=planned, need_id=need["id"])


def _costs(design: Design, people: int, runs: int) -> dict[str, int]:
    """What such a program costs: sent away for a contribution and travel, or held here with fees and meals."""
    if design.institution == "bpsdm":
        return {"kontribusi": CONTRIBUTION * people, "perjalanan": TRAVEL * people}
    return {
        "honor": FEE_A_LESSON_HOUR * design.hours * runs,
        "konsumsi": MEAL_A_DAY * design.days * people,
        "atk": PAPER * people,
    }


def _add_planned(maker: _Maker, at: datetime, **values: object) -> int:
    state = values["state"]
    by = values.pop("proposed_by_id", maker.hr)
    planned = maker.city.rows.add(
        PlannedProgram,
        **{
            "origin": "hr",
            "plan_id": None,
            "agency_id": None,
            "quarter": None,
            "institution_id": None,
            "target_elements": [],
            "rationale": "",
            "program_id": None,
            "proposed_by_id": by,
            "proposed_at": at,
            "reason": "",
            **values,
        },
    )
    trail = partial(maker.city.rows.add, PlannedChange, planned_id=planned)
    answered = state == "declined"
    trail(from_state="", to_state="proposed" if answered else state, by_id=by, at=at, reason="")
    if answered:
        later, why = at + timedelta(days=3), values["reason"]
        trail(from_state="proposed", to_state=state, by_id=maker.hr, at=later, reason=why)
    return planned


def _propose(maker: _Maker) -> None:
    city = maker.city
    for days_ago, (title, form, competency, hours, group, people, origin, why, refusal) in enumerate(PROPOSALS, 4):
        partner = origin == "partner"
        by = {"partner": city.personas["partner"], "evaluation": None}.get(origin, maker.hr)
        _add_planned(
            maker,
            city.at(city.today - timedelta(days=days_ago), 10),
            state="declined" if refusal else "proposed",
            origin=origin,
            title=title,
            training_type_id=maker.forms[form],
            competency=competency,
            learning_hours=hours,
            target_group=group,
            people=people,
            institution_id=city.institutions["umrah"] if partner else None,
            rationale=why,
            proposed_by_id=by,
            reason=refusal,
        )


def _add_plan(maker: _Maker, year: int) -> None:
    city, this_year = maker.city, maker.city.today.year
    states = [PlanState.DRAFT, PlanState.APPROVED, PlanState.RUNNING, PlanState.CLOSED]
    reached = states[: 4 if year < this_year else 3 if year == this_year else 1]
    decree = year <= this_year
    plan = city.rows.add(
        Plan,
        year=year,
        state=reached[-1],
        decree_number=f"800.1.4/{year % 100 + 120}/SK-CONTOH" if decree else "",
        decree_on=date(year - 1, 12, 12) if decree else None,
    )
    begun = date(year - 1, 9, 15) if decree else city.today - timedelta(days=30)
    days = (begun, date(year - 1, 12, 15), date(year, 1, 4), date(year + 1, 1, 8))
    by = (maker.hr, city.personas["leadership"], maker.hr, maker.hr)
    for place, state in enumerate(reached):
        before = reached[place - 1] if place else ""
        at = city.at(min(days[place], city.today), 9)
        city.rows.add(PlanChange, plan_id=plan, from_state=before, to_state=state, by_id=by[place], at=at, reason="")
    if year == this_year:
        _revise(maker, plan)


def _revise(maker: _Maker, plan: int) -> None:
    opened = maker.city.today - timedelta(days=60)
    maker.city.rows.add(
        PlanRevision,
        plan_id=plan,
        number=1,
        reason="Penyesuaian anggaran perubahan: dua angkatan dialihkan ke triwulan IV.",
        decree_number="",
        by_id=maker.hr,
        at=maker.city.at(opened, 9),
        ended_by_id=maker.hr,
        ended_at=maker.city.at(opened + timedelta(days=2), 15),
    )


def _pay(maker: _Maker, batch: Row) -> None:
    """What a batch cost: near the plan, for those who came; one line of the latest batch was corrected."""
    design = next(each for each in BY_CODE.values() if maker.city.programs[each.code] == batch["program_id"])
    dice = maker.city.dice(f"costs {batch['id']}")
    people = maker.finished[batch["id"]] or 1
    for kind, amount in _costs(design, people, 1).items():
        _add_cost(maker, batch, kind, int(amount * dice.uniform(0.92, 1.06)) // 1000 * 1000)
    if batch is max((each for runs in maker.runs.values() for each in runs), key=lambda each: each["id"]):
        wrong = _add_cost(maker, batch, "sewa", 15_000_000, void_reason="Kelebihan satu nol.")
        _add_cost(maker, batch, "sewa", 1_500_000, corrects_id=wrong)


def _add_cost(maker: _Maker, batch: Row, kind: str, amount: int, **values: object) -> int:
    city = maker.city
    paid = min(batch["ends_on"] + timedelta(days=3), city.today)
    voided = "void_reason" in values
    return city.rows.add(
        Cost,
        **{
            "batch_id": batch["id"],
            "kind_id": maker.kinds[kind],
            "amount": amount,
            "note": "",
            "spent_on": paid,
            "by_id": maker.hr,
            "at": city.at(paid, 14),
            "voided_by_id": maker.hr if voided else None,
            "voided_at": city.at(paid, 16) if voided else None,
            "void_reason": "",
            "corrects_id": None,
            **values,
        },
    )
