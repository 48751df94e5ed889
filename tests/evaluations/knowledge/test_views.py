"""The pages of tests, as each reader sees them."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from evaluations.knowledge.building import draft_of, new_version, version_of
from evaluations.models import KnowledgeAttempt, KnowledgeRound, KnowledgeTest, RoundKind
from partners.models import Institution, Instructor, PartnerStaff
from people.models import Account
from tests.cast import Cast
from tests.evaluations.knowledge.test_results import AFTER, BEFORE
from tests.factories.evaluations import teach
from tests.factories.knowledge import (
    BEFORE_IT,
    account_of,
    enrollments_of,
    make_learned,
    make_test,
    make_tested,
    round_of,
)
from tests.factories.people import EPOCH, make_account
from tests.factories.programs import make_agreement, make_program

pytestmark = pytest.mark.django_db


def signed_in(account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def open_now(batch, kind=RoundKind.BEFORE):
    """Let a round be open at the present time."""
    now = timezone.now()
    KnowledgeRound.objects.filter(batch=batch, kind=kind).update(
        opens_at=now - timedelta(hours=1), closes_at=now + timedelta(hours=5)
    )


def answers(batch, *, leave_out=(), **more):
    chosen = {f"u{number}": 2 for number in range(1, 6) if number not in leave_out}
    return {**chosen, "version": round_of(batch).version_id, **more}


def text(response):
    return response.content.decode()


def test_a_participant_takes_the_first_test_from_home(cast: Cast):
    batch = make_tested(cast.unit, employee=cast.employee.employee)
    open_now(batch)
    client = signed_in(cast.employee)
    assert "<b>Tes awal</b>" in text(client.get(reverse("employee_home")))
    assert "Kerjakan tes awal" in text(client.get(reverse("knowledge_own", args=[batch.pk])))
    form = text(client.get(reverse("knowledge_before", args=[batch.pk])))
    assert "Soal nomor 1?" in form
    page = text(client.post(reverse("knowledge_before", args=[batch.pk]), answers(batch), follow=True))
    assert "Jawaban Anda diterima" in page
    assert KnowledgeAttempt.objects.get().answers == [2] * 5
    assert "<b>Tes awal</b>" not in text(client.get(reverse("employee_home")))


def test_a_forgotten_question_is_named_nothing_is_lost_and_may_be_left_out_knowingly(cast: Cast):
    batch = make_tested(cast.unit)
    open_now(batch)
    client = signed_in(account_of(enrollments_of(batch)[0]))
    address = reverse("knowledge_before", args=[batch.pk])
    response = client.post(address, answers(batch, leave_out=[2, 4]))
    assert (response.status_code, text(response).count("checked")) == (422, 3)
    assert "Ada 2 soal yang belum dijawab" in text(response)
    assert not KnowledgeAttempt.objects.exists()
    client.post(address, answers(batch, leave_out=[2, 4]) | {"leave_out": "on"})
    assert KnowledgeAttempt.objects.get().answers == [2, 0, 2, 0, 2]


def test_no_page_of_a_participant_holds_the_key_before_both_tests_are_over(cast: Cast):
    batch = make_tested(cast.unit)
    open_now(batch)
    open_now(batch, RoundKind.AFTER)
    client = signed_in(account_of(enrollments_of(batch)[0]))
    pages = [reverse(name, args=[batch.pk]) for name in ("knowledge_before", "knowledge_after", "knowledge_own")]
    client.post(pages[0], answers(batch))
    for page in [*pages, reverse("knowledge_mine")]:
        shown = text(client.get(page, follow=True))
        assert "benar sebelum" not in shown.lower()
        assert "kunci" not in shown.lower()


def test_ones_own_result_is_told_by_topic_when_both_tests_are_over_and_to_nobody_else(cast: Cast):
    batch = make_learned(cast.unit, [[1, 0, 1, 0, 0]], [[1, 1, 1, 1, 0]])
    account = account_of(enrollments_of(batch)[0])
    page = text(signed_in(account).get(reverse("knowledge_own", args=[batch.pk])))
    assert "menjawab benar <b>2</b> dari 5 soal, sesudahnya <b>4</b>" in page
    assert "Waktu tunggu" in page
    assert "Soal nomor" not in page
    for other in (cast.hr, cast.leader, cast.head, cast.stranger):
        assert signed_in(other).get(reverse("knowledge_own", args=[batch.pk])).status_code == 404


def test_a_closed_test_leads_back_and_takes_nothing(cast: Cast):
    batch = make_tested(cast.unit)
    client = signed_in(account_of(enrollments_of(batch)[0]))
    response = client.post(reverse("knowledge_before", args=[batch.pk]), answers(batch), follow=True)
    assert "Anda tidak mengerjakannya" in text(response)
    assert not KnowledgeAttempt.objects.exists()


def test_readers_see_totals_with_interval_and_never_a_name(cast: Cast):
    batch = make_learned(cast.unit, BEFORE, AFTER)
    for reader in (cast.hr, cast.leader):
        page = text(signed_in(reader).get(reverse("knowledge_result", args=[batch.pk])))
        assert "44,0 poin persen lebih banyak (23,2 sampai 64,8)" in page
        assert "n = 5 orang" in page
        assert "Peserta 0" not in page
    assert signed_in(cast.stranger).get(reverse("knowledge_result", args=[batch.pk])).status_code == 404


def test_four_pairs_are_counted_and_not_told(cast: Cast):
    batch = make_learned(cast.unit, BEFORE[:4], AFTER[:4])
    page = text(signed_in(cast.hr).get(reverse("knowledge_result", args=[batch.pk])))
    assert "4 orang mengerjakan kedua tes" in page
    assert "poin persen" not in page


def test_an_instructor_reads_the_batches_taught_in_and_only_those(cast: Cast):
    test = make_test()
    own, other = (make_learned(cast.unit, BEFORE, AFTER, program=test.program) for _each in range(2))
    teach(own, Instructor.objects.create(name="Kepala", employee=cast.head.employee), hour=6)
    client = signed_in(cast.head)
    assert client.get(reverse("knowledge_result", args=[own.pk])).status_code == 200
    assert client.get(reverse("knowledge_result", args=[other.pk])).status_code == 404
    page = text(client.get(reverse("knowledge_program", args=[test.program.code])))
    assert "1 angkatan yang tesnya selesai" in page


def test_a_partner_reads_its_own_batches_and_no_others(cast: Cast):
    institution = Institution.objects.create(code="mitra", name="Mitra Contoh", kind="university")
    staff = make_account(username="mitra")
    PartnerStaff.objects.create(account=staff, institution=institution, starts_on=EPOCH)
    agreement = make_agreement(institution)
    test = make_test(make_program(institution=institution))
    own = make_learned(cast.unit, BEFORE, AFTER, program=test.program, agreement=agreement)
    other = make_learned(cast.unit, BEFORE, AFTER)
    client = signed_in(staff)
    assert client.get(reverse("knowledge_result", args=[own.pk])).status_code == 200
    assert client.get(reverse("knowledge_program", args=[test.program.code])).status_code == 200
    assert client.get(reverse("knowledge_result", args=[other.pk])).status_code == 404
    assert client.get(reverse("knowledge_test", args=[test.program.code])).status_code == 403


def test_results_of_a_program_go_out_as_a_workbook(cast: Cast):
    batch = make_learned(cast.unit, BEFORE, AFTER)
    response = signed_in(cast.hr).get(reverse("knowledge_program", args=[batch.program.code]), {"unduh": "xlsx"})
    book = load_workbook(io.BytesIO(response.content))
    assert book.sheetnames == ["Ringkasan", "Sebaran", "Soal"]
    summary = {row[0]: row[1:] for row in book["Ringkasan"].iter_rows(values_only=True)}
    assert summary["Peserta dengan kedua tes"][0] == 5
    assert summary["Kenaikan (poin persen)"] == (44, 23.223, 64.777)
    assert book["Soal"].max_row == 6


def test_results_of_a_batch_that_still_runs_say_when_they_come(cast: Cast):
    batch = make_tested(cast.unit)
    page = text(signed_in(cast.hr).get(reverse("knowledge_result", args=[batch.pk])))
    assert "tampil dua minggu setelah angkatan ini ditutup" in page


def test_the_list_of_results_asks_the_database_the_same_for_one_and_for_three_batches(cast: Cast):
    client, counts = signed_in(cast.hr), []
    for more in (1, 2):
        for _each in range(more):
            make_tested(cast.unit)
        client.get(reverse("knowledge_results"))
        with CaptureQueriesContext(connection) as seen:
            assert client.get(reverse("knowledge_results")).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_the_lists_of_tests_and_of_ones_own_ask_the_database_the_same_for_one_and_for_three(cast: Cast):
    for client, address in ((signed_in(cast.hr), "knowledge_tests"), (signed_in(cast.employee), "knowledge_mine")):
        counts = []
        for more in (1, 2):
            for _each in range(more):
                make_tested(cast.unit, employee=cast.employee.employee)
            client.get(reverse(address))
            with CaptureQueriesContext(connection) as seen:
                assert client.get(reverse(address)).status_code == 200
            counts.append(len(seen))
        assert counts[0] == counts[1]


def question(**more):
    return {"topic": "Keluhan", "text": "Apa dahulu?", "answer1": "A1", "answer2": "A2", "answer3": "A3",
            "answer4": "A4", "right": 3, **more}  # fmt: skip


def test_hr_makes_a_test_question_by_question_and_publishes_it(cast: Cast):
    client, program = signed_in(cast.hr), make_program(code="layanan")
    client.post(reverse("knowledge_open", args=["layanan"]))
    for number in range(5):
        added = client.post(reverse("knowledge_question_new", args=["layanan"]), question(topic=f"Topik {number}"))
        assert added.status_code == 302
    test = KnowledgeTest.objects.get(program=program)
    assert "Terbitkan …" in text(client.get(reverse("knowledge_test", args=["layanan"])))
    assert "Apa dahulu?" in text(client.get(reverse("knowledge_preview", args=["layanan"])))
    assert "tidak dapat diubah lagi" in text(client.get(reverse("knowledge_publish", args=["layanan"])))
    page = text(client.post(reverse("knowledge_publish", args=["layanan"]), follow=True))
    assert "Tes diterbitkan" in page
    assert version_of(test).item_count == 5
    assert "dipakai, versi 1" in text(client.get(reverse("knowledge_tests")))


def test_a_question_that_is_not_whole_comes_back_as_it_was_typed(cast: Cast):
    test = make_test(published=False)
    client = signed_in(cast.hr)
    address = reverse("knowledge_question_new", args=[test.program.code])
    # “a3” beside “A3” is the same answer to whoever reads it.
    assert client.post(address, question(answer4="a3")).status_code == 422
    response = client.post(address, question(answer4="A3"))
    assert response.status_code == 422
    assert "Keempat jawaban harus berbeda" in text(response)
    assert "Apa dahulu?" in text(response)


def test_a_question_of_a_draft_is_shown_with_its_key_changed_moved_and_removed(cast: Cast):
    test = make_test(published=False)
    client, code = signed_in(cast.hr), test.program.code
    page = text(client.get(reverse("knowledge_question", args=[code, 1])))
    assert "Soal nomor 1?" in page
    assert '<option value="2" selected' in page
    client.post(reverse("knowledge_question", args=[code, 1]), question(text="Yang baru?"))
    client.post(reverse("knowledge_move", args=[code, 1]), {"down": "1"})
    assert "Hapus soal 1?" in text(client.get(reverse("knowledge_remove", args=[code, 1])))
    client.post(reverse("knowledge_remove", args=[code, 1]))
    asked = [item.wordings.get().question for item in draft_of(test).items.order_by("position")]
    assert asked == ["Yang baru?", "Soal nomor 3?", "Soal nomor 4?", "Soal nomor 5?"]


def test_a_table_is_loaded_whole_or_told_row_by_row(cast: Cast):
    test = make_test(published=False)
    client, address = signed_in(cast.hr), reverse("knowledge_sheet", args=[test.program.code])
    header = "topik;soal;jawaban_a;jawaban_b;jawaban_c;jawaban_d;kunci\n"
    rows = "".join(f"Topik {n};Soal baru {n}?;a;b;c;d;A\n" for n in range(6))

    def load(content):
        return client.post(address, {"file": SimpleUploadedFile("soal.csv", content.encode())}, follow=True)

    refused = load(header + rows + "Topik;Soal;a;b;c;d;Z\n")
    assert refused.status_code == 422
    assert "Baris 8" in text(refused)
    assert draft_of(test).items.count() == 5
    assert "6 soal dimuat" in text(load(header + rows))
    assert draft_of(test).items.count() == 6
    template = client.get(reverse("knowledge_template"))
    assert load_workbook(io.BytesIO(template.content)).worksheets[0]["A1"].value == "topik"


def test_a_published_test_gets_a_new_version_may_be_stopped_and_asked_again(cast: Cast):
    test = make_test()
    client, code = signed_in(cast.hr), test.program.code
    client.post(reverse("knowledge_new_version", args=[code]))
    assert draft_of(test).number == 2
    assert "Buang draf ini?" in text(client.get(reverse("knowledge_discard", args=[code])))
    client.post(reverse("knowledge_discard", args=[code]))
    assert draft_of(test) is None
    for is_asked in (False, True):
        assert client.get(reverse("knowledge_asked", args=[code])).status_code == 200
        client.post(reverse("knowledge_asked", args=[code]))
        test.refresh_from_db()
        assert test.is_asked is is_asked


def test_tests_are_not_built_on_the_pages_of_surveys(cast: Cast):
    test = make_test()
    new_version(test=test, by=None, now=BEFORE_IT)
    client, code = signed_in(cast.hr), test.questionnaire.code
    assert code not in text(client.get(reverse("questionnaires")))
    assert client.get(reverse("questionnaire", args=[code])).status_code == 404
    assert client.get(reverse("questionnaire_version", args=[code, 2])).status_code == 404


def test_only_bkpsdm_sees_the_key(cast: Cast):
    test = make_test()
    for other in (cast.leader, cast.head, cast.employee):
        assert isinstance(other, Account)
        assert signed_in(other).get(reverse("knowledge_test", args=[test.program.code])).status_code == 403
