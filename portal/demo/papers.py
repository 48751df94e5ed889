"""Files of the demo city: small PDFs, written by hand so that they are the same wherever they are made."""

from datetime import datetime

from documents.files import place_of
from documents.models import StoredFile
from portal.demo.city import City

_PAGE = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"


def paper(*lines: str) -> bytes:
    """A page of A4 with these lines, the first one larger; letters of ASCII only."""
    shown = " T* ".join(f"({_escaped(line)}) Tj" for line in lines[1:])
    text = f"BT /F1 18 Tf 28 TL 60 770 Td ({_escaped(lines[0])}) Tj /F1 11 Tf 18 TL T* {shown} ET"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        _PAGE,
        f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    content, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(content))
        content += f"{number} 0 obj\n{body}\nendobj\n".encode("ascii")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    start = len(content)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n"
    end += f"<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return content + end.encode("ascii")


def add_paper(city: City, name: str, at: datetime, *lines: str) -> int:
    """Add the row of a PDF; its content is laid down when the rows are copied."""
    content = paper(*lines)
    digest, path = place_of(content)
    city.files[path] = content
    return city.rows.add(
        StoredFile,
        name=name,
        content_type="application/pdf",
        size=len(content),
        sha256=digest,
        file=path,
        stored_at=at,
    )


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
