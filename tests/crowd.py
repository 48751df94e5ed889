"""Thousands of employees who want a few seats in the same seconds, through the web form, each with an own sign-in.

Used by tests/programs/applications/test_enrollment_over_http.py, the test of the promise, and benchmarks/enrollment.py.
"""

import http.client
import random
import re
import secrets
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session as SignIn
from django.db import connection, transaction
from django.utils import timezone

from people.models import Account, Assignment, Employee, Position, Sector, Unit
from programs.models import HOLDING, Batch, BatchChange, BatchState, Enrollment, EnrollmentChange, Program, TrainingType

HOST = "127.0.0.1"
CLIENTS = 24
LONG_AGO = date(2020, 1, 1)
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True)
class Applicant:
    """An employee with a sign-in made beforehand, and whether they step back again, or take what they are offered."""

    employee_id: int
    cookie: str
    steps_back: bool
    accepts: bool


def gather(count: int, *, seed: int) -> list[Applicant]:
    """Make `count` employees of one unit, each with an account and a sign-in; a tenth of them will step back."""
    sector = Sector.objects.get(code="internal")
    unit = Unit.objects.create(code="crowd", name="Unit ramai", kind="dinas", sector=sector, starts_on=LONG_AGO)
    position, _ = Position.objects.get_or_create(name="Analis", defaults={"kind": "pelaksana"})
    people = Employee.objects.bulk_create(
        [Employee(name=f"Pelamar {n}", status="pns", number=_number(n)) for n in range(count)]
    )
    Assignment.objects.bulk_create(
        [Assignment(employee=one, unit=unit, position=position, starts_on=LONG_AGO, main=True) for one in people]
    )
    accounts = Account.objects.bulk_create(
        [Account(username=one.number, name=one.name, employee=one, password="!") for one in people]
    )
    chance = random.Random(seed)
    return [
        Applicant(account.employee_id or 0, cookie, chance.random() < 0.1, chance.random() < 0.7)
        for account, cookie in zip(accounts, _sign_in(accounts), strict=True)
    ]


def _number(n: int) -> str:
    """A valid NIP, another one for each n."""
    return f"1980{n // 2500 + 1:02d}{n // 100 % 25 + 1:02d}2015{n % 12 + 1:02d}1{n % 1000:03d}"


def _sign_in(accounts: Sequence[Account]) -> list[str]:
    store, until = SessionStore(), timezone.now() + timedelta(days=1)
    keys = [secrets.token_hex(16) for _ in accounts]
    SignIn.objects.bulk_create(
        SignIn(session_key=key, session_data=store.encode(_said_by(account)), expire_date=until)
        for key, account in zip(keys, accounts, strict=True)
    )
    return [f"{settings.SESSION_COOKIE_NAME}={key}" for key in keys]


def _said_by(account: Account) -> dict[str, str]:
    return {
        SESSION_KEY: str(account.pk),
        BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
        HASH_SESSION_KEY: account.get_session_auth_hash(),
    }


def announce(seats: int) -> Batch:
    """A batch that asks for no approval and is open now."""
    form, _ = TrainingType.objects.get_or_create(code="TEK", defaults={"name": "Pelatihan teknis", "path": "klasikal"})
    now = timezone.now()
    program = Program.objects.create(
        code=f"ramai-{now.timestamp():.0f}-{Program.objects.count()}",
        title="Pelatihan yang dicari banyak orang",
        training_type=form,
        competency="teknis",
        learning_hours=20,
        published=True,
    )
    batch = Batch(program=program, number=1, seats=seats, needs_approval=False, state=BatchState.OPEN)
    batch.starts_on = timezone.localdate() + timedelta(days=30)
    batch.ends_on = batch.starts_on + timedelta(days=1)
    batch.enrollment_opens_at, batch.enrollment_closes_at = now - timedelta(days=1), now + timedelta(days=10)
    with transaction.atomic():
        batch.save()
        BatchChange.objects.create(batch=batch, to_state=batch.state, at=now)
    return batch


@dataclass
class Seen:
    """What the clients saw."""

    statuses: list[int] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)
    failures: list[BaseException] = field(default_factory=list)
    seconds: float = 0.0

    def percentile(self, share: float) -> float:
        """The time in ms within which a share of requests was answered."""
        ordered = sorted(self.milliseconds)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


class Browser:
    """One client: a connection that is kept, and whose sign-in it sends."""

    def __init__(self, port: int, seen: Seen) -> None:
        self.connection = http.client.HTTPConnection(HOST, port, timeout=60)
        self.seen = seen

    def apply(self, batch: Batch, applicant: Applicant) -> str:
        """Open the batch's page and press its button; returns where it leads."""
        return self._press(f"/angkatan/{batch.pk}/", f"/angkatan/{batch.pk}/daftar/", applicant, {})

    def cancel(self, enrollment: str, applicant: Applicant) -> str:
        """Step back from an enrollment, given by its page."""
        return self._press(f"{enrollment}batal/", f"{enrollment}batal/", applicant, {"reason": "Ada tugas lain"})

    def accept(self, enrollment: str, applicant: Applicant) -> str:
        """Take an offered seat."""
        return self._press(enrollment, f"{enrollment}terima/", applicant, {})

    def _press(self, page: str, target: str, applicant: Applicant, values: dict[str, str]) -> str:
        _, shown, cookies = self._ask("GET", page, applicant.cookie)
        token = TOKEN.search(shown)
        if token is None:
            return page
        body = urlencode({"csrfmiddlewaretoken": token.group(1), **values})
        return self._ask("POST", target, f"{applicant.cookie}; {cookies}", body)[0]

    def _ask(self, method: str, path: str, cookie: str, body: str | None = None) -> tuple[str, str, str]:
        headers = {"Cookie": cookie, "Sec-Fetch-Site": "same-origin"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        begun = time.perf_counter()
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        shown = response.read().decode()
        self.seen.milliseconds.append((time.perf_counter() - begun) * 1000)
        self.seen.statuses.append(response.status)
        cookies = "; ".join(value.split(";")[0] for value in response.headers.get_all("Set-Cookie") or [])
        return response.headers.get("Location", ""), shown, cookies


def rush(port: int, batch: Batch, applicants: Sequence[Applicant]) -> Seen:
    """Let everybody apply at once from CLIENTS connections; some step back at once; offers are answered meanwhile."""
    seen, over = Seen(), threading.Event()
    by_employee = {one.employee_id: one for one in applicants}

    def client(share: Sequence[Applicant]) -> None:
        browser = Browser(port, seen)
        for applicant in share:
            enrollment = browser.apply(batch, applicant)
            if applicant.steps_back:
                browser.cancel(enrollment, applicant)

    def answer() -> None:
        browser = Browser(port, seen)
        while not over.is_set():
            _answer_offers(browser, batch, by_employee)
            over.wait(0.05)

    started = time.perf_counter()
    answering = threading.Thread(target=_kept, args=(answer, seen))
    answering.start()
    _together([lambda n=n: _kept(lambda: client(applicants[n::CLIENTS]), seen) for n in range(CLIENTS)])  # type: ignore[misc]
    seen.seconds = time.perf_counter() - started
    over.set()
    answering.join()
    return seen


def settle(port: int, batch: Batch, applicants: Sequence[Applicant], *, sweep: Callable[[], object]) -> Seen:
    """Answer offers until every seat is taken for good; `sweep` hands freed seats on."""
    seen, by_employee = Seen(), {one.employee_id: one for one in applicants}
    browser, until = Browser(port, seen), time.monotonic() + 60
    while time.monotonic() < until:
        sweep()
        _answer_offers(browser, batch, by_employee)
        if Enrollment.objects.filter(batch=batch, state="confirmed").count() == batch.seats:
            break
        time.sleep(0.05)
    return seen


def _answer_offers(browser: Browser, batch: Batch, by_employee: dict[int, Applicant]) -> None:
    for pk, employee_id in Enrollment.objects.filter(batch=batch, state="offered").values_list("pk", "employee_id"):
        applicant = by_employee[employee_id]
        act = browser.accept if applicant.accepts else browser.cancel
        act(f"/pendaftaran/{pk}/", applicant)


def _kept(act: Callable[[], object], seen: Seen) -> None:
    try:
        act()
    except BaseException as failure:
        seen.failures.append(failure)
    finally:
        connection.close()


def _together(acts: Sequence[Callable[[], object]]) -> None:
    threads = [threading.Thread(target=act) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@dataclass(frozen=True)
class Outcome:
    """What the trail says became of the rush."""

    applications: int
    confirmed: int
    most_held: int
    in_order: bool


def outcome_of(batch: Batch) -> Outcome:
    """Replay the trail: how many seats were held at most, and whether everyone was served in the queue's order."""
    held = most = last_offer = 0
    waited, in_order = False, True
    steps = EnrollmentChange.objects.filter(enrollment__batch=batch).order_by("pk")
    for before, after, number in steps.values_list("from_state", "to_state", "enrollment__queue_number"):
        held += (after in HOLDING) - (before in HOLDING)
        most = max(most, held)
        waited = waited or after == "waiting"
        if before == "requested" and after == "confirmed" and waited:
            in_order = False
        if after == "offered":
            assert number is not None
            in_order, last_offer = in_order and number > last_offer, number
    return Outcome(
        applications=Enrollment.objects.filter(batch=batch).count(),
        confirmed=Enrollment.objects.filter(batch=batch, state="confirmed").count(),
        most_held=most,
        in_order=in_order,
    )


def deadlocks() -> int:
    """Deadlocks that this database has seen."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        count: int = cursor.fetchone()[0]
    return count
