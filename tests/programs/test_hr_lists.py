"""BKPSDM's lists: what the filters leave, the same as a file, the same queries however long."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from tests.cast import Cast
from tests.factories.people import make_employee
from tests.factories.programs import make_batch, make_enrollment, make_program

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def hr(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.hr, backend=BACKEND)
    return client


def file_of(client: Client, address: str) -> list[tuple[Any, ...]]:
    answer = client.get(address)
    content = BytesIO(b"".join(answer.streaming_content))  # type: ignore[attr-defined]
    return list(load_workbook(content).active.iter_rows(values_only=True))


def names_on(client: Client, address: str) -> list[str]:
    return [enrollment.employee.name for enrollment in client.get(address).context["page"]]


@pytest.fixture
def applied(cast: Cast, now: datetime) -> Any:
    """Siti waits in one program and was declined in another; Orang Lain of another agency is confirmed."""
    first, second = make_batch(make_program(code="prima", title="Pelayanan prima")), make_batch()
    make_enrollment(first, cast.employee.employee, state="waiting", requested_at=now)
    make_enrollment(second, cast.employee.employee, state="declined", requested_at=now - timedelta(days=1))
    make_enrollment(first, cast.stranger.employee, state="confirmed", requested_at=now - timedelta(days=2))
    return first


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Siti Nurhaliza", "Siti Nurhaliza", "Orang Lain"]),
        ("keadaan=waiting", ["Siti Nurhaliza"]),
        ("cari=orang", ["Orang Lain"]),
        ("unit=111", ["Siti Nurhaliza", "Siti Nurhaliza"]),
        ("program=prima", ["Siti Nurhaliza", "Orang Lain"]),
        ("program=prima&unit=114", ["Orang Lain"]),
        ("cari=tidak+ada", []),
        ("keadaan=ngawur", ["Siti Nurhaliza", "Siti Nurhaliza", "Orang Lain"]),
    ],
)
def test_applications_are_found_across_batches_and_the_file_holds_the_same(
    hr: Client, applied: Any, query: str, names: list[str]
) -> None:
    assert names_on(hr, f"/kelola/pendaftaran/?{query}") == names
    assert [row[0] for row in file_of(hr, f"/kelola/pendaftaran/?{query}&unduh=xlsx")[1:]] == names


def test_an_application_is_found_by_the_start_of_the_nip(hr: Client, applied: Any, cast: Cast) -> None:
    number = cast.stranger.employee.number
    assert names_on(hr, f"/kelola/pendaftaran/?cari={number}") == ["Orang Lain"]


@pytest.mark.parametrize("address", ["/kelola/pendaftaran/", "/kelola/pendaftaran/?unduh=xlsx"])
def test_the_list_and_its_file_ask_as_many_questions_for_three_as_for_one(hr: Client, cast: Cast, address: str) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            answer = hr.get(address)
            assert answer.status_code == 200
        return len(captured)

    make_enrollment(make_batch(), cast.employee.employee)
    cost()
    one = cost()
    for _ in range(2):
        make_enrollment(make_batch(), make_employee(unit=cast.other_unit))
    assert cost() == one


def test_programs_and_batches_come_as_files_with_the_filters_of_the_page(hr: Client, applied: Any) -> None:
    assert file_of(hr, "/kelola/program/?cari=prima&unduh=xlsx")[1:] == [
        ("Pelayanan prima", "prima", "Pelatihan teknis", "Teknis", 20, None, 1, "tampil")
    ]
    (row,) = file_of(hr, "/kelola/angkatan/?cari=prima&unduh=xlsx")[1:]
    assert (row[0], row[1], row[4:8]) == ("Pelayanan prima", applied.number, (2, 1, 1, 0))


def test_the_file_of_participants_keeps_to_the_chosen_state(hr: Client, applied: Any) -> None:
    address = f"/kelola/angkatan/{applied.pk}/peserta.xlsx"
    assert [row[0] for row in file_of(hr, f"{address}?keadaan=waiting")[1:]] == ["Siti Nurhaliza"]
    assert len(file_of(hr, address)) == 3


def test_employees_come_as_a_file_to_those_who_see_them(hr: Client, cast: Cast) -> None:
    assert [row[0] for row in file_of(hr, "/pegawai.xlsx?unit=114")[1:]] == ["Orang Lain"]
    head = Client()
    head.force_login(cast.head, backend=BACKEND)
    seen = [row[0] for row in file_of(head, "/pegawai.xlsx")[1:]]
    assert "Siti Nurhaliza" in seen
    assert "Orang Lain" not in seen
