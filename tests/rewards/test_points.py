"""Points and the badge follow the certificates."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from credentials.models import Certificate
from credentials.revocation import lift_revocation, revoke
from pembinaan.base.constraints import violated_name
from people.models import Employee
from rewards.checks import breaches
from rewards.models import BadgeAward, PointEntry, PointRule
from rewards.points import badges_of, balance, points_for, settle_points
from tests.cast import Cast
from tests.factories.credentials import AFTERWARDS, make_settled
from tests.factories.programs import make_program


@pytest.fixture
def person(cast: Cast) -> Employee:
    """Siti."""
    assert cast.employee.employee is not None
    return cast.employee.employee


def finish(person: Employee, hours: str = "20") -> Certificate:
    make_settled([person], program=make_program(learning_hours=hours))
    certificate = Certificate.objects.filter(employee=person).latest("pk")
    settle_points(certificate_id=certificate.pk, now=AFTERWARDS)
    return certificate


@pytest.mark.parametrize(("hours", "rate", "points"), [("20", "10", 200), ("5.5", "10", 55), ("0.25", "10", 3)])
def test_points_are_hours_times_the_rate_rounded_half_up(hours: str, rate: str, points: int) -> None:
    assert points_for(Decimal(hours), Decimal(rate)) == points


def test_finishing_earns_points_and_the_first_badge_once(person: Employee) -> None:
    certificate = finish(person)
    finish(person, "5.5")
    settle_points(certificate_id=certificate.pk, now=AFTERWARDS)
    assert balance(person) == 255  # 20 × 10 + 5.5 × 10
    assert [award.badge.name for award in badges_of(person)] == ["Pembelajar pertama"]
    assert list(breaches()) == []


def test_a_revoked_certificate_takes_its_points_and_the_badge_and_a_new_revision_gives_them_back(
    cast: Cast, person: Employee
) -> None:
    certificate = finish(person)
    revoke(certificate=certificate, reason="Uji", by=cast.hr, now=AFTERWARDS)
    for _twice in range(2):
        settle_points(certificate_id=certificate.pk, now=AFTERWARDS)
    assert (balance(person), list(badges_of(person))) == (0, [])
    lift_revocation(certificate=certificate, now=AFTERWARDS)
    settle_points(certificate_id=certificate.pk, now=AFTERWARDS)
    assert (balance(person), badges_of(person).count(), BadgeAward.objects.count()) == (200, 1, 1)
    entries = PointEntry.objects.order_by("pk").values_list("revision", "points")
    assert list(entries) == [(1, 200), (1, -200), (2, 200)]
    assert list(breaches()) == []


def test_points_follow_the_rule_in_force_when_the_batch_ended(person: Employee) -> None:
    PointRule.objects.update(ends_on=date(2026, 3, 23))
    PointRule.objects.create(cause="finished", points_per_hour=5, starts_on=date(2026, 3, 24), source="SK uji")
    finish(person)  # the batch ended on 24 March
    assert balance(person) == 100


def test_without_a_rule_there_are_no_points_but_the_badge(person: Employee) -> None:
    PointRule.objects.update(ends_on=date(2020, 1, 1))
    finish(person)
    assert (balance(person), badges_of(person).count()) == (0, 1)


def test_the_command_finds_points_without_proof(
    cast: Cast, person: Employee, capsys: pytest.CaptureFixture[str]
) -> None:
    certificate = finish(person)
    call_command("rewards", "--verify")
    revoke(certificate=certificate, reason="Uji", by=cast.hr, now=AFTERWARDS)
    with pytest.raises(CommandError, match="1 breaches found"):
        call_command("rewards", "--verify")
    assert "its certificate is not in force" in capsys.readouterr().err


def refused(act: Callable[[], Any]) -> str:
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        act()
    return violated_name(caught.value)


def test_the_ledger_of_points_refuses(person: Employee) -> None:
    finish(person)
    entry = PointEntry.objects.get()
    like = {"employee": person, "certificate": entry.certificate, "rule": entry.rule, "recorded_at": AFTERWARDS}
    create = PointEntry.objects.create
    assert refused(lambda: create(revision=1, points=5, **like)) == "point_entry_cause_once"
    assert refused(lambda: create(revision=2, points=-5, **like)) == "point_entry_sign_fits"
    assert refused(lambda: create(revision=1, points=-5, reverses=entry, **like)) == "point_reversal_mirrors"
    for act in (lambda: PointEntry.objects.update(points=9), lambda: PointEntry.objects.all().delete()):
        with pytest.raises(DatabaseError, match=r"Cannot (update|delete)"), transaction.atomic():
            act()


def test_rules_and_badges_refuse(person: Employee) -> None:
    finish(person)
    rule = {"cause": "finished", "starts_on": date(2026, 1, 1), "source": "Uji"}
    assert refused(lambda: PointRule.objects.create(points_per_hour=1, **rule)) == "point_rule_one_at_a_time"
    PointRule.objects.update(ends_on=date(2025, 1, 1))
    assert refused(lambda: PointRule.objects.create(points_per_hour=-1, **rule)) == "point_rule_not_negative"
    badge = BadgeAward.objects.get().badge
    again = {"badge": badge, "employee": person, "earned_on": date(2026, 1, 1)}
    assert refused(lambda: BadgeAward.objects.create(**again)) == "badge_earned_once"


def test_my_page_shows_points_and_badges_at_the_same_cost_for_one_and_for_three(cast: Cast, person: Employee) -> None:
    client = Client()
    client.force_login(cast.employee)
    assert "Belum ada poin" in client.get("/penghargaan/").content.decode()
    counts = []
    for more in (1, 2):
        for _ in range(more):
            finish(person)
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/penghargaan/").content.decode()
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert "600" in page
    assert "Pembelajar pertama" in page
