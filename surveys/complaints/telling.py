"""What people of a unit are told about its complaints: never a word of what the citizen wrote."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from notifications.models import Message
from notifications.outbox import enqueue
from pembinaan.base.language import in_city_language
from people.models import Absence, Account, Headship, Role, RoleKind
from people.queries import hr_accounts
from surveys.models import Complaint


def people_of(unit_id: int, day: date) -> list[Account]:
    """Who answers a unit's complaints on a day: its survey officers, its head or the deputy; else BKPSDM."""
    officers = Role.objects.on(day).filter(kind=RoleKind.SURVEY_OFFICER, unit=unit_id).values("account")
    heads = list(Headship.objects.on(day).filter(unit=unit_id).order_by("pk").values_list("employee_id", flat=True))
    deputies = Absence.objects.in_force(day).filter(employee_id__in=heads).values("deputy_id")
    chosen = Q(pk__in=officers) | Q(employee_id__in=heads) | Q(employee_id__in=deputies)
    return list(Account.objects.filter(chosen, is_active=True).order_by("pk")) or list(hr_accounts(day))


@in_city_language()
def received(complaint: Complaint, *, day: date, now: datetime) -> None:
    """Tell that a complaint came, and until when an answer is promised."""
    names = _names(complaint)
    _tell(
        complaint,
        people_of(complaint.unit_id, day),
        kind="complaint.received",
        subject=_("Pengaduan baru untuk %(unit)s") % names,
        body=_("Pengaduan %(reference)s masuk. Warga dijanjikan tanggapan paling lambat %(due)s.") % names,
        now=now,
    )


@in_city_language()
def half_gone(complaint: Complaint, *, people: Iterable[Account], now: datetime) -> None:
    """Remind that half of the promised time is gone."""
    names = _names(complaint)
    _tell(
        complaint,
        people,
        kind="complaint.half",
        subject=_("Pengaduan %(reference)s belum ditanggapi") % names,
        body=_("Separuh waktu yang dijanjikan sudah lewat. Tanggapi paling lambat %(due)s.") % names,
        now=now,
    )


@in_city_language()
def all_gone(complaint: Complaint, *, people: Iterable[Account], now: datetime) -> None:
    """Tell that the promise was broken."""
    names = _names(complaint)
    _tell(
        complaint,
        people,
        kind="complaint.overdue",
        subject=_("Pengaduan %(reference)s terlambat ditanggapi") % names,
        body=_("Tanggapan dijanjikan paling lambat %(due)s dan belum ada. Tanggapi hari ini.") % names,
        now=now,
    )


def told_of(complaints: Iterable[Complaint], kind: str) -> set[int]:
    """Ids of the complaints about which somebody got a message of this kind."""
    about = {f"complaint:{complaint.pk}": complaint.pk for complaint in complaints}
    known = Message.objects.filter(about__in=about, kind=kind).order_by("about").values_list("about", flat=True)
    return {about[one] for one in known.distinct()}


def _names(complaint: Complaint) -> dict[str, str]:
    due = formats.date_format(complaint.due_on, "j F Y")
    return {"unit": complaint.unit.name, "reference": complaint.reference, "due": due}


def _tell(
    complaint: Complaint, people: Iterable[Account], *, kind: str, subject: str, body: str, now: datetime
) -> None:
    link = reverse("complaint", args=[complaint.unit.code, complaint.reference])
    for account in people:
        enqueue(
            to=account,
            kind=kind,
            subject=subject,
            body=body,
            cause=f"complaint:{complaint.pk}:{kind}:{account.pk}",
            now=now,
            link=link,
            about=f"complaint:{complaint.pk}",
        )
