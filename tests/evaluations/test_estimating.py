"""Estimates are made once for the same data, whoever asks, and shown to people."""

from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from evaluations import estimating
from evaluations.estimating import estimate_impacts
from evaluations.models import ImpactEstimate, ImpactRun
from people.models import Unit
from programs.models import Program
from surveys.models import DailyRollup, MonthlyRollup, QuestionnaireVersion
from tests.cast import Cast
from tests.factories.people import make_employee, make_unit
from tests.factories.programs import make_batch, make_enrollment, make_program

NOW = datetime(2026, 11, 10, 3, tzinfo=UTC)
MONTHS = [date(2025, month, 1) for month in range(1, 13)] + [date(2026, month, 1) for month in range(1, 11)]
STARTS = date(2025, 12, 1)  # the first month after the batch


def _answers(unit: Unit, version: QuestionnaireVersion, month: date, threes: int) -> MonthlyRollup:
    """40 answers, `threes` of them all 3, the others all 4."""
    fours = 40 - threes
    scores = [27] * threes + [36] * fours
    return MonthlyRollup(
        unit=unit, month=month, version=version, count=40, sums=[3 * threes + 4 * fours] * 9,
        histogram=[0, 0, threes, fours] * 9, score_sum=sum(scores), score_squares=sum(each**2 for each in scores),
    )  # fmt: skip


def make_city(*, trained: int = 9, untrained: int = 11, gain: int = 12) -> Program:
    """Units whose answers wobble; after the batch `gain` of 40 answers turn from 3 to 4 where people were trained."""
    version = QuestionnaireVersion.objects.current("skm").get()
    program = make_program(title="Pelayanan prima", target_elements=["time"])
    batch = make_batch(program, state="closed", starts_on=date(2025, 11, 4), ends_on=date(2025, 11, 5), seats=99)
    rows = []
    for place in range(trained + untrained):
        unit = make_unit(f"Unit {place}")
        employee = make_employee(unit=unit)
        if place < trained:
            make_enrollment(batch, employee, state="finished")
        for step, month in enumerate(MONTHS):
            better = gain if place < trained and month >= STARTS else 0
            rows.append(_answers(unit, version, month, 24 + (place * 7 + step * 5) % 5 - better))
    MonthlyRollup.objects.bulk_create(rows)
    return program


@pytest.mark.django_db
def test_every_program_is_estimated_and_kept_with_what_it_came_from() -> None:
    """By hand: 12 of 40 answers rise by one step of 25 points: 7.5 points."""
    program = make_city()
    run = estimate_impacts(now=NOW)
    assert run is not None
    assert (run.until, run.finished_at) == (date(2026, 11, 1), NOW)
    found = {each.outcome: each for each in ImpactEstimate.objects.shown_for(program)}
    assert list(found) == ["index", "time"]
    assert found["index"].result["effect"]["value"] == pytest.approx(7.5, abs=0.2)
    assert found["index"].verdict in {"kuat", "lemah"}
    assert found["index"].result["size"]["treated_units"] == 9
    assert found["index"].result["by_answers"]["value"] == pytest.approx(7.5, abs=0.2)


@pytest.mark.django_db
def test_the_ways_in_are_told_before_and_after() -> None:
    """By hand, the trained unit only: 30 by web and 10 on paper in October 2025, all 40 on paper in January 2026."""
    program = make_city()
    unit, other = (Unit.objects.get(name=name) for name in ("Unit 0", "Unit 15"))
    version = QuestionnaireVersion.objects.current("skm").get()
    counts = [(unit, date(2025, 10, 3), "web", 30), (unit, date(2025, 10, 4), "paper", 10),
              (unit, date(2026, 1, 31), "paper", 40), (other, date(2025, 10, 3), "kiosk", 40)]  # fmt: skip
    for each, day, channel, count in counts:
        DailyRollup.objects.create(
            unit=each, day=day, channel=channel, version=version, count=count, sums=[0] * 9, histogram=[0] * 36,
            score_sum=0, score_squares=0,
        )  # fmt: skip
    estimate_impacts(now=NOW)
    record = ImpactEstimate.objects.shown_for(program)[0].result
    assert record["ways_in"] == {"before": {"paper": 10, "web": 30}, "after": {"paper": 40}}


@pytest.mark.django_db
def test_the_same_data_are_estimated_once_and_come_out_the_same() -> None:
    make_city()
    first = estimate_impacts(now=NOW)
    assert first is not None
    kept = list(first.estimates.order_by("position").values_list("outcome", "result"))
    assert estimate_impacts(now=NOW + timedelta(days=1)) == first
    ImpactRun.objects.all().delete()
    again = estimate_impacts(now=NOW)
    assert again is not None
    assert (again.data_digest, again.code_version, again.seed) == (first.data_digest, first.code_version, first.seed)
    assert list(again.estimates.order_by("position").values_list("outcome", "result")) == kept


@pytest.mark.django_db
def test_new_answers_make_a_new_run() -> None:
    make_city()
    estimate_impacts(now=NOW)
    row = MonthlyRollup.objects.order_by("pk")[0]
    MonthlyRollup.objects.filter(pk=row.pk).update(count=row.count + 1)
    estimate_impacts(now=NOW)
    assert ImpactRun.objects.count() == 2


@pytest.mark.django_db
def test_a_run_of_a_killed_worker_is_taken_over_after_a_while() -> None:
    make_city()
    run = estimate_impacts(now=NOW)
    assert run is not None
    run.estimates.all().delete()
    ImpactRun.objects.update(finished_at=None, claimed_at=NOW)
    assert estimate_impacts(now=NOW + timedelta(minutes=5)) is None
    taken = estimate_impacts(now=NOW + timedelta(minutes=20))
    assert taken is not None
    assert taken.estimates.count() == 2


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_estimate_once(monkeypatch: pytest.MonkeyPatch) -> None:
    make_city(trained=1, untrained=1)
    meeting, estimated = Barrier(2), []
    claim, answers = estimating._claim, estimating._answers

    def claim_together(*facts: object) -> ImpactRun | None:
        meeting.wait(timeout=20)
        return claim(*facts)  # type: ignore[arg-type]

    monkeypatch.setattr(estimating, "_claim", claim_together)
    monkeypatch.setattr(estimating, "_answers", lambda *facts: estimated.append(1) or answers(*facts))

    def work() -> None:
        estimate_impacts(now=NOW)
        connection.close()

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(estimated) == 1
    assert ImpactEstimate.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"data_digest": "kurang"}, "impact_run_digest_is_sha256"),
        ({"finished_at": NOW - timedelta(hours=1)}, "impact_run_times_in_order"),
        ({"first": date(2026, 12, 1)}, "impact_run_months_in_order"),
    ],
)
def test_the_database_refuses_a_run_that_cannot_be(values: dict[str, object], name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        _run(**values)


@pytest.mark.django_db
def test_the_database_refuses_what_is_there_already_and_unknown_words() -> None:
    run, program = _run(), make_program()
    with pytest.raises(IntegrityError, match="impact_run_once"), transaction.atomic():
        _run()
    values = {"run": run, "program": program, "outcome": "index", "position": 0, "result": {}}
    ImpactEstimate.objects.create(**values, verdict="kuat")
    with pytest.raises(IntegrityError, match="impact_estimate_once"), transaction.atomic():
        ImpactEstimate.objects.create(**values, verdict="lemah")
    with pytest.raises(IntegrityError, match="impact_estimate_verdict_known"), transaction.atomic():
        ImpactEstimate.objects.create(**{**values, "outcome": "time"}, verdict="hebat")


def _run(**values: object) -> ImpactRun:
    return ImpactRun.objects.create(
        **{
            "data_digest": "0" * 64, "code_version": "1-x", "seed": 1, "first": date(2023, 11, 1),
            "until": date(2026, 11, 1), "claimed_at": NOW, **values,
        }
    )  # fmt: skip


def _page(cast: Cast, program: Program) -> str:
    client = Client()
    client.force_login(cast.leader)
    return client.get(f"/evaluasi/{program.code}/").content.decode()


@pytest.mark.django_db
def test_the_page_tells_effect_and_interval_and_names_the_plain_change_naive(cast: Cast) -> None:
    program = make_city()
    assert "Pengaruh pelatihan belum dihitung." in _page(cast, program)
    estimate_impacts(now=NOW)
    page = _page(cast, program)
    assert "Pengaruh pelatihan pada kepuasan warga" in page
    assert "<strong>7,5 poin</strong>" in page
    assert "Sebelum–sesudah saja (naif)" in page
    assert "Ini tidak dapat dibuktikan, hanya diperiksa." in page


@pytest.mark.django_db
def test_the_page_says_what_is_missing(cast: Cast) -> None:
    program = make_city(trained=2)
    estimate_impacts(now=NOW)
    page = _page(cast, program)
    assert "Data belum cukup" in page
    assert "Baru 2 unit terlatih yang dapat dihitung; perlu paling sedikit 8." in page
