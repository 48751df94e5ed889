"""Who may see and run a unit's survey."""

import pytest

from people.access import Access
from surveys.access import has_survey_office, may_run_survey, may_see_survey, units_to_see
from tests.cast import assemble
from tests.factories.surveys import DAY

SEES_OWN = {"hr", "leader", "agency_head", "head", "officer"}
ROLES = ["hr", "leader", "agency_head", "head", "officer", "employee", "stranger"]


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_a_units_survey_is_seen_by_those_who_run_it_lead_it_or_answer_for_all(role: str) -> None:
    cast = assemble()
    access = Access(account=getattr(cast, role), day=DAY)
    assert may_see_survey(access, cast.unit.pk) is (role in SEES_OWN)
    assert may_run_survey(access, cast.unit.pk) is (role in SEES_OWN - {"leader"})
    assert may_see_survey(access, cast.other_unit.pk) is (role in {"hr", "leader"})
    assert may_run_survey(access, cast.other_unit.pk) is (role == "hr")
    assert has_survey_office(access) is (role in SEES_OWN)


@pytest.mark.django_db
def test_a_head_sees_the_units_below_and_an_officer_the_one_unit() -> None:
    cast = assemble()
    seen = {
        role: set(
            units_to_see(Access(account=getattr(cast, role), day=DAY)).order_by("pk").values_list("code", flat=True)
        )
        for role in ROLES
    }
    everything = {"PEMKO", "111", "153", "114"}
    assert seen == {
        "hr": everything,
        "leader": everything,
        "agency_head": {"111", "153"},
        "head": {"153"},
        "officer": {"153"},
        "employee": set(),
        "stranger": set(),
    }
