"""A partner's staff try the addresses of another partner: nothing of it is there."""

from typing import Any

import pytest
from django.test import Client

from documents.models import StoredFile
from partners.models import Instructor
from people.models import Employee
from programs.models import Batch, Session
from tests.closed_doors import house as houses
from tests.closed_doors import rooms
from tests.closed_doors.house import House
from tests.closed_doors.test_doors import TABLE, client_of, undone
from tests.closed_doors.url_table import Door, doors_of_the_site
from tests.factories.programs import make_enrollment

# What names something of a partner's: its batches, sessions, files, agreements, programs, proposals.
OF_A_PARTNER = {
    "batch_id",
    "session_id",
    "enrollment_id",
    "material_id",
    "agreement_id",
    "institution_id",
    "program_id",
    "planned_id",
    "code",
}


@pytest.fixture
def house(db: None) -> House:
    return houses.build()


def theirs_teaches(house: House) -> None:
    """Let somebody of the partner's teach the session of its batch, so that its staff may mark presence there."""
    lecturer = Instructor.objects.filter(institution=house.institution).order_by("pk").first()
    Session.objects.filter(batch__institution=house.institution).update(instructor=lecturer)


def doors_that_name(samples: dict[str, dict[str, Any]]) -> list[Door]:
    named = [door for door in doors_of_the_site() if door.name in TABLE and door.name in samples]
    return [door for door in named if OF_A_PARTNER & door.arguments]


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_opens_for_a_partners_own_staff_is_not_there_for_another_partners(house: House, method: str) -> None:
    samples, other = rooms.samples(house), client_of(house, "other_partner")
    theirs_teaches(house)
    own, wrong, tried = client_of(house, "partner"), [], 0
    for door in doors_that_name(samples):
        address = door.address(samples[door.name])
        with undone():
            opens = getattr(own, method)(address).status_code not in {403, 404, 405}
        with undone():
            answer = getattr(other, method)(address).status_code
        tried += opens
        if answer not in ({404} if opens else {403, 404, 405}):
            wrong.append(f"{method} {address} ({door.name}) answers {answer}")
    assert not wrong, "\n".join(wrong)
    assert tried >= (10 if method == "get" else 2)


def test_a_partners_staff_read_names_and_units_and_no_number_anywhere(house: House) -> None:
    samples, own = rooms.samples(house), client_of(house, "partner")
    theirs_teaches(house)
    person = house.cast.stranger.employee
    assert isinstance(person, Employee)
    batch_id = samples["partner_batch"]["batch_id"]
    make_enrollment(Batch.objects.get(pk=batch_id), person, state="confirmed")
    assert person.name in own.get(f"/mitra/angkatan/{batch_id}/").content.decode()
    for door in doors_of_the_site():
        if door.name in samples or not door.arguments:
            told = content_of(own, door.address(samples.get(door.name, {})) if door.name in TABLE else "/")
            assert str(person.number) not in told, door.name


def content_of(client: Client, address: str) -> str:
    with undone():
        answer = client.get(address)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return content.decode(errors="replace")


def test_the_files_of_a_partner_are_asked_for_by_their_owner_alone(house: House) -> None:
    samples, other = rooms.samples(house), client_of(house, "other_partner")
    assert StoredFile.objects.exists()
    for name in ("material", "signed_agreement"):
        address = next(door for door in doors_of_the_site() if door.name == name).address(samples[name])
        assert other.get(address).status_code == 404
        assert client_of(house, "partner").get(address).status_code == 200
