"""Files that show what a participant does differently: added and taken back until the head has judged the plan."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from documents.files import store
from documents.uploads import Upload, check
from evaluations.behaviour.steps import BehaviourError, hold, require_unjudged, write_plan
from evaluations.models import BehaviourEvidence, BehaviourReview
from evaluations.models.behaviour import MOST_FILES

KINDS = ("pdf", "jpg", "png")
MOST_MEGABYTES = 5


def add_evidence(*, review: BehaviourReview, upload: Upload, now: datetime) -> BehaviourEvidence:
    """Keep a photo or PDF of the participant's.

    Raises UploadError for another kind or more than five megabytes, BehaviourError for a sixth file or once judged.
    """
    checked = check(upload=upload, kinds=KINDS, most_megabytes=MOST_MEGABYTES)
    with transaction.atomic():
        held = hold(review, now)
        require_unjudged(held)
        free = set(range(1, MOST_FILES + 1)) - set(held.evidence_files.values_list("place", flat=True))
        if not free:
            raise BehaviourError(_("Paling banyak lima berkas. Hapus satu dahulu."))
        file = store(name=checked.name, content_type=checked.content_type, content=checked.content, now=now)
        return BehaviourEvidence.objects.create(review=held, file=file, place=min(free))


def keep_plan(*, review: BehaviourReview, action: str, evidence: str, upload: Upload | None, now: datetime) -> None:
    """Keep the participant's plan and, where one was sent with it, the file that shows it: both or neither.

    Raises what `write_plan` and `add_evidence` raise.
    """
    with transaction.atomic():
        write_plan(review=review, action=action, evidence=evidence, now=now)
        if upload is not None:
            add_evidence(review=review, upload=upload, now=now)


def remove_evidence(*, evidence: BehaviourEvidence, now: datetime) -> None:
    """Take a file back; taken back before, nothing happens. BehaviourError once the head has judged the plan."""
    with transaction.atomic():
        held = hold(evidence.review, now)
        require_unjudged(held)
        held.evidence_files.filter(pk=evidence.pk).delete()
