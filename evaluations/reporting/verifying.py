"""Whether kept reports are whole, and whether one comes out the same when it is made again."""

from collections.abc import Iterator
from hashlib import sha256

from django.db.models import Count, Max

from documents.models import StoredFile, TaskState
from evaluations.models import EvaluationReport, EvaluationReportRun
from evaluations.reporting.facts import gather
from evaluations.reporting.paper import paper_of
from evaluations.reporting.scopes import scope_of
from evaluations.reporting.workbook import workbook_of
from pembinaan.base.dates import city_day
from pembinaan.base.language import in_city_language


def problems() -> Iterator[str]:
    """What is wrong with kept reports, a sentence each: versions missing, files changed, runs that nobody finishes."""
    scopes = EvaluationReport.objects.values("scope").annotate(count=Count("pk"), last=Max("version"))
    for row in scopes.order_by("scope"):
        if row["count"] != row["last"]:
            yield f"{row['scope']}: versi sampai {row['last']}, tetapi hanya {row['count']} tersimpan"
    for report in EvaluationReport.objects.select_related("pdf", "workbook").order_by("pk").iterator(100):
        for file in (report.pdf, report.workbook):
            if not _is_whole(file):
                yield f"{file.name}: isi berkas tidak sesuai dengan sidiknya"
    stuck = EvaluationReportRun.objects.filter(job__state="done", tasks__state=TaskState.WAITING).distinct()
    for run in stuck.order_by("pk"):
        yield f"{run.title}: pekerjaan selesai, tetapi masih ada laporan yang menunggu"


@in_city_language()
def comes_out_the_same(report: EvaluationReport) -> bool | None:
    """Make the version again in memory: whether paper and workbook are the same to the byte.

    None when today's data say something else than when it was made, so that there is nothing to compare.
    """
    scope, day = scope_of(report.scope), city_day(report.made_at)
    facts = gather(scope=scope, day=day) if scope else None
    if facts is None or facts.digest != report.digest:
        return None
    made = paper_of(facts, version=report.version, day=day), workbook_of(facts)
    return [sha256(content).hexdigest() for content in made] == [report.pdf.sha256, report.workbook.sha256]


def _is_whole(file: StoredFile) -> bool:
    try:
        with file.file.open("rb") as content:
            return sha256(content.read()).hexdigest() == file.sha256
    except FileNotFoundError:
        return False
