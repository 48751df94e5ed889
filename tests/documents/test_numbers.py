"""Numbers without a gap and without a double, whatever runs beside."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import InternalError

from documents import numbers
from documents.models import IssuedNumber, NumberSequence
from tests.factories.documents import make_pattern
from tests.parallel import run_in_parallel


def allocate(now: datetime, kind: str = "certificate") -> str:
    return numbers.allocate(kind=kind, unit_code="4.2.02", now=now)


def test_a_number_looks_like_the_citys_own(db: None) -> None:
    """The city's letter B/810/16/4.2.02/2023 (domain rules section 10) was the sixteenth of its year."""
    make_pattern()
    NumberSequence.objects.create(kind="certificate", year=2023, last=15)
    assert allocate(datetime(2023, 5, 2, tzinfo=UTC)) == "B/810/16/4.2.02/2023"


def test_a_pattern_may_name_the_roman_month(db: None, now: datetime) -> None:
    make_pattern(pattern="{seq}/{kode_unit}/{bulan}/{tahun}")
    assert allocate(now) == "1/4.2.02/III/2026"


def test_numbers_begin_anew_with_the_citys_year_not_with_that_of_utc(db: None) -> None:
    make_pattern()
    assert allocate(datetime(2025, 12, 31, 16, 59, tzinfo=UTC)) == "B/810/1/4.2.02/2025"
    assert allocate(datetime(2025, 12, 31, 17, 0, tzinfo=UTC)) == "B/810/1/4.2.02/2026"


def test_without_a_pattern_the_refusal_says_what_to_do(db: None) -> None:
    with pytest.raises(numbers.NumberError, match="Belum ada pola nomor untuk Sertifikat yang berlaku pada tahun 2010"):
        allocate(datetime(2010, 1, 5, tzinfo=UTC))


def test_two_kinds_that_write_the_same_number_are_refused(db: None, now: datetime) -> None:
    make_pattern("certificate")
    make_pattern("assignment_letter")
    allocate(now)
    with pytest.raises(numbers.NumberError, match="sudah terbit untuk dokumen lain"):
        allocate(now, "assignment_letter")


@pytest.mark.django_db(transaction=True)
def test_a_number_is_given_out_only_in_a_transaction(now: datetime) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        allocate(now)


def test_a_given_number_is_never_changed_nor_deleted(db: None, now: datetime) -> None:
    make_pattern()
    allocate(now)
    with pytest.raises(InternalError, match="Cannot update or delete"), transaction.atomic():
        IssuedNumber.objects.update(number="X")
    with pytest.raises(InternalError, match="Cannot update or delete"), transaction.atomic():
        IssuedNumber.objects.all().delete()


class _Undone(Exception):
    pass


def _issue_ten_and_undo_every_third(now: datetime) -> Callable[[int], None]:
    def work(n: int) -> None:
        for turn in range(10):
            try:
                with transaction.atomic():
                    allocate(now)
                    if (n + turn) % 3 == 0:
                        raise _Undone
            except _Undone:
                continue

    return work


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_parallel_transactions_and_rollbacks_leave_neither_gap_nor_double(now: datetime) -> None:
    make_pattern()
    assert run_in_parallel(6, _issue_ten_and_undo_every_third(now)) == []
    issued = list(IssuedNumber.objects.order_by("seq").values_list("seq", flat=True))
    assert issued == list(range(1, 41)), "60 tries, of which every third was rolled back"


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_same_test_fails(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: it shows that the test above can fail, and that the constraint stands behind the lock."""
    make_pattern()
    reading = threading.Barrier(2, timeout=60)

    def unlocked(kind: str, year: int) -> NumberSequence:
        sequence, _ = NumberSequence.objects.get_or_create(kind=kind, year=year)
        reading.wait()
        return sequence

    NumberSequence.objects.create(kind="certificate", year=2026)
    monkeypatch.setattr(numbers, "_locked_sequence", unlocked)

    def work(n: int) -> None:
        with transaction.atomic():
            allocate(now)

    raised = run_in_parallel(2, work)
    assert [type(error) for error in raised] == [numbers.NumberError]
    assert "Urutan ini sudah terbit" in str(raised[0])


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_a_sequence_that_stays_locked_too_long_is_refused_in_words(now: datetime) -> None:
    make_pattern()
    NumberSequence.objects.create(kind="certificate", year=2026)
    with transaction.atomic():
        NumberSequence.objects.select_for_update().get()

        def work(n: int) -> None:
            with transaction.atomic():
                connection.cursor().execute("SET LOCAL lock_timeout = '100ms'")
                allocate(now)

        raised = run_in_parallel(1, work)
    assert [str(error) for error in raised] == ["Nomor untuk dokumen lain sedang diambil. Coba lagi sebentar lagi."]


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "certificate", "year": 2026, "seq": 1, "number": "lain"},
        {"kind": "certificate", "year": 2026, "seq": 0, "number": "lain"},
        {"kind": "certificate", "year": 2026, "seq": 2, "number": "B/1"},
    ],
)
def test_the_database_refuses_a_double_or_a_zero(db: None, now: datetime, values: dict[str, object]) -> None:
    IssuedNumber.objects.create(kind="certificate", year=2026, seq=1, number="B/1", issued_at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        IssuedNumber.objects.create(issued_at=now, **values)
