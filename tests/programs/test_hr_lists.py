"""BKPSDM's lists: what the filters leave, the same as a file, the same queries however long."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from notifications.models import Message
from pembinaan.base.dates import city_day
from programs.lists import batches_found, stages_of
from programs.models import Batch, Enrollment
from programs.stages import stage_of
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


@pytest.mark.parametrize(
    ("days", "seats", "minimum", "people", "closes_in"),
    [
        (30, 4, 0, 0, 20),
        (21, 4, 0, 1, 20),
        (22, 5, 0, 2, 20),
        (14, 5, 0, 2, 10),
        (14, 5, 0, 3, 10),
        (14, 2, 0, 2, 10),
        (14, 9, 1, 1, -1),
        (40, 9, 3, 2, -1),
        (0, 2, 0, 0, -1),
        (-5, 2, 0, 0, -6),
    ],
)
@pytest.mark.parametrize("state", ["draft", "open", "closed", "cancelled"])
def test_the_database_and_the_page_name_the_same_stage(
    cast: Cast, now: datetime, state: str, days: int, seats: int, minimum: int, people: int, closes_in: int
) -> None:
    day = city_day(now)
    batch = make_batch(
        state=state,
        seats=seats,
        minimum=minimum,
        starts_on=day + timedelta(days=days),
        ends_on=day + timedelta(days=days + 1),
        enrollment_opens_at=now - timedelta(days=30),
        enrollment_closes_at=now + timedelta(days=closes_in),
    )
    for _ in range(people):
        make_enrollment(batch, make_employee(unit=cast.unit), state="finished" if state == "closed" else "confirmed")
    (found,) = batches_found(day=day)
    assert found.stage_now == stage_of(Batch.objects.with_counts().get(), day)
    assert stages_of(batches_found(day=day)) == [(found.stage_now, 1)]


def test_batches_are_filtered_by_stage_and_the_chips_count_what_the_search_left(hr: Client) -> None:
    make_batch(make_program(title="Satu"), state="draft")
    make_batch(make_program(title="Satu lagi"), state="closed")
    make_batch(make_program(title="Lain"), state="closed")
    page = hr.get("/kelola/angkatan/?keadaan=closed&cari=satu")
    assert [batch.program.title for batch in page.context["page"]] == ["Satu lagi"]
    assert page.context["stages"] == [("draft", 1), ("closed", 1)]
    assert [row[0] for row in file_of(hr, "/kelola/angkatan/?keadaan=closed&cari=satu&unduh=xlsx")[1:]] == ["Satu lagi"]


DEED = "/kelola/pendaftaran/tindakan/"


@pytest.fixture
def asked(cast: Cast) -> list[Enrollment]:
    """Siti and Orang Lain ask for a seat in a batch that is open today."""
    moment = timezone.now()
    batch = make_batch(
        enrollment_opens_at=moment - timedelta(days=1),
        enrollment_closes_at=moment + timedelta(days=5),
        starts_on=moment.date() + timedelta(days=14),
        ends_on=moment.date() + timedelta(days=15),
    )
    return [make_enrollment(batch, who.employee) for who in (cast.employee, cast.stranger)]


def states(enrollments: list[Enrollment]) -> list[str]:
    return [Enrollment.objects.get(pk=one.pk).state for one in enrollments]


def test_hr_approves_the_ticked_ones_and_all_on_the_page(hr: Client, asked: list[Enrollment]) -> None:
    hr.post(DEED, {"do": "approve", "enrollment": [asked[0].pk]})
    assert states(asked) == ["confirmed", "requested"]
    hr.post(DEED, {"do": "approve", "all": "on", "shown": [one.pk for one in asked]})
    assert states(asked) == ["confirmed", "confirmed"]


def test_hr_declines_many_with_one_reason_after_saying_it(hr: Client, asked: list[Enrollment]) -> None:
    chosen = {"do": "decline", "enrollment": [one.pk for one in asked]}
    assert "Siti Nurhaliza" in hr.post(DEED, chosen).content.decode()
    assert states(asked) == ["requested", "requested"]
    hr.post(DEED, {**chosen, "reason": "Angkatan penuh."})
    assert states(asked) == ["declined", "declined"]
    assert Enrollment.objects.get(pk=asked[0].pk).reason == "Angkatan penuh."
    assert "Semuanya sudah diputuskan" in hr.post(DEED, chosen).content.decode()


def test_hr_writes_to_the_chosen_people_once(hr: Client, cast: Cast, asked: list[Enrollment]) -> None:
    chosen = {"do": "write", "enrollment": [one.pk for one in asked]}
    form = hr.post(DEED, chosen).context["form"]
    sent = {**chosen, "key": str(form["key"].value()), "subject": "Bawa laptop", "body": "Untuk latihan."}
    hr.post(DEED, sent)
    hr.post(DEED, sent)
    notes = Message.objects.filter(kind="enrollment.note").order_by("pk")
    assert [(note.to, note.subject) for note in notes] == [
        (cast.employee, "Bawa laptop"),
        (cast.stranger, "Bawa laptop"),
    ]
    assert list(Message.objects.about(f"batch:{asked[0].batch_id}").filter(kind="enrollment.note")) == [*notes][::-1]


def test_without_a_tick_nothing_happens(hr: Client, asked: list[Enrollment]) -> None:
    assert hr.post(DEED, {"do": "approve"})["Location"] == "/kelola/pendaftaran/"
    assert states(asked) == ["requested", "requested"]


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
