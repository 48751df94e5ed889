"""Needs: who states them, and in which order a unit wants them answered."""

from datetime import UTC, datetime

import pytest

from programs.errors import NeedError
from programs.models import Need
from programs.plans import needs
from tests.cast import Cast
from tests.factories.people import make_employee
from tests.factories.programs import make_need

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 9, 3, tzinfo=UTC)


def ranks(year: int = 2027) -> dict[str, int | None]:
    return dict(Need.objects.filter(year=year).order_by("pk").values_list("competency", "rank"))


def three(cast: Cast) -> list[Need]:
    return [make_need(cast.employee.employee, competency=name) for name in ("Triase", "Rujukan", "Gizi")]


def test_the_given_order_becomes_the_ranks_and_the_others_have_none(cast: Cast) -> None:
    triage, referral, diet = three(cast)
    order = needs.rank(unit=cast.unit, year=2027, ranked=[diet.pk, triage.pk], by=cast.head, now=NOW)
    assert ranks() == {"Triase": 2, "Rujukan": None, "Gizi": 1}
    assert order == [diet, triage, referral]


def test_an_order_is_turned_round_in_one_step(cast: Cast) -> None:
    all_three = [need.pk for need in three(cast)]
    needs.rank(unit=cast.unit, year=2027, ranked=all_three, by=cast.head, now=NOW)
    needs.rank(unit=cast.unit, year=2027, ranked=all_three[::-1], by=cast.head, now=NOW)
    assert ranks() == {"Triase": 3, "Rujukan": 2, "Gizi": 1}


@pytest.mark.parametrize("wrong", ["another unit", "another year", "twice", "gone"])
def test_a_list_that_does_not_fit_is_refused_and_changes_nothing(cast: Cast, wrong: str) -> None:
    need = make_need(cast.employee.employee, competency="Triase", rank=1)
    ids = {
        "another unit": [make_need(cast.stranger.employee, year=2028).pk],
        "another year": [make_need(cast.employee.employee, year=2028).pk],
        "twice": [need.pk, need.pk],
        "gone": [need.pk + 1000],
    }[wrong]
    with pytest.raises(NeedError, match="Muat ulang halaman"):
        needs.rank(unit=cast.unit, year=2027, ranked=ids, by=cast.head, now=NOW)
    assert ranks() == {"Triase": 1}


def test_those_behind_a_withdrawn_need_move_up(cast: Cast) -> None:
    triage, referral, diet = three(cast)
    needs.rank(unit=cast.unit, year=2027, ranked=[triage.pk, referral.pk, diet.pk], by=cast.head, now=NOW)
    needs.withdraw(need=Need.objects.get(pk=triage.pk), by=cast.employee, now=NOW)
    needs.withdraw(need=triage, by=cast.employee, now=NOW)  # pressed twice
    assert ranks() == {"Rujukan": 1, "Gizi": 2}


def test_the_head_states_for_the_people_of_the_unit(cast: Cast) -> None:
    need = Need(employee=cast.employee.employee, year=2027, kind="teknis", competency="Triase", gap=3)
    needs.state(need=need, by=cast.head, now=NOW)
    kept = Need.objects.get()
    assert (kept.unit, kept.stated_by, kept.rank) == (cast.unit, cast.head, None)


def test_who_works_nowhere_has_no_need_and_the_sentence_names_whom(cast: Cast) -> None:
    nobody = make_employee("Tanpa Unit")
    need = Need(employee=nobody, year=2027, kind="teknis", competency="Triase", gap=3)
    with pytest.raises(NeedError, match=r"^Tanpa Unit tidak tercatat"):
        needs.state(need=need, by=cast.head, now=NOW)
