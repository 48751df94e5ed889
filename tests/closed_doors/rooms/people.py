"""Doors of the people room, and of the account pages that allauth serves."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from people.models import Absence, Assignment, Headship, ImportDraft, Role
from tests.closed_doors.house import HEADS, HR, SIGNED_IN, House

# Nobody of the cast has a second factor, so these pages have nothing to show to anyone.
WITHOUT_A_SECOND_FACTOR: frozenset[str] = frozenset()

DOORS = {
    "employees": HR | HEADS,
    # The sample is an employee of the unit: the heads above and the employee may read it.
    "employee": HR | HEADS | {"employee"},
    "employee_transfer": HR,
    "headship_add": HR,
    "assignment_end": HR,
    "assignment_undo": HR,
    "headship_undo": HR,
    "headship_end": HR,
    "employee_absences": HR,
    "absences": HEADS,
    # The sample is an absence of the unit's head.
    "absence_end": HR | {"head"},
    "account_code": HR,
    "account_reset": HR,
    "role_add": HR,
    "role_end": HR,
    "units": HR,
    "unit_merge": HR,
    "import_employees": HR,
    "employees_template": HR,
    "import_units": HR,
    "units_template": HR,
    "import_draft": HR,
    "import_apply": HR,
    "account_reauthenticate": SIGNED_IN,
    "account_email": SIGNED_IN,
    "account_change_password": SIGNED_IN,
    "account_set_password": SIGNED_IN,
    "mfa_index": SIGNED_IN,
    "mfa_reauthenticate": SIGNED_IN,
    "mfa_activate_totp": SIGNED_IN,
    "mfa_deactivate_totp": WITHOUT_A_SECOND_FACTOR,
    "mfa_view_recovery_codes": WITHOUT_A_SECOND_FACTOR,
    "mfa_generate_recovery_codes": SIGNED_IN,
    "mfa_download_recovery_codes": WITHOUT_A_SECOND_FACTOR,
}


def samples(house: House) -> dict[str, dict[str, Any]]:
    """The employee of the cast, the unit, its head, and an upload of HR."""
    cast, account = house.cast, house.cast.employee
    now = datetime(2026, 3, 9, tzinfo=UTC)
    draft = ImportDraft.objects.create(
        kind="units",
        owner=cast.hr,
        filename="unit.csv",
        content=b"kode",
        effective_on=date(2026, 1, 1),
        report={"counts": {"rows": 0, "changed": 0, "faulty": 0, "unchanged": 0, "blocking": 0, "deeds": {}}},
        created_at=now,
        expires_at=now + timedelta(days=2),
    )
    absence = Absence.objects.create(
        employee=cast.head.employee,
        starts_on=date(2100, 1, 1),
        ends_on=date(2100, 1, 2),
        reason="leave",
        recorded_at=now,
    )
    employee = {"employee_id": account.employee_id}
    role = Role.objects.get(account=cast.officer)
    return {
        "employee": employee,
        "employee_transfer": employee,
        "employee_absences": employee,
        "absence_end": {"absence_id": absence.pk},
        "headship_add": employee,
        "assignment_end": {"assignment_id": Assignment.objects.get(**employee).pk},
        "assignment_undo": {"assignment_id": Assignment.objects.get(**employee).pk},
        "headship_undo": {"headship_id": Headship.objects.get(unit=cast.unit).pk},
        "headship_end": {"headship_id": Headship.objects.get(unit=cast.unit).pk},
        "account_code": {"account_id": account.pk},
        "account_reset": {"account_id": account.pk},
        "role_add": {"account_id": account.pk},
        "role_end": {"role_id": role.pk},
        "unit_merge": {"code": cast.unit.code},
        "import_draft": {"draft_id": draft.pk},
        "import_apply": {"draft_id": draft.pk},
    }
