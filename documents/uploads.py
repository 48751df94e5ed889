"""Files that people send: recognised by what is in them, never by their name alone."""

import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath
from typing import Self

from django.utils.translation import gettext as _

from pembinaan.base.errors import DomainError

MEGABYTE = 1024 * 1024
_OFFICE = "application/vnd.openxmlformats-officedocument"
# kind -> type of content
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "pptx": f"{_OFFICE}.presentationml.presentation",
    "png": "image/png",
    "jpg": "image/jpeg",
}
_MAIN_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
_MACROS = "vbaproject.bin"
# Name of a file as it is kept: room for its extension within the column's 200 letters.
_LONGEST_STEM = 190


class UploadError(DomainError):
    """A file is not kept: empty, too large, or not of a kind that is taken here."""

    @classmethod
    def too_large(cls, most_megabytes: int) -> Self:
        """The file is larger than so many megabytes."""
        sentence = _("Berkas ini lebih besar dari %(limit)d MB. Perkecil atau bagi menjadi beberapa.")
        return cls(sentence % {"limit": most_megabytes})


@dataclass(frozen=True)
class Upload:
    """A file as it was sent."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Checked:
    """A file that may be kept: its name with the extension of what it is."""

    name: str
    content_type: str
    content: bytes


def check(*, upload: Upload, kinds: Collection[str], most_megabytes: int) -> Checked:
    """Look at what was sent; `kinds` are keys of CONTENT_TYPES.

    Raises UploadError with a sentence that says what to send instead.
    """
    if not upload.content:
        raise UploadError(_("Berkas ini kosong. Pilih berkas lain."))
    if len(upload.content) > most_megabytes * MEGABYTE:
        raise UploadError.too_large(most_megabytes)
    kind = kind_of(upload.content)
    if kind is None or kind not in kinds:
        wanted = ", ".join(each.upper() for each in CONTENT_TYPES if each in kinds)
        raise UploadError(
            _("Isi berkas ini bukan %(kinds)s, apa pun namanya. Simpan ulang dalam bentuk itu, tanpa makro.")
            % {"kinds": wanted}
        )
    stem = PurePath(upload.name.replace("\\", "/")).stem[:_LONGEST_STEM].strip() or "berkas"
    return Checked(name=f"{stem}.{kind}", content_type=CONTENT_TYPES[kind], content=upload.content)


def kind_of(content: bytes) -> str | None:
    """The kind by what is in the file, or None; office files with macros are none."""
    if content.startswith(b"%PDF-") and b"%%EOF" in content[-2048:]:
        return "pdf"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    return _office_kind(content) if content.startswith(b"PK\x03\x04") else None


def _office_kind(content: bytes) -> str | None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = {name.lower() for name in archive.namelist()}
    except zipfile.BadZipFile:
        return None
    if any(name.endswith(_MACROS) for name in names):
        return None
    return next((kind for kind, part in _MAIN_PARTS.items() if part in names), None)
