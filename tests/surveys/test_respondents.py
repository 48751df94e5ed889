"""Who answered: every option, and those who left a field open."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from surveys.models import RespondentOption, SetAside
from surveys.respondents import FieldCounts, respondents_of
from tests.cast import Cast
from tests.factories.surveys import DAY, current_version, make_responses


def counted(cast: Cast) -> dict[str, FieldCounts]:
    found = respondents_of(
        unit_id=cast.unit.pk, first=date(2026, 1, 1), last=date(2026, 3, 31), versions=[current_version().pk]
    )
    return {one.field: one for one in found}


def numbers(field: FieldCounts) -> dict[str, int]:
    return {option.label: option.count for option in field.options if option.count}


def test_every_option_is_counted_and_blanks_are_not_filled_in(cast: Cast) -> None:
    make_responses(cast.unit, 4, sex="f", education="sma")
    make_responses(cast.unit, 3, sex="m", age_group="60")
    make_responses(cast.unit, 5)
    found = counted(cast)
    assert numbers(found["sex"]) == {"Perempuan": 4, "Laki-laki": 3, "Tidak diisi": 5}
    assert numbers(found["age_group"]) == {"60 tahun ke atas": 3, "Tidak diisi": 9}
    assert numbers(found["education"]) == {"SMA/SMK": 4, "Tidak diisi": 8}
    assert numbers(found["occupation"]) == {"Tidak diisi": 12}
    assert {field.total for field in found.values()} == {12}


def test_answers_of_other_units_and_days_and_those_set_aside_are_not_counted(cast: Cast) -> None:
    make_responses(cast.other_unit, 2, sex="f")
    make_responses(cast.unit, 2, sex="f", day=date(2026, 4, 1))
    aside, back, *_others = make_responses(cast.unit, 3, sex="m")
    at = datetime(2026, 2, 11, tzinfo=UTC)
    put_back = {"released_at": at, "released_by": cast.hr, "release_reason": "jujur"}
    SetAside.objects.create(response=aside, unit=cast.unit, day=DAY, reason="speed", rules_version=1, at=at)
    SetAside.objects.create(response=back, unit=cast.unit, day=DAY, reason="speed", rules_version=1, at=at, **put_back)
    assert numbers(counted(cast)["sex"]) == {"Laki-laki": 2}


def test_an_option_that_is_no_longer_offered_keeps_its_label(cast: Cast) -> None:
    RespondentOption.objects.filter(code="farmer").update(is_offered=False)
    make_responses(cast.unit, 1, occupation="farmer")
    make_responses(cast.unit, 1, occupation="angler")
    assert numbers(counted(cast)["occupation"]) == {"Petani/nelayan": 1, "angler": 1}


@pytest.mark.parametrize("many", [1, 30])
def test_it_takes_two_queries_however_many_answers(cast: Cast, many: int) -> None:
    make_responses(cast.unit, many, sex="f")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        counted(cast)
    assert len(queries) == 3  # one of them finds the version for this test
