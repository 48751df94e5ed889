"""Gaps counted by competency, unit and grade; who may see which."""

from datetime import date

import pytest

from people.access import Access
from people.models import Grade, RankHolding
from programs.models import Need
from programs.plans.gaps import answered_needs, counted, gap_choices, gaps_of_year, needs_found, needs_of
from tests.cast import Cast
from tests.factories.programs import make_need, make_plan, make_planned

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 9)


@pytest.fixture
def stated(cast: Cast) -> list[Need]:
    """Two people of the unit and one of elsewhere need triage, written in three ways; one of them also diet."""
    grade = Grade.objects.get(scheme="pns", code="III/a")
    RankHolding.objects.create(employee=cast.employee.employee, grade=grade, starts_on=date(2020, 1, 1))
    return [
        make_need(cast.employee.employee, competency="Triase", gap=3, rank=1),
        make_need(cast.head.employee, competency="triase ", gap=2, rank=4),
        make_need(cast.stranger.employee, competency="TRIASE", gap=3),
        make_need(cast.employee.employee, competency="Gizi", gap=1, rank=2),
        make_need(cast.employee.employee, competency="Triase", year=2026),
    ]


def access(account: object) -> Access:
    return Access(account=account, day=TODAY)  # type: ignore[arg-type]


def test_a_competency_is_one_however_it_is_capitalised(stated: list[Need]) -> None:
    triage, diet = gaps_of_year(Need.objects.filter(year=2027))
    assert (triage.competency.lower(), triage.people, triage.large, triage.first) == ("triase", 3, 2, 1)
    assert (diet.competency, diet.people, diet.large, diet.first, diet.planned) == ("Gizi", 1, 0, 1, 0)
    assert triage.key == "teknis|triase"
    assert diet.words == "Gizi · Teknis · 1 orang"


def test_the_needs_of_a_gap_are_found_by_its_key(stated: list[Need]) -> None:
    assert list(needs_of(year=2027, gaps=["teknis|triase"])) == stated[:3]
    assert list(needs_of(year=2027, gaps=["teknis|tidak ada", "tanpa tanda"])) == []


def test_what_a_plan_answers_is_counted_and_dropped_programs_answer_nothing(stated: list[Need]) -> None:
    plan = make_plan()
    for planned in (make_planned(plan), make_planned(plan, state="dropped")):
        for need in stated[:2]:
            planned.answers.create(need=need)
    assert gaps_of_year(Need.objects.filter(year=2027))[0].planned == 2


def test_needs_of_other_years_stay_when_a_plans_gaps_are_chosen(stated: list[Need]) -> None:
    planned = make_planned(make_plan(2027))
    for need in (stated[0], stated[4]):
        planned.answers.create(need=need)
    assert answered_needs(planned, gaps=["teknis|gizi"]) == [stated[3], stated[4]]


def test_a_form_offers_the_most_wanted_and_keeps_what_was_chosen(
    stated: list[Need], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("programs.plans.gaps.MOST_CHOICES", 1)
    assert [key for key, _words in gap_choices(year=2027)] == ["teknis|triase"]
    assert len(gap_choices(year=2027, kept=["teknis|gizi"])) == 2


def rows(cast: Cast, by: str, account: object = None, **wish: object) -> list[tuple[str, int, int, int]]:
    found = needs_found(access=access(account or cast.hr), **{"year": 2027, **wish})  # type: ignore[arg-type]
    return [(row["shown"], row["people"], row["needs"], row["large"]) for row in counted(found, by)]


def test_hr_counts_by_unit_and_by_grade(cast: Cast, stated: list[Need]) -> None:
    assert rows(cast, "unit") == [("UPTD Puskesmas Sei Jang", 2, 3, 1), ("Dinas Perhubungan", 1, 1, 1)]
    assert sorted(rows(cast, "golongan"), key=str) == [("III/a", 1, 2, 1), (None, 2, 2, 1)]


def test_each_filter_narrows(cast: Cast, stated: list[Need]) -> None:
    grade = Grade.objects.get(scheme="pns", code="III/a").pk
    assert len(rows(cast, "kemampuan", year=None)) == 2
    assert rows(cast, "unit", unit=cast.agency) == [("UPTD Puskesmas Sei Jang", 2, 3, 1)]
    assert rows(cast, "kemampuan", gap=1) == [("Gizi", 1, 1, 0)]
    assert rows(cast, "kemampuan", text="giz") == [("Gizi", 1, 1, 0)]
    assert rows(cast, "unit", grade=grade) == [("UPTD Puskesmas Sei Jang", 1, 2, 1)]
    assert rows(cast, "kemampuan", kind="manajerial") == []


def test_a_head_counts_the_units_below_and_no_others(cast: Cast, stated: list[Need]) -> None:
    assert rows(cast, "unit", cast.head) == [("UPTD Puskesmas Sei Jang", 2, 3, 1)]
    assert rows(cast, "unit", cast.agency_head) == [("UPTD Puskesmas Sei Jang", 2, 3, 1)]
