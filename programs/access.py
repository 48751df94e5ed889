"""Who may do what in this room; views and templates ask these."""

from datetime import datetime

from partners.access import partner_institution_id
from people.access import Access
from programs.applications.seats import seats_move_until
from programs.models import PARTICIPANTS, SEATED, Batch, Enrollment, EnrollmentState, Session

CANCELLABLE = (EnrollmentState.REQUESTED, EnrollmentState.APPROVED, EnrollmentState.WAITING, *SEATED)


def may_run_programs(access: Access) -> bool:
    """Programs, batches, participants: BKPSDM."""
    return access.is_hr


def may_see_needs(access: Access) -> bool:
    """Stated gaps of others: BKPSDM, and heads those of their units."""
    return access.is_hr or access.is_head


def may_read_plans(access: Access) -> bool:
    """The yearly plan and what became of it: BKPSDM and leadership."""
    return access.is_hr or access.is_leadership


def may_mark(access: Access, session: Session) -> bool:
    """BKPSDM, the employee who teaches this session, or the partner's staff when a person of theirs teaches it."""
    if access.is_hr:
        return True
    teacher = session.instructor
    if teacher is None:
        return False
    if access.employee_id is not None and teacher.employee_id == access.employee_id:
        return True
    return teacher.institution_id is not None and (
        teacher.institution_id == session.batch.institution_id == partner_institution_id(access)
    )


def may_keep_materials(access: Access, batch: Batch) -> bool:
    """BKPSDM, the staff of the batch's partner, and the employees who teach in it."""
    if may_see_participants(access, batch):
        return True
    if access.employee_id is None:
        return False
    return Session.objects.filter(batch=batch, cancelled=False, instructor__employee_id=access.employee_id).exists()


def may_print_sheet(access: Access, batch: Batch) -> bool:
    """Those who keep its materials: BKPSDM, the partner's staff, and who teaches in it."""
    return may_keep_materials(access, batch)


def takes_part(own: Enrollment | None) -> bool:
    """Whether one's own application, if any, made one a participant: then one sees the sessions' video links."""
    return own is not None and own.state in PARTICIPANTS


def is_own(access: Access, enrollment: Enrollment) -> bool:
    """The visitor's own application."""
    return access.employee_id is not None and access.employee_id == enrollment.employee_id


def may_cancel(access: Access, enrollment: Enrollment, now: datetime) -> bool:
    """One's own as long as the seat may go to somebody else; after that BKPSDM decides."""
    if enrollment.state not in CANCELLABLE:
        return False
    return access.is_hr or (is_own(access, enrollment) and now < seats_move_until(enrollment.batch))


def may_see_participants(access: Access, batch: Batch) -> bool:
    """BKPSDM, and the staff of the batch's partner."""
    if access.is_hr:
        return True
    institution = partner_institution_id(access)
    return institution is not None and institution == batch.institution_id


def may_see_numbers(access: Access) -> bool:
    """NIP and NI PPPK are none of a partner's business: its staff know people by name and unit."""
    return access.is_hr or may_browse(access)


def may_browse(access: Access) -> bool:
    """The catalogue is the city's own: a partner's staff see the batches of their institution instead."""
    return access.employee_id is not None or partner_institution_id(access) is None


def may_enroll_others(access: Access) -> bool:
    """A whole list at once: BKPSDM for any unit, heads for the units below them."""
    return access.is_hr or access.is_head
