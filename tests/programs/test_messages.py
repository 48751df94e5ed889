"""What is said to people."""

from datetime import datetime

from django.utils import translation

from notifications.models import Message
from programs.applications.approval import decline
from tests.cast import Cast
from tests.factories.programs import make_batch, make_enrollment, make_session


def test_a_message_is_in_the_citys_language_whatever_language_the_sender_reads(cast: Cast, now: datetime) -> None:
    batch = make_batch()
    make_session(batch)
    enrollment = make_enrollment(batch, cast.employee.employee)
    with translation.override("en"):
        decline(enrollment=enrollment, by=cast.head, reason="Bulan ini loket kurang orang.", now=now)
    message = Message.objects.get(kind="enrollment.decided", to=cast.employee)
    assert message.subject.startswith("Keputusan atas permohonan pelatihan: ")
    assert message.body == "Ditolak. Alasan: Bulan ini loket kurang orang."
    assert message.link == f"/pendaftaran/{enrollment.pk}/"
