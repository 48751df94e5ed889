"""Totals over batches of programs, partners and instructors: right figures, for the right readers."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluations.models import ReactionForm
from evaluations.reaction.answering import Opinion, answer
from evaluations.reaction.asking import ask
from evaluations.reaction.totals import About, totals_of
from partners.models import Institution, Instructor, PartnerStaff
from people.access import Access
from people.models import Account
from programs.models import Program
from tests.cast import Cast
from tests.factories.credentials import make_settled
from tests.factories.evaluations import ASKED_AT, make_reaction, react, teach
from tests.factories.people import EPOCH, make_account, make_employee
from tests.factories.programs import make_agreement, make_program

pytestmark = pytest.mark.django_db


def access(account) -> Access:
    return Access(account=account, day=timezone.localdate())


def client_of(account) -> Client:
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def partner() -> Institution:
    """A university that runs trainings with the city."""
    return Institution.objects.create(code="umrah", name="Universitas Contoh", kind="university")


@pytest.fixture
def staff(partner) -> Account:
    """Its staff."""
    account = make_account(username="mitra")
    PartnerStaff.objects.create(account=account, institution=partner, starts_on=EPOCH)
    return account


def partnered_form(cast: Cast, partner: Institution, people: int = 5) -> ReactionForm:
    """A form of a batch with the partner, answered by all: the batch 3, the partner 4."""
    program = make_program(institution=partner)
    employees = [make_employee(f"Peserta {n}", unit=cast.unit) for n in range(people)]
    for employee in employees:
        make_account(employee)
    batch = make_settled(employees, program=program, agreement=make_agreement(partner))
    form = ask(batch=batch, now=ASKED_AT)
    assert form is not None
    for invitation in form.invitations.order_by("pk"):
        answer(invitation=invitation, batch=Opinion([3] * 7), instructors={}, partner=Opinion([4, 4, 4]), now=ASKED_AT)
    return form


def test_a_program_is_summed_up_over_its_batches(cast: Cast):
    program = make_program(title="Pelayanan")
    for score in (2, 4):
        form = make_reaction(cast.unit, program=program)
        react(form, [[score] * 7] * 5)
    (total,) = totals_of(About.PROGRAM, access(cast.hr))
    # Five twos and five fours: mean 3; squared distances ten times 1, through 9.
    assert (total.title, total.batches, total.count, total.mean) == ("Pelayanan", 2, 10, 3)
    assert total.deviation == pytest.approx((10 / 9) ** 0.5)


def test_the_form_asks_about_the_partner_only_where_there_is_one(cast: Cast, partner):
    with_one, without = partnered_form(cast, partner), make_reaction(cast.unit)
    assert (with_one.partner_version is None, without.partner_version is None) == (False, True)
    fresh = make_reaction(cast.unit, people=1, now=timezone.now())
    account = Account.objects.get(employee=fresh.invitations.get().enrollment.employee_id)
    assert "Mitra:" not in client_of(account).get(reverse("reaction", args=[fresh.batch_id])).content.decode()


def test_a_partner_reads_its_own_part_and_an_instructor_does_not(cast: Cast, partner, staff):
    form = partnered_form(cast, partner)
    teach(form.batch, Instructor.objects.create(name="Kepala", employee=cast.head.employee), hour=6)
    address = reverse("reaction_results", args=[form.batch_id])
    assert "Mitra: Universitas Contoh" in client_of(staff).get(address).content.decode()
    assert "Mitra: Universitas Contoh" not in client_of(cast.head).get(address).content.decode()
    assert [one.mean for one in totals_of(About.PARTNER, access(staff))] == [4]
    assert totals_of(About.PARTNER, access(cast.head)) == []


def test_a_participant_skips_the_partner_or_answers_it_whole(cast: Cast, partner):
    program = make_program(institution=partner)
    account = cast.employee
    batch = make_settled([account.employee], program=program, agreement=make_agreement(partner))
    form = ask(batch=batch, now=timezone.now())
    client, address = client_of(account), reverse("reaction", args=[form.batch_id])
    whole = {f"batch-u{n}": 3 for n in range(1, 8)}
    assert "Mitra: Universitas Contoh" in client.get(address).content.decode()
    half = client.post(address, {**whole, "partner-u1": 4}).content.decode()
    assert "kosongkan semua tentang mitra ini" in half
    client.post(address, {**whole, "partner-u1": 4, "partner-u2": 3, "partner-u3": 2})
    assert form.answers.get(institution=partner).scores == [4, 3, 2]


def test_four_answers_about_a_partner_are_read_by_nobody(cast: Cast, partner, staff):
    form = partnered_form(cast, partner, people=4)
    assert totals_of(About.PARTNER, access(cast.hr)) == totals_of(About.PROGRAM, access(staff)) == []
    page = client_of(staff).get(reverse("reaction_results", args=[form.batch_id])).content.decode()
    assert "Belum ada lima tanggapan" in page


def test_an_instructor_reads_their_own_totals_and_no_colleagues(cast: Cast):
    own = Instructor.objects.create(name="Kepala Puskesmas", employee=cast.head.employee)
    other = Instructor.objects.create(name="Dr. Rina", employee=cast.agency_head.employee)
    form = make_reaction(cast.unit, instructor=own)
    teach(form.batch, other, hour=8)
    react(form, [[3] * 7] * 5, {own: [4, 4, 4], other: [1, 1, 1]})
    assert [one.title for one in totals_of(About.INSTRUCTOR, access(cast.head))] == ["Kepala Puskesmas"]
    assert [one.title for one in totals_of(About.INSTRUCTOR, access(cast.hr))] == ["Dr. Rina", "Kepala Puskesmas"]
    client = client_of(cast.head)
    assert client.get(reverse("reaction_total", args=["pengajar", own.pk])).status_code == 200
    assert client.get(reverse("reaction_total", args=["pengajar", other.pk])).status_code == 404
    assert "Anda mengajar" in client.get(reverse("employee_home")).content.decode()
    assert "Anda mengajar" not in client_of(cast.employee).get(reverse("employee_home")).content.decode()


def test_open_forms_are_listed_with_how_many_have_answered(cast: Cast):
    make_reaction(cast.unit)
    form = make_reaction(cast.unit, people=3, now=timezone.now())
    react(form, [[3] * 7])
    page = client_of(cast.hr).get(reverse("reactions"), {"keadaan": "dibuka"}).content.decode()
    assert page.count("dari 3") == 1
    assert "dari 5" not in page


@pytest.mark.parametrize("about", ["program", "mitra", "pengajar"])
def test_lists_and_results_can_be_had_as_files(cast: Cast, about):
    form = make_reaction(cast.unit)
    react(form, [[3] * 7] * 5)
    client, wanted = client_of(cast.hr), {"unduh": "xlsx"}
    for address in (
        reverse("reactions"),
        reverse("reaction_results", args=[form.batch_id]),
        reverse("reaction_totals", args=[about]),
    ):
        assert client.get(address, wanted)["Content-Type"].endswith("spreadsheetml.sheet")


def test_the_totals_ask_the_database_the_same_for_one_and_for_three_programs(cast: Cast):
    client, counts = client_of(cast.hr), []
    for more in (1, 2):
        for _each in range(more):
            react(make_reaction(cast.unit), [[3] * 7] * 5)
        address = reverse("reaction_totals", args=["program"])
        client.get(address)
        with CaptureQueriesContext(connection) as seen:
            client.get(address)
        counts.append(len(seen))
    assert counts[0] == counts[1]
    assert Program.objects.count() >= 3
