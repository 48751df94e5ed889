"""The database refuses, whoever writes; each rule is broken once."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from credentials.models import Certificate, CertificateChange, HoursConversion, HoursEntry, HoursTarget
from credentials.settlement import settle
from pembinaan.base.constraints import violated_name
from tests.cast import Cast
from tests.factories.credentials import AFTERWARDS, make_settled
from tests.factories.documents import make_stored_file


@pytest.fixture
def settled(cast: Cast) -> Certificate:
    """A certificate with its hours."""
    assert cast.employee.employee is not None
    make_settled([cast.employee.employee])
    return Certificate.objects.get()


def refused(act: Callable[[], Any]) -> str:
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        act()
    return violated_name(caught.value)


def entry_like(entry: HoursEntry, **changes: Any) -> HoursEntry:
    fields = (
        "employee_id", "enrollment_id", "revision", "year", "raw_hours", "days", "sessions", "conversion_id",
        "credited", "recorded_at",
    )  # fmt: skip
    return HoursEntry(**{**{name: getattr(entry, name) for name in fields}, **changes})


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({}, "hours_entry_cause_once"),
        ({"revision": 2, "credited": Decimal(-1)}, "hours_entry_sign_fits"),
        ({"revision": 0}, "hours_entry_revision_from_one"),
        ({"revision": 2, "year": 1999}, "hours_entry_year_in_range"),
    ],
)
def test_the_ledger_of_hours_refuses(settled: Certificate, changes: dict[str, Any], name: str) -> None:
    entry = HoursEntry.objects.get()
    assert refused(entry_like(entry, **changes).save) == name


@pytest.mark.parametrize("changes", [{"credited": Decimal(-19)}, {"credited": Decimal(-20), "year": 2025}])
def test_a_reversal_mirrors_what_it_takes_back(settled: Certificate, changes: dict[str, Any]) -> None:
    entry = HoursEntry.objects.get()
    assert refused(entry_like(entry, reverses=entry, **changes).save) == "hours_reversal_mirrors"


def test_an_entry_is_reversed_once_and_a_reversal_never(settled: Certificate) -> None:
    entry = HoursEntry.objects.get()
    reversal = entry_like(entry, reverses=entry, credited=-entry.credited)
    reversal.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        entry_like(entry, reverses=entry, credited=-entry.credited).save()
    assert refused(entry_like(entry, reverses=reversal, credited=Decimal(0)).save) == "hours_reversal_mirrors"


@pytest.mark.parametrize("model", [HoursEntry, CertificateChange])
def test_ledger_and_trail_are_never_changed_or_deleted(settled: Certificate, model: Any) -> None:
    for act in (lambda: model.objects.update(revision=9), lambda: model.objects.all().delete()):
        with pytest.raises(DatabaseError, match=r"Cannot (update|delete)"), transaction.atomic():
            act()


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"revoked_at": AFTERWARDS}, "certificate_revoked_has_reason"),
        ({"revocation_reason": "Tanpa waktu"}, "certificate_revoked_has_reason"),
        ({"revision": 0}, "certificate_revision_from_one"),
        ({"pdf_revision": 1}, "certificate_pdf_names_revision"),
    ],
)
def test_a_certificate_refuses(settled: Certificate, changes: dict[str, Any], name: str) -> None:
    assert refused(lambda: Certificate.objects.update(**changes)) == name


def test_a_pdf_never_names_a_revision_to_come(settled: Certificate) -> None:
    file = make_stored_file()
    assert refused(lambda: Certificate.objects.update(pdf=file, pdf_revision=2)) == "certificate_pdf_names_revision"


@pytest.mark.parametrize("changes", [{"number": "lain"}, {"code": "0" * 14}])
def test_a_certificates_number_and_code_never_change(settled: Certificate, changes: dict[str, str]) -> None:
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        Certificate.objects.update(**changes)


def test_a_certificate_is_never_deleted(settled: Certificate) -> None:
    CertificateChange.objects.none()
    with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
        Certificate.objects.all()._raw_delete("default")


@pytest.mark.parametrize(
    ("changes", "name"),
    [({"code": "12345"}, "certificate_code_unguessable"), ({"number": ""}, "certificate_number_given")],
)
def test_a_new_certificate_needs_a_code_and_a_number(
    settled: Certificate, cast: Cast, changes: dict[str, str], name: str
) -> None:
    other = make_settled([cast.stranger.employee], state="open")  # type: ignore[list-item]
    fields = {"code": "A" * 14, "number": "X", "employee": settled.employee, "facts": {}, "issued_at": AFTERWARDS}
    enrollment = other.enrollments.get()
    assert refused(lambda: Certificate.objects.create(enrollment=enrollment, **{**fields, **changes})) == name


def test_a_revision_is_issued_once_and_revoked_once(settled: Certificate) -> None:
    again = {"certificate": settled, "revision": 1, "facts": {}, "at": AFTERWARDS}
    create = CertificateChange.objects.create
    assert refused(lambda: create(deed="issued", **again)) == "certificate_revision_issued_once"
    create(deed="revoked", **again)
    assert refused(lambda: create(deed="revoked", **again)) == "certificate_revision_revoked_once"


CONVERSION = {"form_code": "BARU", "basis": "program", "amount": 1, "starts_on": date(2026, 1, 1), "source": "Uji"}


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"form_code": "TEK"}, "hours_conversion_one_at_a_time"),
        ({"amount": 0}, "hours_conversion_amount_positive"),
        ({"monthly_units": 2}, "hours_conversion_monthly_units_fit"),
        ({"source": ""}, "hours_conversion_names_source"),
        ({"ends_on": date(2025, 1, 1)}, "hours_conversion_dates_in_order"),
    ],
)
def test_a_conversion_rule_refuses(db: None, changes: dict[str, Any], name: str) -> None:
    assert refused(lambda: HoursConversion.objects.create(**{**CONVERSION, **changes})) == name


TARGET = {"status": "cpns", "kind": "minimum", "hours": 20, "starts_on": date(2026, 1, 1), "source": "Uji"}


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"status": "pns"}, "hours_target_one_at_a_time"),
        ({"hours": 0}, "hours_target_positive"),
        ({"source": ""}, "hours_target_names_source"),
        ({"ends_on": date(2025, 1, 1)}, "hours_target_dates_in_order"),
    ],
)
def test_a_target_refuses(db: None, changes: dict[str, Any], name: str) -> None:
    assert refused(lambda: HoursTarget.objects.create(**{**TARGET, **changes})) == name


def test_the_settlement_never_meets_these_constraints(settled: Certificate) -> None:
    assert settle(batch=settled.enrollment.batch, now=AFTERWARDS).issued == 0
