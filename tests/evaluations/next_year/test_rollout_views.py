"""Pages of orders by lot: HR steps through one; others read."""

from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from evaluations.models import RolloutOrder
from evaluations.next_year import ordering
from people.models import Account
from programs.models import Program
from tests.cast import Cast
from tests.factories.next_year import BORN_AT, make_rollout
from tests.factories.people import make_employee, make_unit
from tests.factories.programs import make_program

pytestmark = pytest.mark.django_db


def client_of(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def form_of(program: Program, codes: list[str], step: str) -> dict[str, object]:
    year = timezone.now().year + 1
    return {
        "program": program.pk, "units": codes, "waves": 2, "first": f"{year}-02", "apart": 4,
        "born_at": f"{year}-01-05T09:00", "source": "", "url": "", "langkah": step,
    }  # fmt: skip


@pytest.fixture
def codes() -> list[str]:
    found = [make_unit(f"Puskesmas {place}", code=f"P{place}") for place in range(3)]
    for unit in found:
        make_employee(unit=unit)
    return [unit.code for unit in found]


def test_hr_checks_and_freezes_a_list(cast: Cast, codes: list[str]) -> None:
    program, client = make_program(), client_of(cast.hr)
    assert client.get(f"/urutan-unit/baru/?program={program.pk}").status_code == 200
    checked = client.post("/urutan-unit/baru/", form_of(program, codes, "periksa")).content.decode()
    assert "Kunci daftar 3 unit?" in checked
    assert not RolloutOrder.objects.exists()
    client.post("/urutan-unit/baru/", form_of(program, codes, "kunci"))
    order = RolloutOrder.objects.get()
    assert order.value_source.startswith("drand quicknet, round ")
    assert [(month.month, month.day) for month in order.months] == [(2, 1), (6, 1)]


def test_a_list_that_cannot_be_frozen_says_why(cast: Cast, codes: list[str]) -> None:
    program, client = make_program(), client_of(cast.hr)
    few = client.post("/urutan-unit/baru/", form_of(program, codes[:1], "kunci")).content.decode()
    assert "Centang unit, paling sedikit sebanyak gelombangnya." in few
    wrong = client.post("/urutan-unit/baru/", {**form_of(program, codes, "kunci"), "first": "Februari"})
    assert "Tulis tahun dan bulan" in wrong.content.decode()
    assert not RolloutOrder.objects.exists()


def test_hr_records_and_draws(cast: Cast, codes: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    order = make_rollout([cast.unit, cast.other_unit])
    later = datetime(2026, 12, 1, tzinfo=BORN_AT.tzinfo)
    monkeypatch.setattr("evaluations.next_year.rollout_views.timezone.now", lambda: later)
    client = client_of(cast.hr)
    client.post(f"/urutan-unit/{order.pk}/catat/", {"value": "nilai uji"})
    assert "Tentukan urutan" in client.get(f"/urutan-unit/{order.pk}/").content.decode()
    client.post(f"/urutan-unit/{order.pk}/undi/")
    order.refresh_from_db()
    assert (order.value, order.drawn_by) == ("nilai uji", cast.hr)
    own = client_of(cast.head).get(f"/urutan-unit/{order.pk}/").content.decode()
    assert f"{cast.unit.name} masuk gelombang" in own


def test_others_read_and_change_nothing(cast: Cast) -> None:
    order = make_rollout([cast.unit, cast.other_unit])
    client = client_of(cast.employee)
    page = client.get(f"/urutan-unit/{order.pk}/").content.decode()
    assert order.list_digest in page
    assert '<form method="post" action="/urutan-unit/' not in page
    for step in ("catat", "undi", "batal"):
        assert client.post(f"/urutan-unit/{order.pk}/{step}/", {"value": "x", "reason": "x"}).status_code == 403
    order.refresh_from_db()
    assert (order.value, order.withdrawn_at) == ("", None)


def test_the_list_takes_as_many_queries_for_one_as_for_three(cast: Cast) -> None:
    client, counts = client_of(cast.employee), []
    for more in (1, 2):
        for _each in range(more):
            make_rollout([cast.unit, cast.other_unit])
        with CaptureQueriesContext(connection) as queries:
            client.get("/urutan-unit/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_refused_step_is_told(cast: Cast) -> None:
    order = make_rollout([cast.unit, cast.other_unit])
    ordering.record_value(order=order, value="x", by=None, now=BORN_AT)
    told = client_of(cast.hr).post(f"/urutan-unit/{order.pk}/batal/", {"reason": "Salah"}, follow=True)
    assert "membatalkannya berarti memilih" in told.content.decode()
