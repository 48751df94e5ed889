"""Working on complaints: opened with a trail, answered, finished without a trace of what was written."""

import base64
import io
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from notifications.models import Message
from people.access import Access
from surveys.complaints.chasing import chase
from surveys.complaints.forgetting import forget_old, seal_anew, unreadable
from surveys.complaints.handling import HandlingError, answer, finish, read
from surveys.complaints.promises import half_way, promised_day
from surveys.complaints.queries import ComplaintCounts, complaint_counts, complaint_counts_by_unit
from surveys.complaints.sealing import SealError, seal, unseal
from surveys.models import Complaint, ComplaintRule, ComplaintSender, ComplaintStep
from tests.cast import Cast
from tests.factories.surveys import make_complaint

pytestmark = pytest.mark.django_db
OTHER_KEY = "b3RoZXIta2V5LWZvci10ZXN0cy0wMDAwMDAwMDAwMDA="


def at(day: int, month: int = 2, hour: int = 3) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("received", "working_days", "due"),
    [
        # By the calendar of February 2026: the 10th is a Tuesday, the 13th a Friday, the 14th a Saturday.
        (date(2026, 2, 10), 1, date(2026, 2, 11)),
        (date(2026, 2, 10), 5, date(2026, 2, 17)),
        (date(2026, 2, 13), 1, date(2026, 2, 16)),
        (date(2026, 2, 14), 5, date(2026, 2, 20)),
    ],
)
def test_working_days_are_monday_to_friday(received: date, working_days: int, due: date) -> None:
    assert promised_day(received, working_days) == due


def test_half_of_a_promise_is_gone_in_the_middle() -> None:
    assert half_way(date(2026, 2, 10), date(2026, 2, 17)) == date(2026, 2, 13)


def test_opening_shows_the_text_and_notes_who_did(cast: Cast) -> None:
    complaint = make_complaint(cast.unit, "Loket tutup", "0812 3456 7890")
    opened = read(complaint=complaint, by=cast.officer, now=at(11))
    assert (opened.text, opened.contact) == ("Loket tutup", "0812 3456 7890")
    step = ComplaintStep.objects.get()
    assert (step.deed, step.by, step.at) == ("read", cast.officer, at(11))


def test_finished_nothing_that_was_written_is_left(cast: Cast) -> None:
    complaint = make_complaint(cast.unit, "Loket tutup", "0812 3456 7890")
    answer(complaint=complaint, note="Sudah ditelepon", by=cast.officer, now=at(12))
    finish(complaint=complaint, by=cast.head, now=at(13))
    complaint.refresh_from_db()
    assert (complaint.sealed_text, complaint.sealed_contact, complaint.sealed_note) == ("", "", "")
    assert (complaint.state, complaint.answered_on, complaint.closed_on) == (
        "done",
        date(2026, 2, 12),
        date(2026, 2, 13),
    )
    assert [step.deed for step in complaint.steps.order_by("pk")] == ["answered", "done"]
    assert read(complaint=complaint, by=cast.officer, now=at(14)).text == ""


def test_a_wished_answer_is_given_before_finishing(cast: Cast) -> None:
    wished = make_complaint(cast.unit, contact="warga@contoh.id")
    with pytest.raises(HandlingError, match="ingin dijawab"):
        finish(complaint=wished, by=cast.officer, now=at(12))
    finish(complaint=make_complaint(cast.unit), by=cast.officer, now=at(12))
    assert Complaint.objects.filter(state="done", answered_on=date(2026, 2, 12)).count() == 1


def test_what_is_done_is_done(cast: Cast) -> None:
    complaint = make_complaint(cast.unit)
    finish(complaint=complaint, by=cast.officer, now=at(12))
    for again in (
        lambda: finish(complaint=complaint, by=cast.officer, now=at(13)),
        lambda: answer(complaint=complaint, note="Lagi", by=cast.officer, now=at(13)),
    ):
        with pytest.raises(HandlingError, match="sudah selesai"):
            again()


@pytest.mark.parametrize(
    ("broken", "name"),
    [
        ({"sealed_text": "Antre tiga jam"}, "complaint_is_sealed"),
        ({"sealed_text": ""}, "complaint_open_has_text"),
        (
            {"state": "done", "answered_on": date(2026, 2, 12), "closed_on": date(2026, 2, 12)},
            "complaint_open_has_text",
        ),
        ({"state": "answered"}, "complaint_answer_has_day"),
        ({"due_on": date(2026, 2, 10)}, "complaint_days_in_order"),
        ({"sealed_contact": "gAAAA-x"}, "complaint_contact_wants_answer"),
    ],
)
def test_the_database_refuses(cast: Cast, broken: dict[str, object], name: str) -> None:
    complaint = make_complaint(cast.unit)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Complaint.objects.filter(pk=complaint.pk).update(**broken)


def test_numbers_and_sheets_are_unique_and_trails_stay(cast: Cast) -> None:
    complaint = make_complaint(cast.unit)
    for same, name in (("reference", "complaint_reference_once"), ("client_id", "complaint_once")):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            make_complaint(cast.unit, **{same: getattr(complaint, same)})
    read(complaint=complaint, by=cast.officer, now=at(11))
    for forbidden in (
        lambda: ComplaintStep.objects.all().delete(),
        lambda: ComplaintStep.objects.update(deed="done"),
        lambda: Complaint.objects.all().delete(),
    ):
        with pytest.raises(Exception, match="Cannot"), transaction.atomic():
            forbidden()
    with pytest.raises(IntegrityError, match="complaint_step_by_somebody"), transaction.atomic():
        ComplaintStep.objects.create(complaint=complaint, deed="read", by=None, at=at(11))
    with pytest.raises(IntegrityError, match="complaint_rule_one_at_a_time"), transaction.atomic():
        ComplaintRule.objects.create(starts_on=date(2026, 1, 1))
    with pytest.raises(IntegrityError, match="complaint_rule_in_range"), transaction.atomic():
        ComplaintRule.objects.update(answer_within_days=0)


def test_officer_and_head_are_reminded_once_at_half_and_once_at_the_end(cast: Cast) -> None:
    complaint = make_complaint(cast.unit)
    assert chase(now=at(12)) == 0
    assert [chase(now=at(13)), chase(now=at(16)), chase(now=at(17))] == [1, 0, 0]
    assert [chase(now=at(18)), chase(now=at(19))] == [1, 0]
    told = Message.objects.filter(about=f"complaint:{complaint.pk}").order_by("kind", "to_id")
    people = sorted([cast.officer.pk, cast.head.pk])
    assert [(one.kind, one.to_id) for one in told] == [
        *(("complaint.half", pk) for pk in people),
        *(("complaint.overdue", pk) for pk in people),
    ]
    assert not any("Antre" in one.body + one.subject for one in told)


def test_an_answered_complaint_is_not_chased(cast: Cast) -> None:
    answer(complaint=make_complaint(cast.unit), note="Sudah", by=cast.officer, now=at(11))
    assert chase(now=at(28)) == 0


def test_what_lies_for_a_year_loses_its_text_and_old_senders_are_forgotten(cast: Cast) -> None:
    complaint = make_complaint(cast.unit, contact="warga@contoh.id")
    ComplaintSender.objects.create(day=date(2026, 2, 10), network=1, count=1)
    assert forget_old(now=at(12)) == 0
    assert ComplaintSender.objects.exists()
    later = datetime(2027, 2, 11, 3, tzinfo=UTC)
    assert [forget_old(now=later), forget_old(now=later)] == [1, 0]
    complaint.refresh_from_db()
    assert (complaint.state, complaint.sealed_text, complaint.sealed_contact) == ("lapsed", "", "")
    assert not ComplaintSender.objects.exists()
    assert complaint.steps.get().deed == "lapsed"


def test_counts_say_how_the_promise_was_kept(cast: Cast) -> None:
    in_time, late, _waiting = (make_complaint(cast.unit) for _one in range(3))
    answer(complaint=in_time, note="Sudah", by=cast.officer, now=at(17))
    answer(complaint=late, note="Maaf", by=cast.officer, now=at(18))
    finish(complaint=late, by=cast.officer, now=at(18))
    span = {"first": date(2026, 1, 1), "last": date(2026, 3, 31)}
    counts = complaint_counts(unit_ids=[cast.unit.pk], **span, day=date(2026, 2, 17))
    assert counts == ComplaintCounts(new=1, answered=1, done=1, in_time=1, overdue=0, decided=2)
    assert (counts.total, counts.open, counts.share_in_time) == (3, 2, 50)
    by_unit = complaint_counts_by_unit(unit_ids=[cast.unit.pk, cast.agency.pk], **span, day=date(2026, 2, 18))
    assert by_unit == {
        cast.unit.pk: ComplaintCounts(new=1, answered=1, done=1, in_time=1, overdue=1, decided=3),
        cast.agency.pk: ComplaintCounts(),
    }
    assert by_unit[cast.agency.pk].share_in_time is None


def test_keys_turn_over_and_a_lost_key_is_told(cast: Cast, settings: Any) -> None:
    old_key = settings.COMPLAINT_KEYS[0]
    complaint = make_complaint(cast.unit, "Loket tutup")
    settings.COMPLAINT_KEYS = [OTHER_KEY]
    assert unreadable() == [complaint.reference]
    assert "kunci" in read(complaint=complaint, by=cast.officer, now=at(11)).trouble
    settings.COMPLAINT_KEYS = [OTHER_KEY, old_key]
    assert seal_anew() == 1
    settings.COMPLAINT_KEYS = [OTHER_KEY]
    assert unreadable() == []
    assert read(complaint=Complaint.objects.get(), by=cast.officer, now=at(11)).text == "Loket tutup"


def test_a_token_tells_the_day_and_not_the_hour() -> None:
    token = seal("Antre", day=date(2026, 2, 10))
    made_at = int.from_bytes(base64.urlsafe_b64decode(token)[1:9])
    assert datetime.fromtimestamp(made_at, tz=UTC) == datetime(2026, 2, 10, tzinfo=UTC)
    assert unseal(token) == "Antre"
    with pytest.raises(SealError):
        unseal("gAAAA-not-ours")


def test_the_office_reads_answers_and_finishes(cast: Cast, client: Client) -> None:
    complaint = make_complaint(cast.unit, "Loket tutup", "0812 3456 7890")
    client.force_login(cast.officer)
    base = f"/kelola/survei/153/pengaduan/{complaint.reference}/"
    assert "Loket tutup" not in client.get(base).content.decode()
    opened = client.post(f"{base}isi/").content.decode()
    assert "Loket tutup" in opened
    assert "0812 3456 7890" in opened
    assert client.post(f"{base}tanggapan/", {"note": ""}).status_code == 422
    assert client.post(f"{base}tanggapan/", {"note": "Sudah ditelepon"}).status_code == 302
    assert "selamanya" in client.get(f"{base}selesai/").content.decode()
    client.post(f"{base}selesai/")
    page = client.get(base).content.decode()
    assert "sudah dihapus" in page
    assert "Diselesaikan" in page
    assert client.post(f"{base}isi/").status_code == 200


def test_leadership_reads_no_complaint(cast: Cast, client: Client) -> None:
    complaint = make_complaint(cast.unit)
    client.force_login(cast.leader)
    assert client.get("/kelola/survei/153/pengaduan/").status_code == 403
    assert not Complaint.objects.visible_to(_access(cast)).filter(pk=complaint.pk).exists()


def _access(cast: Cast) -> Access:
    return Access(account=cast.leader, day=date(2026, 2, 11))


def test_the_list_costs_the_same_with_one_and_three(cast: Cast, client: Client) -> None:
    client.force_login(cast.hr)
    address = "/kelola/survei/153/pengaduan/"
    client.get(address)
    counts = []
    for more in (1, 2):
        for _one in range(more):
            make_complaint(cast.unit)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_command_verifies_and_seals_anew(cast: Cast, settings: Any) -> None:
    make_complaint(cast.unit)
    out = io.StringIO()
    call_command("complaints", "--verify", stdout=out)
    call_command("complaints", "--rotate", stdout=out)
    assert "1 pengaduan disegel ulang" in out.getvalue()
    settings.COMPLAINT_KEYS = [OTHER_KEY]
    with pytest.raises(CommandError, match="Tidak dapat dibuka"):
        call_command("complaints", "--verify")
