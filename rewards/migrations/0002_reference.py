"""The first point rule and the first badge."""

from datetime import date
from decimal import Decimal

from django.db import migrations


def load(apps, schema_editor):
    apps.get_model("rewards", "PointRule").objects.create(
        cause="finished", points_per_hour=Decimal(10), starts_on=date(2018, 1, 1),
        source="Usulan awal sistem; ubah sesuai keputusan BKPSDM",
    )
    apps.get_model("rewards", "Badge").objects.create(
        code="pembelajar-pertama", name="Pembelajar pertama", description="Menyelesaikan program pertama.",
    )


class Migration(migrations.Migration):
    dependencies = [("rewards", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
