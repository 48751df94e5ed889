"""Two people publish at once: real connections that meet at a barrier."""

import contextlib
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from surveys.models import Publication
from surveys.periods import span_of
from surveys.publications import publishing
from surveys.publications.checks import PublicationError
from surveys.publications.publishing import publish_new_version, publish_units
from surveys.publications.scopes import unit_scope
from surveys.rollups import fold_all
from tests.factories.people import make_unit
from tests.factories.surveys import make_responses

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
Q1 = span_of("2026Q1")
NOW = datetime(2026, 4, 20, 3, tzinfo=UTC)
UNIQUE = "publication_version_once"


@pytest.fixture
def unit():
    found = make_unit()
    make_responses(found, 20)
    fold_all()
    return found


def at_once(act, monkeypatch):
    """Run `act` in two connections that both looked before either stores; return what each got."""
    barrier = threading.Barrier(2)
    stored = publishing._stored

    def meet(drafts):
        # One of them may be waiting for the other's lock and never come here before it: then nobody meets.
        with contextlib.suppress(threading.BrokenBarrierError):
            barrier.wait(timeout=1)
        return stored(drafts)

    monkeypatch.setattr(publishing, "_stored", meet)

    def run(_number):
        try:
            return act()
        except PublicationError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(run, range(2)))


def test_two_who_publish_at_once_make_one_version(unit, monkeypatch):
    outcomes = at_once(lambda: publish_units(units=[unit], span=Q1, by=None, now=NOW), monkeypatch)
    assert sorted(len(outcome.published) for outcome in outcomes) == [0, 1]
    assert Publication.objects.count() == 1


def test_without_the_lock_the_constraint_still_leaves_one(unit, monkeypatch):
    monkeypatch.setattr(publishing, "_locked", list)
    outcomes = at_once(lambda: publish_units(units=[unit], span=Q1, by=None, now=NOW), monkeypatch)
    assert Publication.objects.count() == 1
    assert {outcome.published[0].pk for outcome in outcomes} == {Publication.objects.get().pk}


def test_without_lock_and_constraint_there_are_two(unit, monkeypatch):
    monkeypatch.setattr(publishing, "_locked", list)
    constraint = next(one for one in Publication._meta.constraints if one.name == UNIQUE)
    with connection.schema_editor() as editor:
        editor.remove_constraint(Publication, constraint)
    try:
        at_once(lambda: publish_units(units=[unit], span=Q1, by=None, now=NOW), monkeypatch)
        assert list(Publication.objects.values_list("version", flat=True)) == [1, 1]
    finally:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("TRUNCATE surveys_publication")
        with connection.schema_editor() as editor:
            editor.add_constraint(Publication, constraint)


def test_two_new_versions_at_once_are_one_and_the_other_is_told(unit, monkeypatch):
    publish_units(units=[unit], span=Q1, by=None, now=NOW)
    make_responses(unit, 12, [4] * 9)
    fold_all()
    scope = unit_scope(unit)
    again = at_once(lambda: publish_new_version(scope=scope, span=Q1, reason="Kertas", by=None, now=NOW), monkeypatch)
    assert sorted(Publication.objects.values_list("version", flat=True)) == [1, 2]
    assert sum(isinstance(one, PublicationError) for one in again) == 1
