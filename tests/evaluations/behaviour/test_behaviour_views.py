"""Pages of a review, as each who was asked sees them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluations.behaviour.naming import name_colleague
from evaluations.behaviour.steps import say
from evaluations.models import BehaviourReview
from tests.cast import Cast
from tests.factories.evaluations import REVIEWED_AT, make_review, rater_of
from tests.factories.people import make_account, make_employee

pytestmark = pytest.mark.django_db
ANSWERS = {f"u{place}": 3 for place in range(1, 6)}


@pytest.fixture
def review(cast: Cast) -> BehaviourReview:
    """A review that is open today: it was opened when the worker last caught up."""
    found = make_review(cast.employee.employee)
    BehaviourReview.objects.filter(pk=found.pk).update(closes_on=timezone.localdate())
    return found


def signed_in(account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def test_a_review_goes_from_the_participant_through_the_head_to_two_colleagues(cast: Cast, review):
    friends = [make_account(make_employee(f"Rekan {n}", unit=cast.unit)) for n in range(1, 5)]
    here = reverse("behaviour_review", args=[review.pk])
    participant, head = signed_in(cast.employee), signed_in(cast.head)
    participant.post(here, {**ANSWERS, "u1": 4})
    naming = reverse("behaviour_colleagues", args=[review.pk])
    for friend in friends:
        told = participant.post(naming, {"pegawai": friend.employee_id}, follow=True).content.decode()
    assert "Rekan 4 tersimpan sebagai rekan" in told
    assert "Daftar lengkap" in told
    assert signed_in(friends[0]).get(here).status_code == 404
    picked = list(review.raters.filter(role="colleague").order_by("place").values_list("pk", flat=True)[:2])
    head.post(reverse("behaviour_pick", args=[review.pk]), {"rekan": picked})
    head.post(here, ANSWERS)
    for friend in friends[:2]:
        answers = dict.fromkeys(ANSWERS, 2)
        assert "Terkirim" in signed_in(friend).post(here, answers, follow=True).content.decode()
    page = participant.get(here).content.decode()
    # Self (4 + 4 × 3) ÷ 5 = 3.2, head 3, colleagues 2: others 2.5, gap 0.7.
    assert "sekitar 2,0" in page
    assert "0,7" in page


def test_colleagues_see_their_own_part_only(cast: Cast, review):
    for role in ("self", "head"):
        say(rater=rater_of(review, role), scores=[4] * 5, now=REVIEWED_AT)
    friend = make_account(make_employee("Rekan", unit=cast.unit))
    review.raters.create(role="colleague", employee=friend.employee, place=1, pick=1, asked_at=timezone.now())
    client, here = signed_in(friend), reverse("behaviour_review", args=[review.pk])
    page = client.post(here, ANSWERS, follow=True).content.decode()
    assert "Diri sendiri dan orang lain" not in page
    assert "Rencana aksi" not in page
    assert client.post(reverse("behaviour_plan", args=[review.pk]), {"action": "x"}).status_code == 403


def test_neither_hr_nor_the_mayor_reads_a_person(cast: Cast, review):
    for account in (cast.hr, cast.leader, cast.stranger, cast.officer):
        assert signed_in(account).get(reverse("behaviour_review", args=[review.pk])).status_code == 404


def test_totals_show_a_program_from_five_answers_on(cast: Cast):
    page = signed_in(cast.hr).get(reverse("behaviour_totals")).content.decode()
    assert "Belum ada yang ditanya" in page
    review = make_review(cast.employee.employee)
    say(rater=rater_of(review, "self"), scores=[4] * 5, now=REVIEWED_AT)
    page = signed_in(cast.hr).get(reverse("behaviour_totals")).content.decode()
    assert "belum lima" in page


def test_lists_ask_the_database_the_same_for_one_and_for_three_reviews(cast: Cast):
    client, counts = signed_in(cast.head), []
    for more in (1, 2):
        for n in range(more):
            make_review(make_employee(f"Peserta {more}{n}", unit=cast.unit))
        client.get(reverse("behaviour_reviews"))
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("behaviour_reviews"))
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_colleagues_are_found_by_letters_with_and_without_javascript(cast: Cast, review):
    make_account(make_employee("Rahmat Hidayat", unit=cast.unit))
    client, address = signed_in(cast.employee), reverse("behaviour_colleagues", args=[review.pk])
    page = client.get(address, {"cari": "rahm"}).content.decode()
    part = client.get(address, {"cari": "rahm"}, headers={"HX-Request": "true"}).content.decode()
    for shown in (page, part):
        assert "Rahmat Hidayat" in shown
        assert "seunit" in shown
    assert ("<h1>" in page, "<h1>" in part) == (True, False)
    assert "Tidak ada pegawai bernama" in client.get(address, {"cari": "zzz"}).content.decode()
    assert "Satu huruf hanya mencari di unit Anda" in client.get(address, {"cari": "z"}).content.decode()


def test_a_name_can_be_taken_back_on_the_page(cast: Cast, review):
    friend = make_account(make_employee("Rekan", unit=cast.unit)).employee
    name_colleague(review=review, colleague=friend, now=REVIEWED_AT)
    client = signed_in(cast.employee)
    rater = review.raters.get(role="colleague")
    client.post(reverse("behaviour_drop", args=[review.pk]), {"rekan": rater.pk})
    assert not review.raters.filter(role="colleague").exists()


def test_evidence_is_added_opened_and_removed_after_a_question(cast: Cast, review):
    say(rater=rater_of(review, "self"), scores=[3] * 5, now=REVIEWED_AT)
    client = signed_in(cast.employee)
    sent = SimpleUploadedFile("meja.pdf", b"%PDF-1.4 isi\n%%EOF")
    plan = {"action": "Menata arsip", "upload": sent}
    told = client.post(reverse("behaviour_plan", args=[review.pk]), plan, follow=True).content.decode()
    assert "Rencana dan buktinya tersimpan" in told
    assert "meja.pdf" in told
    file = review.evidence_files.get()
    opened = signed_in(cast.head).get(reverse("behaviour_file", args=[review.pk, file.pk]))
    assert b"".join(opened.streaming_content).startswith(b"%PDF")
    removal = reverse("behaviour_file_removal", args=[review.pk, file.pk])
    assert "tidak dapat membukanya lagi" in client.get(removal).content.decode()
    client.post(removal)
    assert not review.evidence_files.exists()


def test_a_wrong_file_is_refused_at_its_field_and_what_was_typed_stays(cast: Cast, review):
    say(rater=rater_of(review, "self"), scores=[3] * 5, now=REVIEWED_AT)
    sent = SimpleUploadedFile("foto.jpg", b"<script>")
    plan = {"action": "Menyapa tiap warga", "upload": sent}
    told = signed_in(cast.employee).post(reverse("behaviour_plan", args=[review.pk]), plan)
    assert told.status_code == 422
    assert "Isi berkas ini bukan" in told.content.decode()
    assert "Menyapa tiap warga" in told.content.decode()
    assert not review.evidence_files.exists()


def test_the_participant_reads_what_the_head_said(cast: Cast, review):
    for role in ("self", "head"):
        say(rater=rater_of(review, role), scores=[3] * 5, now=REVIEWED_AT)
    plan = reverse("behaviour_plan", args=[review.pk])
    signed_in(cast.employee).post(plan, {"action": "Menyapa tiap warga"})
    signed_in(cast.head).post(plan, {"verdict": "partly", "note": "Belum setiap hari"})
    page = signed_in(cast.employee).get(reverse("behaviour_review", args=[review.pk])).content.decode()
    assert "Terlaksana sebagian" in page
    assert "Belum setiap hari" in page


def _told(client: Client, word: str) -> tuple[bool, bool]:
    """Whether home says that something waits, and whether the list says `word`."""
    pages = (client.get(reverse(page)).content.decode() for page in ("employee_home", "behaviour_reviews"))
    home, listed = (page.split("<main")[1] for page in pages)
    return "<b>1 evaluasi</b>" in home, word in listed


def test_home_and_list_say_what_a_participant_does_next_until_nothing_is_left(cast: Cast, review):
    client = signed_in(cast.employee)
    assert _told(client, "Jawaban Anda ditunggu") == (True, True)
    assert "Anda sendiri" in client.get(reverse("behaviour_reviews")).content.decode()
    client.post(reverse("behaviour_review", args=[review.pk]), ANSWERS)
    assert _told(client, "Sebutkan rekan Anda") == (True, True)
    for name in ("Rekan 1", "Rekan 2"):
        colleague = make_account(make_employee(name, unit=cast.unit)).employee
        name_colleague(review=review, colleague=colleague, now=timezone.now())
    assert _told(client, "Tulis rencana aksi") == (True, True)
    client.post(reverse("behaviour_plan", args=[review.pk]), {"action": "Menyapa tiap warga"})
    assert _told(client, 'class="tag warn"') == (False, False)


def test_home_and_list_say_what_a_head_does_next_until_nothing_is_left(cast: Cast, review):
    client = signed_in(cast.head)
    assert _told(client, "Jawaban Anda ditunggu") == (True, True)
    client.post(reverse("behaviour_review", args=[review.pk]), ANSWERS)
    assert _told(client, 'class="tag warn"') == (False, False)
    for name in ("Rekan 1", "Rekan 2"):
        colleague = make_account(make_employee(name, unit=cast.unit)).employee
        name_colleague(review=review, colleague=colleague, now=timezone.now())
    assert _told(client, "Pilih dua rekan") == (True, True)
    picked = list(review.raters.filter(role="colleague").values_list("pk", flat=True))
    client.post(reverse("behaviour_pick", args=[review.pk]), {"rekan": picked})
    assert _told(client, 'class="tag warn"') == (False, False)
    plan = reverse("behaviour_plan", args=[review.pk])
    signed_in(cast.employee).post(plan, {"action": "Menyapa tiap warga"})
    assert _told(client, "Nilai rencana aksi") == (True, True)
    client.post(plan, {"verdict": "done", "note": ""})
    assert _told(client, 'class="tag warn"') == (False, False)


def test_one_form_is_shown_at_a_time_so_that_no_tick_is_lost(cast: Cast, review):
    here = reverse("behaviour_review", args=[review.pk])
    for account, role in ((cast.employee, "self"), (cast.head, "head")):
        client = signed_in(account)
        before = client.get(here).content.decode()
        assert "Sesudah ini" in before
        assert "Rencana aksi</h2>" not in before
        say(rater=rater_of(review, role), scores=[3] * 5, now=REVIEWED_AT)
        assert "Rencana aksi</h2>" in client.get(here).content.decode()
