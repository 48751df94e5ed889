"""What is said when seats are given out together: to everyone what they got and why, to BKPSDM what to do next."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from notifications.outbox import enqueue
from pembinaan.base.dates import city_day, moment_in_words
from pembinaan.base.language import in_city_language
from people.models import Account
from people.queries import hr_accounts
from programs.calendars.session_messages import remind, seat_calendars
from programs.models import ENROLLED, Batch, EnrollmentChange, EnrollmentState, Lot
from programs.telling import NO_CALENDARS, about_batch, write


@in_city_language()
def seats_given(batch: Batch, *, now: datetime) -> None:
    """Tell everyone who waited for a seat of the batch what they got and why, and remind who got one."""
    if batch.seats_given_at is None:
        return
    told = EnrollmentChange.objects.filter(
        enrollment__batch=batch, from_state=EnrollmentState.APPROVED, at=batch.seats_given_at
    ).select_related("enrollment__batch__program")
    changes = list(told.order_by("pk"))
    people = [change.enrollment.employee_id for change in changes]
    accounts = {one.employee_id: one for one in Account.objects.filter(employee__in=people, is_active=True)}
    for change in changes:
        account = accounts.get(change.enrollment.employee_id)
        if account is not None:
            _tell(account, change, now)
        if change.to_state == EnrollmentState.CONFIRMED and change.enrollment.state in ENROLLED:
            remind(change.enrollment, now=now)


def _tell(account: Account, change: EnrollmentChange, now: datetime) -> None:
    has_seat = change.to_state == EnrollmentState.CONFIRMED and change.enrollment.state in ENROLLED
    calendars = seat_calendars(change.enrollment, "REQUEST", now=now) if has_seat else NO_CALENDARS
    enqueue(
        to=account,
        kind="enrollment.seats_given",
        subject=_("Pembagian kursi: %(batch)s") % {"batch": change.enrollment.batch},
        body=_body(change),
        cause=f"enrollment:{change.enrollment_id}:seats_given:{account.pk}",
        link=reverse("enrollment", args=[change.enrollment_id]),
        about=about_batch(change.enrollment.batch_id),
        calendar=calendars.get(account.pk, ""),
        now=now,
    )


def _body(change: EnrollmentChange) -> str:
    sentences = {
        EnrollmentState.CONFIRMED: _("Anda mendapat kursi. %(reason)s Jadwal ada di halaman angkatan."),
        EnrollmentState.WAITING: _(
            "Anda belum mendapat kursi dan masuk daftar tunggu. %(reason)s Bila ada kursi kosong, Anda ditawari."
        ),
        EnrollmentState.NOT_DRAWN: _(
            "Kali ini Anda tidak mendapat kursi. %(reason)s Anda boleh mendaftar pada angkatan berikutnya."
        ),
    }
    return sentences[EnrollmentState(change.to_state)] % {"reason": change.reason}


@in_city_language()
def list_frozen(lot: Lot, *, now: datetime) -> None:
    """Tell BKPSDM that the list is frozen, and what remains to be done until when."""
    facts = {
        "batch": str(lot.batch),
        "value_at": moment_in_words(lot.value_at),
        "reveal_by": moment_in_words(lot.reveal_by),
    }
    write(
        hr_accounts(city_day(now)),
        kind="lot.frozen",
        subject=_("Daftar undian dikunci: %(batch)s") % facts,
        body=_(
            "Pendaftaran ditutup dan daftar undian dikunci. Setelah %(value_at)s catat nilai umumnya, "
            "lalu buka rahasia sebelum %(reveal_by)s. Sesudah itu undian berjalan tanpa rahasia."
        )
        % facts,
        cause=f"lot:{lot.pk}:frozen",
        link=reverse("hr_lot", args=[lot.batch_id]),
        about=about_batch(lot.batch_id),
        urgent=True,
        now=now,
    )
