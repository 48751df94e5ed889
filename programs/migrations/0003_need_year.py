"""A need's gap has names, and its year a sane range."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Name the gap's sizes and bound the year."""

    dependencies = [("programs", "0002_reference")]

    operations = [
        migrations.AlterField(
            "need",
            "gap",
            models.PositiveSmallIntegerField(
                choices=[(1, "Kecil"), (2, "Sedang"), (3, "Besar")], verbose_name="kesenjangan"
            ),
        ),
        migrations.AddConstraint(
            "need",
            models.CheckConstraint(
                name="need_year_in_range",
                condition=Q(year__range=(2020, 2100)),
                violation_error_message="Tahun kebutuhan antara 2020 dan 2100.",
            ),
        ),
    ]
