"""What people send is known by its content, whatever its name says."""

import zipfile
from io import BytesIO

import pytest

from documents.uploads import MEGABYTE, Upload, UploadError, check, kind_of

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def office(*parts: str) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for part in parts:
            archive.writestr(part, "<x/>")
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "pdf"),
        (office("[Content_Types].xml", "word/document.xml"), "docx"),
        (office("xl/workbook.xml"), "xlsx"),
        (office("ppt/presentation.xml"), "pptx"),
        (b"\x89PNG\r\n\x1a\n rest", "png"),
        (b"\xff\xd8\xff\xe0 rest", "jpg"),
        # Without its end it was cut off on the way.
        (b"%PDF-1.7 cut off", None),
        (b"<html><script>alert(1)</script></html>", None),
        (b"MZ\x90\x00 a program", None),
        (b"\xd0\xcf\x11\xe0 an old Office file", None),
        (office("xl/workbook.xml", "xl/vbaProject.bin"), None),
        (office("a.txt"), None),
        (b"PK\x03\x04 no archive", None),
    ],
)
def test_a_kind_is_known_by_what_is_in_the_file(content: bytes, kind: str | None) -> None:
    assert kind_of(content) == kind


def test_a_checked_file_carries_the_extension_of_what_it_is_and_no_path() -> None:
    kept = check(upload=Upload("C:\\rapat\\MoU final.docx", PDF), kinds={"pdf"}, most_megabytes=1)
    assert (kept.name, kept.content_type) == ("MoU final.pdf", "application/pdf")
    assert check(upload=Upload("../../etc/passwd", PDF), kinds={"pdf"}, most_megabytes=1).name == "passwd.pdf"
    assert check(upload=Upload("", PDF), kinds={"pdf"}, most_megabytes=1).name == "berkas.pdf"
    assert len(check(upload=Upload("a" * 300, PDF), kinds={"pdf"}, most_megabytes=1).name) <= 200


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Berkas ini kosong"),
        (PDF + b" " * MEGABYTE, "lebih besar dari 1 MB"),
        (b"\x89PNG\r\n\x1a\n", "Isi berkas ini bukan PDF, apa pun namanya"),
    ],
)
def test_what_is_not_taken_is_refused_with_what_to_send_instead(content: bytes, sentence: str) -> None:
    with pytest.raises(UploadError, match=sentence):
        check(upload=Upload("naskah.pdf", content), kinds={"pdf"}, most_megabytes=1)
