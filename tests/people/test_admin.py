"""HR keeps the records; states are only shown; a longer list costs no more queries."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from people.history import changes_of
from people.models import Absence, Account, Employee, Grade, ImportDraft, RankHolding, Unit
from tests.cast import Cast
from tests.factories.people import EPOCH, give_role, make_account, make_employee, make_head, make_unit

OURS = sorted(model._meta.model_name for model in admin.site._registry if model._meta.app_label == "people")


@pytest.fixture
def hr(cast: Cast, client: Client) -> Client:
    client.force_login(cast.hr)
    return client


def _one_more(cast: Cast, now: datetime) -> None:
    """One more row in every list."""
    unit = make_unit(parent=cast.agency)
    head = make_head(unit)
    RankHolding.objects.create(employee=head, grade=Grade.objects.get(code="III/a"), starts_on=EPOCH)
    give_role(make_account(head), "survey_officer", unit)
    Absence.objects.create(
        employee=head, starts_on=date(2100, 1, 1), ends_on=date(2100, 1, 2), reason="leave", recorded_at=now
    )
    ImportDraft.objects.create(
        kind="units", owner=make_account(), filename="u.csv", content=b"", effective_on=EPOCH,
        report={}, created_at=now, expires_at=datetime(2030, 1, 1, tzinfo=now.tzinfo),
    )  # fmt: skip


@pytest.mark.parametrize("model", OURS)
def test_every_list_opens_searches_and_keeps_its_number_of_queries(
    hr: Client, cast: Cast, now: datetime, model: str
) -> None:
    address = reverse(f"admin:people_{model}_changelist")

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert hr.get(address).status_code == 200
        return len(seen)

    _one_more(cast, now)
    queries()
    few = queries()
    _one_more(cast, now)
    _one_more(cast, now)
    assert queries() == few
    assert hr.get(address, {"q": "Siti"}).status_code == 200


@pytest.mark.parametrize("model", OURS)
def test_every_record_opens(hr: Client, cast: Cast, now: datetime, model: str) -> None:
    _one_more(cast, now)
    row = next(m for m in admin.site._registry if m._meta.model_name == model)._default_manager.order_by("pk").first()
    assert hr.get(reverse(f"admin:people_{model}_change", args=[row.pk])).status_code == 200


@pytest.mark.parametrize("model", ["role", "account", "importdraft"])
def test_states_are_only_shown(hr: Client, cast: Cast, now: datetime, model: str) -> None:
    _one_more(cast, now)
    row = next(m for m in admin.site._registry if m._meta.model_name == model)._default_manager.order_by("pk").first()
    for deed, arguments in (("add", []), ("delete", [row.pk])):
        assert hr.get(reverse(f"admin:people_{model}_{deed}", args=arguments)).status_code == 403
    assert hr.post(reverse(f"admin:people_{model}_change", args=[row.pk]), {}).status_code == 403


@pytest.mark.parametrize("model", ["unit", "employee"])
def test_units_and_people_are_never_deleted(hr: Client, cast: Cast, model: str) -> None:
    row = {"unit": cast.unit, "employee": cast.employee.employee}[model]
    assert hr.post(reverse(f"admin:people_{model}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403


def test_an_account_shows_no_password(hr: Client, cast: Cast) -> None:
    page = hr.get(reverse("admin:people_account_change", args=[cast.employee.pk])).content.decode()
    assert cast.employee.password not in page


def test_a_corrected_number_is_carried_into_the_account(hr: Client, cast: Cast) -> None:
    person = make_employee("Ani", number="198609262015051001")
    account = make_account(person, is_active=False)
    hr.post(
        reverse("admin:people_employee_change", args=[person.pk]),
        {"name": "Ani Lestari", "status": "pns", "number": "198609262015051002", "email": ""},
    )
    account.refresh_from_db()
    assert (account.username, account.name, account.is_active) == ("198609262015051002", "Ani Lestari", False)


def test_the_history_shows_who_changed_what_into_what(hr: Client, cast: Cast) -> None:
    person = make_employee("Ani", number="198609262015051001")
    hr.post(
        reverse("admin:people_employee_change", args=[person.pk]),
        {"name": "Ani Lestari", "status": "cpns", "number": "198609262015051001", "email": ""},
    )
    found = [(change.by, change.what, change.before, change.after) for change in changes_of(person)]
    assert found == [(cast.hr.name, "status", "PNS", "CPNS"), (cast.hr.name, "nama", "Ani", "Ani Lestari")]
    page = hr.get(reverse("admin:people_employee_history", args=[person.pk])).content.decode()
    assert "<td>Ani</td><td>Ani Lestari</td>" in page
    untouched = hr.get(reverse("admin:people_employee_history", args=[cast.stranger.employee_id])).content.decode()
    assert "Data pegawai ini belum pernah diubah." in untouched


def test_a_number_that_does_not_fit_is_said_in_the_form(hr: Client, cast: Cast) -> None:
    answer = hr.post(reverse("admin:people_employee_add"), {"name": "Ani", "status": "pns", "number": "123"})
    assert "Nomor tidak sesuai dengan status" in answer.content.decode()
    assert not Employee.objects.filter(name="Ani").exists()


def test_a_unit_below_itself_is_refused(hr: Client, cast: Cast) -> None:
    values = {
        "code": cast.agency.code, "name": cast.agency.name, "kind": "dinas", "sector": cast.agency.sector_id,
        "starts_on": "2020-01-01", "parent": cast.unit.pk,
    }  # fmt: skip
    answer = hr.post(reverse("admin:people_unit_change", args=[cast.agency.pk]), values)
    assert answer.status_code == 200
    assert Unit.objects.get(pk=cast.agency.pk).parent == cast.city


def test_an_overlapping_assignment_is_refused_in_words(hr: Client, cast: Cast) -> None:
    post = cast.employee.employee.assignments.get()
    values = {
        "employee": post.employee_id, "unit": cast.other_unit.pk, "position": post.position_id, "main": "on",
        "starts_on": "2026-01-01",
    }  # fmt: skip
    answer = hr.post(reverse("admin:people_assignment_add"), values)
    assert "sudah mempunyai penempatan utama" in answer.content.decode()


def test_hr_whose_role_is_over_finds_the_records_closed(hr: Client, cast: Cast) -> None:
    cast.hr.roles.update(ends_on=date(2021, 1, 1))
    assert hr.get(reverse("admin:people_unit_changelist")).status_code == 403


def test_hr_has_no_way_to_other_apps_records(hr: Client, cast: Cast) -> None:
    foreign = [model for model in admin.site._registry if model._meta.app_label in {"auth", "mfa", "account"}]
    assert foreign
    for model in foreign:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
        assert hr.get(reverse(name)).status_code == 403


def test_superusers_of_the_machine_may(client: Client, db: None) -> None:
    root: Callable[..., Account] = Account.objects.create_superuser
    client.force_login(root(username="root", name="Root"))
    assert client.get(reverse("admin:people_unit_changelist")).status_code == 200
