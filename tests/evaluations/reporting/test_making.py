"""Each content of a report is made and kept once, and comes out the same again."""

import pytest

from evaluations.models import EvaluationReport
from evaluations.reporting import making
from evaluations.reporting.facts import NothingToReportError, gather
from evaluations.reporting.making import make_report
from evaluations.reporting.scopes import ScopeKind, of_batch, of_year
from tests.cast import Cast, assemble
from tests.evaluations.reporting.made import AT, ran, scope_about
from tests.parallel import run_in_parallel

pytestmark = pytest.mark.django_db


def test_a_report_is_kept_with_its_paper_its_workbook_and_who_asked(cast: Cast) -> None:
    batch = ran(cast.unit)
    made = make_report(scope=of_batch(batch), by=cast.hr, now=AT)
    assert (made.version, made.made_at, made.made_by) == (1, AT, cast.hr)
    assert (made.scope, made.kind, made.key) == (of_batch(batch).code, "angkatan", str(batch.pk))
    assert made.pdf.file.read()[:5] == b"%PDF-"
    assert made.workbook.file.read()[:2] == b"PK"


def test_the_same_content_is_the_same_version_and_another_content_the_next(cast: Cast) -> None:
    ran(cast.unit)
    first = make_report(scope=of_year(2026), by=cast.hr, now=AT)
    assert make_report(scope=of_year(2026), by=cast.leader, now=AT) == first
    ran(cast.other_unit)
    second = make_report(scope=of_year(2026), by=cast.hr, now=AT)
    assert (second.version, second.digest == first.digest) == (2, False)


def test_made_again_from_the_same_data_the_files_are_the_same_to_the_byte(cast: Cast) -> None:
    batch = ran(cast.unit)
    made = make_report(scope=of_batch(batch), by=cast.hr, now=AT)
    day = making.city_day(AT)
    again = gather(scope=of_batch(batch), day=day)
    assert again.digest == made.digest
    with making.in_city_language():
        assert making.paper_of(again, version=1, day=day) == made.pdf.file.read()


def test_where_nothing_has_run_nothing_is_kept(cast: Cast) -> None:
    with pytest.raises(NothingToReportError):
        make_report(scope=scope_about(ScopeKind.UNIT, "153"), by=cast.hr, now=AT)
    assert not EvaluationReport.objects.exists()


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_two_makers_of_one_report_render_it_once() -> None:
    assert _rendered_by_three() == 1
    assert EvaluationReport.objects.count() == 1


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_it_is_rendered_more_than_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control."""
    monkeypatch.setattr(making, "_hold", lambda scope: None)
    assert _rendered_by_three() > 1


def _rendered_by_three() -> int:
    """Three makers at once of one report; how often its paper was rendered."""
    cast = assemble()
    scope, rendered = of_batch(ran(cast.unit)), []
    paper_of = making.paper_of

    def counted(facts, **rest):
        rendered.append(facts.scope)
        return paper_of(facts, **rest)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(making, "paper_of", counted)
        run_in_parallel(3, lambda n: make_report(scope=scope, by=None, now=AT))
    return len(rendered)
