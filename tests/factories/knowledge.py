"""Tests before and after a training, for tests."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from evaluations.knowledge.building import QuestionText, open_test, publish_test, write_question
from evaluations.knowledge.rounds import end_rounds, keep_rounds
from evaluations.knowledge.taking import take
from evaluations.models import KnowledgeAttempt, KnowledgeKey, KnowledgeRound, KnowledgeTest, RoundKind
from people.models import Account, Employee, Unit
from programs.closing import close
from programs.models import Batch, Enrollment, Program
from tests.factories.credentials import AFTERWARDS, make_run
from tests.factories.people import make_account, make_employee
from tests.factories.programs import make_program

# The tests' batches run on 23 and 24 March 2026, their first session from 08.00 to 11.00 WIB.
BEFORE_IT = datetime(2026, 3, 20, 3, tzinfo=UTC)
LAST_DAY = datetime(2026, 3, 24, 9, tzinfo=UTC)
LONG_AFTER = datetime(2026, 4, 20, 3, tzinfo=UTC)
TOPICS = ("Waktu tunggu", "Waktu tunggu", "Bahasa", "Bahasa", "Keluhan")


def make_question(number: int = 1, topic: str = "Waktu tunggu", right: int = 2) -> QuestionText:
    """A whole question; its second answer is right."""
    return QuestionText(topic, f"Soal nomor {number}?", ("Satu", "Dua", "Tiga", "Empat"), right)


def make_test(
    program: Program | None = None, *, published: bool = True, topics: Sequence[str] = TOPICS
) -> KnowledgeTest:
    """A program's test with five questions in three topics; answer 2 is right everywhere."""
    test = open_test(program=program or make_program(), by=None, now=BEFORE_IT)
    for number, topic in enumerate(topics, 1):
        write_question(test=test, item=None, question=make_question(number, topic), by=None, now=BEFORE_IT)
    if published:
        publish_test(test=test, by=None, now=BEFORE_IT)
    return test


def make_tested(
    unit: Unit, people: int = 1, *, employee: Employee | None = None, program: Program | None = None, **fields: Any
) -> Batch:
    """An open batch with both rounds, whose people have an account and a seat; `employee` is the first of them."""
    employees = [employee] if employee else []
    for number in range(len(employees), people):
        account = make_account(make_employee(f"Peserta {number}", unit=unit))
        assert account.employee is not None
        employees.append(account.employee)
    if program is None:
        program = make_test().program
    batch = make_run(employees, program=program, **fields)
    keep_rounds(now=BEFORE_IT)
    return batch


def round_of(batch: Batch, kind: str = RoundKind.BEFORE) -> KnowledgeRound:
    """A round of the batch, fresh."""
    return KnowledgeRound.objects.get(batch=batch, kind=kind)


def enrollments_of(batch: Batch) -> list[Enrollment]:
    """Who is in the batch, in the order of applying."""
    return list(Enrollment.objects.filter(batch=batch).order_by("pk"))


def account_of(enrollment: Enrollment) -> Account:
    """The account of a participant."""
    return Account.objects.get(employee=enrollment.employee_id)


def send(enrollment: Enrollment, rights: Sequence[int], kind: str = RoundKind.BEFORE) -> KnowledgeAttempt:
    """A participant's answers: right where `rights` has 1, wrong where it has 0."""
    one = round_of(enrollment.batch, kind)
    now = BEFORE_IT if kind == RoundKind.BEFORE else LAST_DAY
    keys = KnowledgeKey.objects.filter(item__version=one.version_id).order_by("item__position")
    answers = [
        right if known else right % 4 + 1
        for known, right in zip(rights, keys.values_list("right", flat=True), strict=True)
    ]
    return take(one=one, enrollment=enrollment, version_id=one.version_id, answers=answers, now=now)


def finish(batch: Batch) -> None:
    """Close the batch; three weeks later its tests are over."""
    end_rounds(batch=close(batch=batch, by=None, now=AFTERWARDS), now=AFTERWARDS)


def make_learned(unit: Unit, before: Sequence[Sequence[int]], after: Sequence[Sequence[int]], **fields: Any) -> Batch:
    """A closed batch whose tests are over, each person with the right answers given."""
    batch = make_tested(unit, len(before), **fields)
    for enrollment, first, second in zip(enrollments_of(batch), before, after, strict=True):
        send(enrollment, first)
        send(enrollment, second, RoundKind.AFTER)
    finish(batch)
    return batch
