"""What a report may be about, to and from its code."""

from datetime import date

import pytest

from evaluations.reporting.scopes import LONGEST_CODE, Scope, ScopeKind, named, of_batch, of_city, of_year, scope_of
from tests.factories.people import make_unit
from tests.factories.programs import make_batch, make_institution, make_program

FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)
pytestmark = pytest.mark.django_db


def every_kind() -> list[Scope]:
    """A scope of each kind that exists."""
    institution = make_institution(code="umrah", name="UMRAH")
    make_program(code="pelayanan-prima", title="Pelayanan prima")
    make_unit("Puskesmas Sei Jang", code="153.A-1")
    return [
        of_batch(make_batch(state="closed")),
        Scope(ScopeKind.PROGRAM, "pelayanan-prima", FIRST, LAST),
        Scope(ScopeKind.PARTNER, institution.code, FIRST, LAST),
        of_year(2026),
        Scope(ScopeKind.UNIT, "153.A-1", FIRST, LAST),
        Scope(ScopeKind.SECTOR, "health", FIRST, LAST),
        of_city(FIRST, LAST),
    ]


def test_every_kind_comes_back_from_its_code_with_its_name():
    scopes = every_kind()
    assert [scope.kind for scope in scopes] == list(ScopeKind)
    found = [scope_of(scope.code) for scope in scopes]
    assert found == scopes
    assert [scope.subject for scope in found[1:] if scope] == [
        "Pelayanan prima", "UMRAH", "Tahun 2026", "Puskesmas Sei Jang", "Sektor Kesehatan", "Seluruh kota",
    ]  # fmt: skip
    assert found[0] is not None
    assert found[0].subject.startswith("Program ")


def test_labels_name_the_days():
    scope = scope_of(Scope(ScopeKind.SECTOR, "health", FIRST, LAST).code)
    assert scope is not None
    assert scope.label == "Sektor Kesehatan, 1 Januari – 30 Juni 2026"
    assert scope.title == "Laporan evaluasi pelatihan: Sektor Kesehatan"
    assert of_year(2026).label == "Tahun 2026"
    assert of_city(date(2024, 1, 1), date(2026, 12, 31)).label == "Seluruh kota, tahun 2024–2026"


@pytest.mark.parametrize(
    "code",
    [
        "",
        "kota",
        "kota.semua.20260101",
        "kota.lain.20260101.20261231",
        "kota.semua.20261231.20260101",
        "kota.semua.20261301.20261231",
        "kota.semua.19990101.20261231",
        "negara.semua.20260101.20261231",
        "program.tidak-ada.20260101.20261231",
        "angkatan.0001.20260101.20261231",
        "angkatan.99999999999999999999.20260101.20261231",
        "angkatan.-1.20260101.20261231",
        "tahun.٢٠٢٦.20260101.20261231",
        "tahun.3026.20260101.20261231",
        f"program.{'a' * LONGEST_CODE}.20260101.20261231",
    ],
)
def test_a_code_that_says_nothing_is_none(code: str):
    assert scope_of(code) is None


def test_a_year_and_a_batch_keep_their_own_days():
    batch = make_batch(state="closed")
    assert scope_of("tahun.2026.20260301.20260302") == of_year(2026)
    assert scope_of(f"angkatan.{batch.pk}.20200101.20301231") == of_batch(batch)


def test_many_are_named_with_a_query_for_each_kind(django_assert_num_queries):  # type: ignore[no-untyped-def]
    scopes = [*every_kind(), *every_kind_again()]
    with django_assert_num_queries(5):
        found = named(scopes)
    assert found == [scope for scope in scopes if scope.key != "hilang"]


def every_kind_again() -> list[Scope]:
    """More of the same kinds, one of which does not exist."""
    program = make_program()
    return [
        of_batch(make_batch(program, state="closed")),
        Scope(ScopeKind.PROGRAM, program.code, FIRST, LAST),
        Scope(ScopeKind.UNIT, "hilang", FIRST, LAST),
    ]
