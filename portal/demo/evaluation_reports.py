"""Evaluation reports as people meet them: three that were made, one that failed and waits to be made again."""

from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _

from documents import jobs
from documents.models import JobState, TaskState
from evaluations.models import EvaluationReportRun
from evaluations.reporting.runs import ask_by_hand
from evaluations.reporting.scopes import Scope, ScopeKind, named, of_batch, of_city, of_year
from pembinaan.base.language import in_city_language
from people.models import Account, Headship
from portal.demo.accounts import SIGN_INS
from programs.models import Batch, BatchState

PARTNER = "umrah"


@in_city_language()
def make_evaluation_reports(today: date) -> None:
    """Make this year's report, that of the head's unit, that of the partner's last batch; let the city's fail."""
    now = timezone.make_aware(datetime.combine(today, time(8)))
    by = Account.objects.get(employee__email=SIGN_INS["hr"][0])
    scopes = [of_year(today.year), *_unit(today), *_batch()]
    title = _("Laporan evaluasi %(year)d") % {"year": today.year}
    ask_by_hand(scopes=scopes, what=f"demo.{today.year}", title=title, by=by, now=now)
    jobs.run_waiting(now=now)
    city = of_city(date(today.year, 1, 1), today)
    _let_fail(ask_by_hand(scopes=[city], what=city.code, title=city.label, by=by, now=now), now)


def _unit(today: date) -> list[Scope]:
    """The unit of the head whose sign-in is shown."""
    heads = Headship.objects.on(today).filter(employee__email=SIGN_INS["head"][0])
    codes = heads.order_by("pk").values_list("unit__code", flat=True)[:1]
    return named(Scope(ScopeKind.UNIT, code, date(today.year, 1, 1), date(today.year, 12, 31)) for code in codes)


def _batch() -> list[Scope]:
    """The last batch of the partner whose sign-in is shown."""
    closed = Batch.objects.filter(state=BatchState.CLOSED, program__institution__code=PARTNER)
    return [of_batch(batch) for batch in closed.select_related("program").order_by("-ends_on", "-pk")[:1]]


def _let_fail(run: EvaluationReportRun, now: datetime) -> None:
    """As if the store had been full."""
    reason = _("Terhenti karena gangguan di sistem. Coba lagi; bila berulang, lapor.")
    run.tasks.update(state=TaskState.FAILED, attempts=1, reason=reason, told=True)
    job = run.job
    job.state, job.finished_at, job.done, job.total = JobState.DONE, now, 1, 1
    job.save(update_fields=["state", "finished_at", "done", "total"])
