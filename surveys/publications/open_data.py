"""Published figures as open data: one row a unit, sector or city and period, columns that never change their names."""

import csv
import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from io import StringIO
from typing import Any, Final

from django.db.models import Count, Max
from django.utils.translation import gettext_lazy as _

from surveys.models import Publication

LICENCE: Final = "CC BY 4.0"
LICENCE_ADDRESS: Final = "https://creativecommons.org/licenses/by/4.0/deed.id"
ELEMENT_COLUMNS: Final = {
    "requirements": "unsur_persyaratan",
    "procedure": "unsur_prosedur",
    "time": "unsur_waktu",
    "cost": "unsur_biaya",
    "product": "unsur_produk",
    "competence": "unsur_kompetensi",
    "conduct": "unsur_perilaku",
    "complaints": "unsur_pengaduan",
    "facilities": "unsur_sarana",
}
WAY_COLUMNS: Final = {
    "web": "cara_ponsel",
    "kiosk": "cara_layar",
    "offline": "cara_tablet",
    "paper": "cara_kertas",
    "link": "cara_tautan",
    "import": "cara_berkas",
}
DICTIONARY: Final = {
    "jenis": _("unit, sektor, atau kota"),
    "kode": _("Kode unit atau sektor; tidak pernah dipakai ulang"),
    "nama": _("Nama pada saat diumumkan"),
    "sektor": _("Kode sektor unit; kosong untuk kota"),
    "periode": _("2026, 2026S1, 2026Q3, atau 2026M07"),
    "mulai": _("Hari pertama periode, TTTT-BB-HH"),
    "sampai": _("Hari terakhir periode"),
    "versi": _("Nomor versi; yang terakhir yang ada di sini"),
    "diumumkan": _("Hari versi ini diumumkan"),
    "jawaban": _("Jumlah jawaban yang dihitung"),
    "indeks": _("Indeks kepuasan masyarakat, 25–100, dua desimal"),
    "ketelitian": _("Setengah lebar selang 95 persen di sekitar indeks"),
    "mutu": _("A, B, C, atau D menurut PermenPANRB 14/2017"),
    **dict.fromkeys(ELEMENT_COLUMNS.values(), _("Indeks unsur, 25–100")),
    **dict.fromkeys(WAY_COLUMNS.values(), _("Jumlah jawaban lewat cara ini; kosong bila tidak ada atau digabung")),
    "cara_digabung": _("Jawaban lewat cara yang terlalu sedikit untuk ditampilkan sendiri"),
    "disisihkan": _("Jawaban yang tidak dihitung karena tampak dikirim beruntun"),
    "pengguna": _("Jumlah pengguna layanan dalam periode; kosong bila belum dinyatakan"),
    "sasaran": _("Jumlah jawaban yang diharapkan (Krejcie dan Morgan)"),
    "minimum": _("Angka dari jawaban yang lebih sedikit tidak diumumkan"),
    "bobot": _("Bobot unsur: exact = 1/9"),
    "cara_gabung": _("Untuk sektor dan kota: units = setiap unit sama berat, answers = jawaban, population = pengguna"),
    "sidik_sha256": _("Sidik isi lengkap versi ini"),
}
COLUMNS: Final = tuple(DICTIONARY)


def state() -> str:
    """What changes whenever something was published: rows are only ever added; one query."""
    found = Publication.objects.aggregate(many=Count("pk"), last=Max("pk"))
    return f"{found['many']}-{found['last'] or 0}"


def rows_of(publications: Iterable[Publication]) -> Iterable[dict[str, Any]]:
    """The rows of published versions, each with every column."""
    for one in publications:
        content: dict[str, Any] = json.loads(one.content)
        scope, period = content["scope"], content["period"]
        elements = {
            ELEMENT_COLUMNS[row["key"]]: row["index"] for row in content["elements"] if row["key"] in ELEMENT_COLUMNS
        }
        ways = {WAY_COLUMNS[row["code"]]: row["answers"] for row in content["ways_in"]["rows"]}
        facts = {
            "jenis": scope["kind"],
            "kode": scope["code"],
            "nama": scope["name"],
            "sektor": scope["sector"],
            "periode": period["code"],
            "mulai": period["first"],
            "sampai": period["last"],
            "versi": content["version"],
            "diumumkan": content["published_on"],
            "jawaban": content["answers"],
            "indeks": content["index"],
            "ketelitian": content["margin"],
            "mutu": one.grade,
            **elements,
            **ways,
            "cara_digabung": content["ways_in"]["rest"],
            "disisihkan": content["set_aside"],
            "pengguna": content["users"],
            "sasaran": content["target"],
            "minimum": content["rules"]["minimum_answers"],
            "bobot": content["rules"]["weight"],
            "cara_gabung": content.get("method", ""),
            "sidik_sha256": one.digest,
        }
        yield {name: facts.get(name) for name in COLUMNS}


@lru_cache(maxsize=32)
def csv_of(now: str, period: str) -> bytes:
    """The newest versions of one period, or of all (""), as CSV: commas, decimal points, UTF-8."""
    text = StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows_of(_newest(period)))
    return text.getvalue().encode()


@lru_cache(maxsize=32)
def json_of(now: str, period: str) -> bytes:
    """The same as JSON: the licence, the columns, the rows; decimals are texts, as they were published."""
    whole = {"licence": LICENCE, "licence_address": LICENCE_ADDRESS, "columns": COLUMNS}
    return json.dumps({**whole, "rows": list(rows_of(_newest(period)))}, ensure_ascii=False).encode()


def dictionary_csv(words: Mapping[str, Any] = DICTIONARY) -> bytes:
    """The columns and what they mean, as CSV."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["kolom", "arti"])
    writer.writerows((name, str(meaning)) for name, meaning in words.items())
    return text.getvalue().encode()


def _newest(period: str) -> list[Publication]:
    rows = Publication.objects.newest()
    if period:
        rows = rows.filter(period_code=period)
    order = {"unit": 2, "sektor": 1, "kota": 0}
    found = list(rows.select_related("unit", "sector"))
    return sorted(found, key=lambda one: (one.ends_on, one.period_code, order[_kind(one)], _code(one)))


def _kind(one: Publication) -> str:
    return "unit" if one.unit_id else "sektor" if one.sector_id else "kota"


def _code(one: Publication) -> str:
    return one.unit.code if one.unit else one.sector.code if one.sector else ""
