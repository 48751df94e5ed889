"""Keeping files and handing them out."""

from datetime import datetime
from hashlib import sha256

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import FileResponse

from documents.models import StoredFile


def store(*, name: str, content_type: str, content: bytes, now: datetime) -> StoredFile:
    """Keep `content` and return its row.

    The file lies under the digest of its content: writing it twice is the same as once, and one
    whose row was rolled back is merely unused.
    """
    digest = sha256(content).hexdigest()
    path = f"files/{digest[:2]}/{digest}"
    if not default_storage.exists(path):
        path = default_storage.save(path, ContentFile(content))
    return StoredFile.objects.create(
        name=name, content_type=content_type, size=len(content), sha256=digest, file=path, stored_at=now
    )


def download(file: StoredFile) -> FileResponse:
    """Answer with the file as an attachment that no browser runs and no proxy keeps.

    The caller has already checked that the visitor may have it.
    """
    response = FileResponse(
        file.file.open("rb"), as_attachment=True, filename=file.name, content_type=file.content_type
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
