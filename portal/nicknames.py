"""What people call an office everywhere in Indonesia, spelled out as its name is written."""

import re
from typing import Final

SPELLED_OUT: Final = {
    "bapenda": "pajak dan retribusi daerah",
    "bappeda": "badan perencanaan pembangunan",
    "bpbd": "penanggulangan bencana daerah",
    "capil": "pencatatan sipil",
    "damkar": "pemadam kebakaran",
    "dinkes": "kesehatan",
    "dinsos": "sosial",
    "disdik": "pendidikan",
    "disdukcapil": "kependudukan dan pencatatan sipil",
    "dishub": "perhubungan",
    "diskominfo": "komunikasi dan informatika",
    "disnaker": "tenaga kerja",
    "disperindag": "perindustrian dan perdagangan",
    "dispora": "kepemudaan dan olahraga",
    "dlh": "lingkungan hidup",
    "dpmptsp": "penanaman modal dan pelayanan terpadu satu pintu",
    "dukcapil": "kependudukan dan pencatatan sipil",
    "kesbangpol": "kesatuan bangsa dan politik",
    "perkim": "perumahan rakyat dan kawasan permukiman",
    "ptsp": "pelayanan terpadu satu pintu",
    "pupr": "pekerjaan umum dan penataan ruang",
    "pustu": "puskesmas pembantu",
    "satpol": "satuan polisi pamong",
}
"""A nickname is one word in small letters. A city's own everyday words belong to its services (`also_called`)."""


def spelled_out(words: str) -> str:
    """The words of a search with each nickname replaced by what it stands for."""
    return re.sub(r"\w+", lambda found: SPELLED_OUT.get(found[0].lower(), found[0]), words)
