"""Materials of a batch: added, removed, and who may do so."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from documents.files import store
from documents.uploads import CONTENT_TYPES, Upload, check
from pembinaan.base.constraints import refusing_with
from people.models import Account
from programs.errors import MaterialError
from programs.locks import hold_batch
from programs.models import Batch, BatchState, Material

MOST_MEGABYTES = 20
MOST_FILES = 40


def add(*, batch: Batch, title: str, file: Upload, by: Account | None, now: datetime) -> Material:
    """Keep a file for the participants of a batch.

    Raises UploadError for a kind or size that is not taken, MaterialError in a batch that was called off, beyond
    forty files, or when the title stands there already.
    """
    checked = check(upload=file, kinds=CONTENT_TYPES, most_megabytes=MOST_MEGABYTES)
    with transaction.atomic(), refusing_with(MaterialError):
        # Two files at once must not both be the fortieth.
        held = hold_batch(batch.pk)
        if held.state == BatchState.CANCELLED:
            raise MaterialError(_("Angkatan ini dibatalkan, jadi tidak menerima materi."))
        if Material.objects.in_use().filter(batch=held).count() >= MOST_FILES:
            raise MaterialError(
                _("Angkatan ini sudah mempunyai %(limit)d materi. Hapus yang tidak dipakai dahulu.")
                % {"limit": MOST_FILES}
            )
        kept = store(name=checked.name, content_type=checked.content_type, content=checked.content, now=now)
        return Material.objects.create(batch=held, title=title.strip(), file=kept, added_by=by, added_at=now)


def remove(*, material: Material, by: Account | None, now: datetime) -> Material:
    """Take a material away from its readers; who did it and when stays. Removed twice, nothing more happens."""
    with transaction.atomic():
        # The first of two removals counts.
        waiting = Material.objects.filter(pk=material.pk, removed_at__isnull=True)
        waiting.update(removed_by=by, removed_at=now)
    material.refresh_from_db()
    return material
