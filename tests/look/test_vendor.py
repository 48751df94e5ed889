"""What others wrote and we serve is exactly what the note beside it says."""

import re
from hashlib import sha256
from pathlib import Path

VENDOR = Path(__file__).resolve().parent.parent.parent / "static" / "vendor"
LINE = re.compile(r"^\| (\S+\.(?:css|js)) \| .* \| ([0-9a-f]{64}) \|$", re.MULTILINE)


def test_every_vendored_file_has_the_checksum_that_the_note_says() -> None:
    noted = dict(LINE.findall((VENDOR / "README.md").read_text()))
    served = {
        str(path.relative_to(VENDOR)): sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.suffix in {".css", ".js"}
    }
    assert served == noted
