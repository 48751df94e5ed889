"""An example identity to begin with, and number patterns in the city's style (domain rules section 10).

Both are HR's to change; the archive classifications are examples under Permendagri 83/2022 (800: personnel).
"""

from datetime import date

from django.db import migrations

PATTERN = "{sifat}/{klasifikasi}/{seq}/{kode_unit}/{tahun}"
CLASSIFICATIONS = {
    "certificate": "800.2.1",
    "assignment_letter": "800.1.11",
    "activation_letter": "800.1.3",
    "survey_report": "000.8.3",
}


def load(apps, schema_editor):
    apps.get_model("documents", "CityIdentity").objects.create(
        name="Kota Contoh", short_name="Contoh", government_name="Pemerintah Kota Contoh"
    )
    pattern = apps.get_model("documents", "NumberPattern")
    for kind, classification in CLASSIFICATIONS.items():
        pattern.objects.create(
            kind=kind, pattern=PATTERN, nature="B", classification=classification, starts_on=date(2015, 1, 1)
        )


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
