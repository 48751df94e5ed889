"""BKPSDM hears that an agreement ends 90, 30 and 7 days before, each once, and anew when the end moves."""

from datetime import date, datetime, timedelta

import pytest

from notifications.models import Message
from partners import agreements
from partners.models import Agreement
from partners.reminders import remind_of_ends
from partners.tasks import remind_of_agreements
from tests.cast import Cast
from tests.factories.programs import make_agreement, make_institution

TODAY = date(2026, 3, 9)


@pytest.fixture
def agreement(cast: Cast) -> Agreement:
    """Ends on 7 June 2026, ninety days after the tests' day."""
    return make_agreement(make_institution(name="Universitas Laut"), ends_on=date(2026, 6, 7), number="PKS/7")


def causes() -> list[str]:
    return sorted(Message.objects.filter(kind="agreement.ending").values_list("cause", flat=True))


def milestones() -> list[str]:
    return [cause.split(":")[3] for cause in causes()]


def test_each_milestone_is_told_once_on_its_day(cast: Cast, agreement: Agreement, now: datetime) -> None:
    told = []
    for day in range(-1, 92):
        remind_of_ends(now=now + timedelta(days=day))
        remind_of_ends(now=now + timedelta(days=day, hours=2))
        if len(causes()) > len(told):
            told.append((TODAY + timedelta(days=day)).isoformat())
            assert len(causes()) == len(told)
    assert told == ["2026-03-09", "2026-05-08", "2026-05-31"]
    assert sorted(milestones()) == ["30", "7", "90"]


def test_the_message_names_partner_number_end_and_days_left(cast: Cast, agreement: Agreement, now: datetime) -> None:
    remind_of_ends(now=now)
    message = Message.objects.get()
    assert message.to == cast.hr
    assert message.subject == "Perjanjian habis 7 Juni 2026: Universitas Laut"
    assert "PKS/7" in message.body
    assert "90 hari lagi" in message.body
    assert message.link == f"/kelola/mitra/{agreement.institution_id}/"


def test_who_records_a_short_agreement_hears_only_of_the_nearest_milestone(cast: Cast, now: datetime) -> None:
    make_agreement(make_institution(), ends_on=TODAY + timedelta(days=20))
    remind_of_ends(now=now)
    assert milestones() == ["30"]


def test_an_agreement_that_has_ended_or_not_begun_is_not_spoken_of(cast: Cast, now: datetime) -> None:
    make_agreement(make_institution(), ends_on=TODAY - timedelta(days=1))
    make_agreement(make_institution(), starts_on=TODAY + timedelta(days=1), ends_on=TODAY + timedelta(days=30))
    assert remind_of_ends(now=now) == 0


def test_an_extended_agreement_withdraws_what_was_not_sent_and_is_told_anew(
    cast: Cast, agreement: Agreement, now: datetime
) -> None:
    cast.hr.email = "hr@contoh.test"
    cast.hr.save()
    remind_of_ends(now=now)
    extend(agreement, date(2026, 12, 31), now)
    assert Message.objects.filter(withdrawn_at=now).count() == 1
    assert remind_of_ends(now=now) == 0
    remind_of_ends(now=now + timedelta(days=297 - 90))
    waiting = Message.objects.get(withdrawn_at=None)
    assert waiting.cause == f"agreement:{agreement.pk}:2026-12-31:90:{cast.hr.pk}"


def extend(agreement: Agreement, ends_on: date, now: datetime) -> None:
    agreements.keep(
        agreement=agreement,
        kind=agreement.kind,
        number=agreement.number,
        starts_on=agreement.starts_on,
        ends_on=ends_on,
        scope="",
        signed=None,
        by=None,
        now=now,
    )


def test_beat_runs_it_and_a_second_run_writes_nothing(cast: Cast) -> None:
    today = date.today()
    make_agreement(make_institution(), starts_on=date(2020, 1, 1), ends_on=today + timedelta(days=15))
    remind_of_agreements()
    first = causes()
    remind_of_agreements()
    assert causes() == first
    assert len(first) == 1
