"""Publishing periods: frozen, in versions, formed from what was published before."""

import hashlib
import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from people.models import Sector
from surveys.models import Publication, SurveyRule
from surveys.periods import span_of
from surveys.publications.checks import PublicationError
from surveys.publications.published import accepts_late, publication_of, unit_publication
from surveys.publications.publishing import publish_groups, publish_new_version, publish_units
from surveys.publications.scopes import city_scope, sector_scope, unit_scope
from surveys.reports import figure
from tests.factories.people import make_unit
from tests.factories.surveys import make_responses, make_service

pytestmark = pytest.mark.django_db
Q1, YEAR = span_of("2026Q1"), span_of("2026")
NOW = datetime(2026, 4, 20, 3, tzinfo=UTC)
NEXT_YEAR = datetime(2027, 2, 1, 3, tzinfo=UTC)


def publish(*units, span=Q1, now=NOW):
    return publish_units(units=units, span=span, by=None, now=now)


def only(outcome):
    (found,) = outcome.published
    return found, json.loads(found.content)


def test_a_published_period_says_what_the_answers_say_and_stays_when_more_come():
    unit = make_unit("Puskesmas Sei Jang", code="153")
    make_responses(unit, 10, [3] * 9)
    make_responses(unit, 10, [4] * 9, channel="kiosk")
    found, content = only(publish(unit))
    # By hand: 87.50 ± 6.00, as in tests/surveys/test_reports.py.
    assert (found.index, found.margin, found.grade, found.answers) == (Decimal("87.50"), Decimal("6.00"), "B", 20)
    assert content["elements"][0] == {
        "key": "requirements", "name": "Persyaratan", "mean": "3.5000", "index": "87.50", "grade": "B",
    }  # fmt: skip
    assert content["element_sums"][0] == {"key": "requirements", "sum": 70, "histogram": [0, 0, 10, 10]}
    assert content["scores"] == [{"items": 9, "answers": 20, "sum": 630, "sum_of_squares": 10 * 27**2 + 10 * 36**2}]
    make_responses(unit, 15, [1] * 9)
    assert publish(unit).published == ()
    assert unit_publication(unit.pk, Q1) == found
    assert figure(unit_ids=[unit.pk], first=Q1.first, last=Q1.last).count == 35


def test_the_digest_is_that_of_the_text_and_the_database_keeps_both():
    unit = make_unit()
    make_responses(unit, 10)
    found, _content = only(publish(unit))
    assert hashlib.sha256(found.content.encode()).hexdigest() == found.digest
    for change in ({"content": found.content + " "}, {"reason": "x"}, {"answers": 11}):
        with pytest.raises(Exception, match="publication_is_final"), transaction.atomic():
            Publication.objects.update(**change)
    with pytest.raises(Exception, match="publication_is_final"), transaction.atomic():
        Publication.objects.all().delete()


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"digest": "0" * 64}, "publication_digest_fits_content"),
        ({"answers": 9}, "publication_answers_fit_content"),
        ({"version": 2}, "publication_new_version_has_reason"),
        ({"version": 2, "reason": "x", "ends_on": date(2026, 5, 1)}, "publication_after_its_period"),
        ({}, "publication_version_once"),
    ],
)
def test_the_database_refuses_what_does_not_fit(change, name):
    unit = make_unit()
    make_responses(unit, 10)
    found, _content = only(publish(unit))
    found.pk = None
    for column, value in change.items():
        setattr(found, column, value)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        found.save(force_insert=True)
    found.version, found.sector, found.reason = 3, unit.sector, "x"
    with pytest.raises(IntegrityError, match="publication_"), transaction.atomic():
        found.save(force_insert=True)


def test_a_period_is_published_once_it_and_its_days_of_grace_are_over():
    unit = make_unit()
    make_responses(unit, 10)
    with pytest.raises(PublicationError, match="mulai 15 April 2026"):
        publish(unit, now=datetime(2026, 4, 14, 3, tzinfo=UTC))
    assert accepts_late(Q1, date(2026, 4, 14))
    assert not accepts_late(Q1, date(2026, 4, 15))
    SurveyRule.objects.update(grace_days=0)
    assert not accepts_late(Q1, date(2026, 4, 1))
    assert len(publish(unit, now=datetime(2026, 4, 1, 3, tzinfo=UTC)).published) == 1


def test_late_answers_change_the_figure_by_a_new_version_with_its_reason_only():
    unit = make_unit()
    make_responses(unit, 10, [3] * 9)
    first, _content = only(publish(unit))
    again = {"scope": unit_scope(unit), "span": Q1, "by": None, "now": NOW}
    with pytest.raises(PublicationError, match="Tidak ada yang berubah"):
        publish_new_version(**again, reason="Kertas dari Penyengat")
    make_responses(unit, 3, [4] * 9, channel="paper")
    with pytest.raises(PublicationError, match="Baru 3 jawaban berubah"):
        publish_new_version(**again, reason="Kertas dari Penyengat")
    make_responses(unit, 7, [4] * 9, channel="paper")
    with pytest.raises(PublicationError, match="Tuliskan mengapa"):
        publish_new_version(**again, reason=" ")
    second = publish_new_version(**again, reason="Kertas dari Penyengat")
    assert (second.version, second.index, second.reason) == (2, Decimal("87.50"), "Kertas dari Penyengat")
    assert (unit_publication(unit.pk, Q1), publication_of(unit_scope(unit), Q1, 1)) == (second, first)


def test_few_answers_are_refused_with_the_reason():
    unit = make_unit()
    make_responses(unit, 9)
    (refused,) = publish(unit).refused
    assert refused[1] == "Belum cukup jawaban: paling sedikit 10."


def test_services_and_ways_in_are_shown_so_that_none_can_be_subtracted():
    unit = make_unit()
    ktp, card, rare = (make_service(unit, code, code.upper()) for code in ("ktp", "kk", "akta"))
    for service, many in ((ktp, 30), (card, 12), (rare, 3)):
        make_responses(unit, many, service=service)
    make_responses(unit, 15, channel="paper", sex="f")
    _found, content = only(publish(unit))
    assert [(row["code"], row["answers"]) for row in content["services"]["rows"]] == [("", 15), ("ktp", 30)]
    assert content["services"]["rest"] == 15
    # Every answer without a service came on paper: paper and web can stand beside the services.
    assert [(row["code"], row["answers"]) for row in content["ways_in"]["rows"]] == [("paper", 15), ("web", 45)]
    assert content["respondents"]["sex"] == {
        "rows": [{"code": "", "answers": 45}, {"code": "f", "answers": 15}], "rest": 0,
    }  # fmt: skip


def test_a_year_is_the_sum_of_its_published_quarters_and_names_what_it_leaves_out():
    unit = make_unit()
    make_responses(unit, 30, [4] * 9)
    make_responses(unit, 4, [1] * 9, day=date(2026, 5, 5))
    quarter, _content = only(publish(unit))
    year, content = only(publish(unit, span=YEAR, now=NEXT_YEAR))
    assert (year.answers, year.index) == (30, Decimal("100.00"))
    assert content["made_of"] == [{"period": "2026Q1", "version": 1, "digest": quarter.digest}]
    assert content["left_out"] == [f"2026-{month:02d}" for month in range(4, 13)]
    assert content["services"] is None


def test_a_quarter_is_refused_that_would_tell_of_a_few_answers_beside_the_year():
    unit = make_unit()
    make_responses(unit, 30)
    make_responses(unit, 4, day=date(2026, 5, 5))
    only(publish(unit, span=YEAR, now=NEXT_YEAR))
    (refused,) = publish(unit, now=NEXT_YEAR).refused
    assert "terbaca jawaban 4 orang" in refused[1]


def test_a_sector_and_the_city_are_formed_from_published_units_alone():
    small, large, late = make_unit(), make_unit(), make_unit()
    make_responses(small, 10, [4] * 9)
    make_responses(large, 30, [3] * 9)
    publish(small, large)
    make_responses(late, 10, [1] * 9)
    outcome = publish_groups(span=Q1, by=None, now=NOW)
    assert [(one.sector_id, one.index, one.answers) for one in outcome.published] == [
        (Sector.objects.get(code="health").pk, Decimal("87.50"), 40),
        (None, Decimal("87.50"), 40),
    ]
    assert publication_of(city_scope(), Q1) == outcome.published[1]
    content = json.loads(outcome.published[1].content)
    assert [unit["code"] for unit in content["units"]] == sorted([small.code, large.code])
    publish(late)
    second = publish_new_version(scope=city_scope(), span=Q1, reason="Unit ketiga", by=None, now=NOW)
    assert (second.version, second.index) == (2, Decimal("66.67"))
    assert publication_of(sector_scope(small.sector), Q1).version == 1


def test_a_new_version_keeps_the_rows_of_the_first_so_that_versions_cannot_be_subtracted():
    unit = make_unit()
    card, tax = make_service(unit, "kk"), make_service(unit, "pbb")
    make_responses(unit, 30, service=card)
    make_responses(unit, 20, service=tax, channel="kiosk")
    _first, before = only(publish(unit))
    make_responses(unit, 8, service=card)
    make_responses(unit, 12, service=tax, channel="kiosk")
    second = publish_new_version(scope=unit_scope(unit), span=Q1, reason="Kertas", by=None, now=NOW)
    content = json.loads(second.content)
    assert content["services"] == {"rows": before["services"]["rows"], "rest": 20, "rows_of_first_version": True}
    assert (content["ways_in"]["rows"], content["ways_in"]["rest"]) == (before["ways_in"]["rows"], 20)
    assert content["respondents"]["sex"]["rest"] == 20
