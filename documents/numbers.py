"""Gapless document numbers, given out in the transaction of the document that carries them."""

from datetime import date, datetime

from django.db import OperationalError, transaction
from django.utils.translation import gettext as _

from documents.models import DocumentKind, IssuedNumber, NumberPattern, NumberSequence
from pembinaan.base.constraints import refusing_with
from pembinaan.base.dates import city_day
from pembinaan.base.errors import DomainError

MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


class NumberError(DomainError):
    """No number can be given out now."""


def allocate(*, kind: str, unit_code: str, now: datetime) -> str:
    """Give out the next number of `kind` in the city's year of `now`, as the pattern in force writes it.

    Must be called inside the caller's transaction, as late as possible: the sequence stays locked
    until that transaction ends, and a rollback takes the number back, so that no gap is left.
    Raises NumberError when no pattern is in force or the sequence stays locked too long.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("allocate() needs the transaction of the document it numbers")
    day = city_day(now)
    pattern = _pattern_in_force(kind, day)
    sequence = _locked_sequence(kind, day.year)
    sequence.last += 1
    sequence.save(update_fields=["last"])
    number = write_number(pattern, seq=sequence.last, unit_code=unit_code, day=day)
    with refusing_with(NumberError):
        IssuedNumber.objects.create(kind=kind, year=day.year, seq=sequence.last, number=number, issued_at=now)
    return number


def write_number(pattern: NumberPattern, *, seq: int, unit_code: str, day: date) -> str:
    """The number as the pattern writes it; `{bulan}` is the Roman month of office letters."""
    return pattern.pattern.format(
        sifat=pattern.nature,
        klasifikasi=pattern.classification,
        seq=seq,
        kode_unit=unit_code,
        bulan=MONTHS[day.month - 1],
        tahun=day.year,
    )


def _pattern_in_force(kind: str, day: date) -> NumberPattern:
    pattern: NumberPattern | None = NumberPattern.objects.on(day).filter(kind=kind).first()
    if pattern is None:
        name = dict(DocumentKind.choices).get(kind, kind)
        raise NumberError(
            _("Belum ada pola nomor untuk %(kind)s yang berlaku pada tahun %(year)d. Tambahkan di Pola nomor.")
            % {"kind": name, "year": day.year}
        )
    return pattern


def _locked_sequence(kind: str, year: int) -> NumberSequence:
    try:
        with transaction.atomic():
            # ON CONFLICT DO NOTHING: two first numbers of a year at once must not make two sequences.
            NumberSequence.objects.bulk_create([NumberSequence(kind=kind, year=year)], ignore_conflicts=True)
            # Row lock until the caller commits: two transactions must not read the same last number.
            return NumberSequence.objects.select_for_update().get(kind=kind, year=year)
    except OperationalError as error:
        raise NumberError(_("Nomor untuk dokumen lain sedang diambil. Coba lagi sebentar lagi.")) from error
