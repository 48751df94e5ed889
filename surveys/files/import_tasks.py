"""Taking in a large table by the worker, with its progress."""

from django.utils import timezone
from django.utils.translation import gettext as _

from documents.jobs import Progress, does
from documents.models import Job
from people.models import Account
from surveys.files.drafts import apply
from surveys.imports import AnswerImportError
from surveys.models import AnswerDraft

KIND = "surveys.import"


def take_in(job: Job, progress: Progress) -> None:
    """Take in the draft that the job names; run again it finds it taken in."""
    draft = AnswerDraft.objects.select_related("unit", "imported").filter(pk=job.arguments["draft"]).first()
    by = Account.objects.filter(pk=job.arguments["by"]).first()
    if draft is None or by is None:
        raise AnswerImportError(_("Unggahan ini sudah kedaluwarsa. Unggah berkasnya lagi."))

    def tell(done: int, total: int) -> None:
        progress.report(done=done, total=total, message=_("Membaca baris"))

    file = apply(draft=draft, by=by, now=timezone.now(), tell=tell)
    progress.report(done=file.row_count, total=file.row_count, message=_("Jawaban sudah masuk."))


def register() -> None:
    """Tell the worker how this job is done."""
    does(KIND, take_in)
