"""Kinds of cost that a city's training usually has; HR's own list from here on."""

from django.db import migrations

KINDS = [
    ("honor", "Honor pengajar"),
    ("konsumsi", "Konsumsi"),
    ("perjalanan", "Perjalanan dinas"),
    ("atk", "Alat tulis dan penggandaan"),
    ("sewa", "Sewa tempat dan alat"),
    ("kontribusi", "Kontribusi kepada penyelenggara"),
    ("lainnya", "Lainnya"),
]


def load(apps, schema_editor):
    kind = apps.get_model("programs", "CostKind")
    kind.objects.bulk_create(
        kind(code=code, name=name, position=place * 10) for place, (code, name) in enumerate(KINDS, start=1)
    )


class Migration(migrations.Migration):
    dependencies = [("programs", "0013_yearly_plan")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop, elidable=False)]
