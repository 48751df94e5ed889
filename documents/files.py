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
    digest, path = place_of(content)
    lay_down(path, content)
    return StoredFile.objects.create(
        name=name, content_type=content_type, size=len(content), sha256=digest, file=path, stored_at=now
    )


def place_of(content: bytes) -> tuple[str, str]:
    """The digest of `content` and the path under which it is kept."""
    digest = sha256(content).hexdigest()
    return digest, f"files/{digest[:2]}/{digest}"


def lay_down(path: str, content: bytes) -> None:
    """Write `content` to the path that is its own, unless it lies there already, whole."""
    if default_storage.exists(path):
        if default_storage.size(path) == len(content):
            return
        default_storage.delete(path)  # the part that a worker left which was killed while it wrote
    default_storage.save(path, ContentFile(content))


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
