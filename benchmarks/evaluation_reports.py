"""All evaluation reports of a year's end in one go: how long they take, how much memory the worker needs.

The calendar of the demo city is asked on 1 January for the year that has just ended: the year itself, every sector,
program, partner and unit that ran a batch in it. A process of its own works as the worker does: it takes the job, makes
each PDF and workbook, and keeps both. A second asking over the same figures shows what it costs to find that nothing
has changed. `--reports` takes fewer than all.
"""

from datetime import date, datetime, time
from typing import Any

from common import arguments, bench, tell
from reports import worked


def asked() -> Any:
    """The run of the last year's end, as the calendar asks for it."""
    from django.utils import timezone  # noqa: PLC0415  needs Django

    from evaluations.models import EvaluationReportRun  # noqa: PLC0415
    from evaluations.reporting.schedules import ask_for_due  # noqa: PLC0415
    from pembinaan.base.dates import today  # noqa: PLC0415

    day = date(today().year, 1, 1)
    ask_for_due(now=timezone.make_aware(datetime.combine(day, time(8))))
    EvaluationReportRun.objects.exclude(occasion="year").delete()
    return EvaluationReportRun.objects.get(cause=f"year:{day.year - 1}")


def again(run: Any) -> Any:
    """The same reports asked for once more, by somebody."""
    from django.utils import timezone  # noqa: PLC0415  needs Django

    from evaluations.reporting.runs import ask_by_hand  # noqa: PLC0415
    from evaluations.reporting.scopes import scope_of  # noqa: PLC0415
    from people.models import Account, Role  # noqa: PLC0415

    by = Account.objects.get(pk=Role.objects.filter(kind="hr").values_list("account", flat=True).first())
    scopes = [scope for task in run.tasks.filter(state="done") if (scope := scope_of(task.scope))]
    return ask_by_hand(scopes=scopes, what="benchmark", title="Lagi", by=by, now=timezone.now())


def main() -> None:
    """Measure and tell."""
    options = arguments(__doc__ or "", reports=0)
    with bench() as running:
        running.manage("migrate", "-v0")
        running.manage("demo", "--if-absent")
        running.django()
        from evaluations.estimating import estimate_impacts  # noqa: PLC0415  needs Django

        if not options.quick:
            from django.utils import timezone  # noqa: PLC0415

            estimate_impacts(now=timezone.now())
        run = asked()
        if limit := options.reports or (20 if options.quick else 0):
            run.tasks.exclude(pk__in=list(run.tasks.order_by("pk").values_list("pk", flat=True)[:limit])).delete()
        first = worked(running)
        made = run.tasks.filter(state="done").count()
        second = again(run)
        unchanged = worked(running)
        results = {
            "asked": run.tasks.count(),
            "reports": made,
            "passed_over": run.tasks.filter(state="passed_over").count(),
            "failed": run.tasks.filter(state="failed").count(),
            "seconds": round(first["seconds"], 1),
            "seconds_a_report": round(first["seconds"] / max(made, 1), 2),
            "peak_mb": round(first["peak_mb"]),
            "again_seconds": round(unchanged["seconds"], 1),
            "again_same": second.tasks.filter(report__in=run.tasks.values("report")).count(),
        }
        tell(options, "evaluation_reports", results)


if __name__ == "__main__":
    main()
