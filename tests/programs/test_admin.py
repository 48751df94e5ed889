"""Records in the admin: every list opens, and states change by use cases only."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from programs.models import Batch, Enrollment
from tests.cast import Cast
from tests.factories.programs import make_attendance, make_batch, make_enrollment, make_session


@pytest.fixture
def hr(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.hr, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def enrollment(cast: Cast) -> Enrollment:
    batch = make_batch()
    make_attendance(make_session(batch), make_enrollment(batch, cast.stranger.employee, state="confirmed"))
    return make_enrollment(batch, cast.employee.employee)


LISTS = [
    "trainingtype",
    "program",
    "batch",
    "session",
    "enrollment",
    "attendance",
    "need",
    "costkind",
    "plan",
    "plannedprogram",
    "cost",
]


@pytest.mark.parametrize("name", LISTS)
def test_every_list_opens(hr: Client, enrollment: Enrollment, name: str) -> None:
    assert hr.get(reverse(f"admin:programs_{name}_changelist")).status_code == 200


@pytest.mark.parametrize("name", ["institution", "agreement", "instructor", "partnerstaff"])
def test_every_list_of_the_partners_room_opens(hr: Client, name: str) -> None:
    assert hr.get(reverse(f"admin:partners_{name}_changelist")).status_code == 200


def act(hr: Client, name: str, action: str, pk: int) -> str:
    form = {"action": action, "_selected_action": [pk]}
    return hr.post(reverse(f"admin:programs_{name}_changelist"), form, follow=True).content.decode()


def test_a_state_is_changed_by_an_action_that_calls_the_use_case(
    hr: Client, cast: Cast, enrollment: Enrollment
) -> None:
    draft = make_batch(state="draft", enrollment_closes_at=datetime(2100, 1, 1, tzinfo=UTC))
    assert "paling sedikit satu sesi" in act(hr, "batch", "open_enrollment", draft.pk)
    make_session(draft)
    assert "1 berhasil." in act(hr, "batch", "open_enrollment", draft.pk)
    assert Batch.objects.get(pk=draft.pk).changes.get(to_state="open").by == cast.hr


def test_states_have_no_form(hr: Client, enrollment: Enrollment) -> None:
    address = reverse("admin:programs_enrollment_change", args=[enrollment.pk])
    assert hr.post(address, {"state": "confirmed"}).status_code == 403
    assert Enrollment.objects.get(pk=enrollment.pk).state == "requested"
