"""Long work: watched, taken once, taken up again after its worker died."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from documents import jobs
from documents.files import store
from documents.models import Job, StoredFile
from tests.cast import Cast
from tests.parallel import run_in_parallel


class Busy(jobs.JobError):
    pass


@pytest.fixture(autouse=True)
def works(now: datetime) -> Iterator[None]:
    def report(job: Job, progress: jobs.Progress) -> StoredFile:
        progress.report(done=1, total=3, message="satu")
        return store(name="hasil.txt", content_type="text/plain", content=job.arguments["text"].encode(), now=now)

    def refuse(job: Job, progress: jobs.Progress) -> None:
        raise Busy("Pilih unit dahulu.")

    def break_down(job: Job, progress: jobs.Progress) -> None:
        raise RuntimeError("rahasia")

    for kind, work in (("test.report", report), ("test.refuse", refuse), ("test.break", break_down)):
        jobs.does(kind, work)
    yield
    for kind in ("test.report", "test.refuse", "test.break"):
        jobs._works.pop(kind)


def ask(cast: Cast, now: datetime, kind: str = "test.report") -> Job:
    return jobs.start(kind=kind, title="Laporan", arguments={"text": "isi"}, by=cast.employee, now=now)


def test_a_job_is_done_and_its_result_can_be_fetched_by_who_asked(cast: Cast, now: datetime, client: Client) -> None:
    job = ask(cast, now)
    client.force_login(cast.employee)
    waiting = client.get(f"/pekerjaan/{job.pk}/")
    assert waiting.headers["Refresh"] == "3"
    assert "Menunggu giliran" in waiting.content.decode()
    assert jobs.run_waiting(now=now) == 1
    over = client.get(f"/pekerjaan/{job.pk}/")
    assert "Refresh" not in over.headers
    assert "Unduh hasil" in over.content.decode()
    assert b"".join(client.get(f"/pekerjaan/{job.pk}/hasil/").streaming_content) == b"isi"


def test_a_running_job_shows_its_bar(cast: Cast, now: datetime, client: Client) -> None:
    job = ask(cast, now)
    Job.objects.update(state="running", sign_of_life_at=now)
    jobs.Progress(job).report(done=1200, total=4500, message="Menulis baris.")
    client.force_login(cast.employee)
    page = client.get(f"/pekerjaan/{job.pk}/").content.decode()
    assert 'max="4500" value="1200"' in page
    assert "1.200 dari 4.500. Menulis baris." in page


def test_others_jobs_are_not_there_except_for_hr(cast: Cast, now: datetime, client: Client) -> None:
    job = ask(cast, now)
    for account, status in ((cast.stranger, 404), (cast.hr, 200)):
        client.force_login(account)
        assert client.get(f"/pekerjaan/{job.pk}/").status_code == status


@pytest.mark.parametrize(
    ("kind", "failure"),
    [
        ("test.refuse", "Pilih unit dahulu."),
        ("test.break", "Pekerjaan terhenti karena gangguan di sistem. Coba lagi; bila berulang, hubungi pengelola."),
    ],
)
def test_a_failure_is_told_in_words_and_can_be_tried_again(
    cast: Cast, now: datetime, client: Client, kind: str, failure: str
) -> None:
    job = ask(cast, now, kind)
    jobs.run_waiting(now=now)
    client.force_login(cast.employee)
    assert failure in client.get(f"/pekerjaan/{job.pk}/").content.decode()
    assert client.post(f"/pekerjaan/{job.pk}/ulang/").status_code == 302
    job.refresh_from_db()
    assert job.state == "waiting"
    client.post(f"/pekerjaan/{job.pk}/ulang/")
    assert "Hanya pekerjaan yang belum berhasil" in client.get(f"/pekerjaan/{job.pk}/").content.decode()


def test_a_job_whose_worker_died_is_taken_up_again_three_times_at_most(cast: Cast, now: datetime) -> None:
    job = ask(cast, now)
    for attempts in (1, 2):
        Job.objects.update(state="running", attempts=attempts, sign_of_life_at=now - timedelta(minutes=11))
        Job.objects.filter(finished_at__isnull=False).update(finished_at=None)
        jobs._revive(now)
        job.refresh_from_db()
        assert job.state == "waiting"
    Job.objects.update(state="running", attempts=3, sign_of_life_at=now - timedelta(minutes=11))
    assert jobs.run_waiting(now=now) == 0
    job.refresh_from_db()
    assert job.failure == "Pekerjaan berulang kali terputus. Hubungi pengelola sebelum mencoba lagi."


def test_an_unknown_kind_is_refused(cast: Cast, now: datetime) -> None:
    with pytest.raises(jobs.JobError, match="tidak dikenal"):
        ask(cast, now, "test.unknown")


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_parallel_workers_never_run_the_same_job(now: datetime) -> None:
    ran: list[int] = []
    jobs.does("test.report", lambda job, progress: ran.append(job.pk))
    wanted = [Job.objects.create(kind="test.report", title="x", requested_at=now).pk for _ in range(12)]
    assert run_in_parallel(4, lambda n: jobs.run_waiting(now=now, limit=12)) == []
    assert sorted(ran) == wanted


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"done": 2, "total": 1}, "job_done_within_total"),
        ({"state": "done"}, "job_over_has_time"),
        ({"state": "failed", "finished_at": "2026-03-09T00:00Z"}, "job_failed_has_cause"),
        ({"failure": "x"}, "job_failed_has_cause"),
    ],
)
def test_a_job_in_no_state_is_refused(cast: Cast, now: datetime, values: dict[str, object], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Job.objects.create(kind="x", title="x", requested_at=now, **values)


def test_only_a_finished_job_has_a_result(cast: Cast, now: datetime) -> None:
    file = store(name="a", content_type="b", content=b"c", now=now)
    with pytest.raises(IntegrityError, match="job_result_only_when_done"), transaction.atomic():
        Job.objects.create(kind="x", title="x", requested_at=now, result=file)
