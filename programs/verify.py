"""The data's own invariants, looked at from outside: nightly, and by `manage.py enrollments --verify`."""

from collections.abc import Iterator
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Count, F, OuterRef, Q, Subquery

from pembinaan.base.models import Event
from programs import events
from programs.applications.waiting_list import offer_deadline
from programs.breach import PATIENCE, Breach
from programs.lots.verify_lots import given, lots
from programs.models import (
    ENDED,
    HOLDING,
    OVER,
    Batch,
    BatchState,
    Enrollment,
    EnrollmentChange,
    EnrollmentState,
    TargetRules,
)
from programs.presence import verify_presence
from programs.transitions import TRANSITIONS
from programs.verify_waiting import nudges, rosters


def breaches(*, now: datetime) -> list[Breach]:
    """Every breach found in one consistent look at the data; an empty list is the promise kept."""
    with transaction.atomic():
        if not connection.savepoint_ids:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        own = (_seats, _queue, _single, _trails, _steps, _overdue, _idle_seats, _batches, _targets, _attendance)
        checks = (*own, lots, given, nudges, rosters)
        return [breach for check in checks for breach in check(now)]


def _seats(now: datetime) -> Iterator[Breach]:
    over = Batch.objects.annotate(held=Count("enrollments", filter=Q(enrollments__state__in=HOLDING)))
    for pk, held in over.filter(held__gt=F("seats")).order_by("pk").values_list("pk", "held"):
        yield Breach("kursi terisi dan ditawarkan tidak melebihi kursi", f"angkatan {pk}: {held}")


def _queue(now: datetime) -> Iterator[Breach]:
    offered = EnrollmentChange.objects.filter(to_state=EnrollmentState.OFFERED)
    last = offered.filter(enrollment__batch=OuterRef("batch")).order_by("-enrollment__queue_number")
    jumped = Enrollment.objects.in_queue().annotate(last=Subquery(last.values("enrollment__queue_number")[:1]))
    for enrollment in jumped.filter(queue_number__lt=F("last")):
        yield Breach("daftar tunggu tidak pernah dilompati", f"pendaftaran {enrollment.pk}")


def _single(now: datetime) -> Iterator[Breach]:
    live = Enrollment.objects.exclude(state__in=OVER).order_by().values("batch", "employee")
    for pair in live.annotate(many=Count("pk")).filter(many__gt=1):
        yield Breach("satu pendaftaran untuk satu orang", f"angkatan {pair['batch']}, pegawai {pair['employee']}")


def _trails(now: datetime) -> Iterator[Breach]:
    last = EnrollmentChange.objects.filter(enrollment=OuterRef("pk")).order_by("-pk").values("to_state")[:1]
    told = Enrollment.objects.annotate(told=Subquery(last))
    for enrollment in told.filter(Q(told__isnull=True) | ~Q(told=F("state"))).order_by("pk"):
        yield Breach("keadaan sesuai dengan catatan perubahannya", f"pendaftaran {enrollment.pk}")


def _steps(now: datetime) -> Iterator[Breach]:
    known = Q(pk__in=[])
    for before, after in TRANSITIONS.items():
        known |= Q(from_state=before, to_state__in=after)
    for change in EnrollmentChange.objects.exclude(from_state="").exclude(known).order_by("pk"):
        yield Breach("setiap langkah ada dalam tabel langkah", f"catatan {change.pk}: {change}")


def _overdue(now: datetime) -> Iterator[Breach]:
    offers = Enrollment.objects.filter(state=EnrollmentState.OFFERED, offer_expires_at__lt=now - PATIENCE)
    for enrollment in offers.order_by("pk"):
        yield Breach("tawaran yang lewat diteruskan", f"pendaftaran {enrollment.pk}")


def _idle_seats(now: datetime) -> Iterator[Breach]:
    on_their_way = Event.objects.filter(kind=events.SEAT_FREED, handled_at__isnull=True, at__gt=now - PATIENCE)
    running = (
        Batch.objects.filter(state=BatchState.OPEN).with_counts().exclude(pk__in=on_their_way.values("subject_id"))
    )
    for batch in running.with_idle_seats().order_by("pk"):
        if offer_deadline(batch, now) is not None:
            yield Breach("kursi kosong ditawarkan kepada yang menunggu", f"angkatan {batch.pk}")


def _batches(now: datetime) -> Iterator[Breach]:
    live = Enrollment.objects.exclude(state__in=OVER).filter(batch__state=BatchState.CANCELLED)
    for enrollment in live.order_by("pk"):
        yield Breach("angkatan yang dibatalkan tidak mempunyai peserta", f"pendaftaran {enrollment.pk}")
    running = Enrollment.objects.filter(batch__state=BatchState.CLOSED).exclude(state__in=ENDED)
    for enrollment in running.order_by("pk"):
        yield Breach("angkatan yang selesai tidak mempunyai pendaftaran terbuka", f"pendaftaran {enrollment.pk}")
    outside = Batch.objects.filter(agreement__isnull=False).exclude(
        agreement__starts_on__lte=F("starts_on"),
        agreement__ends_on__gte=F("ends_on"),
        agreement__institution=F("program__institution"),
    )
    for batch in outside.order_by("pk"):
        yield Breach("angkatan berada di dalam perjanjiannya", f"angkatan {batch.pk}")


def _targets(now: datetime) -> Iterator[Breach]:
    asking = TargetRules.objects.filter(prerequisites=F("batch__program"))
    for rules in asking.order_by("pk"):
        yield Breach("sebuah program bukan syarat bagi dirinya sendiri", f"angkatan {rules.batch_id}")


def _attendance(now: datetime) -> Iterator[Breach]:
    rules = {
        "kehadiran dicatat pada angkatan yang sama": verify_presence.wrong_batches(),
        "keadaan “hadir” sesuai dengan catatan kehadiran": verify_presence.wrong_states(),
        "hasil angkatan sesuai dengan syarat kehadirannya": verify_presence.wrong_results(),
        "jejak perangkat dihapus setelah empat minggu": verify_presence.devices_kept_too_long(now),
    }
    for rule, places in rules.items():
        for where in places:
            yield Breach(rule, where)
