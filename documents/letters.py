"""Letters with activation codes, printed per unit and handed to each person."""

from datetime import date, datetime

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from documents import pdf, qr
from documents.identity import current_identity
from pembinaan.base.dates import city_day
from pembinaan.base.errors import DomainError
from pembinaan.base.language import in_city_language
from people.activation import Letter, issue_codes
from people.models import Account, Assignment, Employee, EmployeeStatus, Unit

NUMBER_LABELS = {
    EmployeeStatus.PPPK: "NI PPPK",
    EmployeeStatus.PPPK_PART_TIME: "NI PPPK",
    EmployeeStatus.NON_ASN: "Nama akun",
}


class LettersError(DomainError):
    """There is nobody to write to."""


def units_with_people_waiting(*, day: date, name: str = "") -> QuerySet[Unit]:
    """Units that exist on `day`, with `waiting`: how many who serve there have not activated their account yet."""
    serving = Q(assignments__in=_waiting_assignments(day))
    units: QuerySet[Unit] = Unit.objects.on(day).without_tree_fields()
    found = units.annotate(waiting=Count("assignments", filter=serving)).filter(waiting__gt=0)
    return found.filter(name__icontains=name).order_by("name", "pk")


def write_activation_letters(*, unit: Unit, by: Account, now: datetime) -> bytes:
    """Give everyone in `unit` who has not activated yet a new code; return the letters as a PDF.

    The codes are known only in this PDF: it is handed out at once and kept nowhere. Codes given earlier no
    longer work. Raises LettersError when nobody in the unit waits for a code.
    """
    people = Employee.objects.serving_in([unit.pk], city_day(now))
    letters = issue_codes(employees=people, by=by, now=now)
    if not letters:
        raise LettersError(_("Semua pegawai unit ini sudah mengaktifkan akunnya. Tidak ada surat yang perlu dicetak."))
    return pdf.render(template="activation_letters", data=_data(unit, letters, now))


def _waiting_assignments(day: date) -> QuerySet[Assignment]:
    unset = Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    active = Account.objects.filter(~unset, employee_id=OuterRef("employee_id"))
    waiting: QuerySet[Assignment] = Assignment.objects.main_on(day).filter(~Exists(active))
    return waiting


@in_city_language()
def _data(unit: Unit, letters: list[Letter], now: datetime) -> dict[str, object]:
    address = f"{settings.SITE_ADDRESS.rstrip('/')}{reverse('activate')}"
    return {
        "unit": unit.name,
        "address": address,
        "qr": qr.svg(address),
        "valid_until": date_format(localtime(letters[0].expires_at), "j F Y"),
        "place_and_date": f"{current_identity().short_name}, {date_format(city_day(now), 'j F Y')}",
        "people": [_addressee(letter) for letter in letters],
    }


def _addressee(letter: Letter) -> dict[str, str]:
    return {
        "name": letter.employee.name,
        "label": NUMBER_LABELS.get(EmployeeStatus(letter.employee.status), "NIP"),
        "username": letter.username,
        "code": letter.code_in_groups,
    }
