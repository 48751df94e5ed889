"""Estimating the effect of every program that has run: once for the same data and code, whoever asks."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from evaluations.impact.analysis import Result, analyse, with_holm
from evaluations.impact.drawings import Drawing, analyse_lots
from evaluations.impact.fallen import fallen
from evaluations.impact.record import as_record, code_version, data_digest, lot_as_record
from evaluations.impact.rules import DEFAULT, Rules
from evaluations.impact.sample import clean
from evaluations.impact.waves import Waves, analyse_waves
from evaluations.lots import drawings_of
from evaluations.models import ImpactEstimate, ImpactRun
from evaluations.panel import INDEX, Measurements, measurements, ways_in
from evaluations.waves import waves_drawn
from pembinaan.base.dates import city_day

PATIENCE = timedelta(minutes=15)
"""After so long a claim that led to nothing belongs to a worker that was killed."""
KEPT_RUNS = 24
LONGEST_REASON = 300
Question = tuple[int, str]
"""Program and outcome."""
Report = Callable[[int, int], None]


@dataclass(frozen=True)
class Drawn:
    """Each program's lots: of seats, and of the order in which units are trained."""

    seats: Mapping[int, Sequence[Drawing]]
    waves: Mapping[int, Sequence[Waves]]

    def of(self, program: int) -> list[Drawing | Waves]:
        """All lots of a program."""
        return [*self.seats.get(program, ()), *self.waves.get(program, ())]


def estimate_impacts(*, now: datetime, rules: Rules = DEFAULT, report: Report | None = None) -> ImpactRun | None:
    """Estimate every program on the whole months before today and keep the results.

    The same data by the same code are estimated once: a second call returns the finished run, and None while another
    worker is at it. The work itself is done outside of any transaction; `report` is told how many of how many
    questions are answered. What stops the work is kept with the run, which can then be done anew at once.
    """
    measured = measurements(until=city_day(now))
    questions, drawn = questions_of(measured), drawn_in(measured)
    digest = digest_of(measured, drawn, rules)
    run = _claim(measured, digest, now, rules)
    if run is None or run.finished_at is not None:
        return run
    try:
        records = _records(measured, questions, drawn, rules, report)
    except Exception as cause:
        reason = str(cause)[: LONGEST_REASON - 40]
        ImpactRun.objects.filter(pk=run.pk, finished_at__isnull=True).update(
            failure=f"{type(cause).__name__}: {reason}"
        )
        raise
    return _keep(run, records, now)


def _records(
    measured: Measurements, questions: list[Question], drawn: Drawn, rules: Rules, report: Report | None
) -> dict[Question, dict[str, Any]]:
    """What is kept of every question."""
    answers = _answers(measured, questions, rules, report)
    records = {question: as_record(result) for question, result in answers.items()}
    for question, result in answers.items():
        records[question] |= _by_lot(measured, question, drawn, result, rules)
    for program in measured.programs:
        records[program, INDEX] |= _of_units(measured, program, rules)
    return records


def drawn_in(measured: Measurements) -> Drawn:
    """The lots behind the programs of the panel."""
    return Drawn(drawings_of(measured), waves_drawn(measured))


def digest_of(measured: Measurements, drawn: Drawn, rules: Rules) -> str:
    """What tells whether results come from these very data: panels, lots and rules."""
    lots = [each for program in measured.programs for each in drawn.of(program)]
    return data_digest((measured.panel(*question) for question in questions_of(measured)), rules, lots)


def questions_of(measured: Measurements) -> list[Question]:
    """What is asked: of every program its effect on the index, then on each element it is aimed at."""
    return [(program, outcome) for program, elements in measured.programs.items() for outcome in (INDEX, *elements)]


def _answers(
    measured: Measurements, questions: list[Question], rules: Rules, report: Report | None
) -> dict[Question, Result]:
    """Verdicts by Holm: the index over all programs, elements within their program."""
    found = {}
    for done, question in enumerate(questions):
        if report:
            report(done, len(questions))
        found[question] = analyse(measured.panel(*question), rules)
    families: dict[Hashable, dict[Hashable, Result]] = {}
    for (program, outcome), result in found.items():
        family = families.setdefault(INDEX if outcome == INDEX else program, {})
        family[program, outcome] = result
    judged = {question: result for family in families.values() for question, result in with_holm(family, rules).items()}
    return {question: judged[question] for question in questions}


def _by_lot(
    measured: Measurements, question: Question, drawn: Drawn, beside: Result, rules: Rules
) -> dict[str, dict[str, Any] | None]:
    """What the program's lots of seats and of waves say of the question; None where nothing was drawn."""
    seats, waves = drawn.seats.get(question[0]), drawn.waves.get(question[0])
    panel = measured.panel(*question)
    return {
        "lot": lot_as_record(analyse_lots(panel, seats, rules, beside.effect)) if seats else None,
        "waves": lot_as_record(analyse_waves(panel, waves, rules, beside.effect)) if waves else None,
    }


def _of_units(measured: Measurements, program: int, rules: Rules) -> dict[str, Any]:
    """By which ways answers came in the trained units, before and after; and why other units are not counted.

    A change of the ways in is no effect of training.
    """
    sample = clean(measured.panel(program), rules)
    before = sample.untreated & sample.treated_units[:, None]
    return {
        "ways_in": {"before": ways_in(measured, before), "after": ways_in(measured, sample.treated)},
        "fallen": asdict(fallen(sample)),
    }


def _claim(measured: Measurements, digest: str, now: datetime, rules: Rules) -> ImpactRun | None:
    """The run to do, or one that is done; None while another worker does it."""
    with transaction.atomic():
        # Two workers that come at once: the unique key lets one make the row, the other finds it claimed.
        run, created = ImpactRun.objects.get_or_create(
            data_digest=digest,
            code_version=code_version(),
            defaults={
                "seed": rules.seed, "first": measured.months[0], "until": city_day(now).replace(day=1),
                "claimed_at": now,
            },
        )  # fmt: skip
    if created or run.finished_at is not None:
        return run
    # A conditional update, so that only one worker takes over from one that was killed or failed.
    idle = Q(claimed_at__lte=now - PATIENCE) | ~Q(failure="")
    taken = ImpactRun.objects.filter(idle, pk=run.pk, finished_at__isnull=True)
    return run if taken.update(claimed_at=now, failure="") else None


def _keep(run: ImpactRun, records: dict[Question, dict[str, Any]], now: datetime) -> ImpactRun:
    rows = [
        ImpactEstimate(
            run=run,
            program_id=program,
            outcome=outcome,
            position=place,
            verdict=record["verdict"],
            result=record,
        )
        for place, ((program, outcome), record) in enumerate(records.items())
    ]
    with transaction.atomic():
        ImpactRun.objects.select_for_update().get(pk=run.pk)
        # A slow worker whose claim was taken over leaves what the other one kept.
        ImpactEstimate.objects.bulk_create(rows, ignore_conflicts=True)
        ImpactRun.objects.filter(pk=run.pk, finished_at__isnull=True).update(finished_at=now)
        old = ImpactRun.objects.order_by("-until", "-claimed_at", "-pk").values_list("pk", flat=True)[KEPT_RUNS:]
        ImpactRun.objects.filter(pk__in=list(old)).delete()
    run.refresh_from_db()
    return run
