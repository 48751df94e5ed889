"""Form fields for what people send."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from documents.uploads import MEGABYTE, Upload, UploadError


class UploadField(forms.FileField):
    """A file, read into what use cases take; beyond `most_megabytes` it is not even read."""

    def __init__(self, *, most_megabytes: int, accept: str, **options: Any) -> None:
        self.most_megabytes = most_megabytes
        super().__init__(widget=forms.FileInput(attrs={"accept": accept}), **options)

    def clean(self, data: Any, initial: Any = None) -> Upload | None:
        """The file's name and content; None when none was sent."""
        sent: UploadedFile[bytes] | None = super().clean(data, initial)
        if not sent:
            return None
        if (sent.size or 0) > self.most_megabytes * MEGABYTE:
            too_large = UploadError.too_large(self.most_megabytes)
            raise forms.ValidationError(too_large.message)
        return Upload(name=sent.name or "", content=sent.read())
