"""`manage.py publications --verify` finds what even the database cannot."""

from datetime import UTC, datetime

import pgtrigger
import pytest
from django.core.management import CommandError, call_command

from surveys.models import Publication
from surveys.periods import span_of
from surveys.publications.batch import publish_period
from surveys.publications.canonical import digest_of
from tests.factories.people import make_unit
from tests.factories.surveys import make_responses

pytestmark = pytest.mark.django_db


@pytest.fixture
def published():
    unit = make_unit()
    make_responses(unit, 12, [3] * 9)
    publish_period(units=[unit], span=span_of("2026Q1"), by=None, now=datetime(2026, 4, 20, tzinfo=UTC))


def test_what_was_published_follows_from_itself(published, capsys):
    call_command("publications", "--verify")
    assert "3 versi yang diumumkan cocok" in capsys.readouterr().out


def test_an_index_that_does_not_follow_from_its_sums_is_told(published, capsys):
    one = Publication.objects.of_units().get()
    forged = one.content.replace('"index":"75.00","left_out"', '"index":"76.00","left_out"')
    with pgtrigger.ignore("surveys.Publication:publication_is_final"):
        Publication.objects.filter(pk=one.pk).update(content=forged, digest=digest_of(forged), index="76.00")
    with pytest.raises(CommandError):
        call_command("publications", "--verify")
    told = capsys.readouterr().err
    assert "indeks tidak sama dengan hitungan dari jumlahnya" in told
    assert "menyebut versi yang tidak ada" in told
