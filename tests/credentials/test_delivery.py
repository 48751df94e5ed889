"""From closing a batch to the PDF and the message, by the events outbox alone."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from credentials.models import Certificate
from notifications.models import Message
from pembinaan.base.events import sweep
from pembinaan.base.models import Event
from programs.closing import close, reopen
from programs.presence.attendance import mark
from tests.cast import Cast
from tests.factories.credentials import AFTERWARDS, enrollment_of, make_run, make_settled
from tests.factories.documents import make_signatory


@pytest.fixture(autouse=True)
def media(settings: object, tmp_path: object) -> None:
    """Files go to a folder of their own."""
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


def test_closing_a_batch_leads_to_a_pdf_and_one_message(cast: Cast) -> None:
    make_signatory()
    close(batch=make_run([cast.employee.employee, cast.stranger.employee]), by=cast.hr, now=AFTERWARDS)  # type: ignore[list-item]
    sweep(now=AFTERWARDS)
    certificate = Certificate.objects.get(employee=cast.employee.employee)
    assert certificate.pdf is not None
    assert certificate.pdf_revision == 1
    assert certificate.pdf.file.read().startswith(b"%PDF-")
    message = Message.objects.get(to=cast.employee, kind="certificate.issued")
    assert message.subject == f"Sertifikat Anda terbit: {certificate.facts['title']}"
    assert certificate.number in message.body
    Event.objects.filter(kind="certificate.issued").update(handled_at=None)
    sweep(now=AFTERWARDS + timedelta(hours=2))
    assert Message.objects.filter(kind="certificate.issued").count() == 2
    assert not Event.objects.filter(handled_at=None).exists()


def test_a_correction_sends_the_reason_and_the_next_revision_has_a_new_pdf(cast: Cast) -> None:
    person = cast.employee.employee
    assert person is not None
    batch = close(batch=make_run([person]), by=cast.hr, now=AFTERWARDS)
    sweep(now=AFTERWARDS)
    first = Certificate.objects.get().pdf
    for present in (False, True):
        batch = reopen(batch=batch, by=cast.hr, reason="Koreksi", now=AFTERWARDS)
        for session in batch.sessions.order_by("pk"):
            mark(session=session, present={enrollment_of(batch, person).pk: present}, by=cast.hr, now=AFTERWARDS)
        batch = close(batch=batch, by=cast.hr, now=AFTERWARDS)
        sweep(now=AFTERWARDS)
    revoked = Message.objects.get(kind="certificate.revoked")
    assert "Alasan: Tidak pernah hadir: tanpa keterangan." in revoked.body
    certificate = Certificate.objects.get()
    assert (certificate.revision, certificate.pdf_revision) == (2, 2)
    assert certificate.pdf != first
    assert Message.objects.filter(kind="certificate.issued").count() == 2


def test_a_missing_pdf_is_made_when_the_holder_asks_and_tells_nobody_again(cast: Cast) -> None:
    make_settled([cast.employee.employee])  # type: ignore[list-item]
    certificate = Certificate.objects.get()
    Event.objects.update(handled_at=AFTERWARDS)
    client = Client()
    client.force_login(cast.employee)
    assert "Buat PDF" in client.get("/sertifikat/").content.decode()
    for _twice in range(2):
        assert client.post(f"/sertifikat/{certificate.pk}/buat/").headers["Location"] == "/sertifikat/"
    assert Event.objects.filter(kind="certificate.pdf_wanted").count() == 1
    sweep(now=timezone.now())
    assert "Unduh PDF" in client.get("/sertifikat/").content.decode()
    assert not Message.objects.exists()


def test_the_command_finds_what_does_not_agree(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    batch = close(batch=make_run([cast.employee.employee]), by=None, now=AFTERWARDS)  # type: ignore[list-item]
    with pytest.raises(CommandError, match="1 breaches found"):
        call_command("credentials", "--verify")
    sweep(now=AFTERWARDS)
    call_command("credentials", "--verify")
    assert "certificates and hours agree" in capsys.readouterr().out
    assert batch.state == "closed"


def test_a_settled_batch_waits_for_no_event(cast: Cast) -> None:
    make_settled([cast.employee.employee])  # type: ignore[list-item]
    assert Certificate.objects.get().pdf is None, "the handler of certificate.issued makes it, not the page"
