"""Number patterns of the letters that invite people and list them, in the city's style; HR's to change."""

from datetime import date

from django.db import migrations

PATTERN = "{sifat}/{klasifikasi}/{seq}/{kode_unit}/{tahun}"
# Examples under Permendagri 83/2022 (800.2: competency development); each kind needs one of its own.
CLASSIFICATIONS = {"invitation": "800.2.2", "participant_list": "800.2.3"}


def load(apps, schema_editor):
    pattern = apps.get_model("documents", "NumberPattern")
    for kind, classification in CLASSIFICATIONS.items():
        pattern.objects.create(
            kind=kind, pattern=PATTERN, nature="B", classification=classification, starts_on=date(2015, 1, 1)
        )


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_letter_kinds")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
