"""The locks of this room: a batch's row for its seats and its queue, one key for the timetable.

The law is in docs/locking.md.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from pembinaan.base.errors import DomainError
from programs.errors import BatchError, EnrollmentError
from programs.models import Batch

LOCK_NOT_AVAILABLE = "55P03"
TIMETABLE_LOCK = 7_202_046  # an advisory lock of our own
CROWDED = gettext_lazy("Banyak orang sedang mendaftar pada angkatan ini. Coba lagi sebentar lagi.")
PLANNING = gettext_lazy("Orang lain sedang menyimpan jadwal. Coba lagi sebentar lagi.")


def hold_batch(batch_id: int, *, ending: bool = False) -> Batch:
    """Lock the batch until the transaction ends and return it as it is now.

    Two people who take the last seat at once would each count one free seat: whoever uses up a
    seat holds this lock before counting. `ending` also waits for applications in flight
    (`keep_running`), so that none slips into a batch that is just being closed or cancelled.

    Raises EnrollmentError when others hold the lock longer than the connection's lock_timeout.
    """
    with _patient(EnrollmentError, CROWDED):
        return Batch.objects.select_for_update(no_key=not ending).get(pk=batch_id)


def keep_running(batch_id: int) -> str:
    """Keep the batch from being closed or cancelled until the transaction ends; return its state.

    Applications and arrivals share this lock with each other and with deciding: they never queue. (The
    foreign key alone would not do: it is checked at commit, after we looked at the state.)

    Raises EnrollmentError when an ending takes longer than the connection's lock_timeout.
    """
    with _patient(EnrollmentError, CROWDED), connection.cursor() as cursor:
        cursor.execute("SELECT state FROM programs_batch WHERE id = %s FOR KEY SHARE", [batch_id])
        state: str = cursor.fetchone()[0]
    return state


def hold_timetable() -> None:
    """Hold the timetable until the transaction ends: sessions are planned one batch after the other.

    Two batches that take one room at once would each find it free; the constraint would refuse one of them, as a
    deadlock or without naming the other session. Raises BatchError after the connection's lock_timeout.
    """
    with _patient(BatchError, PLANNING), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TIMETABLE_LOCK])


@contextmanager
def _patient(error: type[DomainError], message: Promise) -> Iterator[None]:
    """Turn a wait longer than the lock timeout into a sentence for people."""
    try:
        yield
    except OperationalError as failure:
        if getattr(failure.__cause__, "pgcode", "") != LOCK_NOT_AVAILABLE:
            raise
        raise error(str(message)) from failure
