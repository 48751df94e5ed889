"""Tables that offices published come out of publishing as they were published; sources in tests/data/skm/."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from surveys.index import ELEMENT_KEYS
from surveys.models import Response, SurveyRule
from surveys.periods import span_of
from surveys.publications.publishing import publish_units
from tests.factories.people import make_unit
from tests.factories.surveys import build_response
from tests.surveys.test_index import rows_of

pytestmark = pytest.mark.django_db
FACILITIES_FIRST = (*ELEMENT_KEYS[:7], "facilities", "complaints")


def answered(unit, totals, count, day):
    """`count` answers whose elements add up to `totals`, in the regulation's order."""
    scores = [
        [totals[key] // count + (number < totals[key] % count) for key in ELEMENT_KEYS] for number in range(count)
    ]
    Response.objects.bulk_create(build_response(unit, row, day=day) for row in scores)


def published(unit, period, now):
    (found,) = publish_units(units=[unit], span=span_of(period), by=None, now=now).published
    return found, json.loads(found.content)


def test_payakumbuh_s_court_2020():
    table = rows_of("pn_payakumbuh_2020_s1.csv")
    totals = {
        key: int(Decimal(row["nrr"].replace(",", ".")) * 100) for key, row in zip(FACILITIES_FIRST, table, strict=True)
    }
    unit = make_unit(starts_on=date(2015, 1, 1))
    answered(unit, totals, 100, date(2020, 3, 2))
    found, content = published(unit, "2020S1", datetime(2020, 7, 20, tzinfo=UTC))
    assert (found.index, found.grade, found.answers) == (Decimal("87.56"), "B", 100)
    means = {row["key"]: row["mean"] for row in content["elements"]}
    for key, row in zip(FACILITIES_FIRST, table, strict=True):
        assert means[key] == row["nrr"].replace(",", ".") + "0"
    # Their page names the three lowest: Biaya/Tarif, Waktu Pelayanan, Sarana Prasarana.
    assert sorted(means, key=lambda key: means[key])[:3] == ["cost", "time", "facilities"]


def test_gaspul_s_third_quarter_with_the_weight_that_it_printed():
    totals = {key: int(row["total"]) for key, row in zip(ELEMENT_KEYS, rows_of("kemenag_gaspul_tw3.csv"), strict=True)}
    SurveyRule.objects.update(weight="0.11")
    unit = make_unit()
    answered(unit, totals, 29, date(2026, 8, 3))
    found, content = published(unit, "2026Q3", datetime(2026, 11, 1, tzinfo=UTC))
    assert (found.index, found.grade) == (Decimal("90.56"), "A")
    assert content["rules"]["weight"] == "0.11"
    costs = next(row for row in content["element_sums"] if row["key"] == "cost")
    # Their file prints 29 answers of 4 on the cost.
    assert costs == {"key": "cost", "sum": 116, "histogram": [0, 0, 0, 29]}


def test_sekadau_s_raw_answers_of_2019():
    rows = [[int(row[f"U{number}"]) for number in range(1, 10)] for row in rows_of("sekadau_2019_s1_raw.csv")]
    unit = make_unit(starts_on=date(2015, 1, 1))
    Response.objects.bulk_create(build_response(unit, row, day=date(2019, 2, 4)) for row in rows)
    found, _content = published(unit, "2019S1", datetime(2019, 8, 1, tzinfo=UTC))
    assert (found.index, found.answers) == (Decimal("78.74"), 49)
