"""The pages of needs, as a head and HR use them."""

from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from people.models import Account
from programs.models import Need
from tests.cast import Cast
from tests.factories.people import make_employee
from tests.factories.programs import make_need

pytestmark = pytest.mark.django_db


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def head(cast: Cast) -> Client:
    return signed_in(cast.head)


@pytest.fixture
def hr(cast: Cast) -> Client:
    return signed_in(cast.hr)


def page(client: Client, name: str, **query: object) -> str:
    response = client.get(reverse(name), query)
    assert response.status_code == 200
    return response.content.decode()


def table(client: Client, name: str, **query: object) -> list[tuple[object, ...]]:
    response = client.get(reverse(name), {"unduh": "xlsx", **query})
    return list(load_workbook(BytesIO(b"".join(response))).active.iter_rows(values_only=True))  # type: ignore[arg-type, union-attr]


STATED = {"competency": "Triase", "kind": "teknis", "gap": "3"}


def year_offered(client: Client) -> str:
    form = client.get(reverse("state_need_for")).context["form"]
    return str(form.fields["year"].choices[-1][0])


def test_a_head_states_for_a_person_by_name_or_number(head: Client, cast: Cast) -> None:
    year = year_offered(head)
    for person in ("siti nurhaliza", cast.employee.employee.number):
        form = {**STATED, "competency": f"Triase {person}", "person": person, "year": year}
        assert (
            "Kebutuhan Siti Nurhaliza tercatat"
            in head.post(reverse("state_need_for"), form, follow=True).content.decode()
        )
    need = Need.objects.order_by("pk").first()
    assert need is not None
    assert (need.employee, need.unit, need.stated_by) == (cast.employee.employee, cast.unit, cast.head)


def test_a_head_states_for_nobody_elsewhere_and_is_asked_which_of_two_alike(head: Client, cast: Cast) -> None:
    make_employee("Siti Nurhaliza", unit=cast.unit)
    form = {**STATED, "year": year_offered(head)}
    for person, words in (("Orang Lain", "Tidak ada pegawai"), ("Siti Nurhaliza", "Ketik NIP-nya")):
        assert words in head.post(reverse("state_need_for"), {**form, "person": person}).content.decode()
    assert not Need.objects.exists()


def ranks() -> dict[str, int | None]:
    return dict(Need.objects.order_by("pk").values_list("competency", "rank"))


def test_a_head_ranks_with_buttons_and_with_numbers(head: Client, cast: Cast) -> None:
    first, second, third = (make_need(cast.employee.employee, competency=name) for name in "ABC")
    of = {"unit": cast.unit.code, "tahun": 2027}
    for pressed in (second, first, first):
        answer = head.post(reverse("rank_needs"), {**of, "naik": pressed.pk})
    assert answer.url.endswith(f"#kebutuhan-{first.pk}")  # type: ignore[attr-defined]
    assert ranks() == {"A": 1, "B": 2, "C": None}
    head.post(reverse("rank_needs"), {**of, "turun": first.pk})
    assert ranks() == {"A": 2, "B": 1, "C": None}
    numbers = {f"urutan_{first.pk}": "9", f"urutan_{second.pk}": "", f"urutan_{third.pk}": "2"}
    head.post(reverse("rank_needs"), {**of, **numbers, "simpan": "1"})
    assert ranks() == {"A": 2, "B": None, "C": 1}
    shown = page(head, "rank_needs", tahun=2027)
    assert shown.index("<b>C</b>") < shown.index("<b>A</b>") < shown.index("<b>B</b>")


def test_a_head_ranks_no_other_unit(head: Client, cast: Cast) -> None:
    need = make_need(cast.stranger.employee)
    of = {"unit": cast.other_unit.code, "tahun": 2027}
    assert head.post(reverse("rank_needs"), {**of, "naik": need.pk}).status_code == 404
    assert "Belum ada kebutuhan untuk diurutkan" in page(head, "rank_needs")


def test_a_number_too_long_for_a_rank_is_only_an_order(head: Client, cast: Cast) -> None:
    need = make_need(cast.employee.employee, competency="A")
    of = {"unit": cast.unit.code, "tahun": 2027}
    head.post(reverse("rank_needs"), {**of, f"urutan_{need.pk}": "9999"})
    assert ranks() == {"A": 1}


def test_a_count_leads_to_its_people_and_both_are_files(hr: Client, cast: Cast) -> None:
    make_need(cast.employee.employee, competency="Triase", gap=3)
    make_need(cast.stranger.employee, competency="triase")
    make_need(cast.head.employee, competency="Gizi")
    assert "kemampuan=triase&amp;jenis=teknis" in page(hr, "needs_by_unit")
    people = page(hr, "needs_list", kemampuan="triase", jenis="teknis")
    assert "Siti Nurhaliza" in people
    assert "Kepala Puskesmas" not in people
    assert f"tepat={cast.unit.pk}" in page(hr, "needs_by_unit", menurut="unit")
    assert "Tanpa golongan" in page(hr, "needs_by_unit", menurut="golongan")
    assert "2 kebutuhan" in page(hr, "needs_list", tepat=cast.unit.pk)
    assert "3 kebutuhan" in page(hr, "needs_list", gol=0)
    assert table(hr, "needs_by_unit")[1] == ("Triase", "Teknis", 2, 2, 1, 0)
    assert [row[0] for row in table(hr, "needs_list", kemampuan="gizi")[1:]] == ["Kepala Puskesmas"]


def test_a_filter_that_makes_no_sense_is_left_out(hr: Client, cast: Cast) -> None:
    make_need(cast.employee.employee, competency="Triase")
    assert "Triase" in page(hr, "needs_by_unit", tahun="dua ribu", unit="TIDAK-ADA", golongan="x", menurut="warna")


def test_a_head_sees_the_people_of_the_own_units_only(head: Client, cast: Cast) -> None:
    make_need(cast.employee.employee, competency="Triase")
    make_need(cast.stranger.employee, competency="Kapal")
    assert "Kapal" not in page(head, "needs_list")
    assert "Kapal" not in page(head, "needs_by_unit")


@pytest.mark.parametrize("name", ["needs_by_unit", "needs_list", "rank_needs"])
def test_more_rows_take_no_more_queries(hr: Client, cast: Cast, name: str) -> None:
    def queries() -> int:
        page(hr, name, tahun=2027)
        with CaptureQueriesContext(connection) as captured:
            page(hr, name, tahun=2027)
        return len(captured)

    make_need(cast.employee.employee)
    first = queries()
    for _each in range(2):
        make_need(cast.employee.employee)
        make_need(cast.stranger.employee)
    assert queries() == first
