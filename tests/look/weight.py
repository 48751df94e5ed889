"""How much a page weighs over the wire on a first visit, computed from what the server would send.

HTML and text files count as gzip sends them (level 6 for pages, as the middleware; 9 for files, as collected);
each answer also counts 400 bytes of headers. Pictures that are already compressed count as they are.
"""

import gzip
import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.test import Client

HEADERS = 400
LINKED = re.compile(rb'(?:<link[^>]+href|<script[^>]+src|<img[^>]+src)="/static/([^"]+)"')
COMPRESSED = {".png", ".jpg", ".webp", ".avif", ".woff2"}


def weight(client: Client, path: str) -> int:
    """Bytes of the page at `path` and of all that it links from /static/."""
    page = client.get(path, follow=True)
    total = HEADERS + len(gzip.compress(page.content, 6))
    for name in sorted(set(LINKED.findall(page.content))):
        total += HEADERS + _file(name.decode())
    return total


def addresses(client: Client, path: str) -> set[bytes]:
    """Everything that a first visit asks for: the page itself, its files, and the city's own colours and crest."""
    page = client.get(path, follow=True).content
    linked = re.findall(rb'(?:<link[^>]+href|<script[^>]+src|<img[^>]+src)="([^"]+)"', page)
    return {path.encode(), *linked}


def _file(name: str) -> int:
    found = finders.find(name)
    assert found, name
    content = Path(found).read_bytes()
    return len(content) if Path(name).suffix in COMPRESSED else len(gzip.compress(content, 9))
