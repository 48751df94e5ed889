"""Grades of PNS and PPPK (domain rules section 8) and the sectors of the city's reports."""

from django.db import migrations

PNS = [
    ("I/a", "Juru Muda"), ("I/b", "Juru Muda Tk I"), ("I/c", "Juru"), ("I/d", "Juru Tk I"),
    ("II/a", "Pengatur Muda"), ("II/b", "Pengatur Muda Tk I"), ("II/c", "Pengatur"), ("II/d", "Pengatur Tk I"),
    ("III/a", "Penata Muda"), ("III/b", "Penata Muda Tk I"), ("III/c", "Penata"), ("III/d", "Penata Tk I"),
    ("IV/a", "Pembina"), ("IV/b", "Pembina Tk I"), ("IV/c", "Pembina Utama Muda"),
    ("IV/d", "Pembina Utama Madya"), ("IV/e", "Pembina Utama"),
]
PPPK = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII"]
SECTORS = [
    ("health", "Kesehatan", True), ("education", "Pendidikan", True),
    ("civil_registry", "Kependudukan", True), ("licensing", "Perizinan", True),
    ("territory", "Kecamatan dan kelurahan", True), ("economy", "Ekonomi", True), ("social", "Sosial", True),
    ("infrastructure", "Prasarana dan lingkungan", True), ("public_order", "Ketertiban dan keselamatan", True),
    ("internal", "Pelayanan internal", False),
]


def load(apps, schema_editor):
    grade, sector = apps.get_model("people", "Grade"), apps.get_model("people", "Sector")
    grade.objects.bulk_create(
        [grade(scheme="pns", code=code, rank_title=title, level=level) for level, (code, title) in enumerate(PNS, 1)]
        + [grade(scheme="pppk", code=code, level=level) for level, code in enumerate(PPPK, 1)]
    )
    sector.objects.bulk_create([sector(code=c, name=n, serves_public=s) for c, n, s in SECTORS])


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
