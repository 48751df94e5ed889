"""Having estimates made: once however often it is asked for, with its progress, and what stopped it."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents.jobs import run_waiting
from documents.models import Job, JobState
from evaluations import estimating
from evaluations.estimating import estimate_impacts
from evaluations.models import CityNoise, ImpactRun
from evaluations.models.impact import RunState
from evaluations.running import KIND, ask_for_estimates
from people.models import Account
from tests.cast import Cast
from tests.evaluations.test_estimating import NOW, _run, make_city


@pytest.mark.django_db
def test_the_job_estimates_tells_its_progress_and_makes_nothing_twice(cast: Cast, client: Client) -> None:
    client.force_login(cast.hr)
    make_city(trained=1, untrained=1)
    job = ask_for_estimates(by=cast.hr, now=NOW)
    assert ask_for_estimates(by=cast.hr, now=NOW) == job
    run_waiting(now=NOW)
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == (JobState.DONE, 2, 2)
    page = client.get(reverse("job", args=[job.pk])).content.decode()
    assert f'href="{reverse("impact_runs")}"' in page
    again = ask_for_estimates(by=cast.hr, now=NOW + timedelta(minutes=1))
    assert again != job
    run_waiting(now=NOW + timedelta(minutes=1))
    again.refresh_from_db()
    assert again.state == JobState.DONE
    assert ImpactRun.objects.count() == 1


@pytest.mark.django_db
def test_the_job_says_when_another_worker_is_at_it(cast: Cast) -> None:
    make_city(trained=1, untrained=1)
    estimate_impacts(now=NOW)
    ImpactRun.objects.update(finished_at=None, claimed_at=NOW)
    job = ask_for_estimates(by=cast.hr, now=NOW)
    run_waiting(now=NOW)
    job.refresh_from_db()
    assert (job.state, job.failure) == (
        JobState.FAILED, "Perhitungan dari data yang sama sedang berjalan. Lihat hasilnya sebentar lagi.",
    )  # fmt: skip


@pytest.mark.django_db
def test_what_stops_a_run_is_kept_and_the_next_try_need_not_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    make_city(trained=1, untrained=1)

    def broken(*_facts: object) -> None:
        raise ValueError("angka di luar skala")

    with monkeypatch.context() as patch:
        patch.setattr(estimating, "_records", broken)
        with pytest.raises(ValueError, match="angka di luar skala"):
            estimate_impacts(now=NOW)
    run = ImpactRun.objects.get()
    assert (run.state, run.failure) == (RunState.FAILED, "ValueError: angka di luar skala")
    assert estimate_impacts(now=NOW + timedelta(seconds=1)) == run
    run.refresh_from_db()
    assert (run.state, run.failure) == (RunState.DONE, "")


@pytest.mark.django_db
def test_the_database_refuses_a_finished_run_with_a_failure() -> None:
    with pytest.raises(IntegrityError, match="impact_run_finished_or_failed"), transaction.atomic():
        _run(finished_at=NOW, failure="ValueError: x")


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_ask_once(cast: Cast) -> None:
    meeting, asked = Barrier(2), []

    def click(account: Account) -> None:
        meeting.wait(timeout=20)
        asked.append(ask_for_estimates(by=account, now=NOW).pk)
        connection.close()

    workers = [Thread(target=click, args=(account,)) for account in (cast.hr, cast.leader)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(set(asked)) == 1
    assert Job.objects.filter(kind=KIND).count() == 1


def _client(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


@pytest.mark.django_db
def test_hr_sees_when_it_was_computed_and_why_it_stopped(cast: Cast) -> None:
    client = _client(cast.hr)
    assert "Pengaruh pelatihan belum pernah dihitung." in client.get("/evaluasi/perhitungan/").content.decode()
    _run(failure="ValueError: angka di luar skala")
    _run(data_digest="1" * 64, finished_at=NOW)
    page = client.get("/evaluasi/perhitungan/").content.decode()
    assert "kirim kalimat ini kepada pengelola: ValueError: angka di luar skala" in page
    assert "10 November 2026 pukul 10.00 WIB, dari jawaban warga November 2023 sampai sebelum November 2026" in page


@pytest.mark.django_db
def test_the_button_leads_to_the_job_and_then_to_its_progress(cast: Cast) -> None:
    client = _client(cast.hr)
    answer = client.post("/evaluasi/perhitungan/mulai/")
    job = Job.objects.get(kind=KIND)
    assert answer["Location"] == f"/pekerjaan/{job.pk}/"
    page = client.get("/evaluasi/perhitungan/").content.decode()
    assert "Lihat kemajuannya" in page
    assert "Hitung sekarang" not in page


@pytest.mark.django_db
def test_the_list_asks_the_same_number_of_queries_for_one_run_and_for_three(cast: Cast) -> None:
    client, counts = _client(cast.hr), []
    for digits in ("0", "12"):
        for digit in digits:
            _run(data_digest=digit * 64, finished_at=datetime(2026, 11, 10, 4, tzinfo=UTC))
        with CaptureQueriesContext(connection) as queries:
            client.get("/evaluasi/perhitungan/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.django_db
def test_a_run_asked_for_by_hand_measures_the_noise_for_planning_too(cast: Cast) -> None:
    make_city()
    ask_for_estimates(by=cast.hr, now=NOW)
    run_waiting(now=NOW)
    assert CityNoise.objects.filter(run=ImpactRun.objects.get(), outcome="index").exists()
