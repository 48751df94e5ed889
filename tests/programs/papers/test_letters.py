"""Letters of a batch: numbered without gaps, signed by who signs on the day, frozen, and found by whom they name."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import BytesIO
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from documents.identity import forget
from documents.models import IssuedNumber, NumberPattern
from notifications.models import Message
from pembinaan.base.constraints import violated_name
from people.models import Account, Grade, RankHolding
from programs.errors import LetterError
from programs.models import Batch, Letter, LetterKind, LetterPerson
from programs.papers.letter_facts import draft_of
from programs.papers.letters import Order, issue, missing_for
from tests.cast import Cast
from tests.factories.documents import make_identity, make_pattern, make_signatory
from tests.factories.people import make_employee
from tests.factories.programs import make_batch, make_enrollment, make_letter, make_program, make_session

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
pytestmark = pytest.mark.django_db


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend=BACKEND)
    return client


def text_of(letter: Letter) -> str:
    assert letter.pdf is not None
    with letter.pdf.file.open("rb") as content:
        pages = PdfReader(BytesIO(content.read())).pages
        return " ".join(" ".join(page.extract_text().split()) for page in pages)


@pytest.fixture
def office(cast: Cast) -> Cast:
    """A letterhead, a signatory and a pattern for every kind, the Sekda for the heads of agencies."""
    make_identity(agency_name="BKPSDM Kota Uji", address="Jalan Uji 1")
    forget()
    for kind, nature in (("assignment_letter", "T"), ("invitation", "U"), ("participant_list", "D")):
        make_pattern(kind, pattern="{sifat}/{seq}/{kode_unit}/{tahun}", nature=nature)
        make_signatory(kind, unit=cast.agency)
    make_signatory(
        "assignment_letter_heads", name="Drs. Zul, M.Si.", position_title="Sekretaris Daerah", unit=cast.city
    )
    return cast


@pytest.fixture
def batch(office: Cast) -> Batch:
    """Siti takes part; Orang Lain waits."""
    made = make_batch(make_program(title="Pelayanan prima"), number=4)
    make_session(made, title="Pembukaan")
    make_enrollment(made, office.employee.employee, state="confirmed")
    make_enrollment(made, office.stranger.employee, state="waiting")
    return made


def ordered(batch: Batch, kind: LetterKind = LetterKind.ASSIGNMENT, *, key: UUID | None = None) -> Order:
    ids = list(batch.enrollments.values_list("pk", flat=True))
    return Order(batch, kind, ids, draft_of(batch, kind), key or uuid4())


def test_a_surat_tugas_says_on_what_ground_who_does_what_where_when_at_whose_cost(
    office: Cast, batch: Batch, now: datetime
) -> None:
    (letter,) = issue(order=ordered(batch), by=office.hr, now=now)
    text = text_of(letter)
    wanted = (
        *("PEMERINTAH KOTA UJI", "BKPSDM Kota Uji", "Jalan Uji 1", "SURAT TUGAS", "Nomor: T/1/111/2026"),
        *("Undang-Undang Nomor 20 Tahun 2023", "Siti Nurhaliza", "Mengikuti Pelayanan prima Angkatan 4"),
        *("23–24 Maret 2026", "Aula BKPSDM", "DPA BKPSDM Kota Uji tahun anggaran 2026", "Uji, 9 Maret 2026"),
        *("Kepala BKPSDM", "Dra. Hartati, M.Si.", "NIP 19680512 199003 2 001", "Tembusan"),
    )
    assert [part for part in wanted if part not in text] == []
    assert "Orang Lain" not in text


def test_numbers_of_a_kind_follow_each_other_without_a_gap(office: Cast, batch: Batch, now: datetime) -> None:
    numbers = [issue(order=ordered(batch), by=office.hr, now=now)[0].number for _ in range(3)]
    (invited,) = issue(order=ordered(batch, LetterKind.INVITATION), by=office.hr, now=now)
    assert numbers == ["T/1/111/2026", "T/2/111/2026", "T/3/111/2026"]
    assert invited.number == "U/1/111/2026"


def test_a_form_sent_twice_finds_the_first_letter_and_uses_no_number(office: Cast, batch: Batch, now: datetime) -> None:
    order = ordered(batch)
    first = issue(order=order, by=office.hr, now=now)
    assert issue(order=order, by=office.hr, now=now) == first
    assert IssuedNumber.objects.filter(kind="assignment_letter").count() == 1


def test_the_sekda_signs_for_heads_of_agencies_in_a_letter_of_their_own(
    office: Cast, batch: Batch, now: datetime
) -> None:
    batch.seats = 5
    batch.save(update_fields=["seats"])
    make_enrollment(batch, office.agency_head.employee, state="confirmed")
    # The head of a health centre, below an agency, is no head of an agency.
    make_enrollment(batch, office.head.employee, state="confirmed")
    others, heads = issue(order=ordered(batch), by=office.hr, now=now)
    assert [line["name"] for line in others.facts["people"]] == ["Kepala Puskesmas", "Siti Nurhaliza"]
    assert [line["name"] for line in heads.facts["people"]] == ["Kepala Dinas"]
    assert (others.number, heads.number) == ("T/1/111/2026", "T/2/PEMKO/2026")
    assert heads.facts["signatory"]["position_title"] == "Sekretaris Daerah"
    assert [line["name"] for line in heads.facts["people"]] == ["Kepala Dinas"]


def test_who_signs_is_who_signs_on_the_day(cast: Cast, now: datetime) -> None:
    make_pattern("assignment_letter")
    batch = make_batch()
    make_enrollment(batch, cast.employee.employee, state="confirmed")
    make_signatory("assignment_letter", name="Lama", ends_on=date(2026, 3, 9))
    make_signatory("assignment_letter", name="Baru", starts_on=date(2026, 3, 10))
    (old,), (new,) = (issue(order=ordered(batch), by=None, now=at) for at in (now, now + timedelta(days=1)))
    assert (old.facts["signatory"]["name"], new.facts["signatory"]["name"]) == ("Lama", "Baru")


def test_the_rank_is_the_one_held_on_the_day(office: Cast, batch: Batch, now: datetime) -> None:
    grade = Grade.objects.get(scheme="pns", code="III/a")
    RankHolding.objects.create(employee=office.employee.employee, grade=grade, starts_on=date(2026, 1, 1))
    (letter,) = issue(order=ordered(batch), by=None, now=now)
    assert letter.facts["people"][0]["rank"] == "Penata Muda (III/a)"


def test_an_invitation_carries_the_sessions_and_the_list_of_the_invited(
    office: Cast, batch: Batch, now: datetime
) -> None:
    (letter,) = issue(order=ordered(batch, LetterKind.INVITATION), by=office.hr, now=now)
    text = text_of(letter)
    wanted = ("Undangan mengikuti Pelayanan prima", "Pembukaan", "08.00–11.00 WIB", "Lampiran", "Siti Nurhaliza")
    assert [part for part in wanted if part not in text] == []


def test_the_list_of_participants_keeps_who_waits_apart(office: Cast, batch: Batch, now: datetime) -> None:
    (letter,) = issue(order=ordered(batch, LetterKind.PARTICIPANT_LIST), by=office.hr, now=now)
    text = text_of(letter)
    assert text.index("Peserta: 1 orang") < text.index("Siti Nurhaliza") < text.index("Daftar tunggu: 1 orang")
    assert text.index("Daftar tunggu: 1 orang") < text.index("Orang Lain")
    assert list(letter.people.values_list("enrollment__employee__name", flat=True)) == ["Siti Nurhaliza"]


def test_whom_a_letter_names_is_told_once_and_finds_it_on_the_page_of_the_application(
    office: Cast, batch: Batch, now: datetime
) -> None:
    (letter,) = issue(order=ordered(batch), by=office.hr, now=now)
    told = Message.objects.filter(kind="letter.assignment_letter")
    assert [message.to for message in told] == [office.employee]
    client = signed_in(office.employee)
    assert f"/surat/{letter.pk}/" in client.get(told[0].link).content.decode()
    answer = client.get(f"/surat/{letter.pk}/")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="Surat tugas T-1-111-2026.pdf"'


def test_a_letter_stays_closed_to_whom_it_does_not_name_and_lists_to_all_but_hr(
    office: Cast, batch: Batch, now: datetime
) -> None:
    (order,) = issue(order=ordered(batch), by=office.hr, now=now)
    (listed,) = issue(order=ordered(batch, LetterKind.PARTICIPANT_LIST), by=office.hr, now=now)
    assert signed_in(office.stranger).get(f"/surat/{order.pk}/").status_code == 404
    assert signed_in(office.employee).get(f"/surat/{listed.pk}/").status_code == 404
    assert signed_in(office.hr).get(f"/surat/{listed.pk}/").status_code == 200


def test_without_people_or_a_pattern_nothing_is_issued(office: Cast, batch: Batch, now: datetime) -> None:
    empty = make_batch()
    make_enrollment(empty, office.stranger.employee, state="waiting")
    with pytest.raises(LetterError, match="satu peserta"):
        issue(order=ordered(empty), by=office.hr, now=now)
    NumberPattern.objects.filter(kind="assignment_letter").delete()
    with pytest.raises(LetterError, match="pola nomor"):
        issue(order=ordered(batch), by=office.hr, now=now)
    assert (Letter.objects.count(), IssuedNumber.objects.count()) == (0, 0)


def test_without_a_signatory_nothing_is_issued_and_the_sentence_says_where_to_add_one(
    cast: Cast, now: datetime
) -> None:
    batch = make_batch()
    make_enrollment(batch, cast.employee.employee, state="confirmed")
    with pytest.raises(LetterError, match="Belum ada penanda tangan untuk Surat tugas"):
        issue(order=ordered(batch), by=None, now=now)


def test_a_draft_has_no_letters(office: Cast, now: datetime) -> None:
    with pytest.raises(LetterError, match="setelah pendaftaran"):
        issue(order=ordered(make_batch(state="draft")), by=None, now=now)


def test_what_a_letter_lacks_is_said_with_the_page_that_sets_it(cast: Cast) -> None:
    make_identity()
    forget()
    NumberPattern.objects.filter(kind="invitation").delete()
    found = missing_for("invitation", day=date(2026, 3, 9), with_heads=True)
    assert [one.needed for one in found] == [True, False, True, False]
    assert all(one.link.startswith("/admin/") for one in found)


def test_hr_chooses_people_and_wording_and_issues(office: Cast, batch: Batch) -> None:
    client = signed_in(office.hr)
    address = f"/kelola/angkatan/{batch.pk}/surat/surat-tugas/"
    form = client.get(address).context["form"]
    sent = {name: form[name].value() for name in form.fields} | {"place": "Gedung Daerah", "copies": ""}
    assert client.post(address, sent, follow=True).status_code == 200
    letter = Letter.objects.get(batch=batch)
    assert (letter.facts["place"], letter.facts["copies"], letter.by) == ("Gedung Daerah", [], office.hr)
    again = client.post(address, {**sent, "people": []})
    assert "Pilih paling sedikit satu peserta." in again.content.decode()


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        act()
    return violated_name(caught.value)


def test_the_table_refuses_a_second_letter_of_one_form_a_wrong_kind_and_a_stranger(
    office: Cast, batch: Batch, now: datetime
) -> None:
    letter = make_letter(batch)
    assert refused(lambda: make_letter(batch, key=letter.key)) == "letter_key_once"
    assert refused(lambda: make_letter(batch, number=letter.number)).startswith("programs_letter_number")
    assert refused(lambda: make_letter(batch, kind="surat")) == "letter_kind_known"
    wrong = {"kind": "invitation", "of_heads": True}
    assert refused(lambda: make_letter(batch, **wrong)) == "letter_of_heads_is_an_assignment"
    elsewhere = make_enrollment(make_batch(), make_employee(unit=office.unit), state="confirmed")
    assert refused(lambda: make_letter(batch, [elsewhere])) == "letter_names_its_batch"
    own = batch.enrollments.order_by("pk")[0]
    assert refused(lambda: make_letter(batch, [own, own])) == "letter_names_once"
    other = batch.enrollments.order_by("pk")[1]
    assert (
        refused(lambda: [LetterPerson.objects.create(letter=letter, enrollment=one, place=1) for one in (own, other)])
        == "letter_place_once"
    )


def test_an_issued_letter_is_never_changed_nor_deleted(office: Cast, batch: Batch, now: datetime) -> None:
    (letter,) = issue(order=ordered(batch), by=None, now=now)
    for act in (
        lambda: Letter.objects.filter(pk=letter.pk).update(facts={}),
        lambda: Letter.objects.filter(pk=letter.pk).update(pdf=None),
        lambda: Letter.objects.filter(pk=letter.pk).delete(),
        lambda: LetterPerson.objects.filter(letter=letter).update(place=9),
        lambda: LetterPerson.objects.filter(letter=letter).delete(),
    ):
        with pytest.raises(Exception, match=r"annot|tidak dapat"), transaction.atomic():
            act()


def test_the_page_of_letters_asks_as_many_questions_for_three_as_for_one(office: Cast, batch: Batch) -> None:
    client, address = signed_in(office.hr), f"/kelola/angkatan/{batch.pk}/surat/"

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    make_letter(batch, by=office.hr)
    cost()
    one = cost()
    make_letter(batch, by=office.hr)
    make_letter(batch, by=office.hr)
    assert cost() == one
