"""Content as canonical JSON and its digest: the same facts always give the same bytes. No Django here."""

import hashlib
import json
from typing import Any


def canonical(content: dict[str, Any]) -> str:
    """The content as JSON: keys sorted, no spaces, UTF-8 as it is, decimals already texts."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest_of(text: str) -> str:
    """The SHA-256 of the text's UTF-8 bytes in hexadecimal: what `sha256sum` says of the downloaded file."""
    return hashlib.sha256(text.encode()).hexdigest()
