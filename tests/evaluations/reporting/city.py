"""A small city with one program of which everything is known by hand."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from evaluations.impact.verdict import Verdict
from evaluations.models import ImpactRun
from evaluations.reaction.asking import ask
from evaluations.reporting.scopes import Scope, ScopeKind, of_batch, of_city, of_year
from partners.models import Institution
from programs.models import Batch, Program
from tests.cast import Cast
from tests.factories.credentials import make_settled
from tests.factories.evaluations import ASKED_AT, keep_estimate, react
from tests.factories.people import make_account, make_employee
from tests.factories.programs import make_agreement, make_cost, make_institution, make_program

TODAY = date(2026, 7, 1)
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
COST = 1_000_000
EFFECT = {"value": 2.0, "low": 1.0, "high": 4.0, "error": 0.7, "freedom": 9, "p": 0.01, "detectable": 1.9}


@dataclass(frozen=True)
class Trained:
    """A partner, its program, and one closed batch: five of the health centre's eight people finished."""

    institution: Institution
    program: Program
    batch: Batch

    def scope(self, kind: ScopeKind) -> Scope:
        """The report of a kind that contains the batch."""
        if kind is ScopeKind.BATCH:
            return of_batch(self.batch)
        if kind is ScopeKind.YEAR:
            return of_year(2026)
        if kind is ScopeKind.CITY:
            return of_city(FIRST, LAST)
        keys = {
            ScopeKind.PROGRAM: self.program.code, ScopeKind.PARTNER: self.institution.code, ScopeKind.UNIT: "153",
            ScopeKind.SECTOR: "health",
        }  # fmt: skip
        return Scope(kind, keys[kind], FIRST, LAST)


def make_trained(cast: Cast, **fields: Any) -> Trained:
    """The program, 20 JP, its first batch with a cost of one million, five answers of 3, and no estimate yet."""
    institution = make_institution(code="umrah", name="UMRAH")
    program = make_program(**{"code": "prima", "title": "Pelayanan prima", "institution": institution, **fields})
    return Trained(institution, program, add_batch(cast, program))


def add_batch(cast: Cast, program: Program, *, people: int = 5, cost: int = COST, answers: int = 5) -> Batch:
    """One more closed batch of five new people of the health centre, who answered."""
    agreement = program.institution.agreements.first() if program.institution else None
    if agreement is None and program.institution:
        agreement = make_agreement(program.institution)
    employees = [make_employee(f"Peserta {number}", unit=cast.unit) for number in range(people)]
    for employee in employees:
        make_account(employee)
    batch = make_settled(employees, program=program, agreement=agreement)
    form = ask(batch=batch, now=ASKED_AT)
    assert form is not None
    react(form, [[3] * 7] * answers)
    if cost:
        make_cost(batch, cost)
    return batch


def estimate(program: Program, verdict: Verdict = Verdict.WEAK, **facts: Any) -> None:
    """Keep an estimate of two points, from one to four, on the months before May 2026."""
    keep_estimate(program, verdict, **{"effect": EFFECT, **facts})
    ImpactRun.objects.update(until=date(2026, 5, 1))
