"""Malay wordings and respondent options, and the first rule about complaints."""

from datetime import date

from django.db import migrations

from surveys.reference import RESPONDENT_MALAY, WORDINGS


def load(apps, schema_editor):
    def model(name):
        return apps.get_model("surveys", name)

    first = model("Item").objects.filter(version__questionnaire__code="skm", version__number=1)
    for item in first.select_related("element"):
        question, labels = WORDINGS["ms"][item.element.key]
        model("ItemWording").objects.get_or_create(
            item=item, language="ms", defaults={"question": question, "labels": labels}
        )
    for field, labels in RESPONDENT_MALAY.items():
        for code, label in labels.items():
            model("RespondentOption").objects.filter(field=field, code=code, label_ms="").update(label_ms=label)
    model("ComplaintRule").objects.create(starts_on=date(2017, 1, 1))


class Migration(migrations.Migration):
    dependencies = [("surveys", "0011_complaints")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
