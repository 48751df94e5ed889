"""Doors of the programs room."""

from datetime import date
from typing import Any

from django.utils import timezone

from partners.models import Agreement, Instructor
from programs.models import Need
from programs.presence import presence_code
from tests.closed_doors.house import EMPLOYEES, HEADS, HR, SIGNED_IN, House
from tests.factories.lots import make_lot_batch
from tests.factories.people import make_employee
from tests.factories.programs import (
    OPENS_AT,
    make_batch,
    make_cost,
    make_enrollment,
    make_letter,
    make_material,
    make_plan,
    make_planned,
    make_program,
    make_roster,
    make_session,
)

# The sample is the employee's application, so the employee, the heads above and BKPSDM see it.
CONCERNED = HR | HEADS | {"employee"}

OF_SESSION = (
    "attendance",
    "attendance_roll",
    "attendance_file",
    "attendance_file_apply",
    "attendance_template",
    "screen",
    "screen_code",
)

DOORS = {
    "catalog": EMPLOYEES,
    "program": SIGNED_IN - {"other_partner"},
    # The sample is a batch of the institution that `partner` works for: another partner's staff see only their own.
    "batch": SIGNED_IN - {"other_partner"},
    "apply": EMPLOYEES,
    "batch_calendar": SIGNED_IN - {"other_partner"},
    "my_enrollments": EMPLOYEES,
    "enrollment": CONCERNED,
    "accept_offer": frozenset({"employee"}),
    "cancel_enrollment": HR | {"employee"},
    "decline_enrollment": HR | {"head"},
    "approvals": HR | HEADS,
    "approve_enrollments": HR | HEADS,
    "ask_withdrawal": frozenset({"employee"}),
    "take_back_withdrawal": frozenset({"employee"}),
    "roster_upload": HR | HEADS,
    "roster_template": HR | HEADS,
    # The sample was uploaded by BKPSDM; a head sees only lists of their own.
    "roster": HR,
    "roster_apply": HR,
    "hr_enroll": HR,
    "tell_regret": frozenset({"employee"}),
    "regret_back": frozenset({"employee"}),
    "withdrawals": HR,
    "withdrawal": HR,
    "my_needs": EMPLOYEES,
    "withdraw_need": frozenset({"employee"}),
    "needs_by_unit": HR | HEADS,
    "needs_list": HR | HEADS,
    "state_need_for": HR | HEADS,
    "rank_needs": HR | HEADS,
    "hr_programs": HR,
    "hr_new_program": HR,
    "hr_program": HR,
    "hr_batches_of": HR,
    "hr_new_batch": HR,
    "hr_batches": HR,
    "hr_enrollments": HR,
    "hr_enrollments_deed": HR,
    "hr_letters": HR,
    "hr_batch_messages": HR,
    "hr_batch_send_again": HR,
    "hr_batch_history": HR,
    "hr_copy_batch": HR,
    "hr_new_letter": HR,
    # A surat tugas that names the employee.
    "letter_file": HR | {"employee"},
    "hr_batch": HR,
    "hr_edit_batch": HR,
    **dict.fromkeys(("hr_give_seats", "hr_lot", "hr_lot_prepare", "hr_lot_value"), HR),
    **dict.fromkeys(("hr_lot_freeze", "hr_lot_record", "hr_lot_draw"), HR),
    "participants": HR,
    "participants_file": HR,
    "hr_batch_step": HR,
    "batch_costs": HR,
    "correct_cost": HR,
    "plans": HR | {"leader"},
    "plan": HR | {"leader"},
    "begin_plan": HR,
    "plan_gaps": HR,
    "new_planned": HR,
    "plan_realisation": HR | {"leader"},
    # The sample is the step that fixes the plan, which leadership may do too.
    "plan_step": HR | {"leader"},
    "planned_program": HR | {"leader"},
    "edit_planned": HR,
    "drop_planned": HR,
    "restore_planned": HR,
    "realise_planned": HR,
    "proposals": HR,
    "new_proposal": HR,
    "accept_proposal": HR,
    "decline_proposal": HR,
    "teaching": EMPLOYEES,
    # The session's instructor is the stranger.
    "attendance": HR | {"stranger"},
    "materials": SIGNED_IN - {"other_partner"},
    # The employee has only applied for a seat; the stranger teaches a session.
    "material": HR | {"partner", "stranger"},
    "remove_material": HR | {"partner", "stranger"},
    "institution": HR,
    "edit_agreement": HR,
    "end_instructor": HR,
    "partner_home": frozenset({"partner", "other_partner"}),
    "partner_proposals": frozenset({"partner", "other_partner"}),
    "new_partner_proposal": frozenset({"partner", "other_partner"}),
    "partner_proposal": frozenset({"partner"}),
    "attendance_roll": HR | {"stranger"},
    "attendance_details": HR | {"stranger"},
    "attendance_file": HR | {"stranger"},
    "attendance_file_apply": HR | {"stranger"},
    "attendance_template": HR | {"stranger"},
    "attendance_sheet": HR | {"stranger", "partner"},
    "screen": HR | {"stranger"},
    "screen_code": HR | {"stranger"},
    "partner_batches": frozenset({"partner", "other_partner"}),
    "partner_batch": frozenset({"partner"}),
}


def samples(house: House) -> dict[str, dict[str, Any]]:
    """A partner's batch that is open, a session taught by the stranger, an application of the employee."""
    cast = house.cast
    agreement = Agreement.objects.create(
        institution=house.institution,
        kind="pks",
        number="PKS/1",
        starts_on=date(2026, 1, 1),
        ends_on=date(2100, 12, 31),
    )
    program = make_program(institution=house.institution)
    far = {"starts_on": date(2100, 3, 1), "ends_on": date(2100, 3, 2)}
    batch = make_batch(program, agreement=agreement, **far)
    teacher = Instructor.objects.create(name="Pengajar", employee=cast.stranger.employee)
    session = make_session(batch, instructor=teacher)
    enrollment = make_enrollment(batch, cast.employee.employee)
    seated = make_enrollment(batch, make_employee("Peserta", unit=cast.unit), state="confirmed")
    need = Need.objects.create(
        employee=cast.employee.employee,
        unit=cast.unit,
        year=2027,
        kind="teknis",
        competency="Triase",
        gap=2,
        stated_at=OPENS_AT,
    )
    material = make_material(batch)
    lecturer = Instructor.objects.create(name="Dosen", institution=house.institution)
    plan = make_plan(2027)
    planned = {"planned_id": make_planned(plan).pk}
    of_year = {"year": plan.year}
    proposal = {"planned_id": make_planned().pk}
    of_batch, of_program = {"batch_id": batch.pk}, {"program_id": program.pk}
    of_session = {"session_id": session.pk}
    of_enrollment, of_roster = {"enrollment_id": enrollment.pk}, {"roster_id": make_roster(batch, cast.hr).pk}
    letter = make_letter(batch, [enrollment])
    by_lot = make_lot_batch()
    lot_steps = ("hr_lot", "hr_lot_prepare", "hr_lot_value", "hr_lot_freeze", "hr_lot_record", "hr_lot_draw")
    of_seat = {**of_enrollment, "session_id": session.pk}
    return {
        **{step: {"batch_id": by_lot.pk} for step in lot_steps},
        **{page: {"lot_id": by_lot.lot.pk} for page in ("lot", "lot_listing", "lot_facts")},
        "hr_give_seats": of_batch,
        "program": {"code": program.code},
        **dict.fromkeys(("batch", "apply", "batch_calendar", "partner_batch"), of_batch),
        **dict.fromkeys(("hr_batch", "hr_edit_batch", "participants", "participants_file"), of_batch),
        **dict.fromkeys(("hr_letters", "hr_batch_messages", "hr_batch_send_again"), of_batch),
        **dict.fromkeys(("hr_batch_history", "hr_copy_batch"), of_batch),
        "hr_new_letter": {**of_batch, "kind": "undangan"},
        "letter_file": {"letter_id": letter.pk},
        "hr_batch_step": {**of_batch, "step": "batal"},
        **dict.fromkeys(("hr_program", "hr_batches_of", "hr_new_batch"), of_program),
        **dict.fromkeys(("enrollment", "accept_offer", "cancel_enrollment", "decline_enrollment"), of_enrollment),
        **dict.fromkeys(("ask_withdrawal", "take_back_withdrawal", "withdrawal"), of_enrollment),
        **dict.fromkeys(("roster_upload", "hr_enroll"), of_batch),
        **dict.fromkeys(("roster", "roster_apply"), of_roster),
        **dict.fromkeys(("tell_regret", "regret_back"), of_seat),
        "withdraw_need": {"need_id": need.pk},
        "materials": of_batch,
        "material": {"material_id": material.pk},
        "remove_material": {"material_id": material.pk},
        "institution": {"institution_id": house.institution.pk},
        "partner_proposal": {"planned_id": make_planned(origin="partner", institution=house.institution).pk},
        "edit_agreement": {"agreement_id": agreement.pk},
        "end_instructor": {"instructor_id": lecturer.pk},
        **dict.fromkeys(OF_SESSION, of_session),
        "attendance_details": {"session_id": session.pk, "enrollment_id": seated.pk},
        "attendance_sheet": of_batch,
        "arrival": {"token": presence_code.token(session.pk, timezone.now())},
        "attendance": {"session_id": session.pk},
        "batch_costs": of_batch,
        "correct_cost": {"cost_id": make_cost(batch, 5).pk},
        **dict.fromkeys(("plan", "begin_plan", "plan_gaps", "new_planned", "plan_realisation"), of_year),
        "plan_step": {"year": plan.year, "step": "tetapkan"},
        **dict.fromkeys(
            ("planned_program", "edit_planned", "drop_planned", "restore_planned", "realise_planned"), planned
        ),
        **dict.fromkeys(("accept_proposal", "decline_proposal"), proposal),
    }
