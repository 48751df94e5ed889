"""Partners, programs, batches and enrollments for tests; each row with its trail."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from django.db import transaction

from partners.models import Agreement, Institution
from people.models import Account, Employee, Unit
from programs.lots.lot import new_code
from programs.models import (
    Attendance,
    Batch,
    BatchChange,
    Cost,
    CostKind,
    Enrollment,
    EnrollmentChange,
    Letter,
    LetterPerson,
    Material,
    Need,
    Plan,
    PlanChange,
    PlannedChange,
    PlannedProgram,
    Program,
    Room,
    Roster,
    Session,
    TargetRules,
    TrainingType,
)
from tests.factories.documents import make_stored_file

_sequence = count(1)
# The batch starts two weeks after the tests' `now` (9 March 2026); its window is open then.
FIRST_DAY = date(2026, 3, 23)
OPENS_AT = datetime(2026, 3, 1, tzinfo=UTC)
CLOSES_AT = datetime(2026, 3, 20, tzinfo=UTC)


def make_institution(**fields: Any) -> Institution:
    """A university."""
    n = next(_sequence)
    return Institution.objects.create(
        **{"code": f"mitra-{n}", "name": f"Universitas {n}", "kind": "university", **fields}
    )


def make_agreement(institution: Institution, **fields: Any) -> Agreement:
    """A PKS of the year 2026."""
    return Agreement.objects.create(
        institution=institution,
        **{
            "kind": "pks",
            "number": f"PKS/{next(_sequence)}/2026",
            "starts_on": date(2026, 1, 1),
            "ends_on": date(2026, 12, 31),
            **fields,
        },
    )


def make_program(**fields: Any) -> Program:
    """A published technical training of 20 JP."""
    n = next(_sequence)
    return Program.objects.create(
        **{
            "code": f"program-{n}",
            "title": f"Program {n}",
            "training_type": TrainingType.objects.get_or_create(
                code="TEK", defaults={"name": "Pelatihan teknis", "path": "klasikal", "siasn_training_type_id": 3}
            )[0],
            "competency": "teknis",
            "learning_hours": "20",
            "published": True,
            **fields,
        }
    )


@transaction.atomic
def make_batch(program: Program | None = None, *, state: str = "open", **fields: Any) -> Batch:
    """A batch that is open for enrollment, with two seats and no session."""
    n = next(_sequence)
    batch = Batch.objects.create(
        program=program or make_program(),
        state=state,
        **{
            "number": n,
            "starts_on": FIRST_DAY,
            "ends_on": FIRST_DAY + timedelta(days=1),
            "enrollment_opens_at": OPENS_AT,
            "enrollment_closes_at": CLOSES_AT,
            "seats": 2,
            "closed_at": CLOSES_AT if state == "closed" else None,
            "cancel_reason": "Batal" if state == "cancelled" else "",
            **fields,
        },
    )
    BatchChange.objects.create(batch=batch, to_state=state, at=OPENS_AT)
    batch.refresh_from_db()
    return batch


def make_room(**fields: Any) -> Room:
    """A room for thirty."""
    n = next(_sequence)
    return Room.objects.create(**{"name": f"Ruang {n}", "address": "Senggarang", "capacity": 30, **fields})


def make_session(batch: Batch, *, day: int = 0, **fields: Any) -> Session:
    """A session of three hours at 08.00 WIB on the batch's first day, or `day` days later."""
    starts_at = datetime.combine(batch.starts_on, datetime.min.time(), UTC) + timedelta(days=day, hours=1)
    return Session.objects.create(
        batch=batch,
        **{
            "title": f"Sesi {day + 1}",
            "starts_at": starts_at,
            "ends_at": starts_at + timedelta(hours=3),
            "place": "" if "room" in fields or "video_link" in fields else "Aula BKPSDM",
            **fields,
        },
    )


@transaction.atomic
def make_enrollment(
    batch: Batch, employee: Employee, unit: Unit | None = None, *, state: str = "requested", **fields: Any
) -> Enrollment:
    """An application in a state, with the last line of its trail."""
    unit = unit or employee.assignments.get(main=True).unit
    if state in {"waiting", "offered", "lapsed"}:
        last = Enrollment.objects.filter(batch=batch).order_by("-queue_number").exclude(queue_number=None).first()
        fields.setdefault("queue_number", (last.queue_number if last else 0) + 1)
    if state == "offered":
        fields.setdefault("offer_expires_at", datetime(2026, 3, 10, 3, tzinfo=UTC))
    if state in {"declined", "cancelled", "not_finished", "absent", "withdrawing"}:
        fields.setdefault("reason", "Alasan uji")
    if batch.seat_method == "lot":
        fields.setdefault("code", new_code())
    enrollment = Enrollment.objects.create(
        batch=batch, employee=employee, unit=unit, state=state, **{"requested_at": OPENS_AT, **fields}
    )
    EnrollmentChange.objects.create(enrollment=enrollment, to_state=state, at=OPENS_AT)
    return enrollment


def make_attendance(session: Session, enrollment: Enrollment, *, present: bool = True) -> Attendance:
    """Presence, marked when the session ended."""
    return Attendance.objects.create(session=session, enrollment=enrollment, present=present, marked_at=session.ends_at)


def make_material(batch: Batch, **fields: Any) -> Material:
    """A PDF for the participants."""
    values = {"title": f"Materi {next(_sequence)}", "file": make_stored_file(), "added_at": OPENS_AT, **fields}
    return Material.objects.create(batch=batch, **values)


def make_letter(batch: Batch, people: Sequence[Enrollment] = (), **fields: Any) -> Letter:
    """A surat tugas that names the people."""
    facts = {
        "number": f"B/800/{next(_sequence)}/105/2026",
        "basis": ["Dasar uji."],
        "tasks": ["Mengikuti pelatihan."],
        "days": "23–24 Maret 2026",
        "place": "Aula",
        "cost": "DPA",
        "copies": [],
        "place_and_date": "Uji, 9 Maret 2026",
        "signatory": {"name": "Sekda", "number": "", "position_title": "Sekretaris Daerah", "rank": ""},
        "people": [
            {"name": one.employee.name, "number": one.employee.number or "", "rank": "–", "position": "–", "unit": "–"}
            for one in people
        ],
    }
    values = {"kind": "assignment_letter", "key": uuid4(), "number": facts["number"], "facts": facts}
    letter = Letter.objects.create(batch=batch, issued_at=OPENS_AT, **{**values, **fields})
    for place, one in enumerate(people, start=1):
        LetterPerson.objects.create(letter=letter, enrollment=one, place=place)
    return letter


def make_partner_staff(institution: Institution, account: Account) -> None:
    """The account works for the institution since 2020."""
    institution.staff.create(account=account, starts_on=date(2020, 1, 1))


def make_need(employee: Employee, unit: Unit | None = None, **fields: Any) -> Need:
    """A technical gap of medium size for 2027, not ranked."""
    return Need.objects.create(
        employee=employee,
        unit=unit or employee.assignments.get(main=True).unit,
        **{
            "year": 2027,
            "kind": "teknis",
            "competency": f"Kemampuan {next(_sequence)}",
            "gap": 2,
            "stated_at": OPENS_AT,
            **fields,
        },
    )


def make_target_rules(
    batch: Batch, *, units: Sequence[Unit] = (), prerequisites: Sequence[Program] = (), **fields: Any
) -> TargetRules:
    """Target rules of a batch; what is not given asks nothing."""
    rules = TargetRules.objects.create(batch=batch, **fields)
    rules.units.set(units)
    rules.prerequisites.set(prerequisites)
    return rules


def make_roster(batch: Batch, owner: Account, **fields: Any) -> Roster:
    """An uploaded list without rows, not applied yet."""
    values = {"lines": [], "outcomes": [], "created_at": OPENS_AT, "expires_at": datetime(2100, 1, 1, tzinfo=UTC)}
    return Roster.objects.create(
        batch=batch, owner=owner, filename="daftar.xlsx", digest="0" * 64, **{**values, **fields}
    )


@transaction.atomic
def make_plan(year: int = 2027, *, state: str = "draft", **fields: Any) -> Plan:
    """A plan with the last line of its trail; one that is fixed has its decree."""
    if state != "draft":
        fields = {"decree_number": f"188.45/{year}", "decree_on": date(year - 1, 12, 15), **fields}
    plan = Plan.objects.create(year=year, state=state, **fields)
    PlanChange.objects.create(plan=plan, to_state=state, at=OPENS_AT)
    return plan


@transaction.atomic
def make_planned(plan: Plan | None = None, *, state: str | None = None, **fields: Any) -> PlannedProgram:
    """A technical training of 20 JP for 30 people in the first quarter, or a proposal of one without a plan."""
    state = state or ("planned" if plan else "proposed")
    if state in {"declined", "dropped"}:
        fields.setdefault("reason", "Alasan uji")
    planned = PlannedProgram.objects.create(
        plan=plan,
        state=state,
        **{
            "origin": "hr",
            "title": f"Butir {next(_sequence)}",
            "training_type": TrainingType.objects.get(code="TEK"),
            "competency": "teknis",
            "learning_hours": "20",
            "target_group": "Petugas loket",
            "people": 30,
            "quarter": 1,
            "proposed_at": OPENS_AT,
            **fields,
        },
    )
    PlannedChange.objects.create(planned=planned, to_state=state, at=OPENS_AT)
    return planned


def make_cost(batch: Batch, amount: int, *, kind: str = "konsumsi", **fields: Any) -> Cost:
    """A payment on the batch's first day."""
    return Cost.objects.create(
        batch=batch,
        kind=CostKind.objects.get(code=kind),
        amount=amount,
        **{"spent_on": batch.starts_on, "at": OPENS_AT, **fields},
    )
