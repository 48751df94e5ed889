"""Many stored files as one ZIP, written while it is sent: memory stays the same however many there are."""

import zipfile
from collections.abc import Iterable, Iterator
from typing import Final

from documents.models import StoredFile

CHUNK: Final = 256 * 1024
# ZIP knows no earlier day; the same files give the same bytes.
DAY: Final = (1980, 1, 1, 0, 0, 0)


class _Outlet:
    """What zipfile writes into: holds the bytes until they are taken on."""

    def __init__(self) -> None:
        self.waiting = bytearray()

    def write(self, content: bytes, /) -> int:
        """Take bytes in."""
        self.waiting += content
        return len(content)

    def flush(self) -> None:
        """Nothing to do: the bytes are taken by `taken`."""

    def close(self) -> None:
        """Nothing to do either."""

    def taken(self) -> bytes:
        """The bytes since the last time."""
        content = bytes(self.waiting)
        self.waiting.clear()
        return content


def zipped(files: Iterable[StoredFile], *, beside: Iterable[tuple[str, bytes]] = ()) -> Iterator[bytes]:
    """The ZIP of the small contents `beside` and the files under their own names, in chunks."""
    outlet = _Outlet()
    with zipfile.ZipFile(outlet, "w", compresslevel=1) as archive:
        for name, content in beside:
            archive.writestr(_entry(name), content)
            yield outlet.taken()
        for file in files:
            with file.file.open("rb") as source, archive.open(_entry(file.name), "w") as target:
                while chunk := source.read(CHUNK):
                    target.write(chunk)
                    yield outlet.taken()
            yield outlet.taken()
    yield outlet.taken()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, DAY)
    # Deflated, although PDFs gain little: some readers refuse a stored entry whose size comes after it.
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
